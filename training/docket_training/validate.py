"""Checks of training data and of tensors; every message names the row and says what to do."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from docket_training.labelled_text import DataError, LabelledText

SHOWN = 20
"""Problems listed in one message; the rest are counted."""


def fail_on(problems: list[str]) -> None:
    """Raise one DataError with all problems."""
    if problems:
        rest = f"\n… and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        raise DataError("\n".join(problems[:SHOWN]) + rest)


def check_rows(rows: Sequence[LabelledText], minimum_per_label: int = 2) -> None:
    """Refuse empty texts or labels, repeated ids, one text under two labels, labels with too few rows."""
    problems = []
    first_of_id: dict[str, LabelledText] = {}
    first_of_text: dict[str, LabelledText] = {}
    for row in rows:
        if not row.text.strip():
            problems.append(f"{row.where}: empty text; remove the row")
            continue
        if not row.label.strip():
            problems.append(f"{row.where}: empty label; give one or remove the row")
            continue
        known = first_of_id.setdefault(row.id, row)
        if known is not row:
            problems.append(f"{row.where}: id {row.id!r} is already used at {known.where}; ids must be unique")
        twin = first_of_text.setdefault(row.key(), row)
        if twin.label != row.label:
            problems.append(
                f"{row.where}: same text as {twin.where} but label {row.label!r} instead of {twin.label!r}; keep one"
            )
    counts = Counter(row.label for row in rows if row.text.strip() and row.label.strip())
    if len(counts) < 2:
        problems.append(f"{len(counts)} distinct label(s) in {len(rows)} rows; a classifier needs at least 2")
    for row in rows:
        if 0 < counts[row.label] < minimum_per_label:
            problems.append(
                f"{row.where}: label {row.label!r} has {counts[row.label]} row(s), needs {minimum_per_label} or more"
            )
            counts[row.label] = 0
    fail_on(problems)


def drop_duplicates(rows: Sequence[LabelledText]) -> list[LabelledText]:
    """The first row of every distinct text."""
    seen: set[str] = set()
    return [row for row in rows if not (row.key() in seen or seen.add(row.key()))]


def drop_leaked(rows: Sequence[LabelledText], held_out: Sequence[LabelledText]) -> list[LabelledText]:
    """The rows whose text does not occur in `held_out`."""
    held = {row.key() for row in held_out}
    return [row for row in rows if row.key() not in held]


def check_no_leakage(splits: dict[str, Sequence[LabelledText]]) -> None:
    """Refuse a text that occurs in two splits."""
    problems = []
    owner: dict[str, tuple[str, LabelledText]] = {}
    for name, rows in splits.items():
        for row in rows:
            other, first = owner.setdefault(row.key(), (name, row))
            if other != name:
                problems.append(f"{row.where} ({name}): same text as {first.where} ({other}); keep it in one split")
    fail_on(problems)


def check_array(name: str, values: np.ndarray, shape: tuple[int | None, ...], rows: Sequence[str] = ()) -> None:
    """Refuse a wrong shape (None stands for any length) and NaN or infinity; `rows` name the first axis in messages."""
    fits = len(values.shape) == len(shape) and all(
        want is None or want == got for want, got in zip(shape, values.shape, strict=True)
    )
    if not fits:
        wanted = ", ".join("any" if want is None else str(want) for want in shape)
        raise DataError(f"{name}: shape {values.shape}, expected ({wanted})")
    if np.issubdtype(values.dtype, np.floating) and not np.isfinite(values).all():
        index = int(np.argwhere(~np.isfinite(values))[0][0])
        row = rows[index] if index < len(rows) else f"row {index}"
        raise DataError(f"{name}: not a finite number at {row}")
