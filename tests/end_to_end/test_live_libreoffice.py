"""The live form against the run: LibreOffice recalculates random forms, and both must say the same of each."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.workbook import Plek, Value
from tests.end_to_end.test_libreoffice import convert
from tests.end_to_end.test_libreoffice import pytestmark as pytestmark
from tests.support.live_forms import (
    Geval,
    Scherm,
    Uitspraak,
    edge,
    expected_above,
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
from tests.support.workbooks import CATALOG, LAYOUT, opened

COUNT, WHOLE = 200, 20
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # every sheet, UTF-8, commas


@dataclass(frozen=True)
class Batch:
    """Random forms: their files as handed out and filled, and what the run says of them."""

    gevallen: list[Geval]
    files: list[bytes]
    uitspraken: list[Uitspraak]


def make_batch(count: int) -> Batch:
    """Random forms, judged by the run; the first are on the edges of the rules."""
    made = list(gevallen(COUNT, seed=2009))[:count]
    files = [geval.made() for geval in made]
    return Batch(made, files, judged(files, made))


def calculated(folder: Path, files: list[bytes]) -> list[bytes]:
    """The files as LibreOffice saves them after calculating."""
    out = folder / "out"
    out.mkdir()
    return [path.read_bytes() for path in convert("xlsx", out, *write_all(files, folder))]


def screens_of(folder: Path, files: list[bytes]) -> list[Scherm]:
    """What LibreOffice shows of each, by as many of it as there are cores.

    It writes the sheets as text: that takes a third of the time of a workbook.
    """
    paths, cores = write_all(files, folder), os.cpu_count() or 1
    groups = [group for place in range(cores) if (group := paths[place::cores])]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda pair: _to_csv(folder, *pair), enumerate(groups)))
    return [shown_in_csv(folder, path.stem) for path in paths]


def _to_csv(folder: Path, number: int, paths: list[Path]) -> None:
    profile = f"-env:UserInstallation={(folder / f'profile{number}').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", CSV, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def test_the_live_form_says_what_the_run_says(tmp_path: Path) -> None:
    """Form by form: every line of Controle, every reason, every word beside a row (200 of 200)."""
    batch = make_batch(COUNT)
    screens = screens_of(tmp_path, [geval.bare() for geval in batch.gevallen])
    pairs = enumerate(zip(batch.uitspraken, screens, strict=True))
    different = {number: found for number, pair in pairs if (found := _differences(*pair))}
    assert not different, f"{len(different)} of {COUNT}: {different}"
    # equality would prove little if the forms did not meet every signal and finding
    seen = {(key, stand) for scherm in screens for key, (_, stand, _) in scherm.lijnen.items()}
    possible = {(regel.key, geval.stand) for regel in LAYOUT.controle for geval in regel.gevallen.values()}
    assert possible - seen == {("anders", "kijk")}  # the forms hold what the drop-downs allow


def test_a_form_that_libreoffice_saved_is_whole_and_says_the_same(tmp_path: Path) -> None:
    """Twenty forms with their design: results and judgement are the same; lists, locks and colours are still there."""
    batch = make_batch(WHOLE)
    saved = calculated(tmp_path, batch.files)
    again = judged(saved, batch.gevallen)
    assert not [found for pair in zip(again, map(shown, saved), strict=True) if (found := _differences(*pair))]
    for number, (before, after) in enumerate(zip(batch.uitspraken, again, strict=True)):
        assert (before.rejected, before.signalen, before.omvang) == (after.rejected, after.signalen, after.omvang)
        _assert_kept(number, opened(batch.files[number]), opened(saved[number]))


def test_an_answer_of_another_kind_is_told_and_not_counted(tmp_path: Path) -> None:
    """The reader understands x and "4 uur"; beside the row stands that they are read at delivery."""
    geval = edge(20.0, [9.0, 9.0], None)
    odd: dict[Plek, Value] = {("kerntaken", "a", "gekozen"): "x", ("kerntaken", "b", "uren"): "4 uur"}
    odd |= {("kernopgaven", "d", "gekozen"): "misschien", ("competenties", "e", "gekozen"): True}
    scherm = shown(calculated(tmp_path, [replace(geval, waarden={**geval.waarden, **odd}).made()])[0])
    assert scherm.lijnen["anders"][:2] == (4, "kijk")
    assert scherm.naast["kerntaken", "a"] == scherm.naast["kernopgaven", "d"] == LAYOUT.live["anders"]
    assert scherm.redenen["e"].startswith(LAYOUT.live["anders"])
    assert scherm.lijnen["uren"][0] == 0


def _assert_kept(number: int, before: Workbook, after: Workbook) -> None:
    assert after.sheetnames == before.sheetnames and after["_stempel"].sheet_state == "hidden"
    assert {*before.defined_names} <= {*after.defined_names}
    for sheet in before:
        assert _kept(sheet) == _kept(after[sheet.title]), (number, sheet.title)


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
        *[line for line in expected_above(uitspraak) if line not in scherm.boven],
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
    words = next(regel for regel in LAYOUT.controle if regel.key == "klaar").woorden
    outcome = words["nee" if uitspraak.rejected else "ja"]
    return [
        *found,
        *([] if scherm.lijnen["klaar"][:2] == (outcome, ready) else [("klaar", scherm.lijnen["klaar"], ready)]),
    ]


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
        outside = code in codes["buiten"]  # said first: what has no hours stands above the table too
        told = [words[key] in text for key in ("buiten_gekozen", "zonder_uren", "los")]
        expected = [outside, code in codes["zonder_uren"] and not outside, code in codes["los"]]
        if told != expected and code not in rejected:
            found.append((code, text))
        if code in rejected and not text.startswith("Fout: "):
            found.append((code, text))
    lacking = codes["zonder_competentie"]
    found += [code for code in CATALOG.kernopgave if bool(scherm.naast["kernopgaven", code]) != (code in lacking)]
    return found
