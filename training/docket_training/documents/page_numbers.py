"""Numbers of pages."""

import re

from docket_training.documents.words import Page

PAGE = re.compile(r"(seite|page|pagina|página|strona|blatt|folio|pag\.?|pág\.?|str\.):?", re.IGNORECASE)
BETWEEN = re.compile(r"von|of|de|di|van|z|/|sur|out", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,3}")
BOTH = re.compile(r"[0-9]{1,3}/[0-9]{1,3}")


def page_number_words(page: Page) -> set[int]:
    """The words of "page 1 of 3" and the like: a number of a page is no value."""
    texts = [word.text for word in page.words]

    def matches(index: int, pattern: re.Pattern) -> bool:
        return index < len(texts) and pattern.fullmatch(texts[index]) is not None

    found: set[int] = set()
    for index in range(len(texts)):
        if not matches(index, PAGE):
            continue
        if matches(index + 1, BOTH):
            length = 2
        elif not matches(index + 1, NUMBER):
            length = 0
        else:
            length = 4 if matches(index + 2, BETWEEN) and matches(index + 3, NUMBER) else 2
        found.update(range(index, index + length))
    return found
