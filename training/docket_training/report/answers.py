"""Answers of one model to one set of rows that had no part in it, and everything the report says of them."""

from dataclasses import dataclass, field

import numpy as np

from docket_training.report.breakdowns import PartScore
from docket_training.report.measures import calibration_error, coverage_at, exact_interval

SPECIALIST, TEACHER = "specialist, int8", "teacher"


@dataclass(frozen=True)
class Share:
    """`count` of `n`, with its 95 % interval."""

    count: int
    n: int

    @property
    def value(self) -> float:
        return self.count / self.n if self.n else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        return exact_interval(self.count, self.n)


@dataclass(frozen=True)
class Answers:
    """Confidence (not a number where a model states none), rightness and acceptance [N] of every answer."""

    confidence: np.ndarray
    right: np.ndarray
    accepted: np.ndarray

    def share_right(self) -> Share:
        return Share(int(self.right.sum()), len(self.right))

    def calibration_error(self) -> float:
        return calibration_error(self.confidence, self.right)

    def coverage_at(self, accuracy: float) -> float:
        return coverage_at(self.confidence, self.right, accuracy)

    def accepted_share(self) -> Share:
        return Share(int(self.accepted.sum()), len(self.accepted))

    def accepted_error(self) -> Share:
        return Share(int((~self.right[self.accepted]).sum()), int(self.accepted.sum()))


@dataclass(frozen=True)
class Speed:
    """Milliseconds a text or page: given alone, and in a batch of 32."""

    alone: float
    in_batch: float


@dataclass(frozen=True)
class Scored:
    """One model on one split."""

    model: str
    split: str
    answers: Answers
    """In-scope rows (tickets), values that were read (documents)."""
    main: float
    """Accuracy (tickets) or F1 (documents)."""
    main_interval: tuple[float, float]
    parameters: int | None = None
    megabytes: float | None = None
    speed: Speed | None = None
    accepted: Answers | None = None
    """What acceptance is stated over, where that is more than `answers` (out-of-scope rows)."""
    further: dict[str, float] = field(default_factory=dict)
    """Other figures by name."""
    bounded: bool = False
    """Whether thresholds decide what it answers without a person."""
    kind: str = SPECIALIST
    """What it is beside the others; one colour in the figures."""
    fields: dict[str, PartScore] = field(default_factory=dict)
    """Of documents: F1 field by field, texts by similarity."""
    languages: dict[str, PartScore] = field(default_factory=dict)
    """Of documents: F1 by language."""

    def ranks(self) -> bool:
        """Whether it states confidences at all."""
        return not np.isnan(self.answers.confidence).any()

    def acceptance(self) -> Answers:
        return self.accepted if self.accepted is not None else self.answers
