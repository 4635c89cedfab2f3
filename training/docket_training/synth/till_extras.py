"""What else tills print: table and server, extras of dishes without a price, tips, and the slip of the card terminal."""

import html
from decimal import Decimal

from docket_training.synth.content import cents
from docket_training.synth.draft import Draft
from docket_training.synth.identifiers import digits
from docket_training.synth.word_stock import words

TIPPING = 0.18
"""Share of layouts of houses that take tips."""


def tips(draft: Draft) -> bool:
    return draft.house("tips").random() < TIPPING


def tip_of(draft: Draft) -> Decimal:
    """A tip that the total holds; nothing on most papers."""
    if not tips(draft) or draft.house("tip in total").random() >= 0.5:
        return Decimal(0)
    return cents(draft.content.gross * draft.random.choice([10, 15, 18, 20]) / 100)


def service_lines(draft: Draft) -> list[str]:
    """Table, server and number of the order."""
    house, random_, lines = draft.house("service lines"), draft.random, []
    for caption in draft.content.language.captions["table.no"]:
        if house.random() < 0.12 or (tips(draft) and house.random() < 0.5):
            value = html.escape(random_.choice([draft.content.seller.person.split()[0], str(random_.randint(1, 400))]))
            lines.append(f"{html.escape(caption)}: {value}")
    return [" &nbsp; ".join(lines)] if lines and house.random() < 0.5 else lines


def extras(draft: Draft) -> str:
    """Extras of a dish in a row of their own: no item."""
    if draft.house("extras").random() >= 0.15 or draft.random.random() >= 0.4:
        return ""
    text = html.escape(words(draft.random, 1, 2))
    return f"<tr><td colspan=4>&nbsp; {draft.house('extras').choice(['', '+ ', '- ', '* '])}{text}</td></tr>"


def suggested_tips(draft: Draft) -> str:
    """Tips that are only proposed, and lines to write one on."""
    house, content = draft.house("suggested tips"), draft.content
    if not tips(draft) or house.random() >= 0.6:
        return ""
    if house.random() < 0.5:
        return f"<p>{draft.caption('tip')}: ____________<br>{draft.caption('totalGross')}: ____________</p>"
    lines = (f"{rate}%: {draft.printer.money(cents(content.gross * rate / 100))}" for rate in (15, 18, 20))
    return f"<p class=centred>{draft.caption('tip')}<br>{'<br>'.join(lines)}</p>"


def card_slip(draft: Draft) -> str:
    """What the card terminal adds: numbers, a time and the amount once more."""
    house, random_ = draft.house("card slip"), draft.random
    if house.random() >= 0.25:
        return ""
    values = [f"{'X' * 12}{digits(random_, 4)}", digits(random_, 6), f"A{digits(random_, 13)}", digits(random_, 8)]
    lines = [
        f"{html.escape(caption)}: {value}"
        for caption, value in zip(draft.content.language.captions["card.slip"], values, strict=False)
    ]
    lines.insert(0, house.choice(["VISA", "Mastercard", "VISA Debit", "Maestro", "EC", "AMEX"]))
    lines.append(draft.printer.money(draft.content.gross))
    return f"<hr><p>{'<br>'.join(lines)}</p>"
