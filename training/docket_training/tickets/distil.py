"""Teaches a small classifier to answer as its teacher does, on labelled and on spare texts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from docket_training.batches import length_buckets, pad_ids
from docket_training.checkpoints import Resumable
from docket_training.encoder import layer_decay_groups
from docket_training.precision import training_precision
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.inner_lessons import Inner, InnerTeacher, heard, relation_loss, state_loss
from docket_training.tickets.slimming import Slimming
from docket_training.tickets.train import OUTLIER, rate_factor

SPARE = -2
"""Label index of a text without a wanted label."""
WIDTH_STEP = 4


@dataclass(frozen=True)
class Lessons:
    """Token ids [N][T_i], label indices [N], the teacher's probabilities [N,C] and, where taught, readings [N,H]."""

    ids: Sequence[Sequence[int]]
    labels: np.ndarray
    chances: np.ndarray
    readings: np.ndarray | None

    def epoch(self, spare_share: float, seed: int) -> np.ndarray:
        """Row indices of one pass: every labelled row and a fresh draw of the spare ones."""
        spare = np.flatnonzero(self.labels == SPARE)
        drawn = np.random.default_rng(seed).permutation(spare)[: int(len(spare) * spare_share)]
        return np.concatenate([np.flatnonzero(self.labels != SPARE), drawn])


def softened(chances: Tensor, temperature: float) -> Tensor:
    """Probabilities as they were at a higher temperature: p^(1/T), scaled to sum to one."""
    return F.softmax(chances.clamp(min=1e-7).log() / temperature, dim=-1)


def distillation_loss(logits: Tensor, labels: Tensor, chances: Tensor, plan: Slimming) -> Tensor:
    """Cross entropy with the tempered teacher (Hinton et al. 2015), and with the labels where there are any.

    Out-of-scope rows are drawn towards a flat answer with the weight of the plan.
    """
    soft = -(softened(chances, plan.temperature) * F.log_softmax(logits / plan.temperature, -1)).sum(-1)
    loss = plan.teacher_share * plan.temperature**2 * soft.sum()
    inside = labels >= 0
    if inside.any():
        hard = F.cross_entropy(logits[inside], labels[inside], label_smoothing=plan.label_smoothing, reduction="sum")
        loss = loss + (1 - plan.teacher_share) * hard
    outliers = logits[labels == OUTLIER]
    if len(outliers):
        loss = loss + plan.outlier_weight * (torch.logsumexp(outliers, -1) - outliers.mean(-1)).sum()
    return loss / len(labels)


def reading_loss(pooled: Tensor, readings: Tensor) -> Tensor:
    """One minus the cosine of the student's and the teacher's reading, [B,H] each."""
    return 1 - F.cosine_similarity(pooled, readings, dim=-1).mean()


def inner_loss(found: Inner, teacher: InnerTeacher, ids: Tensor, mask: Tensor, plan: Slimming) -> Tensor:
    """What the student's layers said of a batch, `found`, against what the teacher's say, by the plan's weights."""
    with training_precision():
        wanted = teacher.inner(ids, mask)
    heads = teacher.encoder.config.heads
    states = plan.state_weight * state_loss(found, wanted, mask)
    return states + plan.relation_weight * relation_loss(found, wanted, mask, heads)


def distil(
    student: TicketClassifier,
    lessons: Lessons,
    plan: Slimming,
    checkpoint: Path,
    after_epoch: Callable[[int, float], None],
    inner: InnerTeacher | None = None,
) -> None:
    """Train in place; goes on from `checkpoint` where there is one. `inner`: a teacher whose layers teach too."""
    torch.manual_seed(plan.seed)
    groups = layer_decay_groups(student.encoder, student.head, plan.learning_rate, plan.layer_decay, plan.weight_decay)
    optimiser = torch.optim.AdamW(groups, fused=True)
    lengths = np.array([len(x) for x in lessons.ids])
    steps = plan.epochs * -(-len(lessons.epoch(plan.spare_share, 0)) // plan.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: rate_factor(s, steps, plan.warmup))
    run = Resumable(checkpoint, student, optimiser, schedule)
    for epoch in range(run.resume(), plan.epochs):
        student.train()
        losses = []
        chosen = lessons.epoch(plan.spare_share, plan.seed * 1000 + epoch)
        for bucket in length_buckets(lengths[chosen].tolist(), plan.batch, plan.seed * 1000 + epoch):
            rows = chosen[bucket]
            ids, mask = (torch.from_numpy(a) for a in pad_ids([lessons.ids[i] for i in rows], multiple=WIDTH_STEP))
            with training_precision(), heard(student.encoder, range(student.encoder.config.layers)) as found:
                pooled = student.pooled(ids, mask)
                logits = student.scores(pooled, ids, mask).float()
            chances = torch.from_numpy(lessons.chances[rows].astype(np.float32))
            loss = distillation_loss(logits, torch.from_numpy(lessons.labels[rows]), chances, plan)
            if plan.reading_weight and lessons.readings is not None:
                loss = loss + plan.reading_weight * reading_loss(
                    pooled.float(), torch.from_numpy(lessons.readings[rows])
                )
            if inner is not None:
                loss = loss + inner_loss(found, inner, ids, mask, plan)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        run.save(epoch + 1)
        after_epoch(epoch + 1, float(np.mean(losses)))
