"""Is a value right, and how many are? The rules of the acceptance of values, in this package's own words."""

from collections import Counter
from decimal import Decimal, InvalidOperation

from docket_training.documents.align_text import letters, similarity
from docket_training.documents.vocabulary_of_fields import value_types

NUMBERS = ("amount", "unitPrice", "quantity", "rate")
CLOSE = 0.9
"""Names and texts that are this similar without case, accents and punctuation count as the same."""


def same_value(name: str, truth: str, value: str | None, exact: bool = False) -> bool:
    """Numbers by value, dates and identifiers by their characters, texts by similarity unless `exact`."""
    if value is None:
        return False
    kind = value_types()[name]
    if kind in NUMBERS:
        try:
            return Decimal(truth) == Decimal(value)
        except InvalidOperation:
            return False
    if kind == "date":
        return truth == value
    a, b = letters(truth), letters(value)
    return a == b or (kind == "text" and not exact and similarity(a, b) >= CLOSE)


class Counts:
    """Truth, predicted and right values by field."""

    def __init__(self) -> None:
        self.truth: Counter[str] = Counter()
        self.predicted: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def add(self, name: str, truth: str | None, value: str | None, exact: bool = False) -> bool:
        right = truth is not None and same_value(name, truth, value, exact)
        self.truth[name] += truth is not None
        self.predicted[name] += value is not None
        self.right[name] += right
        return right

    def totals(self, name: str | None = None) -> tuple[int, int, int]:
        """True, predicted and right values of a field, or of all."""
        truth, predicted, right = (c[name] if name else c.total() for c in (self.truth, self.predicted, self.right))
        return truth, predicted, right

    def f1(self, name: str | None = None) -> float:
        """F1 of a field, or over all."""
        truth, predicted, right = self.totals(name)
        return 2 * right / (truth + predicted) if truth + predicted else 0.0
