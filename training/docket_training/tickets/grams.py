"""Words, pairs of words and parts of words of a text, counted as the service does (`models/text-grams.ts`)."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

MOST_CHARACTERS = 6000
"""Longer texts are counted up to here."""
SIZES = (3, 4, 5)
"""Characters of a part of a word, its edges counted in."""
WORD = re.compile(r"[^\W_]+")


def count_grams(text: str) -> tuple[Counter[str], Counter[str]]:
    """How often each word or pair of words occurs, and each part of a word (marked by #)."""
    tokens = WORD.findall(unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).lower())
    words = Counter(tokens)
    words.update(f"{first} {second}" for first, second in pairwise(tokens))
    parts: Counter[str] = Counter()
    for token in tokens:
        padded = f"_{token}_"
        parts.update(f"#{padded[i : i + n]}" for n in SIZES for i in range(len(padded) - n + 1))
    return words, parts


@dataclass(frozen=True)
class GramVocabulary:
    """Grams in the order of their columns, and how rare each was in training, float32."""

    grams: list[str]
    rarity: np.ndarray

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """TF-IDF [N,G]: words of a text together have length one, and so have parts of words."""
        column_of = {gram: column for column, gram in enumerate(self.grams)}
        places: list[tuple[int, int]] = []
        values: list[float] = []
        for row, text in enumerate(texts):
            for counts in count_grams(text):
                known = [(column_of[gram], count) for gram, count in counts.items() if gram in column_of]
                weighed = [(1 + math.log(count)) * float(self.rarity[column]) for column, count in known]
                length = math.sqrt(sum(value * value for value in weighed)) or 1.0
                places += [(row, column) for column, _ in known]
                values += [value / length for value in weighed]
        index = np.array(places, dtype=np.int64).reshape(-1, 2).T
        return csr_matrix((np.array(values, np.float32), (index[0], index[1])), shape=(len(texts), len(self.grams)))

    def chosen(self, columns: np.ndarray) -> "GramVocabulary":
        return GramVocabulary([self.grams[column] for column in columns], self.rarity[columns])


def fit_grams(texts: Sequence[str]) -> GramVocabulary:
    """All grams that occur in two texts or more, the most frequent first."""
    documents: Counter[str] = Counter()
    for text in texts:
        for counts in count_grams(text):
            documents.update(counts.keys())
    kept = sorted(((g, n) for g, n in documents.items() if n > 1), key=lambda entry: (-entry[1], entry[0]))
    rarity = [math.log((1 + len(texts)) / (1 + n)) + 1 for _, n in kept]
    return GramVocabulary([g for g, _ in kept], np.array(rarity, np.float32))
