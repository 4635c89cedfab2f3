"""A desk's shipped network as the only teacher, for studies of what its student loses."""

from dataclasses import dataclass

import numpy as np

from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.desks import Desk
from docket_training.tickets.distil import Lessons
from docket_training.tickets.grow import Ground, Taught, lessons_of, members_of, on_pieces, prepare
from docket_training.tickets.shipped_plans import shipped_plans
from docket_training.tickets.slimming import Slimming, Teacher
from docket_training.tickets.teacher import Member, answers


@dataclass(frozen=True)
class ShippedTeacher:
    ground: Ground
    member: Member
    network: TicketClassifier
    """The member on the student's pieces, so that both read the same tokens; without scores of single words."""
    lessons: Lessons
    answers: np.ndarray
    """Label indices that the member gives the validation rows in scope [N]."""


def shipped_teacher(desk: Desk, plan: Slimming) -> ShippedTeacher:
    """The network that the shipped plan of the desk starts from; `plan` is the student's and has no spare texts."""
    ground = prepare(desk, Teacher(shipped_plans()[desk.name].teacher.earlier), plan, [])
    [member] = members_of(ground)
    given = {part: answers(member, ground.texts(part)) for part in ("fit", "spare", "validation")}
    chances = {part: of[0] for part, of in given.items()}
    taught = Taught([member], chances, {part: of[1] for part, of in given.items()}, baseline=np.nan)
    network = on_pieces(member.model, member.tokenizer, ground.tokenizer, desk.recipe.max_length, plan.dropout)
    return ShippedTeacher(
        ground=ground,
        member=member,
        network=network.eval(),
        lessons=lessons_of(ground, taught),
        answers=chances["validation"][ground.inside("validation")].argmax(1),
    )
