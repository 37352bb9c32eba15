"""Addresses of cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.places import cell_name, cell_place


@given(st.integers(1, 10**6), st.integers(1, 20_000))
def test_an_address_leads_back_to_its_place(row: int, column: int) -> None:
    """cell_place undoes cell_name."""
    assert cell_place(cell_name(row, column)) == (row, column)
