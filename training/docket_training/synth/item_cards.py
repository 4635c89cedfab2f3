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


def line_of_card(draft: Draft, names: list[str], line: Line, row: int) -> str:
    """Captions and values beside each other, or the values in a row under their captions."""
    house = draft.house("cards")
    colon = house.choice([":", ":", ""])
    pairs = [(with_term(draft, name), value(draft, name, line, row)) for name in names]
    if house.random() < 0.4 and names[0] not in FIRST:
        heads = "".join(f"<td class=caption>{c}</td>" for c, _ in pairs)
        return f"<table class=form style='margin:0'><tr>{heads}</tr><tr>{''.join(f'<td>{v}</td>' for _, v in pairs)}</tr></table>"
    gap = house.choice([" &nbsp; ", " | ", " &nbsp; &nbsp; "])
    return f"<div>{gap.join(f'<span class=caption>{c}{colon}</span> {v}' for c, v in pairs)}</div>"


def card(draft: Draft, line: Line, row: int) -> str:
    """The item's name in the first line, its numbers in one line below."""
    house = draft.house("card fields")
    shown = [name for name in (*FIRST, *SECOND) if house.random() < OPTIONAL.get(name, 1.0)]
    head = f"{draft.caption('position')} {row + 1}"
    if house.random() < 0.2:
        head = f"{draft.caption('line.description')} {row + 1} / {len(draft.content.lines)}"
    parts = [line_of_card(draft, [n for n in names if n in shown], line, row) for names in (FIRST, SECOND)]
    return f"<div class={draft.layout.table_rules}><h3>{head}</h3>{''.join(parts)}</div>"


def cards(draft: Draft) -> str:
    return "".join(card(draft, line, row) for row, line in enumerate(draft.content.lines))
