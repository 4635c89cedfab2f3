"""A linear model over the embedding and the grams of a text.

Kept as `head.bin` and `grams.json` of a package, in the form that the service reads.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from docket_training.tickets.grams import GramVocabulary, fit_grams
from docket_training.tickets.train import OUTLIER

HEAD_FILE, GRAMS_FILE = "head.bin", "grams.json"
DENSE_LENGTH = 2.0
"""Of the embedding, beside words and parts of words of length one each."""
INVERSE_PENALTY = 0.3
"""scikit-learn's C, as of the word model."""


@dataclass(frozen=True)
class Head:
    """`weights` float32 [D + G, C]: the embedding's rows first. `bias` float32 [C]."""

    dense: int
    vocabulary: GramVocabulary
    weights: np.ndarray
    bias: np.ndarray
    outside: tuple[np.ndarray, float] | None = None
    """Weights [D + G] and bias of the plane of rows out of scope, where it was fitted with some; in no file."""

    def less_outside(self, part: float) -> "Head":
        """The head with that part of the out-of-scope margin taken off every logit: only the energy changes."""
        if self.outside is None:
            return self
        weights, bias = self.outside
        return replace(self, weights=self.weights - part * weights[:, None], bias=self.bias - np.float32(part * bias))

    def logits(self, embeddings: np.ndarray, texts: Sequence[str]) -> np.ndarray:
        """[N,C] of embeddings of length one [N,D] and their texts."""
        return features(embeddings, self.vocabulary, texts) @ self.weights + self.bias

    def entry(self, encoder: dict[str, str]) -> dict:
        """What the card says of it. `encoder`: name, version and sha256 of the package that embeds."""
        grams = len(self.vocabulary.grams)
        return {
            "encoder": encoder,
            "dense": self.dense,
            "denseLength": DENSE_LENGTH,
            "grams": grams,
            "precision": "int8",
        }


def features(embeddings: np.ndarray, vocabulary: GramVocabulary, texts: Sequence[str]) -> csr_matrix:
    return hstack([csr_matrix(embeddings * DENSE_LENGTH), vocabulary.rows(texts)]).tocsr()


def separate(inputs: csr_matrix, labels: np.ndarray) -> LinearSVC:
    """One plane a class against the rest, rows out of scope being a class of their own."""
    return LinearSVC(C=INVERSE_PENALTY).fit(inputs, labels)


def fit_head(embeddings: np.ndarray, texts: Sequence[str], labels: np.ndarray, most: int) -> Head:
    """A head over `most` grams: those that count for most in a head over all of them.

    `labels`: indices of three classes or more, -1 out of scope.
    """
    everything = fit_grams(texts)
    inputs = features(embeddings, everything, texts)
    machine = separate(inputs, labels)
    weights = machine.coef_[machine.classes_ != OUTLIER]
    counts_for = (weights**2).sum(0) * np.asarray(inputs.power(2).mean(0)).ravel()
    dense = embeddings.shape[1]
    vocabulary = everything.chosen(np.sort(np.argsort(-counts_for[dense:], kind="stable")[:most]))
    machine = separate(features(embeddings, vocabulary, texts), labels)
    planes, bias, classes = machine.coef_.astype(np.float32), machine.intercept_.astype(np.float32), machine.classes_
    inside = classes != OUTLIER
    outside = None if inside.all() else (planes[~inside][0], float(bias[~inside][0]))
    return Head(dense, vocabulary, planes[inside].T, bias[inside], outside)


def codes_of(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 codes [F,C] and the float32 scale [F] of each row."""
    scale = (np.abs(weights).max(1) / 127).astype(np.float32)
    scale[scale == 0] = 1
    return np.rint(weights / scale[:, None]).astype(np.int8), scale


def rounded(head: Head) -> Head:
    """The head that its file holds."""
    codes, scale = codes_of(head.weights)
    return replace(head, weights=codes.astype(np.float32) * scale[:, None])


def write_head(head: Head, folder: Path) -> None:
    codes, scale = codes_of(head.weights)
    floats = np.concatenate([head.bias, head.vocabulary.rarity, scale]).astype("<f4")
    (folder / HEAD_FILE).write_bytes(floats.tobytes() + codes.tobytes())
    (folder / GRAMS_FILE).write_text(json.dumps(head.vocabulary.grams, ensure_ascii=False), encoding="utf8")


def read_head(folder: Path, card: dict) -> Head:
    """The head of a package whose weights are int8."""
    dense, grams, labels = card["head"]["dense"], card["head"]["grams"], len(card["labels"])
    content = (folder / HEAD_FILE).read_bytes()
    floats = labels + grams + dense + grams
    bias, rarity, scale = np.split(np.frombuffer(content, "<f4", floats), [labels, labels + grams])
    codes = np.frombuffer(content, np.int8, offset=4 * floats).reshape(dense + grams, labels)
    names = json.loads((folder / GRAMS_FILE).read_text(encoding="utf8"))
    return Head(dense, GramVocabulary(names, rarity), codes.astype(np.float32) * scale[:, None], bias)
