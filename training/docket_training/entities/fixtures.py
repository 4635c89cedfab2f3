"""Writes how texts are cut into words and what spans given logits decode to, for the service to meet."""

import json
from pathlib import Path

import numpy as np

from docket_training.entities.decode import Span, decode
from docket_training.entities.kinds import KINDS
from docket_training.entities.marked_text import words_of

FIXTURE = Path(__file__).parents[3] / "test" / "fixtures" / "entities" / "spans.json"
TEXTS = (
    "please cancel order 90210-77 for Ms. Hawthorne",
    "Can I move my booking from the 3rd of May to Friday, 2 adults and one child?",
    "I was charged £45.20 by Blue Kettle last week, at 10:45 p.m. — why?",
    "do you ship to São Paulo or Zürich 🚚 please?",
    "upgrade me to the Sapphire account",
    "   \n\t",
    "room for 3 people for 4 nights from 12/10/2026",
    "Hello there. " * 60 + "Where is invoice #88123 of Priya Raman?",
)


def utf16(text: str, place: int) -> int:
    """JavaScript counts UTF-16 code units."""
    return len(text[:place].encode("utf-16-le")) // 2


def span_entry(text: str, span: Span) -> dict:
    return {
        "kind": span.kind,
        "start": utf16(text, span.start),
        "end": utf16(text, span.end),
        "score": round(span.score, 6),
    }


def text_case(text: str) -> dict:
    return {"text": text, "words": [[utf16(text, start), utf16(text, end)] for start, end in words_of(text)]}


def decoding_case() -> dict:
    """Logits drawn so that kinds follow each other, begin anew and waver."""
    text = "one two three four five six seven eight nine ten eleven twelve"
    words, generator = words_of(text), np.random.default_rng(7)
    logits = generator.normal(0, 0.4, (len(words), 1 + 2 * len(KINDS)))
    for word, label in enumerate([1, 2, 2, 1, 0, 3, 4, 5, 5, 6, 2, 0]):
        logits[word, label] += 3
    logits = logits.round(3).astype(np.float32)
    spans = [span_entry(text, span) for span in decode(words, logits, 1.3)]
    return {
        "text": text,
        "temperature": 1.3,
        "kinds": list(KINDS),
        "logits": [[round(float(x), 3) for x in row] for row in logits],
        "spans": spans,
    }


def write_fixtures() -> Path:
    content = {"texts": [text_case(text) for text in TEXTS], "decoding": decoding_case()}
    FIXTURE.write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf8")
    return FIXTURE
