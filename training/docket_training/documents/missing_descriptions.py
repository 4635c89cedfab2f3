"""Descriptions of rows that the model found none for."""

import re

from docket_training.documents.column_headings import Heading
from docket_training.documents.spans import Span, TypeScores
from docket_training.documents.table_rows import CORE, SAME_ROW, Row
from docket_training.documents.text_parts import ALIGNED, DESCRIBED, kind_over
from docket_training.documents.words import Box, Page, union
from docket_training.documents.wrapped_lines import FreeText, unsure_line

LETTERS = re.compile(r"[^\W\d_]{3}")


def take_missing(page: Page, number: int, scores: TypeScores, columns: list[Heading | None], rows: list[Row]) -> None:
    """Give rows with all their numbers the text that stands on their line, and the lines that follow it.

    It stands under the heading of descriptions, else where other descriptions begin.
    """
    free = FreeText(page, scores, columns, rows)
    lefts = [row.description[0].box[0] for row in rows if row.description]

    def box_of(part: list[int]) -> Box:
        return union([page.words[i].box for i in part])

    def is_aligned(part: list[int]) -> bool:
        box = box_of(part)
        named = any(LETTERS.search(page.words[i].text) for i in part)
        return named and any(abs(left - box[0]) <= ALIGNED * (box[3] - box[1]) for left in lefts)

    def line_of(row: Row) -> list[int] | None:
        beside = []
        for part in free.parts:
            box = box_of(part)
            if abs((box[1] + box[3]) / 2 - row.middle) <= SAME_ROW * max(box[3] - box[1], row.height):
                beside.append(part)
        under = (part for part in beside if kind_over(columns, part[0]) == DESCRIBED)
        return next(under, None) or next((part for part in beside if is_aligned(part)), None)

    def text_of(row: Row) -> list[Span]:
        def is_open(part: list[int]) -> bool:
            box = box_of(part)
            middle = (box[1] + box[3]) / 2
            return not any(other is not row and other.top <= middle <= other.bottom for other in rows)

        spans: list[Span] = []
        line = line_of(row)
        while line is not None:
            free.take(line)
            spans.append(unsure_line(page, number, scores, line))
            line = free.below(box_of(line), is_open)
        return spans

    for row in rows:
        if not row.description and all(name in row.cells for name in CORE):
            row.description = text_of(row)
