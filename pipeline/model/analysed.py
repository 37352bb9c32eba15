"""What the analysis says of a steunpunt: coverage, hours and signals, and its figures for the umbrella."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, PlainSerializer

from pipeline.model.catalog import Groep
from pipeline.model.record import Number
from pipeline.model.steunpunt import Afspraak
from pipeline.model.uren import exceeds, known_sum, stored

Dekkingstatus = Literal["gedekt", "kwetsbaar", "op_papier", "ongedekt", "niet_gekozen"]
WEAKEST_FIRST: tuple[Dekkingstatus, ...] = ("ongedekt", "op_papier", "kwetsbaar", "gedekt", "niet_gekozen")
THIN: tuple[Dekkingstatus, ...] = ("op_papier", "kwetsbaar")  # somebody has it, but it may fall
BELOW_COVERED: tuple[Dekkingstatus, ...] = ("ongedekt", *THIN)  # what falls short, weakest first

Ernst = Literal["rood", "oranje", "info"]
HEAVIEST_FIRST: tuple[Ernst, ...] = ("rood", "oranje", "info")
TO_TALK_ABOUT: tuple[Ernst, ...] = ("rood", "oranje")  # info only says that something is not known

MENSEN = 3  # figures about persons are told where they rest on so many people or more (design.md 3.8)

Geldigheid = Literal["open", "aanvaard", "verlopen"]


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
    def in_scope(self) -> bool:
        """Whether the steunpunt has to cover it."""
        return self.status != "niet_gekozen"

    @property
    def uitvoerders(self) -> tuple[str, ...]:
        """Personeelsnummers of the holders."""
        return tuple(self.uren_per_persoon)

    @property
    def uren(self) -> float:
        """Sum of the known hours per week."""
        return known_sum(self.uren_per_persoon.values())

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
    def geldigheid(self) -> Geldigheid:
        """What its agreement does to it."""
        return validity(self.afspraak, self.verlopen)

    @property
    def aanvaard(self) -> bool:
        """Whether a valid agreement accepts it; otherwise it is open."""
        return self.geldigheid == "aanvaard"

    @property
    def geldige_afspraak(self) -> Afspraak | None:
        """The agreement that accepts it."""
        return self.afspraak if self.aanvaard else None

    @property
    def te_bespreken(self) -> bool:
        """Whether it asks for a conversation that nobody has had."""
        return not self.aanvaard and self.ernst in TO_TALK_ABOUT


def validity(afspraak: object | None, verlopen: bool) -> Geldigheid:
    """What an agreement does to a signal: nothing without one, and one that is over says that it did."""
    if afspraak is None:
        return "open"
    return "verlopen" if verlopen else "aanvaard"


class Omvang(NamedTuple):
    """Hours of one person against the contract, per week; contract None when unknown.

    wie: a few signs of the hash of the name, to tell two people with one number apart; "" where it was not kept.
    """

    personeelsnummer: str
    contract: Number | None
    bekend: Number
    taken: int
    zonder_uren: int
    wie: str = ""

    @property
    def boven_contract(self) -> bool:
        """Whether the known hours are above a known contract (O1 rood)."""
        return self.contract is not None and exceeds(self.bekend, self.contract)

    @property
    def ruimte(self) -> float | None:
        """Hours left under the contract, without noise; at most so many while there are tasks without hours.

        Below 0 when there are too many hours; None when the contract is unknown.
        """
        return None if self.contract is None else stored(self.contract - self.bekend)

    @property
    def vrij(self) -> float:
        """Hours left, 0 when there are none or the contract is unknown."""
        return max(self.ruimte or 0.0, 0.0)

    @property
    def over(self) -> float:
        """Hours beyond the contract, 0 when there are none or the contract is unknown."""
        return max(-(self.ruimte or 0.0), 0.0)

    @property
    def zeker_vrij(self) -> float:
        """Hours left for certain: none while hours are unknown, for nobody can say."""
        return 0.0 if self.zonder_uren else self.vrij


@dataclass(frozen=True, slots=True)
class Analyse:
    """What the reports of one steunpunt tell: coverage of every kerntaak, hours and signals per person."""

    dekking: tuple[Dekking, ...]
    omvang: tuple[Omvang, ...]
    signalen: tuple[Signaal, ...]


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


def _share(figures: tuple[Taakcijfer, ...]) -> tuple[Taakcijfer, ...]:
    return tuple(_shared_figure(*figure) for figure in figures)


@lru_cache(maxsize=4096, typed=True)  # read back, many figures of thousands of steunpunten are the same: one in memory
def _shared_figure(
    code: str, status: Dekkingstatus, mensen: int, uren: float, ruimte: float, ruimte_van: int
) -> Taakcijfer:
    return Taakcijfer(intern(code), status, mensen, uren, ruimte, ruimte_van)


@dataclass(frozen=True, slots=True)
class Leercijfer:
    """Development in the figures of a steunpunt, of one catalog: people with an accepted form that asks about it.

    behoeften: competency -> how many of them have it as nodig, and as mogelijk; none where nobody has.
    """

    catalogus: str
    mensen: int
    behoeften: Mapping[str, tuple[int, int]]


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
    kerntaken: Annotated[tuple[Taakcijfer, ...], AfterValidator(_share)]
    signalen: Mapping[Ernst, int]
    overbelast: int = 0
    contracturen: Number = 0.0
    contract_onbekend: int = 0
    uren: Number = 0.0
    niet_terug: int = 0
    zonder_uren: int = 0
    geteld_zonder_uren: int = 0
    opleiding: tuple[Leercijfer, ...] = ()

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


def weakest(counts: Mapping[Dekkingstatus, int]) -> Dekkingstatus | None:
    """The weakest status that occurs: a group is covered only when all its kerntaken are; None when there are none."""
    return next((status for status in WEAKEST_FIRST if counts.get(status)), None)
