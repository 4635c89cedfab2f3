import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from docket_training.batches import pad_ids
from docket_training.card import weights_folder
from docket_training.entities.decode import decode
from docket_training.entities.kinds import bio_labels
from docket_training.entities.marked_text import words_of
from docket_training.entities.package import export_model
from docket_training.entities.predict import onnx_runner, torch_runner, word_logits
from docket_training.entities.tagger import EntityTagger
from docket_training.quantise import quantise_weights


@pytest.fixture(scope="module")
def tiny() -> EntityTagger:
    torch.manual_seed(1)
    return EntityTagger(torch.randn(2500, 64) * 0.1, len(bio_labels()), 64, (1, 2), 0.1).eval()


def rows(*lengths: int) -> list[list[int]]:
    return [np.random.default_rng(n).integers(1000, 2400, n).tolist() for n in lengths]


def test_int8_export_says_the_same_as_torch(tiny, tmp_path):
    quantise_weights(export_model(tiny, tmp_path / "full.onnx"), tmp_path / "int8.onnx")
    ids, mask = pad_ids(rows(20, 31))
    seen = mask.astype(bool)
    expected = torch_runner(tiny)(ids, mask)[seen]
    np.testing.assert_allclose(onnx_runner(tmp_path / "full.onnx")(ids, mask)[seen], expected, atol=2e-4)
    assert np.abs(onnx_runner(tmp_path / "int8.onnx")(ids, mask)[seen] - expected).max() < 0.1


def test_padding_changes_no_answer(tiny, tmp_path):
    quantise_weights(export_model(tiny, tmp_path / "full.onnx"), tmp_path / "int8.onnx")
    run = onnx_runner(tmp_path / "int8.onnx")
    short, long_ = rows(5, 48)
    alone = run(*pad_ids([short]))[0]
    together = run(*pad_ids([long_, short]))[1]
    np.testing.assert_allclose(together[:5], alone, atol=1e-5)


def test_each_word_of_a_text_gets_its_logits():
    folder = weights_folder("ticket-entities", "1.1.0")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    run = onnx_runner(folder / "model.onnx")
    texts = ["order 4711 of ann lee", "", "lost " * 300]
    found = word_logits(run, tokenizer, texts)
    assert [len(logits) for logits in found] == [5, 0, 300]
    assert all(np.isfinite(logits).all() for logits in found)
    alone = word_logits(run, tokenizer, texts[:1])[0]
    np.testing.assert_allclose(found[0], alone, atol=1e-4)


def test_a_beginning_parts_two_values_of_one_kind():
    labels = bio_labels()
    text = "ann lee bob 7"
    logits = np.full((4, len(labels)), -4.0)
    for word, label in enumerate(["B-person", "I-person", "B-person", "O"]):
        logits[word, labels.index(label)] = 4
    spans = decode(words_of(text), logits)
    assert [(s.kind, text[s.start : s.end]) for s in spans] == [("person", "ann lee"), ("person", "bob")]
    assert all(0.9 < s.score <= 1 for s in spans)


def test_a_value_is_of_one_kind_even_where_its_words_alone_say_otherwise():
    """ "last" alone is likelier a period and "month" a beginning's inside: together they are the beginning."""
    labels = bio_labels()
    logits = np.full((2, len(labels)), -4.0)
    for word, label, logit in (
        (0, "B-date-period", 2.0),
        (0, "B-date-from", 1.8),
        (1, "I-date-from", 3.0),
        (1, "I-date-period", 2.0),
    ):
        logits[word, labels.index(label)] = logit
    text = "last month"
    assert [(s.kind, text[s.start : s.end]) for s in decode(words_of(text), logits)] == [("date-from", "last month")]


def test_a_value_begins_with_its_first_word():
    labels = bio_labels()
    logits = np.zeros((1, len(labels)))
    logits[0, [labels.index("I-time"), labels.index("B-time")]] = 6, 5
    assert [(s.kind, s.start, s.end) for s in decode([(0, 4)], logits)] == [("time", 0, 4)]
    assert decode([], np.zeros((0, len(labels)))) == []
