"""Curves, bounds and, for a teacher, what it is worth beside the specialist: all from the calibration split alone."""

import numpy as np
from tokenizers import Tokenizer

from docket_training.documents.beside_specialist import escalation_entry
from docket_training.documents.confidence import bounds, calibration_error, confidences, fit_curves, halves
from docket_training.documents.evaluate import Evaluation, judge
from docket_training.documents.predict import Runner, predict
from docket_training.documents.splits import Parts
from docket_training.installed_package import InstalledPackage

POPULATION = (
    "values read from synthetic papers of layouts and from real receipts of sellers that training never saw "
    "(more than nine in ten groups are layouts); groups are layouts and sellers"
)


def calibrate(run: Runner, tokenizer: Tokenizer, parts: Parts, beside: InstalledPackage | None) -> tuple[dict, float]:
    """The card's `calibration`, thresholds as dicts, and the expected calibration error on the half that bounds."""
    documents = [*parts.receipts["calibration"], *parts.papers["calibration"]]
    answers = predict(run, tokenizer, [document.pages for document in documents])
    held = Evaluation()
    for document, answer in zip(documents, answers, strict=True):
        judge(document, answer, held)
    for_curves, for_bounds = halves(held.judged)
    curves = fit_curves(for_curves)
    thresholds = bounds(lambda judged: confidences(curves, judged), for_curves, for_bounds, POPULATION)
    error = calibration_error(confidences(curves, for_bounds), np.array([j.right for j in for_bounds]))
    escalation = {"escalation": escalation_entry(beside, documents, answers, curves)} if beside else {}
    calibration = {
        "temperature": 1.0,
        "kindTemperature": 1.0,
        "split": "receipts by seller and synthetic papers by layout, half for the curves, half for the bounds",
        "n": len(held.judged),
        "outOfScope": None,
        "platt": {name: [round(a, 6), round(b, 6)] for name, (a, b) in curves.items()},
        "thresholds": {name: bound.as_dict() for name, bound in thresholds.items()},
        **escalation,
    }
    return calibration, round(error, 4)
