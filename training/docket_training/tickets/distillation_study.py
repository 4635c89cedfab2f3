"""What each way to teach a small student is worth: labels, answers, readings, states, relations, and all together.

One teacher, the desk's shipped network, and one start of the student, so that the arms differ in the lessons alone.
"""

from copy import deepcopy
from dataclasses import dataclass, replace

import numpy as np
import torch

from docket_training.report.measures import bootstrap_interval, mcnemar
from docket_training.tickets.desks import Desk
from docket_training.tickets.distil import distil
from docket_training.tickets.grow import layers_that_stay, start_of_student
from docket_training.tickets.inner_lessons import InnerTeacher
from docket_training.tickets.shipped_teacher import shipped_teacher
from docket_training.tickets.slimming import Slimming
from docket_training.tickets.train import classify, epoch_log


@dataclass(frozen=True)
class Arm:
    """`answers`: share of the loss by the teacher's probabilities, the rest asks for the labels. `readings`, `states`,
    `relations`: weights of the losses by the pooled states, each layer's states and the last layer's relations."""

    name: str
    answers: float = 0.0
    readings: float = 0.0
    states: float = 0.0
    relations: float = 0.0

    @property
    def inside(self) -> bool:
        """Whether the teacher's layers teach, so that it must read each batch too."""
        return bool(self.states or self.relations)

    def plan(self, base: Slimming) -> Slimming:
        return replace(
            base,
            teacher_share=self.answers,
            reading_weight=self.readings,
            state_weight=self.states,
            relation_weight=self.relations,
        )


ARMS = (
    Arm("labels alone"),
    Arm("answers", answers=0.7),
    Arm("readings", readings=1.0),
    Arm("states", states=1.0),
    Arm("relations", relations=1.0),
    Arm("answers and readings", answers=0.7, readings=1.0),
    Arm("answers and states", answers=0.7, states=1.0),
    Arm("answers and relations", answers=0.7, relations=1.0),
    Arm("all together", answers=0.7, readings=1.0, states=1.0, relations=1.0),
)
BASE = Slimming(layers=3, intermediate=1024, epochs=3, own_spare=0.0, other_spare=0)
"""No texts without labels: only some of the arms could use them."""


def compared(right: np.ndarray, reference: np.ndarray) -> str:
    """Accuracy, and what it is above the reference with its interval over texts and McNemar's exact p."""
    gain = right.astype(float) - reference.astype(float)
    low, high = bootstrap_interval(len(gain), lambda rows: float(gain[rows].mean()))
    p = mcnemar(int((gain > 0).sum()), int((gain < 0).sum()))
    return f"{right.mean():.4f} | {gain.mean():+.4f} [{low:+.4f}, {high:+.4f}] | {p:.3f}"


def distillation_study(desk: Desk) -> str:
    """Trains all arms, or goes on; a table on the validation rows in scope, each arm held against labels alone."""
    teacher = shipped_teacher(desk, BASE)
    ground = teacher.ground
    layers = layers_that_stay(ground, teacher.member)
    start = start_of_student(ground, teacher.member, layers)
    inner = InnerTeacher(teacher.network.encoder, layers)
    ids, labels = ground.in_scope("validation")
    answers = {}
    for arm in ARMS:
        plan = arm.plan(ground.plan)
        torch.manual_seed(plan.seed)
        student = deepcopy(start)
        log = epoch_log(f"{desk.name} {arm.name}", student, ground.parts["tune"])
        checkpoint = ground.growing / f"arm-{arm.name.replace(' ', '-')}.pt"
        distil(student, teacher.lessons, plan, checkpoint, log, inner if arm.inside else None)
        answers[arm.name] = classify(student.eval(), ids).argmax(1)
    reference = answers[ARMS[0].name] == labels
    return "\n".join(
        [
            f"n {len(labels)} validation rows in scope; the teacher {(teacher.answers == labels).mean():.4f}; "
            f"layers {layers} of it and {BASE.intermediate} neurons of each stay",
            "",
            "| taught by | accuracy | above labels alone | p | same answer as the teacher |",
            "|---|---|---|---|---|",
            *(
                f"| {name} | {compared(given == labels, reference)} | {(given == teacher.answers).mean():.4f} |"
                for name, given in answers.items()
            ),
        ]
    )
