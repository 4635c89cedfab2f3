"""`docket-train study DESK`: what was not shipped, measured on the finished student: int8 forms, QAT, zeroed weights.

`--of distillation` and `--of heads` are studies of their own: `distillation_study.py`, `head_study.py`.

On the validation rows in scope; nothing here decides what ships.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.desks import Desk
from docket_training.tickets.distil import Lessons, distil
from docket_training.tickets.distillation_study import distillation_study
from docket_training.tickets.fake_quant import FakeQuantLinear, with_fake_quant
from docket_training.tickets.grow import Ground, grow, lessons_of, prepare, teach
from docket_training.tickets.head_study import head_study
from docket_training.tickets.magnitude_study import magnitude_study, without_smallest
from docket_training.tickets.package import export_onnx_of
from docket_training.tickets.quantise_study import quantisation_study, static_study
from docket_training.tickets.shipped_plans import shipped_plans
from docket_training.tickets.train import classify

RECOVERY_RATE = 1e-4
RANGES = 300
"""Texts that the ranges of static activations are learned from."""
ITERATIONS = (0.3, 0.5, 0.6, 0.7)
"""Shares of zeros, each reached from the one before with an epoch between."""


def silent(_: int, __: float) -> None:
    """Nothing is printed between the steps."""


def exact_of(model: TicketClassifier) -> TicketClassifier:
    """The same weights without rounding in the products."""
    for parent in list(model.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, FakeQuantLinear):
                setattr(parent, name, child.exact)
    return model


def kept_at_zero(mask: Tensor) -> Callable[[Tensor], Tensor]:
    return lambda gradient: gradient * mask


def iterative_study(
    student: TicketClassifier, taught: Callable[[TicketClassifier, str], None], score: Callable[[nn.Module], float]
) -> dict[float, tuple[float, float]]:
    """Accuracy before and after an epoch of recovery, by share of zeros (Han et al. 2015; Zhu & Gupta 2017)."""
    model, out = student, {}
    for share in ITERATIONS:
        model = without_smallest(model, share)
        before = score(model)
        hooks = [
            module.weight.register_hook(kept_at_zero((module.weight != 0).float()))
            for module in model.encoder.layers.modules()
            if isinstance(module, nn.Linear)
        ]
        taught(model, f"zeros-{share}")
        for hook in hooks:
            hook.remove()
        out[share] = (before, score(model))
    return out


def study(ground: Ground, lessons: Lessons, student: TicketClassifier, folder: Path) -> list[str]:
    """Rows of Markdown tables."""
    ids, labels = ground.in_scope("validation")
    once = replace(ground.plan, epochs=1, learning_rate=RECOVERY_RATE)

    def taught(model: TicketClassifier, name: str) -> None:
        distil(model, lessons, once, folder / f"{name}.pt", silent)

    def score(model: nn.Module) -> float:
        return float((classify(model.eval(), ids).argmax(1) == labels).mean())

    ranges = ground.parts["fit"].ids[:RANGES]
    forms = quantisation_study(export_onnx_of(student, folder / "student.onnx"), folder, ranges, ids, labels)
    further = deepcopy(student)
    taught(further, "further")
    rounding = with_fake_quant(deepcopy(student))
    taught(rounding, "qat")
    qat = exact_of(rounding).eval()
    trained = static_study(export_onnx_of(qat, folder / "qat.onnx"), folder, ranges, ids, labels)
    at_once = magnitude_study(student, ids, labels)
    gradual = iterative_study(student, taught, score)
    rows = {**forms, "QAT, static QDQ": trained}
    return [
        f"n {len(labels)} validation rows in scope; float32 {score(student):.4f}, "
        f"after an epoch more {score(further):.4f}, QAT in float32 {score(qat):.4f}",
        "",
        "| form | same label | accuracy | MB | ms alone | ms in 32 | largest change of a logit in a batch |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {name} | {f['sameLabel']:.4f} | {f['accuracy']:.4f} | {f['megabytes']:.1f} | {f['msAlone']:.2f} | "
            f"{f['msInBatchOf32']:.2f} | {f['batchChange']:.1e} |"
            for name, f in rows.items()
        ),
        "",
        "| share of zeros | at once | gradually, before recovery | after an epoch |",
        "|---|---|---|---|",
        *(f"| {share} | {accuracy:.4f} | {cells(gradual, share)} |" for share, accuracy in at_once.items()),
    ]


def cells(gradual: dict[float, tuple[float, float]], share: float) -> str:
    return " | ".join(f"{value:.4f}" for value in gradual[share]) if share in gradual else "– | –"


def study_of_forms(desk: Desk) -> str:
    """The tables of a desk whose student is trained, or trains it first."""
    plan = shipped_plans()[desk.name]
    ground = prepare(desk, plan.teacher, plan.student, plan.others)
    known = teach(ground)
    student = grow(ground, known)
    folder = ground.growing / "studies"
    folder.mkdir(exist_ok=True)
    torch.manual_seed(ground.plan.seed)
    return "\n".join(study(ground, lessons_of(ground, known), student, folder))


STUDIES: dict[str, Callable[[Desk], str]] = {
    "forms": study_of_forms,
    "distillation": distillation_study,
    "heads": head_study,
}
