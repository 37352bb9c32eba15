"""The charts: where the shapes go, and that every figure can be read without them."""

from __future__ import annotations

import re
from typing import cast

import pytest

from pipeline.analysis.counts import MOST_PERIODS, Aantallen
from pipeline.model.analysed import Dekkingstatus
from pipeline.render.pages.charts import KOLOM_HOOGTE, hour_bars, stacked_bars, stacked_columns
from pipeline.render.pages.page import environment
from tests.support.helpers import per_code

MACROS = '{% import "grafiek.html.j2" as grafiek %}'


def aantallen(tabel: str) -> Aantallen:
    """Numbers by status: "ongedekt 2 | gedekt 3"."""
    return {cast(Dekkingstatus, status): int(rest) for status, rest in per_code(tabel).items()}


def test_hours_share_one_scale_and_the_rest_over_the_contract_stands_apart() -> None:
    """40 hours fill the picture; 30 contract hours end at three quarters."""
    over, unknown = hour_bars([(40.0, 30.0), (10.0, None)])
    assert (over.binnen, over.teveel, over.contract) == (75, 25, 75)
    assert (unknown.binnen, unknown.teveel, unknown.contract) == (25, 0, None)


def test_without_any_hours_nothing_is_divided_by_zero() -> None:
    """A team of which no hours are known."""
    assert hour_bars([]) == ()
    assert hour_bars([(0.0, None)])[0].binnen == 0


def test_bars_lie_on_one_scale_with_the_weakest_part_first() -> None:
    """Ten kerntaken fill the picture; the parts touch each other."""
    long, short = stacked_bars([("Lang", aantallen("gedekt 6 | ongedekt 4")), ("Kort", aantallen("gedekt 5"))])
    assert [(deel.status, deel.begin, deel.lengte) for deel in long.delen] == [
        ("ongedekt", 0, 40),
        ("gedekt", 40, 60),
    ]
    assert [(deel.begin, deel.lengte) for deel in short.delen] == [(0, 50)]


def test_the_weakest_name_comes_first_and_equals_keep_their_order() -> None:
    """Most uncovered, then most on paper, then most with one holder."""
    verdeling = [
        ("goed", aantallen("gedekt 9")),
        ("ook goed", aantallen("gedekt 1 | niet_gekozen 4")),
        ("dun", aantallen("kwetsbaar 5")),
        ("papier", aantallen("op_papier 1")),
        ("leeg", aantallen("ongedekt 1")),
        ("leger", aantallen("ongedekt 2")),
    ]
    names = [stapel.naam for stapel in stacked_bars(verdeling)]
    assert names == ["leger", "leeg", "papier", "dun", "goed", "ook goed"]


def test_a_number_that_does_not_fit_in_its_part_is_left_out_of_the_picture() -> None:
    """It stands in words beside the bar."""
    (bar,) = stacked_bars([("x", aantallen("ongedekt 1 | gedekt 99"))])
    assert [deel.past for deel in bar.delen] == [False, True]


def test_columns_stand_on_the_ground_and_the_highest_fills_the_picture() -> None:
    """The weakest status lies on top; six places at least, so that two columns stay columns."""
    beeld = stacked_columns([("2026-10", aantallen("ongedekt 4 | gedekt 4")), ("2026-11", aantallen("gedekt 4"))])
    first, second = beeld.stapels
    assert [(deel.status, deel.begin, deel.lengte) for deel in first.delen] == [
        ("ongedekt", 0, KOLOM_HOOGTE / 2),
        ("gedekt", KOLOM_HOOGTE / 2, KOLOM_HOOGTE / 2),
    ]
    assert [(deel.begin, deel.lengte) for deel in second.delen] == [(KOLOM_HOOGTE / 2, KOLOM_HOOGTE / 2)]
    assert beeld.plaatsen == (0, 16.67)
    assert beeld.breedte < 16


def test_of_many_periods_the_last_are_shown() -> None:
    """A year and a month, and the page says of how many."""
    trend = [(f"20{20 + n // 12}-{n % 12 + 1:02}", aantallen("gedekt 3")) for n in range(MOST_PERIODS + 2)]
    beeld = stacked_columns(trend)
    assert [stapel.naam for stapel in beeld.stapels] == [periode for periode, _ in trend[2:]]
    assert max(beeld.plaatsen) + beeld.breedte <= 100
    assert f"De laatste {MOST_PERIODS} van {MOST_PERIODS + 2} perioden." in drawn_trend(trend)


@pytest.mark.parametrize(("number", "shown"), [(99, True), (99_999, False)])
def test_numbers_stand_in_all_columns_or_in_none(number: int, shown: bool) -> None:
    """Half of them would look as if the others were zero."""
    trend = [(f"2026-{n:02}", aantallen(f"gedekt {number if n == 1 else 80}")) for n in range(1, 13)]
    big = [deel.past for stapel in stacked_columns(trend).stapels for deel in stapel.delen if deel.lengte > 100]
    assert big and set(big) == {shown}


def render_text(source: str, **values: object) -> str:
    """A small template rendered as the pages are."""
    return environment().from_string(source).render(**values)


def drawn_trend(trend: list[tuple[str, Aantallen]]) -> str:
    """The trend as the template draws it."""
    return render_text(MACROS + "{{ grafiek.verloop(trend, 'Bijschrift.') }}", trend=trend)


def drawn_bars(verdeling: list[tuple[str, Aantallen]]) -> str:
    """The bars as the template draws them."""
    return render_text(MACROS + "{{ grafiek.staven(verdeling, 'Basisfunctie', 'Bijschrift.') }}", verdeling=verdeling)


def test_every_figure_of_the_bars_stands_in_words() -> None:
    """Twice: in the table, and for a screen reader with the picture."""
    html = drawn_bars([("Verbinden", aantallen("ongedekt 2 | gedekt 3"))])
    assert '<td role="cell">2 ongedekt, 3 gedekt</td>' in html
    assert 'role="img" aria-label="Verbinden: 2 ongedekt, 3 gedekt"' in html


def test_every_figure_of_the_trend_stands_in_a_table_the_newest_first() -> None:
    """A status that occurs in one period has a zero in the other; one that never occurs has no column."""
    html = drawn_trend([("2026-10", aantallen("ongedekt 7 | gedekt 8")), ("2026-11", aantallen("gedekt 15"))])
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', html)
    assert [(periode, re.findall(r"\d+", cells)) for periode, cells in rows] == [
        ("november 2026", ["0", "15"]),
        ("oktober 2026", ["7", "8"]),
    ]
    assert "Kwetsbaar" not in html


def test_one_period_is_no_trend() -> None:
    """The page says when there will be one."""
    html = drawn_trend([("2026-11", aantallen("gedekt 1"))])
    assert "Vanaf de volgende periode staat hier het verloop." in html
    assert "<svg" not in html


def test_colour_is_never_the_only_sign() -> None:
    """Each status has its own pattern and its word in the legend."""
    html = drawn_bars([("x", aantallen("ongedekt 1 | op_papier 1 | kwetsbaar 1 | gedekt 1 | niet_gekozen 1"))])
    for status, word in (("ongedekt", "ongedekt"), ("op_papier", "op papier"), ("niet_gekozen", "niet gekozen")):
        assert re.search(rf'url\(#vul-{status}\)"[^<]*/></svg>{word}</li>', html)
    shapes = re.findall(r'id="vul-\w+".*?</pattern>', render_text(MACROS + "{{ grafiek.patronen() }}"))
    assert len({re.sub(r"#\w{6}|vul-\w+", "", shape) for shape in shapes}) >= 4


def test_a_name_is_text_in_a_chart_too() -> None:
    """faults.md 3."""
    html = drawn_bars([('<b>"&', aantallen("gedekt 1"))])
    assert "<b>" not in html
    assert 'aria-label="&lt;b&gt;&#34;&amp;: 1 gedekt"' in html
