"""Marked texts as tensors: windows of tokens with one label a word, through the windows of documents."""

from functools import cache

from tokenizers import Tokenizer

from docket_training.documents.examples import IGNORED, NO_KIND, Example, Openness
from docket_training.documents.windows import Window, windows_of
from docket_training.documents.words import Page, Word
from docket_training.entities.kinds import bio_labels
from docket_training.entities.marked_text import MarkedText, words_of

MAX_LENGTH, STRIDE = 128, 32
NOWHERE = (0.0, 0.0, 0.0, 0.0)


@cache
def label_index() -> dict[str, int]:
    return {label: i for i, label in enumerate(bio_labels())}


def text_windows(tokenizer: Tokenizer, text: str, words: list[tuple[int, int]]) -> list[Window]:
    """A text is a page whose words have no place."""
    page = Page(1, 1, [Word(text[start:end], NOWHERE) for start, end in words])
    return windows_of(tokenizer, page, MAX_LENGTH, STRIDE, whole_words=False)


def word_labels(text: MarkedText, words: list[tuple[int, int]]) -> list[int]:
    """A label index a word; a word belongs to a mark that covers any of it."""
    labels = [0] * len(words)
    for mark in text.marks:
        inside = [i for i, (start, end) in enumerate(words) if start < mark.end and mark.start < end]
        for place, index in enumerate(inside):
            if mark.kind is None:
                labels[index] = IGNORED
            else:
                labels[index] = label_index()[f"{'I' if place else 'B'}-{mark.kind}"]
    return labels


def examples_of(text: MarkedText, tokenizer: Tokenizer, openness: Openness) -> list[Example]:
    words = words_of(text.text)
    labels, way = word_labels(text, words), openness.index(text.annotated)
    out = []
    for window in text_windows(tokenizer, text.text, words):
        indices = [IGNORED] * len(window.ids)
        for offset, first in enumerate(window.firsts):
            indices[first] = labels[window.start + offset]
        out.append(Example(window.ids, window.boxes, indices, NO_KIND, way))
    return out
