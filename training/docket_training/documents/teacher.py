"""Trains the teacher: a deeper reader grown from the specialist, with another seed and other papers a round."""

from dataclasses import replace

import torch

from docket_training.base_weights import load_base
from docket_training.checkpoints import run_folder
from docket_training.documents.deeper_model import deepen
from docket_training.documents.evaluate import evaluate
from docket_training.documents.fit import Fitted
from docket_training.documents.predict import torch_runner
from docket_training.documents.train import Recipe, train
from docket_training.encoder import layer_decay_groups
from docket_training.vocabulary import cut_vocabulary, make_tokenizer

LAYERS = (0, 1, 2, 3, 2, 3, 4, 5)
"""Layers of the specialist that the teacher starts from."""
RECIPE = Recipe(
    seed=4,
    rounds=4,
    receipts_share=0.5,
    synthetic_share=0.18,
    noisy_synthetic=0.5,
    learning_rate=2.5e-4,
    kind_weight=0.3,
    vocabulary=14_500,
)


def fit_teacher(name: str, specialist: Fitted) -> Fitted:
    """Train a deeper reader from a trained specialist; resumes an interrupted run."""
    parts, recipe = specialist.parts, RECIPE
    texts = (w.text for part in (parts.receipts, parts.papers) for d in part["train"] for p in d.pages for w in p.words)
    cut = cut_vocabulary(load_base().tokenizer, texts, recipe.vocabulary, strict=True)
    tokenizer = make_tokenizer(cut.tokenizer)
    known = specialist.tokenizer_document["model"]["vocab"]
    pieces = sorted(cut.tokenizer["model"]["vocab"].items(), key=lambda item: item[1])
    torch.manual_seed(recipe.seed)
    model = deepen(specialist.model, LAYERS, [known[piece] for piece, _ in pieces])
    folder = run_folder(name, {**recipe.as_dict(), "layers": LAYERS, "specialist": specialist.folder.name})
    print(f"{name}: {len(pieces)} pieces, {len(LAYERS)} layers; run {folder.name}", flush=True)

    def after_round(number: int, loss: float) -> None:
        run = torch_runner(model)
        receipts = evaluate(run, tokenizer, parts.receipts["dev"], exact=True).figures()
        papers = evaluate(run, tokenizer, parts.papers["dev"]).figures()
        figures = {key: papers[key] for key in ("headerF1", "lineFieldsF1", "taxFieldsF1", "kindAccuracy")}
        print(
            f"{name} round {number} loss {loss:.4f} receipts dev F1 {receipts['headerF1']:.4f}, papers dev {figures}",
            flush=True,
        )

    groups = layer_decay_groups(
        model.encoder, model.heads, recipe.learning_rate, recipe.layer_decay, recipe.weight_decay
    )
    checkpoint = folder / "checkpoint.pt"
    train(model, groups, recipe, parts.receipts["train"], parts.papers["train"], tokenizer, checkpoint, after_round)
    return replace(
        specialist,
        name=name,
        stages=(*specialist.stages, recipe),
        model=model,
        tokenizer=tokenizer,
        tokenizer_document=cut.tokenizer,
        folder=folder,
    )
