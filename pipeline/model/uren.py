"""Hours per week as numbers: an unknown one is None and never 0, and sums of floats hold noise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

EPSILON = 1e-9  # 0.1 + 0.2 is not more than 0.3

Hours = TypeVar("Hours", float, float | None)


def exceeds(uren: float, grens: float) -> bool:
    """Whether it is more than a limit, by more than the noise of a sum."""
    return uren > grens + EPSILON


def known_sum(uren: Iterable[float | None]) -> float:
    """Sum of those that are known."""
    return sum(found for found in uren if found is not None)


def shown(uren: Hours) -> Hours:
    """As documents show it, to two decimals: a program shows 0.1 + 0.2 in full when a cell holds more."""
    return None if uren is None else round(uren, 2)


def stored(uren: float) -> float:
    """As it is kept to compare and to add up: without noise, and finer than it is shown."""
    return round(uren, 4)
