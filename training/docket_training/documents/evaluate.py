"""Scores a specialist on labelled documents: F1 by field, line items, tax rows, kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer

from docket_training.documents.decode import Extraction
from docket_training.documents.equations import blocked_paths, sum_votes
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.predict import Runner, predict
from docket_training.documents.scoring import Counts, same_value
from docket_training.documents.vocabulary_of_fields import header_types


@dataclass
class Judged:
    """One predicted value: its field, raw score, whether it is right, and the group it belongs to.

    `vote`: what the sums of the document say of it; `blocked`: a failing total names it, so that it is never accepted;
    `recognised`: whether its words come from recognition.
    """

    name: str
    raw: float
    right: bool
    group: str
    vote: str | None = None
    blocked: bool = False
    recognised: bool = False


@dataclass
class Evaluation:
    header: Counts = field(default_factory=Counts)
    lines: Counts = field(default_factory=Counts)
    taxes: Counts = field(default_factory=Counts)
    judged: list[Judged] = field(default_factory=list)
    kinds: int = 0
    kinds_right: int = 0

    @property
    def counts(self) -> tuple[Counts, Counts, Counts]:
        return self.header, self.lines, self.taxes

    def totals(self, name: str | None = None) -> np.ndarray:
        """True, predicted and right values of a field, or of header, lines and taxes together: int [3]."""
        return np.sum([counts.totals(name) for counts in self.counts], axis=0)

    def figures(self) -> dict:
        """F1 over all header fields, of lines and taxes by column and over all, and the share of right kinds."""
        figures = {"headerF1": self.header.f1(), "lineFieldsF1": self.lines.f1(), "taxFieldsF1": self.taxes.f1()}
        by_field = {
            name: round(counts.f1(name), 4)
            for counts in self.counts
            for name in sorted(counts.truth)
            if counts.truth[name]
        }
        return {
            **{k: round(v, 4) for k, v in figures.items()},
            "kindAccuracy": round(self.kinds_right / max(1, self.kinds), 4),
            "fields": by_field,
        }


def _match_rows(truth: list[dict], predicted: list[dict], key: str) -> list[tuple[dict | None, dict | None]]:
    """Pair rows greedily by the most columns they agree in; what stays alone is paired with None."""
    pairs = sorted(
        (
            (-sum(same_value(f"{key}.{c}", v, p[c].value if c in p else None) for c, v in t.items()), i, j)
            for i, t in enumerate(truth)
            for j, p in enumerate(predicted)
        ),
    )
    free_t, free_p, out = set(range(len(truth))), set(range(len(predicted))), []
    for score, i, j in pairs:
        if score < 0 and i in free_t and j in free_p:
            free_t.remove(i)
            free_p.remove(j)
            out.append((truth[i], predicted[j]))
    return out + [(truth[i], None) for i in sorted(free_t)] + [(None, predicted[j]) for j in sorted(free_p)]


def judge(document: LabelledDocument, found: Extraction, evaluation: Evaluation, exact: bool = False) -> None:
    """Count one document. Fields a source does not annotate are left out."""
    evaluation.kinds += 1
    evaluation.kinds_right += found.kind == document.kind
    if document.annotated == ():
        return
    names = header_types() if document.annotated is None else document.annotated
    votes, blocked = sum_votes(found), blocked_paths(found)

    def judged(path: str, name: str, raw: float, right: bool) -> Judged:
        return Judged(name, raw, right, document.group, votes.get(path), path in blocked, document.recognised)

    for name in names:
        value, truth = found.fields.get(name), document.truth.get(name)
        if name == "currency" and truth is None:
            continue
        if value is not None and value.source == "rule" and truth is None:
            continue
        right = evaluation.header.add(name, truth, value.value if value else None, exact)
        if value is not None:
            evaluation.judged.append(judged(name, name, value.raw, right))
    if document.annotated is not None:
        return
    for scope, table, counts, rows, predicted in (
        ("line", "lines", evaluation.lines, document.truth.get("lines", []), found.lines),
        ("tax", "taxes", evaluation.taxes, document.truth.get("taxes", []), found.taxes),
    ):
        places = {id(row): place for place, row in enumerate(predicted)}
        for truth_row, row in _match_rows(rows, predicted, scope):
            for column in (truth_row or {}).keys() | (row or {}).keys():
                cell = (row or {}).get(column)
                if cell is not None and cell.source == "rule":
                    continue
                name, truth = f"{scope}.{column}", (truth_row or {}).get(column)
                right = counts.add(name, truth, cell.value if cell else None)
                if cell is not None:
                    path = f"{table}.{places[id(row)]}.{column}"
                    evaluation.judged.append(judged(path, name, cell.raw, right))


def evaluate(
    run: Runner,
    tokenizer: Tokenizer,
    documents: Sequence[LabelledDocument],
    exact: bool = False,
    temperature: float = 1.0,
) -> Evaluation:
    """Run and count all documents. `exact`: texts must agree in every letter and digit."""
    evaluation = Evaluation()
    extractions = predict(run, tokenizer, [d.pages for d in documents], temperature)
    for document, found in zip(documents, extractions, strict=True):
        judge(document, found, evaluation, exact)
    return evaluation
