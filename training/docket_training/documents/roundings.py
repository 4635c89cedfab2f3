"""What a receipt calls the rounding of its total."""

import math
import re

from docket_training.documents.numbers_as_printed import CENTS, parse_number
from docket_training.documents.words import Page, same_line

_NAME = re.compile(r"^ro?und", re.IGNORECASE)
STEP = 5
"""Cash is paid in steps of five cents; some round to ten."""
REACH = 40.0
"""A rounding stands at most this many heights behind its name."""


def cents(amount: float) -> int:
    """Whole cents, half rounded up as in JavaScript."""
    return math.floor(100 * amount + 0.5)


def roundings(page: Page, mark: str) -> list[int]:
    """The sizes in cents, from 1 to 5, of the amounts that a page calls a rounding."""
    found = []
    for name in (word for word in page.words if _NAME.search(word.text)):
        reach = REACH * (name.box[3] - name.box[1])
        for word in page.words:
            if not CENTS.search(word.text) or not 0 <= word.box[0] - name.box[2] <= reach or not same_line(name, word):
                continue
            amount = parse_number(word.text, "amount", mark)
            size = abs(cents(float(amount))) if amount is not None else 0
            if 0 < size <= STEP:
                found.append(size)
    return found
