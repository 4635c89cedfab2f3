"""Learns the joint calibrator of a document specialist, bounds what it accepts, and holds it beside the specialist.

Sets that share no layout and no seller: papers that it learns from, papers that carry the bounds of values, papers
that carry those of whole documents, papers that report. `joint.json` goes beside the weights that it holds for; the
card stays as it is.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from docket_training.card import current_commit
from docket_training.documents.confidence import Confident, bounds, confidences
from docket_training.documents.decode import Extraction
from docket_training.documents.document_bounds import Decider, DocumentSets, learn_document_bounds
from docket_training.documents.evaluate import Evaluation, Judged, judge
from docket_training.documents.joint_evidence import SUM_GROUPS, Curves, fit_joint, group_of, joint_of, weights_entry
from docket_training.documents.joint_figures import compared
from docket_training.documents.kept_answers import answers_of
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.splits import calibration_receipts, joint_papers, joint_sources
from docket_training.documents.vocabulary_of_fields import value_types
from docket_training.documents.whole_document import WholeDocument, can_be_judged, whole_document
from docket_training.installed_package import InstalledPackage

JOINT_FILE = "joint.json"
POPULATION = (
    "values read from synthetic papers with a text layer, of layouts that neither training nor any calibration saw; "
    "groups are layouts"
)


@dataclass(frozen=True)
class JudgedSets:
    """Values that teach, carry the bounds and report; `scans` report of pages read by recognition. `documents`: the
    same documents whole, and those that carry the bounds on them."""

    learn: list[Judged]
    bound: list[Judged]
    report: list[Judged]
    scans: list[Judged]
    documents: DocumentSets
    sources: list[dict]


@dataclass(frozen=True)
class AnsweredSet:
    """Documents with what the package says of them."""

    documents: Sequence[LabelledDocument]
    answers: Sequence[Extraction]

    def judged(self) -> list[Judged]:
        held = Evaluation()
        for document, answer in zip(self.documents, self.answers, strict=True):
            judge(document, answer, held)
        return held.judged

    def whole(self) -> list[WholeDocument]:
        pairs = zip(self.documents, self.answers, strict=True)
        return [whole_document(document, answer) for document, answer in pairs if can_be_judged(document)]


def answered(package: InstalledPackage, name: str, documents: Sequence[LabelledDocument]) -> AnsweredSet:
    return AnsweredSet(documents, answers_of(package, name, documents))


def read_sets(package: InstalledPackage) -> JudgedSets:
    """The sets of `joint_papers` with what the package says of them; receipts of the calibration part teach too."""
    papers = {name: answered(package, name, documents) for name, documents in joint_papers().items()}
    receipts = answered(package, "receipts", calibration_receipts())
    return JudgedSets(
        learn=[*papers["learn"].judged(), *papers["learn-scans"].judged(), *receipts.judged()],
        bound=papers["bound"].judged(),
        report=papers["report"].judged(),
        scans=papers["report-scans"].judged(),
        documents=DocumentSets(
            learn=[*papers["learn"].whole(), *papers["learn-scans"].whole()],
            order=papers["bound"].whole(),
            carry=papers["documents"].whole(),
            report={"papers": papers["report"].whole(), "scans": papers["report-scans"].whole()},
        ),
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
    thresholds from the same papers that bound the joint calibrator (`alone`), and of the joint calibrator (`joint`); of
    whole documents in `documents`.
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
    documents, of_documents = learn_document_bounds(Decider(*ways["joint"]), sets.documents)
    return {
        "version": version,
        "of": package.identity(),
        "n": len(learnt),
        "groups": len({j.group for j in learnt}),
        "split": "learnt on papers, scans and receipts, bounded on other papers, reported on third ones, by layout; "
        "whole documents bounded on papers of their own",
        "weights": weights_entry(weights),
        "thresholds": kept["joint"],
        "documents": documents,
        "metrics": {
            **{name: compared(ways, j) for name, j in (("papers", sets.report), ("scans", sets.scans)) if j},
            "documents": of_documents,
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
