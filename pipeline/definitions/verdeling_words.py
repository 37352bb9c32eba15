"""The words on the sheets that divide hours over a team (schemas/verdeling.yaml)."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pipeline.definitions.layout import Blad, Fout
from pipeline.definitions.schema_files import load_schema
from pipeline.model.record import Record, Whole


class Oordeelwoord(Record):
    """A short word for how somebody's hours stand, its colour, and what it means."""

    tekst: str
    kleur: Literal["goed", "let op", "fout", "stil"]
    uitleg: str


class Verdelingwoorden(Whole):
    """The whole of the file. kolommen to reserve: numbers of columns for people; lijnen: labels of the rows above the
    header; oordelen: by signal and severity, the one that counts first in front; uitleg: lines below the table.
    """

    kolommen: int
    kolommen_leeg: int
    reserve: int
    lijnen: dict[str, str]
    onbekend: str
    urenfout: Fout
    nummers: dict[str, str]
    nog: str
    oordelen: dict[str, Oordeelwoord]
    samenvatting: dict[str, str]
    uitleg: dict[str, str]
    wat_als: Blad


@cache
def load_verdeling() -> Verdelingwoorden:
    """The shipped words, read once per process."""
    return load_schema("verdeling.yaml", Verdelingwoorden)
