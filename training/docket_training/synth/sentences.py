"""Sentences and lines of text that hold a number, a date or an amount."""

import html
from datetime import timedelta

from docket_training.synth.draft import Draft
from docket_training.synth.identifiers import document_number

CODES = {"invoice": "380", "credit-note": "381"}


def title_line(draft: Draft, title: str, caption: str) -> str:
    """The title with number and date in one line: "Invoice (380) no. 17 dated 3 May 2024". `caption` names the number."""
    house, printer = draft.house("title line"), draft.printer
    parts = [title]
    if house.random() < 0.2 and draft.content.kind in CODES:
        parts.append(f"({CODES[draft.content.kind]})")
    short = house.random() < 0.8
    parts.append(draft.caption("number.short") if short else caption)
    parts.append(draft.identifier("invoiceNumber"))
    if house.random() < 0.65:
        parts += [draft.caption("dated"), printer.date("issueDate", draft.content.dates["issueDate"])]
    return house.choice([" ", " ", " &nbsp; "]).join(part for part in parts if part)


def place_and_date(draft: Draft) -> str:
    """The date of the paper behind the town of the seller, as on letters."""
    town = "".join(c for c in draft.content.seller.address[draft.content.seller.city_at] if not c.isdigit()).strip(
        " -,"
    )
    date = draft.printer.date("issueDate", draft.content.dates["issueDate"])
    return draft.caption("place.date").replace("{place}", html.escape(town)).replace("{date}", date)


def due_sentence(draft: Draft) -> str:
    """When to pay, and sometimes what, in a sentence."""
    content, printer = draft.content, draft.printer
    sentence = draft.caption("due.sentence")
    if "{amount}" in sentence:
        sentence = sentence.replace("{amount}", printer.amount("amountDue", content.due))
    return sentence.replace("{date}", printer.date("dueDate", content.dates["dueDate"]))


def intro_sentence(draft: Draft, marked: bool = True) -> str:
    """What the paper charges for, in some languages and layouts with the date of an order or of the delivery.

    `marked`: whether the place can hold a label; where it cannot, no delivery is spoken of.
    """
    choices = draft.content.language.captions["intro"]
    choice = draft.random.choice([c for c in choices if marked or "{delivered}" not in c])
    sentence = html.escape(choice).replace("{date}", html.escape(draft.printer.day(draft.content.dates["orderDate"])))
    if "{delivered}" not in sentence:
        return sentence
    return sentence.replace("{delivered}", draft.printer.date("deliveryDate", draft.content.dates["deliveryDate"]))


def order_sentence(draft: Draft) -> str:
    """A reference to the order, or to another paper of the seller's, with its number and date."""
    random_, content = draft.random, draft.content
    ordered = random_.random() < 0.6
    day = content.dates["orderDate"] - timedelta(days=random_.randint(0, 40))
    caption = draft.caption("orderReference" if ordered else "ourReference")
    other = html.escape(document_number(random_, day.year))
    number = draft.identifier("orderReference") if ordered else other
    short = draft.caption("number.short") if random_.random() < 0.5 else ""
    return f"{caption} {short} {number} {draft.caption('dated')} {html.escape(draft.printer.day(day))}."


def legal_sentences(draft: Draft, most: int) -> list[str]:
    choices = draft.content.language.captions["legal"]
    return [html.escape(s) for s in draft.random.sample(choices, min(len(choices), draft.random.randint(1, most)))]
