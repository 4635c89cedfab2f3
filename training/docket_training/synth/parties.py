"""Invented companies, people and addresses in the manner of each country."""

import random
from dataclasses import dataclass

from docket_training.synth.habits_by_language import Habits, countries
from docket_training.synth.identifiers import digits

FIRST_NAMES = [
    "Anna",
    "Peter",
    "Maria",
    "Thomas",
    "Julia",
    "Martin",
    "Laura",
    "Paul",
    "Eva",
    "Daniel",
    "Sofia",
    "Lucas",
    "Clara",
    "David",
    "Nina",
    "Marc",
    "Helena",
    "Jan",
    "Ines",
    "Piotr",
]
COINED = [
    "Nova",
    "Alta",
    "Vero",
    "Lumo",
    "Tekra",
    "Aqua",
    "Solid",
    "Prima",
    "Orbis",
    "Vanta",
    "Delta",
    "Kern",
    "Mira",
    "Castor",
    "Fjord",
    "Zenit",
    "Argo",
    "Pico",
    "Titan",
    "Helio",
    "Quadra",
    "Sigma",
    "Bravo",
    "Ostra",
    "Elan",
    "Corvo",
    "Nexa",
    "Rubin",
    "Silva",
    "Terra",
]
ENDINGS = [
    "line",
    "tec",
    "med",
    "soft",
    "plan",
    "works",
    "data",
    "form",
    "net",
    "pro",
    "logic",
    "wave",
    "point",
    "gate",
    "",
]

STREETS_OF = {"AT": "DE", "CH": "DE", "IE": "GB", "BE": "NL", "MX": "ES", "BR": "PT"}
"""Countries that borrow another's street names."""


@dataclass(frozen=True)
class Party:
    """A company with its address lines (street, city, perhaps country)."""

    name: str
    address: list[str]
    country: str
    person: str
    phone: str
    domain: str


def person_name(random_: random.Random, habits: Habits) -> str:
    return f"{random_.choice(FIRST_NAMES)} {random_.choice(habits.surnames)}"


def company_name(random_: random.Random, habits: Habits) -> str:
    coined = random_.choice(COINED) + random_.choice(ENDINGS)
    form = random_.choice(habits.legal_forms)
    stem = random_.choice(
        [
            f"{random_.choice(habits.surnames)} {random_.choice(habits.trades)}",
            f"{coined} {random_.choice(habits.trades)}",
            coined,
            f"{random_.choice(habits.trades)} {random_.choice(habits.surnames)}",
            f"{random_.choice(habits.surnames)} & {random_.choice(habits.surnames)}",
            f"{''.join(random_.choice('ABCDEFGHKLMNPRSTVW') for _ in range(random_.choice([2, 3, 3])))} {random_.choice(habits.trades)}",
        ]
    )
    name = f"{stem} {form}" if random_.random() < 0.85 else stem
    return name.upper() if random_.random() < 0.15 else name


def street_line(random_: random.Random, country: str) -> str:
    streets = countries()["streets"][STREETS_OF.get(country, country)]
    number = str(random_.randint(1, 199)) + random_.choice(["", "", "", "", "a", "B"])
    street = random_.choice(streets)
    if country in ("GB", "IE", "US", "FR"):
        return f"{number}{',' if country == 'FR' and random_.random() < 0.4 else ''} {street}"
    if country == "MY":
        return f"{random_.choice(['No. ', 'NO ', 'Lot ', ''])}{number}, {street}"
    joint = ", " if country in ("ES", "IT", "PT", "MX", "BR") and random_.random() < 0.7 else " "
    return f"{street}{joint}{number}"


def make_party(random_: random.Random, habits: Habits, country: str, show_country: bool, company: bool = True) -> Party:
    city = random_.choice(countries()["cities"][country])
    address = [street_line(random_, country)]
    if random_.random() < 0.12:
        address.append(
            random_.choice(
                ["2. OG", "Building C", "Suite 12", "Bât. B", "Postfach 1234", "3º B", "Interno 5", "lok. 7"]
            )
        )
    postcode_and_city = city
    if random_.random() < (0.2 if show_country else 0.05) and country not in ("GB", "US", "IE", "MY"):
        postcode_and_city = f"{country}{random_.choice('- ')}{city}"
    address.append(postcode_and_city)
    if show_country:
        address.append(random_.choice(countries()["names"][country]))
    if random_.random() < 0.08:
        address = [line.upper() for line in address]
    person = person_name(random_, habits)
    name = company_name(random_, habits) if company else person
    domain = "".join(c for c in name.lower().split()[0] if c.isalnum()) + random_.choice(
        [".com", ".eu", ".net", f".{country.lower()}"]
    )
    phone = random_.choice(
        [
            f"+{random_.randint(30, 60)} {digits(random_, 2)} {digits(random_, 7)}",
            f"0{digits(random_, 3)}/{digits(random_, 6)}",
            f"0{digits(random_, 2)} {digits(random_, 4)} {digits(random_, 4)}",
            f"({digits(random_, 3)}) {digits(random_, 3)}-{digits(random_, 4)}",
        ]
    )
    return Party(name, address, country, person, phone, domain)
