"""The bound on whole documents: of those that pass without a person, the share that holds a wrong value.

Learn then Test with fixed-sequence testing over the threshold of one score a document, one document a layout; by
automation and by level. The papers that carry it decided nothing before: neither the confidences nor the bounds of
values, which say with it what passes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from docket_training.calibrate import Acceptance, error_upper_bound
from docket_training.documents.confidence import Confident
from docket_training.documents.deciding_fields import critical_fields
from docket_training.documents.whole_document import (
    AUTOMATIONS,
    SCORES,
    Automation,
    Score,
    WholeDocument,
    one_a_group,
    passing,
    scores_of,
)
from docket_training.proven_bound import DELTA, Scored, proven_bound

ALPHAS = (0.02, 0.05, 0.1)
LEAST_SCORE = 0.5
"""No threshold lies lower: a document that is likelier wrong than right is not let pass among many that are right."""
POPULATION = (
    "synthetic papers with a text layer, one a layout, of layouts that neither training nor any other calibration saw; "
    "a document is wrong where one of its values that decide is"
)


@dataclass(frozen=True)
class DocumentSets:
    """Documents that choose the score, put thresholds into order (with those that chose), carry the bounds, report."""

    learn: list[WholeDocument]
    order: list[WholeDocument]
    carry: list[WholeDocument]
    report: Mapping[str, list[WholeDocument]]


@dataclass(frozen=True)
class Decider:
    """What lets values pass: a confidence with the thresholds of fields."""

    confident: Confident
    thresholds: dict[str, float | None]

    def passing(self, documents: Sequence[WholeDocument], automation: Automation) -> np.ndarray:
        return passing(self.confident, self.thresholds, documents, automation)

    def scored(self, documents: Sequence[WholeDocument], automation: Automation, score: Score) -> Scored:
        """The documents that pass without a bound of their own."""
        taken = self.passing(documents, automation)
        passed = [d for d, passes in zip(documents, taken, strict=True) if passes]
        scores = scores_of(self.confident, passed, score)
        return Scored(scores, np.array([not d.wrong for d in passed], bool), np.array([d.group for d in passed]))


def area_under_risk(scored: Scored) -> float:
    """Mean error of the surest 1, 2 … N documents: the area under the risk-coverage curve (Geifman et al. 2019)."""
    wrong = ~scored.right[np.argsort(-scored.confidence, kind="stable")]
    return float((np.cumsum(wrong) / np.arange(1, len(wrong) + 1)).mean()) if len(wrong) else 0.0


def choose_score(decider: Decider, learn: Sequence[WholeDocument]) -> tuple[Score, dict[str, float]]:
    """The score with the smallest area under the risk, and that area by score; of equals the first."""
    areas = {name: round(area_under_risk(decider.scored(learn, "always", name)), 6) for name in SCORES}
    return min(areas, key=lambda name: areas[name]), areas


def bound_of(decider: Decider, sets: DocumentSets, automation: Automation, score: Score, alpha: float) -> Acceptance:
    """`n` and `groups` count all documents that carry the bound, `coverage` is the share of them that passes."""
    first = decider.scored(one_a_group([*sets.learn, *sets.order]), automation, score)
    carry = one_a_group(sets.carry)
    second = decider.scored(carry, automation, score)
    proven = proven_bound(first, second, POPULATION, alpha, LEAST_SCORE)
    coverage = proven.coverage * len(second.right) / len(carry) if carry else 0.0
    return replace(proven, n=len(carry), groups=len(carry), coverage=coverage)


def figures(decider: Decider, documents: Sequence[WholeDocument], automation: Automation, score: Score) -> dict:
    """Documents that pass, and those of them that err, without a bound of their own (threshold 0)."""
    return passed_and_wrong(decider.scored(documents, automation, score), 0.0, len(documents))


def passed_and_wrong(scored: Scored, threshold: float | None, of: int) -> dict:
    """`errorAtMost`: Clopper-Pearson at 1 - DELTA, documents taken as independent; they come from `groups` layouts."""
    taken = np.zeros(len(scored.right), bool) if threshold is None else scored.confidence >= threshold
    wrong, passed = int((~scored.right[taken]).sum()), int(taken.sum())
    return {
        "n": of,
        "passed": passed,
        "groups": len(np.unique(scored.groups[taken])),
        "coverage": round(passed / max(1, of), 4),
        "wrong": wrong,
        "error": round(wrong / max(1, passed), 4),
        "errorAtMost": round(error_upper_bound(wrong, passed, DELTA), 4) if passed else None,
    }


def learn_document_bounds(decider: Decider, sets: DocumentSets) -> tuple[dict, dict]:
    """The part `documents` of `joint.json`, and its figures on documents that had no part in it."""
    score, areas = choose_score(decider, sets.learn)
    bounds = {
        automation: [bound_of(decider, sets, automation, score, alpha) for alpha in ALPHAS]
        for automation in AUTOMATIONS
    }
    part = {
        "score": score,
        "fields": list(critical_fields()),
        "recognised": any(value.recognised for document in sets.carry for value in document.weighed),
        "bounds": {automation: [asdict(bound) for bound in of] for automation, of in bounds.items()},
    }
    reported = {
        name: {
            automation: {
                "off": figures(decider, documents, automation, score),
                **{
                    str(bound.alpha): passed_and_wrong(
                        decider.scored(documents, automation, score), bound.threshold, len(documents)
                    )
                    for bound in bounds[automation]
                },
            }
            for automation in AUTOMATIONS
        }
        for name, documents in {"carry": sets.carry, **sets.report}.items()
        if documents
    }
    return part, {"areaUnderRisk": areas, **reported}
