"""The teacher's network: a trained reader with some of its layers twice (depth up-scaling, Kim et al. 2023, SOLAR)."""

from dataclasses import replace

import torch

from docket_training.documents.token_model import DocumentModel
from docket_training.encoder import Encoder


def deepen(reader: DocumentModel, order: tuple[int, ...], piece_ids: list[int]) -> DocumentModel:
    """A reader whose layers are copies of `reader`'s in `order`, with the rows `piece_ids` of its word embeddings.

    Copies are trained apart from each other and from `reader`, which stays as it is.
    """
    config = replace(reader.encoder.config, layers=len(order), vocabulary=len(piece_ids))
    deeper = DocumentModel(Encoder(config), reader.token_head.out_features, reader.kind_head.out_features)
    word = "encoder.embeddings.word.weight"
    tensors = {
        name: values
        for name, values in reader.state_dict().items()
        if not name.startswith("encoder.layers.") and name != word
    }
    tensors[word] = reader.encoder.embeddings.word.weight[torch.tensor(piece_ids)]
    for place, source in enumerate(order):
        for name, values in reader.encoder.layers[source].state_dict().items():
            tensors[f"encoder.layers.{place}.{name}"] = values
    deeper.load_state_dict({name: values.detach().clone() for name, values in tensors.items()})
    return deeper
