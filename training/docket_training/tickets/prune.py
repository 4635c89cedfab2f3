"""Structured pruning: whole layers and feed-forward neurons leave, so that what stays is faster in any runtime."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import torch
from torch import Tensor, nn

from docket_training.batches import pad_ids, sorted_batches
from docket_training.calibrate import probabilities
from docket_training.encoder import Encoder
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.train import classify

DAMPING = 1e-3
"""Of the least squares, as a share of the mean energy of a neuron."""


Inputs = Sequence[tuple[Tensor, ...]]
"""Batches of what an encoder takes: ids, attention mask and, where it has layout, boxes."""


def text_inputs(ids: Sequence[Sequence[int]], batch: int = 64) -> Inputs:
    """Token ids of texts in batches by length."""
    return [
        tuple(torch.from_numpy(a) for a in pad_ids([ids[i] for i in rows]))
        for rows in sorted_batches([len(x) for x in ids], batch)
    ]


@torch.inference_mode()
def column_importance(encoder: Encoder, inputs: Inputs, product: str) -> Tensor:
    """What each column of a layer's `product` adds to its output, [L,columns]: mean |input| times the column's norm.

    Taken over the tokens of `inputs` (the structured form of Wanda, Sun et al. 2023).
    """
    encoder.eval()
    products = [layer.get_submodule(product) for layer in encoder.layers]
    norms = torch.stack([matrix.weight.norm(dim=0) for matrix in products])
    total = torch.zeros_like(norms)
    tokens = 0.0

    def add(layer: int, weights: Tensor):
        def hook(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            total[layer] += (given[0].abs() * weights.unsqueeze(-1)).sum((0, 1))

        return hook

    for batch in inputs:
        weights = batch[1].float()
        hooks = [matrix.register_forward_pre_hook(add(i, weights)) for i, matrix in enumerate(products)]
        encoder(*batch)
        tokens += float(weights.sum())
        for hook in hooks:
            hook.remove()
    return total / tokens * norms


def neuron_importance(encoder: Encoder, inputs: Inputs) -> Tensor:
    """Of each feed-forward neuron, [L,I]."""
    return column_importance(encoder, inputs, "down")


@torch.inference_mode()
def activations(encoder: Encoder, layer: int, inputs: Inputs, product: str = "down") -> Tensor:
    """What a layer's `product` takes, by default its feed-forward neurons: [tokens of `inputs`, columns]."""
    encoder.eval()
    found: list[Tensor] = []
    matrix = encoder.layers[layer].get_submodule(product)
    hook = matrix.register_forward_pre_hook(lambda _, given: found.append(given[0]))
    kept = []
    for batch in inputs:
        encoder(*batch)
        kept.append(found.pop()[batch[1].bool()])
    hook.remove()
    return torch.cat(kept)


def refitted(down: Tensor, hidden: Tensor, kept: Tensor) -> Tensor:
    """Columns [H,K] with which the kept neurons give the layer's output [tokens,H] as nearly as least squares can.

    Source: the reconstruction of ThiNet (Luo et al. 2017), solved in closed form.
    """
    start = down[:, kept].double()
    part = hidden[:, kept].double()
    gram = part.T @ part
    gram.diagonal().add_(DAMPING * float(gram.diagonal().mean()))
    missing = hidden.double() @ down.double().T - part @ start.T
    return (start + torch.cholesky_solve(part.T @ missing, torch.linalg.cholesky(gram)).T).float()


def without(
    encoder: Encoder,
    layers: Sequence[int],
    intermediate: int,
    importance: Tensor | None = None,
    inputs: Inputs = (),
) -> Encoder:
    """A copy with only the given layers, and of each its `intermediate` most important neurons.

    With `inputs`, what stays of a layer is refitted to give what the whole layer gave on them.
    """
    config = replace(encoder.config, layers=len(layers), intermediate=intermediate)
    smaller = Encoder(config)
    smaller.embeddings.load_state_dict(encoder.embeddings.state_dict())
    for new, old in enumerate(layers):
        tensors = dict(encoder.layers[old].state_dict())
        if intermediate < encoder.config.intermediate:
            if importance is None:
                raise ValueError("pass the importance of the neurons to choose among them")
            kept = importance[old].topk(intermediate).indices.sort().values
            tensors["up.weight"] = tensors["up.weight"][kept]
            tensors["up.bias"] = tensors["up.bias"][kept]
            down = tensors["down.weight"]
            tensors["down.weight"] = (
                refitted(down, activations(encoder, old, inputs), kept) if inputs else down[:, kept]
            )
        smaller.layers[new].load_state_dict(tensors)
    return smaller


def least_missed_layers(model: TicketClassifier, ids: Sequence[Sequence[int]], keep: int) -> list[int]:
    """The `keep` layers with which alone, untrained, the answers to `ids` stay nearest to the whole model's.

    Nearest by mean Kullback-Leibler divergence; all choices are tried.
    """
    before = probabilities(classify(model, ids), 1.0)
    encoder = model.encoder
    best, nearest = list(range(encoder.config.layers)), np.inf
    for chosen in combinations(range(encoder.config.layers), keep):
        model.encoder = without(encoder, chosen, encoder.config.intermediate)
        after = probabilities(classify(model, ids), 1.0)
        divergence = float((before * (np.log(before) - np.log(after.clip(1e-12)))).sum(1).mean())
        if divergence < nearest:
            best, nearest = list(chosen), divergence
    model.encoder = encoder
    return best


def pruned(
    model: TicketClassifier, layers: Sequence[int], intermediate: int, ids: Sequence[Sequence[int]]
) -> TicketClassifier:
    """A smaller classifier with the head of `model`; `ids` are texts that show which neurons work."""
    inputs = text_inputs(ids)
    encoder = without(model.encoder, layers, intermediate, neuron_importance(model.encoder, inputs), inputs)
    smaller = TicketClassifier(encoder, model.head.out_features)
    smaller.head.load_state_dict(model.head.state_dict())
    return smaller
