"""The document vocabulary, read from `schemas/fields.ts` so that both languages share one list."""

import re
from functools import cache
from pathlib import Path

FIELDS_SOURCE = Path(__file__).parents[3] / "schemas" / "fields.ts"
KINDS = ("invoice", "credit-note", "receipt", "other")
"""Order of the kind head's logits."""


@cache
def _table(name: str) -> dict[str, str]:
    source = FIELDS_SOURCE.read_text(encoding="utf8")
    block = re.search(rf"export const {name} = \{{(.*?)\}} as const", source, re.DOTALL)
    if block is None:
        raise ValueError(f"{FIELDS_SOURCE}: no table {name!r}; the field vocabulary must be declared there")
    return dict(re.findall(r"(\w+): '(\w+)'", block.group(1)))


def header_types() -> dict[str, str]:
    """Value type by header field."""
    return _table("fieldTypes")


def line_types() -> dict[str, str]:
    """Value type by column of a line item."""
    return _table("lineFieldTypes")


def tax_types() -> dict[str, str]:
    """Value type by column of a tax row."""
    return _table("taxFieldTypes")


@cache
def value_types() -> dict[str, str]:
    """Value type by label type: header fields, `line.<column>`, `tax.<column>`."""
    return {
        **header_types(),
        **{f"line.{name}": kind for name, kind in line_types().items()},
        **{f"tax.{name}": kind for name, kind in tax_types().items()},
    }


@cache
def bio_labels() -> list[str]:
    """Labels in logit order: O, then B- and I- of every label type."""
    return ["O", *(f"{place}-{name}" for name in value_types() for place in ("B", "I"))]
