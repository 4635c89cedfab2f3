"""Sums that stand in no table of their own: as sentences, or as rows of a statement from goods to balance."""

from docket_training.synth import tables
from docket_training.synth.draft import Draft


def sentence_sums(draft: Draft) -> str:
    """Each sum a line of text under the items, the tax table between them."""
    house = draft.house("sentence sums")
    joint = house.choice([": ", ": ", " ", " = ", " : "])
    strong = house.random() < 0.5
    lines = [
        f"<div>{'<b>' if strong and stands_out else ''}{caption}{joint}{value}{'</b>' if strong and stands_out else ''}</div>"
        for caption, value, stands_out in tables.totals_entries(draft)
    ]
    table = tables.tax_table(draft)
    place = house.randint(1, len(lines)) if house.random() < 0.6 else len(lines)
    lines.insert(place, table)
    side = house.choice(["", "", " class=right"])
    return f"<div{side}>{''.join(lines)}</div>"


def statement_sums(draft: Draft) -> str:
    """All sums of an electronic invoice, zero ones too, in rows of caption and value."""
    content, printer, house = draft.content, draft.printer, draft.house("statement sums")
    zero = house.random() < 0.4
    minus = -1 if house.random() < 0.6 else 1
    amounts = [
        ("goods", content.goods),
        ("totalCharges", content.charges),
        ("totalDiscount", minus * content.discount or content.discount),
    ]
    amounts += [("totalNet", content.net), ("totalTax", content.tax), ("totalGross", content.gross)]
    amounts += [("totalPrepaid", minus * content.prepaid or content.prepaid), ("amountDue", content.due)]
    rows = []
    for name, value in amounts:
        if not value and not zero and name in ("totalCharges", "totalDiscount", "totalPrepaid"):
            continue
        text = printer.money(value) if name == "goods" else printer.amount(name, value)
        strong = "strong" if name in ("totalNet", "totalGross", "amountDue") and house.random() < 0.8 else ""
        between = f"<td>{content.currency}</td>" if house.random() < 0.1 else "<td></td>"
        rows.append(f"<tr class='{strong}'><td>{draft.caption(name)}</td>{between}<td class=n>{text}</td></tr>")
    places = ["width:100%", "width:60%;margin-left:auto", "width:70%;margin-left:20%", "width:60%", "margin-left:auto"]
    return f"<table class='{draft.layout.table_rules}' style='{house.choice(places)}'>{''.join(rows)}</table>"
