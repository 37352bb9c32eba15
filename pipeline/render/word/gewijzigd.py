"""The block "Gewijzigd sinds ..." of a profile: it comes with a new version, and stays with it.

An unchanged profile keeps the block it had, and so its bytes: what was signed need not be signed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.analysis.change import Taakwijziging, compare_taken, entry_names
from pipeline.base.dutch import dutch_number
from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.report_words import first_few, listed
from pipeline.model.catalog import BLADEN, Catalog
from pipeline.model.former import VorigeStand
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.kept_answers import EerderFormulier, Gewijzigd, KeptFormulier, Profielstand
from pipeline.render.word.content import shown_hash

MOST_TASKS, MOST_NAMES = 8, 3  # in a line: the core of a profile is two pages at most


@dataclass(frozen=True, slots=True)
class _Paar:
    """The answers of one person in both periods, and the names of what can be chosen: sheet -> code -> name."""

    then: KeptFormulier
    now: Antwoorden
    namen: Mapping[str, Mapping[str, str]]
    zelfde_catalogus: bool

    def chosen(self, blad: str) -> Mapping[str, Keuze]:
        """The rows chosen now."""
        return {
            "kerntaken": self.now.taken,
            "kernopgaven": self.now.gekozen_kernopgaven,
            "competenties": self.now.gekozen_competenties,
        }[blad]


def make_profielstand(
    profiel: Mapping[str, object],
    antwoorden: Antwoorden,
    stand: VorigeStand | None,
    then: EerderFormulier | None,
    catalog: Catalog,
) -> Profielstand:
    """What is to be kept of a profile, with the block that it shows; None for who has no profile to compare with.

    then: the form of the latest profile of the same person.
    """
    versie, kenmerken = str(profiel["kenmerk"]), _marks(profiel)
    if stand is None or then is None or then.profiel is None:
        return Profielstand(versie=versie, kenmerken=kenmerken)
    if then.profiel.versie == versie:
        return Profielstand(
            versie=versie, nummer=then.profiel.nummer, kenmerken=kenmerken, gewijzigd=then.profiel.gewijzigd
        )
    namen = {blad: entry_names(stand, catalog, blad) for blad in BLADEN}
    paar = _Paar(then, antwoorden, namen, stand.antwoorden.catalogus.id == catalog.id)
    regels = tuple(_lines(paar, then.profiel.kenmerken, kenmerken)) or (load_phrases().gewijzigd.vast,)
    changed = Gewijzigd(sinds=then.periode, regels=regels)
    return Profielstand(versie=versie, nummer=then.profiel.nummer + 1, kenmerken=kenmerken, gewijzigd=changed)


def _marks(profiel: Mapping[str, object]) -> dict[str, str]:
    """Of each field that a line can name a few signs of what it shows; the old text itself need not be kept."""
    return {veld: shown_hash(profiel[veld]) for veld in load_phrases().gewijzigd.velden if profiel[veld]}


def _lines(paar: _Paar, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """At most eight lines: what changed by name, never how a text read before."""
    if paar.zelfde_catalogus:
        yield from _task_lines([*compare_taken(paar.then, paar.now)], paar.namen["kerntaken"])
        for blad in ("kernopgaven", "competenties"):
            yield from _row_line(paar, blad)
        yield from _note_line(paar)
    else:
        yield load_phrases().gewijzigd.catalogus
    yield from _field_line(paar, old, new)


# --- tasks ---------------------------------------------------------------------------------------------------------


def _task_lines(taken: list[Taakwijziging], namen: Mapping[str, str]) -> Iterator[str]:
    words = load_phrases().gewijzigd
    added = [_added(taak) for taak in taken if taak.soort == "erbij"]
    gone = [_removed(taak.kerntaak, namen) for taak in taken if taak.soort == "eraf"]
    hours = [
        words.taak_uren.format(code=taak.kerntaak, van=_hours(taak.van), naar=_hours(taak.naar))
        for taak in taken
        if taak.soort == "uren"
    ]
    for found, pattern, most in ((added, words.erbij, MOST_TASKS), (gone, words.eraf, MOST_NAMES)):
        if found:
            yield pattern.format(taken=first_few(found, most))
    if hours:
        yield words.uren.format(taken=first_few(hours, MOST_TASKS))


def _added(taak: Taakwijziging) -> str:
    words = load_phrases().gewijzigd
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


def _note_line(paar: _Paar) -> Iterator[str]:
    """At which rows, chosen then and now, the note reads otherwise."""
    words = load_phrases().gewijzigd
    where = [
        words.toelichting_bij[blad].format(naam=code if blad == "kerntaken" else paar.namen[blad].get(code, code))
        for blad in BLADEN
        for code, keuze in paar.chosen(blad).items()
        for former in [paar.then.gekozen(blad).get(code)]
        if former and former.toelichting != keuze.toelichting
    ]
    if where:
        yield words.toelichting.format(waar=first_few(where, MOST_TASKS))


def _field_line(paar: _Paar, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    words = load_phrases().gewijzigd
    changed = [veld for veld in words.velden if old.get(veld) != new.get(veld)]
    if changed:
        yield words.gegevens.format(velden=listed([_field(paar, veld) for veld in changed]))


def _field(paar: _Paar, veld: str) -> str:
    words = load_phrases().gewijzigd
    naam = words.velden[veld]
    if veld != "contracturen":
        return naam
    van, naar = paar.then.medewerker.contracturen, paar.now.medewerker.contracturen
    return words.van_naar.format(veld=naam, van=_hours(van), naar=_hours(naar))
