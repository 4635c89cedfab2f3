"""The currency of a document from its symbols and codes."""

import re

CODES = [
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "PLN",
    "SEK",
    "NOK",
    "DKK",
    "CZK",
    "HUF",
    "RON",
    "BGN",
    "CAD",
    "AUD",
    "NZD",
    "SGD",
    "HKD",
    "MYR",
    "INR",
    "JPY",
    "CNY",
    "BRL",
    "MXN",
    "ZAR",
    "AED",
]
SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "R$": "BRL",
    "$": "USD",
    "zł": "PLN",
    "₹": "INR",
    "¥": "JPY",
    "Fr.": "CHF",
    "Kč": "CZK",
}
DOLLARS = ("CAD", "AUD", "NZD", "SGD", "HKD", "MXN")
CODE = re.compile(rf"(?<![A-Za-z])({'|'.join(CODES)})(?![A-Za-z])")
WORDS = {
    "MYR": re.compile(r"(?<![A-Za-z])RM(?![A-Za-z])"),
    "EUR": re.compile(r"(?<![A-Za-z])(?:EURO|[Ee]uro)[Ss]?(?![A-Za-z])"),
    "INR": re.compile(r"(?<![A-Za-z])(?:Rs|RS|Rupees|RUPEES)(?![A-Za-z])"),
}


def currency_of_word(text: str) -> str | None:
    """The currency a word names: an ISO code in capitals, a symbol or a name, alone or beside digits."""
    if match := CODE.search(text):
        return match[1]
    by_symbol = (code for symbol, code in SYMBOLS.items() if symbol in text)
    by_name = (code for code, word in WORDS.items() if word.search(text))
    return next(by_symbol, None) or next(by_name, None)


def vote(texts: list[str], heavy: set[int]) -> tuple[str, float, list[int]] | None:
    """The winning currency, its share of the votes and the places of its words.

    A word has one vote, one at a place in `heavy` four. A `$` counts for another dollar where its code is printed.
    """
    votes: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        if code := currency_of_word(text):
            votes[code] = votes.get(code, 0) + (4 if index in heavy else 1)
            places.setdefault(code, []).append(index)
    if not votes:
        return None
    other = next((code for code in DOLLARS if code in votes), None)
    if other and "USD" in votes and not any("USD" in texts[i] for i in places["USD"]):
        votes[other] += votes.pop("USD")
    winner = max(votes, key=lambda code: votes[code])
    return winner, votes[winner] / sum(votes.values()), places[winner]
