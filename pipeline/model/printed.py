"""What a form is printed with: what stands on it before anybody has typed, to hold it against when it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class GedruktBlad:
    """One sheet. Texts are as `base.names.normal` compares them, comments without any space.

    ingangen: code of a row -> key of a column -> text, verbatim; namen: name -> code, of names that one entry has;
    groepsnamen: the same by group and name; teksten: texts of single cells; lopend: lines that
    are broken to the width of the sheet, as `folded` has them; opmerkingen: comments.
    """

    ingangen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    namen: Mapping[str, str] = field(default_factory=dict)
    groepsnamen: Mapping[tuple[str, str], str] = field(default_factory=dict)
    teksten: frozenset[str] = frozenset()
    lopend: tuple[str, ...] = ()
    opmerkingen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Gedrukt:
    """All sheets by key, for a version of form and catalog; begin: a pattern for how the texts of live cells begin."""

    catalogus: str
    catalogushash: str
    versie: str
    bladen: Mapping[str, GedruktBlad]
    begin: str
