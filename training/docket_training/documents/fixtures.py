"""Writes the decoding fixtures that the Python reference and the service must both meet."""

import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from docket_training.documents.decode import Extraction, decode
from docket_training.documents.fixture_of_columns import columns_pages
from docket_training.documents.fixture_of_headings import headings_page
from docket_training.documents.fixture_of_rounding import rounding_page
from docket_training.documents.found import Found
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.noise import Degree, degrade
from docket_training.documents.values import Habits, value_of
from docket_training.documents.vocabulary_of_fields import bio_labels
from docket_training.documents.windows import Window, merge_windows, window_bounds
from docket_training.documents.words import Page, Word

FIXTURES = Path(__file__).parents[3] / "test" / "fixtures" / "decoding"
SHARE_OF_DOUBT = 0.12
"""Words whose logits waver between their label and another."""

PRINTED = [
    ("totalGross", "amount", "1.234,56 €", ","), ("totalGross", "amount", "€1,234.56", "."), ("totalGross", "amount", "1 234,56", ","), ("totalGross", "amount", "1.234", ","),
    ("totalGross", "amount", "1'234.50", "."), ("totalGross", "amount", "RM4.00", "."), ("totalGross", "amount", "-5.00", "."), ("totalGross", "amount", "(5.00)", "."),
    ("totalGross", "amount", "5.00-", "."), ("totalGross", "amount", "EUR -12,00", ","), ("totalGross", "amount", "-€5.00", "."), ("totalGross", "amount", "Total-12.00", "."), ("totalGross", "amount", "12,5", ","),
    ("totalGross", "amount", "19% 190.00", "."), ("totalGross", "amount", "none", "."), ("totalGross", "amount", "1,234,567", "."), ("totalGross", "amount", "12.00 CR", "."),
    ("line.quantity", "quantity", "1.234", "."), ("line.quantity", "quantity", "1.234", ","), ("line.quantity", "quantity", "0,125", "."), ("line.quantity", "quantity", "2,00", ","), ("line.quantity", "quantity", "10 Stk", ","),
    ("line.unitPrice", "unitPrice", "0.0345", "."), ("line.unitPrice", "unitPrice", "12.5", "."), ("line.unitPrice", "unitPrice", "1.500", "."), ("line.unitPrice", "unitPrice", "15.387,0800", ","), ("line.unitPrice", "unitPrice", "1,234.5678", "."),
    ("line.taxRate", "rate", "19 %", ","), ("line.taxRate", "rate", "5,5%", ","), ("line.taxRate", "rate", "190", ","), ("line.taxRate", "rate", "20.00", "."),
    ("issueDate", "date", "25/12/2018 8:13", "."), ("issueDate", "date", "25/12/20188:13", "."), ("issueDate", "date", "05.03.24", "."), ("issueDate", "date", "12/31/2024", "."), ("issueDate", "date", "30 DEC 17", "."),
    ("issueDate", "date", "12. März 2024", "."), ("issueDate", "date", "March 5, 2024", "."), ("issueDate", "date", "3 de outubro de 2023", "."), ("issueDate", "date", "12 października 2024", "."), ("issueDate", "date", "1er février 2024", "."),
    ("issueDate", "date", "14-Feb-2018", "."), ("issueDate", "date", "26 MAY'18", "."), ("issueDate", "date", "20240301", "."), ("issueDate", "date", "2024-03-01T00:00", "."), ("issueDate", "date", "31.02.2024", "."), ("issueDate", "date", "15 juillet 2022", "."),
    ("invoiceNumber", "id", ": RE-2024/017.", "."), ("invoiceNumber", "id", "# 4711", "."), ("invoiceNumber", "id", "--", "."), ("invoiceNumber", "id", "N°12345678901", "."), ("invoiceNumber", "id", "Nr. 2024-17", "."), ("invoiceNumber", "id", "No 88", "."), ("invoiceNumber", "id", "NR2024-17", "."), ("invoiceNumber", "id", "n° ", "."),
    ("iban", "iban", "DE02 1203 0000 0000 2020 51 BIC", "."), ("iban", "iban", "IBAN: NL91ABNA0417164300", "."), ("iban", "iban", "12345", "."),
    ("bic", "bic", "COBA DE FF XXX", "."), ("bic", "bic", "BIC:DEUTDEFF", "."), ("bic", "bic", "DEUT", "."),
    ("sellerVatId", "vatId", "USt-IdNr.DE 123 456 789", "."), ("sellerVatId", "vatId", "CHE-123.456.789 MWST", "."), ("sellerVatId", "vatId", "B-12345678", "."), ("sellerVatId", "vatId", "01234567890", "."), ("sellerVatId", "vatId", "816-367-71-76", "."), ("sellerVatId", "vatId", "FR 40 303 265 045", "."), ("sellerVatId", "vatId", "GSTIN: 29AAHCS6672E1ZZ", "."), ("sellerVatId", "vatId", "29AAHCS6672E1ZZ", "."),
    ("currency", "currency", "EUR", "."), ("currency", "currency", "R$", "."), ("currency", "currency", "(zł)", "."), ("currency", "currency", "EURO", "."), ("currency", "currency", "50,00 Euro", ","), ("currency", "currency", "Eurostar", "."), ("currency", "currency", "Rs.350.00", "."),
    ("sellerName", "text", "| Muster GmbH & Co. KG ,", "."), ("sellerName", "text", "KOPI SDN BHD(728384-M)", "."), ("sellerName", "text", "KOPI (KL) SDN BHD (139386 X)", "."),
    ("sellerName", "text", "KOPI SDN BHD (CO. REG : 704427-T)", "."), ("sellerName", "text", "KOPI TIMUR 822737-X ,", "."), ("sellerName", "text", "Praxis 2000", "."), ("sellerName", "text", "Hotel am Ring (2019)", "."),
    ("paymentTerms", "text", "- - -", "."),
]  # fmt: skip


def value_cases() -> list[dict]:
    """Printed texts with what they stand for, for a day-first document without country."""
    cases = []
    for name, kind, text, mark in PRINTED:
        words = [Word(part, (10.0 * i, 0.0, 10.0 * i + 8, 10.0)) for i, part in enumerate(text.split(" "))]
        value = value_of(name, kind, words, Habits(decimal_mark=mark))
        cases.append({"field": name, "type": kind, "text": text, "decimalMark": mark, "value": value})
    return cases


def window_cases() -> list[dict]:
    """Piece counts with the word ranges of the windows, and the window each word counts in."""
    cases = []
    for counts, capacity, stride in (([1] * 10, 10, 4), ([1] * 11, 10, 4), ([3, 2, 6, 1, 1, 4, 5, 2, 6, 3, 3, 1], 12, 5), ([6] * 9, 13, 5), ([2] * 40, 20, 8), ([], 10, 4)):  # fmt: skip
        bounds = window_bounds(counts, capacity, stride)
        windows = [Window(start, end, [], [], list(range(end - start))) for start, end in bounds]
        marked = [np.full((end - start, 1), number, np.float32) for number, (start, end) in enumerate(bounds)]
        chosen = merge_windows(windows, marked, len(counts))[:, 0].astype(int).tolist() if counts else []
        cases.append(
            {
                "counts": counts,
                "capacity": capacity,
                "stride": stride,
                "windows": [list(b) for b in bounds],
                "chosen": chosen,
            }
        )
    return cases


def found_entry(found: Found) -> dict:
    return {
        "value": found.value,
        "raw": round(found.raw, 9),
        "page": found.page,
        "box": list(found.box),
        "words": list(found.words),
        "source": found.source,
    }


def expected(extraction: Extraction) -> dict:
    return {
        "kind": extraction.kind,
        "fields": {name: found_entry(found) for name, found in extraction.fields.items()},
        "lines": [{name: found_entry(found) for name, found in row.items()} for row in extraction.lines],
        "taxes": [{name: found_entry(found) for name, found in row.items()} for row in extraction.taxes],
    }


def sparse_logits(random_: random.Random, labels: list[str]) -> list[dict[str, float]]:
    """Logits of each word by label; labels not named are 0. A share of the words is in doubt."""
    out = []
    for label in labels:
        row = {label: round(random_.uniform(6, 11), 3)}
        if random_.random() < SHARE_OF_DOUBT:
            row[random_.choice(bio_labels())] = round(random_.uniform(5, 10), 3)
        if label != "O" and random_.random() < SHARE_OF_DOUBT:
            row["O"] = round(random_.uniform(4, 10), 3)
        out.append(row)
    return out


def dense(rows: list[dict[str, float]]) -> np.ndarray:
    """Sparse logits as float32 [W,C]."""
    place = {label: i for i, label in enumerate(bio_labels())}
    values = np.zeros((len(rows), len(place)), np.float32)
    for index, row in enumerate(rows):
        for label, value in row.items():
            values[index, place[label]] = value
    return values


def read_page(raw: dict) -> Page:
    return Page(raw["width"], raw["height"], [Word(w["text"], tuple(w["box"])) for w in raw["words"]])


def document_case(document: LabelledDocument, random_: random.Random) -> dict:
    """A synthetic paper with wavering logits, and what decoding makes of it."""
    pages, scores = [], []
    degree = Degree(0.0, 0.01, 0.03, 0.0, 0.05, False, False)
    for page, labels in zip(document.pages, document.labels, strict=True):
        noisy, kept = degrade(random_, page, labels, degree)
        words = [{"text": w.text, "box": [round(v, 2) for v in w.box]} for w in noisy.words]
        pages.append({"width": page.width, "height": page.height, "words": words})
        scores.append(sparse_logits(random_, kept))
    kind = [round(random_.uniform(-2, 4), 3) for _ in range(4)]
    result = decode([read_page(p) for p in pages], [dense(s) for s in scores], np.array(kind))
    return {"id": document.id, "pages": pages, "logits": scores, "kindLogits": kind, "expected": expected(result)}


def headings_case() -> dict:
    """A page that is decoded by its headings."""
    page, logits = headings_page()
    kind = [2.0, 0.0, 0.0, 0.0]
    result = decode([read_page(page)], [dense(logits)], np.array(kind))
    return {"id": "headings", "pages": [page], "logits": [logits], "kindLogits": kind, "expected": expected(result)}


def columns_case() -> dict:
    """Pages whose lines are decoded by their columns."""
    pages, logits = columns_pages()
    kind = [2.0, 0.0, 0.0, 0.0]
    result = decode([read_page(page) for page in pages], [dense(of_page) for of_page in logits], np.array(kind))
    return {"id": "columns", "pages": pages, "logits": logits, "kindLogits": kind, "expected": expected(result)}


def rounding_case() -> dict:
    """A receipt whose total is rounded."""
    page, logits = rounding_page()
    kind = [0.0, 0.0, 2.0, 0.0]
    result = decode([read_page(page)], [dense(logits)], np.array(kind))
    return {"id": "rounding", "pages": [page], "logits": [logits], "kindLogits": kind, "expected": expected(result)}


def chosen_papers(papers: Iterable[LabelledDocument], least: int = 2, most: int = 420) -> list[LabelledDocument]:
    """Six papers that differ: two tax rates, a receipt, a credit note, two pages, Polish, a place of delivery."""
    wanted: list[Callable[[LabelledDocument], bool]] = [
        lambda d: d.language == "de" and d.kind == "invoice" and len(d.truth.get("taxes", [])) >= least,
        lambda d: d.language == "en" and d.kind == "receipt" and len(d.truth["lines"]) > least,
        lambda d: d.kind == "credit-note" and len(d.truth["lines"]) > least,
        lambda d: len(d.pages) >= least,
        lambda d: d.language == "pl" and d.kind == "invoice",
        lambda d: d.language == "fr" and "shipToName" in d.truth,
    ]
    chosen: dict[int, LabelledDocument] = {}
    for paper in papers:
        words = sum(len(page.words) for page in paper.pages)
        for place, fits in enumerate(wanted):
            small = words <= (most if place == 3 else most // 2)
            if paper.kind != "other" and small and place not in chosen and fits(paper):
                chosen[place] = paper
                break
        if len(chosen) == len(wanted):
            break
    return [chosen[place] for place in sorted(chosen)]


def write_fixtures(documents: Iterable[LabelledDocument], seed: int = 3) -> None:
    """Write values.json, windows.json and one file for each document."""
    FIXTURES.mkdir(parents=True, exist_ok=True)
    cases = {"values": value_cases(), "windows": window_cases(), "paper-headings": headings_case()}
    cases |= {"paper-columns": columns_case(), "paper-rounding": rounding_case()}
    for number, document in enumerate(documents, 1):
        cases[f"paper-{number}"] = document_case(document, random.Random(f"{seed} {document.id}"))
    for name, case in cases.items():
        rows = [json.dumps(row, ensure_ascii=False) for row in case] if isinstance(case, list) else []
        text = "[\n" + ",\n".join(rows) + "\n]" if rows else json.dumps(case, ensure_ascii=False)
        (FIXTURES / f"{name}.json").write_text(text + "\n", encoding="utf8")
