"""Finds a printed text among the words of a page, over line breaks and misread characters."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from docket_training.documents.dates import plain
from docket_training.documents.words import Word, same_line

LEAST_SIMILARITY = 0.8


@dataclass(frozen=True)
class Match:
    words: tuple[int, ...]
    similarity: float


def letters(text: str) -> str:
    """Lower case letters and digits without accents."""
    return re.sub(r"[\W_]+", "", plain(text))


def similarity(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _bound(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).quick_ratio()


def _lines(words: list[Word], chosen: list[int]) -> list[list[int]]:
    parts: list[list[int]] = []
    for index in chosen:
        if parts and same_line(words[parts[-1][-1]], words[index]):
            parts[-1].append(index)
        else:
            parts.append([index])
    return parts


def _without_foreign_lines(words: list[Word], start: int, end: int, wanted: str) -> Match:
    """The window less the lines whose removal makes it more like the text."""
    chosen = list(range(start, end))
    best = similarity("".join(letters(words[i].text) for i in chosen), wanted)
    improved = True
    while improved:
        improved = False
        for line in _lines(words, chosen):
            rest = [i for i in chosen if i not in line]
            ratio = similarity("".join(letters(words[i].text) for i in rest), wanted)
            if rest and ratio > best + 1e-9:
                chosen, best, improved = rest, ratio, True
                break
    return Match(tuple(chosen), best)


def find_text(words: list[Word], text: str, least: float = LEAST_SIMILARITY) -> Match | None:
    """The words most similar to `text`: a window in reading order, less lines that do not belong to it."""
    wanted = letters(text)
    if not wanted:
        return None
    folded = [letters(w.text) for w in words]
    candidates: list[tuple[float, int, int]] = []
    for start in range(len(words)):
        joined = ""
        for end in range(start, len(words)):
            joined += folded[end]
            if len(joined) > 1.6 * len(wanted) + 4:
                break
            if folded[end] and folded[start] and len(joined) >= 0.6 * len(wanted):
                bound = _bound(joined, wanted)
                if bound >= 0.7 * least:
                    candidates.append((bound, start, end + 1))
    candidates.sort(reverse=True)
    best: Match | None = None
    for bound, start, end in candidates[:60]:
        if best is not None and bound < best.similarity - 0.25:
            break
        match = _without_foreign_lines(words, start, end, wanted)
        if best is None or match.similarity > best.similarity:
            best = match
    return best if best is not None and best.similarity >= least else None
