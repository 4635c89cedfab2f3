"""Names, streets and sites of words that elsewhere are captions or placeholders, and names of another kind than companies'."""

import json
import random
import string
from functools import cache
from pathlib import Path

from docket_training.synth.habits_by_language import Habits
from docket_training.synth.word_stock import word, words

TABLE = Path(__file__).parent / "tables" / "placeholders.json"
OWN_SIDE = 0.7
"""Share of placeholder names whose word is that of the party's own side: "Supplier Ltd" as the seller."""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return json.loads(TABLE.read_text(encoding="utf8"))


def _filled(random_: random.Random, habits: Habits, form: str, core: str, person: str = "") -> str:
    """A form like "{} {form} {city}" with its places taken."""
    number = random_.choice([1, 2, 3, 15, 20, 42, 99, 123, random_.randint(1, 999)])
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")
    places = {
        "{}": core,
        "{form}": random_.choice(habits.legal_forms),
        "{trade}": random_.choice(habits.trades),
        "{city}": word(random_),
        "{person}": person,
        "{nth}": f"{number}{ending}",
        "{n}": str(number),
        "{L}": random_.choice(string.ascii_uppercase),
    }
    for place, text in places.items():
        form = form.replace(place, text)
    return form


def _core(random_: random.Random, table: dict[str, list[str]], role: str) -> str:
    if random_.random() < OWN_SIDE:
        return random_.choice(table[role])
    return random_.choice([*table["seller"], *table["buyer"], *table["neutral"], *table["neutral"]])


def placeholder_name(random_: random.Random, habits: Habits, role: str) -> str:
    """ "Customer 3" or "Lieferant GmbH"; `role` is seller or buyer."""
    table = _table()[habits.code]
    name = _filled(random_, habits, random_.choice(table["names"]), _core(random_, table, role))
    return name.upper() if random_.random() < 0.2 else name


def placeholder_street(random_: random.Random, habits: Habits, role: str) -> str:
    table = _table()[habits.code]
    street = _filled(random_, habits, random_.choice(table["streets"]), _core(random_, table, role))
    return street.replace("  ", " ")


def institution_name(random_: random.Random, habits: Habits) -> str:
    """Houses without a legal form: "Larch Hospital", "Stadtwerke Lindau", a shop with its number."""
    kind = random_.choice(_table()[habits.code]["institutions"])
    first = habits.code != "en" if random_.random() < 0.85 else habits.code == "en"
    name = f"{kind} {words(random_, 1, 2)}" if first else f"{words(random_, 1, 2)} {kind}"
    if random_.random() < 0.18:
        name += f" #{random_.randint(2, 39999)}"
    return name


def owner_name(random_: random.Random, habits: Habits, person: str) -> str:
    """A sole trader under a person's name."""
    forms = _table()[habits.code]["owner"]
    return _filled(random_, habits, random_.choice(forms), person, word(random_))


def brand_name(random_: random.Random) -> str:
    """A brand alone: one word, grown together, shouted or with an address of the web's."""
    first = word(random_)
    return random_.choice(
        [
            first,
            first.upper(),
            f"{first}{word(random_)}",
            f"{first.lower()}.com",
            f"{first}'s",
            f"{first} {word(random_)}",
        ]
    )


def site_line(random_: random.Random, habits: Habits) -> str:
    """A building or an estate: a line of the address before or behind the street."""
    form = random_.choice(_table()[habits.code]["sites"])
    return _filled(random_, habits, form, words(random_, 1, 2))
