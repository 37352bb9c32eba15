"""How much room a text takes in a cell: Excel does not find that out by itself."""

from __future__ import annotations

import textwrap
from functools import lru_cache

SIZE = 11  # points: the letters for which widths of columns are counted
SMALL = 10  # and of texts in a table with codes, so that more rows are in sight
LINE_HEIGHT = 15.0  # points of a line of such letters
PADDING = 1.25  # points above and below the text together

CELL_MARGIN = 2.5  # column width that padding and indent take, and a little for other programs

TEXT_MAX = 32_767  # Excel's longest text; a longer one is a finding, and openpyxl would cut it silently
ROW_MAX = 409.0  # Excel's highest row, in points

_WIDTHS = {  # of letters in Calibri, in digits, the unit of column widths; 1 where not named
    char: width
    for width, chars in (
        (0.45, " '.,:;Iijlï’"),
        (0.6, "!()-J[]`f{}"),
        (0.7, "rt"),
        (0.8, '"/L\\cszç“”'),
        (0.9, "?FSZagkvxy|"),
        (1.1, "ABCRV"),
        (1.25, "&DGHNOQU"),
        (1.45, "%w"),
        (1.65, "m©"),
        (1.8, "@MW—"),
    )
    for char in chars
}
_SPACE = _WIDTHS[" "]


@lru_cache(maxsize=4096)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """The lines of a text in so many characters; its own line breaks stay."""
    return tuple(line for part in text.split("\n") for line in (textwrap.wrap(part, width) or [""]))


def height(text: str, breedte: float, size: float = SIZE) -> float:
    """Points that a wrapped text in letters of this size takes in a column of this width."""
    count = lines(text, max(breedte - CELL_MARGIN, 2.0) * SIZE / size)
    return round(count * LINE_HEIGHT * size / SIZE + PADDING, 2)


@lru_cache(maxsize=4096)
def lines(text: str, room: float) -> int:
    """Number of lines of a text in so many digits' width, broken at spaces as Excel does."""
    return sum(_part_lines(part.split(" "), room) for part in text.split("\n"))


@lru_cache(maxsize=16_384)  # people write the same words
def _word_width(word: str) -> float:
    return sum([_WIDTHS.get(char, 1.0) for char in word])


def _part_lines(words: list[str], room: float) -> int:
    widths = [*map(_word_width, words)]
    if sum(widths) + len(widths) * _SPACE < room:
        return 1
    count, used = 1, 0.0
    for width in widths:
        if used and used + width > room:
            count, used = count + 1, 0.0
        if width < room:
            used += width + _SPACE
        else:  # it goes on below
            count, used = count + int(width // room), used + (width % room + _SPACE)
    return count
