import json
import random

from docket_training.documents.examples import IGNORED, Openness
from docket_training.entities.examples import label_index, word_labels
from docket_training.entities.fixtures import FIXTURE, TEXTS, decoding_case, text_case
from docket_training.entities.kinds import BITEXT, KINDS, NLUPP, bio_labels
from docket_training.entities.marked_text import Mark, MarkedText, joined, with_values, words_of
from docket_training.entities.read_sets import bitext_row, nlupp_row
from docket_training.entities.values import CHANGED, MADE, another_value
from docket_training.entities.vary import varied


def shown(text: MarkedText) -> list[tuple[str | None, str]]:
    return [(mark.kind, text.value(mark)) for mark in text.marks]


def test_words_are_runs_of_letters_and_digits_and_single_signs():
    text = "pay £1.50 to Zoë—now"
    assert [text[a:b] for a, b in words_of(text)] == ["pay", "£", "1", ".", "50", "to", "Zoë", "—", "now"]
    assert words_of(" \n\t​") == []


def test_an_amount_takes_its_currency_with_it():
    row = {"id": "a", "text": "a rebate of 350 dollars", "entity": {"type": "refund_amount", "start": 12, "end": 15}}
    assert shown(bitext_row(row)) == [("amount", "350 dollars")]
    row = {"id": "a", "text": "reimburse $160", "entity": {"type": "refund_amount", "start": 11, "end": 14}}
    assert shown(bitext_row(row)) == [("amount", "$160")]


def test_of_values_over_each_other_the_longer_counts_and_rare_slots_are_left_out():
    slots = {
        "date": {"text": "this afternoon", "span": [0, 14]},
        "time_period": {"text": "afternoon", "span": [5, 14]},
        "number": {"text": "7", "span": [19, 20]},
    }
    text = nlupp_row({"id": "a", "text": "this afternoon for 7", "domain": "hotels", "slots": slots})
    assert shown(text) == [("date", "this afternoon"), (None, "7")]
    labels = word_labels(text, words_of(text.text))
    assert labels == [label_index()["B-date"], label_index()["I-date"], 0, IGNORED]


def test_what_a_set_does_not_mark_stays_open():
    openness = Openness(bio_labels())
    way = openness.index(tuple(BITEXT.values()))
    row = dict(zip(bio_labels(), openness.table()[way].tolist(), strict=True))
    assert row["O"]
    assert row["B-time"]
    assert not row["B-order"]
    assert not row["I-person"]


def test_every_kind_comes_from_a_set():
    named = {*BITEXT.values(), *(kind for slots in NLUPP.values() for kind in slots.values())} - {None}
    assert named == set(KINDS)
    assert set(MADE) | set(CHANGED) <= set(KINDS)


def test_other_values_move_the_marks():
    text = MarkedText("from Al to Bo", (Mark("person", 5, 7), Mark("person", 11, 13)), ("person",), "nlupp", "a")
    swapped = with_values(text, ["Augusta", "Bo"])
    assert swapped.text == "from Augusta to Bo"
    assert shown(swapped) == [("person", "Augusta"), ("person", "Bo")]
    assert shown(joined(swapped, text, ". ")) == [*shown(swapped), *shown(text)]


def test_variations_keep_what_they_mark_in_place():
    text = MarkedText("cancel order #77 by 3rd May!", (Mark("order", 13, 16), Mark("date", 20, 27)), (), "bitext", "a")
    for seed in range(200):
        one = varied(random.Random(seed), text, [text])
        assert all(one.value(mark) == one.value(mark).strip() != "" for mark in one.marks)
        assert [mark.kind for mark in one.marks][:2] == ["order", "date"]
        assert list(one.marks) == sorted(one.marks, key=lambda mark: mark.start)


def test_held_out_values_are_never_trained_on():
    text = MarkedText("order 00123842", (Mark("order", 6, 14),), (), "bitext", "a")
    assert all("00123842" not in varied(random.Random(seed), text, [text]).text for seed in range(100))


def test_values_of_a_kind_are_drawn_in_many_shapes():
    random_ = random.Random(1)
    for kind in KINDS:
        drawn = {another_value(random_, kind, "3rd of May at 10:30 for two") for _ in range(50)}
        assert len(drawn) > 10


def test_the_fixture_of_the_service_says_what_this_code_says():
    stored = json.loads(FIXTURE.read_text(encoding="utf8"))
    assert stored == {"texts": [text_case(text) for text in TEXTS], "decoding": decoding_case()}
