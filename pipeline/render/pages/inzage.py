"""overzicht.html of an access request: what somebody answered, period by period, and which other files name them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.base.dutch import dutch_date, dutch_number
from pipeline.definitions.layout import Blad, whole_layout
from pipeline.model.catalog import BLADEN
from pipeline.model.judged import Keuze
from pipeline.model.kept_answers import KeptAntwoorden, KeptFormulier
from pipeline.model.kept_run import RunFormulier, RunSignaal
from pipeline.render.pages.page import render

FUNCTIE = "functie"
COLUMNS = ("uren", "past", "nodig", "mate", "ontwikkelen", "toelichting")

Vraag = tuple[str, str]  # what was asked, and the answer


@dataclass(frozen=True, slots=True)
class Bewaard:
    """What a period (JJJJ-MM) keeps of somebody at a steunpunt.

    antwoorden: the file that the form stands in, None where none was accepted; eerder: whether that form is of before.
    """

    periode: str
    steunpunt: str
    formulieren: tuple[RunFormulier, ...] = ()
    signalen: tuple[RunSignaal, ...] = ()
    antwoorden: KeptAntwoorden | None = None
    formulier: KeptFormulier | None = None
    eerder: str = ""


@dataclass(frozen=True, slots=True)
class Antwoordtabel:
    """The answers on one sheet: title, headers, and a row for each entry with any answer."""

    titel: str
    koppen: tuple[str, ...]
    regels: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Kaart:
    """One period on the page."""

    bewaard: Bewaard
    vragen: tuple[Vraag, ...]
    tabellen: tuple[Antwoordtabel, ...]


def make_inzagepagina(
    nummer: str, namen: Sequence[str], bewaard: Iterable[Bewaard], eigen: Sequence[str], andere: Sequence[str]
) -> str:
    """The page; eigen: names of the files that come with it, andere: those that name the person and stay behind."""
    kaarten = [Kaart(one, tuple(_questions(one)), tuple(_tables(one))) for one in bewaard]
    return render("inzage.html.j2", nummer=nummer, namen=namen, kaarten=kaarten, eigen=eigen, andere=andere)


def _questions(bewaard: Bewaard) -> Iterator[Vraag]:
    """The sheet Functie as it was answered; blanks are left out."""
    functie = bewaard.formulier.functie if bewaard.formulier else {}
    labels = {veld.key: veld.label for veld in whole_layout().formulier[FUNCTIE].velden}
    for key, answer in functie.items():
        if answer not in (None, ""):
            yield labels.get(key, key), _day(answer) if isinstance(answer, str) else dutch_number(answer or 0)


def _tables(bewaard: Bewaard) -> Iterator[Antwoordtabel]:
    form, layout = bewaard.formulier, whole_layout().formulier
    if form is None or bewaard.antwoorden is None:
        return
    _, ingangen = bewaard.antwoorden.van(form)
    for blad in BLADEN:
        namen = {code: entry.naam for code, entry in ingangen.get(blad, {}).items()}
        rows = [(code, namen.get(code, ""), keuze) for code, keuze in form.keuzes(blad).items()]
        if rows:
            yield _answers(layout[blad], rows)
    if form.ontwikkeling:
        yield _agreements(layout["ontwikkeling"], form)


def _answers(blad: Blad, rows: Sequence[tuple[str, str, Keuze]]) -> Antwoordtabel:
    """The columns in which anything was answered."""
    asked = [key for key in ("gekozen", *COLUMNS) if any(_said(getattr(keuze, key)) for _, _, keuze in rows)]
    koppen = {kolom.key: kolom.kop for kolom in blad.kolommen}
    lines = ((code, naam, *(_said(getattr(keuze, key)) for key in asked)) for code, naam, keuze in rows)
    return Antwoordtabel(blad.naam, ("Code", blad.naam, *(koppen.get(key, key) for key in asked)), tuple(lines))


def _agreements(blad: Blad, form: KeptFormulier) -> Antwoordtabel:
    keys = [kolom.key for kolom in blad.antwoorden]
    lines = (tuple(_said(getattr(one, key, "")) for key in keys) for one in form.ontwikkeling)
    return Antwoordtabel(blad.titel, tuple(kolom.kop for kolom in blad.antwoorden), tuple(lines))


def _said(answer: object) -> str:
    if answer is None or answer == "":
        return ""
    if isinstance(answer, bool):
        return "ja" if answer else "nee"
    if isinstance(answer, int | float):
        return dutch_number(answer)
    return dutch_date(answer) if isinstance(answer, dt.date) else str(answer)


def _day(answer: str) -> str:
    """A date as people write it; any other text as it is."""
    return dutch_date(dt.date.fromisoformat(answer)) if re.fullmatch(r"\d{4}-\d\d-\d\d", answer) else answer
