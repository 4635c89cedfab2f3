"""Prints values as a language and a layout do, and marks them for labelling."""

import html
import random
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from docket_training.synth.habits_by_language import Habits

LABEL_ORIGIN = "https://label.invalid"
"""Links to this origin carry the label of the words they cover; the browser writes their exact place into the PDF."""

WITHOUT_SIGN = ("totalPrepaid",)
"""What is paid already is positive, whether or not it is printed as taken off."""

SYMBOL = {
    "EUR": "€",
    "GBP": "£",
    "USD": "$",
    "PLN": "zł",
    "MYR": "RM",
    "BRL": "R$",
    "MXN": "$",
    "CHF": "CHF",
    "INR": "₹",
}


@dataclass
class Printer:
    """Formats for one document. `document` numbers it within its file; `marked` holds every mark made, by its address."""

    document: int
    habits: Habits
    currency: str
    number_style: str
    date_style: str
    currency_place: str
    marked: dict[str, tuple[str, int | None, str]] = field(default_factory=dict)

    def mark(self, name: str, text: str, value: str, row: int | None = None) -> str:
        """HTML of a labelled text that stands for `value`."""
        href = f"{LABEL_ORIGIN}/{self.document}/{name}/{'-' if row is None else row}/{len(self.marked)}"
        self.marked[href] = (name, row, value)
        return f'<a href="{href}">{text}</a>'

    @property
    def names(self) -> set[str]:
        """What has been marked so far."""
        return {name for name, _, _ in self.marked.values()}

    def mark_parts(self, name: str, parts: list[str], value: str, row: int | None = None) -> list[str]:
        """HTML of the parts of one labelled text that does not stand in one piece."""
        opened, _, closed = self.mark(name, "\0", value, row).partition("\0")
        return [f"{opened}{part}{closed}" for part in parts]

    def truth(self, html_text: str) -> dict:
        """The values whose marks stand in the HTML: header fields, and `lines` and `taxes` as lists of rows."""
        truth: dict = {}
        tables: dict[str, dict[int, dict[str, str]]] = {}
        for href, (name, row, value) in self.marked.items():
            if f'"{href}"' not in html_text:
                continue
            scope, _, column = name.partition(".")
            if column and row is not None:
                tables.setdefault({"line": "lines", "tax": "taxes"}[scope], {}).setdefault(row, {})[column] = value
            else:
                truth.setdefault(name, value)
        return truth | {name: [row for _, row in sorted(rows.items())] for name, rows in tables.items()}

    def number(self, value: Decimal, decimals: int = 2) -> str:
        thousands, point = self.number_style
        text = f"{abs(value):,.{decimals}f}".replace(",", "\0").replace(".", point)
        grouped = text.replace("\0", thousands if thousands != " " else "\u00a0")
        return f"-{grouped}" if value < 0 else grouped

    def money(self, value: Decimal) -> str:
        """An amount with the currency where this layout puts it."""
        number, symbol = self.number(value), SYMBOL.get(self.currency, self.currency)
        match self.currency_place:
            case "symbol-before":
                return f"{symbol}{number}" if len(symbol) < 3 else f"{symbol} {number}"
            case "symbol-behind":
                return f"{number} {symbol}"
            case "code-behind":
                return f"{number} {self.currency}"
            case "code-before":
                return f"{self.currency} {number}"
        return number

    def amount(self, name: str, value: Decimal, row: int | None = None, bare: bool = False) -> str:
        """A labelled amount. The mark covers the number and a symbol glued to it, not a currency word of its own."""
        number = html.escape(self.number(value))
        text = number if bare else html.escape(self.money(value))
        number_at = text.index(number)
        before, after = text[:number_at], text[number_at + len(number) :]
        inside = number
        if before and not before.endswith(" "):
            before, inside = "", before + inside
        meant = abs(value) if name in WITHOUT_SIGN else value
        return before + self.mark(name, inside, f"{meant:.2f}", row) + after

    def day(self, value: date) -> str:
        month = self.habits.months[value.month - 1]
        style = self.date_style.replace("%B", month).replace("%b", month[: 4 if month.startswith("jui") else 3])
        text = value.strftime(style)
        if "%B" in self.date_style and random.Random(value.toordinal()).random() < 0.5:
            text = text.lstrip("0")
        return text

    def date(self, name: str, value: date) -> str:
        return self.mark(name, html.escape(self.day(value)), value.isoformat())


def plain_number(value: Decimal) -> str:
    """A decimal without closing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
