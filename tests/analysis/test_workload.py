"""Signals of overload: O1 to O4 with their boundaries (Stap 4; design.md 3.5), and the agreements on them.

In bouwstenen q, u and v are always present, so they do not count as kerntaken for O2.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analysis.workload import measure, measure_forms, weigh
from pipeline.definitions.catalog_file import load_catalog, shipped_catalog
from pipeline.definitions.messages import show_signaal
from pipeline.definitions.rules import Rules, load_rules
from pipeline.model.analysed import Signaal
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Beoordeeld
from pipeline.model.steunpunt import Afspraak, Steunpunt
from tests.support.helpers import SMALL_CATALOG, beoordeeld, formulier, medewerker, steunpunt

CATALOG = shipped_catalog()
FIRST_DAY = dt.date(2026, 11, 1)
ALL_FIVE = "BF1 BF2 BF3 BF4 BF5"


def weighed(*mensen: str, van: Steunpunt | None = None, rules: str = "", folder: Path | None = None) -> list[Signaal]:
    """The signals of a steunpunt with these people (see helpers.beoordeeld); rules: text of an own rules.toml."""
    override = folder / "rules.toml" if folder else None
    if override:
        override.write_text(rules, "utf-8")
    return list(signals(beoordeeld(*mensen, van=van), CATALOG, load_rules(override)))


def signals(judged: Beoordeeld, catalog: Catalog, rules: Rules) -> tuple[Signaal, ...]:
    """The signals of a judged steunpunt."""
    return weigh(judged, measure_forms(judged), catalog, rules, FIRST_DAY)


def told(*mensen: str, van: Steunpunt | None = None) -> str:
    """The signals of a steunpunt as "O1 rood, O4 info"."""
    return ", ".join(f"{signaal.code} {signaal.ernst}" for signaal in weighed(*mensen, van=van))


def tasks(number: int, uren: str = "?") -> str:
    """A text table of so many kerntaken (at most 19) beside those of everybody, each with these hours."""
    return " | ".join(f"{code} {uren}" for code in "abcdefghijklmnoprst"[:number])


# --- O1: hours against contract ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mens", "signals"),
    [
        ("1001 36: a 20 | b 12.4 | c 0 | q ?", "O1 oranje"),  # exactly 90 % of 36
        ("1001 36: a 20 | b 12.39 | c 0 | q ?", ""),  # just under
        ("1001 36: a 20 | b 12.4 | c 0 | q 0", ""),  # 90 %, but nothing is unknown
        ("1001 36: a 20 | b 16 | c 0 | q 0", ""),  # exactly full, all hours known
        ("1001 36: a 20 | b 16 | c 0 | q ?", "O1 oranje"),  # exactly full, one unknown
        ("1001 36: a 20 | b 16.01 | c 0 | q 0", "O1 rood"),  # just above
        ("1001 36: a 20 | b 16.01 | c 0 | q ?", "O1 rood"),  # above says more than 90 %
        ("1001 36: a 60 | b nee", "O1 rood"),
        ("1001 36: a 1 | q 1", ""),
    ],
)
def test_hours_are_held_against_the_contract(mens: str, signals: str) -> None:
    """Above it is red; from 90 % it is orange while a chosen task has no hours; a full contract is no signal."""
    assert told(mens) == signals


def test_a_sum_of_floats_is_no_overload() -> None:
    """0.1 + 0.2 is not more than 0.3 (faults.md 18)."""
    assert 0.1 + 0.2 > 0.3
    assert told("1001 0.3: a 0.1 | b 0.2") == ""


def test_a_sum_of_floats_reaches_90_percent() -> None:
    """Sums that fall a hair below the boundary are at it."""
    assert 0.7 + 0.1 + 0.1 < 0.9
    assert told("1001 1: a 0.7 | b 0.1 | c 0.1 | d ?") == "O1 oranje"


def test_hours_of_a_task_that_is_not_chosen_do_not_count() -> None:
    """A row with "nee" weighs nothing, and is no task without hours."""
    omvang = measure(formulier("a 4 | b nee 20 | c ? | d nee | q 1.5"))
    assert (omvang.bekend, omvang.taken, omvang.zonder_uren) == (5.5, 3, 1)


def test_over_contract_is_only_the_red_signal() -> None:
    """What the coverage matrix marks (design.md 3.4)."""
    assert measure(formulier("a 36.5")).boven_contract
    assert not measure(formulier("a 36 | b ?")).boven_contract
    assert not measure(formulier("a 60", medewerker(contract=None))).boven_contract


def test_o1_says_its_hours_the_dutch_way() -> None:
    """Known hours, contract and the surplus, with a comma."""
    (signaal,) = weighed("1001 24: a 20 | b 8.25")
    assert signaal.values == {"uren": "28,25", "contract": "24", "over": "4,25"}
    (signaal,) = weighed("1001 24: a 20 | b 2 | c 0 | q ?")
    assert signaal.values == {"uren": "22", "contract": "24", "zonder_uren": "1", "taken": "4", "grens": "90"}


# --- O2: number of tasks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "contract", "signals"),
    [
        (12, 36, "O4 info"),  # exactly the largest example
        (13, 36, "O2 oranje, O4 info"),
        (4, 12, "O4 info"),  # 12 per 36 is 4 per 12
        (5, 12, "O2 oranje, O4 info"),
        (8, 24, "O4 info"),
        (9, 24, "O2 oranje, O4 info"),
        (9, 28.5, "O4 info"),  # 9.5 tasks
        (10, 28.5, "O2 oranje, O4 info"),
    ],
)
def test_more_tasks_than_the_largest_example_is_a_signal(number: int, contract: float, signals: str) -> None:
    """In proportion to the contract; q, u and v are not counted."""
    assert told(f"1001 {contract}: {tasks(number)} | q ? | u ? | v ?") == signals


def test_the_number_of_tasks_says_nothing_where_hours_do() -> None:
    """O2 only where O4 holds for want of hours: 13 + 3 tasks of which a quarter or more have none."""
    thirteen = tasks(13, "0.5")
    four = thirteen.replace("a 0.5 | b 0.5 | c 0.5 | d 0.5", "a ? | b ? | c ? | d ?")
    assert told(f"1001 36: {thirteen} | q 1 | u 1 | v 1") == ""
    assert told(f"1001 36: {four} | q 1 | u 1 | v 1") == ""
    assert told(f"1001 36: {four} | q ? | u 1 | v 1") == "O2 oranje, O4 info"


def test_the_number_of_tasks_is_not_judged_without_a_contract() -> None:
    """There is nothing to hold it against."""
    assert told(f"1001 ?: {tasks(19)}") == "O4 info"


def test_o2_says_what_it_compares() -> None:
    """Tasks, contract, how many whole tasks fit, and the example that says so."""
    signaal = weighed(f"1001 28.5: {tasks(10)}")[0]
    assert signaal.values == {"taken": "10", "contract": "28,5", "grens": "9", "norm": "12", "norm_uren": "36"}


# --- O3: the lone worker -------------------------------------------------------------------------------------------


def test_a_lone_worker_with_all_basisfuncties_is_a_signal() -> None:
    """Stap 4 names it; the person's form need not be in."""
    assert told("1001 36: a 4", van=steunpunt(ALL_FIVE)) == "O3 rood"
    assert told("1001 36", van=steunpunt(ALL_FIVE)) == "O3 rood"


def test_a_lone_worker_with_four_basisfuncties_is_no_signal() -> None:
    """The steunpunt has chosen, as Stap 4 advises."""
    assert told("1001 36: a 4", van=steunpunt("BF1 BF2 BF3 BF4")) == ""


def test_one_row_on_team_that_cannot_be_used_is_nobodys_signal() -> None:
    """A row without a personeelsnummer is one row on Team, but there is nobody to name."""
    assert told(van=replace(steunpunt(ALL_FIVE), onbruikbaar=1)) == ""


def test_two_rows_on_team_are_no_lone_worker() -> None:
    """Also when the second person's form is missing: Team decides, not the forms."""
    assert told("1001 36: a 4", "1002 36", van=steunpunt(ALL_FIVE)) == ""


# --- O4: not to be judged ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mens", "signals"),
    [
        ("1001 36: a 1 | b 1 | c 1 | q ?", ""),  # exactly a quarter
        ("1001 36: a 1 | b 1 | q ?", "O4 info"),  # a third
        ("1001 36: a 1 | b 1 | c 1 | d 1 | e 1 | f ? | q ?", "O4 info"),  # 2 of 7
        ("1001 36: a 1 | b 1 | c 1 | d 1 | e 1 | f 1 | g ? | q ?", ""),  # 2 of 8
        ("1001 36: a ?", "O4 info"),
        ("1001 ?: a 4 | q 1", "O4 info"),
        ("1001 ?: a 60", "O4 info"),  # no contract, so no verdict
    ],
)
def test_what_is_not_known_is_said_to_be_unknown(mens: str, signals: str) -> None:
    """More than a quarter of the tasks without hours, or no contract."""
    assert told(mens) == signals


def test_o4_says_why() -> None:
    """The contract first: without it the hours do not matter."""
    assert [signaal.values for signaal in weighed("1001 ?: a ?")] == [{"oorzaak": "contract_onbekend"}]
    (signaal,) = weighed("1001 36: a ? | b 1")
    assert signaal.values == {"oorzaak": "uren_onbekend", "zonder_uren": "1", "taken": "2"}


def test_red_hours_are_told_beside_what_is_unknown() -> None:
    """The known hours alone are too many already."""
    assert told("1001 9: a 10 | b ? | c ?") == "O1 rood, O4 info"


# --- agreements ----------------------------------------------------------------------------------------------------


def agreed(*afspraken: tuple[str, str, str, dt.date]) -> list[tuple[str, str, bool, bool]]:
    """Per signal of two people over contract: number, reason of its agreement, accepted, expired."""
    van = steunpunt(afspraken=tuple(Afspraak(*afspraak) for afspraak in afspraken))
    signals = weighed("1001 9: a 20", "1002 9: a 20", van=van)
    reasons = [signaal.afspraak.reden if signaal.afspraak else "" for signaal in signals]
    return [
        (signaal.personeelsnummer, reason, signaal.aanvaard, signaal.verlopen)
        for signaal, reason in zip(signals, reasons, strict=True)
    ]


NOT_AGREED = ("1002", "", False, False)


@pytest.mark.parametrize("until", [FIRST_DAY, dt.date(2026, 11, 15), dt.date(2030, 1, 1)])
def test_an_agreement_that_holds_in_the_period_accepts_the_signal(until: dt.date) -> None:
    """From an end on the first day of the period; the signal stays in the report, with its agreement."""
    assert agreed(("1001", "O1", "druk jaar", until)) == [("1001", "druk jaar", True, False), NOT_AGREED]


def test_an_agreement_that_ended_the_day_before_is_expired() -> None:
    """The signal is a signal again, and says which agreement has ended."""
    ended = FIRST_DAY - dt.timedelta(days=1)
    assert agreed(("1001", "O1", "druk jaar", ended)) == [("1001", "druk jaar", False, True), NOT_AGREED]


def test_the_agreement_that_holds_longest_counts() -> None:
    """In whatever order they were written down."""
    old, new = ("1001", "O1", "oud", dt.date(2026, 6, 1)), ("1001", "O1", "nieuw", dt.date(2027, 6, 1))
    assert agreed(old, new) == agreed(new, old) == [("1001", "nieuw", True, False), NOT_AGREED]


def test_an_agreement_is_about_one_signal_of_one_person() -> None:
    """Another signal or another person is not accepted by it."""
    assert agreed(("1001", "O2", "ander signaal", dt.date(2030, 1, 1))) == [("1001", "", False, False), NOT_AGREED]
    assert agreed(("1002", "O1", "druk", FIRST_DAY)) == [("1001", "", False, False), ("1002", "druk", True, False)]


# --- order, thresholds, other catalogs -----------------------------------------------------------------------------


def test_signals_stand_in_the_order_of_the_team_and_then_of_their_codes() -> None:
    """Same input, same report."""
    found = weighed("1002 9: a 20", "1003 36", f"1001 36: {tasks(13)}", "1004 36: a 1")
    assert [(signaal.personeelsnummer, signaal.code) for signaal in found] == [
        ("1002", "O1"),
        ("1001", "O2"),
        ("1001", "O4"),
    ]


@pytest.mark.parametrize(
    ("rules", "mens", "before", "after"),
    [
        ("[o1]\noranje_vanaf = 0.5", "1001 36: a 18 | b 0 | c 0 | q ?", [], ["O1"]),
        ("[o2]\nkerntaken = 8", f"1001 36: {tasks(9)}", ["O4"], ["O2", "O4"]),
        ("[o2]\nuren = 48", f"1001 36: {tasks(10)}", ["O4"], ["O2", "O4"]),
        ("[o4]\nzonder_uren = 0.5", "1001 36: a 1 | q ?", ["O4"], []),
    ],
)
def test_every_threshold_comes_from_the_rules(
    tmp_path: Path, rules: str, mens: str, before: list[str], after: list[str]
) -> None:
    """HR can change each of them (design.md 3.5)."""
    assert [signaal.code for signaal in weighed(mens)] == before
    assert [signaal.code for signaal in weighed(mens, rules=rules, folder=tmp_path)] == after


def test_another_catalog_has_other_always_present_tasks(tmp_path: Path) -> None:
    """b1 is everybody's there, so one task is counted at 3 contract hours and two are too many."""
    path = tmp_path / "klein.yaml"
    path.write_text(SMALL_CATALOG, "utf-8")
    small = load_catalog(path)

    def codes(mens: str) -> list[str]:
        found = signals(beoordeeld(mens, van=steunpunt("T1")), small, load_rules())
        return [signaal.code for signaal in found]

    assert codes("1001 3: w1 ? | b1 ?") == ["O4"]
    assert codes("1001 3: w1 ? | w2 ? | b1 ?") == ["O2", "O4"]
    assert [s.code for s in signals(beoordeeld("1001 3", van=steunpunt("T1 T2")), small, load_rules())] == ["O3"]


# --- the rules of design.md 3.5 written down a second time ---------------------------------------------------------


def expected(taken: dict[str, int | None], contract: int | None, lone_with_all: bool) -> str:
    """Signals of one person, by the text of the design alone; hours and contract in tenths of an hour."""
    signals = ["O3 rood"] if lone_with_all else []
    unknown = [code for code, tenths in taken.items() if tenths is None]
    known = sum(tenths for tenths in taken.values() if tenths is not None)
    wanting = 4 * len(unknown) > len(taken)
    if contract is not None:
        if known > contract:
            signals.append("O1 rood")
        elif unknown and 10 * known >= 9 * contract:
            signals.append("O1 oranje")
        if wanting and 360 * len(taken.keys() - {"q", "u", "v"}) > 12 * contract:
            signals.append("O2 oranje")
    if wanting or contract is None:
        signals.append("O4 info")
    return ", ".join(sorted(signals))


TENTHS = st.sampled_from([None, None, 0, 1, 2, 3, 7, 15, 40, 120])
TASKS = st.dictionaries(st.sampled_from("abcdefghijklmnop"), TENTHS).map(
    lambda chosen: chosen | dict.fromkeys("quv", 1)
)
CONTRACT = st.sampled_from([None, 3, 10, 30, 120, 285, 360])


@given(
    people=st.lists(st.tuples(TASKS, CONTRACT), min_size=1, max_size=3), performed=st.sampled_from(["BF1", ALL_FIVE])
)
@settings(deadline=None, max_examples=50)
def test_signals_are_what_a_second_reading_of_the_rules_says(
    people: list[tuple[dict[str, int | None], int | None]], performed: str
) -> None:
    """Random teams; the second reading counts in tenths of an hour, so that it has no float sums of its own."""

    def text(tenths: int | None) -> str:
        return "?" if tenths is None else str(tenths / 10)

    mensen = [
        f"{1001 + number} {text(contract)}: {' | '.join(f'{code} {text(tenths)}' for code, tenths in taken.items())}"
        for number, (taken, contract) in enumerate(people)
    ]
    found = weighed(*mensen, van=steunpunt(performed))
    for number, (taken, contract) in enumerate(people):
        own = [signaal for signaal in found if signaal.personeelsnummer == str(1001 + number)]
        lone_with_all = len(people) == 1 and performed == ALL_FIVE
        assert ", ".join(f"{s.code} {s.ernst}" for s in own) == expected(taken, contract, lone_with_all)
        assert all(show_signaal(signaal).tekst for signaal in own)
