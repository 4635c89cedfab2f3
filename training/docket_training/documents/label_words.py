"""What the label beside a value says of it, by the patterns of `models/decode/label-words.ts`."""

import re
from functools import cache
from pathlib import Path

from docket_training.documents.heading_words import patterns_of, plain_heading

SOURCE = Path(__file__).parents[3] / "models" / "decode" / "label-words.ts"


@cache
def labels() -> list[tuple[str, re.Pattern]]:
    """Header fields with their patterns; the first that matches a whole label decides."""
    return patterns_of(SOURCE, "LABELS")


def labelled_field(text: str) -> str | None:
    """The header field that a label names, words joined by spaces."""
    plain = plain_heading(text)
    return next((field for field, pattern in labels() if pattern.match(plain)), None)
