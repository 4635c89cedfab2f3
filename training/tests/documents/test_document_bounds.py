import numpy as np
import pytest

from docket_training.documents.deciding_fields import critical_fields, is_computed, is_stated_by_rule, required_fields
from docket_training.documents.decode import Extraction
from docket_training.documents.document_bounds import (
    ALPHAS,
    LEAST_SCORE,
    Decider,
    DocumentSets,
    area_under_risk,
    bound_of,
    choose_score,
    learn_document_bounds,
)
from docket_training.documents.evaluate import Judged
from docket_training.documents.found import Found
from docket_training.documents.joint_evidence import joint_of
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.vocabulary_of_fields import KINDS, header_types
from docket_training.documents.whole_document import (
    WholeDocument,
    can_be_judged,
    one_a_group,
    passing,
    scores_of,
    whole_document,
)
from docket_training.proven_bound import DELTA, Scored

AS_READ = joint_of({}, {"*": (1.0, 0.0)})
TRUTH = {"invoiceNumber": "RE-1", "issueDate": "2026-01-02", "sellerName": "Acme", "totalGross": "119.00"}


def found(value: str, raw: float = 0.9, source: str = "specialist") -> Found:
    return Found(value, raw, 0, (0, 0, 1, 1), (0,), source)


def answer(kind: str = "invoice", **fields: Found) -> Extraction:
    return Extraction({**{name: found(v) for name, v in TRUTH.items()}, **fields}, [], [], kind, [1.0, 0.0, 0.0, 0.0])


def paper(kind: str = "invoice", annotated: tuple | None = None, **truth: str) -> LabelledDocument:
    return LabelledDocument("1", "layout-1", kind, [], [], TRUTH | truth if kind != "other" else {}, annotated)


def test_the_fields_that_decide_are_those_of_the_service():
    assert set(critical_fields()) < set(header_types())
    assert set(required_fields()) == set(KINDS)
    assert required_fields()["invoice"] == ("invoiceNumber", "issueDate", "sellerName", "totalGross")
    assert required_fields()["other"] == ()
    assert is_computed("totalNet", found("1.00", source="rule"))
    assert not is_computed("totalNet", found("1.00"))
    assert is_stated_by_rule("amountDue", found("1.00", source="rule"))
    assert not is_stated_by_rule("currency", found("EUR", source="rule"))


def test_a_document_errs_where_a_value_that_passes_with_it_is_wrong():
    assert not whole_document(paper(), answer()).wrong
    assert whole_document(paper(), answer(totalGross=found("191.00"))).wrong
    assert whole_document(paper(iban="DE1"), answer(iban=found("DE2"))).wrong
    assert whole_document(paper(), answer(iban=found("DE2"))).wrong, "nothing of it is printed"
    assert not whole_document(paper(buyerName="Bo"), answer(buyerName=found("Al"))).wrong, "it decides nothing"
    assert not whole_document(paper(sellerName="ACME."), answer()).wrong, "the same comparison as of values"


def test_a_total_that_a_rule_states_counts_where_it_passes():
    prepaid = paper(amountDue="19.00")
    assert whole_document(prepaid, answer(amountDue=found("119.00", source="rule"))).wrong
    assert not whole_document(paper(totalNet="1.00"), answer(totalNet=found("100.00", source="rule"))).wrong


def test_a_paper_of_another_kind_errs_if_it_passes_and_one_with_few_annotations_is_not_judged():
    other = paper("other", ())
    assert can_be_judged(other)
    assert whole_document(other, answer()).wrong
    assert not can_be_judged(paper(annotated=("totalGross",)))


def test_a_person_gets_what_is_out_of_scope_incomplete_or_does_not_close():
    assert not whole_document(paper(), answer()).held_back
    assert whole_document(paper(), answer("other")).held_back
    without = answer()
    del without.fields["sellerName"]
    assert whole_document(paper(), without).held_back
    del without.fields["invoiceNumber"]
    assert whole_document(paper("receipt"), Extraction(answer().fields, [], [], "receipt", [])).held_back is False
    sums = {"totalNet": found("100.00"), "totalTax": found("91.00")}
    assert whole_document(paper(), answer(**sums)).held_back


def test_the_score_is_of_the_values_that_decide_and_no_rule_states():
    documents = [
        whole_document(paper(), answer(buyerName=found("Bo", 0.1), amountDue=found("119.00", 0.2, "rule"))),
        whole_document(paper(), answer(totalGross=found("119.00", 0.5))),
    ]
    assert scores_of(AS_READ, documents, "least") == pytest.approx([0.9, 0.5])
    assert scores_of(AS_READ, documents, "product") == pytest.approx([0.9**4, 0.9**3 * 0.5])
    assert scores_of(AS_READ, [], "least").size == 0


def test_what_passes_goes_by_the_bounds_of_values_or_by_what_is_held_back_alone():
    documents = [whole_document(paper(), answer()), whole_document(paper(), answer(totalGross=found("119.00", 0.5)))]
    documents.append(whole_document(paper(), answer("other")))
    thresholds = {"*": 0.8, "totalGross": 0.6}
    assert passing(AS_READ, thresholds, documents, "confident").tolist() == [True, False, False]
    assert passing(AS_READ, thresholds, documents, "always").tolist() == [True, True, False]
    assert passing(AS_READ, {"*": 0.8, "iban": None}, [documents[0]], "confident").tolist() == [True]


def simulated(count: int, seed: int, error: float = 0.06, prefix: str = "g") -> list[WholeDocument]:
    """Documents of one value whose error falls from twice `error` to none as its confidence rises from 0.5 to 1."""
    random = np.random.default_rng(seed)
    documents = []
    for number in range(count):
        place = random.uniform()
        wrong = bool(random.uniform() < 2 * error * (1 - place))
        value = Judged("totalGross", 0.5 + 0.5 * place, not wrong, f"{prefix}{number}")
        documents.append(WholeDocument(f"{prefix}{number}", [value], bool(random.uniform() < 0.2), wrong))
    return documents


def sets(seed: int, count: int = 900) -> DocumentSets:
    learn, order, carry, report = (simulated(count, 10 * seed + i, prefix=f"{i}-") for i in range(4))
    return DocumentSets(learn, order, carry, {"papers": report, "scans": []})


def test_the_bound_holds_as_often_as_it_says():
    decider, runs, broken = Decider(AS_READ, {"*": 0.0}), 80, 0
    for seed in range(runs):
        threshold = bound_of(decider, sets(seed, 300), "confident", "least", 0.05).threshold
        broken += threshold is not None and 0.06 * (1 - (threshold - 0.5) / 0.5) > 0.05
    assert broken / runs <= DELTA + 2 * (DELTA * (1 - DELTA) / runs) ** 0.5


def test_a_looser_level_lets_more_pass_and_the_figures_are_of_other_documents():
    part, reported = learn_document_bounds(Decider(AS_READ, {"*": 0.9}), sets(3, 1500))
    assert part["score"] in ("least", "product")
    assert part["fields"] == list(critical_fields())
    assert part["recognised"] is False
    assert set(part["bounds"]) == {"confident", "always"}
    for bounds in part["bounds"].values():
        assert [bound["alpha"] for bound in bounds] == list(ALPHAS)
        assert all(bound["n"] == 1500 for bound in bounds)
        assert all(bound["threshold"] is None or bound["threshold"] >= LEAST_SCORE for bound in bounds)
        coverage = [bound["coverage"] for bound in bounds]
        assert coverage == sorted(coverage)
    always = reported["papers"]["always"]
    assert set(always) == {"off", "0.02", "0.05", "0.1"}
    assert always["0.05"]["passed"] < always["off"]["passed"] < always["off"]["n"] == 1500
    assert always["0.05"]["error"] <= 0.05
    assert always["0.05"]["errorAtMost"] > always["0.05"]["error"]
    assert "scans" not in reported
    assert reported["carry"]["confident"]["off"]["passed"] < reported["carry"]["always"]["off"]["passed"]


def test_nothing_passes_where_no_level_is_kept():
    wrong = [WholeDocument(d.group, d.weighed, d.held_back, True) for d in simulated(400, 1)]
    decider = Decider(AS_READ, {"*": 0.0})
    bound = bound_of(decider, DocumentSets(wrong, wrong, wrong, {}), "always", "least", 0.1)
    assert (bound.threshold, bound.coverage, bound.n) == (None, 0.0, 400)
    assert bound_of(decider, DocumentSets([], [], [], {}), "always", "least", 0.1).threshold is None


def test_documents_of_one_layout_count_once():
    documents = simulated(300, 1, error=0.0)
    same = [WholeDocument("one", d.weighed, d.held_back, d.wrong) for d in documents]
    assert len(one_a_group([*documents, *same])) == 301
    decider = Decider(AS_READ, {"*": 0.0})
    assert bound_of(decider, DocumentSets(same, same, same, {}), "always", "least", 0.1).threshold is None


def test_the_score_that_puts_the_wrong_ones_last_is_chosen():
    random = np.random.default_rng(4)
    documents = []
    for number in range(600):
        raws = random.choice([0.9, 0.99], size=6)
        wrong = bool(random.uniform() > raws.prod())
        values = [Judged("totalGross", float(raw), True, str(number)) for raw in raws]
        documents.append(WholeDocument(str(number), values, False, wrong))
    score, areas = choose_score(Decider(AS_READ, {"*": 0.0}), documents)
    assert score == "product"
    assert areas["product"] < areas["least"]


def test_the_area_under_the_risk_is_the_mean_error_of_the_surest():
    scored = Scored(np.array([0.9, 0.8, 0.7]), np.array([True, False, True]), np.arange(3))
    assert area_under_risk(scored) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert area_under_risk(Scored(np.empty(0), np.empty(0, bool), np.empty(0, int))) == 0
