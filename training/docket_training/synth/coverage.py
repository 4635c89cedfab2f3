"""Do the labelled words of synthetic papers decode to their truth? `python -m docket_training.synth.coverage CORPUS`."""

import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from docket_training.documents.decode import Extraction, decode
from docket_training.documents.labelled_document import LabelledDocument, read_documents
from docket_training.documents.scoring import same_value
from docket_training.documents.vocabulary_of_fields import KINDS, bio_labels
from docket_training.synth.layout import make_layout

SURE = 12.0
"""Logit of the right label; all others have 0."""
TABLES = {"lines": "line", "taxes": "tax"}


def decode_labels(document: LabelledDocument) -> Extraction:
    """What a model that is right about every word makes of a document."""
    place = {label: number for number, label in enumerate(bio_labels())}
    logits = []
    for labels in document.labels:
        values = np.zeros((len(labels), len(place)))
        values[np.arange(len(labels)), [place[label] for label in labels]] = SURE
        logits.append(values)
    kind = np.array([SURE if kind == document.kind else 0.0 for kind in KINDS])
    return decode(document.pages, logits, kind)


def structure_of(document: LabelledDocument) -> str:
    """The structure of a paper's layout, from its group."""
    return "receipt" if document.kind == "receipt" else make_layout(int(document.group.rsplit("-", 1)[1])).structure


def hits(document: LabelledDocument) -> list[tuple[str, bool]]:
    """For each value of the truth its field and whether the labels decode to it; rows of tables by their order."""
    found, outcome = decode_labels(document), []
    for name, value in document.truth.items():
        if name not in TABLES:
            got = found.fields.get(name)
            outcome.append((name, got is not None and same_value(name, value, got.value, exact=True)))
            continue
        rows = found.lines if name == "lines" else found.taxes
        for number, row in enumerate(value):
            for column, text in row.items():
                got = rows[number].get(column) if number < len(rows) else None
                label = f"{TABLES[name]}.{column}"
                outcome.append((label, got is not None and same_value(label, text, got.value, exact=True)))
    return outcome


def report(documents: list[LabelledDocument]) -> str:
    """Shares by field and structure, the worst field first."""
    shares: dict[str, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for document in documents:
        structure = structure_of(document)
        for name, right in hits(document):
            shares[name][structure][right] += 1
    structures = sorted({s for by_structure in shares.values() for s in by_structure})

    def share(counts: Counter) -> float:
        return counts[True] / max(1, counts.total())

    def line(name: str) -> str:
        cells = "".join(f"{share(shares[name][s]):>15.3f}" if s in shares[name] else f"{'':>15}" for s in structures)
        total = sum(shares[name].values(), Counter())
        return f"{name:20}{total.total():>7}{share(total):>8.3f}{cells}"

    order = sorted(shares, key=lambda name: share(sum(shares[name].values(), Counter())))
    head = f"{'field':20}{'n':>7}{'all':>8}" + "".join(f"{s:>15}" for s in structures)
    return "\n".join([head, *map(line, order)])


if __name__ == "__main__":
    print(report([document for document in read_documents(Path(sys.argv[1])) if document.truth]))
