"""Trains a document specialist in rounds, one checkpoint a round."""

import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from tokenizers import Tokenizer
from torch import Tensor, nn

from docket_training.checkpoints import Resumable, load_checkpoint
from docket_training.documents.examples import (
    IGNORED,
    NO_KIND,
    Example,
    Openness,
    examples_of,
    pad_examples,
    token_batches,
)
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.precision import training_precision
from docket_training.tickets.train import rate_factor


@dataclass(frozen=True)
class Recipe:
    """One stage of training. A round sees `receipts_share` of the receipts and `synthetic_share` of the papers."""

    seed: int = 1
    rounds: int = 7
    receipts_share: float = 1.0
    synthetic_share: float = 0.2
    tokens_per_batch: int = 2600
    learning_rate: float = 3e-4
    layer_decay: float = 0.9
    weight_decay: float = 0.01
    dropout: float = 0.1
    warmup: float = 0.08
    kind_weight: float = 0.15
    noisy_synthetic: float = 0.4
    noisy_receipts: float = 0.3
    vocabulary: int = 14500
    corpora: tuple[str, ...] = ("generation 5",)
    """Of the synthetic papers, see TRAINING_CORPORA."""
    intermediate: int = 1536
    """Feed-forward neurons of a layer; a package that has more is narrowed before it goes on."""
    blend: float = 1.0
    """How far the stage moves the weights from those it began with to those it trained: in between a model may read
    papers unlike both better than either (Wortsman et al. 2022, WiSE-FT)."""
    ends_after: int | None = None
    """Rounds after which the stage ends although its schedule goes on: the next stage starts from a rate still high."""

    @property
    def last_round(self) -> int:
        return self.ends_after or self.rounds

    def as_dict(self) -> dict:
        return asdict(self)


STAGES = (
    Recipe(),
    Recipe(seed=2, rounds=6, receipts_share=0.8, synthetic_share=0.34, learning_rate=2.5e-4, kind_weight=0.4),
    Recipe(seed=3, rounds=4, receipts_share=0.8, synthetic_share=0.4, learning_rate=2.5e-4, kind_weight=0.4),
    Recipe(seed=5, rounds=3, ends_after=2, receipts_share=0.4, synthetic_share=0.16, kind_weight=0.3),
    Recipe(seed=6, rounds=5, receipts_share=0.6, synthetic_share=0.2, kind_weight=0.3, corpora=("generation 6",)),
    Recipe(seed=8, rounds=4, receipts_share=0.5, synthetic_share=0.24, kind_weight=0.3, corpora=("generation 8",)),
    Recipe(
        seed=9,
        rounds=7,
        receipts_share=0.5,
        synthetic_share=0.2,
        tokens_per_batch=1600,
        learning_rate=4e-4,
        kind_weight=0.3,
        corpora=("generation 8, wide",),
        intermediate=1024,
    ),
    Recipe(
        seed=10,
        rounds=6,
        receipts_share=0.2,
        synthetic_share=0.2,
        tokens_per_batch=1600,
        kind_weight=0.3,
        corpora=("generation 9",),
        intermediate=1024,
    ),
    Recipe(
        seed=11,
        rounds=6,
        receipts_share=0.3,
        synthetic_share=0.2,
        tokens_per_batch=1600,
        kind_weight=0.3,
        corpora=("generation 10",),
        intermediate=1024,
        blend=0.3,
    ),
)
"""The specialist's stages: each goes on from the one before with a fresh schedule and a richer generation of papers."""


def document_loss(
    logits: Tensor, kind: Tensor, labels: Tensor, kinds: Tensor, openness: Tensor, kind_weight: float
) -> Tensor:
    """Mean over words of the negative log-likelihood, plus that of the kind.

    A word labelled O by a source that annotates some types only may carry any label left open to it: its likelihood is
    the sum over these (marginal likelihood). `logits` [B,T,C], `labels` [B,T], `openness` bool [B,C].
    """
    words = labels != IGNORED
    chosen, targets = logits[words], labels[words]
    rows = openness[words.nonzero()[:, 0]]
    log_p = F.log_softmax(chosen, -1)
    closed = -log_p.gather(1, targets[:, None])[:, 0]
    open_ = -torch.logsumexp(log_p.masked_fill(~rows, float("-inf")), -1)
    loss = torch.where(targets == 0, open_, closed).mean()
    known = kinds != NO_KIND
    if known.any():
        loss = loss + kind_weight * F.cross_entropy(kind[known], kinds[known])
    return loss


def turn(documents: list[LabelledDocument], share: float, seed: int, number: int) -> list[LabelledDocument]:
    """The documents whose turn it is in a round: each comes equally often."""
    count = int(len(documents) * share)
    order = list(range(len(documents)))
    random.Random(seed).shuffle(order)
    start = number * count % max(1, len(documents))
    return [documents[i] for i in (order * 2)[start : start + count]]


def round_examples(
    recipe: Recipe,
    number: int,
    receipts: list[LabelledDocument],
    papers: list[LabelledDocument],
    tokenizer: Tokenizer,
    openness: Openness,
) -> list[Example]:
    """The windows of a round, degraded anew."""
    generator = random.Random(f"{recipe.seed} round {number}")
    shares = (
        (receipts, recipe.receipts_share, recipe.noisy_receipts),
        (papers, recipe.synthetic_share, recipe.noisy_synthetic),
    )
    out: list[Example] = []
    for documents, share, noisy in shares:
        for document in turn(documents, share, recipe.seed, number):
            out += examples_of(document, tokenizer, openness, generator, noisy)
    return out


def train(
    model: nn.Module,
    groups: list[dict],
    recipe: Recipe,
    receipts: list[LabelledDocument],
    papers: list[LabelledDocument],
    tokenizer: Tokenizer,
    checkpoint: Path,
    after_round: Callable[[int, float], None],
) -> None:
    """Train `groups` of the model's parameters in place; goes on from `checkpoint` where there is one.

    `model` has the signature of DocumentModel.
    """
    saved = load_checkpoint(checkpoint)
    if saved is not None and saved["passes"] >= recipe.last_round:
        model.load_state_dict(saved["model"])
        return
    optimiser = torch.optim.AdamW(groups, fused=True)
    openness = Openness()
    steps = 0
    for number in range(recipe.rounds):
        lengths = [len(e.ids) for e in round_examples(recipe, number, receipts, papers, tokenizer, openness)]
        steps += len(token_batches(lengths, recipe.tokens_per_batch, recipe.seed + number))
    table = torch.from_numpy(openness.table())
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: rate_factor(s, steps, recipe.warmup))
    run = Resumable(checkpoint, model, optimiser, schedule)
    for number in range(run.resume(), recipe.last_round):
        model.train()
        examples = round_examples(recipe, number, receipts, papers, tokenizer, openness)
        batches = token_batches([len(e.ids) for e in examples], recipe.tokens_per_batch, recipe.seed + number)
        began, total = time.monotonic(), 0.0
        for step, rows in enumerate(batches, 1):
            batch = {k: torch.from_numpy(v) for k, v in pad_examples([examples[i] for i in rows]).items()}
            with training_precision():
                logits, kind = model(batch["input_ids"], batch["attention_mask"], batch["bbox"])
            loss = document_loss(
                logits.float(),
                kind.float(),
                batch["labels"],
                batch["kind"],
                table[batch["openness"]],
                recipe.kind_weight,
            )
            if not torch.isfinite(loss):
                raise FloatingPointError(f"round {number} step {step}: the loss is not finite; lower the learning rate")
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
            if step % 50 == 0:
                print(
                    f"round {number} step {step}/{len(batches)} loss {total / step:.4f}, "
                    f"{time.monotonic() - began:.0f} s",
                    flush=True,
                )
        run.save(number + 1)
        after_round(number, total / len(batches))
