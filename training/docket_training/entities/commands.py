"""`docket-train entities` and `entity-fixtures`."""

import argparse
from pathlib import Path

from docket_training.card import weights_folder
from docket_training.entities.fit import NAME, fit
from docket_training.entities.fixtures import write_fixtures
from docket_training.entities.package import package
from docket_training.entities.recipe import Recipe

KINDS = ("entities", "entity-fixtures")


def add_commands(kinds: argparse._SubParsersAction) -> None:
    entities = kinds.add_parser("entities", help="a finder of entities in tickets")
    entities.add_argument("--version", default="1.0.0", help="version of the package")
    entities.add_argument("--output", type=Path, help=f"folder of the package, default models/weights/{NAME}/VERSION")
    kinds.add_parser("entity-fixtures", help="the cases that the service must meet")


def run(parsed: argparse.Namespace) -> str:
    """Run a command; what to print at its end."""
    if parsed.kind == "entity-fixtures":
        return f"{write_fixtures()} written"
    folder = parsed.output or weights_folder(NAME, parsed.version)
    card = package(fit(Recipe()), folder, parsed.version, "docket-train entities")
    size = card["files"]["model.onnx"]["bytes"] / 1e6
    return f"{folder}: {size:.1f} MB, validation {card['metrics']['validation']}"
