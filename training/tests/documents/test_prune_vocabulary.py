import torch

from docket_training.base_weights import load_base
from docket_training.documents.prune_vocabulary import prune_vocabulary
from docket_training.documents.token_model import DocumentModel
from docket_training.encoder import Encoder, EncoderConfig
from docket_training.vocabulary import make_tokenizer

TEXTS = ["invoice total due 12.05.2024", "invoice number", "gross total"]


@torch.inference_mode()
def test_texts_that_training_saw_are_read_as_before_and_others_fall_to_smaller_pieces():
    document = load_base().tokenizer
    before = make_tokenizer(document)
    torch.manual_seed(2)
    config = EncoderConfig(before.get_vocab_size(), hidden=32, layers=1, heads=2, intermediate=64, layout=True)
    model = DocumentModel(Encoder(config), 5, 4).eval()
    boxes = torch.zeros(1, 20, 4, dtype=torch.long)

    def logits(tokenizer, text):
        ids = torch.tensor([tokenizer.encode(text).ids])
        return model(ids, torch.ones_like(ids), boxes[:, : ids.shape[1]])[0]

    expected = [logits(before, text) for text in TEXTS]
    pruned, smaller = prune_vocabulary(model, document, TEXTS, 3000)
    after = make_tokenizer(smaller)
    assert pruned.encoder.embeddings.word.weight.shape[0] == after.get_vocab_size() == 3000
    for text, logit in zip(TEXTS, expected, strict=True):
        torch.testing.assert_close(logits(after, text), logit)
    assert len(after.encode("warehouse").ids) > len(before.encode("warehouse").ids)
