"""Which documents train, tune, calibrate and report: whole sellers and whole layouts each."""

import hashlib
import os
import random
from dataclasses import dataclass
from pathlib import Path

from docket_training.documents.labelled_document import (
    LabelledDocument,
    check_documents,
    check_groups,
    read_documents,
)
from docket_training.documents.sroie import hold_out, read_receipts
from docket_training.synth.corpus import GENERATION, make_corpus

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

    @property
    def path(self) -> Path:
        root = os.environ.get("DOCKET_CACHE_DIR")
        folder = (Path(root) if root else Path.home() / ".cache" / "docket") / "corpora"
        span = f"{self.layouts.start}-{self.layouts.stop}" if self.layouts.start else str(self.layouts.stop)
        return folder / f"papers-{GENERATION}-{self.seed}-{span}-{self.papers}.jsonl"

    def read(self) -> list[LabelledDocument]:
        """The papers, made on first use."""
        if not self.path.exists():
            print(f"making {self.papers} synthetic papers: {self.path}", flush=True)
            make_corpus(self.path, self.papers, self.seed, self.layouts)
        return list(read_documents(self.path))

    def source(self, split: str) -> dict:
        """The entry of the model card."""
        name = f"synthetic papers, seed {self.seed}, layouts {self.layouts.start} to {self.layouts.stop - 1}"
        return {
            "name": name,
            "licence": "Apache-2.0",
            "rows": self.papers,
            "split": split,
            "sha256": _digest(self.path),
        }


TRAINING_CORPUS = Corpus(4000, 11, range(1600))
CALIBRATION_CORPUS = Corpus(3000, 12, range(10_000, 90_000))
"""Hardly a layout twice, and none that training saw: as many independent groups as papers."""


@dataclass(frozen=True)
class Parts:
    """Receipts and synthetic papers by part: `train`, `dev`, `calibration`; `sources` say where they came from."""

    receipts: dict[str, list[LabelledDocument]]
    papers: dict[str, list[LabelledDocument]]
    sources: list[dict]


def split_papers(papers: list[LabelledDocument]) -> dict[str, list[LabelledDocument]]:
    """`train` and `dev` by layout."""
    layouts = sorted({paper.group for paper in papers})
    random.Random(HELD_OUT_SEED).shuffle(layouts)
    held = set(layouts[: int(DEV_LAYOUTS * len(layouts))])
    return {
        "train": [paper for paper in papers if paper.group not in held],
        "dev": [paper for paper in papers if paper.group in held],
    }


def load_parts() -> Parts:
    """Read, check and split all training data; every document is checked before anything is trained on it."""
    receipts = read_receipts(RECEIPTS_FOLDER, "train")
    papers, calibration = TRAINING_CORPUS.read(), CALIBRATION_CORPUS.read()
    check_documents([*receipts, *papers, *calibration])
    held = hold_out(receipts, {"dev": DEV_RECEIPTS, "calibration": CALIBRATION_RECEIPTS}, HELD_OUT_SEED)
    by_layout = {**split_papers(papers), "calibration": calibration}
    check_groups(held)
    check_groups(by_layout)
    receipts_source = {
        "name": "receipts-sroie",
        "licence": "CC BY 4.0",
        "rows": len(receipts),
        "split": "train; dev and calibration by seller",
        "sha256": _digest(RECEIPTS_FOLDER / "documents.jsonl"),
    }
    sources = [TRAINING_CORPUS.source("train; dev by layout"), CALIBRATION_CORPUS.source("calibration")]
    return Parts(held, by_layout, [receipts_source, *sources])


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
