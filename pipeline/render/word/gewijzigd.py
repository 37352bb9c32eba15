"""The block "Gewijzigd sinds ..." of a document about a person: it comes with a new version, and stays with it.

An unchanged document keeps the block it had, and so its bytes: what was signed need not be signed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.analysis.change import Taakwijziging, compare_taken, entry_names
from pipeline.base.dutch import dutch_number
from pipeline.definitions.document_words import load_phrases, task_words
from pipeline.definitions.report_words import first_few, listed
from pipeline.model.catalog import BLADEN, COMPETENTIES, KERNOPGAVEN, KERNTAKEN, Catalog
from pipeline.model.former import VorigeStand
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.kept_answers import EerderFormulier, Gewijzigd, KeptFormulier, Profielstand
from pipeline.render.word.content import shown_hash

MOST_TASKS, MOST_NAMES = 8, 3  # in a line: the core of a profile is two pages at most


@dataclass(frozen=True, slots=True)
class _Paar:
    """The answers of one person in both periods, and the names of what can be chosen: sheet -> code -> name.

    catalog: of the person, now.
    """

    then: KeptFormulier
    now: Antwoorden
    catalog: Catalog
    namen: Mapping[str, Mapping[str, str]]
    zelfde_catalogus: bool

    def chosen(self, blad: str) -> Mapping[str, Keuze]:
        """The rows chosen now."""
        return {
            KERNTAKEN: self.now.taken,
            KERNOPGAVEN: self.now.gekozen_kernopgaven,
            COMPETENTIES: self.now.gekozen_competenties,
        }[blad]


def make_profielstand(
    profiel: Mapping[str, object],
    antwoorden: Antwoorden,
    stand: VorigeStand | None,
    then: EerderFormulier | None,
    catalog: Catalog,
) -> Profielstand:
    """What is to be kept of a profile of either kind, with the block that it shows.

    then: the form of the latest profile of the same person, None for who has none; catalog: of the person, now.
    """
    marks = _marks(profiel, load_phrases().gewijzigd.velden)
    if stand is None or then is None or then.profiel is None:
        return make_documentstand(profiel, None, "", marks, ())
    catalogus, ingangen = stand.antwoorden.van(then)
    namen = {blad: entry_names(ingangen, catalog, blad) for blad in BLADEN}
    paar = _Paar(then, antwoorden, catalog, namen, catalogus.id == catalog.id)
    lines = _lines(paar, then.profiel.kenmerken, marks, profiel)
    return make_documentstand(profiel, then.profiel, then.periode, marks, lines)


def make_ontwikkelstand(document: Mapping[str, object], then: EerderFormulier | None) -> Profielstand:
    """What is to be kept of a development document, with the block that it shows: which parts are other ones.

    then: the form of the latest profile of the same person. Names of competencies are left out: lines also stand in
    lists outside the folder of these documents.
    """
    words, former = load_phrases().gewijzigd, then.ontwikkeldocument if then else None
    marks = _marks(document, words.ontwikkelvelden)
    changed = [
        naam for veld, naam in words.ontwikkelvelden.items() if former and former.kenmerken.get(veld) != marks.get(veld)
    ]
    lines = [words.gegevens.format(velden=listed(changed))] if changed else []
    return make_documentstand(document, former, then.periode if then else "", marks, lines)


def make_documentstand(
    document: Mapping[str, object],
    former: Profielstand | None,
    periode: str,
    kenmerken: Mapping[str, str],
    lines: Iterable[str],
) -> Profielstand:
    """What is to be kept of a document, held against what was kept of the former one, of that period (JJJJ-MM)."""
    versie = str(document["kenmerk"])
    if former is None:
        return Profielstand(versie=versie, kenmerken={**kenmerken})
    if former.versie == versie:
        return Profielstand(versie=versie, nummer=former.nummer, kenmerken={**kenmerken}, gewijzigd=former.gewijzigd)
    changed = Gewijzigd(sinds=periode, regels=tuple(lines) or (load_phrases().gewijzigd.vast,))
    return Profielstand(versie=versie, nummer=former.nummer + 1, kenmerken={**kenmerken}, gewijzigd=changed)


def _marks(document: Mapping[str, object], velden: Iterable[str]) -> dict[str, str]:
    """Of each field that a line can name a few signs of what it shows; the old text itself need not be kept."""
    return {veld: shown_hash(document[veld]) for veld in velden if document.get(veld)}


def _lines(paar: _Paar, old: Mapping[str, str], new: Mapping[str, str], profiel: Mapping[str, object]) -> Iterator[str]:
    """At most nine lines: what changed by name, never how a text read before."""
    words = load_phrases().gewijzigd
    if paar.zelfde_catalogus:
        yield from _task_lines(paar)
        for blad in (KERNOPGAVEN, COMPETENTIES):
            yield from _row_line(paar, blad)
        yield from _need_line(paar)
        yield from _note_line(paar)
    else:
        yield words.andere_vorm if paar.catalog.eigen_vorm else words.catalogus
    yield from _field_line(paar, [veld for veld in words.velden if veld in profiel and old.get(veld) != new.get(veld)])


# --- tasks ---------------------------------------------------------------------------------------------------------


def _task_lines(paar: _Paar) -> Iterator[str]:
    words, woord = load_phrases().gewijzigd, task_words(paar.catalog)[1]
    taken = [*compare_taken(paar.then, paar.now)]
    added = [_added(taak, paar.catalog) for taak in taken if taak.soort == "erbij"]
    gone = [_removed(taak.kerntaak, paar.namen[KERNTAKEN]) for taak in taken if taak.soort == "eraf"]
    hours = [
        words.taak_uren.format(code=taak.kerntaak, van=_hours(taak.van), naar=_hours(taak.naar))
        for taak in taken
        if taak.soort == "uren"
    ]
    for found, pattern, most in ((added, words.erbij, MOST_TASKS), (gone, words.eraf, MOST_NAMES)):
        if found:
            yield pattern.format(woord=woord.capitalize(), taken=first_few(found, most))
    if hours:
        yield words.uren.format(taken=first_few(hours, MOST_TASKS))


def _added(taak: Taakwijziging, catalog: Catalog) -> str:
    words = load_phrases().gewijzigd
    if not catalog.heeft_uren:
        return taak.kerntaak
    if taak.naar is None:
        return words.taak_erbij_onbekend.format(code=taak.kerntaak)
    return words.taak_erbij.format(code=taak.kerntaak, uren=dutch_number(taak.naar))


def _removed(code: str, namen: Mapping[str, str]) -> str:
    """With its name, for the profile no longer says what the code means."""
    return load_phrases().gewijzigd.taak_eraf.format(code=code, naam=namen[code]) if code in namen else code


def _hours(uren: float | None) -> str:
    return load_phrases().profiel.onbekend if uren is None else dutch_number(uren)


# --- other rows and fields -----------------------------------------------------------------------------------------


def _row_line(paar: _Paar, blad: str) -> Iterator[str]:
    """What came and went on a sheet, in one line."""
    words, old, new = load_phrases().gewijzigd.rijen[blad], paar.then.gekozen(blad), paar.chosen(blad)
    namen = paar.namen[blad]
    parts = (
        (words.erbij, [namen.get(code, code) for code in new if code not in old]),
        (words.eraf, [namen.get(code, code) for code in old if code not in new]),
    )
    if line := " ".join(pattern.format(namen=first_few(found)) for pattern, found in parts if found):
        yield line


def _need_line(paar: _Paar) -> Iterator[str]:
    """Which competencies, chosen then and now, the function needs more or less than it did."""
    blad, old = COMPETENTIES, paar.then.gekozen(COMPETENTIES)
    changed = [code for code, keuze in paar.chosen(blad).items() if code in old and old[code].nodig != keuze.nodig]
    if changed:
        namen = [paar.namen[blad].get(code, code) for code in changed]
        yield load_phrases().gewijzigd.nodig.format(namen=first_few(namen))


def _note_line(paar: _Paar) -> Iterator[str]:
    """At which rows, chosen then and now, the note reads otherwise."""
    words, woord = load_phrases().gewijzigd, task_words(paar.catalog)[0]
    where = [
        words.toelichting_bij[blad].format(
            woord=woord, naam=code if blad == KERNTAKEN else paar.namen[blad].get(code, code)
        )
        for blad in BLADEN
        for code, keuze in paar.chosen(blad).items()
        for former in [paar.then.gekozen(blad).get(code)]
        if former and former.toelichting != keuze.toelichting
    ]
    if where:
        yield words.toelichting.format(waar=first_few(where, MOST_TASKS))


def _field_line(paar: _Paar, changed: Iterable[str]) -> Iterator[str]:
    if velden := [_field(paar, veld) for veld in changed]:
        yield load_phrases().gewijzigd.gegevens.format(velden=listed(velden))


def _field(paar: _Paar, veld: str) -> str:
    words = load_phrases().gewijzigd
    naam = words.velden[veld]
    if veld != "contracturen":
        return naam
    van, naar = paar.then.medewerker.contracturen, paar.now.medewerker.contracturen
    return words.van_naar.format(veld=naam, van=_hours(van), naar=_hours(naar))
