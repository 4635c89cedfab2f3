import numpy as np
import pytest

from docket_training.labelled_text import DataError, LabelledText, read_csv, read_jsonl
from docket_training.validate import check_array, check_no_leakage, check_rows, drop_duplicates, drop_leaked


def row(number: int, text: str, label: str, split: str = "train") -> LabelledText:
    return LabelledText(str(number), text, label, split, f"rows.jsonl:{number}")


GOOD = [row(1, "where is my card", "a"), row(2, "card lost", "a"), row(3, "top up", "b"), row(4, "add money", "b")]


def test_good_rows_pass():
    check_rows(GOOD)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (row(5, "   ", "a"), r"rows\.jsonl:5: empty text"),
        (row(5, "hello", " "), r"rows\.jsonl:5: empty label"),
        (row(1, "hello", "a"), r"rows\.jsonl:1: id '1' is already used"),
        (row(5, "Where is  my CARD", "b"), r"rows\.jsonl:5: same text as rows\.jsonl:1 but label 'b' instead of 'a'"),
        (row(5, "lonely", "c"), r"rows\.jsonl:5: label 'c' has 1 row"),
    ],
)
def test_offending_row_is_named(bad, says):
    with pytest.raises(DataError, match=says):
        check_rows([*GOOD, bad])


def test_one_label_is_refused():
    with pytest.raises(DataError, match="needs at least 2"):
        check_rows(GOOD[:2])


def test_all_problems_are_listed_at_once():
    with pytest.raises(DataError) as raised:
        check_rows([*GOOD, row(5, "", "a"), row(6, "", "b")])
    assert "rows.jsonl:5" in str(raised.value)
    assert "rows.jsonl:6" in str(raised.value)


def test_leakage_between_splits_is_named():
    leaked = row(9, "TOP UP", "b", "validation")
    with pytest.raises(DataError, match=r"rows\.jsonl:9 \(validation\): same text as rows\.jsonl:3 \(fit\)"):
        check_no_leakage({"fit": GOOD, "validation": [leaked]})
    assert [r.id for r in drop_leaked(GOOD, [leaked])] == ["1", "2", "4"]


def test_duplicates_keep_the_first():
    assert [r.id for r in drop_duplicates([*GOOD, row(5, "Card  lost", "a")])] == ["1", "2", "3", "4"]


def test_arrays():
    check_array("logits", np.zeros((2, 3)), (None, 3))
    with pytest.raises(DataError, match=r"logits: shape \(2, 3\), expected \(any, 4\)"):
        check_array("logits", np.zeros((2, 3)), (None, 4))
    with pytest.raises(DataError, match=r"not a finite number at rows\.jsonl:2"):
        check_array("logits", np.array([[0.0], [np.nan]]), (None, 1), ["rows.jsonl:1", "rows.jsonl:2"])


def test_files_name_the_line(tmp_path):
    lines = tmp_path / "rows.jsonl"
    lines.write_text('{"text": "a", "label": "b"}\n{"text": \n', encoding="utf8")
    with pytest.raises(DataError, match=r"rows\.jsonl:2: not JSON"):
        read_jsonl(lines)
    lines.write_text('{"text": "a"}\n', encoding="utf8")
    with pytest.raises(DataError, match=r"rows\.jsonl:1: label is missing"):
        read_jsonl(lines)
    table = tmp_path / "rows.csv"
    table.write_text("text,kind\na,b\n", encoding="utf8")
    with pytest.raises(DataError, match="no column label"):
        read_csv(table)
    table.write_text('text,label\n"two\nlines",a\nmore,b\n', encoding="utf8")
    assert [(r.text, r.label) for r in read_csv(table)] == [("two\nlines", "a"), ("more", "b")]
