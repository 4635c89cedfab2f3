"""Other values of a kind, typed in other shapes: values that training never saw shall be found too."""

import random
import re
from collections.abc import Callable

from docket_training.entities.stock import MONTHS, NUMBER_WORDS, STOCK, TITLES, WEEKDAYS

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "0123456789"
ABSOLUTE = re.compile(rf"(\d{{1,2}}(st|nd|rd|th))|\b({'|'.join(m[:3] for m in MONTHS)})", re.IGNORECASE)
CLOCK = re.compile(r"\d.*(:|past|to|a\.?m|p\.?m|morning|night|noon|evening|clock)", re.IGNORECASE)


def digits(r: random.Random, least: int, most: int) -> str:
    return "".join(r.choice(DIGITS) for _ in range(r.randint(least, most)))


def letters(r: random.Random, least: int, most: int) -> str:
    return "".join(r.choice(LETTERS) for _ in range(r.randint(least, most)))


def typed(r: random.Random, text: str) -> str:
    """In small letters, in capitals or as it is."""
    return r.choice((text, text, text.lower(), text.lower(), text.title(), text.upper()))


def order(r: random.Random) -> str:
    shape = r.randrange(7)
    plain = digits(r, 4, 15)
    shapes = (
        plain,
        plain,
        f"#{digits(r, 4, 10)}",
        f"{letters(r, 1, 3)}-{digits(r, 4, 8)}",
        f"{letters(r, 1, 3)}{digits(r, 4, 8)}",
        f"{digits(r, 3, 3)}-{digits(r, 7, 7)}-{digits(r, 7, 7)}",
        f"{digits(r, 4, 4)}{letters(r, 1, 2)}{digits(r, 2, 4)}",
    )
    return shapes[shape]


def invoice(r: random.Random) -> str:
    shapes = (
        f"#{digits(r, 4, 7)}",
        f"#{digits(r, 4, 7)}",
        digits(r, 4, 10),
        f"INV-{digits(r, 4, 7)}",
        f"INV{digits(r, 4, 7)}",
        f"{r.randint(2015, 2026)}-{digits(r, 3, 5)}",
        f"{r.randint(2015, 2026)}/{digits(r, 3, 5)}",
        f"{letters(r, 1, 2)}{digits(r, 4, 7)}",
    )
    return r.choice(shapes)


def made_up_name(r: random.Random) -> str:
    """A name that nobody has: the head of one and the tail of another."""
    first, second = r.choice(STOCK["given"]), r.choice(STOCK["given"] + STOCK["family"])
    return first[: r.randint(2, 4)] + second[-r.randint(2, 4) :]


def person(r: random.Random) -> str:
    given = made_up_name(r) if r.random() < 0.4 else r.choice(STOCK["given"])
    family = made_up_name(r) if r.random() < 0.3 else r.choice(STOCK["family"])
    shapes = (
        f"{given} {family}",
        f"{given} {family}",
        given,
        family,
        f"{r.choice(TITLES)} {family}",
        f"{given} {r.choice(STOCK['given'])[0]}. {family}",
        f"{given} {r.choice(STOCK['given'])} {family}",
    )
    name = r.choice(shapes)
    return r.choice((name.title(), name, name))


def company(r: random.Random) -> str:
    made_up = f"{r.choice((*STOCK['companyHeads'], made_up_name(r)))} {r.choice(STOCK['companyTails'])}"
    return typed(r, made_up if r.random() < 0.4 else r.choice(STOCK["companies"]))


def amount(r: random.Random) -> str:
    number = str(r.choice((r.randint(1, 99), r.randint(100, 999), r.randint(1000, 20000))))
    shape = r.random()
    if shape < 0.35:
        number += f".{r.randrange(100):02d}"
    elif shape < 0.5 and len(number) > 3:
        number = f"{number[:-3]},{number[-3:]}"
    sign, word = r.choice((("$", "dollars"), ("£", "pounds"), ("€", "euros"), ("$", "USD"), ("€", "EUR")))
    return r.choice((f"{sign}{number}", f"{sign}{number}", f"{number} {word}", f"{number} {word}", f"{number}{sign}"))


def ordinal(day: int) -> str:
    ending = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def absolute_date(r: random.Random) -> str:
    day, month = r.randint(1, 31), r.choice(MONTHS).title()
    month = month[:3] if r.random() < 0.5 else month
    shapes = (
        f"{ordinal(day)}",
        f"{ordinal(day)} {month}",
        f"{ordinal(day)} of {month}",
        f"{day} {month}",
        f"{month} {day}",
        f"{month} {ordinal(day)}",
        f"{month} the {ordinal(day)}",
        f"{r.choice(WEEKDAYS).title()} {ordinal(day)}",
        f"{r.choice(WEEKDAYS).title()} {day} {month}",
        f"{day}/{r.randint(1, 12)}/{r.randint(2015, 2026)}",
        f"{month} {day} {r.randint(2015, 2026)}",
    )
    return r.choice(shapes)


def clock(r: random.Random) -> str:
    hour, minute = r.randint(0, 23), r.choice(range(0, 60, 5))
    half = r.choice(("am", "pm", "a.m.", "p.m.", "morning", "in the morning", "afternoon", "evening", "night", ""))
    past = r.choice((5, 10, 15, 20, 25, "half", "quarter"))
    side = "past" if past == "half" else r.choice(("past", "to"))
    shapes = (
        f"{hour}:{minute:02d}",
        f"{hour}:{minute:02d} {half}",
        f"{hour} {minute:02d} {half}",
        f"{past} {side} {hour} {half}",
        f"{r.randint(1, 12)} {half}",
        f"{r.randint(1, 12)}{r.choice(('am', 'pm'))}",
        f"{r.randint(1, 12)} o'clock",
    )
    return r.choice(shapes).strip()


def other_number(r: random.Random, found: str) -> str:
    if len(found) == 1:
        return str(r.randint(1, 9))
    if len(found) == 4:
        return str(r.randint(2010, 2026)) if found.startswith("20") else digits(r, 4, 4)
    return str(r.randint(10, 31)) if len(found) == 2 else digits(r, len(found), len(found))


def perturbed(r: random.Random, value: str) -> str:
    """The same structure with other numbers, weekdays and months."""

    def other(match: re.Match[str]) -> str:
        word = match.group().lower()
        if word.isdigit():
            return other_number(r, word)
        stem = re.fullmatch(r"(\d+)(st|nd|rd|th)", word)
        if stem:
            return ordinal(r.randint(1, 31))
        if word in WEEKDAYS:
            new = r.choice(WEEKDAYS)
        elif word in NUMBER_WORDS:
            new = r.choice(NUMBER_WORDS[1:] if word != "one" else NUMBER_WORDS[:1])
        elif word in MONTHS:
            new = r.choice(MONTHS)
        elif word in {m[:3] for m in MONTHS}:
            new = r.choice(MONTHS)[:3]
        else:
            return match.group()
        return new if match.group().islower() else new.title()

    return re.sub(r"[A-Za-z0-9]+", other, value)


def other_date(r: random.Random, value: str) -> str:
    return absolute_date(r) if ABSOLUTE.search(value) and r.random() < 0.5 else perturbed(r, value)


def other_time(r: random.Random, value: str) -> str:
    return clock(r) if CLOCK.search(value) and r.random() < 0.6 else perturbed(r, value)


MADE: dict[str, Callable[[random.Random], str]] = {
    "order": order,
    "invoice": invoice,
    "account-type": lambda r: typed(r, r.choice(STOCK["accountTypes"])),
    "person": person,
    "company": company,
    "city": lambda r: typed(r, r.choice(STOCK["cities"])),
    "country": lambda r: typed(r, r.choice(STOCK["countries"])),
    "amount": amount,
}
CHANGED: dict[str, Callable[[random.Random, str], str]] = {
    "date": other_date,
    "date-from": other_date,
    "date-to": other_date,
    "time": other_time,
}


def another_value(r: random.Random, kind: str | None, value: str) -> str:
    """A value that may stand where `value` of this kind stands; words of no kind stay."""
    if kind is None:
        return value
    if kind in MADE:
        return MADE[kind](r)
    return CHANGED.get(kind, perturbed)(r, value)
