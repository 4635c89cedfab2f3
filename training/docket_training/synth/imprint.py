"""Who the seller is in law: the small print at the foot of a page, sender lines and payment slips."""

import html

from docket_training.synth.addresses import address_html
from docket_training.synth.blocks import bank_entries, contact_lines, tax_id_lines
from docket_training.synth.draft import Draft
from docket_training.synth.printed import SYMBOL

SEPARATORS = [" · ", " - ", " | ", " ● ", ", ", " • ", " / "]


def seller_name(draft: Draft) -> str:
    """The name, with its label where it stands first: small print that repeats it has none."""
    name = html.escape(draft.content.seller.name)
    return name if "sellerName" in draft.printer.names else draft.printer.mark("sellerName", name, html.unescape(name))


def seller_address(draft: Draft, joint: str) -> str:
    """The address, labelled like the name."""
    seller = draft.content.seller
    if "sellerAddress" in draft.printer.names:
        return joint.join(html.escape(line) for line in seller.address)
    return address_html(draft, seller, "seller", joint)


def sender_line(draft: Draft) -> str:
    """Name and address of the seller in one small line over the address of the buyer."""
    house = draft.house("sender line")
    joint = house.choice(SEPARATORS)
    line = f"{seller_name(draft)}{joint}{seller_address(draft, joint)}"
    return f"<small class=sender>{f'<u>{line}</u>' if house.random() < 0.5 else line}</small>"


def register_lines(draft: Draft) -> list[str]:
    """Managers, court and capital: numbers and names that are no field."""
    random_, seller = draft.random, draft.content.seller
    lines = [f"{draft.caption('manager')}: {html.escape(seller.person)}"]
    lines.append(f"{draft.caption('capital')} {random_.randint(1000, 99999)}")
    if random_.random() < 0.5:
        lines.append(f"{draft.caption('registration')} {random_.randint(100, 99999)}")
    random_.shuffle(lines)
    return lines[: random_.randint(1, 3)]


def seller_lines(draft: Draft) -> list[str]:
    return [seller_name(draft), seller_address(draft, "<br>"), *contact_lines(draft)]


def legal_footer(draft: Draft, with_seller: bool) -> str:
    """The foot of a page in columns or lines: seller, register, bank and tax identifiers in the order of the layout."""
    house = draft.house("legal footer")
    groups = [register_lines(draft), bank_entries(draft), tax_id_lines(draft, "seller")]
    if with_seller:
        groups.insert(0, seller_lines(draft))
    groups = [group for group in groups if group]
    if house.random() < 0.3:
        house.shuffle(groups)
    if house.random() < 0.7:
        columns = "".join(f"<div>{'<br>'.join(group)}</div>" for group in groups)
        return f"<div class='footer columns'>{columns}</div>"
    joint = house.choice(SEPARATORS[:4])
    return (
        "<div class='footer centred'>"
        + "<br>".join(joint.join(group).replace("<br>", ", ") for group in groups)
        + "</div>"
    )


def payment_slip(draft: Draft) -> str:
    """A slip to cut off: payee, account, amount, reference and payer, each under its caption."""
    content, house = draft.content, draft.house("slip")
    symbol = html.escape(SYMBOL.get(content.currency, content.currency))
    cells = [(draft.caption("slip.payee"), html.escape(content.seller.name))]
    if "iban" in content.ids:
        cells.append((draft.caption("iban"), draft.identifier("iban")))
        cells.append((draft.caption("bic"), draft.identifier("bic")))
    cells.append((draft.caption("amount"), f"{symbol} {draft.printer.number(content.due)}"))
    cells.append((draft.caption("paymentReference"), draft.identifier("paymentReference")))
    cells.append((draft.caption("slip.payer"), html.escape(content.buyer.name)))
    if house.random() < 0.4:
        house.shuffle(cells)
    joint = house.choice(["<br>", ": "])
    body = "".join(f"<div><small>{caption}</small>{joint}{value}</div>" for caption, value in cells)
    return f"<div class='slip {house.choice(['one', 'two', 'three'])}'><b>{draft.caption('slip')}</b>{body}</div>"
