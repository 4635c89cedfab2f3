"""Words without end for names, streets and goods, so that a specialist learns places and captions and not a list of names.

The words are those of the base model's own vocabulary: each is one it has an embedding for.
"""

import random
from functools import cache

from docket_training.base_weights import load_base

SHORTEST, LONGEST = 4, 11


@cache
def stock() -> tuple[str, ...]:
    """Lower-case words of letters only, in the order of the vocabulary."""
    pieces = load_base().tokenizer["model"]["vocab"]
    return tuple(p for p in sorted(pieces, key=pieces.get) if p.isalpha() and SHORTEST <= len(p) <= LONGEST)


def word(random_: random.Random) -> str:
    """A word with a capital, now and then two grown together."""
    first = random_.choice(stock())
    return (first + random_.choice(stock())[:6] if random_.random() < 0.12 else first).capitalize()


def words(random_: random.Random, least: int, most: int) -> str:
    return " ".join(word(random_) for _ in range(random_.randint(least, most)))
