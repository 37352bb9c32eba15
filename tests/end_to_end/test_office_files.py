"""Every kind of file that is made, as Word and Excel want it: by their schemas, and by what Excel repairs."""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from openxml_audit.errors import ValidationError

from pipeline.definitions.schema_files import TEMPLATES
from pipeline.delivery.betrokkene.markup import wipe
from pipeline.delivery.betrokkene.wisser import Wisser
from pipeline.handout import issue_forms
from pipeline.model.betrokkene import Betrokkene
from pipeline.pakket import make_pakketten
from pipeline.run import Opdracht, run
from pipeline.teams import init_lijst, init_steunpunt
from pipeline.update import update_teams
from tests.conftest import EXAMPLE, ROOT, Run
from tests.render.workbooks.test_pen import MAKERS
from tests.support.folders import put
from tests.support.repairs import repairs

OLDEST = FileFormat.OFFICE_2010  # that formulas are written for (excel/formulas.py); later ones read what it has


class Alarm(NamedTuple):
    """What the audit tells though nothing is wrong: where (patterns), what, and why it is no fault."""

    part: str
    path: str
    text: str
    why: str

    def is_it(self, error: ValidationError) -> bool:
        """Whether the audit told just this."""
        found = (error.part_uri, re.sub(r"\[\d+\]", "", error.path), error.description)
        return all(re.fullmatch(pattern, text) for pattern, text in zip(self[:3], found, strict=True))


KNOWN = (
    Alarm(
        r"/xl/styles\.xml",
        "/styleSheet/fonts/font",
        "Unexpected element '(b|color|sz)' found",
        "ECMA-376 part 1, 18.8.22: what a font consists of stands in any order (CT_Font is a choice, unbounded). The"
        " audit wants the order in which Excel writes. This one is openpyxl's, in all of its files, which Excel opens.",
    ),
    Alarm(
        r"/xl/worksheets/sheet\d+\.xml",
        "",
        r"Worksheet sheet\d+\.xml has \d+ inline-string cell\(s\).*",
        "ECMA-376 part 1, 18.3.1.53: a text may stand in its cell. Excel reads it and keeps it in its list of texts"
        " when it saves, which changes nothing that people see. The list would cost time in every workbook.",
    ),
)

KINDS = (  # of each catalog, of a first period and one with changes, and after somebody was taken out
    *(f"leeg/{name}.xlsx" for name in ("invulschema", "steunpunt", "medewerkers")),
    *(f"{forms}/meerwijk/formulieren/{n} *.xlsx" for forms in ("eerste", "opnieuw") for n in (4001, 4003, 4004)),
    "run/zonnedael/retour/*.xlsx",
    *(f"{team}/steunpunt.xlsx" for team in ("init", "lijst/dorp", "lijst/dorp/vervallen")),
    *(
        f"{period}/meerwijk/{report}.xlsx"
        for period in ("run", "volgende/2026-12")
        for report in ("taakdekking", "wat-als", "ontwikkeling/ontwikkeling", "../koepel/overzicht")
    ),
    *(f"gewist/{report}.xlsx" for report in ("zonnedael/taakdekking", "zonnedael/wat-als", "*/ontwikkeling")),
    *(f"run/meerwijk/{folder}/{n}-*.docx" for folder in ("profielen", "ontwikkeling") for n in (4001, 4003)),
    "run/zonnedael/profielen/1001-*.docx",
    "run/zonnedael/verantwoording.docx",
    "pakket/meerwijk/*/brief.docx",
    *(f"sjablonen/{path.name}" for path in TEMPLATES.glob("*.docx")),
)


@pytest.fixture(scope="module")
def validator() -> OpenXmlValidator:
    """Its schemas, read once."""
    return OpenXmlValidator(file_format=OLDEST, max_errors=100_000)


@pytest.fixture(scope="module")
def made(example_run: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One run of the example, all that goes before it and comes after it: name of each file below its folder."""
    top = tmp_path_factory.mktemp("files")
    shutil.copytree(ROOT / "input_templates", top / "leeg")
    shutil.copytree(TEMPLATES, top / "sjablonen", ignore=shutil.ignore_patterns("*.j2"))
    shutil.copytree(example_run.map, top / "run")
    _hand_out(top, example_run)
    _keep_teams(top)
    _take_out(top)
    for name, make in MAKERS.items():  # reports of a large team, of none, with every sign that a cell can hold
        (top / f"{name}.xlsx").write_bytes(make())
    found = [path for path in top.rglob("*") if path.suffix in (".xlsx", ".docx") and "archief" not in path.parts]
    names = {path.relative_to(top).as_posix(): path for path in sorted(found)}
    assert [kind for kind in KINDS if not any(fnmatch(name, posixpath.normpath(kind)) for name in names)] == []
    return names


def _hand_out(top: Path, example_run: Run) -> None:
    """First forms of every catalog, forms of the next month and what a run makes of these, packages with a letter."""
    nieuw = Path(shutil.copytree(EXAMPLE, top / "eerste", ignore=shutil.ignore_patterns("formulieren", "zonnedael")))
    issue_forms(nieuw)
    opnieuw = Path(shutil.copytree(EXAMPLE, top / "opnieuw", ignore=shutil.ignore_patterns("zonnedael")))
    issue_forms(opnieuw, example_run.map)
    run(Opdracht(opnieuw, top / "volgende", "2026-12", vorige=example_run.map))
    make_pakketten(nieuw, top / "pakket")
    for package in (top / "pakket").rglob("*.zip"):
        with zipfile.ZipFile(package) as archive:
            archive.extract("brief.docx", package.with_suffix(""))


def _keep_teams(top: Path) -> None:
    """Team workbooks: empty, of a list, and brought up to date by the next list."""
    init_steunpunt(top / "init", "Steunpunt Proef")
    lijst = top / "lijst.csv"
    for uren in (36, 24):
        lijst.write_text(f"Steunpunt;Persnr;Medewerker;Uren per week\nDorp;0101;Anna Één;{uren}", "utf-8")
        done = init_lijst if uren == 36 else lambda *paths: update_teams(*paths, doen=True)
        done(top / "lijst", lijst)


def _take_out(top: Path) -> None:
    """What names people, after one of them was taken out of it."""
    bram, hanna = Betrokkene(("1002",), ("Bram Verzonnen",)), Betrokkene(("4001",), ("Hanna Verzinsel",))
    for betrokkene, file in (
        (bram, "zonnedael/taakdekking.xlsx"),
        (bram, "zonnedael/wat-als.xlsx"),
        (hanna, "meerwijk/ontwikkeling/ontwikkeling.xlsx"),
        (hanna, "meerwijk/profielen/4001-Hanna Verzinsel.docx"),
    ):
        before = (top / "run" / file).read_bytes()
        wiped = wipe(file, before, Wisser(betrokkene, "verwijderd-1"))
        assert wiped != before
        put(top / "gewist", file, wiped)


def alarms(validator: OpenXmlValidator, path: Path) -> Iterator[tuple[ValidationError, Alarm | None]]:
    """All that the audit tells of a file, with the known false alarm that it is."""
    for error in validator.validate(path).errors:
        yield error, next((alarm for alarm in KNOWN if alarm.is_it(error)), None)


def test_the_audit_finds_nothing_but_known_false_alarms(made: dict[str, Path], validator: OpenXmlValidator) -> None:
    """By the schemas of Office, its relations and what refers to what; each false alarm is still one."""
    told = [(name, *found) for name, path in made.items() for found in alarms(validator, path)]
    assert [f"{name}: {error}" for name, error, known in told if known is None] == []
    assert {known for *_, known in told} == {*KNOWN}


def test_there_is_nothing_that_excel_repairs(made: dict[str, Path]) -> None:
    """What no schema tells, and the audit does not look at."""
    books = {name: path for name, path in made.items() if path.suffix == ".xlsx"}
    assert {name: repairs(path.read_bytes()) for name, path in books.items()} == {name: [] for name in books}


def test_every_file_says_that_it_is_in_dutch(made: dict[str, Path]) -> None:
    """In its properties, and a document in its styles too: by these a screen reader chooses its voice."""
    for name, path in made.items():
        with zipfile.ZipFile(path) as package:
            assert re.search(rb"<dc:language[^>]*>nl-NL</dc:language>", package.read("docProps/core.xml")), name
            if path.suffix == ".docx":
                assert set(re.findall(rb'<w:lang w:val="([^"]*)"', package.read("word/styles.xml"))) == {b"nl-NL"}, name


# --- that faults are seen ------------------------------------------------------------------------------------------


def changed(path: Path, part: str, change: Callable[[str], str]) -> bytes:
    """A file with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            before = old.read(name).decode()
            after = change(before) if name == part else before
            assert (after != before) == (name == part)
            new.writestr(name, after)
    return made.getvalue()


SHEET, TABLE, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml"
TYPES = "[Content_Types].xml"


def swap(old: str, new: str) -> Callable[[str], str]:
    """A change of a text, everywhere."""
    return lambda xml: xml.replace(old, new)


BY_SCHEMA: Mapping[str, tuple[str, str, Callable[[str], str]]] = {
    "an element in the wrong place": (
        "taakdekking.xlsx",
        SHEET,
        lambda xml: re.sub("(<pageMargins.*)(<tableParts.*</tableParts>)", r"\2\1", xml),
    ),
    "a table without a number": ("taakdekking.xlsx", TABLE, swap('main" id="1"', 'main"')),
    "a relation to nothing": ("taakdekking.xlsx", "xl/worksheets/_rels/sheet1.xml.rels", swap("table1", "table99")),
    "an unknown element in a document": ("verantwoording.docx", "word/document.xml", swap("w:tblCaption", "w:tblKop")),
    "settings in the wrong order": (
        "verantwoording.docx",
        "word/settings.xml",
        lambda xml: re.sub(r"(<w:zoom[^>]*>)(.*)(</w:settings>)", r"\2\1\3", xml, flags=re.DOTALL),
    ),
    "no theme": (
        "verantwoording.docx",
        "word/_rels/document.xml.rels",
        lambda xml: re.sub(r"<[^<]*theme1.xml\"/>", "", xml),
    ),
}
BY_EXCEL: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "two columns alike": (TABLE, swap('name="Kerntaak"', 'name="code"')),
    "a header that is not its cell": (TABLE, swap('name="Kerntaak"', 'name="Taak"')),
    "a line break": (TABLE, swap("_x000a_", "&#10;")),
    "a wrong number of columns": (
        TABLE,
        lambda xml: re.sub(r'tableColumns count="\d+"', 'tableColumns count="2"', xml),
    ),
    "two tables of one name": (TABLE, swap("Dekking", "Samenvatting")),
    "two tables of one number": (TABLE, swap('main" id="1"', 'main" id="2"')),
    "a name with a space": (TABLE, swap("Dekking", "De dekking")),
    "a name that is an address": (TABLE, swap("Dekking", "AB12")),
    "another filter on the sheet": (SHEET, swap("</sheetData>", '</sheetData><autoFilter ref="A1:B2"/>')),
    "merged cells": (
        SHEET,
        swap("<pageMargins", '<mergeCells count="1"><mergeCell ref="A6:B7"/></mergeCells><pageMargins'),
    ),
    "a part without a type": (TYPES, swap("/xl/tables/table1.xml", "/xl/tables/table99.xml")),
    "rows out of order": (SHEET, swap('<row r="2"', '<row r="9999"')),
    "cells out of order": (SHEET, swap('r="A5"', 'r="ZZ5"')),
    "a style that is not there": (SHEET, swap('s="1"', 's="999"')),
    "two sheets alike": (WORKBOOK, swap('name="Samenvatting"', 'name="dekking"')),
    "a long name of a sheet": (WORKBOOK, swap('name="Samenvatting"', f'name="{"x" * 32}"')),
}


@pytest.mark.parametrize("fault", BY_SCHEMA)
def test_what_does_not_fit_a_schema_is_seen(
    fault: str, example_run: Run, validator: OpenXmlValidator, tmp_path: Path
) -> None:
    """The audit looks at each of these."""
    file, part, change = BY_SCHEMA[fault]
    path = tmp_path / file
    path.write_bytes(changed(example_run.map / "zonnedael" / file, part, change))
    assert [error for error, known in alarms(validator, path) if known is None]


@pytest.mark.parametrize("fault", BY_EXCEL)
def test_what_excel_repairs_is_seen(fault: str, example_run: Run) -> None:
    """Each of these by itself."""
    part, change = BY_EXCEL[fault]
    book = example_run.map / "zonnedael" / "taakdekking.xlsx"
    assert repairs(changed(book, part, change))
