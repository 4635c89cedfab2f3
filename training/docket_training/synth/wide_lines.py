"""Line tables of many columns: numbers in one cell under each other, list and net price, tax category, rows below items."""

import html
from dataclasses import replace
from decimal import Decimal

from docket_training.synth import items, tables
from docket_training.synth.content import Line, cents
from docket_training.synth.draft import Draft
from docket_training.synth.identifiers import digits
from docket_training.synth.item_details import details
from docket_training.synth.printed import plain_number

OPTIONAL_BEFORE = {"line.gross": 0.25, "line.discount": 0.3, "line.basis": 0.15, "line.delivered": 0.12}
OPTIONAL_BEHIND = {"line.category": 0.25, "line.taxAmount": 0.12}
TEXTS = ("position", "numbers", "line.description")
CATEGORIES = ("S", "Z", "E", "AE")
SUFFIXES = ("", "", " (S)", " USt. (S)", " VAT (S)", " S")


def columns_of(draft: Draft) -> list[str]:
    """The columns of the layout, from position to line total."""
    house = draft.house("wide columns")
    columns = ["position"] if house.random() < 0.7 else []
    if house.random() < 0.55:
        columns.append("numbers")
    columns.append("line.description")
    prices = [name for name, share in OPTIONAL_BEFORE.items() if house.random() < share]
    amounts = ["line.quantity"] + (["line.unit"] if house.random() < 0.3 else [])
    prices.insert(house.randint(0, len(prices)), "line.unitPrice")
    columns += [*amounts, *prices] if house.random() < 0.6 else [*prices, *amounts]
    if house.random() < 0.75:
        columns.append("line.taxRate")
    columns += [name for name, share in OPTIONAL_BEHIND.items() if house.random() < share]
    columns.append("line.lineTotal")
    if not draft.content.gross_lines and house.random() < 0.12:
        columns.append("line.grossTotal")
    return columns


def basis_of(draft: Draft) -> int:
    """How many pieces the printed price is for."""
    return draft.house("price basis").choice([1, 1, 100]) if "line.basis" in columns_of(draft) else 1


def number_names(draft: Draft) -> list[str]:
    """Which numbers of an item stand in the cell of numbers."""
    house = draft.house("stacked numbers")
    names = ["line.sellerItemId"] + [n for n in ("line.buyerItemId", "line.ean") if house.random() < 0.6]
    house.shuffle(names)
    return names


def heads(draft: Draft, columns: list[str]) -> str:
    """Captions, in narrow columns broken into lines."""
    house, cells = draft.house("wide heads"), []
    narrow, hyphens = house.random() < 0.6, house.random() < 0.2
    for column in columns:
        text = "<br>".join(map(draft.caption, number_names(draft))) if column == "numbers" else draft.caption(column)
        if narrow and column != "numbers":
            parts = text.split(" ")
            if hyphens:
                parts = [
                    f"{p[: len(p) // 2]}-<br>{p[len(p) // 2 :]}" if len(p) > 11 and "&" not in p else p for p in parts
                ]
            text = "<br>".join(parts)
        cells.append(f"<th class={'t' if column in TEXTS else 'r'}>{text}</th>")
    return "".join(cells)


def numbers_cell(draft: Draft, line: Line, row: int) -> str:
    values = {"line.buyerItemId": html.escape(line.buyer_item_id), "line.ean": line.ean}
    mark = draft.printer.mark("line.sellerItemId", html.escape(line.item_id), line.item_id, row)
    ean_kind = draft.house("ean kind").choice(["", "", " (GTIN)", "<br>(0160)"])
    values = values | {"line.sellerItemId": mark, "line.ean": values["line.ean"] + ean_kind}
    return "<br>".join(values[name] for name in number_names(draft))


def cell(draft: Draft, column: str, line: Line, row: int) -> str:
    printer, house = draft.printer, draft.house(f"cell {column}")
    match column:
        case "position":
            return str((row + 1) * house.choice([1, 1, 1, 10]))
        case "numbers":
            return numbers_cell(draft, line, row)
        case "line.description":
            return printer.mark(column, html.escape(line.description), line.description, row) + details(draft)
        case "line.quantity":
            text = printer.mark(column, tables.quantity(draft, line.quantity), plain_number(line.quantity), row)
            glued = "line.unit" not in columns_of(draft) and house.random() < 0.75
            return f"{text} {printer.mark('line.unit', html.escape(line.unit), line.unit, row)}" if glued else text
        case "line.unit":
            return printer.mark(column, html.escape(line.unit), line.unit, row)
        case "line.unitPrice":
            per = basis_of(draft)
            price = tables.unit_price(draft, replace(line, unit_price=line.unit_price * per), row, bare=True)
            return price if per > 1 else items.with_list_price(draft, columns_of(draft), line, price)
        case "line.discount":
            return items.discount_cell(draft, line, row)
        case "line.gross":
            return printer.number(line.unit_price * Decimal(house.choice(["1", "1.1", "1.25"])))
        case "line.basis":
            return f"{basis_of(draft)} {html.escape(line.unit)}" if house.random() < 0.5 else str(basis_of(draft))
        case "line.delivered":
            return tables.quantity(draft, line.quantity + 1)
        case "line.category":
            return CATEGORIES[0] if line.rate else house.choice(CATEGORIES[1:])
        case "line.taxAmount":
            return printer.number(cents(line.total * line.rate / 100))
        case "line.grossTotal":
            return printer.number(cents(line.total * (100 + line.rate) / 100))
        case "line.taxRate":
            text = tables.rate_text(draft, line.rate, house.random() < 0.8)
            return printer.mark(column, text, plain_number(line.rate), row) + house.choice(SUFFIXES)
    return printer.amount("line.lineTotal", line.total, row, bare=draft.layout.number_style % 3 != 0)


def allowance_rows(draft: Draft, line: Line) -> str:
    """A small table of what was taken off an item before its total."""
    full = line.total + line.discount
    cells = [
        draft.caption("line.allowance"),
        f"{line.discount_percent},00" if draft.layout.seed % 2 else f"{line.discount_percent} %",
    ]
    cells += [draft.printer.number(full), draft.printer.number(-line.discount)]
    head = "".join(f"<td><i>{draft.caption(c)}</i></td>" for c in ("form.reason", "tax.rate", "form.basis", "amount"))
    body = "".join(f"<td>{c}</td>" for c in cells)
    return f"<table><tr>{head}</tr><tr>{body}</tr></table>"


def below(draft: Draft, line: Line, row: int) -> list[str]:
    """What stands under an item and is none, in the kinds that the layout prints."""
    house, random_, texts = draft.house("wide below"), draft.random, []
    colon = house.choice([": ", " : ", " "])
    captions = draft.content.language.captions
    if house.random() < 0.4:
        texts.append(f"{draft.caption('line.gross')}{colon}{draft.printer.number(line.unit_price, 4)}")
    if line.discount_percent and house.random() < 0.7:
        texts.append(allowance_rows(draft, line))
    if house.random() < 0.35 and random_.random() < 0.6:
        texts.append(html.escape(random_.choice([*captions["legal"], *captions["letter"][1:4]])))
    if house.random() < 0.2:
        texts.append(f"{draft.caption('line.origin')}{colon}{random_.choice(['DE', 'CN', 'FR', 'IT', 'US'])}")
    if house.random() < 0.2:
        dates = draft.content.dates
        texts.append(f"{draft.printer.day(dates['start'])} - {draft.printer.day(dates['end'])}")
    if house.random() < 0.15:
        number = html.escape(draft.content.ids["other2"])
        texts.append(f"* {draft.caption('ourReference')} {number} {draft.caption('position')} {row + 1}")
    if house.random() < 0.12:
        texts.append(f"{draft.caption('line.ean')}{colon}{digits(random_, 13)}")
    return texts if house.random() < 0.7 else []


def item_rows(draft: Draft, columns: list[str], line: Line, row: int) -> str:
    house = draft.house("wide rows")
    space = house.choice([0.1, 0.15, 0.3, 0.6, 1.2])
    share = house.choice([18, 24, 30, 40])
    cells = []
    for column in columns:
        width = f";width:{share}%" if column == "line.description" else ""
        side = "t" if column in TEXTS else "r"
        cells.append(f"<td class={side} style='padding-bottom:{space}em{width}'>{cell(draft, column, line, row)}</td>")
    start = columns.index("line.description")
    before = f"<td colspan={start}></td>" if start else ""
    indent, span = house.choice([0, 0, 1, 2]), len(columns) - start - house.choice([0, 0, 1])
    small = house.random() < 0.5
    notes = "".join(
        f"<tr>{before}<td colspan={span} style='padding-left:{indent + 0.5}em'>{f'<small>{t}</small>' if small else t}</td></tr>"
        for t in below(draft, line, row)
    )
    return f"<tr>{''.join(cells)}</tr>{notes}"


def table(draft: Draft) -> str:
    """All items, with a heading or a sentence before some of them."""
    columns = columns_of(draft)
    rows = [
        items.rows_before(draft, len(columns), number)
        + item_rows(draft, columns, line, number)
        + items.group_total(draft, len(columns), number)
        for number, line in enumerate(draft.content.lines)
    ]
    rules = draft.house("wide rules").choice(
        ["none", "rows", "grid", "head-line", "head-filled", draft.layout.table_rules]
    )
    return (
        f"<table class='lines {rules} {draft.layout.header_row} {items.vertical(draft)}'><thead><tr>{heads(draft, columns)}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
