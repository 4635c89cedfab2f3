"""Parts of lines between words that are taken."""

from docket_training.documents.column_headings import Heading
from docket_training.documents.segments import segments_of
from docket_training.documents.words import Page

DESCRIBED = "description"
ALIGNED = 0.5
"""Lines of one column begin at most this many heights beside each other."""


def kind_over(columns: list[Heading | None], index: int) -> str | None:
    """The kind of the heading over a word."""
    heading = columns[index]
    return heading.kind if heading else None


def text_parts(page: Page, columns: list[Heading | None], taken: set[int]) -> list[list[int]]:
    """Parts of the page's segments between words that are taken, cut where the column of descriptions begins."""
    segments = segments_of(page)
    lefts = [page.words[s[0]].box[0] for s in segments if kind_over(columns, s[0]) == DESCRIBED]

    def is_cut(before: int, index: int) -> bool:
        heading = columns[before]
        if heading is None or heading.kind == DESCRIBED or kind_over(columns, index) != DESCRIBED:
            return False
        word = page.words[index]
        return heading.kind is not None or any(abs(left - word.box[0]) <= ALIGNED * word.height for left in lefts)

    parts: list[list[int]] = []
    for segment in segments:
        part: list[int] | None = None
        for place, index in enumerate(segment):
            if index in taken or (place > 0 and is_cut(segment[place - 1], index)):
                part = None
            if index in taken:
                continue
            if part is None:
                part = []
                parts.append(part)
            part.append(index)
    return parts
