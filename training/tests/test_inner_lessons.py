"""States and relations as lessons, and heads that leave, on encoders of a few neurons."""

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest
import torch

from docket_training.encoder import Encoder, EncoderConfig
from docket_training.onnx_scoring import classification_logits, open_session
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.distil import Lessons, distil
from docket_training.tickets.distillation_study import ARMS, BASE, compared
from docket_training.tickets.inner_lessons import Inner, InnerTeacher, heard, relation_loss, state_loss
from docket_training.tickets.package import export_onnx_of
from docket_training.tickets.prune import text_inputs, without
from docket_training.tickets.prune_heads import head_importance, without_heads
from docket_training.tickets.slimming import Slimming
from docket_training.tickets.train import classify

SMALL = EncoderConfig(vocabulary=300, hidden=24, layers=4, heads=4, intermediate=32, positions=16)
IDS = torch.tensor([[101, 110, 120, 130, 102], [101, 140, 102, 0, 0]])
MASK = (IDS > 0).long()


def encoder_of(seed: int, config: EncoderConfig = SMALL) -> Encoder:
    torch.manual_seed(seed)
    return Encoder(config).eval()


def texts(count: int) -> list[list[int]]:
    generator = np.random.default_rng(3)
    return [[101, *generator.integers(110, 290, 4).tolist(), 102] for _ in range(count)]


def inner_of(encoder: Encoder, ids: torch.Tensor, mask: torch.Tensor, layers: list[int]) -> Inner:
    return InnerTeacher(encoder, layers).inner(ids, mask)


def test_listening_tells_the_states_of_the_layers_and_ends():
    encoder = encoder_of(0)
    with heard(encoder, [1, 3]) as found:
        out = encoder(IDS, MASK)
    assert torch.equal(found.states[1], out)
    assert [tuple(s.shape) for s in found.states + found.projections] == [(2, 5, 24)] * 5
    encoder(IDS, MASK)
    assert len(found.states) == 2


def test_inner_losses_are_zero_at_the_teacher_and_deaf_to_padding():
    teacher, other = encoder_of(0), encoder_of(1)
    layers = [0, 2]
    own, given = inner_of(other, IDS, MASK, layers), inner_of(teacher, IDS, MASK, layers)
    assert state_loss(given, given, MASK) == 0
    assert relation_loss(given, given, MASK, 4).abs() < 1e-6
    assert state_loss(own, given, MASK) > 0.1
    assert relation_loss(own, given, MASK, 4) > 1e-3
    wider = torch.nn.functional.pad(IDS, (0, 3)), torch.nn.functional.pad(MASK, (0, 3))
    padded = [inner_of(e, *wider, layers) for e in (other, teacher)]
    assert state_loss(*padded, wider[1]) == pytest.approx(float(state_loss(own, given, MASK)), rel=1e-4)
    assert relation_loss(*padded, wider[1], 4) == pytest.approx(float(relation_loss(own, given, MASK, 4)), rel=1e-4)


@pytest.mark.parametrize(("lesson", "loss"), [("state_weight", state_loss), ("relation_weight", None)])
def test_a_student_comes_nearer_to_what_it_is_taught_from_inside(tmp_path, lesson, loss):
    teacher = encoder_of(0)
    student = TicketClassifier(without(encoder_of(1), [0, 3], 32), 3)
    ids = texts(48)
    lessons = Lessons(ids, np.zeros(48, int), np.full((48, 3), 1 / 3, np.float32), None)
    plan = replace(
        Slimming(epochs=16, batch=8, learning_rate=3e-3, teacher_share=0.0, reading_weight=0.0), **{lesson: 1.0}
    )
    inner = InnerTeacher(teacher, [1, 3])
    batch = text_inputs(ids)[0]

    def distance() -> float:
        student.eval()
        own, given = inner_of(student.encoder, *batch, [0, 1]), inner.inner(*batch)
        return float(loss(own, given, batch[1]) if loss else relation_loss(own, given, batch[1], 4))

    before = distance()
    distil(student, lessons, plan, tmp_path / "student.pt", lambda _, __: None, inner)
    assert distance() < 0.8 * before


def test_heads_that_do_nothing_go_first_and_are_not_missed(tmp_path):
    model = TicketClassifier(encoder_of(0), 3).eval()
    idle = {0: 1, 1: 3, 2: 0, 3: 2}
    with torch.no_grad():
        for layer, head in idle.items():
            model.encoder.layers[layer].attention_out.weight[:, head * 6 : (head + 1) * 6] = 0
    ids = texts(30)
    importance = head_importance(model.encoder, text_inputs(ids))
    assert importance.shape == (4, 4)
    assert importance.argmin(1).tolist() == list(idle.values())
    smaller = deepcopy(model)
    smaller.encoder = without_heads(model.encoder, 3, text_inputs(ids)).eval()
    assert smaller.encoder.layers[0].query.weight.shape == (18, 24)
    assert np.abs(classify(smaller, ids) - classify(model, ids)).max() < 1e-4
    session = open_session(export_onnx_of(smaller, tmp_path / "smaller.onnx"))
    assert np.abs(classification_logits(session, ids) - classify(smaller, ids)).max() < 1e-4
    smaller.train()
    smaller(*text_inputs(ids)[0]).sum().backward()
    assert smaller.encoder.layers[0].value.weight.grad.abs().sum() > 0


def test_what_stays_of_the_heads_is_refitted():
    encoder = encoder_of(0)
    inputs = text_inputs(texts(60))
    refitted, cut = without_heads(encoder, 2, inputs), without_heads(encoder, 2, inputs)
    with torch.no_grad():
        importance = head_importance(encoder, inputs)
        kept = (importance[0].topk(2).indices.sort().values[:, None] * 6 + torch.arange(6)).flatten()
        cut.layers[0].attention_out.weight.copy_(encoder.layers[0].attention_out.weight[:, kept])
        first = [inner_of(e.eval(), *inputs[0], [0]).states[0] for e in (encoder, refitted, cut)]
    assert (first[1] - first[0]).norm() < (first[2] - first[0]).norm()


def test_heads_that_look_at_places_are_not_pruned():
    with pytest.raises(ValueError, match="places or distances"):
        without_heads(encoder_of(0, replace(SMALL, layout=True, bearings=True)), 2, [])


def test_the_arms_of_the_study_differ_in_their_lessons_alone():
    plans = [arm.plan(BASE) for arm in ARMS]
    assert len({(p.teacher_share, p.reading_weight, p.state_weight, p.relation_weight) for p in plans}) == len(ARMS)
    alike = replace(BASE, teacher_share=0.0, reading_weight=0.0)
    assert all(
        replace(p, teacher_share=0.0, reading_weight=0.0, state_weight=0.0, relation_weight=0.0) == alike for p in plans
    )


def test_a_gain_has_its_interval_and_its_p():
    reference = np.array([True] * 80 + [False] * 20)
    better = np.array([True] * 90 + [False] * 10)
    assert compared(better, reference).startswith("0.9000 | +0.1000 [+0.04")
    assert compared(better, reference).endswith("| 0.002")
    assert compared(reference, reference) == "0.8000 | +0.0000 [+0.0000, +0.0000] | 1.000"
