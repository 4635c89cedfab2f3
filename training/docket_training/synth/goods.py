"""Things and services that stand on invoices."""

import random

from docket_training.synth.habits_by_language import Habits
from docket_training.synth.word_stock import words

ADDITIONS = [
    "XL",
    "2.0",
    "blue",
    "black",
    "Typ B",
    "500 ml",
    "Pro",
    "12 x 24",
    "Set 3",
    "Nr. 7",
    "(2023)",
    "Modell K4",
    "35.5x25.5cm",
    "A4",
    "ref 88-12",
    "Premium",
    "no. 15",
    "25 kg",
    '1/2"',
    "M8",
    "Edition 3",
]


SIZES = (
    "{n} x {m}",
    "{n} x {m},0l PET",
    "{n}m",
    "{n} cm x {m} cm",
    "{n}er Pack",
    "ca. {n}ml",
    "{n},{m} kg",
    "{n}/{m}",
    "{n} St.",
    "{n}%",
    "DN{n}",
    "{n}-{m}h",
    "{n} x",
)
"""Numbers inside a name: they are no quantity, price or rate."""


def size(random_: random.Random) -> str:
    return random_.choice(SIZES).format(
        n=random_.choice([2, 3, 4, 6, 10, 12, 20, 50, 100, 300, 500]), m=random_.randint(1, 120)
    )


def with_numbers(random_: random.Random, text: str) -> str:
    """The name with numbers at its front, behind a word of it, or a remark in brackets or behind a stroke."""
    place = random_.random()
    if place < 0.15:
        return f"{random_.randint(2, 12)}-{text}"
    if place < 0.5:
        first, _, rest = text.partition(" ")
        return f"{first} {size(random_)} {rest}".rstrip()
    if place < 0.7:
        return f"{text} ({words(random_, 1, 2)})"
    if place < 0.85:
        return f"{text} / {words(random_, 1, 3)}"
    return f"{text} {size(random_)} {words(random_, 1, 2)}"


def description(random_: random.Random, habits: Habits, shouting: bool) -> str:
    """A product or service, sometimes with a model, sometimes long enough to wrap."""
    text = words(random_, 1, 5) if random_.random() < 0.4 else random_.choice(habits.things)
    if random_.random() < 0.35:
        text += " " + random_.choice(ADDITIONS)
    if random_.random() < 0.15:
        text += ", " + random_.choice(habits.tails)
    if random_.random() < 0.22:
        text = with_numbers(random_, text)
    return text.upper() if shouting else text
