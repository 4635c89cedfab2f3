"""Statements in headed sections one below another, as viewers of electronic invoices print them."""

import html
import textwrap
from collections.abc import Sequence
from datetime import timedelta

from docket_training.synth import blocks, sentences, sums, tables
from docket_training.synth.addresses import address_lines, address_rows
from docket_training.synth.draft import Draft
from docket_training.synth.identifiers import digits, document_number
from docket_training.synth.imprint import register_lines, seller_lines
from docket_training.synth.line_items import line_items
from docket_training.synth.parties import Party

Row = tuple[str, str]
"""Caption, which may be empty, and value, as HTML."""


def is_plain(draft: Draft) -> bool:
    """Is the statement set as running lines, its colons under each other, instead of in tables?"""
    return draft.house("sections").random() < 0.45


def set_rows(draft: Draft, rows: Sequence[Row], width: int = 22) -> str:
    """Rows as lines "caption : value" or as a table of two columns; a row without caption is a line of its own."""
    if not is_plain(draft):
        colon = draft.house("colon").choice([":", ":", "", " :"])
        share = draft.house("sections width").randint(24, 55)
        cells = "".join(
            f"<tr><td class=caption style='width:{share}%'>{c}{colon if c else ''}</td><td>{v}</td></tr>"
            for c, v in rows
        )
        return f"<table class='form {draft.layout.table_rules}'>{cells}</table>"
    aligned = draft.house("aligned").random() < 0.6
    lines = []
    for caption, value in rows:
        pad = " " * max(0, width - len(html.unescape(caption))) if aligned else ""
        lines.append(f"{caption}{pad}: {value}" if caption else value)
    return f"<div class=lines-of-text>{'<br>'.join(lines)}</div>"


def heading(draft: Draft, title: str) -> str:
    style = draft.house("headings").choice(
        ["<h2>{}</h2>", "<p><b><u>{}:</u></b></p>", "<p><u>{}:</u></p>", "<h3>{}</h3>"]
    )
    filled = " filled" if draft.house("filled headings").random() < 0.3 else ""
    return f"<div class='heading{filled}'>{style.format(title)}</div>"


def section(draft: Draft, title: str, rows: Sequence[Row]) -> str:
    return heading(draft, title) + set_rows(draft, rows) if rows else ""


def party_rows(draft: Draft, party: Party, role: str) -> list[Row]:
    """Numbers, name, people, address and tax identifiers of a party, some of them now and then."""
    random_, plain = draft.random, is_plain(draft)
    captioned = not plain or draft.house("captioned names").random() < 0.15
    rows: list[Row] = []
    if random_.random() < 0.55:
        mine = role == "buyer"
        value = draft.identifier("customerNumber") if mine else html.escape(document_number(random_, 2020))
        rows.append((draft.caption("form.number"), value))
    if random_.random() < 0.5:
        scheme = random_.choice(["", " (GLN)", " (GTIN)", " (DUNS)", " (0088)"])
        rows.append((draft.caption("form.global"), digits(random_, random_.choice([9, 13, 13])) + scheme))
    name = draft.printer.mark(f"{role}Name", html.escape(party.name), party.name)
    bold = f"<b>{name}</b>" if draft.house("bold names").random() < 0.5 else name
    rows.append((draft.caption("form.name") if captioned else "", bold))
    people: list[Row] = []
    if random_.random() < 0.3:
        people.append((draft.caption("contact"), html.escape(party.person)))
    if random_.random() < 0.2:
        people.append((draft.caption("department.caption"), html.escape(party.department)))
    if random_.random() < 0.25:
        people.append((draft.caption("phone"), html.escape(party.phone)))
    if random_.random() < 0.25:
        people.append((draft.caption("form.email"), html.escape(f"info@{party.domain}")))
    address = address_rows(draft, party, role) if captioned else [("", x) for x in address_lines(draft, party, role)]
    rows += [*people, *address] if draft.house("people first").random() < 0.3 else [*address, *people]
    for name in (f"{role}TaxNumber", f"{role}VatId"):
        if name in draft.content.ids and random_.random() < 0.7:
            rows.append((draft.caption(name.replace("buyer", "seller")), draft.identifier(name)))
    return rows


def notes(draft: Draft) -> str:
    """Notes with a subject, among them the imprint of the seller and references to other papers."""
    random_ = draft.random
    subject, content = draft.caption("form.subject"), draft.caption("form.content")
    texts = [sentences.order_sentence(draft), *sentences.legal_sentences(draft, 3)]
    if random_.random() < 0.4:
        texts.append("<br>".join([*seller_lines(draft)[:2], *register_lines(draft)]))
    random_.shuffle(texts)
    rows: list[Row] = []
    for text in texts[: random_.randint(1, 4)]:
        if random_.random() < 0.6:
            rows.append((subject, random_.choice(["REG", "AAI", "AAK", "TXD", "PMT"])))
        wrapped = "<br>".join(textwrap.wrap(text, 70)) if "<" not in text and is_plain(draft) else text
        rows.append((content if random_.random() < 0.5 else "", wrapped))
    return section(draft, draft.caption("form.notes"), rows)


def charges(draft: Draft) -> str:
    """Allowances and charges of the whole paper in a table without labels: their sums stand below."""
    content, printer = draft.content, draft.printer
    heads = [draft.caption(c) for c in ("form.reason", "form.basis", "tax.rate", "amount")]
    rows = []
    for name, value in (("totalDiscount", -content.discount), ("totalCharges", content.charges)):
        if value:
            rate = tables.rate_text(draft, content.lines[0].rate)
            cells = [draft.caption(name), printer.number(content.goods), rate, printer.number(value)]
            rows.append("<tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr>")
    if not rows:
        return ""
    head = "".join(f"<th>{h}</th>" for h in heads)
    table = f"<table class='lines {draft.layout.table_rules}'><tr>{head}</tr>{''.join(rows)}</table>"
    return heading(draft, draft.caption("form.charges")) + table


def terms(draft: Draft) -> str:
    """Payment terms, in some layouts as a table whose columns mostly stand empty."""
    text = blocks.terms_html(draft)
    if draft.house("terms table").random() < 0.5:
        heads = [draft.caption(c) for c in ("line.description", "dueDate", "form.partial")]
        due = ""
        if draft.random.random() < 0.4:
            due = draft.printer.date("dueDate", draft.content.dates["dueDate"])
        head = "".join(f"<th>{h}</th>" for h in heads)
        rules = draft.layout.table_rules
        text = f"<table class='lines {rules}'><tr>{head}</tr><tr><td>{text}</td><td>{due}</td><td></td></tr></table>"
    return heading(draft, draft.caption("terms.heading")) + f"<div>{text}</div>"


def preamble(draft: Draft) -> str:
    """What the viewer says of itself: versions and their dates, before the invoice begins."""
    random_ = draft.random
    if draft.house("preamble").random() < 0.4:
        return ""
    day = draft.content.dates["orderDate"] - timedelta(days=365 * random_.randint(0, 3))
    version = f"{random_.randint(1, 4)}.{random_.randint(0, 9)}"
    rows = [
        (draft.caption("form.version"), f"{version} {draft.caption('dated')} {html.escape(draft.printer.day(day))}"),
        (draft.caption("form.standard"), f"urn:{random_.choice(['cen.eu:en16931:2017', 'ferd:comfort', 'oasis:ubl'])}"),
        (draft.caption("form.content"), f"{random_.choice(['invoice', 'factur-x', 'data'])}.xml"),
    ]
    return set_rows(draft, rows[: random_.randint(1, 3)], 16)


def statement_html(draft: Draft, title: str) -> str:
    """The paper; `title` is HTML without number."""
    content, house = draft.content, draft.house("statement")
    title_line = house.random() < 0.75
    top = f"<h1>{sentences.title_line(draft, title, blocks.number_caption(draft)) if title_line else title}</h1>"
    entries = blocks.references(draft) if title_line else blocks.meta_entries(draft)
    if title_line and "issueDate" not in draft.printer.names:
        entries.insert(0, blocks.number_and_date(draft)[1])
    head = set_rows(draft, entries, 26)
    people = [("form.seller", content.seller, "seller"), ("form.buyer", content.buyer, "buyer")]
    if house.random() < 0.15:
        people.reverse()
    others = [("shipTo", content.ship_to), ("billTo", content.bill_to), ("remitTo", content.remit_to)]
    people += [(role, party, role) for role, party in others if party is not None]
    parties = [section(draft, draft.caption(c), party_rows(draft, p, role)) for c, p, role in people]
    parts = [head, *parties] if house.random() < 0.75 else [*parties, head]
    if house.random() < 0.7:
        parts.append(notes(draft))
    new_page = " class=new-page" if house.random() < 0.3 else ""
    lines = f"<div{new_page}>{heading(draft, draft.caption('form.lines'))}{line_items(draft)}</div>"
    taxes = heading(draft, draft.caption("form.taxes")) + tables.tax_table(draft)
    totals = heading(draft, draft.caption("form.totals")) + sums.statement_sums(draft)
    payment = section(draft, draft.caption("form.payment"), [("", entry) for entry in blocks.bank_entries(draft)])
    tail = [taxes, totals, terms(draft), charges(draft), payment]
    house.shuffle(tail)
    return preamble(draft) + top + "".join(parts) + lines + "".join(tail)
