"""Learns the joint calibrator of a document specialist, bounds what it accepts, and holds it beside the specialist.

Three sets that share no layout and no seller: papers that it learns from, papers that carry the bounds, papers that
report. `joint.json` goes beside the weights that it holds for; the card stays as it is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from docket_training.calibrate import Acceptance
from docket_training.card import current_commit
from docket_training.documents.confidence import Confident, bounds, confidences
from docket_training.documents.evaluate import Evaluation, Judged, judge
from docket_training.documents.joint_evidence import Curves, fit_joint, joint_of, weights_entry
from docket_training.documents.joint_figures import compared
from docket_training.documents.kept_answers import answers_of
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.splits import calibration_receipts, joint_papers, joint_sources
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


def card_thresholds(package: InstalledPackage) -> dict[str, float | None]:
    return {name: entry["threshold"] for name, entry in package.card["calibration"]["thresholds"].items()}


def thresholds_of(accepted: dict[str, Acceptance]) -> dict[str, float | None]:
    return {name: bound.threshold for name, bound in accepted.items()}


def learn_joint(package: InstalledPackage, version: str, command: str, sets: JudgedSets) -> dict:
    """The content of `joint.json`, its figures beside those of the specialist alone included.

    `metrics`: on the papers that report, of the specialist with the thresholds of its card, with thresholds from the
    same papers that bound the joint calibrator, and of the joint calibrator.
    """
    curves = curves_of(package)

    def alone(judged: list[Judged]) -> np.ndarray:
        return confidences(curves, judged)

    weights = fit_joint(curves, sets.learn)
    joint = joint_of(weights, curves)
    kept = {
        name: bounds(confident, sets.learn, sets.bound, POPULATION)
        for name, confident in (("alone", alone), ("joint", joint))
    }
    ways: dict[str, tuple[Confident, dict[str, float | None]]] = {
        "card": (alone, card_thresholds(package)),
        "alone": (alone, thresholds_of(kept["alone"])),
        "joint": (joint, thresholds_of(kept["joint"])),
    }
    return {
        "version": version,
        "of": package.identity(),
        "n": len(sets.learn),
        "groups": len({j.group for j in sets.learn}),
        "split": "learnt on papers, scans and receipts, bounded on other papers, reported on third ones, by layout",
        "weights": weights_entry(weights),
        "thresholds": {name: bound.as_dict() for name, bound in kept["joint"].items()},
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
