"""A document as a whole: would the service let it pass without a person, how sure is it of it, and does it err?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from docket_training.documents.confidence import Confident
from docket_training.documents.deciding_fields import (
    critical_fields,
    is_computed,
    is_stated_by_rule,
    required_fields,
)
from docket_training.documents.decode import Extraction
from docket_training.documents.equations import blocked_paths, sum_votes
from docket_training.documents.evaluate import Evaluation, Judged, judge
from docket_training.documents.joint_figures import accepts
from docket_training.documents.labelled_document import LabelledDocument

Automation = Literal["confident", "always"]
AUTOMATIONS: tuple[Automation, ...] = ("confident", "always")
"""What a desk lets pass: what the bounds of its values vouch for, or also what is only in doubt."""
Score = Literal["least", "product"]
SCORES: dict[Score, Callable[[np.ndarray], float]] = {
    "least": lambda confidence: float(confidence.min()),
    "product": lambda confidence: float(confidence.prod()),
}
"""Of the confidences of the values that decide: the smallest, or the probability that all are right if they were
independent. `checks/bound/document-score.ts` computes the same."""
OUT_OF_SCOPE = "other"


@dataclass(frozen=True)
class WholeDocument:
    """`weighed`: the values that decide, of those that were found; `held_back`: a person gets it however sure they are;
    `wrong`: a value that passes with it is wrong."""

    group: str
    weighed: list[Judged]
    held_back: bool
    wrong: bool


def can_be_judged(document: LabelledDocument) -> bool:
    """Is every value annotated? Papers of another kind have none: whatever is read of them is wrong."""
    return document.annotated is None or document.kind == OUT_OF_SCOPE


def whole_document(document: LabelledDocument, found: Extraction) -> WholeDocument:
    """Errs where `judge` says so of a header field that decides; a value that a rule computed passes with no document.

    Held back as by `checks/decide-document.ts`, as far as kinds, missing values and sums go: its checks of dates,
    accounts, characters and rivals hold back more.
    """
    votes, blocked = sum_votes(found), blocked_paths(found)
    deciding = {name: found.fields[name] for name in critical_fields() if name in found.fields}
    held = Evaluation()
    judge(document, found, held)
    wrong = {j.name for j in held.judged if not j.right}
    passed = {name for name, value in deciding.items() if not is_computed(name, value)}
    missing = [name for name in required_fields()[found.kind] if name not in found.fields]
    return WholeDocument(
        group=document.group,
        weighed=[
            Judged(name, value.raw, name not in wrong, document.group, votes.get(name), False, document.recognised)
            for name, value in deciding.items()
            if not is_stated_by_rule(name, value)
        ],
        held_back=found.kind == OUT_OF_SCOPE or bool(missing) or bool(blocked),
        wrong=document.kind == OUT_OF_SCOPE or bool(wrong & passed),
    )


def _weighed(documents: Sequence[WholeDocument]) -> list[Judged]:
    return [value for document in documents for value in document.weighed]


def _confidences(confident: Confident, documents: Sequence[WholeDocument]) -> np.ndarray:
    values = _weighed(documents)
    return confident(values) if values else np.empty(0)


def _by_document(values: np.ndarray, documents: Sequence[WholeDocument]) -> list[np.ndarray]:
    return np.split(values, np.cumsum([len(d.weighed) for d in documents])[:-1]) if documents else []


def scores_of(confident: Confident, documents: Sequence[WholeDocument], score: Score) -> np.ndarray:
    """The score of each document, [N]; 0 where nothing that decides was found."""
    parts = _by_document(_confidences(confident, documents), documents)
    return np.array([SCORES[score](part) if part.size else 0.0 for part in parts])


def passing(
    confident: Confident,
    thresholds: dict[str, float | None],
    documents: Sequence[WholeDocument],
    automation: Automation,
) -> np.ndarray:
    """Which documents pass by the bounds of their values alone, [N] bool."""
    free = np.array([not d.held_back for d in documents], bool)
    values = _weighed(documents)
    if automation == "always" or not values:
        return free
    reached = _by_document(accepts(thresholds, values, confident(values)), documents)
    return free & np.array([bool(part.all()) for part in reached])


def one_a_group(documents: Sequence[WholeDocument]) -> list[WholeDocument]:
    """The first document of each group: independent of each other."""
    first: dict[str, WholeDocument] = {}
    for document in documents:
        first.setdefault(document.group, document)
    return list(first.values())
