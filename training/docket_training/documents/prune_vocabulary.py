"""Takes the pieces out of a trained reader that its training texts hardly hold: a third of its bytes are embeddings."""

from collections.abc import Iterable
from dataclasses import replace

import torch
from torch import nn

from docket_training.documents.token_model import DocumentModel
from docket_training.vocabulary import cut_vocabulary


def prune_vocabulary(
    model: DocumentModel, tokenizer_document: dict, texts: Iterable[str], size: int
) -> tuple[DocumentModel, dict]:
    """The model with `size` word embeddings and its tokenizer's document; other words fall to smaller pieces.

    Kept are special ids, single characters and the pieces most frequent in `texts`. The model is changed in place.
    """
    cut = cut_vocabulary(tokenizer_document, texts, size, strict=True)
    kept = model.encoder.embeddings.word.weight.detach()[torch.tensor(cut.kept_ids)].clone()
    model.encoder.embeddings.word = nn.Embedding.from_pretrained(kept, freeze=False, padding_idx=0)
    model.encoder.config = replace(model.encoder.config, vocabulary=len(cut.kept_ids))
    return model, cut.tokenizer
