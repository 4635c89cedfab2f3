import json

import numpy as np
import pytest

from docket_training.documents.decode import decode
from docket_training.documents.fixture_of_rounding import rounding_page
from docket_training.documents.fixtures import (
    FIXTURES,
    dense,
    expected,
    read_page,
    value_cases,
    window_cases,
)
from docket_training.documents.noise import Degree, degrade
from docket_training.documents.numbers_as_printed import plain_decimal
from docket_training.documents.spans import type_scores
from docket_training.documents.totals import TOTALS
from docket_training.documents.vocabulary_of_fields import bio_labels, header_types, value_types
from docket_training.documents.words import Page, Word

PAPERS = sorted(FIXTURES.glob("paper-*.json"))


def gold(words: list[Word], labels: list[str]) -> np.ndarray:
    return dense([{label: 12.0} for label in labels])


def row(y: float, *cells: tuple[str, float]) -> list[Word]:
    return [Word(text, (x, y, x + 8.0 * len(text), y + 10)) for text, x in cells]


def test_there_are_fixtures():
    assert len(PAPERS) >= 5


@pytest.mark.parametrize("path", PAPERS, ids=lambda p: p.stem)
def test_papers_decode_as_the_fixtures_say(path):
    case = json.loads(path.read_text(encoding="utf8"))
    pages = [read_page(p) for p in case["pages"]]
    result = decode(pages, [dense(rows) for rows in case["logits"]], np.array(case["kindLogits"]))
    assert expected(result) == case["expected"]


@pytest.mark.parametrize(("name", "cases"), [("values", value_cases), ("windows", window_cases)])
def test_value_and_window_fixtures_are_current(name, cases):
    assert json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf8")) == cases()


def test_every_field_of_the_schema_has_labels():
    assert len(header_types()) >= 31
    assert len(bio_labels()) == 1 + 2 * len(value_types())


def test_an_address_joins_its_lines_and_ignores_a_stray_b():
    words = [
        *row(0, ("Muster", 0), ("GmbH", 60)),
        *row(14, ("Weg", 0), ("1", 40)),
        *row(28, ("12345", 0), ("Berlin", 50)),
    ]
    labels = [
        "B-sellerName",
        "I-sellerName",
        "B-sellerAddress",
        "I-sellerAddress",
        "B-sellerAddress",
        "I-sellerAddress",
    ]
    found = decode([Page(600, 800, words)], [gold(words, labels)], np.zeros(4)).fields
    assert found["sellerName"].value == "Muster GmbH"
    assert found["sellerAddress"].value == "Weg 1, 12345 Berlin"


def test_a_value_seen_twice_beats_a_likelier_one_seen_once():
    words = [*row(0, ("9.00", 0)), *row(40, ("9.00", 0)), *row(80, ("1.00", 0))]
    logits = dense([{"B-totalGross": 6.0}, {"B-totalGross": 6.0}, {"B-totalGross": 9.0}])
    assert decode([Page(100, 100, words)], [logits], np.zeros(4)).fields["totalGross"].value == "9.00"


def test_a_field_without_span_is_rescued_by_the_likeliest_word():
    words = row(0, ("Total", 0), ("9.00", 60))
    logits = dense([{"O": 9.0}, {"O": 6.0, "B-totalGross": 5.5}])
    found = decode([Page(100, 100, words)], [logits], np.zeros(4)).fields["totalGross"]
    assert found.value == "9.00"
    assert found.raw < 0.9


def test_a_name_is_the_whole_piece_of_its_line():
    words = row(0, ("Kunden", 0), ("AG", 50), ("Mitte", 68), ("Datum", 300))
    logits = dense([{"O": 9.0}, {"I-buyerName": 9.0}, {"O": 9.0}, {"O": 9.0}])
    assert decode([Page(600, 800, words)], [logits], np.zeros(4)).fields["buyerName"].value == "Kunden AG Mitte"


def test_parties_side_by_side_keep_their_lines_and_no_country_code():
    words = [
        *row(0, ("Weg", 0), ("1", 26), ("Platz", 95), ("9", 137)),
        *row(14, ("DE", 0), ("12345", 18), ("Ulm", 60), ("20095", 95), ("Bonn", 137)),
    ]
    labels = [
        "B-sellerAddress", "I-sellerAddress", "B-buyerAddress", "O",
        "I-sellerAddress", "I-sellerAddress", "O", "I-buyerAddress", "I-buyerAddress",
    ]  # fmt: skip
    found = decode([Page(600, 800, words)], [gold(words, labels)], np.zeros(4)).fields
    assert found["sellerAddress"].value == "Weg 1, 12345 Ulm"
    assert found["buyerAddress"].value == "Platz 9, 20095 Bonn"


def test_a_town_far_below_its_street_belongs_to_it():
    words = [*row(0, ("Weg", 0), ("1", 26)), *row(32, ("12345", 0), ("Ulm", 42)), *row(64, ("Hinweis", 0))]
    labels = ["B-buyerAddress", "I-buyerAddress", "I-buyerAddress", "I-buyerAddress", "B-buyerAddress"]
    found = decode([Page(600, 800, words)], [gold(words, labels)], np.zeros(4)).fields
    assert found["buyerAddress"].value == "Weg 1, 12345 Ulm"


def test_totals_that_close_beat_likelier_ones_that_do_not():
    words = [*row(0, ("198,00", 0)), *row(14, ("37,62", 0)), *row(28, ("235,62", 0)), *row(42, ("-35,62", 0))]
    words += row(56, ("200,00", 0))
    logits = dense([
        {"B-totalTax": 9.0, "B-totalNet": 8.0}, {"B-totalNet": 9.0, "B-totalTax": 8.0},
        {"B-totalGross": 9.0}, {"B-totalPrepaid": 9.0}, {"B-amountDue": 9.0},
    ])  # fmt: skip
    found = decode([Page(600, 800, words)], [logits], np.zeros(4)).fields
    assert [found[name].value for name in TOTALS] == ["198.00", "37.62", "235.62", "35.62", "200.00"]
    assert found["totalNet"].raw > 0.9


def test_line_items_keep_wrapped_descriptions_and_split_rows():
    words = [
        *row(0, ("Blue", 0), ("pen", 50), ("2", 200), ("1.50", 300)),
        *row(14, ("fine", 0)),
        *row(40, ("Paper", 0), ("7.00", 300)),
        *row(52, ("1", 10), ("7.00", 60)),
    ]
    labels = [
        "B-line.description", "I-line.description", "B-line.quantity", "B-line.lineTotal", "I-line.description",
        "B-line.description", "B-line.lineTotal", "B-line.quantity", "B-line.unitPrice",
    ]  # fmt: skip
    lines = decode([Page(600, 800, words)], [gold(words, labels)], np.zeros(4)).lines
    assert [{k: v.value for k, v in line.items()} for line in lines] == [
        {"description": "Blue pen fine", "quantity": "2", "lineTotal": "1.50"},
        {"description": "Paper", "quantity": "1", "unitPrice": "7.00", "lineTotal": "7.00"},
    ]


def test_a_product_that_closes_finds_mistaken_quantities():
    words = row(0, ("4", 0), ("Pfand", 20), ("2,7700", 100), ("20", 200), ("19", 250), ("55,40", 300))
    labels = [
        "B-line.quantity", "B-line.description", "B-line.unitPrice", "B-line.taxRate", "B-line.taxRate",
        "B-line.lineTotal",
    ]  # fmt: skip
    (line,) = decode([Page(600, 800, words)], [gold(words, labels)], np.zeros(4)).lines
    assert {name: found.value for name, found in line.items()} == {
        "description": "Pfand", "quantity": "20", "unitPrice": "2.77", "lineTotal": "55.40",
    }  # fmt: skip


def test_a_row_of_rate_base_and_tax_is_no_item():
    words = row(0, ("275,00", 0), ("7", 80), ("19,25", 100))
    labels = ["B-line.unitPrice", "B-line.taxRate", "B-line.lineTotal"]
    result = decode([Page(600, 800, words)], [gold(words, labels)], np.zeros(4))
    assert result.lines == []
    assert {name: found.value for name, found in result.taxes[0].items()} == {
        "rate": "7", "base": "275.00", "amount": "19.25",
    }  # fmt: skip


def test_derived_values_say_so():
    words = [*row(0, ("19%", 0), ("19,00", 80)), *row(20, ("Summe", 0), ("119,00", 80), ("EUR", 150))]
    labels = ["B-tax.rate", "B-totalTax", "O", "B-totalGross", "O"]
    result = decode([Page(600, 800, words)], [gold(words, labels)], np.zeros(4))
    assert {name: found.value for name, found in result.taxes[0].items()} == {"rate": "19", "amount": "19.00"}
    assert result.taxes[0]["amount"].source == "rule"
    assert (result.fields["amountDue"].value, result.fields["amountDue"].source) == ("119.00", "rule")
    assert (result.fields["currency"].value, result.fields["currency"].source) == ("EUR", "rule")


def test_an_empty_document_has_no_fields():
    result = decode([Page(600, 800, [])], [np.zeros((0, len(bio_labels())))], np.zeros(4))
    assert (result.fields, result.lines, result.taxes) == ({}, [], [])


def test_wrong_label_counts_are_refused():
    with pytest.raises(ValueError, match="7 labels"):
        type_scores(np.zeros((3, 7)))


def test_decimals_are_never_exponents():
    from decimal import Decimal

    assert plain_decimal(Decimal("1E+3"), 2) == "1000.00"
    assert plain_decimal(Decimal("0.0345"), 2) == "0.0345"


def test_noise_keeps_labels_on_their_words():
    import random

    words = row(0, ("Invoice", 0), ("Number", 60), ("RE-2024", 120), ("Total", 200))
    labels = ["O", "O", "B-invoiceNumber", "O"]
    for seed in range(50):
        page, kept = degrade(
            random.Random(seed), Page(600, 800, words), labels, Degree(0, 0.5, 0.5, 0.3, 0.1, False, False)
        )
        marked = "".join(w.text for w, label in zip(page.words, kept, strict=True) if label != "O")
        assert marked == "RE-2024"


def test_the_total_after_a_rounding_is_the_total():
    page, logits = rounding_page()
    fields = decode([read_page(page)], [dense(logits)], np.zeros(4)).fields
    assert [fields[name].value for name in ("totalNet", "totalTax", "totalGross")] == ["62.00", "3.72", "65.70"]
    unnamed = {
        **page,
        "words": [{**word, "text": word["text"].replace("ROUNDING", "DEPOSIT")} for word in page["words"]],
    }
    assert decode([read_page(unnamed)], [dense(logits)], np.zeros(4)).fields["totalGross"].value == "65.72"


def test_a_register_number_is_no_part_of_a_name():
    page, logits = rounding_page()
    assert decode([read_page(page)], [dense(logits)], np.zeros(4)).fields["sellerName"].value == "LEMBAH KOPI"
