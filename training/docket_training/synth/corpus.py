"""Makes a corpus of labelled synthetic papers; the same seed makes the same papers."""

import random
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from docket_training.documents.labelled_document import LabelledDocument, write_documents
from docket_training.documents.words import Page
from docket_training.synth.content import Content, make_content
from docket_training.synth.layout import Layout, make_layout
from docket_training.synth.papers import paper_html, print_file
from docket_training.synth.render import label_words, marks_of, print_pdf, read_pdf

PAPERS_PER_PRINT = 80
GENERATION = 11
"""Counts the changes to content, layouts or printing after which the same seed makes other papers."""


def paper_pages(marks: list[list], papers: int) -> list[list[int]]:
    """Which pages belong to which paper: a page without marks goes on with the paper before it."""
    pages: list[list[int]] = [[] for _ in range(papers)]
    current = 0
    for number, page_marks in enumerate(marks):
        if page_marks:
            current = max(current, min(mark.paper for mark in page_marks))
        pages[current].append(number)
    return pages


@dataclass(frozen=True)
class Drawn:
    """Papers of one print file: the section, content, truth and layout of each."""

    first: int
    seed: int
    sections: list[str]
    contents: list[Content]
    truths: list[dict]
    layouts: list[Layout]


def draw_batch(first: int, count: int, seed: int, layouts: range) -> Drawn:
    """Papers `first` to `first + count` of the corpus of `seed`, not printed yet."""
    drawn = Drawn(first, seed, [], [], [], [])
    for index in range(first, first + count):
        random_ = random.Random(f"{seed} paper {index}")
        content, layout = make_content(random_), make_layout(layouts[random_.randrange(len(layouts))])
        section, truth = paper_html(index - first, content, layout, random_)
        drawn.sections.append(section)
        drawn.contents.append(content)
        drawn.truths.append(truth)
        drawn.layouts.append(layout)
    return drawn


def labelled_paper(drawn: Drawn, place: int, pages: list[Page], labels: list[list[str]]) -> LabelledDocument:
    """One paper of a batch; no word of a paper of another kind has a label."""
    content, layout, foreign = drawn.contents[place], drawn.layouts[place], drawn.contents[place].kind == "other"
    return LabelledDocument(
        id=f"synthetic-{drawn.seed}-{drawn.first + place}",
        group=f"{'receipt-' if content.kind == 'receipt' else ''}layout-{layout.seed}",
        kind=content.kind,
        pages=pages,
        labels=[["O"] * len(page) for page in labels] if foreign else labels,
        truth={} if foreign else drawn.truths[place],
        annotated=() if foreign else None,
        language=content.language.code,
    )


def make_batch(first: int, count: int, seed: int, layouts: range) -> list[LabelledDocument]:
    """Papers `first` to `first + count` of the corpus of `seed`, printed and read back."""
    drawn = draw_batch(first, count, seed, layouts)
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "papers.pdf"
        print_pdf(print_file(drawn.sections), pdf)
        marks, pages = marks_of(pdf), read_pdf(pdf)
    if len(marks) != len(pages):
        raise RuntimeError(f"the PDF has {len(marks)} pages but the reader delivered {len(pages)}")
    documents = []
    for place, numbers in enumerate(paper_pages(marks, count)):
        shown = [n for n in numbers if pages[n].words]
        labels = [label_words(pages[n], [m for m in marks[n] if m.paper == place]) for n in shown]
        if shown:
            documents.append(labelled_paper(drawn, place, [pages[n] for n in shown], labels))
    return documents


def make_corpus(path: Path, papers: int, seed: int, layouts: range, workers: int = 2) -> int:
    """Write a corpus in the layouts with these seeds; the number of papers written."""
    starts = range(0, papers, PAPERS_PER_PRINT)

    def documents() -> Iterator[LabelledDocument]:
        with ThreadPoolExecutor(workers) as pool:
            for batch in pool.map(
                lambda start: make_batch(start, min(PAPERS_PER_PRINT, papers - start), seed, layouts), starts
            ):
                yield from batch

    return write_documents(path, documents())
