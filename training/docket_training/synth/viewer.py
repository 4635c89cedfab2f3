"""Electronic invoices as a viewer shows them: parties in captioned columns, every value under the caption of its term."""

import html
import re
from collections.abc import Sequence
from decimal import Decimal

from docket_training.synth import blocks, sentences, tables
from docket_training.synth.draft import Draft
from docket_training.synth.identifiers import digits
from docket_training.synth.line_items import line_items
from docket_training.synth.parties import Party
from docket_training.synth.printed import plain_number
from docket_training.synth.terms_of_standard import with_term

Row = tuple[str, str]
POSTCODE_FIRST = re.compile(r"((?:[A-Z]{1,2}-)?\d[\d-]+(?: [A-Z]{2})?) (.+)")


def captions_above(draft: Draft) -> bool:
    return draft.house("viewer captions").random() < 0.22


def set_rows(draft: Draft, rows: Sequence[Row]) -> str:
    """Captions beside their values, or above them, in the manner of the layout."""
    house = draft.house("viewer rows")
    colon, width = house.choice([":", ":", "", ""]), house.randint(28, 50)
    if captions_above(draft):
        cells = "".join(
            f"<div style='margin-bottom:.4em'><small class=caption>{c}</small><br>{v}</div>" for c, v in rows
        )
        return f"<div>{cells}</div>"
    cells = "".join(
        f"<tr><td class=caption style='width:{width}%;white-space:nowrap'>{c}{colon if c else ''}</td><td>{v}</td></tr>"
        for c, v in rows
    )
    return (
        f"<table class='form {draft.house('viewer rules').choice(['none', 'rows', 'grid', 'stripes'])}'>{cells}</table>"
    )


def panel(draft: Draft, title: str, body: str) -> str:
    style = draft.house("panels").choice(["plain", "plain", "boxed", "filled"])
    head = f"<div class='column-head {'heading filled' if style == 'filled' else ''}'>{title}</div>"
    box = "border:1px solid #999;padding:.5em" if style == "boxed" else ""
    return f"<div style='margin-bottom:1em;{box}'>{head}{body}</div>" if body else ""


def place_rows(draft: Draft, party: Party, role: str) -> list[Row]:
    """Street, postcode, town and country under their captions; the country as a code is no part of the address."""
    address = party.address[: party.city_at + 1]
    if captions_above(draft):
        lines = draft.printer.mark_parts(f"{role}Address", [html.escape(p) for p in address], ", ".join(address))
        return [(draft.caption("form.address"), "<br>".join(lines))]
    split = POSTCODE_FIRST.fullmatch(address[-1]) if draft.house("viewer town").random() < 0.75 else None
    parts = [*address[:-1], *split.groups()] if split else address
    marked = draft.printer.mark_parts(f"{role}Address", [html.escape(p) for p in parts], ", ".join(address))
    captions = [draft.caption("form.street")] + [""] * (len(address) - 2)
    captions += [draft.caption("form.postcode"), draft.caption("form.town")] if split else [draft.caption("form.city")]
    rows = list(zip(captions, marked, strict=True))
    if draft.house("viewer country").random() < 0.75:
        rows.append((draft.caption("form.country"), party.country))
    return rows


def party_rows(draft: Draft, party: Party, role: str) -> list[Row]:
    """All that the file holds of a party."""
    house, random_ = draft.house("viewer party"), draft.random
    name = draft.printer.mark(f"{role}Name", html.escape(party.name), party.name)
    rows = [(with_term(draft, "form.name", f"{role}Name"), name), *place_rows(draft, party, role)]
    if house.random() < 0.5 and random_.random() < 0.7:
        scheme = html.escape(random_.choice(["0088:", "9930:", "", "0204:"]) + digits(random_, 13))
        rows.insert(house.choice([0, 1, len(rows)]), (draft.caption("form.global"), scheme))
    if role == "buyer" and house.random() < 0.5:
        rows.insert(house.choice([0, len(rows)]), (draft.caption("customerNumber"), draft.identifier("customerNumber")))
    for field in (f"{role}VatId", f"{role}TaxNumber"):
        if field in draft.content.ids and random_.random() < 0.75:
            rows.append((with_term(draft, field.replace("buyer", "seller"), field), draft.identifier(field)))
    people = [(draft.caption("contact"), html.escape(party.person)), (draft.caption("phone"), html.escape(party.phone))]
    people.append((draft.caption("form.email"), html.escape(f"info@{party.domain}")))
    return rows + [row for row in people if house.random() < 0.5 and random_.random() < 0.8]


def head_rows(draft: Draft) -> list[Row]:
    entries = blocks.meta_entries(draft)
    extras = [
        (draft.caption("form.content"), draft.random.choice(["380", "380", "381", "326", "384"])),
        (draft.caption("form.standard"), "urn:cen.eu:en16931:2017"),
        (draft.caption("form.notes"), html.escape(draft.random.choice(draft.content.language.captions["intro"]))),
    ]
    extras = [e for e in extras if "{" not in e[1] and draft.house(f"viewer {e[0]}").random() < 0.35]
    return [*entries, *extras]


def sums(draft: Draft) -> str:
    """The totals as rows, all of them or those that are not nothing, or as one row under its captions."""
    content, printer, house = draft.content, draft.printer, draft.house("viewer sums")
    zero, minus = house.random() < 0.5, -1 if house.random() < 0.4 else 1
    values: list[tuple[str, Decimal]] = [
        ("goods", content.goods), ("totalDiscount", minus * content.discount), ("totalCharges", content.charges),
        ("totalNet", content.net), ("totalTax", content.tax), ("totalGross", content.gross),
        ("totalPrepaid", minus * content.prepaid), ("amountDue", content.due),
    ]  # fmt: skip
    optional = ("totalDiscount", "totalCharges", "totalPrepaid")
    shown = [
        (name, printer.money(value) if name == "goods" else printer.amount(name, value or Decimal(0)))
        for name, value in values
        if value or zero or name not in optional
    ]
    if house.random() < 0.25:
        shown = [
            pair for pair in shown if pair[0] in ("totalNet", "totalTax", "totalGross", "totalPrepaid", "amountDue")
        ]
        head = "".join(f"<th class=n>{with_term(draft, name)}</th>" for name, _ in shown)
        return f"<table class='lines grid'><tr>{head}</tr><tr>{''.join(f'<td class=n>{v}</td>' for _, v in shown)}</tr></table>"
    strong = ("totalGross", "amountDue", "totalNet")[: house.randint(0, 3)]
    rows = "".join(
        f"<tr class={'strong' if name in strong else 'sum'}><td>{with_term(draft, name)}</td><td class=n>{value}</td></tr>"
        for name, value in shown
    )
    width = house.choice(["100%", "60%", "45%"])
    return f"<table class='{house.choice(['rows', 'grid', 'none', 'stripes'])}' style='width:{width}'>{rows}</table>"


def breakdown(draft: Draft) -> str:
    """The tax by category and rate in any order of columns."""
    printer, house = draft.printer, draft.house("viewer breakdown")
    columns = ["tax.rate", "tax.base", "tax.amount"]
    if house.random() < 0.6:
        columns.insert(0, "line.category")
    if house.random() < 0.3:
        house.shuffle(columns)
    rows = []
    for row, tax in enumerate(draft.content.taxes):
        rate = tables.rate_text(draft, tax.rate, house.random() < 0.6)
        cells = {
            "line.category": "S" if tax.rate else "E",
            "tax.rate": printer.mark("tax.rate", rate, plain_number(tax.rate), row),
            "tax.base": printer.amount("tax.base", tax.base, row),
            "tax.amount": printer.amount("tax.amount", tax.amount, row),
        }
        rows.append([(with_term(draft, column), cells[column]) for column in columns])
    head = "".join(f"<th class=n>{caption}</th>" for caption, _ in rows[0])
    body = "".join(f"<tr>{''.join(f'<td class=n>{value}</td>' for _, value in row)}</tr>" for row in rows)
    return f"<table class='lines {house.choice(['rows', 'grid', 'none', 'head-filled'])}'><tr>{head}</tr>{body}</table>"


def allowances(draft: Draft) -> str:
    """What is taken off or added for the whole paper, each with its reason; their sums stand among the totals."""
    content, cells = draft.content, []
    for name, value in (("totalDiscount", content.discount), ("totalCharges", content.charges)):
        if value:
            reason, rate = draft.caption(name), tables.rate_text(draft, content.lines[0].rate)
            cells.append([reason, draft.printer.number(content.goods), rate, draft.printer.number(value)])
    if not cells:
        return ""
    head = "".join(f"<th>{draft.caption(c)}</th>" for c in ("form.reason", "form.basis", "tax.rate", "amount"))
    body = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in cells)
    return panel(draft, draft.caption("form.charges"), f"<table class='lines rows'><tr>{head}</tr>{body}</table>")


def payment_rows(draft: Draft) -> list[Row]:
    content, house, rows = draft.content, draft.house("viewer payment"), []
    if house.random() < 0.6:
        code = house.choice(["30", "58", "58 - SEPA credit transfer", "59", "42"])
        rows.append((with_term(draft, "form.means"), code))
    if "iban" in content.ids and draft.shows("iban"):
        value = content.ids["iban"]
        spaced = " ".join(value[i : i + 4] for i in range(0, len(value), 4)) if house.random() < 0.3 else value
        rows.append((with_term(draft, "iban"), draft.printer.mark("iban", spaced, value)))
        if draft.shows("bic"):
            rows.append((with_term(draft, "bic"), draft.identifier("bic")))
        if house.random() < 0.5:
            rows.insert(house.randint(0, len(rows)), (draft.caption("form.holder"), html.escape(content.seller.name)))
    if draft.shows("paymentReference"):
        rows.append((with_term(draft, "paymentReference"), draft.identifier("paymentReference")))
    if "paymentTerms" not in draft.printer.names and house.random() < 0.7:
        rows.append((with_term(draft, "paymentTerms"), blocks.terms_html(draft)))
    return rows


def beside(panels: list[str], house_random: float) -> str:
    """Panels in columns side by side, or one below another."""
    if house_random < 0.75:
        return f"<div class=side>{''.join(panels)}</div>"
    return "".join(panels)


def invoice_html(draft: Draft, title: str) -> str:
    """The paper; `title` is HTML without number."""
    content, house = draft.content, draft.house("viewer")
    people = [("form.seller", content.seller, "seller"), ("form.buyer", content.buyer, "buyer")]
    if house.random() < 0.45:
        people.reverse()
    panels = [panel(draft, draft.caption(c), set_rows(draft, party_rows(draft, p, role))) for c, p, role in people]
    others = [("shipTo", content.ship_to), ("billTo", content.bill_to), ("remitTo", content.remit_to)]
    further = [
        panel(draft, draft.caption(role), set_rows(draft, party_rows(draft, party, role)))
        for role, party in others
        if party is not None
    ]
    head = panel(draft, draft.caption("form.document"), set_rows(draft, head_rows(draft)))
    placed = house.random()
    if placed < 0.25 and not further:
        front = beside([*panels[:1], head], house.random()) + panels[1]
    else:
        front = beside(panels, house.random()) + (beside(further, house.random()) if further else "")
        front = head + front if placed < 0.6 else front + head
    heading = house.choice([title, draft.caption("viewer.title"), f"{draft.caption('viewer.title')}: {title}"])
    if content.kind == "credit-note":
        heading = title
    lines = panel(draft, draft.caption("form.lines"), line_items(draft, wide=0.55, cards=0.18))
    tail = [
        panel(draft, draft.caption("form.totals"), sums(draft)),
        panel(draft, draft.caption("form.taxes"), breakdown(draft)),
        allowances(draft),
        panel(draft, draft.caption("form.payment"), set_rows(draft, rows) if (rows := payment_rows(draft)) else ""),
    ]
    if house.random() < 0.5:
        texts = "".join(f"<p>{text}</p>" for text in sentences.legal_sentences(draft, 3))
        tail.append(panel(draft, draft.caption("form.notes"), texts))
    if house.random() < 0.6:
        house.shuffle(tail)
    parts = [front, lines, *tail] if house.random() < 0.7 else [front, *tail[:2], lines, *tail[2:]]
    return f"<h1>{heading}</h1>{''.join(parts)}"
