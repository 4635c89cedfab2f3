"""Draws texts of one label together and apart from the others: supervised contrastive loss (Khosla et al. 2020)."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

TEMPERATURE = 0.1


def contrast_loss(states: Tensor, labels: Tensor, temperature: float = TEMPERATURE) -> Tensor:
    """Mean over the texts [B,H] that share their label [B] with another of the batch; zero where none does.

    A negative label (out of scope) is never a positive, only something to stay away from.
    """
    unit = F.normalize(states, dim=-1)
    itself = torch.eye(len(labels), dtype=torch.bool)
    same = (labels[:, None] == labels[None, :]) & (labels >= 0)[:, None] & ~itself
    scores = (unit @ unit.T / temperature).masked_fill(itself, float("-inf"))
    chances = F.log_softmax(scores, dim=-1).masked_fill(~same, 0.0)
    partners = same.sum(-1)
    anchors = partners > 0
    if not anchors.any():
        return states.sum() * 0.0
    return -(chances.sum(-1)[anchors] / partners[anchors]).mean()
