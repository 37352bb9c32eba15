"""Coverage per kerntaak (Stap 2; design.md 3.4): who carries what, over the accepted forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model.analysed import Dekking, Dekkingstatus
from pipeline.model.catalog import Catalog, Kerntaak
from pipeline.model.judged import Beoordeeld, Keuze
from pipeline.model.steunpunt import Steunpunt
from pipeline.model.uren import exceeds, known_sum


@dataclass(frozen=True, slots=True)
class _Bezetting:
    """A kerntaak in one steunpunt: holders with their hours per week, needed hours, and whether it is in scope."""

    kerntaak: Kerntaak
    uren: Mapping[str, float | None]
    behoefte: float | None
    in_scope: bool
    formulieren: int  # number of accepted forms


class Behoeftecijfer(NamedTuple):
    """Hours per week of the kerntaken of which a need is given, beside that need; both of the same kerntaken.

    tekort: what each of them falls short for certain, together: more of one does not make up for less of another, and
    where hours are unknown it may be enough.
    """

    nodig: float
    uren: float
    tekort: float


def against_need(rows: Iterable[Dekking]) -> Behoeftecijfer | None:
    """Hours against the need; None where no need is given."""
    needed = [(row, row.behoefte) for row in rows if row.behoefte is not None]
    if not needed:
        return None
    short = (max(nodig - row.uren, 0.0) for row, nodig in needed if not row.uren_onbekend)
    return Behoeftecijfer(sum(nodig for _, nodig in needed), sum(row.uren for row, _ in needed), sum(short))


def cover(beoordeeld: Beoordeeld, catalog: Catalog, boven_contract: Collection[str]) -> tuple[Dekking, ...]:
    """Coverage of every kerntaak, in catalog order; boven_contract: personeelsnummers with more hours than contract."""
    niet_geteld = tuple(beoordeeld.niet_geteld())
    taken = {form.personeelsnummer: form.taken for form in beoordeeld.antwoorden}
    rows = []
    for kerntaak in catalog.kerntaken:
        bezetting = _bezetting(kerntaak, taken, beoordeeld.steunpunt, catalog)
        status = _status(bezetting)
        rows.append(
            Dekking(
                kerntaak=kerntaak.code,
                basisfunctie=catalog.basisfunctie(kerntaak),
                status=status,
                uren_per_persoon=bezetting.uren,
                behoefte=bezetting.behoefte,
                boven_contract=tuple(nummer for nummer in bezetting.uren if nummer in boven_contract),
                voorbehoud=niet_geteld if _could_change(bezetting, status) else (),
            )
        )
    return tuple(rows)


def _bezetting(
    kerntaak: Kerntaak, taken: Mapping[str, Mapping[str, Keuze]], steunpunt: Steunpunt, catalog: Catalog
) -> _Bezetting:
    """taken: personeelsnummer -> the chosen kerntaken, of everybody with an accepted form."""
    code = kerntaak.code
    uren = {nummer: own[code].uren for nummer, own in taken.items() if code in own}
    behoefte = steunpunt.behoefte.get(code)
    in_scope = {
        "altijd": True,
        "persoonlijk": True,
        "gevraagd": bool(uren) or behoefte is not None,
        "groep": steunpunt.voert_uit(catalog.groep[kerntaak.groep]),
    }[kerntaak.bereik]
    return _Bezetting(kerntaak, uren, behoefte, in_scope, len(taken))


def _status(bezetting: _Bezetting) -> Dekkingstatus:
    """The five states, in the order of design.md 3.4."""
    if not bezetting.in_scope:
        return "niet_gekozen"
    if not bezetting.uren:
        return "ongedekt"
    if bezetting.kerntaak.bereik == "persoonlijk":
        return "gedekt" if len(bezetting.uren) == bezetting.formulieren else "ongedekt"
    if on_paper(bezetting.uren.values(), bezetting.behoefte):
        return "op_papier"
    return "kwetsbaar" if len(bezetting.uren) == 1 else "gedekt"


def on_paper(uren: Collection[float | None], behoefte: float | None) -> bool:
    """Whether no hours stand behind a task that somebody has, or fewer than needed; unknown hours may be enough."""
    known = known_sum(uren)
    return None not in uren and (known == 0 or exceeds(behoefte or 0, known))


def _could_change(bezetting: _Bezetting, status: Dekkingstatus) -> bool:
    """Whether one more accepted form could give another status: not where it is covered, or the group not performed."""
    return status != "gedekt" and (bezetting.in_scope or bezetting.kerntaak.bereik == "gevraagd")
