"""Numbers, dates and periods the Dutch way."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.dutch import dutch_date, dutch_number, dutch_period


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4.0, "4"),
        (4, "4"),
        (4.5, "4,5"),
        (9.25, "9,25"),
        (0.1 + 0.2, "0,3"),
        (0.0, "0"),
        (-0.001, "0"),
        (10.0, "10"),
        (100.0, "100"),
        (1200.0, "1200"),
        (0.05, "0,05"),
        (-2.5, "-2,5"),
    ],
)
def test_a_number_has_a_comma_and_no_needless_zeros(value: float, text: str) -> None:
    """What a manager would write (faults.md 18); the zeros of 10 and 100 stay."""
    assert dutch_number(value) == text


@given(st.integers(min_value=0, max_value=100_000))
@settings(deadline=None, max_examples=50)
def test_hundredths_come_back_as_they_were(hundredths: int) -> None:
    """Two decimals are kept exactly, whatever float arithmetic made of them."""
    assert float(dutch_number(hundredths / 100).replace(",", ".")) == hundredths / 100


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (dt.date(2026, 12, 1), "1 december 2026"),
        (dt.date(2027, 3, 31), "31 maart 2027"),
        (dt.date(2024, 2, 29), "29 februari 2024"),
    ],
)
def test_a_date_is_written_in_words(date: dt.date, text: str) -> None:
    """Whatever the locale of the machine."""
    assert dutch_date(date) == text


def test_every_month_has_its_own_dutch_name() -> None:
    """A period is the month in words, without a day."""
    months = "januari februari maart april mei juni juli augustus september oktober november december"
    assert [dutch_period(f"2026-{month:02}") for month in range(1, 13)] == [f"{m} 2026" for m in months.split()]
