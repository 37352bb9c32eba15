"""The fields of the documents of catalogs with a form of their own, declared as those in fields.py.

The profile says what somebody does and what the function needs; what there is to learn is in the development document.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

from pipeline.render.word.fields import (
    FILLED,
    Competentieuitleg,
    Filled,
    Gewijzigdveld,
    Opgave,
    Opgaveuitleg,
    Wievelden,
)

# --- profile ---------------------------------------------------------------------------------------------------------


class Niveautelling(TypedDict):
    """How many of the kerntaken of a group and niveau somebody does: "4 van 10"; no naam where there are no niveaus."""

    naam: str
    telling: Filled


class Groeptelling(TypedDict):
    """A group with kerntaken that somebody does now."""

    naam: Filled
    niveaus: Annotated[list[Niveautelling], FILLED]


class Taakvelden(TypedDict):
    """What somebody does now. kop_...: what the catalog calls its parts, in capitals as above a column."""

    kop_groep: Filled
    kop_kerntaak: Filled
    kop_kerntaken: Filled
    groepen: list[Groeptelling]
    kerntaken_samen: str
    groepen_zonder: str


class Competentiekeuze(TypedDict):
    """A chosen competency, and how much the function needs it; no redenen where the catalog gives none."""

    naam: Filled
    nodig: Filled
    redenen: str
    toelichting: str


class Gebiedcompetenties(TypedDict):
    """The chosen competencies of an area; no naam where they do not stand by area."""

    naam: str
    competenties: Annotated[list[Competentiekeuze], FILLED]


class Soortcompetenties(TypedDict):
    """The chosen competencies of a soort; no naam where they do not stand by soort."""

    naam: str
    gebieden: Annotated[list[Gebiedcompetenties], FILLED]


class Getoondtaakprofiel(Wievelden, Taakvelden):
    """What such a profile shows of itself: its version is made of this and of the appendix.

    competenties_uitleg: "ja" where at least one competency has a reason or a note.
    """

    niveau: str
    kernopgaven: list[Opgave]
    kernopgaven_toegelicht: str
    competenties: list[Soortcompetenties]
    competenties_redenen: str
    competenties_uitleg: str
    afspraken: str
    opmerkingen: str
    verklaring: Filled
    bron: Filled


class Taakregel(TypedDict):
    """A kerntaak that somebody does, in the appendix."""

    code: Filled
    naam: Filled
    benaming: Filled
    omschrijving: str
    activiteiten: list[str]
    toelichting: str


class Groepregels(TypedDict):
    """The kerntaken of a group that somebody does, in the appendix."""

    naam: Filled
    omschrijving: str
    kerntaken: Annotated[list[Taakregel], FILLED]


class Taakbijlage(TypedDict, total=False):
    """The kerntaken of a person, and what is to be explained; absent where there is to be no appendix."""

    groepen: list[Groepregels]
    kernopgaven: list[Opgaveuitleg]
    competenties: list[Competentieuitleg]


class Taakprofielvelden(Getoondtaakprofiel):
    """All fields of taakprofiel.docx."""

    bijlage: Taakbijlage
    gewijzigd: Gewijzigdveld
    versie: Filled
    kenmerk: Filled
    catalogusversie: Filled


# --- development -----------------------------------------------------------------------------------------------------


class Gesprekstaak(TypedDict):
    """A kerntaak to talk about."""

    code: Filled
    naam: Filled
    groep: Filled
    toelichting: str


class Leertaak(TypedDict):
    """A kerntaak to develop: whether that is needed or possible."""

    code: Filled
    naam: Filled
    groep: Filled
    ontwikkelen: Filled
    toelichting: str


class Niveautaken(TypedDict):
    """The kerntaken to develop of a niveau; no naam where the catalog has no niveaus."""

    naam: str
    kerntaken: Annotated[list[Leertaak], FILLED]


class Leercompetentie(TypedDict):
    """A competency with what was answered about development; an answer that was not given or asked is blank."""

    code: Filled
    naam: Filled
    nodig: str
    ontwikkelen: str
    mate: str
    toelichting: str


class Gespreksveld(TypedDict):
    """Something to talk about: what was seen, why it is said, what can be agreed."""

    tekst: Filled
    waarom: Filled
    advies: Filled


class Afspraakveld(TypedDict):
    """An agreement about learning, as it was written; no code and naam where it is a general one."""

    code: str
    naam: str
    afspraak: str
    vorm: str
    met_wie: str
    gereed_op: str
    klaar_op: str
    punten: str


class Getoondontwikkeling(Wievelden, Taakvelden):
    """What a development document shows of itself: its version is made of this.

    competenties: those to develop or to talk about; overige_competenties: others of which the mate was told;
    mate_gevraagd: "ja" where there is a mate to show; punten: against the norm, "" where there is none.
    """

    positie: str
    niveau: str
    ingevuld_door: str
    past_niet: list[Gesprekstaak]
    past_nog_niet: list[Gesprekstaak]
    kerntaken: list[Niveautaken]
    competenties: list[Leercompetentie]
    overige_competenties: list[Leercompetentie]
    mate_gevraagd: str
    gesprekspunten: list[Gespreksveld]
    afspraken: list[Afspraakveld]
    punten: str
    jaar: Filled
    verklaring: Filled
    bron: Filled


class Ontwikkelvelden(Getoondontwikkeling):
    """All fields of ontwikkeling.docx."""

    gewijzigd: Gewijzigdveld
    versie: Filled
    kenmerk: Filled
    catalogusversie: Filled
