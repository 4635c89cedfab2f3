"""Which documents train, tune, calibrate and report: whole sellers and whole layouts each."""

import hashlib
import os
import random
from dataclasses import dataclass
from pathlib import Path

from docket_training.documents.labelled_document import (
    DocumentError,
    LabelledDocument,
    check_documents,
    check_groups,
    read_documents,
)
from docket_training.documents.sroie import hold_out, read_receipts
from docket_training.synth.corpus import GENERATION, make_corpus
from docket_training.synth.scans import make_scans

RECEIPTS_FOLDER = Path(__file__).parents[4] / "shared" / "data" / "receipts-sroie"
HELD_OUT_SEED = 7
DEV_RECEIPTS, CALIBRATION_RECEIPTS = 40, 70
DEV_LAYOUTS = 0.06
"""Share of the layouts."""


@dataclass(frozen=True)
class Corpus:
    """Synthetic papers by their recipe."""

    papers: int
    seed: int
    layouts: range
    generation: int = GENERATION
    scanned: bool = False
    """Whether the papers are pictures, read by recognition."""

    @property
    def path(self) -> Path:
        root = os.environ.get("DOCKET_CACHE_DIR")
        folder = (Path(root) if root else Path.home() / ".cache" / "docket") / "corpora"
        span = f"{self.layouts.start}-{self.layouts.stop}" if self.layouts.start else str(self.layouts.stop)
        kind = "scans" if self.scanned else "papers"
        return folder / f"{kind}-{self.generation}-{self.seed}-{span}-{self.papers}.jsonl"

    def read(self) -> list[LabelledDocument]:
        """The papers, made on first use."""
        if not self.path.exists():
            if self.generation != GENERATION:
                raise DocumentError(
                    f"{self.path}: papers of generation {self.generation} are made by earlier code, see "
                    "docs/experiments.md for its commit; make them there, or train on the present generation only"
                )
            print(f"making {self.papers} synthetic papers: {self.path}", flush=True)
            make = make_scans if self.scanned else make_corpus
            make(self.path, self.papers, self.seed, self.layouts)
        return list(read_documents(self.path))

    def source(self, split: str) -> dict:
        """The entry of the model card."""
        layouts = f"layouts {self.layouts.start} to {self.layouts.stop - 1}"
        kind = "scanned" if self.scanned else "synthetic"
        name = f"{kind} papers of generation {self.generation}, seed {self.seed}, {layouts}"
        return {
            "name": name,
            "licence": "Apache-2.0",
            "rows": self.papers,
            "split": split,
            "sha256": _digest(self.path),
        }


TRAINING_CORPORA = {
    "generation 5": (Corpus(4960, 11, range(3200), 5),),
    "generation 6": (Corpus(3200, 21, range(2400), 6),),
    "generation 8": (Corpus(4000, 31, range(3000), 8), Corpus(80, 41, range(3000), 8, scanned=True)),
    "generation 8, wide": (
        Corpus(8000, 51, range(3000, 10_000), 8),
        Corpus(80, 52, range(3000, 10_000), 8, scanned=True),
    ),
    "generation 9": (
        Corpus(8000, 61, range(400_000, 410_000), 9),
        Corpus(300, 62, range(400_000, 410_000), 9, scanned=True),
    ),
    "generation 10": (
        Corpus(8000, 71, range(500_000, 510_000), 10),
        Corpus(300, 72, range(500_000, 510_000), 10, scanned=True),
    ),
    "generation 11": (
        Corpus(8000, 81, range(600_000, 610_000), 11),
        Corpus(120, 82, range(600_000, 610_000), 11, scanned=True),
    ),
}
"""By the name that a recipe gives; nothing was trained on generation 7."""
CALIBRATION_CORPUS = Corpus(6000, 12, range(10_000, 90_000))
"""Hardly a layout twice, and none that training saw: as many independent groups as papers."""

JOINT_BOUND_CORPUS = Corpus(3400, 13, range(90_000, 170_000))
JOINT_SCANS = Corpus(64, 42, range(10_000, 90_000), scanned=True)
JOINT_LEARN, JOINT_LEARN_SCANS, JOINT_BOUND = 500, 32, 3000
"""The joint calibrator learns on the first papers of the calibration corpus and the first scans, is bounded on the
first papers of a corpus that nothing else was calibrated on, and reported on its other papers and the other scans."""
DOCUMENT_BOUND_CORPUS = Corpus(3000, 14, range(170_000, 250_000))
"""Carries the bounds on whole documents: bounds of values, which say with it what passes, come from other papers."""


@dataclass(frozen=True)
class Parts:
    """Receipts and synthetic papers by part: `train`, `dev`, `calibration`; `sources` say where they came from."""

    receipts: dict[str, list[LabelledDocument]]
    papers: dict[str, list[LabelledDocument]]
    sources: list[dict]

    def sizes(self) -> dict[str, int]:
        """Documents by kind and part."""
        by_kind = {"receipts": self.receipts, "papers": self.papers}
        return {f"{kind} {part}": len(rows) for kind, by in by_kind.items() for part, rows in by.items()}


def split_papers(papers: list[LabelledDocument]) -> dict[str, list[LabelledDocument]]:
    """`train` and `dev` by layout."""
    layouts = sorted({paper.group for paper in papers})
    random.Random(HELD_OUT_SEED).shuffle(layouts)
    held = set(layouts[: int(DEV_LAYOUTS * len(layouts))])
    return {
        "train": [paper for paper in papers if paper.group not in held],
        "dev": [paper for paper in papers if paper.group in held],
    }


def receipts_source(rows: int) -> dict:
    """The entry of the model card."""
    return {
        "name": "receipts-sroie",
        "licence": "CC BY 4.0",
        "rows": rows,
        "split": "train; dev and calibration by seller",
        "sha256": _digest(RECEIPTS_FOLDER / "documents.jsonl"),
    }


def load_parts(names: tuple[str, ...]) -> Parts:
    """Read, check and split what trains and tunes; every document is checked before anything is trained on it."""
    receipts = read_receipts(RECEIPTS_FOLDER, "train")
    corpora = [corpus for name in names for corpus in TRAINING_CORPORA[name]]
    papers = [paper for corpus in corpora for paper in corpus.read()]
    check_documents([*receipts, *papers])
    held = hold_out(receipts, {"dev": DEV_RECEIPTS, "calibration": CALIBRATION_RECEIPTS}, HELD_OUT_SEED)
    by_layout = split_papers(papers)
    check_groups(held)
    check_groups(by_layout)
    sources = [receipts_source(len(receipts)), *(c.source("train; dev by layout") for c in corpora)]
    return Parts(held, by_layout, sources)


def joint_papers() -> dict[str, list[LabelledDocument]]:
    """`learn`, `learn-scans`, `bound`, `documents`, `report`, `report-scans`; later sets leave out layouts of earlier
    ones, of which only receipts have some again."""
    others, scans = JOINT_BOUND_CORPUS.read(), JOINT_SCANS.read()
    sets = {
        "learn": CALIBRATION_CORPUS.read()[:JOINT_LEARN],
        "learn-scans": scans[:JOINT_LEARN_SCANS],
        "bound": others[:JOINT_BOUND],
        "documents": DOCUMENT_BOUND_CORPUS.read(),
        "report": others[JOINT_BOUND:],
        "report-scans": scans[JOINT_LEARN_SCANS:],
    }
    learnt = {paper.group for name in ("learn", "learn-scans") for paper in sets[name]}
    bounded = learnt | {paper.group for paper in sets["bound"]}
    carried = bounded | {paper.group for paper in sets["documents"]}
    seen = {
        "learn": set(),
        "learn-scans": set(),
        "bound": learnt,
        "documents": bounded,
        "report": carried,
        "report-scans": carried,
    }
    return {name: [paper for paper in papers if paper.group not in seen[name]] for name, papers in sets.items()}


def joint_sources() -> list[dict]:
    return [
        CALIBRATION_CORPUS.source(f"the first {JOINT_LEARN} papers, which the joint calibrator learns on"),
        JOINT_SCANS.source(f"the first {JOINT_LEARN_SCANS}, which the joint calibrator learns on; the others report"),
        JOINT_BOUND_CORPUS.source(f"the first {JOINT_BOUND} papers carry the bounds, the others report"),
        DOCUMENT_BOUND_CORPUS.source("carries the bounds on whole documents"),
    ]


def calibration_receipts() -> list[LabelledDocument]:
    """The receipts, by seller, that calibrate."""
    receipts = read_receipts(RECEIPTS_FOLDER, "train")
    return hold_out(receipts, {"dev": DEV_RECEIPTS, "calibration": CALIBRATION_RECEIPTS}, HELD_OUT_SEED)["calibration"]


def calibration_parts() -> Parts:
    """What calibrates, without what trains: its layouts are numbered apart from those of every training corpus."""
    trained = [corpus.layouts for corpora in TRAINING_CORPORA.values() for corpus in corpora]
    own = CALIBRATION_CORPUS.layouts
    if any(layouts.start < own.stop and own.start < layouts.stop for layouts in trained):
        raise DocumentError(f"{CALIBRATION_CORPUS.path}: a training corpus has some of its layouts; number them apart")
    receipts, papers = calibration_receipts(), CALIBRATION_CORPUS.read()
    check_documents([*receipts, *papers])
    sources = [receipts_source(len(receipts)), CALIBRATION_CORPUS.source("calibration")]
    return Parts({"calibration": receipts}, {"calibration": papers}, sources)


def with_calibration(parts: Parts) -> Parts:
    """The parts with the papers that calibrate, in layouts of their own."""
    papers = CALIBRATION_CORPUS.read()
    check_documents(papers)
    by_layout = {**parts.papers, "calibration": papers}
    check_groups(by_layout)
    return Parts(parts.receipts, by_layout, [*parts.sources, CALIBRATION_CORPUS.source("calibration")])


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
