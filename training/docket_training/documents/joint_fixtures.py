"""Writes the cases that Python and the service must both meet: sums, votes and confidences, scores of documents."""

import json
import random
from pathlib import Path

import numpy as np

from docket_training.documents.decode import Extraction
from docket_training.documents.equations import blocked_paths, sum_votes, values_by_path
from docket_training.documents.evaluate import Judged
from docket_training.documents.found import Found
from docket_training.documents.joint_evidence import Weights, joint_confidences, joint_of, weights_entry
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.whole_document import AUTOMATIONS, SCORES, passing, scores_of, whole_document

FIXTURE = Path(__file__).parents[3] / "test" / "fixtures" / "joint" / "cases.json"
DOCUMENTS = FIXTURE.with_name("documents.json")
CASES, WHOLE_DOCUMENTS = 24, 40
WEIGHTS = {
    "totals": Weights(0.9, 1.7, -2.2, -0.4, 0.3),
    "lines": Weights(0.8, 2.1, -1.3, -0.6, -0.2),
    "taxes": Weights(1.1, 0.4, -3.0, 0.0, 0.1),
    "texts": Weights(0.7, 0.0, 0.0, -0.9, 0.0),
}
"""Invented; dates and identifiers have none."""
WRONG, SELDOM_WRONG, COMPUTED, MISSING = 0.12, 0.03, 0.06, 0.06
"""Shares of the values of a case."""
IDENTITY = {"*": (1.0, 0.0)}
THRESHOLDS = {"*": 0.35, "totalGross": 0.5, "totalPrepaid": None}
"""Invented, low enough that some documents pass."""


def drawn(random_: random.Random, value: float, wrong: float, decimals: int = 2) -> Found | None:
    """A value of a sum: printed right, misread, computed by a rule, or not there."""
    if random_.random() < MISSING:
        return None
    if random_.random() < wrong:
        value += random_.choice((-10, -0.03, -0.01, 0.02, 1, 90))
    source = "rule" if random_.random() < COMPUTED else "specialist"
    return Found(f"{value:.{decimals}f}", round(random_.uniform(0.3, 0.999), 6), 0, (0, 0, 1, 1), (0,), source)


def there(row: dict[str, Found | None]) -> dict[str, Found]:
    return {name: found for name, found in row.items() if found is not None}


def drawn_case(random_: random.Random, wrong: float) -> Extraction:
    """An invoice whose sums would close if every value of it were read right."""
    lines, net = [], 0.0
    for _ in range(random_.randint(1, 4)):
        quantity, price, discount = random_.randint(1, 9), random_.randint(100, 9000) / 100, random_.choice((0, 0, 1.5))
        net += round(quantity * price - discount, 2)
        lines.append(
            there(
                {
                    "description": Found("Goods", 0.9, 0, (0, 0, 1, 1), (0,)),
                    "quantity": drawn(random_, quantity, wrong, 0),
                    "unitPrice": drawn(random_, price, wrong),
                    "discount": drawn(random_, discount, wrong) if discount else None,
                    "lineTotal": drawn(random_, quantity * price - discount, wrong),
                }
            )
        )
    rate = random_.choice((19, 7, 20))
    tax, charges, prepaid = round(net * rate / 100, 2), random_.choice((0, 4.9)), random_.choice((0, 20.0))
    fields = {
        "invoiceNumber": Found("RE-1", 0.8, 0, (0, 0, 1, 1), (0,)),
        "issueDate": Found("2026-01-02", 0.7, 0, (0, 0, 1, 1), (0,)),
        "sellerName": Found("Acme", 0.6, 0, (0, 0, 1, 1), (0,)),
        "totalNet": drawn(random_, net + charges, wrong),
        "totalCharges": drawn(random_, charges, wrong) if charges else None,
        "totalTax": drawn(random_, tax, wrong),
        "totalGross": drawn(random_, net + charges + tax, wrong),
        "totalPrepaid": drawn(random_, prepaid, wrong) if prepaid else None,
        "amountDue": drawn(random_, net + charges + tax - prepaid, wrong),
    }
    row = {
        "rate": drawn(random_, rate, wrong, 0),
        "base": drawn(random_, net, wrong),
        "amount": drawn(random_, tax, wrong),
    }
    return Extraction(there(fields), lines, [there(row)], "invoice", [1.0, 0.0, 0.0, 0.0])


def label_of(path: str) -> str:
    """The label type of a path: `line.quantity` of `lines.0.quantity`."""
    table, _, column = path.partition(".")
    return f"{table.removesuffix('es') if table == 'taxes' else 'line'}.{column.split('.')[-1]}" if column else path


def expected(found: Extraction, recognised: bool) -> dict:
    votes, values = sum_votes(found), values_by_path(found)
    judged = [Judged(label_of(p), v.raw, True, "", votes.get(p), False, recognised) for p, v in values.items()]
    confidence = joint_confidences(WEIGHTS, IDENTITY, judged)
    return {
        "votes": votes,
        "blocked": sorted(blocked_paths(found)),
        "confidence": dict(zip(values, np.round(confidence, 9).tolist(), strict=True)),
    }


def entries(row: dict[str, Found]) -> dict[str, dict]:
    return {name: {"value": v.value, "confidence": v.raw, "source": v.source} for name, v in row.items()}


def expected_whole(found: Extraction, recognised: bool) -> dict:
    """By score what a document reaches, by automation whether it passes without a bound of its own."""
    page = LabelledDocument("scan-1" if recognised else "1", "layout", "invoice", [], [], {})
    whole, confident = [whole_document(page, found)], joint_of(WEIGHTS, IDENTITY)
    return {
        "scores": {name: round(float(scores_of(confident, whole, name)[0]), 9) for name in SCORES},
        "passes": {how: bool(passing(confident, THRESHOLDS, whole, how)[0]) for how in AUTOMATIONS},
    }


def said_of(found: Extraction) -> dict:
    return {
        "fields": entries(found.fields),
        "lines": [entries(row) for row in found.lines],
        "taxes": [entries(row) for row in found.taxes],
    }


def write_cases(path: Path, head: dict, cases: list[dict]) -> None:
    """JSON with one case a line behind the members of `head`."""
    members = "".join(f"{json.dumps(name)}: {json.dumps(value)},\n" for name, value in head.items())
    rows = ",\n".join(json.dumps(case) for case in cases)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{{members}"cases": [\n{rows}\n]}}\n', encoding="utf8")


def write_joint_fixtures(seed: int = 5) -> None:
    cases, documents = [], []
    for number in range(CASES):
        random_ = random.Random(f"{seed} {number}")
        found, recognised = drawn_case(random_, WRONG), random_.random() < 0.5
        cases.append({"said": said_of(found), "recognised": recognised, "expected": expected(found, recognised)})
    for number in range(WHOLE_DOCUMENTS):
        random_ = random.Random(f"document {seed} {number}")
        found, recognised = drawn_case(random_, SELDOM_WRONG), random_.random() < 0.5
        documents.append(
            {"said": said_of(found), "recognised": recognised, "expected": expected_whole(found, recognised)}
        )
    weights = {"weights": weights_entry(WEIGHTS)}
    write_cases(FIXTURE, weights, cases)
    write_cases(DOCUMENTS, {**weights, "thresholds": THRESHOLDS}, documents)
