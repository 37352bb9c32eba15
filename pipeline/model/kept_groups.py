"""The record of a group of files: steunpunt.json, cijfers.json, pakket.json, vervallen.json, key by key."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.model.analysed import Dekkingstatus, Omvang
from pipeline.model.kept_run import RunSteunpunt, Totalen
from pipeline.model.record import Kept
from pipeline.model.samenvatting import Samenvatting
from pipeline.model.stray import Herkomst


class Groep(Kept):
    """What the record of any group says: its own path below the period folder, and the sha256 of its files by path."""

    record: str
    bestanden: dict[str, str]


class Steunpuntrecord(Kept):
    """steunpunt.json: all that a next run needs of a steunpunt; record and bestanden as in Groep.

    afdruk: fingerprint of what it was made from; verloop: number of kerntaken by status, by period, the oldest first;
    te_tekenen: number of profiles that want a signature; steunpunt: its part of run.json; leidinggevenden: the names of
    those in its `terugkeer`, in that order, "" for nobody.
    """

    soort: Literal["profielbouwer.steunpunt/1"] = Field(default="profielbouwer.steunpunt/1", alias="schema")
    record: str
    afdruk: dict[str, str] = {}
    bestanden: dict[str, str]
    samenvatting: Samenvatting
    omvang: tuple[Omvang, ...] = ()
    verloop: tuple[tuple[str, dict[Dekkingstatus, int]], ...] = ()
    te_tekenen: int = 0
    herkomst: Herkomst = Herkomst()
    leidinggevenden: tuple[str, ...] = ()
    steunpunt: RunSteunpunt


class Cijfers(Kept):
    """cijfers.json, for the files of no single steunpunt; dekking: number of kerntaken of all together by status."""

    soort: Literal["profielbouwer.cijfers/1"] = Field(default="profielbouwer.cijfers/1", alias="schema")
    record: str
    periode: str
    totalen: Totalen
    dekking: dict[Dekkingstatus, int]
    bestanden: dict[str, str]


class Pakketrecord(Kept):
    """pakket.json: the packages of a steunpunt, as Groep; they go to leidinggevenden, with the forms in them."""

    soort: Literal["profielbouwer.pakket/1"] = Field(default="profielbouwer.pakket/1", alias="schema")
    record: str
    bestanden: dict[str, str]


# --- what moved away -----------------------------------------------------------------------------------------------

Vervalreden = Literal[
    "hoort_niet_meer",
    "hoort_niet_meer_met_de_hand",
    "met_de_hand",
    "vreemd",
    "afgebroken",
    "steunpunt_weg",
    "onbekend",
]


class Vervallen(Kept):
    """Why a file lies in vervallen/; was: its path below the period folder before."""

    was: str
    reden: Vervalreden


class Vervallenrecord(Kept):
    """vervallen.json, beside the files of a group that moved to vervallen/; bestanden: by path now."""

    soort: Literal["profielbouwer.vervallen/1"] = Field(default="profielbouwer.vervallen/1", alias="schema")
    bestanden: dict[str, Vervallen]
