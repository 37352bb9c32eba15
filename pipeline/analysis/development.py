"""What people need to learn: points to talk about, needs of the team, areas of tasks (ontwikkeling.md 3).

Neutral: no scores, no averages, no verdict. The product names a gap, people decide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.analysis.change import latest_forms
from pipeline.base.periods import last_day
from pipeline.definitions.form_layout import form_layout
from pipeline.definitions.rules import Rules
from pipeline.model.catalog import COMPETENTIES, KERNTAKEN, MOGELIJK, NODIG, WANTED, Catalog
from pipeline.model.development import (
    Gesprekspunt,
    KlareAfspraak,
    Leerbehoefte,
    Leerpersoon,
    Leervorm,
    Ontwikkeling,
    Taakgebied,
    Taakstand,
)
from pipeline.model.former import VorigeStand
from pipeline.model.judged import Antwoorden, Beoordeeld, Keuze, Ontwikkelafspraak
from pipeline.model.kept_answers import KeptAfspraak

TE_BESPREKEN = "te_bespreken"
LEARNED = (KERNTAKEN, COMPETENTIES)


@dataclass(frozen=True, slots=True)
class Leerlijst:
    """What the lists of a catalog mean: the code that says that a function cannot do without, and grades by code."""

    noodzakelijk: str
    onvoldoende: frozenset[str]
    begeleidt: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Groep:
    """The accepted forms on one catalog that ask about development; lijst: what its lists mean."""

    catalog: Catalog
    forms: tuple[Antwoorden, ...]
    rules: Rules
    lijst: Leerlijst


@lru_cache(maxsize=64)
def judge_list(catalog: Catalog, rules: Rules) -> Leerlijst:
    """What the lists of a catalog mean."""
    layout = form_layout(catalog, rules)
    nodig, mate = layout.waarden(catalog, "nodig"), layout.waarden(catalog, "mate")
    enough = next((place for place, grade in enumerate(mate) if grade.voldoende or grade.begeleidt), len(mate))
    return Leerlijst(
        max(nodig, key=lambda waarde: waarde.rang).code,
        frozenset(grade.code for grade in mate[:enough]),
        frozenset(grade.code for grade in mate if grade.begeleidt),
    )


def develop(
    beoordeeld: Beoordeeld,
    catalog: Catalog,
    rules: Rules,
    eerste_dag: dt.date,
    eerder: Mapping[str, Sequence[KlareAfspraak]],
) -> Ontwikkeling:
    """All about development in one steunpunt; catalog: the default one.

    eerste_dag: first day of the period; eerder: by personeelsnummer the done agreements of former forms.
    """
    groepen = [*_groups(beoordeeld, catalog, rules)]
    personen: list[Leerpersoon] = []
    behoeften: list[Leerbehoefte] = []
    for groep in (groep for groep in groepen if rules.ontwikkelt(groep.catalog)):
        found = [_person(form, groep, eerste_dag, eerder.get(form.personeelsnummer, ())) for form in groep.forms]
        personen += found
        for blad in LEARNED:
            behoeften += _needs(groep, blad, found)
    order = {medewerker.personeelsnummer: place for place, medewerker in enumerate(beoordeeld.steunpunt.team)}
    personen.sort(key=lambda one: order[one.personeelsnummer])
    areas = [area for groep in groepen for area in _areas(groep, tuple(beoordeeld.niet_geteld()))]
    return Ontwikkeling(tuple(personen), tuple(behoeften), tuple(areas))


def _groups(beoordeeld: Beoordeeld, catalog: Catalog, rules: Rules) -> Iterator[_Groep]:
    """The catalogs that take part: those that a row of Team has."""
    steunpunt = beoordeeld.steunpunt
    for one in steunpunt.catalogi(catalog):
        forms = [f for f in beoordeeld.antwoorden if steunpunt.catalogus_van(f.medewerker, catalog) is one]
        yield _Groep(one, tuple(forms), rules, judge_list(one, rules))


# --- one person ----------------------------------------------------------------------------------------------------


def _person(form: Antwoorden, groep: _Groep, eerste_dag: dt.date, eerder: Sequence[KlareAfspraak]) -> Leerpersoon:
    needs = {blad: _own_needs(form, blad, groep) for blad in LEARNED}
    last = last_day(eerste_dag)
    agreed = (*_unagreed(form, needs, last, eerder), *_overdue(form, eerste_dag))
    archived = tuple(one for one in eerder if not _still_there(one, form))
    return Leerpersoon(
        form.personeelsnummer,
        groep.catalog.id,
        (*_does_not_fit(form), *_to_discuss(needs), *agreed),
        needs,
        _points(form, archived, last),
        archived,
    )


def answers_of(form: Antwoorden, blad: str) -> Mapping[str, Keuze]:
    """The answers on a sheet."""
    return form.kerntaken if blad == KERNTAKEN else form.competenties


def _own_needs(form: Antwoorden, blad: str, groep: _Groep) -> dict[str, str]:
    found = ((code, need_of(keuze, blad, groep.lijst)) for code, keuze in answers_of(form, blad).items())
    return {code: need for code, need in found if need}


def need_of(keuze: Keuze, blad: str, lijst: Leerlijst) -> str:
    """The one need that somebody has at a row (rule 3): as answered, else to be discussed; "" for none."""
    if keuze.ontwikkelen in WANTED:
        return keuze.ontwikkelen
    gap = is_needed(keuze, lijst) and keuze.mate in lijst.onvoldoende and not keuze.ontwikkelen
    return TE_BESPREKEN if blad == COMPETENTIES and gap else ""


def is_needed(keuze: Keuze, lijst: Leerlijst) -> bool:
    """Whether the function cannot do without it; where only ja can be said, that is what it says."""
    return bool(keuze.gekozen) and keuze.nodig in ("", lijst.noodzakelijk)


def _does_not_fit(form: Antwoorden) -> Iterator[Gesprekspunt]:
    codes = [code for code, keuze in form.taken.items() if keuze.past is False]
    if codes:
        yield Gesprekspunt("G1", tuple(codes))


def _to_discuss(needs: Mapping[str, Mapping[str, str]]) -> Iterator[Gesprekspunt]:
    codes = [code for own in needs.values() for code, need in own.items() if need == TE_BESPREKEN]
    if codes:
        yield Gesprekspunt("G2", tuple(codes))


def _unagreed(
    form: Antwoorden, needs: Mapping[str, Mapping[str, str]], last: dt.date, eerder: Sequence[KlareAfspraak]
) -> Iterator[Gesprekspunt]:
    """G3: what is needed, without an open agreement; that there was one is another cause."""
    wanted = [code for own in needs.values() for code, need in own.items() if need == NODIG]
    whole = [afspraak for afspraak in form.ontwikkeling if afspraak.volledig]
    open_ = {afspraak.bij_code for afspraak in whole if is_open(afspraak, last)}
    done = {afspraak.bij_code for afspraak in whole} | {one.bij_code for one in eerder}
    left = [code for code in wanted if code not in open_]
    without, over = [code for code in left if code not in done], [code for code in left if code in done]
    if without:
        yield Gesprekspunt("G3", tuple(without), "geen")
    if over:
        yield Gesprekspunt("G3", tuple(over), "klaar")


def _overdue(form: Antwoorden, eerste_dag: dt.date) -> Iterator[Gesprekspunt]:
    late = [a for a in form.ontwikkeling if a.gereed_op and a.gereed_op < eerste_dag and a.klaar_op is None]
    if late:
        yield Gesprekspunt("G4", tuple(dict.fromkeys(afspraak.bij_code for afspraak in late if afspraak.bij_code)))


def is_open(afspraak: Ontwikkelafspraak | KeptAfspraak, last: dt.date) -> bool:
    """Whether an agreement is not done yet on the last day of the period."""
    return afspraak.klaar_op is None or afspraak.klaar_op > last


def earlier_agreements(
    vorige: VorigeStand | None, beoordeeld: Beoordeeld, eerste_dag: dt.date
) -> dict[str, tuple[KlareAfspraak, ...]]:
    """By personeelsnummer the agreements that were done on former forms; what was kept of older ones is the first."""
    last, latest = last_day(eerste_dag), latest_forms(vorige, beoordeeld) if vorige else {}
    found = {
        nummer: (*form.punten_eerder, *done_agreements(form.ontwikkeling, last)) for nummer, form in latest.items()
    }
    return {nummer: done for nummer, done in found.items() if done}


def done_agreements(form: Iterable[Ontwikkelafspraak | KeptAfspraak], last: dt.date) -> tuple[KlareAfspraak, ...]:
    """Those that are done, as they are kept when the form goes to the archive."""
    return tuple(KlareAfspraak(a.bij_code, a.klaar_op, a.punten) for a in form if a.klaar_op and not is_open(a, last))


def _still_there(one: KlareAfspraak, form: Antwoorden) -> bool:
    return one in (KlareAfspraak(a.bij_code, a.klaar_op, a.punten) for a in form.ontwikkeling)


def _points(form: Antwoorden, eerder: Iterable[KlareAfspraak], last: dt.date) -> float:
    """Rule 8: of agreements done in the calendar year of the period, and not after its last day."""
    done = [*((a.klaar_op, a.punten) for a in form.ontwikkeling), *((one.klaar_op, one.punten) for one in eerder)]
    return float(sum(punten or 0 for day, punten in done if day and day.year == last.year and day <= last))


# --- the team ------------------------------------------------------------------------------------------------------


def _needs(groep: _Groep, blad: str, personen: Sequence[Leerpersoon]) -> list[Leerbehoefte]:
    """Rule 4: rows with any need, ranked; no averages, no scores."""
    lijst, found = groep.lijst, dict[str, dict[str, list[str]]]()
    for person in personen:
        for code, need in person.behoeften[blad].items():
            found.setdefault(code, {}).setdefault(need, []).append(person.personeelsnummer)
    rows = []
    for place, code in enumerate(groep.catalog.ingangen(blad)):
        if code not in found:
            continue
        nodig, mogelijk, te_bespreken = (tuple(found[code].get(need, ())) for need in (NODIG, MOGELIJK, TE_BESPREKEN))
        helpers = tuple(
            form.personeelsnummer
            for form, person in zip(groep.forms, personen, strict=True)
            if code not in person.behoeften[blad] and _can_help(answers_of(form, blad).get(code), blad, lijst)
        )
        vorm = _form_of(nodig, helpers, groep.rules)
        row = Leerbehoefte(groep.catalog.id, blad, code, nodig, mogelijk, te_bespreken, vorm, helpers)
        asked = [answers_of(form, blad)[code] for form in groep.forms if form.personeelsnummer in row.nodig]
        needed = sum(is_needed(keuze, lijst) for keuze in asked)
        rank = needed if blad == COMPETENTIES else 0
        rows.append(((-rank, -len(row.nodig), -len(row.te_bespreken), -len(row.mogelijk), place), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _can_help(keuze: Keuze | None, blad: str, lijst: Leerlijst) -> bool:
    if keuze is None:
        return False
    if blad == KERNTAKEN:
        return bool(keuze.gekozen) and keuze.past is not False
    return keuze.mate in lijst.begeleidt


def _form_of(nodig: Sequence[str], helpers: Sequence[str], rules: Rules) -> Leervorm:
    if not nodig:
        return ""
    if len(nodig) >= rules.ontwikkeling.samen_vanaf:
        return "samen"
    return "collega" if helpers else "individueel"


def _areas(groep: _Groep, niet_geteld: tuple[str, ...]) -> Iterator[Taakgebied]:
    """Rule 5, of catalogs that ask what somebody does now: who does anything, and how many tasks are done."""
    catalog = groep.catalog
    if not (catalog.kerntaken and catalog.eigen_vorm):
        return
    taken = {form.personeelsnummer: form.taken.keys() for form in groep.forms}
    by_place: dict[tuple[str, str], set[str]] = {}
    for kerntaak in catalog.kerntaken:
        by_place.setdefault((kerntaak.groep, kerntaak.niveau or ""), set()).add(kerntaak.code)
    for one in catalog.groepen:
        for niveau in [niveau.code for niveau in catalog.niveaus] or [""]:
            if codes := by_place.get((one.code, niveau)):
                doing = {nummer: codes & own for nummer, own in taken.items()}
                people = tuple(nummer for nummer, own in doing.items() if own)
                stand: Taakstand = "niemand" if not people else "één persoon" if len(people) == 1 else "meer mensen"
                done = len(set().union(*doing.values()))
                yield Taakgebied(catalog.id, one.code, niveau, stand, people, done, len(codes), niet_geteld)
