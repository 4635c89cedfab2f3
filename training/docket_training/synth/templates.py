"""Invoices from templates of word processors and web services: little print, much space, coloured heads, a balance that stands out."""

import html

from docket_training.synth import blocks, imprint, tables
from docket_training.synth.addresses import address_lines
from docket_training.synth.draft import Draft
from docket_training.synth.line_items import line_items
from docket_training.synth.parties import Party
from docket_training.synth.people import maybe_person


def party(draft: Draft, caption: str, who: Party, role: str) -> str:
    """A party; some templates hold no address but a mail address."""
    house = draft.house("template parties")
    name = draft.printer.mark(f"{role}Name", html.escape(who.name), who.name)
    lines = [f"<b>{name}</b>" if house.random() < 0.6 else name]
    lines += maybe_person(draft, who, 0.15)
    if house.random() < 0.88:
        lines += address_lines(draft, who, role)
    if house.random() < 0.35:
        lines.append(html.escape(f"{who.person.split()[0].lower()}@{who.domain}"))
    if house.random() < 0.2:
        lines.append(html.escape(who.phone))
    if house.random() < 0.5 and role in ("seller", "buyer"):
        lines += blocks.tax_id_lines(draft, role)
    head = f"<div class=caption>{caption}</div>" if caption else ""
    return f"<div>{head}{'<br>'.join(lines)}</div>"


def details(draft: Draft) -> list[tuple[str, str]]:
    """Date and references, the balance last."""
    content, house = draft.content, draft.house("template details")
    entries = [blocks.number_and_date(draft)[1], *blocks.references(draft)]
    if house.random() < 0.5:
        due = draft.printer.amount("amountDue", content.due)
        entries.append((f"<b>{draft.caption('amountDue')}</b>", f"<b>{due}</b>"))
    return entries


def detail_table(draft: Draft) -> str:
    house, colon = draft.house("detail table"), draft.house("template colon").choice([":", ":", ""])
    entries = details(draft)
    if house.random() < 0.25:
        caps = house.random() < 0.5
        lines = "".join(
            f"<div><b>{(c.upper() if caps and '&' not in c and '<' not in c else c)}{colon}</b> {v}</div>"
            for c, v in entries
        )
        return f"<div class=right>{lines}</div>"
    rows = []
    for caption, value in entries:
        shaded = " style='background:#eee'" if "<b>" in caption and house.random() < 0.6 else ""
        rows.append(f"<tr{shaded}><td class='r caption'>{caption}{colon}</td><td class=n>{value}</td></tr>")
    return f"<table class=table-right>{''.join(rows)}</table>"


def totals(draft: Draft) -> str:
    house = draft.house("template totals")
    entries, colon = tables.totals_entries(draft), house.choice([":", "", ""])
    shaded = house.choice(["", "background:#dde6f0", "border:1px solid #888", "border-bottom:1px solid #ccc"])
    rows = "".join(
        f"<tr class={'strong' if strong and house.random() < 0.7 else 'sum'}><td class='r caption'>{caption}{colon}</td>"
        f"<td class=n style='{shaded}'>{value}</td></tr>"
        for caption, value, strong in entries
    )
    return f"<table class='totals right'>{rows}</table>"


def notes(draft: Draft) -> str:
    """Notes and terms under their captions at the foot."""
    house, captions, parts = draft.house("template notes"), draft.content.language.captions, []
    if house.random() < 0.6:
        text = html.escape(draft.random.choice([*captions["legal"], *captions["thanks"]]))
        parts.append(f"<div class=caption>{draft.caption('notes.below')}</div><div>{text}</div>")
    if "paymentTerms" not in draft.printer.names and house.random() < 0.5:
        parts.append(f"<div class=caption>{draft.caption('terms.heading')}</div><div>{blocks.terms_html(draft)}</div>")
    if house.random() < 0.4:
        bank = blocks.bank_entries(draft)
        parts.append("<br>".join(bank))
    if house.random() < 0.5:
        parts.append(f"<p class=centred><b>{html.escape(captions['thanks'][0].upper())}</b></p>")
    return "".join(f"<div style='margin-top:1em'>{part}</div>" for part in parts)


def invoice_html(draft: Draft, title: str) -> str:
    """The paper; `title` is HTML without number."""
    content, house = draft.content, draft.house("template")
    number = draft.identifier("invoiceNumber")
    caption = house.choice(["#", draft.caption("number.short"), blocks.number_caption(draft)])
    heading = f"<h1>{title}</h1><div class=caption>{caption} {number}</div>"
    if house.random() < 0.25:
        heading = f"<h1>{title} {number}</h1>"
    seller = party(draft, "", content.seller, "seller")
    if house.random() < 0.3:
        logo = html.escape(content.seller.name.split()[0]) if house.random() < 0.4 else ""
        large = draft.printer.mark("sellerName", html.escape(content.seller.name), content.seller.name)
        address = "<br>".join(address_lines(draft, content.seller, "seller")) if house.random() < 0.75 else ""
        seller = f"<div>{logo}{blocks.large_name(draft, large)}{address}</div>"
    buyer_caption = draft.party_caption("buyer") or draft.caption("form.buyer")
    columns = [party(draft, f"{buyer_caption}{house.choice([':', ''])}", content.buyer, "buyer")]
    for role, who in (("billTo", content.bill_to), ("shipTo", content.ship_to), ("remitTo", content.remit_to)):
        if who is not None:
            columns.append(party(draft, draft.caption(role), who, role))
    info, people = detail_table(draft), f"<div class=flow>{''.join(columns)}</div>"
    tops = [
        f"<div class=split>{seller}<div class=right>{heading}</div></div><div class=split>{people}{info}</div>",
        f"<div class=split>{seller}<div class=right>{heading}{info}</div></div>{people}",
        f"{heading}<div class=split>{seller}{info}</div>{people}",
        f"<div class=split><div>{heading}</div>{seller}</div><div class=split>{people}{info}</div>",
    ]
    in_table = draft.layout.totals_place == "in-table"
    sums = "" if in_table else totals(draft)
    foot = imprint.legal_footer(draft, False) if house.random() < 0.2 else ""
    return f"{house.choice(tops)}{line_items(draft)}{sums}{tables.tax_table(draft)}{notes(draft)}{foot}"
