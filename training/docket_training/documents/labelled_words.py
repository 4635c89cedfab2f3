"""Values by the labels beside or above them."""

from collections.abc import Callable
from dataclasses import dataclass

from docket_training.documents.label_words import labelled_field
from docket_training.documents.named_runs import named_runs
from docket_training.documents.segments import segments_of
from docket_training.documents.spans import DIGIT
from docket_training.documents.words import Box, Page, Word, same_line, union

RIGHT = 12.0
"""A value stands at most this many heights to the right of its label,"""
BELOW = 1.5
"""or at most this many below it."""


@dataclass
class Text:
    """Words of a segment: a label, or what stands between labels."""

    words: list[int]
    box: Box
    field: str | None


def _texts_in(segment: list[int], page: Page) -> list[Text]:
    """Labels, and what stands between them."""
    texts: list[Text] = []
    for run in named_runs(segment, page, labelled_field):
        if run.name is None and texts and texts[-1].field is None:
            texts[-1].words += run.words
            texts[-1].box = union([texts[-1].box, run.box])
        else:
            texts.append(Text(list(run.words), run.box, run.name))
    return texts


def _nearest(texts: list[Text], distance: Callable[[Text], float | None]) -> Text | None:
    found, least = None, float("inf")
    for text in texts:
        gap = distance(text)
        if gap is not None and gap < least:
            found, least = text, gap
    return found


def _right_of(label: Text, texts: list[Text]) -> Text | None:
    height = label.box[3] - label.box[1]

    def distance(text: Text) -> float | None:
        gap = text.box[0] - label.box[2]
        beside = same_line(Word("", text.box), Word("", label.box))
        return gap if beside and -height / 2 <= gap <= RIGHT * height else None

    return _nearest(texts, distance)


def _below(label: Text, texts: list[Text]) -> Text | None:
    height = label.box[3] - label.box[1]

    def distance(text: Text) -> float | None:
        gap = text.box[1] - label.box[3]
        overlap = min(text.box[2], label.box[2]) - max(text.box[0], label.box[0])
        under = (text.box[1] + text.box[3]) / 2 > label.box[3]
        return gap if under and gap <= BELOW * height and overlap > 0 else None

    return _nearest(texts, distance)


def labelled_words(page: Page) -> dict[int, str]:
    """By word: the field that the label to its left, else the one above it, names."""
    texts = [text for segment in segments_of(page) for text in _texts_in(segment, page)]
    found: dict[int, str] = {}
    for label in texts:
        if label.field is None:
            continue
        others = [text for text in texts if text is not label]
        for text in (_right_of(label, others), _below(label, others)):
            if text and text.field is None and any(DIGIT.search(page.words[i].text) for i in text.words):
                found |= dict.fromkeys(text.words, label.field)
                break
    return found
