"""The teacher's network: a trained reader and a second stack over the same embeddings, their logits averaged."""

import torch
from torch import Tensor, nn

from docket_training.base_weights import BaseWeights
from docket_training.documents.token_model import DocumentModel
from docket_training.encoder import Encoder, pretrained_encoder


class SecondReader(nn.Module):
    """A stack of its own over a trained reader's embeddings, which stay as they are. Signature of DocumentModel."""

    def __init__(self, first: DocumentModel, base: BaseWeights, layers: tuple[int, ...]):
        super().__init__()
        fresh = pretrained_encoder(base, kept_ids=[0], dropout=first.encoder.config.dropout)
        self.encoder = Encoder(first.encoder.config)
        self.encoder.embeddings = first.encoder.embeddings
        self.encoder.layers = nn.ModuleList(fresh.layers[i] for i in layers)
        for parameter in self.encoder.embeddings.parameters():
            parameter.requires_grad_(False)
        heads = DocumentModel(self.encoder, first.token_head.out_features, first.kind_head.out_features)
        self.dropout, self.token_head, self.kind_head = heads.dropout, heads.token_head, heads.kind_head

    @property
    def own(self) -> list[nn.Parameter]:
        """What training changes."""
        return [parameter for parameter in self.parameters() if parameter.requires_grad]

    def forward(self, input_ids: Tensor, attention_mask: Tensor, bbox: Tensor) -> tuple[Tensor, Tensor]:
        states = self.dropout(self.encoder(input_ids, attention_mask, bbox))
        return self.token_head(states), self.kind_head(states[:, 0])


class Ensemble(nn.Module):
    """Mean of both readers' log-probabilities. Signature of DocumentModel."""

    def __init__(self, first: DocumentModel, second: SecondReader):
        super().__init__()
        self.first = first
        self.second = second

    def forward(self, input_ids: Tensor, attention_mask: Tensor, bbox: Tensor) -> tuple[Tensor, Tensor]:
        answers = [reader(input_ids, attention_mask, bbox) for reader in (self.first, self.second)]
        (token_a, kind_a), (token_b, kind_b) = answers
        return (
            (torch.log_softmax(token_a, -1) + torch.log_softmax(token_b, -1)) / 2,
            (torch.log_softmax(kind_a, -1) + torch.log_softmax(kind_b, -1)) / 2,
        )
