"""The figures of a steunpunt for the umbrella: nothing of a person, and small: those of very many are in memory."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import copysign
from sys import intern
from typing import Annotated, Any, NamedTuple, cast, overload

from pydantic import PlainSerializer

from pipeline.model.analysed import WEAKEST_FIRST, Dekkingstatus, Ernst
from pipeline.model.catalog import Groep
from pipeline.model.record import Number

FINE = 10_000  # parts of an hour: as fine as hours are stored
_PLACES = {status: place for place, status in enumerate(WEAKEST_FIRST)}


class Taakcijfer(NamedTuple):
    """One kerntaak in the figures of a steunpunt: its holders, the sum of their known hours, the hours they have left.

    ruimte: hours per week under contract that the holders have left together, over those of whom contract and all
    hours are known; ruimte_van: how many of them have any.
    """

    kerntaak: str
    status: Dekkingstatus
    mensen: int
    uren: Number
    ruimte: Number
    ruimte_van: int = 0


class Taakcijfers(Sequence[Taakcijfer]):
    """Every kerntaak in catalog order, in a fifth of the memory that so many records take.

    Codes are those of a catalog, which most have alike; statuses are a byte each, and the numbers one text of bytes.
    """

    __slots__ = ("_codes", "_getallen", "_statussen")

    def __init__(self, cijfers: Iterable[Taakcijfer] = ()) -> None:
        """Keep these figures."""
        codes, statussen, *getallen = [*zip(*cijfers, strict=True)] or [()] * len(Taakcijfer._fields)
        self._codes = _same_codes(codes)
        self._statussen = bytes(_PLACES[status] for status in statussen)
        self._getallen = marshal.dumps([_small(column) for column in getallen])

    def __reduce__(self) -> tuple[Any, ...]:
        """For a pickle."""
        return Taakcijfers, ([*self],)

    def __repr__(self) -> str:
        """The figures as they are."""
        return repr([*self])

    def __len__(self) -> int:
        """Number of kerntaken."""
        return len(self._codes)

    @overload
    def __getitem__(self, place: int) -> Taakcijfer: ...
    @overload
    def __getitem__(self, place: slice) -> list[Taakcijfer]: ...
    def __getitem__(self, place: int | slice) -> Taakcijfer | list[Taakcijfer]:
        """The figures of one kerntaak, or of some."""
        return [*self][place]

    def __iter__(self) -> Iterator[Taakcijfer]:
        """The figures of each kerntaak."""
        statussen = (WEAKEST_FIRST[place] for place in self._statussen)
        columns = marshal.loads(self._getallen)  # noqa: S302  # our own bytes
        return map(Taakcijfer, self._codes, statussen, *map(_numbers, columns))

    def __eq__(self, other: object) -> bool:
        """Whether the figures are the same, however they are kept."""
        return isinstance(other, Sequence) and [*self] == [*other]

    def __hash__(self) -> int:
        """Equal figures, equal hashes."""
        return hash((self._codes, self._statussen))

    @property
    def statussen(self) -> Iterator[tuple[str, Dekkingstatus]]:
        """Code and status of each kerntaak."""
        return zip(self._codes, (WEAKEST_FIRST[place] for place in self._statussen), strict=True)


def _keep(record: object, **values: object) -> None:
    """Set fields of a record that is being made."""
    for name, value in values.items():
        object.__setattr__(record, name, value)


@lru_cache(maxsize=64)
def _same_codes(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(intern, codes))


_Column = bytes | tuple[bytes] | tuple[Number, ...]  # a byte each, four bytes each, or as they are


def _small(column: tuple[Number, ...]) -> _Column:
    """Numbers in little room, to come back just as they were: most are counts of people, or hours to four decimals."""
    if all(type(number) is int and 0 <= number < 256 for number in column):
        return bytes(cast(tuple[int, ...], column))
    if all(type(number) is float and copysign(1, number) > 0 and number < 100_000 for number in column):
        fine = array("I", (round(number * FINE) for number in column))
        if all(number == count / FINE for number, count in zip(column, fine, strict=True)):
            return (fine.tobytes(),)
    return column


def _numbers(column: _Column) -> Iterable[Number]:
    if isinstance(column, tuple) and column and isinstance(column[0], bytes):
        return (count / FINE for count in array("I", column[0]))
    return cast(Iterable[Number], column)


@lru_cache(maxsize=1024)
def _groups(codes: frozenset[str]) -> frozenset[str]:
    return codes


@lru_cache(maxsize=4096)
def _signals(aantallen: tuple[tuple[Ernst, int], ...]) -> Mapping[Ernst, int]:
    return dict(aantallen)


@lru_cache(maxsize=4096)
def _pair(nodig: int, mogelijk: int) -> tuple[int, int]:
    return nodig, mogelijk


def _as_lists(cijfers: Sequence[Taakcijfer]) -> list[list[Any]]:
    """As they stand in steunpunt.json."""
    return [[*cijfer] for cijfer in cijfers]


@dataclass(frozen=True, slots=True)
class Leercijfer:
    """Development in the figures of a steunpunt, of one catalog: people with an accepted form that asks about it.

    behoeften: competency -> how many of them have it as nodig, and as mogelijk; none where nobody has.
    """

    catalogus: str
    mensen: int
    behoeften: Mapping[str, tuple[int, int]]

    def __post_init__(self) -> None:
        same = {intern(code): _pair(*counts) for code, counts in self.behoeften.items()}
        _keep(self, behoeften=same)


@dataclass(frozen=True, slots=True)
class Samenvatting:
    """What the umbrella sees of one steunpunt: figures only, no names and no personeelsnummers.

    afgekeurd counts unreadable forms too; uitgevoerd: the groups it performs; kerntaken: every kerntaak in catalog
    order, none when the team workbook is not readable; signalen: number of signals not accepted, by severity;
    overbelast: people with an accepted form and a red or orange signal among these; contracturen: sum of the known
    contracts of the team; uren: sum of the known hours of the accepted forms; niet_terug: forms that nobody touched;
    zonder_uren: people whose form asks no hours, geteld_zonder_uren: those whose form is accepted; opleiding: by
    catalog.
    """

    map: str
    naam: str
    gemeente: str
    koepel: str
    leesbaar: bool
    medewerkers: int
    goedgekeurd: int
    afgekeurd: int
    ontbrekend: int
    uitgevoerd: Annotated[frozenset[str], PlainSerializer(sorted)]
    kerntaken: Annotated[Sequence[Taakcijfer], PlainSerializer(_as_lists)]
    signalen: Mapping[Ernst, int]
    overbelast: int = 0
    contracturen: Number = 0.0
    contract_onbekend: int = 0
    uren: Number = 0.0
    niet_terug: int = 0
    zonder_uren: int = 0
    geteld_zonder_uren: int = 0
    opleiding: tuple[Leercijfer, ...] = ()

    def __post_init__(self) -> None:
        """Share what is the same in many: an umbrella keeps those of tens of thousands of steunpunten in memory."""
        _keep(
            self,
            kerntaken=kept if isinstance(kept := self.kerntaken, Taakcijfers) else Taakcijfers(kept),
            uitgevoerd=_groups(self.uitgevoerd),
            signalen=_signals(tuple(self.signalen.items())),
            koepel=intern(self.koepel),
        )

    @property
    def statussen(self) -> Iterator[tuple[str, Dekkingstatus]]:
        """Code and status of each kerntaak: ten times as quick as all figures."""
        return cast(Taakcijfers, self.kerntaken).statussen

    @property
    def met_uren(self) -> int:
        """Number of accepted forms that ask hours."""
        return self.goedgekeurd - self.geteld_zonder_uren

    @property
    def bekende_contracten(self) -> int:
        """Number of people whose contract is in the sum."""
        return self.medewerkers - self.zonder_uren - self.contract_onbekend

    @property
    def niet_binnen(self) -> int:
        """Number of forms that are missing, not back or rejected."""
        return self.afgekeurd + self.ontbrekend + self.niet_terug

    def voert_uit(self, groep: Groep) -> bool:
        """Whether the steunpunt performs a group."""
        return groep.performed(self.uitgevoerd)
