"""Calibrates a teacher beside the shipped specialist whose doubts it will be asked about."""

import json

from tokenizers import Tokenizer

from docket_training.card import CARD_FILE, MODEL_FILE, TOKENIZER_FILE, weights_folder
from docket_training.documents.escalation import Asked, Confidences, Curves, asked_of, calibrate_escalation
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.predict import Runner, onnx_runner, predict
from docket_training.documents.splits import Parts
from docket_training.package_weights import PackageWeights
from docket_training.vocabulary import make_tokenizer


def escalation_entry(specialist: PackageWeights, parts: Parts, run: Runner, tokenizer: Tokenizer, own: Curves) -> dict:
    """The card's `calibration.escalation`: weights by relation, thresholds, and the specialist they hold beside."""
    folder = weights_folder(specialist.name, specialist.version)
    first = Confidences.of_card(json.loads((folder / CARD_FILE).read_text(encoding="utf8")))
    second = Confidences(own, {})
    its_run = onnx_runner(folder / MODEL_FILE)
    its_tokenizer = make_tokenizer(json.loads((folder / TOKENIZER_FILE).read_text(encoding="utf8")))

    def asked(documents: list[LabelledDocument], exact: bool) -> list[Asked]:
        pages = [document.pages for document in documents]
        answers = zip(documents, predict(its_run, its_tokenizer, pages), predict(run, tokenizer, pages), strict=True)
        return [a for document, s, t in answers for a in asked_of(document, s, t, first, second, exact)]

    values = asked(parts.receipts["calibration"], True) + asked(parts.papers["calibration"], False)
    weights, bound = calibrate_escalation(values)
    return {
        "after": specialist.identity(),
        "n": len(values),
        "weights": {relation: [round(w, 6) for w in of] for relation, of in weights.items()},
        "thresholds": {"*": bound.as_dict()},
    }
