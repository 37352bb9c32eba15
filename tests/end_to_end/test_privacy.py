"""`inzage` and `opschonen`: what is kept about somebody is shown whole, and goes wholly (design.md 6)."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import pipeline.delivery.betrokkene.period
import pipeline.delivery.period.files
from pipeline.delivery.period.folder import locked
from pipeline.handout import issue_forms
from pipeline.model.record import Json
from pipeline.privacy import Opschoning, Opschoonopdracht, inzage, opschonen
from pipeline.run import Opdracht, plan_only, run
from tests.conftest import EXAMPLE, read_report
from tests.end_to_end.test_cli import profielbouwer
from tests.support.folders import files, form_of, stopped
from tests.support.office import type_in_cell
from tests.support.years import BRAM, FAY, NAMES, NOTES, some_periods, traces

PERIODEN = ("2026-08", "2026-09", "2026-10", "2026-11")
OTHERS = ("1001", "1003", "1004", "1005", "2001")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `year`; tests only look at it."""
    top = tmp_path_factory.mktemp("jaar")
    shutil.copytree(EXAMPLE, top / "in", ignore=shutil.ignore_patterns("meerwijk"))
    some_periods(top / "in", top / "uit")
    return top


@pytest.fixture
def year(kept: Path, tmp_path: Path) -> Path:
    """A folder with an input, `in`, and the output of four periods, `uit`; Bram and Fay left before the last."""
    return Path(shutil.copytree(kept, tmp_path / "jaar"))


def forget(year: Path, nummer: str, *, doen: bool = True) -> Opschoning:
    """Take somebody away."""
    return opschonen(Opschoonopdracht(year / "in", year / "uit", persoon=nummer, doen=doen))


def make_older(year: Path, maanden: int, *, doen: bool = True) -> Opschoning:
    """Take away what is more than so many months before the newest period."""
    return opschonen(Opschoonopdracht(year / "in", year / "uit", ouder_dan=maanden, doen=doen))


def is_of_others(path: str) -> bool:
    """Whether a file is about somebody else, or about nobody."""
    name = path.rpartition("/")[2]
    return name.startswith(OTHERS) or "/koepel/" in path or name in ("verantwoording.docx", "cijfers.csv")


def stand(year: Path, periode: str) -> Json:
    """Zonnedael in run.json of a period, which is held against its schema."""
    report = read_report(year / "uit" / periode)
    return next(one for one in report["steunpunten"] if one["map"] == "zonnedael")


# --- somebody who left ---------------------------------------------------------------------------------------------


def test_of_who_left_nothing_is_left(year: Path) -> None:
    """Every byte of every file, zips unpacked: no name, number, answer or note, in any period, archive or vervallen."""
    assert len(traces(year, BRAM)) > 50
    assert len(traces(year, FAY)) > 30
    forget(year, BRAM)
    assert traces(year, BRAM) == []
    assert traces(year, FAY)
    forget(year, FAY)
    assert traces(year, FAY) == []
    assert not [name for name in files(year) if ".profielbouwer" in name or ".~" in name]


def test_files_of_others_stay_the_same_bytes(year: Path) -> None:
    """Forms, profiles, returned forms, what the umbrella and the municipality get."""
    before = {path: data for path, data in files(year).items() if is_of_others(path)}
    forget(year, BRAM)
    forget(year, FAY)
    after = files(year)
    assert len(before) > 40
    assert {path: after.get(path) for path in before} == before


def test_team_documents_stand_with_verwijderd_and_their_figures(year: Path) -> None:
    """The name becomes "verwijderd", the number a running one; hours, coverage and totals are those of then."""
    then = [stand(year, periode) for periode in PERIODEN]
    figures = [openpyxl.load_workbook(year / f"uit/{p}/zonnedael/taakdekking.xlsx")["Dekking"] for p in PERIODEN]
    forget(year, BRAM)
    forget(year, FAY)
    for periode, before, sheet in zip(PERIODEN, then, figures, strict=True):
        for old, new in zip(before["dekking"], stand(year, periode)["dekking"], strict=True):
            assert new == {
                **old,
                **{key: _relabelled(old[key]) for key in ("uitvoerders", "boven_contract", "voorbehoud")},
            }
        book = openpyxl.load_workbook(year / f"uit/{periode}/zonnedael/taakdekking.xlsx")["Dekking"]
        for mine, other in zip(book.iter_rows(values_only=True), sheet.iter_rows(values_only=True), strict=True):
            assert [cell for cell in mine if not isinstance(cell, str)] == [c for c in other if not isinstance(c, str)]
    page = (year / "uit/2026-08/zonnedael/taakdekking.html").read_text("utf-8")
    assert 'verwijderd <span class="nummer">(verwijderd-1)</span>: 9,5 uur' in page
    learning = openpyxl.load_workbook(year / "uit/2026-08/zonnedael/ontwikkeling/ontwikkeling.xlsx")
    assert "verwijderd\nverwijderd-2" in [cell.value for row in learning["Taakgebieden"] for cell in row]


def _relabelled(nummers: list[str]) -> list[str]:
    return [{BRAM: "verwijderd-1", FAY: "verwijderd-2"}.get(nummer, nummer) for nummer in nummers]


def test_answers_about_development_go_and_counts_stay(year: Path) -> None:
    """No grade and no agreement of somebody who left; how many people need what stays."""
    path = year / "uit/2026-08/zonnedael/ontwikkeling/ontwikkeling.xlsx"
    before = openpyxl.load_workbook(path)["Competenties"]
    forget(year, FAY)
    after = openpyxl.load_workbook(path)["Competenties"]
    changed = [
        (old.value, new.value)
        for row, other in zip(before.iter_rows(), after.iter_rows(), strict=True)
        for old, new in zip(row, other, strict=True)
        if old.value != new.value
    ]
    assert changed == [(f"{NAMES[FAY]}\n{FAY}", "verwijderd\nverwijderd-1"), ("noodzakelijk · 2", None)]
    page = (year / "uit/2026-08/zonnedael/ontwikkeling/ontwikkeling.html").read_text("utf-8")
    assert "noodzakelijk · 2" not in page
    assert "intervisie" not in page


def test_links_to_what_is_gone_become_plain_words(year: Path) -> None:
    """No page leads to a file that is not there."""
    forget(year, BRAM)
    for periode in PERIODEN:
        for path in (year / "uit" / periode).rglob("*.html"):
            assert "1002" not in path.read_text("utf-8")
    page = (year / "uit/2026-10/index.html").read_text("utf-8")
    assert "<li>verwijderd-1 (Word)</li>" in page
    assert 'href="zonnedael/profielen/1001-Anna%20Voorbeeld.docx"' in page


def test_nothing_is_called_edited_by_hand_but_what_was(year: Path) -> None:
    """The next run finds its files as its records say, and remakes only what rests on something else now."""
    for nummer in (BRAM, FAY):
        forget(year, nummer)
    plan = plan_only(Opdracht(year / "in", year / "uit", "2026-11"))
    assert (plan.redenen, [*plan.gelijk]) == ({"zonnedael": {"team": 1}}, ["waterhoek"])
    assert plan_only(Opdracht(year / "in", year / "uit", "2026-08")).redenen["zonnedael"].keys() == {
        "formulier_weg",
        "team",
    }
    run(Opdracht(year / "in", year / "uit", "2026-11"))
    assert read_report(year / "uit/2026-11")["vervallen"] == []
    assert len(read_report(year / "uit/2026-08")["vervallen"]) == 2


def test_where_the_input_stays_the_same_a_rerun_writes_nothing(year: Path) -> None:
    """Records, run.json and what they were held against are as a run would write them."""
    forget(year, FAY)  # whose team workbook holds nothing of hers any more
    before = files(year)
    report = run(Opdracht(year / "in", year / "uit", "2026-11"))
    assert (report.nieuw, report.veranderd, report.verplaatst) == (0, 0, 0)
    assert files(year) == before


def test_the_next_period_is_the_same_as_if_nobody_had_been_taken_away(year: Path, kept: Path, tmp_path: Path) -> None:
    """All documents but the fingerprints, which rest on other bytes of the period before."""
    other = Path(shutil.copytree(kept, tmp_path / "toch"))
    for nummer in (BRAM, FAY):
        forget(year, nummer)
    shutil.copyfile(year / "in/zonnedael/steunpunt.xlsx", other / "in/zonnedael/steunpunt.xlsx")  # the same team
    reports = []
    for top in (year, other):
        run(Opdracht(top / "in", top / "uit", "2026-12"))
        made = files(top / "uit" / "2026-12")
        reports.append({path: data for path, data in made.items() if not path.endswith(("steunpunt.json", "run.json"))})
    assert reports[0] == reports[1]
    assert read_report(year / "uit/2026-12")["totalen"]["goedgekeurd"] == 4


def test_forms_with_former_answers_go_on(year: Path) -> None:
    """`forms --vorige` on any period finds its answers as run.json names them."""
    for nummer in (BRAM, FAY):
        forget(year, nummer)
    run(Opdracht(year / "in", year / "uit", "2026-12", vorige=year / "uit/2026-09"))
    uitgiften = issue_forms(year / "in", year / "uit/2026-12")
    assert sum(len(one.stappen) for one in uitgiften if not one.bevindingen) > 0
    report = run(Opdracht(year / "in", year / "uit", "2027-01"))
    assert report.totalen.goedgekeurd == 4
    assert traces(year, BRAM) == []


def test_first_it_only_tells(year: Path) -> None:
    """By reason: what would go, what would change; nothing is written."""
    before = files(year)
    found = forget(year, BRAM, doen=False)
    assert files(year) == before
    assert found.persoon is not None
    assert "uit/2026-09/zonnedael/retour/1002 Bram Verzonnen.xlsx" in found.persoon.weg
    assert "in/zonnedael/formulieren/archief/1002 Bram Verzonnen.xlsx" in found.persoon.weg
    assert "uit/2026-08/vervallen/zonnedael/taakdekking.xlsx" in found.persoon.anders
    assert "in/zonnedael/steunpunt.xlsx" in found.persoon.anders
    assert found.persoon.blijft == ()


def test_what_others_wrote_stays_and_is_told(year: Path) -> None:
    """A name in somebody else's own form is theirs: HR looks at it."""
    form = form_of(year / "in" / "zonnedael", "1001")
    type_in_cell(form, "Kerntaken", "a", "Toelichting", "Samen met Bram Verzonnen.")
    run(Opdracht(year / "in", year / "uit", "2026-12"))
    before = form.read_bytes()
    found = forget(year, BRAM)
    assert form.read_bytes() == before
    assert found.persoon is not None
    assert {
        "in/zonnedael/formulieren/1001 Anna Voorbeeld.xlsx",
        "uit/2026-12/zonnedael/profielen/1001-Anna Voorbeeld.docx",
        "uit/2026-12/zonnedael/antwoorden.json",
    } <= {*found.persoon.blijft}


@pytest.mark.parametrize(
    ("nummer", "code"),
    [("1001", "betrokkene_op_team"), ("9999", "betrokkene_onbekend"), ("2001", "betrokkene_op_team")],
)
def test_nobody_who_works_here_is_taken_away(year: Path, nummer: str, code: str) -> None:
    """Nor a number that nobody had: exit 2, and nothing changes."""
    before = files(year)
    assert stopped(lambda: forget(year, nummer))[0].startswith(code)
    assert files(year) == before


def test_a_team_that_cannot_be_read_stops_it(year: Path) -> None:
    """Nobody can tell then whether the person is in it."""
    (year / "in/waterhoek/steunpunt.xlsx").write_bytes(b"kapot")
    assert stopped(lambda: forget(year, BRAM)) == ["betrokkene_team_dicht:waterhoek"]


def test_during_a_run_it_waits_for_its_turn(year: Path) -> None:
    """The same lock: who comes second is told so."""
    with locked(year / "uit"):
        assert stopped(lambda: forget(year, BRAM)) == ["uitvoer_bezet"]


@pytest.mark.parametrize("step", [0, 2, 5, 9, 20, 33])
def test_stopped_anywhere_the_same_again_completes_it(
    year: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Also after a run in between, which calls nothing edited by hand that was not."""
    whole = Path(shutil.copytree(kept, tmp_path / "heel"))
    forget(whole, BRAM)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        for module in (pipeline.delivery.period.files, pipeline.delivery.betrokkene.period):
            patched.setattr(module, "rename", _stopping(step, iter(range(99))))
        forget(year, BRAM)
    run(Opdracht(year / "in", year / "uit", "2026-11"))
    assert read_report(year / "uit/2026-11")["vervallen"] == []
    forget(year, BRAM)
    assert traces(year, BRAM) == []
    run(Opdracht(whole / "in", whole / "uit", "2026-11"))
    run(Opdracht(year / "in", year / "uit", "2026-11"))
    assert _without_fingerprints(year) == _without_fingerprints(whole)


def _stopping(step: int, calls: object) -> Callable[[Path, Path], None]:
    rename = pipeline.delivery.period.files.rename

    def stop(source: Path, target: Path) -> None:
        if next(calls) == step:  # type: ignore[call-overload]
            raise KeyboardInterrupt
        rename(source, target)

    return stop


def _without_fingerprints(year: Path) -> dict[str, object]:
    """The files; of records and run.json without what tells of which bytes they were made."""
    found: dict[str, object] = dict(files(year))
    for path, data in found.items():
        if path.endswith(("steunpunt.json", "run.json")) and isinstance(data, bytes):
            record = json.loads(data)
            found[path] = {key: value for key, value in record.items() if key not in ("afdruk", "bestanden")}
    return found


# --- what is old ---------------------------------------------------------------------------------------------------


def test_old_periods_go_whole_with_the_forms_of_then(year: Path) -> None:
    """Months before the newest period; the newest of exactly that age stays."""
    archive = year / "in/zonnedael/formulieren/archief"
    (archive / "2026-08").mkdir()
    copy = shutil.copyfile(form_of(year / "in/zonnedael", "1001"), archive / "2026-08" / "1001 Anna Voorbeeld.xlsx")
    type_in_cell(copy, "Kerntaken", "a", "Toelichting", "Zoals het in augustus was.")
    before = files(year)
    found = make_older(year, 2, doen=False)
    assert files(year) == before
    assert found.verouderd is not None
    assert (found.verouderd.vanaf, [naam for naam, _ in found.verouderd.perioden]) == ("2026-09", ["2026-08"])
    make_older(year, 2)
    after = files(year)
    gone = {path for path in before if path not in after}
    assert gone == {p for p in before if p.startswith("uit/2026-08/") or "archief/2026-08/" in p}
    assert {path: after[path] for path in after} == {path: before[path] for path in after}
    assert not (archive / "2026-08").exists()


def test_forms_in_the_archive_go_by_the_period_in_which_they_counted_last(year: Path) -> None:
    """One without a folder of its period, and without any period, is told of and stays."""
    archive = year / "in/zonnedael/formulieren/archief"
    (archive / "onbekend.xlsx").write_bytes(b"?")
    found = make_older(year, 1, doen=False)
    assert found.verouderd is not None
    assert (found.verouderd.archief, found.verouderd.onbekend) == ((), 1)  # both counted in 2026-10
    run(Opdracht(year / "in", year / "uit", "2026-12"))
    make_older(year, 1)
    assert sorted(path.name for path in archive.iterdir()) == ["onbekend.xlsx"]
    assert sorted(path.name for path in (year / "uit").iterdir() if path.is_dir()) == ["2026-11", "2026-12"]


def test_after_that_a_run_goes_on(year: Path) -> None:
    """The former period may be one of those that went: then nothing is compared, and nothing untrue is said."""
    make_older(year, 1)
    run(Opdracht(year / "in", year / "uit", "2026-11"))
    assert read_report(year / "uit/2026-11")["vervallen"] == []
    run(Opdracht(year / "in", year / "uit", "2026-10"))
    assert not (year / "uit/2026-09").exists()


def test_without_a_number_of_months_the_settings_say_how_long(year: Path) -> None:
    """`[bewaren] maanden` in rules.toml; those that are shipped keep two years."""
    assert opschonen(Opschoonopdracht(year / "in", year / "uit")).verouderd.perioden == ()  # type: ignore[union-attr]
    (year / "in/instellingen/rules.toml").write_text("[bewaren]\nmaanden = 1\n", encoding="utf-8")
    found = opschonen(Opschoonopdracht(year / "in", year / "uit"))
    assert found.verouderd is not None
    assert [naam for naam, _ in found.verouderd.perioden] == ["2026-08", "2026-09"]


def test_a_period_that_was_half_taken_away_goes_the_next_time(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no period any more from the first moment."""
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("pipeline.delivery.retention.shutil.rmtree", _interrupt)
        make_older(year, 2)
    assert not (year / "uit/2026-08").exists()
    make_older(year, 2)
    assert sorted(path.name for path in (year / "uit").iterdir() if path.is_dir()) == ["2026-09", "2026-10", "2026-11"]


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_output_without_periods_is_not_taken_for_one(year: Path) -> None:
    """Somebody turned the folders around: nothing goes."""
    assert stopped(lambda: opschonen(Opschoonopdracht(year / "in", year / "in", ouder_dan=1, doen=True))) == [
        "uitvoer_zonder_perioden"
    ]


# --- showing -------------------------------------------------------------------------------------------------------


def test_who_asks_gets_all_that_is_about_them_alone(year: Path) -> None:
    """Forms, returned forms, profiles, development documents of every period, as they lie there, and one page."""
    made = inzage(FAY, year / "in", year / "uit", year / "geven")
    own = {path: data for path, data in files(year).items() if path.rpartition("/")[2].startswith(FAY)}
    with zipfile.ZipFile(made.pad) as package:
        held = {name: package.read(name) for name in package.namelist()}
    page = held.pop("overzicht.html").decode()
    assert held == own
    assert len(own) == 7
    assert f"Personeelsnummer {FAY} · Fay d&#39;Été &amp; Zn</p>" in page
    assert "<dd>1 augustus 2026</dd>" in page
    for note in NOTES[FAY]:
        assert note in page
    assert not any(note in page for note in NOTES[BRAM])
    assert "uit/2026-08/zonnedael/ontwikkeling/ontwikkeling.xlsx" in page
    assert "uit/2026-08/zonnedael/taakdekking.html" not in page  # her catalog has no hours


def test_the_page_tells_periods_signals_and_files_that_name_the_person(year: Path) -> None:
    """Answers period by period, of a rejected month those that counted before it."""
    made = inzage(BRAM, year / "in", year / "uit", year / "geven")
    with zipfile.ZipFile(made.pad) as package:
        page = package.read("overzicht.html").decode()
    for text in ("Augustus 2026", "September 2026", "Oktober 2026", *NOTES[BRAM], "Matchen van individuen"):
        assert text in page
    assert "het laatste formulier dat meetelde, van augustus 2026" in page
    assert "in/zonnedael/vervallen/steunpunt.xlsx" in page
    assert "uit/2026-08/vervallen/zonnedael/taakdekking.xlsx" in page
    again = made.pad.read_bytes()
    assert inzage(BRAM, year / "in", year / "uit", year / "geven").pad.read_bytes() == again


def test_access_changes_nothing_and_stays_out_of_what_is_kept(year: Path) -> None:
    """Also somebody who works here may ask; the zip never lies among the files that are kept."""
    before = files(year)
    inzage("1001", year / "in", year / "uit", year / "geven")
    assert {path: data for path, data in files(year).items() if not path.startswith("geven/")} == before
    for folder in ("in", "uit/2026-10"):
        assert stopped(lambda folder=folder: inzage("1001", year / "in", year / "uit", year / folder)) == [
            "inzage_in_map"
        ]
    assert stopped(lambda: inzage("9999", year / "in", year / "uit", year / "geven")) == ["betrokkene_onbekend"]


def test_the_commands_tell_in_dutch(year: Path) -> None:
    """Per reason on the standard output; nothing on stderr; exit 0, and 2 for who works here."""
    told = profielbouwer("opschonen", year / "in", year / "uit", "--persoon", BRAM)
    assert (told.returncode, told.stderr) == (0, "")
    assert "Over medewerker 1002 alleen: zou weggaan" in told.stdout
    assert "Doe" not in told.stdout or "--doen" in told.stdout
    done = profielbouwer("opschonen", year / "in", year / "uit", "--ouder-dan", "2", "--doen")
    assert (done.returncode, "weggehaald\n  periode 2026-08 " in done.stdout) == (0, True)
    refused = profielbouwer("opschonen", year / "in", year / "uit", "--persoon", "1001", "--doen")
    assert (refused.returncode, "blad Team van zonnedael" in refused.stderr) == (2, True)
    shown = profielbouwer("inzage", BRAM, year / "in", year / "uit", "-o", year / "geven")
    assert (shown.returncode, "inzage-1002.zip" in shown.stdout) == (0, True)
