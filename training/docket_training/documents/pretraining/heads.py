"""What pre-training puts on the encoder: which word stood there, and where a word stood."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from docket_training.documents.examples import IGNORED
from docket_training.documents.pretraining.masking import PLACE_CLASSES
from docket_training.documents.windows import PAD_ID
from docket_training.encoder import Encoder


class PretrainingModel(nn.Module):
    """The encoder with a head over WordPieces, tied to its word embeddings, and one over places."""

    def __init__(self, encoder: Encoder):
        super().__init__()
        self.encoder = encoder
        hidden = encoder.config.hidden
        self.change = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden)
        self.bias = nn.Parameter(torch.zeros(encoder.config.vocabulary))
        self.place = nn.Linear(hidden, 2 * PLACE_CLASSES)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, bbox: Tensor, words: Tensor, places: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Shapes as of `pad_hidden`. The losses of words and of places, each a mean over what is hidden."""
        states = self.encoder(input_ids, attention_mask, bbox)
        return self.word_loss(states, words), self.place_loss(states, places)

    def word_loss(self, states: Tensor, words: Tensor) -> Tensor:
        """Negative log-likelihood of a hidden word's pieces, the mean over them: one token holds them all."""
        hidden = words[..., 0] != PAD_ID
        pieces = words[hidden]
        found = self.norm(F.gelu(self.change(states[hidden])))
        scores = found @ self.encoder.embeddings.word.weight.T + self.bias
        likelihoods = F.log_softmax(scores.float(), -1).gather(1, pieces)
        real = (pieces != PAD_ID).float()
        return -((likelihoods * real).sum(1) / real.sum(1)).mean()

    def place_loss(self, states: Tensor, places: Tensor) -> Tensor:
        hidden = places[..., 0] != IGNORED
        if not hidden.any():
            return states.new_zeros(())
        scores = self.place(states[hidden]).float().view(-1, 2, PLACE_CLASSES)
        return F.cross_entropy(scores.flatten(0, 1), places[hidden].flatten())
