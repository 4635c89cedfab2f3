"""Descriptions of line items: pieces of lines that go on below each other, and the row each belongs to."""

import re
from dataclasses import dataclass, replace

import numpy as np

from docket_training.documents.column_headings import Heading
from docket_training.documents.item_number_labels import item_number_labels
from docket_training.documents.party_pieces import FAMILIES, SURE, WHOLE, fields_of
from docket_training.documents.spans import Span, TypeScores
from docket_training.documents.table_rows import ROW_GAP, SAME_ROW, Row
from docket_training.documents.text_parts import DESCRIBED, kind_over, text_parts
from docket_training.documents.words import Page, same_line, union

LEAST_END = 0.05
"""A piece neither begins nor ends with a word of less weight."""
ATTACH_GAP = 3.5
"""A description belongs to a row at most this many line heights away."""
NEXT_WORD = 1.0
"""The next word of a text is at most this many heights away."""
LEAST_OWN = 0.1
"""A piece without a word of this probability is none."""
DATE = re.compile(r"[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{2,4}")
NAME = "line.description"


def _in_their_column(pieces: list[Span], page: Page, columns: list[Heading | None]) -> list[Span]:
    """Pieces without those that begin in another column than that of descriptions, where one beside begins in that."""
    own = {piece.words[0]: kind_over(columns, piece.words[0]) for piece in pieces}
    described = [page.words[first] for first, kind in own.items() if kind == DESCRIBED]

    def stays(first: int) -> bool:
        elsewhere = own[first] is not None and own[first] != DESCRIBED
        return not (elsewhere and any(same_line(other, page.words[first]) for other in described))

    return [piece for piece in pieces if stays(piece.words[0])]


def _pieces(page: Page, number: int, scores: TypeScores, columns: list[Heading | None], rows: list[Row]) -> list[Span]:
    """Parts of segments between the cells. Among the rows no party is named: what looks so is description."""
    taken = {index for row in rows for cell in row.cells.values() for index in cell.words}
    taken |= item_number_labels(page, rows)
    own = scores.probability[:, scores.names.index(NAME)]
    parties = [scores.names.index(name) for family in FAMILIES for name in fields_of(family)]
    mass = own + scores.probability[:, parties].sum(1)
    top, bottom = min(row.top for row in rows), max(row.bottom for row in rows)
    pieces = []
    for part in text_parts(page, columns, taken):
        among = top <= page.words[part[0]].middle <= bottom
        weights = mass if among else own
        sure = [i for i in part if weights[i] >= SURE or scores.names[scores.best[i]] == NAME]
        if not sure or max(own[part]) < LEAST_OWN:
            continue
        whole = weights[part].mean() >= WHOLE
        ends = [i for i in part if weights[i] >= LEAST_END or i in sure] if whole else sure
        words = part[part.index(ends[0]) : part.index(ends[-1]) + 1]
        box = union([page.words[i].box for i in words])
        pieces.append(Span(NAME, number, tuple(words), box, float(np.clip(weights[words].mean(), 1e-9, 1.0))))
    return _in_their_column(pieces, page, columns)


def _is_beside(last: Span, piece: Span, page: Page, most: float) -> bool:
    """`most`: gap in heights of the first."""
    before, first = page.words[last.words[-1]], page.words[piece.words[0]]
    return same_line(before, first) and first.box[0] - before.box[2] <= most * before.height


def _is_below(last: Span, piece: Span) -> bool:
    height = last.box[3] - last.box[1]
    gap = piece.box[1] - last.box[3]
    overlap = min(piece.box[2], last.box[2]) - max(piece.box[0], last.box[0])
    return -height <= gap <= ROW_GAP * height and overlap > 0


def _has_own_row(block: list[Span], piece: Span, rows: list[Row]) -> bool:
    """Is there a row for the block, and another below its last line that reaches the piece, whose row it is then?"""
    height = block[0].box[3] - block[0].box[1]
    top, last, middle = ((span.box[1] + span.box[3]) / 2 for span in (block[0], block[-1], piece))
    reach = SAME_ROW * (piece.box[3] - piece.box[1])
    between = any(last + reach < row.middle <= middle + reach for row in rows)
    return between and any(abs(row.middle - top) <= ROW_GAP * height for row in rows)


def _text_of(block: list[Span], page: Page) -> list[Span]:
    """A block without its dates and the labels that end it, unless nothing else is there.

    A line that ends with a colon names what stands beside it.
    """
    texts = [piece for piece in block if not all(DATE.fullmatch(page.words[i].text) for i in piece.words)]
    last = [i for i, piece in enumerate(texts) if not page.words[piece.words[-1]].text.endswith(":")]
    return texts[: max(1, last[-1] + 1 if last else 0)] or block


def _continued(blocks: list[list[Span]], piece: Span, page: Page, rows: list[Row]) -> list[Span] | None:
    """The block that a piece goes on with: the last where it is the next word, else one above, else the last beside."""

    def beside(most: float) -> list[Span] | None:
        return next((b for b in blocks[-1:] if any(_is_beside(other, piece, page, most) for other in b)), None)

    above = next((b for b in reversed(blocks) if any(_is_below(other, piece) for other in b)), None)
    if above and _has_own_row(above, piece, rows):
        above = None
    return beside(NEXT_WORD) or above or beside(float("inf"))


def _blocks(pieces: list[Span], begins: list[bool], page: Page, rows: list[Row]) -> list[list[Span]]:
    """A piece that does not begin a description goes on with the last that it lies below, else beside.

    `rows` that have none above them as long as another has.
    """
    blocks: list[list[Span]] = []
    for piece, first in zip(pieces, begins, strict=True):
        block = None if first else _continued(blocks, piece, page, rows)
        if block is None:
            blocks.append([piece])
        else:
            block.append(piece)
    return blocks


def description_blocks(
    page: Page, number: int, scores: TypeScores, columns: list[Heading | None], rows: list[Row]
) -> list[list[Span]]:
    """Descriptions: none goes on where a row of its own begins, unless so there are as many as rows, or nearly.

    A row that stands in the middle or at the end of its description begins no other.
    """
    column = scores.names.index(NAME)
    pieces = _pieces(page, number, scores, columns, rows)
    begins = [bool(scores.starts[p.words[0], column]) and scores.best[p.words[0]] == column for p in pieces]
    blocks = _blocks(pieces, begins, page, rows)
    if missed := abs(len(blocks) - len(rows)):
        whole = _blocks(pieces, begins, page, [])
        if abs(len(whole) - len(rows)) < missed:
            blocks = whole
    return [_text_of(block, page) for block in blocks]


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


@dataclass(frozen=True)
class _Pairing:
    """Pairs chosen so far, the last first."""

    cost: float
    row: Row | None = None
    block: list[Span] | None = None
    before: "_Pairing | None" = None


def attach_descriptions(rows: list[Row], blocks: list[list[Span]]) -> None:
    """Pair descriptions and rows, both from the top, so that they lie nearest to each other all in all.

    A row without one counts as the furthest that one may be.
    """
    from_top = sorted(blocks, key=lambda block: (block[0].box[1] + block[0].box[3]) / 2)
    best = [_Pairing(0.0)] * (len(from_top) + 1)
    for row in rows:
        following: list[_Pairing] = []
        for place, pairing in enumerate(best):
            least = replace(pairing, cost=pairing.cost + ATTACH_GAP)
            if place > 0:
                if following[place - 1].cost < least.cost:
                    least = following[place - 1]
                gap, before = _distance(from_top[place - 1], row), best[place - 1]
                if gap <= ATTACH_GAP and before.cost + gap < least.cost:
                    least = _Pairing(before.cost + gap, row, from_top[place - 1], before)
            following.append(least)
        best = following
    pairing: _Pairing | None = best[-1]
    while pairing is not None:
        if pairing.row is not None and pairing.block is not None:
            pairing.row.description = list(pairing.block)
        pairing = pairing.before
