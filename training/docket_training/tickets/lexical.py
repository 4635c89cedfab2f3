"""A linear model over the WordPieces of a text, beside the encoder: wide and deep (Cheng et al. 2016).

Where texts are word lists without grammar, single words say as much as the encoder's reading, and err elsewhere.
"""

from collections.abc import Sequence

import numpy as np
import torch
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from torch import Tensor, nn

INVERSE_PENALTY = 3.0


class LexicalScores(nn.Module):
    """Sum of one score vector a token over the root of the token count: [B,T] to [B,C]."""

    def __init__(self, vocabulary: int, classes: int):
        super().__init__()
        self.scores = nn.Embedding(vocabulary, classes, padding_idx=0)
        self.bias = nn.Parameter(torch.zeros(classes))
        nn.init.zeros_(self.scores.weight)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        weights = attention_mask.unsqueeze(-1).to(self.scores.weight.dtype)
        total = (self.scores(input_ids) * weights).sum(1)
        return total / weights.sum(1).clamp(min=1).sqrt() + self.bias


def token_counts(ids: Sequence[Sequence[int]], vocabulary: int) -> csr_matrix:
    """Counts of each row's tokens over the root of the row's length, as `LexicalScores` weighs them: [N,V]."""
    rows = np.repeat(np.arange(len(ids)), [len(x) for x in ids])
    values = np.concatenate([np.full(len(x), len(x) ** -0.5) for x in ids])
    return csr_matrix((values, (rows, np.concatenate(ids))), shape=(len(ids), vocabulary))


def fit_lexical(
    ids: Sequence[Sequence[int]], labels: np.ndarray, vocabulary: int, classes: int, weight: float = 1.0
) -> LexicalScores:
    """Regularised logistic regression on counts weighted by inverse document frequency, for in-scope rows.

    `weight` scales the scores.
    """
    counts = token_counts(ids, vocabulary)
    documents = np.asarray((counts > 0).sum(0)).ravel()
    rarity = np.where(documents > 1, np.log((1 + len(ids)) / (1 + documents)) + 1, 0)
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=300)
    model.fit(counts.multiply(rarity).tocsr(), labels)
    lexical = LexicalScores(vocabulary, classes)
    with torch.no_grad():
        lexical.scores.weight.copy_(torch.from_numpy(weight * (model.coef_ * rarity).T))
        lexical.bias.copy_(torch.from_numpy(weight * model.intercept_))
    return lexical
