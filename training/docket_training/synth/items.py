"""What surrounds line items: further numbers and prices, notes, allowances, headings of groups, empty rows."""

import html
from decimal import Decimal

from docket_training.synth.content import Line
from docket_training.synth.draft import Draft
from docket_training.synth.identifiers import digits
from docket_training.synth.sentences import intro_sentence
from docket_training.synth.word_stock import words

UNLABELLED = ("position", "line.buyerItemId", "line.ean", "line.gross", "issueDate")
"""Columns without a label."""
NUMBERS = 0.24
"""Share of layouts that set item numbers into the cell of the description."""


def columns_of(draft: Draft) -> list[str]:
    """The columns of the layout with those that distract; a discount column stands empty in some layouts."""
    house = draft.house("columns")
    columns = list(draft.layout.columns)
    if house.random() < 0.6 and not any(line.discount_percent for line in draft.content.lines):
        columns = [c for c in columns if c != "line.discount"]
    codes = 0.7 if draft.content.seller.country == "IN" else 0.08
    for name, share in (("line.buyerItemId", 0.1), ("line.ean", codes), ("issueDate", 0.06)):
        if house.random() < share:
            columns.insert(house.randint(0, 2), name)
    if "line.unitPrice" in columns and house.random() < 0.07:
        columns.insert(columns.index("line.unitPrice"), "line.gross")
    return columns


def unlabelled_cell(draft: Draft, column: str, line: Line, row: int) -> str:
    match column:
        case "line.buyerItemId":
            return html.escape(line.buyer_item_id)
        case "line.ean":
            return line.ean[:6] if draft.content.seller.country == "IN" else line.ean
        case "line.gross":
            return draft.printer.number(line.unit_price * Decimal("1.25"))
        case "issueDate":
            return draft.printer.day(draft.content.dates["deliveryDate"])
    return str(row + 1)


def discount_cell(draft: Draft, line: Line, row: int) -> str:
    """The discount of a line as a rate, or as an amount with its label."""
    if not line.discount_percent:
        return draft.house("no discount").choice(["", "", "-", "0%"])
    if draft.house("discount").random() < 0.5:
        return f"{line.discount_percent}%"
    return draft.printer.amount("line.discount", line.discount, row, bare=True)


def numbers_in_cell(draft: Draft, line: Line, row: int) -> tuple[str, str] | None:
    """HTML above and below a description: the seller's item number, the buyer's and the EAN, with captions or bare."""
    house = draft.house("numbers in cell")
    if house.random() >= NUMBERS or "line.sellerItemId" in draft.layout.columns:
        return None
    captioned, above = house.random() < 0.7, house.random() < 0.12
    marked = draft.printer.mark("line.sellerItemId", html.escape(line.item_id), line.item_id, row)
    own = ("line.sellerItemId", f"[{marked}]" if house.random() < 0.15 else marked)
    others = [("line.buyerItemId", html.escape(line.buyer_item_id)), ("line.ean", line.ean)]
    others = [number for number in others if house.random() < 0.5]
    numbers = [*others, own] if above else [own, *others]
    joint = " &nbsp; " if above else house.choice(["<br>", "<br>", " &nbsp; "])
    texts = [f"{draft.caption(name)}: {value}" if captioned else value for name, value in numbers]
    text = f"<small>{joint.join(texts)}</small>"
    return (f"{text}<br>", "") if above else ("", f"<br>{text}")


def vertical(draft: Draft) -> str:
    """How the cells of a row stand beside its tallest one, as a class: on top unless it says otherwise."""
    chance = draft.house("vertical").random()
    return "middle" if chance < 0.16 else "bottom" if chance < 0.22 else ""


def with_list_price(draft: Draft, columns: list[str], line: Line, price: str) -> str:
    """The price of one, in some layouts under the list price and what is taken off it."""
    house = draft.house("list price in cell")
    if house.random() >= 0.07 or "line.gross" in columns or line.discount_percent:
        return price
    rates = [Decimal(rate) for rate in house.choice([["10"], ["5", "20"], ["7.5"], ["2", "3", "15"]])]
    rate = draft.random.choice(rates)
    full = (line.unit_price / (1 - rate / 100)).quantize(Decimal("0.01"))
    taken, number = full - line.unit_price, draft.printer.number
    if taken <= 0:
        return price
    off = f"{number(-rate, 0 if rate == int(rate) else 1)} %" if house.random() < 0.6 else number(-taken)
    above = [number(full), off] if house.random() < 0.75 else [number(full)]
    return "<br>".join([*above, price])


def is_lump(draft: Draft, line: Line) -> bool:
    """One piece in a layout that prints neither its number nor its price, only the total."""
    return line.quantity == 1 and not line.discount_percent and draft.house("lump sums").random() < 0.07


def carried_rows(draft: Draft, columns: int, row: int) -> str:
    """The sum so far at the end of a page and again at the head of the next, in some layouts of long tables."""
    house, count = draft.house("carried sums"), len(draft.content.lines)
    per_page = house.choice([7, 9, 12])
    if house.random() >= 0.3 or row == 0 or row % per_page or count - row < 2:
        return ""
    text = draft.printer.number(sum(line.total for line in draft.content.lines[:row]))
    cells = f"<td colspan={columns - 1}>{draft.caption('carried')}</td><td class=n>{text}</td>"
    return f"<tr>{cells}</tr><tr style='break-before:page'>{cells}</tr>"


def group_total(draft: Draft, columns: int, row: int) -> str:
    """The sum of the items so far in a group: a row that is no item."""
    house = draft.house("group totals")
    if house.random() >= 0.06 or len(draft.content.lines) < 3 or draft.random.random() >= 0.35:
        return ""
    line = draft.content.lines[row]
    text = f"<b>{draft.caption('subtotal')} {draft.printer.money(line.total)}</b>"
    return f"<tr><td colspan={columns} class=n>{text}</td></tr>"


def rows_before(draft: Draft, columns: int, row: int) -> str:
    """A sentence before the first item, or the heading of a group before some."""
    house = draft.house("rows before")
    if carried := carried_rows(draft, columns, row):
        return carried
    if row == 0 and house.random() < 0.08:
        sentence = intro_sentence(draft, marked=False)
        return f"<tr><td></td><td colspan={columns - 1}>{sentence}</td></tr>"
    if house.random() < 0.07 and (row == 0 or draft.random.random() < 0.3):
        heading = html.escape(words(draft.random, 1, 3))
        dashes = house.choice(["", "--- ", "* "])
        return f"<tr><td colspan={columns}><b>{dashes}{heading}{dashes[::-1]}</b></td></tr>"
    return ""


def rows_below(draft: Draft, columns: list[str], line: Line, row: int) -> str:
    """Rows under an item that are none: its gross price, notes, and the allowance already in its total."""
    house, printer = draft.house("rows below"), draft.printer
    if house.random() >= 0.22:
        return ""
    start = columns.index("line.description")
    texts = []
    if line.discount_percent and "line.discount" not in columns:
        off = printer.amount("line.discount", -line.discount, row, bare=True)
        texts.append(f"{draft.caption('line.allowance')} {line.discount_percent} % &nbsp; {off}")
    if house.random() < 0.5:
        gross = line.unit_price if not line.discount_percent else line.unit_price * Decimal("1.1")
        texts.append(f"{draft.caption('line.gross')}{house.choice([' : ', ': ', ' '])}{printer.number(gross, 4)}")
    if house.random() < 0.5 and draft.random.random() < 0.6:
        notes = draft.content.language.captions
        texts.append(html.escape(draft.random.choice([*notes["legal"], *notes["letter"][1:4]])))
    if house.random() < 0.3:
        texts.append(f"{draft.caption('line.ean')}: {digits(draft.random, 13)}")
    before = f"<td colspan={start}></td>" if start else ""
    return "".join(f"<tr>{before}<td colspan={len(columns) - start}><small>{t}</small></td></tr>" for t in texts)


def filler_rows(draft: Draft, columns: int) -> str:
    """Empty rows at the end of a printed form."""
    house = draft.house("fillers")
    count = house.randint(2, 9) if house.random() < 0.1 else 0
    return f"<tr>{'<td>&nbsp;</td>' * columns}</tr>" * max(0, count - len(draft.content.lines))
