"""Trains the entity specialist, one checkpoint an epoch."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from docket_training.checkpoints import Resumable
from docket_training.documents.examples import Example, pad_examples, token_batches
from docket_training.documents.train import document_loss
from docket_training.documents.windows import SEP_ID, UNK_ID
from docket_training.entities.recipe import Recipe
from docket_training.entities.tagger import EntityTagger
from docket_training.tickets.train import rate_factor


def hidden(ids: Tensor, share: float) -> Tensor:
    """A share of the tokens made unreadable; the marks of begin and end and padding stay."""
    drawn = (torch.rand(ids.shape) < share) & (ids > SEP_ID)
    return torch.where(drawn, UNK_ID, ids)


def train(
    model: EntityTagger,
    recipe: Recipe,
    views: Sequence[Sequence[Example]],
    table: np.ndarray,
    checkpoint: Path,
    after_epoch: Callable[[int, float], None],
) -> None:
    """Train in place; goes on from `checkpoint` where there is one.

    `views`: the examples of an epoch, taken in turn. `table` bool [ways,labels]: what a way of marking leaves open.
    """
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, recipe.learning_rate, weight_decay=recipe.weight_decay, fused=True)
    epochs = []
    for number in range(recipe.epochs):
        examples = views[number % len(views)]
        lengths = [len(e.ids) for e in examples]
        epochs.append((examples, token_batches(lengths, recipe.tokens_per_batch, recipe.seed + number)))
    fits = torch.from_numpy(table)
    steps = sum(len(batches) for _, batches in epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: rate_factor(s, steps, recipe.warmup))
    run = Resumable(checkpoint, model, optimiser, schedule)
    done = run.resume()
    began = time.process_time()
    for number, (examples, batches) in list(enumerate(epochs))[done:]:
        model.train()
        total = 0.0
        for step, rows in enumerate(batches, 1):
            batch = {k: torch.from_numpy(v) for k, v in pad_examples([examples[i] for i in rows]).items()}
            logits = model(hidden(batch["input_ids"], recipe.hidden_words), batch["attention_mask"])
            no_kind = logits.new_zeros(len(rows), 1)
            loss = document_loss(logits, no_kind, batch["labels"], batch["kind"], fits[batch["openness"]], 0.0)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
            if step % 20 == 0:
                spent = time.process_time() - began
                print(f"epoch {number} step {step}/{len(batches)} loss {total / step:.4f}, {spent:.0f} s", flush=True)
        run.save(number + 1)
        after_epoch(number + 1, total / len(batches))
