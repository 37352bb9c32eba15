"""More steunpunten than fit on a page: pages per koepel, with the same figures, and nothing else that differs."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from pipeline.run import Opdracht, run
from tests.conftest import EXAMPLE, read_report
from tests.support.folders import files
from tests.support.office import put_label

KOEPELS = {
    "a": "Koepel Noord",
    "b": "koepel  NOORD",
    "c": "Koepel Noord",
    "d": "zonder-koepel",
    "e": "",
    "f": "Noord/Oost",
}
PERIODE = "2026-11"


@pytest.fixture(scope="module")
def invoer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six steunpunten of one person in four koepels, one of which has none."""
    folder = tmp_path_factory.mktemp("in")
    for map_, koepel in KOEPELS.items():
        shutil.copytree(EXAMPLE / "waterhoek", folder / map_)
        book = openpyxl.load_workbook(folder / map_ / "steunpunt.xlsx")
        put_label(book["Steunpunt"], "Koepel", koepel)
        put_label(book["Steunpunt"], "Naam", f"Steunpunt {map_.upper()}")
        book.save(folder / map_ / "steunpunt.xlsx")
        for form in (folder / map_ / "formulieren").glob("*.xlsx"):
            if map_ in "bd":
                form.unlink()
    return folder


def delivered(invoer: Path, uitvoer: Path, most: int) -> Path:
    """The folder of the period of a run with at most so many steunpunten on a page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.render.pages.per_koepel.MOST", most)
        return run(Opdracht(invoer, uitvoer, PERIODE)).map


@pytest.fixture(scope="module")
def one_page(invoer: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The period with all on one page."""
    return delivered(invoer, tmp_path_factory.mktemp("een"), 6)


@pytest.fixture(scope="module")
def many(invoer: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in pages of two steunpunten."""
    return delivered(invoer, tmp_path_factory.mktemp("veel"), 2)


def pages(period: Path) -> dict[str, str]:
    """The pages of all together, by their path."""
    found = [*period.glob("index*.html"), *period.glob("koepel/*.html")]
    return {path.relative_to(period).as_posix(): path.read_text("utf-8") for path in found}


def figures(html: str) -> list[str]:
    """What stands at the head of a page, in words."""
    told = html.split('<ul class="cijfers">')[1].split("</ul>")[0]
    return [" ".join(re.sub("<[^>]+>", " ", line).split()) for line in told.split("<li")]


def test_each_koepel_has_its_pages_and_every_link_leads_somewhere(many: Path) -> None:
    """No two have one name; of a koepel with three steunpunten the second page holds the last."""
    found = pages(many)
    names = {path.removeprefix("index-") for path in found if path.startswith("index-")}
    assert len(names) == 5
    assert {"Koepel Noord.html", "Koepel Noord (2).html", "NoordOost.html"} <= names
    assert sum(name.casefold().startswith("zonder-koepel_") for name in names) == 2  # one is a koepel of that name
    assert {f"koepel/overzicht-{name}" for name in names} | {f"index-{name}" for name in names} <= {*found}
    for path, html in found.items():
        for link in map(unescape, re.findall(r'href="([^"]+)"', html)):
            target, _, anchor = link.partition("#")
            there = (many / path).parent / unquote(target) if target else many / path
            assert there.is_file(), (path, link)
            assert not anchor or f'id="{anchor}"' in there.read_text("utf-8"), (path, link)


def test_the_figures_are_those_of_one_page(one_page: Path, many: Path) -> None:
    """And so are the workbook and cijfers.csv, byte for byte: only their making differs."""
    single, several = pages(one_page), pages(many)
    assert {*single} == {"index.html", "koepel/overzicht.html"}
    for path in single:
        assert figures(single[path]) == figures(several[path])
    for path in ("koepel/overzicht.xlsx", "cijfers.csv"):
        assert (one_page / path).read_bytes() == (many / path).read_bytes()
    steps = [re.findall("<li><strong>(.*?)</strong>", found["index.html"]) for found in (single, several)]
    assert steps[0] == steps[1] != []


def test_each_steunpunt_stands_on_one_page_of_its_koepel(many: Path) -> None:
    """With what is to be done there, and who is waited for."""
    found = pages(many)
    for soort in ("index-", "koepel/overzicht-"):
        there = [
            path
            for path in found
            for naam in "ABCDEF"
            if path.startswith(soort) and f"Steunpunt {naam}<" in found[path]
        ]
        assert len({*there}) == 5
    main = found["index.html"]
    assert "Per koepel" in main
    assert "details class" not in main
    assert "Wie is er nog niet terug?" not in main
    assert all("Alle koepels" in html for path, html in found.items() if "-" in path)


def test_run_json_names_the_pages_and_a_rerun_changes_nothing(invoer: Path, many: Path) -> None:
    """design.md 2.4: all files of the period with their hashes; nothing is left beside them."""
    report = read_report(many)
    assert {*report["bestanden"]} == {*files(many)} - {"run.json"}
    before = {path: path.stat().st_mtime_ns for path in many.rglob("*.*")}
    delivered(invoer, many.parent, 2)
    assert {path: path.stat().st_mtime_ns for path in many.rglob("*.*")} == before


def test_pages_that_are_not_needed_any_more_move_to_vervallen(
    invoer: Path, many: Path, one_page: Path, tmp_path: Path
) -> None:
    """When there are fewer steunpunten, or a koepel has another name."""
    shutil.copytree(many, tmp_path / PERIODE)
    delivered(invoer, tmp_path, 6)
    assert {*pages(tmp_path / PERIODE)} == {*pages(one_page)}
    moved = {found["was"] for found in json.loads((tmp_path / PERIODE / "run.json").read_bytes())["vervallen"]}
    assert moved == {*pages(many)} - {*pages(one_page)}


def test_the_umbrella_sees_no_names_on_its_pages(many: Path) -> None:
    """design.md 3.8."""
    found = "".join(html for path, html in pages(many).items() if path.startswith("koepel/"))
    names = {path.stem.partition("-")[2] for path in many.rglob("profielen/*.docx")}
    assert names
    assert not [naam for naam in names if naam in found]
