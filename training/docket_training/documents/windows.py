"""Cuts a page into windows of tokens that fit the encoder and merges what the windows say about each word."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from docket_training.documents.words import Page, normalised_box

MAX_LENGTH = 512
STRIDE = 128
MAX_PIECES = 6
"""Pieces of one word that are kept: an IBAN or URL must not fill a window."""
PAD_ID, CLS_ID, SEP_ID, UNK_ID = 0, 101, 102, 100
CLS_BOX, SEP_BOX = (0, 0, 0, 0), (1000, 1000, 1000, 1000)


Token = tuple[int, ...]
"""Ids of the pieces that add up to a token: MAX_PIECES, padded, where a token is a word; one where it is a piece."""


@dataclass(frozen=True)
class Window:
    """Tokens of words `start` to `end` (exclusive) of a page; `firsts` is the place of each word's first token."""

    start: int
    end: int
    ids: list[Token]
    boxes: list[tuple[int, int, int, int]]
    firsts: list[int]


def pieces_of(tokenizer: Tokenizer, page: Page) -> list[list[int]]:
    """WordPiece ids of every word, at most MAX_PIECES each, never none."""
    encodings = tokenizer.encode_batch([w.text for w in page.words], add_special_tokens=False)
    return [encoding.ids[:MAX_PIECES] or [UNK_ID] for encoding in encodings]


def window_bounds(counts: list[int], capacity: int, stride: int) -> list[tuple[int, int]]:
    """Word ranges whose pieces fit `capacity`; neighbours share at most `stride` pieces."""
    bounds = []
    start = 0
    while start < len(counts):
        end, used = start, 0
        while end < len(counts) and used + counts[end] <= capacity:
            used += counts[end]
            end += 1
        bounds.append((start, end))
        if end == len(counts):
            break
        following, shared = end, 0
        while following - 1 > start and shared + counts[following - 1] <= stride:
            following -= 1
            shared += counts[following]
        start = following
    return bounds


def word_token(pieces: Sequence[int]) -> Token:
    """A word as one token."""
    return (*pieces, *[PAD_ID] * (MAX_PIECES - len(pieces)))


def windows_of(
    tokenizer: Tokenizer,
    page: Page,
    max_length: int = MAX_LENGTH,
    stride: int = STRIDE,
    whole_words: bool = True,
) -> list[Window]:
    """The windows of a page in reading order; none for a page without words.

    `whole_words`: a word is one token, else each of its pieces is.
    """
    token_of = word_token if whole_words else lambda pieces: (pieces[0],)
    tokens = [
        [word_token(pieces)] if whole_words else [(piece,) for piece in pieces] for pieces in pieces_of(tokenizer, page)
    ]
    boxes = [normalised_box(w.box, page) for w in page.words]
    windows = []
    for start, end in window_bounds([len(t) for t in tokens], max_length - 2, stride):
        ids, token_boxes, firsts = [token_of([CLS_ID])], [CLS_BOX], []
        for index in range(start, end):
            firsts.append(len(ids))
            ids += tokens[index]
            token_boxes += [boxes[index]] * len(tokens[index])
        windows.append(Window(start, end, [*ids, token_of([SEP_ID])], [*token_boxes, SEP_BOX], firsts))
    return windows


def merge_windows(windows: list[Window], logits: list[np.ndarray], words: int) -> np.ndarray:
    """Logits of every word [words,C]: from the window in which the word stands furthest from a cut, earlier ones first.

    `logits` holds [T,C] of each window. The page's own start and end are no cuts.
    """
    merged = np.zeros((words, logits[0].shape[-1] if logits else 0), dtype=np.float32)
    best = np.full(words, -1.0)
    for window, scores in zip(windows, logits, strict=True):
        for place, first in enumerate(window.firsts):
            index = window.start + place
            left = np.inf if window.start == 0 else place
            right = np.inf if window.end == words else window.end - 1 - index
            if min(left, right) > best[index]:
                best[index] = min(left, right)
                merged[index] = scores[first]
    return merged
