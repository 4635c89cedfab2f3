"""Documents that people decided on, as `docket corrections export` writes them: their values set back on the words."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docket_training.documents.align_text import find_text, letters
from docket_training.documents.labelled_document import DocumentError, LabelledDocument, check_documents
from docket_training.documents.scoring import same_value
from docket_training.documents.values import Habits, habits_of, value_of
from docket_training.documents.vocabulary_of_fields import value_types
from docket_training.documents.words import Page, Word, page_of, same_line

LONGEST_RUN = 5
"""Words that a value other than a text may be printed in."""
ROWS = {"lines": "line", "taxes": "tax"}

Value = tuple[str, str, str]
"""Path (`lines.0.quantity`), label type (`line.quantity`) and what a person vouches for."""


@dataclass(frozen=True)
class Reviewed:
    """What an export holds for training. `left_out` counts the rows that teach nothing, by why."""

    documents: list[LabelledDocument]
    left_out: Counter[str]
    placed: int
    values: int


@dataclass
class Sheet:
    """The pages of a document while its values are set on them; `open_types` may also be printed elsewhere."""

    pages: list[Page]
    labels: list[list[str]]
    habits: Habits
    unplaced: list[str] = field(default_factory=list)
    open_types: set[str] = field(default_factory=set)

    def free(self, page: int, words: list[int]) -> bool:
        return bool(words) and all(self.labels[page][i] == "O" for i in words)

    def reads(self, name: str, page: int, words: list[int], value: str) -> bool:
        """Do these words say the value?"""
        chosen = [self.pages[page].words[i] for i in words]
        return same_value(name, value, value_of(name, value_types()[name], chosen, self.habits))

    def mark(self, name: str, page: int, words: list[int]) -> None:
        for place, index in enumerate(words):
            self.labels[page][index] = f"{'I' if place else 'B'}-{name}"


def read_reviewed(path: Path) -> Reviewed:
    """The documents of an export with a label for every word; every other row is counted."""
    documents, left_out, placed, known = [], Counter(), 0, 0
    with path.open(encoding="utf8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{path.name}:{number}"
            row = _row(line, where)
            reason = _why_not(row)
            if reason is not None:
                left_out[reason] += 1
                continue
            values = list(_values(row["truth"], where))
            document = label_words(row, values)
            found = len(values) - len(document.notes["unplaced"])
            placed, known = placed + found, known + len(values)
            if found > 0:
                documents.append(document)
            else:
                left_out["no value found among the words"] += 1
    check_documents(documents)
    return Reviewed(documents, left_out, placed, known)


def _row(line: str, where: str) -> dict:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"{where}: not JSON ({error.msg}); export again with `docket corrections export`"
        ) from error
    if not isinstance(row, dict) or row.get("case") not in ("document", "ticket"):
        raise DocumentError(f"{where}: no decided case; export with `docket corrections export`")
    if row["case"] == "document" and "error" not in row:
        missing = [name for name in ("id", "kind", "pages", "truth", "places", "verdict") if name not in row]
        if missing:
            raise DocumentError(f"{where}: {', '.join(missing)} is missing; export again")
    return row


def _why_not(row: dict) -> str | None:
    if "error" in row:
        return row["error"]["code"]
    return "ticket" if row["case"] == "ticket" else "rejected" if row["verdict"] == "rejected" else None


def _values(truth: dict, where: str) -> Iterator[Value]:
    """Everything that is vouched for."""
    for name, value in truth.items():
        if name in ROWS:
            rows = [
                (f"{name}.{i}.{key}", f"{ROWS[name]}.{key}", v) for i, r in enumerate(value) for key, v in r.items()
            ]
        else:
            rows = [(name, name, value)]
        for path, label, said in rows:
            if label not in value_types():
                raise DocumentError(f"{where}: unknown field {path!r}; export with the version of this training")
            yield path, label, said


def label_words(row: dict, values: list[Value]) -> LabelledDocument:
    """The document with its vouched values on its words.

    A place is believed only where its words say the value, since a corrected value keeps the place of the wrong one;
    else the value is looked for. A type counts as annotated where all its values were found and none stands elsewhere
    too, or where a person said that the document has none.
    """
    pages = [page_of(page) for page in row["pages"]]
    truth = row["truth"]
    country = (truth.get("sellerVatId") or "")[:2] or None
    texts = [word.text for page in pages for word in page.words]
    sheet = Sheet(pages, [["O"] * len(p.words) for p in pages], habits_of(texts, truth.get("currency"), country))
    known = {path: _words_at(pages, places) for path, places in row["places"].items()}
    rest = []
    # A sign may stand in the same word as an amount, which then is the amount's.
    for path, name, value in sorted(values, key=lambda one: one[1] == "currency"):
        at = known.get(path)
        if at is not None and sheet.free(*at) and sheet.reads(name, *at, value):
            sheet.mark(name, *at)
        else:
            rest.append((path, name, value))
    for path, name, value in rest:
        found = _find(sheet, name, value)
        if found is None:
            sheet.unplaced.append(path)
            sheet.open_types.add(name)
        else:
            sheet.mark(name, *found)
    for _, name, value in values:
        if name not in sheet.open_types and _runs(sheet, name, value):
            sheet.open_types.add(name)
    annotated = sorted({name for _, name, _ in values} - sheet.open_types | set(row.get("absent", [])))
    group = letters(truth.get("sellerVatId") or truth.get("sellerName") or "") or row["id"]
    notes = {"origin": row.get("origin"), "verdict": row["verdict"], "unplaced": sheet.unplaced}
    return LabelledDocument(
        row["id"], group, row["kind"], pages, sheet.labels, truth, tuple(annotated), row.get("language"), notes
    )


def _words_at(pages: list[Page], places: list[dict]) -> tuple[int, list[int]] | None:
    """The words whose middle lies in one of the places; None where these are on several pages or on none."""
    numbers = {place["page"] for place in places}
    if len(numbers) != 1 or (page := numbers.pop()) >= len(pages):
        return None

    def inside(word: Word) -> bool:
        x, y = (word.box[0] + word.box[2]) / 2, word.middle
        return any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in (place["box"] for place in places))

    return page, [i for i, word in enumerate(pages[page].words) if inside(word)]


def _find(sheet: Sheet, name: str, value: str) -> tuple[int, list[int]] | None:
    """Where a value is printed: a text where it is most alike, anything else where it stands once only."""
    if value_types()[name] != "text":
        runs = _runs(sheet, name, value)
        return runs[0] if len(runs) == 1 else None
    for number, page in enumerate(sheet.pages):
        match = find_text(page.words, value)
        if match is not None and sheet.free(number, list(match.words)):
            return number, list(match.words)
    return None


def _runs(sheet: Sheet, name: str, value: str) -> list[tuple[int, list[int]]]:
    """Unlabelled words of one line, the fewest at each place, that say a value that is no text."""
    if value_types()[name] == "text":
        return []
    found: list[tuple[int, list[int]]] = []
    for number, page in enumerate(sheet.pages):
        start = 0
        while start < len(page.words):
            run = _run_from(sheet, name, number, start, value)
            if run:
                found.append((number, run))
            start = run[-1] + 1 if run else start + 1
    return found


def _run_from(sheet: Sheet, name: str, page: int, start: int, value: str) -> list[int]:
    words = sheet.pages[page].words
    run: list[int] = []
    for index in range(start, min(start + LONGEST_RUN, len(words))):
        run = [*run, index]
        if not same_line(words[start], words[index]) or not sheet.free(page, run):
            return []
        if sheet.reads(name, page, run, value):
            while len(run) > 1 and sheet.reads(name, page, run[1:], value):
                run = run[1:]
            return run
    return []
