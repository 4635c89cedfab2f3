"""Rows of a table by geometry: cells of one height, and items printed over several lines."""

from dataclasses import dataclass, field

from docket_training.documents.spans import Span

SAME_ROW = 0.5
"""Cells belong to one row when their middles differ by at most this share of their height."""
ROW_GAP = 1.5
"""An item printed on two lines has at most this many line heights between them."""
SIDE_GAP = 6.0
"""The same, where the cells of a column all stand above or all below their rows."""
ABOVE, BELOW = 0, -1
"""Where a loose cell stands from its row: the row is the first below the cell, or the one before that."""
Sides = dict[str, int]
"""By column."""
TOTAL = "line.lineTotal"
CORE = ("line.quantity", "line.unitPrice", TOTAL)
NUMBERS = (*CORE, "line.discount", "line.taxRate")
"""Columns that an item has once; item numbers and units may stand on each of its lines."""


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


def _middle(cell: Span) -> float:
    return (cell.box[1] + cell.box[3]) / 2


def _is_core(row: Row) -> bool:
    return any(name in row.cells for name in CORE)


def group_rows(cells: list[Span], number: int) -> list[Row]:
    """Rows from top to bottom; of two cells of one column in a row the likelier stays."""
    rows: list[Row] = []
    for cell in sorted(cells, key=_middle):
        middle, height = _middle(cell), cell.box[3] - cell.box[1]
        if not rows or abs(middle - rows[-1].middle) > SAME_ROW * max(height, rows[-1].height):
            rows.append(Row(number))
        present = rows[-1].cells.get(cell.name)
        if present is None or cell.score > present.score:
            rows[-1].cells[cell.name] = cell
    return rows


def have_totals(rows: list[Row]) -> bool:
    """Do at least half of the rows with a price have a total?"""
    priced = [row for row in rows if TOTAL in row.cells or "line.unitPrice" in row.cells]
    return 2 * sum(TOTAL in row.cells for row in rows) >= len(priced)


def merge_split_rows(rows: list[Row]) -> list[Row]:
    """Unite an item printed on two lines: a row without total goes to a neighbour that has one and none of its numbers.

    Only where rows have totals. The row above goes first.
    """
    if not have_totals(rows):
        return rows
    kept = list(rows)
    for row in rows:
        if TOTAL in row.cells or not _is_core(row):
            continue
        place = kept.index(row)
        for neighbour in (place - 1, place + 1):
            if not 0 <= neighbour < len(kept):
                continue
            other = kept[neighbour]
            gap = max(row.top, other.top) - min(row.bottom, other.bottom)
            shared = [name for name in NUMBERS if name in row.cells and name in other.cells]
            if TOTAL in other.cells and not shared and gap <= ROW_GAP * row.height:
                for name, cell in row.cells.items():
                    if neighbour > place or name not in other.cells:
                        other.cells[name] = cell
                kept.remove(row)
                break
    return kept


def _nearest_without(cell: Span, rows: list[Row]) -> tuple[float, Row] | None:
    """The row with the smallest vertical gap to a cell that lacks its column, and the gap; the upper one at a tie."""
    lacking = [row for row in rows if cell.name not in row.cells]
    gaps = [(max(cell.box[1], row.top) - min(cell.box[3], row.bottom), row) for row in lacking]
    return min(gaps, key=lambda gap: gap[0], default=None)


def _learn_sides(sides: Sides, cells: list[Span], rows: list[float]) -> None:
    """A loose cell before the first row tells that those of its column stand above their rows, one behind the last that
    they stand below. What an earlier page has told stays."""
    for side, tells in ((ABOVE, lambda middle: middle < rows[0]), (BELOW, lambda middle: middle > rows[-1])):
        for cell in cells:
            if tells(_middle(cell)):
                sides.setdefault(cell.name, side)


def take_loose_cells(rows: list[Row], sides: Sides) -> list[Row]:
    """Rows with a quantity, unit price or total; loose cells go to one of these that lacks their column.

    To the next one on the side where all of their column stand, else to the nearest. `sides`: what earlier pages have
    told; this page's is added.
    """
    core = [row for row in rows if _is_core(row)]
    loose = [cell for row in rows if not _is_core(row) for cell in row.cells.values()]
    if not core:
        return core
    middles = [row.middle for row in core]
    _learn_sides(sides, loose, middles)
    for cell in loose:
        reach, rows_there = ROW_GAP, core
        if (side := sides.get(cell.name)) is not None:
            place = sum(middle < _middle(cell) for middle in middles) + side
            reach, rows_there = SIDE_GAP, core[max(0, place) : place + 1]
        nearest = _nearest_without(cell, rows_there)
        if nearest is not None and nearest[0] <= reach * (cell.box[3] - cell.box[1]):
            nearest[1].cells[cell.name] = cell
    return core


def without_strays(rows: list[Row]) -> list[Row]:
    """Where rows have totals, a row without one needs a quantity and a unit price."""
    if not have_totals(rows) or not any(TOTAL in row.cells for row in rows):
        return rows
    return [row for row in rows if TOTAL in row.cells or all(name in row.cells for name in CORE if name != TOTAL)]
