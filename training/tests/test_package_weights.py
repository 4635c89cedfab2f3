"""A shipped package is read back as the weights that the service runs."""

import numpy as np
import pytest
import torch

from docket_training.card import weights_folder
from docket_training.documents.fit import loaded_model
from docket_training.documents.predict import onnx_runner
from docket_training.documents.windows import word_token
from docket_training.package_weights import PackageError, read_package

VERSION = max(folder.name for folder in weights_folder("invoice", "any").parent.iterdir())


def test_the_invoice_package_gives_the_same_logits_in_torch():
    package = read_package("invoice", VERSION)
    pieces = package.piece_ids()
    model = loaded_model(package, dropout=0.0).eval()
    words = [["[CLS]"], ["date"], ["total", ":"], ["[SEP]"]]
    ids = np.array([[word_token([pieces[piece] for piece in word]) for word in words]])
    boxes = np.array([[[0, 0, 0, 0], [80, 60, 210, 80], [600, 800, 660, 815], [1000, 1000, 1000, 1000]]])
    with torch.inference_mode():
        logits, kind = model(torch.from_numpy(ids), torch.ones(1, 4, dtype=torch.int64), torch.from_numpy(boxes))
    session = onnx_runner(weights_folder("invoice", VERSION) / "model.onnx")
    served, served_kind = session(ids, np.ones_like(ids[..., 0]), boxes)
    # The kernel rounds activations to int8 as well; the labels must agree.
    assert np.abs(logits.numpy() - served).max() < 0.35
    assert (logits.numpy().argmax(-1) == served.argmax(-1)).all()
    assert kind.numpy().argmax(-1) == served_kind.argmax(-1)


def test_a_missing_package_is_named():
    with pytest.raises(PackageError, match=r"no package invoice 0\.0\.0"):
        read_package("invoice", "0.0.0")
