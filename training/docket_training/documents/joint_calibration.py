"""Learns the joint calibrator of a document specialist, bounds what it accepts, and holds it beside the specialist.

Three sets that share no layout and no seller: papers that it learns from, papers that carry the bounds, papers that
report. `joint.json` goes beside the weights that it holds for; the card stays as it is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from docket_training.card import current_commit
from docket_training.documents.confidence import Confident, bounds, confidences
from docket_training.documents.evaluate import Evaluation, Judged, judge
from docket_training.documents.joint_evidence import SUM_GROUPS, Curves, fit_joint, group_of, joint_of, weights_entry
from docket_training.documents.joint_figures import compared
from docket_training.documents.kept_answers import answers_of
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.splits import calibration_receipts, joint_papers, joint_sources
from docket_training.documents.vocabulary_of_fields import value_types
from docket_training.installed_package import InstalledPackage

JOINT_FILE = "joint.json"
POPULATION = (
    "values read from synthetic papers with a text layer, of layouts that neither training nor any calibration saw; "
    "groups are layouts"
)


@dataclass(frozen=True)
class JudgedSets:
    """Values that teach, carry the bounds and report; `scans` report of pages read by recognition."""

    learn: list[Judged]
    bound: list[Judged]
    report: list[Judged]
    scans: list[Judged]
    sources: list[dict]


def judged_of(package: InstalledPackage, name: str, documents: Sequence[LabelledDocument]) -> list[Judged]:
    held = Evaluation()
    for document, answer in zip(documents, answers_of(package, name, documents), strict=True):
        judge(document, answer, held)
    return held.judged


def read_sets(package: InstalledPackage) -> JudgedSets:
    """The sets of `joint_papers` with what the package says of them; receipts of the calibration part teach too."""
    papers = joint_papers()
    receipts = calibration_receipts()
    judged = {name: judged_of(package, name, documents) for name, documents in papers.items()}
    return JudgedSets(
        learn=[*judged["learn"], *judged["learn-scans"], *judged_of(package, "receipts", receipts)],
        bound=judged["bound"],
        report=judged["report"],
        scans=judged["report-scans"],
        sources=joint_sources(),
    )


def curves_of(package: InstalledPackage) -> Curves:
    return {name: (a, b) for name, (a, b) in package.card["calibration"]["platt"].items()}


def card_thresholds(package: InstalledPackage) -> dict[str, dict]:
    return package.card["calibration"]["thresholds"]


def in_sums(judged: Sequence[Judged]) -> list[Judged]:
    """Values of the groups that stand in sums: of the others the joint calibrator knows nothing more."""
    return [j for j in judged if group_of(j.name) in SUM_GROUPS]


def with_sums_bounded(card: dict[str, dict], confident: Confident, sets: JudgedSets) -> dict[str, dict]:
    """Bounds of the values in sums on `confident`: a field's own, else the pooled one of these groups.

    A field without one of its own that the card certifies nothing for stays so. All others keep the bounds of the card,
    whose confidence is theirs still.
    """
    kept = bounds(confident, in_sums(sets.learn), in_sums(sets.bound), POPULATION)
    names = [name for name in value_types() if group_of(name) in SUM_GROUPS]
    refused = {name for name in names if name not in kept and name in card and card[name]["threshold"] is None}
    return {**card, **{name: kept.get(name, kept["*"]).as_dict() for name in names if name not in refused}}


def thresholds_of(entries: dict[str, dict]) -> dict[str, float | None]:
    return {name: entry["threshold"] for name, entry in entries.items()}


def learn_joint(package: InstalledPackage, version: str, command: str, sets: JudgedSets) -> dict:
    """The content of `joint.json`, its figures beside those of the specialist alone included.

    `metrics`: on values that report, of the specialist with the thresholds of its card (`card`), of the specialist with
    thresholds from the same papers that bound the joint calibrator (`alone`), and of the joint calibrator (`joint`).
    """
    curves, card = curves_of(package), card_thresholds(package)

    def alone(judged: list[Judged]) -> np.ndarray:
        return confidences(curves, judged)

    weights = fit_joint(curves, in_sums(sets.learn))
    joint = joint_of(weights, curves)
    kept = {name: with_sums_bounded(card, way, sets) for name, way in (("alone", alone), ("joint", joint))}
    ways: dict[str, tuple[Confident, dict[str, float | None]]] = {
        "card": (alone, thresholds_of(card)),
        "alone": (alone, thresholds_of(kept["alone"])),
        "joint": (joint, thresholds_of(kept["joint"])),
    }
    learnt = in_sums(sets.learn)
    return {
        "version": version,
        "of": package.identity(),
        "n": len(learnt),
        "groups": len({j.group for j in learnt}),
        "split": "learnt on papers, scans and receipts, bounded on other papers, reported on third ones, by layout",
        "weights": weights_entry(weights),
        "thresholds": kept["joint"],
        "metrics": {
            name: compared(ways, judged) for name, judged in (("papers", sets.report), ("scans", sets.scans)) if judged
        },
        "command": command,
        "commit": current_commit(),
        "data": sets.sources,
    }


def write_joint(package: InstalledPackage, version: str, command: str) -> dict:
    """Write `joint.json` beside the package's weights; its content."""
    content = learn_joint(package, version, command, read_sets(package))
    path: Path = package.folder / JOINT_FILE
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    return content
