"""From data to a trained document model and its tokenizer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from docket_training.base_weights import load_base
from docket_training.checkpoints import run_folder
from docket_training.documents.evaluate import evaluate
from docket_training.documents.narrow import narrow, shown_inputs
from docket_training.documents.predict import torch_runner
from docket_training.documents.prune_vocabulary import prune_vocabulary
from docket_training.documents.splits import Parts, load_parts, with_calibration
from docket_training.documents.token_model import DocumentModel
from docket_training.documents.train import STAGES, Recipe, train
from docket_training.documents.vocabulary_of_fields import KINDS, bio_labels
from docket_training.documents.windows import MAX_PIECES
from docket_training.documents.word_tokens import with_word_tokens
from docket_training.encoder import Encoder, EncoderConfig, layer_decay_groups, pretrained_encoder
from docket_training.package_weights import PackageError, PackageWeights
from docket_training.vocabulary import cut_vocabulary, make_tokenizer

PIECES = 15_000
"""Word embeddings of the finished specialist."""
PIECE_WEIGHTS = "encoder.embeddings.pieces.weight"
REPORTED_PAPERS = 150
"""Papers of `dev` that are scored after each round."""


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


def training_texts(parts: Parts) -> Iterator[str]:
    """Every word of the documents that train."""
    documents = (d for part in (parts.receipts, parts.papers) for d in part["train"])
    return (word.text for document in documents for page in document.pages for word in page.words)


def loaded_model(start: PackageWeights, dropout: float) -> DocumentModel:
    """The package's model in its own shape; bearings that it did not have are zero."""
    if start.labels != bio_labels():
        raise PackageError(f"{start.name} {start.version} has other labels than this code; train from the base weights")
    config = EncoderConfig(
        vocabulary=start.tensors["encoder.embeddings.word.weight"].shape[0],
        intermediate=start.tensors["encoder.layers.0.up.weight"].shape[0],
        dropout=dropout,
        layout=True,
        bearings=True,
        pieces=MAX_PIECES if PIECE_WEIGHTS in start.tensors else 1,
    )
    model = DocumentModel(Encoder(config), len(bio_labels()), len(KINDS))
    fresh, foreign = model.load_state_dict(start.tensors, strict=False)
    if foreign or any(".bearings." not in parameter for parameter in fresh):
        raise PackageError(f"{start.name} {start.version} has other layers than this code; train from the base weights")
    return model


def fresh_model(recipe: Recipe, parts: Parts) -> tuple[DocumentModel, dict]:
    """A model with the base weights, and its tokenizer's document: of the pieces that the training texts hold."""
    base = load_base()
    cut = cut_vocabulary(base.tokenizer, training_texts(parts), recipe.vocabulary)
    encoder = pretrained_encoder(
        base, cut.kept_ids, positions=512, dropout=recipe.dropout, layout=True, bearings=True, pieces=MAX_PIECES
    )
    return DocumentModel(encoder, len(bio_labels()), len(KINDS)), cut.tokenizer


def continued_model(recipe: Recipe, start: PackageWeights, parts: Parts) -> tuple[DocumentModel, dict]:
    """A model with the package's weights in the recipe's shape, and the package's tokenizer."""
    model = loaded_model(start, recipe.dropout)
    whole_words = model.encoder.config.pieces > 1
    if recipe.intermediate < model.encoder.config.intermediate:
        inputs = shown_inputs(parts.papers["train"], make_tokenizer(start.tokenizer), whole_words)
        narrow(model, recipe.intermediate, inputs)
    if not whole_words:
        model = with_word_tokens(model)
    return model, start.tokenizer


def copy_of(model: nn.Module) -> dict[str, Tensor]:
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


def blend(model: nn.Module, before: dict[str, Tensor], share: float) -> None:
    """Leaves the model `share` of the way from `before` to its weights, in place."""
    if share < 1:
        after = model.state_dict()
        model.load_state_dict({name: torch.lerp(tensor, after[name], share) for name, tensor in before.items()})


def fit(name: str, stages: tuple[Recipe, ...], start: PackageWeights | None = None) -> Fitted:
    """Read, check, split and train, stage after stage; resumes an interrupted run of the same stages and data.

    `start`: a package to go on from instead of the base weights; with it `stages` may be empty.
    """
    recipe = stages[0] if stages else STAGES[-1]
    parts = load_parts(recipe.corpora)
    torch.manual_seed(recipe.seed)
    model, tokenizer_document = continued_model(recipe, start, parts) if start else fresh_model(recipe, parts)
    tokenizer = make_tokenizer(tokenizer_document)
    print(f"{name}: {len(bio_labels())} labels, {tokenizer.get_vocab_size()} pieces", flush=True)
    settings: dict = {"base": load_base().sha256, "labels": bio_labels(), "stages": []}
    if start is not None:
        settings["start"] = start.identity()
    folder = run_folder(name, settings)
    for stage in stages:
        if stage.corpora != recipe.corpora:
            parts = load_parts(stage.corpora)
        recipe = stage
        settings["stages"].append({**stage.as_dict(), "data": [source["sha256"] for source in parts.sources]})
        folder = run_folder(name, settings)
        print(f"{name}: {parts.sizes()}; run {folder.name}", flush=True)
        groups = layer_decay_groups(
            model.encoder, model.heads, stage.learning_rate, stage.layer_decay, stage.weight_decay
        )
        report = round_report(name, model, tokenizer, parts)
        checkpoint, before = folder / "checkpoint.pt", copy_of(model)
        train(model, groups, stage, parts.receipts["train"], parts.papers["train"], tokenizer, checkpoint, report)
        blend(model, before, stage.blend)
    model, tokenizer_document = prune_vocabulary(model, tokenizer_document, training_texts(parts), PIECES)
    tokenizer = make_tokenizer(tokenizer_document)
    round_report(f"{name} with {tokenizer.get_vocab_size()} pieces", model, tokenizer, parts)(recipe.rounds, 0.0)
    return Fitted(name, stages, with_calibration(parts), model, tokenizer, tokenizer_document, folder, start)


def round_report(name: str, model: DocumentModel, tokenizer: Tokenizer, parts: Parts) -> Callable[[int, float], None]:
    """Prints the loss and the figures on `dev` after each round."""

    def after_round(number: int, loss: float) -> None:
        run = torch_runner(model)
        receipts = evaluate(run, tokenizer, parts.receipts["dev"], exact=True).figures()
        papers = evaluate(run, tokenizer, parts.papers["dev"][:REPORTED_PAPERS]).figures()
        figures = {key: papers[key] for key in ("headerF1", "lineFieldsF1", "taxFieldsF1", "kindAccuracy")}
        print(
            f"{name} round {number} loss {loss:.4f} receipts dev F1 {receipts['headerF1']:.4f} {receipts['fields']}, "
            f"papers dev {figures}",
            flush=True,
        )

    return after_round
