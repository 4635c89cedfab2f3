import json
from dataclasses import replace

import numpy as np
import pytest
from word_network import write_word_network

from docket_training.base_weights import load_base
from docket_training.card import file_entry
from docket_training.installed_package import installed
from docket_training.labelled_text import DataError, read_jsonl
from docket_training.package_weights import PackageError
from docket_training.tickets import mix
from docket_training.tickets.desks import Desk, Recipe
from docket_training.tickets.grams import count_grams, fit_grams
from docket_training.tickets.head import Head, fit_head, read_head, rounded, write_head
from docket_training.tickets.package_logits import package_logits
from docket_training.tickets.splits import split_rows

TOPICS = {"card": "card", "login": "password", "transfer": "money"}
FORMS = ["my {} is lost today", "help me with the {} please", "the {} does not work", "what about my {}", "new {} now"]
ENDS = ["", "again", "still", "abroad", "really", "since monday", "at home", "in town"]


def test_grams_are_words_pairs_and_parts():
    words, parts = count_grams("Ｃａｒｄ lost, card_LOST")
    assert words == {"card": 2, "lost": 2, "card lost": 2, "lost card": 1}
    assert parts["#_car"] == 2
    assert parts["#rd_"] == 2
    assert "#_lost_" not in parts


def test_rows_of_grams_have_length_one_each_and_unknown_grams_none():
    rows = fit_grams(["lost card", "lost card", "other"]).rows(["lost card card", "nothing known"])
    assert np.allclose(np.asarray(rows.power(2).sum(1)).ravel(), [2, 0])


def test_a_head_reads_back_as_it_was_written(tmp_path):
    generator = np.random.default_rng(0)
    vocabulary = fit_grams(["lost card", "lost card", "lost"])
    features = 4 + len(vocabulary.grams)
    weights = generator.normal(size=(features, 3)).astype(np.float32)
    weights[1] = 0
    head = rounded(Head(4, vocabulary, weights, generator.normal(size=3).astype(np.float32)))
    write_head(head, tmp_path)
    size = (tmp_path / "head.bin").stat().st_size
    assert size == 4 * (3 + len(vocabulary.grams) + features) + 3 * features
    read = read_head(tmp_path, {"head": head.entry({}), "labels": ["a", "b", "c"]})
    embeddings = np.eye(4, dtype=np.float32)
    texts = ["lost", "card", "lost card", ""]
    assert np.allclose(read.logits(embeddings, texts), head.logits(embeddings, texts), atol=1e-6)
    assert np.abs(head.weights - weights).max() <= np.abs(weights).max() / 254 + 1e-6


def test_rows_out_of_scope_are_no_class_and_count_against_all():
    texts = [f"{word} {end}" for word in ("card", "money", "login", "weather") for end in ENDS]
    labels = np.repeat([0, 1, 2, -1], len(ENDS))
    embeddings = np.zeros((len(texts), 2), np.float32)
    head = fit_head(embeddings, texts, labels, 50)
    logits = head.logits(embeddings, texts)
    assert logits.shape == (len(texts), 3)
    assert (logits.argmax(1) == labels)[labels >= 0].all()
    assert logits[labels < 0].max() < 0
    less = head.less_outside(0.5).logits(embeddings, texts)
    assert np.allclose(np.diff(less), np.diff(logits), atol=1e-5)
    assert (less.max(1) - logits.max(1))[labels < 0].max() < 0
    assert (less.max(1) - logits.max(1))[labels >= 0].min() > 0


def rows() -> list[dict]:
    texts = [(f"{form.format(word)} {end}", label) for label, word in TOPICS.items() for form in FORMS for end in ENDS]
    return [
        {"id": f"r{i}", "text": text, "label": label, "split": "validation" if i % 4 == 0 else "train"}
        for i, (text, label) in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """A desk, and the folder of a package whose network knows two of its three labels."""
    folder = tmp_path_factory.mktemp("mix")
    data = folder / "tickets.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in rows()))
    desk = Desk("tiny", data, "tiny-set", "CC0", Recipe(calibration_share=0.3, tune_share=0.2))
    parts = split_rows(read_jsonl(data), desk.recipe, None).parts()
    package = folder / "1.0.0"
    package.mkdir()
    write_word_network(package / "model.onnx", ("card", "password"))
    (package / "tokenizer.json").write_text(json.dumps(load_base().tokenizer))
    of = {"name": "tiny-set", "licence": "CC0", "sha256": file_entry(data)["sha256"]}
    card = {
        "name": "tiny",
        "version": "1.0.0",
        "task": "text-classification",
        "labels": sorted(TOPICS),
        "quantisation": "none",
        "parameters": 91566,
        "files": {"model.onnx": file_entry(package / "model.onnx")},
        "input": {"maxLength": 16},
        "training": {
            "commit": "abc",
            "seed": 7,
            "epochs": 1,
            "command": "by hand",
            "data": [{**of, "rows": len(part), "split": name} for name, part in parts.items()],
        },
    }
    (package / "card.json").write_text(json.dumps(card))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCKET_CACHE_DIR", str(folder / "cache"))
        patch.setattr(mix, "restored_folder", lambda *_: package)
        yield folder, desk


def test_a_head_makes_up_for_what_the_network_does_not_know(ground):
    folder, desk = ground
    card = mix.mix_desk(desk, "1.0.0", folder / "1.1.0", "1.1.0", "again")
    figures = card["metrics"]["mix"]["validation"]
    assert figures["network"]["accuracy"] < 0.7
    assert figures["mix"]["accuracy"] > 0.95
    assert (folder / "1.1.0" / "model.onnx").read_bytes() == (folder / "1.0.0" / "model.onnx").read_bytes()
    assert set(card["files"]) == {"model.onnx", "tokenizer.json", "head.bin", "grams.json"}
    assert card["training"]["network"]["version"] == "1.0.0"
    assert card["calibration"]["mixesTried"] == len(mix.SHARES)
    package = installed("tiny", "1.1.0", folder / "1.1.0")
    validation = [row for row in rows() if row["split"] == "validation"]
    found = package_logits(package, [row["text"] for row in validation]).argmax(1)
    right = [card["labels"][i] == row["label"] for i, row in zip(found, validation, strict=True)]
    assert np.mean(right) == card["metrics"]["validation"]["accuracy"]


def test_a_package_over_another_encoder_is_refused(ground):
    folder, desk = ground
    mix.mix_desk(desk, "1.0.0", folder / "1.2.0", "1.2.0", "again")
    package = installed("tiny", "1.2.0", folder / "1.2.0")
    encoder = {**package.card["head"]["encoder"], "sha256": "0" * 64}
    other = replace(package, card={**package.card, "head": {**package.card["head"], "encoder": encoder}})
    with pytest.raises(PackageError, match="fitted over another sentence-encoder"):
        package_logits(other, ["lost card"])


def test_a_network_that_learned_from_other_rows_is_refused(ground, tmp_path):
    _, desk = ground
    data = tmp_path / "tickets.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in rows()[1:]))
    with pytest.raises(DataError, match="learned from other rows"):
        mix.mix_desk(replace(desk, data=data), "1.0.0", tmp_path / "1.1.0", "1.1.0", "again")
    assert not (tmp_path / "1.1.0").exists()
