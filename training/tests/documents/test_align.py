from docket_training.documents.align_text import find_text
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.sroie import align, date_places, hold_out, total_places
from docket_training.documents.words import Word


def lines(*rows: str) -> list[Word]:
    return [
        Word(text, (60.0 * column, 20.0 * row, 60.0 * column + 50, 20.0 * row + 12))
        for row, line in enumerate(rows)
        for column, text in enumerate(line.split())
    ]


def texts(words: list[Word], chosen) -> str:
    return " ".join(words[i].text for i in chosen)


def test_finds_a_text_over_line_breaks_and_misread_characters():
    words = lines("TAX INVOICE", "12, JALAN TAMP0I 7/4", "81200 JOHOR BAHRU", "TEL 07-123456")
    match = find_text(words, "12, Jalan Tampoi 7/4, 81200 Johor Bahru")
    assert texts(words, match.words) == "12, JALAN TAMP0I 7/4 81200 JOHOR BAHRU"
    assert 0.9 < match.similarity < 1


def test_leaves_out_a_foreign_line_inside_a_text():
    words = lines("NO 5 JALAN SATU", "CO 778811-W", "47300 PETALING JAYA")
    match = find_text(words, "NO 5 JALAN SATU 47300 PETALING JAYA")
    assert texts(words, match.words) == "NO 5 JALAN SATU 47300 PETALING JAYA"


def test_finds_nothing_where_the_text_is_not_printed():
    assert find_text(lines("THANK YOU", "COME AGAIN"), "Muster GmbH, Hauptstrasse 1") is None


def test_of_equal_amounts_those_named_total_are_the_total():
    words = lines("NASI LEMAK 9.00", "SUB TOTAL 9.00", "TOTAL 9.00", "CASH 9.00")
    assert total_places(words, "9.00") == [7]


def test_without_a_named_total_every_place_of_the_amount_counts():
    words = lines("NASI LEMAK 9.00", "CHANGE 1.00")
    assert total_places(words, "9.00") == [2]


def test_finds_dates_of_one_and_of_three_words():
    words = lines("DATE 30 DEC 17", "PRINTED 30/12/2017")
    assert date_places(words, "2017-12-30") == [(5,), (1, 2, 3)]


def test_labels_begin_with_b_and_go_on_with_i():
    words = lines("ACME TRADING SDN BHD", "1 MAIN STREET", "DATE 01/02/2018", "TOTAL 5.00")
    truth = {
        "sellerName": "ACME TRADING SDN BHD",
        "sellerAddress": "1 MAIN STREET",
        "issueDate": "2018-02-01",
        "totalGross": "5.00",
    }
    assert align(words, truth) == [
        "B-sellerName", "I-sellerName", "I-sellerName", "I-sellerName",
        "B-sellerAddress", "I-sellerAddress", "I-sellerAddress",
        "O", "B-issueDate", "O", "B-totalGross",
    ]  # fmt: skip


def receipt(number: int, seller: str) -> LabelledDocument:
    return LabelledDocument(f"r{number}", seller, "receipt", [], [], {}, ("sellerName",))


def test_holds_out_whole_sellers_and_keeps_chains_together():
    sellers = ["shopone", "shopone", "gardeniabakeries", "gardeniabakeriez", "gardeniabakeries", "solo", "lonely"]
    parts = hold_out([receipt(i, s) for i, s in enumerate(sellers)], {"dev": 2}, seed=1)
    groups = {name: {d.group for d in rows} for name, rows in parts.items()}
    assert not groups["dev"] & groups["train"]
    assert {"gardeniabakeries", "gardeniabakeriez"} <= groups["train"]
    assert sum(map(len, parts.values())) == len(sellers)
