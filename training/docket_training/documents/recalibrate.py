"""A new version of an installed package with the same weights and fresh calibration."""

import json
import shutil

from docket_training.card import CARD_FILE, README_FILE, current_commit, render_readme, weights_folder
from docket_training.documents.calibration import calibrate
from docket_training.documents.package import DESCRIPTION, LIMITS
from docket_training.documents.predict import onnx_runner
from docket_training.documents.splits import calibration_parts
from docket_training.installed_package import InstalledPackage


def recalibrate(source: InstalledPackage, version: str, command: str, beside: InstalledPackage | None) -> dict:
    """Write the new version into models/weights; its card. Everything but the calibration stays as it was measured."""
    parts = calibration_parts()
    calibration, error = calibrate(onnx_runner(source.model), source.tokenizer(), parts, beside)
    validation = {**source.card["metrics"]["validation"], "calibrationError": error}
    card = {
        **source.card,
        "version": version,
        "calibration": {
            **calibration,
            "of": source.identity(),
            "command": command,
            "commit": current_commit(),
            "data": parts.sources,
        },
        "metrics": {**source.card["metrics"], "validation": validation},
    }
    folder = weights_folder(source.name, version)
    folder.mkdir(parents=True, exist_ok=True)
    for file in card["files"]:
        shutil.copyfile(source.folder / file, folder / file)
    (folder / CARD_FILE).write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    (folder / README_FILE).write_text(render_readme(card, DESCRIPTION, LIMITS), encoding="utf8")
    return card
