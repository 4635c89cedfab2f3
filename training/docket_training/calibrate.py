"""Calibration on rows that neither trained nor tuned: temperature, acceptance bound, out-of-scope score."""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, logsumexp
from scipy.stats import beta, binom


@dataclass(frozen=True)
class Acceptance:
    """Among values with confidence >= `threshold`, the error is at most `alpha` with probability 1 - `delta`.

    `threshold` is None where no threshold can be certified: then nothing is accepted. `coverage` is the accepted share
    of the `n` calibration values, which come from `groups` independent groups of `population`.
    """

    threshold: float | None
    alpha: float
    delta: float
    n: int
    groups: int | None
    coverage: float
    population: str

    def as_dict(self) -> dict:
        return asdict(self)


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature that minimises the negative log-likelihood of labels [N] under logits [N,C] (Guo et al. 2017)."""
    rows = np.arange(len(labels))

    def loss(log_temperature: float) -> float:
        return -log_softmax(logits.astype(np.float64) / np.exp(log_temperature), axis=1)[rows, labels].mean()

    return float(np.exp(minimize_scalar(loss, bounds=(np.log(0.05), np.log(20)), method="bounded").x))


def probabilities(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Softmax of logits [...,C] divided by the temperature."""
    return np.exp(log_softmax(logits.astype(np.float64) / temperature, axis=-1))


def energy(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """-T log sum exp(logits / T) over the last axis: higher is stranger (Liu et al. 2020)."""
    return -temperature * logsumexp(logits.astype(np.float64) / temperature, axis=-1)


def upper_quantile(scores: np.ndarray, share: float) -> float:
    """A threshold that a new score of the same population exceeds with probability at most `share`.

    The conformal rank ceil((n+1)(1-share)) (Vovk et al. 2005); the largest score where n is too small for `share`.
    """
    rank = min(len(scores), int(np.ceil((len(scores) + 1) * (1 - share))))
    return float(np.sort(scores)[rank - 1])


def error_upper_bound(errors: int, n: int, delta: float) -> float:
    """One-sided Clopper-Pearson bound: the error rate is at most this with probability 1 - delta."""
    return 1.0 if errors >= n else float(beta.ppf(1 - delta, errors + 1, n - errors))


def risk_p_value(errors: float, n: int, alpha: float, binary: bool) -> float:
    """P-value of "the error rate is above alpha" after `errors` among `n` independent units.

    Binary errors: the binomial tail, the test behind Clopper-Pearson. Errors that are shares in 0..1 (a group's mean):
    the tighter of Hoeffding's and Bentkus' bounds (Bates et al. 2021).
    """
    tail = float(binom.cdf(np.ceil(errors), n, alpha))
    if binary:
        return tail
    rate = errors / n
    if rate >= alpha:
        return 1.0
    divergence = (1 - rate) * np.log((1 - rate) / (1 - alpha)) + (rate * np.log(rate / alpha) if rate > 0 else 0.0)
    return float(min(1.0, np.exp(-n * divergence), np.e * tail))


def accepted_risk(right: np.ndarray, groups: np.ndarray | None) -> tuple[float, int]:
    """Errors and units of the accepted values: values themselves, or the mean error of each group."""
    wrong = ~right
    if groups is None:
        return float(wrong.sum()), len(wrong)
    _, index = np.unique(groups, return_inverse=True)
    return float((np.bincount(index, wrong) / np.bincount(index)).sum()), int(index.max()) + 1


def acceptance_bound(
    confidence: np.ndarray,
    right: np.ndarray,
    population: str,
    groups: np.ndarray | None = None,
    candidates: np.ndarray | None = None,
    alpha: float = 0.02,
    delta: float = 0.05,
) -> Acceptance:
    """The smallest confidence whose accepted values keep the error below `alpha` with probability 1 - `delta`.

    `confidence` [N] float, `right` [N] bool; `groups` [N] names what a value depends on (its document), None where
    values are independent; `candidates` [N] bool excludes values that are never accepted (flagged out of scope).
    Learn then Test (Angelopoulos et al. 2021), fixed sequence from strict to lenient in steps of 1 % of the values,
    started at two places that share `delta`: a quarter where the bound can first hold, three quarters at half of the
    values, where single mistaken labels among the surest weigh less.
    """
    if not (len(confidence) == len(right) and (groups is None or len(groups) == len(right))):
        raise ValueError("confidence, right and groups must have one entry a value")
    total = len(right)
    chosen = np.ones(total, bool) if candidates is None else candidates
    order = np.flatnonzero(chosen)[np.argsort(-confidence[chosen], kind="stable")]
    ranked = confidence[order]
    step = max(1, total // 100)
    at_first, at_half = delta / 4, delta * 3 / 4
    first = int(np.ceil(np.log(at_first) / np.log(1 - alpha)))
    best = 0
    for start, level in ((first, at_first), (max(first, len(order) // 2), at_half)):
        for rank in [*range(start, len(order), step), len(order)]:
            if rank < start:
                continue
            count = int(np.searchsorted(-ranked, -ranked[rank - 1], side="right"))
            taken = order[:count]
            errors, units = accepted_risk(right[taken], None if groups is None else groups[taken])
            if risk_p_value(errors, units, alpha, binary=groups is None) > level:
                break
            best = max(best, count)
    return Acceptance(
        threshold=float(ranked[best - 1]) if best else None,
        alpha=alpha,
        delta=delta,
        n=total,
        groups=None if groups is None else len(np.unique(groups)),
        coverage=best / total if total else 0.0,
        population=population,
    )
