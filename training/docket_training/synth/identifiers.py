"""Identifiers with valid check digits."""

import random
import string

IBAN_SHAPES = {
    "DE": "n18", "AT": "n16", "CH": "n17", "FR": "n23", "BE": "n12", "ES": "n20", "IT": "a1n22", "NL": "a4n10", "PT": "n21",
    "PL": "n24", "GB": "a4n14", "IE": "a4n14",
}  # fmt: skip
BANKS = [
    "COBA",
    "DEUT",
    "SOLA",
    "GENO",
    "BNPA",
    "SOGE",
    "CRLY",
    "INGB",
    "ABNA",
    "RABO",
    "BSCH",
    "CAIX",
    "BBVA",
    "UNCR",
    "BCIT",
    "BPMI",
    "CGDI",
    "BCOM",
    "PKOP",
    "BREX",
    "BARC",
    "LOYD",
    "MIDL",
    "HYVE",
    "SPUE",
    "ZKBK",
    "UBSW",
    "GEBA",
    "KRED",
    "AIBK",
]


def digits(random_: random.Random, count: int) -> str:
    return "".join(random_.choice(string.digits) for _ in range(count))


def mod97(text: str) -> int:
    """Remainder by 97 of a text with letters as 10..35 (ISO 7064)."""
    return int("".join(str(int(c, 36)) for c in text)) % 97


def iban(random_: random.Random, country: str) -> str | None:
    """A valid IBAN, or None for a country without."""
    shape = IBAN_SHAPES.get(country)
    if shape is None:
        return None
    body = ""
    for part in shape.replace("a", " a").replace("n", " n").split():
        kind, length = part[0], int(part[1:])
        letters = random_.choice(BANKS) if length == 4 else random_.choice(string.ascii_uppercase)
        body += letters if kind == "a" else digits(random_, length)
    return f"{country}{98 - mod97(body + country + '00'):02d}{body}"


def bic(random_: random.Random, country: str) -> str:
    tail = random_.choice(["", "XXX", digits(random_, 3)])
    return random_.choice(BANKS) + country + random_.choice(["FF", "2A", "PP", "XX", "22", "3E", "MM", "2U"]) + tail


def weighted(body: str, weights: list[int]) -> int:
    return sum(int(c) * w for c, w in zip(body, weights, strict=True))


def german_check(body: str) -> str:
    """Check digit of a German VAT id (ISO 7064 mod 11,10)."""
    product = 10
    for c in body:
        total = (int(c) + product) % 10 or 10
        product = 2 * total % 11
    return str((11 - product) % 10)


def luhn_check(body: str) -> str:
    total = 0
    for place, c in enumerate(reversed(body)):
        value = int(c) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def polish_nip(random_: random.Random) -> str:
    while True:
        body = random_.choice("56789") + digits(random_, 8)
        check = weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11
        if check < 10:
            return body + str(check)


def vat_id(random_: random.Random, country: str) -> str | None:
    """A VAT id with country prefix and, where its rule is simple, valid check digits; None where there is none."""
    match country:
        case "DE":
            body = random_.choice("123") + digits(random_, 7)
            return "DE" + body + german_check(body)
        case "FR":
            siren = digits(random_, 8)
            siren += luhn_check(siren)
            return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"
        case "IT":
            body = "0" + digits(random_, 6) + random_.choice(["015", "022", "037", "058"])
            return "IT" + body + luhn_check(body)
        case "ES":
            return "ES" + random_.choice("AB") + digits(random_, 8)
        case "NL":
            return f"NL{digits(random_, 9)}B{random_.randint(1, 9):02d}"
        case "PT":
            body = random_.choice("56") + digits(random_, 7)
            check = 11 - weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
            return f"PT{body}{check if check < 10 else 0}"
        case "PL":
            return "PL" + polish_nip(random_)
        case "BE":
            body = "0" + random_.choice("4578") + digits(random_, 6)
            return f"BE{body}{97 - int(body) % 97:02d}"
        case "AT":
            return "ATU" + digits(random_, 8)
        case "CH":
            return "CHE" + digits(random_, 9)
        case "GB":
            return "GB" + digits(random_, 9)
        case "IN":
            letters = "".join(random_.choice(string.ascii_uppercase) for _ in range(6))
            last = random_.choice(string.digits + string.ascii_uppercase)
            return f"{random_.randint(1, 37):02d}{letters[:5]}{digits(random_, 4)}{letters[5]}1Z{last}"
        case "IE":
            return "IE" + digits(random_, 7) + random_.choice(string.ascii_uppercase)
    return None


def printed_vat_id(random_: random.Random, value: str) -> str:
    """As printed: spaced, dotted, or without the prefix where the country's custom is so."""
    country, body = value[:2], value[2:]
    if country.isdigit():
        return value
    if country == "CH":
        return f"CHE-{body[1:4]}.{body[4:7]}.{body[7:]}{random_.choice(['', ' MWST'])}"
    if country in ("IT", "PT", "ES", "PL") and random_.random() < 0.7:
        if country == "PL" and random_.random() < 0.5:
            return f"{body[:3]}-{body[3:6]}-{body[6:8]}-{body[8:]}"
        if country == "ES" and random_.random() < 0.3:
            return f"{body[0]}-{body[1:]}"
        return f"{body[:3]} {body[3:6]} {body[6:]}" if country == "PT" and random_.random() < 0.4 else body
    if country == "FR" and random_.random() < 0.5:
        return f"FR {body[:2]} {body[2:5]} {body[5:8]} {body[8:]}"
    if country == "GB" and random_.random() < 0.5:
        return f"GB {body[:3]} {body[3:7]} {body[7:]}"
    if country == "BE" and random_.random() < 0.5:
        return f"BE {body[:4]}.{body[4:7]}.{body[7:]}"
    return f"{country} {body}" if random_.random() < 0.2 else value


def document_number(random_: random.Random, year: int) -> str:
    """An invoice, order or contract number in one of many habits."""
    n = random_.randint(1, 10 ** random_.choice([3, 4, 5, 6]))
    letters = "".join(random_.choice(string.ascii_uppercase) for _ in range(random_.choice([1, 2, 2, 3])))
    return random_.choice(
        [
            f"{year}-{n:04d}", f"{n}", f"{letters}{n:05d}", f"{letters}-{n:05d}", f"{letters}-{year}-{n:04d}", f"{year}{n:05d}",
            f"{year % 100}{n:05d}", f"{n:06d}", f"{letters}/{n}/{year}", f"{n}/{year}", f"{year}/{n:04d}", f"{letters} {n:05d}",
            f"{digits(random_, 10)}", f"{letters}{digits(random_, 8)}", f"{year % 100}/{n:04d}", f"{n:03d}/{random_.randint(1, 12):02d}/{year}",
            f"{digits(random_, 3)}-{digits(random_, 4)}-{digits(random_, 3)}", f"#{n:04d}"[1:],
        ]
    )  # fmt: skip
