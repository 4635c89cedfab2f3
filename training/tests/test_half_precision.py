"""The float16 network of a package beside its int8 one, both on the CPU."""

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from docket_training.__main__ import main
from docket_training.card import file_entry, weights_folder
from docket_training.half_precision import FP16_FILE, half_precision

PACKAGES = [("customer-care", "logits", 64), ("invoice", "logits", 128)]


def newest(name: str) -> Path:
    return max(weights_folder(name, "0").parent.iterdir())


def inputs_of(session: onnxruntime.InferenceSession, rows: int, width: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(7)
    shapes = {i.name: [rows, width, *[s for s in i.shape[2:] if isinstance(s, int)]] for i in session.get_inputs()}
    feeds = {name: random.integers(5, 900, shape) for name, shape in shapes.items()}
    mask = np.ones(shapes["attention_mask"], np.int64)
    mask[0, width // 2 :] = 0
    return {**feeds, "attention_mask": mask}


@pytest.mark.parametrize(("name", "output", "width"), PACKAGES)
def test_scores_differ_in_the_third_decimal(name: str, output: str, width: int) -> None:
    path = newest(name) / "model.onnx"
    half = half_precision(onnx.load(path)).SerializeToString()
    sessions = [onnxruntime.InferenceSession(m, providers=["CPUExecutionProvider"]) for m in (str(path), half)]
    feeds = inputs_of(sessions[0], 4, width)
    whole, halved = (session.run([output], feeds)[0] for session in sessions)
    assert halved.dtype == np.float32
    assert np.isfinite(halved).all()
    real = feeds["attention_mask"].astype(bool) if whole.ndim == 3 else slice(None)
    spread = np.abs(whole[real]).max()
    assert np.abs(whole[real] - halved[real]).max() < 0.01 * spread
    assert (whole[real].argmax(-1) == halved[real].argmax(-1)).mean() > 0.99


def test_the_command_writes_it_into_the_package_and_its_card(tmp_path: Path) -> None:
    source = newest("customer-care")
    folder = tmp_path / source.name
    shutil.copytree(source, folder)
    assert main(["fp16", "customer-care", "--version", source.name, "--folder", str(folder)]) == 0
    card = json.loads((folder / "card.json").read_text())
    assert card["files"][FP16_FILE] == file_entry(folder / FP16_FILE)
    assert card["files"]["model.onnx"] == json.loads((source / "card.json").read_text())["files"]["model.onnx"]


def test_a_package_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["fp16", "nobody", "--version", "1.0.0", "--folder", str(tmp_path)]) == 2
    assert "nobody 1.0.0" in "".join(capsys.readouterr())
