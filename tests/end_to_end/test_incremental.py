"""A run on top of a former one: only what changed is made, what no longer belongs moves away, nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from pipeline.delivery.outcome import Verslag
from pipeline.plan import Plan
from pipeline.run import Opdracht, plan_only, run
from tests.conftest import report_of
from tests.end_to_end.test_cli import profielbouwer
from tests.support.corpus import change_corpus, make_corpus, rename_person
from tests.support.folders import files, form_of, without_reasons
from tests.support.office import type_in_cell

PERIODE = "2026-11"


def again(invoer: Path, uit: Path, *, opnieuw: bool = False) -> Verslag:
    """Run the input into a folder."""
    return run(Opdracht(invoer, uit, PERIODE, opnieuw=opnieuw))


def planned(invoer: Path, uit: Path) -> Plan:
    """What a run would do."""
    return plan_only(Opdracht(invoer, uit, PERIODE))


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three steunpunten that were run into the folder `uit` beside them."""
    invoer = make_corpus(tmp_path / "in", 3)
    again(invoer, tmp_path / "uit")
    return invoer


def test_an_unchanged_rerun_reads_no_form_and_writes_nothing(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one file or folder gets a new date, and the summary is the same."""
    uit = three.parent / "uit"
    before = {path: path.stat().st_mtime_ns for path in (uit / PERIODE).rglob("*")}
    monkeypatch.setattr("pipeline.batch.read_mappen", lambda *_: pytest.fail("a form was read"))
    verslag = again(three, uit)
    assert {path: path.stat().st_mtime_ns for path in (uit / PERIODE).rglob("*")} == before
    assert (verslag.gelijk, verslag.nieuw, verslag.veranderd, verslag.verplaatst) == (3, 0, 0, 0)
    assert (verslag.totalen.goedgekeurd, verslag.fouten) == (12, 9)


def test_a_new_date_alone_changes_nothing(three: Path) -> None:
    """The truth is what a file holds, never when it was saved."""
    for path in three.rglob("*.xlsx"):
        os.utime(path, ns=(10**9, 10**9))
    assert not planned(three, three.parent / "uit").te_doen


def test_an_old_date_hides_no_change(three: Path) -> None:
    """A form that was changed and got its former date and size back (a copy by a program that keeps dates)."""
    form = form_of(three / "s001", "1001")
    before = form.stat()
    type_in_cell(form, "Kerntaken", "a", "Uren per week", 7)
    os.utime(form, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert planned(three, three.parent / "uit").redenen == {"s001": {"formulier_veranderd": 1}}


def change_form(invoer: Path) -> None:
    """Other hours in one form."""
    type_in_cell(form_of(invoer / "s001", "1001"), "Kerntaken", "a", "Uren per week", 7)


def add_form(invoer: Path) -> None:
    """A form more."""
    folder = invoer / "s001" / "formulieren"
    shutil.copyfile(form_of(folder.parent, "1001"), folder / "nog een.xlsx")


def remove_form(invoer: Path) -> None:
    """A form less."""
    (form_of(invoer / "s001", "1001")).unlink()


def change_team(invoer: Path) -> None:
    """Another name in the team workbook."""
    rename_person(invoer / "s001" / "steunpunt.xlsx", "1002", "Bram Anders")


def set_rules(invoer: Path) -> None:
    """Settings of one steunpunt."""
    (invoer / "s001" / "instellingen").mkdir()
    (invoer / "s001" / "instellingen" / "rules.toml").write_text("[o1]\noranje_vanaf = 0.5\n", "utf-8")


def add_note(invoer: Path) -> None:
    """Something in the folder of the forms that is no form: a warning more."""
    (invoer / "s001" / "formulieren" / "lees mij.txt").write_text("x")


@pytest.mark.parametrize(
    ("change", "reden"),
    [
        (change_form, "formulier_veranderd"),
        (add_form, "formulier_nieuw"),
        (remove_form, "formulier_weg"),
        (change_team, "team"),
        (set_rules, "rules"),
        (add_note, "map"),
    ],
)
def test_only_the_steunpunt_that_changed_is_made_again(
    three: Path, change: Callable[[Path], None], reden: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the reason in the plan, and the same files as a run from nothing."""
    uit = three.parent / "uit"
    change(three)
    assert planned(three, uit).redenen == {"s001": {reden: 1}}
    report_of(three, uit)
    report_of(three, three.parent / "vers")
    telling = {"index.html", "run.json", "cijfers.json"}  # what moved is told there
    current = {path: data for path, data in files(uit / PERIODE).items() if not path.startswith("vervallen/")}
    fresh = files(three.parent / "vers" / PERIODE)
    moved = (uit / PERIODE / "vervallen").exists()
    assert {path for path in {*current, *fresh} if current.get(path) != fresh.get(path)} == (
        telling if moved else set()
    )


@pytest.mark.parametrize("key", ["programma", "catalogus"])
def test_another_program_or_catalog_makes_everything_again(
    three: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What all steunpunten rest on."""
    for path in (three.parent / "uit").rglob("steunpunt.json"):
        record = json.loads(path.read_bytes())
        record["afdruk"][key] = "0" * 64
        path.write_text(json.dumps(record))
    assert planned(three, three.parent / "uit").redenen == {f"s00{n}": {key: 1} for n in range(3)}


def test_an_output_that_was_lost_or_edited_is_made_again(three: Path) -> None:
    """And what was edited is kept in vervallen."""
    period = three.parent / "uit" / PERIODE
    whole = files(period)
    (period / "s000" / "taakdekking.xlsx").unlink()
    (period / "s001" / "overbelasting.html").write_text("met de hand")
    assert planned(three, three.parent / "uit").redenen == {"s000": {"uitvoer": 1}, "s001": {"uitvoer": 1}}
    verslag = again(three, three.parent / "uit")
    assert (verslag.nieuw, verslag.veranderd, verslag.verplaatst) == (1, 2, 1)  # the start page names it
    found = without_reasons(files(period))
    changed = {path for path in found if found[path] != whole.get(path)}
    assert changed == {"vervallen/s001/overbelasting.html", "cijfers.json", "index.html", "run.json"}
    assert found["vervallen/s001/overbelasting.html"] == b"met de hand"


def test_what_moved_is_named_with_its_reason_and_an_unchanged_rerun_says_the_same(three: Path) -> None:
    """In run.json and on the start page, which names itself too when somebody edited it; then nothing is written."""
    period = three.parent / "uit" / PERIODE
    for name in ("s001/overbelasting.html", "index.html"):
        (period / name).write_text("met de hand")
    change_corpus(three)
    again(three, three.parent / "uit")
    told = {found["was"]: found for found in json.loads((period / "run.json").read_bytes())["vervallen"]}
    lying = {path for path in without_reasons(files(period)) if path.startswith("vervallen/")}
    assert {found["nu"] for found in told.values()} == lying
    assert "met de hand gewijzigd" in told["s001/overbelasting.html"]["reden"].lower()
    assert "Met de hand gewijzigd" in told["index.html"]["reden"]
    assert "niet meer bij deze periode" in told["s001/profielen/1003-Carla Fictief.docx"]["reden"]
    assert "niet meer in de invoer" in told["s002/taakdekking.xlsx"]["reden"]
    page = (period / "index.html").read_text("utf-8")
    assert all(found["reden"] in page and quote(found["nu"]) in page for found in told.values())
    before = files(period)
    again(three, three.parent / "uit")
    assert files(period) == before


def test_opnieuw_makes_all_and_writes_only_what_differs(three: Path) -> None:
    """The same bytes come out, so nothing is written."""
    plan = plan_only(Opdracht(three, three.parent / "uit", PERIODE, opnieuw=True))
    assert [*plan.redenen] == ["s000", "s001", "s002"]
    assert again(three, three.parent / "uit", opnieuw=True).gelijk == 3


def test_what_no_longer_belongs_moves_away_with_a_line_in_the_summary(three: Path) -> None:
    """Somebody left, a form was withdrawn, a steunpunt stopped: nothing of it stays in place or is deleted."""
    period = three.parent / "uit" / PERIODE
    before = files(period)
    change_corpus(three)
    verslag = again(three, three.parent / "uit")
    moved = {
        path.removeprefix("vervallen/"): data
        for path, data in without_reasons(files(period)).items()
        if "vervallen/" in path
    }
    assert verslag.verplaatst == len(moved) > 3
    assert "s001/profielen/1003-Carla Fictief.docx" in moved
    assert "s002/taakdekking.xlsx" in moved
    assert all(before[path] == data for path, data in moved.items())
    assert not (period / "s002").exists()


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(three: Path) -> None:
    """With the reason for each steunpunt; also into a folder that is not there."""
    change_corpus(three)
    before = files(three.parent)
    said = profielbouwer("run", three, "-o", three.parent / "uit", "--periode", PERIODE, "--dry-run").stdout
    assert "s000: 1 formulier veranderd" in said
    assert "s001: 1 formulier weg, teambestand veranderd" in said
    assert "s002: niet meer in de invoer, gaat naar vervallen" in said
    assert "Steunpunten te maken: 2. Zonder verandering: 0. Er is niets geschreven." in said
    fresh = profielbouwer("run", three, "-o", three.parent / "nieuw", "--periode", PERIODE, "--dry-run", "--json")
    assert json.loads(fresh.stdout)["te_doen"] == {"s000": {"nieuw": 1}, "s001": {"nieuw": 1}}
    assert files(three.parent) == before


def test_an_unreadable_form_is_never_taken_for_unchanged(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without rights may hold anything."""
    real = Path.read_bytes

    def refused(self: Path) -> bytes:
        if self.name == "1001 Anna Voorbeeld.xlsx" and "s001" in self.parts:
            raise PermissionError
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", refused)
    for _ in range(2):
        assert planned(three, three.parent / "uit").redenen == {"s001": {"formulier_veranderd": 1}}


def test_a_document_that_is_open_is_told_first_and_by_its_place(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the umbrella too; of a profile only the folder, for its file bears a name. The next run puts it right."""
    uit, real = three.parent / "uit", Path.replace

    def busy(self: Path, target: Path) -> Path:
        if Path(target).name in ("taakdekking.xlsx", "overzicht.xlsx", "1001-Anna Voorbeeld.docx"):
            raise PermissionError
        return real(self, target)

    change_form(three)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", busy)
        patch.setattr("pipeline.delivery.period.files._PAUSE", 0)
        told = again(three, uit).meldingen
    assert [(one.map, one.inhoud.bestand) for one in told if one.inhoud.code == "bestand_elders"] == [
        *(("s001", name) for name in ("profielen", "taakdekking.xlsx")),
        ("", "koepel/overzicht.xlsx"),
    ]
    assert told[2].inhoud.code == "bestand_elders"
    report = json.loads((uit / PERIODE / "run.json").read_bytes())
    assert [one["bestand"] for one in report["bevindingen"]] == ["koepel/overzicht.xlsx"]
    assert "bestand_elders" not in {one.inhoud.code for one in again(three, uit).meldingen}
    assert [path for path in (uit / PERIODE).rglob("* (2).*") if "vervallen" not in path.parts] == []


def test_the_summary_fits_a_screen_and_tells_what_changed(three: Path) -> None:
    """24 lines of findings and figures, with the folder and the time."""
    change_corpus(three)
    result = profielbouwer("run", three, "-o", three.parent / "uit", "--periode", PERIODE, NO_COLOR="1")
    assert len((result.stdout + result.stderr).splitlines()) <= 24
    assert "Sinds de vorige run: bestanden nieuw" in result.stdout
    assert "Naar de map vervallen: " in result.stdout
    assert str(three.parent / "uit" / PERIODE) in result.stdout
    assert "\x1b" not in result.stdout + result.stderr


def test_a_copy_of_a_folder_in_the_output_is_left_alone(three: Path) -> None:
    """HR keeps one for later: it is no steunpunt that stopped."""
    period = three.parent / "uit" / PERIODE
    shutil.copytree(period / "s000", period / "s000 bewaard")
    before = files(period)
    assert planned(three, three.parent / "uit").weg == ()
    again(three, three.parent / "uit")
    assert files(period) == before
