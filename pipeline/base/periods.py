"""Days of a period."""

from __future__ import annotations

import datetime as dt


def next_month(day: dt.date) -> dt.date:
    """First day of the month after this one."""
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def last_day(day: dt.date) -> dt.date:
    """Last day of the month of this one."""
    return next_month(day) - dt.timedelta(days=1)


def months_before(periode: str, maanden: int) -> str:
    """The period (JJJJ-MM) so many months before this one."""
    year, month = map(int, periode.split("-"))
    years, months = divmod(year * 12 + month - 1 - maanden, 12)
    return f"{years:04d}-{months + 1:02d}"
