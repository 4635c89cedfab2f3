"""The three figures: reliability, error by coverage, accuracy by milliseconds; a panel a split."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from docket_training.report.answers import Scored
from docket_training.report.measures import reliability, risk_coverage
from docket_training.report.svg import Axis, Panel, write_figure

RELIABILITY, RISK, SPEED = "reliability.svg", "risk-coverage.svg", "accuracy-by-milliseconds.svg"
HIGHEST_ERROR = 0.2
TENTHS = (0, 0.2, 0.4, 0.6, 0.8, 1)
MILLISECONDS = (0.1, 1, 10, 100, 1000, 10_000)
DIAGONAL = "#9aa5b1"
POINTS = 200
"""A curve of more points is thinned."""

COLOURS = ("#0b6e4f", "#c8553d", "#3d5a98", "#8f6bb3", "#b08900", "#555555")

Group = tuple[str, list[Scored]]
"""A panel's title and its models, the specialist first."""


def colours(groups: Sequence[Group]) -> dict[str, str]:
    """By kind of model, the same in every figure."""
    kinds = dict.fromkeys(model.kind for _, scored in groups for model in scored)
    return dict(zip(kinds, COLOURS, strict=False))


def legend(named: dict[str, str], shown: Sequence[Group]) -> list[tuple[str, str]]:
    """The kinds that a figure shows."""
    present = {model.kind for _, scored in shown for model in scored}
    return [(kind, colour) for kind, colour in named.items() if kind in present]


def draw_reliability(path: Path, groups: Sequence[Group]) -> None:
    """Accuracy by confidence of the first model of each panel; the area of a dot is its share of the answers."""
    panels = []
    for title, scored in groups:
        panel = Panel(title, Axis("confidence", 0, 1, TENTHS), Axis("share right", 0, 1, TENTHS))
        panel.line([(0, 0), (1, 1)], DIAGONAL, dashed=True, width=1)
        bins = reliability(scored[0].answers.confidence, scored[0].answers.right)
        panel.line([(b.confidence, b.accuracy) for b in bins], COLOURS[0], width=1)
        for b in bins:
            panel.dot(b.confidence, b.accuracy, COLOURS[0], 2 + 8 * b.share**0.5, f"{b.n} answers")
        panel.note(0.04, 0.91, f"ECE {scored[0].answers.calibration_error():.3f}, n {len(scored[0].answers.right)}")
        panels.append(panel)
    write_figure(path, "Reliability of the specialists", panels)


def thinned(coverage: np.ndarray, error: np.ndarray) -> list[tuple[float, float]]:
    chosen = np.unique(np.linspace(0, len(coverage) - 1, min(POINTS, len(coverage))).astype(int))
    return [(float(coverage[i]), float(error[i])) for i in chosen]


def draw_risk(path: Path, groups: Sequence[Group]) -> None:
    """Error among the answered, surest first, by the share that is answered."""
    ranked = [(title, [s for s in scored if s.ranks()]) for title, scored in groups]
    named = colours(groups)
    panels = []
    for title, scored in ranked:
        errors = (0, 0.05, 0.1, 0.15, HIGHEST_ERROR)
        panel = Panel(title, Axis("coverage", 0, 1, TENTHS), Axis("error among answered", 0, HIGHEST_ERROR, errors))
        for model in reversed(scored):
            curve = thinned(*risk_coverage(model.answers.confidence, model.answers.right))
            within = [point for point in curve if point[1] <= HIGHEST_ERROR]
            if within:
                panel.line(within, named[model.kind])
        panels.append(panel)
    write_figure(path, "Risk and coverage", panels, legend(named, ranked))


def draw_speed(path: Path, groups: Sequence[Group]) -> None:
    """Accuracy or F1 by the milliseconds of one answer alone, with the 95 % interval."""
    timed = [(title, [s for s in scored if s.speed is not None]) for title, scored in groups]
    named = colours(groups)
    axis = Axis("ms alone", MILLISECONDS[0], MILLISECONDS[-1], MILLISECONDS, logarithmic=True)
    panels = []
    for title, scored in timed:
        panel = Panel(title, axis, Axis("accuracy or F1", 0, 1, TENTHS))
        for model in scored:
            low, high = model.main_interval
            colour = named[model.kind]
            panel.line([(model.speed.alone, low), (model.speed.alone, high)], colour, width=1)
            panel.dot(model.speed.alone, model.main, colour, title=f"{model.model}: {model.main:.3f}")
        panels.append(panel)
    write_figure(path, "Accuracy by milliseconds", panels, legend(named, timed))
