"""The ticket desks that ship: where their data lies, its licence, and the recipe of their specialist."""

from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Recipe:
    """How a specialist is trained and calibrated."""

    epochs: int = 7
    batch: int = 32
    learning_rate: float = 3e-4
    layer_decay: float = 0.85
    weight_decay: float = 0.01
    label_smoothing: float = 0.1
    dropout: float = 0.1
    warmup: float = 0.1
    second_opinion: float = 0.0
    """Share of a row's target that comes from models which did not see the row, against mistaken labels."""
    outlier_weight: float = 0.0
    """Weight of the loss that flattens the answer to out-of-scope training rows (Hendrycks et al. 2019)."""
    max_length: int = 128
    vocabulary: int = 14_000
    tune_share: float = 0.04
    calibration_share: float = 0.10
    outlier_calibration_share: float = 0.20
    flagged_in_scope: float = 0.01
    """Share of in-scope texts that the out-of-scope threshold may flag."""
    alpha: float = 0.02
    delta: float = 0.05
    lexical: float = 0.0
    """Weight of the scores of a linear model over WordPieces, added to the logits."""
    contrast: float = 0.0
    """Weight of the loss that draws readings of one label together."""
    members: int = 1
    """Runs from one start with their own order of rows; their weights are averaged (Wortsman et al. 2022)."""
    seed: int = 7

    def as_dict(self) -> dict:
        return asdict(self)

    def training(self) -> dict:
        """The values that decide the encoder's weights: changing one starts a new run."""
        calibration = ("flagged_in_scope", "alpha", "delta", "lexical")
        return {name: value for name, value in self.as_dict().items() if name not in calibration}


@dataclass(frozen=True)
class Desk:
    name: str
    data: Path
    set_name: str
    licence: str
    recipe: Recipe
    out_of_scope_label: str | None = None


def shared_data() -> Path:
    """The development data beside the checkout, see `../shared/data/README.md`."""
    return Path(__file__).resolve().parents[4] / "shared" / "data"


def shipped_desks() -> dict[str, Desk]:
    data = shared_data()
    desks = [
        Desk(
            "banking77",
            data / "intents-banking77/tickets.jsonl",
            "intents-banking77",
            "CC BY 4.0",
            Recipe(vocabulary=8_000, tune_share=0.03, calibration_share=0.08),
        ),
        Desk(
            "clinc150",
            data / "intents-clinc-oos/tickets.jsonl",
            "intents-clinc-oos",
            "CC BY 3.0",
            Recipe(vocabulary=8_500, flagged_in_scope=0.02),
            out_of_scope_label="oos",
        ),
        Desk(
            "customer-care",
            data / "intents-bitext/tickets.jsonl",
            "intents-bitext",
            "CDLA-Sharing-1.0",
            Recipe(vocabulary=5_000),
        ),
        Desk(
            "it-topic",
            data / "tickets-it-topic/tickets.jsonl",
            "tickets-it-topic",
            "MIT, upstream CC0",
            Recipe(vocabulary=7_000, max_length=256, alpha=0.1),
        ),
    ]
    return {desk.name: desk for desk in desks}
