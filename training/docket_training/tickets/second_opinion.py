"""Class probabilities of each training row from models that did not see it: they temper labels that are mistaken.

A linear model over the frozen base encoder's embedding and the text's pieces and pairs of pieces, cross-fitted: cheap,
and it does not memorise single rows.
Method: self-distillation from out-of-fold predictions (Furlanello et al. 2018; Northcutt et al. 2021).
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from docket_training.batches import pad_ids, sorted_batches
from docket_training.encoder import Encoder, mean_pool

FOLDS = 5
INVERSE_PENALTY = 20.0
"""scikit-learn's C on embeddings of length one."""


@torch.inference_mode()
def sentence_embeddings(encoder: Encoder, ids: Sequence[Sequence[int]], batch: int = 64) -> np.ndarray:
    """Mean-pooled states scaled to length one, float32 [N,H]."""
    encoder.eval()
    out = np.empty((len(ids), encoder.config.hidden), np.float32)
    for rows in sorted_batches([len(x) for x in ids], batch):
        tokens, mask = (torch.from_numpy(a) for a in pad_ids([ids[i] for i in rows]))
        pooled = mean_pool(encoder(tokens, mask), mask)
        out[rows] = torch.nn.functional.normalize(pooled).numpy()
    return out


def pieces_and_pairs(ids: Sequence[int]) -> list[tuple[int, ...]]:
    """Single tokens and neighbours of one text."""
    return [(i,) for i in ids] + list(pairwise(ids))


def piece_features() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=pieces_and_pairs, sublinear_tf=True, min_df=2)


def linear_model() -> LogisticRegression:
    return LogisticRegression(C=INVERSE_PENALTY, max_iter=100)


def side_by_side(embeddings: np.ndarray, pieces: csr_matrix) -> csr_matrix:
    """Inputs of the linear model [N,H+F] from embeddings [N,H] and `piece_features` [N,F]."""
    return hstack([csr_matrix(embeddings), pieces]).tocsr()


def second_opinion(encoder: Encoder, ids: Sequence[Sequence[int]], labels: np.ndarray, seed: int) -> np.ndarray:
    """Out-of-fold probabilities float32 [N,C] for rows with label indices [N], all in scope."""
    return out_of_fold(sentence_embeddings(encoder, ids), ids, labels, seed)


def out_of_fold(embeddings: np.ndarray, ids: Sequence[Sequence[int]], labels: np.ndarray, seed: int) -> np.ndarray:
    """`second_opinion` of rows whose embeddings [N,H] are known."""
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    features = side_by_side(embeddings, piece_features().fit_transform(ids))
    return cross_val_predict(linear_model(), features, labels, cv=folds, method="predict_proba").astype(np.float32)
