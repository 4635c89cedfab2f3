"""Makes words of a text layer look like those of a scan: misread characters, split and joined words, shaky boxes."""

import random
from dataclasses import dataclass

from docket_training.documents.dates import plain
from docket_training.documents.words import Page, Word, union

CONFUSIONS = {
    "0": "OoD", "1": "lI7", "2": "Z", "3": "8", "5": "S", "6": "8b", "8": "B3", "O": "0", "I": "l1", "l": "1I",
    "S": "5", "B": "8", "g": "9", "e": "c", "c": "e", "n": "ri", "m": "rn", "u": "ii", "h": "b", ",": ".",
    ".": ",", ":": ".;", "D": "O", "G": "6", "T": "7", "a": "o", "o": "a", "t": "f", "i": "1", "€": "EC",
}  # fmt: skip


@dataclass(frozen=True)
class Degree:
    """Shares of characters misread, words split, joined with the next, lost; shift of boxes in word heights."""

    misread: float
    split: float
    joined: float
    lost: float
    shift: float
    without_accents: bool
    upper: bool


def draw_degree(random_: random.Random) -> Degree:
    strength = random_.random() ** 2
    return Degree(
        0.02 * strength,
        0.03 * strength,
        0.06 * strength,
        0.01 * strength,
        0.15 * random_.random(),
        random_.random() < 0.4,
        random_.random() < 0.08,
    )


def misread(random_: random.Random, text: str, share: float) -> str:
    return "".join(random_.choice(CONFUSIONS[c]) if c in CONFUSIONS and random_.random() < share else c for c in text)


def _split(random_: random.Random, word: Word, label: str) -> list[tuple[Word, str]]:
    at = random_.randint(1, len(word.text) - 1)
    x = word.box[0] + (word.box[2] - word.box[0]) * at / len(word.text)
    tail_label = "O" if label == "O" else "I-" + label[2:]
    return [
        (Word(word.text[:at], (word.box[0], word.box[1], x, word.box[3])), label),
        (Word(word.text[at:], (x, word.box[1], word.box[2], word.box[3])), tail_label),
    ]


def _joinable(a: tuple[Word, str], b: tuple[Word, str]) -> bool:
    height = a[0].height
    near = abs(a[0].middle - b[0].middle) < 0.3 * height and -0.2 * height < b[0].box[0] - a[0].box[2] < 0.7 * height
    return near and (a[1] == b[1] == "O" or (a[1] != "O" and b[1] == "I-" + a[1][2:]))


def degrade(random_: random.Random, page: Page, labels: list[str], degree: Degree) -> tuple[Page, list[str]]:
    """The page with its labels after noise; words of different labels are never joined."""
    pairs: list[tuple[Word, str]] = []
    for word, label in zip(page.words, labels, strict=True):
        if random_.random() < degree.lost and label == "O":
            continue
        height = word.height
        dx, dy = (random_.uniform(-1, 1) * degree.shift * height for _ in range(2))
        grow = random_.uniform(0, 1) * degree.shift * height
        x0, y0, x1, y1 = word.box
        text = misread(random_, word.text, degree.misread)
        text = plain(text) if degree.without_accents and not text.isascii() else text
        moved = Word(text.upper() if degree.upper else text, (x0 + dx, y0 + dy - grow, x1 + dx, y1 + dy + grow))
        parts = (
            _split(random_, moved, label)
            if len(moved.text) > 3 and random_.random() < degree.split
            else [(moved, label)]
        )
        for part in parts:
            if pairs and random_.random() < degree.joined and _joinable(pairs[-1], part):
                last, kept = pairs[-1]
                pairs[-1] = (Word(last.text + part[0].text, union([last.box, part[0].box])), kept)
            else:
                pairs.append(part)
    return Page(page.width, page.height, [w for w, _ in pairs]), [label for _, label in pairs]
