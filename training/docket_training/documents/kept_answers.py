"""What a package says of a set of documents, kept in the cache: thousands of papers take a quarter of an hour."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from docket_training.documents.decode import Extraction
from docket_training.documents.found import Found
from docket_training.documents.heading_words import SOURCE as HEADINGS
from docket_training.documents.label_words import SOURCE as LABELS
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.predict import onnx_runner, predict
from docket_training.installed_package import InstalledPackage

AT_ONCE = 100
"""Documents that are read before their answers are written: what a broken run loses at most."""


def answers_of(package: InstalledPackage, name: str, documents: Sequence[LabelledDocument]) -> list[Extraction]:
    """One extraction a document, in order; `name` names the set. A run that broke goes on where it stopped."""
    path = kept_path(package, name, documents)
    kept = list(read_answers(path)) if path.exists() else []
    if len(kept) < len(documents):
        run, tokenizer = onnx_runner(package.model), package.tokenizer()
        temperature = package.card["calibration"]["temperature"]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf8") as file:
            for start in range(len(kept), len(documents), AT_ONCE):
                pages = [document.pages for document in documents[start : start + AT_ONCE]]
                answers = predict(run, tokenizer, pages, temperature)
                file.writelines(json.dumps(asdict(answer), ensure_ascii=False) + "\n" for answer in answers)
                file.flush()
                kept += answers
                print(f"{name}: {len(kept)} of {len(documents)} documents read", flush=True)
    return kept


def decoder_sources() -> list[Path]:
    """The code that turns words into values, with the patterns of headings and labels."""
    return sorted([*Path(__file__).parent.glob("*.py"), HEADINGS, LABELS])


def kept_path(package: InstalledPackage, name: str, documents: Sequence[LabelledDocument]) -> Path:
    """Of these weights, of this decoder and of these documents alone."""
    root = os.environ.get("DOCKET_CACHE_DIR")
    folder = (Path(root) if root else Path.home() / ".cache" / "docket") / "answers"
    read = hashlib.sha256(package.identity()["sha256"].encode())
    for source in decoder_sources():
        read.update(source.read_bytes())
    for document in documents:
        read.update(f"{document.id} {sum(len(page.words) for page in document.pages)}\n".encode())
    return folder / f"{package.name}-{package.version}-{name}-{read.hexdigest()[:16]}.jsonl"


def read_answers(path: Path) -> Iterator[Extraction]:
    """The answers `answers_of` wrote."""
    with path.open(encoding="utf8") as file:
        for line in file:
            row = json.loads(line)
            yield Extraction(
                {name: found_of(found) for name, found in row["fields"].items()},
                [{name: found_of(found) for name, found in line_row.items()} for line_row in row["lines"]],
                [{name: found_of(found) for name, found in tax_row.items()} for tax_row in row["taxes"]],
                row["kind"],
                row["kind_scores"],
            )


def found_of(entry: dict) -> Found:
    return Found(**{**entry, "box": tuple(entry["box"]), "words": tuple(entry["words"])})
