"""Runs an exported model with onnxruntime, as the service does."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from docket_training.batches import pad_ids, sorted_batches


def open_session(path: Path, threads: int = 2) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def classification_logits(
    session: onnxruntime.InferenceSession, ids: Sequence[Sequence[int]], batch: int = 32
) -> np.ndarray:
    """Logits float32 [N,C] in the order of `ids`; rows of similar length share a batch."""
    out: np.ndarray | None = None
    for rows in sorted_batches([len(x) for x in ids], batch):
        tokens, mask = pad_ids([ids[i] for i in rows])
        (logits,) = session.run(["logits"], {"input_ids": tokens, "attention_mask": mask})
        if out is None:
            out = np.empty((len(ids), logits.shape[1]), np.float32)
        out[rows] = logits
    return out if out is not None else np.empty((0, 0), np.float32)
