"""Next month's form: a team member's accepted answers of a former period, and first what still has to be looked at."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import replace

from pipeline.base.dutch import dutch_period
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.excel.book import to_bytes
from pipeline.forms.aandacht import (
    FACTS,
    ONTWIKKELING,
    Uitgave,
    Vorig,
    changed,
    draw_aandacht,
    to_look_at,
    typed_columns,
)
from pipeline.forms.carried import open_agreements, typed_value
from pipeline.forms.drawing.cells import Merk
from pipeline.forms.invulschema import draw_form
from pipeline.forms.prefill import Invulling, handed_out, prefill
from pipeline.model.catalog import BLADEN
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Plek, Value

TEXTS = ("doel", "afspraken", "opmerkingen")


def make_heruitgave(ontwerp: Ontwerp, steunpunt: Steunpunt, medewerker: Medewerker, vorig: Vorig) -> bytes:
    """The next form of a team member as an .xlsx file; it opens on what has to be looked at, if there is anything."""
    uitgave = Uitgave(ontwerp, steunpunt, medewerker, vorig)
    fresh = prefill(ontwerp, steunpunt, medewerker, vorig.formulier.formulier)
    drawing = draw_form(ontwerp, _filled(uitgave, fresh))
    regels = to_look_at(uitgave)
    draw_aandacht(drawing, uitgave, regels, fresh.van)
    drawing.open_on("aandacht" if regels else "functie")
    return to_bytes(drawing.book)


# --- answers -------------------------------------------------------------------------------------------------------


def _filled(uitgave: Uitgave, fresh: Invulling) -> Invulling:
    """The answers instead of an example profile; the id differs every period, for the stamp says what is replaced."""
    altijd = uitgave.ontwerp.catalog.altijd
    waarden = {plek: value for plek, value in fresh.waarden.items() if plek[0] == "functie" or plek[1] in altijd}
    waarden |= {("functie", "", key): _text(uitgave, key) for key in TEXTS}
    waarden |= dict(_own_fields(uitgave)) | dict(_agreed(uitgave))
    waarden["functie", "", "peildatum"] = _peildatum(uitgave)
    for plek, value in _answers(uitgave):
        if not (plek[1] in altijd and uitgave.ontwerp.layout.formulier[plek[0]].kolom(plek[2]).kiest):
            waarden[plek] = value
    for key in FACTS:
        waarden["functie", "", key] = getattr(uitgave.medewerker, key) or uitgave.vorig.formulier.functie.get(key)
    identity = f"{fresh.stempel['formulier']}\x1f{uitgave.vorig.periode}"
    stempel = {**fresh.stempel, "formulier": hashlib.sha256(identity.encode()).hexdigest()[:16]}
    filled = {plek: value for plek, value in waarden.items() if value not in (None, "")}
    return replace(
        fresh,
        waarden=filled,
        stempel=handed_out(stempel, filled, uitgave.vorig.periode),
        merken=_marks(uitgave),
    )


def _text(uitgave: Uitgave, key: str) -> Value:
    return uitgave.vorig.formulier.functie.get(key)


def _own_fields(uitgave: Uitgave) -> Iterator[tuple[Plek, Value]]:
    """What the sheet Functie of this catalog asks beside what every form does."""
    ontwerp = uitgave.ontwerp
    for veld in ontwerp.layout.formulier["functie"].velden:
        if uitgave.vorig.zelfde and veld.key in ontwerp.catalog.antwoorden.functie:
            former = uitgave.vorig.formulier.functie.get(veld.key)
            yield ("functie", "", veld.key), typed_value(veld, former, ontwerp.layout, ontwerp.catalog)


def _agreed(uitgave: Uitgave) -> Iterator[tuple[Plek, Value]]:
    """The agreements that are still open; those that are done stay behind with the former form."""
    ontwerp, blad = uitgave.ontwerp, uitgave.ontwerp.layout.formulier.get(ONTWIKKELING)
    if blad and uitgave.vorig.zelfde:
        kept, last = uitgave.vorig.formulier.ontwikkeling, uitgave.vorig.laatste_dag
        for (row, key), value in open_agreements(kept, last, blad.kolommen, ontwerp.layout, ontwerp.catalog):
            yield (ONTWIKKELING, row, key), value


def _peildatum(uitgave: Uitgave) -> Value:
    """It stays until somebody changes it, so that an untouched month asks nobody to sign (design.md 3.7)."""
    former = _text(uitgave, "peildatum")
    return dt.date.fromisoformat(former) if isinstance(former, str) else None


def _answers(uitgave: Uitgave) -> Iterator[tuple[Plek, Value]]:
    """Every answer that has a place in this form."""
    for blad in BLADEN:
        for code, antwoord in uitgave.vorig.formulier.keuzes(blad).items():
            if uitgave.bekend(blad, code):
                yield from (((blad, code, kolom), value) for kolom, value in typed_columns(uitgave, blad, antwoord))


def _marks(uitgave: Uitgave) -> dict[Plek, Merk]:
    """In words beside each row that is new, or that says something else than it did."""
    merk = uitgave.ontwerp.layout.woorden["merk"]
    marks = {}
    for blad in BLADEN:
        for code, soort in changed(uitgave, blad):
            tekst = uitgave.zegt(soort, periode=dutch_period(uitgave.vorig.periode))
            words = merk.format(tekst=tekst, oplossing=uitgave.zegt(f"{soort}_oplossing"))
            marks[blad, code, "naam"] = Merk("info", words)
    return marks
