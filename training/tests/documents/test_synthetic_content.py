import random
from decimal import Decimal

import pytest

from docket_training.documents.identifiers import IBAN_LENGTHS
from docket_training.synth import identifiers
from docket_training.synth.content import KIND_WEIGHTS, make_content, with_gross_rows
from docket_training.synth.habits_by_language import LANGUAGES, habits_of
from docket_training.synth.layout import make_layout
from docket_training.synth.papers import make_printer, paper_html
from docket_training.synth.parties import make_party


@pytest.mark.parametrize("change", [lambda content: content, with_gross_rows])
@pytest.mark.parametrize("seed", range(60))
def test_sums_close(seed, change):
    content = change(make_content(random.Random(seed)))
    assert content.goods == sum(line.total for line in content.lines)
    assert content.net == sum(t.base for t in content.taxes)
    assert content.tax == sum(t.amount for t in content.taxes)
    assert content.gross == content.net + content.tax
    assert content.due == content.gross - content.prepaid
    shown = content.gross if content.gross_lines else content.net
    assert shown == content.goods - content.discount + content.charges
    for row in content.taxes:
        assert abs(row.amount - row.base * row.rate / 100) <= Decimal("0.02")


@pytest.mark.parametrize("country", sorted(identifiers.IBAN_SHAPES))
def test_ibans_are_valid(country):
    value = identifiers.iban(random.Random(country), country)
    assert len(value) == IBAN_LENGTHS[country]
    assert identifiers.mod97(value[4:] + value[:4]) == 1


def test_vat_ids_have_their_check_digits():
    random_ = random.Random(4)
    italian = identifiers.vat_id(random_, "IT")
    assert identifiers.luhn_check(italian[2:-1]) == italian[-1]
    polish = identifiers.vat_id(random_, "PL")
    assert identifiers.weighted(polish[2:-1], [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == int(polish[-1])
    belgian = identifiers.vat_id(random_, "BE")
    assert (int(belgian[2:10]) + int(belgian[10:])) % 97 == 0
    assert identifiers.german_check("13669597") == "6"


def test_languages_have_the_same_captions():
    wanted = set(habits_of("en").captions)
    for language in LANGUAGES:
        assert set(habits_of(language).captions) == wanted


@pytest.mark.parametrize("kind", sorted(KIND_WEIGHTS))
def test_the_same_seed_prints_the_same_paper_and_its_truth(kind):
    def paper() -> tuple[str, dict]:
        random_ = random.Random(f"paper {kind}")
        return paper_html(0, make_content(random_, kind), make_layout(5), random_)

    html, truth = paper()
    assert (html, truth) == paper()
    if kind != "other":
        assert {"sellerName", "issueDate", "totalGross", "lines"} <= truth.keys()


def test_layouts_differ():
    looks = {(x.head, x.parties, x.meta, x.columns, x.totals_place, x.font) for x in map(make_layout, range(200))}
    assert len(looks) > 190


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_placeholders_have_all_their_places_filled(language):
    random_, habits = random.Random(6), habits_of(language)
    for role in ("seller", "buyer"):
        for _ in range(200):
            party = make_party(random_, habits, habits.countries[0], False, role=role)
            texts = [party.name, *party.address]
            assert all(texts)
            assert not any("{" in text for text in texts)


def test_what_is_prepaid_is_positive_though_printed_as_taken_off():
    content, layout = make_content(random.Random(1), "invoice", "de"), make_layout(1)
    printer = make_printer(0, content, layout)
    text = printer.amount("totalPrepaid", Decimal("-50.00"))
    assert "-50" in text
    assert printer.truth(text) == {"totalPrepaid": "50.00"}
