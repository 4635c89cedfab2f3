"""Invented companies, people and addresses in the manner of each country."""

import random
import re
from dataclasses import dataclass

from docket_training.synth.habits_by_language import Habits, countries
from docket_training.synth.identifiers import digits
from docket_training.synth.placeholders import (
    brand_name,
    institution_name,
    owner_name,
    placeholder_name,
    placeholder_street,
    site_line,
)
from docket_training.synth.word_stock import word, words

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

STREET_FORMS = {
    "DE": ["{}straße", "{}str.", "{} Straße", "{}weg", "{}allee", "Am {}", "{}platz", "Im {}", "{}gasse"],
    "GB": ["{} Street", "{} Road", "{} Lane", "{} Avenue", "{} Close", "The {}", "{} House, {} Way", "{} Park"],
    "US": [
        "{} Street",
        "{} St",
        "{} Ave",
        "{} Avenue",
        "{} Blvd",
        "{} Boulevard",
        "{} Lane",
        "{} Drive",
        "N {} Rd",
        "{} Ct",
    ],
    "FR": ["rue de {}", "rue du {}", "avenue {}", "boulevard {}", "impasse {}", "ZA {}", "chemin de {}", "place {}"],
    "ES": ["Calle {}", "C/ {}", "Avda. {}", "Paseo {}", "Plaza de {}", "Ctra. {}", "Camino {}"],
    "IT": ["Via {}", "Viale {}", "Corso {}", "Piazza {}", "Via dei {}", "Strada {}"],
    "NL": ["{}straat", "{}weg", "{}laan", "{}plein", "{}kade", "De {}"],
    "PT": ["Rua {}", "Avenida {}", "Rua do {}", "Praceta {}", "Largo {}", "Estrada de {}"],
    "PL": ["ul. {}", "al. {}", "os. {}", "pl. {}", "{}"],
    "IN": ["{} Road", "{} Nagar", "{} Street, {}", "{} Complex, {} Road", "Opp. {} Gate, {} Road"],
    "MY": ["Jalan {}", "Jln {}", "Lorong {}", "Jalan {}, Taman {}"],
}
INVENTED = 0.65
"""Share of names, streets and towns made of any words."""
STREETS_OF = {"AT": "DE", "CH": "DE", "IE": "GB", "BE": "NL", "MX": "ES", "BR": "PT"}
"""Countries that borrow another's street names."""
NAME_KINDS = {"company": 56, "placeholder": 18, "institution": 12, "owner": 6, "brand": 8}
"""Weights of the kinds of names that firms bear."""
PLACEHOLDER_STREETS = 0.16
SITES = 0.1
"""Share of addresses with a line for a building or an estate."""


@dataclass(frozen=True)
class Party:
    """A company with its address lines (street, city, perhaps country).

    `city_at` is the place of the line of the city; `prefix` a country code printed before it that is no part of the address.
    """

    name: str
    address: list[str]
    country: str
    person: str
    phone: str
    domain: str
    city_at: int
    prefix: str = ""
    department: str = ""


def person_name(random_: random.Random, habits: Habits) -> str:
    surname = word(random_) if random_.random() < INVENTED else random_.choice(habits.surnames)
    return f"{word(random_) if random_.random() < INVENTED / 2 else random_.choice(FIRST_NAMES)} {surname}"


def firm_name(random_: random.Random, habits: Habits, role: str, person: str) -> str:
    """The name of a firm of any kind, on the side of `role`."""
    match random_.choices(list(NAME_KINDS), list(NAME_KINDS.values()))[0]:
        case "placeholder":
            return placeholder_name(random_, habits, role)
        case "institution":
            return institution_name(random_, habits)
        case "owner":
            return owner_name(random_, habits, person)
        case "brand":
            return brand_name(random_)
    return company_name(random_, habits)


def company_name(random_: random.Random, habits: Habits) -> str:
    if random_.random() < INVENTED:
        return invented_company(random_, habits)
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


def invented_company(random_: random.Random, habits: Habits) -> str:
    """A company of any words, with or without a trade and a legal form."""
    trade, form = random_.choice(habits.trades), random_.choice(habits.legal_forms)
    stem = random_.choice(
        [
            words(random_, 1, 2),
            words(random_, 2, 4),
            f"{word(random_)} {trade}",
            f"{trade} {word(random_)}",
            f"{word(random_)} & {word(random_)}",
            f"{words(random_, 1, 2)} {word(random_).lower()}",
            f"{word(random_)}-{word(random_)}",
            f"{''.join(random_.choice('ABCDEFGHKLMNPRSTVW') for _ in range(3))} {words(random_, 1, 2)}",
        ]
    )
    joint = random_.choice([" ", " ", " ", ", "])
    name = f"{stem}{joint}{form}" if random_.random() < 0.7 else stem
    return name.upper() if random_.random() < 0.15 else name


def town(random_: random.Random, country: str) -> str:
    """Postcode and town in the manner of a country: a real one, or digits and town changed."""
    real = random_.choice(countries()["cities"][country])
    if random_.random() >= INVENTED:
        return real
    mixed = "".join(random_.choice("0123456789") if c.isdigit() else c for c in real)
    return re.sub(r"[^\W\d_]{4,}(?: [^\W\d_]{4,})*", lambda _: words(random_, 1, 2), mixed, count=1)


def street_line(random_: random.Random, country: str) -> str:
    streets = countries()["streets"][STREETS_OF.get(country, country)]
    number = str(random_.randint(1, 199)) + random_.choice(["", "", "", "", "a", "B"])
    street = random_.choice(streets)
    if random_.random() < INVENTED:
        form = random_.choice(STREET_FORMS[STREETS_OF.get(country, country)])
        street = form.format(*(words(random_, 1, 2) for _ in range(form.count("{}"))))
    if country in ("GB", "IE", "US", "FR"):
        return f"{number}{',' if country == 'FR' and random_.random() < 0.4 else ''} {street}"
    if country == "MY":
        return f"{random_.choice(['No. ', 'NO ', 'Lot ', ''])}{number}, {street}"
    if country == "IN":
        return f"{random_.choice(['No. ', '#', 'Plot No. ', ''])}{number}, {street}"
    joint = ", " if country in ("ES", "IT", "PT", "MX", "BR") and random_.random() < 0.7 else " "
    return f"{street}{joint}{number}"


def make_party(
    random_: random.Random, habits: Habits, country: str, show_country: bool, company: bool = True, role: str = "buyer"
) -> Party:
    """A party on the side of `role`, seller or buyer; a person where it is no `company`."""
    city = town(random_, country)
    native = country in habits.countries and country not in ("MY", "IN")
    placeholder = native and random_.random() < PLACEHOLDER_STREETS
    address = [placeholder_street(random_, habits, role) if placeholder else street_line(random_, country)]
    if native and random_.random() < SITES:
        address.insert(random_.choice([0, 0, 1]), site_line(random_, habits))
    elif random_.random() < 0.12:
        address.append(
            random_.choice(
                ["2. OG", "Building C", "Suite 12", "Bât. B", "Postfach 1234", "3º B", "Interno 5", "lok. 7"]
            )
        )
    prefix = ""
    if random_.random() < 0.14 and country not in ("GB", "US", "IE", "MY", "IN"):
        prefix = country
    elif random_.random() < 0.06 and country not in ("GB", "US", "IE", "MY", "IN"):
        city = f"{country}-{city}"
    city_at = len(address)
    address.append(city)
    if show_country and not prefix:
        address.append(random_.choice(countries()["names"][country]))
    if random_.random() < 0.08:
        address = [line.upper() for line in address]
    person = person_name(random_, habits)
    name = firm_name(random_, habits, role, person) if company else person
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
    department = random_.choice(habits.captions["department"])
    return Party(name, address, country, person, phone, domain, city_at, prefix, department)
