import numpy as np
import pytest
import torch

from docket_training.base_weights import load_base
from docket_training.batches import pad_ids
from docket_training.encoder import pretrained_encoder
from docket_training.tickets.lexical import fit_lexical, token_counts
from docket_training.tickets.second_opinion import second_opinion, sentence_embeddings
from docket_training.vocabulary import make_tokenizer


def word_lists(count: int) -> tuple[list[list[int]], np.ndarray]:
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 3, count)
    ids = [[101, *(200 + label * 10 + generator.integers(0, 10, 5)), 102] for label in labels]
    return [[int(i) for i in row] for row in ids], labels


def test_single_words_are_learned_and_padding_is_ignored():
    ids, labels = word_lists(200)
    lexical = fit_lexical(ids, labels, vocabulary=300, classes=3)
    tokens, mask = (torch.from_numpy(a) for a in pad_ids(ids))
    with torch.inference_mode():
        scores = lexical(tokens, mask)
        wider = lexical(torch.nn.functional.pad(tokens, (0, 4)), torch.nn.functional.pad(mask, (0, 4)))
    assert (scores.argmax(1).numpy() == labels).mean() > 0.99
    assert torch.allclose(scores, wider, atol=1e-5)


def test_counts_weigh_tokens_as_the_model_does():
    counts = token_counts([[5, 5, 7, 8], [6]], vocabulary=10)
    assert counts.toarray()[0, [5, 7, 8]].tolist() == [1.0, 0.5, 0.5]
    assert counts.toarray()[1, 6] == 1.0


def test_second_opinion_doubts_a_mistaken_label():
    encoder = pretrained_encoder(load_base())
    tokenizer = make_tokenizer(load_base().tokenizer)
    words = ["blue", "new", "old", "lost", "broken", "second", "daily", "foreign", "private", "stolen"]
    texts = [f"my {w} card does not work" for w in words] + [f"how do I send a {w} transfer abroad" for w in words]
    labels = np.array([0] * 10 + [1] * 10)
    labels[3] = 1
    ids = [e.ids for e in tokenizer.encode_batch(texts)]
    opinions = second_opinion(encoder, ids, labels, seed=0)
    assert opinions.shape == (20, 2)
    assert opinions.sum(1) == pytest.approx(1, abs=1e-5)
    assert opinions[3].argmax() == 0
    assert np.linalg.norm(sentence_embeddings(encoder, ids), axis=1).std() < 1e-5
