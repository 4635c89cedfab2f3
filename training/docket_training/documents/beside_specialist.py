"""Calibrates a teacher beside the shipped specialist whose doubts it will be asked about."""

from docket_training.documents.decode import Extraction
from docket_training.documents.escalation import Asked, Confidences, Curves, asked_of, calibrate_escalation
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.predict import onnx_runner, predict
from docket_training.installed_package import InstalledPackage


def escalation_entry(
    beside: InstalledPackage, documents: list[LabelledDocument], answers: list[Extraction], own: Curves
) -> dict:
    """The card's `calibration.escalation`: weights by relation, thresholds, and the specialist they hold beside.

    `answers`: the teacher's, one a document; `own`: its curves.
    """
    first, second = Confidences.of_card(beside.card), Confidences(own, {})
    before = predict(onnx_runner(beside.model), beside.tokenizer(), [document.pages for document in documents])
    values: list[Asked] = []
    for document, specialist, teacher in zip(documents, before, answers, strict=True):
        values += asked_of(document, specialist, teacher, first, second)
    weights, bound = calibrate_escalation(values)
    return {
        "after": beside.identity(),
        "n": len(values),
        "weights": {relation: [round(w, 6) for w in of] for relation, of in weights.items()},
        "thresholds": {"*": bound.as_dict()},
    }
