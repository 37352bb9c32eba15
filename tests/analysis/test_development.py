"""What people need to learn: the example of ontwikkeling.md 7, its boundaries, and rules held against a second form."""

import datetime as dt
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
import yaml

from pipeline.analysis.development import develop
from pipeline.analysis.summary import summarise
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.rules import Rules
from pipeline.definitions.schema_files import SCHEMAS
from pipeline.model.analysed import Analyse
from pipeline.model.catalog import COMPETENTIES, KERNTAKEN, Catalog
from pipeline.model.development import KlareAfspraak, Leerbehoefte, Ontwikkeling
from pipeline.model.judged import Antwoorden, Beoordeeld, Keuze, Ontwikkelafspraak
from pipeline.model.steunpunt import Steunpunt
from tests.support.helpers import oordeel
from tests.support.ontwikkeling import (
    FIRST_DAY,
    FORMS,
    RULES,
    SCW,
    STEUNPUNT,
    UITWERKING,
    agreed,
    competencies,
    own_rules,
    person,
    tasks,
)


def developed(*forms: Antwoorden, rules: Rules = RULES, day: dt.date = FIRST_DAY) -> Ontwikkeling:
    """What is worked out of a team with these accepted forms."""
    team = Steunpunt("m", "Meerwijk", team=tuple(form.medewerker for form in forms), andere={"scw": SCW})
    return develop(Beoordeeld(team, tuple(map(oordeel, forms))), UITWERKING, rules, day, {})


def one(nummer: str = "1", taken: str = "", comp: str = "", *plan: Ontwikkelafspraak) -> Antwoorden:
    """The accepted form of somebody on uitwerking."""
    form = Antwoorden(f"formulieren/{nummer}.xlsx", "1" * 64, person(nummer), ontwikkeling=plan)
    return replace(form, kerntaken=tasks(taken) if taken else {}, competenties=competencies(comp) if comp else {})


def points(found: Ontwikkeling, nummer: str) -> dict[str, tuple[str, ...]]:
    """The gesprekspunten of somebody: code and cause -> codes."""
    of = found.van(nummer)
    assert of is not None
    return {f"{punt.code} {punt.oorzaak}".strip(): punt.codes for punt in of.gesprekspunten}


def rows(found: Ontwikkeling, catalogus: str = "uitwerking", blad: str = COMPETENTIES) -> list[Leerbehoefte]:
    """The needs in their rank."""
    return [row for row in found.behoeften if (row.catalogus, row.blad) == (catalogus, blad)]


# --- the worked example ----------------------------------------------------------------------------------------------


EXAMPLE = developed(*FORMS)


def test_what_to_talk_about() -> None:
    """The gesprekspunten of the three."""
    assert points(EXAMPLE, "4001") == {"G1": ("2.4-T1",), "G2": ("CL-02",), "G3 geen": ("3.1-T2",)}
    assert points(EXAMPLE, "4002") == {"G1": ("2.4-U1",), "G4": ("CL-02",)}
    assert points(EXAMPLE, "4003") == {"G2": ("4F",), "G3 klaar": ("4B",)}


def test_what_the_team_needs() -> None:
    """By rank, with who, how and who can help."""
    cl, vo, sa = rows(EXAMPLE)
    assert (cl.code, cl.nodig, cl.te_bespreken, cl.vorm) == ("CL-02", ("4002",), ("4001",), "individueel")
    assert (vo.code, vo.nodig, vo.mogelijk, vo.vorm) == ("VO-06", ("4002",), ("4001",), "individueel")
    assert (sa.code, sa.nodig, sa.vorm, sa.helpers) == ("SA-05", ("4001",), "collega", ("4002",))
    assert [(row.code, row.vorm) for row in rows(EXAMPLE, "scw")] == [("4B", "individueel"), ("4F", ""), ("4K", "")]
    taken = rows(EXAMPLE, blad=KERNTAKEN)
    assert [(row.code, row.nodig, row.mogelijk, row.vorm) for row in taken] == [
        ("3.1-T2", ("4001",), (), "collega"),
        ("2.4-T2", (), ("4001",), ""),
        ("3.1-T3", (), ("4002",), ""),
    ]


def test_who_does_what() -> None:
    """28 areas: five of them with anybody."""
    areas = {(area.groep, area.niveau[:1]): area for area in EXAMPLE.taakgebieden}
    assert len(areas) == 28
    done = {key: (area.stand, area.taken, area.van) for key, area in areas.items() if area.mensen}
    assert done == {
        ("2.3", "u"): ("één persoon", 4, 10),
        ("2.4", "u"): ("meer mensen", 8, 8),
        ("2.4", "t"): ("meer mensen", 1, 3),
        ("3.1", "u"): ("meer mensen", 4, 11),
        ("3.1", "t"): ("één persoon", 2, 8),
    }


def test_points_of_the_year() -> None:
    """Only what is done counts."""
    assert {one.personeelsnummer: one.punten for one in EXAMPLE.personen} == {"4001": 0, "4002": 0, "4003": 12}


def test_without_grades() -> None:
    """The order changes, nobody is compared with a norm that was not asked, the rest stays."""
    forms = [
        replace(form, competenties={code: replace(keuze, mate="") for code, keuze in form.competenties.items()})
        for form in FORMS
    ]
    found = developed(*forms, rules=own_rules(mate=False))
    assert [(row.code, row.vorm) for row in rows(found)] == [
        (code, "individueel") for code in ("VO-06", "SA-05", "CL-02")
    ]
    assert not any(row.te_bespreken for row in found.behoeften)
    assert points(found, "4001") == {"G1": ("2.4-T1",), "G3 geen": ("3.1-T2",)}
    assert rows(found, blad=KERNTAKEN) == rows(EXAMPLE, blad=KERNTAKEN)
    assert found.taakgebieden == EXAMPLE.taakgebieden


def test_the_umbrella_gets_counts_only() -> None:
    """Of each catalog the people asked, and at each competency two counts; no task, no grade, nobody."""
    empty = Analyse((), (), ())
    found = summarise(Beoordeeld(STEUNPUNT, tuple(map(oordeel, FORMS))), empty, (), EXAMPLE).opleiding
    assert {(cijfer.catalogus, cijfer.mensen): dict(cijfer.behoeften) for cijfer in found} == {
        ("uitwerking", 2): {"CL-02": (1, 0), "VO-06": (1, 1), "SA-05": (1, 0)},
        ("scw", 1): {"4B": (1, 0), "4K": (0, 1)},
    }


# --- boundaries ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "talk"),
    [("N2", True), ("N3", False), ("N", False), ("G1", False), ("N2 nee", False)],
)
def test_when_a_grade_is_talked_about(answer: str, talk: bool) -> None:
    """Only below what is enough, where the function needs it and nothing was said about learning."""
    assert bool(points(developed(one("1", "", f"CL-02 {answer}")), "1")) == talk


def test_together_from_three() -> None:
    """Two learn from a colleague who can, three as a group; who needs it too does not help."""
    need, able = "CL-02 N2 nodig", "CL-02 N4"
    two = developed(one("1", "", need), one("2", "", need), one("3", "", able), one("4", "", "CL-02 N4 nodig"))
    assert [(row.vorm, row.helpers) for row in rows(two)] == [("samen", ("3",))]
    few = developed(one("1", "", need), one("2", "", need), one("3", "", able))
    assert [(row.vorm, row.helpers) for row in rows(few)] == [("collega", ("3",))]


@pytest.mark.parametrize(("by", "late"), [(dt.date(2026, 10, 31), True), (dt.date(2026, 11, 1), False)])
def test_an_agreement_is_overdue_from_its_day(by: dt.date, late: bool) -> None:
    """Before the first day of the period."""
    form = one("1", "", "CL-02 N3 nodig", agreed("CL-02", "oefenen", "intervisie", by))
    assert ("G4" in points(developed(form), "1")) == late


@pytest.mark.parametrize(
    ("done", "punten"),
    [("2025-12-31", 0), ("2026-01-01", 8), ("2026-11-30", 8), ("2026-12-01", 0)],
)
def test_points_of_this_year_until_now(done: str, punten: float) -> None:
    """Within the calendar year, and not after the last day of the period."""
    deal = Ontwikkelafspraak("CL-02", "cursus", "", "", dt.date(2026, 12, 1), dt.date.fromisoformat(done), 8.0)
    found = developed(one("1", "", "CL-02 N3", deal)).van("1")
    assert found and found.punten == punten


@pytest.mark.parametrize(("done", "still"), [(dt.date(2026, 11, 30), False), (dt.date(2026, 12, 1), True)])
def test_done_in_the_future_is_open(done: dt.date, still: bool) -> None:
    """The need has its agreement still."""
    form = one("1", "", "CL-02 N3 nodig", agreed("CL-02", "oefenen", "", dt.date(2026, 12, 31), done))
    assert points(developed(form), "1") == ({} if still else {"G3 klaar": ("CL-02",)})


def test_what_was_done_in_an_earlier_form_still_counts() -> None:
    """Its points in its year, and as the cause."""
    form = one("1", "", "CL-02 N3 nodig")
    team = Steunpunt("m", "Meerwijk", team=(form.medewerker,))
    eerder = {"1": (KlareAfspraak("CL-02", dt.date(2026, 3, 1), 6.0),)}
    found = develop(Beoordeeld(team, (oordeel(form),)), UITWERKING, RULES, FIRST_DAY, eerder)
    assert found.van("1").punten == 6  # type: ignore[union-attr]
    assert points(found, "1") == {"G3 klaar": ("CL-02",)}


# --- against a second form of the rules ------------------------------------------------------------------------------

BOUWSTENEN = shipped_catalog()
CATALOGS = {"": UITWERKING, "scw": SCW, "bouwstenen": BOUWSTENEN}
ALL_THREE = RULES.model_copy(
    update={"ontwikkeling": RULES.ontwikkeling.model_copy(update={"aan": ("uitwerking", "scw", "bouwstenen")})}
)


def _need(keuze: Keuze) -> str:
    if keuze.ontwikkelen in ("nodig", "mogelijk"):
        return keuze.ontwikkelen
    low = keuze.mate in ("1", "2") and keuze.nodig != "gewenst"
    return "te_bespreken" if low and keuze.ontwikkelen == "" else ""


def _expected(forms: list[Antwoorden], catalog: Catalog) -> list[tuple[object, ...]]:
    """The ranked needs at competencies, written without a look at the product."""
    found = []
    for place, competentie in enumerate(catalog.competenties):
        code = competentie.code
        answers: Mapping[str, Keuze] = {
            form.personeelsnummer: form.competenties[code] for form in forms if code in form.competenties
        }
        needs = {nummer: _need(keuze) for nummer, keuze in answers.items()}
        groups = [
            tuple(n for n, need in needs.items() if need == kind) for kind in ("nodig", "te_bespreken", "mogelijk")
        ]
        if not any(groups):
            continue
        nodig = groups[0]
        needed = sum(answers[nummer].nodig != "gewenst" for nummer in nodig)
        able = [n for n, keuze in answers.items() if keuze.mate == "4" and not needs[n]]
        vorm = "" if not nodig else "samen" if len(nodig) >= 3 else "collega" if able else "individueel"
        rank = (-needed, *(-len(group) for group in groups), place)
        found.append((rank, code, *groups, vorm))
    return [row[1:] for row in sorted(found)]


def _random_form(r: random.Random, nummer: str, catalogus: str) -> Antwoorden:
    """On a form of building blocks a competency is chosen or not; the others say how much it is needed."""
    codes = [c.code for c in CATALOGS[catalogus].competenties if not c.gevoelig]
    own = {
        code: Keuze(
            True,
            nodig="" if catalogus == "bouwstenen" else r.choice(["noodzakelijk", "gewenst"]),
            mate=r.choice(["", "1", "2", "3", "4"]),
            ontwikkelen=r.choice(["", "", "nodig", "mogelijk", "nee"]),
        )
        for code in r.sample(codes, min(len(codes), 12))
    }
    form = Antwoorden(f"formulieren/{nummer}.xlsx", "1" * 64, person(nummer, catalogus))
    return replace(form, competenties=own)


def test_random_teams_against_a_second_form_of_the_rules() -> None:
    """300 teams of one to nine people over three catalogs."""
    r = random.Random(13)
    for _ in range(300):
        forms = [_random_form(r, str(nummer), r.choice([*CATALOGS])) for nummer in range(r.randint(1, 9))]
        team = Steunpunt(
            "m", "M", team=tuple(f.medewerker for f in forms), andere={"scw": SCW, "bouwstenen": BOUWSTENEN}
        )
        found = develop(Beoordeeld(team, tuple(map(oordeel, forms))), UITWERKING, ALL_THREE, FIRST_DAY, {})
        for catalogus, catalog in CATALOGS.items():
            own = [form for form in forms if form.medewerker.catalogus == catalogus]
            said = [(row.code, row.nodig, row.te_bespreken, row.mogelijk, row.vorm) for row in rows(found, catalog.id)]
            assert said == _expected(own, catalog)


# --- what changes nothing --------------------------------------------------------------------------------------------


def changed_catalog(change: Callable[[str], str]) -> Catalog:
    """The catalog of coordinators with its text changed."""
    text = (SCHEMAS / "catalogs" / "uitwerking.yaml").read_text("utf-8")
    return Catalog.model_validate(yaml.safe_load(change(text)))


def test_other_codes_change_only_codes() -> None:
    """No rule knows one."""
    codes = [*UITWERKING.kerntaak, *UITWERKING.competentie]
    every = re.compile(
        "|".join(rf"(?<![\w.-]){re.escape(code)}(?![\w-])" for code in sorted(codes, key=len, reverse=True))
    )

    def renamed(text: str) -> str:
        return every.sub(lambda found: f"Z{found.group()}", text)

    own = [form for form in FORMS if not form.medewerker.catalogus]
    other = [
        replace(
            form,
            kerntaken={f"Z{code}": keuze for code, keuze in form.kerntaken.items()},
            competenties={f"Z{code}": keuze for code, keuze in form.competenties.items()},
            ontwikkeling=tuple(replace(plan, bij_code=f"Z{plan.bij_code}") for plan in form.ontwikkeling),
        )
        for form in own
    ]
    catalog = changed_catalog(renamed)
    team = Steunpunt("m", "Meerwijk", team=tuple(form.medewerker for form in own))
    found = develop(Beoordeeld(team, tuple(map(oordeel, other))), catalog, RULES, FIRST_DAY, {})
    before = develop(Beoordeeld(team, tuple(map(oordeel, own))), UITWERKING, RULES, FIRST_DAY, {})
    assert [replace(row, code=row.code.removeprefix("Z")) for row in found.behoeften] == [*before.behoeften]
    for one, then in zip(found.personen, before.personen, strict=True):
        said = [
            replace(punt, codes=tuple(code.removeprefix("Z") for code in punt.codes)) for punt in one.gesprekspunten
        ]
        assert said == [*then.gesprekspunten]
    assert found.taakgebieden == before.taakgebieden


def test_what_is_basic_and_what_is_more_changes_no_rule() -> None:
    """The labels of tasks may be swapped."""
    swap = {"basis": "aanvullend", "aanvullend": "basis"}
    catalog = changed_catalog(
        lambda text: re.sub(r"(?<=soort: )(basis|aanvullend)(?=[,}\s])", lambda found: swap[found.group()], text)
    )
    assert [taak.soort for taak in catalog.kerntaken] != [taak.soort for taak in UITWERKING.kerntaken]
    own = [form for form in FORMS if not form.medewerker.catalogus]
    team = Steunpunt("m", "Meerwijk", team=tuple(form.medewerker for form in own))
    judged = Beoordeeld(team, tuple(map(oordeel, own)))
    assert develop(judged, catalog, RULES, FIRST_DAY, {}) == develop(judged, UITWERKING, RULES, FIRST_DAY, {})
