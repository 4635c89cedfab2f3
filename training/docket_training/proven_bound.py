"""The bound on the error among accepted values where values come in groups that depend on each other."""

from dataclasses import dataclass

import numpy as np

from docket_training.calibrate import Acceptance, accepted_risk, risk_p_value

ALPHA, DELTA = 0.02, 0.05
ONCE_A_GROUP = 1.1
"""Up to this many values a group, values count as independent."""
STEPS = 50
"""Thresholds that are tried."""
LEAST_CONFIDENCE = 0.9
"""No threshold lies lower, however few errors there were: a value that is likely to be wrong is not let pass among
many that are right."""


@dataclass(frozen=True)
class Scored:
    """Values of one field, or of all: confidence [N], whether right [N], and the group of each [N].

    `single`: a group gives hardly more than one value, so values count singly, with the tighter binomial test.
    """

    confidence: np.ndarray
    right: np.ndarray
    groups: np.ndarray

    @property
    def single(self) -> bool:
        return len(self.right) <= ONCE_A_GROUP * len(np.unique(self.groups))

    def chosen(self, rows: np.ndarray) -> "Scored":
        return Scored(self.confidence[rows], self.right[rows], self.groups[rows])

    def p_value(self, threshold: float, single: bool, alpha: float = ALPHA) -> float:
        """Of "the error among values with at least this confidence is above `alpha`"."""
        taken = self.confidence >= threshold
        if not taken.any():
            return 1.0
        errors, units = accepted_risk(self.right[taken], None if single else self.groups[taken])
        return risk_p_value(errors, units, alpha, binary=single)


def threshold_order(first: Scored, single: bool, alpha: float = ALPHA, least: float = LEAST_CONFIDENCE) -> list[float]:
    """The thresholds to test, none below `least`, likeliest to hold first; of equals the more lenient first."""
    shares = np.arange(STEPS, 0, -1) / STEPS
    ranked = np.sort(first.confidence)[::-1]
    reached = (float(ranked[max(0, int(np.ceil(share * len(ranked))) - 1)]) for share in shares)
    thresholds = dict.fromkeys(max(least, threshold) for threshold in reached)
    return sorted(thresholds, key=lambda t: first.p_value(t, single, alpha))


def proven_bound(
    first: Scored, second: Scored, population: str, alpha: float = ALPHA, least: float = LEAST_CONFIDENCE
) -> Acceptance:
    """The bound that `second` carries; `first` says only in which order thresholds are tested.

    Learn then Test with split fixed-sequence testing (Angelopoulos et al. 2021, section 2.3): on values that carry no
    bound thresholds are ordered by their p-value, then tested until one fails. Errors among the surest values, where
    few stand against them, so do not end the tests before they begin.
    """
    best, single = None, second.single
    for threshold in threshold_order(first, single, alpha, least) if len(first.right) else []:
        if second.p_value(threshold, single, alpha) > DELTA:
            break
        best = threshold if best is None else min(best, threshold)
    return Acceptance(
        threshold=best,
        alpha=alpha,
        delta=DELTA,
        n=len(second.right),
        groups=len(np.unique(second.groups)),
        coverage=float((second.confidence >= best).mean()) if best is not None else 0.0,
        population=population,
    )
