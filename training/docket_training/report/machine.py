"""The machine that times were taken on."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Machine:
    processor: str
    cores: int
    load: float
    """Runnable processes over the last minute, before the report began."""

    def sentence(self) -> str:
        busy = (
            " Other work ran on it: trust the ratios within one column, not the times."
            if self.load > self.cores / 2
            else ""
        )
        return f"{self.processor}, {self.cores} cores, load {self.load:.1f} before the run.{busy}"


def processor_name(lines: list[str]) -> str:
    """The model name in the lines of /proc/cpuinfo, else what Python knows."""
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def this_machine() -> Machine:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf8").splitlines() if info.exists() else []
    return Machine(processor_name(lines), os.cpu_count() or 1, os.getloadavg()[0])
