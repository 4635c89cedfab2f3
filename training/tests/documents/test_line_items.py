import numpy as np
import pytest

from docket_training.documents.decode import decode
from docket_training.documents.fixture_of_columns import columns_pages
from docket_training.documents.fixtures import dense, read_page
from docket_training.documents.found import Found

COLUMNS = ("description", "quantity", "unitPrice", "lineTotal")


def value_of(row: dict[str, Found], name: str) -> str | None:
    return row[name].value if name in row else None


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Found]]:
    pages, logits = columns_pages()
    return decode([read_page(page) for page in pages], [dense(of_page) for of_page in logits], np.zeros(4)).lines


@pytest.fixture(scope="module")
def lines(rows) -> list[tuple]:
    return [tuple(value_of(row, name) for name in COLUMNS) for row in rows]


def test_a_description_stands_in_its_column_and_ends_before_a_label(lines):
    assert lines[0] == ("Kunstrasen grün breit", "3", "4.00", "12.00")


def test_a_row_with_all_its_numbers_takes_the_text_under_the_heading(lines):
    assert lines[1] == ("4- Fahrten -Karte", "1", "8.41", "8.41")


def test_a_text_that_is_broken_as_one_goes_on_and_a_product_finds_its_total(lines):
    assert lines[2] == ("Stadtfahrt - 2,00 Euro je gefahrene Kilometer", "6.5", "2.00", "13.00")


def test_thousands_that_a_space_parts_are_one_number_of_a_product(lines):
    assert lines[3] == ("Gartenhaus", "2", "1500.00", "3000.00")


def test_a_page_goes_on_with_the_table_before_it_and_rows_have_their_own_texts(lines):
    assert lines[4:6] == [("Hammer", "1", "9.00", "9.00"), ("Nagel", "2", "5.00", "10.00")]


def test_labels_of_item_numbers_and_dates_are_no_description_and_an_allowance_is_no_item(lines):
    assert lines[6:7] == [("Zange", "2", "7.00", "14.00")]


def test_an_item_has_a_total_or_what_makes_one(lines):
    assert lines[7:8] == [("Zement", "3", "4.00", None)]


def test_a_description_ends_with_a_word_that_may_be_one(lines):
    assert lines[8] == ("Hobel", "1", "9.00", "9.00")


def test_item_numbers_below_their_rows_stay_with_them(rows):
    assert [value_of(row, "sellerItemId") for row in rows[8:]] == ["H-1", "L-2"]
