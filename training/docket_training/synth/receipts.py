"""Till receipts as HTML."""

import html

from docket_training.synth import till_extras
from docket_training.synth.addresses import address_html
from docket_training.synth.blocks import tax_id_lines
from docket_training.synth.content import Line
from docket_training.synth.draft import Draft
from docket_training.synth.printed import plain_number
from docket_training.synth.tables import quantity, rate_text


def _item(draft: Draft, line: Line, row: int, style: int) -> str:
    mark, printer = draft.printer.mark, draft.printer
    text = mark("line.description", html.escape(line.description), line.description, row)
    count = mark("line.quantity", quantity(draft, line.quantity), plain_number(line.quantity), row)
    total = printer.amount("line.lineTotal", line.total, row, bare=True)
    price = printer.amount("line.unitPrice", line.unit_price, row, bare=True)
    code = mark("line.sellerItemId", html.escape(line.item_id), line.item_id, row)
    tax_code = draft.random.choice(["A", "B", "SR", ""]) if style % 2 else ""
    match style % 6:
        case 0:
            return f"<tr><td colspan=3>{text}</td></tr><tr><td>&nbsp;{count} x {price}</td><td></td><td class=n>{total} {tax_code}</td></tr>"
        case 1:
            return f"<tr><td>{count} {text}</td><td></td><td class=n>{total} {tax_code}</td></tr>"
        case 2:
            return f"<tr><td colspan=3>{code}</td></tr><tr><td colspan=3>{text}</td></tr><tr><td>{count} X {price}</td><td></td><td class=n>{total}</td></tr>"
        case 3:
            return f"<tr><td>{text}</td><td class=n>{count}</td><td class=n>{price}</td><td class=n>{total}</td></tr>"
        case 4:
            return f"<tr><td>{text}</td><td></td><td class=n>{total}</td></tr>"
    return f"<tr><td colspan=4>{text}</td></tr><tr><td>{code}</td><td class=n>{count}</td><td class=n>{price}</td><td class=n>{total}</td></tr>"


def _tax_part(draft: Draft) -> tuple[str, str]:
    """A line above the total and a summary under it; either may be empty."""
    content, printer, style = draft.content, draft.printer, draft.layout.seed % 4
    above = below = ""
    if style in (0, 1):
        above = f"<tr><td colspan=3>{draft.caption('totalNet')}</td><td class=n>{printer.amount('totalNet', content.net)}</td></tr>"
        rate = (
            printer.mark("tax.rate", rate_text(draft, content.taxes[0].rate), plain_number(content.taxes[0].rate), 0)
            if len(content.taxes) == 1
            else ""
        )
        above += f"<tr><td colspan=3>{draft.caption('totalTax')} {rate}</td><td class=n>{printer.amount('totalTax', content.tax)}</td></tr>"
    if style == 2 or (style == 3 and draft.random.random() < 0.5):
        head = "".join(f"<td class=n>{draft.caption(c)}</td>" for c in ("tax.rate", "tax.base", "tax.amount"))
        rows = "".join(
            f"<tr><td class=n>{printer.mark('tax.rate', rate_text(draft, t.rate), plain_number(t.rate), i)}</td><td class=n>{printer.amount('tax.base', t.base, i, True)}</td>"
            f"<td class=n>{printer.amount('tax.amount', t.amount, i, True)}</td></tr>"
            for i, t in enumerate(content.taxes)
        )
        below = f"<table class=wide><tr>{head}</tr>{rows}</table>"
    return above, below


def receipt_html(draft: Draft) -> str:
    content, printer, layout, random_ = draft.content, draft.printer, draft.layout, draft.random
    seller = content.seller
    head = [f"<b>{printer.mark('sellerName', html.escape(seller.name), seller.name)}</b>"]
    if random_.random() < 0.3:
        head.insert(0, html.escape(seller.person.upper()))
    if random_.random() < 0.35:
        head.append(f"({random_.randint(100000, 999999)}-{random_.choice('HKMPTUVWX')})")
    head.append(address_html(draft, seller, "seller"))
    if draft.shows("phone"):
        head.append(f"{draft.caption('phone')}: {seller.phone}")
    head += tax_id_lines(draft, "seller")
    meta = []
    if random_.random() < 0.85:
        meta.append(f"{draft.caption('receiptNumber')}{layout.meta_colon} {draft.identifier('invoiceNumber')}")
    time = f"{random_.randint(7, 22):02d}:{random_.randint(0, 59):02d}" + random_.choice(
        ["", f":{random_.randint(0, 59):02d}", " PM"]
    )
    caption = f"{draft.caption('issueDate')}{layout.meta_colon} " if layout.seed % 3 else ""
    meta.append(f"{caption}{printer.date('issueDate', content.dates['issueDate'])} {time}")
    if draft.shows("contact"):
        meta.append(f"{draft.caption('contact')}{layout.meta_colon} {html.escape(seller.person)}")
    meta += till_extras.service_lines(draft)
    if random_.random() < 0.4:
        meta.append(f"Kasse/POS {random_.randint(1, 9)} &nbsp; ID {random_.randint(10, 9999)}")
    title = f"<p class=centred>{draft.caption('receipt')}</p>" if random_.random() < 0.6 else ""
    heads = ""
    if layout.seed % 2:
        heads = "".join(
            f"<td class={'t' if c == 'line.description' else 'n'}>{draft.caption(c)}</td>"
            for c in ("line.description", "line.quantity", "line.unitPrice", "line.lineTotal")
        )
        heads = f"<tr>{heads}</tr>"
    items = "".join(
        _item(draft, line, i, layout.seed // 2) + till_extras.extras(draft) for i, line in enumerate(content.lines)
    )
    above, below = _tax_part(draft)
    goods = (
        f"<tr><td colspan=3>{draft.caption('goods')}</td><td class=n>{printer.money(content.goods)}</td></tr>"
        if draft.shows("goods")
        else ""
    )
    rounding = (
        f"<tr><td colspan=3>{draft.caption('rounding')}</td><td class=n>{printer.number(content.discount)}</td></tr>"
        if random_.random() < 0.15
        else ""
    )
    tip = till_extras.tip_of(draft)
    tipped = ""
    if tip:
        tipped = f"<tr><td colspan=3>{draft.caption('tip')}</td><td class=n>{printer.money(tip)}</td></tr>"
    due = content.gross + tip
    paid = due + random_.choice([0, 0, 1, 5, 10])
    cash = ""
    if random_.random() < 0.7:
        cash = f"<tr><td colspan=3>{draft.caption('cash')}</td><td class=n>{printer.money(paid)}</td></tr>"
        if random_.random() < 0.8:
            cash += f"<tr><td colspan=3>{draft.caption('change')}</td><td class=n>{printer.money(paid - due)}</td></tr>"
    total = f"<tr class=strong><td colspan=3>{draft.caption('totalGross')}</td><td class=n>{printer.amount('totalGross', due)}</td></tr>"
    rule = random_.choice(["<hr>", "-" * 32, "=" * 28, ""])
    centred = "centred" if layout.seed % 5 else ""
    thanks = html.escape(random_.choice(content.language.captions["thanks"]))
    meta_html = f"<p>{'<br>'.join(meta)}</p>"
    slip = till_extras.card_slip(draft) + till_extras.suggested_tips(draft)
    body = f"<table class=wide>{heads}{items}</table>{rule}<table class=wide>{goods}{above}{tipped}{rounding}{total}{cash}</table>{below}{slip}"
    top, bottom = (meta_html, "") if random_.random() < 0.75 else ("", meta_html)
    return (
        f"<div class='{centred}'>{'<br>'.join(head)}</div>{title}{top}{rule}{body}{bottom}<p class=centred>{thanks}</p>"
    )
