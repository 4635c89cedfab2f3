"""The steps of a shipped desk, in order; each keeps its result, so that a later call goes on from there."""

from pathlib import Path

from docket_training.tickets.desks import Desk
from docket_training.tickets.grow import grow, layers_that_stay, prepare, start_of_student, teach
from docket_training.tickets.shipped_plans import shipped_plans
from docket_training.tickets.slim_package import package_student

STEPS = ("teach", "prune", "distil", "package")


def run_steps(desk: Desk, until: str, folder: Path, version: str, command: str) -> dict | None:
    """Everything up to the step `until`; the card where that is the last."""
    plan = shipped_plans()[desk.name]
    ground = prepare(desk, plan.teacher, plan.student, plan.others)
    taught = teach(ground)
    if until == "teach":
        return None
    if until == "prune":
        first = taught.members[0]
        start_of_student(ground, first, layers_that_stay(ground, first))
        return None
    student = grow(ground, taught)
    return None if until == "distil" else package_student(ground, taught, student, folder, version, command)
