"""Predictions of a packaged specialist on a set of documents, as flat rows for `score_documents.py`."""

import json
import time
from pathlib import Path

import numpy as np

from docket_training.documents.confidence import apply_platt
from docket_training.documents.found import Found
from docket_training.documents.predict import onnx_runner, predict
from docket_training.documents.words import Page, read_words
from docket_training.synth.render import read_pdf
from docket_training.vocabulary import make_tokenizer


class Package:
    """A specialist as packaged: model, tokenizer and the calibration of its card."""

    def __init__(self, folder: Path):
        self.card = json.loads((folder / "card.json").read_text(encoding="utf8"))
        self.tokenizer = make_tokenizer(json.loads((folder / "tokenizer.json").read_text(encoding="utf8")))
        self.run = onnx_runner(folder / "model.onnx")

    def entry(self, name: str, found: Found) -> dict:
        """Value, calibrated confidence and whether its threshold accepts it."""
        calibration = self.card["calibration"]
        curve = calibration["platt"].get(name, calibration["platt"]["*"])
        confidence = float(apply_platt(tuple(curve), np.array([found.raw]))[0])
        bound = calibration["thresholds"].get(name, calibration["thresholds"]["*"])["threshold"]
        accepted = bound is not None and confidence >= bound
        return {"value": found.value, "confidence": confidence, "accepted": accepted, "source": found.source}

    def extract(self, pages: list[Page]) -> dict:
        """The flat row of one document, without its id."""
        began = time.perf_counter()
        (found,) = predict(self.run, self.tokenizer, [pages], self.card["calibration"]["temperature"])
        rows = {
            "fields": {name: self.entry(name, value) for name, value in found.fields.items()},
            "lines": [{c: self.entry(f"line.{c}", v) for c, v in row.items()} for row in found.lines],
            "taxes": [{c: self.entry(f"tax.{c}", v) for c, v in row.items()} for row in found.taxes],
            "kind": found.kind,
        }
        return {**rows, "ms": 1000 * (time.perf_counter() - began)}


def pages_of(folder: Path, row: dict) -> list[Page] | None:
    """The words of a document: its words file, else what the reader finds in its PDF; None for images."""
    if row.get("words"):
        return read_words(folder / row["words"])
    if (row.get("file") or "").lower().endswith(".pdf"):
        return read_pdf(folder / row["file"])
    return None


def write_predictions(package: Package, documents: Path, split: str | None, truth: Path, predictions: Path) -> int:
    """Flat rows for the documents of a `documents.jsonl` that have words, and the truth rows they answer."""
    count = 0
    with documents.open(encoding="utf8") as source, truth.open("w") as asked, predictions.open("w") as answered:
        for line in source:
            row = json.loads(line)
            if "truth" not in row or (split and row.get("split") != split):
                continue
            pages = pages_of(documents.parent, row)
            if pages is None or not any(page.words for page in pages):
                continue
            asked.write(line)
            answered.write(json.dumps({"id": row["id"], "status": "review", **package.extract(pages)}) + "\n")
            count += 1
    return count
