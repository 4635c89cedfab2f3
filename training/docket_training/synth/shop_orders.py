"""Invoices of web shops: prices with tax, the tax as a part of the total, how and when it was paid."""

import html

from docket_training.synth import blocks, imprint, tables
from docket_training.synth.draft import Draft
from docket_training.synth.line_items import line_items
from docket_training.synth.printed import plain_number

Entry = tuple[str, str, bool]


def tax_entries(draft: Draft) -> list[Entry]:
    """The tax that the total holds: one row, or a row a rate."""
    content, printer = draft.content, draft.printer
    caption = draft.caption("shop.including")
    if len(content.taxes) == 1:
        rate = content.taxes[0].rate
        marked = printer.mark("tax.rate", tables.rate_text(draft, rate), plain_number(rate), 0)
        shown = f"{caption} {marked}" if draft.layout.tax_with_rate else caption
        return [(shown, printer.amount("totalTax", content.tax), False)]
    entries = []
    for row, tax in enumerate(content.taxes):
        marked = printer.mark("tax.rate", tables.rate_text(draft, tax.rate), plain_number(tax.rate), row)
        entries.append((f"{caption} {marked}", printer.amount("tax.amount", tax.amount, row), False))
    return entries


def sums(draft: Draft) -> list[Entry]:
    """From the goods to the total, the tax before or behind it."""
    content, printer, house = draft.content, draft.printer, draft.house("shop sums")
    entries: list[Entry] = []
    if house.random() < 0.7 or content.charges or content.discount:
        entries.append((draft.caption("goods"), printer.money(content.goods), False))
    if content.discount:
        entries.append((draft.caption("totalDiscount"), printer.amount("totalDiscount", -content.discount), False))
    if content.charges:
        entries.append((draft.caption("totalCharges"), printer.amount("totalCharges", content.charges), False))
    elif house.random() < 0.3:
        entries.append((draft.caption("totalCharges"), printer.money(content.gross - content.gross), False))
    total = (draft.caption("totalGross"), printer.amount("totalGross", content.gross), True)
    inner: list[Entry] = []
    if house.random() < 0.65:
        inner.append((draft.caption("shop.excluding"), printer.amount("totalNet", content.net), False))
    if not tables.has_tax_table(draft):
        inner += tax_entries(draft)
    return [*entries, total, *inner] if house.random() < 0.55 else [*entries, *inner, total]


def payment(draft: Draft) -> list[Entry]:
    """How it was paid: the amount is no field of its own."""
    house, content = draft.house("shop payment"), draft.content
    method = html.escape(house.choice(content.language.captions["shop.methods"]))
    day = html.escape(draft.printer.day(content.dates["orderDate"]))
    return [
        (f"{draft.caption('shop.paid')}: {method}", draft.printer.money(content.gross), False),
        (f'"{method}" {day}', draft.printer.money(content.gross), False),
        (draft.caption("shop.paid"), method, False),
    ][: house.randint(0, 3)][-1:]


def invoice_html(draft: Draft, title: str) -> str:
    """The paper; `title` is HTML without number."""
    content, house = draft.content, draft.house("shop")
    slogan = ""
    if house.random() < 0.4:
        slogan = f"<div>{html.escape(house.choice(content.language.captions['thanks']))}</div>"
    seller = "<br>".join([f"<b>{imprint.seller_name(draft)}</b>", *imprint.seller_lines(draft)[1:]])
    seller += "<br>" + "<br>".join([*blocks.tax_id_lines(draft, "seller"), *blocks.bank_entries(draft)])
    entries = blocks.meta_entries(draft)
    day = html.escape(draft.printer.day(content.dates["orderDate"]))
    entries.insert(house.randint(1, len(entries)), (draft.caption("shop.orderDate"), day))
    colon = house.choice([":", ":", ""])
    lines = "".join(f"<div>{caption}{colon} {value}</div>" for caption, value in entries)
    info = lines if house.random() < 0.5 else blocks.meta_block(draft, entries)
    people = f"<div class=flow>{''.join(blocks.party_blocks(draft))}</div>"
    in_foot = house.random() < 0.3
    head = f"<div class=split><div><h1>{title}</h1>{slogan}{people}{info}</div><div>{'' if in_foot else seller}</div></div>"
    if house.random() < 0.4:
        head = f"<div class=split>{'' if in_foot else f'<div>{seller}</div>'}<div><h1>{title}</h1>{info}</div></div>{people}"
    entries = [*sums(draft), *payment(draft)]
    rows = "".join(
        f"<tr class={'strong' if strong else 'sum'}><td class='{house.choice(['t', 't', 'r'])}'>{caption}</td><td class=n>{value}</td></tr>"
        for caption, value, strong in entries
    )
    total = f"<table class='totals right'>{rows}</table>"
    taxes = tables.tax_table(draft)
    both = f"<div class=split><div>{taxes}</div>{total}</div>" if house.random() < 0.4 else total + taxes
    thanks = html.escape(draft.random.choice(content.language.captions["thanks"]))
    foot = f"<div class='footer columns'><div>{seller}</div></div>" if in_foot else ""
    return f"{head}{line_items(draft)}{both}<p>{thanks}</p>{foot}"
