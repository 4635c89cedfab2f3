"""From word probabilities to labelled spans."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from docket_training.documents.numbers_as_printed import CENTS
from docket_training.documents.vocabulary_of_fields import bio_labels, value_types
from docket_training.documents.words import Box, Page, same_line, union

TEXT_GAP = 1.0
"""Pieces of one text lie at most this many word heights apart vertically."""
LINE_GAP = 3.0
"""Pieces of one text on one line lie at most this many word heights apart horizontally."""
DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True)
class TypeScores:
    """What the model says of the words of a page.

    `probability` [W,1+types]: of O and of each label type, B and I together; `starts` [W,1+types]: is B at least I?
    """

    names: list[str]
    probability: np.ndarray
    starts: np.ndarray

    def weighted(self, factors: dict[int, dict[str, float]]) -> "TypeScores":
        """The same with the odds of some types multiplied, by word and type; what falls to 0 goes to O."""
        probability = self.probability.copy()
        for index, of_word in factors.items():
            for name, factor in of_word.items():
                if name in self.names:
                    column = self.names.index(name)
                    probability[index, 0] += probability[index, column] if factor == 0 else 0.0
                    probability[index, column] *= factor
            probability[index] /= probability[index].sum()
        return replace(self, probability=probability)

    @property
    def best(self) -> np.ndarray:
        return self.probability.argmax(-1)


@dataclass(frozen=True)
class Span:
    """Words of one value, in reading order; `score` is the geometric mean of their probability."""

    name: str
    page: int
    words: tuple[int, ...]
    box: Box
    score: float


def type_scores(logits: np.ndarray, temperature: float = 1.0) -> TypeScores:
    """Softmax over the labels [W,C], summed to types."""
    labels = bio_labels()
    names = ["O", *value_types()]
    if logits.shape[-1] != len(labels):
        raise ValueError(f"logits have {logits.shape[-1]} labels, the vocabulary has {len(labels)}")
    scaled = logits.astype(np.float64) / temperature
    exponent = np.exp(scaled - scaled.max(-1, keepdims=True))
    soft = exponent / exponent.sum(-1, keepdims=True)
    begin, inside = soft[:, 1::2], soft[:, 2::2]
    probability = np.concatenate([soft[:, :1], begin + inside], axis=1)
    starts = np.concatenate([np.zeros((len(soft), 1), dtype=bool), begin >= inside], axis=1)
    return TypeScores(names, probability, starts)


def make_span(name: str, number: int, page: Page, words: list[int], probability: np.ndarray) -> Span:
    """A span of `words`, which must be in reading order."""
    chosen = np.clip(probability[words], 1e-9, 1.0)
    return Span(
        name, number, tuple(words), union([page.words[i].box for i in words]), float(np.exp(np.log(chosen).mean()))
    )


def runs(members: list[int], breaks: Callable[[int, int], bool]) -> list[list[int]]:
    """Consecutive indices, parted where there is a gap or where `breaks(previous, next)` says so."""
    parts: list[list[int]] = []
    for index in members:
        if parts and index == parts[-1][-1] + 1 and not breaks(parts[-1][-1], index):
            parts[-1].append(index)
        else:
            parts.append([index])
    return parts


def _near(a: list[int], b: list[int], page: Page) -> bool:
    box_a, box_b = (union([page.words[i].box for i in part]) for part in (a, b))
    heights = [page.words[i].height for i in (*a, *b)]
    height = sum(heights) / len(heights)
    vertical = max(box_a[1], box_b[1]) - min(box_a[3], box_b[3])
    horizontal = max(box_a[0], box_b[0]) - min(box_a[2], box_b[2])
    if vertical <= -0.5 * height:
        return horizontal <= LINE_GAP * height
    return horizontal < 0 and vertical <= TEXT_GAP * height


def join_near(parts: list[list[int]], page: Page) -> list[list[int]]:
    """Unite pieces that lie under or beside each other, until nothing changes; words stay in reading order."""
    joined = [list(part) for part in parts]
    changed = True
    while changed:
        changed = False
        for i in range(len(joined)):
            for j in range(i + 1, len(joined)):
                if _near(joined[i], joined[j], page):
                    joined[i] = sorted(joined[i] + joined.pop(j))
                    changed = True
                    break
            if changed:
                break
    return joined


def header_spans(name: str, number: int, page: Page, scores: TypeScores, members: list[int]) -> list[Span]:
    """Spans of a header field from the words that carry it.

    Texts (names, addresses, terms) ignore B and unite pieces that lie together; other values begin anew at each B.
    """
    column = scores.names.index(name)
    probability = scores.probability[:, column]
    if value_types()[name] == "text":
        parts = join_near(runs(members, lambda _, __: False), page)
    else:
        parts = runs(members, lambda _, index: bool(scores.starts[index, column]))
    return [make_span(name, number, page, part, probability) for part in parts]


def amount_spans(name: str, number: int, page: Page, scores: TypeScores, floor: float) -> list[Span]:
    """Amounts from words with at least this probability, one line each; only words with digits count for the score.

    A new one at each B and behind cents.
    """
    column = scores.names.index(name)
    probability = scores.probability[:, column]

    def breaks(previous: int, index: int) -> bool:
        words = page.words[previous], page.words[index]
        closed = bool(CENTS.search(words[0].text)) and bool(DIGIT.search(words[1].text))
        return closed or bool(scores.starts[index, column]) or not same_line(*words)

    parts = runs(np.flatnonzero(probability >= floor).tolist(), breaks)
    spans = []
    for part in parts:
        digits = [i for i in part if DIGIT.search(page.words[i].text)]
        if digits:
            score = make_span(name, number, page, digits, probability).score
            spans.append(replace(make_span(name, number, page, part, probability), score=score))
    return spans


def cell_spans(name: str, number: int, page: Page, scores: TypeScores) -> list[Span]:
    """Cells of a table column: a new one at each B and on each new line."""
    column = scores.names.index(name)
    members = np.flatnonzero(scores.best == column).tolist()
    parts = runs(
        members,
        lambda previous, index: (
            bool(scores.starts[index, column]) or not same_line(page.words[previous], page.words[index])
        ),
    )
    return [make_span(name, number, page, part, scores.probability[:, column]) for part in parts]
