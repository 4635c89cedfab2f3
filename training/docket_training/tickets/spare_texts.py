"""Texts without a wanted label: a teacher's answer can be had for any of them.

Corrupted copies of the desk's own rows, and the training texts of other sets.
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path

DROPPED_WORDS = 0.12
MISTYPED_WORDS = 0.08
LONGEST_OTHER = 60
"""Words of a text from another set; longer ones cost more than they teach."""


def mistyped(word: str, generator: random.Random) -> str:
    """Two neighbouring letters swapped, one doubled or one left out."""
    if len(word) < 4:
        return word
    at = generator.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return generator.choice((before + after[0] + letter + after[1:], before + letter + letter + after, before + after))


def corrupted(text: str, generator: random.Random) -> str:
    """The text with some words left out and some mistyped; never empty. Case is left: the tokenizer ignores it."""
    words = text.split()
    kept = [w for w in words if generator.random() >= DROPPED_WORDS] or words
    return " ".join(mistyped(w, generator) if generator.random() < MISTYPED_WORDS else w for w in kept)


def crossed(first: str, second: str) -> str:
    """The first half of one text and the second half of another."""
    left, right = first.split(), second.split()
    return " ".join([*left[: (len(left) + 1) // 2], *right[len(right) // 2 :]])


def own_texts(texts: Sequence[str], count: int, seed: int) -> list[str]:
    """`count` corrupted copies; every fifth is crossed with another text."""
    generator = random.Random(seed)
    chosen = [generator.choice(texts) for _ in range(count)]
    return [
        crossed(text, generator.choice(texts)) if index % 5 == 0 else corrupted(text, generator)
        for index, text in enumerate(chosen)
    ]


def training_texts(path: Path) -> list[str]:
    """Distinct texts of a set's training rows, subject first where there is one."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]
    texts = [" ".join(filter(None, (r.get("subject"), r["text"]))) for r in rows if r.get("split") != "validation"]
    return list(dict.fromkeys(t for t in texts if 0 < len(t.split()) <= LONGEST_OTHER))


def other_texts(paths: Sequence[Path], count: int, seed: int) -> list[str]:
    """Up to `count` texts, the same number of each set as far as it has them."""
    generator = random.Random(seed)
    share = count // max(1, len(paths))
    found: list[str] = []
    for path in paths:
        texts = training_texts(path)
        found += generator.sample(texts, min(share, len(texts)))
    return found
