"""Lines of a description that the model missed."""

from collections.abc import Callable

from docket_training.documents.column_headings import Heading
from docket_training.documents.item_number_labels import item_number_labels
from docket_training.documents.spans import Span, TypeScores
from docket_training.documents.table_rows import Row
from docket_training.documents.text_parts import ALIGNED, text_parts
from docket_training.documents.words import Box, Page, Word, same_line, union

LINE_GAP = 0.7
"""Lines of one cell lie at most this many heights apart."""
SPACE = 0.25
"""A space between words, in heights."""
FOREIGN = 0.5
"""A word of another field of this probability ends a description."""
LEAST_SCORE = 0.1
"""The score of a line that the model does not take for a description counts as at least this."""
LEAST_LINES = 3
"""So many lines that follow show how a text is broken."""
NAME = "line.description"


def _on_line(box: Box, other: Box) -> bool:
    return same_line(Word("", box), Word("", other))


def _line_of(block: list[Span], box: Box, page: Page) -> Box:
    """The words of the block that stand on one line with `box`, as a box."""
    boxes = [page.words[i].box for span in block for i in span.words]
    return union([box, *(other for other in boxes if _on_line(other, box))])


def _is_next_line(line: Box, word: Word) -> bool:
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


class FreeText:
    """Text that belongs to no cell and to no description; what is taken leaves it."""

    def __init__(self, page: Page, scores: TypeScores, columns: list[Heading | None], rows: list[Row]) -> None:
        taken = {i for row in rows for span in (*row.cells.values(), *row.description) for i in span.words}
        taken |= item_number_labels(page, rows)
        foreign = [i for i, name in enumerate(scores.names) if i > 0 and not name.startswith("line.")]
        is_foreign = (scores.probability[:, foreign] >= FOREIGN).any(1)
        self._page = page
        self.parts = [part for part in text_parts(page, columns, taken) if not any(is_foreign[i] for i in part)]

    def take(self, part: list[int]) -> None:
        self.parts.remove(part)

    def below(self, line: Box, is_open: Callable[[list[int]], bool] = lambda _: True) -> list[int] | None:
        """The part that begins the next line of one text."""
        words = self._page.words
        return next((part for part in self.parts if _is_next_line(line, words[part[0]]) and is_open(part)), None)

    def paragraph(self, line: Box) -> Box | None:
        """The lines that follow and this one as a box, where they are broken as one text: no next word had fitted."""
        lines, firsts = [line], []
        while (part := self.below(lines[-1])) is not None:
            boxes = [self._page.words[i].box for i in part]
            lines.append(union(boxes))
            firsts.append(boxes[0])
        whole = union(lines)
        broken = all(
            before[2] + SPACE * (before[3] - before[1]) + first[2] - first[0] > whole[2]
            for first, before in zip(firsts, lines, strict=False)
        )
        return whole if len(firsts) >= LEAST_LINES and broken else None


def unsure_line(page: Page, number: int, scores: TypeScores, words: list[int]) -> Span:
    """A line of a description that the model does not take for one."""
    mean = float(scores.probability[words, scores.names.index(NAME)].mean())
    return Span(NAME, number, tuple(words), union([page.words[i].box for i in words]), max(LEAST_SCORE, mean))


def take_wrapped_lines(
    page: Page, number: int, scores: TypeScores, columns: list[Heading | None], rows: list[Row]
) -> None:
    """Add to the rows' descriptions the lines that go on with them whatever the model says.

    A line is broken where its next word did not fit into the column, or as a text of several lines is.
    """
    free = FreeText(page, scores, columns, rows)
    edges = _cell_edges(rows)
    for row in rows:
        if row.description:
            row.description = _grown(row.description, page, number, scores, free, edges)


def _wraps(line: Box, first: Word, edges: list[float]) -> bool:
    edge = min((left for left in edges if left >= line[2]), default=float("inf"))
    return first.box[2] - first.box[0] > edge - line[2] - SPACE * (line[3] - line[1])


def _grown(
    block: list[Span], page: Page, number: int, scores: TypeScores, free: FreeText, edges: list[float]
) -> list[Span]:
    spans = list(block)
    line = _line_of(spans, spans[0].box, page)
    whole: Box | None = None
    while True:
        own = next((span for span in spans if _is_next_line(line, page.words[span.words[0]])), None)
        if own is not None:
            line = _line_of(spans, own.box, page)
            continue
        part = free.below(line)
        whole = whole or free.paragraph(line)
        within = whole is not None and (line[1] + line[3]) / 2 < whole[3]
        if part is None or not (_wraps(line, page.words[part[0]], edges) or within):
            return spans
        span = unsure_line(page, number, scores, part)
        place = next((i for i, s in enumerate(spans) if (s.box[1] + s.box[3]) / 2 > span.box[1]), len(spans))
        spans.insert(place, span)
        free.take(part)
        line = _line_of(spans, span.box, page)
