"""Exports a torch model to ONNX in float32, with free batch and sequence length."""

from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

OPSET = 18


def export_onnx(
    model: nn.Module,
    example: Sequence[Tensor],
    input_names: Sequence[str],
    path: Path,
    outputs: dict[str, dict[int, str]] | None = None,
) -> None:
    """Write the model. `example`: a tensor per input, axes batch and sequence first, both > 1.

    `outputs`: names of the free axes of each output; by default one, `logits`, with a free batch.
    """
    free = outputs or {"logits": {0: "batch"}}
    model.eval()
    axes = {name: {0: "batch", 1: "sequence"} for name in input_names}
    torch.onnx.export(
        model,
        tuple(example),
        str(path),
        input_names=list(input_names),
        output_names=list(free),
        dynamic_axes={**axes, **free},
        opset_version=OPSET,
        dynamo=False,
    )
    onnx.checker.check_model(str(path))
