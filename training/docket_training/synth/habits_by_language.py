"""How eight languages caption, number and date their invoices, from `tables/<language>.json`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl")


@dataclass(frozen=True)
class Habits:
    """One language: captions by field (variants), formats, tax customs, and words to invent companies and goods from.

    `numbers`: each two characters, the group separator and the decimal mark.
    """

    code: str
    countries: tuple[str, ...]
    captions: dict[str, tuple[str, ...]]
    dates: tuple[str, ...]
    months: tuple[str, ...]
    numbers: tuple[str, ...]
    tax_rates: tuple[str, ...]
    legal_forms: tuple[str, ...]
    units: tuple[str, ...]
    terms: tuple[str, ...]
    things: tuple[str, ...]
    tails: tuple[str, ...]
    surnames: tuple[str, ...]
    trades: tuple[str, ...]


@cache
def habits_of(language: str) -> Habits:
    """The habits of a language."""
    table = json.loads((TABLES / f"{language}.json").read_text(encoding="utf8"))
    captions = {name: tuple(texts) for name, texts in table.pop("captions").items()}
    code = table.pop("code")
    return Habits(code=code, captions=captions, **{name: tuple(values) for name, values in table.items()})


@cache
def countries() -> dict[str, dict]:
    """By country: streets, cities, names, and where they differ from the language's: tax rates and captions."""
    return json.loads((TABLES / "countries.json").read_text(encoding="utf8"))


def captions_of_country(country: str) -> dict[str, list[str]]:
    """What a country calls things otherwise than its language does elsewhere."""
    return countries()["captions"].get(country, {})


def tax_rates_of(habits: Habits, country: str) -> list[str]:
    """Rates above zero, the usual one first."""
    return countries()["rates"].get(country) or [rate for rate in habits.tax_rates if rate != "0"]
