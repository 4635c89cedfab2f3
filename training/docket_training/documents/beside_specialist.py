"""Calibrates a teacher beside the shipped specialist whose doubts it will be asked about."""

from tokenizers import Tokenizer

from docket_training.documents.escalation import Asked, Confidences, Curves, asked_of, calibrate_escalation
from docket_training.documents.predict import Runner, onnx_runner, predict
from docket_training.documents.splits import Parts
from docket_training.installed_package import InstalledPackage


def escalation_entry(beside: InstalledPackage, parts: Parts, run: Runner, tokenizer: Tokenizer, own: Curves) -> dict:
    """The card's `calibration.escalation`: weights by relation, thresholds, and the specialist they hold beside."""
    first, second = Confidences.of_card(beside.card), Confidences(own, {})
    documents = [*parts.receipts["calibration"], *parts.papers["calibration"]]
    pages = [document.pages for document in documents]
    before = predict(onnx_runner(beside.model), beside.tokenizer(), pages)
    after = predict(run, tokenizer, pages)
    values: list[Asked] = []
    for document, specialist, teacher in zip(documents, before, after, strict=True):
        values += asked_of(document, specialist, teacher, first, second)
    weights, bound = calibrate_escalation(values)
    return {
        "after": beside.identity(),
        "n": len(values),
        "weights": {relation: [round(w, 6) for w in of] for relation, of in weights.items()},
        "thresholds": {"*": bound.as_dict()},
    }
