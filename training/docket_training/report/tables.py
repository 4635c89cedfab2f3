"""Markdown tables of the report."""

from collections.abc import Sequence

from docket_training.report.answers import Scored, Share
from docket_training.report.measures import ACCURACIES
from docket_training.report.stages import Stage

NOTHING = "–"
HEADINGS = [
    "parameters, M",
    "MB",
    "ms alone",
    "ms in 32",
    "n",
    "accuracy or F1",
    "ECE",
    *(f"cov. at {accuracy:.0%}" for accuracy in ACCURACIES),
    "accepted",
    "error of accepted",
]


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Numbers to the right: every column but the first."""
    marks = ["---", *("---:" for _ in headings[1:])]
    return [f"| {' | '.join(line)} |" for line in (headings, marks, *rows)]


def number(value: float | None, digits: int = 3) -> str:
    return NOTHING if value is None or value != value else f"{value:.{digits}f}"


def millions(parameters: int | None) -> str:
    return NOTHING if parameters is None else f"{parameters / 1e6:.2f}"


def span(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.3f}–{interval[1]:.3f}"


def milliseconds(value: float | None) -> str:
    """Three digits that count."""
    return NOTHING if value is None or value != value else f"{value:.3g}" if value < 100 else f"{value:.0f}"


def error_of(share: Share) -> str:
    return f"{share.value:.3f} ({share.count} of {share.n}; {span(share.interval)})" if share.n else "nothing accepted"


def figures_of(scored: Scored) -> list[str]:
    """The cells below `HEADINGS`."""
    answers, acceptance = scored.answers, scored.acceptance()
    sure = scored.ranks()
    return [
        millions(scored.parameters),
        number(scored.megabytes, 1),
        milliseconds(scored.speed.alone if scored.speed else None),
        milliseconds(scored.speed.in_batch if scored.speed else None),
        str(len(answers.right)),
        f"{scored.main:.3f} ({span(scored.main_interval)})",
        number(answers.calibration_error() if sure else None),
        *(number(answers.coverage_at(accuracy) if sure else None, 2) for accuracy in ACCURACIES),
        number(acceptance.accepted_share().value) if scored.bounded else NOTHING,
        error_of(acceptance.accepted_error()) if scored.bounded else NOTHING,
    ]


def scored_table(first: str, scored: Sequence[tuple[str, Scored]]) -> list[str]:
    return table([first, *HEADINGS], [[name, *figures_of(s)] for name, s in scored])


def stage_cells(stage: Stage) -> list[str]:
    return [
        stage.name,
        millions(stage.parameters),
        number(stage.megabytes, 1),
        milliseconds(stage.alone),
        milliseconds(stage.in_batch),
        NOTHING if stage.rows is None else str(stage.rows),
        number(stage.main),
        number(stage.calibration_error),
        *(number(share, 2) for share in stage.coverages),
        number(stage.accepted),
        number(stage.accepted_error),
    ]


def stage_table(stages: Sequence[Stage]) -> list[str]:
    return table(["stage", *HEADINGS], [stage_cells(stage) for stage in stages])
