"""Measures, draws and writes the report."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

from docket_training.card import current_commit
from docket_training.report.answers import Scored
from docket_training.report.figures import RELIABILITY, RISK, SPEED, Group, draw_reliability, draw_risk, draw_speed
from docket_training.report.gather import Gathered, gather
from docket_training.report.page import render
from docket_training.report.zero_shot import read_zero_shot
from docket_training.tickets.desks import Desk


def commit_sentence() -> str:
    """The commit, and whether the training code differs from it."""
    commit = current_commit() or "unknown"
    changed = subprocess.run(
        ["git", "status", "--porcelain", "--", "."],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{commit[:12]}, with uncommitted changes" if changed.stdout.strip() else commit[:12]


def panels(gathered: Gathered) -> list[Group]:
    """A panel a desk, then one a split of documents; the specialist first."""
    groups: list[Group] = [(desk.name, [desk.specialist, *desk.others, *desk.sample[:1]]) for desk in gathered.desks]
    by_split: dict[str, list[Scored]] = {}
    for report in (*gathered.entities, *gathered.documents):
        for scored in report.scored:
            by_split.setdefault(scored.split, []).append(scored)
    return groups + [(short(models[0], split), models) for split, models in by_split.items()]


def short(specialist: Scored, split: str) -> str:
    """A panel's title: the specialist, and the split without seeds and generations."""
    return f"{specialist.model.split()[0]}: {split.split(',')[0].split(' of ')[0].removesuffix(' validation')}"


def write_report(
    output: Path, weights: Path, zero_shot: Path, with_papers: bool, desks: dict[str, Desk] | None = None
) -> str:
    gathered = gather(weights, read_zero_shot(zero_shot), with_papers, desks)
    figures = output.parent / "figures"
    groups = panels(gathered)
    draw_reliability(figures / RELIABILITY, groups)
    draw_risk(figures / RISK, groups)
    draw_speed(figures / SPEED, groups)
    page = render(gathered, "docket-train report", commit_sentence(), f"{datetime.now(UTC):%Y-%m-%d}")
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(page, encoding="utf8")
    return f"{output}: {len(gathered.desks)} desks, {len(gathered.documents)} document models"
