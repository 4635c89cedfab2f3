"""The columns of tables by their headings."""

from dataclasses import dataclass

from docket_training.documents.heading_words import heading_kind
from docket_training.documents.named_runs import named_runs
from docket_training.documents.segments import segments_of
from docket_training.documents.words import Box, Page

BAND = 1.5
"""Headings of one table lie at most this many heights apart vertically."""
LEAST_KINDS = 3
"""A table is known by headings of this many kinds."""
ASIDE = 0.5
"""A word beside a heading, not under it, is at most this many of its heights away."""
AMOUNTS = {"quantity", "unitPrice", "lineTotal"}


@dataclass(frozen=True)
class Heading:
    kind: str | None
    box: Box

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2


@dataclass
class Band:
    """Headings of one table."""

    headings: list[Heading]
    top: float
    bottom: float
    middle: float


def _bands(page: Page) -> list[Band]:
    runs = [run for segment in segments_of(page) for run in named_runs(segment, page, heading_kind)]
    every = [Heading(run.name, run.box) for run in runs]
    bands: list[Band] = []
    for heading in sorted((h for h in every if h.kind), key=lambda h: h.middle):
        if bands and heading.middle - bands[-1].middle <= BAND * (heading.box[3] - heading.box[1]):
            bands[-1].headings.append(heading)
            bands[-1].bottom = max(bands[-1].bottom, heading.box[3])
        else:
            bands.append(Band([heading], heading.box[1], heading.box[3], heading.middle))
    tables = []
    for band in bands:
        kinds = {heading.kind for heading in band.headings}
        if len(kinds) >= LEAST_KINDS and kinds & AMOUNTS:
            band.headings += [h for h in every if not h.kind and band.top <= h.middle <= band.bottom]
            tables.append(band)
    return tables


def _heading_over(box: Box, band: Band) -> Heading | None:
    """The heading that a word stands under: the one it overlaps most, else the nearest at its side."""
    over, least = None, ASIDE * (box[3] - box[1])
    for heading in band.headings:
        gap = max(heading.box[0], box[0]) - min(heading.box[2], box[2])
        if gap <= least:
            over, least = heading, gap
    return over


def column_kinds(page: Page) -> list[str | None]:
    """By word of the page: the kind of the column that it stands in; None where no heading tells."""
    bands = _bands(page)
    kinds: list[str | None] = []
    for word in page.words:
        band = next((band for band in reversed(bands) if word.middle > band.bottom), None)
        heading = _heading_over(word.box, band) if band else None
        kinds.append(heading.kind if heading else None)
    return kinds
