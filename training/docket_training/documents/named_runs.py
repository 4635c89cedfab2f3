"""Runs of words that name something: headings of columns, labels of values."""

from collections.abc import Callable
from dataclasses import dataclass

from docket_training.documents.words import Box, Page, union

MOST_WORDS = 4
"""A name on a page has at most this many words."""


@dataclass(frozen=True)
class NamedRun:
    """Words of a segment that name something together; a word that names nothing stands alone, without a name."""

    words: list[int]
    box: Box
    name: str | None


def named_runs(segment: list[int], page: Page, name_of: Callable[[str], str | None]) -> list[NamedRun]:
    """A segment from the left, the longest run that `name_of` knows first."""
    runs: list[NamedRun] = []
    start = 0
    while start < len(segment):
        words, name = segment[start : start + 1], None
        for size in range(min(MOST_WORDS, len(segment) - start), 0, -1):
            name = name_of(" ".join(page.words[i].text for i in segment[start : start + size]))
            if name is not None:
                words = segment[start : start + size]
                break
        runs.append(NamedRun(words, union([page.words[i].box for i in words]), name))
        start += len(words)
    return runs
