"""Coverage per kerntaak: every status with its boundaries, in the order of design.md 3.4.

In bouwstenen: a and b belong to BF1, e to BF2; q counts always, r to t when asked for, u and v are personal.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analysis.coverage import cover
from pipeline.definitions.catalog_file import load_catalog, shipped_catalog
from pipeline.model.analysed import Dekking, Dekkingstatus
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Beoordeeld
from tests.support.helpers import SMALL_CATALOG, beoordeeld, steunpunt

CATALOG = shipped_catalog()


def rows(judged: Beoordeeld, over: tuple[str, ...] = (), catalog: Catalog = CATALOG) -> dict[str, Dekking]:
    """The rows of the matrix by code of the kerntaak."""
    return {row.kerntaak: row for row in cover(judged, catalog, over)}


def status(code: str, *mensen: str, behoefte: str = "", uitgevoerd: str = "BF1") -> Dekkingstatus:
    """Status of one kerntaak in a steunpunt with these people (see helpers.beoordeeld)."""
    return rows(beoordeeld(*mensen, van=steunpunt(uitgevoerd, behoefte)))[code].status


def test_every_kerntaak_has_a_row_in_the_order_of_the_catalog() -> None:
    """Also those that nobody has and those that the steunpunt does not perform (design.md 2.4)."""
    found = cover(beoordeeld("1001 36: a 4"), CATALOG, ())
    assert [row.kerntaak for row in found] == list("abcdefghijklmnopqrstuv")
    assert [row.basisfunctie for row in found][::4] == ["BF1", "BF2", "BF2", "BF4", None, None]


def test_two_people_with_hours_cover_a_kerntaak() -> None:
    """The one status without a remark."""
    assert status("a", "1001 36: a 4", "1002 24: a 2.5") == "gedekt"


def test_one_person_is_vulnerable() -> None:
    """When that person falls ill nobody does it."""
    assert status("a", "1001 36: a 4", "1002 24: b 2.5") == "kwetsbaar"


def test_a_task_that_nobody_has_is_not_covered() -> None:
    """A row with "nee" is no holder."""
    assert status("a", "1001 36: b 4", "1002 36: a nee") == "ongedekt"


# --- hours that do not stand behind a task -------------------------------------------------------------------------


def test_zero_hours_are_a_task_on_paper() -> None:
    """Chosen, but no hours at all; for two people as for one."""
    assert status("a", "1001 36: a 0") == "op_papier"
    assert status("a", "1001 36: a 0", "1002 36: a 0") == "op_papier"


def test_unknown_hours_may_be_enough() -> None:
    """A blank is unknown and never 0: one unknown among zeros is no task on paper."""
    assert status("a", "1001 36: a ?") == "kwetsbaar"
    assert status("a", "1001 36: a 0", "1002 36: a ?") == "gedekt"
    assert status("a", "1001 36: a 1", "1002 36: a ?", behoefte="a 8") == "gedekt"


def test_fewer_hours_than_needed_are_a_task_on_paper() -> None:
    """With Behoefte given and all hours known."""
    assert status("a", "1001 36: a 3.5", behoefte="a 4") == "op_papier"
    assert status("a", "1001 36: a 2", "1002 36: a 1.5", behoefte="a 4") == "op_papier"


def test_exactly_the_needed_hours_are_enough() -> None:
    """Below is the boundary; float sums do not move it."""
    assert status("a", "1001 36: a 4", behoefte="a 4") == "kwetsbaar"
    assert status("a", "1001 36: a 2.5", "1002 36: a 1.5", behoefte="a 4") == "gedekt"
    assert 0.7 + 0.1 < 0.8
    assert status("a", "1001 36: a 0.7", "1002 36: a 0.1", behoefte="a 0.8") == "gedekt"


def test_a_need_of_zero_asks_for_no_hours_but_zero_hours_stay_on_paper() -> None:
    """The sum 0 is on paper whatever Behoefte says."""
    assert status("a", "1001 36: a 1", behoefte="a 0") == "kwetsbaar"
    assert status("a", "1001 36: a 0", behoefte="a 0") == "op_papier"


def test_the_need_of_one_task_says_nothing_of_another() -> None:
    """Behoefte is per kerntaak."""
    assert status("b", "1001 36: a 1 | b 1", behoefte="a 8") == "kwetsbaar"


# --- scope ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mens", ["1001 36: a 4", "1001 36: e 4", "1001 36: e 0", "1001 36: e ?"])
def test_a_basisfunctie_that_is_not_performed_comes_before_all(mens: str) -> None:
    """Whoever has it and whatever is needed (Stap 2)."""
    assert status("e", mens) == "niet_gekozen"
    assert status("e", mens, behoefte="e 8") == "niet_gekozen"
    assert status("e", mens, uitgevoerd="BF1 BF2") != "niet_gekozen"


def test_holders_and_hours_stay_visible_where_the_basisfunctie_is_not_performed() -> None:
    """The matrix shows that somebody spends time on it."""
    row = rows(beoordeeld("1001 36: e 4", "1002 36: e ?"))["e"]
    assert (row.status, row.uitvoerders, row.uren, row.uren_onbekend) == ("niet_gekozen", ("1001", "1002"), 4.0, 1)


def test_kerntaak_q_is_always_in_scope() -> None:
    """Also in a steunpunt that performs nothing yet."""
    assert status("q", "1001 36: a 4", uitgevoerd="") == "ongedekt"
    assert status("q", "1001 36: q 0", uitgevoerd="") == "op_papier"
    assert status("q", "1001 36: q ?", uitgevoerd="") == "kwetsbaar"


@pytest.mark.parametrize("code", ["r", "s", "t"])
def test_organisation_tasks_count_when_asked_for(code: str) -> None:
    """When somebody has them or Behoefte names them, with 0 hours too; else nobody chose them."""
    assert status(code, "1001 36: a 4") == "niet_gekozen"
    assert status(code, "1001 36: a 4", behoefte=f"{code} 2") == "ongedekt"
    assert status(code, "1001 36: a 4", behoefte=f"{code} 0") == "ongedekt"
    assert status(code, f"1001 36: {code} 3") == "kwetsbaar"
    assert status(code, f"1001 36: {code} 1", behoefte=f"{code} 2") == "op_papier"
    assert status(code, f"1001 36: {code} nee") == "niet_gekozen"


@pytest.mark.parametrize("code", ["u", "v"])
def test_profession_tasks_are_personal(code: str) -> None:
    """Covered when every accepted form has them: one person is enough, hours do not matter."""
    assert status(code, f"1001 36: {code} 1") == "gedekt"
    assert status(code, f"1001 36: {code} 0") == "gedekt"
    assert status(code, f"1001 36: {code} 0", f"1002 36: {code} ?", behoefte=f"{code} 8") == "gedekt"
    assert status(code, f"1001 36: {code} 1", "1002 36: a 4") == "ongedekt"
    assert status(code, f"1001 36: {code} 1", "1002 36") == "gedekt"


def test_without_any_accepted_form_everything_in_scope_is_not_covered() -> None:
    """The team is there, its forms are not."""
    found = rows(beoordeeld("1001 36", "1002 24", van=steunpunt("BF1", behoefte="r 2")))
    assert {code for code, row in found.items() if row.status == "ongedekt"} == set("abcdqruv")
    assert {code for code, row in found.items() if row.status == "niet_gekozen"} == set("efghijklmnopst")


def test_a_steunpunt_without_a_team_has_rows_too() -> None:
    """Nothing divides by the number of people."""
    assert rows(beoordeeld())["u"].status == "ongedekt"


# --- what a row shows beside its status ----------------------------------------------------------------------------


def test_a_row_holds_the_hours_per_person_in_the_order_of_the_team() -> None:
    """Sum of the known hours, number of unknown ones, and the need."""
    row = rows(beoordeeld("1002 36: a 2.5", "1003 36: b 4", "1001 36: a ?", van=steunpunt("BF1", "a 6")))["a"]
    assert list(row.uren_per_persoon.items()) == [("1002", 2.5), ("1001", None)]
    assert (row.uren, row.uren_onbekend, row.behoefte) == (2.5, 1, 6.0)


def test_holders_who_are_over_contract_are_named() -> None:
    """Only holders of the task, in the order of the team."""
    found = rows(beoordeeld("1001 9: a 40", "1002 9: b 40", "1003 9: a 40 | b 1"), over=("1003", "1001", "1002"))
    assert found["a"].boven_contract == ("1001", "1003")
    assert found["b"].boven_contract == ("1002", "1003")
    assert found["c"].boven_contract == ()


def test_missing_forms_are_a_reservation_where_they_could_change_the_status() -> None:
    """Not where a task is covered already or the basisfunctie is not performed (design.md 3.4)."""
    people = ("1001 36: a 4 | b 2 | e 4 | q 1 | u 1", "1002 36: a 1 | c 0 | q 1 | u 1", "1003 36", "1004 24")
    found = rows(beoordeeld(*people))
    assert found["a"].voorbehoud == ()
    assert found["b"].voorbehoud == ("1003", "1004")
    assert found["c"].voorbehoud == ("1003", "1004")
    assert found["d"].voorbehoud == ("1003", "1004")
    assert found["e"].voorbehoud == found["f"].voorbehoud == ()
    assert found["r"].voorbehoud == ("1003", "1004")
    assert found["u"].voorbehoud == ()


def test_without_missing_forms_there_is_no_reservation() -> None:
    """Every form is in."""
    assert {row.voorbehoud for row in rows(beoordeeld("1001 36: a 4")).values()} == {()}


def test_a_catalog_with_other_groups_is_covered_too(tmp_path: Path) -> None:
    """Scope comes from the catalog and from no code letter (design.md 3.1)."""
    path = tmp_path / "klein.yaml"
    path.write_text(SMALL_CATALOG, "utf-8")
    small = load_catalog(path)
    found = rows(beoordeeld("1001 36: w1 4 | b1 0", van=steunpunt("T1")), catalog=small)
    assert {code: row.status for code, row in found.items()} == {"w1": "kwetsbaar", "w2": "ongedekt", "b1": "op_papier"}
    assert [row.basisfunctie for row in found.values()] == ["T1", "T1", "T2"]
    assert rows(beoordeeld("1001 36: w1 4"), catalog=small)["w1"].status == "niet_gekozen"


def test_a_group_that_cannot_be_chosen_is_always_in_scope(tmp_path: Path) -> None:
    """Nobody can say that the steunpunt does not perform it."""
    path = tmp_path / "klein.yaml"
    fixed = SMALL_CATALOG.replace("naam: Werven,", "naam: Werven, te_kiezen: false,")
    path.write_text(fixed, "utf-8")
    found = rows(beoordeeld("1001 36: w1 4", van=steunpunt("")), catalog=load_catalog(path))
    assert {code: row.status for code, row in found.items()} == {"w1": "kwetsbaar", "w2": "ongedekt", "b1": "ongedekt"}


# --- the rules of design.md 3.4 written down a second time ---------------------------------------------------------

GROUPS = {
    **dict.fromkeys("abcd", "BF1"),
    **dict.fromkeys("efghi", "BF2"),
    **dict.fromkeys("jkl", "BF3"),
    **dict.fromkeys("mn", "BF4"),
    **dict.fromkeys("op", "BF5"),
}


def expected(code: str, hours: list[float | None], forms: int, performed: set[str], need: float | None) -> str:
    """Status of one kerntaak from the hours of its holders (None: unknown), by the text of the design alone."""
    if code in "uv":
        return "gedekt" if hours and len(hours) == forms else "ongedekt"
    if code in GROUPS and GROUPS[code] not in performed:
        return "niet_gekozen"
    if code in "rst" and not hours and need is None:
        return "niet_gekozen"
    if not hours:
        return "ongedekt"
    if None not in hours:
        in_tenths = sum(round(10 * hour) for hour in hours if hour is not None)
        if in_tenths == 0 or (need is not None and in_tenths < round(10 * need)):
            return "op_papier"
    return "kwetsbaar" if len(hours) == 1 else "gedekt"


HOURS = st.sampled_from(["?", "0", "0.1", "0.2", "0.7", "1.5", "4"])
PERSON = st.dictionaries(st.sampled_from("abceorstquv"), HOURS)


@given(
    people=st.lists(PERSON, max_size=4),
    performed=st.sets(st.sampled_from(["BF1", "BF2", "BF5"])),
    needs=st.dictionaries(st.sampled_from("aeoqrsu"), st.sampled_from([0.0, 0.3, 0.8, 4.0])),
)
@settings(deadline=None, max_examples=50)
def test_coverage_is_what_a_second_reading_of_the_rules_says(
    people: list[dict[str, str]], performed: set[str], needs: dict[str, float]
) -> None:
    """Random teams; the second reading counts in tenths of an hour, so that it has no float sums of its own."""
    mensen = [
        f"{1001 + number} 36: {' | '.join(f'{code} {uren}' for code, uren in taken.items())}"
        for number, taken in enumerate(people)
    ]
    behoefte = " | ".join(f"{code} {need}" for code, need in needs.items())
    found = rows(beoordeeld(*mensen, van=steunpunt(" ".join(sorted(performed)), behoefte)))
    for code, row in found.items():
        hours = [None if taken[code] == "?" else float(taken[code]) for taken in people if code in taken]
        assert row.status == expected(code, hours, len(people), performed, needs.get(code)), code
