import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from word_network import write_word_network

from docket_training.base_weights import load_base
from docket_training.card import file_entry
from docket_training.documents.evaluate import Evaluation
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.report.answers import Answers, Share
from docket_training.report.breakdowns import by_field, by_language
from docket_training.report.machine import processor_name
from docket_training.report.measures import (
    bootstrap_interval,
    calibration_error,
    coverage_at,
    exact_interval,
    reliability,
    risk_coverage,
)
from docket_training.report.packages import shipped_packages
from docket_training.report.page import part_lines
from docket_training.report.stages import stages_of
from docket_training.report.svg import Axis, Panel, write_figure
from docket_training.report.write import write_report
from docket_training.report.zero_shot import read_zero_shot
from docket_training.tickets.desks import Desk, Recipe

TOPICS = {"card": "card", "login": "password", "transfer": "money"}
FORMS = ["my {} is lost today", "help me with the {} please", "the {} does not work", "what about my {}", "new {} now"]
WORDS = ["", "again", "still", "abroad", "really", "since monday", "at home", "in town"]


def test_calibration_error_of_two_bins():
    confidence = np.array([0.95, 0.95, 0.95, 0.95, 0.55, 0.55])
    right = np.array([True, True, True, False, True, False])
    bins = reliability(confidence, right, bins=10)
    assert [(b.n, round(b.confidence, 2), b.accuracy) for b in bins] == [(2, 0.55, 0.5), (4, 0.95, 0.75)]
    assert calibration_error(confidence, right, bins=10) == pytest.approx(2 / 6 * 0.05 + 4 / 6 * 0.2)


def test_a_confidence_on_an_edge_belongs_to_the_lower_bin():
    assert [b.n for b in reliability(np.array([0.5, 0.500001]), np.array([True, True]), bins=2)] == [1, 1]


def test_coverage_counts_equal_confidences_together():
    confidence = np.array([0.9, 0.8, 0.8, 0.7])
    right = np.array([True, True, False, True])
    coverage, error = risk_coverage(confidence, right)
    assert coverage.tolist() == [0.25, 0.75, 1.0]
    assert error.tolist() == pytest.approx([0, 1 / 3, 1 / 4])
    assert coverage_at(confidence, right, 0.75) == 1.0
    assert coverage_at(confidence, right, 0.95) == 0.25
    assert coverage_at(confidence, ~right, 0.95) == 0.0


def test_intervals():
    assert exact_interval(0, 10) == pytest.approx((0.0, 0.3085), abs=1e-4)
    assert exact_interval(8, 10) == pytest.approx((0.4439, 0.9748), abs=1e-4)
    assert exact_interval(10, 10)[1] == 1.0
    values = np.arange(100.0)
    low, high = bootstrap_interval(100, lambda rows: float(values[rows].mean()))
    assert low < 49.5 < high
    assert high - low == pytest.approx(2 * 1.96 * values.std() / 10, rel=0.1)


def test_errors_are_those_of_the_accepted():
    answers = Answers(np.array([0.9, 0.8, 0.3]), np.array([True, False, False]), np.array([True, True, False]))
    assert answers.accepted_error() == Share(1, 2)
    assert answers.accepted_share() == Share(2, 3)


def paper(name: str, language: str | None) -> LabelledDocument:
    return LabelledDocument(name, name, "invoice", [], [], {}, language=language)


def test_documents_are_told_apart_by_field_and_language():
    first, second = Evaluation(), Evaluation()
    first.header.add("totalGross", "10.00", "10.00")
    first.lines.add("line.quantity", "2", "3")
    second.header.add("totalGross", "12.00", None)
    second.header.add("iban", None, "DE00")
    fields = by_field([first, second])
    assert {name: (score.n, round(score.f1, 3)) for name, score in fields.items()} == {
        "totalGross": (2, 0.667),
        "line.quantity": (1, 0.0),
    }
    languages = by_language([paper("a", "de"), paper("b", "fr")], [first, second])
    assert {name: (score.n, score.f1) for name, score in languages.items()} == {"de": (1, 0.5), "fr": (1, 0.0)}
    assert by_language([paper("a", None)], [first]) == {}
    lines = part_lines("language", "documents", [("papers", languages)])
    assert lines[2:] == [
        "| language | papers |",
        "| --- | ---: |",
        "| `de` | 0.500 (0.500–0.500; 1) |",
        "| `fr` | 0.000 (0.000–0.000; 1) |",
        "",
    ]
    assert part_lines("language", "documents", []) == []


def test_stages_of_a_card_keep_its_order_and_unknown_keys():
    worth = {"rows": 10, "accuracy": 0.9, "expectedCalibrationError": 0.01, "coverageAt": {"0.95": 0.8, "0.99": 0.5}}
    card = {"metrics": {"stages": {"words": {"accuracy": 0.8, "model": "x"}, "studentInt8": worth, "half": {}}}}
    words, student, half = stages_of(card)
    assert (words.name, words.main, words.rows) == ("TF-IDF + linear", 0.8, None)
    assert (student.main, student.coverages) == (0.9, (0.8, None, 0.5))
    assert half.name == "half"
    assert stages_of({"metrics": {}}) == stages_of({}) == []


def test_processor_name():
    assert processor_name(["processor : 0", "model name\t: Some CPU: 3 GHz"]) == "Some CPU: 3 GHz"


def test_figures_are_well_formed(tmp_path):
    panel = Panel("a & b", Axis("x", 0.1, 1000, (0.1, 10), logarithmic=True), Axis("y", 0, 1, (0, 1)))
    panel.dot(10, 0.5, "#000000", title="<here>")
    panel.line([(0.1, 0), (1000, 1)], "#000000")
    assert panel.place(10, 0.5) == panel.place(10, 0.5)
    assert panel.place(1e9, 2) == panel.place(1000, 1)
    write_figure(tmp_path / "f.svg", "A & B", [panel, panel], [("one", "#000000")])
    root = ElementTree.parse(tmp_path / "f.svg").getroot()
    assert len(root.findall("{http://www.w3.org/2000/svg}g")) == 2


def test_of_several_versions_the_newest_counts(tmp_path):
    for version in ("1.9.0", "1.10.0"):
        folder = tmp_path / "a" / version
        folder.mkdir(parents=True)
        (folder / "card.json").write_text("{}")
    assert [p.version for p in shipped_packages(tmp_path)] == ["1.10.0"]


def rows() -> list[dict]:
    texts = [(f"{form.format(word)} {end}", label) for label, word in TOPICS.items() for form in FORMS for end in WORDS]
    return [
        {"id": f"r{i}", "text": text, "label": label, "split": "validation" if i % 4 == 0 else "train"}
        for i, (text, label) in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """A desk, a package for it, and another package that only gets listed."""
    folder = tmp_path_factory.mktemp("report")
    data = folder / "tickets.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in rows()))
    package = folder / "weights" / "tiny" / "1.0.0"
    package.mkdir(parents=True)
    write_word_network(package / "model.onnx", list(TOPICS.values()))
    (package / "tokenizer.json").write_text(json.dumps(load_base().tokenizer))
    worth = {"parameters": 10, "megabytes": 1.5, "msAlone": 2.0, "msInBatchOf32": 1.0, "accuracy": 1.0}
    card = {
        "name": "tiny",
        "task": "text-classification",
        "labels": sorted(TOPICS),
        "precision": "float32",
        "parameters": 91566,
        "licence": "Apache-2.0",
        "files": {"model.onnx": file_entry(package / "model.onnx")},
        "input": {"maxLength": 16},
        "calibration": {"temperature": 1.0, "outOfScope": None, "thresholds": {"*": {"threshold": 0.5}}},
        "training": {"data": [{"name": "tiny-set", "sha256": "0" * 64}]},
        "metrics": {"stages": {"teacher": worth}},
    }
    (package / "card.json").write_text(json.dumps(card))
    other = folder / "weights" / "eyes" / "2.0.0"
    other.mkdir(parents=True)
    (other / "model.onnx").write_bytes(b"1234")
    listed = {k: card[k] for k in ("precision", "licence")}
    listed |= {"metrics": {"recall": 0.5}}
    listed |= {"name": "eyes", "task": "ocr-detection", "files": {"model.onnx": file_entry(other / "model.onnx")}}
    (other / "card.json").write_text(json.dumps(listed))
    return folder, Desk("tiny", data, "tiny-set", "CC0", Recipe(calibration_share=0.1, tune_share=0.2))


def zero_shot_file(path: Path, sha256: str) -> Path:
    chosen = [row for row in rows() if row["split"] == "validation"][:4]
    answers = [
        {"id": r["id"], "label": r["label"], "answer": r["label"] if i else "login", "ms": 5}
        for i, r in enumerate(chosen)
    ]
    model = {"name": "Small-LM", "bytes": 98_000_000, "parameters": 135_000_000, "sha256": "1" * 64}
    desks = {"tiny": {"dataSha256": sha256, "medianMs": 5, "rows": answers}}
    path.write_text(json.dumps({"model": model, "runtime": "r", "machine": "m", "desks": desks}))
    return path


def test_a_tiny_package_from_rows_to_page(ground):
    folder, desk = ground
    stored = zero_shot_file(folder / "asked.json", file_entry(desk.data)["sha256"])
    write_report(folder / "docs" / "models.md", folder / "weights", stored, False, {"tiny": desk})
    page = (folder / "docs" / "models.md").read_text()
    n = sum(row["split"] == "validation" for row in rows())
    row = next(line for line in page.splitlines() if line.startswith("| tiny 1.0.0 | 0.09 |"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[5] == str(n)
    assert cells[6].startswith("1.000 (")
    confidence = np.exp(4) / (np.exp(4) + 2)
    assert cells[7] == f"{1 - confidence:.3f}"
    assert cells[8:13] == ["1.00", "1.00", "1.00", "1.000", f"0.000 (0 of {n}; 0.000–{exact_interval(0, n)[1]:.3f})"]
    assert "| Small-LM zero-shot | 135.00 | 98.0 | 5 | – | 4 | 0.750 (0.194–0.994) |" in page
    assert "| tiny 1.0.0, the same rows |" in page
    assert "| teacher (card) | 0.00 | 1.5 | 2 | 1 |" in page
    assert "| eyes 2.0.0 | ocr-detection |" in page
    assert "its card states:\n\n- recall: 0.5000\n" in page
    assert "trained on another state of tiny-set" in page
    for name in ("reliability", "risk-coverage", "accuracy-by-milliseconds"):
        ElementTree.parse(folder / "docs" / "figures" / f"{name}.svg")


def test_answers_to_another_state_of_the_data_are_left_out(ground, tmp_path):
    folder, desk = ground
    stored = zero_shot_file(tmp_path / "asked.json", "f" * 64)
    write_report(tmp_path / "models.md", folder / "weights", stored, False, {"tiny": desk})
    assert "left out, run it again" in (tmp_path / "models.md").read_text()
    assert read_zero_shot(tmp_path / "none.json") is None
