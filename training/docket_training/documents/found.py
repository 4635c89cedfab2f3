"""A value that decoding found on a page."""

from dataclasses import dataclass

from docket_training.documents.words import Box


@dataclass(frozen=True)
class Found:
    """A value with its place; `raw` is the uncalibrated score in 0..1; `words` index the page."""

    value: str
    raw: float
    page: int
    box: Box
    words: tuple[int, ...]
    source: str = "specialist"
