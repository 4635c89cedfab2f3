"""Dates of periods."""

import re

from docket_training.documents.words import Page

DATE = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}[,;.]?")
TO = re.compile(r"bis|to|until|through|au|a|al|tot|t/m|do|até|-|–|—", re.IGNORECASE)


def period_words(page: Page) -> set[int]:
    """The words of the dates in "1.10.2018 to 31.10.2018": a period is no day on which something is due."""
    texts = [word.text for word in page.words]
    found: set[int] = set()
    for index in range(len(texts) - 2):
        if DATE.fullmatch(texts[index]) and TO.fullmatch(texts[index + 1]) and DATE.fullmatch(texts[index + 2]):
            found.update((index, index + 2))
    return found
