"""What a confidence with its thresholds is worth on values that had no part in either."""

import numpy as np

from docket_training.calibrate import error_upper_bound
from docket_training.documents.confidence import Confident, calibration_error
from docket_training.documents.evaluate import Judged
from docket_training.documents.joint_evidence import group_of
from docket_training.proven_bound import DELTA

Way = tuple[Confident, dict[str, float | None]]
"""A confidence and its thresholds by field, `*` for the others."""
ALL = "all"


def accepts(thresholds: dict[str, float | None], judged: list[Judged], confidence: np.ndarray) -> np.ndarray:
    """Which values pass, as the service decides: the threshold is reached and no failing total names them. [N]"""
    least = np.array([_threshold(thresholds, j.name) for j in judged])
    return (confidence >= least) & ~np.array([j.blocked for j in judged], bool)


def _threshold(thresholds: dict[str, float | None], name: str) -> float:
    bound = thresholds.get(name, thresholds["*"])
    return np.inf if bound is None else bound


def figures(way: Way, judged: list[Judged]) -> dict:
    """Calibration error, loss, share and error of what is accepted, with the error's upper limit at 1 - DELTA.

    The limit takes values as independent; they come from `groups` layouts.
    """
    confident, thresholds = way
    confidence, right = confident(judged), np.array([j.right for j in judged], bool)
    taken = accepts(thresholds, judged, confidence)
    wrong = int((~right[taken]).sum())
    clipped = np.clip(confidence, 1e-6, 1 - 1e-6)
    return {
        "n": len(judged),
        "groups": len({j.group for j in judged}),
        "right": round(float(right.mean()), 4),
        "calibrationError": round(calibration_error(confidence, right), 4),
        "logLoss": round(float(-np.log(np.where(right, clipped, 1 - clipped)).mean()), 4),
        "coverage": round(float(taken.mean()), 4),
        "accepted": int(taken.sum()),
        "wrong": wrong,
        "error": round(wrong / max(1, int(taken.sum())), 4),
        "errorAtMost": round(error_upper_bound(wrong, int(taken.sum()), DELTA), 4) if taken.any() else None,
    }


def compared(ways: dict[str, Way], judged: list[Judged]) -> dict:
    """Figures by way of all values and of each group of fields."""
    groups = sorted({group_of(j.name) for j in judged})
    parts = {ALL: judged, **{group: [j for j in judged if group_of(j.name) == group] for group in groups}}
    return {name: {part: figures(way, values) for part, values in parts.items()} for name, way in ways.items()}
