"""One ticket desk: its specialist beside its teacher, a linear model, the base encoder and a general language model."""

from dataclasses import dataclass, replace

import numpy as np

from docket_training.installed_package import InstalledPackage
from docket_training.report.answers import TEACHER, Answers, Scored, Share, Speed
from docket_training.report.baselines import fit_words, score_base, score_words
from docket_training.report.stages import STAGE_NAMES, Stage, stages_of
from docket_training.report.ticket_scores import DeskRows, score_ticket_package
from docket_training.report.zero_shot import ZeroShot
from docket_training.tickets.train import OUTLIER


@dataclass(frozen=True)
class DeskReport:
    package: InstalledPackage
    rows: DeskRows
    specialist: Scored
    others: list[Scored]
    sample: list[Scored]
    """The language model and the specialist on the rows that the language model was asked; empty where it was not."""
    stages: list[Stage]
    notes: list[str]

    @property
    def name(self) -> str:
        return self.package.name


def unranked(right: np.ndarray) -> Answers:
    """Answers without a confidence."""
    return Answers(np.full(len(right), np.nan), right, np.zeros(len(right), bool))


def of_stage(stage: Stage, n: int, split: str) -> Scored:
    """A stage of the card as a model: its accuracy over `n` rows and its time."""
    share = Share(round((stage.main or 0) * n), n)
    return Scored(
        model=f"{stage.name} (card)",
        kind=TEACHER,
        split=split,
        answers=unranked(np.arange(n) < share.count),
        main=share.value,
        main_interval=share.interval,
        parameters=stage.parameters,
        megabytes=stage.megabytes,
        speed=Speed(stage.alone, stage.in_batch) if stage.alone and stage.in_batch else None,
    )


def asked(zero_shot: ZeroShot, desk: str, split: str) -> Scored:
    answers = zero_shot.desks[desk]
    return Scored(
        model=f"{zero_shot.model} zero-shot",
        kind=f"{zero_shot.model} zero-shot",
        split=split,
        answers=unranked(np.array(answers.right)),
        main=answers.share.value,
        main_interval=answers.share.interval,
        parameters=zero_shot.parameters,
        megabytes=zero_shot.megabytes,
        speed=Speed(answers.milliseconds, float("nan")),
    )


def on_sample(scored: Scored, rows: DeskRows, ids: list[str]) -> Scored:
    """The same answers, of these rows only."""
    inside = [row.id for row, label in zip(rows.validation, rows.truth(), strict=True) if label != OUTLIER]
    chosen = np.isin(inside, ids)
    answers = Answers(scored.answers.confidence[chosen], scored.answers.right[chosen], scored.answers.accepted[chosen])
    share = answers.share_right()
    model = f"{scored.model}, the same rows"
    return replace(scored, model=model, answers=answers, accepted=None, main=share.value, main_interval=share.interval)


def data_notes(package: InstalledPackage, rows: DeskRows) -> list[str]:
    """Where the card speaks of another file than the one measured on."""
    stated = {entry["sha256"] for entry in package.card["training"]["data"] if entry["name"] == rows.source.name}
    if stated and rows.source.sha256 not in stated:
        return [f"The card was trained on another state of {rows.source.name} than the file measured on."]
    return []


def report_desk(package: InstalledPackage, rows: DeskRows, zero_shot: ZeroShot | None) -> DeskReport:
    specialist = score_ticket_package(package, rows)
    words = score_words(rows, fit_words(rows))
    stages, notes = stages_of(package.card), data_notes(package, rows)
    n = len(specialist.answers.right)
    taught = [of_stage(s, n, specialist.split) for s in stages if s.name == STAGE_NAMES["teacher"] and s.main]
    sample = []
    if zero_shot is not None and package.name in zero_shot.desks:
        desk = zero_shot.desks[package.name]
        if desk.sha256 == rows.source.sha256:
            sample = [asked(zero_shot, package.name, specialist.split)]
            sample += [on_sample(model, rows, desk.ids) for model in (specialist, words)]
        else:
            notes.append("The zero-shot bench ran on another state of the data: left out, run it again.")
    return DeskReport(package, rows, specialist, [*taught, words, score_base(rows)], sample, stages, notes)
