"""The catalog of building blocks as frozen records; definitions.catalog_file loads them from schemas/catalogs.

The model speaks of groepen (basisfunctie, taakgebied), kerntaken with a soort and perhaps a niveau, kernopgaven,
competenties with a soort and perhaps a gebied, and links; no code names a code letter (design.md 3.1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import ConfigDict, Field

from pipeline.model.record import Record, Whole

KERNTAKEN, KERNOPGAVEN, COMPETENTIES = "kerntaken", "kernopgaven", "competenties"
NODIG, MOGELIJK = "nodig", "mogelijk"  # codes of the list `ontwikkelen`; its third, nee, says that nothing is asked
WANTED = (NODIG, MOGELIJK)
BLADEN = (KERNTAKEN, KERNOPGAVEN, COMPETENTIES)  # the sheets with choices, by their key in schemas/form.yaml


class _Entry(Record):
    model_config = ConfigDict(str_strip_whitespace=True, coerce_numbers_to_str=True)


class Bron(_Entry):
    """The publication that the catalog was made from; `vermelding` stands in every product."""

    titel: str
    uitgever: str
    jaar: int
    vermelding: str
    bestand: str = ""


class Plaats(_Entry):
    """Where an entry stands in the source: chapter or appendix, and first and last line in its text file."""

    deel: str
    regels: tuple[int, int]


class Lezing(_Entry):
    """What another place of the source says of the same entry; the entry itself holds the canonical reading."""

    plaats: Plaats
    verschil: str
    groep: str | None = None  # the group that this reading gives a kerntaak
    competenties: tuple[str, ...] | None = None  # the links that this reading gives a group


class Zin(_Entry):
    """One activiteit, processtap or resultaat in our own words, with its line in the source."""

    regel: int | None = None
    tekst: str


_ZINNEN: dict[str, Any] = {key: {"__all__": {"regel"}} for key in ("activiteiten", "processtappen", "resultaten")}


class Soort(_Entry):
    """A kind of kerntaak or competentie, or a niveau, or an area of competenties."""

    code: str
    naam: str
    kop: str = ""  # heading above a list of this kind, where it differs from the name


class _Ingang(_Entry):
    code: str
    naam: str
    ook_genoemd: tuple[str, ...] = ()  # other spellings of the name in the source
    plaats: Plaats | None = None
    lezingen: tuple[Lezing, ...] = ()

    @cached_property
    def kenmerk(self) -> str:
        """Eight signs that change with what people read of the entry, and not with its places in the source."""
        sources = {"plaats": True, "lezingen": True, "ook_genoemd": True}
        shown = self.model_dump_json(exclude=sources | _ZINNEN, exclude_defaults=True)
        return hashlib.sha256(shown.encode()).hexdigest()[:8]


class Groep(_Ingang):
    """What holds kerntaken together and gives reasons for competenties: a basisfunctie, a taakgebied.

    `te_kiezen`: the steunpunt decides whether it performs this group (Stap 2). `altijd`: its reasons hold for
    everybody, whatever was chosen. `hoofdtaak`: what it is part of.
    """

    omschrijving: str = ""
    hoofdtaak: str = ""
    altijd: bool = False
    te_kiezen: bool = True
    competenties: tuple[str, ...] = ()

    def performed(self, gekozen: Collection[str]) -> bool:
        """Whether a steunpunt that chose these codes performs it; what cannot be chosen it always does."""
        return not self.te_kiezen or self.code in gekozen


class Kerntaak(_Ingang):
    """A task that can be chosen.

    `altijd`: part of every profile (Stap 1). `bereik` says when it counts for coverage: with its `groep`; `altijd`;
    when somebody has it or Behoefte names it (`gevraagd`); or for each person on its own (`persoonlijk`).
    """

    groep: str
    soort: str
    niveau: str | None = None
    altijd: bool = False
    bereik: Literal["groep", "altijd", "gevraagd", "persoonlijk"] = "groep"
    omschrijving: str = ""
    activiteiten: tuple[Zin, ...] = ()


class Kernopgave(_Ingang):
    """A dilemma (Stap 5), with the competenties that it asks for."""

    beschrijving: str = ""
    competenties: tuple[str, ...] = ()


class Competentie(_Ingang):
    """What a function needs (Stap 6). `gevoelig`: nobody grades it, for that would tell of somebody's health."""

    soort: str | None = None
    gebied: str | None = None
    gevoelig: bool = False
    definitie: str = ""
    processtappen: tuple[Zin, ...] = ()
    resultaten: tuple[Zin, ...] = ()


class Woorden(_Entry):
    """What the catalog calls its parts, where it is not as in schemas/form.yaml: headers, names of sheets, reports."""

    groep: str = ""
    groepen: str = ""
    kerntaak: str = ""
    kerntaken: str = Field(default="", max_length=31)
    gebied: str = ""


class Stap(_Entry):
    """A step of filling in, and the sheet on which it is taken."""

    doen: str
    blad: str


class Antwoordkolommen(_Entry):
    """What is asked: keys of columns and labels in schemas/form.yaml. ontwikkeling: whether development is."""

    kerntaken: tuple[str, ...] = ("gekozen", "uren", "toelichting")
    kernopgaven: tuple[str, ...] = ("gekozen", "toelichting")
    competenties: tuple[str, ...] = ("gekozen", "toelichting")
    functie: tuple[str, ...] = ()
    ontwikkeling: bool = False


class Schaalwaarde(_Entry):
    """A value of a list to choose from. rang: the highest of `nodig` is what the function cannot do without.

    voldoende, begeleidt: whether this grade is enough, and enough to coach others. ook_genoemd: spellings.
    """

    code: str
    naam: str = ""
    rang: int = 0
    voldoende: bool = False
    begeleidt: bool = False
    ook_genoemd: tuple[str, ...] = ()

    @property
    def getoond(self) -> str:
        """How it stands in a drop-down: "2 in ontwikkeling", "noodzakelijk"."""
        same = self.naam.replace(" ", "").casefold() in ("", self.code.casefold())
        return self.code if same else f"{self.code} {self.naam}"


class Voorbeeldprofiel(_Entry):
    """An example to start from: a form of this kind comes pre-filled.

    waarden: of forms that ask more than ja of the function: sheet, code, column and value as its list shows it.
    """

    naam: str
    plaats: Plaats | None = None
    doel: str = ""
    kerntaken: tuple[str, ...]
    competenties: tuple[str, ...] = ()
    waarden: tuple[tuple[str, str, str, str], ...] = ()


class Catalog(Whole, _Entry):
    """All building blocks, in the order of the source. `sha256` is that of the file."""

    id: str
    versie: str
    sha256: str = ""
    bron: Bron
    woorden: Woorden = Field(default_factory=Woorden)
    stappen: tuple[Stap, ...] = ()
    antwoorden: Antwoordkolommen = Field(default_factory=Antwoordkolommen)
    schalen: dict[str, tuple[Schaalwaarde, ...]] = {}
    functieniveaus: tuple[Schaalwaarde, ...] = ()
    soorten: tuple[Soort, ...] = ()
    niveaus: tuple[Soort, ...] = ()
    competentiesoorten: tuple[Soort, ...] = ()
    gebieden: tuple[Soort, ...] = ()
    groepen: tuple[Groep, ...] = ()
    kerntaken: tuple[Kerntaak, ...] = ()
    kernopgaven: tuple[Kernopgave, ...] = ()
    competenties: tuple[Competentie, ...] = ()
    voorbeeldprofielen: tuple[Voorbeeldprofiel, ...] = ()

    @cached_property
    def soort(self) -> dict[str, Soort]:
        """Kinds of kerntaken by code."""
        return {soort.code: soort for soort in self.soorten}

    @cached_property
    def groep(self) -> dict[str, Groep]:
        """Groups by code."""
        return {groep.code: groep for groep in self.groepen}

    @cached_property
    def kerntaak(self) -> dict[str, Kerntaak]:
        """Kerntaken by code."""
        return {kerntaak.code: kerntaak for kerntaak in self.kerntaken}

    @cached_property
    def kernopgave(self) -> dict[str, Kernopgave]:
        """Kernopgaven by code."""
        return {kernopgave.code: kernopgave for kernopgave in self.kernopgaven}

    @cached_property
    def competentie(self) -> dict[str, Competentie]:
        """Competenties by code."""
        return {competentie.code: competentie for competentie in self.competenties}

    def ingangen(self, blad: str) -> Mapping[str, Kerntaak | Kernopgave | Competentie]:
        """The entries by code of a sheet with choices."""
        sheets: dict[str, Mapping[str, Kerntaak | Kernopgave | Competentie]] = {
            KERNTAKEN: self.kerntaak,
            KERNOPGAVEN: self.kernopgave,
            COMPETENTIES: self.competentie,
        }
        return sheets[blad]

    @cached_property
    def voorbeeldprofiel(self) -> dict[str, Voorbeeldprofiel]:
        """Example profiles by name."""
        return {voorbeeld.naam: voorbeeld for voorbeeld in self.voorbeeldprofielen}

    @cached_property
    def altijd(self) -> frozenset[str]:
        """Codes of the kerntaken that are part of every profile."""
        return frozenset(kerntaak.code for kerntaak in self.kerntaken if kerntaak.altijd)

    @cached_property
    def gedeeld(self) -> frozenset[str]:
        """Codes of the kerntaken that a team covers together; those of each person apart count on its pages only."""
        return frozenset(kerntaak.code for kerntaak in self.kerntaken if kerntaak.bereik != "persoonlijk")

    @property
    def heeft_uren(self) -> bool:
        """Whether hours are asked: coverage, signals of overload and the account are made of these."""
        return bool(self.kerntaken) and "uren" in self.antwoorden.kerntaken

    @cached_property
    def eigen_vorm(self) -> bool:
        """Whether its form asks something else than ja, hours and a note."""
        plain = Antwoordkolommen.model_construct()
        return (self.antwoorden.kerntaken, self.antwoorden.competenties) != (plain.kerntaken, plain.competenties)

    @cached_property
    def heeft_redenen(self) -> bool:
        """Whether anything asks for a competentie."""
        return any(groep.competenties for groep in self.groepen) or any(o.competenties for o in self.kernopgaven)

    @property
    def te_kiezen(self) -> tuple[Groep, ...]:
        """The groups that a steunpunt may choose to perform."""
        return tuple(groep for groep in self.groepen if groep.te_kiezen)

    def basisfunctie(self, kerntaak: Kerntaak) -> str | None:
        """Code of the kerntaak's group if the steunpunt can choose it, else None (organisatie, professie)."""
        return kerntaak.groep if self.groep[kerntaak.groep].te_kiezen else None

    def benaming(self, kerntaak: Kerntaak) -> str:
        """Kind of the kerntaak in words, with its niveau if the catalog has them."""
        niveau = [soort.naam for soort in self.niveaus if soort.code == kerntaak.niveau]
        return " · ".join([self.soort[kerntaak.soort].naam, *niveau])
