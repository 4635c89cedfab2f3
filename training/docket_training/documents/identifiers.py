"""Identifiers as printed to their compact form."""

import re

IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24,
}  # fmt: skip
VAT_COUNTRIES = "AT|BE|BG|CHE|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|XI"
VAT = re.compile(rf"(?:{VAT_COUNTRIES})[A-Z0-9]*$")
BARE_VAT = {
    "IT": re.compile(r"^\d{11}$"),
    "ES": re.compile(r"^[A-Z]\d{7}[A-Z0-9]$|^\d{8}[A-Z]$"),
    "PL": re.compile(r"^\d{10}$"),
    "PT": re.compile(r"^\d{9}$"),
    "GB": re.compile(r"^\d{9}$"),
    "FR": re.compile(r"^[A-Z0-9]{2}\d{9}$"),
    "NL": re.compile(r"^\d{9}B\d{2}$"),
    "DE": re.compile(r"^\d{9}$"),
}
UNMISTAKABLE = ("IT", "ES", "NL")
GSTIN = re.compile(r"(?:^|[A-Z])(\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9])$")
"""The tax number of India: state, permanent account number, registration, Z, check."""
NUMBER_SIGN = re.compile(r"^(?:№|n\s?[°º]|n[or]\.:?|n[or]:|n[or]\s)\s*(?=\w|$)", re.IGNORECASE)


def compact(text: str) -> str:
    """Upper case, letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def parse_iban(text: str) -> str | None:
    """The first IBAN-like string, cut to its country's length where that is known."""
    match = re.search(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", re.sub(r"^(?:IBAN)+", "", compact(text)))
    if match is None:
        return None
    return match.group()[: IBAN_LENGTHS.get(match.group()[:2], 34)]


def parse_bic(text: str) -> str | None:
    """A BIC of 8 or 11 characters."""
    match = re.search(r"^(?:BIC|SWIFT|CODE)*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)$", compact(text))
    return match[1] if match else None


def parse_vat_id(text: str, country: str | None = None) -> str | None:
    """A VAT id with its country prefix.

    A number printed without one gets the prefix of `country` (of the IBAN or currency) where its shape fits, or of
    a country whose shape is unmistakable. India's has no prefix.
    """
    joined = compact(text)
    if match := GSTIN.search(joined):
        return match[1]
    for match in re.finditer(rf"(?={VAT_COUNTRIES})", joined):
        rest = joined[match.start() :]
        rest = re.sub(r"^(CHE\d{9})(?:MWST|TVA|IVA)$", r"\1", rest)
        if VAT.match(rest) and 8 <= len(rest) <= 16 and sum(c.isdigit() for c in rest) >= 7:
            return rest
    for candidate in (country, *UNMISTAKABLE):
        if candidate in BARE_VAT and BARE_VAT[candidate].match(joined):
            return candidate + joined
    return None


def parse_id(text: str) -> str | None:
    """An identifier without "No." before and punctuation round it; None without a letter or digit, or beyond 80
    characters."""
    trimmed = NUMBER_SIGN.sub("", re.sub(r"^[\s:#.,;*=|–-]+|[\s:.,;*=|–-]+$", "", text))
    return trimmed if re.search(r"[^\W_]", trimmed) and len(trimmed) <= 80 else None
