"""Reads a shipped package back into tensors, so that training can go on from what was published.

The int8 codes are multiplied out: within rounding these are the weights that the service runs.
"""

import hashlib
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import ModelProto, NodeProto, numpy_helper
from torch import Tensor

from docket_training.card import CARD_FILE, MODEL_FILE, TOKENIZER_FILE, weights_folder


class PackageError(Exception):
    """A package cannot be read back; the message says which and why."""


@dataclass(frozen=True)
class PackageWeights:
    """Float32 tensors by the names of the torch model, the tokenizer's JSON document and the labels."""

    name: str
    version: str
    sha256: str
    tensors: dict[str, Tensor]
    tokenizer: dict
    labels: list[str]
    training: dict
    """What its card says of its own training."""

    def identity(self) -> dict[str, str]:
        """What a card says of the package that a training went on from."""
        return {"name": self.name, "version": self.version, "sha256": self.sha256}

    def origin(self) -> dict:
        """The identity with its own training, so that a card tells the whole way from the base weights."""
        return {**self.identity(), "training": self.training}

    def piece_ids(self) -> dict[str, int]:
        return self.tokenizer["model"]["vocab"]


def matrix_of(node: NodeProto, stored: dict[str, np.ndarray]) -> tuple[np.ndarray, set[str]]:
    """The [N,K] matrix of a product with int8 weights, float32, and the stored tensors that it is made of.

    A product is a MatMul with a matrix that the graph multiplies out, in packages of before a MatMulNBits.
    """
    if node.op_type == "MatMulNBits":
        width = next(a.i for a in node.attribute if a.name == "K")
        codes, scales = stored[node.input[1]].astype(np.float32) - 128, stored[node.input[2]]
        return multiplied(codes, scales, width), set(node.input[1:])
    weight = node.input[1].removesuffix(".matrix")
    parts = {name for name in stored if name.startswith(f"{weight}.")}
    width = int(stored[f"{weight}.to"][0]) if f"{weight}.to" in stored else None
    return multiplied(stored[f"{weight}.int8"].astype(np.float32), stored[f"{weight}.scale"], width), parts


def multiplied(codes: np.ndarray, scales: np.ndarray, width: int | None) -> np.ndarray:
    """Codes [N,K/block,block] times their scales, without what fills the last block."""
    return (codes * scales.reshape(*codes.shape[:2], 1)).reshape(len(codes), -1)[:, :width]


def tensors_of(model: ModelProto) -> dict[str, Tensor]:
    """Weights by their names in torch.

    A product's name comes from its node (`/encoder/layers.0/query/MatMul`), a table's from its codes
    (`….weight.int8`); everything else kept its name in the export.
    """
    stored = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    tensors: dict[str, np.ndarray] = {}
    spent: set[str] = set()
    for node in model.graph.node:
        if node.op_type == "MatMulNBits" or (node.op_type == "MatMul" and node.input[1].endswith(".matrix")):
            module = re.sub(r"/(MatMul|Gemm)$", "", node.name).strip("/").replace("/", ".")
            tensors[f"{module}.weight"], parts = matrix_of(node, stored)
            spent |= parts
    for name, values in stored.items():
        if name in spent or name.endswith(".scale"):
            continue
        if name.endswith(".int8"):
            table = name.removesuffix(".int8")
            tensors[table] = values.astype(np.float32) * stored[f"{table}.scale"]
        else:
            tensors[name] = values
    return {name: torch.from_numpy(np.array(values, np.float32)) for name, values in tensors.items()}


def restored_folder(name: str, version: str, cache: Path) -> Path:
    """The folder of a package: the installed one, else a copy in `cache` of what the git history holds of it."""
    folder = weights_folder(name, version)
    if (folder / CARD_FILE).exists():
        return folder
    copy = cache / f"{name}-{version}"
    root = folder.parents[3]
    place = folder.relative_to(root).as_posix()
    removal = git(root, "rev-list", "-1", "HEAD", "--", f"{place}/{CARD_FILE}").decode().strip()
    if not removal:
        return folder
    copy.mkdir(parents=True, exist_ok=True)
    for file in (MODEL_FILE, TOKENIZER_FILE, CARD_FILE):
        if not (copy / file).exists():
            content = git(root, "show", f"{removal}^:{place}/{file}")
            if not content:
                return folder
            (copy / file).write_bytes(content)
    return copy


def git(root: Path, *arguments: str) -> bytes:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else b""


def read_package(name: str, version: str, folder: Path | None = None) -> PackageWeights:
    """The package in `folder`, by default `models/weights/NAME/VERSION`; raises PackageError where it is absent."""
    folder = folder or weights_folder(name, version)
    if not (folder / CARD_FILE).exists():
        raise PackageError(f"{folder}: there is no package {name} {version} to go on from; name one that is installed")
    model_file = folder / MODEL_FILE
    card = json.loads((folder / CARD_FILE).read_text(encoding="utf8"))
    return PackageWeights(
        name=name,
        version=version,
        sha256=hashlib.sha256(model_file.read_bytes()).hexdigest(),
        tensors=tensors_of(onnx.load(model_file)),
        tokenizer=json.loads((folder / TOKENIZER_FILE).read_text(encoding="utf8")),
        labels=card["labels"],
        training=card["training"],
    )
