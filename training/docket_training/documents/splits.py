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
from docket_training.synth.corpus import make_corpus

RECEIPTS_FOLDER = Path(__file__).parents[4] / "shared" / "data" / "receipts-sroie"
CORPUS_SEED = 11
LAYOUTS = 400
HELD_OUT_SEED = 7
DEV_RECEIPTS, CALIBRATION_RECEIPTS = 40, 70
DEV_LAYOUTS, CALIBRATION_LAYOUTS = 0.05, 0.09
"""Shares of the layouts, receipts' layouts among them."""


@dataclass(frozen=True)
class Parts:
    """Receipts and synthetic papers by part: `train`, `dev`, `calibration`; `sources` say where they came from."""

    receipts: dict[str, list[LabelledDocument]]
    papers: dict[str, list[LabelledDocument]]
    sources: list[dict]


def corpora_folder() -> Path:
    root = os.environ.get("DOCKET_CACHE_DIR")
    return (Path(root) if root else Path.home() / ".cache" / "docket") / "corpora"


def papers_corpus(count: int) -> Path:
    """The synthetic corpus, made on first use."""
    path = corpora_folder() / f"papers-{CORPUS_SEED}-{LAYOUTS}-{count}.jsonl"
    if not path.exists():
        print(f"making {count} synthetic papers: {path}", flush=True)
        make_corpus(path, count, CORPUS_SEED, LAYOUTS)
    return path


def split_papers(papers: list[LabelledDocument]) -> dict[str, list[LabelledDocument]]:
    """Parts by layout."""
    layouts = sorted({paper.group for paper in papers})
    random.Random(HELD_OUT_SEED).shuffle(layouts)
    dev, calibration = (int(share * len(layouts)) for share in (DEV_LAYOUTS, CALIBRATION_LAYOUTS))
    part = dict.fromkeys(layouts[:dev], "dev")
    part |= dict.fromkeys(layouts[dev : dev + calibration], "calibration")
    parts: dict[str, list[LabelledDocument]] = {"train": [], "dev": [], "calibration": []}
    for paper in papers:
        parts[part.get(paper.group, "train")].append(paper)
    return parts


def load_parts(count: int) -> Parts:
    """Read, check and split all training data; every document is checked before anything is trained on it."""
    corpus = papers_corpus(count)
    receipts = read_receipts(RECEIPTS_FOLDER, "train")
    papers = list(read_documents(corpus))
    check_documents([*receipts, *papers])
    held = hold_out(receipts, {"dev": DEV_RECEIPTS, "calibration": CALIBRATION_RECEIPTS}, HELD_OUT_SEED)
    by_layout = split_papers(papers)
    check_groups(held)
    check_groups(by_layout)
    sources = [
        {
            "name": "receipts-sroie",
            "licence": "CC BY 4.0",
            "rows": len(receipts),
            "split": "train; dev and calibration by seller",
            "sha256": _digest(RECEIPTS_FOLDER / "documents.jsonl"),
        },
        {
            "name": f"synthetic papers, seed {CORPUS_SEED}, {LAYOUTS} layouts",
            "licence": "Apache-2.0",
            "rows": len(papers),
            "split": "train; dev and calibration by layout",
            "sha256": _digest(corpus),
        },
    ]
    return Parts(held, by_layout, sources)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
