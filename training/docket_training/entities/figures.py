"""Precision, recall and F1 of found entities, by set and kind."""

from collections import Counter
from collections.abc import Sequence

from docket_training.entities.decode import Span
from docket_training.entities.kinds import KINDS
from docket_training.entities.marked_text import MarkedText
from docket_training.entities.scoring import judged_spans


def figures_of(texts: Sequence[MarkedText], found: Sequence[Sequence[Span]]) -> dict:
    """`f1` and `n` (marked values) by kind and over all, of these texts."""
    right, answered, wanted = Counter(), Counter(), Counter()
    for text, spans in zip(texts, found, strict=True):
        wanted.update(mark.kind for mark in text.marks if mark.kind is not None)
        for span, is_right in judged_spans(text, spans):
            answered[span.kind] += 1
            right[span.kind] += is_right

    def entry(kinds: Sequence[str]) -> dict:
        hits, given, n = (sum(counts[kind] for kind in kinds) for counts in (right, answered, wanted))
        return {"f1": round(2 * hits / max(1, given + n), 4), "n": n}

    return {"all": entry(KINDS), **{kind: entry([kind]) for kind in KINDS if wanted[kind]}}
