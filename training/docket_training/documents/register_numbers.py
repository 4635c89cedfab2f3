"""Numbers in a register of companies behind a name, as in "(139386-X)", "(CO. REG : 704427-T)" or "822737-X"."""

import re

_BEHIND = re.compile(
    r"\s*(?:\(\s*(?:co\.?\s*)?(?:reg\.?\s*)?(?:no\.?\s*)?:?\s*(?:[0-9]{4,7}\s?-?\s?[a-z]|[0-9]{5,12})\s*\)"
    r"|(?<=\s)[0-9]{4,7}\s?-\s?[a-z])$",
    re.IGNORECASE,
)


def without_register_number(name: str) -> str:
    """The name without a register number behind it."""
    shorter = _BEHIND.sub("", name)
    return shorter if re.search(r"[^\W\d_]", shorter) else name
