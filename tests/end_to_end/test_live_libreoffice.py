"""The live form against the run: LibreOffice recalculates random forms, and both must say the same of each."""

from __future__ import annotations

import datetime as dt
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
from tests.support.live_forms import Geval, Uitspraak, edge, expected_codes, expected_standen, gevallen, judged
from tests.support.live_screens import (
    Scherm,
    expected_around,
    expected_reasons,
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
        list(pool.map(lambda pair: to_csv(folder, *pair), enumerate(groups)))
    return [shown_in_csv(folder, path.stem) for path in paths]


def to_csv(folder: Path, number: int, paths: list[Path]) -> None:
    """The files as one .csv per sheet, by a LibreOffice with a profile of its own."""
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
    # the forms hold what the drop-downs allow, and always leave something to look at
    assert possible - seen == {("anders", "fout"), ("plaats", "fout"), ("klaar", "goed")}


def test_a_form_that_libreoffice_saved_is_whole_and_says_the_same(tmp_path: Path) -> None:
    """Twenty forms with their design: results and judgement are the same; lists, locks and colours are still there."""
    batch = make_batch(WHOLE)
    saved = calculated(tmp_path, batch.files)
    again = judged(saved, batch.gevallen)
    assert not [found for pair in zip(again, map(shown, saved), strict=True) if (found := _differences(*pair))]
    for number, (before, after) in enumerate(zip(batch.uitspraken, again, strict=True)):
        assert (before.rejected, before.signalen, before.omvang) == (after.rejected, after.signalen, after.omvang)
        _assert_kept(number, opened(batch.files[number]), opened(saved[number]))


READY = next(regel.woorden for regel in LAYOUT.controle if regel.key == "klaar")
OWN: dict[Plek, Value] = {
    ("functie", "", "peildatum"): dt.date(2026, 11, 1),
    ("functie", "", "doel"): "Vrijwilligers helpen.",
    ("kernopgaven", "d", "gekozen"): "ja",
    ("competenties", "i", "gekozen"): "ja",
}
# what somebody may type in a form that is in order (("kop": a header or label); the run need not accept it
VARIANTS: tuple[tuple[Plek, Value], ...] = (
    (("functie", "", "peildatum"), "1-12-2026"),
    (("functie", "", "peildatum"), "volgende week"),
    (("functie", "", "peildatum"), 2026.0),
    (("functie", "", "contracturen"), "veel"),
    (("functie", "", "contracturen"), "36 uur"),
    (("functie", "", "contracturen"), dt.time(12)),
    (("functie", "", "personeelsnummer"), None),
    (("functie", "", "personeelsnummer"), "1002"),
    (("functie", "", "opmerkingen"), "#DIV/0!"),
    (("functie", "kop", "doel"), "Waarom"),
    (("kerntaken", "c", "gekozen"), "misschien"),
    (("kerntaken", "c", "gekozen"), "v"),
    (("kerntaken", "c", "gekozen"), True),
    (("kerntaken", "c", "gekozen"), "#N/A"),
    (("kernopgaven", "c", "gekozen"), "soms"),
    (("competenties", "c", "gekozen"), 1.0),
    (("kerntaken", "a", "uren"), "ca. 4"),
    (("kerntaken", "a", "uren"), "4 uur"),
    (("kerntaken", "a", "uren"), dt.date(2026, 2, 1)),
    (("kerntaken", "a", "uren"), dt.time(4)),
    (("kerntaken", "a", "code"), None),
    (("kerntaken", "a", "code"), "zz"),
    (("kerntaken", "a", "code"), "A"),
    (("kerntaken", "a", "naam"), CATALOG.kerntaak["b"].naam),
    (("kernopgaven", "d", "code"), None),
    (("kerntaken", "c", "toelichting"), "#N/A"),
    (("kerntaken", "kop", "gekozen"), "Ja of nee"),
    (("competenties", "kop", "toelichting"), ""),
)
WRONG: tuple[tuple[Plek, Value], ...] = (  # what another line than those of the cells tells
    (("kerntaken", "a", "uren"), 61.0),
    (("kerntaken", "q", "gekozen"), "nee"),
    (("functie", "", "contracturen"), 49.0),
)


def test_what_a_formula_cannot_be_sure_of_is_not_ready_and_named_with_its_cell(tmp_path: Path) -> None:
    """design.md 2.2: "gereed" only when the run would accept the form."""
    geval = ready_form()
    places = geval.places()
    pairs = [*VARIANTS, *WRONG]
    screens = screens_of(tmp_path, [geval.bare(), *(geval.bare({places[plek]: value}) for plek, value in pairs)])
    good, *others = screens
    assert (good.lijnen["klaar"][0], good.lijnen["klaar"][1]) == (READY["ja"], "goed")
    for (plek, value), scherm in zip(pairs, others, strict=True):
        assert scherm.lijnen["klaar"][0] == READY["nee"], (plek, value)
    for (plek, value), scherm in zip(VARIANTS, others, strict=False):
        told = [scherm.lijnen[key][2] for key in ("anders", "plaats") if scherm.lijnen[key][1] == "fout"]
        assert [" ".join(places[plek]) in text for text in told] == [True], (plek, value, told)


def test_what_the_form_calls_ready_the_run_accepts(tmp_path: Path) -> None:
    """Of the variants and pairs of them: never "gereed" on a form that is rejected."""
    geval = ready_form()
    places = geval.places()
    twice = {places["kerntaken", "c", "code"]: "a", places["kerntaken", "c", "gekozen"]: "nee"}
    hours = {places["kerntaken", "c", "uren"]: 4.0}  # with a blank choice: a ja
    files = [geval.bare(typed) for typed in ({}, twice, hours)]
    screens, uitspraken = screens_of(tmp_path, files), judged(files, [geval] * len(files))
    assert [scherm.lijnen["klaar"][0] == READY["ja"] for scherm in screens] == [True, False, True]
    assert [uitspraak.rejected for uitspraak in uitspraken] == [False, True, False]
    assert "Kerntaken A" in screens[1].lijnen["plaats"][2]
    assert screens[2].naast["kerntaken", "c"] == LAYOUT.live["als_ja"]


def ready_form() -> Geval:
    """A form of which every line of Controle is in order."""
    geval = edge(36.0, [9.0, 9.0], 1.0)
    team = (geval.medewerker, replace(geval.medewerker, personeelsnummer="1002"))
    return replace(geval, steunpunt=replace(geval.steunpunt, team=team), waarden={**geval.waarden, **OWN})


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
        *[line for line in expected_around(uitspraak) if line not in scherm.rond],
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
    told = expected_codes(uitspraak)
    if (als_ja := ", ".join(told.pop("als_ja"))) and not told["los"] and als_ja not in scherm.lijnen["los"][2]:
        found.append(("als_ja", scherm.lijnen["los"], als_ja))
    for key, codes in told.items():
        if key in scherm.lijnen:
            count, _, text = scherm.lijnen[key]
            if count != len(codes) or (codes and ", ".join(codes) not in text):
                found.append((key, count, text, codes))
    uren = scherm.lijnen["uren"][0]
    if uren != round(uitspraak.omvang.bekend, 2):
        found.append(("uren", uren, uitspraak.omvang.bekend))
    shown_lines = [standen[key] for key in scherm.lijnen if key != "klaar"]
    rejected = uitspraak.rejected or "fout" in shown_lines
    ready = "fout" if rejected else "kijk" if {"kijk", "rood", "oranje"} & {*shown_lines} else "goed"
    outcome = READY["nee" if rejected else "ja"]
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


BESIDE = (("los", "los"), ("buiten", "buiten_gekozen"), ("als_ja", "als_ja"), ("zonder_uren", "zonder_uren"))
"""Line of Controle and what a row says of it: of more than one thing the first."""


def _beside(uitspraak: Uitspraak, scherm: Scherm) -> list[object]:
    """Words beside a row of Kerntaken or Kernopgaven, against the findings on that row."""
    codes, words = expected_codes(uitspraak), LAYOUT.live
    rejected = [f.rij for f in uitspraak.findings if f.code in ("uren_bereik", "altijd_nee")]
    found: list[object] = []
    for code in CATALOG.kerntaak:
        text = scherm.naast["kerntaken", code]
        told = [key for _, key in BESIDE if words[key] in text]
        first = [key for line, key in BESIDE if code in codes[line]][:1]
        if told != first and code not in rejected:
            found.append((code, text))
        if code in rejected and "Fout" not in text:
            found.append((code, text))
    lacking = codes["zonder_competentie"]
    found += [code for code in CATALOG.kernopgave if bool(scherm.naast["kernopgaven", code]) != (code in lacking)]
    return found
