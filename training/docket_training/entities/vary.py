"""A training row as another ticket might say it: other values, slips of the keyboard, two requests in one."""

import random
from collections.abc import Sequence

from docket_training.entities.marked_text import MarkedText, joined, with_values
from docket_training.entities.read_sets import holds_held_out
from docket_training.entities.values import another_value

SWAPPED, JOINED, MISTYPED, UNPUNCTUATED = 0.65, 0.12, 0.12, 0.1
BETWEEN = (". ", "\n", ", ", " and ", "! ", "? ", " ")


def swap_values(r: random.Random, text: MarkedText) -> MarkedText:
    certain = holds_held_out(text)
    values = [text.value(mark) for mark in text.marks]
    return with_values(
        text,
        [
            another_value(r, mark.kind, value) if certain or r.random() < SWAPPED else value
            for mark, value in zip(text.marks, values, strict=True)
        ],
    )


def mistype(r: random.Random, text: MarkedText) -> MarkedText:
    """One letter outside of the marks is doubled or, with its neighbour, changes places: the length of marks stays."""
    free = [
        i
        for i in range(len(text.text) - 1)
        if text.text[i : i + 2].isalpha() and not any(m.start - 1 <= i + 1 and i < m.end + 1 for m in text.marks)
    ]
    if not free:
        return text
    at = r.choice(free)
    swapped = text.text[:at] + text.text[at + 1] + text.text[at] + text.text[at + 2 :]
    return MarkedText(swapped, text.marks, text.annotated, text.source, text.group)


def unpunctuate(text: MarkedText) -> MarkedText:
    """Without the full stop or question mark at its end, where no value ends there."""
    bare = text.text.rstrip(".?! ")
    if text.marks and text.marks[-1].end > len(bare):
        return text
    return MarkedText(bare, text.marks, text.annotated, text.source, text.group)


def varied(r: random.Random, text: MarkedText, others: Sequence[MarkedText]) -> MarkedText:
    """`others`: rows of the same set, one of which may follow in the same ticket."""
    out = swap_values(r, text)
    if r.random() < UNPUNCTUATED:
        out = unpunctuate(out)
    if r.random() < MISTYPED:
        out = mistype(r, out)
    if r.random() < JOINED:
        second = swap_values(r, r.choice(others))
        out = joined(out, second, r.choice(BETWEEN))
    return out
