"""Structured pruning of attention: whole heads leave, so that its products get narrower."""

from dataclasses import replace

import torch
from torch import Tensor

from docket_training.encoder import Encoder
from docket_training.tickets.prune import Inputs, activations, column_importance, refitted


def head_importance(encoder: Encoder, inputs: Inputs) -> Tensor:
    """What each head adds to its layer's attention, [L,heads]: the sum over its columns of the outward product."""
    config = encoder.config
    columns = column_importance(encoder, inputs, "attention_out")
    return columns.view(config.layers, config.heads, config.width_of_head()).sum(-1)


def without_heads(encoder: Encoder, heads: int, inputs: Inputs) -> Encoder:
    """A copy with the `heads` most important heads of each layer, refitted to give what all gave on `inputs`.

    Raises ValueError for an encoder whose attention also looks at places or distances: these have weights a head.
    """
    config = encoder.config
    if config.bearings or config.distances:
        raise ValueError("heads with weights for places or distances are not pruned; give an encoder without them")
    width = config.width_of_head()
    smaller = Encoder(replace(config, heads=heads, head_width=width))
    importance = head_importance(encoder, inputs)
    tensors = dict(encoder.state_dict())
    for layer in range(config.layers):
        chosen = importance[layer].topk(heads).indices.sort().values
        kept = (chosen[:, None] * width + torch.arange(width)).flatten()
        for name in ("query", "key", "value"):
            for kind in ("weight", "bias"):
                place = f"layers.{layer}.{name}.{kind}"
                tensors[place] = tensors[place][kept]
        outward = f"layers.{layer}.attention_out.weight"
        given = activations(encoder, layer, inputs, "attention_out")
        tensors[outward] = refitted(tensors[outward], given, kept)
    smaller.load_state_dict(tensors)
    return smaller
