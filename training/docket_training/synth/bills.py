"""Bills for supply and services: accounts and meters, several dates, an old balance, charges by group, a stub to pay with."""

import html
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from docket_training.synth import blocks, imprint, sentences, tables
from docket_training.synth.addresses import address_lines
from docket_training.synth.draft import Draft
from docket_training.synth.identifiers import digits
from docket_training.synth.line_items import line_items
from docket_training.synth.people import maybe_person

Entry = tuple[str, str]


def with_balance(draft: Draft) -> tuple[Draft, list[tuple[str, Decimal]]]:
    """The paper with what was owed and paid before, and these as rows; nothing where there was a prepayment."""
    content, house = draft.content, draft.house("bill balance")
    if house.random() >= 0.6 or content.prepaid:
        return draft, []
    owed = Decimal(draft.random.choice(["84.20", "120.50", "500.00", "61.37", "0.00"]))
    paid = owed if draft.random.random() < 0.6 else Decimal(0)
    rows = [("previous", owed), ("bill.payments", -paid)]
    return replace(draft, content=replace(content, due=content.gross + owed - paid)), rows


def window(draft: Draft) -> str:
    """The buyer as on an envelope."""
    buyer = draft.content.buyer
    name = draft.printer.mark("buyerName", html.escape(buyer.name), buyer.name)
    lines = [name, *maybe_person(draft, buyer), *address_lines(draft, buyer, "buyer")]
    caption = draft.party_caption("buyer") if draft.house("bill window").random() < 0.3 else ""
    return f"<div class=window>{f'<small>{caption}</small><br>' if caption else ''}{'<br>'.join(lines)}</div>"


def accounts(draft: Draft) -> list[Entry]:
    """Numbers and dates of the bill; a meter, the next bill and the site are no fields."""
    content, printer, house, random_ = draft.content, draft.printer, draft.house("bill accounts"), draft.random
    entries = blocks.number_and_date(draft)
    entries.append((draft.caption("bill.account"), draft.identifier("customerNumber")))
    if house.random() < 0.7:
        entries.append((draft.caption("dueDate"), printer.date("dueDate", content.dates["dueDate"])))
    if house.random() < 0.7:
        text = f"{printer.day(content.dates['start'])} - {printer.day(content.dates['end'])}"
        entries.append((draft.caption("servicePeriod"), printer.mark("servicePeriod", html.escape(text), text)))
    if house.random() < 0.5:
        entries.append((draft.caption("bill.meter"), digits(random_, random_.choice([6, 8, 10]))))
    if house.random() < 0.4:
        day = content.dates["issueDate"] + timedelta(days=30)
        entries.append((draft.caption("bill.next"), html.escape(printer.day(day))))
    if house.random() < 0.3:
        entries.append((draft.caption("contractReference"), draft.identifier("contractReference")))
    if house.random() < 0.5:
        house.shuffle(entries)
    return entries


def site(draft: Draft) -> str:
    """Where the service is rendered: under a caption of its own, with the labels of the party that it ships to."""
    party = draft.content.ship_to
    if party is None:
        return ""
    name = draft.printer.mark("shipToName", html.escape(party.name), party.name)
    lines = "<br>".join([name, *address_lines(draft, party, "shipTo")])
    return f"<p><b>{draft.caption('bill.site')}</b><br>{lines}</p>"


def summary(draft: Draft, before: list[tuple[str, Decimal]]) -> str:
    """From the old balance to what is due, in rows."""
    content, printer, house = draft.content, draft.printer, draft.house("bill summary")
    rows = [(draft.caption(name), printer.money(value), False) for name, value in before]
    entries = [e for e in tables.totals_entries(draft) if "/amountDue/" not in e[1]]
    if house.random() < 0.4 and not before:
        rows.append((f"<b>{draft.caption('bill.new')}</b>", "", False))
    rows += entries
    if before or content.prepaid or house.random() < 0.5:
        rows.append((draft.caption("amountDue"), printer.amount("amountDue", content.due), True))
    body = "".join(
        f"<tr class={'strong' if strong else 'sum'}><td>{caption}</td><td class=n>{value}</td></tr>"
        for caption, value, strong in rows
    )
    place = house.choice(["width:100%", "width:55%;margin-left:auto", "width:60%"])
    return f"<table class={house.choice(['rows', 'none', 'grid'])} style='{place}'>{body}</table>"


def stub(draft: Draft) -> str:
    """What is torn off and sent back: account, amount, day, and where to send it."""
    content, printer, house = draft.content, draft.printer, draft.house("bill stub")
    cells = [
        (draft.caption("bill.account"), draft.identifier("customerNumber")),
        (draft.caption("amountDue"), printer.amount("amountDue", content.due)),
        (draft.caption("amount"), "__________"),
    ]
    if house.random() < 0.5:
        cells.append((draft.caption("dueDate"), printer.date("dueDate", content.dates["dueDate"])))
    body = "".join(f"<div><small>{caption}</small><br>{value}</div>" for caption, value in cells)
    remit = content.remit_to
    if remit is not None:
        name = printer.mark("remitToName", html.escape(remit.name), remit.name)
        body += (
            f"<div>{draft.caption('remitTo')}<br>{'<br>'.join([name, *address_lines(draft, remit, 'remitTo')])}</div>"
        )
    else:
        body += f"<div>{'<br>'.join(map(html.escape, [content.seller.name, *content.seller.address]))}</div>"
    return f"<div class='slip three'>{body}</div>"


def bill_html(draft: Draft, title: str) -> str:
    """The paper; `title` is HTML without number."""
    draft, before = with_balance(draft)
    content, house = draft.content, draft.house("bill")
    seller = [f"<b class={house.choice(['large', 'logo', 'strong'])}>{imprint.seller_name(draft)}</b>"]
    at_foot = house.random() < 0.3
    if not at_foot:
        seller += imprint.seller_lines(draft)[1:]
    if house.random() < 0.4:
        seller += blocks.tax_id_lines(draft, "seller")
    head = f"<div>{'<br>'.join(seller)}</div>"
    box = blocks.meta_block(draft, accounts(draft))
    due = ""
    if house.random() < 0.35:
        amount = draft.printer.amount("amountDue", content.due)
        due = f"<div class='box'>{draft.caption('amountDue')} <b class=large>{amount}</b></div>"
    tops = [
        f"<div class=split>{head}<div><h1>{title}</h1>{box}</div></div>{window(draft)}",
        f"{head}<div class=split>{window(draft)}<div>{box}{due}</div></div><h1>{title}</h1>",
        f"<div class=split><h1>{title}</h1>{head}</div><div class=split>{window(draft)}{box}</div>",
    ]
    top = house.choice(tops)
    overview = f"<h2>{draft.caption('bill.summary')}</h2>{summary(draft, before)}"
    detail = f"{line_items(draft)}{tables.tax_table(draft)}"
    body = f"{overview}{detail}" if house.random() < 0.4 else f"{detail}{overview}"
    texts = "".join(f"<p>{text}</p>" for text in sentences.legal_sentences(draft, 3))
    if house.random() < 0.3:
        texts = f"<p>{sentences.due_sentence(draft)}</p>{texts}"
    bank = "<br>".join(blocks.bank_entries(draft)) if house.random() < 0.6 else ""
    foot = imprint.legal_footer(draft, True) if at_foot else ""
    tail = stub(draft) if house.random() < 0.35 else ""
    return f"{top}{site(draft)}{body}{texts}<p>{bank}</p>{tail}{foot}"
