"""Facts of a source as text tables, and what they are held against."""

from __future__ import annotations

from pipeline.model.catalog import Zin


def rows(table: str) -> list[list[str]]:
    """The cells of a text table, row by row."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def line_numbers(ranges: str) -> list[int]:
    """The numbers of "299 301-303": 299, 301, 302, 303."""
    parts = [part.partition("-") for part in ranges.split()]
    return [number for first, _, last in parts for number in range(int(first), int(last or first) + 1)]


def lines_of(zinnen: tuple[Zin, ...]) -> list[int | None]:
    """The line in the source of each sentence."""
    return [zin.regel for zin in zinnen]
