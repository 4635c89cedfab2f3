"""Milliseconds of a model: median over its calls."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from onnxruntime import InferenceSession

from docket_training.batches import pad_ids
from docket_training.report.answers import Speed

TIMED_TEXTS = 64
LARGE_BATCH = 32
REPEATS = 3
THREADS = 1
Row = TypeVar("Row")


def median_milliseconds(calls: Sequence[Callable[[], object]], repeats: int = REPEATS) -> float:
    """Over all calls, each made `repeats` times; the first one is made once more beforehand."""
    if calls:
        calls[0]()
    times = []
    for _ in range(repeats):
        for call in calls:
            began = time.perf_counter()
            call()
            times.append(1000 * (time.perf_counter() - began))
    return float(np.median(times)) if times else float("nan")


def text_speed(session: InferenceSession, ids: Sequence[Sequence[int]]) -> Speed:
    """Of a classifier over token ids."""

    def run(rows: Sequence[Sequence[int]]) -> object:
        tokens, mask = pad_ids(rows)
        return session.run(["logits"], {"input_ids": tokens, "attention_mask": mask})

    return speed_of(run, ids)


def speed_of(run: Callable[[Sequence[Row]], object], rows: Sequence[Row]) -> Speed:
    """Of anything that answers rows: alone, and in batches of 32 in the order given (time a row)."""

    def call(chosen: Sequence[Row]) -> Callable[[], object]:
        return lambda: run(chosen)

    chosen = list(rows[:TIMED_TEXTS])
    whole = [chosen[i : i + LARGE_BATCH] for i in range(0, len(chosen), LARGE_BATCH)]
    full = [batch for batch in whole if len(batch) == LARGE_BATCH] or whole[:1]
    in_batch = median_milliseconds([call(batch) for batch in full], 3 * REPEATS) / max(1, len(full[0]) if full else 1)
    return Speed(median_milliseconds([call([row]) for row in chosen]), in_batch)
