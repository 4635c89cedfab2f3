import pytest

from docket_training.base_weights import load_base
from docket_training.encoder import pretrained_encoder
from docket_training.vocabulary import RESERVED_IDS, cut_vocabulary, make_tokenizer

TEXTS = ["Where is my refund?", "The chargeback of an incandescent lamp", "Zürich café £30"]


@pytest.fixture(scope="module")
def base():
    return load_base()


@pytest.fixture(scope="module")
def cut(base):
    return cut_vocabulary(base.tokenizer, TEXTS, size=6000)


def test_seen_texts_keep_their_pieces(base, cut):
    full, small = make_tokenizer(base.tokenizer), make_tokenizer(cut.tokenizer)
    for text in TEXTS:
        assert small.encode(text).tokens == full.encode(text).tokens
        assert [cut.kept_ids[i] for i in small.encode(text).ids] == full.encode(text).ids


def test_unseen_words_fall_back_to_smaller_pieces(base, cut):
    full, small = make_tokenizer(base.tokenizer), make_tokenizer(cut.tokenizer)
    word = "photosynthesis"
    assert len(small.encode(word).ids) > len(full.encode(word).ids)
    assert "[UNK]" not in small.encode(word).tokens


def test_special_ids_keep_their_places(cut):
    assert cut.kept_ids[:RESERVED_IDS] == list(range(RESERVED_IDS))
    assert len(cut.kept_ids) == 6000
    vocabulary = cut.tokenizer["model"]["vocab"]
    assert [vocabulary[t] for t in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")] == [0, 100, 101, 102]


def test_embedding_rows_follow_their_pieces(base, cut):
    encoder = pretrained_encoder(base, cut.kept_ids)
    words = base.tensors["embeddings.word_embeddings.weight"]
    for new in (104, 3000, 5999):
        assert encoder.embeddings.word.weight[new].equal(words[cut.kept_ids[new]])


def test_a_strict_cut_keeps_the_most_frequent_pieces():
    document = load_base().tokenizer
    texts = ["invoice total"] * 9 + ["harbour willow meadow"]
    free = cut_vocabulary(document, texts, 10)
    strict = cut_vocabulary(document, texts, len(free.kept_ids) - 3, strict=True)
    assert len(strict.kept_ids) == len(free.kept_ids) - 3
    assert "total" in strict.tokenizer["model"]["vocab"]
    assert not {"harbour", "willow", "meadow"} & set(strict.tokenizer["model"]["vocab"])
