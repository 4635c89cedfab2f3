"""float16 for GPUs: the network of a package with its int8 weights multiplied out, beside `model.onnx`.

A CPU gains from int8 weights since its memory is the bound; a GPU gains from products in float16, for which it has
units of its own. Inputs and outputs stay as they are, so the service runs either file with the same code; activations
are float16, so that scores differ in the third decimal. `test/models/gpu-parity.test.ts` compares decisions.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import ModelProto, NodeProto, helper, numpy_helper
from onnxruntime.transformers.float16 import convert_float_to_float16

from docket_training.card import CARD_FILE, file_entry
from docket_training.installed_package import installed
from docket_training.package_weights import PackageError, matrix_of

KINDS = ("fp16",)
FP16_FILE = "model.fp16.onnx"


def add_commands(kinds: argparse._SubParsersAction) -> None:
    fp16 = kinds.add_parser("fp16", help="the float16 network of an installed package, for GPU workers")
    fp16.add_argument("name")
    fp16.add_argument("--version", required=True)
    fp16.add_argument("--folder", type=Path, help="folder of the package, default models/weights/NAME/VERSION")


def run(arguments: argparse.Namespace) -> str:
    """Writes `model.fp16.onnx` into the package and its hash into the card. Raises PackageError."""
    package = installed(arguments.name, arguments.version, arguments.folder)
    if not package.model.exists():
        raise PackageError(f"{package.folder}: the package has no network")
    path = package.folder / FP16_FILE
    onnx.save(half_precision(onnx.load(package.model)), path)
    card = {**package.card, "files": {**package.card["files"], FP16_FILE: file_entry(path)}}
    (package.folder / CARD_FILE).write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    return f"{path}: {path.stat().st_size / 1e6:.1f} MB"


def half_precision(model: ModelProto) -> ModelProto:
    """The same graph in float16; inputs and outputs keep their types."""
    return convert_float_to_float16(folded(with_dense_products(model)), keep_io_types=True)


def with_dense_products(model: ModelProto) -> ModelProto:
    """A copy whose products with int8 weights [N,K] are plain ones with float32 [K,N]."""
    dense = ModelProto()
    dense.CopyFrom(model)
    stored = {i.name: numpy_helper.to_array(i) for i in dense.graph.initializer}
    added: dict[str, np.ndarray] = {}
    nodes: list[NodeProto] = []
    for node in dense.graph.node:
        if node.op_type != "MatMulNBits":
            nodes.append(node)
            continue
        weight = f"{node.input[1]}.dense"
        added[weight] = np.ascontiguousarray(matrix_of(node, stored)[0].T, np.float32)
        bias = node.input[5] if len(node.input) > 5 else ""
        product = f"{node.output[0]}.product" if bias else node.output[0]
        nodes.append(helper.make_node("MatMul", [node.input[0], weight], [product], name=node.name))
        if bias:
            nodes.append(helper.make_node("Add", [product, bias], [node.output[0]], name=f"{node.name}.bias"))
    del dense.graph.node[:]
    dense.graph.node.extend(nodes)
    dense.graph.initializer.extend(numpy_helper.from_array(values, name) for name, values in added.items())
    used = {name for node in nodes for name in node.input}
    kept = [i for i in dense.graph.initializer if i.name in used]
    del dense.graph.initializer[:]
    dense.graph.initializer.extend(kept)
    return dense


def folded(model: ModelProto) -> ModelProto:
    """What follows from constants alone computed once: of other packages the weights that the graph multiplies out."""
    with tempfile.TemporaryDirectory() as folder:
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(Path(folder) / "folded.onnx")
        onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        return onnx.load(options.optimized_model_filepath)
