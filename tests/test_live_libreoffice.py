"""The live form against the run: LibreOffice recalculates random forms, and both must say the same of each."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.live_forms import (
    Geval,
    Scherm,
    Uitspraak,
    expected_codes,
    expected_reasons,
    expected_standen,
    gevallen,
    judged,
    shown,
    shown_in_csv,
    told_reasons,
    write_all,
)
from tests.test_libreoffice import convert
from tests.test_libreoffice import pytestmark as pytestmark
from tests.workbooks import CATALOG, LAYOUT, opened

COUNT, WHOLE = 200, 20
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # every sheet, UTF-8, commas


@dataclass(frozen=True)
class Batch:
    """Random forms: their files as handed out and filled, what the run says of them, and the folder they are in."""

    gevallen: list[Geval]
    paths: list[Path]
    uitspraken: list[Uitspraak]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """200 random forms, judged by the run."""
    made = list(gevallen(COUNT, seed=2009))
    paths = write_all(made, tmp_path_factory.mktemp("forms"))
    return Batch(made, paths, judged([path.read_bytes() for path in paths], made))


@pytest.fixture(scope="module")
def screens(batch: Batch, tmp_path_factory: pytest.TempPathFactory) -> list[Scherm]:
    """What LibreOffice shows of each; as text per sheet, which takes half the time of a whole workbook."""
    out = tmp_path_factory.mktemp("csv")
    halves = [batch.paths[place :: os.cpu_count() or 1] for place in range(min(os.cpu_count() or 1, COUNT))]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda pair: _convert_all(out, *pair), enumerate(halves)))
    return [shown_in_csv(out, path.stem) for path in batch.paths]


def _convert_all(out: Path, number: int, paths: list[Path]) -> None:
    profile = f"-env:UserInstallation={(out / f'profile{number}').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", CSV, "--outdir", str(out), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


@pytest.fixture(scope="module")
def whole(batch: Batch, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The first twenty as LibreOffice saves them as a workbook: the edges of the rules, and some random ones."""
    out = tmp_path_factory.mktemp("xlsx")
    return [path.read_bytes() for path in convert("xlsx", out, *batch.paths[:WHOLE])]


def test_the_live_form_says_what_the_run_says(batch: Batch, screens: list[Scherm]) -> None:
    """Form by form: every line of Controle, every reason, every word beside a row (200 of 200)."""
    pairs = enumerate(zip(batch.uitspraken, screens, strict=True))
    different = {number: found for number, pair in pairs if (found := _differences(*pair))}
    assert not different, f"{len(different)} of {COUNT}: {different}"


def test_the_random_forms_meet_every_signal_and_finding(screens: list[Scherm]) -> None:
    """Else equality would prove little: each line stands in every way that it can, in at least one form."""
    seen = {(key, stand) for scherm in screens for key, (_, stand, _) in scherm.lijnen.items()}
    possible = {(regel.key, geval.stand) for regel in LAYOUT.controle for geval in regel.gevallen.values()}
    assert possible - seen == {("anders", "kijk")}  # the forms hold what the drop-downs allow


def test_a_form_saved_by_libreoffice_says_the_same_and_is_judged_the_same(batch: Batch, whole: list[bytes]) -> None:
    """Answers, formulas and their results survive; the run reads the saved form as it reads the original."""
    again = judged(whole, batch.gevallen[:WHOLE])
    assert not [found for pair in zip(again, map(shown, whole), strict=True) if (found := _differences(*pair))]
    for before, after in zip(batch.uitspraken, again, strict=False):
        assert (before.rejected, before.signalen, before.omvang) == (after.rejected, after.signalen, after.omvang)


def test_dropdowns_locks_and_colours_are_there_after_libreoffice_saved(batch: Batch, whole: list[bytes]) -> None:
    """Twenty forms: the same cells have a list, a check, a prompt, a lock, a colour that changes and a comment."""
    for path, data in zip(batch.paths, whole, strict=False):
        before, after = opened(path.read_bytes()), opened(data)
        assert after.sheetnames == before.sheetnames and after["_stempel"].sheet_state == "hidden"
        for sheet in before:
            assert _kept(sheet) == _kept(after[sheet.title]), (path.name, sheet.title)
        assert {*before.defined_names} <= {*after.defined_names}


def _kept(sheet: Worksheet) -> dict[str, object]:
    checks = {
        (cel, made.type, made.type and made.formula1, made.prompt, made.error)
        for made in sheet.data_validations.dataValidation
        for block in made.sqref.ranges
        for row in block.rows
        for cel in row
    }
    cells = [cell for row in sheet.iter_rows() for cell in row]
    return {
        "checks": checks,
        "protected": sheet.protection.sheet,
        "open": {cell.coordinate for cell in cells if not cell.protection.locked},
        "colours": {cell.coordinate: cell.fill.fgColor.rgb[-6:] for cell in cells if cell.fill.fill_type},
        "formulas": {cell.coordinate for cell in cells if cell.data_type == "f"},
        "comments": {cell.coordinate for cell in cells if cell.comment},
        "changing": sorted(str(block.sqref) for block in sheet.conditional_formatting),
        "links": {cell.coordinate for cell in cells if cell.hyperlink},
    }


def _differences(uitspraak: Uitspraak, scherm: Scherm) -> list[object]:
    return [
        *_in_controle(uitspraak, scherm),
        *_in_reasons(uitspraak, scherm),
        *_beside(uitspraak, scherm),
    ]


def _in_controle(uitspraak: Uitspraak, scherm: Scherm) -> list[object]:
    standen = expected_standen(uitspraak)
    found: list[object] = [
        (key, stand, standen[key])
        for key, (_, stand, _) in scherm.lijnen.items()
        if key != "klaar" and stand != standen[key]
    ]
    for key, codes in expected_codes(uitspraak).items():
        if key in scherm.lijnen:
            count, _, text = scherm.lijnen[key]
            if count != len(codes) or (codes and ", ".join(codes) not in text):
                found.append((key, count, text, codes))
    uren = scherm.lijnen["uren"][0]
    if uren != round(uitspraak.omvang.bekend, 2):
        found.append(("uren", uren, uitspraak.omvang.bekend))
    shown_lines = [standen[key] for key in scherm.lijnen if key != "klaar"]
    ready = "fout" if uitspraak.rejected else "kijk" if {"kijk", "rood", "oranje"} & {*shown_lines} else "goed"
    return [*found, *([] if scherm.lijnen["klaar"][1] == ready else [("klaar", scherm.lijnen["klaar"], ready)])]


def _in_reasons(uitspraak: Uitspraak, scherm: Scherm) -> list[object]:
    found: list[object] = []
    for code in CATALOG.competentie:
        text = scherm.redenen[code]
        loose = code in uitspraak.codes("competentie_zonder_reden")
        if told_reasons(text) != expected_reasons(uitspraak, code) or loose != text.startswith("Gekozen zonder"):
            found.append((code, text))
    return found


def _beside(uitspraak: Uitspraak, scherm: Scherm) -> list[object]:
    """Words beside a row of Kerntaken or Kernopgaven, against the findings on that row."""
    codes, words = expected_codes(uitspraak), LAYOUT.live
    rejected = [f.rij for f in uitspraak.findings if f.code in ("uren_bereik", "altijd_nee")]
    found: list[object] = []
    for code in CATALOG.kerntaak:
        text = scherm.naast["kerntaken", code]
        told = [words[key] in text for key in ("buiten_gekozen", "zonder_uren", "los")]
        if told != [code in codes[key] for key in ("buiten", "zonder_uren", "los")] and code not in rejected:
            found.append((code, text))
        if code in rejected and "Let op" not in text:
            found.append((code, text))
    lacking = codes["zonder_competentie"]
    found += [code for code in CATALOG.kernopgave if bool(scherm.naast["kernopgaven", code]) != (code in lacking)]
    return found
