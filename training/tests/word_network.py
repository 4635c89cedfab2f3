"""A classifier of three labels for tests: logits are 4 where a label's word occurs, 0 elsewhere."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from docket_training.base_weights import load_base
from docket_training.vocabulary import make_tokenizer


def write_word_network(path: Path, known: Sequence[str]) -> None:
    """`known`: the word of each label, the first ones only; a text without any is taken for the first label."""
    table = np.zeros((30522, 3), np.float32)
    tokenizer = make_tokenizer(load_base().tokenizer)
    for place, word in enumerate(known):
        table[tokenizer.token_to_id(word), place] = 4
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["found"]),
        helper.make_node("ReduceMax", ["found"], ["kept"], axes=[1], keepdims=0),
        helper.make_node("ReduceMax", ["attention_mask"], ["seen"], axes=[1], keepdims=1),
        helper.make_node("Cast", ["seen"], ["one"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["kept", "one"], ["logits"]),
    ]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"]) for n in ("input_ids", "attention_mask")]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", 3])]
    graph = helper.make_graph(nodes, "g", inputs, outputs, [numpy_helper.from_array(table, "table")])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
