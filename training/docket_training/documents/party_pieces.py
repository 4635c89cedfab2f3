"""Pieces of segments that hold the name or a line of the address of a party."""

import re
from dataclasses import dataclass

import numpy as np

from docket_training.documents.identifiers import IBAN_LENGTHS
from docket_training.documents.segments import segments_of
from docket_training.documents.spans import TypeScores
from docket_training.documents.vocabulary_of_fields import header_types
from docket_training.documents.words import Box, Page, union

FAMILIES = ("Name", "Address")
SURE = 0.5
"""A word of this probability is of its family, or of a field that no party has."""
WHOLE = 0.25
"""A piece is taken whole when its words reach this probability on average: the model may miss words, not a gap."""
SEPARATOR = re.compile(r"[^\w&+]+")
LETTER = re.compile(r"[^\W\d_]")
POSTCODE = re.compile(r"[0-9]{4,5}(?![0-9])|[0-9]{2}-[0-9]{3}(?![0-9])")
DIGITS = re.compile(r"[0-9].*[0-9]")


def fields_of(family: str) -> list[str]:
    """Header fields that hold names, or addresses, in the order of the vocabulary."""
    return [name for name in header_types() if name.endswith(family)]


@dataclass(frozen=True)
class Piece:
    """Words of one line, from left to right, for the party field that fits them best; `probability` is their mean.

    `sure`: is there a word that is rather of this family than not? `begins`: is the first such word labelled B?
    `postcode`: does the line begin with one?
    """

    field: str
    words: tuple[int, ...]
    box: Box
    probability: float
    sure: bool
    begins: bool
    postcode: bool


class Families:
    """Probability of each family, and of the fields outside of both, by word."""

    def __init__(self, scores: TypeScores) -> None:
        self.scores = scores
        self.columns = {family: [scores.names.index(name) for name in fields_of(family)] for family in FAMILIES}
        self.of = {family: scores.probability[:, columns].sum(1) for family, columns in self.columns.items()}
        others = np.ones(len(scores.names), dtype=bool)
        others[[0, *(column for columns in self.columns.values() for column in columns)]] = False
        self.foreign = (scores.probability[:, others] >= SURE).any(1)

    def cut(self, segment: list[int], page: Page) -> list[list[int]]:
        """Parts without separators and words of other fields, each of one family as far as words are sure."""
        parts: list[list[int]] = [[]]
        family = None
        for index in segment:
            if SEPARATOR.fullmatch(page.words[index].text) or self.foreign[index]:
                parts.append([])
                family = None
                continue
            own = next((f for f in FAMILIES if self.of[f][index] >= SURE), None)
            if own and family and own != family:
                parts.append([])
            family = own or family
            parts[-1].append(index)
        return [part for part in parts if part]

    def piece(self, part: list[int], page: Page) -> Piece:
        """The words of a part that belong together, for their likeliest field."""
        sums = {f: self.scores.probability[np.ix_(part, columns)].sum() for f, columns in self.columns.items()}
        family = max(FAMILIES, key=lambda f: sums[f])
        sure = [place for place, index in enumerate(part) if self.of[family][index] >= SURE]
        begins = bool(sure) and self._begins(part[sure[0]], family)
        if sums[family] / len(part) >= WHOLE:
            first, last = 0, len(part) - 1
            if begins:
                first = sure[0]
        else:
            first, last = (sure[0], sure[-1]) if sure else (0, len(part) - 1)
        while first < last and self._is_beside(part[first], family, page):
            first += 1
        while first < last and self._is_beside(part[last], family, page):
            last -= 1
        if first < last and self._is_country_code(part[first], part[first + 1], family, page):
            first += 1
        words = part[first : last + 1]
        means = self.scores.probability[words].mean(0)
        best = max(self.columns[family], key=lambda column: means[column])
        box = union([page.words[i].box for i in words])
        postcode = bool(POSTCODE.match(page.words[words[0]].text))
        return Piece(self.scores.names[best], tuple(words), box, float(means[best]), bool(sure), begins, postcode)

    def _begins(self, index: int, family: str) -> bool:
        best = max(self.columns[family], key=lambda column: self.scores.probability[index, column])
        return bool(self.scores.starts[index, best])

    def _is_beside(self, index: int, family: str, page: Page) -> bool:
        """A caption or a register number at the edge of a name that the model does not take for a part of it."""
        text = page.words[index].text
        doubtful = self.of[family][index] < SURE
        return doubtful and (text.endswith(":") or (family == "Name" and bool(DIGITS.search(text))))

    @staticmethod
    def _is_country_code(index: int, following: int, family: str, page: Page) -> bool:
        code = page.words[index].text in IBAN_LENGTHS
        return family == "Address" and code and bool(POSTCODE.match(page.words[following].text))


def party_pieces(page: Page, scores: TypeScores) -> list[Piece]:
    """All pieces of a page, in the order of its segments; a name has a letter."""
    if not page.words:
        return []
    families = Families(scores)
    pieces = [families.piece(part, page) for segment in segments_of(page) for part in families.cut(segment, page)]
    return [p for p in pieces if _is_possible(p, page)]


def _is_possible(piece: Piece, page: Page) -> bool:
    return piece.field.endswith("Address") or any(LETTER.search(page.words[i].text) for i in piece.words)
