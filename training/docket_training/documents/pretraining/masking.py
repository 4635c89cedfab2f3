"""Hides words and places of a page; what was there is to be told from the rest.

Words alone or whole areas of words lose their text and keep their box (Xu et al. 2020, LayoutLM; Hong et al. 2022,
BROS); other words lose their box and keep their text.
"""

import random
from dataclasses import dataclass

import numpy as np

from docket_training.documents.examples import IGNORED, NO_KIND, Example, pad_examples
from docket_training.documents.windows import PAD_ID, Token, Window, word_token
from docket_training.encoder import LAYOUT_UNITS

MASK_ID = 103
HIDDEN_WORDS, HIDDEN_PLACES = 0.15, 0.1
"""Shares of a window's words."""
AREAS = 0.5
"""Share of windows whose words are hidden by areas."""
AREA_WIDTH, AREA_HEIGHT = 120.0, 30.0
"""Mean size of an area in layout units, drawn from an exponential distribution."""
PLACE_CLASSES = 40
"""Classes of a word's middle along each side of the page."""
NOWHERE = (0, 0, 0, 0)

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Hidden:
    """A window as it is shown. `words` [T]: the token that was there, None where it still is; `places` [T,2]: the class
    of the hidden middle by x and y, IGNORED where the box is shown."""

    ids: list[Token]
    boxes: list[Box]
    words: list[Token | None]
    places: list[tuple[int, int]]


def middle_of(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def place_of(box: Box) -> tuple[int, int]:
    x, y = (min(PLACE_CLASSES - 1, int(side / (LAYOUT_UNITS + 1) * PLACE_CLASSES)) for side in middle_of(box))
    return x, y


def area_around(generator: random.Random, box: Box) -> tuple[float, float, float, float]:
    """An area of random size over the middle of a word."""
    x, y = middle_of(box)
    wide, high = generator.expovariate(1 / AREA_WIDTH), generator.expovariate(1 / AREA_HEIGHT)
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def hidden_words(generator: random.Random, boxes: list[Box], count: int) -> list[int]:
    """Places in `boxes` of `count` words, alone or by areas."""
    order = generator.sample(range(len(boxes)), len(boxes))
    if generator.random() >= AREAS:
        return order[:count]
    chosen: dict[int, None] = {}
    for index in order:
        left, top, right, bottom = area_around(generator, boxes[index])
        inside = (i for i, box in enumerate(boxes) if left <= middle_of(box)[0] <= right)
        chosen |= dict.fromkeys([index, *(i for i in inside if top <= middle_of(boxes[i])[1] <= bottom)])
        if len(chosen) >= count:
            break
    return list(chosen)[:count]


def hide(generator: random.Random, window: Window) -> Hidden:
    ids, boxes = list(window.ids), list(window.boxes)
    words: list[Token | None] = [None] * len(ids)
    places = [(IGNORED, IGNORED)] * len(ids)
    shown = [boxes[first] for first in window.firsts]
    count = max(1, round(HIDDEN_WORDS * len(shown)))
    without_text = {window.firsts[i] for i in hidden_words(generator, shown, count)}
    for first in without_text:
        words[first], ids[first] = ids[first], word_token([MASK_ID])
    others = [first for first in window.firsts if first not in without_text]
    for first in generator.sample(others, round(HIDDEN_PLACES * len(others))):
        places[first], boxes[first] = place_of(boxes[first]), NOWHERE
    return Hidden(ids, boxes, words, places)


def pad_hidden(windows: list[Hidden]) -> dict[str, np.ndarray]:
    """`input_ids` [B,T,P], `attention_mask` [B,T], `bbox` [B,T,4], `words` [B,T,P] with PAD_ID where the word is shown,
    `places` [B,T,2]; int64."""
    shown = pad_examples([Example(w.ids, w.boxes, [], NO_KIND, 0) for w in windows])
    ids = shown["input_ids"]
    words, places = np.full_like(ids, PAD_ID), np.full((*ids.shape[:2], 2), IGNORED, np.int64)
    for row, window in enumerate(windows):
        places[row, : len(window.places)] = window.places
        for at, word in enumerate(window.words):
            if word is not None:
                words[row, at] = word
    inputs = {name: shown[name] for name in ("input_ids", "attention_mask", "bbox")}
    return {**inputs, "words": words, "places": places}
