"""What the team does, needs and agreed to learn (ontwikkeling.md 4), as tables that workbook and page both show.

Neutral: counts and names, no scores, no averages, no colour of alarm.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.analysis.development import LEARNED, answers_of, is_needed, judge_list
from pipeline.base.dutch import dutch_date, dutch_number
from pipeline.base.periods import last_day
from pipeline.definitions.form_layout import form_layout
from pipeline.definitions.report_words import load_wording, person
from pipeline.definitions.rules import Rules
from pipeline.definitions.sheet_words import Tabblad
from pipeline.model.catalog import COMPETENTIES, MOGELIJK, NODIG, Catalog
from pipeline.model.development import Leerbehoefte, Ontwikkeling, Taakgebied
from pipeline.model.judged import Antwoorden, Beoordeeld, Keuze
from pipeline.model.steunpunt import Medewerker
from pipeline.model.workbook import Value

PEOPLE = 2  # place of the first column of a person


@dataclass(frozen=True)
class Leerteam:
    """One steunpunt, judged, with what was worked out of it. catalog: the default one; eerste_dag: of the period."""

    beoordeeld: Beoordeeld
    ontwikkeling: Ontwikkeling
    catalog: Catalog
    rules: Rules
    eerste_dag: dt.date

    @cached_property
    def medewerkers(self) -> dict[str, Medewerker]:
        """Team members by personeelsnummer."""
        return {medewerker.personeelsnummer: medewerker for medewerker in self.beoordeeld.steunpunt.team}

    @cached_property
    def catalogi(self) -> tuple[Catalog, ...]:
        """The catalogs that take part and ask something of this."""
        return tuple(
            one
            for one in self.beoordeeld.steunpunt.catalogi(self.catalog)
            if one.eigen_vorm or self.rules.ontwikkelt(one)
        )

    @cached_property
    def mensen(self) -> dict[Catalog, list[str]]:
        """Personeelsnummers of those on each catalog that takes part, in the order of the team."""
        steunpunt = self.beoordeeld.steunpunt
        on = [(m.personeelsnummer, steunpunt.catalogus_van(m, self.catalog)) for m in steunpunt.team]
        return {catalog: [nummer for nummer, its in on if its is catalog] for catalog in self.catalogi}

    @cached_property
    def iedereen(self) -> list[str]:
        """Personeelsnummers of all on these catalogs, in the order of the team."""
        on = {nummer for nummers in self.mensen.values() for nummer in nummers}
        return [nummer for nummer in self.medewerkers if nummer in on]

    @cached_property
    def formulieren(self) -> dict[str, Antwoorden]:
        """The accepted form of each of those who have one."""
        return {form.personeelsnummer: form for form in self.beoordeeld.antwoorden}


@dataclass(frozen=True, slots=True)
class Leerregel:
    """A row of a table: its cells, or only a heading; grijs: places of cells of which nothing is known."""

    cellen: tuple[Value, ...]
    kop: bool = False
    grijs: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Leertabel:
    """A table with its words, the headers and widths of its columns, and its rows; mensen: places of person columns."""

    woorden: Tabblad
    koppen: tuple[tuple[str, float], ...]
    regels: tuple[Leerregel, ...]
    mensen: frozenset[int] = field(default_factory=frozenset)


def make_leertabellen(team: Leerteam) -> list[Leertabel]:
    """The tables that have anything to show."""
    tables = (_taakgebieden(team), _competenties(team), _behoeften(team), _afspraken(team), _punten(team))
    return [table for table in tables if any(not regel.kop for regel in table.regels)]


def _koppen(blad: Tabblad, people: Sequence[str] = (), after: int = 0) -> tuple[tuple[str, float], ...]:
    own = [(kolom.kop, kolom.breedte) for kolom in blad.kolommen.values()]
    return (*own[:after], *((naam, load_wording().leren.persoon_breedte) for naam in people), *own[after:])


def _with_people(blad: Tabblad, team: Leerteam, regels: Iterable[Leerregel], after: int) -> Leertabel:
    """A table with a column for everybody on one of these catalogs."""
    people = team.iedereen
    koppen = _koppen(blad, [f"{team.medewerkers[nummer].naam}\n{nummer}" for nummer in people], after)
    return Leertabel(blad, koppen, tuple(regels), frozenset(range(after, after + len(people))))


def _heading(text: str, width: int) -> Leerregel:
    return Leerregel((text, *[None] * (width - 1)), kop=True)


# --- areas of tasks ------------------------------------------------------------------------------------------------


def _taakgebieden(team: Leerteam) -> Leertabel:
    blad = load_wording().leren.taakgebieden
    return _with_people(blad, team, _area_rows(team, len(team.iedereen) + len(blad.kolommen)), after=PEOPLE)


def _area_rows(team: Leerteam, width: int) -> Iterator[Leerregel]:
    for catalog in team.catalogi:
        areas = [area for area in team.ontwikkeling.taakgebieden if area.catalogus == catalog.id]
        if areas:
            yield _heading(catalog.bron.titel, width)
            yield from _areas_of(team, catalog, areas)


def _areas_of(team: Leerteam, catalog: Catalog, areas: Iterable[Taakgebied]) -> Iterator[Leerregel]:
    """The rows of the areas of one catalog."""
    own: dict[tuple[str, str], set[str]] = {}
    for kerntaak in catalog.kerntaken:
        own.setdefault((kerntaak.groep, kerntaak.niveau or ""), set()).add(kerntaak.code)
    niveaus = {niveau.code: niveau.naam for niveau in catalog.niveaus}
    forms = _forms(team, catalog)
    taken = [form.taken.keys() if form else None for form in forms]
    for area in areas:
        codes = own[area.groep, area.niveau]
        done = [load_wording().leren.van.format(aantal=aantal, alle=len(codes)) for aantal in range(len(codes) + 1)]
        first = (catalog.groep[area.groep].naam, niveaus.get(area.niveau, ""))
        cells = [None if own_taken is None else done[len(codes & own_taken)] for own_taken in taken]
        yield Leerregel((*first, *cells, len(area.mensen), done[area.taken], area.stand), grijs=_unknown(forms))


def _forms(team: Leerteam, catalog: Catalog) -> list[Antwoorden | None]:
    """The form of everybody; None for who has none, or is on another catalog than this."""
    here = {*team.mensen[catalog]}
    return [team.formulieren.get(nummer) if nummer in here else None for nummer in team.iedereen]


def _unknown(forms: Iterable[Antwoorden | None]) -> frozenset[int]:
    """Places of the columns of people of whom nothing is known."""
    return frozenset(place for place, form in enumerate(forms, PEOPLE) if form is None)


# --- competencies --------------------------------------------------------------------------------------------------


def _competenties(team: Leerteam) -> Leertabel:
    blad = load_wording().leren.competenties
    return _with_people(blad, team, _competentie_rows(team, len(team.iedereen) + len(blad.kolommen)), after=PEOPLE)


def _competentie_rows(team: Leerteam, width: int) -> Iterator[Leerregel]:
    for catalog in team.catalogi:
        forms = _forms(team, catalog)
        if any(forms):
            yield _heading(catalog.bron.titel, width)
            yield from _competenties_of(team, catalog, forms)


def _competenties_of(team: Leerteam, catalog: Catalog, forms: Sequence[Antwoorden | None]) -> Iterator[Leerregel]:
    """The rows of one catalog; forms: as _forms has them."""
    layout, lijst = form_layout(catalog, team.rules), judge_list(catalog, team.rules)
    grades = {waarde.code for waarde in layout.waarden(catalog, "mate")} - lijst.onvoldoende
    named = {waarde.code: waarde.naam or waarde.code for waarde in layout.waarden(catalog, "nodig")}
    needs = [one.behoeften[COMPETENTIES] for one in team.ontwikkeling.personen if one.catalogus == catalog.id]
    unknown = _unknown(forms)
    for code, competentie in catalog.competentie.items():
        answers = [form.competenties.get(code) if form else None for form in forms]
        own = [need.get(code) for need in needs]
        counts = (
            sum(is_needed(keuze, lijst) for keuze in answers if keuze),
            sum(keuze.mate in grades for keuze in answers if keuze) if team.rules.ontwikkeling.mate else None,
            *(own.count(need) for need in (NODIG, MOGELIJK, "te_bespreken")),
        )
        cells = [_grade(keuze, named) for keuze in answers]
        yield Leerregel((code, competentie.naam, *cells, *counts), grijs=unknown)


def _grade(keuze: Keuze | None, named: Mapping[str, str]) -> str | None:
    """What somebody's function needs, and the grade: "noodzakelijk · 2"; named: the values of `nodig` in words."""
    if keuze is None or not (keuze.gekozen or keuze.mate):
        return None
    need = named.get(keuze.nodig, "") or (load_wording().leren.gekozen if keuze.gekozen else "")
    return f"{need} · {keuze.mate}" if need and keuze.mate else need or keuze.mate


# --- needs ---------------------------------------------------------------------------------------------------------


def _behoeften(team: Leerteam) -> Leertabel:
    blad = load_wording().leren.opleidingsbehoefte
    return Leertabel(blad, _koppen(blad), tuple(_need_rows(team, len(blad.kolommen))))


def _need_rows(team: Leerteam, width: int) -> Iterator[Leerregel]:
    """By catalog the competencies in their rank, and below these the tasks."""
    for catalog in team.catalogi:
        for blad in reversed(LEARNED):
            rows = [row for row in team.ontwikkeling.behoeften if (row.catalogus, row.blad) == (catalog.id, blad)]
            if rows:
                yield _heading(f"{catalog.bron.titel}: {form_layout(catalog, team.rules).formulier[blad].naam}", width)
            for rank, row in enumerate(rows, 1):
                yield _need_row(team, catalog, rank, row)


def _need_row(team: Leerteam, catalog: Catalog, rank: int, row: Leerbehoefte) -> Leerregel:
    words, lijst = load_wording().leren, judge_list(catalog, team.rules)
    asked = [form for nummer in row.nodig if (form := team.formulieren.get(nummer))]
    needed = sum(is_needed(answers_of(form, row.blad)[row.code], lijst) for form in asked)
    groups = ((NODIG, row.nodig), ("te_bespreken", row.te_bespreken), (MOGELIJK, row.mogelijk))
    who = [f"{words.behoeften[need]}: {_people(team, people)}" for need, people in groups if people]
    naam = catalog.ingangen(row.blad)[row.code].naam
    counts = (needed if row.blad == COMPETENTIES else None, *(len(people) for _, people in groups))
    return Leerregel(
        (rank, row.code, naam, *counts, "\n".join(who), words.vormen.get(row.vorm, ""), _people(team, row.helpers))
    )


def _people(team: Leerteam, nummers: Iterable[str]) -> str:
    return ", ".join(person(team.medewerkers[nummer]) for nummer in nummers)


# --- agreements and points -----------------------------------------------------------------------------------------


def _afspraken(team: Leerteam) -> Leertabel:
    blad = load_wording().leren.afspraken
    return Leertabel(blad, _koppen(blad), tuple(_agreement_rows(team)))


def _agreement_rows(team: Leerteam) -> Iterator[Leerregel]:
    words, last = load_wording().leren, last_day(team.eerste_dag)
    for form in team.beoordeeld.antwoorden:
        catalog = team.beoordeeld.steunpunt.catalogus_van(form.medewerker, team.catalog)
        layout = form_layout(catalog, team.rules)
        known = {**catalog.kerntaak, **catalog.competentie}
        for one in form.ontwikkeling:
            open_ = one.klaar_op is None or one.klaar_op > last
            late = one.klaar_op is None and one.gereed_op is not None and one.gereed_op < team.eerste_dag
            stand = words.standen["te_laat" if late else "open" if open_ else "klaar"]
            bij = f"{one.bij_code} {known[one.bij_code].naam}" if one.bij_code in known else words.algemeen
            vormen = {waarde.code: waarde.naam or waarde.code for waarde in layout.waarden(catalog, "vorm")}
            days = [dutch_date(day) if day else "" for day in (one.gereed_op, one.klaar_op)]
            texts = (bij, one.afspraak, vormen.get(one.vorm, one.vorm), one.met_wie, *days, one.punten, stand)
            yield Leerregel((person(team.medewerkers[form.personeelsnummer]), *texts))


def _punten(team: Leerteam) -> Leertabel:
    words, norm = load_wording().leren, team.rules.ontwikkeling.punten_per_jaar
    blad = words.punten.model_copy(update={"titel": words.punten.titel.format(jaar=team.eerste_dag.year)})
    rows = [
        Leerregel(
            (
                person(team.medewerkers[one.personeelsnummer]),
                words.van.format(aantal=dutch_number(one.punten), alle=dutch_number(norm)),
            )
        )
        for one in team.ontwikkeling.personen
        if norm
    ]
    return Leertabel(blad, _koppen(blad), tuple(rows))
