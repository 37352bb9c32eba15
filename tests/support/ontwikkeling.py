"""The team of the worked example (ontwikkeling.md 7), as accepted forms made from text. All people are made up."""

from __future__ import annotations

import datetime as dt

from examples.meerwijk import AFSPRAKEN, COMPETENTIES, FUNCTIE, TAKEN
from pipeline.analysis.development import develop
from pipeline.definitions.catalog_file import load_catalog
from pipeline.definitions.rules import Rules, load_rules
from pipeline.definitions.schema_files import SCHEMAS
from pipeline.model.catalog import Catalog
from pipeline.model.development import Leerpersoon
from pipeline.model.judged import Antwoorden, Beoordeeld, Keuze, Ontwikkelafspraak
from pipeline.model.steunpunt import Medewerker, Steunpunt
from tests.support.helpers import oordeel, per_code

UITWERKING = load_catalog(SCHEMAS / "catalogs" / "uitwerking.yaml")
SCW = load_catalog(SCHEMAS / "catalogs" / "scw.yaml")
FIRST_DAY = dt.date(2026, 11, 1)


def own_rules(*, mate: bool = True, norm: float | None = 20) -> Rules:
    """The shipped rules, with what HR can turn on."""
    rules = load_rules()
    return rules.model_copy(
        update={"ontwikkeling": rules.ontwikkeling.model_copy(update={"mate": mate, "punten_per_jaar": norm})}
    )


RULES = own_rules()


def tasks(text: str) -> dict[str, Keuze]:
    """Rows "2.4-T1 ja nee mogelijk": nu, past and ontwikkelen, "-" for a blank."""
    yes = {"ja": True, "nee": False, "-": None}
    found = {}
    for code, rest in per_code(text).items():
        nu, past, *learn = rest.split()
        found[code] = Keuze(yes[nu], past=yes[past], ontwikkelen=learn[0] if learn else "")
    return found


def competencies(text: str) -> dict[str, Keuze]:
    """Rows "SA-05 N2 nodig": noodzakelijk or gewenst with the grade, and ontwikkelen."""
    found = {}
    for code, rest in per_code(text).items():
        need, *learn = rest.split()
        nodig = {"N": "noodzakelijk", "G": "gewenst"}[need[0]]
        found[code] = Keuze(True, nodig=nodig, mate=need[1:], ontwikkelen=learn[0] if learn else "")
    return found


def person(nummer: str, catalogus: str = "") -> Medewerker:
    """Somebody of Steunpunt Meerwijk."""
    return Medewerker(nummer, f"Persoon {nummer}", "Coördinator", None, "L. Verzonnen", catalogus=catalogus)


def agreed(code: str, what: str, vorm: str, by: dt.date, done: dt.date | None = None) -> Ontwikkelafspraak:
    """An agreement."""
    return Ontwikkelafspraak(code, what, vorm, "", by, done)


def _form(nummer: str, catalogus: str = "", **functie: str) -> Antwoorden:
    """The accepted form of somebody of the example."""
    return Antwoorden(
        f"formulieren/{nummer}.xlsx",
        nummer[-1] * 64,
        person(nummer, catalogus),
        doel=str(FUNCTIE[nummer]["Doel van de functie"]),
        kerntaken=tasks(TAKEN.get(nummer, "")),
        competenties=competencies(COMPETENTIES[nummer]),
        functie={"ingevuld_door": "samen", **functie},
        ontwikkeling=tuple(_plan(*row) for row in AFSPRAKEN[nummer]),
    )


def _plan(
    code: str, what: str, vorm: str, who: str | None, by: dt.date, done: dt.date | None, punten: float | None
) -> Ontwikkelafspraak:
    return Ontwikkelafspraak(code, what, vorm, who or "", by, done, punten)


FORMS = (
    _form("4001", positie=str(FUNCTIE["4001"]["Positie, rol en inschaling"])),
    _form("4002"),
    _form("4003", "scw", niveau="SCW3"),
)
STEUNPUNT = Steunpunt(
    "meerwijk", "Steunpunt Meerwijk", team=tuple(form.medewerker for form in FORMS), andere={"scw": SCW}
)


def catalog_of(form: Antwoorden) -> Catalog:
    """The catalog of somebody's profession."""
    return STEUNPUNT.catalogus_van(form.medewerker, UITWERKING)


def learner(form: Antwoorden, rules: Rules = RULES) -> Leerpersoon:
    """What is worked out of one form."""
    judged = Beoordeeld(STEUNPUNT, (oordeel(form),))
    found = develop(judged, UITWERKING, rules, FIRST_DAY, {}).van(form.personeelsnummer)
    assert found is not None
    return found
