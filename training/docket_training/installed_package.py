"""A package below models/weights, as the service finds it."""

import json
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from docket_training.card import CARD_FILE, MODEL_FILE, TOKENIZER_FILE, weights_folder
from docket_training.package_weights import PackageError
from docket_training.vocabulary import make_tokenizer


@dataclass(frozen=True)
class InstalledPackage:
    name: str
    version: str
    folder: Path
    card: dict

    @property
    def model(self) -> Path:
        return self.folder / MODEL_FILE

    def tokenizer_document(self) -> dict:
        return json.loads((self.folder / TOKENIZER_FILE).read_text(encoding="utf8"))

    def tokenizer(self) -> Tokenizer:
        return make_tokenizer(self.tokenizer_document())

    def identity(self) -> dict[str, str]:
        return {"name": self.name, "version": self.version, "sha256": self.card["files"][MODEL_FILE]["sha256"]}


def installed(name: str, version: str, folder: Path | None = None) -> InstalledPackage:
    """The package in `folder`, by default `models/weights/NAME/VERSION`; raises PackageError where it is absent."""
    folder = folder or weights_folder(name, version)
    if not (folder / CARD_FILE).exists():
        raise PackageError(f"{folder}: there is no package {name} {version}; name one that is installed")
    return InstalledPackage(name, version, folder, json.loads((folder / CARD_FILE).read_text(encoding="utf8")))
