"""Papers that are no invoice though they hold names, dates and amounts: statements, payslips, delivery notes, forms, letters."""

import html
from datetime import timedelta
from decimal import Decimal

from docket_training.synth import blocks, imprint, tables
from docket_training.synth.content import cents
from docket_training.synth.draft import Draft
from docket_training.synth.identifiers import digits, document_number

Cells = list[list[str]]


def grid(draft: Draft, heads: list[str], rows: Cells) -> str:
    head = "".join(f"<th>{h}</th>" for h in heads)
    body = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    return f"<table class='lines {draft.layout.table_rules}'>{f'<tr>{head}</tr>' if heads else ''}{body}</table>"


def title(draft: Draft, name: str) -> str:
    return f"<h1>{html.escape(draft.random.choice(draft.content.language.captions[name]))}</h1>"


def top(draft: Draft, heading: str) -> str:
    """Sender, receiver, number and date as on invoices."""
    entries = blocks.number_and_date(draft)
    if draft.random.random() < 0.5:
        entries.append((draft.caption("customerNumber"), draft.identifier("customerNumber")))
    parties = "".join(blocks.party_blocks(draft))
    return f"{blocks.seller_block(draft, with_ids=True)}<div class=flow>{parties}</div>{heading}{blocks.meta_block(draft, entries)}"


def ledger(draft: Draft) -> str:
    """What is open and what was paid, paper by paper."""
    printer, random_, content = draft.printer, draft.random, draft.content
    rows, balance = [], Decimal(0)
    for number in range(random_.randint(2, 14)):
        day = content.dates["orderDate"] - timedelta(days=9 * number)
        amount = cents(Decimal(random_.uniform(5, 4000)))
        paid = random_.choice([Decimal(0), Decimal(0), amount])
        balance += amount - paid
        document = html.escape(f"{draft.caption('invoice')} {document_number(random_, day.year)}")
        texts = [printer.money(amount), printer.number(paid), printer.number(balance)]
        rows.append([html.escape(printer.day(day)), document, *texts])
    heads = [html.escape(h) for h in content.language.captions["ledger.heads"]]
    total = f"<p><b>{draft.caption('amountDue')}: {printer.money(balance)}</b></p>"
    return f"{top(draft, title(draft, 'ledger.title'))}{grid(draft, heads, rows)}{total}{blocks.closing_text(draft)}"


def payslip(draft: Draft) -> str:
    printer, random_, content = draft.printer, draft.random, draft.content
    rows = [
        [html.escape(name), printer.number(cents(Decimal(random_.uniform(40, 4000))))]
        for name in content.language.captions["payslip.rows"]
    ]
    person = "<br>".join(map(html.escape, [content.buyer.person, *content.buyer.address, digits(random_, 11)]))
    month = content.language.months[content.dates["issueDate"].month - 1]
    head = (
        f"{imprint.sender_line(draft)}{title(draft, 'payslip.title')}<p>{month} {content.dates['issueDate'].year}</p>"
    )
    return f"{head}<p>{person}</p>{grid(draft, [], rows)}<p>{'<br>'.join(blocks.bank_entries(draft))}</p>"


def delivery(draft: Draft) -> str:
    """What was sent, without prices."""
    content = draft.content
    columns = ["position", "line.sellerItemId", "line.description", "line.quantity", "line.unit"]
    rows = [
        [str(n + 1), html.escape(line.item_id), html.escape(line.description), tables.quantity(draft, line.quantity), html.escape(line.unit)]
        for n, line in enumerate(content.lines)
    ]  # fmt: skip
    heads = [draft.caption(c) for c in columns]
    signature = html.escape(content.language.captions["blank.fields"][-1])
    return f"{top(draft, title(draft, 'delivery.title'))}{grid(draft, heads, rows)}<p>{signature}: ______________</p>"


def blank_form(draft: Draft) -> str:
    """A form whose fields are blank or filled with a person's data."""
    random_, content = draft.random, draft.content
    fillings = [*content.buyer.person.split(), draft.printer.day(content.dates["orderDate"]), content.buyer.address[0]]
    rows = [
        [html.escape(name), html.escape(random_.choice(["____________", "", *fillings]))]
        for name in content.language.captions["blank.fields"]
    ]
    sentences = "".join(f"<p>{html.escape(s)}</p>" for s in content.language.captions["legal"][:3])
    name = html.escape(content.seller.name)
    return f"<p>{name}</p>{title(draft, 'blank.title')}{sentences}{grid(draft, [], rows)}"


def letter(draft: Draft) -> str:
    content = draft.content
    parts = [blocks.seller_block(draft, with_ids=True), *blocks.party_blocks(draft)]
    day = html.escape(draft.printer.day(content.dates["issueDate"]))
    sentences = [*content.language.captions["letter"], *content.language.captions["legal"]]
    draft.random.shuffle(sentences)
    shown = sentences[: draft.random.randint(4, len(sentences))]
    body = "".join(f"<p>{html.escape(s)}</p>" for s in shown)
    return f"{''.join(parts)}<p>{day}</p>{body}<p>{html.escape(content.seller.person)}</p>"


WEIGHTS = {letter: 20, ledger: 12, payslip: 8, delivery: 12, blank_form: 6, None: 42}
"""None: set like an invoice under another title."""


def other_html(draft: Draft) -> str | None:
    """A paper of the kind `other`, or None where an invoice's layout shall set it."""
    chosen = draft.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    return chosen(draft) if chosen else None
