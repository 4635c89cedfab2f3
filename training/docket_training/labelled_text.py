"""Rows of text with one label, read from JSON lines or CSV, each knowing where it came from."""

import csv
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path


class DataError(ValueError):
    """Training data that must be corrected. The message lists every offending row."""


@dataclass(frozen=True)
class LabelledText:
    id: str
    text: str
    label: str
    split: str
    where: str
    """File name and line, for messages."""
    topic: str | None = None
    """What the label belongs to, where the source says."""

    def key(self) -> str:
        """The text without what the tokenizer ignores: two rows with one key are the same example."""
        return " ".join(unicodedata.normalize("NFKC", self.text).casefold().split())


def read_jsonl(path: Path) -> list[LabelledText]:
    """Rows `{id, text, label, split}`; `split` defaults to train."""
    rows = []
    with path.open(encoding="utf8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{path.name}:{number}"
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise DataError(f"{where}: not JSON ({error.msg}); write one JSON object a line") from error
            if not isinstance(row, dict):
                raise DataError(f"{where}: expected an object with text and label")
            rows.append(make_row(row, where, number))
    return rows


def read_csv(path: Path) -> list[LabelledText]:
    """Rows of a CSV file with a header that names at least `text` and `label`."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"text", "label"} - set(reader.fieldnames or [])
        if missing:
            raise DataError(f"{path.name}: no column {', '.join(sorted(missing))}; the header must name text and label")
        return [make_row(row, f"{path.name}:{reader.line_num}", number) for number, row in enumerate(reader, 1)]


def make_row(row: dict, where: str, number: int) -> LabelledText:
    for column in ("text", "label"):
        if not isinstance(row.get(column), str):
            raise DataError(f"{where}: {column} is missing or not a string")
    return LabelledText(
        id=str(row.get("id") or number),
        text=row["text"],
        label=row["label"],
        split=row.get("split") or "train",
        where=where,
        topic=row.get("topic") or row.get("domain") or row.get("category"),
    )
