"""The sums of a document and what they say of the values in them: `checks/document/equations.ts` in Python."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from docket_training.documents.decode import Extraction
from docket_training.documents.found import Found

ROUNDING = Decimal("0.02")
"""Largest difference of a sum that still counts as rounding."""
CLOSES, FAILS = "closes", "fails"


@dataclass(frozen=True)
class Equation:
    rule: str
    holds: bool
    members: tuple[str, ...]
    """Paths of the values in it."""


def decimal_of(found: Found | None) -> Decimal | None:
    return Decimal(found.value) if found is not None and re.fullmatch(r"-?\d+(\.\d+)?", found.value) else None


def closes(left: Decimal, right: Decimal, roundings: int = 1) -> bool:
    """Are two sums the same but for rounding? `roundings`: how many rounded values went into them."""
    return abs(left - right) <= max(ROUNDING, Decimal("0.01") * roundings)


def total_equations(found: Extraction) -> Iterator[Equation]:
    """net + tax = gross; gross - prepaid = amount due; the tax rows sum to the total tax."""
    value = {name: decimal_of(entry) for name, entry in found.fields.items()}
    net, tax, gross = (value.get(name) for name in ("totalNet", "totalTax", "totalGross"))
    if net is not None and tax is not None and gross is not None:
        yield Equation("sum.gross", closes(net + tax, gross, 2), ("totalNet", "totalTax", "totalGross"))
    prepaid, due = value.get("totalPrepaid"), value.get("amountDue")
    if gross is not None and prepaid is not None and due is not None:
        yield Equation("sum.due", closes(gross - prepaid, due), ("totalGross", "totalPrepaid", "amountDue"))
    amounts = [amount for row in found.taxes if (amount := decimal_of(row.get("amount"))) is not None]
    if tax is not None and amounts and len(amounts) == len(found.taxes):
        members = ("totalTax", *(f"taxes.{i}.amount" for i in range(len(amounts))))
        yield Equation("sum.taxes", closes(sum(amounts, Decimal(0)), tax, len(amounts)), members)


def tax_row_equations(found: Extraction) -> Iterator[Equation]:
    """base * rate = amount."""
    for index, row in enumerate(found.taxes):
        rate, base, amount = (decimal_of(row.get(column)) for column in ("rate", "base", "amount"))
        if rate is not None and base is not None and amount is not None:
            members = tuple(f"taxes.{index}.{column}" for column in ("rate", "base", "amount"))
            yield Equation("tax.row", closes(base * rate / 100, amount), members)


def line_equations(found: Extraction) -> Iterator[Equation]:
    """The lines sum to a total, corrected by discounts and charges; quantity * price - discount = line total."""
    totals = [total for row in found.lines if (total := decimal_of(row.get("lineTotal"))) is not None]
    named = ((name, decimal_of(found.fields.get(name))) for name in ("totalNet", "totalGross"))
    targets = {name: value for name, value in named if value is not None}
    if totals and len(totals) == len(found.lines) and targets:
        lines = sum(totals, Decimal(0))
        discount = abs(decimal_of(found.fields.get("totalDiscount")) or Decimal(0))
        charges = decimal_of(found.fields.get("totalCharges")) or Decimal(0)
        sums = (lines, lines - discount + charges)
        met = [n for n, value in targets.items() if any(closes(one, value, len(totals)) for one in sums)]
        yield Equation("sum.lines", bool(met), (*(f"lines.{i}.lineTotal" for i in range(len(totals))), *met))
    for index, row in enumerate(found.lines):
        quantity, price, total = (decimal_of(row.get(column)) for column in ("quantity", "unitPrice", "lineTotal"))
        if quantity is None or price is None or total is None:
            continue
        product = quantity * price
        holds = closes(product, total) or closes(product - abs(decimal_of(row.get("discount")) or Decimal(0)), total)
        members = tuple(f"lines.{index}.{column}" for column in ("quantity", "unitPrice", "lineTotal"))
        yield Equation("line.product", holds, members)


def blocked_paths(found: Extraction) -> set[str]:
    """What the service never accepts: the values that a failing check of severity `error` names."""
    blocked: set[str] = set()
    for equation in (*total_equations(found), *tax_row_equations(found)):
        if equation.holds:
            continue
        named = {"sum.taxes": equation.members[:1], "tax.row": equation.members[-1:]}
        blocked |= set(named.get(equation.rule, equation.members))
    return blocked


def values_by_path(found: Extraction) -> dict[str, Found]:
    rows = (("lines", found.lines), ("taxes", found.taxes))
    tables = {f"{name}.{i}.{c}": v for name, table in rows for i, row in enumerate(table) for c, v in row.items()}
    return {**found.fields, **tables}


def sum_votes(found: Extraction) -> dict[str, str]:
    """`closes` or `fails` by path, as most sums with the value say; absent where it cannot be told.

    A sum with a value that a rule computed proves nothing: it was made to close.
    """
    values, tally = values_by_path(found), Counter()
    for equation in (*total_equations(found), *tax_row_equations(found), *line_equations(found)):
        if any(values[path].source == "rule" for path in equation.members):
            continue
        for path in equation.members:
            tally[path] += 1 if equation.holds else -1
    return {path: CLOSES if votes > 0 else FAILS for path, votes in tally.items() if votes}
