"""Who is not back yet: what became of the form of each team member, by leidinggevende (design.md 2.4)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pipeline.base.names import folded, plain_name
from pipeline.definitions.report_words import load_wording
from pipeline.model.judged import Beoordeeld, Formulierstatus, Oordeel, form_status
from pipeline.model.personeelsnummer import whose_name
from pipeline.model.returned import Terugstand
from pipeline.model.steunpunt import Medewerker

_STANDEN: dict[Formulierstatus, Terugstand] = {
    "ontbreekt": "ontbreekt",
    "niet_terug": "uitgedeeld",
    "elders": "terug",
    "afgekeurd": "te_verbeteren",
    "onleesbaar": "te_verbeteren",
    "goedgekeurd": "gereed",
}


@dataclass(frozen=True, slots=True)
class Teruglid:
    """A team member with the forms that count for what became of them: the rejected ones of who has to correct one.

    status: what a run makes of it; stand: what it is to who hands out and waits.
    """

    medewerker: Medewerker
    status: Formulierstatus
    oordelen: tuple[Oordeel, ...]

    @property
    def stand(self) -> Terugstand:
        """Handed out, back, to be corrected or ready."""
        return _STANDEN[self.status]


@dataclass(frozen=True, slots=True)
class Leiding:
    """A leidinggevende of one steunpunt with those that are led, in the order of the team; naam "": nobody is named."""

    naam: str
    leden: tuple[Teruglid, ...]

    def met(self, *standen: Terugstand) -> list[Teruglid]:
        """Those whose form stands so."""
        return [lid for lid in self.leden if lid.stand in standen]

    def nummers_per_stand(self) -> dict[Terugstand, tuple[str, ...]]:
        """personeelsnummers by how their form stands."""
        found: defaultdict[Terugstand, list[str]] = defaultdict(list)
        for lid in self.leden:
            found[lid.stand].append(lid.medewerker.personeelsnummer)
        return {stand: tuple(nummers) for stand, nummers in found.items()}


def follow_returns(beoordeeld: Beoordeeld) -> tuple[Leiding, ...]:
    """What became of every form, by leidinggevende: by name, who has none last.

    One leidinggevende may be spelled with other capitals or spaces; the first spelling stands.
    """
    groups: defaultdict[str, list[Teruglid]] = defaultdict(list)
    for medewerker in beoordeeld.steunpunt.team:
        groups[folded(_leidinggevende(medewerker))].append(_follow(beoordeeld, medewerker))
    ordered = sorted(groups, key=lambda key: (not key, key))
    return tuple(Leiding(_leidinggevende(groups[key][0].medewerker), tuple(groups[key])) for key in ordered)


def _leidinggevende(medewerker: Medewerker) -> str:
    """The name in the team workbook, "" for none, also where somebody wrote that in words."""
    naam = plain_name(medewerker.leidinggevende)
    return "" if folded(naam) == load_wording().zonder_leidinggevende else naam


def _follow(beoordeeld: Beoordeeld, medewerker: Medewerker) -> Teruglid:
    nummer, nummers = medewerker.personeelsnummer, beoordeeld.steunpunt.nummers
    own = [o for o in beoordeeld.oordelen if not o.te_verplaatsen and _owner(o, nummers) == nummer]
    status = form_status(beoordeeld, nummer)
    if status == "ontbreekt" and own:  # a file that cannot be read says only by its name whose it is
        status = "onleesbaar"
    return Teruglid(medewerker, status, tuple(oordeel for oordeel in own if oordeel.status == status))


def _owner(oordeel: Oordeel, nummers: frozenset[str]) -> str:
    return oordeel.personeelsnummer or whose_name(oordeel.werkmap.bestand, nummers)
