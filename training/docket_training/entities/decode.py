"""From label scores of words to spans of the text."""

from dataclasses import dataclass

import numpy as np

from docket_training.calibrate import probabilities
from docket_training.entities.kinds import KINDS


@dataclass(frozen=True)
class Span:
    """A value found; `score` is the geometric mean of its words' probability of the kind."""

    kind: str
    start: int
    end: int
    score: float


def decode(words: list[tuple[int, int]], logits: np.ndarray, temperature: float = 1.0) -> list[Span]:
    """Words whose likeliest kind is the same make a span, parted where one is at least as likely a beginning.

    `logits` [W,1+2K]: O, then B and I of every kind.
    """
    soft = probabilities(logits, temperature)
    begin, inside = soft[:, 1::2], soft[:, 2::2]
    kinds = np.concatenate([soft[:, :1], begin + inside], axis=1)
    best = kinds.argmax(-1)
    runs: list[list[int]] = []
    for index, column in enumerate(best):
        if column == 0:
            continue
        starts = begin[index, column - 1] >= inside[index, column - 1]
        if index and best[index - 1] == column and not starts:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [
        Span(
            KINDS[best[run[0]] - 1],
            words[run[0]][0],
            words[run[-1]][1],
            float(np.exp(np.log(np.clip(kinds[run, best[run[0]]], 1e-9, 1.0)).mean())),
        )
        for run in runs
    ]
