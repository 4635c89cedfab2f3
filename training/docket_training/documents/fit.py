"""From data to a trained document model and its tokenizer."""

from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from docket_training.base_weights import load_base
from docket_training.checkpoints import run_folder
from docket_training.documents.evaluate import evaluate
from docket_training.documents.predict import torch_runner
from docket_training.documents.splits import Parts, load_parts
from docket_training.documents.token_model import DocumentModel
from docket_training.documents.train import Recipe, train
from docket_training.documents.vocabulary_of_fields import KINDS, bio_labels
from docket_training.encoder import layer_decay_groups, pretrained_encoder
from docket_training.package_weights import PackageError, PackageWeights
from docket_training.vocabulary import cut_vocabulary, make_tokenizer


@dataclass(frozen=True)
class Fitted:
    name: str
    stages: tuple[Recipe, ...]
    parts: Parts
    model: DocumentModel
    tokenizer: Tokenizer
    tokenizer_document: dict
    folder: Path
    """Where this run keeps its checkpoint and exports."""
    start: PackageWeights | None
    """The package that training went on from; None: the base weights."""


def load_start(model: DocumentModel, start: PackageWeights, pieces: dict[str, int]) -> None:
    """The package's weights into the model; a piece that the package did not have keeps its base embedding."""
    if start.labels != bio_labels():
        raise PackageError(f"{start.name} {start.version} has other labels than this code; train from the base weights")
    word = "encoder.embeddings.word.weight"
    known = start.piece_ids()
    shared = [(new, known[piece]) for piece, new in pieces.items() if piece in known]
    table = model.encoder.embeddings.word.weight.detach().clone()
    table[[new for new, _ in shared]] = start.tensors[word][[old for _, old in shared]]
    model.load_state_dict({**start.tensors, word: table})


def fit(name: str, stages: tuple[Recipe, ...], start: PackageWeights | None = None) -> Fitted:
    """Read, check, split and train, stage after stage; resumes an interrupted run of the same stages and data.

    `start`: a package to go on from instead of the base weights; with it `stages` may be empty.
    """
    recipe = stages[0] if stages else Recipe()
    parts = load_parts()
    base = load_base()
    texts = (w.text for part in (parts.receipts, parts.papers) for d in part["train"] for p in d.pages for w in p.words)
    cut = cut_vocabulary(base.tokenizer, texts, recipe.vocabulary)
    tokenizer = make_tokenizer(cut.tokenizer)
    torch.manual_seed(recipe.seed)
    encoder = pretrained_encoder(base, cut.kept_ids, positions=512, dropout=recipe.dropout, layout=True)
    model = DocumentModel(encoder, len(bio_labels()), len(KINDS))
    if start is not None:
        load_start(model, start, cut.tokenizer["model"]["vocab"])
    data = [source["sha256"] for source in parts.sources]
    sizes = {
        f"{kind} {part}": len(rows)
        for kind, by in (("receipts", parts.receipts), ("papers", parts.papers))
        for part, rows in by.items()
    }
    print(f"{name}: {len(bio_labels())} labels, {len(cut.kept_ids)} pieces; {sizes}", flush=True)

    def after_round(number: int, loss: float) -> None:
        run = torch_runner(model)
        receipts = evaluate(run, tokenizer, parts.receipts["dev"], exact=True).figures()
        papers = evaluate(run, tokenizer, parts.papers["dev"]).figures()
        figures = {key: papers[key] for key in ("headerF1", "lineFieldsF1", "taxFieldsF1", "kindAccuracy")}
        print(
            f"{name} round {number} loss {loss:.4f} receipts dev F1 {receipts['headerF1']:.4f} {receipts['fields']}, "
            f"papers dev {figures}",
            flush=True,
        )

    settings: dict = {"data": data, "base": base.sha256, "labels": bio_labels(), "stages": []}
    if start is not None:
        settings["start"] = start.identity()
    folder = run_folder(name, settings)
    for stage in stages:
        settings["stages"].append(stage.as_dict())
        folder = run_folder(name, settings)
        groups = layer_decay_groups(
            model.encoder, model.heads, stage.learning_rate, stage.layer_decay, stage.weight_decay
        )
        checkpoint = folder / "checkpoint.pt"
        train(model, groups, stage, parts.receipts["train"], parts.papers["train"], tokenizer, checkpoint, after_round)
    return Fitted(name, stages, parts, model, tokenizer, cut.tokenizer, folder, start)
