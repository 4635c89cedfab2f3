"""Unstructured pruning, for comparison: the smallest weights of every product become zero.

Zeros are stored and multiplied like other numbers by this runtime, so nothing gets smaller or faster by it.
"""

from collections.abc import Sequence
from copy import deepcopy

import numpy as np
import torch
from torch import nn

from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.train import classify

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


@torch.no_grad()
def without_smallest(model: TicketClassifier, share: float) -> TicketClassifier:
    """A copy with the given share of each encoder matrix set to zero, smallest magnitudes first (Han et al. 2015)."""
    copy = deepcopy(model)
    for module in copy.encoder.layers.modules():
        if isinstance(module, nn.Linear):
            sizes = module.weight.abs().flatten()
            count = int(share * len(sizes))
            if count:
                module.weight[module.weight.abs() <= sizes.kthvalue(count).values] = 0
    return copy


def magnitude_study(model: TicketClassifier, ids: Sequence[Sequence[int]], labels: np.ndarray) -> dict[float, float]:
    """Accuracy by share of zeros, without training afterwards."""
    return {
        share: float((classify(without_smallest(model, share), ids).argmax(1) == labels).mean()) for share in SHARES
    }
