"""What the heading of a table column says of its values, by the patterns of `models/decode/heading-words.ts`."""

import re
import unicodedata
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[3] / "models" / "decode" / "heading-words.ts"
KEPT = "%#€$£"


def patterns_of(source: Path, table: str) -> list[tuple[str, re.Pattern]]:
    """The names and patterns of a table that a TypeScript file declares."""
    block = re.search(rf"const {table}.*?= \[(.*?)\n\];", source.read_text(encoding="utf8"), re.DOTALL)
    rows = re.findall(r"'(\w+)',\s*/(\^.*\$)/,?\s*\]", block.group(1)) if block else []
    if not rows:
        raise ValueError(f"{source}: no table {table}; its names and patterns must be declared there")
    return [(name, re.compile(pattern)) for name, pattern in rows]


@cache
def headings() -> list[tuple[str, re.Pattern]]:
    """Kinds with their patterns; the first that matches a whole heading decides."""
    return patterns_of(SOURCE, "HEADINGS")


def plain_heading(text: str) -> str:
    """Lower case, without marks; what is no letter, digit or sign becomes a space."""
    letters = [c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M")]
    lower = "".join(letters).replace("ł", "l").lower()
    return " ".join("".join(c if c.isalnum() or c in KEPT else " " for c in lower).split())


def heading_kind(text: str) -> str | None:
    """The kind of a heading, words joined by spaces."""
    plain = plain_heading(text)
    return next((kind for kind, pattern in headings() if pattern.match(plain)), None)
