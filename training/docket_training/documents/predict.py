"""Runs a specialist over documents: words in, extraction out."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from docket_training.documents.decode import Extraction, decode
from docket_training.documents.examples import Example, pad_examples
from docket_training.documents.vocabulary_of_fields import KINDS, bio_labels
from docket_training.documents.windows import Window, merge_windows, windows_of
from docket_training.documents.words import Page
from docket_training.onnx_scoring import open_session
from docket_training.package_weights import PackageError

Runner = Callable[[np.ndarray, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
"""`input_ids` [B,T,P], `attention_mask` [B,T], `bbox` [B,T,4] to `logits` [B,T,C], `kind` [B,K]."""
WINDOWS_AT_ONCE = 16


def torch_runner(model: nn.Module) -> Runner:
    model.eval()

    @torch.inference_mode()
    def run(ids: np.ndarray, mask: np.ndarray, bbox: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        logits, kind = model(torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(bbox))
        return logits.float().numpy(), kind.float().numpy()

    return run


def onnx_runner(path: Path, threads: int = 2) -> Runner:
    """Raises PackageError for a model of before a word was a token."""
    session = open_session(path, threads)
    if len(session.get_inputs()[0].shape) != 3:
        raise PackageError(f"{path}: takes a token a piece, this code a token a word; use the code of its time")

    def run(ids: np.ndarray, mask: np.ndarray, bbox: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        logits, kind = session.run(["logits", "kind"], {"input_ids": ids, "attention_mask": mask, "bbox": bbox})
        return logits, kind

    return run


def predict(
    run: Runner, tokenizer: Tokenizer, documents: Sequence[list[Page]], temperature: float = 1.0
) -> list[Extraction]:
    """One extraction a document; windows of all documents share batches by length."""
    jobs: list[tuple[int, int, Window]] = []
    for d, pages in enumerate(documents):
        for p, page in enumerate(pages):
            jobs += [(d, p, window) for window in windows_of(tokenizer, page)]
    outputs: dict[tuple[int, int], list[tuple[Window, np.ndarray]]] = {}
    kinds: dict[int, np.ndarray] = {}
    results: list[tuple[np.ndarray, np.ndarray] | None] = [None] * len(jobs)
    order = sorted(range(len(jobs)), key=lambda i: len(jobs[i][2].ids))
    for start in range(0, len(order), WINDOWS_AT_ONCE):
        rows = order[start : start + WINDOWS_AT_ONCE]
        windows = [jobs[i][2] for i in rows]
        batch = pad_examples([Example(w.ids, w.boxes, [], 0, 0) for w in windows])
        logits, kind = run(batch["input_ids"], batch["attention_mask"], batch["bbox"])
        for place, i in enumerate(rows):
            results[i] = (logits[place], kind[place])
    for (d, p, window), result in zip(jobs, results, strict=True):
        assert result is not None
        outputs.setdefault((d, p), []).append((window, result[0]))
        kinds.setdefault(d, result[1])
    extractions = []
    for d, pages in enumerate(documents):
        logits = []
        for p, page in enumerate(pages):
            parts = outputs.get((d, p), [])
            merged = merge_windows([w for w, _ in parts], [x for _, x in parts], len(page.words))
            logits.append(merged if len(page.words) else np.zeros((0, len(bio_labels())), np.float32))
        extractions.append(decode(pages, logits, kinds.get(d, np.zeros(len(KINDS))), temperature))
    return extractions
