"""Batches of rows of similar length, so that little of a batch is padding."""

import random
from collections.abc import Iterator, Sequence

import numpy as np


def length_buckets(lengths: Sequence[int], batch: int, seed: int, pool: int = 50) -> list[list[int]]:
    """Row indices in batches: shuffled, sorted by length within pools of `pool` batches, batches shuffled again."""
    generator = random.Random(seed)
    order = list(range(len(lengths)))
    generator.shuffle(order)
    batches = []
    for start in range(0, len(order), batch * pool):
        chunk = sorted(order[start : start + batch * pool], key=lambda i: lengths[i])
        batches += [chunk[i : i + batch] for i in range(0, len(chunk), batch)]
    generator.shuffle(batches)
    return batches


def pad_ids(sequences: Sequence[Sequence[int]], pad_id: int = 0, multiple: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """`input_ids` and `attention_mask`, int64 [B,T], T the longest sequence rounded up to a `multiple`."""
    width = -(-max(len(s) for s in sequences) // multiple) * multiple
    ids = np.full((len(sequences), width), pad_id, dtype=np.int64)
    mask = np.zeros((len(sequences), width), dtype=np.int64)
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return ids, mask


def sorted_batches(lengths: Sequence[int], batch: int) -> Iterator[list[int]]:
    """All row indices, shortest rows first, for evaluation."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    for start in range(0, len(order), batch):
        yield order[start : start + batch]
