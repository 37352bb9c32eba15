"""What the analysis says of a steunpunt: coverage, hours and signals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

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


def weakest(counts: Mapping[Dekkingstatus, int]) -> Dekkingstatus | None:
    """The weakest status that occurs: a group is covered only when all its kerntaken are; None when there are none."""
    return next((status for status in WEAKEST_FIRST if counts.get(status)), None)
