"""Real receipts with key fields (ICDAR 2019 SROIE): truth strings aligned to the words they were read from."""

import json
import random
import re
from collections import defaultdict
from pathlib import Path

from docket_training.documents.align_text import find_text, letters, similarity
from docket_training.documents.dates import parse_date
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.numbers_as_printed import parse_number
from docket_training.documents.words import Word, read_words, same_line

ANNOTATED = ("sellerName", "sellerAddress", "issueDate", "totalGross")
TOTAL_WORDS = re.compile(r"total|amount|am[ou]?t|nett?|due|jumlah|bill|payable|incl|rounded|sales", re.IGNORECASE)
OTHER_WORDS = re.compile(
    r"sub|cash|change|visa|master|tender|paid|payment|qty|excl|before|item|gst summary|disc|card|w/o", re.IGNORECASE
)


def _context(words: list[Word], index: int) -> str:
    """The words to the left on the same line, else the four before."""
    left = [w.text for w in words[max(0, index - 8) : index] if same_line(w, words[index])]
    return " ".join(left or [w.text for w in words[max(0, index - 4) : index]])


def total_places(words: list[Word], total: str) -> list[int]:
    """Words that show the total as such; where none does, those that show the same amount in another role."""
    number = re.compile(r"[.,]\d\d(?!\d)")
    places = [i for i, w in enumerate(words) if number.search(w.text) and parse_number(w.text, "amount") == total] or [
        i for i, w in enumerate(words) if parse_number(w.text, "amount") == total and re.search(r"\d", w.text)
    ]
    named = [i for i in places if TOTAL_WORDS.search(_context(words, i))]
    plainly = [i for i in named if not OTHER_WORDS.search(_context(words, i))]
    return plainly or named or places


def date_places(words: list[Word], date: str) -> list[tuple[int, ...]]:
    """Words, alone or up to three in a row, that show the date."""
    found: list[tuple[int, ...]] = []
    for length in (1, 2, 3):
        for start in range(len(words) - length + 1):
            chosen = tuple(range(start, start + length))
            taken = any(set(chosen) & set(other) for other in found)
            if not taken and parse_date(" ".join(words[i].text for i in chosen)) == date:
                found.append(chosen)
    return found


def align(words: list[Word], truth: dict) -> list[str]:
    """BIO labels for the four annotated fields."""
    labels = ["O"] * len(words)

    def mark(name: str, chosen: tuple[int, ...]) -> None:
        if any(labels[i] != "O" for i in chosen):
            return
        for place, index in enumerate(chosen):
            labels[index] = f"{'I' if place else 'B'}-{name}"

    for name in ("sellerName", "sellerAddress"):
        text = truth.get(name)
        match = find_text(words, text) if text else None
        if match is not None:
            mark(name, match.words)
    for chosen in date_places(words, truth["issueDate"]) if truth.get("issueDate") else []:
        mark("issueDate", chosen)
    for index in total_places(words, truth["totalGross"]) if truth.get("totalGross") else []:
        mark("totalGross", (index,))
    return labels


def read_receipts(folder: Path, split: str) -> list[LabelledDocument]:
    """The aligned receipts of a split, grouped by seller."""
    documents = []
    with (folder / "documents.jsonl").open(encoding="utf8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        if row["split"] != split:
            continue
        pages = read_words(folder / row["words"])
        seller = letters(row["truth"].get("sellerName", row["id"]))
        truth = {name: row["truth"][name] for name in ANNOTATED if row["truth"].get(name)}
        labels = [align(page.words, truth) for page in pages]
        documents.append(
            LabelledDocument(row["id"], seller, row["kind"], pages, labels, truth, ANNOTATED, row["language"])
        )
    return documents


def hold_out(
    documents: list[LabelledDocument], sizes: dict[str, int], seed: int, largest_group: int = 2
) -> dict[str, list[LabelledDocument]]:
    """Parts of about the given sizes made of whole sellers with few receipts; the rest is `train`.

    Sellers whose names are alike count as one (branches and spellings of a chain).
    """
    groups: dict[str, list[LabelledDocument]] = defaultdict(list)
    for document in documents:
        alike = next((key for key in groups if similarity(key, document.group) >= 0.85), document.group)
        groups[alike].append(document)
    keys = sorted(key for key, members in groups.items() if len(members) <= largest_group)
    random.Random(seed).shuffle(keys)
    parts: dict[str, list[LabelledDocument]] = {name: [] for name in sizes}
    for key in keys:
        open_part = next((name for name, size in sizes.items() if len(parts[name]) < size), None)
        if open_part is not None:
            parts[open_part] += groups.pop(key)
    return {**parts, "train": [document for members in groups.values() for document in members]}
