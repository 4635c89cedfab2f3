"""The parts of an invoice page: head, parties, references, bank and footer, as HTML."""

import html
import random

from docket_training.synth import sentences
from docket_training.synth.addresses import address_html
from docket_training.synth.draft import Draft
from docket_training.synth.identifiers import printed_vat_id
from docket_training.synth.parties import Party


def large_name(draft: Draft, name: str) -> str:
    """A name as the heading of a paper, in some layouts over several lines."""
    house = draft.house("large name")
    size = house.choice([1.5, 1.8, 2.4])
    broken = f";max-width:{house.choice([5, 6, 8])}em;line-height:1.15" if house.random() < 0.45 else ""
    return f"<div style='font-size:{size}em{broken}'>{name}</div>"


def party_lines(draft: Draft, party: Party, role: str, with_contact: bool = False) -> list[str]:
    """Name and address of a party as lines, labelled with `<role>Name` and `<role>Address`."""
    printer = draft.printer
    lines = [f"<b>{printer.mark(f'{role}Name', html.escape(party.name), party.name)}</b>"]
    if with_contact and draft.random.random() < 0.25:
        lines.append(html.escape(party.person))
    lines.append(address_html(draft, party, role, ", " if draft.random.random() < 0.08 else "<br>"))
    return lines


def tax_id_lines(draft: Draft, role: str) -> list[str]:
    lines = []
    for name in (f"{role}VatId", f"{role}TaxNumber"):
        if name in draft.content.ids and draft.shows(name):
            value = draft.content.ids[name]
            text = printed_vat_id(draft.random, value) if name.endswith("VatId") else value
            lines.append(
                f"{draft.caption(name)}{draft.layout.meta_colon} {draft.printer.mark(name, html.escape(text), value)}"
            )
    return lines


def contact_lines(draft: Draft) -> list[str]:
    seller, lines = draft.content.seller, []
    if draft.shows("phone"):
        lines.append(f"{draft.caption('phone')} {html.escape(seller.phone)}")
    if draft.shows("fax"):
        lines.append(f"{draft.caption('fax')} {html.escape(seller.phone[:-2])}88")
    if draft.random.random() < 0.6:
        lines.append(f"{draft.random.choice(['info', 'office', 'rechnung', 'contact'])}@{html.escape(seller.domain)}")
    if draft.random.random() < 0.4:
        lines.append(f"www.{html.escape(seller.domain)}")
    return lines


def seller_block(draft: Draft, with_ids: bool) -> str:
    name, *lines = party_lines(draft, draft.content.seller, "seller")
    large = draft.house("seller as heading").random() < 0.2
    if draft.shows("tagline"):
        lines.insert(0, "<i>" + html.escape(draft.content.language.captions["thanks"][0].rstrip(".")) + "</i>")
    lines += contact_lines(draft)
    if with_ids:
        lines += tax_id_lines(draft, "seller")
    if large:
        return f"<div class=seller>{large_name(draft, name)}{'<br>'.join(lines)}</div>"
    return "<div class=seller>" + "<br>".join([name, *lines]) + "</div>"


def captioned_seller(draft: Draft) -> str:
    """The seller as one of the parties, under its caption."""
    caption = draft.caption("from")
    lines = [f"<span class=caption>{caption}{draft.layout.meta_colon}</span>"] if caption else []
    lines += [*number_line(draft, None), *party_lines(draft, draft.content.seller, "seller"), *contact_lines(draft)]
    return f"<div class=party>{'<br>'.join([*lines, *tax_id_lines(draft, 'seller')])}</div>"


def number_line(draft: Draft, name: str | None) -> list[str]:
    """The number of a party above its name: the buyer's is the customer number, others are of no account."""
    if not draft.shows("party-number"):
        return []
    if name is not None:
        return [f"{draft.caption(name)}{draft.layout.meta_colon} {draft.identifier(name)}"]
    return [f"{draft.caption('position')} {html.escape(draft.content.ids['other2'])}"]


def party_blocks(draft: Draft) -> list[str]:
    """The buyer, and where there are any: bill-to, ship-to and remit-to."""
    content, blocks = draft.content, []
    for role, party in (
        ("buyer", content.buyer),
        ("billTo", content.bill_to),
        ("shipTo", content.ship_to),
        ("remitTo", content.remit_to),
    ):
        if party is None:
            continue
        caption = draft.party_caption(role)
        lines = [f"<span class=caption>{caption}{draft.layout.meta_colon}</span>"] if caption else []
        if role == "buyer" and draft.shows("sender-line"):
            seller = content.seller
            lines = [f"<small><u>{html.escape(seller.name)} · {html.escape(' · '.join(seller.address))}</u></small>"]
        lines += number_line(draft, "customerNumber" if role == "buyer" else None)
        lines += party_lines(draft, party, role, with_contact=True)
        if role == "buyer":
            lines += tax_id_lines(draft, "buyer")
        blocks.append(f"<div class=party>{'<br>'.join(lines)}</div>")
    return blocks


def note_block(draft: Draft) -> str:
    """Sentences that say nothing about the invoice, sometimes with a date or the buyer's name in them."""
    if not draft.shows("note"):
        return ""
    content = draft.content
    sentences = [html.escape(s) for s in draft.random.sample(content.language.captions["letter"], 2)]
    if draft.random.random() < 0.4:
        sentences.append(html.escape(draft.printer.day(content.dates["orderDate"])))
    if draft.random.random() < 0.3:
        sentences.append(html.escape(content.buyer.name))
    return f"<p>{' '.join(sentences)}</p>"


def number_caption(draft: Draft) -> str:
    """What the number is called: a paper that is no invoice has a number of its own kind."""
    kinds = {"credit-note": "creditNumber", "other": "ourReference"}
    return draft.caption(kinds.get(draft.content.kind, "invoiceNumber"))


def terms_html(draft: Draft) -> str:
    """Payment terms, in some layouts with the due date behind them, and with a discount and the date it ends."""
    content, printer = draft.content, draft.printer
    text = printer.mark("paymentTerms", html.escape(content.terms), content.terms)
    if not draft.shows("terms-with-date"):
        return text
    until = draft.caption("until")
    text += f" {until} {printer.date('dueDate', content.dates['dueDate'])}"
    if draft.random.random() < 0.3:
        early = content.dates["issueDate"] + (content.dates["dueDate"] - content.dates["issueDate"]) / 3
        text += f", {draft.random.choice([2, 3])} % {draft.caption('discountUntil')} {until} {printer.day(early)}"
    return text


def number_and_date(draft: Draft) -> list[tuple[str, str]]:
    """Captions and values of the number and the date of the paper."""
    day = draft.printer.date("issueDate", draft.content.dates["issueDate"])
    return [(number_caption(draft), draft.identifier("invoiceNumber")), (draft.caption("issueDate"), day)]


def stay_entries(draft: Draft) -> list[tuple[str, str]]:
    """What hotels, surgeries and workshops note: guests, rooms, arrivals, plates."""
    house, random_ = draft.house("stay"), draft.random
    captions = draft.content.language.captions["stay"]
    if house.random() >= 0.12:
        return []
    day = draft.printer.day(draft.content.dates["orderDate"])
    values = [draft.content.buyer.person, str(random_.randint(1, 480)), day]
    return [(html.escape(c), html.escape(random_.choice(values))) for c in house.sample(captions, house.randint(1, 3))]


def references(draft: Draft) -> list[tuple[str, str]]:
    """Captions and values of further dates and references, with distractors between them."""
    content, printer = draft.content, draft.printer
    entries: list[tuple[str, str]] = []
    for name in ("dueDate", "deliveryDate"):
        if draft.shows(name):
            entries.append((draft.caption(name), printer.date(name, content.dates[name])))
    if draft.shows("servicePeriod"):
        text = f"{printer.day(content.dates['start'])} {draft.random.choice(['-', '–', 'to' if content.language.code == 'en' else '-'])} {printer.day(content.dates['end'])}"
        entries.append((draft.caption("servicePeriod"), printer.mark("servicePeriod", html.escape(text), text)))
    for name in ("customerNumber", "orderReference", "contractReference"):
        if draft.shows(name):
            entries.append((draft.caption(name), draft.identifier(name)))
    if draft.shows("paymentTerms"):
        entries.append((draft.caption("paymentTerms"), terms_html(draft)))
    if draft.shows("currency"):
        entries.append((draft.caption("currency"), printer.mark("currency", content.currency, content.currency)))
    if draft.shows("contact"):
        entries.append((draft.caption("contact"), html.escape(content.seller.person)))
    if draft.shows("ourReference"):
        entries.append((draft.caption("ourReference"), html.escape(content.ids["other1"])))
    if draft.shows("orderDate"):
        entries.append(
            (draft.caption("ourReference") + " " + draft.caption("issueDate"), printer.day(content.dates["orderDate"]))
        )
    entries += stay_entries(draft)
    if content.kind == "credit-note" and draft.house("credited").random() < 0.6:
        entries.append((draft.caption("credit.original"), html.escape(content.ids["other2"])))
        if draft.house("credited on").random() < 0.4:
            day = html.escape(printer.day(content.dates["orderDate"]))
            entries[-1] = (entries[-1][0], f"{entries[-1][1]} {draft.caption('dated')} {day}")
    draft.house("references").shuffle(entries)
    return entries


def meta_entries(draft: Draft) -> list[tuple[str, str]]:
    """Number, date and references in the order of the layout."""
    order = random.Random(f"{draft.layout.seed} meta")
    head, rest = number_and_date(draft), references(draft)
    if order.random() < 0.3:
        head.reverse()
    return [*head, *rest] if order.random() < 0.8 else [*rest[:2], *head, *rest[2:]]


def meta_block(draft: Draft, entries: list[tuple[str, str]] | None = None) -> str:
    """`entries`, by default all of the paper, as the layout sets them."""
    entries, colon = meta_entries(draft) if entries is None else entries, draft.layout.meta_colon
    match draft.layout.meta:
        case "row":
            heads = "".join(f"<th>{c}</th>" for c, _ in entries[:7])
            cells = "".join(f"<td>{v}</td>" for _, v in entries[:7])
            rest = "".join(f"<div>{c}{colon} {v}</div>" for c, v in entries[7:])
            return f"<table class='meta wide'><tr>{heads}</tr><tr>{cells}</tr></table>{rest}"
        case "captions-above":
            return (
                "<div class=meta-grid>"
                + "".join(f"<div><span class=caption>{c}</span><br>{v}</div>" for c, v in entries)
                + "</div>"
            )
        case "inline":
            return "<p class=meta>" + " &nbsp; ".join(f"{c}{colon} {v}" for c, v in entries) + "</p>"
        case "two-column-table":
            rows = "".join(
                "<tr>"
                + "".join(f"<td class=caption>{c}{colon}</td><td>{v}</td>" for c, v in entries[i : i + 2])
                + "</tr>"
                for i in range(0, len(entries), 2)
            )
            return f"<table class='meta wide'>{rows}</table>"
    rows = "".join(f"<tr><td class=caption>{c}{colon}</td><td>{v}</td></tr>" for c, v in entries)
    return f"<table class='meta {draft.layout.meta}'>{rows}</table>"


def bank_entries(draft: Draft) -> list[str]:
    content, lines = draft.content, []
    if "iban" in content.ids and draft.shows("iban"):
        value = content.ids["iban"]
        text = " ".join(value[i : i + 4] for i in range(0, len(value), 4)) if draft.random.random() < 0.72 else value
        lines += [
            html.escape(content.bank_name),
            f"{draft.caption('iban')}{draft.layout.meta_colon} {draft.printer.mark('iban', text, value)}",
        ]
        if draft.shows("bic"):
            lines.append(f"{draft.caption('bic')}{draft.layout.meta_colon} {draft.identifier('bic')}")
    if draft.shows("accountNumber") or ("iban" not in content.ids and draft.random.random() < 0.5):
        lines.append(f"{draft.caption('accountNumber')}{draft.layout.meta_colon} {draft.identifier('accountNumber')}")
        if draft.random.random() < 0.6:
            lines.append(f"{draft.caption('sortCode')} {content.ids['sortCode']}")
    if lines and draft.shows("paymentReference"):
        lines.append(
            f"{draft.caption('paymentReference')}{draft.layout.meta_colon} {draft.identifier('paymentReference')}"
        )
    return lines


def closing_text(draft: Draft) -> str:
    content, parts = draft.content, []
    if "paymentTerms" not in draft.layout.show and draft.shows("terms-below"):
        caption = f"{draft.caption('paymentTerms')}{draft.layout.meta_colon} " if draft.layout.seed % 2 else ""
        parts.append(caption + terms_html(draft))
    if draft.shows("thanks"):
        parts.append(html.escape(draft.random.choice(content.language.captions["thanks"])))
    if any(t.rate == 0 for t in content.taxes):
        parts.append(html.escape(draft.random.choice(content.language.captions["zero"])))
    if draft.shows("sentence"):
        parts.append(sentences.due_sentence(draft))
    return "".join(f"<p>{p}</p>" for p in parts)


def footer_block(draft: Draft, bank: list[str]) -> str:
    """Page foot: seller details without labels where they stand elsewhere, tax ids and bank details with."""
    content, columns = draft.content, []
    seller = content.seller
    if draft.shows("seller-name-in-footer"):
        columns.append([html.escape(seller.name), *map(html.escape, seller.address)])
    legal = (
        tax_id_lines(draft, "seller")
        if draft.layout.head in ("none", "band", "name-centre") or draft.random.random() < 0.5
        else []
    )
    if draft.shows("registration"):
        legal.append(f"{draft.caption('registration')} {draft.random.randint(1000, 99999)}")
    columns += [part for part in (legal, bank, contact_lines(draft)) if part]
    match draft.layout.footer:
        case "none":
            return ""
        case "line":
            return "<div class=footer>" + " | ".join(" ".join(c) for c in columns) + "</div>"
        case "centred":
            return "<div class='footer centred'>" + "<br>".join(" · ".join(c) for c in columns) + "</div>"
    return "<div class='footer columns'>" + "".join(f"<div>{'<br>'.join(c)}</div>" for c in columns) + "</div>"
