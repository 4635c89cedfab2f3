"""Which given labels are in doubt, by confident learning (Northcutt, Jiang & Chuang 2021).

A class has its own threshold: how sure the model is, on average, of the rows that bear it. A row counts as one of the
likeliest class whose threshold it reaches; where that is not the given one, the row is suspicious.
"""

from dataclasses import dataclass

import numpy as np

NONE = -1
"""Confident label of a row that reaches no threshold."""


@dataclass(frozen=True)
class LabelAudit:
    """Of N rows with C classes.

    `chances` [N,C]; `given`, `suggested`: label indices [N], the same where no other class is confident; `margins` [N];
    `suspicious`: row indices, worst first; `joint`: rows [C,C] by given and confident label.
    """

    chances: np.ndarray
    given: np.ndarray
    suggested: np.ndarray
    margins: np.ndarray
    suspicious: np.ndarray
    joint: np.ndarray

    def accuracy(self) -> float:
        """How often the likeliest class is the given label."""
        return float((self.chances.argmax(1) == self.given).mean())

    def noise_share(self) -> float:
        """Estimated share of mistaken labels: what lies off the diagonal of the calibrated joint."""
        return float(1 - np.trace(calibrated_joint(self.joint, self.given)))


def audit_labels(chances: np.ndarray, given: np.ndarray) -> LabelAudit:
    """From out-of-fold probabilities [N,C] and given label indices [N], every class in one row or more."""
    chances = chances.astype(np.float64)
    confident = confident_labels(chances, given)
    margins = normalised_margins(chances, given)
    suspicious = np.flatnonzero((confident != NONE) & (confident != given))
    return LabelAudit(
        chances=chances,
        given=given,
        suggested=np.where(confident == NONE, given, confident),
        margins=margins,
        suspicious=suspicious[np.argsort(margins[suspicious], kind="stable")],
        joint=confident_joint(given, confident, chances.shape[1]),
    )


def class_thresholds(chances: np.ndarray, given: np.ndarray) -> np.ndarray:
    """Mean probability [C] of each class over the rows that bear its label."""
    own = chances[np.arange(len(given)), given]
    return np.bincount(given, own, chances.shape[1]) / np.bincount(given, minlength=chances.shape[1])


def confident_labels(chances: np.ndarray, given: np.ndarray) -> np.ndarray:
    """The likeliest class [N] among those whose threshold a row reaches; NONE where it reaches none."""
    reached = np.where(chances >= class_thresholds(chances, given), chances, NONE)
    return np.where(reached.max(1) == NONE, NONE, reached.argmax(1))


def confident_joint(given: np.ndarray, confident: np.ndarray, classes: int) -> np.ndarray:
    """Rows [C,C] by given label and confident label."""
    counted = confident != NONE
    joint = np.zeros((classes, classes), np.int64)
    np.add.at(joint, (given[counted], confident[counted]), 1)
    return joint


def calibrated_joint(joint: np.ndarray, given: np.ndarray) -> np.ndarray:
    """Shares [C,C] whose rows sum to the share of each given label; a class without confident rows is believed."""
    believed = joint + np.diag(joint.sum(1) == 0)
    return believed / believed.sum(1, keepdims=True) * (np.bincount(given, minlength=len(joint)) / len(given))[:, None]


def normalised_margins(chances: np.ndarray, given: np.ndarray) -> np.ndarray:
    """Probability of the given label less that of the likeliest other [N]: from -1, a sure mistake, to 1."""
    rows = np.arange(len(given))
    others = chances.copy()
    others[rows, given] = -np.inf
    return chances[rows, given] - others.max(1)
