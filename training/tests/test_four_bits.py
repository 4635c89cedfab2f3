import numpy as np
import onnxruntime
import pytest
import torch
from torch import nn

from docket_training.export_onnx import export_onnx
from docket_training.four_bits import BLOCK, four_bits, write_four_bits


class Product(nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(1)
        self.up = nn.Linear(64, 96, bias=True)

    def forward(self, x):
        return self.up(x)


def test_codes_and_scales_give_the_matrix_back_closely():
    matrix = np.random.default_rng(0).normal(size=(24, 128)).astype(np.float32)
    codes, scales = four_bits(matrix)
    assert codes.shape == (24, 128 // BLOCK, BLOCK)
    assert codes.max() <= 15
    values = (codes.astype(np.float32) - 8) * scales[..., None]
    assert np.sqrt(np.mean((values.reshape(matrix.shape) - matrix) ** 2)) < 0.11 * matrix.std()
    assert not four_bits(np.zeros((2, BLOCK), np.float32))[0].max() > 15


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("four-bits")
    model = Product().eval()
    export_onnx(model, (torch.zeros(2, 3, 64),), ("x",), folder / "float.onnx", {"y": {0: "batch", 1: "sequence"}})
    write_four_bits(folder / "float.onnx", folder / "int4.onnx")
    return model, onnxruntime.InferenceSession(folder / "int4.onnx", providers=["CPUExecutionProvider"])


def test_the_exported_product_stays_close_to_torch(exported):
    model, session = exported
    x = np.random.default_rng(1).normal(size=(4, 5, 64)).astype(np.float32)
    (got,) = session.run(["y"], {"x": x})
    want = model(torch.from_numpy(x)).detach().numpy()
    assert np.sqrt(np.mean((got - want) ** 2)) < 0.15 * want.std()


def test_alone_equals_any_batch(exported):
    _, session = exported
    x = np.random.default_rng(2).normal(size=(4, 5, 64)).astype(np.float32)
    (together,) = session.run(["y"], {"x": x})
    alone = np.concatenate([session.run(["y"], {"x": row[None]})[0] for row in x])
    assert np.allclose(together, alone, atol=1e-5)
