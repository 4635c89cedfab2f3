"""`docket-train audit DESK`: training rows whose label is in doubt, and rows that nearly repeat others."""

import argparse
import sys
from pathlib import Path

import numpy as np

from docket_training.base_weights import load_base
from docket_training.labelled_text import DataError, LabelledText, read_csv, read_jsonl
from docket_training.tickets.audit_report import AuditedDesk, audit_page, write_suspicious
from docket_training.tickets.audit_worth import LEAST_PER_LABEL, worth_of_leaving_out
from docket_training.tickets.desks import Desk, Recipe, shipped_desks
from docket_training.tickets.embedding_model import base_embeddings
from docket_training.tickets.label_audit import audit_labels
from docket_training.tickets.near_duplicates import near_pairs, rows_near
from docket_training.tickets.second_opinion import FOLDS, out_of_fold
from docket_training.validate import check_rows, drop_duplicates, drop_leaked
from docket_training.vocabulary import cut_ids, make_tokenizer

KINDS = ("audit",)


def add_commands(kinds: argparse._SubParsersAction) -> None:
    audit = kinds.add_parser("audit", help="training rows of a desk whose label is in doubt")
    audit.add_argument("desk", nargs="?", help=f"a shipped desk: {', '.join(shipped_desks())}")
    audit.add_argument("--data", type=Path, help="labelled rows of your own: .csv (text,label) or .jsonl")
    audit.add_argument("--out-of-scope-label", help="label of rows of --data that belong to no class")
    audit.add_argument(
        "--output", type=Path, help="all suspicious rows as JSON lines; without it the first are printed"
    )
    audit.add_argument("--worth", action="store_true", help="cross-validate a model without the suspicious rows too")


def run(arguments: argparse.Namespace) -> str:
    """The tables; with `--output` the rows are written too. Raises DataError."""
    desk = chosen_desk(arguments)
    check_output(arguments.output, desk.data)
    audited = audited_desk(desk, arguments.worth)
    if arguments.output is None:
        return audit_page(audited)
    write_suspicious(audited, arguments.output)
    return f"{audit_page(audited)}\n\n{arguments.output}: {len(audited.audit.suspicious)} rows"


def chosen_desk(arguments: argparse.Namespace) -> Desk:
    if (arguments.desk is None) == (arguments.data is None):
        raise DataError("name one shipped desk, or give --data")
    desks = shipped_desks()
    if arguments.desk is not None and arguments.desk not in desks:
        raise DataError(f"no desk {arguments.desk!r}; there are {', '.join(desks)}, or give --data")
    data = arguments.data or desks[arguments.desk].data
    if not data.is_file():
        raise DataError(f"{data}: no such file; give a .csv with the columns text,label or a .jsonl")
    if arguments.desk is not None:
        return desks[arguments.desk]
    return Desk(data.stem, data, data.stem, "unknown", Recipe(), arguments.out_of_scope_label)


def check_output(output: Path | None, data: Path) -> None:
    """Refuse a place that cannot be written before minutes are spent."""
    if output is None:
        return
    if not output.parent.is_dir():
        raise DataError(f"{output.parent}: no such folder; make it first")
    if output.is_dir() or output.resolve() == data.resolve():
        raise DataError(f"{output}: give the name of a new file")


def audited_desk(desk: Desk, with_worth: bool) -> AuditedDesk:
    """Audit the training rows; the validation rows only tell which of them are nearly repeated there."""
    read = read_csv if desk.data.suffix == ".csv" else read_jsonl
    rows = read(desk.data)
    check_rows(rows)
    train, validation = ([r for r in rows if r.split == split] for split in ("train", "validation"))
    distinct = drop_duplicates(train)
    clean = drop_leaked(distinct, validation)
    inside = np.array([row.label != desk.out_of_scope_label for row in clean], bool)
    chosen = [row for row, kept in zip(clean, inside, strict=True) if kept]
    check_rows(chosen, LEAST_PER_LABEL if with_worth else FOLDS)
    labels, given = np.unique([row.label for row in chosen], return_inverse=True)
    print(f"{desk.name}: {len(chosen)} training rows, {len(labels)} labels", file=sys.stderr, flush=True)

    length, seed = desk.recipe.max_length, desk.recipe.seed
    embeddings, held = (base_embeddings([r.text for r in some], length) for some in (clean, validation))
    ids = piece_ids(chosen, length)
    codes, held_codes = np.split(label_codes([*clean, *validation]), [len(clean)])
    return AuditedDesk(
        name=desk.name,
        rows=chosen,
        labels=labels.tolist(),
        removed={
            "duplicate text": len(train) - len(distinct),
            "text of the validation split": len(distinct) - len(clean),
            "out of scope": len(clean) - len(chosen),
        },
        validation=len(validation),
        audit=audit_labels(out_of_fold(embeddings[inside], ids, given, seed), given),
        near_validation=rows_near(embeddings, codes, held, held_codes),
        repeated_validation=rows_near(held, held_codes, embeddings, codes),
        near_training=near_pairs(embeddings, codes),
        worth=worth_of_leaving_out(embeddings[inside], ids, given, seed) if with_worth else None,
    )


def piece_ids(rows: list[LabelledText], max_length: int) -> list[list[int]]:
    """Token ids by the whole vocabulary: a vocabulary cut to these texts splits them into the same pieces."""
    return cut_ids(make_tokenizer(load_base().tokenizer), [row.text for row in rows], max_length)


def label_codes(rows: list[LabelledText]) -> np.ndarray:
    """One number a label [N]."""
    return np.unique([row.label for row in rows], return_inverse=True)[1]
