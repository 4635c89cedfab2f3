"""Rows of a table by geometry: cells of one height, and items printed over several lines."""

from dataclasses import dataclass, field

from docket_training.documents.spans import Span

SAME_ROW = 0.5
"""Cells belong to one row when their middles differ by at most this share of their height."""
ROW_GAP = 1.5
"""An item printed on two lines has at most this many line heights between them."""
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
        if TOTAL in row.cells:
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
            if nearest >= 0 and gap <= ROW_GAP * height:
                core[nearest].cells[cell.name] = cell
    return core


def without_strays(rows: list[Row]) -> list[Row]:
    """Where rows have totals, a row without one needs a quantity and a unit price."""
    if not have_totals(rows) or not any(TOTAL in row.cells for row in rows):
        return rows
    return [row for row in rows if TOTAL in row.cells or all(name in row.cells for name in CORE if name != TOTAL)]
