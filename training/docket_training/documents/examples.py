"""Labelled documents as tensors: windows of tokens with one label index a word."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from tokenizers import Tokenizer

from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.noise import degrade, draw_degree
from docket_training.documents.reframe import View, draw_view, shown
from docket_training.documents.vocabulary_of_fields import KINDS, bio_labels
from docket_training.documents.windows import PAD_ID, UNK_ID, Token, Window, windows_of, word_token

IGNORED = -100
NO_KIND = -1
"""Kind index of a window that does not begin its document."""


@dataclass(frozen=True)
class Example:
    """One window. `labels` [T]: label index at first tokens of words, IGNORED elsewhere. `openness`: which labels a
    word labelled O may still have (source that annotates some types only), as a row index of Openness."""

    ids: list[Token]
    boxes: list[tuple[int, int, int, int]]
    labels: list[int]
    kind: int
    openness: int


class Openness:
    """For each way a source annotates: which labels fit a word it leaves unlabelled, bool [ways, labels]."""

    def __init__(self, labels: Sequence[str] = ()) -> None:
        """`labels`: the label vocabulary, by default that of documents."""
        self.labels = list(labels) or bio_labels()
        self.ways: dict[tuple[str, ...] | None, int] = {}
        self.rows: list[np.ndarray] = []

    def index(self, annotated: tuple[str, ...] | None) -> int:
        if annotated not in self.ways:
            closed = {label[2:] for label in self.labels} if annotated is None else set(annotated)
            row = np.array([label == "O" or label[2:] not in closed for label in self.labels])
            self.ways[annotated] = len(self.rows)
            self.rows.append(row)
        return self.ways[annotated]

    def table(self) -> np.ndarray:
        return np.stack(self.rows)


@cache
def label_index() -> dict[str, int]:
    return {label: i for i, label in enumerate(bio_labels())}


def hide_words(random_: random.Random, window: Window, share: float) -> list[Token]:
    """The window's ids with a share of its words unreadable: their field is to be told from where they stand."""
    ids = list(window.ids)
    for first in window.firsts:
        if random_.random() < share:
            ids[first] = word_token([UNK_ID])
    return ids


def examples_of(
    document: LabelledDocument, tokenizer: Tokenizer, openness: Openness, random_: random.Random | None, noisy: float
) -> list[Example]:
    """The windows of a document; with `random_`, in a view of its own and degraded for a share `noisy` of documents."""
    degree = draw_degree(random_) if random_ is not None and random_.random() < noisy else None
    view = View() if random_ is None else draw_view(random_)
    way, out = openness.index(document.annotated), []
    for number, (page, labels) in enumerate(zip(document.pages, document.labels, strict=True)):
        if random_ is not None:
            page, labels = shown(random_, page, labels, view)
            if degree is not None:
                page, labels = degrade(random_, page, labels, degree)
        for place, window in enumerate(windows_of(tokenizer, page)):
            indices = [IGNORED] * len(window.ids)
            for offset, first in enumerate(window.firsts):
                indices[first] = label_index()[labels[window.start + offset]]
            kind = KINDS.index(document.kind) if number == 0 and place == 0 else NO_KIND
            ids = hide_words(random_, window, view.hidden) if random_ is not None else window.ids
            out.append(Example(ids, window.boxes, indices, kind, way))
    return out


def token_batches(lengths: list[int], budget: int, seed: int, pool: int = 200) -> list[list[int]]:
    """Windows in batches of at most `budget` tokens with padding; similar lengths together, batches shuffled."""
    generator = random.Random(seed)
    order = list(range(len(lengths)))
    generator.shuffle(order)
    batches = []
    for start in range(0, len(order), pool):
        batch: list[int] = []
        for i in sorted(order[start : start + pool], key=lambda i: lengths[i]):
            if batch and (len(batch) + 1) * lengths[i] > budget:
                batches.append(batch)
                batch = []
            batch.append(i)
        batches.append(batch)
    generator.shuffle(batches)
    return batches


def pad_examples(examples: list[Example]) -> dict[str, np.ndarray]:
    """`input_ids` [B,T] or, where tokens are words, [B,T,P]; `attention_mask`, `labels` [B,T], `bbox` [B,T,4], `kind`,
    `openness` [B]; int64."""
    size, width, pieces = len(examples), max(len(e.ids) for e in examples), len(examples[0].ids[0])
    ids, mask = np.full((size, width, pieces), PAD_ID, np.int64), np.zeros((size, width), np.int64)
    boxes, labels = np.zeros((size, width, 4), np.int64), np.full((size, width), IGNORED, np.int64)
    for row, example in enumerate(examples):
        length = len(example.ids)
        ids[row, :length], mask[row, :length] = example.ids, 1
        boxes[row, :length], labels[row, : len(example.labels)] = example.boxes, example.labels
    return {
        "input_ids": ids if pieces > 1 else ids[..., 0],
        "attention_mask": mask,
        "bbox": boxes,
        "labels": labels,
        "kind": np.array([e.kind for e in examples], np.int64),
        "openness": np.array([e.openness for e in examples], np.int64),
    }
