"""One confidence from all that speaks for a value: the specialist's own, its sums, how its words were read.

A logistic regression a group of fields over the log-odds of the specialist's confidence. Its signs are held: a sum that
closes never lowers, one that does not never raises, recognition never raises. `models/joint-confidence.ts` applies it.
"""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.optimize import minimize

from docket_training.documents.confidence import Confident, confidences, log_odds
from docket_training.documents.equations import CLOSES, FAILS
from docket_training.documents.evaluate import Judged
from docket_training.documents.vocabulary_of_fields import value_types

Curves = dict[str, tuple[float, float]]
PULL = 2.0
"""Pull of all weights towards "the specialist's confidence alone", as squared weights against the log-likelihood of the
whole group: about what a handful of values says."""
LEAST_VALUES = 60
"""With fewer values than this of a kind (closing, failing, recognised) its weight stays 0."""
IDENTITY = np.array([1.0, 0.0, 0.0, 0.0, 0.0])
SIGNS = ((0.0, None), (0.0, None), (None, 0.0), (None, 0.0), (None, None))
SUM_GROUPS = ("totals", "lines", "taxes")
"""Groups whose values stand in sums."""
NUMBERS = ("amount", "unitPrice", "quantity", "rate")


@dataclass(frozen=True)
class Weights:
    """Log-odds of the joint confidence = confidence * log-odds of the specialist's + what holds of the others."""

    confidence: float = 1.0
    closes: float = 0.0
    fails: float = 0.0
    recognised: float = 0.0
    shift: float = 0.0

    def vector(self) -> np.ndarray:
        return np.array([self.confidence, self.closes, self.fails, self.recognised, self.shift])


def group_of(name: str) -> str:
    """The group of a field: totals, lines, taxes, dates, texts or identifiers."""
    kind = value_types()[name]
    if kind in NUMBERS:
        return "lines" if name.startswith("line.") else "taxes" if name.startswith("tax.") else "totals"
    return {"date": "dates", "text": "texts"}.get(kind, "identifiers")


def features(curves: Curves, judged: list[Judged]) -> np.ndarray:
    """[N,5]: log-odds of the specialist's confidence, whether sums close, do not, words are recognised, and 1."""
    return np.stack(
        [
            log_odds(confidences(curves, judged)),
            np.array([j.vote == CLOSES for j in judged], float),
            np.array([j.vote == FAILS for j in judged], float),
            np.array([j.recognised for j in judged], float),
            np.ones(len(judged)),
        ],
        axis=1,
    )


def fit_group(x: np.ndarray, right: np.ndarray) -> Weights:
    """Maximum likelihood over features [N,5] with the signs held."""
    said = np.array([True, *(x[:, 1:4].sum(axis=0) >= LEAST_VALUES), True])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        away = w - IDENTITY
        likelihood = np.logaddexp(0, z) - right * z
        gradient = x.T @ (1 / (1 + np.exp(-z)) - right) + 2 * PULL * away
        return float(likelihood.sum() + PULL * (away**2).sum()), gradient

    limits = [sign if open_ else (0.0, 0.0) for sign, open_ in zip(SIGNS, said, strict=True)]
    best = minimize(loss, IDENTITY, jac=True, method="L-BFGS-B", bounds=limits).x
    return Weights(*(round(float(w), 6) for w in best))


def fit_joint(curves: Curves, judged: list[Judged]) -> dict[str, Weights]:
    """Weights by group of fields."""
    x, right = features(curves, judged), np.array([j.right for j in judged], float)
    groups = np.array([group_of(j.name) for j in judged])
    return {group: fit_group(x[groups == group], right[groups == group]) for group in sorted(set(groups.tolist()))}


def joint_confidences(weights: dict[str, Weights], curves: Curves, judged: list[Judged]) -> np.ndarray:
    """The joint confidence of each value; that of the specialist where its group has no weights."""
    vectors = np.array([weights.get(group_of(j.name), Weights()).vector() for j in judged])
    return 1 / (1 + np.exp(-(features(curves, judged) * vectors).sum(axis=1)))


def joint_of(weights: dict[str, Weights], curves: Curves) -> Confident:
    return lambda judged: joint_confidences(weights, curves, judged)


def weights_entry(weights: dict[str, Weights]) -> dict[str, dict[str, float]]:
    return {group: asdict(of) for group, of in weights.items()}
