"""The fields that decide whether a document passes, read from `schemas/deciding-fields.ts`."""

import re
from functools import cache

from docket_training.documents.found import Found
from docket_training.documents.vocabulary_of_fields import FIELDS_SOURCE

SOURCE = FIELDS_SOURCE.with_name("deciding-fields.ts")


@cache
def _table(name: str) -> str:
    """The literal that a constant is set to."""
    source = SOURCE.read_text(encoding="utf8")
    found = re.search(rf"export const {name}: [^=]+= ([\[{{].*?[\]}}]);\n", source, re.DOTALL)
    if found is None:
        raise ValueError(f"{SOURCE}: no table {name!r}; the fields that decide must be declared there")
    return found.group(1)


def _names(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"'([\w-]+)'", text))


@cache
def critical_fields() -> tuple[str, ...]:
    """A value found here and in doubt goes to a person."""
    return _names(_table("criticalFields"))


@cache
def required_fields() -> dict[str, tuple[str, ...]]:
    """Without a value here a document of a kind goes to a person."""
    rows = re.findall(r"'?([\w-]+)'?: (\[[^\]]*\])", _table("requiredFields"))
    return {kind: _names(names) for kind, names in rows}


def is_computed(name: str, found: Found) -> bool:
    """Nothing on the page says it, so nothing accepts it."""
    return found.source == "rule" and name in _names(_table("computedFields"))


def is_stated_by_rule(name: str, found: Found) -> bool:
    """It raises no doubt of its own."""
    implied = re.findall(r"(\w+): \[", _table("impliedBy"))
    return is_computed(name, found) or (found.source == "rule" and name in implied)
