import numpy as np
import pytest

from docket_training.documents.decode import Extraction
from docket_training.documents.escalation import (
    Asked,
    Confidences,
    asked_of,
    calibrate_escalation,
    joint_confidence,
)
from docket_training.documents.found import Found
from docket_training.documents.labelled_document import LabelledDocument


def found(value: str, raw: float) -> Found:
    return Found(value=value, raw=raw, page=0, box=(0, 0, 1, 1), words=(0,))


def extraction(**fields: Found) -> Extraction:
    return Extraction(fields, [], [], "invoice", [1.0, 0.0, 0.0, 0.0])


SURE_FROM_90 = Confidences({"*": (1.0, 0.0)}, {"*": 0.9})


def asked(truth: dict, specialist: Extraction, teacher: Extraction) -> list[Asked]:
    document = LabelledDocument(
        id="1", pages=[], labels=[], truth=truth, kind="invoice", group="layout 1", annotated=None
    )
    return asked_of(document, specialist, teacher, SURE_FROM_90, SURE_FROM_90)


def test_only_doubts_are_asked():
    truth = {"invoiceNumber": "A-1", "issueDate": "2026-01-02"}
    specialist = extraction(invoiceNumber=found("A-1", 0.95), issueDate=found("2026-01-02", 0.6))
    teacher = extraction(invoiceNumber=found("B-1", 0.99), issueDate=found("2026-01-02", 0.7))
    (value,) = asked(truth, specialist, teacher)
    assert (value.relation, value.right, value.group) == ("agree", True, "layout 1")
    assert value.teacher == pytest.approx(0.7)
    assert value.specialist == pytest.approx(0.6)


def test_the_likelier_of_two_values_counts():
    truth = {"totalGross": "10.00"}
    specialist = extraction(totalGross=found("10.00", 0.6))
    assert asked(truth, specialist, extraction(totalGross=found("9.00", 0.5))) == []
    (value,) = asked(truth, specialist, extraction(totalGross=found("9.00", 0.8)))
    assert (value.relation, value.right) == ("differ", False)


def test_a_value_that_the_specialist_missed_counts_alone():
    (value,) = asked({"totalGross": "10.00"}, extraction(), extraction(totalGross=found("10", 0.8)))
    assert (value.relation, value.specialist, value.right) == ("alone", None, True)


def drawn(count: int, agree_right: float, differ_right: float) -> list[Asked]:
    random_ = np.random.default_rng(5)
    out = []
    for number in range(count):
        for relation, share in (("agree", agree_right), ("differ", differ_right)):
            score = random_.uniform(0.5, 0.9)
            out.append(Asked(relation, score, 0.5, random_.random() < share, f"layout {number}"))
    return out


def test_agreement_is_worth_what_the_papers_show():
    values = drawn(2000, agree_right=0.999, differ_right=0.4)
    weights, bound = calibrate_escalation(values)
    assert set(weights) == {"agree", "differ"}
    agree = [v for v in values if v.relation == "agree"]
    differ = [v for v in values if v.relation == "differ"]
    assert joint_confidence(weights["agree"], agree).mean() == pytest.approx(0.999, abs=0.02)
    assert joint_confidence(weights["differ"], differ).mean() == pytest.approx(0.4, abs=0.05)
    assert bound.threshold is not None
    held = [v for v in values if joint_confidence(weights[v.relation], [v])[0] >= bound.threshold]
    assert sum(not v.right for v in held) <= 0.02 * len(held)
    assert bound.coverage > 0.3


def test_too_few_values_prove_nothing():
    weights, bound = calibrate_escalation(drawn(20, agree_right=1.0, differ_right=1.0))
    assert weights == {}
    assert (bound.threshold, bound.n) == (None, 0)
