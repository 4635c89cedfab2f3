"""Papers as scans, read by Docket's own recognition: `python -m docket_training.synth.scans --output X --count N`.

Labels go to the recognised words by their place.
"""

import argparse
import json
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from docket_training.documents.labelled_document import LabelledDocument, write_documents
from docket_training.documents.words import Page, Word, page_of
from docket_training.synth.corpus import draw_batch, labelled_paper, paper_pages
from docket_training.synth.degrade_image import Turn, scanned
from docket_training.synth.image_pdf import POINTS_PER_INCH, draw_pages, write_images
from docket_training.synth.papers import print_file
from docket_training.synth.render import REPOSITORY, label_words, marks_of, print_pdf

PAPERS_PER_SCAN = 8
RESOLUTIONS = (110, 130, 150, 150, 170, 200)
READ_SECONDS = 1800


def recognise(pdf: Path) -> list[dict]:
    """The pages as `docket read` delivers them."""
    node = REPOSITORY / "node_modules" / ".bin" / "node"
    command = [str(node), str(REPOSITORY / "cli" / "docket.ts"), "read", str(pdf)]
    limits = {"DOCKET_READ_TIMEOUT_MS": str(READ_SECONDS * 1000), "DOCKET_MAX_BYTES": str(1 << 29)}
    done = subprocess.run(command, capture_output=True, check=False, timeout=READ_SECONDS, env=os.environ | limits)
    if done.returncode != 0:
        raise RuntimeError(f"the reader failed on {pdf.name}: {done.stderr.decode(errors='replace')[-500:]}")
    return json.loads(done.stdout)["pages"]


def upright(page: Page, turn: Turn, dots_per_inch: int) -> Page:
    """The words where they stood before the page was turned, in points."""
    scale = dots_per_inch / POINTS_PER_INCH
    words = []
    for word in page.words:
        x0, y0, x1, y1 = word.box
        x, y = turn.upright((x0 + x1) / 2 * scale, (y0 + y1) / 2 * scale)
        half = ((x1 - x0) / 2, (y1 - y0) / 2)
        box = (x / scale - half[0], y / scale - half[1], x / scale + half[0], y / scale + half[1])
        words.append(Word(word.text, box))
    return Page(page.width, page.height, words)


def make_batch(first: int, count: int, seed: int, layouts: range) -> list[LabelledDocument]:
    """The papers of a batch as scans; those whose pages the reader turned or divided are left out."""
    random_ = random.Random(f"{seed} scan {first}")
    drawn, dots_per_inch = draw_batch(first, count, seed, layouts), random_.choice(RESOLUTIONS)
    with tempfile.TemporaryDirectory() as folder:
        pdf, scan = Path(folder) / "papers.pdf", Path(folder) / "scan.pdf"
        print_pdf(print_file(drawn.sections), pdf)
        marks = marks_of(pdf)
        images, turns = zip(*(scanned(random_, image) for image in draw_pages(pdf, dots_per_inch)), strict=True)
        write_images(scan, list(images), dots_per_inch)
        raw = recognise(scan)
    if len(raw) != len(marks):
        raise RuntimeError(f"the PDF has {len(marks)} pages but the reader delivered {len(raw)}")
    documents = []
    for place, numbers in enumerate(paper_pages(marks, count)):
        shown = [n for n in numbers if raw[n]["words"]]
        if not shown or any(raw[n].get("turn") or raw[n].get("area") for n in shown):
            continue
        pages = [page_of(raw[n]) for n in shown]
        labels = [
            label_words(upright(page, turns[n], dots_per_inch), [m for m in marks[n] if m.paper == place])
            for page, n in zip(pages, shown, strict=True)
        ]
        paper = labelled_paper(drawn, place, pages, labels)
        documents.append(replace(paper, id=paper.id.replace("synthetic", "scan")))
    return documents


def make_scans(path: Path, papers: int, seed: int, layouts: range) -> int:
    """Write a corpus in the layouts with these seeds; the number of scans written."""

    def documents() -> Iterator[LabelledDocument]:
        for first in range(0, papers, PAPERS_PER_SCAN):
            yield from make_batch(first, min(PAPERS_PER_SCAN, papers - first), seed, layouts)

    return write_documents(path, documents())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Synthetic papers as scans, read by Docket's own recognition.")
    parser.add_argument("--output", type=Path, required=True, help="the corpus, one JSON row a paper")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--layouts", type=int, default=400)
    chosen = parser.parse_args()
    written = make_scans(chosen.output, chosen.count, chosen.seed, range(chosen.layouts))
    print(f"{chosen.output}: {written} scans")
