"""Reads the span-labelled sets: Bitext's `entity` and NLU++'s `slots`."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from docket_training.entities.kinds import BITEXT, HELD_OUT, NLUPP
from docket_training.entities.marked_text import Mark, MarkedText

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
BITEXT_FILE = SHARED / "intents-bitext" / "tickets.jsonl"
NLUPP_FILE = SHARED / "intents-nlupp" / "tickets.jsonl"
TUNE_FOLD, CALIBRATION_FOLD = 12, 11
"""Folds of NLU++; 13 and 14 are its validation rows."""
TUNE_SHARE, CALIBRATION_SHARE = 0.05, 0.12
"""Of Bitext's training rows."""
CURRENCY_WORD = re.compile(r" dollars\b", re.IGNORECASE)


@dataclass(frozen=True)
class Parts:
    fit: list[MarkedText]
    tune: list[MarkedText]
    calibration: list[MarkedText]
    validation: list[MarkedText]


def with_currency(text: str, start: int, end: int) -> tuple[int, int]:
    """Bitext marks the digits of an amount; NLU++ and the rules mark its currency too."""
    if start and text[start - 1] == "$":
        return start - 1, end
    word = CURRENCY_WORD.match(text, end)
    return start, word.end() if word else end


def bitext_row(row: dict) -> MarkedText:
    marks: tuple[Mark, ...] = ()
    if entity := row.get("entity"):
        kind = BITEXT[entity["type"]]
        start, end = entity["start"], entity["end"]
        marks = (Mark(kind, *(with_currency(row["text"], start, end) if kind == "amount" else (start, end))),)
    return MarkedText(row["text"], marks, tuple(BITEXT.values()), "bitext", row["id"])


def nlupp_row(row: dict) -> MarkedText:
    slots = NLUPP[row["domain"]]
    found = sorted(
        (Mark(slots[name], *value["span"]) for name, value in row.get("slots", {}).items()),
        key=lambda mark: (mark.start, -mark.end),
    )
    marks: list[Mark] = []
    for mark in found:
        if not marks or mark.start >= marks[-1].end:
            marks.append(mark)
    annotated = tuple(sorted({kind for kind in slots.values() if kind}))
    return MarkedText(row["text"], tuple(marks), annotated, f"nlupp-{row['domain']}", row["id"])


def share_of(row_id: str) -> float:
    """A number in 0..1 that depends on the row alone."""
    return int(hashlib.sha256(row_id.encode()).hexdigest()[:8], 16) / 2**32


def part_of(row: dict) -> str:
    if row["split"] == "validation":
        return "validation"
    if row["set"] == "intents-nlupp":
        return {TUNE_FOLD: "tune", CALIBRATION_FOLD: "calibration"}.get(row["fold"], "fit")
    place = share_of(row["id"])
    return "tune" if place < TUNE_SHARE else "calibration" if place < TUNE_SHARE + CALIBRATION_SHARE else "fit"


def holds_held_out(text: MarkedText) -> bool:
    return any(text.value(mark).lower() in HELD_OUT.get(mark.kind or "", ()) for mark in text.marks)


def read_parts() -> Parts:
    """The rows by their use; a text that occurs in the validation rows is in no other part."""
    parts: dict[str, list[MarkedText]] = {"fit": [], "tune": [], "calibration": [], "validation": []}
    for path, read in ((BITEXT_FILE, bitext_row), (NLUPP_FILE, nlupp_row)):
        for line in path.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            parts[part_of(row)].append(read(row))
    reported = {text.text.lower() for text in parts["validation"]}
    kept = {
        name: texts if name == "validation" else [t for t in texts if t.text.lower() not in reported]
        for name, texts in parts.items()
    }
    return Parts(**kept)
