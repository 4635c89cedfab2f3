"""Quantisation-aware training: products see rounded weights and activations, gradients pass as if nothing were rounded.

Straight-through estimator (Bengio et al. 2013; Jacob et al. 2018), the form that static QDQ runs: weights by output
channel, activations by one range a tensor, learned as a moving mean.
"""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

STEPS = 127
MOMENTUM = 0.05


def straight_through(exact: Tensor, rounded: Tensor) -> Tensor:
    """The rounded value with the gradient of the exact one."""
    return exact + (rounded - exact).detach()


def rounded_to(x: Tensor, scale: Tensor) -> Tensor:
    """Symmetric int8 codes of `x`, multiplied out again."""
    return torch.clamp(torch.round(x / scale), -STEPS, STEPS) * scale


class FakeQuantLinear(nn.Module):
    """A linear layer as int8 arithmetic would compute it."""

    def __init__(self, exact: nn.Linear):
        super().__init__()
        self.exact = exact
        self.register_buffer("largest", torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        if self.training:
            seen = x.detach().abs().max()
            self.largest = seen if self.largest == 0 else torch.lerp(self.largest, seen, MOMENTUM)
        weight = self.exact.weight
        by_channel = weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / STEPS
        inputs = straight_through(x, rounded_to(x, (self.largest / STEPS).clamp(min=1e-8)))
        return F.linear(inputs, straight_through(weight, rounded_to(weight, by_channel)), self.exact.bias)


def with_fake_quant(model: nn.Module) -> nn.Module:
    """Replace every linear layer below `model`, in place."""
    for name, child in list(model.named_children()):
        if isinstance(child, nn.Linear):
            setattr(model, name, FakeQuantLinear(child))
        else:
            with_fake_quant(child)
    return model
