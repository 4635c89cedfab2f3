"""Figures of answers that have a confidence: calibration, coverage at an accuracy, intervals."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import beta, binomtest

BINS = 15
ACCURACIES = (0.95, 0.98, 0.99)
"""At which coverage is stated."""
LEVEL = 0.95
"""Of every interval in the report."""
RESAMPLES = 1000
SEED = 7


@dataclass(frozen=True)
class Bin:
    """Answers with confidences of one interval: their share of all, mean confidence and accuracy."""

    share: float
    confidence: float
    accuracy: float
    n: int


def reliability(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> list[Bin]:
    """The occupied ones of equally wide bins; bin b holds confidences in (b/bins, (b+1)/bins]."""
    place = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    held = [place == b for b in range(bins) if (place == b).any()]
    return [
        Bin(float(rows.mean()), float(confidence[rows].mean()), float(right[rows].mean()), int(rows.sum()))
        for rows in held
    ]


def calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> float:
    """Expected calibration error: the mean gap of confidence and accuracy over the bins, weighted by their answers."""
    return sum(b.share * abs(b.confidence - b.accuracy) for b in reliability(confidence, right, bins))


def risk_coverage(confidence: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coverage and error when everything from a confidence on is answered, by falling confidence.

    Equal confidences are answered together.
    """
    order = np.argsort(-confidence, kind="stable")
    ranked, wrong = confidence[order], np.cumsum(~right[order])
    last = np.append(ranked[1:] != ranked[:-1], True) if len(ranked) else np.zeros(0, bool)
    count = np.arange(1, len(ranked) + 1)
    return (count / max(1, len(ranked)))[last], (wrong / count)[last]


def coverage_at(confidence: np.ndarray, right: np.ndarray, accuracy: float) -> float:
    """The largest share of the answers, surest first, that is right at least that often."""
    coverage, error = risk_coverage(confidence, right)
    kept = coverage[error <= 1 - accuracy + 1e-12]
    return float(kept.max()) if len(kept) else 0.0


def exact_interval(count: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Clopper-Pearson interval of a share of `n` independent trials."""
    if n == 0:
        return 0.0, 1.0
    tail = (1 - level) / 2
    low = 0.0 if count == 0 else float(beta.ppf(tail, count, n - count + 1))
    high = 1.0 if count == n else float(beta.ppf(1 - tail, count + 1, n - count))
    return low, high


def mcnemar(first_only: int, second_only: int) -> float:
    """Exact two-sided p of rows that only one of two models gets right: as many or more, were both models as good."""
    if first_only + second_only == 0:
        return 1.0
    return float(binomtest(first_only, first_only + second_only).pvalue)


def bootstrap_interval(
    units: int, figure: Callable[[np.ndarray], float], level: float = LEVEL, seed: int = SEED
) -> tuple[float, float]:
    """Percentile interval of `figure(rows)` over drawn rows of `units` independent units (documents)."""
    generator = np.random.default_rng(seed)
    drawn = [figure(generator.integers(0, units, units)) for _ in range(RESAMPLES)]
    tail = (1 - level) / 2
    return float(np.quantile(drawn, tail)), float(np.quantile(drawn, 1 - tail))


def f1(totals: np.ndarray) -> float:
    """From the numbers of true, predicted and right values."""
    truth, predicted, right = totals
    return float(2 * right / (truth + predicted)) if truth + predicted else 0.0
