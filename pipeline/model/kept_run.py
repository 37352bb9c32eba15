"""run.json: its keys are declared here alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Literal, get_args

from pydantic import Field

from pipeline.model.analysed import Dekkingstatus, Ernst, Geldigheid, validity
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Severity
from pipeline.model.judged import Formulierstatus, Status
from pipeline.model.kept_development import RunLeerbehoefte, RunOntwikkeling, RunTaakgebied
from pipeline.model.record import Kept, Number

# --- one steunpunt -------------------------------------------------------------------------------------------------


class Shown(Kept):
    """A finding in words; personeelsnummer: of whom the form is that it is about, where that is known."""

    code: str
    ernst: Severity
    bestand: str = ""
    blad: str
    cel: str = ""
    tekst: str
    oplossing: str
    personeelsnummer: str | None = None


class ShownOnForm(Shown):
    """A finding on a form: rij and kolom are its place by catalog code and key, "" where that is not known."""

    rij: str = ""
    kolom: str = ""


class RunFormulier(Kept):
    """A form and what became of it; profiel: path of its Word profile below the period folder.

    te_verplaatsen: it belongs in another folder, and there is nothing to correct in it. catalogus: id of that of the
    person, "" where nobody knows.
    """

    bestand: str
    personeelsnummer: str | None = None
    status: Status
    profiel: str | None = None
    te_verplaatsen: bool = False
    catalogus: str = ""
    bevindingen: tuple[ShownOnForm, ...]


class RunDekking(Kept):
    """Coverage of a kerntaak: uren is the sum of the known hours per week, uren_onbekend the number of holders without.

    uitvoerders, boven_contract and voorbehoud are personeelsnummers, as in Dekking.
    """

    kerntaak: str
    basisfunctie: str | None = None
    status: Dekkingstatus
    uitvoerders: tuple[str, ...] = ()
    uren: Number
    uren_onbekend: int = 0
    behoefte: Number | None = None
    boven_contract: tuple[str, ...] = ()
    voorbehoud: tuple[str, ...] = ()


class RunAfspraak(Kept):
    """The agreement on a signal: it holds up to and including geldig_tot."""

    reden: str = ""
    geldig_tot: dt.date


class RunSignaal(Kept):
    """A signal of overload in words; verlopen: its agreement ran out."""

    personeelsnummer: str
    code: str
    ernst: Ernst
    tekst: str
    afspraak: RunAfspraak | None = None
    verlopen: bool = False

    @property
    def geldigheid(self) -> Geldigheid:
        """What its agreement did to it."""
        return validity(self.afspraak, self.verlopen)

    @property
    def geldige_afspraak(self) -> RunAfspraak | None:
        """The agreement that accepted it; None: it was open."""
        return self.afspraak if self.geldigheid == "aanvaard" else None


class KeptCatalogus(Kept):
    """Which catalog it was."""

    id: str
    versie: str
    sha256: str

    @classmethod
    def of(cls, catalog: Catalog) -> KeptCatalogus:
        """What is kept of a catalog."""
        return cls(id=catalog.id, versie=catalog.versie, sha256=catalog.sha256)


class RunTerugkeer(Kept):
    """What became of the forms of one leidinggevende: personeelsnummers by how their form stands, each in one place.

    herinnering: path of the reminder below the period folder; None where nothing is awaited.
    """

    herinnering: str | None = None
    ontbreekt: tuple[str, ...] = ()
    uitgedeeld: tuple[str, ...] = ()
    terug: tuple[str, ...] = ()
    te_verbeteren: tuple[str, ...] = ()
    gereed: tuple[str, ...] = ()

    @property
    def is_terug(self) -> int:
        """Number of forms that somebody did something with."""
        return len(self.terug) + len(self.te_verbeteren) + len(self.gereed)

    @property
    def is_uitgedeeld(self) -> int:
        """Number of forms that were handed out, back or not."""
        return len(self.uitgedeeld) + self.is_terug

    @property
    def open(self) -> int:
        """Number of forms that do not count yet."""
        return len(self.ontbreekt) + len(self.uitgedeeld) + len(self.terug) + len(self.te_verbeteren)


class RunSteunpunt(Kept):
    """One steunpunt of run.json; map: its folder below the input, ontbrekend: personeelsnummers without any form.

    elders: personeelsnummers of the team whose form is there, but not in its place; terugkeer: by leidinggevende.
    """

    map: str
    naam: str = ""
    koepel: str = ""
    status: Literal["gelezen", "onleesbaar"]
    formulieren: tuple[RunFormulier, ...]
    ontbrekend: tuple[str, ...] = ()
    elders: tuple[str, ...] = ()
    bevindingen: tuple[Shown, ...] = ()
    dekking: tuple[RunDekking, ...] = ()
    overbelasting: tuple[RunSignaal, ...]
    catalogussen: tuple[KeptCatalogus, ...] = ()
    ontwikkeling: tuple[RunOntwikkeling, ...] = ()
    opleidingsbehoefte: tuple[RunLeerbehoefte, ...] = ()
    taakgebieden: tuple[RunTaakgebied, ...] = ()
    terugkeer: tuple[RunTerugkeer, ...] = ()

    @property
    def leesbaar(self) -> bool:
        """Whether its team workbook could be used."""
        return self.status != "onleesbaar"

    @property
    def tellingen(self) -> dict[Formulierstatus, int]:
        """Number of forms by status, and of people without one."""
        counts: Counter[Formulierstatus] = Counter(form.status for form in self.formulieren)
        return {**counts, "elders": len(self.elders), "ontbreekt": len(self.ontbrekend)}

    @property
    def terug_te_sturen(self) -> int:
        """Number of rejected forms in which somebody has to correct something."""
        return sum(form.status == "afgekeurd" and not form.te_verplaatsen for form in self.formulieren)

    @property
    def open_signalen(self) -> Counter[Ernst]:
        """Number of signals that no agreement accepts, by severity."""
        return Counter(signaal.ernst for signaal in self.overbelasting if not signaal.geldige_afspraak)

    def tel_kerntaken(self, codes: Collection[str]) -> Counter[Dekkingstatus]:
        """Number of these kerntaken by status."""
        return Counter(row.status for row in self.dekking if row.kerntaak in codes)

    def meldingen(self, bestand: str) -> tuple[ShownOnForm, ...]:
        """The findings on a form."""
        return next((form.bevindingen for form in self.formulieren if form.bestand == bestand), ())


# --- the whole run -------------------------------------------------------------------------------------------------


class Totalen(Kept):
    """Numbers of a run; afgekeurd counts the unreadable forms too. niet_terug: forms that nobody touched."""

    steunpunten: int
    formulieren: int
    goedgekeurd: int
    afgekeurd: int
    onleesbaar: int
    niet_terug: int = 0
    profielen: int


def totals(tellingen: Iterable[Mapping[Formulierstatus, int]]) -> Totalen:
    """The numbers of a run from the `tellingen` of each of its steunpunten."""
    steunpunten, found = 0, Counter[Formulierstatus]()
    for steunpunten, one in enumerate(tellingen, 1):  # noqa: B007  # the last is their number
        found.update(one)
    count = {status: found[status] for status in get_args(Status)}
    return Totalen(
        steunpunten=steunpunten,
        formulieren=sum(count.values()),
        goedgekeurd=count["goedgekeurd"],
        afgekeurd=count["afgekeurd"] + count["onleesbaar"],
        onleesbaar=count["onleesbaar"],
        niet_terug=count["niet_terug"],
        profielen=count["goedgekeurd"],
    )


class RunHead(Kept):
    """run.json before its steunpunten; periode is JJJJ-MM, versie that of the program.

    bevindingen: what belongs to no steunpunt, such as a form in a folder of its own.
    """

    soort: Literal["profielbouwer.run/1"] = Field(default="profielbouwer.run/1", alias="schema")
    periode: str
    versie: str
    catalogus: KeptCatalogus
    totalen: Totalen
    bevindingen: tuple[Shown, ...] = ()
    catalogussen: tuple[KeptCatalogus, ...] = ()


class RunVervallen(Kept):
    """A file in vervallen/: its place below the period folder before and now, and in words why it moved."""

    was: str
    nu: str
    reden: str


class RunFile(RunHead):
    """The whole of run.json; bestanden: path below the period folder -> sha256 of all its files but run.json itself.

    vervallen: all that lies in vervallen/, which is no part of bestanden.
    """

    steunpunten: tuple[RunSteunpunt, ...]
    vervallen: tuple[RunVervallen, ...] = ()
    bestanden: dict[str, str]


class Controle(Kept):
    """What a check found: steunpunten as in run.json, without reports, and findings on what belongs to none."""

    bevindingen: tuple[Shown, ...] = ()
    steunpunten: tuple[RunSteunpunt, ...]
