"""Line items, totals and tax tables as HTML."""

import html
from decimal import Decimal

from docket_training.synth import items
from docket_training.synth.content import Line, cents
from docket_training.synth.draft import Draft
from docket_training.synth.item_details import details
from docket_training.synth.printed import plain_number


def quantity(draft: Draft, value: Decimal) -> str:
    plain = plain_number(value)
    decimals = len(plain.partition(".")[2])
    style = draft.layout.number_style % 4
    return draft.printer.number(value, max(decimals, {2: 2, 3: 3}.get(style, 0) if decimals or style == 2 else 0))


def rate_text(draft: Draft, rate: Decimal, sign: bool = True) -> str:
    text = plain_number(rate).replace(".", draft.printer.number_style[1])
    if draft.layout.number_style % 5 == 4:
        text = draft.printer.number(rate)
    gap = " " if draft.layout.date_style % 2 else ""
    return f"{text}{gap}%" if sign else text


def unit_price(draft: Draft, line: Line, row: int, bare: bool) -> str:
    """The price of one, in some layouts with further decimals; not where a thousand could be taken for them."""
    if draft.layout.price_decimals > 2 and line.unit_price < 1000:
        text = draft.printer.number(line.unit_price, draft.layout.price_decimals)
        return draft.printer.mark("line.unitPrice", html.escape(text), plain_number(line.unit_price), row)
    return draft.printer.amount("line.unitPrice", line.unit_price, row, bare)


def _cell(draft: Draft, columns: list[str], column: str, line: Line, row: int) -> str:
    if column in items.UNLABELLED:
        return items.unlabelled_cell(draft, column, line, row)
    printer, bare = draft.printer, draft.layout.number_style % 3 != 0
    match column:
        case "line.description":
            return _description(draft, line, row)
        case "line.sellerItemId":
            return printer.mark(column, html.escape(line.item_id), line.item_id, row)
        case "line.quantity" | "line.unit" | "line.unitPrice" if items.is_lump(draft, line):
            return ""
        case "line.quantity":
            text = printer.mark(column, quantity(draft, line.quantity), plain_number(line.quantity), row)
            glued = "line.unit" not in draft.layout.columns and draft.house("unit").random() < 0.3
            return f"{text} {printer.mark('line.unit', html.escape(line.unit), line.unit, row)}" if glued else text
        case "line.unit":
            return printer.mark(column, html.escape(line.unit), line.unit, row)
        case "line.unitPrice":
            return items.with_list_price(draft, columns, line, unit_price(draft, line, row, bare))
        case "line.discount":
            return items.discount_cell(draft, line, row)
        case "line.taxRate":
            return printer.mark(
                column, rate_text(draft, line.rate, draft.layout.number_style % 2 == 0), plain_number(line.rate), row
            )
    return printer.amount(column, line.total, row, bare)


def _description(draft: Draft, line: Line, row: int) -> str:
    text = html.escape(line.description)
    mark = draft.printer.mark
    match draft.layout.description_style:
        case "id-below" if "line.sellerItemId" not in draft.layout.columns and draft.random.random() < 0.8:
            below = f"<br><small>{draft.caption('line.sellerItemId')}: {mark('line.sellerItemId', html.escape(line.item_id), line.item_id, row)}</small>"
            return mark("line.description", text, line.description, row) + details(draft) + below
        case "bold-then-detail" if "," in text:
            first, _, rest = text.partition(",")
            return mark("line.description", f"<b>{first},</b><br>{rest}", line.description, row)
        case "sub-line" if draft.random.random() < 0.3:
            return (
                mark("line.description", text, line.description, row)
                + f"<br><small>{draft.printer.day(draft.content.dates['deliveryDate'])}</small>"
            )
    marked = mark("line.description", text, line.description, row) + details(draft)
    if (numbers := items.numbers_in_cell(draft, line, row)) is not None:
        above, below = numbers
        return above + marked + below
    return marked + _line_notes(draft, line)


def _line_notes(draft: Draft, line: Line) -> str:
    """Small print under a description: gross price, period of service, a reference."""
    if not draft.shows("line-notes"):
        return ""
    notes = [
        f"{draft.caption('line.unitPrice')} {draft.printer.number(line.unit_price * 2)}",
        f"{draft.caption('servicePeriod')}: {draft.printer.day(draft.content.dates['start'])} - {draft.printer.day(draft.content.dates['end'])}",
        f"{draft.caption('ourReference')} {html.escape(draft.content.ids['other1'])}",
    ]
    return f"<br><small>{draft.random.choice(notes)}</small>"


def line_table(draft: Draft) -> str:
    layout, content = draft.layout, draft.content
    columns = items.columns_of(draft)
    house = draft.house("narrow descriptions")
    narrow = f" style='width:{house.choice([12, 16, 20, 26])}%'" if house.random() < 0.25 else ""
    heads = []
    for column in columns:
        caption = draft.caption(column)
        if (
            column in ("line.unitPrice", "line.lineTotal")
            and layout.currency_place == "none"
            and layout.number_style % 2
        ):
            caption += (
                f" ({content.currency})"
                if layout.date_style % 2
                else f" {html.escape('€' if content.currency == 'EUR' else content.currency)}"
            )
        heads.append(f"<th class={_side(column)}{narrow if column == 'line.description' else ''}>{caption}</th>")
    rows = []
    for number, line in enumerate(content.lines):
        cells = "".join(f"<td class={_side(c)}>{_cell(draft, columns, c, line, number)}</td>" for c in columns)
        rows.append(items.rows_before(draft, len(columns), number) + f"<tr>{cells}</tr>")
        rows.append(items.rows_below(draft, columns, line, number) + items.group_total(draft, len(columns), number))
    rows.append(items.filler_rows(draft, len(columns)))
    tail = _totals_rows(draft, len(columns)) if layout.totals_place == "in-table" else ""
    kinds = f"lines {layout.table_rules} {layout.header_row} {items.vertical(draft)}"
    return (
        f"<table class='{kinds}'><thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}{tail}</tbody></table>"
    )


def _side(column: str) -> str:
    texts = ("line.description", "line.sellerItemId", "position", "line.unit", "line.buyerItemId", "line.ean")
    return "t" if column in texts else "n"


def gst_entries(draft: Draft) -> list[tuple[str, str, bool]]:
    """Indian tax in two equal halves, central and state: one and the same row to read, printed twice."""
    printer, [tax], house = draft.printer, draft.content.taxes, draft.house("gst entries")
    halves, entries = cents(tax.amount / 2), []
    form = house.choice(["{name} {rate}", "{name} @ {rate}", "@ {rate} {name}", "Add: {name} {rate}"])
    for name in ("CGST", house.choice(["SGST", "SGST", "UTGST"])):
        rate = printer.mark("tax.rate", rate_text(draft, tax.rate / 2), plain_number(tax.rate / 2), 0)
        amount = printer.amount("tax.amount", halves, 0)
        entries.append((form.format(name=name, rate=rate), amount, False))
    if house.random() < 0.6:
        entries.append((draft.caption("totalTax"), printer.amount("totalTax", draft.content.tax), False))
    return entries


def totals_entries(draft: Draft) -> list[tuple[str, str, bool]]:
    """Caption, value and whether it stands out, from the sum of the lines to what is due.

    With one rate and no tax table the tax amount is the total tax and only its rate belongs to a tax row.
    """
    content, printer, layout = draft.content, draft.printer, draft.layout
    entries: list[tuple[str, str, bool]] = []
    if draft.shows("goods") or content.discount or content.charges:
        entries.append((draft.caption("goods"), printer.money(content.goods), False))
    if content.discount:
        shown = -content.discount if draft.random.random() < 0.7 else content.discount
        entries.append((draft.caption("totalDiscount"), printer.amount("totalDiscount", shown), False))
    if content.charges:
        entries.append((draft.caption("totalCharges"), printer.amount("totalCharges", content.charges), False))
    entries.append((draft.caption("totalNet"), printer.amount("totalNet", content.net), False))
    table = has_tax_table(draft)
    if content.seller.country == "IN" and len(content.taxes) == 1 and not table and draft.house("gst").random() < 0.75:
        entries += gst_entries(draft)
    elif len(content.taxes) == 1 or table:
        caption = draft.caption("totalTax")
        if len(content.taxes) == 1 and layout.tax_with_rate:
            rate = content.taxes[0].rate
            text = rate_text(draft, rate)
            marked = text if table else printer.mark("tax.rate", text, plain_number(rate), 0)
            caption = f"{caption} {marked}"
            if layout.seed % 3 == 0:
                caption = f"{marked} {draft.caption('totalTax')}"
        entries.append((caption, printer.amount("totalTax", content.tax), False))
    else:
        for row, tax in enumerate(content.taxes):
            marked = printer.mark("tax.rate", rate_text(draft, tax.rate), plain_number(tax.rate), row)
            caption = f"{draft.caption('totalTax')} {marked}"
            if layout.seed % 2:
                caption += f" {draft.caption('tax.base')} {printer.amount('tax.base', tax.base, row)}"
            entries.append((caption, printer.amount("tax.amount", tax.amount, row), False))
    entries.append((draft.caption("totalGross"), printer.amount("totalGross", content.gross), True))
    if not content.prepaid and draft.shows("zero-rows"):
        entries.append((draft.caption("totalPrepaid"), printer.amount("totalPrepaid", content.prepaid), False))
        entries.append((draft.caption("amountDue"), printer.amount("amountDue", content.due), True))
        return entries
    if content.prepaid:
        shown = -content.prepaid if draft.random.random() < 0.6 else content.prepaid
        entries.append((draft.caption("totalPrepaid"), printer.amount("totalPrepaid", shown), False))
        entries.append((draft.caption("amountDue"), printer.amount("amountDue", content.due), True))
    elif draft.shows("total-again"):
        entries.append((draft.caption("amountDue"), printer.amount("amountDue", content.due), True))
    return entries


def _totals_rows(draft: Draft, columns: int) -> str:
    colon = draft.layout.meta_colon
    return "".join(
        f"<tr class={'strong' if strong else 'sum'}><td colspan={max(1, columns - 1)} class=n>{caption}{colon}</td><td class=n>{value}</td></tr>"
        for caption, value, strong in totals_entries(draft)
    )


def totals_block(draft: Draft) -> str:
    if draft.layout.totals_place == "in-table":
        return ""
    if draft.layout.totals_place == "row":
        entries = totals_entries(draft)
        heads = "".join(f"<th class=n>{c}</th>" for c, _, _ in entries)
        cells = "".join(f"<td class=n>{v}</td>" for _, v, _ in entries)
        return f"<table class='lines grid totals-row'><tr>{heads}</tr><tr>{cells}</tr></table>"
    return f"<table class='totals {draft.layout.totals_place}'>{_totals_rows(draft, 2)}</table>"


def has_tax_table(draft: Draft) -> bool:
    return draft.layout.tax_style != "line"


def tax_table(draft: Draft) -> str:
    """A table of the tax by rate."""
    if not has_tax_table(draft):
        return ""
    printer, content, house = draft.printer, draft.content, draft.house("tax table")
    sign, blank = house.random() < 0.6, "" if house.random() < 0.5 else printer.number(content.goods - content.goods)
    columns = ["tax.rate", "tax.base", "tax.amount"]
    if house.random() < 0.25:
        columns = ["tax.base", "tax.rate", "tax.amount"]
    if house.random() < 0.5:
        columns.append("tax.gross")
    if house.random() < 0.3:
        columns[:0] = ["form.category", *house.choice([[], ["goods"], ["form.charges"]])]
    word = f"{draft.caption('totalTax')} {house.choice(['(S)', '(S)', 'S', ''])}"
    rows = []
    for row, tax in enumerate(content.taxes):
        cells = {
            "tax.rate": printer.mark("tax.rate", rate_text(draft, tax.rate, sign), plain_number(tax.rate), row),
            "tax.base": printer.amount("tax.base", tax.base, row),
            "tax.amount": printer.amount("tax.amount", tax.amount, row),
            "tax.gross": printer.money(tax.base + tax.amount),
            "form.category": word,
            "goods": blank or printer.number(tax.base),
            "form.charges": blank,
        }
        rows.append("<tr>" + "".join(f"<td class=n>{cells[c]}</td>" for c in columns) + "</tr>")
        if tax.rate == 0 and house.random() < 0.5:
            reason = html.escape(draft.random.choice(content.language.captions["zero"]))
            rows.append(f"<tr><td colspan={len(columns)}><small>{reason}</small></td></tr>")
    if house.random() < 0.2:
        total = printer.amount("totalTax", content.tax)
        caption = f"<td colspan={len(columns) - 1} class=n>{draft.caption('totalTax')}{draft.layout.meta_colon}</td>"
        rows.append(f"<tr>{caption}<td class=n>{total}</td></tr>")
    head = "".join(f"<th class=n>{draft.caption(c)}</th>" for c in columns)
    return f"<table class='lines {draft.layout.table_rules} tax'><tr>{head}</tr>{''.join(rows)}</table>"
