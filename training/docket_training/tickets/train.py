"""Fine-tunes the encoder on a desk's rows, one checkpoint an epoch."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from docket_training.batches import length_buckets, pad_ids, sorted_batches
from docket_training.checkpoints import Resumable
from docket_training.encoder import layer_decay_groups
from docket_training.labelled_text import DataError
from docket_training.precision import training_precision
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.contrast import contrast_loss
from docket_training.tickets.desks import Recipe

WIDTH_STEP = 8
"""Few distinct widths: the CPU kernels are compiled for each shape they meet."""
OUTLIER = -1
"""Label index of an out-of-scope row: it is no class, it only flattens the distribution."""


@dataclass(frozen=True)
class Examples:
    """Token ids [N][T_i], label indices [N] (-1: out of scope) and the places of the rows for messages."""

    ids: Sequence[Sequence[int]]
    labels: Sequence[int]
    where: Sequence[str]
    opinions: np.ndarray | None = None
    """Class probabilities [N,C] mixed into the targets by the recipe's share."""

    def lengths(self) -> list[int]:
        return [len(x) for x in self.ids]


def ticket_loss(logits: Tensor, labels: Tensor, opinions: Tensor | None, recipe: Recipe) -> Tensor:
    """Cross entropy with label smoothing; out-of-scope rows towards uniform (outlier exposure)."""
    inside = labels != OUTLIER
    targets = F.one_hot(labels[inside], logits.shape[1]).float()
    if opinions is not None:
        targets = torch.lerp(targets, opinions[inside], recipe.second_opinion)
    loss = F.cross_entropy(logits[inside], targets, label_smoothing=recipe.label_smoothing, reduction="sum")
    if (~inside).any():
        outliers = logits[~inside]
        loss = loss + recipe.outlier_weight * (torch.logsumexp(outliers, -1) - outliers.mean(-1)).sum()
    return loss / len(labels)


def rate_factor(step: int, steps: int, warmup: float) -> float:
    """Linear warm-up over a share of the steps, then linear decay to zero."""
    rising = max(1, int(steps * warmup))
    return (step + 1) / rising if step < rising else max(0.0, (steps - step) / max(1, steps - rising))


def train_classifier(
    model: TicketClassifier,
    examples: Examples,
    recipe: Recipe,
    member: int,
    checkpoint: Path,
    after_epoch: Callable[[int, float], None],
) -> None:
    """Train in place; goes on from `checkpoint` where there is one. `after_epoch(epoch, mean loss)`.

    `member`: which run of the recipe this is; it decides the order of rows and the dropout.
    """
    if member:
        torch.manual_seed(recipe.seed + member)
    groups = layer_decay_groups(
        model.encoder, model.head, recipe.learning_rate, recipe.layer_decay, recipe.weight_decay
    )
    optimiser = torch.optim.AdamW(groups, fused=True)
    lengths = examples.lengths()
    steps = recipe.epochs * len(length_buckets(lengths, recipe.batch, 0))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: rate_factor(s, steps, recipe.warmup))
    run = Resumable(checkpoint, model, optimiser, schedule)
    for epoch in range(run.resume(), recipe.epochs):
        model.train()
        losses = []
        for rows in length_buckets(lengths, recipe.batch, (recipe.seed + member) * 1000 + epoch):
            ids, mask = (torch.from_numpy(a) for a in pad_ids([examples.ids[i] for i in rows], multiple=WIDTH_STEP))
            labels = torch.tensor([examples.labels[i] for i in rows])
            opinions = None if examples.opinions is None else torch.from_numpy(examples.opinions[rows])
            with training_precision():
                pooled = model.pooled(ids, mask)
                logits = model.scores(pooled, ids, mask)
            loss = ticket_loss(logits.float(), labels, opinions, recipe)
            if recipe.contrast:
                loss = loss + recipe.contrast * contrast_loss(pooled.float(), labels)
            if not torch.isfinite(loss):
                raise DataError(
                    f"loss is not finite in a batch with {examples.where[rows[0]]}; lower the learning rate"
                )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        run.save(epoch + 1)
        after_epoch(epoch + 1, float(np.mean(losses)))


@torch.inference_mode()
def classify(model: TicketClassifier, ids: Sequence[Sequence[int]], batch: int = 64) -> np.ndarray:
    """Logits float32 [N,C] of the torch model, in the order of `ids`."""
    model.eval()
    out: np.ndarray | None = None
    for rows in sorted_batches([len(x) for x in ids], batch):
        tokens, mask = (torch.from_numpy(a) for a in pad_ids([ids[i] for i in rows]))
        logits = model(tokens, mask).numpy()
        if out is None:
            out = np.empty((len(ids), logits.shape[1]), np.float32)
        out[rows] = logits
    return out if out is not None else np.empty((0, 0), np.float32)


def epoch_log(name: str, model: TicketClassifier, tune: Examples) -> Callable[[int, float], None]:
    """Prints the loss and the accuracy on the tuning rows after each epoch."""
    began = time.monotonic()

    def report(epoch: int, loss: float) -> None:
        labels = np.array(tune.labels)
        right = classify(model, tune.ids).argmax(1)[labels != OUTLIER] == labels[labels != OUTLIER]
        print(
            f"{name} epoch {epoch} loss {loss:.4f} tune accuracy {right.mean():.4f} "
            f"(n {len(right)}) {time.monotonic() - began:.0f} s",
            flush=True,
        )

    return report
