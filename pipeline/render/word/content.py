"""What every Word document about a person shows in the same way, and the signs of its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache

from pipeline.base.dutch import dutch_date, dutch_period
from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.layout import load_layout
from pipeline.definitions.reasons import Reason
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.kept_answers import Gewijzigd
from pipeline.model.steunpunt import Steunpunt
from pipeline.render.word.fields import Gewijzigdveld, Opgave, Wievelden

_in_order = json.JSONEncoder(sort_keys=True).encode


def about_person(antwoorden: Antwoorden, steunpunt: Steunpunt) -> Wievelden:
    """Whose document it is, and what the function is for."""
    medewerker = antwoorden.medewerker
    return {
        "personeelsnummer": medewerker.personeelsnummer,
        "naam": verbatim(medewerker.naam),
        "functienaam": verbatim(medewerker.functienaam),
        "steunpunt": verbatim(steunpunt.naam),
        "leidinggevende": verbatim(medewerker.leidinggevende),
        "peildatum": dutch_date(antwoorden.peildatum) if antwoorden.peildatum else "",
        "doel": verbatim(antwoorden.doel),
    }


def chosen_opgaven(antwoorden: Antwoorden, catalog: Catalog) -> list[Opgave]:
    """The chosen kernopgaven."""
    return [
        {"naam": catalog.kernopgave[code].naam, "toelichting": verbatim(keuze.toelichting)}
        for code, keuze in antwoorden.gekozen_kernopgaven.items()
    ]


def verbatim(typed: str) -> str:
    """A typed text as it is; Word has one kind of line end."""
    return typed.replace("\r\n", "\n").replace("\r", "\n") if "\r" in typed else typed


def explained(chosen: Mapping[str, Keuze]) -> str:
    """Whether a column of notes has any content, as the template asks for it."""
    return asked(any(keuze.toelichting.strip() for keuze in chosen.values()))


def asked(condition: object) -> str:
    """A condition as the template asks for it: "ja", or nothing."""
    return load_phrases().profiel.toegelicht if condition else ""


@lru_cache(maxsize=4096)
def in_words(found: tuple[Reason, ...], most: int | None = None) -> str:
    """Why somebody chose a competency: the reasons, of more than `most` the first and how many there are besides."""
    words = load_phrases().redenen
    told = [reason.tekst for reason in found]
    if most is not None and len(told) > most + 1:
        told[most:] = [words.meer.format(aantal=len(told) - most)]
    text = words.tussen.join(told) or words.geen
    return text[0].upper() + text[1:]


def said(catalog: Catalog, lijst: str, code: object) -> str:
    """The name of a value of a list: "noodzakelijk"; "" for a blank."""
    values = load_layout().waarden(catalog, lijst)
    return next((waarde.naam or waarde.code for waarde in values if waarde.code == code), "")


def show_gewijzigd(gewijzigd: Gewijzigd | None) -> Gewijzigdveld:
    """The block "Gewijzigd sinds ..." as fields of the template; without lines when there is none."""
    if gewijzigd is None:
        return {"sinds": "", "regels": []}
    return {"sinds": dutch_period(gewijzigd.sinds), "regels": [*gewijzigd.regels]}


def shown_hash(shown: object) -> str:
    """Eight hexadecimal characters of shown content: short enough to compare on paper."""
    return hashlib.sha256(_in_order(shown).encode("ascii")).hexdigest()[:8]
