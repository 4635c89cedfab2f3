"""Invoices on printed forms: every value in a box with a small caption above it or beside it."""

import html

from docket_training.synth import blocks, imprint, sentences, tables
from docket_training.synth.addresses import address_lines
from docket_training.synth.draft import Draft
from docket_training.synth.identifiers import digits, document_number
from docket_training.synth.line_items import line_items
from docket_training.synth.parties import Party


def box(draft: Draft, caption: str, value: str) -> str:
    style = draft.house("boxes").choice(["above", "above", "beside", "strong"])
    joint = ": " if style == "beside" else "<br>"
    text = f"<b>{value}</b>" if style == "strong" else value
    return f"<div class=cell><small>{caption}</small>{joint}{text}</div>"


def party_box(draft: Draft, caption: str, party: Party, role: str) -> str:
    """A party in a box, with an identifier or a contact below."""
    random_ = draft.random
    name = draft.printer.mark(f"{role}Name", html.escape(party.name), party.name)
    lines = [f"<b>{name}</b>" if draft.house("party boxes").random() < 0.4 else name]
    if random_.random() < 0.2:
        lines.append(html.escape(party.person))
    lines += address_lines(draft, party, role)
    if random_.random() < 0.4:
        lines.append(f"<i>{draft.caption('form.global')}: {digits(random_, 13)}</i>")
    if random_.random() < 0.3:
        lines.append(f"{draft.caption('form.email')}: {html.escape('mail@' + party.domain)}")
    if role in ("seller", "buyer"):
        lines += blocks.tax_id_lines(draft, role)
    return f"<div class=cell><small>{caption}</small><br>{'<br>'.join(lines)}</div>"


def reference_boxes(draft: Draft) -> list[str]:
    """References with numbers of other papers between them."""
    entries = blocks.references(draft)
    for name in ("ourReference", "department.caption", "previous"):
        if draft.house(f"reference {name}").random() < 0.3:
            entries.append((draft.caption(name), html.escape(document_number(draft.random, 2022))))
    draft.house("reference boxes").shuffle(entries)
    return [box(draft, caption, value) for caption, value in entries]


def total_boxes(draft: Draft) -> str:
    entries = tables.totals_entries(draft)
    if draft.house("total boxes").random() < 0.5:
        return "<div class='cells narrow'>" + "".join(box(draft, c, v) for c, v, _ in entries) + "</div>"
    rows = "".join(f"<tr><td>{c}</td><td class=n>{v}</td></tr>" for c, v, _ in entries)
    return f"<table class='grid totals right'>{rows}</table>"


def form_html(draft: Draft, title: str) -> str:
    """The paper; `title` is HTML without number."""
    content, house = draft.content, draft.house("boxed form")
    number, day = (box(draft, caption, value) for caption, value in blocks.number_and_date(draft))
    seller_caption = draft.party_caption("seller") or draft.caption("form.seller")
    buyer_caption = draft.party_caption("buyer") or draft.caption("form.buyer")
    people = [
        party_box(draft, seller_caption, content.seller, "seller"),
        party_box(draft, buyer_caption, content.buyer, "buyer"),
    ]
    for role, party in (("shipTo", content.ship_to), ("billTo", content.bill_to), ("remitTo", content.remit_to)):
        if party is not None:
            people.append(party_box(draft, draft.caption(role), party, role))
    if house.random() < 0.2:
        people[:2] = people[1::-1]
    head = f"<div class=cell><h1>{title}</h1></div>"
    references = reference_boxes(draft)
    numbers = [number, day] if house.random() < 0.8 else [day, number]
    columns = house.choice(["2fr 1fr", "1fr 1fr", "1fr 2fr", "3fr 2fr"])
    if house.random() < 0.6:
        left, right = people, [head, *numbers, *references]
        if house.random() < 0.25:
            left, right = right, left
        top = f"<div class=cells style='grid-template-columns:{columns}'><div>{''.join(left)}</div><div>{''.join(right)}</div></div>"
    else:
        across = house.choice([2, 3, 4])
        top = f"<div class=split><h1>{title}</h1></div><div class=cells style='grid-template-columns:{columns}'>{''.join(people)}</div>"
        top += f"<div class=cells style='grid-template-columns:repeat({across},1fr)'>{''.join([*numbers, *references])}</div>"
    tall = house.choice([0, 0, 40, 80])
    lines = f"<div class=tall style='min-height:{tall}mm'>{line_items(draft)}</div>"
    in_table = draft.layout.totals_place == "in-table"
    below = tables.tax_table(draft) + ("" if in_table else total_boxes(draft))
    terms = box(
        draft,
        draft.caption("terms.heading"),
        sentences.due_sentence(draft) if house.random() < 0.5 else blocks.terms_html(draft),
    )
    bank = "".join(
        f"<div class=cell>{entry}</div>" for entry in [*blocks.bank_entries(draft), *imprint.register_lines(draft)]
    )
    foot = f"<div class=cells style='grid-template-columns:repeat(3,1fr)'>{bank}</div>"
    small = (
        "".join(f"<p><small>{s}</small></p>" for s in sentences.legal_sentences(draft, 2))
        if house.random() < 0.5
        else ""
    )
    return f"{top}{lines}{below}{terms}{small}{foot}"
