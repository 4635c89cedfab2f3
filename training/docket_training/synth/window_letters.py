"""Invoices as letters: sender line, address window, subject, sentences, sums in text, small print at the foot."""

import html

from docket_training.synth import blocks, imprint, sentences, sums, tables
from docket_training.synth.addresses import address_html, address_lines
from docket_training.synth.draft import Draft
from docket_training.synth.line_items import line_items

SELLER_AT = ("right", "right", "left", "centre", "sender-line", "foot", "name-only")
"""Where the address of the seller stands: beside or above the window, in the sender line, or at the foot."""

INLINE = 60
"""Longer parties do not stand in one line."""


def address_window(draft: Draft) -> str:
    """The buyer without any caption, with people and departments round the name."""
    buyer, random_, house = draft.content.buyer, draft.random, draft.house("window")
    name = draft.printer.mark("buyerName", html.escape(buyer.name), buyer.name)
    lines = [f"<b>{name}</b>" if house.random() < 0.3 else name]
    if random_.random() < 0.25:
        lines.insert(0, draft.caption("salutation"))
    if random_.random() < 0.2:
        lines.append(f"{draft.caption('attn')} {html.escape(buyer.person)}")
    if random_.random() < 0.12:
        lines.append(html.escape(buyer.department))
    lines += address_lines(draft, buyer, "buyer")
    if random_.random() < 0.2:
        lines += blocks.tax_id_lines(draft, "buyer")
    spacing = house.choice([1.15, 1.3, 1.5, 1.8, 2.0])
    indent = house.choice([0, 0, 3, 12])
    return f"<div style='line-height:{spacing};margin-left:{indent}mm'>{'<br>'.join(lines)}</div>"


def letterhead(draft: Draft, place: str) -> str:
    """The seller at the top; with `sender-line` and `foot` there is a logo at most."""
    seller, house = draft.content.seller, draft.house("letterhead")
    if place in ("sender-line", "foot"):
        logo = html.escape(seller.name.split()[0]) if house.random() < 0.5 else ""
        return f"<div class='logo {house.choice(['', 'right'])}'>{logo}</div>"
    if place == "name-only":
        return f"<div class='logo {house.choice(['', 'right', 'centred'])}'>{imprint.seller_name(draft)}</div>"
    if place == "centre":
        joint = house.choice(imprint.SEPARATORS)
        address = imprint.seller_address(draft, joint)
        return f"<div class=centred><h2>{imprint.seller_name(draft)}</h2><small>{address}</small></div>"
    lines = imprint.seller_lines(draft)
    if house.random() < 0.3:
        lines += blocks.tax_id_lines(draft, "seller")
    size = house.choice(["", "font-size:.8em;color:#777"])
    return f"<div style='{size}' class='letterhead {place}'>{'<br>'.join(lines)}</div>"


def details(draft: Draft, entries: list[tuple[str, str]]) -> str:
    """References as lines, a table, or as the layout sets them elsewhere."""
    house = draft.house("details")
    style, colon = house.random(), draft.layout.meta_colon
    if style < 0.35:
        return "<div>" + "<br>".join(f"{c}{colon or ':'} {v}" for c, v in entries) + "</div>"
    if style < 0.5:
        return "<div class=right>" + "<br>".join(f"{c}{colon} &nbsp; {v}" for c, v in entries) + "</div>"
    return blocks.meta_block(draft, entries)


def closing(draft: Draft) -> str:
    """Terms, bank and greetings as sentences; the due date stands in one of them."""
    house, random_, parts = draft.house("closing"), draft.random, []
    if house.random() < 0.65:
        sentence = sentences.due_sentence(draft)
        parts.append(f"<b>{sentence}</b>" if house.random() < 0.3 else sentence)
    elif house.random() < 0.6:
        parts.append(blocks.terms_html(draft))
    if random_.random() < 0.4:
        parts += sentences.legal_sentences(draft, 2)
    if random_.random() < 0.5:
        parts.append(html.escape(draft.content.language.captions["letter"][-1]))
        parts.append(html.escape(draft.content.seller.person))
    return "".join(f"<p>{part}</p>" for part in parts)


def letter_html(draft: Draft, title: str) -> str:
    """The paper; `title` is HTML without number."""
    house = draft.house("letter")
    place = house.choice(SELLER_AT)
    in_title = house.random() < 0.6
    caption = blocks.number_caption(draft)
    subject = sentences.title_line(draft, title, caption) if in_title else title
    dated = "issueDate" in draft.printer.names
    entries = blocks.references(draft)
    number, day = blocks.number_and_date(draft)
    letter_date = ""
    if not dated and house.random() < 0.4:
        letter_date = f"<p class={house.choice(['right', 't'])}>{sentences.place_and_date(draft)}</p>"
    elif not dated:
        entries.insert(0, day)
    if not in_title:
        entries.insert(0, number)
    head = letterhead(draft, place)
    sender = imprint.sender_line(draft) if place == "sender-line" or house.random() < 0.45 else ""
    lowered = house.choice([0, 0, 8, 16, 25])
    window = f"<div class=window style='padding-top:{lowered}mm'>{sender}{'<br>' if sender else ''}{address_window(draft)}</div>"
    info = details(draft, entries) if entries else ""
    beside = house.random() < 0.45
    if place == "right":
        top = f"<div class=split>{window}<div>{head}{info if beside else ''}</div></div>"
    elif place == "left":
        top = f"<div class=split>{head}{window}</div>{info if beside else ''}"
    else:
        top = f"{head}<div class=split>{window}<div>{info if beside else ''}</div></div>"
    top += letter_date + ("" if beside else info)
    others = [("shipTo", draft.content.ship_to), ("remitTo", draft.content.remit_to)]
    for role, party in others:
        if party is not None:
            joint = house.choice([" | ", ", ", " · "])
            if len(party.name) + sum(map(len, party.address)) > INLINE:
                joint = "<br>"
            name = draft.printer.mark(f"{role}Name", html.escape(party.name), party.name)
            top += f"<p><b>{draft.caption(role)}:</b> {name}{joint}{address_html(draft, party, role, joint)}</p>"
    size = house.choice(["1em", "1.2em", "1.4em"])
    body = f"<p style='font-size:{size}'><b>{subject}</b></p>"
    if house.random() < 0.6:
        body += f"<p>{sentences.intro_sentence(draft)}</p>"
    if house.random() < 0.2:
        body += f"<p>{sentences.order_sentence(draft)}</p>"
    body += line_items(draft)
    in_text = draft.layout.totals_place != "in-table" and house.random() < 0.45
    body += sums.sentence_sums(draft) if in_text else tables.totals_block(draft) + tables.tax_table(draft)
    body += closing(draft)
    if house.random() < 0.12:
        body += imprint.payment_slip(draft)
    at_foot = place in ("foot", "name-only") or house.random() < 0.3
    return top + body + imprint.legal_footer(draft, at_foot)
