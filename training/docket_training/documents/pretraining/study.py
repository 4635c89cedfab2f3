"""`docket-train pretraining-study`: what 2-D positions and further pre-training are worth.

Each arm starts from the base weights. Judged on `dev`, which no arm trains on; nothing here ships.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import torch
from tokenizers import Tokenizer

from docket_training.base_weights import load_base
from docket_training.checkpoints import run_folder
from docket_training.documents.evaluate import Evaluation, judge
from docket_training.documents.fit import training_texts
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.predict import predict, torch_runner
from docket_training.documents.pretraining.pretrain import PretrainingRecipe, pretrain
from docket_training.documents.splits import Parts, load_parts
from docket_training.documents.token_model import DocumentModel
from docket_training.documents.train import STAGES, train
from docket_training.documents.vocabulary_of_fields import KINDS, bio_labels
from docket_training.documents.windows import MAX_PIECES
from docket_training.encoder import layer_decay_groups, pretrained_encoder
from docket_training.report.measures import bootstrap_interval, f1
from docket_training.vocabulary import CutVocabulary, cut_vocabulary, make_tokenizer


@dataclass(frozen=True)
class Arm:
    """`layout`: learned embeddings of a word's box; `bearings`: attention by relative place; `pretrained`: rounds on
    pages without labels; `rounds`: rounds on labelled ones."""

    name: str
    layout: bool = True
    bearings: bool = True
    pretrained: int = 0
    rounds: int = 1


ARMS = (
    Arm("text alone", layout=False, bearings=False),
    Arm("boxes as embeddings", bearings=False),
    Arm("and attention by relative place"),
    Arm("the same, pre-trained", pretrained=2),
    Arm("the same, as long without pre-training", rounds=3),
)
COMPARED = 2
"""Place of the arm that others are held against."""
RECIPE = replace(STAGES[-1], seed=22, learning_rate=4e-4, intermediate=1536, corpora=("generation 11",))
PRETRAINING = PretrainingRecipe()


def cut_pieces(parts: Parts) -> CutVocabulary:
    return cut_vocabulary(load_base().tokenizer, training_texts(parts), RECIPE.vocabulary)


def say_loss(arm: Arm) -> Callable[[int, float], None]:
    return lambda number, loss: print(f"{arm.name}: round {number} loss {loss:.4f}", flush=True)


def trained(arm: Arm, parts: Parts, cut: CutVocabulary, tokenizer: Tokenizer) -> DocumentModel:
    """The arm's model; goes on with an interrupted run of the same settings and data."""
    recipe, data = replace(RECIPE, rounds=arm.rounds), [source["sha256"] for source in parts.sources]
    settings = {"arm": asdict(arm), "recipe": recipe.as_dict(), "pretraining": PRETRAINING.as_dict(), "data": data}
    folder = run_folder("pretraining-study", {**settings, "base": load_base().sha256, "labels": bio_labels()})
    print(f"{arm.name}: {folder.name}", flush=True)
    torch.manual_seed(recipe.seed)
    encoder = pretrained_encoder(
        load_base(),
        cut.kept_ids,
        dropout=recipe.dropout,
        layout=arm.layout,
        bearings=arm.bearings,
        pieces=MAX_PIECES,
    )
    receipts, papers = parts.receipts["train"], parts.papers["train"]
    if arm.pretrained:
        plan = replace(PRETRAINING, rounds=arm.pretrained)
        pretrain(encoder, plan, receipts, papers, tokenizer, folder / "pretrained.pt")
    torch.manual_seed(recipe.seed)
    model = DocumentModel(encoder, len(bio_labels()), len(KINDS))
    groups = layer_decay_groups(
        model.encoder, model.heads, recipe.learning_rate, recipe.layer_decay, recipe.weight_decay
    )
    train(model, groups, recipe, receipts, papers, tokenizer, folder / "checkpoint.pt", say_loss(arm))
    return model


def totals_of(
    model: DocumentModel, tokenizer: Tokenizer, documents: Sequence[LabelledDocument], exact: bool
) -> np.ndarray:
    """True, predicted and right values of each document, of its header, lines and taxes together: int [D,3]."""
    found = predict(torch_runner(model), tokenizer, [d.pages for d in documents])
    rows = []
    for document, extraction in zip(documents, found, strict=True):
        held = Evaluation()
        judge(document, extraction, held, exact)
        rows.append(held.totals())
    return np.array(rows)


def said(totals: np.ndarray, compared: np.ndarray) -> str:
    """F1, and what it is above the compared arm's with an interval over documents."""

    def above(rows: np.ndarray) -> float:
        return f1(totals[rows].sum(0)) - f1(compared[rows].sum(0))

    everything = np.arange(len(totals))
    low, high = bootstrap_interval(len(totals), above)
    return f"{f1(totals.sum(0)):.4f} ({above(everything):+.4f} [{low:+.4f}, {high:+.4f}])"


def study() -> str:
    """Train all arms; a table of F1 on `dev`, each held against the arm COMPARED."""
    parts = load_parts(RECIPE.corpora)
    cut = cut_pieces(parts)
    tokenizer = make_tokenizer(cut.tokenizer)
    dev = {"papers": parts.papers["dev"], "receipts": parts.receipts["dev"]}
    totals: list[dict[str, np.ndarray]] = []
    for arm in ARMS:
        model = trained(arm, parts, cut, tokenizer)
        totals.append({name: totals_of(model, tokenizer, rows, name == "receipts") for name, rows in dev.items()})
        print(f"{arm.name}: F1 { {name: round(f1(of.sum(0)), 4) for name, of in totals[-1].items()} }", flush=True)
    heads = [f"{name} (n {len(rows)})" for name, rows in dev.items()]
    table = [f"| from the base weights | rounds without labels, with | {' | '.join(heads)} |", "|---" * 4 + "|"]
    for arm, of in zip(ARMS, totals, strict=True):
        cells = [said(of[name], totals[COMPARED][name]) for name in dev]
        table.append(f"| {arm.name} | {arm.pretrained}, {arm.rounds} | {' | '.join(cells)} |")
    return "\n".join(table)
