"""The ticket specialist: encoder, mean of the token states, one linear layer, where wanted scores of single words."""

from torch import Tensor, nn

from docket_training.encoder import Encoder, mean_pool
from docket_training.tickets.lexical import LexicalScores


class TicketClassifier(nn.Module):
    """`input_ids`, `attention_mask` int64 [B,T] to `logits` [B,C]."""

    def __init__(self, encoder: Encoder, classes: int):
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(encoder.config.dropout)
        self.head = nn.Linear(encoder.config.hidden, classes)
        nn.init.trunc_normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self.lexical: LexicalScores | None = None

    def pooled(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """The reading of each text [B,H]."""
        return mean_pool(self.encoder(input_ids, attention_mask), attention_mask)

    def scores(self, pooled: Tensor, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits [B,C] from readings [B,H]."""
        logits = self.head(self.dropout(pooled))
        return logits if self.lexical is None else logits + self.lexical(input_ids, attention_mask)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return self.scores(self.pooled(input_ids, attention_mask), input_ids, attention_mask)
