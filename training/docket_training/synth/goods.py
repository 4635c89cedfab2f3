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


def description(random_: random.Random, habits: Habits, shouting: bool) -> str:
    """A product or service, sometimes with a model, sometimes long enough to wrap."""
    text = words(random_, 1, 5) if random_.random() < 0.4 else random_.choice(habits.things)
    if random_.random() < 0.35:
        text += " " + random_.choice(ADDITIONS)
    if random_.random() < 0.15:
        text += ", " + random_.choice(habits.tails)
    return text.upper() if shouting else text
