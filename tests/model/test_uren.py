"""Hours as numbers: noise of sums is no difference, unknown is not 0."""

from __future__ import annotations

import pytest

from pipeline.model.uren import exceeds, known_sum, shown, stored


@pytest.mark.parametrize(
    ("uren", "grens", "more"),
    [(0.1 + 0.2, 0.3, False), (0.3, 0.3, False), (0.31, 0.3, True), (0.7 + 0.1 + 0.1, 0.9, False), (0.29, 0.3, False)],
)
def test_noise_of_a_sum_is_no_overload(uren: float, grens: float, more: bool) -> None:
    """0.1 + 0.2 is not more than 0.3."""
    assert exceeds(uren, grens) is more


def test_unknown_hours_take_no_part_in_a_sum() -> None:
    """They are counted apart by who needs that."""
    assert known_sum([1.5, None, 2.0]) == 3.5
    assert known_sum([None]) == 0


def test_hours_are_shown_to_two_decimals_and_kept_to_four() -> None:
    """What is kept can be added up and is still right when it is shown."""
    assert shown(0.1 + 0.2) == 0.3
    assert shown(10 / 3) == 3.33
    assert shown(None) is None
    assert stored(10 / 3) == 3.3333
    assert shown(3 * stored(10 / 3)) == 10
