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


# --- letter ----------------------------------------------------------------------------------------------------------


class Bijgevoegd(TypedDict):
    """A form that goes with the letter: whose it is, its file, and what is to be done with it."""

    naam: str
    personeelsnummer: Filled
    bestand: Filled
    wat: Filled


class Briefvelden(TypedDict):
    """All fields of brief.docx, for one leidinggevende.

    verbeteren, opnieuw: "ja" where a form is to be corrected, or holds the answers of a former period.
    """

    steunpunt: Filled
    leidinggevende: str
    aantal: Filled
    formulieren: Annotated[list[Bijgevoegd], FILLED]
    verbeteren: str
    opnieuw: str
    uiterlijk: str
    terug_naar: str
    bron: Filled
