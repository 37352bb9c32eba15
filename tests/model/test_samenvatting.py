"""Figures of very many steunpunten in little room: they come back just as they were."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.analysed import WEAKEST_FIRST
from pipeline.model.samenvatting import Taakcijfer, Taakcijfers

NUMBERS = st.one_of(
    st.integers(0, 300),
    st.integers(-5, 10**12),
    st.integers(0, 10**7).map(lambda parts: parts / 10_000),
    st.floats(allow_nan=False),
)
FIGURES = st.lists(
    st.builds(Taakcijfer, st.text(max_size=3), st.sampled_from(WEAKEST_FIRST), NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    max_size=6,
)


@given(FIGURES)
def test_every_number_comes_back_with_its_type(figures: list[Taakcijfer]) -> None:
    """A whole number is not written as 4.0, and an hour keeps its last bit; also from another process."""
    kept = Taakcijfers(figures)
    assert repr(kept) == repr(figures) == repr(pickle.loads(pickle.dumps(kept)))  # our own
    assert kept == tuple(figures)
    assert [*kept.statussen] == [(figure.kerntaak, figure.status) for figure in figures]
    assert len(kept) == len(figures)


@pytest.mark.parametrize(
    "uren", [(4, 4.0), (300, 7.25), (0.1 + 0.2, 0.3), (1e6, -1.5), (255, 256), (0.0, 0), (-0.0, 2.0)]
)
def test_one_odd_number_changes_no_other(uren: tuple[float, float]) -> None:
    """Of a column most are kept in a byte or four; one that does not fit leaves them all as they are."""
    figures = [Taakcijfer(code, "gedekt", 2, hours, 1.5, 2) for code, hours in zip("ab", uren, strict=True)]
    assert repr(Taakcijfers(figures)) == repr(figures)
