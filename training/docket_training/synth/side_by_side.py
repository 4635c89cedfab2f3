"""Invoices in the American manner: parties side by side, a strip of order data, balance due, remittance address."""

import html
from dataclasses import replace
from decimal import Decimal

from docket_training.synth import blocks, imprint, sentences, tables
from docket_training.synth.addresses import address_html, address_lines
from docket_training.synth.draft import Draft
from docket_training.synth.line_items import line_items
from docket_training.synth.parties import Party

STRIP = (
    "strip.salesperson",
    "orderReference",
    "strip.requisitioner",
    "strip.via",
    "strip.fob",
    "paymentTerms",
    "dueDate",
)


def party_column(draft: Draft, caption: str, party: Party, role: str) -> str:
    """A party under its caption: name, address, and sometimes mail or telephone below."""
    random_, house = draft.random, draft.house("party columns")
    name = draft.printer.mark(f"{role}Name", html.escape(party.name), party.name)
    lines = [f"<b>{name}</b>" if house.random() < 0.4 else name]
    if random_.random() < 0.12:
        lines.append(f"{draft.caption('attn')} {html.escape(party.person)}")
    lines.append(address_html(draft, party, role))
    if random_.random() < 0.3:
        lines.append(html.escape(f"{party.person.split()[0].lower()}@{party.domain}"))
    if random_.random() < 0.2:
        lines.append(f"{draft.caption('phone')}: {html.escape(party.phone)}")
    colon = house.choice([":", ":", ""])
    head = f"<div class=column-head>{caption}{colon if caption else ''}</div>"
    return f"<div>{head}{'<br>'.join(lines)}</div>"


def strip(draft: Draft) -> str:
    """A table of one row: who sold, by what order, how it is sent; most cells stand empty."""
    house, printer, content = draft.house("strip"), draft.printer, draft.content
    columns = [c for c in STRIP if house.random() < 0.7] or ["orderReference"]
    cells = []
    for name in columns:
        filled = draft.random.random() < 0.6
        match name:
            case "orderReference" | "dueDate" if not filled:
                cells.append("")
            case "orderReference":
                cells.append(draft.identifier(name))
            case "dueDate":
                cells.append(printer.date(name, content.dates[name]))
            case "paymentTerms":
                cells.append(printer.mark(name, html.escape(content.terms), content.terms) if filled else "")
            case "strip.via" | "strip.fob":
                cells.append(
                    html.escape(draft.random.choice(content.language.captions["strip.carrier"])) if filled else ""
                )
            case _:
                cells.append(html.escape(content.seller.person) if filled else "")
    head = "".join(f"<th>{draft.caption(c)}</th>" for c in columns)
    body = "".join(f"<td>{cell or '&nbsp;'}</td>" for cell in cells)
    return f"<table class='lines grid'><tr>{head}</tr><tr>{body}</tr></table>"


def with_old_balance(draft: Draft) -> tuple[Draft, Decimal | None]:
    """In some papers an old balance adds to what is due."""
    content = draft.content
    if draft.house("balance").random() >= 0.3 or content.prepaid:
        return draft, None
    old = Decimal(draft.random.choice(["0.00", "120.50", "500.00", "88.20"]))
    return replace(draft, content=replace(content, due=content.gross + old)), old


def totals(draft: Draft, old: Decimal | None) -> str:
    """The sums, with the old balance before what is due."""
    content, printer, house = draft.content, draft.printer, draft.house("totals")
    entries = tables.totals_entries(draft)
    if old is not None:
        entries = [entry for entry in entries if "/amountDue/" not in entry[1] and "/totalPrepaid/" not in entry[1]]
        entries.append((draft.caption("previous"), printer.money(old), False))
        entries.append((draft.caption("amountDue"), printer.amount("amountDue", content.due), True))
    boxed = house.choice(["grid", "rows", "none", "stripes"])
    colon = draft.layout.meta_colon
    rows = "".join(
        f"<tr class={'strong' if strong else 'sum'}><td class=n>{caption}{colon}</td><td class=n>{value}</td></tr>"
        for caption, value, strong in entries
    )
    return f"<table class='totals right {boxed}'>{rows}</table>"


def invoice_html(draft: Draft, title: str) -> str:
    """The paper; `title` is HTML without number."""
    draft, old = with_old_balance(draft)
    content, house, printer = draft.content, draft.house("side by side"), draft.printer
    number = draft.identifier("invoiceNumber")
    date_row = blocks.number_and_date(draft)[1]
    under_title = house.random() < 0.3
    heading = f"<h1>{title}</h1>"
    if under_title:
        heading += f"<div>{draft.caption('number.short')} {number}</div>"
    entries = [date_row, *blocks.references(draft)] if under_title else blocks.meta_entries(draft)
    if house.random() < 0.25:
        due = f"<b>{printer.amount('amountDue', content.due)}</b>"
        entries.append((f"<b>{draft.caption('amountDue')}</b>", due))
    captioned = house.random() < 0.25
    seller = (
        ""
        if captioned
        else "<br>".join([f"<b class=large>{imprint.seller_name(draft)}</b>", *imprint.seller_lines(draft)[1:]])
    )
    uncaptioned_buyer = content.bill_to is not None and house.random() < 0.6
    columns = []
    if captioned:
        columns.append(
            party_column(draft, draft.caption("from") or draft.caption("form.seller"), content.seller, "seller")
        )
    above = ""
    if uncaptioned_buyer:
        name = printer.mark("buyerName", html.escape(content.buyer.name), content.buyer.name)
        above = f"<p>{'<br>'.join([name, *address_lines(draft, content.buyer, 'buyer')])}</p>"
    else:
        caption = draft.party_caption("buyer") or draft.caption("form.buyer")
        columns.append(party_column(draft, caption, content.buyer, "buyer"))
    for role, party in (("billTo", content.bill_to), ("shipTo", content.ship_to)):
        if party is not None:
            columns.append(party_column(draft, draft.caption(role), party, role))
    remit = ""
    if content.remit_to is not None:
        remit = party_column(draft, draft.caption("remitTo"), content.remit_to, "remitTo")
        if house.random() < 0.4:
            columns.append(remit)
            remit = ""
    meta = blocks.meta_block(draft, entries)
    style = house.choice(["", "boxed-columns", "band-heads"])
    parties = f"{above}<div class='side {style}'>{''.join(columns)}</div>"
    if house.random() < 0.5:
        top = f"<div class=split><div>{seller}</div><div class=right>{heading}{meta}</div></div>{parties}"
    else:
        top = f"<div class=split><div>{seller}</div><div class=right>{heading}</div></div><div class=split>{parties}<div>{meta}</div></div>"
    table = (strip(draft) if house.random() < 0.45 else "") + line_items(draft)
    in_table = draft.layout.totals_place == "in-table" and old is None
    sums = "" if in_table else totals(draft, old)
    bank = "<br>".join(blocks.bank_entries(draft)) if house.random() < 0.6 else ""
    texts = sentences.legal_sentences(draft, 2) if house.random() < 0.6 else []
    if house.random() < 0.25:
        texts.append(sentences.due_sentence(draft))
    tail = "".join(f"<p class={house.choice(['centred', 't'])}>{text}</p>" for text in texts)
    slip = imprint.payment_slip(draft) if house.random() < 0.12 else ""
    foot = blocks.footer_block(draft, [])
    return f"{top}{table}{sums}{tables.tax_table(draft)}<p>{bank}</p>{tail}{blocks.closing_text(draft)}<div>{remit}</div>{slip}{foot}"
