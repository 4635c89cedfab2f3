import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from docket_training.base_weights import load_base
from docket_training.batches import pad_ids
from docket_training.encoder import pretrained_encoder
from docket_training.export_onnx import export_onnx
from docket_training.onnx_scoring import classification_logits, open_session
from docket_training.quantise import quantise_blocks, quantise_rows, quantise_weights
from docket_training.tickets.classifier import TicketClassifier
from docket_training.tickets.train import classify


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    torch.manual_seed(0)
    model = TicketClassifier(pretrained_encoder(load_base(), list(range(5000)), positions=64), 12).eval()
    folder = tmp_path_factory.mktemp("export")
    ids = torch.randint(1000, 5000, (2, 6))
    export_onnx(model, (ids, torch.ones_like(ids)), ("input_ids", "attention_mask"), folder / "float.onnx")
    quantise_weights(folder / "float.onnx", folder / "int8.onnx")
    return model, folder


def rows(count: int, seed: int) -> list[list[int]]:
    generator = np.random.default_rng(seed)
    return [generator.integers(104, 5000, generator.integers(2, 60)).tolist() for _ in range(count)]


def test_export_matches_torch(exported):
    model, folder = exported
    texts = rows(8, 0)
    got = classification_logits(open_session(folder / "float.onnx"), texts)
    assert np.abs(got - classify(model, texts)).max() < 1e-4


def test_int8_stays_close_and_small(exported):
    model, folder = exported
    texts = rows(16, 1)
    got = classification_logits(open_session(folder / "int8.onnx"), texts)
    want = classify(model, texts)
    assert np.sqrt(np.mean((got - want) ** 2)) < 0.1 * want.std()
    assert (folder / "int8.onnx").stat().st_size < 0.3 * (folder / "float.onnx").stat().st_size


def test_no_activation_scale_is_shared_by_a_batch(exported):
    graph = onnx.load(exported[1] / "int8.onnx").graph
    kinds = {node.op_type for node in graph.node}
    assert "DynamicQuantizeLinear" not in kinds
    assert "MatMulNBits" not in kinds
    large = [i.name for i in graph.initializer if np.prod(i.dims) > 50_000 and i.data_type == onnx.TensorProto.FLOAT]
    assert large == []


def test_alone_equals_any_batch(exported):
    session = open_session(exported[1] / "int8.onnx")
    texts = rows(12, 2)
    alone = np.concatenate([classification_logits(session, [text]) for text in texts])
    generator = np.random.default_rng(3)
    for _ in range(4):
        order = generator.permutation(len(texts))[: generator.integers(2, 13)]
        ids, mask = pad_ids([texts[i] for i in order])
        extra = int(generator.integers(0, 4))
        ids, mask = (np.pad(a, ((0, 0), (0, extra))) for a in (ids, mask))
        (logits,) = session.run(["logits"], {"input_ids": ids, "attention_mask": mask})
        assert np.abs(logits - alone[order]).max() < 1e-2 * alone.std()
        assert (logits.argmax(1) == alone[order].argmax(1)).all()


def test_the_runtime_multiplies_the_weights_out_once(exported, tmp_path):
    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(tmp_path / "loaded.onnx")
    onnxruntime.InferenceSession(str(exported[1] / "int8.onnx"), options, providers=["CPUExecutionProvider"])
    loaded = onnx.load(tmp_path / "loaded.onnx").graph
    large = {i.name: i.data_type for i in loaded.initializer if np.prod(i.dims) > 50_000}
    products = [node for node in loaded.node if node.op_type in ("MatMul", "FusedMatMul", "Gemm")]
    assert sum(large.get(name) == onnx.TensorProto.FLOAT for node in products for name in node.input) >= 6 * 6


def test_blocks_round_to_the_nearest_step():
    matrix = np.random.default_rng(4).normal(size=(5, 100)).astype(np.float32)
    codes, scales = quantise_blocks(matrix, 64)
    assert codes.shape == (5, 2, 64)
    back = (codes.astype(np.float32) * scales[..., None]).reshape(5, 128)
    assert (back[:, 100:] == 0).all()
    assert (np.abs(back[:, :100] - matrix) <= np.repeat(scales, 64, 1)[:, :100] * 0.501).all()


def test_rows_of_zeros_stay_zero():
    codes, scales = quantise_rows(np.zeros((2, 4), np.float32))
    assert (codes == 0).all()
    assert np.isfinite(scales).all()
