"""From the logits of all words to fields, line items and tax rows: the reference of `docs/decoding.md`."""

from dataclasses import dataclass

import numpy as np

from docket_training.documents.currencies import vote
from docket_training.documents.derive import currency_by_vote, derive
from docket_training.documents.fields import header_fields
from docket_training.documents.found import Found
from docket_training.documents.identifiers import compact, parse_iban
from docket_training.documents.known_scores import with_labels
from docket_training.documents.parties import parties
from docket_training.documents.party_pieces import FAMILIES, fields_of
from docket_training.documents.rows import tables
from docket_training.documents.spans import type_scores
from docket_training.documents.totals import TOTALS, totals
from docket_training.documents.values import habits_of
from docket_training.documents.vocabulary_of_fields import KINDS, header_types
from docket_training.documents.words import Page

DECODED_TOGETHER = {*TOTALS, *(name for family in FAMILIES for name in fields_of(family))}
CURRENCY_COUNTRY = {"PLN": "PL", "GBP": "GB"}
NAME_COUNTRY = {"NIP": "PL", "NIF": "PT", "NIPC": "PT", "CONTRIBUINTE": "PT"}
"""Countries by what they call the tax number. Spanish numbers, also called NIF, are told by their shape."""


@dataclass(frozen=True)
class Extraction:
    """Uncalibrated result; `kind_scores` is the softmax of the kind head in the order of KINDS."""

    fields: dict[str, Found]
    lines: list[dict[str, Found]]
    taxes: list[dict[str, Found]]
    kind: str
    kind_scores: list[float]


def country_of(pages: list[Page], currency: str | None) -> str | None:
    """The country of the first IBAN behind that word, else of the first name of a tax number, else the currency's."""
    texts = [word.text for page in pages for word in page.words]
    for index, text in enumerate(texts):
        if text.upper().startswith("IBAN"):
            iban = parse_iban(" ".join(texts[index : index + 9]))
            if iban:
                return iban[:2]
    named = next((NAME_COUNTRY[name] for text in texts if (name := compact(text)) in NAME_COUNTRY), None)
    return named or CURRENCY_COUNTRY.get(currency or "")


def decode(
    pages: list[Page], logits: list[np.ndarray], kind_logits: np.ndarray, temperature: float = 1.0
) -> Extraction:
    """Decode a document. `logits`: [W,C] of each page's words; `kind_logits`: [4]."""
    said = [type_scores(values, temperature) for values in logits]
    scores = [with_labels(page, of_page) for page, of_page in zip(pages, said, strict=True)]
    texts = [word.text for page in pages for word in page.words]
    printed = vote(texts, set())
    currency = printed[0] if printed else None
    habits = habits_of(texts, currency, country_of(pages, currency))
    together = totals(pages, scores, habits) | parties(pages, scores, habits)
    alone = header_fields((name for name in header_types() if name not in DECODED_TOGETHER), pages, scores, habits)
    fields = {name: found for name in header_types() if (found := (together | alone).get(name))}
    if "currency" not in fields and (found := currency_by_vote(pages, fields)):
        fields["currency"] = found
    lines, taxes = tables(pages, scores, habits)
    derive(fields, taxes)
    exponent = np.exp(kind_logits - kind_logits.max())
    kinds = (exponent / exponent.sum()).tolist()
    return Extraction(fields, lines, taxes, KINDS[int(np.argmax(kind_logits))], kinds)
