"""From raw scores to probabilities of being right, and the bounds that found entities keep."""

from collections.abc import Sequence

import numpy as np

from docket_training.calibrate import Acceptance, fit_temperature
from docket_training.documents.confidence import apply_platt, fit_platt
from docket_training.documents.examples import IGNORED
from docket_training.entities.decode import Span
from docket_training.entities.examples import word_labels
from docket_training.entities.kinds import BITEXT, KINDS, bio_labels
from docket_training.entities.marked_text import MarkedText, words_of
from docket_training.entities.scoring import judged_spans
from docket_training.proven_bound import Scored, proven_bound

CLOSED = -1e9
"""Logit of a label that a set leaves open, where the set's own labels are judged."""
IDENTIFIERS = sorted(set(BITEXT.values()))
"""Kinds that Bitext marks; their values are mostly numbers and names. A bound of their own."""


def temperature_of(texts: Sequence[MarkedText], logits: Sequence[np.ndarray]) -> float:
    """Over the words of all texts; kinds that a set does not mark are left out of its words' probabilities."""
    rows, labels = [], []
    for text, scores in zip(texts, logits, strict=True):
        open_ = np.array([label != "O" and label[2:] not in text.annotated for label in bio_labels()])
        truth = np.array(word_labels(text, words_of(text.text)), dtype=int)
        known = truth != IGNORED
        rows.append(np.where(open_, CLOSED, scores.astype(np.float64))[known])
        labels.append(truth[known])
    return fit_temperature(np.concatenate(rows), np.concatenate(labels))


Judgement = tuple[str, float, bool, str]
"""Kind, raw score, whether right, and the row that it comes from."""


def judgements(texts: Sequence[MarkedText], found: Sequence[Sequence[Span]]) -> list[Judgement]:
    return [
        (span.kind, span.score, right, text.group)
        for text, spans in zip(texts, found, strict=True)
        for span, right in judged_spans(text, spans)
    ]


def curve_of(judged: Sequence[Judgement]) -> tuple[float, float]:
    return fit_platt(np.array([score for _, score, _, _ in judged]), np.array([right for _, _, right, _ in judged]))


def scored(judged: Sequence[Judgement], curve: tuple[float, float]) -> Scored:
    return Scored(
        apply_platt(curve, np.array([score for _, score, _, _ in judged])),
        np.array([right for _, _, right, _ in judged], bool),
        np.array([row for _, _, _, row in judged]),
    )


def thresholds_of(
    tune: Sequence[Judgement], judged: Sequence[Judgement], curve: tuple[float, float]
) -> dict[str, Acceptance]:
    """One bound for the kinds that Bitext marks, one (`*`) for the others: these are harder and fewer."""

    def bound(identifiers: bool, population: str) -> Acceptance:
        first, second = ([j for j in rows if (j[0] in IDENTIFIERS) == identifiers] for rows in (tune, judged))
        return proven_bound(scored(first, curve), scored(second, curve), population)

    rest = ", ".join(kind for kind in KINDS if kind not in IDENTIFIERS)
    shared = bound(True, f"texts like those of Bitext and NLU++; {', '.join(IDENTIFIERS)} together")
    return {"*": bound(False, f"texts like those of NLU++; {rest} together")} | dict.fromkeys(IDENTIFIERS, shared)
