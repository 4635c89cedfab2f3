"""From a desk's rows to a trained classifier and its tokenizer."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from docket_training.base_weights import BaseWeights, load_base
from docket_training.checkpoints import run_folder
from docket_training.encoder import Encoder, pretrained_encoder
from docket_training.labelled_text import LabelledText, read_csv, read_jsonl
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.desks import Desk
from docket_training.tickets.lexical import fit_lexical
from docket_training.tickets.second_opinion import second_opinion
from docket_training.tickets.splits import Splits, split_rows
from docket_training.tickets.train import OUTLIER, Examples, epoch_log, train_classifier
from docket_training.vocabulary import cut_ids, cut_vocabulary, make_tokenizer


@dataclass(frozen=True)
class Fitted:
    desk: Desk
    splits: Splits
    model: TicketClassifier
    tokenizer: Tokenizer
    tokenizer_document: dict
    data_sha256: str
    folder: Path
    """Where this run keeps its checkpoint and exports."""
    epochs: int | None = None
    """Of the student, where the recipe is not what trained it."""
    way: dict = field(default_factory=dict)
    """How a student came from its teacher, for the card."""


def token_ids(tokenizer: Tokenizer, rows: list[LabelledText], max_length: int) -> list[list[int]]:
    """Token ids of each text with [CLS] and [SEP], cut at `max_length` with [SEP] kept last."""
    return cut_ids(tokenizer, [row.text for row in rows], max_length)


def average_weights(states: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of every tensor over models of one shape."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def in_scope(examples: Examples) -> tuple[list[Sequence[int]], np.ndarray]:
    """Token ids and label indices of the rows that belong to a class."""
    chosen = [i for i, label in enumerate(examples.labels) if label != OUTLIER]
    return [examples.ids[i] for i in chosen], np.array([examples.labels[i] for i in chosen])


def with_second_opinion(desk: Desk, examples: Examples, encoder: Encoder, folder: Path) -> Examples:
    """The examples with out-of-fold probabilities, computed once a run; zeros for out-of-scope rows."""
    path = folder / "second-opinion.npy"
    if not path.exists():
        ids, labels = in_scope(examples)
        opinions = np.zeros((len(examples.ids), labels.max() + 1), np.float32)
        opinions[np.array(examples.labels) != OUTLIER] = second_opinion(encoder, ids, labels, desk.recipe.seed)
        np.save(path, opinions)
    return replace(examples, opinions=np.load(path))


def train_member(
    desk: Desk,
    base: BaseWeights,
    kept_ids: list[int],
    classes: int,
    parts: dict[str, Examples],
    member: int,
    folder: Path,
) -> TicketClassifier:
    """One run of the recipe; all members start from the same weights, head included."""
    torch.manual_seed(desk.recipe.seed)
    encoder = pretrained_encoder(base, kept_ids, positions=desk.recipe.max_length, dropout=desk.recipe.dropout)
    model = TicketClassifier(encoder, classes)
    log = epoch_log(f"{desk.name} run {member + 1}", model, parts["tune"])
    train_classifier(model, parts["fit"], desk.recipe, member, folder / f"checkpoint-{member}.pt", log)
    return model


def fit(desk: Desk) -> Fitted:
    """Read, check, split and train; resumes an interrupted run of the same recipe and data."""
    read = read_csv if desk.data.suffix == ".csv" else read_jsonl
    digest = hashlib.sha256(desk.data.read_bytes()).hexdigest()
    splits = split_rows(read(desk.data), desk.recipe, desk.out_of_scope_label)
    base = load_base()
    cut = cut_vocabulary(base.tokenizer, [r.text for r in splits.fit], desk.recipe.vocabulary)
    tokenizer = make_tokenizer(cut.tokenizer)
    folder = run_folder(desk.name, {**desk.recipe.training(), "data": digest, "base": base.sha256})
    parts = {
        name: Examples(
            token_ids(tokenizer, rows, desk.recipe.max_length), splits.label_indices(rows), [r.where for r in rows]
        )
        for name, rows in (("fit", splits.fit), ("tune", splits.tune))
    }
    sizes = ", ".join(f"{name} {len(rows)}" for name, rows in splits.parts().items())
    print(f"{desk.name}: {len(splits.labels)} labels; {sizes}; removed {splits.removed}; run {folder.name}", flush=True)
    if desk.recipe.second_opinion:
        parts["fit"] = with_second_opinion(desk, parts["fit"], pretrained_encoder(base, cut.kept_ids), folder)
    members = [
        train_member(desk, base, cut.kept_ids, len(splits.labels), parts, m, folder) for m in range(desk.recipe.members)
    ]
    model = members[0]
    model.load_state_dict(average_weights([m.state_dict() for m in members]))
    if desk.recipe.lexical:
        rows, labels = in_scope(parts["fit"])
        model.lexical = fit_lexical(rows, labels, len(cut.kept_ids), len(splits.labels), desk.recipe.lexical)
    return Fitted(desk, splits, model, tokenizer, cut.tokenizer, digest, folder)
