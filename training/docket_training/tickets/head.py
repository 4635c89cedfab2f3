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


def separate(inputs: csr_matrix, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights [F,C] and bias [C] of one plane a class against the rest; rows out of scope are rest to every class."""
    machine = LinearSVC(C=INVERSE_PENALTY).fit(inputs, labels)
    classes = machine.classes_ != OUTLIER
    return machine.coef_[classes].T, machine.intercept_[classes]


def fit_head(embeddings: np.ndarray, texts: Sequence[str], labels: np.ndarray, most: int) -> Head:
    """A head over `most` grams: those that count for most in a head over all of them.

    `labels`: indices of three classes or more, -1 out of scope.
    """
    everything = fit_grams(texts)
    inputs = features(embeddings, everything, texts)
    weights, _ = separate(inputs, labels)
    counts_for = (weights**2).sum(1) * np.asarray(inputs.power(2).mean(0)).ravel()
    dense = embeddings.shape[1]
    vocabulary = everything.chosen(np.sort(np.argsort(-counts_for[dense:], kind="stable")[:most]))
    weights, bias = separate(features(embeddings, vocabulary, texts), labels)
    return rounded(Head(dense, vocabulary, weights.astype(np.float32), bias.astype(np.float32)))


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
