"""Numbers of a row that multiply: quantity x unit price = total, rate x base = tax."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product

from docket_training.documents.numbers_as_printed import CENTS
from docket_training.documents.spans import DIGIT, Span, TypeScores, make_span
from docket_training.documents.table_rows import TOTAL, Row
from docket_training.documents.values import Habits, value_of
from docket_training.documents.vocabulary_of_fields import value_types
from docket_training.documents.words import Page, same_line

CENT = 0.011
CLOSES = 3.0
"""Log-odds that a product which closes adds to its numbers."""
LEAST = 0.02
"""A word's probability counts as at least this: the product knows better."""
MOST_NUMBERS = 8
SPACE = 0.5
"""A space within a number, in heights."""
LETTER = re.compile(r"[^\W\d_]")
NAME = re.compile(r"[0-9]{7}")
"""Long rows of digits name something."""
THOUSANDS = re.compile(r"[-\u2212]?[0-9]{1,3}")
HUNDREDS = re.compile(r"[0-9]{3}([.,][0-9]{2,4})?")


@dataclass(frozen=True)
class Product:
    """`known` cells must be there, `sought` ones are looked for among the numbers of the row."""

    known: tuple[str, ...]
    sought: tuple[str, ...]
    holds: Callable[[list[float]], bool]


def _is_tax(rate: float, base: float, amount: float) -> bool:
    return rate > 0 and base != 0 and abs(rate * base / 100 - amount) < CENT


ITEM = Product((TOTAL,), ("line.quantity", "line.unitPrice"), lambda n: n[0] != 0 and abs(n[1] * n[2] - n[0]) < CENT)
TOTAL_OF_ITEM = Product(
    ("line.quantity", "line.unitPrice"), (TOTAL,), lambda n: n[2] != 0 and abs(n[0] * n[1] - n[2]) < CENT
)
TAX = Product((), ("tax.rate", "tax.base", "tax.amount"), lambda n: _is_tax(*n))
TAX_AMONG_ITEMS = Product(("line.taxRate", TOTAL), ("line.unitPrice",), lambda n: _is_tax(n[0], n[2], n[1]))


def number_of(span: Span, page: Page, habits: Habits) -> float | None:
    value = value_of(span.name, value_types()[span.name], [page.words[i] for i in span.words], habits)
    return None if value is None else float(value)


def _raised(span: Span) -> Span:
    odds = math.exp(CLOSES) * span.score / max(1e-9, 1 - span.score)
    return replace(span, score=odds / (1 + odds))


def _is_number(text: str) -> bool:
    """Cents, or digits without letters."""
    digits = bool(DIGIT.search(text)) and not LETTER.search(text) and not NAME.search(text)
    return bool(CENTS.search(text)) or digits


def _numbers_of(words: list[int], page: Page) -> list[list[int]]:
    """Each word alone, and where a space parts the thousands of a number its words together."""
    grouped = []
    for index in words:
        if index + 1 in words:
            a, b = page.words[index], page.words[index + 1]
            near = same_line(a, b) and b.box[0] - a.box[2] <= SPACE * a.height
            if near and THOUSANDS.fullmatch(a.text) and HUNDREDS.fullmatch(b.text):
                grouped.append([index, index + 1])
    return [*([index] for index in words), *grouped]


def closing_cells(wanted: Product, row: Row, page: Page, scores: TypeScores, habits: Habits) -> list[Span] | None:
    """The likeliest cells, known ones first, for which the product holds; their scores are raised."""
    if any(name not in row.cells for name in wanted.known):
        return None
    known = [row.cells[name] for name in wanted.known]
    taken = {index for cell in known for index in cell.words}
    inside = [
        i
        for i, word in enumerate(page.words)
        if _is_number(word.text) and row.top <= word.middle <= row.bottom and i not in taken
    ]
    if len(inside) > MOST_NUMBERS:
        return None
    numbers_of_row = _numbers_of(inside, page)
    options: list[list[Span]] = [[cell] for cell in known]
    for name in wanted.sought:
        probability = scores.probability[:, scores.names.index(name)].clip(LEAST)
        spans = [make_span(name, row.page, page, words, probability) for words in numbers_of_row]
        options.append([*([row.cells[name]] if name in row.cells else []), *spans])
    numbers = [[(span, number_of(span, page, habits)) for span in spans] for spans in options]
    best, highest = None, 0.0
    for choice in product(*numbers):
        words = [index for span, _ in choice for index in span.words]
        values = [number for _, number in choice if number is not None]
        score = math.prod(span.score for span, _ in choice)
        distinct = len(set(words)) == len(words) and len(values) == len(choice)
        if score > highest and distinct and wanted.holds(values):
            best, highest = [span for span, _ in choice], score
    return best and [_raised(span) for span in best]


def product_of(row: Row, page: Page, scores: TypeScores, habits: Habits) -> list[Span] | None:
    """The cells of an item that its product tells; none in a row with a discount.

    A quantity of 1 tells nothing of another total than the one that is known.
    """
    if "line.discount" in row.cells:
        return None
    found = closing_cells(ITEM, row, page, scores, habits)
    quantity = row.cells.get("line.quantity")
    if found or quantity is None or (TOTAL in row.cells and number_of(quantity, page, habits) == 1):
        return found
    return closing_cells(TOTAL_OF_ITEM, row, page, scores, habits)


def put_cells(row: Row, cells: list[Span]) -> None:
    """Take these cells into the row; others lose their place where they share a word with one of them."""
    used = {index for cell in cells for index in cell.words}
    names = {cell.name for cell in cells}
    for name in [name for name, cell in row.cells.items() if name not in names and used & set(cell.words)]:
        del row.cells[name]
    for cell in cells:
        row.cells[cell.name] = cell
