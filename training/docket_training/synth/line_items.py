"""The items of a paper in the style of its layout."""

from docket_training.synth import item_cards, tables, wide_lines
from docket_training.synth.draft import Draft

WIDE, CARDS = 0.22, 0.02
"""Shares of layouts with a table of many columns and with a block an item."""


def line_items(draft: Draft, wide: float = WIDE, cards: float = CARDS) -> str:
    """A plain table, a wide one, or blocks; sums that belong into the table want a plain one."""
    style = draft.house("style of items").random()
    if draft.layout.totals_place == "in-table" or style >= wide + cards:
        return tables.line_table(draft)
    return wide_lines.table(draft) if style < wide else item_cards.cards(draft)
