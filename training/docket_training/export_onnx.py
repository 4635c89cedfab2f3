"""Exports a torch model to ONNX in float32, with free batch and sequence length."""

from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

OPSET = 18


def export_onnx(model: nn.Module, example: Sequence[Tensor], input_names: Sequence[str], path: Path) -> None:
    """Write the model with output `logits`. `example`: a tensor per input, axes batch and sequence first, both > 1."""
    model.eval()
    axes = {name: {0: "batch", 1: "sequence"} for name in input_names}
    torch.onnx.export(
        model,
        tuple(example),
        str(path),
        input_names=list(input_names),
        output_names=["logits"],
        dynamic_axes={**axes, "logits": {0: "batch"}},
        opset_version=OPSET,
        dynamo=False,
    )
    onnx.checker.check_model(str(path))
