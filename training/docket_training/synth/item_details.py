"""What stands with the name of an item and is none of it: the text that EN 16931 keeps apart as its description (BT-154)."""

import html
import random

from docket_training.synth.draft import Draft
from docket_training.synth.goods import size
from docket_training.synth.word_stock import word, words

LAYOUTS = 0.12
"""Share of layouts that print such texts."""
ITEMS = 0.75
"""Share of their items that have one."""


def attributes(random_: random.Random) -> str:
    pairs = [f"{word(random_)}: {word(random_).lower()}" for _ in range(random_.randint(1, 3))]
    return random_.choice([", ", " - ", "; "]).join(pairs)


def sentence(random_: random.Random) -> str:
    return words(random_, 3, random_.choice([4, 7, 16])).capitalize() + random_.choice(["", "", "."])


def text(draft: Draft) -> str:
    random_ = draft.random
    match random_.randrange(6):
        case 0:
            return f"{size(random_)} {word(random_).lower()}"
        case 1:
            return random_.choice(draft.content.language.tails)
        case 2:
            return attributes(random_)
        case 3:
            return f"{word(random_)}, {size(random_)}"
        case 4:
            return words(random_, 1, 3)
    return sentence(random_)


def details(draft: Draft) -> str:
    """HTML without a label, below the name of an item or behind it on its line; empty in most layouts."""
    house = draft.house("item details")
    if house.random() >= LAYOUTS or draft.random.random() >= ITEMS:
        return ""
    below, small, joint = house.random() < 0.7, house.random() < 0.5, house.choice([": ", " - ", " – "])
    shown = html.escape(text(draft))
    return f"{'<br>' if below else joint}{f'<small>{shown}</small>' if small else shown}"
