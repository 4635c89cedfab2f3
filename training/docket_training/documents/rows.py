"""Line items and tax rows: cells become rows by geometry."""

from dataclasses import dataclass, field

import numpy as np

from docket_training.documents.found import Found
from docket_training.documents.spans import Span, TypeScores, cell_spans
from docket_training.documents.values import Habits, value_of
from docket_training.documents.vocabulary_of_fields import line_types, tax_types, value_types
from docket_training.documents.words import Page, same_line, union

SAME_ROW = 0.5
"""Cells belong to one row when their middles differ by at most this share of their height."""
BLOCK_GAP = 1.5
"""A description goes on over a vertical gap of at most this many line heights."""
ATTACH_GAP = 2.5
"""A description belongs to a row at most this many line heights away."""
CORE = ("line.quantity", "line.unitPrice", "line.lineTotal")


@dataclass
class Row:
    """Cells by column; several spans make one description."""

    page: int
    cells: dict[str, Span] = field(default_factory=dict)
    description: list[Span] = field(default_factory=list)

    @property
    def top(self) -> float:
        return min(c.box[1] for c in self.cells.values())

    @property
    def bottom(self) -> float:
        return max(c.box[3] for c in self.cells.values())

    @property
    def middle(self) -> float:
        return sum((c.box[1] + c.box[3]) / 2 for c in self.cells.values()) / len(self.cells)

    @property
    def height(self) -> float:
        return sum(c.box[3] - c.box[1] for c in self.cells.values()) / len(self.cells)


def group_rows(cells: list[Span], number: int) -> list[Row]:
    """Rows from top to bottom; of two cells of one column in a row the likelier stays."""
    rows: list[Row] = []
    for cell in sorted(cells, key=lambda c: (c.box[1] + c.box[3]) / 2):
        middle, height = (cell.box[1] + cell.box[3]) / 2, cell.box[3] - cell.box[1]
        if not rows or abs(middle - rows[-1].middle) > SAME_ROW * max(height, rows[-1].height):
            rows.append(Row(number))
        present = rows[-1].cells.get(cell.name)
        if present is None or cell.score > present.score:
            rows[-1].cells[cell.name] = cell
    return rows


def merge_split_rows(rows: list[Row]) -> list[Row]:
    """Unite an item printed on two lines: a row without total goes to a neighbour that has one and none of its columns.

    Only where at least half of the rows have a total. The row above goes first.
    """
    with_total = [row for row in rows if "line.lineTotal" in row.cells]
    if 2 * len(with_total) < len(rows):
        return rows
    kept = list(rows)
    for row in rows:
        if "line.lineTotal" in row.cells:
            continue
        place = kept.index(row)
        for neighbour in (place - 1, place + 1):
            if not 0 <= neighbour < len(kept):
                continue
            other = kept[neighbour]
            gap = max(row.top, other.top) - min(row.bottom, other.bottom)
            fits = "line.lineTotal" in other.cells and not row.cells.keys() & other.cells.keys()
            if fits and gap <= BLOCK_GAP * row.height:
                other.cells.update(row.cells)
                kept.remove(row)
                break
    return kept


def take_loose_cells(rows: list[Row]) -> list[Row]:
    """Rows with a quantity, unit price or total; loose cells go to the nearest of these that lacks their column."""
    core = [row for row in rows if any(name in row.cells for name in CORE)]
    for row in rows:
        if any(row is other for other in core):
            continue
        for cell in row.cells.values():
            height = cell.box[3] - cell.box[1]
            gaps = [
                (max(cell.box[1], other.top) - min(cell.box[3], other.bottom), i)
                for i, other in enumerate(core)
                if cell.name not in other.cells
            ]
            gap, nearest = min(gaps, default=(0.0, -1))
            if nearest >= 0 and gap <= BLOCK_GAP * height:
                core[nearest].cells[cell.name] = cell
    return core


def description_blocks(page: Page, number: int, scores: TypeScores) -> list[list[Span]]:
    """Descriptions: a piece that does not begin one goes on with the last where it lies below or beside it."""
    column = scores.names.index("line.description")
    blocks: list[list[Span]] = []
    for piece in cell_spans("line.description", number, page, scores):
        begins = bool(scores.starts[piece.words[0], column])
        if blocks and not begins:
            last = blocks[-1][-1]
            height = last.box[3] - last.box[1]
            beside = same_line(page.words[last.words[-1]], page.words[piece.words[0]])
            gap = piece.box[1] - last.box[3]
            overlap = min(piece.box[2], last.box[2]) - max(piece.box[0], last.box[0])
            if beside or (-height <= gap <= BLOCK_GAP * height and overlap > 0):
                blocks[-1].append(piece)
                continue
        blocks.append([piece])
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


def _found(name: str, spans: list[Span], page: Page, number: int, habits: Habits) -> Found | None:
    words = [i for span in spans for i in span.words]
    value = value_of(name, value_types()[name], [page.words[i] for i in words], habits)
    if value is None:
        return None
    raw = float(np.exp(sum(len(s.words) * np.log(s.score) for s in spans) / len(words)))
    return Found(value, raw, number, union([s.box for s in spans]), tuple(words))


def line_items(pages: list[Page], scores: list[TypeScores], habits: Habits) -> list[dict[str, Found]]:
    """Line items of all pages from top to bottom: rows with a quantity, a unit price or a total."""
    items = []
    columns = [name for name in line_types() if name != "description"]
    for number, (page, score) in enumerate(zip(pages, scores, strict=True)):
        cells = [c for name in columns for c in cell_spans(f"line.{name}", number, page, score)]
        rows = merge_split_rows(group_rows(cells, number))
        rows = take_loose_cells(rows)
        attach_descriptions(rows, description_blocks(page, number, score))
        for row in rows:
            item = {}
            for name in line_types():
                cell = row.cells.get(f"line.{name}")
                spans = row.description if name == "description" else [cell] if cell else []
                found = _found(f"line.{name}", spans, page, number, habits) if spans else None
                if found is not None:
                    item[name] = found
            if any(f"line.{name}" in CORE for name in item):
                items.append(item)
    return items


def tax_rows(pages: list[Page], scores: list[TypeScores], habits: Habits) -> list[dict[str, Found]]:
    """Tax rows of all pages with a rate or an amount; a row that repeats another's values is left out."""
    taxes: list[dict[str, Found]] = []
    seen: set[tuple] = set()
    for number, (page, score) in enumerate(zip(pages, scores, strict=True)):
        cells = [c for name in tax_types() for c in cell_spans(f"tax.{name}", number, page, score)]
        for row in group_rows(cells, number):
            item = {}
            for name in tax_types():
                cell = row.cells.get(f"tax.{name}")
                found = _found(f"tax.{name}", [cell], page, number, habits) if cell else None
                if found is not None:
                    item[name] = found
            key = tuple((name, item[name].value) for name in tax_types() if name in item)
            if ("rate" in item or "amount" in item) and key not in seen:
                seen.add(key)
                taxes.append(item)
    return taxes
