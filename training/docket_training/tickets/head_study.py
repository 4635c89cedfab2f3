"""Structured pruning of attention heads: what a desk's network loses, at once and after recovery, and what it gains."""

from pathlib import Path

import torch

from docket_training.onnx_scoring import open_session
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.desks import Desk
from docket_training.tickets.distil import Lessons, distil
from docket_training.tickets.distillation_study import compared
from docket_training.tickets.grow import WORKING, Ground
from docket_training.tickets.package import export_onnx_of
from docket_training.tickets.prune import text_inputs
from docket_training.tickets.prune_heads import without_heads
from docket_training.tickets.shipped_teacher import shipped_teacher
from docket_training.tickets.slimming import Slimming
from docket_training.tickets.stages import megabytes, milliseconds
from docket_training.tickets.train import classify, epoch_log

HEADS = (10, 8, 6, 4, 2)
RECOVERY = Slimming(epochs=1, learning_rate=1e-4, own_spare=0.0, other_spare=0)
"""An epoch of distillation from the whole network."""


def narrowed(model: TicketClassifier, heads: int, ids: list[list[int]]) -> TicketClassifier:
    """The classifier with `heads` heads a layer."""
    smaller = TicketClassifier(without_heads(model.encoder, heads, text_inputs(ids)), model.head.out_features)
    smaller.head.load_state_dict(model.head.state_dict())
    return smaller


def recovered(ground: Ground, lessons: Lessons, model: TicketClassifier, heads: int) -> TicketClassifier:
    torch.manual_seed(ground.plan.seed)
    log = epoch_log(f"{ground.desk.name} {heads} heads", model, ground.parts["tune"])
    distil(model, lessons, ground.plan, ground.growing / f"heads-{heads}.pt", log)
    return model.eval()


def exported(model: TicketClassifier, folder: Path, heads: int) -> Path:
    return export_onnx_of(model, folder / f"heads-{heads}.onnx")


def head_study(desk: Desk) -> str:
    """A table on the validation rows in scope: the shipped network with ever fewer heads, float32."""
    teacher = shipped_teacher(desk, RECOVERY)
    ground, whole = teacher.ground, teacher.network
    ids, labels = ground.in_scope("validation")
    heads = whole.encoder.config.heads
    reference = classify(whole, ids).argmax(1) == labels
    files, rows = {heads: exported(whole, ground.growing, heads)}, []
    for count in HEADS:
        smaller = narrowed(whole, count, ground.parts["fit"].ids[:WORKING])
        at_once = classify(smaller, ids).argmax(1) == labels
        after = classify(recovered(ground, teacher.lessons, smaller, count), ids).argmax(1) == labels
        files[count] = exported(smaller, ground.growing, count)
        rows.append((count, f"{at_once.mean():.4f}", compared(after, reference)))
    times = milliseconds({str(count): (open_session(path), ids) for count, path in files.items()})
    return "\n".join(
        [
            f"n {len(labels)} validation rows in scope; all {heads} heads: {reference.mean():.4f}",
            "",
            "| heads a layer | at once | after an epoch | above all heads | p | MB | ms alone | ms in 32 |",
            "|---|---|---|---|---|---|---|---|",
            *(
                f"| {count} | {at_once} | {after} | {megabytes(files[count])} | {times[str(count)]['msAlone']} | "
                f"{times[str(count)]['msInBatchOf32']} |"
                for count, at_once, after in [(heads, "–", f"{reference.mean():.4f} | – | –"), *rows]
            ),
        ]
    )
