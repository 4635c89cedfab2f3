"""Dates as printed in eight languages to ISO 8601."""

import re
import unicodedata
from datetime import date

MONTH_PREFIXES = {
    1: "jan ene gen sty",
    2: "feb fev lut",
    3: "mar mae mrt maa",
    4: "apr abr avr kwi",
    5: "may mai mei mag maj",
    6: "jun giu cze juin",
    7: "jul lug lip juil",
    8: "aug ago aou sie",
    9: "sep set wrz",
    10: "oct okt ott out paz",
    11: "nov lis",
    12: "dec dez dic gru",
}
MONTHS = {prefix: month for month, prefixes in MONTH_PREFIXES.items() for prefix in prefixes.split()}

YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?((?:19|20)\d\d|\d\d(?!\d))")
DAY_MONTH_NAME = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|o|\.)?[\s\-/.,]*(?:de\s+|d')?([a-z]{3,})\.?[\s\-/.,']*(?:del?\s+|do\s+)?((?:19|20)\d\d|\d\d(?!\d))"
)
MONTH_NAME_DAY = re.compile(r"([a-z]{3,})\.?\s*(\d{1,2})(?:st|nd|rd|th)?[\s.,]+((?:19|20)\d\d|\d\d(?!\d))")
COMPACT = re.compile(r"(?<!\d)(?:((?:19|20)\d\d)(\d\d)(\d\d)|(\d\d)(\d\d)((?:19|20)\d\d))(?!\d)")


def plain(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def month_of(name: str) -> int | None:
    """The month a name or abbreviation begins with: four letters decide before three."""
    return MONTHS.get(name[:4]) or MONTHS.get(name[:3])


def iso(year: str, month: int, day: int) -> str | None:
    """An ISO date, or None where there is no such day. Two-digit years belong to 1980..2079."""
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 80 else 1900
    try:
        return date(number, month, day).isoformat()
    except ValueError:
        return None


def day_first(texts: list[str], currency: str | None) -> bool:
    """Does this document write the day before the month? Numbers above 12 decide, else only US dollars say no."""
    firsts = seconds = 0
    for text in texts:
        for match in NUMERIC.finditer(text):
            first, second = int(match[1]), int(match[2])
            firsts += 12 < first <= 31 and 1 <= second <= 12
            seconds += 12 < second <= 31 and 1 <= first <= 12
    if firsts != seconds:
        return firsts > seconds
    return currency != "USD"


def parse_date(text: str, day_before_month: bool = True) -> str | None:
    """The first date in a text as `YYYY-MM-DD`."""
    lowered = plain(text)
    if match := YEAR_FIRST.search(lowered):
        return iso(match[1], int(match[2]), int(match[3]))
    if match := NUMERIC.search(lowered):
        a, b = int(match[1]), int(match[2])
        day, month = (a, b) if day_before_month else (b, a)
        return iso(match[3], month, day) or iso(match[3], day, month)
    if (match := DAY_MONTH_NAME.search(lowered)) and (month := month_of(match[2])):
        return iso(match[3], month, int(match[1]))
    if (match := MONTH_NAME_DAY.search(lowered)) and (month := month_of(match[1])):
        return iso(match[3], month, int(match[2]))
    if match := COMPACT.search(lowered):
        if match[1]:
            return iso(match[1], int(match[2]), int(match[3]))
        return iso(match[6], int(match[5]), int(match[4]))
    return None
