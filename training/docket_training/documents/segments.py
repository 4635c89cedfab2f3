"""Visual segments of a page: words of one line with no wide gap between them."""

from docket_training.documents.words import Page, same_line

WIDE_GAP = 0.8
"""In mean heights of the two words: spaces between words are narrower, gaps between columns wider."""
OVERLAP = 0.5
"""A word may begin this many heights before its left neighbour ends: boxes of a scan overlap."""


def segments_of(page: Page) -> list[list[int]]:
    """Word indices of each segment from left to right; a word that ends with a colon ends its segment.

    By geometry alone, whatever the order of the words. Segments in the order of their leftmost words' indices.
    """
    done: list[list[int]] = []
    open_: list[list[int]] = []
    for index in sorted(range(len(page.words)), key=lambda i: page.words[i].box[0]):
        word = page.words[index]
        best, least = None, float("inf")
        for segment in open_:
            last = page.words[segment[-1]]
            height = (word.height + last.height) / 2
            gap = word.box[0] - last.box[2]
            if -OVERLAP * height <= gap <= WIDE_GAP * height and same_line(last, word):
                distance = abs(gap) + abs(word.middle - last.middle)
                if distance < least:
                    best, least = segment, distance
        if best is None:
            best = []
            open_.append(best)
        best.append(index)
        if word.text.endswith(":"):
            open_ = [segment for segment in open_ if segment is not best]
            done.append(best)
    return sorted([*done, *open_], key=lambda segment: segment[0])
