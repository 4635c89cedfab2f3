"""A closed-form model over the frozen base encoder's embedding of a text: a cheap member of a teacher.

Ridge regression on random Fourier features (Rahimi & Recht 2007), which stand for a Gaussian kernel. A fold costs one
solve, so every row of training is answered by a model that did not see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from sklearn.model_selection import StratifiedKFold

from docket_training.base_weights import load_base
from docket_training.calibrate import fit_temperature, probabilities
from docket_training.encoder import pretrained_encoder
from docket_training.tickets.second_opinion import sentence_embeddings
from docket_training.vocabulary import cut_ids, make_tokenizer

FEATURES = 2048
WIDTH = 0.9
"""Of the kernel, on embeddings of length one."""
PENALTIES = (0.1, 0.3, 1.0, 3.0)
FOLDS = 5


def base_embeddings(texts: Sequence[str], max_length: int) -> np.ndarray:
    """Embeddings of length one [N,H] by the base encoder as published."""
    ids = cut_ids(make_tokenizer(load_base().tokenizer), texts, max_length)
    return sentence_embeddings(pretrained_encoder(load_base()), ids)


@dataclass(frozen=True)
class Fourier:
    """Random features [N,H] to [N,F] whose products approximate exp(-|x-y|²/2w²)."""

    directions: np.ndarray
    shifts: np.ndarray

    def __call__(self, embeddings: np.ndarray) -> np.ndarray:
        return np.sqrt(2 / len(self.shifts)) * np.cos(embeddings @ self.directions + self.shifts)


def fourier(width: int, seed: int) -> Fourier:
    generator = np.random.default_rng(seed)
    directions = generator.normal(size=(width, FEATURES)).astype(np.float32) / WIDTH
    return Fourier(directions, generator.uniform(0, 2 * np.pi, FEATURES).astype(np.float32))


def ridges(features: np.ndarray, targets: np.ndarray, penalties: Sequence[float]) -> list[np.ndarray]:
    """Weights [F,C] of the regularised least squares, for each penalty."""
    gram, wanted = features.T @ features, features.T @ targets
    itself = np.eye(len(gram), dtype=gram.dtype)
    return [cho_solve(cho_factor(gram + penalty * itself), wanted) for penalty in penalties]


@dataclass(frozen=True)
class EmbeddingModel:
    map: Fourier
    weights: np.ndarray
    temperature: float

    def chances(self, embeddings: np.ndarray) -> np.ndarray:
        return probabilities(self.map(embeddings) @ self.weights, self.temperature)


def fit_embedding_model(embeddings: np.ndarray, labels: np.ndarray, seed: int) -> tuple[EmbeddingModel, np.ndarray]:
    """The model of all rows, and the probabilities [N,C] of each row from the folds that did not hold it.

    The penalty is the one that is right most often out of fold.
    """
    features = fourier(embeddings.shape[1], seed)
    mapped = features(embeddings)
    targets = np.eye(int(labels.max()) + 1, dtype=np.float32)[labels]
    scores = np.zeros((len(PENALTIES), *targets.shape))
    for inside, outside in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(mapped, labels):
        for place, weights in enumerate(ridges(mapped[inside], targets[inside], PENALTIES)):
            scores[place, outside] = mapped[outside] @ weights
    best = int((scores.argmax(-1) == labels).mean(-1).argmax())
    temperature = fit_temperature(scores[best], labels)
    (weights,) = ridges(mapped, targets, PENALTIES[best : best + 1])
    return EmbeddingModel(features, weights, temperature), probabilities(scores[best], temperature)
