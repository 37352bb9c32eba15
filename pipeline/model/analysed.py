"""What the analysis says of a steunpunt: coverage, hours and signals, and its figures for the umbrella."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, PlainSerializer

from pipeline.model.record import Number
from pipeline.model.steunpunt import Afspraak

Dekkingstatus = Literal["gedekt", "kwetsbaar", "op_papier", "ongedekt", "niet_gekozen"]

Ernst = Literal["rood", "oranje", "info"]


@dataclass(frozen=True, slots=True)
class Dekking:
    """Who carries a kerntaak (design.md 3.4).

    uren_per_persoon: holder -> hours per week (None: unknown), in the order of the team; uren: sum of the known
    hours; behoefte: needed hours, None when not given; voorbehoud: numbers whose missing form could change status.
    """

    kerntaak: str
    basisfunctie: str | None
    status: Dekkingstatus
    uren_per_persoon: Mapping[str, float | None]
    behoefte: float | None = None
    boven_contract: tuple[str, ...] = ()
    voorbehoud: tuple[str, ...] = ()

    @property
    def uitvoerders(self) -> tuple[str, ...]:
        """Personeelsnummers of the holders."""
        return tuple(self.uren_per_persoon)

    @property
    def uren(self) -> float:
        """Sum of the known hours per week."""
        return sum(uren for uren in self.uren_per_persoon.values() if uren is not None)

    @property
    def uren_onbekend(self) -> int:
        """Number of holders whose hours are unknown."""
        return sum(uren is None for uren in self.uren_per_persoon.values())


@dataclass(frozen=True, slots=True)
class Signaal:
    """A sign of overload (design.md 3.5). afspraak: the agreement that covers it, valid or expired (`verlopen`)."""

    personeelsnummer: str
    code: str
    ernst: Ernst
    values: Mapping[str, str] = field(default_factory=dict)
    afspraak: Afspraak | None = None
    verlopen: bool = False

    @property
    def aanvaard(self) -> bool:
        """Whether a valid agreement accepts this signal."""
        return self.afspraak is not None and not self.verlopen


class Omvang(NamedTuple):
    """Hours of one person against the contract, per week; contract None when unknown."""

    personeelsnummer: str
    contract: Number | None
    bekend: Number
    taken: int
    zonder_uren: int


@dataclass(frozen=True, slots=True)
class Analyse:
    """What the reports of one steunpunt tell: coverage of every kerntaak, hours and signals per person."""

    dekking: tuple[Dekking, ...]
    omvang: tuple[Omvang, ...]
    signalen: tuple[Signaal, ...]


class Taakcijfer(NamedTuple):
    """One kerntaak in the figures of a steunpunt: its holders, the sum of their known hours, the hours they have left.

    ruimte: hours per week under contract that the holders have left together, over those of whom contract and all
    hours are known.
    """

    kerntaak: str
    status: Dekkingstatus
    mensen: int
    uren: Number
    ruimte: Number


def _share(figures: tuple[Taakcijfer, ...]) -> tuple[Taakcijfer, ...]:
    return tuple(_shared_figure(*figure) for figure in figures)


@lru_cache(maxsize=4096, typed=True)  # read back, many figures of thousands of steunpunten are the same: one in memory
def _shared_figure(code: str, status: Dekkingstatus, mensen: int, uren: float, ruimte: float) -> Taakcijfer:
    return Taakcijfer(intern(code), status, mensen, uren, ruimte)


@dataclass(frozen=True, slots=True)
class Samenvatting:
    """What the umbrella sees of one steunpunt: figures only, no names and no personeelsnummers.

    afgekeurd counts unreadable forms too; uitgevoerd: the groups it performs; kerntaken: every kerntaak in catalog
    order, none when the team workbook is not readable; signalen: number of signals not accepted, by severity;
    overbelast: people with an accepted form and a red or orange signal among these; contracturen: sum of the known
    contracts of the team; uren: sum of the known hours of the accepted forms.
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
    kerntaken: Annotated[tuple[Taakcijfer, ...], AfterValidator(_share)]
    signalen: Mapping[Ernst, int]
    overbelast: int = 0
    contracturen: Number = 0.0
    contract_onbekend: int = 0
    uren: Number = 0.0


EPSILON = 1e-9  # sums of hours are floats: 0.1 + 0.2 is not more than 0.3


WEAKEST_FIRST: tuple[Dekkingstatus, ...] = ("ongedekt", "op_papier", "kwetsbaar", "gedekt", "niet_gekozen")


def weakest(counts: Mapping[Dekkingstatus, int]) -> Dekkingstatus | None:
    """The weakest status that occurs: a group is covered only when all its kerntaken are; None when there are none."""
    return next((status for status in WEAKEST_FIRST if counts.get(status)), None)
