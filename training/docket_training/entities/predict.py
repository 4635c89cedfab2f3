"""Runs the entity specialist over texts."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from docket_training.batches import pad_ids, sorted_batches
from docket_training.documents.windows import Window, merge_windows
from docket_training.entities.decode import Span, decode
from docket_training.entities.examples import text_windows
from docket_training.entities.kinds import bio_labels
from docket_training.entities.marked_text import words_of
from docket_training.onnx_scoring import open_session

Runner = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""`input_ids`, `attention_mask` [B,T] to `logits` [B,T,labels]."""
WINDOWS_AT_ONCE = 32


def torch_runner(model: nn.Module) -> Runner:
    model.eval()

    @torch.inference_mode()
    def run(ids: np.ndarray, mask: np.ndarray) -> np.ndarray:
        return model(torch.from_numpy(ids), torch.from_numpy(mask)).float().numpy()

    return run


def onnx_runner(path: Path) -> Runner:
    session = open_session(path, threads=1)
    return lambda ids, mask: session.run(["logits"], {"input_ids": ids, "attention_mask": mask})[0]


def word_logits(run: Runner, tokenizer: Tokenizer, texts: Sequence[str]) -> list[np.ndarray]:
    """Logits [W,labels] of the words of each text."""
    words = [words_of(text) for text in texts]
    windows: list[tuple[int, Window]] = [
        (row, window) for row, text in enumerate(texts) for window in text_windows(tokenizer, text, words[row])
    ]
    scores: list[np.ndarray] = [np.zeros((0, 0))] * len(windows)
    for batch in sorted_batches([len(w.ids) for _, w in windows], WINDOWS_AT_ONCE):
        logits = run(*pad_ids([[piece for (piece,) in windows[i][1].ids] for i in batch]))
        for place, index in enumerate(batch):
            scores[index] = logits[place]
    out = []
    for row, found in enumerate(words):
        mine = [(w, scores[i]) for i, (owner, w) in enumerate(windows) if owner == row]
        merged = merge_windows([w for w, _ in mine], [s for _, s in mine], len(found))
        out.append(merged if found else np.zeros((0, len(bio_labels())), np.float32))
    return out


def spans_of_texts(
    run: Runner, tokenizer: Tokenizer, texts: Sequence[str], temperature: float = 1.0
) -> list[list[Span]]:
    logits = word_logits(run, tokenizer, texts)
    return [decode(words_of(text), rows, temperature) for text, rows in zip(texts, logits, strict=True)]
