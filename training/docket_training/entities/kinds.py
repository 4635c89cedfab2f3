"""The kinds of entities that are learnt, and how the labelled sets name them."""

KINDS = (
    "order",
    "invoice",
    "account-type",
    "person",
    "company",
    "city",
    "country",
    "amount",
    "date",
    "date-from",
    "date-to",
    "date-period",
    "time",
    "time-period",
    "people",
    "adults",
    "kids",
    "rooms",
)

BITEXT = {
    "order_id": "order",
    "invoice_id": "invoice",
    "account_type": "account-type",
    "person_name": "person",
    "delivery_city": "city",
    "delivery_country": "country",
    "refund_amount": "amount",
}
"""Bitext's entity types."""

ANY_DOMAIN = {
    "date": "date",
    "date_from": "date-from",
    "date_to": "date-to",
    "date_period": "date-period",
    "time": "time",
    "time_from": "time",
    "time_to": "time",
    "time_period": "time-period",
    "person_name": "person",
    "number": None,
}
"""NLU++'s slots. None: not offered, its words are left out of the loss. Beginning and end of a span of hours (18 and 16
values to learn from), bare numbers (25) and spending categories (30) are too rare to be claimed."""
NLUPP = {
    "banking": {**ANY_DOMAIN, "amount_of_money": "amount", "company_name": "company", "shopping_category": None},
    "hotels": {**ANY_DOMAIN, "rooms": "rooms", "people": "people", "adults": "adults", "kids": "kids"},
}

HELD_OUT = {
    "order": ("00123842",),
    "invoice": ("#85632",),
    "person": ("anna freeman",),
    "account-type": ("gold",),
    "city": ("detroit",),
    "country": ("canada",),
    "amount": ("1200 dollars", "$1200"),
}
"""Bitext repeats a handful of values: these are never trained on, so that the report can speak of unseen ones."""


def bio_labels() -> list[str]:
    return ["O", *(f"{place}-{kind}" for kind in KINDS for place in "BI")]
