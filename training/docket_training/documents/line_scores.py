"""What the headings of tables say of the words under them."""

from docket_training.documents.column_headings import Heading
from docket_training.documents.known_scores import NAMED, OTHERS
from docket_training.documents.page_numbers import page_number_words
from docket_training.documents.spans import DIGIT, TypeScores
from docket_training.documents.vocabulary_of_fields import line_types
from docket_training.documents.words import Page

NUMBERS = ("line.quantity", "line.unitPrice", "line.lineTotal", "line.taxRate", "line.discount")


def _factors_under(kind: str, has_digit: bool) -> dict[str, float]:
    """Under a heading a number is less likely another number; under one of names of items no word is a text."""
    factors = dict.fromkeys(NUMBERS, OTHERS) if has_digit else {}
    if kind in ("sellerItemId", "unit"):
        factors["line.description"] = OTHERS
    if has_digit:
        factors[f"line.{kind}"] = NAMED
    return factors


def under_headings(page: Page, scores: TypeScores, columns: list[Heading | None]) -> TypeScores:
    """The scores with what the headings of the page's tables say. A number of a page is no cell."""
    no_cell = {f"line.{name}": 0.0 for name in line_types()}
    factors: dict[int, dict[str, float]] = {}
    for index, heading in enumerate(columns):
        if heading is not None and heading.kind is not None:
            factors[index] = _factors_under(heading.kind, bool(DIGIT.search(page.words[index].text)))
    factors |= dict.fromkeys(page_number_words(page), no_cell)
    return scores.weighted(factors)
