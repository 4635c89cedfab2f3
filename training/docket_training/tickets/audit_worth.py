"""Whether a model gains by leaving suspicious rows out, on rows that neither the audit nor the model saw."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedKFold

from docket_training.report.measures import mcnemar
from docket_training.tickets.label_audit import audit_labels
from docket_training.tickets.second_opinion import FOLDS, linear_model, out_of_fold, piece_features, side_by_side

LEAST_PER_LABEL = 7
"""Four fifths of the rows of a label must fill the folds of the audit."""


@dataclass(frozen=True)
class Worth:
    """`right_all`, `right_without`: of each row [N], whether the model of all rows and the one of fewer give its label.

    `left_out`: suspicious rows by outer fold, `fitted`: the rows they are out of.
    """

    right_all: np.ndarray
    right_without: np.ndarray
    left_out: list[int]
    fitted: list[int]

    def only(self) -> tuple[int, int]:
        """Rows that only the model of all rows gets right, and rows that only the other does."""
        return (
            int((self.right_all & ~self.right_without).sum()),
            int((self.right_without & ~self.right_all).sum()),
        )

    def chance(self) -> float:
        """McNemar's exact p of the difference."""
        return mcnemar(*self.only())


def without_suspicious(suspicious: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Rows that stay, bool [N]; a label all of whose rows are suspicious keeps them."""
    stay = np.ones(len(labels), bool)
    stay[suspicious] = False
    lost = np.setdiff1d(labels, labels[stay])
    return stay | np.isin(labels, lost)


def worth_of_leaving_out(embeddings: np.ndarray, ids: Sequence[Sequence[int]], labels: np.ndarray, seed: int) -> Worth:
    """Cross-validated; embeddings [N,H], token ids and label indices [N], every label in `LEAST_PER_LABEL` rows.

    Labels of held-out rows count as given, mistaken ones too.
    """
    right = np.zeros((2, len(labels)), bool)
    left_out, fitted = [], []
    for inside, outside in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(embeddings, labels):
        inner, held = ([ids[i] for i in rows] for rows in (inside, outside))
        chances = out_of_fold(embeddings[inside], inner, labels[inside], seed)
        stay = without_suspicious(audit_labels(chances, labels[inside]).suspicious, labels[inside])
        for place, rows in enumerate((np.arange(len(inside)), np.flatnonzero(stay))):
            pieces = piece_features()
            learned = side_by_side(embeddings[inside[rows]], pieces.fit_transform([inner[i] for i in rows]))
            model = linear_model().fit(learned, labels[inside[rows]])
            answers = model.predict(side_by_side(embeddings[outside], pieces.transform(held)))
            right[place, outside] = answers == labels[outside]
        left_out.append(int((~stay).sum()))
        fitted.append(len(inside))
    return Worth(right[0], right[1], left_out, fitted)
