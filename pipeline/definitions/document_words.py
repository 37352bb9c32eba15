"""The fixed Dutch words of the Word documents and of the faults of their templates, from schemas/profiel.yaml."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pipeline.definitions.phrase import Meervoud
from pipeline.definitions.schema_files import load_schema
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Formulierstatus
from pipeline.model.record import Record


class Taakwoorden(Record):
    """What a group is called, a kerntaak, and more of these."""

    groep: str
    kerntaak: str
    kerntaken: str


class Redenen(Record):
    """Patterns of a reason, by what it is; aantal: of a group with many kerntaken; no reason; what stands between."""

    groep: str
    aantal: str
    altijd: str
    kernopgave: str
    geen: str
    tussen: str
    meer: str


class Tellingwoorden(Record):
    """How many kerntaken somebody does: of a group and niveau, together and by soort; the groups without any."""

    telling: str
    samen: str
    soorten: str
    zonder: str


class Ontwikkelwoorden(Record):
    """What a development document says beside names and answers."""

    verklaring: str
    te_bespreken: str
    punten: str


class Profielwoorden(Record):
    """What a profile says beside names and answers."""

    onbekend: str
    contract: str
    contract_onbekend: str
    taak_zonder_uren: str
    taken_zonder_uren: str
    toegelicht: str
    aanvaard: str
    verklaring: str


class Rijwoorden(Record):
    """Lines on chosen rows that came and went."""

    erbij: str
    eraf: str


class Gewijzigdwoorden(Record):
    """Lines of the block "Gewijzigd sinds". velden: fields of the profile and how they are called.

    ontwikkelvelden: those of the development document; andere_vorm: where a form of another catalog has come.
    """

    erbij: str
    eraf: str
    uren: str
    taak_erbij: str
    taak_erbij_onbekend: str
    taak_eraf: str
    taak_uren: str
    rijen: dict[str, Rijwoorden]
    toelichting: str
    toelichting_bij: dict[str, str]
    nodig: str
    gegevens: str
    van_naar: str
    velden: dict[str, str]
    ontwikkelvelden: dict[str, str]
    catalogus: str
    andere_vorm: str
    vast: str


class Verantwoordingwoorden(Record):
    """What the account for the commissioner says; sentences for one and for more have {aantal}."""

    voert_uit: str
    kerntaken: str
    geen_kerntaken: str
    volledig: Meervoud
    onvolledig: str
    geen_team: str
    concept: str
    concept_geen_team: str
    niet_binnen: dict[Formulierstatus, str]
    regel_onbruikbaar: str
    gewijzigd: str
    niets_gewijzigd: str
    andere_catalogus: str
    niet_uitgevoerd: str
    geen_oordeel: str
    onbekend: str
    geen: str
    uren_onbekend: Meervoud
    uren_te_weinig_mensen: str
    hele_uren: str
    minder_dan_een: str
    niemand: str
    nog_niemand: str
    nodig: str
    zonder_tijd: str
    tekort: str
    te_weinig: str
    tweede: str
    nog_een: str
    ook_tweede: str
    afspraak: str
    afspraken: str
    geen_afspraken: str
    ruimte: str
    ruimte_hoogstens: str
    ruimte_geen: str
    te_veel: str
    verklaring: str


class Briefwoorden(Record):
    """What the letter to a leidinggevende says beside names. wat: what is to be done with a form."""

    aantal: Meervoud
    ja: str
    wat: dict[Literal["niet_terug", "opnieuw", "afgekeurd", "goedgekeurd"], str]


class Sjabloonwoorden(Record):
    """Parts of a template by kind, or by name, how a tag is named in one, and causes of its faults by key."""

    bij: str
    onderdeel: str
    plaatsen: dict[str, str]
    oorzaken: dict[str, str]


class Phrases(Record):
    """The whole of schemas/profiel.yaml."""

    woorden: Taakwoorden
    redenen: Redenen
    profiel: Profielwoorden
    taken: Tellingwoorden
    ontwikkeldocument: Ontwikkelwoorden
    gewijzigd: Gewijzigdwoorden
    verantwoording: Verantwoordingwoorden
    brief: Briefwoorden
    sjabloon: Sjabloonwoorden


def task_words(catalog: Catalog) -> tuple[str, str]:
    """What a catalog calls a kerntaak, and more of them, within a sentence."""
    own, words = catalog.woorden, load_phrases().woorden
    return (own.kerntaak or words.kerntaak).lower(), (own.kerntaken or words.kerntaken).lower()


@cache
def load_phrases() -> Phrases:
    """The shipped words, read once per process."""
    return load_schema("profiel.yaml", Phrases)
