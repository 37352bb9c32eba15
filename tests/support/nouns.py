"""What texts count: the noun for one and for more."""

from __future__ import annotations

NOUNS = {
    "afspraak": "afspraken",
    "basisfunctie": "basisfuncties",
    "bestand": "bestanden",
    "competentie": "competenties",
    "document": "documenten",
    "Word-document": "Word-documenten",
    "formulier": "formulieren",
    "kerntaak": "kerntaken",
    "medewerker": "medewerkers",
    "melding": "meldingen",
    "mens": "mensen",
    "periode": "perioden",
    "persoon": "personen",
    "profiel": "profielen",
    "reden": "redenen",
    "signaal": "signalen",
    "steunpunt": "steunpunten",
    "taak": "taken",
    "teambestand": "teambestanden",
}
