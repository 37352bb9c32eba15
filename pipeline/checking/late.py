"""The checks of rows, without polars and pandera before there are rows: a run without changes needs neither."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checking.parsed_form import Ingevuld
from pipeline.model.findings import Finding


def check_rows(forms: Sequence[Ingevuld]) -> list[list[Finding]]:
    """As row_rules has it."""
    from pipeline.checking.row_rules import check_rows as check

    return check(forms)


def get_ready() -> None:
    """Import it, when forms are about to be read: that takes as long as the reader takes to start."""
    import pipeline.checking.row_rules  # noqa: F401
