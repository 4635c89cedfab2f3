"""Invents the content of a paper: parties, references, lines and sums that close."""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from docket_training.synth import identifiers
from docket_training.synth.goods import description
from docket_training.synth.habits_by_language import LANGUAGES, Habits, habits_of, tax_rates_of
from docket_training.synth.parties import Party, make_party

CURRENCY = {"GB": "GBP", "US": "USD", "CH": "CHF", "PL": "PLN", "MY": "MYR", "MX": "MXN", "BR": "BRL", "IN": "INR"}
LANGUAGE_WEIGHTS = (24, 20, 12, 9, 9, 9, 9, 8)
"""In the order of LANGUAGES."""
KIND_WEIGHTS = {"invoice": 62, "credit-note": 9, "receipt": 17, "other": 12}


def cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass
class Line:
    description: str
    item_id: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount_percent: int
    rate: Decimal
    total: Decimal
    buyer_item_id: str
    ean: str

    @property
    def discount(self) -> Decimal:
        """What `discount_percent` takes off, in the sign of the total."""
        full = cents(abs(self.quantity) * self.unit_price)
        return (full - abs(self.total)).copy_sign(self.total)


@dataclass
class TaxRow:
    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass
class Content:
    """One paper. Amounts are exact: lines less discount plus charges are the net total, plus tax the gross total."""

    kind: str
    language: Habits
    currency: str
    seller: Party
    buyer: Party
    ship_to: Party | None
    bill_to: Party | None
    remit_to: Party | None
    ids: dict[str, str]
    dates: dict[str, date]
    terms: str
    lines: list[Line]
    gross_lines: bool
    goods: Decimal
    discount: Decimal
    charges: Decimal
    net: Decimal
    taxes: list[TaxRow]
    tax: Decimal
    gross: Decimal
    prepaid: Decimal
    due: Decimal
    bank_name: str = ""
    extras: dict[str, str] = field(default_factory=dict)


def make_lines(random_: random.Random, habits: Habits, kind: str, rates: list[Decimal], sign: int) -> list[Line]:
    small = kind == "receipt"
    count = random_.choice([1, 1, 2, 2, 3, 3, 4, 5, 6, 8]) if random_.random() < 0.93 else random_.randint(9, 34)
    shouting = small and random_.random() < 0.6
    by_pieces = random_.random() < 0.75
    lines = []
    for _ in range(count):
        quantity = Decimal(random_.choice([1, 1, 1, 2, 2, 3, 4, 5, 10, 12, 25, 100][: 8 if small else 12]))
        if not by_pieces and random_.random() < 0.5:
            quantity = Decimal(random_.choice(["0.5", "1.5", "2.25", "7.75", "0.35", "12.5"]))
        top = random_.choice([5, 20, 60]) if small else random_.choice([20, 90, 400, 1500, 9000])
        price = cents(Decimal(random_.uniform(0.4, top)))
        if random_.random() < 0.3:
            price = price.quantize(Decimal(1)) or Decimal(1)
        percent = random_.choice([5, 10, 15, 20]) if random_.random() < 0.1 else 0
        total = cents(sign * quantity * price * (100 - percent) / 100)
        lines.append(
            Line(
                description(random_, habits, shouting),
                identifiers.document_number(random_, 2020)[:12],
                quantity * (sign if random_.random() < 0.5 else 1),
                random_.choice(habits.units),
                price,
                percent,
                random_.choice(rates),
                total,
                identifiers.document_number(random_, 2021)[:10],
                identifiers.digits(random_, 13),
            )
        )
    return lines


def sum_up(
    random_: random.Random, lines: list[Line], gross_lines: bool, plain: bool
) -> tuple[Decimal, Decimal, Decimal, list[TaxRow]]:
    """Goods, discount, charges and the tax rows by rate. Discount and charges go to the rate of the first line."""
    goods = sum((line.total for line in lines), Decimal(0))
    discount = charges = Decimal(0)
    if not plain and random_.random() < 0.12:
        discount = cents(abs(goods) * random_.choice([2, 3, 5, 10]) / 100)
    if not plain and random_.random() < 0.15:
        charges = Decimal(random_.choice(["4.90", "6.50", "9.95", "12.00", "25.00", "45.50"]))
    return goods, discount, charges, tax_rows(lines, gross_lines, charges - discount)


def tax_rows(lines: list[Line], gross_lines: bool, extra: Decimal) -> list[TaxRow]:
    """The tax by rate; `extra` goes to the rate of the first line."""
    by_rate: dict[Decimal, Decimal] = {}
    for line in lines:
        by_rate[line.rate] = by_rate.get(line.rate, Decimal(0)) + line.total
    by_rate[lines[0].rate] += extra
    rows = []
    for rate, amount in sorted(by_rate.items(), reverse=True):
        base = cents(amount / (1 + rate / 100)) if gross_lines else amount
        tax = amount - base if gross_lines else cents(amount * rate / 100)
        rows.append(TaxRow(rate, base, tax))
    return rows


def with_gross_rows(content: Content) -> Content:
    """The paper with prices that hold the tax; nothing is prepaid then."""
    if content.gross_lines:
        return content
    lines = []
    for line in content.lines:
        price = cents(line.unit_price * (100 + line.rate) / 100)
        total = cents(abs(line.quantity) * price * (100 - line.discount_percent) / 100).copy_sign(line.total)
        lines.append(replace(line, unit_price=price, total=total))
    taxes = tax_rows(lines, True, content.charges - content.discount)
    net, tax = sum((t.base for t in taxes), Decimal(0)), sum((t.amount for t in taxes), Decimal(0))
    goods = sum((line.total for line in lines), Decimal(0))
    sums = {"net": net, "taxes": taxes, "tax": tax, "gross": net + tax, "prepaid": Decimal(0), "due": net + tax}
    return replace(content, lines=lines, gross_lines=True, goods=goods, **sums)


def make_content(random_: random.Random, kind: str | None = None, language: str | None = None) -> Content:
    """An invented paper, determined by the state of `random_`."""
    kind = kind or random_.choices(list(KIND_WEIGHTS), list(KIND_WEIGHTS.values()))[0]
    habits = habits_of(language or random_.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0])
    country = random_.choice([habits.countries[0], *habits.countries])
    if kind == "receipt" and habits.code == "en" and random_.random() < 0.4:
        country = "MY"
    abroad = random_.random() < 0.12
    show_country = abroad or random_.random() < 0.3
    seller = make_party(random_, habits, country, show_country, role="seller")
    buyer_country = random_.choice(["DE", "FR", "GB", "NL", "IT", "US"]) if abroad else country
    buyer = make_party(random_, habits, buyer_country, show_country, company=random_.random() < 0.8)
    gross_lines = kind == "receipt" or random_.random() < 0.08
    free = abroad and random_.random() < 0.6
    positive = [Decimal(rate) for rate in tax_rates_of(habits, country)]
    rates = [Decimal(0)] if free else [positive[0]] if random_.random() < 0.72 else random_.sample(positive, 2)
    sign = -1 if kind == "credit-note" and random_.random() < 0.35 else 1
    lines = make_lines(random_, habits, kind, rates, sign)
    goods, discount, charges, taxes = sum_up(random_, lines, gross_lines, kind == "receipt")
    net = sum((t.base for t in taxes), Decimal(0))
    tax = sum((t.amount for t in taxes), Decimal(0))
    gross = net + tax
    prepaid = (
        cents(gross * random_.choice([10, 20, 30, 50]) / 100)
        if random_.random() < 0.08 and sign > 0 and kind == "invoice"
        else Decimal(0)
    )
    issued = date(random_.randint(2012, 2026), 1, 1) + timedelta(days=random_.randint(0, 364))
    number = identifiers.document_number
    ids = {
        "invoiceNumber": number(random_, issued.year),
        "orderReference": number(random_, issued.year),
        "contractReference": number(random_, issued.year),
        "customerNumber": number(random_, issued.year),
        "sellerTaxNumber": random_.choice(
            [
                f"{identifiers.digits(random_, 2)}/{identifiers.digits(random_, 3)}/{identifiers.digits(random_, 5)}",
                identifiers.digits(random_, random_.choice([9, 11, 12, 14])),
                f"{identifiers.digits(random_, 2)}-{identifiers.digits(random_, 7)}",
                f"{identifiers.digits(random_, 3)} {identifiers.digits(random_, 3)} {identifiers.digits(random_, 3)} {identifiers.digits(random_, 5)}",
            ]
        ),
        "buyerTaxNumber": identifiers.digits(random_, random_.choice([8, 9, 11])),
        "accountNumber": identifiers.digits(random_, random_.choice([6, 7, 8, 10])),
        "sortCode": f"{identifiers.digits(random_, 2)}-{identifiers.digits(random_, 2)}-{identifiers.digits(random_, 2)}",
        "other1": number(random_, issued.year),
        "other2": number(random_, issued.year - 1),
    }
    ids["paymentReference"] = random_.choice(
        [
            ids["invoiceNumber"] + "-" + ids["customerNumber"],
            f"RF{identifiers.digits(random_, 12)}",
            f"{identifiers.digits(random_, 4)} {identifiers.digits(random_, 4)} {identifiers.digits(random_, 4)}",
            number(random_, issued.year),
        ]
    )
    for name, party in (("sellerVatId", seller), ("buyerVatId", buyer)):
        if value := identifiers.vat_id(random_, party.country):
            ids[name] = value
    if value := identifiers.iban(random_, country):
        ids["iban"] = value
        ids["bic"] = identifiers.bic(random_, country)
    start = issued.replace(day=1) - timedelta(days=random_.choice([1, 31, 62]))
    start = start.replace(day=1)
    dates = {
        "issueDate": issued,
        "dueDate": issued + timedelta(days=random_.choice([0, 7, 10, 14, 15, 21, 30, 30, 45, 60])),
        "deliveryDate": issued - timedelta(days=random_.randint(0, 12)),
        "start": start,
        "end": start + timedelta(days=random_.choice([29, 30, 27, 89])),
        "orderDate": issued - timedelta(days=random_.randint(3, 60)),
    }

    def maybe(share: float, role: str = "buyer") -> Party | None:
        return make_party(random_, habits, buyer_country, show_country, role=role) if random_.random() < share else None

    return Content(
        kind, habits, CURRENCY.get(country, "EUR"), seller, buyer, maybe(0.16), maybe(0.05), maybe(0.14, "seller"), ids, dates, random_.choice(habits.terms), lines, gross_lines,
        goods, discount, charges, net, taxes, tax, gross, prepaid, gross - prepaid,
        bank_name=random_.choice(["Sparkasse", "Volksbank", "Deutsche Bank", "BNP Paribas", "Barclays", "ING", "Rabobank", "UniCredit", "Santander", "CaixaBank", "Millennium BCP", "mBank", "PKO BP", "HSBC"]),
    )  # fmt: skip
