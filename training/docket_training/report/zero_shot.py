"""What `npm run bench:zero-shot` wrote: a general language model asked for a label, without a row to learn from."""

import json
from dataclasses import dataclass
from pathlib import Path

from docket_training.report.answers import Share


@dataclass(frozen=True)
class ZeroShotDesk:
    sha256: str
    """Of the desk's data."""
    ids: list[str]
    right: list[bool]
    milliseconds: float
    """Median of one answer."""

    @property
    def share(self) -> Share:
        return Share(sum(self.right), len(self.right))


@dataclass(frozen=True)
class ZeroShot:
    model: str
    megabytes: float
    parameters: int
    sha256: str
    runtime: str
    machine: str
    desks: dict[str, ZeroShotDesk]


def read_zero_shot(path: Path) -> ZeroShot | None:
    """None where the bench has not been run."""
    if not path.exists():
        return None
    stored = json.loads(path.read_text(encoding="utf8"))
    desks = {
        name: ZeroShotDesk(
            desk["dataSha256"],
            [row["id"] for row in desk["rows"]],
            [row["label"] == row["answer"] for row in desk["rows"]],
            desk["medianMs"],
        )
        for name, desk in stored["desks"].items()
    }
    model = stored["model"]
    return ZeroShot(
        model["name"],
        model["bytes"] / 1e6,
        model["parameters"],
        model["sha256"],
        stored["runtime"],
        stored["machine"],
        desks,
    )
