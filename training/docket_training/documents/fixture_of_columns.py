"""Pages whose lines are decoded by their columns, not by the model alone: a case that both decoders must meet."""

HEIGHT = 10.0
LETTER = 5.0
O = {"O": 9.0}  # noqa: E741
D, ID, Q, P, T, R = (
    {f"B-line.{name}": 9.0} for name in ("description", "sellerItemId", "quantity", "unitPrice", "lineTotal", "taxRate")
)
IN = {"I-line.description": 9.0}
Said = tuple[str, float, float, dict[str, float]]

FIRST: list[Said] = [
    # text, left, top, logits by label; labels not named are 0
    ("Pos", 40, 102, O), ("Artikel-", 70, 96, O), ("Nr.", 70, 108, O), ("Bezeichnung", 140, 102, O),
    ("Menge", 270, 102, O), ("Einzel-", 330, 96, O), ("preis", 330, 108, O), ("MwSt", 390, 102, O),
    ("Gesamt", 450, 102, O),
    # a text that ends where the next column begins, and a line that goes on below an item number
    ("1", 40, 130, O), ("KR3M", 70, 130, IN), ("Kunstrasen", 140, 130, D), ("grün", 193, 130, IN), ("3", 285, 130, Q),
    ("4,00", 335, 130, P), ("19", 395, 130, R), ("12,00", 455, 130, T),
    ("4012345001235", 72, 142, O), ("breit", 140, 142, IN), ("Farbcode:", 140, 154, IN), ("7016", 200, 154, O),
    # a row without any word that the model takes for a description
    ("2", 40, 180, O), ("4-", 140, 180, O), ("1", 285, 180, Q), ("8,41", 335, 180, P), ("7", 395, 180, R),
    ("8,41", 455, 180, T), ("Fahrten", 140, 192, O), ("-Karte", 140, 204, O),
    # a text that is broken over lines before short words, with a total that the model takes for the tax
    ("3", 40, 230, O), ("Stadtfahrt", 140, 230, D), ("6,5", 285, 230, Q), ("2,00", 335, 230, P),
    ("2,47", 390, 230, T), ("13,00", 455, 230, {"O": 7.0, "B-line.lineTotal": 5.0}), ("-", 140, 242, O),
    ("2,00", 148, 242, O), ("Euro", 140, 254, O), ("je", 163, 254, O), ("gefahrene", 140, 266, O),
    ("Kilometer", 140, 278, O),
    # thousands that a space parts
    ("4", 40, 304, O), ("Gartenhaus", 140, 304, D), ("2", 285, 304, Q), ("1", 325, 304, P),
    ("500,00", 333, 304, {"I-line.unitPrice": 9.0}), ("3", 445, 304, O), ("000,00", 453, 304, O),
    # no item: an allowance
    ("Abschlag", 140, 330, D), ("Treuerabatt", 185, 330, IN), ("2,5", 285, 330, Q), ("850,00", 335, 330, P),
    ("-21,25", 450, 330, T),
]  # fmt: skip
SECOND: list[Said] = [
    # the table goes on without its headings, and each row has a text of its own although the model sees one
    ("5", 40, 40, O), ("Toolbox", 70, 40, D), ("Hammer", 140, 40, D), ("1", 285, 40, Q), ("9,00", 335, 40, P),
    ("9,00", 455, 40, T), ("6", 40, 54, O), ("Nagel", 140, 54, IN), ("2", 285, 54, Q), ("5,00", 335, 54, P),
    ("10,00", 455, 54, T),
    # what names an item number, and when it was delivered, is no description
    ("7", 40, 80, O), ("Zange", 140, 80, D), ("2", 285, 80, Q), ("7,00", 335, 80, P), ("14,00", 455, 80, T),
    ("Best.-Nr.", 140, 92, IN), ("Z-9", 190, 92, ID), ("01.02.2024", 140, 104, IN),
]  # fmt: skip
THIRD: list[Said] = [
    # without totals a quantity and a price make an item, a price or a quantity alone does not
    ("Zement", 140, 40, D), ("3", 285, 40, Q), ("4,00", 335, 40, P),
    ("Sand", 140, 80, D), ("5,00", 335, 80, P), ("Kies", 140, 120, D), ("2", 285, 120, Q),
]  # fmt: skip
FOURTH: list[Said] = [
    # what the model is sure is no description does not end one; item numbers below their rows, nearer to the next
    ("Hobel", 140, 40, D), ("–", 175, 40, O), ("Neuheit", 185, 40, O), ("1", 285, 40, Q), ("9,00", 335, 40, P),
    ("9,00", 455, 40, T), ("H-1", 70, 60, ID),
    ("Leim", 140, 74, D), ("2", 285, 74, Q), ("3,00", 335, 74, P), ("6,00", 455, 74, T), ("L-2", 70, 94, ID),
]  # fmt: skip


def _page(said: list[Said]) -> tuple[dict, list[dict[str, float]]]:
    words = [{"text": text, "box": [float(x), float(y), x + LETTER * len(text), y + HEIGHT]} for text, x, y, _ in said]
    return {"width": 595.0, "height": 842.0, "words": words}, [dict(logits) for *_, logits in said]


def columns_pages() -> tuple[list[dict], list[list[dict[str, float]]]]:
    """Pages of a words document, and logits by label of each word."""
    pages = [_page(said) for said in (FIRST, SECOND, THIRD, FOURTH)]
    return [page for page, _ in pages], [logits for _, logits in pages]
