"""Trains the teacher: the specialist and a second reader with another seed, other layers and another mix."""

from dataclasses import replace

import torch

from docket_training.base_weights import load_base
from docket_training.checkpoints import run_folder
from docket_training.documents.ensemble_model import Ensemble, SecondReader
from docket_training.documents.evaluate import evaluate
from docket_training.documents.fit import Fitted
from docket_training.documents.predict import torch_runner
from docket_training.documents.train import Recipe, train
from docket_training.vocabulary import cut_vocabulary, make_tokenizer

LAYERS = (0, 2, 3, 5)
"""Layers of the base that the second reader starts from."""
VOCABULARY = 12_000
"""Without the rarest pieces there is room for the second stack."""
RECIPE = Recipe(
    seed=2,
    rounds=4,
    synthetic_share=0.24,
    noisy_synthetic=0.6,
    noisy_receipts=0.15,
    learning_rate=4e-4,
    vocabulary=VOCABULARY,
)


def cut_embeddings(fitted: Fitted, tokenizer_document: dict) -> None:
    """Keep the specialist's rows of the pieces that the smaller vocabulary still has."""
    old = fitted.tokenizer_document["model"]["vocab"]
    pieces = sorted(tokenizer_document["model"]["vocab"].items(), key=lambda item: item[1])
    table = fitted.model.encoder.embeddings.word.weight.data
    rows = table[torch.tensor([old[piece] for piece, _ in pieces])]
    fitted.model.encoder.embeddings.word = torch.nn.Embedding.from_pretrained(rows, freeze=False, padding_idx=0)


def fit_teacher(name: str, specialist: Fitted) -> Fitted:
    """Train the second reader beside a trained specialist; resumes an interrupted run."""
    base, parts, recipe = load_base(), specialist.parts, RECIPE
    texts = (w.text for part in (parts.receipts, parts.papers) for d in part["train"] for p in d.pages for w in p.words)
    cut = cut_vocabulary(base.tokenizer, texts, recipe.vocabulary, strict=True)
    tokenizer = make_tokenizer(cut.tokenizer)
    cut_embeddings(specialist, cut.tokenizer)
    torch.manual_seed(recipe.seed)
    second = SecondReader(specialist.model, base, LAYERS)
    folder = run_folder(name, {**recipe.as_dict(), "layers": LAYERS, "specialist": specialist.folder.name})
    print(f"{name}: {len(cut.kept_ids)} pieces, second reader of {len(LAYERS)} layers; run {folder.name}", flush=True)

    def after_round(number: int, loss: float) -> None:
        figures = {}
        for title, model in (("second", second), ("both", Ensemble(specialist.model, second))):
            run = torch_runner(model)
            figures[title] = (
                evaluate(run, tokenizer, parts.receipts["dev"], exact=True).header.f1(),
                evaluate(run, tokenizer, parts.papers["dev"]).header.f1(),
            )
        print(f"{name} round {number} loss {loss:.4f} dev F1 of receipts and papers {figures}", flush=True)

    groups = [{"params": second.own, "lr": recipe.learning_rate, "weight_decay": recipe.weight_decay}]
    train(
        second,
        groups,
        recipe,
        parts.receipts["train"],
        parts.papers["train"],
        tokenizer,
        folder / "checkpoint.pt",
        after_round,
    )
    model = Ensemble(specialist.model, second)
    return replace(
        specialist,
        name=name,
        stages=(*specialist.stages, recipe),
        model=model,
        tokenizer=tokenizer,
        tokenizer_document=cut.tokenizer,
        folder=folder,
    )
