"""Takes feed-forward neurons out of a trained reader: those that give least on the papers it was trained on."""

import torch
from tokenizers import Tokenizer

from docket_training.documents.examples import Example, pad_examples, token_batches
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.token_model import DocumentModel
from docket_training.documents.windows import windows_of
from docket_training.tickets.prune import Inputs, neuron_importance, without

SHOWN_PAPERS = 60
TOKENS_PER_BATCH = 4096


def shown_inputs(papers: list[LabelledDocument], tokenizer: Tokenizer, whole_words: bool) -> Inputs:
    """The windows of the first papers in batches: ids, mask and boxes."""
    windows = [
        window
        for paper in papers[:SHOWN_PAPERS]
        for page in paper.pages
        for window in windows_of(tokenizer, page, whole_words=whole_words)
    ]
    examples = [Example(w.ids, w.boxes, [], 0, 0) for w in windows]
    batches = []
    for rows in token_batches([len(e.ids) for e in examples], TOKENS_PER_BATCH, seed=0):
        batch = pad_examples([examples[i] for i in rows])
        batches.append(tuple(torch.from_numpy(batch[name]) for name in ("input_ids", "attention_mask", "bbox")))
    return batches


def narrow(model: DocumentModel, intermediate: int, inputs: Inputs) -> None:
    """Leave `intermediate` neurons a layer, in place; what stays of a layer is refitted to what all of it gave."""
    encoder = model.encoder
    importance = neuron_importance(encoder, inputs)
    model.encoder = without(encoder, range(encoder.config.layers), intermediate, importance, inputs)
