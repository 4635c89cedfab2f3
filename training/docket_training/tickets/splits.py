"""Divides a desk's rows: what trains, what tunes, what calibrates, what reports. No text is in two of them."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from docket_training.labelled_text import LabelledText
from docket_training.tickets.desks import Recipe
from docket_training.validate import check_no_leakage, check_rows, drop_duplicates, drop_leaked


@dataclass(frozen=True)
class Splits:
    labels: list[str]
    """In-scope labels, sorted: the order of the logits."""
    fit: list[LabelledText]
    tune: list[LabelledText]
    calibration: list[LabelledText]
    validation: list[LabelledText]
    topics: dict[str, str]
    """Topic of each label, empty where the data names none."""
    removed: dict[str, int]
    """Training rows left out, by reason."""

    def parts(self) -> dict[str, list[LabelledText]]:
        return {"fit": self.fit, "tune": self.tune, "calibration": self.calibration, "validation": self.validation}

    def label_indices(self, rows: Sequence[LabelledText]) -> list[int]:
        """Index of each row's label, -1 for an out-of-scope row."""
        index = {label: i for i, label in enumerate(self.labels)}
        return [index.get(row.label, -1) for row in rows]


def stratified_cut(
    rows: Sequence[LabelledText], share: dict[str, float] | float, seed: int
) -> tuple[list[LabelledText], list[LabelledText]]:
    """Rows kept and rows taken: of every label the given share, at least one row of each label staying behind."""
    by_label: dict[str, list[LabelledText]] = defaultdict(list)
    for row in rows:
        by_label[row.label].append(row)
    taken: set[str] = set()
    generator = random.Random(seed)
    carry = 0.0
    for label in sorted(by_label):
        group = by_label[label]
        generator.shuffle(group)
        wanted = (share[label] if isinstance(share, dict) else share) * len(group) + carry
        count = min(int(wanted), len(group) - 1)
        carry = wanted - count if wanted < len(group) else 0.0
        taken.update(row.id for row in group[:count])
    return [r for r in rows if r.id not in taken], [r for r in rows if r.id in taken]


def split_rows(rows: Sequence[LabelledText], recipe: Recipe, out_of_scope_label: str | None) -> Splits:
    """Check the rows and divide them.

    The validation split is the data's own; where it has none, a tenth of the rows. Calibration and tuning rows come
    out of the training rows, stratified. Out-of-scope rows keep a share of their own for calibration.
    """
    check_rows(rows)
    validation = drop_duplicates([r for r in rows if r.split == "validation"])
    train = [r for r in rows if r.split == "train"]
    if not validation:
        train, validation = stratified_cut(drop_duplicates(train), 0.1, recipe.seed + 2)
    distinct = drop_duplicates(train)
    clean = drop_leaked(distinct, validation)
    shares = {r.label: recipe.calibration_share for r in clean}
    if out_of_scope_label is not None:
        shares[out_of_scope_label] = recipe.outlier_calibration_share
    rest, calibration = stratified_cut(clean, shares, recipe.seed)
    fit, tune = stratified_cut(rest, recipe.tune_share, recipe.seed + 1)
    splits = Splits(
        labels=sorted({r.label for r in rows} - {out_of_scope_label}),
        fit=fit,
        tune=tune,
        calibration=calibration,
        validation=validation,
        topics={r.label: r.topic for r in rows if r.topic and r.label != out_of_scope_label},
        removed={
            "duplicate text": len(train) - len(distinct),
            "text of the validation split": len(distinct) - len(clean),
        },
    )
    check_no_leakage(splits.parts())
    return splits
