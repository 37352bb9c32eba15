"""The team as the reports show it: each member with what became of the form, and the hours if there are any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.analysis.absence import Afwezigheid, scan_absence
from pipeline.analysis.team_needs import Competentiebeeld, Opgavebeeld, survey_competenties, survey_kernopgaven
from pipeline.model.analysed import BELOW_COVERED, Analyse, Dekking, Dekkingstatus, Omvang, weakest
from pipeline.model.catalog import Catalog, Groep, Kerntaak
from pipeline.model.judged import Beoordeeld, Formulierstatus, form_status
from pipeline.model.steunpunt import Medewerker


@dataclass(frozen=True, slots=True)
class Teamlid:
    """A team member; omvang is None unless the form is accepted."""

    medewerker: Medewerker
    formulier: Formulierstatus
    omvang: Omvang | None = None

    @property
    def personeelsnummer(self) -> str:
        """The number of this team member."""
        return self.medewerker.personeelsnummer

    @property
    def telt_mee(self) -> bool:
        """Whether the documents know the answers of this person."""
        return self.formulier == "goedgekeurd"


@dataclass(frozen=True)
class Rapport:
    """What every report of one steunpunt starts from. periode is JJJJ-MM; team in the order of the team workbook."""

    beoordeeld: Beoordeeld
    analyse: Analyse
    catalog: Catalog
    periode: str
    team: tuple[Teamlid, ...]

    @property
    def naam(self) -> str:
        """Name of the steunpunt."""
        return self.beoordeeld.steunpunt.naam

    @cached_property
    def medewerkers(self) -> Mapping[str, Medewerker]:
        """Team members by personeelsnummer."""
        return {lid.personeelsnummer: lid.medewerker for lid in self.team}

    @cached_property
    def afwezigheid(self) -> tuple[Afwezigheid, ...]:
        """What the absence of each counted employee does."""
        return scan_absence(self.beoordeeld, self.analyse, self.catalog)

    @cached_property
    def competentiebeelden(self) -> tuple[Competentiebeeld, ...]:
        """What the team chose of each competentie, and why the work needs it."""
        return survey_competenties(self.beoordeeld, self.catalog)

    @cached_property
    def opgavebeelden(self) -> tuple[Opgavebeeld, ...]:
        """What the team chose of each kernopgave."""
        return survey_kernopgaven(self.beoordeeld, self.catalog)

    @property
    def geteld(self) -> int:
        """Number of team members whose form is accepted."""
        return sum(lid.telt_mee for lid in self.team)

    @property
    def niet_geteld(self) -> tuple[Teamlid, ...]:
        """Team members whose form is missing or rejected, in the order of the team."""
        return tuple(lid for lid in self.team if not lid.telt_mee)

    def voert_uit(self, groep: Groep) -> bool:
        """Whether the steunpunt performs a group."""
        return self.beoordeeld.steunpunt.voert_uit(groep)

    def dekking_van(self, groep: Groep) -> tuple[Dekking, ...]:
        """Coverage of the kerntaken of a group, in catalog order."""
        return self._dekking.get(groep.code, ())

    @cached_property
    def _dekking(self) -> dict[str, tuple[Dekking, ...]]:
        """The same by the code of each group."""
        found: dict[str, tuple[Dekking, ...]] = {}
        for row in self.analyse.dekking:
            groep = self.catalog.kerntaak[row.kerntaak].groep
            found[groep] = (*found.get(groep, ()), row)
        return found

    def oordeel(self, groep: Groep) -> Dekkingstatus | None:
        """The status of its weakest kerntaak; None when the group is not performed, or has no kerntaken."""
        return weakest(Counter(row.status for row in self.dekking_van(groep))) if self.voert_uit(groep) else None

    def zwakste(self, groep: Groep) -> tuple[Kerntaak, ...]:
        """The kerntaken that decide the verdict, in catalog order; () where nothing is weak."""
        oordeel = self.oordeel(groep)
        if oordeel not in BELOW_COVERED:
            return ()
        return tuple(self.catalog.kerntaak[row.kerntaak] for row in self.dekking_van(groep) if row.status == oordeel)


def make_rapport(beoordeeld: Beoordeeld, analyse: Analyse, catalog: Catalog, periode: str) -> Rapport:
    """What the reports of a steunpunt start from; periode is JJJJ-MM."""
    return Rapport(beoordeeld, analyse, catalog, periode, team_of(beoordeeld, analyse))


def team_of(beoordeeld: Beoordeeld, analyse: Analyse) -> tuple[Teamlid, ...]:
    """Every team member, in the order of the team."""
    omvang = {found.personeelsnummer: found for found in analyse.omvang}
    return tuple(
        Teamlid(medewerker, form_status(beoordeeld, nummer), omvang.get(nummer))
        for medewerker in beoordeeld.steunpunt.team
        for nummer in [medewerker.personeelsnummer]
    )
