"""Texts with marked values, and their words."""

from dataclasses import dataclass, replace
from unicodedata import category

WORDLIKE, BLANK = "LMN", "ZC"
"""Major classes of Unicode: letters, marks and numbers make words; separators and controls part them."""


@dataclass(frozen=True)
class Mark:
    """A value in the text; `kind` is None where the set names one that is not offered."""

    kind: str | None
    start: int
    end: int


@dataclass(frozen=True)
class MarkedText:
    """`marks` in reading order, none over another; `annotated`: the kinds that the set marks, others stay open."""

    text: str
    marks: tuple[Mark, ...]
    annotated: tuple[str, ...]
    source: str
    group: str

    def value(self, mark: Mark) -> str:
        return self.text[mark.start : mark.end]


def words_of(text: str) -> list[tuple[int, int]]:
    """Start and end of every word: a run of letters and digits, or any other visible character alone."""
    words: list[tuple[int, int]] = []
    open_ = False
    for place, character in enumerate(text):
        major = category(character)[0]
        if major in WORDLIKE and open_:
            words[-1] = (words[-1][0], place + 1)
        elif major not in BLANK:
            words.append((place, place + 1))
        open_ = major in WORDLIKE
    return words


def with_values(text: MarkedText, values: list[str]) -> MarkedText:
    """The text with other values in the places of its marks."""
    parts, marks, at, length = [], [], 0, 0
    for mark, value in zip(text.marks, values, strict=True):
        between = text.text[at : mark.start]
        start = length + len(between)
        parts += [between, value]
        marks.append(Mark(mark.kind, start, start + len(value)))
        at, length = mark.end, start + len(value)
    return replace(text, text="".join([*parts, text.text[at:]]), marks=tuple(marks))


def joined(first: MarkedText, second: MarkedText, between: str) -> MarkedText:
    """Two texts of one set as one ticket."""
    shift = len(first.text) + len(between)
    moved = tuple(Mark(m.kind, m.start + shift, m.end + shift) for m in second.marks)
    return replace(first, text=f"{first.text}{between}{second.text}", marks=(*first.marks, *moved))
