"""The model card: card.json for the service, README.md for people, with hashes of the files they speak of."""

import hashlib
import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from docket_training.base_weights import BaseWeights
from docket_training.calibrate import Acceptance

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
CARD_FILE = "card.json"
README_FILE = "README.md"


def weights_folder(name: str, version: str) -> Path:
    """Where the service looks for a specialist: models/weights/<name>/<version>."""
    return Path(__file__).resolve().parents[2] / "models" / "weights" / name / version


def file_entry(path: Path) -> dict:
    return {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}


def current_commit() -> str | None:
    """The commit of the training code, None outside a checkout."""
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or None


def input_entry(vocabulary: dict[str, int], max_length: int, layout: bool, stride: int | None = None) -> dict:
    entry = {
        "maxLength": max_length,
        "padId": vocabulary["[PAD]"],
        "clsId": vocabulary["[CLS]"],
        "sepId": vocabulary["[SEP]"],
        "unkId": vocabulary["[UNK]"],
        "layout": layout,
    }
    return entry if stride is None else {**entry, "stride": stride}


def write_package(
    folder: Path,
    *,
    name: str,
    version: str,
    task: str,
    labels: list[str],
    base: BaseWeights,
    quantisation: str,
    parameters: int,
    tokenizer: dict,
    model_input: dict,
    calibration: dict,
    training: dict,
    metrics: dict,
    description: str,
    limits: list[str],
    extra: dict | None = None,
    further_files: Sequence[str] = (),
) -> dict:
    """Complete a package folder that already holds model.onnx: tokenizer.json, card.json and README.md.

    `calibration`: temperature, split, n, outOfScope, thresholds (`Acceptance` or their dicts). `training`: seed,
    epochs, command, data. `extra`: further entries of the card (topics, kinds). `further_files`: of the folder, hashed
    too. Returns the card.
    """
    (folder / TOKENIZER_FILE).write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf8")
    thresholds = {
        key: value.as_dict() if isinstance(value, Acceptance) else value
        for key, value in calibration["thresholds"].items()
    }
    card = {
        "name": name,
        "version": version,
        "task": task,
        "language": ["en"],
        "labels": labels,
        **(extra or {}),
        "base": base.identity(),
        "precision": "int8",
        "quantisation": quantisation,
        "parameters": parameters,
        "files": {file: file_entry(folder / file) for file in (MODEL_FILE, TOKENIZER_FILE, *further_files)},
        "input": model_input,
        "calibration": {**calibration, "thresholds": thresholds},
        "training": {"commit": current_commit(), **training},
        "metrics": metrics,
        "licence": "Apache-2.0",
        "createdAt": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    (folder / CARD_FILE).write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    (folder / README_FILE).write_text(render_readme(card, description, limits), encoding="utf8")
    return card


def render_readme(card: dict, description: str, limits: list[str]) -> str:
    """The card in words and tables."""
    size = card["files"][MODEL_FILE]["bytes"] / 1e6
    calibration = card["calibration"]
    lines = [
        f"# {card['name']} {card['version']}",
        "",
        description,
        "",
        f"{card['parameters'] / 1e6:.1f} M parameters, {card['precision']} ({card['quantisation']}), {size:.1f} MB, "
        f"{len(card['labels'])} labels. Licence {card['licence']}.",
        f"Base: {card['base']['package']} {card['base']['version']} (all-MiniLM-L6-v2, Apache-2.0).",
        "",
        "## Data",
        "",
        "| set | licence | rows | used for | sha256 |",
        "|---|---|---|---|---|",
        *(
            f"| {d['name']} | {d['licence']} | {d['rows']} | {d['split']} | `{d['sha256'][:16]}` |"
            for d in data_rows(card)
        ),
        "",
        "## Training",
        "",
        f"Seed {card['training']['seed']}, {card['training']['epochs']} epochs, commit `{card['training']['commit']}`. "
        f"Again: `{card['training']['command']}`",
        "",
        "## Figures",
        "",
        *metric_lines(card["metrics"]),
        "",
        "## Calibration",
        "",
        f"Temperature {calibration['temperature']:.4f}; rows: {calibration['split']} (n {calibration['n']}).",
        *calibrated_anew(calibration),
        "",
        "| field | threshold | error at most | with probability | coverage | values | population |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {key} | {'none' if t['threshold'] is None else format(t['threshold'], '.4f')} | {t['alpha']} | "
            f"{1 - t['delta']:.2f} | {t['coverage']:.3f} | {t['n']} | {t['population']} |"
            for key, t in stated_bounds(calibration)
        ),
        "",
        "## Limits",
        "",
        *(f"- {limit}" for limit in limits),
    ]
    return "\n".join(lines) + "\n"


def data_rows(card: dict) -> list[dict]:
    """What trained, and what calibrated this version: a package that was calibrated anew names rows of its own."""
    anew = card["calibration"].get("data")
    if anew is None:
        return card["training"]["data"]
    trained = [row for row in card["training"]["data"] if row["split"] != "calibration"]
    return trained + [{**row, "split": "calibration"} for row in anew]


def calibrated_anew(calibration: dict) -> list[str]:
    """Whose weights these are, where only the calibration is new."""
    if "of" not in calibration:
        return []
    of = calibration["of"]
    return [
        f"The weights are those of {of['name']} {of['version']}; commit `{calibration['commit']}`. "
        f"Again: `{calibration['command']}`"
    ]


def stated_bounds(calibration: dict) -> list[tuple[str, dict]]:
    """The bounds by field, and behind them a teacher's over the doubts of the specialist before it."""
    asked = calibration.get("escalation", {"thresholds": {}})["thresholds"]
    return [*calibration["thresholds"].items(), *((f"asked: {key}", bound) for key, bound in asked.items())]


def metric_lines(metrics: dict, prefix: str = "") -> list[str]:
    """Nested figures as a flat list."""
    lines = []
    for key, value in metrics.items():
        if isinstance(value, dict):
            lines += metric_lines(value, f"{prefix}{key} ")
        else:
            lines.append(f"- {prefix}{key}: {format(value, '.4f') if isinstance(value, float) else value}")
    return lines
