import numpy as np
import pytest

from docket_training.documents.confidence import apply_platt, bounds, confidences, fit_curves, fit_platt
from docket_training.documents.evaluate import Judged
from docket_training.documents.labelled_document import (
    DocumentError,
    LabelledDocument,
    check_documents,
    check_groups,
    read_documents,
    write_documents,
)
from docket_training.documents.scoring import Counts, same_value
from docket_training.documents.words import Page, Word, normalised_box

PAGE = Page(100, 200, [Word("Total", (0, 0, 20, 10)), Word("9.00", (30, 0, 50, 10))])


def document(**changes) -> LabelledDocument:
    entries = {"pages": [PAGE], "labels": [["O", "B-totalGross"]], "truth": {"totalGross": "9.00"}}
    return LabelledDocument(**{"id": "a", "group": "g", "kind": "receipt", **entries, **changes})


def test_documents_survive_writing_and_reading(tmp_path):
    written = [document(), document(id="b", annotated=("totalGross",))]
    assert write_documents(tmp_path / "d.jsonl", written) == 2
    assert list(read_documents(tmp_path / "d.jsonl")) == written


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "poem"}, "unknown kind 'poem'"),
        ({"labels": [["O"]]}, "2 words but 1 labels"),
        ({"labels": [["O", "B-total"]]}, "unknown label 'B-total' on '9.00'"),
        ({"pages": [Page(1, 1, [Word("x", (0, 0, float("nan"), 1)), Word("y", (0, 0, 1, 1))])]}, "box of 'x'"),
    ],
)
def test_bad_documents_are_named(changes, message):
    with pytest.raises(DocumentError, match=message):
        check_documents([document(**changes)])


def test_repeated_ids_are_refused():
    with pytest.raises(DocumentError, match="a: this id occurs twice"):
        check_documents([document(), document()])


def test_a_group_in_two_splits_is_refused():
    with pytest.raises(DocumentError, match="group 'g' also holds a"):
        check_groups({"train": [document()], "dev": [document(id="b")]})


def test_boxes_are_rounded_half_up_and_clamped():
    assert normalised_box((0.05, -3, 50.25, 999), PAGE) == (1, 0, 503, 1000)


@pytest.mark.parametrize(
    ("name", "truth", "value", "exact", "same"),
    [
        ("totalGross", "9.00", "9.0", False, True),
        ("issueDate", "2024-01-02", "2024-02-01", False, False),
        ("sellerName", "Müller GmbH", "MULLER GMBH.", True, True),
        ("sellerAddress", "1 Main Street, Springfield", "1 Main Strect, Springfield", False, True),
        ("sellerAddress", "1 Main Street, Springfield", "1 Main Strect, Springfield", True, False),
        ("invoiceNumber", "RE-2024/1", "RE 2024 1", False, True),
        ("invoiceNumber", "RE-2024/1", "RE-2024/2", False, False),
        ("totalGross", "9.00", None, False, False),
    ],
)
def test_same_value(name, truth, value, exact, same):
    assert same_value(name, truth, value, exact) is same


def test_f1_counts_missing_and_superfluous_values():
    counts = Counts()
    counts.add("iban", "DE1", "DE1")
    counts.add("iban", "DE1", None)
    counts.add("iban", None, "DE1")
    assert counts.f1("iban") == pytest.approx(0.5)


def test_platt_learns_that_scores_are_too_sure():
    random_ = np.random.default_rng(1)
    raw = random_.uniform(0.9, 0.999, 4000)
    right = random_.uniform(size=4000) < 0.8
    curve = fit_platt(raw, right)
    assert apply_platt(curve, raw).mean() == pytest.approx(0.8, abs=0.03)


def test_bounds_accept_the_sure_half_and_nothing_where_all_err():
    random_ = np.random.default_rng(2)
    sure = [Judged("iban", 0.99, True, f"layout {i}") for i in range(400)]
    unsure = [Judged("iban", 0.3, bool(random_.uniform() < 0.4), f"layout {i}") for i in range(400)]
    curves = fit_curves(sure + unsure)
    bound = bounds(lambda judged: confidences(curves, judged), sure + unsure, sure + unsure, "test")["*"]
    assert bound.coverage == pytest.approx(0.5, abs=0.02)
    assert bound.groups == 400
    wrong = [Judged("iban", 0.99, i % 2 == 0, f"layout {i}") for i in range(400)]
    doubted = fit_curves(wrong)
    assert bounds(lambda judged: confidences(doubted, judged), wrong, wrong, "test")["*"].threshold is None
