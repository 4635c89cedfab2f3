"""Lines of a description that the model missed."""

import numpy as np

from docket_training.documents.segments import segments_of
from docket_training.documents.spans import Span, TypeScores
from docket_training.documents.table_rows import Row
from docket_training.documents.words import Box, Page, Word, same_line, union

LINE_GAP = 0.7
"""Lines of one cell lie at most this many heights apart."""
ALIGNED = 0.5
"""Lines of one cell begin at most this many heights beside each other."""
SPACE = 0.25
"""A space between words, in heights."""
FOREIGN = 0.5
"""A word of another field of this probability ends a description."""
LEAST_SCORE = 0.1
"""The score of a line that the model does not take for a description counts as at least this."""
NAME = "line.description"


def _on_line(box: Box, other: Box) -> bool:
    return same_line(Word("", box), Word("", other))


def _line_of(block: list[Span], box: Box, page: Page) -> Box:
    """The words of the block that stand on one line with `box`, as a box."""
    boxes = [page.words[i].box for span in block for i in span.words]
    return union([box, *(other for other in boxes if _on_line(other, box))])


def _is_below(line: Box, word: Word) -> bool:
    height = line[3] - line[1]
    gap = word.box[1] - line[3]
    return word.middle > line[3] and gap <= LINE_GAP * height and abs(word.box[0] - line[0]) <= ALIGNED * height


def _cell_edges(rows: list[Row]) -> list[float]:
    """The left edges of cells that stand on one line with the beginning of their row's description."""
    return [
        cell.box[0]
        for row in rows
        for cell in row.cells.values()
        if row.description and _on_line(cell.box, row.description[0].box)
    ]


def take_wrapped_lines(page: Page, number: int, scores: TypeScores, rows: list[Row]) -> None:
    """Add to the rows' descriptions the lines that go on with them whatever the model says.

    A line is broken where its next word did not fit into the column.
    """
    taken = {i for row in rows for span in (*row.cells.values(), *row.description) for i in span.words}
    foreign = [i for i, name in enumerate(scores.names) if i > 0 and not name.startswith("line.")]
    is_foreign = (scores.probability[:, foreign] >= FOREIGN).any(1)
    free = [s for s in segments_of(page) if not any(i in taken or is_foreign[i] for i in s)]
    edges = _cell_edges(rows)
    column = scores.names.index(NAME)
    for row in rows:
        if row.description:
            row.description = _grown(row.description, page, number, scores.probability[:, column], free, edges)


def _grown(
    block: list[Span], page: Page, number: int, probability: np.ndarray, free: list[list[int]], edges: list[float]
) -> list[Span]:
    spans = list(block)
    line = _line_of(spans, spans[0].box, page)
    while True:
        own = next((span for span in spans if _is_below(line, page.words[span.words[0]])), None)
        if own is not None:
            line = _line_of(spans, own.box, page)
            continue
        following = next((segment for segment in free if _is_below(line, page.words[segment[0]])), None)
        if following is None:
            return spans
        first = page.words[following[0]]
        edge = min((left for left in edges if left >= line[2]), default=float("inf"))
        if first.box[2] - first.box[0] <= edge - line[2] - SPACE * (line[3] - line[1]):
            return spans
        box = union([page.words[i].box for i in following])
        score = max(LEAST_SCORE, float(probability[following].mean()))
        place = next((i for i, s in enumerate(spans) if (s.box[1] + s.box[3]) / 2 > box[1]), len(spans))
        spans.insert(place, Span(NAME, number, tuple(following), box, score))
        free.remove(following)
        line = _line_of(spans, box, page)
