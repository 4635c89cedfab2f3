"""Descriptions of line items: pieces of lines that go on below each other, and the row each belongs to."""

import numpy as np

from docket_training.documents.party_pieces import FAMILIES, SURE, WHOLE, fields_of
from docket_training.documents.segments import segments_of
from docket_training.documents.spans import Span, TypeScores
from docket_training.documents.table_rows import ROW_GAP, SAME_ROW, Row
from docket_training.documents.words import Page, same_line, union

ATTACH_GAP = 2.5
"""A description belongs to a row at most this many line heights away."""
NEXT_WORD = 1.0
"""The next word of a text is at most this many heights away."""
LEAST_OWN = 0.1
"""A piece without a word of this probability is none."""
NAME = "line.description"


def _pieces(page: Page, number: int, scores: TypeScores, rows: list[Row]) -> list[Span]:
    """Parts of segments between the cells. Among the rows no party is named: what looks so is description."""
    taken = {index for row in rows for cell in row.cells.values() for index in cell.words}
    own = scores.probability[:, scores.names.index(NAME)]
    parties = [scores.names.index(name) for family in FAMILIES for name in fields_of(family)]
    mass = own + scores.probability[:, parties].sum(1)
    top, bottom = min(row.top for row in rows), max(row.bottom for row in rows)
    pieces = []
    for segment in segments_of(page):
        parts: list[list[int]] = [[]]
        for index in segment:
            if index in taken:
                parts.append([])
            else:
                parts[-1].append(index)
        for part in parts:
            among = part and top <= page.words[part[0]].middle <= bottom
            weights = mass if among else own
            sure = [i for i in part if weights[i] >= SURE or scores.names[scores.best[i]] == NAME]
            if not sure or max(own[part]) < LEAST_OWN:
                continue
            whole = weights[part].mean() >= WHOLE
            words = part if whole else part[part.index(sure[0]) : part.index(sure[-1]) + 1]
            box = union([page.words[i].box for i in words])
            pieces.append(Span(NAME, number, tuple(words), box, float(np.clip(weights[words].mean(), 1e-9, 1.0))))
    return pieces


def _is_beside(last: Span, piece: Span, page: Page, most: float) -> bool:
    """`most`: gap in heights of the first."""
    before, first = page.words[last.words[-1]], page.words[piece.words[0]]
    return same_line(before, first) and first.box[0] - before.box[2] <= most * before.height


def _is_below(last: Span, piece: Span) -> bool:
    height = last.box[3] - last.box[1]
    gap = piece.box[1] - last.box[3]
    overlap = min(piece.box[2], last.box[2]) - max(piece.box[0], last.box[0])
    return -height <= gap <= ROW_GAP * height and overlap > 0


def _continued(blocks: list[list[Span]], piece: Span, page: Page) -> list[Span] | None:
    """The block that a piece goes on with: the last where it is the next word, else one above, else the last beside."""

    def beside(most: float) -> list[Span] | None:
        return next((b for b in blocks[-1:] if any(_is_beside(other, piece, page, most) for other in b)), None)

    above = (b for b in reversed(blocks) if any(_is_below(other, piece) for other in b))
    return beside(NEXT_WORD) or next(above, None) or beside(float("inf"))


def description_blocks(page: Page, number: int, scores: TypeScores, rows: list[Row]) -> list[list[Span]]:
    """Descriptions: a piece that does not begin one goes on with the last that it lies below, else beside."""
    column = scores.names.index(NAME)
    blocks: list[list[Span]] = []
    for piece in _pieces(page, number, scores, rows):
        begins = bool(scores.starts[piece.words[0], column]) and scores.best[piece.words[0]] == column
        block = None if begins else _continued(blocks, piece, page)
        if block is None:
            blocks.append([piece])
        else:
            block.append(piece)
    return blocks


def _distance(block: list[Span], row: Row) -> float:
    """How far a description is from a row, in line heights: 0 on its first line; above is nearer than below."""
    first, box = block[0].box, union([s.box for s in block])
    height = first[3] - first[1]
    if abs((first[1] + first[3]) / 2 - row.middle) <= SAME_ROW * max(height, row.height):
        return 0.0
    if box[1] <= row.middle <= box[3]:
        return 0.1
    if row.middle > box[3]:
        return 0.2 + max(0.0, row.top - box[3]) / height
    return 0.7 + max(0.0, box[1] - row.bottom) / height


def attach_descriptions(rows: list[Row], blocks: list[list[Span]]) -> None:
    """Give each row the nearest free description, nearest pairs first."""
    pairs = sorted(
        ((_distance(block, row), b, r) for b, block in enumerate(blocks) for r, row in enumerate(rows)),
        key=lambda pair: pair,
    )
    taken_blocks: set[int] = set()
    for distance, b, r in pairs:
        if distance <= ATTACH_GAP and b not in taken_blocks and not rows[r].description:
            rows[r].description = blocks[b]
            taken_blocks.add(b)
