"""What is known of the words of a page beside what the model says."""

import math

from docket_training.documents.labelled_words import labelled_words
from docket_training.documents.periods import period_words
from docket_training.documents.spans import DIGIT, TypeScores
from docket_training.documents.words import Page

NAMED = math.exp(3)
"""What a label or heading adds to the odds of the field that it names,"""
OTHERS = math.exp(-3)
"""and takes from the fields it could be taken for."""
NUMBERS = ("invoiceNumber", "orderReference", "contractReference", "customerNumber")
DATES = ("issueDate", "dueDate", "deliveryDate")
NOT_DUE = {"dueDate": 0.0}


def with_labels(page: Page, scores: TypeScores) -> TypeScores:
    """The scores with what labels say, and without due dates among the dates of periods."""
    factors: dict[int, dict[str, float]] = {}
    for index, field in labelled_words(page).items():
        family = DATES if field in DATES else NUMBERS
        if family is DATES or DIGIT.search(page.words[index].text):
            factors[index] = {name: NAMED if name == field else OTHERS for name in family}
    return scores.weighted(factors | dict.fromkeys(period_words(page), NOT_DUE))
