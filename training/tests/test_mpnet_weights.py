import hashlib
import io
import json
import zipfile

import pytest
import torch
from safetensors.torch import save
from torch import nn

from docket_training import mpnet_weights
from docket_training.base_weights import load_base
from docket_training.encoder import Distances, Encoder, EncoderConfig, layer_decay_groups, pretrained_encoder
from docket_training.mpnet_weights import PACKAGES, MissingWeightsError, load_mpnet

HIDDEN, HEADS, LAYERS, INNER = 24, 2, 2, 32


def small_weights() -> tuple[dict, list[str]]:
    """Weights of MPNet's names and shapes, the vocabulary in its order."""
    torch.manual_seed(3)
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *load_base().tokenizer["model"]["vocab"], "<mask>"]
    tensors = {
        "embeddings.word_embeddings.weight": torch.arange(len(pieces)).float().unsqueeze(1).repeat(1, HIDDEN),
        "embeddings.position_embeddings.weight": torch.arange(22).float().unsqueeze(1).repeat(1, HIDDEN),
        "encoder.relative_attention_bias.weight": torch.randn(32, HEADS),
    }
    shapes = {
        **{f"attention.attn.{part}": (HIDDEN, HIDDEN) for part in "qkvo"},
        "intermediate.dense": (INNER, HIDDEN),
        "output.dense": (HIDDEN, INNER),
    }
    for layer in range(LAYERS):
        for name, shape in shapes.items():
            tensors[f"encoder.layer.{layer}.{name}.weight"] = torch.randn(shape)
            tensors[f"encoder.layer.{layer}.{name}.bias"] = torch.randn(shape[0])
    norms = [f"encoder.layer.{n}.{part}" for n in range(LAYERS) for part in ("attention.LayerNorm", "output.LayerNorm")]
    for name in [*norms, "embeddings.LayerNorm"]:
        tensors[f"{name}.weight"], tensors[f"{name}.bias"] = torch.randn(HIDDEN), torch.randn(HIDDEN)
    return tensors, pieces


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The five packages with a small model in their archive."""
    tensors, pieces = small_weights()
    config = {
        "hidden_size": HIDDEN,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "intermediate_size": INNER,
        "relative_attention_num_buckets": 32,
        "layer_norm_eps": 1e-5,
    }
    stored, held = save(tensors), io.BytesIO()
    with zipfile.ZipFile(held, "w") as files:
        files.writestr("all-mpnet-base-v2/model.safetensors", stored)
        files.writestr("all-mpnet-base-v2/config.json", json.dumps(config))
        files.writestr("all-mpnet-base-v2/vocab.txt", "\n".join(pieces) + "\n")
    content, size = held.getvalue(), -(-len(held.getvalue()) // len(PACKAGES))
    for part, package in enumerate(PACKAGES):
        piece = f"{package}/input/all-mpnet-base-v2.zip.00{part + 1}"
        info = tmp_path / f"{package.replace('-', '_')}-0.0.1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.0.1\n")
        (info / "RECORD").write_text(f"{piece},,\n")
        (tmp_path / piece).parent.mkdir(parents=True)
        (tmp_path / piece).write_bytes(content[part * size : (part + 1) * size])
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(mpnet_weights, "SHA256", hashlib.sha256(stored).hexdigest())
    load_mpnet.cache_clear()
    yield tensors, pieces
    load_mpnet.cache_clear()


def test_pieces_of_five_packages_become_an_encoder_of_the_base_vocabulary(installed):
    tensors, pieces = installed
    base = load_mpnet()
    vocabulary = base.tokenizer["model"]["vocab"]
    encoder = pretrained_encoder(base, [vocabulary[p] for p in ("[PAD]", "[CLS]", "card", "##s")], positions=16)
    rows = encoder.embeddings.word.weight[:, 0].int().tolist()
    assert [pieces[row] for row in rows] == ["<pad>", "<s>", "card", "##s"]
    assert encoder.embeddings.position.weight[0, 0] == 2
    layer = encoder.layers[1]
    assert layer.value.weight.equal(tensors["encoder.layer.1.attention.attn.v.weight"])
    assert layer.attention_norm.bias.equal(tensors["encoder.layer.1.attention.LayerNorm.bias"])
    assert encoder.distances.bias.weight.equal(tensors["encoder.relative_attention_bias.weight"])
    assert (encoder.config.hidden, encoder.config.norm_epsilon) == (HIDDEN, 1e-5)
    assert base.identity() == {"package": PACKAGES[0], "version": "0.0.1", "sha256": mpnet_weights.SHA256}


def test_other_weights_are_refused(installed, monkeypatch):
    monkeypatch.setattr(mpnet_weights, "SHA256", "0" * 64)
    with pytest.raises(ValueError, match="not those expected"):
        load_mpnet()


def test_missing_packages_are_named_with_the_way_to_get_them(monkeypatch):
    monkeypatch.setattr(mpnet_weights, "PACKAGES", ("docket-has-no-such-package",))
    with pytest.raises(MissingWeightsError, match=r"docket-has-no-such-package.*--group teachers"):
        mpnet_weights.archive()


@torch.inference_mode()
def test_classes_of_distance_are_those_of_t5():
    distances = Distances(32, 1)
    distances.bias.weight.copy_(torch.arange(32.0).unsqueeze(1))
    kind = distances(300)[0, 0]
    # Key behind the query: 0 to 7 one class each, then ever wider; key ahead of it: the same, 16 further.
    assert kind[20, [20, 19, 13, 12, 11, 9, 4, 0]].tolist() == [0, 1, 7, 8, 8, 8, 10, 10]
    assert kind[20, [21, 27, 28, 36]].tolist() == [17, 23, 24, 26]
    assert (kind[299, 0], kind[0, 299]) == (15, 31)


DISTANT = EncoderConfig(50, hidden=32, layers=2, heads=2, intermediate=64, dropout=0.0, distances=32)


@torch.inference_mode()
def test_distances_count_in_training_as_they_do_after_it():
    torch.manual_seed(5)
    encoder = Encoder(DISTANT)
    ids, mask = torch.randint(1, 50, (2, 9)), torch.tensor([[1] * 9, [1] * 6 + [0] * 3])
    after = encoder.eval()(ids, mask)[mask.bool()]
    assert torch.allclose(encoder.train()(ids, mask)[mask.bool()], after, atol=1e-5)
    encoder.distances.bias.weight.zero_()
    assert not torch.allclose(encoder.eval()(ids, mask)[mask.bool()], after, atol=1e-2)


def test_distances_learn_too():
    encoder, head = Encoder(DISTANT), nn.Linear(32, 3)
    chosen = [id(p) for g in layer_decay_groups(encoder, head, 1e-3, 0.8, 0.01) for p in g["params"]]
    assert sorted(chosen) == sorted(id(p) for p in [*encoder.parameters(), *head.parameters()])
