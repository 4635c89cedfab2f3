"""What a student learns from inside its teacher: the states of its layers, and how its last layer relates tokens."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from docket_training.encoder import PADDING_SCORE, Encoder


@dataclass(frozen=True)
class Inner:
    """States [B,T,H] of the layers listened to, and queries, keys and values [B,T,A] of the last layer."""

    states: list[Tensor] = field(default_factory=list)
    projections: list[Tensor] = field(default_factory=list)


@dataclass(frozen=True)
class InnerTeacher:
    """An encoder on the student's pieces; the student's layer l is held against its layer `layers[l]`."""

    encoder: Encoder
    layers: Sequence[int]

    @torch.no_grad()
    def inner(self, ids: Tensor, mask: Tensor) -> Inner:
        self.encoder.eval()
        with heard(self.encoder, self.layers) as found:
            self.encoder(ids, mask)
        return found


@contextmanager
def heard(encoder: Encoder, layers: Sequence[int]) -> Iterator[Inner]:
    """What the given layers say of the texts that the encoder reads meanwhile."""
    found = Inner()
    last = encoder.layers[-1]
    hooks = [encoder.layers[i].register_forward_hook(lambda _, __, out: found.states.append(out)) for i in layers]
    hooks += [
        part.register_forward_hook(lambda _, __, out: found.projections.append(out))
        for part in (last.query, last.key, last.value)
    ]
    try:
        yield found
    finally:
        for hook in hooks:
            hook.remove()


def state_loss(student: Inner, teacher: Inner, mask: Tensor) -> Tensor:
    """Mean squared distance of the states as a share of the teacher's mean square, averaged over the layers.

    Source: hidden-state distillation of TinyBERT (Jiao et al. 2020); the widths are the same, so nothing is projected.
    """
    tokens = mask.bool()
    shares = [
        F.mse_loss(own[tokens].float(), given[tokens].float()) / given[tokens].float().square().mean()
        for own, given in zip(student.states, teacher.states, strict=True)
    ]
    return torch.stack(shares).mean()


def relations(projection: Tensor, mask: Tensor, heads: int) -> Tensor:
    """Log-probabilities [B,heads,T,T] with which each token's projection is like the others'."""
    batch, length, width = projection.shape
    parts = projection.float().view(batch, length, heads, width // heads).transpose(1, 2)
    scores = parts @ parts.transpose(-1, -2) * (width // heads) ** -0.5
    return F.log_softmax(scores + (1.0 - mask[:, None, None, :].float()) * PADDING_SCORE, -1)


def relation_loss(student: Inner, teacher: Inner, mask: Tensor, heads: int) -> Tensor:
    """Kullback-Leibler divergence of the relations among queries, keys and values, a token and head.

    Source: MiniLMv2 (Wang et al. 2021). `heads` is how many parts the projections are cut into, here and there alike.
    """
    tokens = mask.bool()
    losses = []
    for own, given in zip(student.projections, teacher.projections, strict=True):
        wanted, found = relations(given, mask, heads), relations(own, mask, heads)
        divergence = (wanted.exp() * (wanted - found)).sum(-1)
        losses.append(divergence.transpose(1, 2)[tokens].mean())
    return torch.stack(losses).mean()
