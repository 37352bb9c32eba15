"""Every html page of a run in a real Chromium: for everybody to read, on a phone too, complete in itself."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.analysis.counts import by_name, count_by_group
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.kept_run import RunSteunpunt
from pipeline.render.koepel.overzicht import make_overzicht_html
from pipeline.render.pages.cards import stand_of
from pipeline.render.pages.index import make_index
from pipeline.run import Opdracht, run
from tests.conftest import EXAMPLE, Run
from tests.support.browser import DESKTOP, PHONE, Browser, chromium, needs_chromium
from tests.support.samples_reports import cijfers, samenvatting

pytestmark = needs_chromium
FAULTY = """<!DOCTYPE html><html><head><title>x</title><style>main { width: 900px }</style></head><body>
<main><h1>Fout</h1><img src="x.png"><p style="color:#bbb;background:#fff">bijna wit</p>
<svg role="img" width="9" height="9"></svg></main><div>buiten</div></body></html>"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all pages."""
    with chromium(tmp_path_factory.mktemp("chromium")) as found:
        yield found


@pytest.fixture(scope="module")
def pages(example_run: Run, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every page of the example: of its second period, of a steunpunt without forms, and a start page with a trend."""
    folder = tmp_path_factory.mktemp("paginas")
    invoer = Path(shutil.copytree(EXAMPLE, folder / "invoer"))
    for form in (invoer / "waterhoek" / "formulieren").glob("*.xlsx"):
        form.unlink()
    run(Opdracht(invoer, folder / "uitvoer", "2026-11"))
    run(Opdracht(invoer, folder / "uitvoer", "2026-12"))
    (folder / "index-verloop.html").write_text(start_page_of_a_year(example_run), "utf-8")
    found = sorted([*example_run.map.rglob("*.html"), *folder.rglob("*.html")])
    assert {"index.html", "overbelasting.html", "overzicht.html"} <= {page.name for page in found}
    return found


def start_page_of_a_year(example_run: Run) -> str:
    """A start page of 30 steunpunten of two umbrellas, with every status in the trend."""
    catalog = shipped_catalog()
    steunpunten = [
        steunpunt | {"map": f"map-{place}", "koepel": f"Koepel {place % 2}"}
        for place in range(15)
        for steunpunt in example_run.report["steunpunten"]
    ]
    standen = [
        stand_of(
            RunSteunpunt.model_validate(found),
            [f"{found['map']}/taakdekking.xlsx"],
            1,
            catalog.gedeeld,
            [f"Leidinggevende {place}" for place, _ in enumerate(found["terugkeer"])],
        )
        for found in steunpunten
    ]
    rows = ((row["kerntaak"], row["status"]) for found in steunpunten for row in found["dekking"])
    verdeling = by_name(count_by_group(rows, catalog), catalog)
    trend = [
        (
            f"2026-{maand:02}",
            {"ongedekt": 13 - maand, "op_papier": 3, "kwetsbaar": 9, "gedekt": maand, "niet_gekozen": 2},
        )
        for maand in range(1, 13)
    ]
    return make_index("2026-12", standen, verdeling, trend, ["koepel/overzicht.html"], [], catalog.bron)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_on_any_page(browser: Browser, pages: list[Path], width: int) -> None:
    """WCAG 2.2 A and AA and best practice; on a phone tables are laid out otherwise."""
    wrong = {}
    for page in pages:
        browser.open(page, width)
        if found := browser.violations():
            wrong[str(page)] = found
    assert not wrong


def test_no_page_is_wider_than_a_phone(browser: Browser, pages: list[Path]) -> None:
    """Reading should not take scrolling to the side; a wide table scrolls in itself."""
    for page in pages:
        browser.open(page, PHONE)
        width = browser.run("document.documentElement.scrollWidth")
        assert width <= browser.run("innerWidth") == PHONE, page


def test_pages_are_dutch_and_need_no_script_and_no_network(browser: Browser, pages: list[Path]) -> None:
    """Nothing is fetched but the page itself, also when it is opened."""
    for page in pages:
        browser.open(page)
        assert browser.requests == [page.as_uri()]
        assert browser.run("document.documentElement.lang") == "nl"
        assert browser.run("document.querySelectorAll('script, link, iframe, object, embed, [onclick]').length") == 0
        assert browser.run("[...document.querySelectorAll('[src], [srcset]')].length") == 0
        ids = browser.run("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len({*ids}), page
        assert browser.run("document.title.trim()")


def test_headings_do_not_skip_a_level(browser: Browser, pages: list[Path]) -> None:
    """Who reads by headings finds the way: one h1, then step by step."""
    for page in pages:
        browser.open(page)
        levels = browser.run("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => Number(e.tagName[1]))")
        assert levels.count(1) == 1 and levels[0] == 1, page
        assert all(after <= before + 1 for before, after in pairwise(levels)), page


def test_links_inside_a_page_lead_somewhere(browser: Browser, pages: list[Path]) -> None:
    """Every # has its place."""
    for page in pages:
        browser.open(page)
        targets = browser.run("[...document.querySelectorAll('a[href^=\"#\"]')].map(e => e.hash.slice(1))")
        assert all(browser.run(f"document.getElementById({target!r}) !== null") for target in targets), page


def test_a_page_prints_within_the_width_of_its_paper(browser: Browser, pages: list[Path], tmp_path: Path) -> None:
    """A4 without the margins that basis.html.j2 sets is 186 mm wide: 703 pixels; lying it is 1032."""
    for page in pages:
        paper = 1032 if "A4 landscape" in page.read_text("utf-8") else 703
        browser.open(page, paper)
        assert browser.on_paper("document.documentElement.scrollWidth") <= paper, page


@pytest.mark.parametrize("number", [5, 12, 16, 40])
def test_no_printed_page_holds_just_a_line_or_two(browser: Browser, tmp_path: Path, number: int) -> None:
    """The overview of so many steunpunten: what is small stays together."""
    weak = cijfers(e=("ongedekt", 0, 0, 0), f=("kwetsbaar", 1, 4, 0), g=("op_papier", 1, 0, 0), h=("gedekt", 3, 9, 9))
    helper = samenvatting("hulp", kerntaken=cijfers(e=("gedekt", 3, 9, 9)))
    found = [helper, *(samenvatting(f"n{place:02}", kerntaken=weak) for place in range(number))]
    page = tmp_path / "overzicht.html"
    page.write_text(make_overzicht_html(found, shipped_catalog(), "2026-11"), "utf-8")
    printed = printed_pages(browser, page, tmp_path)
    assert min(map(len, printed)) > 4


def test_the_names_of_the_kerntaken_stand_on_each_printed_page(browser: Browser, pages: list[Path]) -> None:
    """Chromium repeats the head of a table that is no higher than a quarter of the page: of A4 lying 172 pixels."""
    for page in (page for page in pages if page.name == "overzicht.html"):
        browser.open(page, 1032)
        assert browser.on_paper("document.querySelector('.matrix thead').offsetHeight") <= 172


def test_the_coverage_prints_without_a_page_of_a_line(browser: Browser, pages: list[Path], tmp_path: Path) -> None:
    """Lying, as its tables are wide."""
    for page in (page for page in pages if page.name == "taakdekking.html"):
        assert "A4 landscape" in page.read_text("utf-8")
        printed = printed_pages(browser, page, tmp_path)
        assert min(map(len, printed)) > 4, printed


def printed_pages(browser: Browser, page: Path, folder: Path) -> list[list[str]]:
    """The lines of each page as it prints."""
    browser.open(page)
    browser.pdf(folder / "pagina.pdf")
    command = ["pdftotext", "-layout", str(folder / "pagina.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [[line for line in found.splitlines() if line.strip()] for found in text.split("\f")[:-1]]


def test_a_page_with_faults_is_found_out(browser: Browser, tmp_path: Path) -> None:
    """The gate closes: contrast, language, words for pictures, landmarks, width, and what is fetched."""
    page = tmp_path / "fout.html"
    page.write_text(FAULTY, "utf-8")
    browser.open(page, PHONE)
    assert {"color-contrast", "html-has-lang", "image-alt", "region", "svg-img-alt"} <= browser.violations().keys()
    assert browser.run("document.documentElement.scrollWidth") > PHONE
    assert len(browser.requests) > 1
