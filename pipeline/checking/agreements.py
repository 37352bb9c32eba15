"""The sheet of agreements about learning: its rows as records, and what is the matter with them (ontwikkeling.md 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pipeline.checking.parsed_form import Antwoordrij, Ingevuld
from pipeline.intake.values import UNREADABLE, parse_datum, parse_tekst, readable
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Ontwikkelafspraak, Oordeel

BLAD = "ontwikkeling"
PUNTEN_MAX = 200  # more than a year of study: a typing error


def agreements(form: Ingevuld) -> tuple[Ontwikkelafspraak, ...]:
    """The agreements of a form, in the order of the sheet; codes as the catalog spells them."""
    return tuple(_agreement(form, rij) for rij in form.afspraken)


def _agreement(form: Ingevuld, rij: Antwoordrij) -> Ontwikkelafspraak:
    values = {key: readable(value) for key, value in rij.antwoorden.items()}
    return Ontwikkelafspraak(
        bij_code=_known_code(form, rij) or "",
        afspraak=parse_tekst(values.get("afspraak")).strip(),
        vorm=values.get("vorm") or "",
        met_wie=parse_tekst(values.get("met_wie")).strip(),
        gereed_op=values.get("gereed_op"),
        klaar_op=values.get("klaar_op"),
        punten=values.get("punten"),
    )


def _known_code(form: Ingevuld, rij: Antwoordrij) -> str | None:
    """The code that a row names as the catalog spells it: "" when it names none, None when there is no such code."""
    typed = parse_tekst(rij.row.answer("bij_code").value).strip()
    known = {code.casefold(): code for code in (*form.catalog.kerntaak, *form.catalog.competentie)}
    return known.get(typed.casefold()) if typed else ""


def agreements_are_right(form: Ingevuld) -> Iterator[Finding]:
    """Rules 7 and 8: what and by when; a code of this catalog; points that can be."""
    for rij in form.afspraken:
        yield from _cells(form, rij)
        what = parse_tekst(readable(rij.antwoorden.get("afspraak"))).strip()
        if not what or rij.antwoorden.get("gereed_op") is None:
            yield form.find_regel("plan_onvolledig", BLAD, rij, "afspraak")


def _cells(form: Ingevuld, rij: Antwoordrij) -> Iterator[Finding]:
    values = rij.antwoorden
    if _known_code(form, rij) is None:
        yield form.find_regel("plan_code_onbekend", BLAD, rij, "bij_code")
    if values.get("vorm") is UNREADABLE:
        yield form.find_regel("keuze_buiten_lijst", BLAD, rij, "vorm")
    for key in ("gereed_op", "klaar_op"):
        if values.get(key) is UNREADABLE:
            yield form.find_regel("datum_onleesbaar", BLAD, rij, key)
    punten = values.get("punten")
    if punten is UNREADABLE:
        yield form.find_regel("punten_onleesbaar", BLAD, rij, "punten")
    elif punten is not None and not 0 <= punten <= PUNTEN_MAX:
        yield form.find_regel("punten_bereik", BLAD, rij, "punten", maximum=str(PUNTEN_MAX))
    elif punten and values.get("klaar_op") is None:
        yield form.find_regel("punten_zonder_klaar", BLAD, rij, "punten")


def with_late(oordeel: Oordeel, last: dt.date) -> Oordeel:
    """An accepted form that also says which agreements are done only after the last day of the period (rule 7)."""
    if oordeel.antwoorden is None or not oordeel.antwoorden.ontwikkeling:
        return oordeel
    werkmap = oordeel.werkmap
    cells = [row.answer("klaar_op") for row in werkmap.rows(BLAD)]
    late = [cell for cell in cells if (day := readable(parse_datum(cell.value))) and day > last]
    naam = werkmap.namen.get(BLAD, BLAD.capitalize())
    told = tuple(
        Finding("plan_klaar_later", Address(werkmap.bestand, naam, cell.cel), kolom="klaar_op") for cell in late
    )
    return replace(oordeel, findings=(*oordeel.findings, *told))
