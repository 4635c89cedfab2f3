"""A packaged finder of entities on the validation rows of its sets."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from docket_training.documents.confidence import apply_platt
from docket_training.entities.calibration import judgements
from docket_training.entities.decode import Span
from docket_training.entities.marked_text import MarkedText
from docket_training.entities.package import SETS
from docket_training.entities.predict import onnx_runner, spans_of_texts
from docket_training.entities.read_sets import read_parts
from docket_training.entities.scoring import judged_spans
from docket_training.installed_package import InstalledPackage
from docket_training.report.answers import Answers, Scored, Speed
from docket_training.report.data import Source, file_hash
from docket_training.report.measures import bootstrap_interval, f1
from docket_training.report.packages import model_megabytes, parameters
from docket_training.report.timing import LARGE_BATCH, TIMED_TEXTS, median_milliseconds


@dataclass(frozen=True)
class EntityRows:
    texts: list[MarkedText]
    source: Source


def entity_rows() -> list[EntityRows]:
    """The validation rows by set."""
    held = read_parts().validation
    out = []
    for name, licence, path, source in SETS:
        texts = [text for text in held if text.source.startswith(source)]
        out.append(EntityRows(texts, Source(name, licence, "validation", len(texts), file_hash(path))))
    return out


def counts(texts: Sequence[MarkedText], found: Sequence[Sequence[Span]]) -> np.ndarray:
    """Marked, found and right values of each text, [N,3]."""
    rows = []
    for text, spans in zip(texts, found, strict=True):
        judged = judged_spans(text, spans)
        rows.append([sum(m.kind is not None for m in text.marks), len(judged), sum(right for _, right in judged)])
    return np.array(rows)


def accepted_of(card: dict, kinds: Sequence[str], confidence: np.ndarray) -> np.ndarray:
    thresholds = card["calibration"]["thresholds"]
    bounds = [thresholds.get(kind, thresholds["*"])["threshold"] for kind in kinds]
    return np.array([t is not None and c >= t for c, t in zip(confidence, bounds, strict=True)], bool)


def score_entity_package(package: InstalledPackage, rows: EntityRows) -> Scored:
    run, tokenizer = onnx_runner(package.model), package.tokenizer()
    calibration = package.card["calibration"]
    texts = [text.text for text in rows.texts]
    found = spans_of_texts(run, tokenizer, texts, calibration["temperature"])
    judged = judgements(rows.texts, found)
    confidence = apply_platt(tuple(calibration["platt"]["*"]), np.array([score for _, score, _, _ in judged]))
    right = np.array([right for _, _, right, _ in judged], bool)
    totals = counts(rows.texts, found)
    timed = texts[:TIMED_TEXTS]
    alone = median_milliseconds([lambda t=t: spans_of_texts(run, tokenizer, [t]) for t in timed])
    batch = timed[:LARGE_BATCH]
    in_batch = median_milliseconds([lambda: spans_of_texts(run, tokenizer, batch)], 9) / len(batch)
    return Scored(
        model=f"{package.name} {package.version}",
        split=f"{rows.source.name} {rows.source.split}",
        answers=Answers(confidence, right, accepted_of(package.card, [kind for kind, *_ in judged], confidence)),
        main=f1(totals.sum(0)),
        main_interval=bootstrap_interval(len(totals), lambda chosen: f1(totals[chosen].sum(0))),
        parameters=parameters(package),
        megabytes=model_megabytes(package),
        speed=Speed(alone, in_batch),
        bounded=True,
    )
