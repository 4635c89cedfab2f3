"""Pages of words with boxes: what reading delivers and what a specialist sees."""

import json
from dataclasses import dataclass, field
from pathlib import Path

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Word:
    """One word; the box in page units, origin top left."""

    text: str
    box: Box

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: list[Word] = field(default_factory=list)


def page_of(raw: dict) -> Page:
    """A page of a words document; words without visible text are left out."""
    words = [Word(w["text"].strip(), tuple(w["box"])) for w in raw["words"] if w["text"].strip()]
    return Page(raw["width"], raw["height"], words)


def read_words(path: Path) -> list[Page]:
    """The pages of a words file."""
    return [page_of(raw) for raw in json.loads(path.read_text(encoding="utf8"))["pages"]]


def union(boxes: list[Box]) -> Box:
    """The smallest box round all boxes."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def same_line(a: Word, b: Word) -> bool:
    """Is the middle of either word within the height of the other?"""
    return a.box[1] <= b.middle <= a.box[3] or b.box[1] <= a.middle <= b.box[3]


def normalised_box(box: Box, page: Page) -> tuple[int, int, int, int]:
    """A box in thousandths of the page, rounded half up and clamped to 0..1000."""

    def scaled(value: float, size: float) -> int:
        return max(0, min(1000, int(1000 * value / size + 0.5)))

    return (
        scaled(box[0], page.width),
        scaled(box[1], page.height),
        scaled(box[2], page.width),
        scaled(box[3], page.height),
    )
