"""Reading of single values: what is understood, and what is refused rather than guessed."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake.values import UNREADABLE, parse_datum, parse_keuze, parse_nummer, parse_tekst, parse_uren
from pipeline.model.personeelsnummer import match_nummer
from pipeline.model.workbook import Value


@pytest.mark.parametrize(
    "typed",
    ["ja", "JA", " Ja ", "j", "J", "x", "X", "✓", "✔", "WAAR", "waar", "true", True]
    + ["ja.", "\u00a0ja\u200b", "j\u200ba", "\ufeffja "],
)
def test_spellings_of_ja_are_understood(typed: Value) -> None:
    """What managers type for yes is yes (design.md 2.2)."""
    assert parse_keuze(typed) is True


@pytest.mark.parametrize("typed", ["nee", "NEE", " nee", "n", "N", "ONWAAR", "false", False])
def test_spellings_of_nee_are_understood(typed: Value) -> None:
    """What managers type for no is no, never True because it is not blank (faults.md 4)."""
    assert parse_keuze(typed) is False


@pytest.mark.parametrize(
    "typed", ["misschien", "ja?", "ja..?", "j a", "janee", "1", 1.0, 0.0, dt.date(2026, 1, 2), "-"]
)
def test_a_choice_that_is_not_certain_is_refused(typed: Value) -> None:
    """A number or an unknown word is not taken for yes or no."""
    assert parse_keuze(typed) is UNREADABLE


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("4,5", 4.5),
        ("4.5", 4.5),
        ("4 uur", 4.0),
        ("4uur", 4.0),
        ("4,25 u", 4.25),
        ("6 uren per week", 6.0),
        (" 12 ", 12.0),
        ("0", 0.0),
        (4.5, 4.5),
        (0.0, 0.0),
        (7, 7.0),
        ("0,125", 0.125),
        ("-3", -3.0),
        ("99", 99.0),
        ("4,5 h", 4.5),
        ("4½", 4.5),
        ("½", 0.5),
        ("12 ¾ uur", 12.75),
        ("+4", 4.0),
        ("4 uur/week", 4.0),
        ("4 u. p.w.", 4.0),
        ("4\u00a0uur", 4.0),
        ("4,5\u2009", 4.5),
        ("\u200b4\u202fuur\u200b per\u00a0week", 4.0),
    ],
)
def test_hours_are_read_the_dutch_way(typed: Value, hours: float) -> None:
    """Comma and point are decimals; the bounds are judged later, so that the message can say what is wrong."""
    assert parse_uren(typed) == hours


@pytest.mark.parametrize(
    "typed",
    [
        "vier",
        "4-5",
        "4 à 5",
        "1.000",
        "1.234,5",
        "4:30",
        "ca. 4",
        "50%",
        "€ 4",
        "4½½",
        "-½",
        "1/2",
        "++4",
        "4 weken",
        "٤",
        "nan",
        "inf",
        "1e3",
        "4,5,6",
        "u",
    ]
    + [True, dt.date(2026, 2, 1), dt.datetime(2026, 2, 1, 3), dt.time(4, 30), float("nan"), float("inf")],
)
def test_hours_that_are_not_certain_are_refused(typed: Value) -> None:
    """A date that Excel made of "1-2", a range or a thousand point is never a silent number (faults.md 4, 25)."""
    assert parse_uren(typed) is UNREADABLE


def test_blank_is_unknown_and_never_zero() -> None:
    """A blank cell has no value in every kind of column."""
    assert (parse_keuze(None), parse_uren(None), parse_datum(None), parse_tekst(None)) == (None, None, None, "")


def test_a_typed_date_is_day_month_year() -> None:
    """01-02-2024 is the first of February (faults.md 4)."""
    assert parse_datum("01-02-2024") == dt.date(2024, 2, 1)
    assert parse_datum("1/12/2026") == dt.date(2026, 12, 1)
    assert parse_datum(" 2026-12-01 ") == dt.date(2026, 12, 1)  # with the year in front only one reading is in use
    assert parse_datum("12-10-26") == parse_datum("12/10/26") == dt.date(2026, 10, 12)
    assert parse_datum("12 oktober 2026") == parse_datum("12\u00a0Okt. 2026") == dt.date(2026, 10, 12)
    assert parse_datum("1 mrt 2026") == parse_datum("1-maart-2026") == dt.date(2026, 3, 1)
    assert parse_datum(dt.datetime(2026, 12, 1, 9, 30)) == dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "2024-02-31",
        "2024-2-1",
        "31-2-2024",
        "1-2",
        "1-2-99",
        "31 april 2026",
        "oktober 2026",
        "12 oktober",
        "12 oct 2026",
        "morgen",
        45000.0,
        True,
        dt.time(1),
    ],
)
def test_a_date_that_is_not_certain_is_refused(typed: Value) -> None:
    """No guess of the order, of the century or of a serial number."""
    assert parse_datum(typed) is UNREADABLE


@pytest.mark.parametrize(
    ("typed", "number"),
    [(1001.0, "1001"), ("1001", "1001"), (1e15, "1000000000000000"), (" 0104 ", "0104"), ("Zoe\u0301", "Zoé")],
)
def test_a_personeelsnummer_is_text(typed: Value, number: str) -> None:
    """A number typed as a number has no decimals (faults.md 9)."""
    assert parse_nummer(typed) == number


def test_a_lost_leading_zero_is_matched_against_the_team() -> None:
    """Excel makes 104 of 0104; the team workbook knows (faults.md 9)."""
    assert match_nummer("104", frozenset({"0104", "1001"})) == "0104"
    assert match_nummer("a7", frozenset({"A7"})) == "A7"


def test_a_number_that_fits_two_team_members_is_not_guessed() -> None:
    """With 0104 and 00104 in the team, 104 is neither."""
    assert match_nummer("104", frozenset({"0104", "00104"})) == "104"
    assert match_nummer("7", frozenset({"1001"})) == "7"


@given(st.floats(min_value=0, max_value=60).map(lambda hours: round(hours, 2)))
@settings(deadline=None, max_examples=50)
def test_hours_written_by_parse_tekst_are_read_back(hours: float) -> None:
    """What we write the Dutch way we read again without loss."""
    assert parse_uren(parse_tekst(hours)) == hours
