"""A layout: the choices that make one house style, all drawn from its seed."""

import random
from dataclasses import dataclass, replace

FONTS = [
    "Liberation Sans",
    "Liberation Serif",
    "Liberation Mono",
    "Liberation Sans Narrow",
    "DejaVu Sans",
    "DejaVu Serif",
    "DejaVu Sans Condensed",
    "Noto Sans",
    "Noto Serif",
    "Carlito",
    "Caladea",
    "Roboto",
    "Roboto Condensed",
    "Lato",
    "Open Sans",
]


HEADS = (
    *("captioned", "captioned", "captioned-second", "name-left", "name-right", "name-centre", "none", "band"),
    *("logo-left-address-right", "logo-right-address-left"),
)


@dataclass(frozen=True)
class Layout:
    seed: int
    paper: str
    margin_mm: int
    font: str
    size_pt: float
    spacing: float
    accent: str
    head: str
    parties: str
    meta: str
    meta_colon: str
    title_place: str
    columns: tuple[str, ...]
    table_rules: str
    description_style: str
    totals_place: str
    tax_style: str
    bank_place: str
    footer: str
    header_row: str
    tax_with_rate: bool
    number_style: int
    date_style: int
    currency_place: str
    show: tuple[str, ...]
    structure: str = "letter"
    price_decimals: int = 2


OPTIONAL = {
    "dueDate": 0.65, "deliveryDate": 0.35, "servicePeriod": 0.15, "orderReference": 0.42, "contractReference": 0.12, "customerNumber": 0.45, "paymentTerms": 0.42,
    "paymentReference": 0.22, "sellerVatId": 0.78, "sellerTaxNumber": 0.36, "buyerVatId": 0.28, "buyerTaxNumber": 0.08, "iban": 0.72, "bic": 0.6, "accountNumber": 0.16,
    "currency": 0.12, "contact": 0.35, "ourReference": 0.35, "orderDate": 0.15, "phone": 0.7, "fax": 0.25, "registration": 0.3, "tagline": 0.2, "thanks": 0.7,
    "sender-line": 0.2, "goods": 0.35, "sentence": 0.25, "footer-address": 0.2, "total-again": 0.12, "tax-table": 0.25, "captions-two-languages": 0.06, "seller-name-in-footer": 0.15, "note": 0.2, "party-number": 0.2, "zero-rows": 0.12, "line-notes": 0.15,
    "terms-with-date": 0.3, "terms-below": 0.5,
}  # fmt: skip


STRUCTURES = {
    "letter": 0.18, "form": 0.05, "sections": 0.12, "window-letter": 0.13, "side-by-side": 0.08, "boxed-form": 0.06,
    "line-printer": 0.05, "viewer": 0.11, "bill": 0.05, "template": 0.12, "shop": 0.05,
}  # fmt: skip
"""Shares of the layouts. `letter` composes the parts of a page freely; the others are families of their own."""
MONOSPACE = ("Liberation Mono", "DejaVu Sans Mono", "Courier New")
FORM_RULES = ("none", "rows", "grid", "stripes", "head-filled")


def make_layout(seed: int) -> Layout:
    """The layout of a seed."""
    r = random.Random(f"layout {seed}")
    columns = ["line.description"]
    if r.random() < 0.45:
        columns.insert(0, "line.sellerItemId") if r.random() < 0.75 else columns.append("line.sellerItemId")
    if r.random() < 0.5:
        columns.insert(0, "position")
    numeric = ["line.quantity"] if r.random() < 0.93 else []
    if numeric and r.random() < 0.4:
        numeric.append("line.unit")
    if r.random() < 0.88:
        numeric.append("line.unitPrice")
    if r.random() < 0.18:
        numeric.append("line.discount")
    if r.random() < 0.4:
        numeric.append("line.taxRate")
    if numeric and r.random() < 0.18:
        columns = [*numeric[:1], *columns]
        numeric = numeric[1:]
    elif r.random() < 0.12:
        numeric.reverse()
    layout = Layout(
        seed,
        paper=r.choice(["a4"] * 7 + ["letter"] * 2),
        margin_mm=r.choice([10, 14, 18, 22, 25]),
        font=r.choice(FONTS),
        size_pt=r.choice([7.5, 8, 8.5, 9, 9, 9.5, 10, 10, 11, 12]),
        spacing=r.choice([1.1, 1.2, 1.3, 1.45, 1.6]),
        accent=r.choice(["#000", "#000", "#1a4d8f", "#8f1a1a", "#2e7d32", "#555", "#6a1b9a", "#b36b00"]),
        head=r.choice(HEADS),
        parties=r.choice(
            [
                "two-columns",
                "buyer-left",
                "buyer-right",
                "stacked",
                "buyer-left-seller-right",
                "boxed",
                "vertical",
                "vertical",
            ]
        ),
        meta=r.choice(
            ["table-right", "table-left", "row", "captions-above", "inline", "two-column-table", "boxed-right"]
        ),
        meta_colon=r.choice([":", ":", "", " :", "."]),
        title_place=r.choice(["top", "above-meta", "above-table", "right", "with-number", "with-number"]),
        columns=(*columns, *numeric, "line.lineTotal"),
        table_rules=r.choice(["none", "rows", "grid", "head-line", "stripes", "head-filled", "frame"]),
        description_style=r.choice(["plain", "plain", "sub-line", "bold-then-detail", "id-below"]),
        totals_place=r.choice(["right", "right", "right", "full", "left", "in-table", "row"]),
        tax_style=r.choice(["line", "line", "line", "table", "table-and-line"]),
        bank_place=r.choice(["footer", "below-totals", "footer-columns", "box", "head"]),
        footer=r.choice(["columns", "line", "none", "centred"]),
        header_row=r.choice(["normal", "upper", "bold"]),
        tax_with_rate=r.random() < 0.75,
        number_style=r.randint(0, 9),
        date_style=r.randint(0, 9),
        currency_place=r.choice(
            ["none", "none", "symbol-before", "symbol-behind", "code-behind", "code-before", "symbol-behind"]
        ),
        show=tuple(name for name, share in OPTIONAL.items() if r.random() < share),
    )
    layout = replace(layout, price_decimals=r.choice([2] * 8 + [3, 4]))
    layout = as_structure(layout, r)
    apart = layout.structure == "boxed-form" or layout.totals_place == "row"
    return replace(layout, tax_style="table") if apart and layout.tax_style == "line" else layout


def as_structure(layout: Layout, r: random.Random) -> Layout:
    """The layout in one of the structures, with the choices that its structure leaves."""
    structure = r.choices(list(STRUCTURES), list(STRUCTURES.values()))[0]
    statement = {"tax_style": "table", "totals_place": "full", "table_rules": r.choice(FORM_RULES)}
    match structure:
        case "letter":
            return layout
        case "form":
            return replace(layout, structure=structure, **statement)
        case "sections":
            font = r.choice(MONOSPACE) if r.random() < 0.4 else layout.font
            return replace(layout, structure=structure, font=font, size_pt=r.choice([7.5, 8, 9, 10]), **statement)
        case "viewer":
            size, currency = r.choice([7, 7.5, 8, 9, 10]), r.choice(["none", "none", "code-behind", "symbol-behind"])
            return replace(layout, structure=structure, size_pt=size, currency_place=currency, **statement)
        case "line-printer":
            font, size = r.choice(MONOSPACE), r.choice([7.5, 8, 8.5])
            spacing = r.choice([1.0, 1.1, 1.2, 1.35])
            margin = r.choice([10, 14, 18])
            return replace(layout, structure=structure, font=font, size_pt=size, spacing=spacing, margin_mm=margin)
    return replace(layout, structure=structure)
