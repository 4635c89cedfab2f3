"""The value a span of words stands for, by the type of its field."""

import re
from dataclasses import dataclass

from docket_training.documents.currencies import currency_of_word
from docket_training.documents.dates import day_first, parse_date, plain
from docket_training.documents.identifiers import parse_bic, parse_iban, parse_id, parse_vat_id
from docket_training.documents.numbers_as_printed import decimal_mark, parse_number
from docket_training.documents.register_numbers import without_register_number
from docket_training.documents.words import Word, same_line

LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Habits:
    """How this document writes numbers and dates, and the country its bare VAT numbers belong to."""

    decimal_mark: str = "."
    day_first: bool = True
    country: str | None = None


def habits_of(texts: list[str], currency: str | None, country: str | None) -> Habits:
    """Read the habits off all words of a document."""
    return Habits(decimal_mark(texts), day_first(texts, currency), country)


def join_words(words: list[Word], line_break: str = " ") -> str:
    """Words with spaces; where a new line begins, `line_break`, or a space after a comma."""
    text = ""
    for previous, word in zip([None, *words], words, strict=False):
        if previous is None:
            text = word.text
        elif same_line(previous, word) or line_break == " " or text.endswith(line_break.strip()):
            text += " " + word.text
        else:
            text += line_break + word.text
    return text


def trim_text(text: str) -> str | None:
    """A text without the separators round it."""
    trimmed = re.sub(r"^[\s:;,|•·*–-]+|[\s:;,|•·*–-]+$", "", text)
    return trimmed[:LONGEST_TEXT] if re.search(r"[^\W_]", trimmed) else None


def value_of(name: str, value_type: str, words: list[Word], habits: Habits) -> str | None:
    """The normalised value, or None where the words do not hold a value of that type."""
    text = join_words(words)
    match value_type:
        case "date":
            return parse_date(text, habits.day_first)
        case "amount" | "unitPrice" | "quantity" | "rate":
            return parse_number(text, value_type, habits.decimal_mark)
        case "iban":
            return parse_iban(text)
        case "bic":
            return parse_bic(text)
        case "vatId":
            return parse_vat_id(text, habits.country)
        case "currency":
            return next((code for w in words if (code := currency_of_word(w.text))), None)
        case "id":
            return parse_id(text)
    if name.endswith("Address"):
        return trim_text(join_words(words, ", "))
    return trim_text(without_register_number(trim_text(text) or "") if name.endswith("Name") else text)


def comparison_key(value: str) -> str:
    """Equal for values that differ in case, accents, punctuation and spaces only."""
    return re.sub(r"[\W_]+", "", plain(value)) or value
