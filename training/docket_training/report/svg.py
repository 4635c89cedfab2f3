"""Writes small multiples of plots as SVG: panels with axes, lines, dots and labels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import log10
from pathlib import Path

WIDTH, HEIGHT = 250, 220
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 30, 40
INK, GRID, PALE = "#1f2933", "#e4e7eb", "#616e7c"
FONT = "font-family='Helvetica, Arial, sans-serif'"


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`; `ticks` are marked and named."""

    title: str
    low: float
    high: float
    ticks: Sequence[float]
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Where a value lies between the ends, 0..1; values outside lie at the nearest end."""
        low, high = self.low, self.high
        if self.logarithmic:
            value, low, high = log10(max(value, low)), log10(low), log10(high)
        return min(1.0, max(0.0, (value - low) / (high - low)))

    def name(self, tick: float) -> str:
        return f"{tick:g}"


@dataclass
class Panel:
    """One plot; marks are added in the units of its axes."""

    title: str
    x: Axis
    y: Axis
    marks: list[str] = field(default_factory=list)

    def place(self, x: float, y: float) -> tuple[float, float]:
        across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return round(LEFT + across * self.x.share(x), 1), round(TOP + up * (1 - self.y.share(y)), 1)

    def line(self, points: Sequence[tuple[float, float]], colour: str, dashed: bool = False, width: float = 1.6):
        path = " ".join(f"{a},{b}" for a, b in (self.place(*p) for p in points))
        dash = " stroke-dasharray='4 3'" if dashed else ""
        self.marks.append(f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='{width}'{dash}/>")

    def dot(self, x: float, y: float, colour: str, radius: float = 3.5, title: str = "") -> None:
        a, b = self.place(x, y)
        shown = f"<title>{escape(title)}</title>" if title else ""
        place = f"cx='{a}' cy='{b}' r='{radius:.1f}'"
        self.marks.append(f"<circle {place} fill='{colour}' fill-opacity='0.85'>{shown}</circle>")

    def note(self, x: float, y: float, text: str, colour: str = PALE, anchor: str = "start", shift: float = 0) -> None:
        a, b = self.place(x, y)
        self.marks.append(words(a, b + shift, text, 9.5, colour, anchor))

    def render(self, left: float, top: float) -> str:
        parts = [f"<g transform='translate({left:g} {top:g})'>", words(LEFT, 17, self.title, 12, INK, weight="bold")]
        for tick in self.x.ticks:
            a, b = self.place(tick, self.y.low)
            parts.append(f"<line x1='{a}' x2='{a}' y1='{TOP}' y2='{b}' stroke='{GRID}'/>")
            parts.append(words(a, b + 13, self.x.name(tick), 9.5, PALE, "middle"))
        for tick in self.y.ticks:
            a, b = self.place(self.x.low, tick)
            parts.append(f"<line x1='{a}' x2='{WIDTH - RIGHT}' y1='{b}' y2='{b}' stroke='{GRID}'/>")
            parts.append(words(a - 5, b + 3.5, self.y.name(tick), 9.5, PALE, "end"))
        middle = (LEFT + WIDTH - RIGHT) / 2
        parts.append(words(middle, HEIGHT - 10, self.x.title, 10, INK, "middle"))
        turned = words(0, 0, self.y.title, 10, INK, "middle")
        parts.append(f"<g transform='translate(11 {(TOP + HEIGHT - BOTTOM) / 2:g}) rotate(-90)'>{turned}</g>")
        return "".join([*parts, *self.marks, "</g>"])


def words(x: float, y: float, text: str, size: float, colour: str, anchor="start", weight="normal") -> str:
    return (
        f"<text x='{x:g}' y='{y:g}' font-size='{size}' fill='{colour}' text-anchor='{anchor}' font-weight='{weight}'>"
        f"{escape(text)}</text>"
    )


def write_figure(
    path: Path, title: str, panels: Sequence[Panel], legend: Sequence[tuple[str, str]] = (), columns: int = 3
) -> None:
    """Panels in rows of `columns`, below them the legend: names and colours. `title` is for those who do not see it."""
    columns = 2 if len(panels) == 4 else min(columns, max(1, len(panels)))
    rows = -(-len(panels) // columns)
    width, height = columns * WIDTH, rows * HEIGHT + (22 if legend else 0)
    size = f"width='{width}' height='{height}'"
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' {size} {FONT}>",
        f"<title>{escape(title)}</title>",
        f"<rect {size} fill='#ffffff'/>",
    ]
    parts += [p.render(WIDTH * (i % columns), HEIGHT * (i // columns)) for i, p in enumerate(panels)]
    left = float(LEFT)
    for name, colour in legend:
        parts.append(f"<circle cx='{left:g}' cy='{height - 12}' r='4' fill='{colour}'/>")
        parts.append(words(left + 8, height - 8.5, name, 10.5, INK))
        left += 24 + 5.6 * len(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf8")
