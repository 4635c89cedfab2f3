from docket_training.documents.words import Page, Word
from docket_training.synth.corpus import paper_pages
from docket_training.synth.render import Mark, label_words


def words(*texts_and_boxes) -> Page:
    return Page(600, 800, [Word(text, box) for text, box in texts_and_boxes])


def test_words_under_a_mark_get_its_label_over_line_breaks():
    page = words(
        ("Name:", (0, 0, 40, 10)),
        ("Muster", (50, 0, 90, 10)),
        ("GmbH", (95, 0, 120, 10)),
        ("Weg", (50, 20, 70, 30)),
        ("1", (75, 20, 80, 30)),
    )
    marks = [
        Mark(0, "sellerName", None, 1, (49, -1, 121, 11)),
        Mark(0, "sellerAddress", None, 2, (49, 19, 71, 31)),
        Mark(0, "sellerAddress", None, 2, (74, 19, 82, 31)),
    ]
    assert label_words(page, marks) == ["O", "B-sellerName", "I-sellerName", "B-sellerAddress", "I-sellerAddress"]


def test_each_occurrence_begins_anew():
    page = words(("9.00", (0, 0, 20, 10)), ("9.00", (0, 20, 20, 30)))
    marks = [Mark(0, "totalGross", None, 1, (0, 0, 20, 10)), Mark(0, "totalGross", None, 2, (0, 20, 20, 30))]
    assert label_words(page, marks) == ["B-totalGross", "B-totalGross"]


def test_a_word_hardly_covered_stays_unlabelled():
    page = words(("Total:9.00EUR", (0, 0, 100, 10)))
    assert label_words(page, [Mark(0, "totalGross", None, 1, (70, 0, 100, 10))]) == ["O"]


def test_pages_without_marks_go_on_with_the_paper_before():
    def mark(paper: int) -> Mark:
        return Mark(paper, "sellerName", None, paper, (0, 0, 1, 1))

    assert paper_pages([[mark(0)], [], [mark(1)], [mark(1)], [mark(2)]], 3) == [[0, 1], [2, 3], [4]]
