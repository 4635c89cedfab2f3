"""A packaged ticket specialist on the validation rows of its desk."""

from dataclasses import dataclass

import numpy as np

from docket_training.installed_package import InstalledPackage
from docket_training.labelled_text import LabelledText, read_jsonl
from docket_training.onnx_scoring import open_session
from docket_training.report.answers import Answers, Scored, Speed
from docket_training.report.data import Source, file_hash
from docket_training.report.packages import model_megabytes, parameters
from docket_training.report.timing import THREADS, speed_of, text_speed
from docket_training.tickets.desks import Desk
from docket_training.tickets.evaluate import Decisions, decide, ticket_metrics
from docket_training.tickets.package_logits import opened, package_logits
from docket_training.tickets.splits import Splits, split_rows
from docket_training.tickets.train import OUTLIER
from docket_training.vocabulary import cut_ids


@dataclass(frozen=True)
class DeskRows:
    """A desk's rows, divided as its training divides them."""

    desk: Desk
    splits: Splits
    source: Source

    @property
    def validation(self) -> list[LabelledText]:
        return self.splits.validation

    def texts(self) -> list[str]:
        return [row.text for row in self.validation]

    def truth(self) -> np.ndarray:
        """Label index of each validation row, -1 out of scope."""
        return np.array(self.splits.label_indices(self.validation))


def desk_rows(desk: Desk) -> DeskRows:
    splits = split_rows(read_jsonl(desk.data), desk.recipe, desk.out_of_scope_label)
    source = Source(desk.set_name, desk.licence, "validation", len(splits.validation), file_hash(desk.data))
    return DeskRows(desk, splits, source)


def package_decisions(package: InstalledPackage, texts: list[str]) -> Decisions:
    """What the package answers, with the calibration of its card."""
    calibration = package.card["calibration"]
    strange = calibration.get("outOfScope")
    return decide(
        package_logits(package, texts, THREADS),
        calibration["temperature"],
        strange["threshold"] if strange else np.inf,
        calibration["thresholds"]["*"]["threshold"],
    )


def token_ids(package: InstalledPackage, texts: list[str]) -> list[list[int]]:
    """Cut at the length of the card, the closing token kept."""
    return cut_ids(package.tokenizer(), texts, package.card["input"]["maxLength"])


def package_speed(package: InstalledPackage, texts: list[str]) -> Speed:
    """Of the network over token ids; with a head beside it of both over texts."""
    if "mix" in package.card:
        return speed_of(opened(package, THREADS), texts)
    return text_speed(open_session(package.model, THREADS), token_ids(package, texts))


def score_ticket_package(package: InstalledPackage, rows: DeskRows) -> Scored:
    decisions = package_decisions(package, rows.texts())
    index = {label: i for i, label in enumerate(package.card["labels"])}
    truth = np.array([index.get(row.label, OUTLIER) for row in rows.validation])
    inside = truth != OUTLIER
    right = decisions.label == truth
    whole = Answers(decisions.confidence, right, decisions.accepted)
    answers = Answers(decisions.confidence[inside], right[inside], decisions.accepted[inside])
    metrics = ticket_metrics(decisions, truth.tolist())
    share = answers.share_right()
    further = {"macro F1": metrics["macroF1"], "flagged in scope": metrics["flaggedInScope"]}
    if "outOfScope" in metrics:
        further |= {f"out of scope, {key}": metrics["outOfScope"][key] for key in ("auroc", "recall", "precision")}
    return Scored(
        model=f"{package.name} {package.version}",
        split=f"{rows.source.name} validation",
        answers=answers,
        main=share.value,
        main_interval=share.interval,
        parameters=parameters(package),
        megabytes=model_megabytes(package),
        speed=package_speed(package, rows.texts()),
        accepted=whole,
        further=further,
        bounded=True,
    )


def rows_right(package: InstalledPackage, texts: list[str], labels: list[str]) -> int:
    """How many of these texts the package labels rightly."""
    decisions = package_decisions(package, texts)
    names = package.card["labels"]
    return sum(names[i] == label for i, label in zip(decisions.label, labels, strict=True))
