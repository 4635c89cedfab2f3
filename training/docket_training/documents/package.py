"""Exports a trained document model: int8 ONNX, calibration on its own split, figures, card."""

import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from docket_training.base_weights import load_base
from docket_training.card import input_entry, weights_folder, write_package
from docket_training.documents.calibration import calibrate
from docket_training.documents.evaluate import evaluate
from docket_training.documents.fit import Fitted
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.predict import Runner, onnx_runner, predict
from docket_training.documents.splits import RECEIPTS_FOLDER
from docket_training.documents.sroie import read_receipts
from docket_training.documents.vocabulary_of_fields import KINDS, bio_labels
from docket_training.documents.windows import MAX_LENGTH, MAX_PIECES, STRIDE
from docket_training.export_onnx import export_onnx
from docket_training.installed_package import InstalledPackage
from docket_training.quantise import quantise_weights

BLOCK = 32
"""Weights that share a scale: in blocks of 64 two of 248 receipt values changed, in blocks of 32 none did."""

DESCRIPTION = (
    "Reads invoices, credit notes and receipts in eight languages: labels every word of a page with the field it "
    "belongs to and names the kind of the paper. `docs/decoding.md` says how labels become fields, line items and "
    "tax rows."
)
LIMITS = [
    "Trained on Malaysian till receipts and on synthetic invoices: real invoices of unknown vendors score lower than "
    "the synthetic figures.",
    "Uncased, Latin script; accents are dropped by the tokenizer.",
    "Bounds speak of the calibration population only; real invoices need their own.",
]


def export_model(model: nn.Module, path: Path) -> None:
    """Write float32 ONNX with the outputs `logits` [B,T,C] and `kind` [B,K]."""
    ids = torch.randint(1000, 2000, (2, 16, MAX_PIECES))
    example = [ids, torch.ones_like(ids[..., 0]), torch.randint(0, 1000, (2, 16, 4)).sort(-1).values]
    outputs = {"logits": {0: "batch", 1: "sequence"}, "kind": {0: "batch"}}
    export_onnx(model, example, ["input_ids", "attention_mask", "bbox"], path, outputs)


def milliseconds_a_page(run: Runner, fitted: Fitted, documents: list[LabelledDocument]) -> float:
    """Median time of one page alone, tokens to fields."""
    times = []
    for document in documents:
        began = time.perf_counter()
        predict(run, fitted.tokenizer, [document.pages])
        times.append(1000 * (time.perf_counter() - began) / len(document.pages))
    return float(np.median(times))


def package(
    fitted: Fitted, version: str, command: str, folder: Path | None = None, beside: InstalledPackage | None = None
) -> dict:
    """Write the package into models/weights; the card. `beside`: the specialist that asks a teacher."""
    folder = folder or weights_folder(fitted.name, version)
    folder.mkdir(parents=True, exist_ok=True)
    full = fitted.folder / "model.onnx"
    export_model(fitted.model, full)
    quantise_weights(full, folder / "model.onnx", BLOCK)
    run, tokenizer = onnx_runner(folder / "model.onnx"), fitted.tokenizer
    parts = fitted.parts

    calibration, error = calibrate(run, tokenizer, parts, beside)
    validation = read_receipts(RECEIPTS_FOLDER, "validation")
    receipts, receipts_full = (
        evaluate(r, tokenizer, validation, exact=True).figures() for r in (run, onnx_runner(full))
    )
    papers = evaluate(run, tokenizer, parts.papers["dev"]).figures()
    papers_full = evaluate(onnx_runner(full), tokenizer, parts.papers["dev"]).figures()
    sample = [d for d in parts.papers["dev"] if d.kind == "invoice"][:40]
    metrics = {
        "validation": {
            "receiptsKeyF1": receipts["headerF1"],
            "receiptsFields": receipts["fields"],
            "receiptsKeyF1Float32": receipts_full["headerF1"],
            "papersUnseenLayouts": papers,
            "papersHeaderF1Float32": papers_full["headerF1"],
            "calibrationError": error,
            "millisecondsAPage": round(milliseconds_a_page(run, fitted, sample), 1),
        }
    }
    vocabulary = fitted.tokenizer_document["model"]["vocab"]
    return write_package(
        folder,
        name=fitted.name,
        version=version,
        task="token-classification",
        labels=bio_labels(),
        base=load_base(),
        quantisation=f"weight-only-blockwise (block {BLOCK}, float32 products)",
        parameters=sum(p.numel() for p in fitted.model.parameters()),
        tokenizer=fitted.tokenizer_document,
        model_input={
            **input_entry(vocabulary, MAX_LENGTH, layout=True, stride=STRIDE),
            "wordAggregation": "sum",
            "maxPiecesPerWord": MAX_PIECES,
        },
        calibration=calibration,
        training={
            "seed": fitted.stages[-1].seed,
            "epochs": sum(stage.rounds for stage in fitted.stages),
            "start": fitted.start.origin() if fitted.start else None,
            "stages": [stage.as_dict() for stage in fitted.stages],
            "command": command,
            "data": parts.sources,
        },
        metrics=metrics,
        description=DESCRIPTION,
        limits=LIMITS,
        extra={"kinds": list(KINDS)},
    )
