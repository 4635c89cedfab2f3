"""Names and addresses of the parties: whole pieces of lines, an address the pieces that stand below each other."""

from docket_training.documents.fields import choose
from docket_training.documents.found import Found
from docket_training.documents.party_pieces import FAMILIES, Piece, fields_of, party_pieces
from docket_training.documents.spans import DIGIT, Span, TypeScores
from docket_training.documents.values import Habits
from docket_training.documents.words import Page, union

BESIDE_GAP = 3.0
"""Pieces of one text on one line lie at most this many heights apart."""
LINE_GAP = 1.0
"""Lines of one address lie at most this many heights apart."""
TOWN_GAP = 2.5
"""The line with the postcode may lie further below its street."""
RESCUE_PROBABILITY = 0.25
"""A party without a sure word takes pieces of this probability."""
RESCUE_SELLER = 0.1
"""Hardly a document is without its seller."""


def _continues(upper: Piece, lower: Piece) -> bool:
    height = (upper.box[3] - upper.box[1] + lower.box[3] - lower.box[1]) / 2
    vertical = max(upper.box[1], lower.box[1]) - min(upper.box[3], lower.box[3])
    horizontal = max(upper.box[0], lower.box[0]) - min(upper.box[2], lower.box[2])
    if vertical <= -0.5 * height:
        return horizontal <= BESIDE_GAP * height
    another = lower.begins and lower.field.endswith("Name")
    town = lower.postcode and not upper.postcode
    return not another and horizontal < 0 and vertical <= (TOWN_GAP if town else LINE_GAP) * height


def _is_town_of(piece: Piece, pieces: list[Piece]) -> bool:
    """Does the line with a postcode go on with a sure line of the same address that has none?"""
    streets = (p for p in pieces if p.sure and not p.postcode and p.field == piece.field and p.box[3] <= piece.box[1])
    return piece.postcode and piece.probability >= RESCUE_PROBABILITY and any(_continues(s, piece) for s in streets)


def _serves(piece: Piece, pieces: list[Piece], least: float | None) -> bool:
    """`least`: the probability that is enough where no piece is sure."""
    if least is None:
        return piece.sure or _is_town_of(piece, pieces)
    return piece.probability >= least


def blocks(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that stand below or beside each other, from the top."""
    made: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.box[1] + p.box[3]) / 2):
        near = [block for block in made if any(_continues(other, piece) for other in block)]
        joined = [*(other for block in near for other in block), piece]
        made = [block for block in made if not any(block is other for other in near)]
        made.append(joined)
    return [in_order(block) for block in made]


def in_order(block: list[Piece]) -> list[Piece]:
    """Line by line, each from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(block, key=lambda p: (p.box[1] + p.box[3]) / 2):
        if lines and piece.box[1] <= (lines[-1][0].box[1] + lines[-1][0].box[3]) / 2:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [piece for line in lines for piece in sorted(line, key=lambda p: p.box[0])]


def _is_possible(block: list[Piece], page: Page) -> bool:
    """Hardly an address is without a number."""
    digits = any(DIGIT.search(page.words[i].text) for piece in block for i in piece.words)
    return digits or block[0].field.endswith("Name")


def _span(name: str, number: int, block: list[Piece]) -> Span:
    words = tuple(index for piece in block for index in piece.words)
    score = sum(piece.probability * len(piece.words) for piece in block) / len(words)
    return Span(name, number, words, union([piece.box for piece in block]), score)


def parties(pages: list[Page], scores: list[TypeScores], habits: Habits) -> dict[str, Found]:
    """One value a name and address; each piece of a page serves one field."""
    pieces = [party_pieces(page, score) for page, score in zip(pages, scores, strict=True)]
    fields: dict[str, Found] = {}
    for name in (name for family in FAMILIES for name in fields_of(family)):
        rescue = RESCUE_SELLER if name.startswith("seller") else RESCUE_PROBABILITY
        for least in (None, rescue):
            spans = []
            for number, of_page in enumerate(pieces):
                own = [p for p in of_page if p.field == name and _serves(p, of_page, least)]
                spans += [_span(name, number, block) for block in blocks(own) if _is_possible(block, pages[number])]
            found = choose(name, spans, pages, habits)
            if found is not None:
                fields[name] = found
                break
    return fields
