"""Scores of a ticket specialist: accuracy, calibration, what is accepted, what is noticed as out of scope."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from docket_training.calibrate import energy, probabilities
from docket_training.labelled_text import LabelledText
from docket_training.report.measures import ACCURACIES, coverage_at
from docket_training.tickets.train import OUTLIER


@dataclass(frozen=True)
class Decisions:
    """What the service would answer for N rows, from logits [N,C]."""

    label: np.ndarray
    confidence: np.ndarray
    out_of_scope_score: np.ndarray
    out_of_scope: np.ndarray
    accepted: np.ndarray


def decide(logits: np.ndarray, temperature: float, strange_above: float, accept_from: float | None) -> Decisions:
    """Label of the highest logit, its calibrated probability, and the two thresholds applied."""
    chances = probabilities(logits, temperature)
    confidence = chances.max(1)
    score = energy(logits)
    strange = score >= strange_above
    sure = confidence >= accept_from if accept_from is not None else np.zeros(len(logits), bool)
    return Decisions(logits.argmax(1), confidence, score, strange, sure & ~strange)


def calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error: mean gap of confidence and accuracy over equal-width bins (Guo et al. 2017)."""
    place = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    gaps = [abs(confidence[place == b].mean() - right[place == b].mean()) * (place == b).mean() for b in set(place)]
    return float(sum(gaps))


def ticket_metrics(decisions: Decisions, labels: Sequence[int]) -> dict:
    """Figures of a split; label index -1 is an out-of-scope row, where accepting is an error."""
    truth = np.array(labels)
    inside = truth != OUTLIER
    right = decisions.label == truth
    accepted = decisions.accepted
    metrics: dict = {
        "rows": len(truth),
        "accuracy": float(right[inside].mean()),
        "macroF1": float(f1_score(truth[inside], decisions.label[inside], average="macro")),
        "expectedCalibrationError": calibration_error(decisions.confidence[inside], right[inside]),
        "acceptedCoverage": float(accepted.mean()),
        "acceptedError": float((~right[accepted]).mean()) if accepted.any() else None,
        "flaggedInScope": float(decisions.out_of_scope[inside].mean()),
        "coverageAt": {
            str(accuracy): round(coverage_at(decisions.confidence[inside], right[inside], accuracy), 4)
            for accuracy in ACCURACIES
        },
    }
    if not inside.all():
        metrics["outOfScope"] = {
            "rows": int((~inside).sum()),
            "auroc": float(roc_auc_score(~inside, decisions.out_of_scope_score)),
            "recall": float(decisions.out_of_scope[~inside].mean()),
            "precision": float((~inside)[decisions.out_of_scope].mean()),
        }
    return metrics


def flat_rows(rows: Sequence[LabelledText], labels: list[str], decisions: Decisions) -> list[dict]:
    """One answer a row in the flat format of the triage command."""
    return [
        {
            "id": row.id,
            "label": labels[decisions.label[i]],
            "confidence": float(decisions.confidence[i]),
            "accepted": bool(decisions.accepted[i]),
            "outOfScope": bool(decisions.out_of_scope[i]),
            "oosScore": float(decisions.out_of_scope_score[i]),
        }
        for i, row in enumerate(rows)
    ]
