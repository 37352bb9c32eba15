"""The folder of a steunpunt as a few texts: an umbrella has many thousands of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.definitions.example import Voorbeelden
from pipeline.definitions.rules import Rules, load_rules
from pipeline.definitions.schema_files import TEMPLATES as SHIPPED
from pipeline.intake.tree import FORMULIEREN
from pipeline.model.findings import Finding
from pipeline.model.stray import Zwerfformulier

NOTHING: dict[str, Any] = {}  # one for all steunpunten without any: never changed


@dataclass(frozen=True, slots=True)
class Map:
    """The folder of one steunpunt, below the input as `naam` with '/'.

    An umbrella has very many, so paths are made when they are asked for. top: the input; onder: its folder below that,
    as listed; teamnaam: name of its team workbook, "" when that is missing; formulierenmap: name of the folder of its
    forms; formuliernamen: theirs, with '/' between them.
    rules is None where the shipped thresholds hold; findings tell what stands in the folder and is not read.
    sjablonen: the input's own Word templates, by the name of their kind.
    onleesbaar: why nothing of the steunpunt can be read; elders: forms of others in its folder, and its own elsewhere.
    voorbeeldbestanden: forms that are to be its examples, the nearest first; voorbeelden: those that are, by catalog.
    """

    top: Path
    onder: str
    naam: str
    teamnaam: str = ""
    formulierenmap: str = FORMULIEREN
    formuliernamen: str = ""
    rules: Path | None = None
    sjablonen: Mapping[str, Path] = field(default_factory=lambda: NOTHING, hash=False)
    findings: tuple[Finding, ...] = ()
    onleesbaar: Finding | None = None
    elders: tuple[Zwerfformulier, ...] = ()
    voorbeeldbestanden: tuple[Path, ...] = ()
    voorbeelden: Mapping[str, Voorbeelden] = field(default_factory=lambda: NOTHING, hash=False)

    @property
    def pad(self) -> Path:
        """The folder itself."""
        return self.top / self.onder

    @property
    def team(self) -> Path | None:
        """Its team workbook; None when that is missing."""
        return self.pad / self.teamnaam if self.teamnaam else None

    @property
    def formulieren(self) -> tuple[Path, ...]:
        """Its forms, in order."""
        folder = self.pad / self.formulierenmap
        return tuple(folder / name for name in self.formuliernamen.split("/")) if self.formuliernamen else ()

    @property
    def aantal(self) -> int:
        """Number of its forms."""
        return self.formuliernamen.count("/") + 1 if self.formuliernamen else 0

    @property
    def gesloten(self) -> bool:
        """Whether the folder itself cannot be listed, so that nobody knows what is in it."""
        return self.onleesbaar is not None and not self.onleesbaar.address.bestand

    def sjabloon(self, naam: str) -> Path:
        """The Word template of a kind of document."""
        return self.sjablonen.get(naam, SHIPPED / f"{naam}.docx")

    def relative(self, path: Path) -> str:
        """A file of this steunpunt as it is named in messages and run.json."""
        return path.relative_to(self.pad).as_posix()


def rules_of(map_: Map) -> Rules:
    """The thresholds that hold for a steunpunt."""
    return load_rules(map_.rules)
