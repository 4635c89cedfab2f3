"""The characters that the recognition model keeps: what European invoices and receipts are printed with."""

_RANGES = [
    (0x20, 0x7E),  # Basic Latin
    (0xA1, 0xAC),  # Latin-1: signs
    (0xAE, 0xFF),  # Latin-1: signs and letters, without the soft hyphen
    (0x100, 0x17F),  # Latin Extended-A
    (0x218, 0x21B),  # Romanian S and T with comma below
    (0x2010, 0x2027),  # dashes, quotation marks, daggers, bullets, ellipsis
    (0x2030, 0x203A),  # per mille, primes, angle quotation marks
    (0x20A0, 0x20CF),  # currency signs
    (0x2190, 0x2193),  # arrows
]
_SINGLES = "ƒƠơƯưẠồ℃℉№℗℠™Ω∙√≈≠≤≥−∕■□▪▫●○◆◇►▶◀▲▼★☆☎☐☑☒✂✓✔✕✖✗✘"


def is_kept(character: str) -> bool:
    """Whether one character of the model's dictionary stays."""
    return character in _SINGLES or any(first <= ord(character) <= last for first, last in _RANGES)
