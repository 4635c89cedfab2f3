"""Prints papers with a browser, reads them back with Docket's reader, and labels the words it delivers."""

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

from docket_training.documents.words import Box, Page, page_of
from docket_training.synth.printed import LABEL_ORIGIN

REPOSITORY = Path(__file__).parents[3]
READER = REPOSITORY / "reading" / "print-words.ts"
COVERED = 0.5
"""A word belongs to a label whose links cover at least this share of its width at its middle height."""
PRINT_SECONDS = 240


@dataclass(frozen=True)
class Mark:
    """A labelled place on a page: which paper, which field, which row, which occurrence."""

    paper: int
    name: str
    row: int | None
    occurrence: int
    box: Box


def find_browser() -> str:
    """Chromium, from `DOCKET_CHROMIUM` or the PATH."""
    browser = os.environ.get("DOCKET_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        raise RuntimeError("no Chromium found: install Debian's package chromium or set DOCKET_CHROMIUM to its path")
    return browser


def print_pdf(html: str, pdf: Path) -> None:
    """Print an HTML document to PDF."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "papers.html"
        page.write_text(html, encoding="utf8")
        command = [
            find_browser(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
        done = subprocess.run(command, capture_output=True, timeout=PRINT_SECONDS, check=False)
    if done.returncode != 0 or not pdf.exists():
        raise RuntimeError(f"{command[0]} could not print: {done.stderr.decode(errors='replace')[-500:]}")


def marks_of(pdf: Path) -> list[list[Mark]]:
    """The label links of each page, with boxes in points from the top left corner.

    What the browser repeats on every page it links as often as there are pages, on each of them.
    """
    pages = []
    for page in PdfReader(pdf).pages:
        left, top = float(page.mediabox.left), float(page.mediabox.top)
        marks: dict[Mark, None] = {}
        for reference in page.get("/Annots") or []:
            annotation = reference.get_object()
            address = str((annotation.get("/A") or {}).get("/URI", ""))
            if not address.startswith(LABEL_ORIGIN):
                continue
            paper, name, row, occurrence = address.removeprefix(LABEL_ORIGIN + "/").split("/")
            x0, y0, x1, y1 = (float(v) for v in annotation["/Rect"])
            box = (min(x0, x1) - left, top - max(y0, y1), max(x0, x1) - left, top - min(y0, y1))
            marks[Mark(int(paper), name, None if row == "-" else int(row), int(occurrence), box)] = None
        pages.append(list(marks))
    return pages


def read_pdf(pdf: Path) -> list[Page]:
    """The pages of words that Docket's reader delivers."""
    node = REPOSITORY / "node_modules" / ".bin" / "node"
    done = subprocess.run([str(node), str(READER), str(pdf)], capture_output=True, check=False, timeout=PRINT_SECONDS)
    if done.returncode != 0:
        raise RuntimeError(f"the reader failed on {pdf.name}: {done.stderr.decode(errors='replace')[-500:]}")
    return [page_of(page) for page in json.loads(done.stdout)["pages"]]


def covered_width(word: Box, box: Box) -> float:
    """The part of the word's width that lies within the box, where its middle height does."""
    middle = (word[1] + word[3]) / 2
    if not box[1] <= middle <= box[3]:
        return 0.0
    return max(0.0, min(word[2], box[2]) - max(word[0], box[0])) / max(word[2] - word[0], 1e-6)


def label_words(page: Page, marks: list[Mark]) -> list[str]:
    """BIO labels of a page: every occurrence of a mark begins with B at its first word in reading order."""
    owners: list[Mark | None] = []
    for word in page.words:
        shares: dict[tuple[str, int], float] = {}
        by_key: dict[tuple[str, int], Mark] = {}
        for mark in marks:
            share = covered_width(word.box, mark.box)
            if share > 0:
                key = (mark.name, mark.occurrence)
                shares[key] = shares.get(key, 0.0) + share
                by_key[key] = mark
        best = max(shares, key=lambda key: shares[key], default=None)
        owners.append(by_key[best] if best is not None and shares[best] >= COVERED else None)
    labels, begun = [], set()
    for owner in owners:
        if owner is None:
            labels.append("O")
            continue
        key = (owner.name, owner.occurrence)
        labels.append(f"{'I' if key in begun else 'B'}-{owner.name}")
        begun.add(key)
    return labels
