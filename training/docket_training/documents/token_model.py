"""The document specialist: encoder with layout positions, a token head over BIO labels and a kind head on [CLS]."""

from torch import Tensor, nn

from docket_training.encoder import Encoder


class DocumentModel(nn.Module):
    """`input_ids` int64 [B,T,P] (a token is a word of up to P pieces), `attention_mask` [B,T], `bbox` [B,T,4] to
    `logits` [B,T,labels] and `kind` [B,kinds]."""

    def __init__(self, encoder: Encoder, labels: int, kinds: int):
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(encoder.config.dropout)
        self.token_head = nn.Linear(encoder.config.hidden, labels)
        self.kind_head = nn.Linear(encoder.config.hidden, kinds)
        for head in (self.token_head, self.kind_head):
            nn.init.trunc_normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    @property
    def heads(self) -> nn.ModuleList:
        return nn.ModuleList([self.token_head, self.kind_head])

    def forward(self, input_ids: Tensor, attention_mask: Tensor, bbox: Tensor) -> tuple[Tensor, Tensor]:
        states = self.dropout(self.encoder(input_ids, attention_mask, bbox))
        return self.token_head(states), self.kind_head(states[:, 0])
