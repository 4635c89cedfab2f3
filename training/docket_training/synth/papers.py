"""Whole papers as HTML: invoices and credit notes, receipts, and papers that are neither."""

import html
import random
from collections.abc import Callable

from docket_training.synth import (
    bills,
    blocks,
    boxed_forms,
    forms,
    line_printer,
    other_papers,
    running,
    sections,
    shop_orders,
    side_by_side,
    tables,
    templates,
    viewer,
    window_letters,
)
from docket_training.synth.content import Content, with_gross_rows
from docket_training.synth.draft import Draft
from docket_training.synth.layout import Layout
from docket_training.synth.line_items import line_items
from docket_training.synth.printed import Printer
from docket_training.synth.receipts import receipt_html

FAMILIES: dict[str, Callable[[Draft, str], str]] = {
    "sections": sections.statement_html,
    "window-letter": window_letters.letter_html,
    "side-by-side": side_by_side.invoice_html,
    "boxed-form": boxed_forms.form_html,
    "line-printer": line_printer.invoice_html,
    "viewer": viewer.invoice_html,
    "bill": bills.bill_html,
    "template": templates.invoice_html,
    "shop": shop_orders.invoice_html,
}
"""Who sets a paper of a structure, beside plain composition and forms."""
GROSS = ("shop",)
"""Structures whose rows hold prices with tax."""
PAPERS = {"a4": "210mm 297mm", "letter": "216mm 279mm"}
FOOTED = 0.45
"""Share of layouts whose footer stands at the end of the page, not behind the text."""


def make_printer(document: int, content: Content, layout: Layout) -> Printer:
    language = content.language
    numbers = language.numbers[layout.number_style % len(language.numbers)]
    if content.seller.country == "CH" and layout.seed % 2:
        numbers = "'."
    dates = language.dates[layout.date_style % len(language.dates)]
    if content.seller.country == "US" and dates.startswith("%d"):
        dates = ("%m/%d/%Y", "%B %d, %Y", "%m/%d/%y", "%m-%d-%Y")[layout.date_style % 4]
    return Printer(document, language, content.currency, numbers, dates, layout.currency_place)


def title_of(draft: Draft) -> str:
    content = draft.content
    if content.kind == "other":
        return html.escape(draft.random.choice(content.language.captions["other"]))
    return draft.caption(content.kind)


def title_html(draft: Draft) -> str:
    """The title, in some layouts with the number and date of the paper: "Rechnung Nr. 17 vom 3.5.2024"."""
    title = title_of(draft)
    if draft.layout.title_place == "with-number" and draft.random.random() < 0.7:
        joint = draft.random.choice(["", f"{blocks.number_caption(draft)} "])
        title += f" {joint}{draft.identifier('invoiceNumber')}"
        if draft.random.random() < 0.4:
            day = draft.printer.date("issueDate", draft.content.dates["issueDate"])
            title += f"<br>{draft.caption('issueDate')} {day}"
    return f"<h1>{title}</h1>"


def invoice_html(draft: Draft) -> str:
    """An invoice, credit note or a paper that looks like one."""
    layout = draft.layout
    if layout.structure in FAMILIES:
        return running.with_running(draft, FAMILIES[layout.structure](draft, title_of(draft)))
    title = title_html(draft)
    if layout.structure == "form":
        return forms.form_html(draft, title)
    captioned = layout.head.startswith("captioned")
    seller = "" if captioned else blocks.seller_block(draft, layout.head not in ("none", "band", "name-centre"))
    parties = blocks.party_blocks(draft)
    if captioned:
        parties.insert(0 if layout.head == "captioned" else 1, blocks.captioned_seller(draft))
    meta = blocks.meta_block(draft)
    head = {
        "name-left": f"<div class=head>{seller}</div>",
        "name-right": f"<div class='head right'>{seller}</div>",
        "name-centre": f"<div class='head centred'>{seller}</div>",
        "logo-left-address-right": f"<div class='head split'><div class=logo>{html.escape(draft.content.seller.name.split()[0])}</div>{seller}</div>",
        "logo-right-address-left": f"<div class='head split'>{seller}<div class=logo>{html.escape(draft.content.seller.name[:2])}</div></div>",
        "band": f"<div class='head band'>{seller}</div>",
    }.get(layout.head, "")
    foot_seller = "" if layout.head != "none" else seller
    body_meta = f"<div>{title if layout.title_place in ('above-meta', 'right') else ''}{meta}</div>"
    party_html = "".join(parties)
    middle = {
        "two-columns": f"<div class=split><div class=flow>{party_html}</div>{body_meta}</div>",
        "buyer-left": f"<div>{party_html}</div>{body_meta}",
        "buyer-right": f"<div class=split>{body_meta}<div>{party_html}</div></div>",
        "stacked": f"{body_meta}<div class=flow>{party_html}</div>",
        "buyer-left-seller-right": f"<div class=split><div>{parties[0]}</div><div>{foot_seller}{''.join(parties[1:])}</div></div>{body_meta}",
        "boxed": f"<div class='flow boxed'>{party_html}</div>{body_meta}",
        "vertical": f"{body_meta}<div>{party_html}</div>",
    }[layout.parties]
    if layout.parties == "buyer-left-seller-right":
        foot_seller = ""
    bank = blocks.bank_entries(draft)
    in_footer = layout.bank_place.startswith("footer") and layout.footer != "none"
    bank_html = (
        ""
        if in_footer or not bank
        else f"<div class='bank {layout.bank_place}'><span class=caption>{draft.caption('bank')}</span><br>{'<br>'.join(bank)}</div>"
    )
    table = line_items(draft)
    totals = tables.totals_block(draft) + tables.tax_table(draft)
    footer = blocks.footer_block(draft, bank if in_footer else [])
    top = title if layout.title_place in ("top", "with-number") else ""
    before_table = title if layout.title_place == "above-table" else ""
    head_bank = bank_html if layout.bank_place == "head" else ""
    tail_bank = "" if layout.bank_place == "head" else bank_html
    return f"{top}{head}{head_bank}{middle}{blocks.note_block(draft)}{before_table}{table}{totals}{blocks.closing_text(draft)}{tail_bank}{foot_seller}{footer}"


def paper_html(document: int, content: Content, layout: Layout, random_: random.Random) -> tuple[str, dict]:
    """One paper as a section of a print file, and its truth."""
    if layout.structure in GROSS and content.kind != "receipt":
        content = with_gross_rows(content)
    printer = make_printer(document, content, layout)
    draft = Draft(content, layout, printer, random_)
    if content.kind == "receipt":
        width = (58, 72, 80, 100)[layout.seed % 4]
        inner, page, size = receipt_html(draft), f"r{width}", min(layout.size_pt, 9.5)
        margin = 4
    else:
        other = other_papers.other_html(draft) if content.kind == "other" else None
        inner = other or invoice_html(draft)
        page, size, margin = layout.paper, layout.size_pt, layout.margin_mm
    footed = page in PAPERS and draft.house("footed").random() < FOOTED
    style = f"page:{page};padding:0 {margin}mm;font-family:'{layout.font}';font-size:{size}pt;line-height:{layout.spacing};--accent:{layout.accent}"
    return f'<section class="{f"footed {page}" if footed else ""}" style="{style}">{inner}</section>', printer.truth(
        inner
    )


STYLE = """
@page a4 {size: 210mm 297mm; margin: 12mm 0} @page letter {size: 216mm 279mm; margin: 12mm 0}
@page r58 {size: 58mm 230mm; margin: 4mm 0} @page r72 {size: 72mm 240mm; margin: 4mm 0} @page r80 {size: 80mm 260mm; margin: 5mm 0} @page r100 {size: 100mm 240mm; margin: 5mm 0}
body {margin: 0} section {break-after: page} a {color: inherit; text-decoration: none} h1 {font-size: 1.8em; color: var(--accent); margin: .4em 0}
table {border-collapse: collapse; margin: .8em 0} .wide, .lines {width: 100%} td, th {vertical-align: top; padding: .15em .5em; text-align: left; font-weight: normal}
.n {text-align: right; white-space: nowrap} .r {text-align: right} th {font-weight: bold} .upper th {text-transform: uppercase} .split {display: flex; justify-content: space-between; gap: 2em; margin: 1em 0}
.flow {display: flex; gap: 3em; flex-wrap: wrap} .right {text-align: right} .centred {text-align: center} .party {margin: .8em 0} .caption {color: #555}
.band {background: var(--accent); color: #fff; padding: .6em} .boxed .party {border: 1px solid #888; padding: .5em; min-width: 35%} .boxed-right {border: 1px solid #888}
.logo {font-size: 2.4em; color: var(--accent)} .table-right, .boxed-right {margin-left: auto} .meta-grid {display: grid; grid-template-columns: repeat(3, 1fr); gap: .6em; margin: 1em 0}
.rows td {border-bottom: 1px solid #ccc} .grid td, .grid th {border: 1px solid #777} .head-line th {border-bottom: 2px solid var(--accent)} .stripes tr:nth-child(even) td {background: #eee}
.head-filled th {background: var(--accent); color: #fff} .middle > tbody > tr > td {vertical-align: middle} .bottom > tbody > tr > td {vertical-align: bottom} .frame {border: 1px solid #000} .totals.right {margin-left: auto} .totals.full {width: 100%} .strong td {font-weight: bold; border-top: 1px solid #000}
a[href*=Date], a[href*=Period], a[href*=Number], a[href*=Reference], a[href*=ItemId], a[href*=VatId], a[href*=iban], a[href*=total], a[href*=amount], a[href*=Price], a[href*='tax.'] {white-space: nowrap} .tax {width: 60%} .footer {margin-top: 2.5em; font-size: .8em; border-top: 1px solid #999; padding-top: .4em} .columns {display: flex; justify-content: space-between; gap: 1.5em}
.form {width: 100%; margin: .2em 0} h2 {font-size: 1.15em; margin: 1em 0 .2em; border-bottom: 1px solid #bbb; color: var(--accent)}
h3 {font-size: 1em; margin: .8em 0 .2em} .heading.filled {background: #cdeefa} .lines-of-text, .print {white-space: pre-wrap} .new-page {break-before: page; display: block} .running, .running > * > tr > td {padding: 0; margin: 0; width: 100%}
.side {display: flex; gap: 2em; margin: 1em 0} .side > div {flex: 1} .column-head {font-weight: bold} .band-heads .column-head {background: var(--accent); color: #fff; padding: 0 .4em} .boxed-columns > div {border: 1px solid #555; padding: .4em} .large {font-size: 1.5em}
.cells {display: grid; margin: .4em 0} .cell {border: 1px solid #444; padding: .2em .5em} .narrow {width: 55%; margin-left: auto} .slip {border-top: 1px dashed #000; margin-top: 2em; padding: 1em; display: grid; gap: .5em} .slip.two {grid-template-columns: 1fr 1fr} .slip.three {grid-template-columns: 1fr 1fr 1fr}
.footed {position: relative; box-sizing: border-box} .footed.a4 {min-height: 270mm} .footed.letter {min-height: 252mm} .footed:has(.footer) {padding-bottom: 40mm !important} .footed .footer {position: absolute; bottom: 2mm; left: 14mm; right: 14mm; margin: 0}
.window {margin: 1em 0; min-width: 45%} .sender {font-size: .7em} .letterhead {padding-left: 1em} .print {font-family: inherit; font-size: inherit; margin: 0}
.box {border: 1px solid #888; padding: .5em; width: 60%} .bank {margin: 1em 0} hr {border: 0; border-top: 1px dashed #000} .head {margin-bottom: 1em}
"""


def print_file(sections: list[str]) -> str:
    """A complete HTML document of papers, each on its own pages."""
    return f"<!doctype html><html><head><meta charset=utf8><style>{STYLE}</style></head><body>{''.join(sections)}</body></html>"
