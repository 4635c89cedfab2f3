"""The general sentence encoder for desks of users' own labels: the base encoder with fewer WordPieces, in 4 bits.

Nothing is trained: its embeddings are the base encoder's, as far as 4 bits allow.
"""

import json
import random
import sys
import tempfile
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from docket_training.base_weights import BaseWeights, load_base
from docket_training.batches import pad_ids, sorted_batches
from docket_training.card import MODEL_FILE, input_entry, weights_folder, write_package
from docket_training.encoder import Encoder, mean_pool, pretrained_encoder
from docket_training.export_onnx import export_onnx
from docket_training.four_bits import BLOCK, write_four_bits
from docket_training.onnx_scoring import open_session
from docket_training.tickets.desks import shared_data
from docket_training.vocabulary import RESERVED_IDS, CutVocabulary, cut_ids, make_tokenizer

NAME = "sentence-encoder"
SETS = ("intents-banking77", "intents-clinc-oos", "intents-bitext", "dialogs-multidogo", "tickets-it-topic")
UNSEEN_SET = "intents-nlupp"
"""Only measured: its texts choose no WordPieces."""
PIECES = 9_500
SEEN_OFTEN = 4
"""A piece of the sets stays from this many occurrences on; the other places go to the most frequent of the base."""
MAX_LENGTH = 256
FOREIGN_FROM = 0x2E80
"""Characters of East Asian scripts, which the base hardly learned, are not kept."""
MEASURED_TEXTS = 100
SEED = 7


class SentenceEncoder(nn.Module):
    """`input_ids`, `attention_mask` int64 [B,T] to `embedding` [B,H]: the mean of the token states."""

    def __init__(self, encoder: Encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return mean_pool(self.encoder(input_ids, attention_mask), attention_mask)


@dataclass(frozen=True)
class Texts:
    train: list[str]
    validation: list[str]


def texts_of(set_name: str) -> Texts:
    """The distinct texts of a shared set, by split."""
    parts: dict[str, dict[str, None]] = {"train": {}, "validation": {}}
    with (shared_data() / set_name / "tickets.jsonl").open(encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            parts[row["split"]].setdefault(row["text"])
    return Texts(list(parts["train"]), list(parts["validation"]))


def chosen_pieces(base: BaseWeights, texts: list[str]) -> CutVocabulary:
    """Special pieces, single characters, what the texts use often, filled up with the most frequent of the base."""
    pieces: dict[str, int] = base.tokenizer["model"]["vocab"]
    encodings = make_tokenizer(base.tokenizer).encode_batch(texts)
    counts = np.bincount([i for e in encodings for i in e.ids], minlength=len(pieces))
    single = {i: piece[-1] for piece, i in pieces.items() if len(piece.removeprefix("##")) == 1}
    foreign = {i for i, character in single.items() if ord(character) >= FOREIGN_FROM}
    kept = {i for i in pieces.values() if i < RESERVED_IDS or i in single.keys() - foreign}
    kept.update(set(np.flatnonzero(counts >= SEEN_OFTEN).tolist()) - foreign)
    kept.update([i for i in range(RESERVED_IDS, len(pieces)) if i not in kept | foreign][: PIECES - len(kept)])
    kept_ids = sorted(kept)
    by_id = {i: piece for piece, i in pieces.items()}
    smaller = deepcopy(base.tokenizer)
    smaller["model"]["vocab"] = {by_id[old]: new for new, old in enumerate(kept_ids)}
    return CutVocabulary(smaller, kept_ids)


def token_ids(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    return cut_ids(tokenizer, texts, MAX_LENGTH)


@torch.inference_mode()
def embed(encoder: Encoder, ids: list[list[int]], batch: int = 32) -> np.ndarray:
    """Embeddings of the torch model scaled to length one, [N,H]."""
    encoder.eval()
    out = np.empty((len(ids), encoder.config.hidden), np.float32)
    for rows in sorted_batches([len(x) for x in ids], batch):
        tokens, mask = (torch.from_numpy(a) for a in pad_ids([ids[i] for i in rows]))
        out[rows] = nn.functional.normalize(mean_pool(encoder(tokens, mask), mask)).numpy()
    return out


def embed_exported(path: Path, ids: list[list[int]]) -> np.ndarray:
    """The same from an exported model, one text at a time."""
    session = open_session(path)
    rows = []
    for x in ids:
        tokens, mask = pad_ids([x])
        (embedding,) = session.run(["embedding"], {"input_ids": tokens, "attention_mask": mask})
        rows.append(embedding[0] / np.linalg.norm(embedding[0]))
    return np.stack(rows)


def closeness(base: BaseWeights, tokenizer: Tokenizer, model: Path, texts: list[str]) -> dict:
    """Cosine of each text's embedding to the one of the whole base encoder."""
    whole = embed(pretrained_encoder(base), token_ids(make_tokenizer(base.tokenizer), texts))
    cosines = (whole * embed_exported(model, token_ids(tokenizer, texts))).sum(1)
    return {"rows": len(texts), "meanCosine": float(cosines.mean()), "lowestTenth": float(np.quantile(cosines, 0.1))}


def export_encoder(folder: Path, version: str) -> dict:
    """Write the package into `folder`; returns its card."""
    folder.mkdir(parents=True, exist_ok=True)
    generator = random.Random(SEED)
    base = load_base()
    sets = {name: texts_of(name) for name in SETS}
    cut = chosen_pieces(base, [text for name in SETS for text in sets[name].train])
    tokenizer = make_tokenizer(cut.tokenizer)
    model = SentenceEncoder(pretrained_encoder(base, cut.kept_ids, positions=MAX_LENGTH)).eval()
    example = torch.tensor([[101, 110, 120, 102], [101, 130, 102, 0]])
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "float.onnx"
        names = ("input_ids", "attention_mask")
        export_onnx(model, (example, (example > 0).long()), names, exact, {"embedding": {0: "batch"}})
        write_four_bits(exact, folder / MODEL_FILE)
    measured = {
        f"{name} (validation)": generator.sample(sets[name].validation, min(MEASURED_TEXTS, len(sets[name].validation)))
        for name in SETS
    }
    measured[f"{UNSEEN_SET} (a set that was not looked at)"] = generator.sample(
        texts_of(UNSEEN_SET).validation, MEASURED_TEXTS
    )
    return write_package(
        folder,
        name=NAME,
        version=version,
        task="text-embedding",
        labels=[],
        base=base,
        quantisation=f"products in 4 bits (block {BLOCK}, int8 activations a block), WordPieces in 8",
        parameters=sum(p.numel() for p in model.parameters()),
        tokenizer=cut.tokenizer,
        model_input=input_entry(cut.tokenizer["model"]["vocab"], MAX_LENGTH, layout=False),
        calibration={"temperature": 1.0, "split": "none: an embedding decides nothing", "n": 0, "thresholds": {}},
        training={
            "seed": SEED,
            "epochs": 0,
            "command": f"python -m docket_training.sentence_encoder {version}",
            "data": [],
        },
        metrics={
            "cosineToBase": {name: closeness(base, tokenizer, folder / MODEL_FILE, t) for name, t in measured.items()}
        },
        description="Embeds English texts for desks that are trained on a user's own labels.",
        limits=[
            "English only; reads the first 256 WordPieces of a text.",
            f"{PIECES} WordPieces; rarer words are read in smaller pieces.",
        ],
    )


def main() -> None:
    """`python -m docket_training.sentence_encoder [VERSION]` writes models/weights/sentence-encoder/VERSION."""
    version = sys.argv[1] if len(sys.argv) > 1 else "1.0.0"
    folder = weights_folder(NAME, version)
    card = export_encoder(folder, version)
    print(f"{folder}: {card['files'][MODEL_FILE]['bytes'] / 1e6:.1f} MB, {card['metrics']}")


if __name__ == "__main__":
    main()
