"""The letter brief.docx that goes with the forms of a package: whose they are, what to do with each, before when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.base.dutch import dutch_date
from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.report_words import listed
from pipeline.model.steunpunt import Medewerker
from pipeline.render.word.fields import Bijgevoegd, Briefvelden

Vraag = Literal["niet_terug", "opnieuw", "afgekeurd", "goedgekeurd"]


@dataclass(frozen=True, slots=True)
class Bijlage:
    """A form that goes with a letter: whose, the name of its file, and what is asked.

    opnieuw: it holds the answers of a former period, and nobody touched it since.
    """

    medewerker: Medewerker
    bestand: str
    vraag: Vraag


@dataclass(frozen=True, slots=True)
class Briefhoofd:
    """What all letters of a steunpunt say. uiterlijk: None where no day was named; terug_naar: "" for the sender."""

    steunpunt: str
    uiterlijk: dt.date | None
    terug_naar: str


def make_brief(
    hoofd: Briefhoofd, leidinggevende: str, bijlagen: Sequence[Bijlage], bronnen: Iterable[str]
) -> Briefvelden:
    """The fields of one letter; bronnen: what the catalogs of these forms rest on."""
    words, asked = load_phrases().brief, {bijlage.vraag for bijlage in bijlagen}
    return Briefvelden(
        steunpunt=hoofd.steunpunt,
        leidinggevende=leidinggevende,
        aantal=words.aantal.show(len(bijlagen)),
        formulieren=[_attached(bijlage) for bijlage in bijlagen],
        verbeteren=words.ja if "afgekeurd" in asked else "",
        opnieuw=words.ja if "opnieuw" in asked else "",
        uiterlijk=dutch_date(hoofd.uiterlijk) if hoofd.uiterlijk else "",
        terug_naar=hoofd.terug_naar,
        bron=listed([*dict.fromkeys(bronnen)]),
    )


def _attached(bijlage: Bijlage) -> Bijgevoegd:
    return Bijgevoegd(
        naam=bijlage.medewerker.naam,
        personeelsnummer=bijlage.medewerker.personeelsnummer,
        bestand=bijlage.bestand,
        wat=load_phrases().brief.wat[bijlage.vraag],
    )
