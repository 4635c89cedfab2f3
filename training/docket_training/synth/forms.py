"""Invoices set as forms: headed sections of captions at the left and values in a column of their own."""

import html
from collections.abc import Sequence

from docket_training.synth import blocks, tables
from docket_training.synth.addresses import address_rows
from docket_training.synth.draft import Draft
from docket_training.synth.line_items import line_items
from docket_training.synth.parties import Party

Row = tuple[str, str]
"""Caption and value, as HTML."""


def section(draft: Draft, title: str, rows: Sequence[Row]) -> str:
    """A headed table of rows; nothing where there are none."""
    if not rows:
        return ""
    colon = draft.layout.meta_colon
    width = 24 + draft.layout.seed * 7 % 28
    body = "".join(
        f"<tr><td class=caption style='width:{width}%'>{c}{colon if c else ''}</td><td>{v}</td></tr>" for c, v in rows
    )
    return f"<h2>{title}</h2><table class='form {draft.layout.table_rules}'>{body}</table>"


def party_rows(draft: Draft, party: Party, role: str) -> list[Row]:
    """Number, name, address and tax identifiers of a party, each under its caption."""
    mark = draft.printer.mark
    rows: list[Row] = []
    if draft.shows("party-number"):
        number = draft.identifier("customerNumber") if role == "buyer" else html.escape(draft.content.ids["other2"])
        rows.append((draft.caption("form.number"), number))
    rows.append((draft.caption("form.name"), mark(f"{role}Name", html.escape(party.name), party.name)))
    if draft.shows("contact"):
        rows.append((draft.caption("contact"), html.escape(party.person)))
    rows += address_rows(draft, party, role)
    for name in (f"{role}VatId", f"{role}TaxNumber"):
        if name in draft.content.ids and (draft.shows(name) or draft.random.random() < 0.5):
            rows.append((draft.caption(name), draft.identifier(name)))
    return rows


def payment_rows(draft: Draft) -> list[Row]:
    content, rows = draft.content, []
    if "iban" in content.ids:
        value = content.ids["iban"]
        text = " ".join(value[i : i + 4] for i in range(0, len(value), 4)) if draft.layout.seed % 2 else value
        rows.append((draft.caption("form.holder"), html.escape(content.seller.name)))
        rows.append((draft.caption("iban"), draft.printer.mark("iban", text, value)))
        if draft.shows("bic"):
            rows.append((draft.caption("bic"), draft.identifier("bic")))
    if draft.shows("paymentReference"):
        rows.append((draft.caption("paymentReference"), draft.identifier("paymentReference")))
    return rows


def form_html(draft: Draft, title: str) -> str:
    """The paper; `title` is HTML."""
    content = draft.content
    parties = [("form.seller", content.seller, "seller"), ("form.buyer", content.buyer, "buyer")]
    if draft.layout.seed % 4 == 0:
        parties.reverse()
    others = [("shipTo", content.ship_to), ("billTo", content.bill_to), ("remitTo", content.remit_to)]
    parties += [(role, party, role) for role, party in others if party is not None]
    people = "".join(section(draft, draft.caption(c), party_rows(draft, p, role)) for c, p, role in parties)
    head = section(draft, draft.caption("form.document"), blocks.meta_entries(draft))
    front = people + head if draft.layout.seed % 3 == 0 else head + people
    totals = f"<h2>{draft.caption('form.totals')}</h2>{tables.totals_block(draft)}"
    taxes = f"<h2>{draft.caption('form.taxes')}</h2>{tables.tax_table(draft)}"
    sums = totals + taxes if draft.layout.seed % 2 else taxes + totals
    lines = f"<h2>{draft.caption('form.lines')}</h2>{line_items(draft)}"
    payment = section(draft, draft.caption("form.payment"), payment_rows(draft))
    return f"{title}{front}{blocks.note_block(draft)}{lines}{sums}{payment}{blocks.closing_text(draft)}"
