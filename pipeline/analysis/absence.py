"""What happens while somebody is away: which kerntaken that leaves without people or hours, and who could stand in.

Nothing here says that a stand-in masters the task: a competency that was chosen is one that the function needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.analysis.coverage import on_paper
from pipeline.model.analysed import Analyse, Dekking, Omvang
from pipeline.model.catalog import Catalog, Groep
from pipeline.model.judged import Antwoorden, Beoordeeld
from pipeline.model.uren import known_sum, shown

Gevolg = Literal["niemand", "geen_uren", "te_weinig"]


@dataclass(frozen=True, slots=True)
class Invaller:
    """A colleague with room, for one kerntaak, and why this one.

    ruimte: hours per week left under the contract, at most that while `zonder_uren` of the own tasks have no hours;
    doet_al: holds the kerntaak already; taken: chosen kerntaken of its group; competenties: how many of the
    `gevraagd` competenties that are linked to the group the own form chose.
    """

    personeelsnummer: str
    ruimte: float
    zonder_uren: int
    doet_al: bool
    taken: int
    competenties: int
    gevraagd: int


@dataclass(frozen=True, slots=True)
class Uitval:
    """A kerntaak that somebody's absence leaves without people, without hours, or with fewer hours than needed.

    uren: hours per week that the absent one spends on it (None: unknown); over: hours of those who remain;
    al_op_papier: it had no or too few hours before; invaller: None when nobody has room.
    """

    kerntaak: str
    gevolg: Gevolg
    uren: float | None
    over: float
    behoefte: float | None
    al_op_papier: bool
    invaller: Invaller | None


@dataclass(frozen=True, slots=True)
class Afwezigheid:
    """What the absence of one employee does.

    uren: known hours per week that fall free; zonder_uren: number of own tasks without known hours; uitval in catalog
    order; onzeker: kerntaken of which those who remain have unknown hours, which may be enough or not.
    """

    personeelsnummer: str
    uren: float
    zonder_uren: int
    uitval: tuple[Uitval, ...]
    onzeker: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Collega:
    """Somebody with hours left, with the number of chosen kerntaken and of chosen competenties per group."""

    omvang: Omvang
    taken: Mapping[str, int]
    competenties: Mapping[str, int]


def scan_absence(beoordeeld: Beoordeeld, analyse: Analyse, catalog: Catalog) -> tuple[Afwezigheid, ...]:
    """The absence of everybody with an accepted form, in the order of the team."""
    rows = [row for row in analyse.dekking if _counts(row, catalog)]
    collegas = tuple(_colleagues(beoordeeld, analyse, catalog))
    ranked = {groep.code: _ranked(collegas, groep) for groep in catalog.groepen}
    return tuple(_absence(omvang, rows, ranked, catalog) for omvang in analyse.omvang)


def _counts(row: Dekking, catalog: Catalog) -> bool:
    """Whether the kerntaak is in scope, and work that another can do: a personal one goes with the person."""
    return row.in_scope and catalog.kerntaak[row.kerntaak].bereik != "persoonlijk"


def _absence(
    omvang: Omvang, rows: Sequence[Dekking], ranked: Mapping[str, Sequence[_Collega]], catalog: Catalog
) -> Afwezigheid:
    nummer = omvang.personeelsnummer
    uitval: list[Uitval] = []
    onzeker: list[str] = []
    for row in rows:
        if nummer not in row.uren_per_persoon:
            continue
        groep = catalog.groep[catalog.kerntaak[row.kerntaak].groep]
        if gevolg := _consequence(row, nummer):
            uitval.append(_loss(row, nummer, gevolg, _stand_in(row, nummer, groep, ranked[groep.code])))
        elif _uncertain(row, nummer):
            onzeker.append(row.kerntaak)
    return Afwezigheid(nummer, shown(omvang.bekend), omvang.zonder_uren, tuple(uitval), tuple(onzeker))


def _loss(row: Dekking, nummer: str, gevolg: Gevolg, invaller: Invaller | None) -> Uitval:
    return Uitval(
        kerntaak=row.kerntaak,
        gevolg=gevolg,
        uren=row.uren_per_persoon[nummer],
        over=shown(known_sum(_rest(row, nummer))),
        behoefte=row.behoefte,
        al_op_papier=row.status == "op_papier",
        invaller=invaller,
    )


# --- what is left --------------------------------------------------------------------------------------------------


def _rest(row: Dekking, nummer: str) -> list[float | None]:
    """Hours of the other holders."""
    return [uren for holder, uren in row.uren_per_persoon.items() if holder != nummer]


def _consequence(row: Dekking, nummer: str) -> Gevolg | None:
    """What the absence does to a kerntaak; None when enough is left, may be left, or nothing goes: 0 hours are none."""
    rest = _rest(row, nummer)
    if not rest:
        return "niemand"
    if row.uren_per_persoon[nummer] == 0 or not on_paper(rest, row.behoefte):
        return None
    return "te_weinig" if any(rest) else "geen_uren"


def _uncertain(row: Dekking, nummer: str) -> bool:
    """Whether it depends on unknown hours, where nothing falls for certain: with 0 for each there would be too few."""
    rest = [uren or 0 for uren in _rest(row, nummer)]
    return row.uren_per_persoon[nummer] != 0 and on_paper(rest, row.behoefte)


# --- who could stand in --------------------------------------------------------------------------------------------


def _colleagues(beoordeeld: Beoordeeld, analyse: Analyse, catalog: Catalog) -> Iterator[_Collega]:
    """Everybody with known hours below a known contract, in the order of the team, but for an open red signal."""
    red = {signaal.personeelsnummer for signaal in analyse.signalen if signaal.ernst == "rood" and signaal.te_bespreken}
    forms = {antwoorden.personeelsnummer: antwoorden for antwoorden in beoordeeld.antwoorden}
    for omvang in analyse.omvang:
        if omvang.vrij and omvang.personeelsnummer not in red:
            yield _Collega(omvang, *_experience(forms[omvang.personeelsnummer], analyse.dekking, catalog))


def _experience(
    antwoorden: Antwoorden, rows: Collection[Dekking], catalog: Catalog
) -> tuple[dict[str, int], dict[str, int]]:
    """Per group the number of chosen kerntaken, and of chosen competenties among those linked to it."""
    own = [row.kerntaak for row in rows if antwoorden.personeelsnummer in row.uren_per_persoon]
    groepen = [catalog.kerntaak[code].groep for code in own]
    chosen = antwoorden.gekozen_competenties.keys()
    return (
        {groep.code: groepen.count(groep.code) for groep in catalog.groepen},
        {groep.code: len(chosen & {*groep.competenties}) for groep in catalog.groepen},
    )


def _ranked(collegas: Sequence[_Collega], groep: Groep) -> list[_Collega]:
    """Most hours left first, then most kerntaken of the group, then most of its competenties, then as in the team."""
    code = groep.code
    return sorted(
        collegas, key=lambda collega: (-collega.omvang.vrij, -collega.taken[code], -collega.competenties[code])
    )


def _stand_in(row: Dekking, nummer: str, groep: Groep, ranked: Sequence[_Collega]) -> Invaller | None:
    """The first with room who is somebody else; who does the kerntaak already may do more of it."""
    found = next((collega for collega in ranked if collega.omvang.personeelsnummer != nummer), None)
    if found is None:
        return None
    invaller = found.omvang.personeelsnummer
    return Invaller(
        personeelsnummer=invaller,
        ruimte=found.omvang.vrij,
        zonder_uren=found.omvang.zonder_uren,
        doet_al=invaller in row.uren_per_persoon,
        taken=found.taken[groep.code],
        competenties=found.competenties[groep.code],
        gevraagd=len(set(groep.competenties)),
    )
