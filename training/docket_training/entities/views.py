"""The rows of each epoch, varied anew."""

import random
from collections import defaultdict

from tokenizers import Tokenizer

from docket_training.documents.examples import Example, Openness
from docket_training.entities.examples import examples_of
from docket_training.entities.marked_text import MarkedText
from docket_training.entities.recipe import Recipe
from docket_training.entities.vary import varied


def texts_of_view(recipe: Recipe, number: int, fit: list[MarkedText]) -> list[MarkedText]:
    """A part of Bitext's rows and all of NLU++'s."""
    r = random.Random(f"{recipe.seed} view {number}")
    by_source = defaultdict(list)
    for text in fit:
        by_source[text.source].append(text)
    bitext = by_source["bitext"]
    chosen = [
        *r.sample([t for t in bitext if t.marks], recipe.bitext_marked),
        *r.sample([t for t in bitext if not t.marks], recipe.bitext_unmarked),
        *(t for t in fit if t.source != "bitext"),
    ]
    return [varied(r, text, by_source[text.source]) for text in chosen]


def draw_views(recipe: Recipe, fit: list[MarkedText], tokenizer: Tokenizer, openness: Openness) -> list[list[Example]]:
    return [
        [example for text in texts_of_view(recipe, view, fit) for example in examples_of(text, tokenizer, openness)]
        for view in range(recipe.views)
    ]
