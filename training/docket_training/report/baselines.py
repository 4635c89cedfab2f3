"""What a desk gets without a specialist: words and a linear model, or the base encoder as published."""

import numpy as np
import torch

from docket_training.base_weights import load_base
from docket_training.calibrate import fit_temperature, probabilities
from docket_training.encoder import pretrained_encoder
from docket_training.labelled_text import LabelledText
from docket_training.report.answers import Answers, Scored, Speed
from docket_training.report.ticket_scores import DeskRows
from docket_training.report.timing import LARGE_BATCH, TIMED_TEXTS, median_milliseconds
from docket_training.tickets.second_opinion import sentence_embeddings
from docket_training.tickets.train import OUTLIER
from docket_training.tickets.word_model import WordModel, fitted
from docket_training.vocabulary import make_tokenizer

WORDS, BASE = "TF-IDF + linear", "base, nearest label name"


def scored(model: str, rows: DeskRows, chances: np.ndarray, **of: object) -> Scored:
    """From probabilities [N,C] of the validation rows; nothing is accepted, as nothing was bounded."""
    truth = rows.truth()
    inside = truth != OUTLIER
    confidence, right = chances.max(1)[inside], chances.argmax(1)[inside] == truth[inside]
    answers = Answers(confidence, right, np.zeros(len(right), bool))
    share = answers.share_right()
    split = f"{rows.source.name} validation"
    return Scored(
        model=model, kind=model, split=split, answers=answers, main=share.value, main_interval=share.interval, **of
    )


def in_scope(rows: DeskRows, part: list[LabelledText]) -> tuple[list[str], np.ndarray]:
    labels = np.array(rows.splits.label_indices(part))
    return [row.text for row, label in zip(part, labels, strict=True) if label != OUTLIER], labels[labels != OUTLIER]


def fit_words(rows: DeskRows) -> WordModel:
    """TF-IDF of words and pairs and a linear SVM, on the rows that a specialist is fitted on.

    The temperature comes from the tuning rows.
    """
    texts, labels = in_scope(rows, rows.splits.fit)
    model = WordModel(*fitted(texts, labels, letters=False), 1.0)
    tuning, truth = in_scope(rows, rows.splits.tune)
    return WordModel(model.vectorisers, model.machine, fit_temperature(model.margins(tuning), truth))


def score_words(rows: DeskRows, model: WordModel) -> Scored:
    texts = rows.texts()
    timed = texts[:TIMED_TEXTS]
    alone = median_milliseconds([lambda t=t: model.chances([t]) for t in timed])
    batch = timed[:LARGE_BATCH]
    in_batch = median_milliseconds([lambda: model.chances(batch)], 9) / len(batch)
    weights = model.machine.coef_
    return scored(
        WORDS,
        rows,
        model.chances(texts),
        parameters=int(weights.size + model.machine.intercept_.size),
        megabytes=4 * weights.size / 1e6,
        speed=Speed(alone, in_batch),
    )


def words_of_label(label: str) -> str:
    return label.replace("_", " ").replace("-", " ").strip().lower()


@torch.inference_mode()
def score_base(rows: DeskRows) -> Scored:
    """The label whose name lies nearest to the text in the base encoder's embedding; no row teaches anything.

    The confidence is the softmax of cosines at a temperature from the tuning rows.
    """
    base = load_base()
    tokenizer, encoder = make_tokenizer(base.tokenizer), pretrained_encoder(base)
    length = rows.desk.recipe.max_length

    def embedded(texts: list[str]) -> np.ndarray:
        ids = [e.ids for e in tokenizer.encode_batch(texts)]
        return sentence_embeddings(encoder, [x if len(x) <= length else [*x[: length - 1], x[-1]] for x in ids])

    names = embedded([words_of_label(label) for label in rows.splits.labels])
    tuning, truth = in_scope(rows, rows.splits.tune)
    temperature = fit_temperature(embedded(tuning) @ names.T, truth)
    return scored(
        BASE,
        rows,
        probabilities(embedded(rows.texts()) @ names.T, temperature),
        parameters=sum(p.numel() for p in encoder.parameters()),
        megabytes=sum(4 * p.numel() for p in encoder.parameters()) / 1e6,
    )
