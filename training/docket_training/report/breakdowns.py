"""F1 of a document specialist field by field and language by language."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from docket_training.documents.evaluate import Evaluation
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.vocabulary_of_fields import value_types
from docket_training.report.measures import bootstrap_interval, f1


@dataclass(frozen=True)
class PartScore:
    """F1 of a part with its interval over documents; `n`: its true values, or its documents."""

    n: int
    f1: float
    interval: tuple[float, float]


def score_of(totals: np.ndarray, n: int) -> PartScore:
    """`totals` [D,3]: true, predicted and right values of each document."""
    return PartScore(n, f1(totals.sum(0)), bootstrap_interval(len(totals), lambda drawn: f1(totals[drawn].sum(0))))


def by_field(evaluations: Sequence[Evaluation]) -> dict[str, PartScore]:
    """Every field that some document has, in the order of the vocabulary."""
    scores = {}
    for name in value_types():
        totals = np.array([evaluation.totals(name) for evaluation in evaluations])
        if wanted := int(totals[:, 0].sum()):
            scores[name] = score_of(totals, wanted)
    return scores


def by_language(documents: Sequence[LabelledDocument], evaluations: Sequence[Evaluation]) -> dict[str, PartScore]:
    """Values of header, lines and taxes together; documents of no known language are left out."""
    totals = np.array([evaluation.totals() for evaluation in evaluations])
    scores = {}
    for language in sorted({d.language for d in documents if d.language}):
        rows = np.array([document.language == language for document in documents])
        scores[language] = score_of(totals[rows], int(rows.sum()))
    return scores
