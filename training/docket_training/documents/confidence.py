"""From raw scores to probabilities of being right, and the thresholds that keep the error bound."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize

from docket_training.calibrate import Acceptance
from docket_training.documents.evaluate import Judged
from docket_training.proven_bound import Scored, proven_bound

LEAST_VALUES = 60
"""A field gets its own curve from this many judged values; with fewer it shares the pooled one."""
LEAST_GROUPS = 200
"""A field gets its own bound from this many independent groups: with 163 not one mistake could be allowed."""
PRIOR = 0.02
"""Pull of a field's curve towards the identity, per value: keeps fields without errors finite."""
EDGE = 1e-6
Confident = Callable[[list[Judged]], np.ndarray]
"""The confidence of each value, [N]."""


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
    own = np.array([curves.get(j.name, curves["*"]) for j in judged]).reshape(-1, 2)
    return 1 / (1 + np.exp(-(own[:, 0] * log_odds(np.array([j.raw for j in judged])) + own[:, 1])))


def halves(judged: list[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Two parts of whole groups: one fits the curves, the other carries the bound."""
    groups = sorted({j.group for j in judged})
    first = set(groups[::2])
    return [j for j in judged if j.group in first], [j for j in judged if j.group not in first]


def scored(confident: Confident, judged: list[Judged]) -> Scored:
    return Scored(confident(judged), np.array([j.right for j in judged], bool), np.array([j.group for j in judged]))


def bounds(confident: Confident, first: list[Judged], second: list[Judged], population: str) -> dict[str, Acceptance]:
    """The pooled bound `*`, and a field's own where enough groups carry it.

    `first`: what fitted the confidence; `second`: what carries the bounds.
    """
    ordering, carrying = scored(confident, first), scored(confident, second)
    out = {"*": proven_bound(ordering, carrying, population)}
    first_names, names = (np.array([j.name for j in judged]) for judged in (first, second))
    for name in sorted(set(names)):
        own = carrying.chosen(names == name)
        if len(np.unique(own.groups)) >= LEAST_GROUPS:
            out[name] = proven_bound(ordering.chosen(first_names == name), own, population)
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
