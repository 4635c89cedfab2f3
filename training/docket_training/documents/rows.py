"""Line items and tax rows: the values of table rows."""

from dataclasses import replace

import numpy as np

from docket_training.documents.allowances import is_allowance
from docket_training.documents.column_headings import Heading, columns_of
from docket_training.documents.descriptions import attach_descriptions, description_blocks
from docket_training.documents.found import Found
from docket_training.documents.line_scores import under_headings
from docket_training.documents.missing_descriptions import take_missing
from docket_training.documents.row_products import CENT, TAX, TAX_AMONG_ITEMS, closing_cells, product_of, put_cells
from docket_training.documents.spans import Span, TypeScores, cell_spans
from docket_training.documents.table_rows import (
    Row,
    Sides,
    group_rows,
    merge_split_rows,
    take_loose_cells,
    without_strays,
)
from docket_training.documents.values import Habits, value_of
from docket_training.documents.vocabulary_of_fields import line_types, tax_types, value_types
from docket_training.documents.words import Page, union
from docket_training.documents.wrapped_lines import take_wrapped_lines

AS_TAX = {"line.taxRate": "tax.rate", "line.unitPrice": "tax.base", "line.lineTotal": "tax.amount"}
CORE = ("quantity", "unitPrice", "lineTotal")
"""The numbers of a line item."""
Values = dict[str, Found]


def _found(name: str, spans: list[Span], page: Page, number: int, habits: Habits) -> Found | None:
    words = [i for span in spans for i in span.words]
    value = value_of(name, value_types()[name], [page.words[i] for i in words], habits)
    if value is None:
        return None
    raw = float(np.exp(sum(len(s.words) * np.log(s.score) for s in spans) / len(words)))
    return Found(value, raw, number, union([s.box for s in spans]), tuple(words))


def _values(scope: str, columns: dict[str, str], row: Row, page: Page, habits: Habits) -> Values:
    values = {}
    for name in columns:
        cell = row.cells.get(f"{scope}.{name}")
        spans = row.description if name == "description" else [cell] if cell else []
        found = _found(f"{scope}.{name}", spans, page, row.page, habits) if spans else None
        if found is not None:
            values[name] = found
    return values


def _numbers(row: Values) -> int:
    return sum(name in row for name in CORE)


def _multiplies(row: Values) -> bool:
    """Does quantity x price give the total? Where one is missing or a discount is printed, nothing contradicts."""
    if "discount" in row or _numbers(row) < len(CORE):
        return True
    quantity, price, total = (float(row[name].value) for name in CORE)
    return abs(quantity * price - total) < CENT


def _items(rows: list[Values]) -> list[Values]:
    """An item has its total, or the quantity and the price that make one; a total alone needs a description.

    Where items have descriptions, one without needs all its numbers, and that they multiply.
    """
    described = any("description" in row and _numbers(row) > 1 for row in rows)

    def is_item(row: Values) -> bool:
        if "lineTotal" not in row and not ("quantity" in row and "unitPrice" in row):
            return False
        if "description" in row:
            return True
        return _numbers(row) == len(CORE) and _multiplies(row) if described else _numbers(row) > 1

    return [row for row in rows if is_item(row)]


def item_rows(
    page: Page, number: int, scores: TypeScores, columns: list[Heading | None], habits: Habits, sides: Sides
) -> tuple[list[Row], list[Row]]:
    """Rows of items with their descriptions from the top; rows of taxes that look like items. `sides`: of loose cells,
    as earlier pages have told."""
    names = [name for name in line_types() if name != "description"]
    cells = [c for name in names for c in cell_spans(f"line.{name}", number, page, scores)]
    items: list[Row] = []
    taxes: list[Row] = []
    allowances: list[Row] = []
    for row in take_loose_cells(merge_split_rows(group_rows(cells, number)), sides):
        product = product_of(row, page, scores, habits)
        tax = None
        if "line.quantity" not in row.cells and not product:
            tax = closing_cells(TAX_AMONG_ITEMS, row, page, scores, habits)
        if tax:
            taxes.append(Row(number, {AS_TAX[c.name]: replace(c, name=AS_TAX[c.name]) for c in tax}))
            continue
        if not product and is_allowance(row, page):
            allowances.append(row)
        put_cells(row, product or [])
        items.append(row)
    items = [row for row in without_strays(items) if not any(row is other for other in allowances)]
    if items:
        attach_descriptions(items, description_blocks(page, number, scores, columns, items))
        take_missing(page, number, scores, columns, items)
        take_wrapped_lines(page, number, scores, columns, items)
    return items, taxes


def tax_rows(page: Page, number: int, scores: TypeScores, habits: Habits) -> list[Row]:
    """Rows of taxes from the top."""
    rows = group_rows([c for name in tax_types() for c in cell_spans(f"tax.{name}", number, page, scores)], number)
    for row in rows:
        put_cells(row, closing_cells(TAX, row, page, scores, habits) or [])
    return rows


def distinct_taxes(rows: list[Values]) -> list[Values]:
    """Rows with a rate or an amount that do not repeat another; where one is complete, single values drop out."""
    complete = any(len(row) == len(tax_types()) for row in rows)
    kept: dict[tuple, Values] = {}
    for row in rows:
        if ("rate" in row or "amount" in row) and (len(row) > 1 or not complete):
            kept.setdefault(tuple((name, row[name].value) for name in tax_types() if name in row), row)
    return list(kept.values())


def tables(pages: list[Page], scores: list[TypeScores], habits: Habits) -> tuple[list[Values], list[Values]]:
    """Line items and tax rows of all pages from top to bottom."""
    lines, taxes = [], []
    sides: Sides = {}
    for number, (page, said, columns) in enumerate(zip(pages, scores, columns_of(pages), strict=True)):
        score = under_headings(page, said, columns)
        items, taxes_among_items = item_rows(page, number, score, columns, habits, sides)
        lines += [_values("line", line_types(), row, page, habits) for row in items]
        own = [*tax_rows(page, number, score, habits), *taxes_among_items]
        taxes += [_values("tax", tax_types(), row, page, habits) for row in own]
    return _items(lines), distinct_taxes(taxes)
