"""Texts that say nearly the same, by the embedding of the frozen base encoder."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

NEAR = 0.98
"""Cosine from which two texts count as the same but for a word or a sign."""
BLOCK = 512
"""Rows compared with all others at once."""


@dataclass(frozen=True)
class Near:
    count: int
    other_label: int
    """How many of them bear another label."""


def near_blocks(rows: np.ndarray, others: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """The first row of each block and which others are near its rows, bool [B,M]; embeddings of length one."""
    for start in range(0, len(rows), BLOCK):
        yield start, rows[start : start + BLOCK] @ others.T >= NEAR


def rows_near(rows: np.ndarray, labels: np.ndarray, others: np.ndarray, other_labels: np.ndarray) -> Near:
    """Rows [N,H] that are near one or more others [M,H], and those of them near one with another label."""
    count = mistaken = 0
    for start, near in near_blocks(rows, others):
        unlike = labels[start : start + BLOCK, None] != other_labels
        count += int(near.any(1).sum())
        mistaken += int((near & unlike).any(1).sum())
    return Near(count, mistaken)


def near_pairs(rows: np.ndarray, labels: np.ndarray) -> Near:
    """Pairs among the rows [N,H], each once."""
    count = mistaken = 0
    for start, near in near_blocks(rows, rows):
        pairs = np.triu(near, start + 1)
        count += int(pairs.sum())
        mistaken += int((pairs & (labels[start : start + BLOCK, None] != labels)).sum())
    return Near(count, mistaken)
