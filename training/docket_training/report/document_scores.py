"""A packaged document specialist on labelled documents that trained, tuned and calibrated nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from docket_training.documents.confidence import confidences
from docket_training.documents.evaluate import Evaluation, Judged, judge
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.predict import Runner, onnx_runner, predict
from docket_training.documents.scoring import Counts
from docket_training.documents.splits import RECEIPTS_FOLDER, Corpus
from docket_training.documents.sroie import read_receipts
from docket_training.installed_package import InstalledPackage
from docket_training.report.answers import Answers, Scored, Speed
from docket_training.report.breakdowns import by_field, by_language
from docket_training.report.data import Source, file_hash
from docket_training.report.measures import bootstrap_interval, f1
from docket_training.report.packages import model_megabytes, parameters
from docket_training.report.timing import LARGE_BATCH, THREADS, median_milliseconds

PAPERS = Corpus(600, 33, range(200_000, 290_000))
"""Made for this report alone: training took layouts below 10,000 and from 400,000, the card's calibration those from
10,000 to 89,999, and what is chosen on the held-out papers of a training never sees these. Bounds on whole documents,
which the report does not measure, were set on papers that may share a layout with a few of these."""
SCANS = Corpus(96, 33, range(200_000, 290_000), scanned=True)
"""The first of the same papers as pictures, read by recognition."""
TIMED_PAGES = 32


@dataclass(frozen=True)
class DocumentRows:
    documents: list[LabelledDocument]
    source: Source
    exact: bool
    """Whether texts must agree in every letter for F1, as the receipts' annotation allows."""


def receipt_rows() -> DocumentRows:
    receipts = read_receipts(RECEIPTS_FOLDER, "validation")
    source = Source(
        "receipts-sroie", "CC BY 4.0", "validation", len(receipts), file_hash(RECEIPTS_FOLDER / "documents.jsonl")
    )
    return DocumentRows(receipts, source, exact=True)


def paper_rows(corpus: Corpus = PAPERS) -> DocumentRows:
    """Synthetic papers of layouts that nothing else uses; made on first use."""
    papers = corpus.read()
    entry = corpus.source("report")
    return DocumentRows(papers, Source(entry["name"], entry["licence"], "whole", len(papers), entry["sha256"]), False)


def scanned_paper_rows(papers: Corpus = PAPERS, scans: Corpus = SCANS) -> DocumentRows:
    """The papers that were scanned, with their text layer: what the scans are to be held against."""
    scanned = {paper.id.removeprefix("scan") for paper in scans.read()}
    rows = paper_rows(papers)
    documents = [paper for paper in rows.documents if paper.id.removeprefix("synthetic") in scanned]
    source = replace(rows.source, split="those that were scanned, with their text layer", rows=len(documents))
    return DocumentRows(documents, source, exact=False)


def counts(evaluations: Sequence[Evaluation], scope: str = "header") -> np.ndarray:
    """Truth, predicted and right values of each document, [N,3]; `scope`: header, lines or taxes."""
    scopes: list[Counts] = [getattr(evaluation, scope) for evaluation in evaluations]
    return np.array([c.totals() for c in scopes])


def calibrated(card: dict, judged: Sequence[Judged]) -> tuple[np.ndarray, np.ndarray]:
    """Calibrated confidence and acceptance of each value, by the card's curves and thresholds."""
    thresholds = card["calibration"]["thresholds"]
    bounds = [thresholds.get(j.name, thresholds["*"])["threshold"] for j in judged]
    confidence = confidences(card["calibration"]["platt"], list(judged))
    accepted = [t is not None and c >= t for c, t in zip(confidence, bounds, strict=True)]
    return confidence, np.array(accepted, bool)


def page_speed(run: Runner, package: InstalledPackage, documents: Sequence[LabelledDocument]) -> Speed:
    """Words to fields, a page: one document alone, and 32 documents given at once."""
    tokenizer = package.tokenizer()
    chosen = list(documents[:TIMED_PAGES])
    pages = np.mean([len(d.pages) for d in chosen])
    alone = median_milliseconds([lambda d=d: predict(run, tokenizer, [d.pages]) for d in chosen], 1)
    batch = [d.pages for d in chosen[:LARGE_BATCH]]
    at_once = median_milliseconds([lambda: predict(run, tokenizer, batch)], 2)
    return Speed(alone / float(pages), at_once / sum(len(p) for p in batch))


def score_document_package(package: InstalledPackage, rows: DocumentRows) -> Scored:
    run = onnx_runner(package.model, THREADS)
    temperature = package.card["calibration"]["temperature"]
    found = predict(run, package.tokenizer(), [d.pages for d in rows.documents], temperature)
    alike, strict = ([Evaluation() for _ in rows.documents] for _ in range(2))
    for place, (document, extraction) in enumerate(zip(rows.documents, found, strict=True)):
        judge(document, extraction, alike[place])
        judge(document, extraction, strict[place], exact=True)
    totals = counts(strict if rows.exact else alike)
    judged, letters = ([j for e in by for j in e.judged] for by in (alike, strict))
    confidence, accepted = calibrated(package.card, judged)
    answers = Answers(confidence, np.array([j.right for j in judged], bool), accepted)
    by_letter = Answers(confidence, np.array([j.right for j in letters], bool), accepted)
    further = {
        "F1, texts letter by letter": f1(counts(strict).sum(0)),
        "F1, texts by similarity": f1(counts(alike).sum(0)),
        "error of accepted values, letter by letter": by_letter.accepted_error().value,
        "kind accuracy": sum(e.kinds_right for e in alike) / max(1, len(alike)),
    }
    for name in ("lines", "taxes"):
        merged = counts(alike, name).sum(0)
        if merged[0]:
            further[f"{name} F1"] = f1(merged)
    return Scored(
        model=f"{package.name} {package.version}",
        split=f"{rows.source.name} {rows.source.split}",
        answers=answers,
        main=f1(totals.sum(0)),
        main_interval=bootstrap_interval(len(totals), lambda chosen: f1(totals[chosen].sum(0))),
        parameters=parameters(package),
        megabytes=model_megabytes(package),
        speed=page_speed(run, package, rows.documents),
        further=further,
        bounded=True,
        fields=by_field(alike),
        languages=by_language(rows.documents, alike),
    )
