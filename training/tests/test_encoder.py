import pytest
import torch
from torch import nn

from docket_training.base_weights import load_base
from docket_training.encoder import Encoder, EncoderConfig, layer_decay_groups, mean_pool, pretrained_encoder
from docket_training.vocabulary import make_tokenizer


@pytest.fixture(scope="module")
def encoder():
    return pretrained_encoder(load_base()).eval()


@torch.inference_mode()
def embed(encoder, text):
    ids = torch.tensor([make_tokenizer(load_base().tokenizer).encode(text).ids])
    return nn.functional.normalize(mean_pool(encoder(ids, torch.ones_like(ids)), torch.ones_like(ids)))[0]


def test_base_weights_know_meaning(encoder):
    query, near, far = (
        embed(encoder, t)
        for t in ("my card was stolen", "somebody took my debit card", "the weather in spring is mild")
    )
    assert query @ near > 0.6
    assert query @ far < 0.2


@torch.inference_mode()
def test_padding_changes_nothing(encoder):
    ids = torch.randint(1000, 20_000, (1, 9))
    alone = encoder(ids, torch.ones_like(ids))
    padded = torch.cat([ids, torch.zeros(1, 7, dtype=torch.long)], 1)
    mask = (padded > 0).long()
    assert torch.allclose(encoder(padded, mask)[:, :9], alone, atol=1e-5)


@torch.inference_mode()
def test_training_attends_as_the_export_does(encoder):
    without_dropout = pretrained_encoder(load_base(), dropout=0.0)
    ids = torch.randint(1000, 20_000, (2, 9))
    mask = torch.tensor([[1] * 9, [1] * 6 + [0] * 3])
    expected = encoder(ids, mask)[mask.bool()]
    assert torch.allclose(without_dropout.train()(ids, mask)[mask.bool()], expected, atol=1e-4)


@torch.inference_mode()
def test_layout_starts_at_the_text_only_encoder(encoder):
    layout = pretrained_encoder(load_base(), layout=True).eval()
    ids = torch.randint(1000, 20_000, (2, 5))
    boxes = torch.randint(0, 1001, (2, 5, 4))
    mask = torch.ones_like(ids)
    assert layout(ids, mask, boxes).equal(encoder(ids, mask))
    with pytest.raises(ValueError, match="bbox"):
        layout(ids, mask)


def test_every_parameter_learns_once_and_deeper_layers_slower(encoder):
    head = nn.Linear(384, 3)
    groups = layer_decay_groups(encoder, head, 1e-3, 0.8, 0.01)
    chosen = [id(p) for g in groups for p in g["params"]]
    assert sorted(chosen) == sorted(id(p) for p in [*encoder.parameters(), *head.parameters()])
    assert {round(g["lr"], 12) for g in groups} == {round(1e-3 * 0.8**k, 12) for k in range(8)}


def looking(config: EncoderConfig) -> Encoder:
    """An encoder whose words look about them."""
    torch.manual_seed(5)
    made = Encoder(config)
    for layer in made.layers:
        nn.init.normal_(layer.bearings.look.weight, std=0.2)
        nn.init.normal_(layer.bearings.look.bias, std=0.2)
    return made


BEARINGS = EncoderConfig(50, hidden=32, layers=2, heads=2, intermediate=64, dropout=0.0, layout=True, bearings=True)


@torch.inference_mode()
def test_bearings_start_at_the_encoder_without():
    layout = pretrained_encoder(load_base(), layout=True).eval()
    bearings = pretrained_encoder(load_base(), layout=True, bearings=True).eval()
    ids, boxes = torch.randint(1000, 20_000, (1, 5)), torch.randint(0, 1001, (1, 5, 4))
    assert torch.allclose(bearings(ids, torch.ones_like(ids), boxes), layout(ids, torch.ones_like(ids), boxes))


@torch.inference_mode()
def test_bearings_tell_where_words_lie_from_each_other_and_nothing_of_the_sheet():
    encoder = looking(BEARINGS).eval()
    ids, mask = torch.randint(0, 50, (1, 6)), torch.ones(1, 6, dtype=torch.long)
    boxes = torch.tensor([[[100 * i, 60 * i, 100 * i + 50, 60 * i + 12] for i in range(6)]])
    here = encoder(ids, mask, boxes)
    assert torch.allclose(encoder(ids, mask, boxes + 100), here, atol=1e-4)
    spread = boxes.clone()
    spread[0, 3:] += 90
    assert not torch.allclose(encoder(ids, mask, spread), here, atol=1e-2)


@torch.inference_mode()
def test_bearings_in_training_attend_as_in_the_export():
    encoder = looking(BEARINGS)
    ids, boxes = torch.randint(0, 50, (2, 7)), torch.randint(0, 1001, (2, 7, 4))
    mask = torch.tensor([[1] * 7, [1] * 4 + [0] * 3])
    fused, spelt = encoder.train()(ids, mask, boxes), encoder.eval()(ids, mask, boxes)
    assert torch.allclose(fused[mask.bool()], spelt[mask.bool()], atol=1e-5)
