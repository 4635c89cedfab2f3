"""Amounts, quantities and rates as printed to decimal strings."""

import re
from decimal import Decimal

GROUPED = r"\d{1,3}(?:[ .,'’]\d{3})+(?:[.,](?:\d{1,2}|\d{4,6})(?!\d))?"
PLAIN = r"\d+(?:[.,]\d+)?|[.,]\d+"
NUMBER = re.compile(rf"{GROUPED}(?![\d])|{PLAIN}")
CENTS = re.compile(r"[.,]\d\d(?!\d)")
MINUS_BEFORE = re.compile(r"(?:^|[\s(:])[-−–]\s*(?:[€$£]|[A-Za-z]{2,3})?\s*$|[€$£]\s?[-−–]\s?$")
MINUS_AFTER = re.compile(r"^\s?[-−–](?!\s?\d)|^\s?CR\b")


def decimal_mark(texts: list[str]) -> str:
    """The character before two closing digits in most numbers of the document; a point where none speaks."""
    commas = points = 0
    for text in texts:
        if match := re.search(r"\d([.,])\d\d\D{0,2}$", text):
            commas += match[1] == ","
            points += match[1] == "."
    return "," if commas > points else "."


def _decimal(digits: str, value_type: str, mark: str) -> Decimal:
    separators = re.findall(r"[ .,'’]", digits)
    if not separators:
        return Decimal(digits)
    last = separators[-1]
    tail = re.split(r"[ .,'’]", digits)[-1]
    head = digits[: len(digits) - len(tail) - 1]
    if last in " '’":
        fraction = False
    elif len(tail) != 3:
        fraction = True
    elif len(separators) > 1:
        fraction = last not in separators[:-1]
    elif not head.isdigit() or int(head) == 0 or len(head) > 3:
        fraction = True
    else:
        fraction = value_type != "amount" and last == mark
    whole = re.sub(r"\D", "", head)
    return Decimal(f"{whole or 0}.{tail}") if fraction else Decimal(whole + tail)


def plain_decimal(number: Decimal, least: int) -> str:
    """A decimal string without exponent: no closing zeros beyond `least` decimals."""
    text = f"{number:f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0").ljust(least, "0")
    return f"{whole}.{fraction}" if fraction else whole


def parse_number(text: str, value_type: str, mark: str = ".") -> str | None:
    """A decimal string for an `amount`, `unitPrice`, `quantity` or `rate`, or None where there is no number.

    Of several numbers the first with two decimals counts for amounts, else the first. Rates lie in 0..100.
    """
    matches = list(NUMBER.finditer(text))
    if not matches:
        return None
    match = matches[0]
    if value_type in ("amount", "unitPrice"):
        match = next((m for m in matches if CENTS.search(m.group())), match)
    number = _decimal(match.group(), value_type, mark)
    before, after = text[: match.start()], text[match.end() :]
    bracketed = before.rstrip("€$£ ").endswith("(") and ")" in after
    if MINUS_BEFORE.search(before) or MINUS_AFTER.match(after) or bracketed:
        number = -number
    if value_type == "rate":
        return plain_decimal(number, 0) if 0 <= number <= 100 else None
    return plain_decimal(number, 0 if value_type == "quantity" else 2)
