"""Exports the trained entity specialist: int8 ONNX, calibration, figures, card."""

import hashlib
from pathlib import Path

import numpy as np
import torch

from docket_training.base_weights import load_base
from docket_training.card import MODEL_FILE, input_entry, write_package
from docket_training.documents.confidence import apply_platt, calibration_error
from docket_training.documents.windows import MAX_PIECES
from docket_training.entities.calibration import curve_of, judgements, temperature_of, thresholds_of
from docket_training.entities.decode import Span, decode
from docket_training.entities.examples import MAX_LENGTH, STRIDE
from docket_training.entities.figures import figures_of
from docket_training.entities.fit import NAME, Fitted
from docket_training.entities.kinds import HELD_OUT, bio_labels
from docket_training.entities.marked_text import MarkedText, words_of
from docket_training.entities.predict import Runner, onnx_runner, word_logits
from docket_training.entities.read_sets import BITEXT_FILE, NLUPP_FILE
from docket_training.export_onnx import export_onnx
from docket_training.quantise import BLOCK, quantise_weights

DESCRIPTION = (
    "Finds values in English tickets: labels every word with the kind of entity it belongs to. Beside it written rules "
    "find what has an exact form; `docs/entities.md` says which decides when."
)
LIMITS = [
    "English only; uncased. Bitext repeats templates and a handful of values: texts unlike its own score lower.",
    "City, country and account type were only ever seen in Bitext's few sentences about delivery and accounts.",
    "Beginning and end of a span of hours, bare numbers and spending categories are not offered: 16 to 30 values each "
    "were too few to learn.",
    "The bounds speak of texts like the calibration rows.",
]
SETS = (
    ("intents-bitext", "CDLA-Sharing-1.0", BITEXT_FILE, "bitext"),
    ("intents-nlupp", "CC BY 4.0", NLUPP_FILE, "nlupp"),
)


def export_model(model: torch.nn.Module, path: Path) -> Path:
    ids = torch.randint(1000, 2000, (2, 16))
    names = ["input_ids", "attention_mask"]
    export_onnx(model, [ids, torch.ones_like(ids)], names, path, {"logits": {0: "batch", 1: "sequence"}})
    return path


def found_in(run: Runner, fitted: Fitted, texts: list[MarkedText], temperature: float) -> list[list[Span]]:
    logits = word_logits(run, fitted.tokenizer, [t.text for t in texts])
    return [decode(words_of(t.text), scores, temperature) for t, scores in zip(texts, logits, strict=True)]


def package(fitted: Fitted, folder: Path, version: str, command: str) -> dict:
    """Write the package; the card. Temperature, curve and order of thresholds come from tuning rows, bounds from
    calibration rows."""
    folder.mkdir(parents=True, exist_ok=True)
    full = export_model(fitted.model, fitted.folder / "model.onnx")
    quantise_weights(full, folder / MODEL_FILE)
    run, parts = onnx_runner(folder / MODEL_FILE), fitted.parts
    temperature = temperature_of(parts.tune, word_logits(run, fitted.tokenizer, [t.text for t in parts.tune]))
    tuning = judgements(parts.tune, found_in(run, fitted, parts.tune, temperature))
    curve = curve_of(tuning)
    judged = judgements(parts.calibration, found_in(run, fitted, parts.calibration, temperature))
    confidence = apply_platt(curve, np.array([score for _, score, _, _ in judged]))
    found = found_in(run, fitted, parts.validation, temperature)
    exact = found_in(onnx_runner(full), fitted, parts.validation, temperature)
    return write_package(
        folder,
        name=NAME,
        version=version,
        task="token-classification",
        labels=bio_labels(),
        base=load_base(),
        quantisation=f"weight-only-blockwise (block {BLOCK}, float32 products)",
        parameters=sum(p.numel() for p in fitted.model.parameters()),
        tokenizer=fitted.tokenizer_document,
        model_input={
            **input_entry(fitted.tokenizer_document["model"]["vocab"], MAX_LENGTH, layout=False, stride=STRIDE),
            "maxPiecesPerWord": MAX_PIECES,
        },
        calibration={
            "temperature": temperature,
            "platt": {"*": list(curve)},
            "split": "rows held out of the training rows (of NLU++ a fold); temperature and curve from tuning rows",
            "n": len(judged),
            "thresholds": thresholds_of(tuning, judged, curve),
        },
        training={
            "seed": fitted.recipe.seed,
            "epochs": fitted.recipe.epochs,
            "recipe": fitted.recipe.as_dict(),
            "heldOutValues": {kind: list(values) for kind, values in HELD_OUT.items()},
            "command": command,
            "data": data_entries(fitted),
        },
        metrics={
            "validation": {
                **{name: set_figures(parts.validation, found, source) for name, _, _, source in SETS},
                "sameSpansAsFloat32": round(
                    float(np.mean([places(a) == places(b) for a, b in zip(found, exact, strict=True)])), 4
                ),
                "calibrationError": calibration_error(confidence, np.array([right for _, _, right, _ in judged])),
            }
        },
        description=DESCRIPTION,
        limits=LIMITS,
    )


def places(spans: list[Span]) -> list[tuple[str, int, int]]:
    return [(span.kind, span.start, span.end) for span in spans]


def set_figures(texts: list[MarkedText], found: list[list[Span]], source: str) -> dict:
    rows = [(t, f) for t, f in zip(texts, found, strict=True) if t.source.startswith(source)]
    return figures_of([t for t, _ in rows], [f for _, f in rows])


def data_entries(fitted: Fitted) -> list[dict]:
    return [
        {
            "name": name,
            "licence": licence,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "rows": sum(t.source.startswith(source) for t in texts),
            "split": part,
        }
        for name, licence, path, source in SETS
        for part, texts in vars(fitted.parts).items()
    ]
