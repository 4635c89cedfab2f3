"""What `docket-train audit` prints and writes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from docket_training.labelled_text import LabelledText
from docket_training.tickets.audit_worth import Worth
from docket_training.tickets.label_audit import LabelAudit
from docket_training.tickets.near_duplicates import NEAR, Near

PAIRS, ROWS, TEXT = 10, 20, 80
"""Lines of the tables, and characters shown of a text."""


@dataclass(frozen=True)
class AuditedDesk:
    """`rows` [N]: training rows in scope, in the order of the audit. `labels`: names of its classes."""

    name: str
    rows: list[LabelledText]
    labels: list[str]
    removed: dict[str, int]
    """Training rows left out, by reason."""
    validation: int
    audit: LabelAudit
    near_validation: Near
    repeated_validation: Near
    """Validation rows near a training row."""
    near_training: Near
    worth: Worth | None = None


def table(headings: Sequence[str], lines: Sequence[Sequence[object]]) -> list[str]:
    return [f"| {' | '.join(map(str, line))} |" for line in (headings, ["---"] * len(headings), *lines)]


def cell(text: str) -> str:
    """A text within a table, on one line and cut."""
    line = " ".join(text.split())
    return (line if len(line) <= TEXT else f"{line[: TEXT - 1]}…").replace("|", "\\|")


def totals(desk: AuditedDesk) -> list[tuple[str, object]]:
    audit = desk.audit
    found = len(audit.suspicious)
    return [
        ("training rows", len(desk.rows)),
        *((f"left out: {reason}", count) for reason, count in desk.removed.items()),
        ("classes", len(desk.labels)),
        ("out-of-fold accuracy", f"{audit.accuracy():.4f}"),
        ("suspicious rows", f"{found} ({found / len(desk.rows):.2%})"),
        ("estimated share of mistaken labels", f"{audit.noise_share():.4f}"),
        ("validation rows", desk.validation),
        (f"training rows near a validation row, cosine ≥ {NEAR}", desk.near_validation.count),
        ("of these near one with another label", desk.near_validation.other_label),
        ("validation rows near a training row", desk.repeated_validation.count),
        ("pairs of training rows as near", desk.near_training.count),
        ("of these with two labels", desk.near_training.other_label),
    ]


def confused_pairs(joint: np.ndarray, labels: Sequence[str]) -> list[tuple[str, str, int, int, int]]:
    """Two labels, suspicious rows of the first that look like the second, the other way round, both; most first."""
    pairs = []
    for i, j in zip(*np.triu_indices(len(labels), 1), strict=True):
        there, back = int(joint[i, j]), int(joint[j, i])
        if there + back:
            pairs.append((labels[i], labels[j], there, back, there + back))
    return sorted(pairs, key=lambda pair: -pair[-1])[:PAIRS]


def suspicious_rows(desk: AuditedDesk) -> list[dict]:
    """All suspicious rows, worst first; `margin` is against the likeliest other class, suggested or not."""
    audit = desk.audit
    return [
        {
            "where": desk.rows[i].where,
            "id": desk.rows[i].id,
            "text": desk.rows[i].text,
            "label": desk.labels[audit.given[i]],
            "suggested": desk.labels[audit.suggested[i]],
            "probabilityGiven": round(float(audit.chances[i, audit.given[i]]), 6),
            "probabilitySuggested": round(float(audit.chances[i, audit.suggested[i]]), 6),
            "margin": round(float(audit.margins[i]), 6),
        }
        for i in audit.suspicious
    ]


def worth_lines(worth: Worth) -> list[str]:
    lost, won = worth.only()
    share = sum(worth.left_out) / sum(worth.fitted)
    return [
        *table(
            ["linear model, cross-validated", "rows fitted on", "accuracy"],
            [
                ("all rows", f"{np.mean(worth.fitted):.0f}", f"{worth.right_all.mean():.4f}"),
                (
                    "without the suspicious",
                    f"{np.mean(worth.fitted) - np.mean(worth.left_out):.0f} ({share:.2%} left out)",
                    f"{worth.right_without.mean():.4f}",
                ),
            ],
        ),
        "",
        f"Right with all rows only {lost}, without the suspicious only {won}; McNemar's exact p {worth.chance():.3g}.",
    ]


def doubt_lines(desk: AuditedDesk) -> list[str]:
    """The labels that are confused most and the worst rows."""
    if not len(desk.audit.suspicious):
        return ["No row is suspicious."]
    pairs = [(cell(a), cell(b), *counts) for a, b, *counts in confused_pairs(desk.audit.joint, desk.labels)]
    worst = [
        (row["where"], *(cell(row[column]) for column in ("text", "label", "suggested")), f"{row['margin']:.3f}")
        for row in suspicious_rows(desk)[:ROWS]
    ]
    return [
        *table(["label", "other label", "first looks like other", "other looks like first", "both"], pairs),
        "",
        *table(["where", "text", "given", "suggested", "margin"], worst),
    ]


def audit_page(desk: AuditedDesk) -> str:
    """The tables in Markdown."""
    lines = [*table([cell(desk.name), "figure"], totals(desk)), "", *doubt_lines(desk)]
    return "\n".join(lines if desk.worth is None else [*lines, "", *worth_lines(desk.worth)])


def write_suspicious(desk: AuditedDesk, path: Path) -> None:
    """One JSON object a suspicious row, worst first."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in suspicious_rows(desk))
    path.write_text("".join(lines), encoding="utf8")
