"""From a trained ticket specialist to its package: export, int8, calibration, figures, card."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from docket_training.base_weights import load_base
from docket_training.calibrate import acceptance_bound, energy, fit_temperature, probabilities, upper_quantile
from docket_training.card import MODEL_FILE, input_entry, write_package
from docket_training.export_onnx import export_onnx
from docket_training.onnx_scoring import classification_logits, open_session
from docket_training.quantise import BLOCK, quantise_weights
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.desks import Desk
from docket_training.tickets.evaluate import Decisions, decide, flat_rows, ticket_metrics
from docket_training.tickets.fit import Fitted, token_ids
from docket_training.tickets.train import OUTLIER

INPUTS = ("input_ids", "attention_mask")


def export_onnx_of(model: TicketClassifier, path: Path) -> Path:
    """The classifier as float32 ONNX."""
    example = torch.tensor([[101, 110, 120, 102], [101, 130, 102, 0]])
    export_onnx(model, (example, (example > 0).long()), INPUTS, path)
    return path


def export_package(
    fitted: Fitted, folder: Path, version: str, command: str, further: Callable[[Path, Path], dict] | None = None
) -> dict:
    """Write model.onnx, tokenizer.json, card.json and README.md into `folder`; returns the card.

    `further`: more metrics, from the float32 and the int8 file. All figures are measured on the int8 file. Temperature
    and out-of-scope threshold come from the tuning rows, the acceptance bound from the calibration rows, the report
    from the validation rows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    exact = export_onnx_of(fitted.model, fitted.folder / "model.fp32.onnx")
    quantise_weights(exact, folder / MODEL_FILE)
    session = open_session(folder / MODEL_FILE)
    max_length = fitted.desk.recipe.max_length
    parts = fitted.splits.parts()
    logits = {
        name: classification_logits(session, token_ids(fitted.tokenizer, rows, max_length))
        for name, rows in parts.items()
        if name != "fit"
    }
    labels = {name: np.array(fitted.splits.label_indices(rows)) for name, rows in parts.items()}
    calibration = calibrate_desk(fitted.desk, logits, labels)
    decisions = apply_calibration(logits["validation"], calibration)
    answers = flat_rows(parts["validation"], fitted.splits.labels, decisions)
    (fitted.folder / "validation.jsonl").write_text("".join(json.dumps(row) + "\n" for row in answers))
    validation = ticket_metrics(decisions, labels["validation"])
    return write_package(
        folder,
        name=fitted.desk.name,
        version=version,
        task="text-classification",
        labels=fitted.splits.labels,
        base=load_base(),
        quantisation=f"weight-only-blockwise (block {BLOCK}, float32 products)",
        parameters=sum(p.numel() for p in fitted.model.parameters()),
        tokenizer=fitted.tokenizer_document,
        model_input=input_entry(fitted.tokenizer_document["model"]["vocab"], max_length, layout=False),
        calibration=calibration,
        training=training_entry(fitted, command),
        metrics={
            "validation": validation,
            "quantisation": quantisation_change(fitted, exact, logits, labels),
            **(further(exact, folder / MODEL_FILE) if further else {}),
        },
        description=f"Sorts English texts into the {len(fitted.splits.labels)} labels of the desk {fitted.desk.name}.",
        limits=desk_limits(fitted.desk, len(fitted.splits.fit)),
        extra={"topics": fitted.splits.topics} if fitted.splits.topics else None,
    )


def calibrate_desk(desk: Desk, logits: dict[str, np.ndarray], labels: dict[str, np.ndarray]) -> dict:
    """The calibration entry of the card."""
    recipe = desk.recipe
    inside = labels["tune"] != OUTLIER
    temperature = fit_temperature(logits["tune"][inside], labels["tune"][inside])
    strange_above = upper_quantile(energy(logits["tune"][inside]), recipe.flagged_in_scope)
    rows = logits["calibration"]
    outliers = int((labels["calibration"] == OUTLIER).sum())
    bound = acceptance_bound(
        probabilities(rows, temperature).max(1),
        rows.argmax(1) == labels["calibration"],
        population=f"texts like those of {desk.set_name}"
        + (f", {outliers / len(rows):.1%} of them out of scope" if outliers else ", all in scope"),
        candidates=energy(rows) < strange_above,
        alpha=recipe.alpha,
        delta=recipe.delta,
    )
    return {
        "temperature": temperature,
        "split": "stratified, held out of the training rows; temperature and out-of-scope threshold from tuning rows",
        "n": len(rows),
        "outOfScope": {
            "score": "energy",
            "temperature": 1.0,
            "threshold": strange_above,
            "higherIsOutOfScope": True,
            "tunedOn": int(inside.sum()),
            "flaggedInScope": recipe.flagged_in_scope,
        },
        "thresholds": {"*": bound.as_dict()},
    }


def apply_calibration(logits: np.ndarray, calibration: dict) -> Decisions:
    return decide(
        logits,
        calibration["temperature"],
        calibration["outOfScope"]["threshold"],
        calibration["thresholds"]["*"]["threshold"],
    )


def quantisation_change(
    fitted: Fitted, exact: Path, logits: dict[str, np.ndarray], labels: dict[str, np.ndarray]
) -> dict:
    """What int8 changed on the validation rows against the float32 export."""
    rows = token_ids(fitted.tokenizer, fitted.splits.validation, fitted.desk.recipe.max_length)
    before = classification_logits(open_session(exact), rows)
    inside = labels["validation"] != OUTLIER
    truth = labels["validation"][inside]
    return {
        "float32Accuracy": float((before[inside].argmax(1) == truth).mean()),
        "int8Accuracy": float((logits["validation"][inside].argmax(1) == truth).mean()),
        "sameLabel": float((before.argmax(1) == logits["validation"].argmax(1)).mean()),
        "largestLogitChange": float(np.abs(before - logits["validation"]).max()),
    }


def training_entry(fitted: Fitted, command: str) -> dict:
    desk = fitted.desk
    return {
        "seed": desk.recipe.seed,
        "epochs": fitted.epochs or desk.recipe.epochs,
        "recipe": desk.recipe.as_dict(),
        **fitted.way,
        "command": command,
        "removed": fitted.splits.removed,
        "data": [
            {
                "name": desk.set_name,
                "licence": desk.licence,
                "sha256": fitted.data_sha256,
                "rows": len(rows),
                "split": name,
            }
            for name, rows in fitted.splits.parts().items()
        ],
    }


def desk_limits(desk: Desk, learned: int) -> list[str]:
    """`learned`: texts that it was fitted on."""
    limits = [
        f"English only; learned from {learned} texts of {desk.set_name}.",
        f"Reads the first {desk.recipe.max_length} WordPieces of a text.",
        "The acceptance bound speaks of texts like the calibration rows; another population needs its own calibration.",
    ]
    if desk.out_of_scope_label is None:
        limits.append(
            "No out-of-scope text was seen in training: the out-of-scope threshold is a quantile of in-scope texts."
        )
    return limits
