import json

import numpy as np
import pytest

from docket_training.documents import joint_fixtures
from docket_training.documents.confidence import apply_platt
from docket_training.documents.decode import Extraction
from docket_training.documents.document_bounds import DocumentSets
from docket_training.documents.equations import blocked_paths, sum_votes
from docket_training.documents.evaluate import Evaluation, Judged, judge
from docket_training.documents.found import Found
from docket_training.documents.joint_calibration import JudgedSets, learn_joint
from docket_training.documents.joint_evidence import Weights, fit_joint, group_of, joint_confidences
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.whole_document import WholeDocument
from docket_training.installed_package import InstalledPackage

IDENTITY = {"*": (1.0, 0.0)}


def found(value: str, source: str = "specialist") -> Found:
    return Found(value, 0.9, 0, (0, 0, 1, 1), (0,), source)


def extraction(lines=(), taxes=(), **fields: Found) -> Extraction:
    return Extraction(fields, list(lines), list(taxes), "invoice", [1.0, 0.0, 0.0, 0.0])


def test_sums_vote_for_what_stands_in_them():
    totals = {"totalNet": found("100.00"), "totalTax": found("19.01"), "totalGross": found("119.00")}
    assert sum_votes(extraction(**totals)) == dict.fromkeys(totals, "closes")
    failing = totals | {"totalTax": found("91.00")}
    assert sum_votes(extraction(**failing)) == dict.fromkeys(totals, "fails")
    assert blocked_paths(extraction(**failing)) == set(totals)


def test_a_sum_that_a_rule_made_to_close_proves_nothing():
    totals = {"totalNet": found("100.00"), "totalTax": found("19.00", "rule"), "totalGross": found("119.00")}
    assert sum_votes(extraction(**totals)) == {}


def test_a_value_for_and_against_which_as_many_sums_speak_is_not_told():
    line = {"quantity": found("2"), "unitPrice": found("5.00"), "lineTotal": found("11.00")}
    votes = sum_votes(extraction(lines=[line], totalNet=found("11.00")))
    assert votes == {"lines.0.quantity": "fails", "lines.0.unitPrice": "fails", "totalNet": "closes"}


def test_judging_keeps_what_the_sums_say_of_each_value():
    row = {"rate": found("19"), "base": found("100.00"), "amount": found("19.00")}
    document = LabelledDocument("scan-1", "layout-1", "invoice", [], [], {"totalTax": "19.00", "taxes": []})
    held = Evaluation()
    judge(document, extraction(taxes=[row], totalTax=found("19.00")), held)
    assert {(j.name, j.vote, j.recognised) for j in held.judged} == {
        (name, "closes", True) for name in ("totalTax", "tax.rate", "tax.base", "tax.amount")
    }


def drawn(count: int, seed: int, prefix: str) -> list[Judged]:
    """Totals whose sums say more than their scores, and dates of which nothing more is known."""
    random = np.random.default_rng(seed)
    judged = []
    for number in range(count):
        right = bool(random.uniform() < 0.9)
        vote = random.choice(["closes", None] if right else ["fails", None], p=[0.7, 0.3])
        raw = float(random.uniform(0.6, 0.99))
        judged.append(Judged("totalGross", raw, right, f"{prefix}{number}", None if vote == "None" else vote))
        judged.append(Judged("issueDate", raw, bool(random.uniform() < raw), f"{prefix}{number}"))
    return judged


def whole(judged: list[Judged]) -> list[WholeDocument]:
    """Two values a document."""
    pairs = zip(judged[::2], judged[1::2], strict=True)
    return [WholeDocument(a.group, [a, b], False, not (a.right and b.right)) for a, b in pairs]


def test_closing_sums_raise_failing_ones_lower_and_no_sign_turns():
    judged = drawn(2000, 1, "l")
    weights = fit_joint(IDENTITY, judged)["totals"]
    assert weights.closes > 1
    assert weights.fails < -1
    against = [Judged(j.name, j.raw, not j.right, j.group, j.vote) for j in judged]
    turned = fit_joint(IDENTITY, against)["totals"]
    assert (turned.closes, turned.fails) == (0, 0)
    assert turned.confidence >= 0


def test_a_group_without_weights_keeps_the_confidence_of_the_specialist():
    (confidence,) = joint_confidences({"totals": Weights(2.0)}, IDENTITY, [Judged("iban", 0.8, True, "g")])
    assert confidence == pytest.approx(float(apply_platt((1.0, 0.0), np.array([0.8]))[0]))


def test_groups_go_by_the_type_of_a_field():
    assert [group_of(n) for n in ("totalGross", "line.quantity", "tax.rate", "dueDate", "line.unit", "iban")] == [
        "totals",
        "lines",
        "taxes",
        "dates",
        "texts",
        "identifiers",
    ]


def test_bounds_are_of_the_joint_confidence_and_others_stay_as_the_card_states_them(tmp_path):
    entry = {
        "threshold": 0.97,
        "alpha": 0.02,
        "delta": 0.05,
        "n": 9,
        "groups": 9,
        "coverage": 0.5,
        "population": "card",
    }
    refused = {**entry, "threshold": None}
    card = {
        "files": {"model.onnx": {"sha256": "a" * 64}},
        "calibration": {
            "platt": {"*": [1.0, 0.0]},
            "thresholds": {"*": entry, "issueDate": entry, "totalPrepaid": refused},
        },
    }
    package = InstalledPackage("invoice", "1.0.0", tmp_path, card)
    values = [drawn(900, seed, prefix) for seed, prefix in enumerate("lbrc", 1)]
    learn, bound, report, carry = (whole(judged) for judged in values)
    documents = DocumentSets(learn, bound, carry, {"papers": report})
    content = learn_joint(package, "1", "command", JudgedSets(*values[:3], [], documents, []))
    assert list(content["weights"]) == ["totals"]
    assert content["n"] == 900
    assert content["thresholds"]["issueDate"] == entry
    assert content["thresholds"]["*"] == entry
    assert content["thresholds"]["totalGross"]["n"] == 900
    assert content["thresholds"]["totalPrepaid"] == refused
    assert content["thresholds"]["totalDiscount"]["threshold"] is not None
    figures = content["metrics"]["papers"]
    assert figures["joint"]["totals"]["coverage"] > figures["alone"]["totals"]["coverage"] + 0.3
    assert figures["joint"]["totals"]["error"] <= 0.02
    assert figures["joint"]["totals"]["logLoss"] < figures["alone"]["totals"]["logLoss"]
    assert figures["joint"]["dates"] == figures["card"]["dates"]
    assert content["documents"]["bounds"]["confident"][0]["n"] == 900
    assert content["metrics"]["documents"]["papers"]["always"]["off"]["n"] == 900


def test_the_fixtures_are_those_of_this_code(tmp_path, monkeypatch):
    kept = {}
    for name in ("FIXTURE", "DOCUMENTS"):
        path = getattr(joint_fixtures, name)
        kept[name] = json.loads(path.read_text(encoding="utf8"))
        monkeypatch.setattr(joint_fixtures, name, tmp_path / "joint" / path.name)
    joint_fixtures.write_joint_fixtures()
    written = {name: json.loads(getattr(joint_fixtures, name).read_text(encoding="utf8")) for name in kept}
    assert written == kept
