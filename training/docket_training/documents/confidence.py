"""From raw scores to probabilities of being right, and the thresholds that keep the error bound."""

from dataclasses import replace

import numpy as np
from scipy.optimize import minimize

from docket_training.calibrate import Acceptance, acceptance_bound, accepted_risk, risk_p_value
from docket_training.documents.evaluate import Judged

ALPHA, DELTA = 0.02, 0.05
LEAST_VALUES = 60
"""A field gets its own curve from this many judged values; with fewer it shares the pooled one."""
LEAST_GROUPS = 200
"""A field gets its own bound from this many independent groups: with 163 not one mistake could be allowed."""
ONCE_A_GROUP = 1.1
"""Up to this many values a group, the values of a field count as independent."""
STARTS = (0.1, 0.3, 0.5, 0.7)
"""Shares of the values at which the search for a grouped bound starts."""
PRIOR = 0.02
"""Pull of a field's curve towards the identity, per value: keeps fields without errors finite."""
EDGE = 1e-6


def log_odds(raw: np.ndarray) -> np.ndarray:
    clipped = np.clip(raw, EDGE, 1 - EDGE)
    return np.log(clipped / (1 - clipped))


def fit_platt(raw: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Slope (positive) and shift of the log-odds by maximum likelihood (Platt 1999), drawn weakly to the identity."""
    x, y = log_odds(raw), right.astype(float)

    def loss(parameters: np.ndarray) -> float:
        z = np.exp(parameters[0]) * x + parameters[1]
        likelihood = np.logaddexp(0, z) - y * z
        return float(likelihood.mean() + PRIOR * (parameters[0] ** 2 + 0.1 * parameters[1] ** 2))

    best = minimize(loss, np.zeros(2), method="Nelder-Mead")
    return float(np.exp(best.x[0])), float(best.x[1])


def apply_platt(curve: tuple[float, float], raw: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(curve[0] * log_odds(raw) + curve[1])))


def fit_curves(judged: list[Judged]) -> dict[str, tuple[float, float]]:
    """A curve for each field with enough values, and `*` for all others."""
    curves = {}
    names = sorted({j.name for j in judged})
    for name in ["*", *names]:
        chosen = [j for j in judged if name in ("*", j.name)]
        if name == "*" or len(chosen) >= LEAST_VALUES:
            curves[name] = fit_platt(np.array([j.raw for j in chosen]), np.array([j.right for j in chosen]))
    return curves


def confidences(curves: dict[str, tuple[float, float]], judged: list[Judged]) -> np.ndarray:
    return np.array([float(apply_platt(curves.get(j.name, curves["*"]), np.array([j.raw]))[0]) for j in judged])


def halves(judged: list[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Two parts of whole groups: one fits the curves, the other carries the bound."""
    groups = sorted({j.group for j in judged})
    first = set(groups[::2])
    return [j for j in judged if j.group in first], [j for j in judged if j.group not in first]


def grouped_bound(confidence: np.ndarray, right: np.ndarray, groups: np.ndarray, population: str) -> Acceptance:
    """The bound on the mean error of groups, where a group gives many values.

    Learn then Test with fixed-sequence testing from strict to lenient in steps of 1 % of the values, started at each
    share of STARTS with its part of delta: with few values there are too few groups to prove anything.
    """
    order = np.argsort(-confidence, kind="stable")
    total, best = len(order), 0
    step = max(1, total // 100)
    for share in STARTS:
        for rank in range(max(1, int(share * total)), total + 1, step):
            taken = order[confidence[order] >= confidence[order[rank - 1]]]
            errors, units = accepted_risk(right[taken], groups[taken])
            if risk_p_value(errors, units, ALPHA, binary=False) > DELTA / len(STARTS):
                break
            best = max(best, len(taken))
    return Acceptance(
        threshold=float(confidence[order[best - 1]]) if best else None,
        alpha=ALPHA,
        delta=DELTA,
        n=total,
        groups=len(np.unique(groups)),
        coverage=best / total if total else 0.0,
        population=population,
    )


def bounds(curves: dict[str, tuple[float, float]], judged: list[Judged], population: str) -> dict[str, Acceptance]:
    """The pooled bound `*`, and a field's own where enough groups carry it.

    A header field is read about once a group: its values count singly, with the tighter binomial test.
    """
    confidence = confidences(curves, judged)
    right = np.array([j.right for j in judged])
    groups = np.array([j.group for j in judged])
    names = np.array([j.name for j in judged])
    out = {"*": grouped_bound(confidence, right, groups, population)}
    for name in sorted(set(names)):
        rows = names == name
        count = len(set(groups[rows]))
        if count < LEAST_GROUPS:
            continue
        if rows.sum() <= ONCE_A_GROUP * count:
            single = acceptance_bound(confidence[rows], right[rows], population, alpha=ALPHA, delta=DELTA)
            out[name] = replace(single, groups=count)
        else:
            out[name] = grouped_bound(confidence[rows], right[rows], groups[rows], population)
    return out


def calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error over equally wide bins."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        rows = place == b
        if rows.any():
            total += rows.mean() * abs(confidence[rows].mean() - right[rows].mean())
    return float(total)
