"""Values that follow from others on the page; each says `rule` and carries the boxes of what it was derived from."""

from dataclasses import replace
from decimal import Decimal

from docket_training.documents.currencies import vote
from docket_training.documents.found import Found
from docket_training.documents.numbers_as_printed import plain_decimal
from docket_training.documents.words import Page

NEIGHBOURS = 1
"""Words this far before and after a total count as beside it for the currency."""


def currency_by_vote(pages: list[Page], fields: dict[str, Found]) -> Found | None:
    """The currency most words name; words of and beside the totals weigh more."""
    places = [(number, index) for number, page in enumerate(pages) for index in range(len(page.words))]
    order = {place: i for i, place in enumerate(places)}
    heavy = set()
    for name in ("totalGross", "amountDue"):
        if name in fields:
            for word in fields[name].words:
                at = order[fields[name].page, word]
                heavy |= set(range(at - NEIGHBOURS, at + NEIGHBOURS + 1))
    winner = vote([pages[n].words[i].text for n, i in places], heavy)
    if winner is None:
        return None
    code, share, voters = winner
    number, index = places[voters[0]]
    return Found(code, share, number, pages[number].words[index].box, (index,), "rule")


def derive(fields: dict[str, Found], taxes: list[dict[str, Found]]) -> None:
    """Complete fields and taxes in place.

    1. One tax row without amount: the total tax is its amount; without base: the net total is its base.
    2. No total tax, every tax row has an amount: their sum.
    3. No amount due: the gross total less what is prepaid. No gross total, nothing prepaid: the amount due.
    """
    if len(taxes) == 1:
        for column, name in (("amount", "totalTax"), ("base", "totalNet")):
            if column not in taxes[0] and name in fields:
                taxes[0][column] = replace(fields[name], source="rule")
    if "totalTax" not in fields and taxes and all("amount" in row for row in taxes):
        amounts = [row["amount"] for row in taxes]
        total = sum((Decimal(a.value) for a in amounts), Decimal(0))
        fields["totalTax"] = replace(
            amounts[0], value=plain_decimal(total, 2), raw=min(a.raw for a in amounts), source="rule"
        )
    if "amountDue" not in fields and "totalGross" in fields:
        gross, prepaid = fields["totalGross"], fields.get("totalPrepaid")
        due = Decimal(gross.value) - abs(Decimal(prepaid.value)) if prepaid else Decimal(gross.value)
        raw = min(gross.raw, prepaid.raw) if prepaid else gross.raw
        fields["amountDue"] = replace(gross, value=plain_decimal(due, 2), raw=raw, source="rule")
    elif "totalGross" not in fields and "amountDue" in fields and "totalPrepaid" not in fields:
        fields["totalGross"] = replace(fields["amountDue"], source="rule")
