"""Cuts WordPieces that training never saw from the vocabulary: WordPiece then falls back to smaller pieces."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from tokenizers import Tokenizer

RESERVED_IDS = 104
"""[PAD] 0, [UNK] 100, [CLS] 101, [SEP] 102, [MASK] 103 and the unused ids before them keep their places."""


@dataclass(frozen=True)
class CutVocabulary:
    """A tokenizer document with fewer pieces, and for each new id the id it had before."""

    tokenizer: dict
    kept_ids: list[int]


def make_tokenizer(document: dict) -> Tokenizer:
    """A tokenizer from its JSON document."""
    return Tokenizer.from_str(json.dumps(document))


def cut_ids(tokenizer: Tokenizer, texts: Sequence[str], max_length: int) -> list[list[int]]:
    """Token ids of each text with [CLS] and [SEP], cut at `max_length` with [SEP] kept last."""
    ids = [e.ids for e in tokenizer.encode_batch(list(texts))]
    return [x if len(x) <= max_length else [*x[: max_length - 1], x[-1]] for x in ids]


def latin(character: str) -> bool:
    """Letters, digits and signs of texts in Latin script; in a desk of English texts other scripts are [UNK]."""
    return ord(character) < 0x250 or 0x2010 <= ord(character) < 0x2100


def every_script(_: str) -> bool:
    return True


def cut_vocabulary(
    document: dict,
    texts: Iterable[str],
    size: int,
    strict: bool = False,
    alphabet: Callable[[str], bool] = every_script,
) -> CutVocabulary:
    """Keep special ids, single characters, every piece seen in `texts`, and the most frequent others up to `size`.

    `alphabet`: the characters that are kept though no text holds them.

    BERT's vocabulary is sorted by frequency behind its single characters, so "most frequent" is "lowest id".
    More than `size` pieces are kept where the texts alone hold more; with `strict` only the most frequent of these.
    """
    tokenizer = make_tokenizer(document)
    pieces: dict[str, int] = document["model"]["vocab"]
    kept = set(range(RESERVED_IDS))
    single = {piece: i for piece, i in pieces.items() if len(piece.removeprefix("##")) == 1}
    kept.update(i for piece, i in single.items() if alphabet(piece.removeprefix("##")))
    foreign = set(single.values()) - kept
    seen = Counter(i for encoding in tokenizer.encode_batch(list(texts)) for i in encoding.ids if i not in kept)
    room = max(0, size - len(kept)) if strict else None
    kept.update(piece for piece, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:room])
    for piece_id in range(RESERVED_IDS, len(pieces)):
        if len(kept) >= size:
            break
        if piece_id not in foreign:
            kept.add(piece_id)
    kept_ids = sorted(kept)
    by_id = {i: piece for piece, i in pieces.items()}
    smaller = deepcopy(document)
    smaller["model"]["vocab"] = {by_id[old]: new for new, old in enumerate(kept_ids)}
    return CutVocabulary(smaller, kept_ids)
