"""What every stage of a desk is worth on the same rows: size, speed, accuracy, calibration, coverage."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession

from docket_training.batches import pad_ids

TIMED_TEXTS = 64
LARGE_BATCH = 32
REPEATS = 7
"""The fastest of these counts: others may share the machine."""
SMALLEST = 1e-12


def as_logits(chances: np.ndarray) -> np.ndarray:
    """Logits whose softmax gives back the probabilities [N,C]."""
    return np.log(np.clip(chances, SMALLEST, 1.0))


def runs_of(session: InferenceSession, ids: Sequence[Sequence[int]], batch: int) -> Callable[[], None]:
    """One pass over the texts in batches of `batch`, padded beforehand."""
    batches = [pad_ids(ids[i : i + batch]) for i in range(0, len(ids), batch)]

    def run() -> None:
        for tokens, mask in batches:
            session.run(["logits"], {"input_ids": tokens, "attention_mask": mask})

    return run


def milliseconds(models: dict[str, tuple[InferenceSession, Sequence[Sequence[int]]]]) -> dict[str, dict[str, float]]:
    """Milliseconds a text, alone and in batches of 32, by model.

    `models`: a session and the token ids of the same texts. The models take turns, so that a busy moment of the machine
    falls on all of them.
    """
    passes = {
        (name, key): runs_of(session, list(ids[:TIMED_TEXTS]), batch)
        for name, (session, ids) in models.items()
        for key, batch in (("msAlone", 1), ("msInBatchOf32", LARGE_BATCH))
    }
    fastest = dict.fromkeys(passes, float("inf"))
    for _ in range(REPEATS):
        for place, run in passes.items():
            began = time.perf_counter()
            run()
            fastest[place] = min(fastest[place], time.perf_counter() - began)
    texts = {name: min(TIMED_TEXTS, len(ids)) for name, (_, ids) in models.items()}
    times: dict[str, dict[str, float]] = {name: {} for name in models}
    for (name, key), seconds in fastest.items():
        times[name][key] = round(1000 * seconds / texts[name], 3)
    return times


def megabytes(path: Path) -> float:
    return round(path.stat().st_size / 1e6, 2)


def summed(times: Sequence[dict[str, float]]) -> dict[str, float]:
    """The time of models that answer one after the other."""
    return {key: round(sum(t[key] for t in times), 3) for key in times[0]}
