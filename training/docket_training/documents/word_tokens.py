"""A reader of pieces becomes a reader of words: the same layers over one token a word."""

from dataclasses import replace

import torch

from docket_training.documents.token_model import DocumentModel
from docket_training.documents.windows import MAX_PIECES, PAD_ID
from docket_training.encoder import Encoder


@torch.no_grad()
def with_word_tokens(reader: DocumentModel) -> DocumentModel:
    """A copy of a reader that took a token a piece; padding, which a sum of pieces must not hear, becomes zero."""
    config = replace(reader.encoder.config, pieces=MAX_PIECES)
    words = DocumentModel(Encoder(config), reader.token_head.out_features, reader.kind_head.out_features)
    words.load_state_dict(reader.state_dict(), strict=False)
    words.encoder.embeddings.word.weight[PAD_ID] = 0
    return words
