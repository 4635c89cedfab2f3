"""Rows that are allowances or charges of a whole document or of another line."""

import re
from functools import cache
from pathlib import Path

from docket_training.documents.heading_words import plain_heading
from docket_training.documents.table_rows import Row
from docket_training.documents.words import Page

SOURCE = Path(__file__).parents[3] / "models" / "decode" / "allowances.ts"
LEAST_LETTERS = 3


@cache
def allowance() -> re.Pattern:
    """What they are called, by the pattern of `models/decode/allowances.ts`."""
    found = re.search(r"const ALLOWANCE =\s*/(\^.*\$)/;", SOURCE.read_text(encoding="utf8"))
    if found is None:
        raise ValueError(f"{SOURCE}: no pattern ALLOWANCE; the names of allowances must be declared there")
    return re.compile(found.group(1))


def _has_letters(text: str) -> bool:
    return bool(re.search(rf"[^\W\d_]{{{LEAST_LETTERS}}}", text))


def is_allowance(row: Row, page: Page) -> bool:
    """Does the line that the row stands on begin with the name of an allowance or a charge?"""
    beside = [word for word in page.words if row.top <= word.middle <= row.bottom and _has_letters(word.text)]
    first = min(beside, key=lambda word: word.box[0], default=None)
    return first is not None and bool(allowance().match(plain_heading(first.text)))
