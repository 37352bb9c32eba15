"""The coverage as a page, taakdekking.html: who carries what, what falls when somebody is away, what work asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.analysis.absence import Afwezigheid, Uitval
from pipeline.analysis.counts import Aantallen, by_name, count_by_group
from pipeline.analysis.coverage import Behoeftecijfer, against_need
from pipeline.analysis.rapport import Rapport
from pipeline.analysis.team_needs import Competentiebeeld, Opgavebeeld
from pipeline.definitions.report_words import some_people
from pipeline.model.analysed import WEAKEST_FIRST, Dekking, Dekkingstatus
from pipeline.model.catalog import Groep, Kerntaak
from pipeline.model.steunpunt import Medewerker
from pipeline.render.pages.page import render
from pipeline.render.remarks import (
    COLOUR,
    describe_competentie,
    describe_invaller,
    describe_opgave,
    describe_uitval,
    remarks,
)


@dataclass(frozen=True, slots=True)
class Taakregel:
    """A kerntaak with its holders and their hours per week (None: unknown), and what else there is to say."""

    kerntaak: Kerntaak
    dekking: Dekking
    mensen: tuple[tuple[Medewerker, float | None], ...]
    opmerkingen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Groepblok:
    """A group with its verdict (None: not performed, or without kerntaken) and the kerntaken that decide it.

    regels: all its kerntaken, or where it is not performed only those that somebody has; behoefte: hours of the
    kerntaken with a need, beside that need, None when none is given.
    """

    groep: Groep
    uitgevoerd: bool
    oordeel: Dekkingstatus | None
    zwakste: tuple[Kerntaak, ...]
    regels: tuple[Taakregel, ...]
    uren: float
    behoefte: Behoeftecijfer | None


@dataclass(frozen=True, slots=True)
class Gat:
    """A kerntaak that falls when somebody is away, in words; colour: the status that looks as bad."""

    uitval: Uitval
    naam: str
    kleur: Dekkingstatus
    tekst: str
    invaller: Medewerker | None
    waarom: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What the absence of one employee does; onzeker: kerntaken of which that is not known."""

    medewerker: Medewerker
    afwezigheid: Afwezigheid
    gaten: tuple[Gat, ...]
    onzeker: tuple[Kerntaak, ...]


@dataclass(frozen=True, slots=True)
class Keuzeregel:
    """A competentie or kernopgave over the team: who chose it (the first few by name), and what to talk about.

    waarom: why the work needs it; of a kernopgave the names of the competencies that it asks for.
    """

    beeld: Competentiebeeld | Opgavebeeld
    wie: str
    waarom: tuple[str, ...]
    opmerking: str


def make_dekkingspagina(rapport: Rapport, verloop: Sequence[tuple[str, Aantallen]] = ()) -> str:
    """The page of one steunpunt. Whose form does not count is named as such.

    verloop: number of kerntaken by status, by period, the oldest first.
    """
    analyse, catalog = rapport.analyse, rapport.catalog
    counts = Counter(row.status for row in analyse.dekking)
    return render(
        "taakdekking.html.j2",
        rapport=rapport,
        bron=catalog.bron,
        aantallen={status: counts[status] for status in WEAKEST_FIRST},
        zonder_formulier=rapport.niet_geteld,
        groepen=tuple(_group(rapport, groep) for groep in catalog.groepen),
        verdeling=by_name(count_by_group(((row.kerntaak, row.status) for row in analyse.dekking), catalog), catalog),
        verloop=verloop,
        scans=tuple(_scan(rapport, found) for found in rapport.afwezigheid),
        competenties=tuple(_competenties(rapport)),
        kernopgaven=tuple(_kernopgaven(rapport)),
    )


# --- per kerntaak --------------------------------------------------------------------------------------------------


def _group(rapport: Rapport, groep: Groep) -> Groepblok:
    rows, performed = rapport.dekking_van(groep), rapport.voert_uit(groep)
    return Groepblok(
        groep=groep,
        uitgevoerd=performed,
        oordeel=rapport.oordeel(groep),
        zwakste=rapport.zwakste(groep),
        regels=tuple(_task(rapport, row) for row in rows if performed or row.uitvoerders),
        uren=sum(row.uren for row in rows),
        behoefte=against_need(rows),
    )


def _task(rapport: Rapport, row: Dekking) -> Taakregel:
    mensen = tuple((rapport.medewerkers[nummer], uren) for nummer, uren in row.uren_per_persoon.items())
    return Taakregel(rapport.catalog.kerntaak[row.kerntaak], row, mensen, tuple(remarks(row)))


# --- absence -------------------------------------------------------------------------------------------------------


def _scan(rapport: Rapport, found: Afwezigheid) -> Scan:
    return Scan(
        medewerker=rapport.medewerkers[found.personeelsnummer],
        afwezigheid=found,
        gaten=tuple(_gap(rapport, uitval) for uitval in found.uitval),
        onzeker=tuple(rapport.catalog.kerntaak[code] for code in found.onzeker),
    )


def _gap(rapport: Rapport, uitval: Uitval) -> Gat:
    return Gat(
        uitval=uitval,
        naam=rapport.catalog.kerntaak[uitval.kerntaak].naam,
        kleur=COLOUR[uitval.gevolg],
        tekst=describe_uitval(uitval),
        invaller=rapport.medewerkers[uitval.invaller.personeelsnummer] if uitval.invaller else None,
        waarom=describe_invaller(uitval, rapport.catalog),
    )


# --- choices of the team -------------------------------------------------------------------------------------------


def _competenties(rapport: Rapport) -> Iterator[Keuzeregel]:
    for beeld in rapport.competentiebeelden:
        redenen = tuple(reden.tekst for reden in beeld.redenen)
        yield Keuzeregel(beeld, _names(rapport, beeld), redenen, describe_competentie(beeld))


def _kernopgaven(rapport: Rapport) -> Iterator[Keuzeregel]:
    for beeld in rapport.opgavebeelden:
        asked = tuple(rapport.catalog.competentie[code].naam for code in beeld.kernopgave.competenties)
        yield Keuzeregel(beeld, _names(rapport, beeld), asked, describe_opgave(beeld))


def _names(rapport: Rapport, beeld: Competentiebeeld | Opgavebeeld) -> str:
    return some_people(beeld.gekozen_door, rapport.medewerkers) if beeld.gekozen_door else ""
