"""Dense print of accounting systems: everything in columns of characters, pages with heads and sums carried over."""

import html
import re
import textwrap
from decimal import Decimal

from docket_training.synth import blocks, sentences, tables
from docket_training.synth.addresses import address_lines
from docket_training.synth.content import Line
from docket_training.synth.draft import Draft
from docket_training.synth.imprint import register_lines, seller_name
from docket_training.synth.parties import Party
from docket_training.synth.printed import plain_number

WIDTHS = (78, 84, 92, 100)
"""Characters a line."""


def visible(text: str) -> int:
    """Characters that HTML shows."""
    return len(html.unescape(re.sub(r"<[^>]*>", "", text)))


def pad(text: str, width: int, right: bool = False) -> str:
    blanks = " " * max(0, width - visible(text))
    return blanks + text if right else text + blanks


def beside(left: list[str], right: list[str], width: int) -> list[str]:
    """Two columns of lines beside each other."""
    count = max(len(left), len(right))
    left, right = left + [""] * (count - len(left)), right + [""] * (count - len(right))
    return [(pad(a, width) + " " + b).rstrip() for a, b in zip(left, right, strict=True)]


def party_lines(draft: Draft, party: Party, role: str, caption: str) -> list[str]:
    name = draft.printer.mark(f"{role}Name", html.escape(party.name), party.name)
    lines = [f"{caption}:"] if caption else []
    lines.append(name)
    if draft.random.random() < 0.15:
        lines.append(f"{draft.caption('attn')} {html.escape(party.person)}")
    lines += address_lines(draft, party, role)
    if role in ("seller", "buyer"):
        lines += blocks.tax_id_lines(draft, role)
    return lines


def columns_of(draft: Draft, width: int) -> list[tuple[str, int, bool]]:
    """Name, width and side of each column; the description takes what is left."""
    house = draft.house("printed columns")
    columns: list[tuple[str, int, bool]] = []
    if house.random() < 0.6:
        columns.append(("position", 4, house.random() < 0.5))
    if house.random() < 0.6:
        columns.append(("line.sellerItemId", 13, False))
    columns.append(("line.description", 0, False))
    columns.append(("line.quantity", 9, True))
    if house.random() < 0.5:
        columns.append(("line.unit", 6, False))
    columns.append(("line.unitPrice", 12, True))
    if house.random() < 0.35:
        columns.append(("line.taxRate", 7, True))
    columns.append(("line.lineTotal", 14, True))
    rest = width - sum(size + 1 for _, size, _ in columns)
    return [(name, size or max(18, rest), right) for name, size, right in columns]


def cell_lines(draft: Draft, name: str, line: Line, row: int, width: int) -> list[str]:
    printer = draft.printer
    match name:
        case "position":
            return [f"{(row + 1) * (10 if draft.layout.seed % 2 else 1)}"]
        case "line.sellerItemId":
            return [printer.mark(name, html.escape(line.item_id), line.item_id, row)]
        case "line.description":
            parts = [html.escape(part) for part in textwrap.wrap(line.description, width)]
            return printer.mark_parts(name, parts, line.description, row)
        case "line.quantity":
            return [printer.mark(name, tables.quantity(draft, line.quantity), plain_number(line.quantity), row)]
        case "line.unit":
            return [printer.mark(name, html.escape(line.unit), line.unit, row)]
        case "line.unitPrice":
            return [printer.amount(name, line.unit_price, row, bare=True)]
        case "line.taxRate":
            return [printer.mark(name, tables.rate_text(draft, line.rate), plain_number(line.rate), row)]
    return [printer.amount(name, line.total, row, bare=True)]


def item_lines(draft: Draft, line: Line, row: int, columns: list[tuple[str, int, bool]]) -> list[str]:
    """An item in one or more lines; the number of the article may stand on a line of its own below."""
    cells = [cell_lines(draft, name, line, row, size) for name, size, _ in columns]
    lines = []
    for number in range(max(len(cell) for cell in cells)):
        texts = [
            pad(cell[number] if number < len(cell) else "", size, right)
            for cell, (_, size, right) in zip(cells, columns, strict=True)
        ]
        lines.append(" ".join(texts).rstrip())
    start = sum(size + 1 for name, size, _ in columns[: [c[0] for c in columns].index("line.description")])
    house = draft.house("printed notes")
    if house.random() < 0.3 and draft.random.random() < 0.6:
        notes = [
            f"{draft.caption('line.ean')} {line.ean}",
            f"{draft.caption('line.buyerItemId')} {html.escape(line.buyer_item_id)}",
        ]
        lines.append(" " * start + draft.random.choice(notes))
    return lines


def running_head(draft: Draft, page: int, rule: str) -> list[str]:
    """The first lines of a further page."""
    number = f"{blocks.number_caption(draft)} {draft.identifier('invoiceNumber')}"
    day = html.escape(draft.printer.day(draft.content.dates["issueDate"]))
    return [f"{number}   {day}   {draft.caption('page')} {page}", rule]


def sum_lines(draft: Draft, width: int) -> list[str]:
    house = draft.house("printed sums")
    caption_width = house.choice([22, 28, 34])
    start = house.choice([0, 20, max(0, width - caption_width - 22)])
    colon, lines = house.choice([":", "", " "]), []
    for caption, value, strong in tables.totals_entries(draft):
        text = " " * start + pad(caption, caption_width) + colon + pad(value, 18, True)
        lines.append(f"<b>{text}</b>" if strong and draft.layout.seed % 2 else text)
        if strong and draft.layout.seed % 3 == 0:
            lines.append(" " * start + "=" * (caption_width + 19))
    return lines


def tax_lines(draft: Draft) -> list[str]:
    if not tables.has_tax_table(draft):
        return []
    printer = draft.printer
    columns = [("tax.rate", 10), ("tax.base", 16), ("tax.amount", 16)]
    lines = ["".join(pad(draft.caption(name), size, True) for name, size in columns)]
    for row, tax in enumerate(draft.content.taxes):
        cells = [
            printer.mark("tax.rate", tables.rate_text(draft, tax.rate), plain_number(tax.rate), row),
            printer.amount("tax.base", tax.base, row, bare=True),
            printer.amount("tax.amount", tax.amount, row, bare=True),
        ]
        lines.append("".join(pad(cell, size, True) for cell, (_, size) in zip(cells, columns, strict=True)))
    return lines


def invoice_html(draft: Draft, title: str) -> str:
    """The paper; `title` is HTML without number."""
    content, house = draft.content, draft.house("line printer")
    width = house.choice(WIDTHS)
    rule = house.choice(["-", "=", "-", "_", "*"]) * width
    half = width // 2
    seller = party_lines(draft, content.seller, "seller", draft.party_caption("seller") if house.random() < 0.3 else "")
    seller += blocks.contact_lines(draft)
    buyer = party_lines(draft, content.buyer, "buyer", draft.party_caption("buyer"))
    in_title = house.random() < 0.45
    caption = blocks.number_caption(draft)
    heading = sentences.title_line(draft, title, caption) if in_title else title
    entries = blocks.references(draft) if in_title else blocks.meta_entries(draft)
    if in_title and "issueDate" not in draft.printer.names:
        entries.insert(0, blocks.number_and_date(draft)[1])
    captions = max((visible(c) for c, _ in entries), default=0) + 1
    colon = house.choice([": ", ": ", " "])
    meta = [f"{pad(c, captions)}{colon}{v}" for c, v in entries]
    if house.random() < 0.3:
        meta.append(f"{draft.caption('page')} 1")
    lines = (
        [*seller, "", *beside(buyer, meta, half)] if house.random() < 0.6 else [*beside(buyer, seller, half), "", *meta]
    )
    for role, party in (("shipTo", content.ship_to), ("billTo", content.bill_to), ("remitTo", content.remit_to)):
        if party is not None:
            lines += ["", *party_lines(draft, party, role, draft.caption(role))]
    lines += ["", f"<b>{heading}</b>" if house.random() < 0.5 else heading, ""]
    if house.random() < 0.4:
        lines += [*textwrap.wrap(sentences.intro_sentence(draft, marked=False), width), ""]
    columns = columns_of(draft, width)
    head = " ".join(pad(draft.caption(name)[:size], size, right) for name, size, right in columns)
    lines += [rule, head.rstrip(), rule] if house.random() < 0.7 else [head.rstrip(), rule]
    per_page, page, carried, printed = house.choice([6, 10, 16, 99]), 1, Decimal(0), 0
    for row, line in enumerate(content.lines):
        if printed >= per_page:
            page, printed = page + 1, 0
            amount = draft.printer.number(carried)
            carry = f"{pad(draft.caption('carried'), width - 16)}{pad(amount, 16, True)}"
            lines += [
                rule,
                carry,
                "<span class=new-page></span>",
                *running_head(draft, page, rule),
                head.rstrip(),
                rule,
                carry,
            ]
        lines += item_lines(draft, line, row, columns)
        if house.random() < 0.02:
            lines.append("")
        carried, printed = carried + line.total, printed + 1
    lines += [rule, *sum_lines(draft, width), "", *tax_lines(draft), ""]
    terms = sentences.due_sentence(draft) if house.random() < 0.5 else blocks.terms_html(draft)
    lines += [terms, ""]
    if house.random() < 0.5:
        lines += [part for s in sentences.legal_sentences(draft, 2) for part in textwrap.wrap(s, width)]
    lines += ["", rule, *blocks.bank_entries(draft), *register_lines(draft)]
    if house.random() < 0.3:
        lines.append(seller_name(draft))
    printed_text = "\n".join(lines)
    return f"<pre class=print>{printed_text}</pre>"
