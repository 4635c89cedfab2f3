import json

import pytest

from docket_training.documents.labelled_document import DocumentError, read_documents, write_documents
from docket_training.documents.reviewed import read_reviewed

LINES = (
    ("Nordlicht", "Handels", "GmbH"),
    ("Invoice", "INV-2031"),
    ("Date", "05.03.2024"),
    ("Bracket", "4", "25.00", "100.00"),
    ("Net", "100.00"),
    ("VAT", "19", "19.00"),
    ("Total", "EUR", "119.00"),
)


def box(line: int, word: int) -> list[float]:
    return [40.0 + 80 * word, 40.0 + 20 * line, 100.0 + 80 * word, 52.0 + 20 * line]


def place(line: int, *words: int) -> list[dict]:
    return [{"page": 0, "box": box(line, word)} for word in words]


def row(**changes) -> dict:
    words = [{"text": t, "box": box(y, x)} for y, texts in enumerate(LINES) for x, t in enumerate(texts)]
    return {
        "case": "document",
        "id": "case-1",
        "origin": "review",
        "verdict": "corrected",
        "kind": "invoice",
        "language": "en",
        "pages": [{"width": 595, "height": 842, "source": "text", "words": words}],
        "truth": {"sellerName": "Nordlicht Handels GmbH", "invoiceNumber": "INV-2031", "totalGross": "119.00"},
        "places": {"sellerName": place(0, 0, 1, 2), "invoiceNumber": place(1, 1), "totalGross": place(6, 2)},
        "absent": [],
        **changes,
    }


def read(tmp_path, *rows: dict):
    path = tmp_path / "export.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf8")
    return read_reviewed(path)


def labelled(document) -> dict[str, list[str]]:
    words = [
        (w.text, label)
        for p, ls in zip(document.pages, document.labels, strict=True)
        for w, label in zip(p.words, ls, strict=True)
    ]
    out: dict[str, list[str]] = {}
    for text, label in words:
        if label != "O":
            out.setdefault(label[2:], []).append(f"{label[0]} {text}")
    return out


def test_values_are_set_on_the_words_they_were_read_from(tmp_path):
    reviewed = read(tmp_path, row())
    [document] = reviewed.documents
    assert labelled(document) == {
        "sellerName": ["B Nordlicht", "I Handels", "I GmbH"],
        "invoiceNumber": ["B INV-2031"],
        "totalGross": ["B 119.00"],
    }
    assert document.annotated == ("invoiceNumber", "sellerName", "totalGross")
    assert (document.kind, document.group, reviewed.placed, reviewed.values) == (
        "invoice",
        "nordlichthandelsgmbh",
        3,
        3,
    )


def test_a_place_that_does_not_say_the_value_is_not_believed_and_the_value_is_looked_for(tmp_path):
    [document] = read(tmp_path, row(places={"totalGross": place(4, 1), "sellerName": place(6, 0)})).documents
    assert labelled(document)["totalGross"] == ["B 119.00"]
    assert labelled(document)["sellerName"] == ["B Nordlicht", "I Handels", "I GmbH"]


def test_a_value_printed_twice_is_not_guessed_and_its_type_stays_open(tmp_path):
    truth = {"invoiceNumber": "INV-2031", "totalNet": "100.00"}
    [document] = read(tmp_path, row(truth=truth, places={})).documents
    assert "totalNet" not in labelled(document)
    assert document.annotated == ("invoiceNumber",)
    assert document.notes["unplaced"] == ["totalNet"]
    [placed] = read(tmp_path, row(truth=truth, places={"totalNet": place(4, 1)})).documents
    assert labelled(placed)["totalNet"] == ["B 100.00"]
    assert placed.annotated == ("invoiceNumber",)


def test_rows_of_tables_are_labelled_by_their_columns_and_absent_fields_close_their_type(tmp_path):
    truth = {
        "issueDate": "2024-03-05",
        "lines": [{"description": "Bracket", "quantity": "4", "lineTotal": "100.00"}],
        "taxes": [{"rate": "19", "amount": "19.00"}],
    }
    places = {"lines.0.lineTotal": place(3, 3), "taxes.0.rate": place(5, 1)}
    [document] = read(tmp_path, row(truth=truth, places=places, absent=["iban"])).documents
    assert labelled(document) == {
        "issueDate": ["B 05.03.2024"],
        "line.description": ["B Bracket"],
        "line.quantity": ["B 4"],
        "line.lineTotal": ["B 100.00"],
        "tax.rate": ["B 19"],
        "tax.amount": ["B 19.00"],
    }
    assert "iban" in document.annotated
    assert "line.lineTotal" not in document.annotated


def test_a_currency_leaves_the_word_it_shares_with_an_amount_to_the_amount(tmp_path):
    truth, shared = {"currency": "EUR", "totalGross": "119.00"}, place(6, 1)
    words = row()["pages"][0]["words"]
    words = [w for w in words if w["text"] not in ("EUR", "119.00")] + [{"text": "€119.00", "box": box(6, 1)}]
    pages = [{"width": 595, "height": 842, "words": words}]
    [document] = read(
        tmp_path, row(truth=truth, pages=pages, places={"currency": shared, "totalGross": shared})
    ).documents
    assert labelled(document) == {"totalGross": ["B €119.00"]}
    assert document.annotated == ("totalGross",)


def test_what_teaches_nothing_is_counted_by_why(tmp_path):
    reviewed = read(
        tmp_path,
        row(),
        row(id="case-2", verdict="rejected", truth={}, places={}, reason="not ours"),
        row(id="case-3", truth={"invoiceNumber": "X-1"}, places={}),
        {"case": "ticket", "id": "t", "text": "where is it", "label": "lost"},
        {"case": "document", "id": "x", "error": {"code": "training.no-words", "message": "no words"}},
    )
    assert [document.id for document in reviewed.documents] == ["case-1"]
    assert reviewed.left_out == {
        "rejected": 1,
        "no value found among the words": 1,
        "ticket": 1,
        "training.no-words": 1,
    }


def test_what_was_read_can_be_written_for_training_and_read_again(tmp_path):
    documents = read(tmp_path, row()).documents
    write_documents(tmp_path / "corpus.jsonl", documents)
    assert list(read_documents(tmp_path / "corpus.jsonl")) == documents


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nonsense", "export.jsonl:1: not JSON"),
        ('{"id": "a"}', "export.jsonl:1: no decided case"),
        (
            '{"case": "document", "id": "a", "kind": "invoice"}',
            "export.jsonl:1: pages, truth, places, verdict is missing",
        ),
        (json.dumps(row(truth={"colour": "red"})), "export.jsonl:1: unknown field 'colour'"),
    ],
)
def test_a_bad_row_is_named(tmp_path, text, message):
    path = tmp_path / "export.jsonl"
    path.write_text(text + "\n", encoding="utf8")
    with pytest.raises(DocumentError, match=message):
        read_reviewed(path)
