"""The entity specialist: word embeddings of the encoder, layers of convolutions over them, a head over BIO labels.

What an entity is shows in the words around it, so a few neighbours at growing distances stand in for attention
(Strubell et al. 2017, iterated dilated convolutions): a twentieth of the arithmetic of three layers of the encoder.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn


class Neighbours(nn.Module):
    """A residual layer that reads each token with its neighbours at distance `reach`. States and output [B,T,H]."""

    def __init__(self, width: int, reach: int, dropout: float):
        super().__init__()
        self.reach = reach
        self.mix = nn.Linear(3 * width, width)
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`mask` [B,T,1]: padding counts as nothing, so an answer does not depend on it."""
        padded = F.pad(self.norm(x) * mask, (0, 0, self.reach, self.reach))
        length = x.shape[1]
        window = [padded[:, place : place + length] for place in (0, self.reach, 2 * self.reach)]
        return x + self.dropout(F.gelu(self.mix(torch.cat(window, -1))))


class EntityTagger(nn.Module):
    """`input_ids`, `attention_mask` int64 [B,T] to `logits` [B,T,labels]."""

    def __init__(self, words: Tensor, labels: int, width: int, reaches: Sequence[int], dropout: float):
        """`words` [V,E]: embeddings of the pieces, which stay as they are: unseen words keep their neighbourhood."""
        super().__init__()
        self.word = nn.Embedding.from_pretrained(words, freeze=True)
        self.enter = nn.Linear(words.shape[1], width)
        self.layers = nn.ModuleList(Neighbours(width, reach, dropout) for reach in reaches)
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(width, labels)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        mask = attention_mask.unsqueeze(-1).to(self.enter.weight.dtype)
        x = self.dropout(F.gelu(self.enter(self.word(input_ids))))
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(self.dropout(self.norm(x)))
