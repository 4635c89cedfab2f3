"""What a desk's package says of texts, as the service: its network, and the head beside it where it has one."""

from collections.abc import Callable, Sequence

import numpy as np

from docket_training.batches import pad_ids, sorted_batches
from docket_training.installed_package import InstalledPackage, installed
from docket_training.onnx_scoring import classification_logits, open_session
from docket_training.package_weights import PackageError
from docket_training.tickets.head import read_head
from docket_training.vocabulary import cut_ids

MOST_TOKENS = 128
"""That the service embeds of a text."""
BATCH = 16
Answer = Callable[[Sequence[str]], np.ndarray]
"""From N texts to one row of numbers each."""


def network_of(package: InstalledPackage, threads: int = 2) -> Answer:
    """The package's network; each text is cut at the length of the card."""
    session, tokenizer = open_session(package.model, threads), package.tokenizer()
    return lambda texts: classification_logits(session, cut_ids(tokenizer, texts, package.card["input"]["maxLength"]))


def encoder_of(package: InstalledPackage, threads: int = 2) -> Answer:
    """Embeddings of length one float32 [N,H] by the encoder that ships."""
    session, tokenizer = open_session(package.model, threads), package.tokenizer()

    def embed(texts: Sequence[str]) -> np.ndarray:
        ids = cut_ids(tokenizer, texts, MOST_TOKENS)
        out: list[np.ndarray] = [np.empty(0)] * len(ids)
        for rows in sorted_batches([len(x) for x in ids], BATCH):
            tokens, mask = pad_ids([ids[i] for i in rows])
            (found,) = session.run(["embedding"], {"input_ids": tokens, "attention_mask": mask})
            for row, embedding in zip(rows, found, strict=True):
                out[row] = embedding / np.linalg.norm(embedding)
        return np.stack(out)

    return embed


def mixed(network: np.ndarray, head: np.ndarray, mix: dict[str, float]) -> np.ndarray:
    """The sum of both logits [N,C], each times its weight."""
    return mix["network"] * network + mix["head"] * head


def opened(package: InstalledPackage, threads: int = 2) -> Answer:
    """The logits [N,C] of texts that the calibration of the card speaks of."""
    network = network_of(package, threads)
    if "mix" not in package.card:
        return network
    wanted = package.card["head"]["encoder"]
    encoder = installed(wanted["name"], wanted["version"])
    if encoder.identity() != wanted:
        raise PackageError(f"{package.name} {package.version}: its head was fitted over another {wanted['name']}")
    embed, head = encoder_of(encoder, threads), read_head(package.folder, package.card)
    return lambda texts: mixed(network(texts), head.logits(embed(texts), texts), package.card["mix"])


def package_logits(package: InstalledPackage, texts: Sequence[str], threads: int = 2) -> np.ndarray:
    return opened(package, threads)(texts)
