"""The forms of a steunpunt, judged: accepted answers, findings, who is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from pipeline.model.findings import Finding
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.stray import Zwerfformulier
from pipeline.model.uren import known_sum
from pipeline.model.workbook import Value, Werkmap

Status = Literal["goedgekeurd", "afgekeurd", "onleesbaar", "niet_terug"]  # the one that counts first


@dataclass(frozen=True, slots=True)
class Keuze:
    """What was answered on one row: chosen (None: blank), hours per week (None: unknown), note verbatim.

    Of forms that ask it, by the keys of their columns: past (does it fit the function), and codes of the catalog's
    lists, "" where blank: nodig, mate, ontwikkelen.
    """

    gekozen: bool | None = None
    uren: float | None = None
    toelichting: str = ""
    past: bool | None = None
    nodig: str = ""
    mate: str = ""
    ontwikkelen: str = ""


@dataclass(frozen=True, slots=True)
class Ontwikkelafspraak:
    """An agreement about learning. bij_code: of a task or competency, "" for a general one; vorm: code of the list.

    klaar_op: None while it is open; punten: 0 to 200.
    """

    bij_code: str = ""
    afspraak: str = ""
    vorm: str = ""
    met_wie: str = ""
    gereed_op: dt.date | None = None
    klaar_op: dt.date | None = None
    punten: float | None = None

    @property
    def volledig(self) -> bool:
        """Whether it says what and by when."""
        return bool(self.afspraak and self.gereed_op)


@dataclass(frozen=True, slots=True)
class Antwoorden:
    """An accepted form.

    medewerker is what holds (the team workbook before the form); doel to opmerkingen, the three mappings and functie
    (naam, functienaam, contracturen and so on, by key) are the answers as read. The mappings hold, in catalog order,
    the rows with any answer; kerntaken that are always present are always in and chosen. formulier: id in the stamp;
    vervallen: sheet -> code -> answers at codes that this version of the catalog does not have.
    """

    bestand: str
    sha256: str
    medewerker: Medewerker
    doel: str = ""
    peildatum: dt.date | None = None
    afspraken: str = ""
    opmerkingen: str = ""
    kerntaken: Mapping[str, Keuze] = field(default_factory=dict)
    kernopgaven: Mapping[str, Keuze] = field(default_factory=dict)
    competenties: Mapping[str, Keuze] = field(default_factory=dict)
    functie: Mapping[str, str | float | None] = field(default_factory=dict)
    formulier: str = ""
    vervallen: Mapping[str, Mapping[str, Keuze]] = field(default_factory=dict)
    ontwikkeling: tuple[Ontwikkelafspraak, ...] = ()

    @property
    def personeelsnummer(self) -> str:
        """The number of the team member whose form this is."""
        return self.medewerker.personeelsnummer

    @property
    def taken(self) -> dict[str, Keuze]:
        """The chosen kerntaken."""
        return {code: keuze for code, keuze in self.kerntaken.items() if keuze.gekozen}

    @property
    def gekozen_kernopgaven(self) -> dict[str, Keuze]:
        """The chosen kernopgaven."""
        return {code: keuze for code, keuze in self.kernopgaven.items() if keuze.gekozen}

    @property
    def gekozen_competenties(self) -> dict[str, Keuze]:
        """The chosen competenties."""
        return {code: keuze for code, keuze in self.competenties.items() if keuze.gekozen}

    @property
    def bekende_uren(self) -> float:
        """Sum of the known hours of the chosen kerntaken, per week."""
        return known_sum(keuze.uren for keuze in self.taken.values())

    @property
    def zonder_uren(self) -> int:
        """Number of chosen kerntaken of which the hours are unknown."""
        return sum(keuze.uren is None for keuze in self.taken.values())


@dataclass(frozen=True, slots=True)
class Oordeel:
    """A form and what became of it. antwoorden only when goedgekeurd; werkmap is kept for the returned form.

    niet_terug: a first form that nobody touched since it was handed out.
    gelezen: key of the sheet and cell -> what was read there with certainty, where it was typed otherwise ("4 uur").
    te_verplaatsen: rejected, and there is nothing to correct in it: it belongs in another folder.
    """

    werkmap: Werkmap
    status: Status
    personeelsnummer: str | None
    findings: tuple[Finding, ...]
    antwoorden: Antwoorden | None = None
    gelezen: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    te_verplaatsen: bool = False


@dataclass(frozen=True, slots=True)
class Beoordeeld:
    """A steunpunt with all its forms judged; findings are those of the steunpunt itself.

    leesbaar is False when its team workbook cannot be used at all: then there are no forms and no reports.
    ontbrekend: personeelsnummers of the team without any form; elders: of those whose form is there, but in another
    folder or under another's number; vreemd: the forms among its own that are of another steunpunt by their stamp.
    """

    steunpunt: Steunpunt
    oordelen: tuple[Oordeel, ...] = ()
    findings: tuple[Finding, ...] = ()
    ontbrekend: tuple[str, ...] = ()
    leesbaar: bool = True
    elders: tuple[str, ...] = ()
    vreemd: tuple[Zwerfformulier, ...] = ()

    def op_catalogus(self, naam: str) -> Beoordeeld:
        """The same with only the people on one catalog ("" for the default one), and their forms and findings."""
        if not self.steunpunt.andere and not naam:
            return self
        others = {m.personeelsnummer for m in self.steunpunt.team if m.catalogus != naam}
        team = tuple(m for m in self.steunpunt.team if m.personeelsnummer not in others)
        return replace(
            self,
            steunpunt=replace(self.steunpunt, team=team, onbruikbaar=self.steunpunt.onbruikbaar + len(others)),
            oordelen=tuple(o for o in self.oordelen if o.personeelsnummer not in others),
            ontbrekend=tuple(nummer for nummer in self.ontbrekend if nummer not in others),
            elders=tuple(nummer for nummer in self.elders if nummer not in others),
        )

    @property
    def antwoorden(self) -> tuple[Antwoorden, ...]:
        """The accepted forms, in the order of the team."""
        plaats = {medewerker.personeelsnummer: nummer for nummer, medewerker in enumerate(self.steunpunt.team)}
        accepted = [oordeel.antwoorden for oordeel in self.oordelen if oordeel.antwoorden]
        return tuple(sorted(accepted, key=lambda antwoorden: plaats[antwoorden.personeelsnummer]))

    def niet_geteld(self) -> Iterator[str]:
        """Personeelsnummers of the team whose form is missing or rejected: coverage does not know them."""
        accepted = {antwoorden.personeelsnummer for antwoorden in self.antwoorden}
        yield from (m.personeelsnummer for m in self.steunpunt.team if m.personeelsnummer not in accepted)


Formulierstatus = Literal["goedgekeurd", "afgekeurd", "onleesbaar", "niet_terug", "elders", "ontbreekt"]


def form_status(beoordeeld: Beoordeeld, nummer: str) -> Formulierstatus:
    """What became of somebody's forms; an accepted one goes before those that it replaces."""
    if nummer in beoordeeld.elders:
        return "elders"
    own = [oordeel for oordeel in beoordeeld.oordelen if not oordeel.te_verplaatsen]
    return best_status(oordeel.status for oordeel in own if oordeel.personeelsnummer == nummer)


def best_status(statuses: Iterable[Status | None]) -> Formulierstatus:
    """What became of several forms of one person."""
    found = {*statuses}
    return next((status for status in get_args(Status) if status in found), "ontbreekt")
