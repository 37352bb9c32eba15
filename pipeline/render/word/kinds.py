"""The kinds of Word document, each with made-up content on which its template is tried before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args, get_origin, get_type_hints, is_typeddict

from pipeline.model.catalog import Catalog
from pipeline.render.word.fields import FILLED, Briefvelden, Profielvelden, Verantwoordingvelden
from pipeline.render.word.taak_fields import Ontwikkelvelden, Taakprofielvelden

_TEXT = 'a < b & "c"\n\tVoorbeeld'  # what a template must be able to carry
_OWN = "Kenmerk <0000-0> & Voorbeeld"  # of the field that tells whose document it is


class Perhaps(dict[str, object]):
    """A group that need not be there: who asks for its fields has to ask for itself first."""


@dataclass(frozen=True, slots=True)
class Documentsoort:
    """A kind of document that is made from a template.

    kenmerk: the field that every document must show, to tell whose it is; velden: the declaration of its fields.
    """

    naam: str
    kenmerk: str
    velden: type

    def voorbeeld(self, entries: int = 1) -> dict[str, object]:
        """Made-up fields in which everything is filled: each list of the document has so many entries."""
        return {**_full_group(self.velden, entries), self.kenmerk: _OWN}

    def proeven(self, catalog: Catalog) -> tuple[Mapping[str, object], Mapping[str, object]]:
        """What a template is tried on: lists as long as the catalog can make them, and all empty that may be."""
        building_blocks = (catalog.groepen, catalog.kerntaken, catalog.kernopgaven, catalog.competenties)
        return self.voorbeeld(max(map(len, building_blocks))), {**_bare_group(self.velden), self.kenmerk: _OWN}


PROFIEL = Documentsoort("profiel", "personeelsnummer", Profielvelden)
VERANTWOORDING = Documentsoort("verantwoording", "steunpunt", Verantwoordingvelden)
TAAKPROFIEL = Documentsoort("taakprofiel", "personeelsnummer", Taakprofielvelden)
ONTWIKKELDOCUMENT = Documentsoort("ontwikkeling", "personeelsnummer", Ontwikkelvelden)
BRIEF = Documentsoort("brief", "steunpunt", Briefvelden)
SOORTEN = (PROFIEL, TAAKPROFIEL, ONTWIKKELDOCUMENT, VERANTWOORDING, BRIEF)


@dataclass(frozen=True, slots=True)
class Veld:
    """A declared field: what it holds, or each entry of a list (str, or a group), and whether it can be empty."""

    inhoud: type
    lijst: bool
    leeg: bool

    @property
    def groep(self) -> bool:
        """Whether what it holds has fields of its own."""
        return is_typeddict(self.inhoud)


def fields_of(groep: type) -> dict[str, Veld]:
    """The fields of a declaration (fields.py) by name, those of the broadest one first."""
    return {naam: _veld(declared) for naam, declared in get_type_hints(groep, include_extras=True).items()}


def _veld(declared: type) -> Veld:
    filled = FILLED in getattr(declared, "__metadata__", ())
    plain = get_args(declared)[0] if filled else declared
    if get_origin(plain) is list:
        return Veld(get_args(plain)[0], lijst=True, leeg=not filled)
    need_not_be_there = not getattr(plain, "__total__", False)
    return Veld(plain, lijst=False, leeg=need_not_be_there if is_typeddict(plain) else not filled)


# --- made-up content -------------------------------------------------------------------------------------------------


def _full_group(groep: type, entries: int) -> dict[str, object]:
    return {naam: _full(veld, entries) for naam, veld in fields_of(groep).items()}


def _full(veld: Veld, entries: int) -> object:
    """A list within an entry has one, so that there are no more in all than the list of the document has."""
    if not veld.groep:
        return [_TEXT] * entries if veld.lijst else _TEXT
    if veld.lijst:
        return [_full_group(veld.inhoud, 1)] * entries
    found = _full_group(veld.inhoud, entries)
    return Perhaps(found) if veld.leeg else found


def _bare_group(groep: type) -> dict[str, object]:
    return {naam: _bare(veld) for naam, veld in fields_of(groep).items()}


def _bare(veld: Veld) -> object:
    if veld.leeg:
        return [] if veld.lijst else {} if veld.groep else ""
    found = _bare_group(veld.inhoud) if veld.groep else _TEXT
    return [found] if veld.lijst else found
