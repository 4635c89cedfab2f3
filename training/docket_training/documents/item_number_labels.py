"""Words that name the item number behind them."""

from docket_training.documents.heading_words import heading_kind
from docket_training.documents.named_runs import named_runs
from docket_training.documents.segments import segments_of
from docket_training.documents.spans import Span
from docket_training.documents.table_rows import Row
from docket_training.documents.words import Box, Page, Word, same_line

REACH = 3.0
"""An item number stands at most this many heights behind its label."""


def _item_number(text: str) -> str | None:
    kind = heading_kind(text)
    return kind if kind == "sellerItemId" else None


def _names(label: Box, number: Span) -> bool:
    gap = number.box[0] - label[2]
    return same_line(Word("", label), Word("", number.box)) and 0 <= gap <= REACH * (label[3] - label[1])


def item_number_labels(page: Page, rows: list[Row]) -> set[int]:
    """The words that are no text of an item, because they name the number behind them."""
    numbers = [cell for row in rows for name, cell in row.cells.items() if name == "line.sellerItemId"]
    if not numbers:
        return set()
    runs = [run for segment in segments_of(page) for run in named_runs(segment, page, _item_number) if run.name]
    return {i for run in runs if any(_names(run.box, number) for number in numbers) for i in run.words}
