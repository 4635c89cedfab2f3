"""Pre-trains an encoder on pages without their labels, one checkpoint a round."""

import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from docket_training.checkpoints import Resumable
from docket_training.documents.examples import token_batches
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.pretraining.heads import PretrainingModel
from docket_training.documents.pretraining.masking import Hidden, hide, pad_hidden
from docket_training.documents.reframe import draw_view, shown
from docket_training.documents.train import turn
from docket_training.documents.windows import windows_of
from docket_training.encoder import Encoder
from docket_training.precision import training_precision
from docket_training.tickets.train import rate_factor


@dataclass(frozen=True)
class PretrainingRecipe:
    """A round sees all receipts and `papers_share` of the papers, words and places hidden anew."""

    seed: int = 21
    rounds: int = 2
    papers_share: float = 0.2
    tokens_per_batch: int = 1600
    learning_rate: float = 4e-4
    weight_decay: float = 0.01
    warmup: float = 0.08

    def as_dict(self) -> dict:
        return asdict(self)


def round_windows(
    recipe: PretrainingRecipe,
    number: int,
    receipts: list[LabelledDocument],
    papers: list[LabelledDocument],
    tokenizer: Tokenizer,
) -> list[Hidden]:
    generator = random.Random(f"{recipe.seed} pre-training {number}")
    out = []
    for document in [*receipts, *turn(papers, recipe.papers_share, recipe.seed, number)]:
        view = draw_view(generator)
        for page, labels in zip(document.pages, document.labels, strict=True):
            seen, _ = shown(generator, page, labels, view)
            out += [hide(generator, window) for window in windows_of(tokenizer, seen) if window.firsts]
    return out


def pretrain(
    encoder: Encoder,
    recipe: PretrainingRecipe,
    receipts: list[LabelledDocument],
    papers: list[LabelledDocument],
    tokenizer: Tokenizer,
    checkpoint: Path,
) -> None:
    """Train `encoder` in place; goes on from `checkpoint` where there is one."""
    model = PretrainingModel(encoder)
    matrices = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim < 2]
    groups = [{"params": matrices, "weight_decay": recipe.weight_decay}, {"params": vectors, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, recipe.learning_rate, fused=True)
    steps = sum(
        len(batches_of(recipe, n, round_windows(recipe, n, receipts, papers, tokenizer))) for n in range(recipe.rounds)
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: rate_factor(s, steps, recipe.warmup))
    run = Resumable(checkpoint, model, optimiser, schedule)
    for number in range(run.resume(), recipe.rounds):
        model.train()
        windows = round_windows(recipe, number, receipts, papers, tokenizer)
        batches = batches_of(recipe, number, windows)
        began, of_words, of_places = time.monotonic(), 0.0, 0.0
        for step, rows in enumerate(batches, 1):
            batch = {k: torch.from_numpy(v) for k, v in pad_hidden([windows[i] for i in rows]).items()}
            with training_precision():
                words, places = model(**batch)
            optimiser.zero_grad()
            (words + places).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            of_words, of_places = of_words + words.item(), of_places + places.item()
            if step % 50 == 0:
                print(
                    f"pre-training round {number} step {step}/{len(batches)} words {of_words / step:.3f} "
                    f"places {of_places / step:.3f}, {time.monotonic() - began:.0f} s",
                    flush=True,
                )
        run.save(number + 1)


def batches_of(recipe: PretrainingRecipe, number: int, windows: list[Hidden]) -> list[list[int]]:
    return token_batches([len(w.ids) for w in windows], recipe.tokens_per_batch, recipe.seed + number)
