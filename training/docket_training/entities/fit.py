"""From the sets to a trained entity specialist."""

import time
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from docket_training.base_weights import load_base
from docket_training.checkpoints import run_folder
from docket_training.documents.examples import Openness
from docket_training.entities.kinds import bio_labels
from docket_training.entities.predict import spans_of_texts, torch_runner
from docket_training.entities.read_sets import Parts, read_parts
from docket_training.entities.recipe import Recipe
from docket_training.entities.scoring import f1
from docket_training.entities.tagger import EntityTagger
from docket_training.entities.train import train
from docket_training.entities.views import draw_views
from docket_training.vocabulary import cut_vocabulary, latin, make_tokenizer

NAME = "ticket-entities"


@dataclass(frozen=True)
class Fitted:
    model: EntityTagger
    recipe: Recipe
    tokenizer: Tokenizer
    tokenizer_document: dict
    parts: Parts
    folder: Path


def fit(recipe: Recipe) -> Fitted:
    """Train, or go on with a run of the same recipe."""
    parts, base = read_parts(), load_base()
    cut = cut_vocabulary(base.tokenizer, [t.text for t in parts.fit], recipe.vocabulary, alphabet=latin)
    tokenizer = make_tokenizer(cut.tokenizer)
    folder = run_folder(NAME, {**recipe.as_dict(), "rows": [t.group for t in parts.fit], "labels": bio_labels()})
    torch.manual_seed(recipe.seed)
    words = base.tensors["embeddings.word_embeddings.weight"][torch.tensor(cut.kept_ids)]
    model = EntityTagger(words, len(bio_labels()), recipe.width, recipe.reaches, recipe.dropout)
    print(
        f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters; rows "
        f"{[len(p) for p in (parts.fit, parts.tune, parts.calibration, parts.validation)]}; {folder}",
        flush=True,
    )

    def report(epoch: int, loss: float) -> None:
        began = time.process_time()
        found = spans_of_texts(torch_runner(model), tokenizer, [t.text for t in parts.tune])
        print(
            f"epoch {epoch} loss {loss:.4f} tune F1 "
            + ", ".join(f"{source} {f1(parts.tune, found, source):.3f}" for source in ("bitext", "nlupp"))
            + f", {time.process_time() - began:.0f} s",
            flush=True,
        )

    openness = Openness(bio_labels())
    views = draw_views(recipe, parts.fit, tokenizer, openness)
    train(model, recipe, views, openness.table(), folder / "checkpoint.pt", report)
    return Fitted(model, recipe, tokenizer, cut.tokenizer, parts, folder)
