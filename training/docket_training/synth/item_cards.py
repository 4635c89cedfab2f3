"""Line items as blocks of captions and values, one block an item."""

import html

from docket_training.synth import tables
from docket_training.synth.content import Line
from docket_training.synth.draft import Draft
from docket_training.synth.printed import plain_number
from docket_training.synth.terms_of_standard import with_term

FIRST = ("line.description", "line.sellerItemId")
SECOND = ("line.quantity", "line.unit", "line.unitPrice", "line.taxRate", "line.category", "line.lineTotal")
OPTIONAL = {
    "line.sellerItemId": 0.6,
    "line.unit": 0.6,
    "line.unitPrice": 0.85,
    "line.taxRate": 0.7,
    "line.category": 0.4,
}


def value(draft: Draft, name: str, line: Line, row: int) -> str:
    printer = draft.printer
    match name:
        case "line.sellerItemId":
            return printer.mark(name, html.escape(line.item_id), line.item_id, row)
        case "line.description":
            return printer.mark(name, html.escape(line.description), line.description, row)
        case "line.quantity":
            return printer.mark(name, tables.quantity(draft, line.quantity), plain_number(line.quantity), row)
        case "line.unit":
            return printer.mark(name, html.escape(line.unit), line.unit, row)
        case "line.unitPrice":
            return printer.amount(name, line.unit_price, row)
        case "line.taxRate":
            return printer.mark(name, tables.rate_text(draft, line.rate), plain_number(line.rate), row)
        case "line.category":
            return "S" if line.rate else "E"
    return printer.amount("line.lineTotal", line.total, row)


def under_captions(draft: Draft, names: list[str], line: Line, row: int) -> str:
    """Values in a row under their captions."""
    heads = "".join(f"<td class=caption>{with_term(draft, name)}</td>" for name in names)
    values = "".join(f"<td>{value(draft, name, line, row)}</td>" for name in names)
    return f"<table class=form style='margin:0'><tr>{heads}</tr><tr>{values}</tr></table>"


def behind_captions(draft: Draft, names: list[str], line: Line, row: int) -> str:
    """Captions and values in one line."""
    house = draft.house("cards")
    colon, gap = house.choice([":", ":", ""]), house.choice([" &nbsp; ", " | ", " &nbsp; &nbsp; "])
    pairs = [(draft.caption(name), value(draft, name, line, row)) for name in names]
    return f"<div>{gap.join(f'<span class=caption>{c}{colon}</span> {v}' for c, v in pairs)}</div>"


def card(draft: Draft, line: Line, row: int) -> str:
    """The item's name in the first line, its numbers in one line below."""
    house = draft.house("card fields")
    shown = [name for name in (*FIRST, *SECOND) if house.random() < OPTIONAL.get(name, 1.0)]
    above = house.random() < 0.4
    first = [name for name in shown if name == FIRST[0] or (name in FIRST and not above)]
    second = [name for name in shown if name not in first]
    head = f"{draft.caption('position')} {row + 1}"
    if house.random() < 0.2:
        head = f"{draft.caption('line.description')} {row + 1} / {len(draft.content.lines)}"
    numbers = (under_captions if above else behind_captions)(draft, second, line, row)
    title = behind_captions(draft, first, line, row)
    return f"<div class={draft.layout.table_rules}><h3>{head}</h3>{title}{numbers}</div>"


def cards(draft: Draft) -> str:
    return "".join(card(draft, line, row) for row, line in enumerate(draft.content.lines))
