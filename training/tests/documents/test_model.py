import copy

import numpy as np
import pytest
import torch

from docket_training.base_weights import load_base
from docket_training.documents.deeper_model import deepen
from docket_training.documents.examples import IGNORED, Example, Openness, pad_examples, token_batches
from docket_training.documents.labelled_document import LabelledDocument
from docket_training.documents.narrow import narrow, shown_inputs
from docket_training.documents.package import export_model
from docket_training.documents.predict import onnx_runner, torch_runner
from docket_training.documents.token_model import DocumentModel
from docket_training.documents.train import document_loss
from docket_training.documents.vocabulary_of_fields import bio_labels
from docket_training.documents.windows import MAX_PIECES, word_token
from docket_training.documents.word_tokens import with_word_tokens
from docket_training.documents.words import Page, Word
from docket_training.encoder import Encoder, EncoderConfig, pretrained_encoder
from docket_training.quantise import quantise_weights
from docket_training.vocabulary import make_tokenizer


@pytest.fixture(scope="module")
def tiny() -> DocumentModel:
    torch.manual_seed(1)
    encoder = Encoder(
        EncoderConfig(
            vocabulary=2500,
            hidden=64,
            layers=2,
            heads=4,
            intermediate=128,
            layout=True,
            bearings=True,
            pieces=MAX_PIECES,
        )
    )
    for table in (encoder.embeddings.layout.x, encoder.embeddings.layout.y):
        torch.nn.init.normal_(table.weight, std=0.1)
    for layer in encoder.layers:
        torch.nn.init.normal_(layer.bearings.look.weight, std=0.1)
    return DocumentModel(encoder, len(bio_labels()), 4).eval()


@pytest.fixture
def wide_page() -> LabelledDocument:
    words = [Word(text, (20 * i, 0, 20 * i + 15, 9)) for i, text in enumerate(["Total", "EUR", "1.190,00"])]
    return LabelledDocument("a", "layout-1", "invoice", [Page(100, 100, words)], [["O"] * 3], {})


def example(seed: int, length: int) -> Example:
    random_ = np.random.default_rng(seed)
    boxes = np.sort(random_.integers(0, 1000, (length, 4)), axis=1)
    pieces = [random_.integers(1000, 2400, random_.integers(1, MAX_PIECES + 1)).tolist() for _ in range(length)]
    return Example([word_token(p) for p in pieces], [tuple(b) for b in boxes.tolist()], [], 0, 0)


def test_int8_export_says_the_same_as_torch(tiny, tmp_path):
    export_model(tiny, tmp_path / "full.onnx")
    quantise_weights(tmp_path / "full.onnx", tmp_path / "int8.onnx")
    batch = pad_examples([example(1, 40), example(2, 25)])
    inputs = (batch["input_ids"], batch["attention_mask"], batch["bbox"])
    logits, kind = torch_runner(tiny)(*inputs)
    full, full_kind = onnx_runner(tmp_path / "full.onnx")(*inputs)
    small, _ = onnx_runner(tmp_path / "int8.onnx")(*inputs)
    seen = batch["attention_mask"].astype(bool)
    np.testing.assert_allclose(full[seen], logits[seen], atol=2e-4)
    np.testing.assert_allclose(full_kind, kind, atol=2e-4)
    assert np.abs(small[seen] - logits[seen]).max() < 0.1 * np.abs(logits[seen]).max() + 0.05


def test_alone_is_the_same_as_in_any_batch(tiny, tmp_path):
    export_model(tiny, tmp_path / "full.onnx")
    quantise_weights(tmp_path / "full.onnx", tmp_path / "int8.onnx")
    run = onnx_runner(tmp_path / "int8.onnx")

    def answers(examples: list[Example]) -> np.ndarray:
        batch = pad_examples(examples)
        return run(batch["input_ids"], batch["attention_mask"], batch["bbox"])[0]

    first = example(3, 30)
    alone = answers([first])[0]
    together = answers([example(4, 80), first, example(5, 10)])[1][:30]
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_a_word_left_unlabelled_may_carry_what_the_source_does_not_annotate():
    labels = bio_labels()
    openness = Openness()
    everything, some = openness.index(None), openness.index(("totalGross",))
    table = torch.from_numpy(openness.table())
    logits = torch.zeros(1, 1, len(labels))
    logits[0, 0, labels.index("B-iban")] = 20.0
    kinds, targets = torch.tensor([-1]), torch.tensor([[0]])
    strict = document_loss(logits, torch.zeros(1, 4), targets, kinds, table[[everything]], 0.1)
    lenient = document_loss(logits, torch.zeros(1, 4), targets, kinds, table[[some]], 0.1)
    assert strict > 10
    assert lenient < 0.01
    logits[0, 0, labels.index("B-iban")] = 0.0
    logits[0, 0, labels.index("B-totalGross")] = 20.0
    assert document_loss(logits, torch.zeros(1, 4), targets, kinds, table[[some]], 0.1) > 10


def test_batches_keep_to_their_token_budget_and_lose_nothing():
    lengths = [(7 * i) % 500 + 5 for i in range(300)]
    batches = token_batches(lengths, 2000, seed=2)
    assert sorted(i for b in batches for i in b) == list(range(300))
    assert all(len(b) == 1 or len(b) * max(lengths[i] for i in b) <= 2000 for b in batches)


def test_padding_is_ignored():
    ids = [word_token([piece]) for piece in (101, 5, 102)]
    batch = pad_examples([Example(ids, [(0, 0, 0, 0)] * 3, [IGNORED, 3, IGNORED], 1, 0), example(1, 6)])
    assert batch["labels"][0].tolist() == [IGNORED, 3, IGNORED, IGNORED, IGNORED, IGNORED]
    assert batch["attention_mask"][0].tolist() == [1, 1, 1, 0, 0, 0]


def test_the_teacher_is_grown_from_the_layers_of_a_reader():
    torch.manual_seed(3)
    config = EncoderConfig(
        vocabulary=2500,
        hidden=64,
        layers=3,
        heads=4,
        intermediate=128,
        dropout=0.0,
        layout=True,
        bearings=True,
        pieces=MAX_PIECES,
    )
    reader = DocumentModel(Encoder(config), len(bio_labels()), 4).eval()
    batch = {k: torch.from_numpy(v) for k, v in pad_examples([example(1, 12)]).items()}
    inputs = (batch["input_ids"], batch["attention_mask"], batch["bbox"])
    backwards = [0, *range(2499, 0, -1)]

    def mirrored(ids: torch.Tensor) -> torch.Tensor:
        return torch.where(ids == 0, 0, 2500 - ids)

    same = deepen(reader, (0, 1, 2), backwards).eval()
    with torch.inference_mode():
        before = reader(*inputs)[0]
        torch.testing.assert_close(same(mirrored(inputs[0]), *inputs[1:])[0], before)
        torch.nn.init.zeros_(same.encoder.layers[0].up.weight)
        torch.testing.assert_close(reader(*inputs)[0], before)
    deeper = deepen(reader, (0, 1, 1, 2), list(range(2500)))
    assert len(deeper.encoder.layers) == deeper.encoder.config.layers == 4
    deeper(*inputs)[0].sum().backward()
    first, second = (deeper.encoder.layers[i].up.weight for i in (1, 2))
    assert not torch.equal(first.grad, second.grad)


def test_a_reader_of_pieces_becomes_one_of_words_that_says_the_same_of_words_of_one_piece():
    torch.manual_seed(5)
    config = EncoderConfig(vocabulary=2500, hidden=64, layers=2, heads=4, intermediate=128, layout=True, bearings=True)
    reader = DocumentModel(Encoder(config), len(bio_labels()), 4).eval()
    words = with_word_tokens(reader).eval()
    ids, boxes = torch.randint(1000, 2400, (1, 9)), torch.randint(0, 1000, (1, 9, 4)).sort(-1).values
    mask = torch.ones_like(ids)
    tokens = torch.tensor([[word_token([piece]) for piece in ids[0].tolist()]])
    with torch.inference_mode():
        torch.testing.assert_close(words(tokens, mask, boxes)[0], reader(ids, mask, boxes)[0])
        swapped, order = tokens.clone(), tokens.clone()
        swapped[0, 4, :2], order[0, 4, :2] = torch.tensor([1500, 1600]), torch.tensor([1600, 1500])
        torch.nn.init.normal_(words.encoder.embeddings.pieces.weight)
        assert not torch.allclose(words(swapped, mask, boxes)[0], words(order, mask, boxes)[0], atol=1e-3)


def test_words_of_the_base_encoder_do_not_hear_their_padding():
    encoder = pretrained_encoder(load_base(), pieces=MAX_PIECES)
    states = encoder.embeddings.word(torch.tensor([[word_token([2000])]]))
    assert states[0, 0, 0].any()
    assert not states[0, 0, 1:].any()


def test_a_narrowed_reader_keeps_the_neurons_that_work(tiny):
    batch = pad_examples([example(6, 30), example(7, 20)])
    inputs = tuple(torch.from_numpy(batch[name]) for name in ("input_ids", "attention_mask", "bbox"))
    reader = copy.deepcopy(tiny)
    with torch.no_grad():
        for layer in reader.encoder.layers:
            layer.down.weight[:, :32] = 0
    with torch.inference_mode():
        before = reader(*inputs)[0]
        narrow(reader, 96, [inputs])
        reader.eval()
        assert reader.encoder.config.intermediate == 96
        torch.testing.assert_close(reader(*inputs)[0], before, atol=1e-3, rtol=1e-3)


def test_papers_are_shown_in_whole_windows(wide_page):
    tokenizer = make_tokenizer(load_base().tokenizer)
    words, pieces = (shown_inputs([wide_page], tokenizer, whole) for whole in (True, False))
    assert words[0][0].shape == (1, 5, MAX_PIECES)
    assert pieces[0][0].ndim == 2
    assert pieces[0][0].shape[1] > 5
