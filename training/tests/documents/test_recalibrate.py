import json

import pytest

from docket_training import installed_package
from docket_training.card import file_entry
from docket_training.documents import recalibrate as module
from docket_training.documents.splits import Parts
from docket_training.installed_package import installed
from docket_training.package_weights import PackageError

BOUND = {"threshold": 0.9, "alpha": 0.02, "delta": 0.05, "n": 400, "groups": 300, "coverage": 0.8, "population": "x"}


def row(split: str, name: str = "old papers") -> dict:
    return {"name": name, "licence": "Apache-2.0", "rows": 7, "split": split, "sha256": "0" * 64}


@pytest.fixture
def weights(tmp_path, monkeypatch):
    """A folder of weights with one package, and a calibration that is already done."""

    def folder(name, version):
        return tmp_path / name / version

    source = folder("invoice", "1.0.0")
    source.mkdir(parents=True)
    (source / "model.onnx").write_bytes(b"weights")
    (source / "tokenizer.json").write_text('{"version": "1.0", "model": {}}')
    card = {
        "name": "invoice",
        "version": "1.0.0",
        "parameters": 1_000_000,
        "precision": "int8",
        "quantisation": "none",
        "labels": ["O"],
        "licence": "Apache-2.0",
        "base": {"package": "base", "version": "1"},
        "files": {name: file_entry(source / name) for name in ("model.onnx", "tokenizer.json")},
        "training": {
            "seed": 1,
            "epochs": 1,
            "commit": "c0ffee",
            "command": "docket-train",
            "data": [row("train"), row("calibration")],
        },
        "calibration": {"temperature": 1.0, "split": "old", "n": 1, "thresholds": {}},
        "metrics": {"validation": {"headerF1": 0.8, "calibrationError": 0.5}},
    }
    (source / "card.json").write_text(json.dumps(card))
    monkeypatch.setattr(installed_package, "weights_folder", folder)
    monkeypatch.setattr(module, "weights_folder", folder)
    monkeypatch.setattr(module, "calibration_parts", lambda: Parts({}, {}, [row("by layout", "new papers")]))
    monkeypatch.setattr(module, "onnx_runner", lambda path: None)
    monkeypatch.setattr(installed_package, "make_tokenizer", lambda document: None)
    calibration = {"temperature": 1.0, "split": "new", "n": 900, "thresholds": {"*": BOUND}}
    monkeypatch.setattr(module, "calibrate", lambda *_: (calibration, 0.01))
    return tmp_path


def test_a_new_calibration_keeps_the_weights_and_says_whose_they_are(weights):
    card = module.recalibrate(installed("invoice", "1.0.0"), "1.0.1", "docket-train calibrate …", None)
    again = installed("invoice", "1.0.1")
    assert again.card == card
    assert again.model.read_bytes() == b"weights"
    assert card["files"] == installed("invoice", "1.0.0").card["files"]
    assert card["calibration"]["n"] == 900
    assert card["calibration"]["of"]["version"] == "1.0.0"
    assert card["calibration"]["data"] == [row("by layout", "new papers")]
    assert card["metrics"]["validation"] == {"headerF1": 0.8, "calibrationError": 0.01}
    readme = (again.folder / "README.md").read_text()
    assert "| * | 0.9000 |" in readme
    assert "those of invoice 1.0.0" in readme
    assert [line.split(" | ")[0::3] for line in readme.splitlines() if "papers |" in line] == [
        ["| old papers", "train"],
        ["| new papers", "calibration"],
    ]


def test_a_package_that_is_not_there_is_named(weights):
    with pytest.raises(PackageError, match=r"invoice 2\.0\.0"):
        installed("invoice", "2.0.0")
