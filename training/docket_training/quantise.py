"""Weight-only int8: matrices and embedding tables as int8 with a float32 scale a block.

The graph multiplies codes and scales out before the product; the runtime does so once, when it loads the model, and
computes in float32: on CPUs without a dot product of bytes 1.7 times as fast as int8 kernels, and an answer depends on
no range of activations, batch or padding.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

BLOCK = 64
"""Weights that share a scale. Smaller is finer and larger on disk: 4 bytes a block."""


def quantise_blocks(matrix: np.ndarray, block: int = BLOCK) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8 of [N,K]: codes int8 [N,K/block,block], scales float32 [N,K/block].

    K is filled with zeros up to a multiple of `block`.
    """
    rows, width = matrix.shape
    blocks = -(-width // block)
    padded = np.zeros((rows, blocks * block), np.float32)
    padded[:, :width] = matrix
    grouped = padded.reshape(rows, blocks, block)
    scales = np.abs(grouped).max(-1) / 127
    safe = np.where(scales == 0, 1, scales)
    codes = np.clip(np.rint(grouped / safe[..., None]), -127, 127)
    return codes.astype(np.int8), scales.astype(np.float32)


def quantise_rows(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8 of an embedding table [V,H]: codes int8 [V,H], one scale a row float32 [V,1]."""
    scales = np.abs(table).max(-1, keepdims=True) / 127
    codes = np.clip(np.rint(table / np.where(scales == 0, 1, scales)), -127, 127)
    return codes.astype(np.int8), scales.astype(np.float32)


class WeightQuantiser:
    """Rewrites one graph; a weight used by several nodes is stored once."""

    def __init__(self, model: ModelProto, block: int):
        self.model = model
        self.block = block
        self.weights = {i.name: i for i in model.graph.initializer}
        self.added: dict[str, TensorProto] = {}

    def add(self, name: str, values: np.ndarray) -> str:
        if name not in self.added:
            self.added[name] = numpy_helper.from_array(values, name)
        return name

    def multiplied_out(self, weight: str, matrix: np.ndarray) -> list[NodeProto]:
        """The nodes that give `{weight}.matrix` [K,N] from the codes of [N,K]."""
        codes, scales = quantise_blocks(matrix, self.block)
        width = matrix.shape[1]
        names = {part: f"{weight}.{part}" for part in ("int8", "scale", "codes", "blocks", "rows", "cut", "matrix")}
        self.add(names["int8"], codes)
        self.add(names["scale"], scales[..., None])
        shape = self.add(f"{weight}.shape", np.array([len(matrix), -1], np.int64))
        nodes = [
            helper.make_node("Cast", [names["int8"]], [names["codes"]], to=TensorProto.FLOAT),
            helper.make_node("Mul", [names["codes"], names["scale"]], [names["blocks"]]),
            helper.make_node("Reshape", [names["blocks"], shape], [names["rows"]]),
        ]
        rows = names["rows"]
        if width % self.block:
            ends = [self.add(f"{weight}.{name}", np.array([at], np.int64)) for name, at in (("from", 0), ("to", width))]
            axis = self.add(f"{weight}.axis", np.array([1], np.int64))
            nodes.append(helper.make_node("Slice", [rows, *ends, axis], [names["cut"]]))
            rows = names["cut"]
        return [*nodes, helper.make_node("Transpose", [rows], [names["matrix"]], perm=[1, 0])]

    def product(self, node: NodeProto, weight: str, transposed: bool, bias: str | None) -> list[NodeProto]:
        """MatMul or Gemm with a constant [K,N] (or [N,K] when `transposed`)."""
        matrix = numpy_helper.to_array(self.weights[weight])
        known = f"{weight}.int8" in self.added
        nodes = [] if known else self.multiplied_out(weight, matrix if transposed else matrix.T)
        result = node.output[0]
        product = f"{result}.product" if bias else result
        nodes.append(helper.make_node("MatMul", [node.input[0], f"{weight}.matrix"], [product], name=node.name))
        if bias:
            nodes.append(helper.make_node("Add", [product, bias], [result], name=f"{node.name}.bias"))
        return nodes

    def lookup(self, node: NodeProto) -> list[NodeProto]:
        """Gather from a constant table: codes and scales are gathered, then multiplied."""
        table, indices = node.input
        codes, scales = quantise_rows(numpy_helper.to_array(self.weights[table]))
        result = node.output[0]
        axis = {"axis": 0}
        return [
            helper.make_node("Gather", [self.add(f"{table}.int8", codes), indices], [f"{result}.codes"], **axis),
            helper.make_node("Cast", [f"{result}.codes"], [f"{result}.float"], to=TensorProto.FLOAT),
            helper.make_node("Gather", [self.add(f"{table}.scale", scales), indices], [f"{result}.scale"], **axis),
            helper.make_node("Mul", [f"{result}.float", f"{result}.scale"], [result], name=node.name),
        ]

    def is_matrix(self, name: str) -> bool:
        return name in self.weights and len(self.weights[name].dims) == 2

    def rewrite(self, node: NodeProto) -> list[NodeProto]:
        if node.op_type == "MatMul" and self.is_matrix(node.input[1]):
            return self.product(node, node.input[1], transposed=False, bias=None)
        if node.op_type == "Gemm" and self.is_matrix(node.input[1]):
            transposed = any(a.name == "transB" and a.i == 1 for a in node.attribute)
            return self.product(node, node.input[1], transposed, node.input[2] if len(node.input) > 2 else None)
        if node.op_type == "Gather" and self.is_matrix(node.input[0]):
            return self.lookup(node)
        return [node]

    def run(self) -> ModelProto:
        graph = self.model.graph
        nodes = [new for node in graph.node for new in self.rewrite(node)]
        used = {name for node in nodes for name in node.input}
        kept = [i for i in graph.initializer if i.name in used]
        del graph.node[:], graph.initializer[:]
        graph.node.extend(nodes)
        graph.initializer.extend([*kept, *self.added.values()])
        return self.model


def quantise_weights(source: Path, target: Path, block: int = BLOCK) -> None:
    """Read a float32 ONNX model and write it with int8 weights."""
    model = WeightQuantiser(onnx.load(source), block).run()
    model.producer_name = "docket-training"
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, target)
