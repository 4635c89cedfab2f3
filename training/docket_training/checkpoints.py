"""Saves and restores a training run, so that an interrupted one goes on where it stopped."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn


def cache_folder() -> Path:
    """Where runs keep checkpoints: `DOCKET_CACHE_DIR` or ~/.cache/docket, below `training`."""
    root = os.environ.get("DOCKET_CACHE_DIR")
    return (Path(root) if root else Path.home() / ".cache" / "docket") / "training"


def run_folder(name: str, settings: dict) -> Path:
    """The folder of a run: the same settings and data give the same folder, any change gives a fresh one."""
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:12]
    folder = cache_folder() / f"{name}-{digest}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def save_checkpoint(path: Path, **state: object) -> None:
    """Write atomically, together with the state of torch's random generator."""
    partial = path.with_suffix(".partial")
    torch.save({**state, "random": torch.get_rng_state()}, partial)
    partial.replace(path)


def load_checkpoint(path: Path) -> dict | None:
    """The saved state with the random generator restored, or None where there is none."""
    if not path.exists():
        return None
    state = torch.load(path, weights_only=True)
    torch.set_rng_state(state.pop("random"))
    return state


@dataclass(frozen=True)
class Resumable:
    """A training that is saved after each pass over its data, and goes on after the last one saved."""

    path: Path
    model: nn.Module
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler

    def resume(self) -> int:
        """Takes up the saved state; how many passes are done."""
        saved = load_checkpoint(self.path)
        if saved is None:
            return 0
        self.model.load_state_dict(saved["model"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.schedule.load_state_dict(saved["schedule"])
        return saved["passes"]

    def save(self, passes: int) -> None:
        save_checkpoint(
            self.path,
            model=self.model.state_dict(),
            optimiser=self.optimiser.state_dict(),
            schedule=self.schedule.state_dict(),
            passes=passes,
        )
