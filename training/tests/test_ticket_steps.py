"""Teach, prune, distil, package: each on models of a few neurons."""

import random
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from docket_training.base_weights import load_base
from docket_training.encoder import Encoder, EncoderConfig, pretrained_encoder
from docket_training.onnx_scoring import open_session
from docket_training.package_weights import restored_folder
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.contrast import contrast_loss
from docket_training.tickets.distil import SPARE, Lessons, distil, distillation_loss, softened
from docket_training.tickets.embedding_model import fit_embedding_model
from docket_training.tickets.fake_quant import with_fake_quant
from docket_training.tickets.grow import on_pieces
from docket_training.tickets.magnitude_study import without_smallest
from docket_training.tickets.package import export_onnx_of
from docket_training.tickets.prune import least_missed_layers, neuron_importance, pruned, refitted, text_inputs, without
from docket_training.tickets.quantise_study import quantisation_study
from docket_training.tickets.slimming import Slimming, Teacher
from docket_training.tickets.spare_texts import corrupted, crossed, own_texts, training_texts
from docket_training.tickets.stages import as_logits, milliseconds
from docket_training.tickets.studies import exact_of, iterative_study
from docket_training.tickets.teacher import Member, answers, averaged
from docket_training.tickets.train import OUTLIER, classify
from docket_training.tickets.word_model import fit_word_model
from docket_training.vocabulary import cut_vocabulary, latin, make_tokenizer

SMALL = EncoderConfig(vocabulary=300, hidden=24, layers=4, heads=2, intermediate=32, positions=16)


def small_model(seed: int = 0, classes: int = 3) -> TicketClassifier:
    torch.manual_seed(seed)
    return TicketClassifier(Encoder(SMALL), classes).eval()


def rows(count: int, seed: int = 0) -> tuple[list[list[int]], np.ndarray]:
    """Texts whose label is told by which tokens they hold."""
    generator = np.random.default_rng(seed)
    labels = generator.integers(0, 3, count)
    return [[101, *(110 + 20 * label + generator.integers(0, 20, 5)).tolist(), 102] for label in labels], labels


def test_contrast_is_lower_where_labels_lie_together():
    labels = torch.tensor([0, 0, 1, 1])
    together = torch.tensor([[1.0, 0], [0.9, 0.1], [0, 1.0], [0.1, 0.9]])
    assert contrast_loss(together, labels) < contrast_loss(together[[0, 2, 1, 3]], labels)
    assert contrast_loss(together, torch.tensor([0, 1, 2, 3])) == 0
    assert contrast_loss(together, torch.tensor([OUTLIER, OUTLIER, 1, 2])) == 0


def test_neurons_that_do_nothing_go_first():
    model = small_model()
    idle = [3, 7, 20]
    with torch.no_grad():
        for layer in model.encoder.layers:
            layer.down.weight[:, idle] = 0
    ids, _ = rows(20)
    importance = neuron_importance(model.encoder, text_inputs(ids))
    assert importance.shape == (4, 32)
    assert (importance[:, idle] == 0).all()
    smaller = pruned(model, range(4), 29, ids).eval()
    assert smaller.encoder.layers[0].up.weight.shape == (29, 24)
    assert np.abs(classify(smaller, ids) - classify(model, ids)).max() < 1e-5


def test_a_layer_that_does_nothing_goes_first():
    model = small_model()
    with torch.no_grad():
        for tensor in (model.encoder.layers[2].attention_out, model.encoder.layers[2].down):
            tensor.weight.zero_()
            tensor.bias.zero_()
    ids, _ = rows(20)
    assert least_missed_layers(model, ids, 3) == [0, 1, 3]
    assert model.encoder.config.layers == 4
    with pytest.raises(ValueError, match="importance"):
        without(model.encoder, [0], 8)


def test_softening_flattens_and_temperature_one_changes_nothing():
    chances = torch.tensor([[0.9, 0.05, 0.05]])
    assert softened(chances, 1.0) == pytest.approx(chances, abs=1e-6)
    assert 1 / 3 < softened(chances, 3.0)[0, 0] < 0.9


def test_distillation_is_least_at_the_teachers_answer_and_ignores_absent_labels():
    plan = Slimming(temperature=1.0, teacher_share=1.0)
    chances = torch.tensor([[0.7, 0.2, 0.1]])
    spare = torch.tensor([SPARE])
    same = distillation_loss(chances.log(), spare, chances, plan)
    assert same < distillation_loss(torch.zeros(1, 3), spare, chances, plan)
    outlier = torch.tensor([OUTLIER])
    flat, peaked = torch.zeros(1, 3), torch.tensor([[4.0, 0, 0]])
    even = torch.full((1, 3), 1 / 3)
    assert distillation_loss(flat, outlier, even, plan) < distillation_loss(peaked, outlier, even, plan)


def test_a_student_learns_from_probabilities_alone_and_goes_on_where_it_stopped(tmp_path):
    ids, labels = rows(240)
    lessons = Lessons(ids, np.full(240, SPARE), np.eye(3, dtype=np.float32)[labels], None)
    plan = Slimming(epochs=12, batch=16, learning_rate=5e-3, spare_share=1.0, dropout=0.0)
    epochs = []
    student = small_model(1)
    distil(student, lessons, plan, tmp_path / "student.pt", lambda epoch, _: epochs.append(epoch))
    assert epochs == list(range(1, 13))
    assert (classify(student, ids).argmax(1) == labels).mean() > 0.95
    again = small_model(2)
    distil(again, lessons, plan, tmp_path / "student.pt", lambda epoch, _: epochs.append(epoch))
    assert epochs == list(range(1, 13))
    assert np.array_equal(classify(again, ids), classify(student, ids))


def test_an_epoch_reads_all_labelled_rows_and_a_share_of_the_spare():
    lessons = Lessons([[1]] * 10, np.array([0, 1, OUTLIER, *[SPARE] * 7]), np.zeros((10, 2)), None)
    chosen = lessons.epoch(0.5, seed=0)
    assert sorted(chosen)[:3] == [0, 1, 2]
    assert len(chosen) == len(set(chosen)) == 6


def test_another_vocabulary_keeps_the_answers():
    base = load_base()
    texts = ["my card was stolen", "reset the password"]
    wide, narrow = (cut_vocabulary(base.tokenizer, texts, size, alphabet=latin) for size in (3000, 600))
    assert not any("一" in piece for piece in narrow.tokenizer["model"]["vocab"])
    model = TicketClassifier(pretrained_encoder(base, wide.kept_ids, positions=16), 3).eval()
    before, after = make_tokenizer(wide.tokenizer), make_tokenizer(narrow.tokenizer)
    moved = on_pieces(model, before, after, positions=24, dropout=0.0).eval()
    assert moved.encoder.embeddings.position.weight.shape[0] == 24
    want = classify(model, [e.ids for e in before.encode_batch(texts)])
    got = classify(moved, [e.ids for e in after.encode_batch(texts)])
    assert np.abs(want - got).max() < 1e-5


def test_a_member_answers_in_the_order_of_the_texts_and_the_average_keeps_its_shares():
    base = load_base()
    cut = cut_vocabulary(base.tokenizer, ["a card", "b"], 500)
    model = TicketClassifier(pretrained_encoder(base, cut.kept_ids, positions=16), 3).eval()
    member = Member("one", model, make_tokenizer(cut.tokenizer), 16)
    texts = ["card " * 30, "a", "a b card"]
    chances, readings = answers(member, texts)
    alone = np.concatenate([answers(member, [t])[0] for t in texts])
    assert np.abs(chances - alone).max() < 1e-5
    assert readings.shape == (3, 384)
    others = {"words": np.array([[0.0, 1.0]]), "embeddings": np.array([[1.0, 0.0]])}
    shares = Teacher(word_share=0.2, embedding_share=0.4)
    mixed = averaged([np.array([[1.0, 0]]), np.array([[0.5, 0.5]])], others, shares)
    assert mixed == pytest.approx(np.array([[0.7, 0.3]]))
    deep = averaged(
        [np.array([[1.0, 0.0]])], {**others, "deep": np.array([[0.0, 1.0]])}, replace(shares, deep_share=0.4)
    )
    assert deep == pytest.approx(np.array([[0.4, 0.6]]))


def test_the_word_model_answers_its_own_rows_out_of_fold():
    generator = random.Random(0)
    words = {0: ["card", "pin", "chip"], 1: ["transfer", "iban", "bank"]}
    labels = np.array([i % 2 for i in range(60)])
    texts = [" ".join(generator.choices(words[label], k=4)) for label in labels]
    mistaken = labels.copy()
    mistaken[0] = 1
    model, own = fit_word_model(texts, mistaken, letters=True, seed=0)
    assert own[0].argmax() == 0
    assert model.chances(["pin of my card", "iban of the bank"]).argmax(1).tolist() == [0, 1]


def test_spare_texts_are_repeatable_and_never_empty(tmp_path):
    texts = ["where is my new card", "hi", "cancel the transfer to my sister please"]
    assert own_texts(texts, 20, 3) == own_texts(texts, 20, 3) != own_texts(texts, 20, 4)
    assert all(corrupted(t, random.Random(s)) for t in texts for s in range(50))
    assert crossed("a b c", "x y z") == "a b y z"
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"text":"one"}\n{"subject":"s","text":"two"}\n{"text":"held","split":"validation"}\n{"text":"one"}\n'
    )
    assert training_texts(path) == ["one", "s two"]


def test_stages_are_timed_in_turns(tmp_path):
    ids, _ = rows(8)
    sessions = {}
    for layers in (1, 4):
        model = small_model()
        model.encoder = without(model.encoder, range(layers), 32)
        sessions[str(layers)] = (open_session(export_onnx_of(model, tmp_path / f"{layers}.onnx")), ids)
    times = milliseconds(sessions)
    assert set(times["1"]) == {"msAlone", "msInBatchOf32"}
    assert all(value > 0 for by in times.values() for value in by.values())
    assert np.exp(as_logits(np.array([[0.2, 0.8]]))) == pytest.approx(np.array([[0.2, 0.8]]))


def test_a_removed_package_is_restored_from_the_history(tmp_path):
    folder = restored_folder("banking77", "1.0.0", tmp_path)
    assert (folder / "model.onnx").stat().st_size > 1_000_000
    assert not (restored_folder("banking77", "0.0.0", tmp_path) / "card.json").exists()


def test_rounded_products_stay_close_and_learn():
    torch.manual_seed(0)
    exact = torch.nn.Linear(24, 5)
    x = torch.randn(40, 24)
    model = with_fake_quant(torch.nn.Sequential(exact))
    model.train()
    rounded = model(x)
    assert 0 < (rounded - exact(x)).abs().max() < 0.1
    rounded.square().mean().backward()
    assert exact.weight.grad is not None
    assert exact.weight.grad.abs().sum() > 0
    levels = model.eval()(x)
    assert torch.equal(levels, model(x))


def test_a_share_of_the_smallest_weights_becomes_zero():
    model = small_model()
    half = without_smallest(model, 0.5)
    weight = half.encoder.layers[0].up.weight
    assert (weight == 0).float().mean() == pytest.approx(0.5, abs=0.01)
    kept = weight != 0
    assert model.encoder.layers[0].up.weight[kept].abs().min() > model.encoder.layers[0].up.weight[~kept].abs().max()
    assert (model.encoder.layers[0].up.weight != 0).all()


def test_zeros_stay_zero_while_the_rest_recovers():
    seen = []

    def taught(model, name):
        before = model.encoder.layers[0].up.weight.detach().clone()
        ids, labels = rows(32)
        lessons = Lessons(ids, labels, np.eye(3, dtype=np.float32)[labels], None)
        distil(model, lessons, Slimming(epochs=1, batch=8, reading_weight=0.0), tmp / f"{name}.pt", lambda _, __: None)
        after = model.encoder.layers[0].up.weight.detach()
        seen.append(((before == 0) == (after == 0)).all().item() and not torch.equal(before, after))

    with tempfile.TemporaryDirectory() as folder:
        tmp = Path(folder)
        figures = iterative_study(small_model(), taught, lambda model: float((model.head.weight == 0).float().mean()))
    assert seen == [True] * len(figures)


def test_weights_trained_with_rounding_are_plain_weights_again():
    model = small_model()
    ids, _ = rows(4)
    before = classify(model, ids)
    restored = exact_of(with_fake_quant(model)).eval()
    assert np.array_equal(classify(restored, ids), before)


def test_a_refitted_product_is_nearer_than_a_cut_one():
    generator = torch.Generator().manual_seed(0)
    shared = torch.randn(400, 4, generator=generator) @ torch.randn(4, 12, generator=generator)
    hidden = shared + 0.1 * torch.randn(400, 12, generator=generator)
    down, kept = torch.randn(3, 12, generator=generator), torch.arange(8)
    wanted = hidden @ down.T
    refit = (hidden[:, kept] @ refitted(down, hidden, kept).T - wanted).norm()
    assert refit < 0.5 * (hidden[:, kept] @ down[:, kept].T - wanted).norm()


def test_every_int8_form_is_measured(tmp_path):
    ids, labels = rows(40)
    exact = export_onnx_of(small_model(), tmp_path / "exact.onnx")
    figures = quantisation_study(exact, tmp_path, ids[:8], ids, labels)
    assert set(figures) > {"float32", "weights in blocks of 64", "dynamic", "static QDQ"}
    assert figures["float32"]["sameLabel"] == 1.0
    assert figures["weights in blocks of 64"]["batchChange"] < 1e-3


def test_the_embedding_model_answers_its_own_rows_out_of_fold():
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 3, 120)
    points = (np.eye(3)[labels] @ generator.normal(size=(3, 16)) + 0.2 * generator.normal(size=(120, 16))).astype(
        "float32"
    )
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    mistaken = labels.copy()
    mistaken[0] = (labels[0] + 1) % 3
    model, own = fit_embedding_model(points, mistaken, seed=0)
    assert own[0].argmax() == labels[0]
    assert (model.chances(points).argmax(1) == labels).mean() > 0.95
