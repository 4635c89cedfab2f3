"""The packages below models/weights: the newest version of each name."""

import json
from pathlib import Path

from docket_training.card import CARD_FILE
from docket_training.installed_package import InstalledPackage
from docket_training.tickets.head import HEAD_FILE


def version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))


def shipped_packages(weights: Path) -> list[InstalledPackage]:
    """By name; of several versions the newest."""
    newest: dict[str, InstalledPackage] = {}
    for path in sorted(weights.glob(f"*/*/{CARD_FILE}")):
        card = json.loads(path.read_text(encoding="utf8"))
        name, version = path.parts[-3:-1]
        known = newest.get(name)
        if known is None or version_key(version) > version_key(known.version):
            newest[name] = InstalledPackage(name, version, path.parent, card)
    return [newest[name] for name in sorted(newest)]


def model_megabytes(package: InstalledPackage) -> float:
    """Of the network and of the head beside it, where it has one; not of the encoder that it shares with others."""
    weights = [package.model, package.folder / HEAD_FILE]
    return sum(path.stat().st_size for path in weights if path.exists()) / 1e6


def parameters(package: InstalledPackage) -> int | None:
    return package.card.get("parameters")
