import dataclasses
import json

import numpy as np
import pytest

from docket_training.__main__ import chosen_desk, main, parse
from docket_training.calibrate import probabilities
from docket_training.labelled_text import DataError, LabelledText, read_jsonl
from docket_training.onnx_scoring import classification_logits, open_session
from docket_training.tickets.desks import Recipe, shipped_desks
from docket_training.tickets.evaluate import calibration_error, decide, ticket_metrics
from docket_training.tickets.splits import split_rows
from docket_training.vocabulary import make_tokenizer

TOPICS = {
    "card": ["my card is {}", "the {} card does not work", "a {} card arrived", "block the {} card"],
    "transfer": ["send money {}", "the {} transfer is late", "cancel a {} transfer", "transfer {} euros"],
    "login": ["I forgot my {} password", "cannot sign in {}", "reset the {} login", "the {} code never came"],
}
WORDS = ["blue", "new", "old", "lost", "broken", "second", "daily", "foreign", "private", "last", "today", "abroad"]


def texts() -> list[tuple[str, str]]:
    return [(form.format(word), label) for label, forms in TOPICS.items() for form in forms for word in WORDS]


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A specialist trained from a user's CSV by the command itself."""
    folder = tmp_path_factory.mktemp("desk")
    data = folder / "labelled.csv"
    data.write_text("text,label\n" + "".join(f"{t},{label}\n" for t, label in texts()), encoding="utf8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCKET_CACHE_DIR", str(folder / "cache"))
        status = main(
            ["tickets", "--data", str(data), "--name", "tiny", "--epochs", "4", "--output", str(folder / "out")]
        )
        again = main(
            ["tickets", "--data", str(data), "--name", "tiny", "--epochs", "4", "--output", str(folder / "again")]
        )
    assert (status, again) == (0, 0)
    return folder


def test_a_handful_of_rows_becomes_a_specialist(package):
    card = json.loads((package / "out/card.json").read_text())
    assert card["labels"] == ["card", "login", "transfer"]
    assert card["metrics"]["validation"]["accuracy"] > 0.8
    assert card["input"] == {"maxLength": 128, "padId": 0, "clsId": 101, "sepId": 102, "unkId": 100, "layout": False}
    session = open_session(package / "out/model.onnx")
    tokenizer = make_tokenizer(json.loads((package / "out/tokenizer.json").read_text()))
    logits = classification_logits(session, [tokenizer.encode("please block my stolen card").ids])
    assert card["labels"][int(logits.argmax())] == "card"


def test_card_has_what_the_service_reads(package):
    card = json.loads((package / "out/card.json").read_text())
    assert card["task"] == "text-classification"
    assert set(card["files"]) == {"model.onnx", "tokenizer.json"}
    for name, entry in card["files"].items():
        assert entry["bytes"] == (package / "out" / name).stat().st_size
        assert len(entry["sha256"]) == 64
    bound = card["calibration"]["thresholds"]["*"]
    assert set(bound) == {"threshold", "alpha", "delta", "n", "groups", "coverage", "population"}
    assert card["calibration"]["outOfScope"]["score"] == "energy"
    assert sum(d["rows"] for d in card["training"]["data"]) == len(texts())
    assert "| * |" in (package / "out/README.md").read_text()


def test_a_finished_run_is_resumed_not_repeated(package):
    first, second = (json.loads((package / f / "card.json").read_text())["files"] for f in ("out", "again"))
    assert first["model.onnx"]["sha256"] == second["model.onnx"]["sha256"]


def test_bad_data_ends_with_the_row_named(tmp_path, capsys):
    data = tmp_path / "labelled.csv"
    data.write_text("text,label\nhello there,a\n,b\n", encoding="utf8")
    assert main(["tickets", "--data", str(data), "--name", "bad", "--output", str(tmp_path / "out")]) == 2
    assert "labelled.csv:3: empty text" in capsys.readouterr().err
    assert main(["tickets", "no-such-desk"]) == 2
    assert "banking77" in capsys.readouterr().err


def labelled(count: int) -> list[LabelledText]:
    return [
        LabelledText(str(i), f"text {i}", "oos" if i % 10 == 0 else f"label {i % 3}", "train", f"rows:{i}")
        for i in range(count)
    ]


def test_splits_are_disjoint_stratified_and_repeatable():
    recipe = Recipe()
    splits = split_rows(labelled(600), recipe, "oos")
    assert splits.labels == ["label 0", "label 1", "label 2"]
    ids = [row.id for rows in splits.parts().values() for row in rows]
    assert len(ids) == len(set(ids)) == 600
    outliers = splits.label_indices(splits.calibration).count(-1)
    assert outliers == pytest.approx(54 * recipe.outlier_calibration_share, abs=2)
    again = split_rows(labelled(600), recipe, "oos")
    assert [r.id for r in again.calibration] == [r.id for r in splits.calibration]
    other = split_rows(labelled(600), dataclasses.replace(recipe, seed=8), "oos")
    assert [r.id for r in other.calibration] != [r.id for r in splits.calibration]


def test_decisions_and_figures():
    logits = np.array([[9.0, 0, 0], [0, 6.0, 0], [0.1, 0, 0], [0, 0, 7.0]])
    decisions = decide(logits, 1.0, strange_above=-2.0, accept_from=0.9)
    assert decisions.label.tolist() == [0, 1, 0, 2]
    assert decisions.out_of_scope.tolist() == [False, False, True, False]
    assert decisions.accepted.tolist() == [True, True, False, True]
    assert decisions.confidence == pytest.approx(probabilities(logits, 1.0).max(1))
    figures = ticket_metrics(decisions, [0, 2, -1, 2])
    assert figures["accuracy"] == pytest.approx(2 / 3)
    assert figures["acceptedError"] == pytest.approx(1 / 3)
    assert figures["outOfScope"] == {"rows": 1, "auroc": 1.0, "recall": 1.0, "precision": 1.0}
    assert not decide(logits, 1.0, -2.0, None).accepted.any()


def test_calibration_error_of_a_known_case():
    confidence = np.full(10, 0.95)
    assert calibration_error(confidence, np.arange(10) < 8) == pytest.approx(0.15)


@pytest.mark.parametrize("name", sorted(shipped_desks()))
def test_shipped_data_passes_its_own_checks(name):
    desk = shipped_desks()[name]
    splits = split_rows(read_jsonl(desk.data), desk.recipe, desk.out_of_scope_label)
    assert len(splits.labels) == {"banking77": 77, "clinc150": 150, "customer-care": 27, "it-topic": 8}[name]
    assert min(map(len, splits.parts().values())) > 50


def test_missing_data_file_is_named():
    with pytest.raises(DataError, match="no such file"):
        chosen_desk(parse(["tickets", "--data", "nowhere.csv", "--name", "x"]))
