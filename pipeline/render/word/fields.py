"""What a Word template may show, declared once per kind of document: the names of the fields and what they hold.

A field is a text, a list (of texts or of groups) or a group of fields. From here come what a template is checked and
tried on (kinds.py) and the tables of docs/sjabloon.md (`make sjabloon`), which takes its words from
schemas/sjabloon.yaml. A text or list may be empty unless it is FILLED; a group that need not be there is {}.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

FILLED = "never empty"
Filled = Annotated[str, FILLED]

# --- profile ---------------------------------------------------------------------------------------------------------


class Taak(TypedDict):
    """A chosen kerntaak."""

    code: Filled
    naam: Filled
    niveau: str
    uren: Filled
    toelichting: str


class Groeptaken(TypedDict):
    """The chosen kerntaken of a group; no naam where nobody can choose the group."""

    naam: str
    taken: Annotated[list[Taak], FILLED]


class Soorttaken(TypedDict):
    """The chosen kerntaken of a soort."""

    naam: Filled
    groepen: Annotated[list[Groeptaken], FILLED]


class Opgave(TypedDict):
    """A chosen kernopgave."""

    naam: Filled
    toelichting: str


class Competentieveld(TypedDict):
    """A chosen competency, of which soort it is and why it is needed; no soort where the catalog knows none."""

    naam: Filled
    soort: str
    redenen: Filled
    toelichting: str


class Vastgelegd(TypedDict):
    """An agreement of the team workbook."""

    reden: str
    geldig_tot: Filled


class Aandachtspunt(TypedDict):
    """A signal of overload."""

    tekst: Filled
    advies: Filled


class Gewijzigdveld(TypedDict):
    """What is not as in a former period."""

    sinds: str
    regels: list[str]


class Groepuitleg(TypedDict):
    """A group of the chosen kerntaken in the appendix, where the catalog explains it."""

    naam: Filled
    omschrijving: Filled


class Kerntaakuitleg(TypedDict):
    """A kerntaak in the appendix."""

    code: Filled
    naam: Filled
    omschrijving: str
    activiteiten: list[str]


class Opgaveuitleg(TypedDict):
    """A kernopgave in the appendix."""

    naam: Filled
    beschrijving: str


class Competentieuitleg(TypedDict):
    """A competency in the appendix."""

    naam: Filled
    definitie: str
    processtappen: list[str]
    resultaten: list[str]


class Bijlage(TypedDict, total=False):
    """The building blocks of a person; absent where there is to be no appendix."""

    groepen: list[Groepuitleg]
    kerntaken: list[Kerntaakuitleg]
    kernopgaven: list[Opgaveuitleg]
    competenties: list[Competentieuitleg]


class Wievelden(TypedDict):
    """Whose document it is."""

    naam: str
    functienaam: str
    personeelsnummer: Filled
    steunpunt: str
    leidinggevende: str
    peildatum: str
    doel: str


class Persoonvelden(Wievelden):
    """Whose profile it is, of a function with hours."""

    contracturen: Filled


class Urenvelden(TypedDict):
    """The hours together."""

    uren_samen: Filled
    uren_toelichting: Filled


class Getoond(Persoonvelden, Urenvelden):
    """What a profile shows of itself: its version is made of this and of the appendix.

    ..._toegelicht: "ja" where at least one row of that list has a toelichting; else the template leaves its column out.
    """

    kerntaken: list[Soorttaken]
    kerntaken_toegelicht: str
    kernopgaven: list[Opgave]
    kernopgaven_toegelicht: str
    competenties: list[Competentieveld]
    competenties_toegelicht: str
    afspraken: str
    vastgelegd: list[Vastgelegd]
    aandachtspunten: list[Aandachtspunt]
    opmerkingen: str
    verklaring: Filled
    bron: Filled


class Profielvelden(Getoond):
    """All fields of profiel.docx."""

    bijlage: Bijlage
    gewijzigd: Gewijzigdveld
    versie: Filled
    kenmerk: Filled
    catalogusversie: Filled


# --- profile of a catalog with a form of its own ----------------------------------------------------------------------


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


# --- account ---------------------------------------------------------------------------------------------------------


class Basisfunctie(TypedDict):
    """A basisfunctie with its verdict and figures."""

    naam: Filled
    oordeel: Filled
    kerntaken: Filled
    mensen: Filled
    uren: Filled
    nodig: Filled
    uren_daarvoor: Filled


class Begrip(TypedDict):
    """A status, explained."""

    woord: Filled
    uitleg: Filled


class Hiaat(TypedDict):
    """A kerntaak that is not covered."""

    code: Filled
    naam: Filled
    stand: Filled
    nodig: Filled


class Verantwoord(TypedDict):
    """What the account shows: its version is made of this."""

    steunpunt: Filled
    gemeente: str
    periode: Filled
    concept: str
    samenvatting: Annotated[list[str], FILLED]
    gewijzigd: str
    basisfuncties: Annotated[list[Basisfunctie], FILLED]
    legenda: Annotated[list[Begrip], FILLED]
    uren_opmerking: str
    niet_uitgevoerd: list[str]
    niet_gekozen: list[str]
    hiaten: list[Hiaat]
    ruimte: list[str]
    afspraken: str
    verklaring: Filled
    bron: Filled


class Verantwoordingvelden(Verantwoord):
    """All fields of verantwoording.docx."""

    versie: Filled
    catalogusversie: Filled
