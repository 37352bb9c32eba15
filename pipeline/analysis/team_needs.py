"""What the team as a whole chose and what its work asks for: competenties (Stap 6) and kernopgaven (Stap 5).

A competency is what a function needs; that somebody chose it is no proof of mastery, and that nobody did no lack of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.definitions.reasons import Reason, reasons
from pipeline.model.catalog import Catalog, Competentie, Kernopgave
from pipeline.model.judged import Beoordeeld


@dataclass(frozen=True, slots=True)
class Competentiebeeld:
    """A competency over the team: who chose it, and what chosen by anybody asks for it."""

    competentie: Competentie
    gekozen_door: tuple[str, ...]
    redenen: tuple[Reason, ...]

    @property
    def kerntaken(self) -> tuple[str, ...]:
        """Codes of the chosen kerntaken that ask for it, through their group."""
        return tuple(code for reden in self.redenen for code in reden.kerntaken)

    @property
    def gemist(self) -> bool:
        """Whether the work of the team asks for it and nobody chose it."""
        return bool(self.redenen) and not self.gekozen_door


@dataclass(frozen=True, slots=True)
class Opgavebeeld:
    """A kernopgave over the team: who chose it, and which of the competencies that it asks for nobody chose."""

    kernopgave: Kernopgave
    gekozen_door: tuple[str, ...]
    niet_gekozen: tuple[Competentie, ...]


def survey_competenties(beoordeeld: Beoordeeld, catalog: Catalog) -> tuple[Competentiebeeld, ...]:
    """Every competency of the catalog, over the accepted forms; people in the order of the team."""
    forms = beoordeeld.antwoorden
    kerntaken = {code for form in forms for code in form.taken}
    kernopgaven = {code for form in forms for code in form.gekozen_kernopgaven}
    chosen = [(form.personeelsnummer, form.gekozen_competenties) for form in forms]
    return tuple(
        Competentiebeeld(
            competentie,
            tuple(nummer for nummer, codes in chosen if competentie.code in codes),
            reasons(competentie.code, kerntaken, kernopgaven, catalog),
        )
        for competentie in catalog.competenties
    )


def survey_kernopgaven(beoordeeld: Beoordeeld, catalog: Catalog) -> tuple[Opgavebeeld, ...]:
    """Every kernopgave of the catalog, over the accepted forms; people in the order of the team."""
    forms = beoordeeld.antwoorden
    competenties = {code for form in forms for code in form.gekozen_competenties}
    chosen = [(form.personeelsnummer, form.gekozen_kernopgaven) for form in forms]
    return tuple(
        Opgavebeeld(
            opgave,
            tuple(nummer for nummer, codes in chosen if opgave.code in codes),
            tuple(catalog.competentie[code] for code in opgave.competenties if code not in competenties),
        )
        for opgave in catalog.kernopgaven
    )
