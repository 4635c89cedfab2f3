"""Chooses one value for each header field from the spans of all pages."""

from collections.abc import Iterable

import numpy as np

from docket_training.documents.found import Found
from docket_training.documents.spans import Span, TypeScores, header_spans
from docket_training.documents.values import Habits, comparison_key, value_of
from docket_training.documents.vocabulary_of_fields import header_types
from docket_training.documents.words import Page

RESCUE_PROBABILITY = 0.3
"""A field without a span takes words that reach this probability although another label is likelier."""
ALWAYS_PRINTED = ("invoiceNumber", "issueDate", "sellerName", "sellerAddress", "totalGross")
"""Hardly a document is without these: they are rescued from RESCUE_ALWAYS_PRINTED on."""
RESCUE_ALWAYS_PRINTED = 0.1
RESCUE_BIC = 0.05
"""A BIC is told by its letters: a word that is one needs little else."""


def choose(name: str, spans: list[Span], pages: list[Page], habits: Habits) -> Found | None:
    """The best-supported value.

    Spans with the same value stand together: the value with the highest sum of scores wins, shown at its best span.
    `raw` is that span's score times the share of the sum.
    """
    groups: dict[str, list[tuple[Span, str]]] = {}
    for span in spans:
        words = [pages[span.page].words[i] for i in span.words]
        value = value_of(name, header_types()[name], words, habits)
        if value is not None:
            groups.setdefault(comparison_key(value), []).append((span, value))
    if not groups:
        return None
    sums = {key: sum(span.score for span, _ in group) for key, group in groups.items()}
    winner = max(sums, key=lambda key: sums[key])
    span, value = max(groups[winner], key=lambda pair: pair[0].score)
    return Found(value, span.score * sums[winner] / sum(sums.values()), span.page, span.box, span.words)


def _least(name: str) -> float:
    if name == "bic":
        return RESCUE_BIC
    return RESCUE_ALWAYS_PRINTED if name in ALWAYS_PRINTED else RESCUE_PROBABILITY


def header_fields(
    names: Iterable[str], pages: list[Page], scores: list[TypeScores], habits: Habits
) -> dict[str, Found]:
    """One value a header field, each for itself."""
    fields: dict[str, Found] = {}
    for name in names:
        least = _least(name)
        for rescue in (False, True):
            spans = []
            for number, (page, score) in enumerate(zip(pages, scores, strict=True)):
                column = score.names.index(name)
                chosen = score.probability[:, column] >= least if rescue else score.best == column
                members = np.flatnonzero(chosen).tolist()
                spans += header_spans(name, number, page, score, members)
            found = choose(name, spans, pages, habits)
            if found is not None:
                fields[name] = found
                break
    return fields
