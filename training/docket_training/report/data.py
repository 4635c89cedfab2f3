"""The sets that the report measures on, each with the hash of its file."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One set: how many rows of which split, and which file they came from."""

    name: str
    licence: str
    split: str
    rows: int
    sha256: str


@cache
def file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
