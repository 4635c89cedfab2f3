"""Weights in 4 bits: blocks of 32 with a scale of their own, written as MatMulNBits."""

from pathlib import Path

import numpy as np
import onnx
from onnx import NodeProto, helper, numpy_helper

from docket_training.quantise import WeightQuantiser

MICROSOFT = "com.microsoft"
INT8_ACTIVATIONS = 4
"""MatMulNBits accuracy level: activations in int8 a block, on CPUs whose kernels can; float32 elsewhere."""

BLOCK = 32
LOWEST, HIGHEST = -8, 7
CLIPS = (0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
"""Shares of a block's largest weight that are tried as its range: cutting it can leave the others a finer scale."""


def four_bits(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Codes uint8 [N,K/32,32] around 8 and scales float32 [N,K/32] of [N,K], by the clip with the least error."""
    grouped = matrix.reshape(matrix.shape[0], -1, BLOCK)
    largest = np.take_along_axis(grouped, np.abs(grouped).argmax(-1, keepdims=True), -1)
    least = np.full(largest.shape, np.inf, np.float32)
    codes, scales = np.zeros(grouped.shape, np.uint8), np.ones(largest.shape, np.float32)
    for clip in CLIPS:
        scale = np.where(largest == 0, 1, largest / LOWEST * clip).astype(np.float32)
        rounded = np.clip(np.rint(grouped / scale), LOWEST, HIGHEST)
        error = ((rounded * scale - grouped) ** 2).sum(-1, keepdims=True)
        better = error < least
        codes = np.where(better, rounded - LOWEST, codes).astype(np.uint8)
        scales, least = np.where(better, scale, scales), np.minimum(error, least)
    return codes, scales[..., 0]


class FourBitQuantiser(WeightQuantiser):
    """Products in 4 bits, tables in 8."""

    def __init__(self, model: onnx.ModelProto):
        super().__init__(model, BLOCK)

    def run(self) -> onnx.ModelProto:
        if not any(o.domain == MICROSOFT for o in self.model.opset_import):
            self.model.opset_import.append(helper.make_opsetid(MICROSOFT, 1))
        return super().run()

    def product(self, node: NodeProto, weight: str, transposed: bool, bias: str | None) -> list[NodeProto]:
        if transposed or bias is not None:
            raise ValueError(f"{node.name}: only plain products are written in 4 bits")
        matrix = numpy_helper.to_array(self.weights[weight]).T
        codes, scales = four_bits(matrix)
        packed = codes[..., 0::2] | (codes[..., 1::2] << 4)
        inputs = [node.input[0], self.add(f"{weight}.int4", packed), self.add(f"{weight}.scale", scales.reshape(-1))]
        shape = {"K": matrix.shape[1], "N": matrix.shape[0], "bits": 4, "block_size": BLOCK}
        return [
            helper.make_node(
                "MatMulNBits",
                inputs,
                list(node.output),
                name=node.name,
                domain=MICROSOFT,
                accuracy_level=INT8_ACTIVATIONS,
                **shape,
            )
        ]


def write_four_bits(source: Path, target: Path) -> None:
    """Read a float32 ONNX model and write it with products in 4 bits."""
    model = FourBitQuantiser(onnx.load(source)).run()
    model.producer_name = "docket-training"
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, target)
