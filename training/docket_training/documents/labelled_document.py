"""A document with a label for every word: what the specialist learns from, and what it is scored on."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from docket_training.documents.vocabulary_of_fields import KINDS, bio_labels
from docket_training.documents.words import Page, page_of
from docket_training.labelled_text import DataError


class DocumentError(DataError):
    """A labelled document that cannot be trained on; the message names it and what to do."""


@dataclass(frozen=True)
class LabelledDocument:
    """`labels[p][w]` is the BIO label of a word. `annotated` lists the label types the source annotates: for a word
    labelled O every other type stays possible; None means that all types are annotated. `group` = seller or layout."""

    id: str
    group: str
    kind: str
    pages: list[Page]
    labels: list[list[str]]
    truth: dict
    annotated: tuple[str, ...] | None = None
    language: str | None = None
    notes: dict = field(default_factory=dict)

    @property
    def recognised(self) -> bool:
        """Do the words come from recognition? Receipts are photographs."""
        return self.id.startswith(("scan-", "sroie-"))


def check_documents(documents: Iterable[LabelledDocument]) -> None:
    """Refuse repeated ids, unknown labels or kinds, labels that do not fit the words, boxes that are not numbers."""
    known, seen = set(bio_labels()), set()
    for document in documents:
        if document.id in seen:
            raise DocumentError(f"{document.id}: this id occurs twice; remove one of the documents")
        seen.add(document.id)
        if document.kind not in KINDS:
            raise DocumentError(f"{document.id}: unknown kind {document.kind!r}; use one of {', '.join(KINDS)}")
        for number, (page, labels) in enumerate(zip(document.pages, document.labels, strict=True), 1):
            if len(page.words) != len(labels):
                raise DocumentError(
                    f"{document.id} page {number}: {len(page.words)} words but {len(labels)} labels; label again"
                )
            for word, label in zip(page.words, labels, strict=True):
                if label not in known:
                    raise DocumentError(f"{document.id} page {number}: unknown label {label!r} on {word.text!r}")
                if not all(isinstance(v, int | float) and v == v for v in word.box):
                    raise DocumentError(f"{document.id} page {number}: box of {word.text!r} is not four numbers")


def check_groups(splits: dict[str, list[LabelledDocument]]) -> None:
    """Refuse a group (seller, layout) that occurs in two splits."""
    owner: dict[str, tuple[str, str]] = {}
    for split, documents in splits.items():
        for document in documents:
            other, first = owner.setdefault(document.group, (split, document.id))
            if other != split:
                raise DocumentError(
                    f"{document.id} ({split}): group {document.group!r} also holds {first} ({other}); keep groups whole"
                )


def write_documents(path: Path, documents: Iterable[LabelledDocument]) -> int:
    """One JSON row a document; the number written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial, count = path.with_suffix(".partial"), 0
    with partial.open("w", encoding="utf8") as file:
        for document in documents:
            file.write(json.dumps(asdict(document), ensure_ascii=False) + "\n")
            count += 1
    partial.replace(path)
    return count


def read_documents(path: Path) -> Iterator[LabelledDocument]:
    """The documents `write_documents` wrote."""
    with path.open(encoding="utf8") as file:
        for line in file:
            row = json.loads(line)
            row["pages"] = [page_of(page) for page in row["pages"]]
            row["annotated"] = tuple(row["annotated"]) if row["annotated"] is not None else None
            yield LabelledDocument(**row)
