"""Exact comparison of found spans with marked ones."""

from collections.abc import Sequence

from docket_training.entities.decode import Span
from docket_training.entities.marked_text import MarkedText


def judged_spans(text: MarkedText, found: Sequence[Span]) -> list[tuple[Span, bool]]:
    """Spans of kinds that the set marks, and whether they are right; what lies on marks of no kind is not judged."""
    wanted = {(m.kind, m.start, m.end) for m in text.marks}
    left_out = [m for m in text.marks if m.kind is None]
    return [
        (span, (span.kind, span.start, span.end) in wanted)
        for span in found
        if span.kind in text.annotated and not any(span.start < m.end and m.start < span.end for m in left_out)
    ]


def f1(texts: Sequence[MarkedText], found: Sequence[Sequence[Span]], source: str) -> float:
    """Over the texts whose source begins with `source`, all kinds together."""
    right = answered = wanted = 0
    for text, spans in zip(texts, found, strict=True):
        if text.source.startswith(source):
            judged = judged_spans(text, spans)
            right += sum(is_right for _, is_right in judged)
            answered += len(judged)
            wanted += sum(m.kind is not None for m in text.marks)
    return 2 * right / max(1, answered + wanted)
