"""How each shipped desk gets from a teacher of several models to one small student."""

from dataclasses import asdict, dataclass, field

from docket_training.tickets.desks import Recipe


@dataclass(frozen=True)
class Slimming:
    """The student's shape and how it is taught."""

    layers: int = 3
    intermediate: int = 1024
    epochs: int = 4
    batch: int = 64
    learning_rate: float = 6e-4
    layer_decay: float = 0.85
    weight_decay: float = 0.01
    warmup: float = 0.1
    dropout: float = 0.1
    temperature: float = 2.0
    teacher_share: float = 0.7
    """The rest of the loss asks for the label itself."""
    label_smoothing: float = 0.1
    outlier_weight: float = 0.5
    reading_weight: float = 1.0
    """Weight of the likeness of the student's pooled states to those of the teacher's first member."""
    state_weight: float = 0.0
    """Weight of the distance of the student's states to those of the teacher's layers; see `inner_lessons.py`."""
    relation_weight: float = 0.0
    """Weight of the divergence of the relations in the last layer."""
    own_spare: float = 0.3
    """Corrupted copies, as a share of the labelled rows."""
    other_spare: int = 1000
    """Texts of other sets."""
    spare_share: float = 0.5
    """Share of the spare texts that one epoch reads."""
    lexical: float = 0.0
    """Weight of the scores of single pieces that the student keeps beside its encoder."""
    seed: int = 17

    def as_dict(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Teacher:
    """Whose probabilities are averaged."""

    earlier: str | None = None
    """Version of this desk's package whose encoder is a member."""
    recipe: Recipe = field(default_factory=Recipe)
    """Of the members trained here."""
    members: tuple[int, ...] = ()
    """Their numbers: each has its own start of the head, order of rows and dropout."""
    deep_recipe: Recipe = field(default_factory=Recipe)
    """Of the members that start from the deeper encoder (`mpnet_weights.py`)."""
    deep_members: tuple[int, ...] = ()
    deep_share: float = 0.0
    """Weight of the mean of the deeper members in the average."""
    own_lead: bool = False
    """Whether the student starts from the first member trained here instead of the earlier package."""
    letters: bool = False
    """Whether the word model also reads runs of letters."""
    word_share: float = 0.2
    """Weight of the word model in the average."""
    embedding_share: float = 0.3
    """Weight of the model over frozen embeddings."""

    def as_dict(self) -> dict:
        return asdict(self)
