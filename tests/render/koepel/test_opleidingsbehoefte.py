"""The umbrella's sheet on what people need to learn: no row, and no count, of a few people (ontwikkeling.md 6)."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from pipeline.analysis.summary import summarise
from pipeline.model.samenvatting import Leercijfer, Samenvatting
from pipeline.render.koepel.opleidingsbehoefte import Leerplan, show_count
from pipeline.render.koepel.overzicht import make_overzicht_html, make_overzicht_xlsx
from tests.support.ontwikkeling import SCW, UITWERKING
from tests.support.samples_reports import CATALOG, PERIODE, analyse, steunpunt

BLAD = "Opleidingsbehoefte"
PLAN = Leerplan({"bouwstenen": CATALOG, "uitwerking": UITWERKING, "scw": SCW}, 5)


def asked(
    people: int, nodig: int = 0, mogelijk: int = 0, koepel: str = "", catalogus: str = "uitwerking"
) -> Samenvatting:
    """A steunpunt with so many forms, and needs at CL-02."""
    asked.count += 1  # type: ignore[attr-defined]
    cijfer = Leercijfer(catalogus, people, {"CL-02": (nodig, mogelijk)})
    return replace(summarise(steunpunt(), analyse()), map=f"s{asked.count}", koepel=koepel, opleiding=(cijfer,))  # type: ignore[attr-defined]


asked.count = 0  # type: ignore[attr-defined]


def sheet(*found: Samenvatting) -> list[list[object]]:
    """The rows of the sheet with a code in them; none where there is no sheet."""
    book = load_workbook(io.BytesIO(make_overzicht_xlsx(found, CATALOG, PERIODE, PLAN)))
    if BLAD not in book.sheetnames:
        return []
    return [[*row] for row in book[BLAD].iter_rows(values_only=True) if "CL-02" in row or "4A" in row]


@pytest.mark.parametrize(
    ("people", "rows"), [((3, 3, 3), 0), ((4, 3, 3), 1), ((5, 5), 0), ((10, 0), 0), ((8, 1, 1), 1)]
)
def test_a_row_needs_enough_people_over_enough_steunpunten(people: tuple[int, ...], rows: int) -> None:
    """Twice k people over three steunpunten."""
    assert len(sheet(*(asked(number) for number in people if number))) == rows


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, "minder dan 5"), (4, "minder dan 5"), (5, 5), (15, 15), (16, "meer dan 15"), (20, "meer dan 15")],
)
def test_a_few_people_and_all_but_a_few_are_not_counted(count: int, shown: object) -> None:
    """Of twenty."""
    assert show_count(count, 20, 5) == shown


def test_the_steunpunten_of_a_koepel_are_added_up() -> None:
    """n people asked, with nodig, with mogelijk."""
    (row,) = sheet(asked(8, 3, 0), asked(8, 3, 2), asked(4, 1, 4))
    assert row[1:] == ["CL-02", UITWERKING.competentie["CL-02"].naam, 20, 7, 6]


def test_koepels_are_not_mixed() -> None:
    """Nor are steunpunten without one, which have nothing to do with each other."""
    west = [asked(5, 5, 0, "West") for _ in range(3)]
    oost = [asked(9, 5, 0, "Oost") for _ in range(2)]
    los = [asked(9, 5, 0) for _ in range(4)]
    rows = sheet(*west, *oost, *los)
    assert [row[0] for row in rows] == ["West"]
    assert [row[4] for row in rows] == [15]


def test_catalogs_are_not_mixed() -> None:
    """Eleven people on each of two: a competency of the other one is no row of it."""
    found = [asked(4) for _ in range(3)] + [asked(4, catalogus="scw") for _ in range(2)]
    assert [row[1] for row in sheet(*found)] == ["CL-02"]


def test_the_page_says_nothing_of_it() -> None:
    """The page is passed on more easily than the workbook."""
    assert "CL-02" not in make_overzicht_html([asked(5, 5) for _ in range(4)], CATALOG, PERIODE)
