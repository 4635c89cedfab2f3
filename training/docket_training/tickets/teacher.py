"""The teacher of a desk: several fine-tuned encoders and a word model, whose probabilities are averaged."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from docket_training.batches import pad_ids, sorted_batches
from docket_training.calibrate import probabilities
from docket_training.encoder import Encoder, EncoderConfig
from docket_training.package_weights import PackageWeights
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.lexical import LexicalScores
from docket_training.tickets.slimming import Teacher
from docket_training.vocabulary import cut_ids, make_tokenizer


@dataclass(frozen=True)
class Member:
    """One fine-tuned encoder with the tokenizer that it learned with."""

    name: str
    model: TicketClassifier
    tokenizer: Tokenizer
    max_length: int
    folder: Path | None = None
    """Of its own run, where that is not the teacher's."""
    deep: bool = False
    """Whether it started from the deeper encoder."""

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        return cut_ids(self.tokenizer, texts, self.max_length)


def member_of(package: PackageWeights, max_length: int) -> Member:
    """A shipped specialist as torch model; its tensors tell its shape."""
    tensors = package.tensors
    layers = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.layers."))
    vocabulary, hidden = tensors["encoder.embeddings.word.weight"].shape
    positions = tensors["encoder.embeddings.position.weight"].shape[0]
    intermediate = tensors["encoder.layers.0.up.bias"].shape[0]
    config = EncoderConfig(vocabulary, hidden, layers, intermediate=intermediate, positions=positions)
    model = TicketClassifier(Encoder(config), len(package.labels))
    if "lexical.scores.weight" in tensors:
        model.lexical = LexicalScores(vocabulary, len(package.labels))
    model.load_state_dict(tensors)
    name = f"{package.name} {package.version}"
    return Member(name, model.eval(), make_tokenizer(package.tokenizer), min(max_length, positions))


@torch.inference_mode()
def answers(member: Member, texts: Sequence[str], batch: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities [N,C] and readings [N,H], float32, in the order of the texts."""
    member.model.eval()
    ids = member.ids(texts)
    chances = np.empty((len(ids), member.model.head.out_features), np.float32)
    readings = np.empty((len(ids), member.model.encoder.config.hidden), np.float32)
    for rows in sorted_batches([len(x) for x in ids], batch):
        inputs, mask = (torch.from_numpy(a) for a in pad_ids([ids[i] for i in rows]))
        pooled = member.model.pooled(inputs, mask)
        readings[rows] = pooled.numpy()
        chances[rows] = probabilities(member.model.scores(pooled, inputs, mask).numpy(), 1.0)
    return chances, readings


def averaged(encoders: Sequence[np.ndarray], others: dict[str, np.ndarray], teacher: Teacher) -> np.ndarray:
    """The teacher's probabilities [N,C]: the mean of its encoders', and the other models with their shares.

    `others`: the answers of the deeper encoders, of words and of embeddings, by these names.
    """
    shares = {"deep": teacher.deep_share, "words": teacher.word_share, "embeddings": teacher.embedding_share}
    mixed = (1 - sum(shares.values())) * np.mean(encoders, axis=0)
    for name, share in shares.items():
        if share:
            mixed = mixed + share * others[name]
    return mixed.astype(np.float32)


def saved_answers(path: Path, member: Member, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The member's answers, computed once a run."""
    if not path.exists():
        chances, readings = answers(member, texts)
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, chances=chances, readings=readings)
        partial.replace(path)
    with np.load(path) as stored:
        return stored["chances"], stored["readings"]
