"""From label scores of words to spans of the text."""

from dataclasses import dataclass

import numpy as np

from docket_training.calibrate import probabilities
from docket_training.entities.kinds import KINDS

LEAST = 1e-9
"""Probabilities below count as this."""


@dataclass(frozen=True)
class Span:
    """A value found; `score` is the geometric mean of its words' probability of the kind."""

    kind: str
    start: int
    end: int
    score: float


def best_labels(logs: np.ndarray) -> np.ndarray:
    """The label column of each word in the likeliest sequence in which I of a kind follows only B or I of that kind.

    `logs` [W,1+2K]: log-probabilities of O, then B and I of every kind. Viterbi (Forney 1973) over the BIO scheme
    (Ramshaw & Marcus 1995); of two as likely columns the first.
    """
    begins = np.arange(1, logs.shape[1], 2)
    before = np.zeros(logs.shape, int)
    total = logs[0].copy()
    total[begins + 1] = -np.inf
    for word in range(1, len(logs)):
        came = np.full(logs.shape[1], total.argmax())
        goes_on = total[begins + 1] > total[begins]
        came[begins + 1] = np.where(goes_on, begins + 1, begins)
        before[word] = came
        total = total[came] + logs[word]
    best = np.empty(len(logs), int)
    best[-1] = total.argmax()
    for word in range(len(logs) - 1, 0, -1):
        best[word - 1] = before[word, best[word]]
    return best


def decode(words: list[tuple[int, int]], logits: np.ndarray, temperature: float = 1.0) -> list[Span]:
    """The spans of the likeliest valid sequence of labels. `logits` [W,1+2K]: O, then B and I of every kind."""
    if not words:
        return []
    soft = probabilities(logits, temperature)
    runs: list[tuple[int, list[int]]] = []
    for index, label in enumerate(best_labels(np.log(np.clip(soft, LEAST, 1.0)))):
        if label == 0:
            continue
        if label % 2:
            runs.append(((int(label) - 1) // 2, [index]))
        else:
            runs[-1][1].append(index)
    kinds = soft[:, 1::2] + soft[:, 2::2]
    return [
        Span(
            KINDS[kind],
            words[run[0]][0],
            words[run[-1]][1],
            float(np.exp(np.log(np.clip(kinds[run, kind], LEAST, 1.0)).mean())),
        )
        for kind, run in runs
    ]
