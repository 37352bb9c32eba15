"""One figure, one meaning (design.md 3.9): the uncovered kerntaken of an umbrella in all documents."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.record import Json
from tests.conftest import EXAMPLE, report_of

OF_EACH_PERSON = {"u", "v"}


@pytest.fixture(scope="module")
def umbrella(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Json]:
    """The period folder and run.json of the example with a steunpunt from which no form came: u and v lack there."""
    folder = tmp_path_factory.mktemp("koepel")
    invoer = Path(shutil.copytree(EXAMPLE, folder / "invoer"))
    shutil.copytree(invoer / "zonnedael", invoer / "stil", ignore=shutil.ignore_patterns("*.xlsx"))
    shutil.copy(invoer / "zonnedael" / "steunpunt.xlsx", invoer / "stil")
    return folder / "uitvoer" / "2026-11", report_of(invoer, folder / "uitvoer")


def counted(report: Json) -> dict[str, int]:
    """Folder -> uncovered kerntaken, worked out from run.json alone."""
    return {
        found["map"]: sum(
            row["status"] == "ongedekt" and row["kerntaak"] not in OF_EACH_PERSON for row in found["dekking"]
        )
        for found in report["steunpunten"]
    }


def test_u_and_v_would_make_a_difference(umbrella: tuple[Path, Json]) -> None:
    """Else the tests below say nothing."""
    _, report = umbrella
    everything = [row for found in report["steunpunten"] for row in found["dekking"] if row["status"] == "ongedekt"]
    assert len(everything) > sum(counted(report).values()) > 0


def test_the_workbook_of_the_umbrella_counts_the_same(umbrella: tuple[Path, Json]) -> None:
    """Each row and the total, and the letters of the sheet Kerntaken."""
    folder, report = umbrella
    expected = counted(report)
    book = openpyxl.load_workbook(folder / "koepel" / "overzicht.xlsx")
    rows = [row for row in book["Overzicht"].iter_rows(values_only=True) if sum(cell is not None for cell in row) > 1]
    kop = [str(cell) for cell in rows[0]]
    found = {row[0]: row[kop.index("Kerntaken ongedekt")] for row in rows[1:]}
    assert found == {**expected, "Totaal": sum(expected.values())}


def test_the_pages_count_the_same(umbrella: tuple[Path, Json]) -> None:
    """The total of the overview, the step on the start page, and its bars per basisfunctie."""
    folder, report = umbrella
    total = sum(counted(report).values())
    overzicht = (folder / "koepel" / "overzicht.html").read_text("utf-8")
    assert re.search(rf"<li>[^<]*[Kk]erntaken ongedekt[^<]*<strong>{total}</strong>", overzicht)
    index = (folder / "index.html").read_text("utf-8")
    assert f"Bespreek {total} kerntaken die niemand doet." in index
    names = "|".join(re.escape(groep.naam) for groep in shipped_catalog().groepen)
    bars = re.findall(f'aria-label="(?:{names}): (?:([0-9]+) ongedekt)?', index)
    assert sum(int(number or 0) for number in bars) == total


def test_the_account_of_each_steunpunt_counts_the_same(umbrella: tuple[Path, Json]) -> None:
    """In its summary, and as rows of what is missing."""
    folder, report = umbrella
    for map_, number in counted(report).items():
        with zipfile.ZipFile(io.BytesIO((folder / map_ / "verantwoording.docx").read_bytes())) as archive:
            text = re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())
        told = re.search(r"Daarvan: (?:(\d+) ongedekt)?", text)
        assert told and int(told[1] or 0) == number
        assert len(re.findall(r" ongedekt +(?:Nog niemand|In de formulieren)", text)) == number
