"""How the entity specialist is trained."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Recipe:
    seed: int = 3
    epochs: int = 24
    views: int = 3
    """Of the rows: that many epochs are drawn, then they come again."""
    bitext_marked: int = 420
    bitext_unmarked: int = 120
    """Bitext rows an epoch: its templates repeat. Every row of NLU++ comes once an epoch."""
    vocabulary: int = 8000
    width: int = 128
    reaches: tuple[int, ...] = (1, 2, 4, 1)
    hidden_words: float = 0.05
    """Share of tokens that training cannot read: what stands there is to be told from its neighbours."""
    tokens_per_batch: int = 500
    learning_rate: float = 3e-3
    weight_decay: float = 0.02
    dropout: float = 0.15
    warmup: float = 0.08

    def as_dict(self) -> dict:
        return asdict(self)
