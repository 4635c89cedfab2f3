"""Other views of the same page: content moved and scaled on the sheet, words in rows, words that nobody can read."""

import random
from dataclasses import dataclass

from docket_training.documents.words import Page, Word, same_line

REFRAMED, ROWWISE, HIDING = 0.5, 0.25, 0.35
"""Shares of documents that are moved on the sheet, read row by row, or have words hidden."""
HIDDEN_WORDS = 0.08
"""Share of the words hidden in such a document."""


def reframe(random_: random.Random, page: Page) -> Page:
    """The page on a sheet of other size and margins: where things lie from each other stays, absolute places do not."""
    wide, high = (random_.uniform(0.92, 1.35) for _ in range(2))
    width, height = page.width * wide, page.height * high
    left = random_.uniform(min(0.0, width - page.width), max(0.0, width - page.width))
    top = random_.uniform(min(0.0, height - page.height), max(0.0, height - page.height)) * 0.5
    words = [Word(w.text, (w.box[0] + left, w.box[1] + top, w.box[2] + left, w.box[3] + top)) for w in page.words]
    return Page(width, height, words)


@dataclass(frozen=True)
class View:
    """How a document is shown once."""

    reframed: bool = False
    rowwise: bool = False
    hidden: float = 0.0


def draw_view(random_: random.Random) -> View:
    return View(
        random_.random() < REFRAMED,
        random_.random() < ROWWISE,
        HIDDEN_WORDS if random_.random() < HIDING else 0.0,
    )


def rowwise(page: Page, labels: list[str]) -> tuple[Page, list[str]]:
    """The words line by line over the whole width, as recognisers deliver them, instead of block by block."""
    rows: list[list[int]] = []
    for index in sorted(range(len(page.words)), key=lambda i: page.words[i].middle):
        if rows and same_line(page.words[rows[-1][-1]], page.words[index]):
            rows[-1].append(index)
        else:
            rows.append([index])
    order = [i for row in rows for i in sorted(row, key=lambda i: page.words[i].box[0])]
    return Page(page.width, page.height, [page.words[i] for i in order]), [labels[i] for i in order]


def shown(random_: random.Random, page: Page, labels: list[str], view: View) -> tuple[Page, list[str]]:
    """The page in a view, its hidden words left standing: their pieces are hidden from the model, see `examples_of`."""
    page = reframe(random_, page) if view.reframed else page
    return rowwise(page, labels) if view.rowwise else (page, labels)
