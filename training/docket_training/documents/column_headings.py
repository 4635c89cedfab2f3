"""The columns of tables by their headings."""

from dataclasses import dataclass, replace

from docket_training.documents.heading_words import heading_kind
from docket_training.documents.named_runs import named_runs
from docket_training.documents.numbers_as_printed import CENTS
from docket_training.documents.segments import segments_of
from docket_training.documents.words import Box, Page

BAND = 1.5
"""Headings of one table lie at most this many heights apart vertically."""
LEAST_KINDS = 3
"""A table is known by headings of this many kinds."""
ASIDE = 0.5
"""A word beside a heading, not under it, is at most this many of its heights away."""
BESIDE = 0.25
"""What stands on one line with an amount has its middle at most this many heights from that of the amount."""
AMOUNTS = {"quantity", "unitPrice", "lineTotal"}


@dataclass(frozen=True)
class Heading:
    """The heading of a column; of no kind where nobody knows what it says."""

    kind: str | None
    box: Box
    text: str

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


def _is_under(box: Box, upper: Box) -> bool:
    overlap = min(box[2], upper[2]) - max(box[0], upper[0])
    width = min(box[2] - box[0], upper[2] - upper[0])
    return (box[1] + box[3]) / 2 > upper[3] and overlap >= width / 2


def _in_two_lines(heading: Heading, headings: list[Heading]) -> Heading:
    """Of two headings one above the other what both say together, else what the upper one says."""
    over = next((h for h in headings if h is not heading and _is_under(heading.box, h.box)), None)
    under = next((h for h in headings if h is not heading and _is_under(h.box, heading.box)), None)
    upper, lower = (over, heading) if over else (heading, under)
    if lower is None:
        return heading
    return replace(heading, kind=heading_kind(f"{upper.text} {lower.text}") or upper.kind)


def _kind_of_stack(box: Box, headings: list[Heading]) -> str | None:
    """A heading of no kind is part of the one above or below it that it overlaps most, by half of its width."""
    kind, most = None, (box[2] - box[0]) / 2
    for other in headings:
        overlap = min(box[2], other.box[2]) - max(box[0], other.box[0])
        if overlap >= most:
            kind, most = other.kind, overlap
    return kind


def _is_beside(heading: Heading, middle: float) -> bool:
    return abs(middle - heading.middle) <= BESIDE * (heading.box[3] - heading.box[1])


def _bands(page: Page) -> list[Band]:
    """The headings of each table; what stands on one line with an amount is no heading."""
    runs = [run for segment in segments_of(page) for run in named_runs(segment, page, heading_kind)]
    every = [Heading(run.name, run.box, " ".join(page.words[i].text for i in run.words)) for run in runs]
    amounts = [word.middle for word in page.words if CENTS.search(word.text)]
    named = [h for h in every if h.kind and not any(_is_beside(h, middle) for middle in amounts)]
    bands: list[Band] = []
    for heading in sorted(named, key=lambda h: h.middle):
        if bands and heading.middle - bands[-1].middle <= BAND * (heading.box[3] - heading.box[1]):
            bands[-1].headings.append(heading)
            bands[-1].bottom = max(bands[-1].bottom, heading.box[3])
        else:
            bands.append(Band([heading], heading.box[1], heading.box[3], heading.middle))
    tables = []
    for band in bands:
        kinds = {heading.kind for heading in band.headings}
        if len(kinds) >= LEAST_KINDS and kinds & AMOUNTS:
            beside = [h for h in every if not h.kind and band.top <= h.middle <= band.bottom]
            known = [_in_two_lines(heading, band.headings) for heading in band.headings]
            band.headings = [*known, *(replace(h, kind=_kind_of_stack(h.box, known)) for h in beside)]
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


def columns_of(pages: list[Page]) -> list[list[Heading | None]]:
    """By word of each page: the heading that it stands under; None where none tells.

    A page without headings goes on with the last table before it.
    """
    columns: list[list[Heading | None]] = []
    before: Band | None = None
    for page in pages:
        bands = _bands(page)
        first = None if bands else before
        of_page: list[Heading | None] = []
        for word in page.words:
            band = next((band for band in reversed(bands) if word.middle > band.bottom), first)
            of_page.append(_heading_over(word.box, band) if band else None)
        columns.append(of_page)
        before = bands[-1] if bands else before
    return columns
