"""The team of the worked example (ontwikkeling.md 7), as accepted forms made from text. All people are made up."""

from __future__ import annotations

import datetime as dt

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


_DOES = " | ".join(
    f"{code} ja ja" for code in (*(f"2.3-U{n}" for n in (1, 2, 3, 5)), *(f"2.4-U{n}" for n in range(1, 9)))
)
FORMS = (
    Antwoorden(
        "formulieren/4001.xlsx",
        "1" * 64,
        person("4001"),
        doel="Vrijwilligers vinden, begeleiden en behouden.",
        kerntaken=tasks(f"{_DOES} | 2.4-T1 ja nee | 3.1-U3 ja - | 2.4-T2 - ja mogelijk | 3.1-T2 nee - nodig"),
        competenties=competencies("EMG-09 N3 | SA-02 N4 | SA-05 N2 nodig | CL-02 N2 | SW-06 G1 | VO-06 G mogelijk"),
        functie={"ingevuld_door": "samen", "positie": "Werkt zelfstandig; één coördinator in het steunpunt."},
        ontwikkeling=(
            Ontwikkelafspraak(
                "SA-05", "cursus gesprekken volgen", "training of cursus", "", dt.date(2027, 3, 1), None, 8.0
            ),
        ),
    ),
    Antwoorden(
        "formulieren/4002.xlsx",
        "2" * 64,
        person("4002"),
        kerntaken=tasks(
            "2.4-U1 ja nee | 2.4-U2 ja ja | 2.4-T1 ja ja | 3.1-U1 ja ja | 3.1-U2 ja ja | 3.1-U3 ja ja | 3.1-U4 ja ja"
            " | 3.1-T1 ja ja | 3.1-T2 ja ja | 3.1-T3 - - mogelijk"
        ),
        competenties=competencies("SA-05 N4 | SA-02 G2 | CL-02 N2 nodig | SW-06 N3 | VO-06 N1 nodig"),
        functie={"ingevuld_door": "samen"},
        ontwikkeling=(
            agreed("CL-02", "meelopen", "coaching op de werkplek", dt.date(2026, 10, 1)),
            agreed("VO-06", "groep starten", "intervisie", dt.date(2027, 6, 30)),
        ),
    ),
    Antwoorden(
        "formulieren/4003.xlsx",
        "3" * 64,
        person("4003", "scw"),
        competenties=competencies("4A N3 | 4B N2 nodig | 4F N2 | 4J G | 4K G2 mogelijk | 4S N4"),
        functie={"ingevuld_door": "samen", "niveau": "SCW3"},
        ontwikkeling=(
            Ontwikkelafspraak(
                "4B",
                "basistraining",
                "training of cursus",
                "",
                dt.date(2026, 9, 15),
                dt.date(2026, 9, 15),
                12.0,
            ),
        ),
    ),
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
