"""What the menu says, from schemas/menu.yaml."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pipeline.definitions.schema_files import load_schema
from pipeline.model.record import Record

Doet = Literal["uitdelen", "opbergen", "controleren", "maken", "opruimen", "hulp", "inpakken", "andere_map", "stoppen"]


class Keuzeregel(Record):
    """A line of the menu: what to type, what it is called, and what happens."""

    toets: str
    naam: str
    doet: Doet


class MenuWords(Record):
    """The whole of schemas/menu.yaml; {names} are filled in. codes: what an exit code means."""

    titel: str
    keuzes: tuple[Keuzeregel, ...]
    keuze: str
    map: str
    vraag: str
    onbekend: str
    vraag_map: str
    geen_map: str
    hele_schijf: str
    niet_onthouden: str
    vraag_vorige: str
    ja: str
    vraag_periode: str
    vraag_uiterlijk: str
    vraag_weg: str
    weg: str
    bewaard: str
    geen_formulier: str
    verder: str
    code: str
    codes: dict[int, str]
    andere_code: str
    hulp: str
    opdracht: str


@cache
def menu_words() -> MenuWords:
    """The words of the menu, read once per process."""
    return load_schema("menu.yaml", MenuWords)
