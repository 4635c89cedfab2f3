import random

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from docket_training.documents.examples import IGNORED
from docket_training.documents.pretraining.heads import PretrainingModel
from docket_training.documents.pretraining.masking import (
    HIDDEN_PLACES,
    HIDDEN_WORDS,
    MASK_ID,
    NOWHERE,
    hide,
    pad_hidden,
    place_of,
)
from docket_training.documents.pretraining.study import said
from docket_training.documents.windows import MAX_PIECES, PAD_ID, Window, windows_of, word_token
from docket_training.documents.words import Page, Word
from docket_training.encoder import Encoder, EncoderConfig

WORDS = 200


@pytest.fixture(scope="module")
def window() -> Window:
    pieces = {f"w{i}": 104 + i for i in range(WORDS)} | {"[UNK]": 100}
    words = [
        Word(f"w{i}", (30.0 * (i % 20), 40.0 * (i // 20), 30.0 * (i % 20) + 20, 40.0 * (i // 20) + 10))
        for i in range(WORDS)
    ]
    return windows_of(Tokenizer(WordPiece(pieces, unk_token="[UNK]")), Page(600, 800, words))[0]


@pytest.mark.parametrize("seed", range(8))
def test_words_and_places_are_hidden_in_their_shares_and_never_both(window, seed):
    hidden = hide(random.Random(seed), window)
    without_text = [i for i, word in enumerate(hidden.words) if word is not None]
    without_place = [i for i, place in enumerate(hidden.places) if place[0] != IGNORED]
    assert len(without_text) == HIDDEN_WORDS * WORDS
    assert len(without_place) == HIDDEN_PLACES * (WORDS - len(without_text))
    assert not set(without_text) & set(without_place)
    assert set(without_text) | set(without_place) <= set(window.firsts)
    for i in without_text:
        assert (hidden.words[i], hidden.ids[i], hidden.boxes[i]) == (
            window.ids[i],
            word_token([MASK_ID]),
            window.boxes[i],
        )
    for i in without_place:
        assert (hidden.places[i], hidden.ids[i], hidden.boxes[i]) == (place_of(window.boxes[i]), window.ids[i], NOWHERE)


def test_areas_hide_words_that_lie_together(window):
    """Of eight windows some lose areas: their hidden words have nearer neighbours than words drawn alone."""

    def neighbours(seed: int) -> float:
        hidden = hide(random.Random(seed), window)
        taken = [i for i, word in enumerate(hidden.words) if word is not None]
        return np.mean([any(abs(i - j) == 1 for j in taken) for i in taken])

    shares = [neighbours(seed) for seed in range(24)]
    assert max(shares) > min(shares) + 0.2


def test_the_heads_learn_one_window_by_heart(window):
    torch.manual_seed(0)
    config = EncoderConfig(
        vocabulary=320,
        hidden=32,
        layers=1,
        heads=2,
        intermediate=32,
        layout=True,
        bearings=True,
        pieces=MAX_PIECES,
        dropout=0.0,
    )
    model = PretrainingModel(Encoder(config))
    batch = {k: torch.from_numpy(v) for k, v in pad_hidden([hide(random.Random(3), window)]).items()}
    optimiser = torch.optim.Adam(model.parameters(), 1e-2)
    losses = []
    for _ in range(60):
        words, places = model(**batch)
        optimiser.zero_grad()
        (words + places).backward()
        optimiser.step()
        losses.append((words.item(), places.item()))
    assert losses[-1][0] < losses[0][0] / 4
    assert losses[-1][1] < losses[0][1] / 4


def test_a_batch_pads_what_is_not_hidden(window):
    short = Window(0, 2, window.ids[:4], window.boxes[:4], window.firsts[:2])
    batch = pad_hidden([hide(random.Random(1), window), hide(random.Random(2), short)])
    assert batch["input_ids"].shape == (2, WORDS + 2, MAX_PIECES)
    assert batch["attention_mask"][1].sum() == 4
    assert (batch["words"][1, 4:] == PAD_ID).all()
    assert (batch["places"][1, 4:] == IGNORED).all()


def test_an_arm_is_held_against_another_with_an_interval():
    compared = np.tile([10, 10, 8], (50, 1))
    assert said(compared, compared) == "0.8000 (+0.0000 [+0.0000, +0.0000])"
    better = compared + np.array([0, 0, 1])
    assert said(better, compared) == "0.9000 (+0.1000 [+0.1000, +0.1000])"
