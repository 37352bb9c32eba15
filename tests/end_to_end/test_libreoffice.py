"""What the real LibreOffice makes of our files: pages of the profile, and forms that were saved by it."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.analysis.rapport import make_rapport
from pipeline.batch import analyse_steunpunt
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.rules import load_rules
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.kept_answers import Gewijzigd
from pipeline.model.record import Json
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.render.word.kinds import VERANTWOORDING
from pipeline.render.word.length import core_pages
from pipeline.render.word.profiel import make_profiel, show_gewijzigd
from pipeline.render.word.template import compile_sjabloon
from pipeline.render.word.verantwoording import make_verantwoording
from tests.conftest import EXAMPLE, Run, report_of
from tests.support.edits import edited_form, untold
from tests.support.helpers import beoordeeld, steunpunt

CATALOG = shipped_catalog()
LONG_CHANGE = (
    "Kerntaken erbij: a (2,5 uur), c (2,5 uur), d (uren niet bekend) en h (4 uur).",
    "Kerntaken eraf: l (Kwalificeren), n (Trainingen en cursussen ontwikkelen en aanbieden) en nog 4.",
    "Andere uren per week: b van 4 naar 2,5, i van niet bekend naar 4, j van 4 naar 3 en k van 2 naar 6.",
    "Kernopgaven erbij: Kwaliteit en kwantiteit van de bemiddeling en Omgaan met conflicterende belangen. "
    "Kernopgaven eraf: Tijd en ruimte creëren voor innovatie.",
    "Competenties erbij: Kan verbindingen leggen, Is ondernemend en Is vraaggericht.",
    "Andere toelichting bij kerntaak a, kerntaak b en kernopgave Kwaliteit en kwantiteit van de bemiddeling.",
    "Anders dan toen: contracturen (van 24 naar 28), naam van de functie, doel van de functie en opmerkingen.",
)
pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None and os.environ.get("PROFIELBOUWER_OFFICE") != "required",
    reason="soffice is not installed here; .ci/run installs it",
)


def convert(kind: str, out: Path, *files: Path) -> list[Path]:
    """Convert files with LibreOffice, with a profile folder of its own. Returns the new files."""
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = [out / f"{file.stem}.{kind}" for file in files]
    assert all(path.stat().st_size for path in made)
    return made


def pages(pdf: Path) -> int:
    """Number of pages of a PDF."""
    told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    found = re.search(r"Pages:\s+(\d+)", told)
    assert found
    return int(found[1])


@pytest.mark.parametrize("voorbeeld", [voorbeeld.naam for voorbeeld in CATALOG.voorbeeldprofielen])
def test_what_people_sign_takes_at_most_two_pages(voorbeeld: str, tmp_path: Path) -> None:
    """Every task with hours and every fourth with a note, five dilemmas, all competencies (design.md 3.7).

    With a block "Gewijzigd sinds" of the longest kind.
    """
    example = CATALOG.voorbeeldprofiel[voorbeeld]
    note = "Samen met de vrijwilligers van het team."
    antwoorden = Antwoorden(
        bestand="1.xlsx",
        sha256="",
        medewerker=Medewerker("1001", "Anna Voorbeeld", voorbeeld, 36.0, "Lies Fantasie"),
        doel=example.doel,
        afspraken="De stagemarkt wordt dit jaar met een andere gemeente gedeeld.",
        opmerkingen="Werkt op dinsdag op de locatie in de wijk.",
        kerntaken={
            code: Keuze(True, 2.5, "" if place % 4 else note)
            for place, code in enumerate(code for code in CATALOG.kerntaak if code in example.kerntaken)
        },
        kernopgaven={code: Keuze(True) for code in [*CATALOG.kernopgave][:5]},
        competenties={code: Keuze(True) for code in CATALOG.competentie},
    )
    sjabloon = compile_sjabloon(TEMPLATES / "profiel.docx", CATALOG)
    core = make_profiel(antwoorden, Steunpunt("proef", "Steunpunt Proef"), CATALOG, (), bijlage=False)
    document = tmp_path / "profiel.docx"
    block = show_gewijzigd(Gewijzigd(sinds="2026-09", regels=LONG_CHANGE))
    document.write_bytes(sjabloon.render({**core, "gewijzigd": block}))
    assert pages(convert("pdf", tmp_path, document)[0]) <= 2


def test_a_core_of_more_than_two_pages_is_always_foreseen(tmp_path: Path) -> None:
    """The estimate (word/length.py) beside the real thing, around the end of the second page; it may warn too early."""
    sjabloon, sentence = compile_sjabloon(TEMPLATES / "profiel.docx", CATALOG), "Minister en wijk overleggen samen. "
    voorbeeld = CATALOG.voorbeeldprofielen[0]
    taken = {code: Keuze(True, 2.5) for code in CATALOG.kerntaak if code in {*voorbeeld.kerntaken, *CATALOG.altijd}}
    form = Antwoorden("", "", Medewerker("1001", "Anna Voorbeeld", "Makelaar", 36.0, "Lies"), doel=voorbeeld.doel)
    files, foreseen = [], []
    for times in range(0, 60, 5):
        noted = {code: replace(keuze, toelichting=sentence * (times // 5)) for code, keuze in [*taken.items()][:5]}
        competenties = {code: Keuze(True, None, sentence * (times // 20)) for code in [*CATALOG.competentie][:12]}
        antwoorden = replace(
            form, kerntaken={**taken, **noted}, competenties=competenties, opmerkingen=(sentence * times).strip()
        )
        core = make_profiel(antwoorden, Steunpunt("proef", "Steunpunt Proef"), CATALOG, (), bijlage=False)
        files.append(tmp_path / f"{times}.docx")
        files[-1].write_bytes(sjabloon.render(core))
        foreseen.append(core_pages(core) > 2)
    real = [pages(pdf) > 2 for pdf in convert("pdf", tmp_path, *files)]
    assert {*real} == {False, True}
    assert all(warned for warned, long in zip(foreseen, real, strict=True) if long)
    assert sum(warned and not long for warned, long in zip(foreseen, real, strict=True)) <= 2


@pytest.mark.parametrize(
    "mensen",
    [
        (),
        ("1001 36", "1002 24"),
        ("1001 8: " + " | ".join(f"{code} {place % 2}" for place, code in enumerate(CATALOG.kerntaak)), "1002 40: u 1"),
        ("1001 36: " + " | ".join(f"{code} 0" for code in CATALOG.kerntaak),),
    ],
    ids=["nobody", "no form", "one does almost all", "lone worker without hours"],
)
def test_the_account_for_the_commissioner_takes_at_most_two_pages(mensen: tuple[str, ...], tmp_path: Path) -> None:
    """Also when every kerntaak is a gap with all that can be said of one, and names are long."""
    needed = " | ".join(f"{code} 14.25" for code in CATALOG.kerntaak)
    place = steunpunt(" ".join(groep.code for groep in CATALOG.te_kiezen), needed)
    naam = "Steunpunt Vrijwilligerswerk Verzonnen-Noord en Omstreken aan de Denkbeeldige Rivier"
    judged = beoordeeld(*mensen, van=replace(place, naam=naam, gemeente="Denkbeeldige Rivieren en Vaarten"))
    analyse = analyse_steunpunt(judged, CATALOG, load_rules(), dt.date(2026, 11, 1))
    sjabloon = compile_sjabloon(TEMPLATES / "verantwoording.docx", CATALOG, VERANTWOORDING)
    document = tmp_path / "verantwoording.docx"
    document.write_bytes(sjabloon.render(make_verantwoording(make_rapport(judged, analyse, CATALOG, "2026-11"))))
    assert pages(convert("pdf", tmp_path, document)[0]) <= 2


def without_files(report: Json) -> list[Json]:
    """What a run found, without what differs by the name and the bytes of the input files."""
    return [
        {
            **steunpunt,
            "formulieren": [
                {**form, "bestand": "", "bevindingen": [{**f, "bestand": ""} for f in form["bevindingen"]]}
                for form in steunpunt["formulieren"]
            ],
            "bevindingen": [{**finding, "bestand": ""} for finding in steunpunt["bevindingen"]],
        }
        for steunpunt in report["steunpunten"]
    ]


@pytest.mark.parametrize("kinds", [("ods",), ("ods", "xlsx")], ids=["ods", "ods and back"])
def test_forms_saved_by_libreoffice_give_the_same_run(kinds: tuple[str, ...], example_run: Run, tmp_path: Path) -> None:
    """Answers, stamp, findings and their cells survive the way through another program, with 174 tasks too."""
    example = Path(shutil.copytree(EXAMPLE, tmp_path / "invoer"))
    for number, folder in enumerate(sorted(example.rglob("formulieren"))):
        for kind in kinds:
            out = tmp_path / f"{number}-{kind}"
            out.mkdir()
            files = sorted(folder.iterdir())
            made = convert(kind, out, *files)
            for old, new in zip(files, made, strict=True):
                old.unlink()
                shutil.move(new, folder / new.name)
    report = report_of(example, tmp_path / "uit")
    assert without_files(report) == without_files(example_run.report)


def test_no_edit_of_a_form_that_libreoffice_saved_loses_a_typed_word(tmp_path: Path) -> None:
    """As xlsx and as ods: what was sorted, copied, remarked and typed anywhere is read or told (design.md 2.2)."""
    forms = {f"{number}": edited_form(number) for number in range(500, 512)}
    (tmp_path / "uit").mkdir()
    for name, (form, _) in forms.items():
        (tmp_path / f"{name}.xlsx").write_bytes(form.file())
    for kind in ("xlsx", "ods"):
        for path in convert(kind, tmp_path / "uit", *(tmp_path / f"{name}.xlsx" for name in forms)):
            form, done = forms[path.stem]
            assert not untold(form, path.read_bytes()), (path.name, done)
