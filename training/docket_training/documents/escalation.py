"""How far a teacher is believed where the specialist was in doubt.

The two learnt from the same papers, so their scores are not independent: how often a value is right that both name,
that they dispute or that the teacher alone finds is learnt from calibration papers, and bounded there. Only values that
the specialist left in doubt count: where it is sure nobody is asked.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from docket_training.calibrate import Acceptance
from docket_training.documents.confidence import PRIOR, apply_platt, log_odds
from docket_training.documents.deciding_fields import critical_fields
from docket_training.documents.decode import Extraction
from docket_training.documents.found import Found
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.scoring import same_value
from docket_training.proven_bound import Scored, proven_bound

RELATIONS = ("agree", "differ", "alone")
"""The teacher names the specialist's value, another one, or one where the specialist found none."""
LEAST_VALUES = 60
"""A relation with fewer values gets no weights: its values go to a person."""
POPULATION = "values that the specialist left in doubt, of the same papers and receipts"

Curves = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Confidences:
    """A package's curves and thresholds by field, as its card states them."""

    curves: Curves
    thresholds: dict[str, float | None]

    @classmethod
    def of_card(cls, card: dict) -> "Confidences":
        calibration = card["calibration"]
        curves = {name: (a, b) for name, (a, b) in calibration["platt"].items()}
        return cls(curves, {name: entry["threshold"] for name, entry in calibration["thresholds"].items()})

    def of(self, name: str, found: Found) -> float:
        curve = self.curves.get(name, self.curves["*"])
        return float(apply_platt(curve, np.array([found.raw]))[0])

    def accepts(self, name: str, confidence: float) -> bool:
        bound = self.thresholds.get(name, self.thresholds["*"])
        return bound is not None and confidence >= bound


@dataclass(frozen=True)
class Asked:
    """One value that the teacher gave where the specialist was in doubt; `specialist` is its confidence, if any."""

    relation: str
    teacher: float
    specialist: float | None
    right: bool
    group: str


def asked_of(
    document: LabelledDocument,
    specialist: Extraction,
    teacher: Extraction,
    first: Confidences,
    second: Confidences,
) -> list[Asked]:
    """The teacher's values of one document that count: of fields in doubt, and likelier than what they replace.

    A value of the specialist that stays likelier than another of the teacher's is for a person, whatever its score.
    """
    if document.annotated == ():
        return []
    out = []
    for name in critical_fields() if document.annotated is None else document.annotated:
        before, after, truth = specialist.fields.get(name), teacher.fields.get(name), document.truth.get(name)
        if after is None or (name == "currency" and truth is None):
            continue
        confidence = second.of(name, after)
        known = None if before is None else first.of(name, before)
        if known is not None and first.accepts(name, known):
            continue
        if before is None or known is None:
            relation = "alone"
        elif same_value(name, before.value, after.value, exact=True):
            relation = "agree"
        elif confidence > known:
            relation = "differ"
        else:
            continue
        right = truth is not None and same_value(name, truth, after.value)
        out.append(Asked(relation, confidence, known, right, document.group))
    return out


def features(asked: list[Asked]) -> np.ndarray:
    """[N,2]: log-odds of the teacher's and of the specialist's confidence, 0 where it found nothing."""
    teacher = log_odds(np.array([a.teacher for a in asked]))
    specialist = np.array([0.0 if a.specialist is None else log_odds(np.array([a.specialist]))[0] for a in asked])
    return np.stack([teacher, specialist], axis=1)


def fit_weights(asked: list[Asked]) -> tuple[float, float, float]:
    """Weights of both log-odds and a shift: logistic regression, drawn weakly to the teacher's own confidence."""
    x, y = features(asked), np.array([a.right for a in asked], float)

    def loss(w: np.ndarray) -> float:
        z = x @ w[:2] + w[2]
        likelihood = np.logaddexp(0, z) - y * z
        return float(likelihood.mean() + PRIOR * ((w[0] - 1) ** 2 + w[1] ** 2 + 0.1 * w[2] ** 2))

    best = minimize(loss, np.array([1.0, 0.0, 0.0]), method="BFGS").x
    return float(best[0]), float(best[1]), float(best[2])


def joint_confidence(weights: tuple[float, float, float], asked: list[Asked]) -> np.ndarray:
    z = features(asked) @ np.array(weights[:2]) + weights[2]
    return 1 / (1 + np.exp(-z))


def calibrate_escalation(asked: list[Asked]) -> tuple[dict[str, tuple[float, float, float]], Acceptance]:
    """Weights by relation from one half of the groups, the bound over all relations from the other half."""
    groups = sorted({a.group for a in asked})
    first = set(groups[::2])
    weights = {}
    for relation in RELATIONS:
        rows = [a for a in asked if a.relation == relation and a.group in first]
        if len(rows) >= LEAST_VALUES:
            weights[relation] = fit_weights(rows)

    def scored(half: bool) -> Scored:
        held = [a for a in asked if a.relation in weights and (a.group in first) == half]
        confidence = [joint_confidence(weights[a.relation], [a])[0] for a in held]
        return Scored(np.array(confidence), np.array([a.right for a in held], bool), np.array([a.group for a in held]))

    return weights, proven_bound(scored(True), scored(False), POPULATION)
