"""A receipt whose total is rounded to what cash can pay: a case that both decoders must meet."""

HEIGHT = 10.0
LETTER = 5.0
O = {"O": 9.0}  # noqa: E741
NAME, NAME_ON = {"B-sellerName": 9.0}, {"I-sellerName": 9.0}

SAID: list[tuple[str, float, float, dict[str, float]]] = [
    # text, left, top, logits by label; labels not named are 0
    ("LEMBAH", 40, 20, NAME), ("KOPI", 80, 20, NAME_ON), ("(139386", 110, 20, NAME_ON), ("X)", 150, 20, NAME_ON),
    ("TOTAL", 40, 60, O), ("(EXCLUDING", 75, 60, O), ("GST)", 135, 60, O), ("62.00", 200, 60, {"B-totalNet": 9.0}),
    ("GST", 40, 74, O), ("3.72", 200, 74, {"B-totalTax": 9.0}),
    # the model takes the total before the rounding, and its sum closes
    ("TOTAL", 40, 88, O), ("65.72", 200, 88, {"B-totalGross": 9.0, "O": 6.0}),
    ("ROUNDING", 40, 102, O), ("-0.02", 200, 102, O),
    ("TOTAL", 40, 116, O), ("65.70", 200, 116, {"B-totalGross": 9.0, "O": 8.0}),
]  # fmt: skip


def rounding_page() -> tuple[dict, list[dict[str, float]]]:
    """The page of a words document, and logits by label of each word."""
    words = [{"text": text, "box": [float(x), float(y), x + LETTER * len(text), y + HEIGHT]} for text, x, y, _ in SAID]
    return {"width": 300.0, "height": 400.0, "words": words}, [dict(logits) for *_, logits in SAID]
