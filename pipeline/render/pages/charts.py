"""Where the shapes of the charts go: figures become rounded coordinates, which templates/grafiek.html.j2 draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.analysis.counts import MOST_PERIODS, Aantallen
from pipeline.model.analysed import BELOW_COVERED, WEAKEST_FIRST, Dekkingstatus

KOLOM_HOOGTE = 160  # pixels of the highest column of a trend
DIGIT = 2.3  # percentage of the width of a picture on a phone that one digit takes
LINE = 15  # pixels that a line of text takes


@dataclass(frozen=True, slots=True)
class Balk:
    """A bar of hours against contract: places and widths as percentages of the picture."""

    binnen: float
    teveel: float
    contract: float | None


@dataclass(frozen=True, slots=True)
class Stapeldeel:
    """A part of a stack: its status, number, where it begins and how long it is, and whether its number fits in it."""

    status: Dekkingstatus
    aantal: int
    begin: float
    lengte: float
    past: bool


@dataclass(frozen=True, slots=True)
class Stapel:
    """Numbers by status as one bar (percentages from the left) or column (pixels from the top)."""

    naam: str
    aantallen: Aantallen
    delen: tuple[Stapeldeel, ...]


@dataclass(frozen=True, slots=True)
class Verloop:
    """Columns side by side, oldest first: each begins at its place, all as wide; percentages of the picture."""

    stapels: tuple[Stapel, ...]
    plaatsen: tuple[float, ...]
    breedte: float


def hour_bars(uren: Sequence[tuple[float, float | None]]) -> tuple[Balk, ...]:
    """Bars of known hours and contract hours (None: unknown) on one scale: the longest fills the picture."""
    longest = max((max(bekend, contract or 0) for bekend, contract in uren), default=0) or 1
    return tuple(_hour_bar(bekend, contract, 100 / longest) for bekend, contract in uren)


def _hour_bar(bekend: float, contract: float | None, percent: float) -> Balk:
    over = 0 if contract is None else max(bekend - contract, 0)
    place = None if contract is None else round(contract * percent, 2)
    return Balk(round((bekend - over) * percent, 2), round(over * percent, 2), place)


def stacked_bars(verdeling: Sequence[tuple[str, Aantallen]]) -> tuple[Stapel, ...]:
    """One bar per name on one scale, the name with most of the weakest status first; the longest fills the picture."""
    longest = max((sum(aantallen.values()) for _, aantallen in verdeling), default=0) or 1
    ordered = sorted(verdeling, key=lambda found: [-found[1].get(status, 0) for status in BELOW_COVERED])
    return tuple(Stapel(naam, aantallen, _parts(aantallen, 100 / longest)) for naam, aantallen in ordered)


def _parts(aantallen: Aantallen, scale: float) -> tuple[Stapeldeel, ...]:
    """The parts of a bar that lies, from the left; a status that does not occur has none."""
    parts: list[Stapeldeel] = []
    begin = 0
    for status in WEAKEST_FIRST:
        if aantal := aantallen.get(status, 0):
            lengte = round(aantal * scale, 2)
            parts.append(
                Stapeldeel(status, aantal, round(begin * scale, 2), lengte, lengte >= DIGIT * (len(str(aantal)) + 1))
            )
            begin += aantal
    return tuple(parts)


def stacked_columns(trend: Sequence[tuple[str, Aantallen]]) -> Verloop:
    """One column for each of the last MOST_PERIODS periods, the weakest status on top; the oldest comes first."""
    last = trend[-MOST_PERIODS:]
    highest = max((sum(aantallen.values()) for _, aantallen in last), default=0) or 1
    room = 100 / max(len(last), 6)  # a few columns stay columns
    breedte = round(room * 0.72, 2)
    widest = max((len(str(aantal)) for _, aantallen in last for aantal in aantallen.values()), default=0)
    fits = widest * DIGIT <= breedte  # numbers in all columns or in none
    scale = KOLOM_HOOGTE / highest
    stapels = tuple(Stapel(periode, aantallen, _column(aantallen, scale, fits)) for periode, aantallen in last)
    return Verloop(stapels, tuple(round(place * room, 2) for place in range(len(last))), breedte)


def _column(aantallen: Aantallen, scale: float, fits: bool) -> tuple[Stapeldeel, ...]:
    """The parts of a column that stands on the ground of the picture, from the top."""
    top = KOLOM_HOOGTE - sum(aantallen.values()) * scale
    return tuple(
        replace(deel, begin=round(top + deel.begin, 2), past=fits and deel.lengte >= LINE)
        for deel in _parts(aantallen, scale)
    )


def present_statuses(stapels: Sequence[Stapel]) -> tuple[Dekkingstatus, ...]:
    """The statuses that occur anywhere, weakest first: what a legend explains and a table has columns for."""
    return tuple(status for status in WEAKEST_FIRST if any(stapel.aantallen.get(status) for stapel in stapels))
