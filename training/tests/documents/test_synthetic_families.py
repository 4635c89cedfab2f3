import html
import random
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from pypdf import PdfWriter
from pypdf.annotations import Link

from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.words import Page, Word
from docket_training.synth import blocks, items, other_papers, tables
from docket_training.synth.addresses import address_html
from docket_training.synth.content import make_content, with_gross_rows
from docket_training.synth.coverage import hits, structure_of
from docket_training.synth.draft import Draft
from docket_training.synth.habits_by_language import LANGUAGES, habits_of
from docket_training.synth.layout import STRUCTURES, Layout, make_layout
from docket_training.synth.line_printer import beside, pad, visible
from docket_training.synth.papers import GROSS, make_printer, paper_html
from docket_training.synth.render import marks_of
from docket_training.synth.sentences import due_sentence, intro_sentence, order_sentence, title_line

ALWAYS = {
    "invoiceNumber", "issueDate", "sellerName", "sellerAddress", "buyerName", "buyerAddress", "totalNet", "totalGross",
}  # fmt: skip
LACKING = {"template": {"sellerAddress", "buyerAddress"}, "shop": {"totalNet"}}
"""What some layouts of a structure leave out."""


LAYOUTS = [make_layout(seed) for seed in range(300)]


def layouts_of(structure: str, count: int) -> list[Layout]:
    return [layout for layout in LAYOUTS if layout.structure == structure][:count]


def draft_of(seed: int, **changes) -> Draft:
    random_ = random.Random(seed)
    content, layout = make_content(random_, "invoice"), make_layout(seed)
    return Draft(replace(content, **changes), layout, make_printer(0, content, layout), random_)


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_family_prints_what_an_invoice_must_have(structure, language):
    for layout in layouts_of(structure, 6):
        random_ = random.Random(f"{language} {layout.seed}")
        content = make_content(random_, "invoice", language)
        text, truth = paper_html(0, content, layout, random_)
        wanted = ALWAYS - LACKING.get(structure, set())
        assert truth.keys() >= wanted, (layout.seed, wanted - truth.keys())
        printed = with_gross_rows(content) if structure in GROSS else content
        assert [line["lineTotal"] for line in truth["lines"]] == [f"{line.total:.2f}" for line in printed.lines]
        for role, party in (("shipTo", content.ship_to), ("remitTo", content.remit_to)):
            named = truth.get(f"{role}Name")
            assert named is None or named == party.name
        assert not re.search(r"\{(date|amount|place)\}", text)


def test_a_family_is_the_same_for_the_same_seed():
    for structure in STRUCTURES:
        layout = layouts_of(structure, 1)[0]
        papers = []
        for _ in range(2):
            random_ = random.Random("twice")
            papers.append(paper_html(0, make_content(random_, "invoice"), layout, random_))
        assert papers[0] == papers[1]


def test_a_country_code_before_the_postcode_is_no_part_of_the_address():
    draft = draft_of(1)
    party = replace(draft.content.buyer, address=["Hauptstr. 5", "12345 Berlin"], city_at=1, prefix="DE")
    text = address_html(draft, party, "buyer")
    assert re.sub(r"<a [^>]*>(.*?)</a>", r"[\1]", text) == "[Hauptstr. 5]<br>DE [12345 Berlin]"
    assert len(set(re.findall(r'href="([^"]*)"', text))) == 1
    assert draft.printer.truth(text) == {"buyerAddress": "Hauptstr. 5, 12345 Berlin"}


def test_a_sentence_labels_the_day_it_names():
    draft = draft_of(2)
    assert draft.printer.truth(due_sentence(draft))["dueDate"] == draft.content.dates["dueDate"].isoformat()


def test_a_sentence_of_a_delivery_labels_its_day_and_one_of_an_order_has_none():
    delivered = 0
    for seed in range(60):
        draft = draft_of(seed)
        sentence = intro_sentence(draft)
        truth = draft.printer.truth(sentence)
        assert "{" not in sentence
        if truth:
            assert truth == {"deliveryDate": draft.content.dates["deliveryDate"].isoformat()}
            delivered += 1
        unmarked = intro_sentence(draft_of(seed), marked=False)
        assert "<a " not in unmarked
        assert "{" not in unmarked
    assert 5 < delivered < 55


def test_a_sentence_of_the_order_labels_its_number_and_one_of_another_paper_has_none():
    ordered = 0
    for seed in range(60):
        draft = draft_of(seed)
        truth = draft.printer.truth(order_sentence(draft))
        if truth:
            assert truth == {"orderReference": draft.content.ids["orderReference"]}
            ordered += 1
    assert 20 < ordered < 55


def test_a_title_line_labels_the_number():
    draft = draft_of(3)
    truth = draft.printer.truth(title_line(draft, "Invoice", "No."))
    assert truth["invoiceNumber"] == draft.content.ids["invoiceNumber"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_with_places_name_them(language):
    captions = habits_of(language).captions
    assert all("{date}" in text for name in ("due.sentence", "place.date") for text in captions[name])
    known = {"{date}", "{delivered}", "{amount}", "{place}", "{person}"}
    assert {p for texts in captions.values() for text in texts for p in re.findall(r"\{\w*\}", text)} <= known


def test_a_buyer_beside_a_bill_to_party_is_not_called_bill_to():
    for seed in range(40):
        draft = draft_of(seed)
        draft = replace(draft, content=replace(draft.content, bill_to=draft.content.buyer))
        others = {html.escape(text).lower() for text in draft.content.language.captions["billTo"]}
        assert draft.party_caption("buyer").lower() not in others


def test_columns_of_characters_count_what_is_seen():
    text = '<a href="x">A&amp;B</a>'
    assert visible(text) == 3
    assert pad(text, 5) == f"{text}  "
    assert pad(text, 5, right=True) == f"  {text}"
    assert beside(["a", "b"], ["c"], 3) == ["a   c", "b"]


def test_a_link_that_the_browser_repeats_on_a_page_counts_once(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(200, 100)
    for _ in range(3):
        writer.add_annotation(0, Link(rect=(10, 20, 50, 30), url="https://label.invalid/0/iban/-/7"))
    writer.write(tmp_path / "repeated.pdf")
    [[mark]] = marks_of(tmp_path / "repeated.pdf")
    assert (mark.name, mark.box) == ("iban", (10, 70, 50, 80))


def test_coverage_tells_labels_that_decode_to_the_truth_from_others():
    words = [Word("No.", (0, 0, 20, 10)), Word("A-17", (30, 0, 60, 10)), Word("9.00", (30, 40, 60, 50))]
    labels = [["O", "B-invoiceNumber", "B-totalGross"]]
    truth = {"invoiceNumber": "A-17", "totalGross": "8.00"}
    paper = LabelledDocument("one", "layout-3", "invoice", [Page(600, 800, words)], labels, truth)
    assert hits(paper) == [("invoiceNumber", True), ("totalGross", False)]
    assert structure_of(paper) == make_layout(3).structure
    assert structure_of(replace(paper, kind="receipt")) == "receipt"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("builder", [builder for builder in other_papers.WEIGHTS if builder])
def test_other_papers_are_printed_in_every_language(builder, language):
    random_ = random.Random(f"{language} other")
    content, layout = make_content(random_, "other", language), make_layout(4)
    text = builder(Draft(content, layout, make_printer(0, content, layout), random_))
    assert not re.search(r"\{\w+\}", text)


def test_a_lump_sum_has_neither_quantity_nor_price():
    random_ = random.Random(8)
    content = make_content(random_, "invoice", "en")
    for layout in (layout for layout in LAYOUTS if layout.structure == "letter"):
        draft = Draft(content, layout, make_printer(0, content, layout), random_)
        line = replace(content.lines[0], quantity=Decimal(1), discount_percent=0)
        if not items.is_lump(draft, line):
            continue
        draft = replace(draft, content=replace(content, lines=[line]))
        [row] = draft.printer.truth(tables.line_table(draft))["lines"]
        assert "lineTotal" in row
        assert not row.keys() & {"quantity", "unit", "unitPrice"}
        return
    pytest.fail("no layout prints lump sums")


def test_some_layouts_centre_their_cells_or_stand_them_on_the_last_line():
    sides = [items.vertical(draft_of(seed)) for seed in range(400)]
    assert 30 < sides.count("middle") < 100
    assert 8 < sides.count("bottom") < 50
    centred = next(seed for seed in range(400) if sides[seed] == "middle" and items.columns_of(draft_of(seed)))
    assert re.match(r"<table class='lines [^']* middle'>", tables.line_table(draft_of(centred)))


def test_a_list_price_stands_over_the_price_and_has_no_label():
    lines = make_content(random.Random(1), "invoice").lines
    line = replace(lines[0], unit_price=Decimal("90.00"), discount_percent=0)
    shown = {}
    for seed in range(400):
        draft = draft_of(seed)
        text = items.with_list_price(draft, ["line.unitPrice"], line, "<a>90.00</a>")
        assert items.with_list_price(draft_of(seed), ["line.gross"], line, "90.00") == "90.00"
        if text != "<a>90.00</a>":
            shown[seed] = text
    assert 10 < len(shown) < 60
    for text in shown.values():
        *above, price = text.split("<br>")
        assert price == "<a>90.00</a>"
        assert 1 <= len(above) <= 2
        assert "<a" not in "".join(above)
    discounted = replace(line, discount_percent=5)
    assert items.with_list_price(draft_of(next(iter(shown))), [], discounted, "90.00") == "90.00"


def test_a_name_as_heading_is_still_one_text():
    texts = {blocks.large_name(draft_of(seed), "<a>Any Company Inc.</a>") for seed in range(60)}
    assert all("<a>Any Company Inc.</a>" in text for text in texts)
    assert any("max-width" in text for text in texts)
    assert any("max-width" not in text for text in texts)
    headed = [seed for seed in range(60) if "font-size" in blocks.seller_block(draft_of(seed), with_ids=False)]
    assert 4 < len(headed) < 30
