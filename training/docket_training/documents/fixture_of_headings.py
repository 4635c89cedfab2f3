"""A page that is decoded by its headings: a case that both decoders must meet."""

WORDS: list[tuple[str, float, float, float, dict[str, float]]] = [
    # text, left, top, width, logits by label; labels not named are 0
    ("Muster", 50, 40, 40, {"B-buyerName": 9}), ("AG", 93, 40, 14, {"I-buyerName": 9}),
    ("Hauptstr.", 50, 54, 45, {"B-buyerAddress": 9}), ("7", 98, 54, 6, {"I-buyerAddress": 9}),
    ("88802", 50, 80, 30, {"I-buyerAddress": 5, "B-line.sellerItemId": 5.2}),
    ("Stadt", 83, 80, 25, {"I-buyerAddress": 5, "O": 5.5}), ("Leistung", 50, 100, 40, {"O": 9}),
    ("01.10.2024", 95, 100, 50, {"B-deliveryDate": 8}), ("bis", 148, 100, 14, {"O": 9}),
    ("31.10.2024", 165, 100, 50, {"B-dueDate": 9}), ("fällig", 50, 114, 28, {"O": 9}),
    ("30.11.2024", 95, 114, 50, {"B-dueDate": 7}), ("Bestell-Nr.:", 50, 128, 60, {"O": 9}),
    ("PO-77", 130, 128, 30, {"O": 7, "B-orderReference": 4.5}),
    ("Pos.", 50, 150, 18, {"O": 9}),
    ("Art.-Nr.", 80, 150, 34, {"O": 9}), ("Bezeichnung", 130, 150, 58, {"O": 9}), ("Preis", 260, 150, 24, {"O": 9}),
    ("Menge", 330, 150, 30, {"O": 9}), ("USt.", 390, 150, 20, {"O": 9}), ("Gesamt", 450, 150, 36, {"O": 9}),
    ("1", 50, 170, 6, {"O": 6, "B-line.quantity": 5}),
    ("K-12", 80, 170, 24, {"I-line.description": 6, "B-line.sellerItemId": 4}),
    ("Kunstrasen", 130, 170, 115, {"B-line.description": 9}),
    ("3,00", 262, 170, 22, {"B-line.quantity": 7, "B-line.unitPrice": 5.5}),
    ("400", 340, 170, 18, {"B-line.unitPrice": 7, "B-line.quantity": 5}), ("19", 392, 170, 12, {"B-line.taxRate": 8}),
    ("1.200,00", 444, 170, 40, {"B-line.lineTotal": 9}), ("grün", 130, 184, 24, {"O": 9}),
    ("3m", 157, 184, 14, {"O": 9}), ("2", 50, 200, 6, {"O": 6, "B-line.quantity": 5}),
    ("K-13", 80, 200, 24, {"B-line.sellerItemId": 7}), ("Pfand", 130, 200, 30, {"B-line.description": 9}),
    ("0,25", 262, 200, 22, {"B-line.unitPrice": 7}), ("8", 348, 200, 6, {"B-line.quantity": 7}),
    ("7", 396, 200, 6, {"B-line.taxRate": 8}), ("2,00", 462, 200, 22, {"B-line.lineTotal": 9}),
    ("je", 130, 214, 10, {"O": 9}), ("Flasche", 143, 214, 34, {"O": 9}), ("Abschlag", 262, 240, 40, {"O": 9}),
    ("10", 345, 240, 12, {"B-line.unitPrice": 7}), ("-1,00", 460, 240, 24, {"B-line.lineTotal": 8}),
    ("BIC", 50, 280, 16, {"O": 9}), ("COBADEFFXXX", 70, 280, 66, {"O": 7, "B-bic": 4.5}),
    ("Seite", 430, 800, 24, {"O": 6, "B-line.description": 5.5}), ("1", 457, 800, 6, {"B-line.quantity": 6}),
    ("von", 466, 800, 16, {"O": 9}), ("3", 485, 800, 6, {"B-line.lineTotal": 6}),
]  # fmt: skip
HEIGHT = 10.0


def headings_page() -> tuple[dict, list[dict[str, float]]]:
    """A page of a words document, and logits by label of each word."""
    words = [{"text": t, "box": [float(x), float(y), float(x + width), y + HEIGHT]} for t, x, y, width, _ in WORDS]
    return {"width": 595.0, "height": 842.0, "words": words}, [dict(logits) for *_, logits in WORDS]
