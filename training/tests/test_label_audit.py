"""The audit of labels: the method on numbers with a known answer, the command on a table with labels swapped."""

import json

import numpy as np
import pytest

from docket_training.__main__ import main
from docket_training.tickets.audit_worth import Worth, without_suspicious, worth_of_leaving_out
from docket_training.tickets.label_audit import audit_labels, calibrated_joint, class_thresholds, confident_labels
from docket_training.tickets.near_duplicates import BLOCK, near_pairs, rows_near

FORMS = {
    "card": ["my {} card was declined", "please block the {} card", "the {} card has a broken chip"],
    "transfer": ["send {} euros to my sister", "the {} transfer has not arrived", "cancel the {} bank transfer"],
    "login": ["I forgot the {} password", "I cannot sign in on the {} computer", "the {} login code never came"],
}
WORDS = ["blue", "old", "second", "daily", "foreign", "private", "last", "first"]
SWAPPED = {5: "login", 17: "transfer", 30: "card", 41: "login", 55: "transfer", 70: "card"}
"""Rows of the table and their wrong label."""
VALIDATION = [
    ("please block the blue card -", "card"),
    ("the first login code never came -", "card"),
    ("where is the opening hour of your branch", "login"),
]
"""One nearly repeated in training, one so with another label, one under a label that is plainly wrong."""
FIELDS = ["where", "id", "text", "label", "suggested", "probabilityGiven", "probabilitySuggested", "margin"]


def true_rows() -> list[tuple[str, str]]:
    return [(form.format(word), label) for label, forms in FORMS.items() for form in forms for word in WORDS]


def given_labels() -> list[str]:
    return [SWAPPED.get(i, label) for i, (_, label) in enumerate(true_rows())]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """A user's CSV: swapped labels, validation rows, rows out of scope, repeated ones and one of another split."""
    path = tmp_path_factory.mktemp("desk") / "labelled.csv"
    rows = [(text, label, "train") for (text, _), label in zip(true_rows(), given_labels(), strict=True)]
    rows += [(text, label, "validation") for text, label in VALIDATION]
    rows += [("I cannot remember my password", "card", "test"), (VALIDATION[-1][0].upper(), "login", "train")]
    rows += [(true_rows()[0][0].upper(), "card", "train")]
    rows += [(f"tell me a joke about {word} cheese", "other", "train") for word in WORDS]
    lines = (",".join(row) + "\n" for row in [("text", "label", "split"), *rows])
    path.write_text("".join(lines), encoding="utf8")
    return path


@pytest.fixture(scope="module")
def audited(table):
    """The rows that the command writes."""
    output = table.with_name("suspicious.jsonl")
    assert main(["audit", "--data", str(table), "--out-of-scope-label", "other", "--output", str(output)]) == 0
    return [json.loads(line) for line in output.read_text(encoding="utf8").splitlines()]


def cells_of(printed: str) -> dict[str, str]:
    """First and second cell of every line of the tables."""
    lines = [line.strip("| ").split(" | ") for line in printed.splitlines() if line.startswith("|")]
    return {line[0]: line[1] for line in lines}


def test_swapped_labels_come_first(audited):
    places = [int(row["where"].removeprefix("labelled.csv:")) - 2 for row in audited]
    assert set(places[: len(SWAPPED)]) == set(SWAPPED)
    assert len(places) <= len(SWAPPED) + 2
    wrong = audited[: len(SWAPPED)]
    assert [row["label"] for row in wrong] == [SWAPPED[place] for place in places[: len(SWAPPED)]]
    assert [row["suggested"] for row in wrong] == [true_rows()[place][1] for place in places[: len(SWAPPED)]]


def test_written_rows_have_their_fields_worst_first(audited):
    assert all(list(row) == FIELDS for row in audited)
    assert all(row["margin"] <= row["probabilityGiven"] - row["probabilitySuggested"] + 1e-5 for row in audited)
    margins = [row["margin"] for row in audited]
    assert margins == sorted(margins)
    assert margins[0] < -0.3


def test_validation_and_out_of_scope_rows_are_never_suspicious(audited):
    texts = {row["text"] for row in audited}
    assert not texts & {text for text, _ in VALIDATION}
    assert not any("cheese" in text for text in texts)


def test_the_same_rows_are_printed_again(table, audited, capsys):
    assert main(["audit", "--data", str(table), "--out-of-scope-label", "other"]) == 0
    printed = capsys.readouterr().out
    cells = cells_of(printed)
    assert cells["training rows"] == "72"
    assert (cells["left out: duplicate text"], cells["left out: text of the validation split"]) == ("1", "1")
    assert cells["left out: out of scope"] == str(len(WORDS))
    assert cells["classes"] == "3"
    assert float(cells["out-of-fold accuracy"]) > 0.85
    assert cells["suspicious rows"].startswith(f"{len(audited)} (")
    assert float(cells["estimated share of mistaken labels"]) == pytest.approx(len(SWAPPED) / 72, abs=0.04)
    assert cells["validation rows"] == "3"
    assert cells["training rows near a validation row, cosine ≥ 0.98"] == "2"
    assert cells["of these near one with another label"] == "1"
    assert cells["validation rows near a training row"] == "2"
    shown = [line.split(" | ")[0].strip("| ") for line in printed.splitlines() if line.startswith("| labelled.csv:")]
    assert shown == [row["where"] for row in audited]


def test_without_a_label_out_of_scope_all_rows_are_audited(table, capsys):
    rows = table.read_text(encoding="utf8").splitlines()
    alone = table.with_name("train.csv")
    alone.write_text("\n".join(row for row in rows if not row.endswith("validation")), encoding="utf8")
    assert main(["audit", "--data", str(alone)]) == 0
    cells = cells_of(capsys.readouterr().out)
    assert (cells["training rows"], cells["classes"], cells["validation rows"]) == ("81", "4", "0")


def test_a_table_without_doubt_says_so(tmp_path, capsys):
    data = tmp_path / "right.csv"
    chosen = [(text, label) for text, label in true_rows() if label != "login"]
    data.write_text("text,label\n" + "".join(f"{text},{label}\n" for text, label in chosen), encoding="utf8")
    assert main(["audit", "--data", str(data)]) == 0
    printed = capsys.readouterr().out
    assert "No row is suspicious." in printed
    assert cells_of(printed)["estimated share of mistaken labels"] == "0.0000"


def test_thresholds_and_joint_of_a_known_case():
    given = np.array([0, 0, 0, 1, 1, 2, 2])
    chances = np.array(
        [
            [0.9, 0.1, 0.0],  # sure of its label
            [0.2, 0.7, 0.1],  # surely the second class
            [0.4, 0.3, 0.3],  # reaches no threshold
            [0.0, 0.6, 0.4],
            [0.5, 0.4, 0.1],  # reaches the first threshold alone
            [0.1, 0.0, 0.9],
            [0.25, 0.5, 0.25],  # reaches the second threshold
        ]
    )
    assert class_thresholds(chances, given) == pytest.approx([0.5, 0.5, 0.575])
    assert confident_labels(chances, given).tolist() == [0, 1, -1, 1, 0, 2, 1]
    audit = audit_labels(chances, given)
    assert audit.joint.tolist() == [[1, 1, 0], [1, 1, 0], [0, 1, 1]]
    assert audit.suspicious.tolist() == [1, 6, 4]
    assert audit.margins[[0, 1, 4, 6]] == pytest.approx([0.8, -0.5, -0.1, -0.25])
    assert audit.suggested.tolist() == [0, 1, 0, 1, 0, 2, 1]
    assert audit.accuracy() == pytest.approx(4 / 7)
    expected = np.array([[1.5, 1.5, 0], [1, 1, 0], [0, 1, 1]]) / 7
    assert calibrated_joint(audit.joint, given) == pytest.approx(expected)
    assert audit.noise_share() == pytest.approx(3.5 / 7)


def test_a_row_that_reaches_two_thresholds_counts_as_the_likelier():
    given = np.array([0, 0, 1, 1])
    chances = np.array([[0.6, 0.4], [0.45, 0.55], [0.45, 0.55], [0.9, 0.1]])
    assert class_thresholds(chances, given) == pytest.approx([0.525, 0.325])
    assert confident_labels(chances, given).tolist() == [0, 1, 1, 0]


def test_a_class_without_confident_rows_is_believed():
    joint = np.array([[0, 0], [1, 3]])
    assert calibrated_joint(joint, np.array([0, 1, 1, 1])) == pytest.approx(np.array([[0.25, 0], [0.1875, 0.5625]]))


def test_near_duplicates_are_counted_across_blocks():
    random = np.random.default_rng(0)
    rows = random.normal(size=(BLOCK + 40, 64))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rows[BLOCK + 5] = rows[3]
    rows[BLOCK + 6] = rows[BLOCK + 5]
    rows[20] = rows[10]
    labels = np.zeros(len(rows), int)
    labels[BLOCK + 5] = 1
    pairs = near_pairs(rows, labels)
    assert (pairs.count, pairs.other_label) == (4, 2)
    held = np.stack([rows[3], -rows[7], rows[10]])
    found = rows_near(rows, labels, held, np.array([0, 0, 2]))
    assert (found.count, found.other_label) == (5, 3)


def test_worth_counts_what_only_one_model_gets_right():
    right = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0], bool)
    other = np.array([1, 0, 1, 1, 1, 1, 1, 1, 0], bool)
    worth = Worth(right, other, [1], [8])
    assert worth.only() == (1, 5)
    assert worth.chance() == pytest.approx(14 / 64)
    assert Worth(right, right, [0], [8]).chance() == 1.0


def test_a_label_with_suspicious_rows_only_keeps_them():
    labels = np.array([0, 0, 1, 1])
    assert without_suspicious(np.array([0, 2, 3]), labels).tolist() == [False, True, True, True]


def test_rows_left_out_are_mistaken_ones_and_the_model_gains():
    random = np.random.default_rng(3)
    labels = np.arange(120) % 2
    ids = [[101, *(200 + 20 * label + random.integers(0, 20, 4)).tolist(), 102] for label in labels]
    centres = np.array([[1.0, 0.0], [0.0, 1.0]])
    embeddings = centres[labels] + random.normal(0, 0.3, (120, 2))
    wrong = random.permutation(120)[:24]
    noisy = labels.copy()
    noisy[wrong] = 1 - noisy[wrong]
    worth = worth_of_leaving_out(embeddings, ids, noisy, seed=0)
    assert sum(worth.fitted) == 4 * 120
    assert 0.75 * 24 * 4 < sum(worth.left_out) < 1.5 * 24 * 4
    assert worth.right_without.mean() > worth.right_all.mean()
    assert worth.right_without.mean() == pytest.approx(0.8, abs=0.05)


def test_worth_is_printed(table, capsys):
    assert main(["audit", "--data", str(table), "--out-of-scope-label", "other", "--worth"]) == 0
    printed = capsys.readouterr().out
    cells = cells_of(printed)
    assert float(cells["all rows"]) == pytest.approx(72 * 4 / 5, abs=1)
    assert int(cells["without the suspicious"].split()[0]) < float(cells["all rows"])
    assert "McNemar's exact p" in printed


def test_wrong_input_says_what_to_do(table, tmp_path, capsys):
    def complaint(*arguments: str) -> str:
        assert main(["audit", *arguments]) == 2
        return capsys.readouterr().err

    assert "give --data" in complaint()
    assert "banking77" in complaint("no-such-desk")
    assert "no such file" in complaint("--data", str(tmp_path / "none.csv"))
    assert "make it first" in complaint("--data", str(table), "--output", str(tmp_path / "none" / "rows.jsonl"))
    assert "name of a new file" in complaint("--data", str(table), "--output", str(table))
    rare = tmp_path / "rare.csv"
    rare.write_text("text,label\n" + "".join(f"card {w},card\n" for w in WORDS) + "a,b\nc,b\nd,b\n", encoding="utf8")
    assert "label 'b' has 3 row(s), needs 5 or more" in complaint("--data", str(rare))
