"""Chooses the totals of a document together: what the words say of each, and whether the sums close."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

from docket_training.documents.fields import ALWAYS_PRINTED, RESCUE_ALWAYS_PRINTED, RESCUE_PROBABILITY
from docket_training.documents.found import Found
from docket_training.documents.roundings import STEP, cents, roundings
from docket_training.documents.spans import Span, TypeScores, amount_spans
from docket_training.documents.values import Habits, value_of
from docket_training.documents.words import Page

TOTALS = ("totalNet", "totalTax", "totalGross", "totalPrepaid", "amountDue")
FLOOR = 0.02
"""Words below this probability are no candidates."""
MOST_CANDIDATES = 5
CLOSES = 3.0
"""Log-odds that a sum which closes adds: net + tax = gross, gross - prepaid = due, gross before and after rounding."""
IMPLAUSIBLE = 4.0
"""Log-odds against a tax of another sign than its net total or beyond HIGHEST_TAX."""
HIGHEST_TAX = 0.35
"""Share of the net total: no value added tax is higher, with room for other duties."""
CENT = 0.011
"""Sums close to one cent: printed totals are rounded."""


@dataclass(frozen=True)
class Candidate:
    """A value of one total; `log_odds` are those against the total being absent."""

    value: str | None
    log_odds: float
    best: Span | None

    @property
    def number(self) -> float | None:
        return None if self.value is None else float(self.value)


ABSENT = Candidate(None, 0.0, None)
Assignment = tuple[Candidate, ...]
"""One candidate a total, in the order of TOTALS."""


def candidates(name: str, pages: list[Page], scores: list[TypeScores], habits: Habits) -> list[Candidate]:
    """Absent first, then the values with the most support. Spans of one value add up."""
    support: dict[str, float] = {}
    best: dict[str, Span] = {}
    for number, (page, score) in enumerate(zip(pages, scores, strict=True)):
        for span in amount_spans(name, number, page, score, FLOOR):
            value = value_of(name, "amount", [page.words[i] for i in span.words], habits)
            if value is None:
                continue
            support[value] = support.get(value, 0.0) + span.score
            if value not in best or span.score > best[value].score:
                best[value] = span
    if not support:
        return [ABSENT]
    least = RESCUE_ALWAYS_PRINTED if name in ALWAYS_PRINTED else RESCUE_PROBABILITY
    absent = least / (1 - least) * max(1e-6, 1 - max(span.score for span in best.values()))
    ranked = sorted(support, key=lambda value: -support[value])[:MOST_CANDIDATES]
    return [ABSENT, *(Candidate(value, math.log(support[value] / absent), best[value]) for value in ranked)]


def unrounded(gross: float | None, sizes: Sequence[int], printed: Collection[int]) -> float | None:
    """The total before the printed rounding, where this one comes after it: a multiple of STEP, which the other is not.

    `sizes` of roundings and `printed` values that may be the gross total are in cents.
    """
    if gross is None or cents(gross) % STEP:
        return None
    before = (total for size in sizes for total in (cents(gross) - size, cents(gross) + size))
    found = next((total for total in before if total % STEP and total in printed), None)
    return None if found is None else found / 100


def taxed(net: float | None, tax: float | None, gross: float | None) -> float:
    """What speaks for these three together."""
    score = 0.0
    if tax is not None and (net is not None or gross is not None):
        base = net if net is not None else gross - tax
        if tax * base < 0 or abs(tax) > HIGHEST_TAX * abs(base):
            score -= IMPLAUSIBLE
        elif tax != 0 and net is not None and gross is not None and abs(net + tax - gross) < CENT:
            score += CLOSES
    return score


def paid(gross: float | None, prepaid: float | None, due: float | None) -> float:
    """What speaks for these three together."""
    if gross is None or due is None or not prepaid:
        return 0.0
    return CLOSES if abs(gross - abs(prepaid) - due) < CENT else 0.0


def _score(assignment: Assignment, sizes: Sequence[int], printed: Collection[int]) -> float:
    net, tax, gross, prepaid, due = (candidate.number for candidate in assignment)
    before = unrounded(gross, sizes, printed)
    # A tax as small as a rounding is one.
    taxable = before if before is not None and cents(tax or 0) > STEP else gross
    sums = taxed(net, tax, taxable) + paid(gross, prepaid, due)
    return sum(c.log_odds for c in assignment) + sums + (0.0 if before is None else CLOSES)


def totals(pages: list[Page], scores: list[TypeScores], habits: Habits) -> dict[str, Found]:
    """The likeliest assignment. `raw` is the marginal probability of a value over all assignments."""
    options = [candidates(name, pages, scores, habits) for name in TOTALS]
    sizes = [size for page in pages for size in roundings(page, habits.decimal_mark)]
    printed = {cents(c.number) for c in options[TOTALS.index("totalGross")] if c.number is not None}
    weighed = [(assignment, _score(assignment, sizes, printed)) for assignment in product(*options)]
    best, highest = max(weighed, key=lambda pair: pair[1])
    weights = [math.exp(score - highest) for _, score in weighed]
    found = {}
    for place, (name, chosen) in enumerate(zip(TOTALS, best, strict=True)):
        if chosen.value is None or chosen.best is None:
            continue
        shares = (w for (assignment, _), w in zip(weighed, weights, strict=True) if assignment[place] is chosen)
        value = chosen.value.removeprefix("-") if name == "totalPrepaid" else chosen.value
        raw = sum(shares) / sum(weights)
        found[name] = Found(value, raw, chosen.best.page, chosen.best.box, chosen.best.words)
    return found
