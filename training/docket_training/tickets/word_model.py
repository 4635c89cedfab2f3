"""A linear model over the words and letters of a text: the baseline of every desk, and a member of its teacher.

It errs elsewhere than an encoder. Rows that it was fitted on are answered by models of other folds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from docket_training.calibrate import fit_temperature, probabilities

FOLDS = 5
INVERSE_PENALTY = 0.3
"""scikit-learn's C; 1.0 was worse in cross-validation on every desk."""


@dataclass(frozen=True)
class WordModel:
    vectorisers: list[TfidfVectorizer]
    machine: LinearSVC
    temperature: float
    """Of the softmax over the margins, from out-of-fold margins."""

    def margins(self, texts: Sequence[str]) -> np.ndarray:
        """Distances from the separating planes, float [N,C]."""
        features = hstack([v.transform(texts) for v in self.vectorisers]).tocsr()
        return as_classes(self.machine.decision_function(features))

    def chances(self, texts: Sequence[str]) -> np.ndarray:
        """Class probabilities float [N,C]."""
        return probabilities(self.margins(texts), self.temperature)


def as_classes(margins: np.ndarray) -> np.ndarray:
    """Two classes share one plane."""
    return np.stack([-margins, margins], 1) if margins.ndim == 1 else margins


def vectorisers(letters: bool) -> list[TfidfVectorizer]:
    """Words and pairs of words; with `letters` also runs of 2 to 5 letters within a word."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=r"(?u)\b\w+\b")
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    return [words, runs] if letters else [words]


def fitted(texts: Sequence[str], labels: np.ndarray, letters: bool) -> tuple[list[TfidfVectorizer], LinearSVC]:
    parts = vectorisers(letters)
    features: csr_matrix = hstack([v.fit_transform(texts) for v in parts]).tocsr()
    return parts, LinearSVC(C=INVERSE_PENALTY).fit(features, labels)


def fit_word_model(texts: Sequence[str], labels: np.ndarray, letters: bool, seed: int) -> tuple[WordModel, np.ndarray]:
    """The model of all rows, and the probabilities [N,C] of each row from the folds that did not hold it.

    `labels`: indices 0..C-1, every class in at least `FOLDS` rows.
    """
    texts = list(texts)
    margins = np.zeros((len(texts), int(labels.max()) + 1))
    for inside, outside in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(texts, labels):
        parts, machine = fitted([texts[i] for i in inside], labels[inside], letters)
        model = WordModel(parts, machine, 1.0)
        margins[outside] = model.margins([texts[i] for i in outside])
    temperature = fit_temperature(margins, labels)
    return WordModel(*fitted(texts, labels, letters), temperature), probabilities(margins, temperature)
