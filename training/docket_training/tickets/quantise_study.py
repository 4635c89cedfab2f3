"""One student in every int8 form that the runtime knows, beside float32: labels, accuracy, size, speed, batch."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)

from docket_training.batches import pad_ids
from docket_training.onnx_scoring import classification_logits, open_session
from docket_training.quantise import quantise_weights
from docket_training.tickets.stages import megabytes, milliseconds

PRODUCTS = ["MatMul", "Gemm"]
STATIC = "static QDQ"


class Texts(CalibrationDataReader):
    """Texts one by one, to learn the ranges of activations from."""

    def __init__(self, ids: Sequence[Sequence[int]]):
        self.rest = iter(ids)

    def get_next(self) -> dict[str, np.ndarray] | None:
        row = next(self.rest, None)
        if row is None:
            return None
        tokens, mask = pad_ids([row])
        return {"input_ids": tokens, "attention_mask": mask}


def forms(exact: Path, folder: Path, calibration: Sequence[Sequence[int]]) -> dict[str, Path]:
    """The float32 file and its int8 forms, written into `folder`."""
    made = {"float32": exact}
    for block in (32, 64, 128):
        made[f"weights in blocks of {block}"] = folder / f"block-{block}.onnx"
        quantise_weights(exact, made[f"weights in blocks of {block}"], block)
    made["dynamic"] = folder / "dynamic.onnx"
    quantize_dynamic(exact, made["dynamic"], op_types_to_quantize=PRODUCTS, per_channel=True, reduce_range=True)
    made[STATIC] = static_form(exact, folder, calibration)
    return made


def static_form(exact: Path, folder: Path, calibration: Sequence[Sequence[int]]) -> Path:
    """Static QDQ, a scale a channel, with the ranges of the calibration texts."""
    made = folder / "static.onnx"
    quantize_static(
        exact,
        made,
        Texts(calibration),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=PRODUCTS,
        per_channel=True,
        reduce_range=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
    )
    return made


def batch_change(path: Path, ids: Sequence[Sequence[int]]) -> float:
    """The largest change of a logit between a text alone and among 31 others."""
    session = open_session(path)
    alone = classification_logits(session, ids, batch=1)
    return float(np.abs(classification_logits(session, ids, batch=32) - alone).max())


def quantisation_study(
    exact: Path, folder: Path, calibration: Sequence[Sequence[int]], ids: Sequence[Sequence[int]], labels: np.ndarray
) -> dict[str, dict]:
    """Figures by form on texts `ids` with label indices `labels`, all in scope."""
    return measured(exact, forms(exact, folder, calibration), ids, labels)


def static_study(
    exact: Path, folder: Path, calibration: Sequence[Sequence[int]], ids: Sequence[Sequence[int]], labels: np.ndarray
) -> dict:
    """The same of static QDQ alone."""
    return measured(exact, {STATIC: static_form(exact, folder, calibration)}, ids, labels)[STATIC]


def measured(exact: Path, made: dict[str, Path], ids: Sequence[Sequence[int]], labels: np.ndarray) -> dict[str, dict]:
    times = milliseconds({name: (open_session(path), ids) for name, path in made.items()})
    reference = classification_logits(open_session(exact), ids).argmax(1)
    figures = {}
    for name, path in made.items():
        answers = classification_logits(open_session(path), ids).argmax(1)
        figures[name] = {
            "sameLabel": float((answers == reference).mean()),
            "accuracy": float((answers == labels).mean()),
            "megabytes": megabytes(path),
            **times[name],
            "batchChange": batch_change(path, ids[:64]),
        }
    return figures
