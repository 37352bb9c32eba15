"""The command line as HR meets it: exit codes, what is printed where, and what is never printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import pipeline.run
from pipeline.cli import cli, main
from pipeline.handout import issue_forms
from pipeline.teams import init_steunpunt
from tests.conftest import EXAMPLE, read_report
from tests.support.folders import form_of
from tests.support.office import type_in_form, type_in_team

PROGRAM = [sys.executable, "-c", "from pipeline.cli import main; main()"]
NAMES = ("Anna", "Verzonnen", "Fictief", "Denkbeeld", "Bedacht", "Droomland", "Fantasie")


def profielbouwer(*arguments: object, cwd: Path = Path("/"), **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, away from the checkout's working directory."""
    env = {**os.environ, "PYTHONPATH": str(EXAMPLE.parent.parent), **environment}
    command = [*PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=env, cwd=cwd, timeout=120)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its relative path, lock files excepted."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_reader_starts_before_all_else(jobs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process reads too, however many there are; a plan reads no form, and waits for none."""
    started = []
    monkeypatch.setattr("pipeline.commands.run.start_reader", lambda: started.append(jobs))
    words = ["run", str(EXAMPLE), "-o", str(tmp_path / "uit"), "--periode", "2026-11", "--jobs", jobs]
    for more in ([], ["--dry-run"]):
        with pytest.raises(SystemExit):
            cli.main([*words, *more])
    assert started == [jobs]


def test_a_whole_month_from_init_to_run(tmp_path: Path) -> None:
    """init, fill the team workbook, forms, fill a form, run: exit 0 and every document is there."""
    place, out = tmp_path / "in" / "proef", tmp_path / "uit"
    assert profielbouwer("init", place, "--naam", "Steunpunt Proef").returncode == 0
    type_in_team(place / "steunpunt.xlsx", [("7", "Bo Proef", "Medewerker", 20, "Lies", None)], performed="BF1 BF2")
    assert profielbouwer("forms", tmp_path / "in").returncode == 0
    type_in_form(form_of(place, "7"), "a 2 | e 3 | q 1 | u 1 | v 1", kernopgaven="d", competenties="a i")
    result = profielbouwer("run", tmp_path / "in", "-o", out, "--periode", "2026-11")
    assert result.returncode == 0, result.stderr
    assert set(files_of(out)) == {
        "2026-11/run.json",
        "2026-11/cijfers.csv",
        "2026-11/cijfers.json",
        "2026-11/proef/steunpunt.json",
        "2026-11/proef/index.html",
        "2026-11/index.html",
        "2026-11/proef/profielen/7-Bo Proef.docx",
        "2026-11/proef/antwoorden.json",
        "2026-11/proef/taakdekking.xlsx",
        "2026-11/proef/taakdekking.html",
        "2026-11/proef/overbelasting.html",
        "2026-11/proef/wat-als.xlsx",
        "2026-11/proef/verantwoording.docx",
        "2026-11/proef/ter_ondertekening.html",
    }


def test_rejected_forms_are_exit_1_and_the_rest_is_delivered(tmp_path: Path) -> None:
    """The example holds one form with typical mistakes; all others are delivered."""
    result = profielbouwer("run", EXAMPLE, "-o", tmp_path, "--periode", "2026-11", "--json")
    report = json.loads(result.stdout)
    assert result.returncode == 1
    assert report["totalen"] == {
        "steunpunten": 3,
        "formulieren": 10,
        "goedgekeurd": 9,
        "afgekeurd": 1,
        "onleesbaar": 0,
        "niet_terug": 0,
        "profielen": 9,
    }
    assert len(list(tmp_path.rglob("profielen/*.docx"))) == 9
    assert [path.name for path in tmp_path.rglob("retour/*")] == ["1005 Eva Bedacht.xlsx"]


def test_no_name_of_a_person_is_printed(tmp_path: Path) -> None:
    """Neither stderr nor the summary nor a message of run.json names a person (design.md 3.8)."""
    result = profielbouwer("run", EXAMPLE, "-o", tmp_path, "--periode", "2026-11")
    report = read_report(tmp_path / "2026-11")
    for part in (part for steunpunt in report["steunpunten"] for part in (steunpunt, *steunpunt["formulieren"])):
        for place in (part, *part["bevindingen"]):  # a name inside a file path is the one place where it may stand
            place |= {"bestand": None, "profiel": None}
    for terugkeer in (one for steunpunt in report["steunpunten"] for one in steunpunt["terugkeer"]):
        terugkeer["herinnering"] = None
    del report["bestanden"]
    for text in (result.stdout, result.stderr, json.dumps(report, ensure_ascii=False)):
        assert not [name for name in NAMES if name in text]


def test_overload_alone_is_exit_0_and_exit_1_with_strict(tmp_path: Path) -> None:
    """A signal starts a conversation; only --strict makes it a failure."""
    place = tmp_path / "proef"
    profielbouwer("init", place, "--naam", "Proef")
    type_in_team(place / "steunpunt.xlsx", [("7", "Bo Proef", "Medewerker", 4, "Lies", None)], performed="BF1")
    profielbouwer("forms", place)
    type_in_form(form_of(place, "7"), "a 9 | q 1 | u 1 | v 1", kernopgaven="d", competenties="a i")
    run = ("run", place, "-o", tmp_path / "uit", "--periode", "2026-11")
    assert profielbouwer(*run).returncode == 0
    assert profielbouwer(*run, "--strict").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "nergens", "-o", "uit"), "De invoermap bestaat niet."),
        (("run", str(EXAMPLE), "-o", "uit", "--periode", "november"), "De periode is niet goed geschreven."),
        (("run", str(EXAMPLE), "-o", "uit", "--periode", "2026-13"), "De periode is niet goed geschreven."),
        (("run", str(EXAMPLE)), "Fout: "),
        (("run", str(EXAMPLE), "-o", "uit", "--snel"), "Fout: "),
        (("doe",), "Fout: "),
        (("run", str(EXAMPLE), "-o", "uit", "--jobs", "veel"), "'veel' is geen geheel getal."),
    ],
)
def test_a_wrong_command_is_exit_2_in_dutch_and_writes_nothing(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    """Usage and configuration errors say in Dutch what is wrong; no output folder appears."""
    result = subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "LC_ALL": "C"},
    )
    assert result.returncode == 2
    assert said in result.stderr
    assert not result.stdout
    assert list(tmp_path.iterdir()) == []


def test_with_json_a_stop_is_json_too(tmp_path: Path) -> None:
    """A program that reads stdout gets nothing but JSON, also on exit 2."""
    result = profielbouwer("run", tmp_path / "nergens", "-o", tmp_path / "uit", "--json")
    assert result.returncode == 2
    assert [finding["code"] for finding in json.loads(result.stdout)["bevindingen"]] == ["invoer_ontbreekt"]


def test_help_answers_without_the_heavy_libraries() -> None:
    """--help imports neither polars nor pandera, openpyxl or docxtpl (design.md 2.3)."""
    code = (
        "import sys; sys.argv = ['profielbouwer', 'run', '--help']\n"
        "from pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print({'polars', 'pandera', 'openpyxl', 'docxtpl', 'pydantic', 'rich'} & {*sys.modules})"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Gebruik: profielbouwer run" in result.stdout
    assert result.stdout.endswith("set()\n")


@pytest.mark.parametrize("command", ["init", "forms", "check", "run"])
def test_every_command_has_dutch_help_with_an_example(command: str) -> None:
    """Whoever is stuck sees the command written out."""
    result = profielbouwer(command, "--help", LC_ALL="C")
    assert result.stdout.startswith("Gebruik: ")
    assert f"Voorbeeld: profielbouwer {command}" in " ".join(result.stdout.split())
    assert not {"Usage", "Options", "Show", "TEXT", "INTEGER"} & {*result.stdout.replace(":", "").split()}


def test_check_prints_the_findings_and_writes_nothing(example: Path) -> None:
    """Every finding with file, sheet, cell, text and remedy, on stdout: it is the result."""
    before = files_of(example)
    result = profielbouwer("check", example)
    assert result.returncode == 1
    wrong = [line for line in result.stdout.splitlines() if line.startswith("FOUT")]
    assert len(wrong) == 3
    assert all(line.startswith("FOUT zonnedael/formulieren/1005 Eva Bedacht.xlsx, Kerntaken, cel ") for line in wrong)
    assert files_of(example) == before


def test_check_with_json_is_nothing_but_json(example: Path) -> None:
    """The same findings as in run.json."""
    result = profielbouwer("check", example, "--json")
    content = json.loads(result.stdout)
    codes = [f["code"] for s in content["steunpunten"] for form in s["formulieren"] for f in form["bevindingen"]]
    assert {"uren_onleesbaar", "uren_bereik", "keuze_onleesbaar"} <= {*codes}


def test_init_refuses_where_a_team_workbook_stands(example: Path) -> None:
    """Exit 2, and the workbook is as it was."""
    before = files_of(example)
    result = profielbouwer("init", example / "zonnedael", "--naam", "Anders")
    assert result.returncode == 2
    assert "er niets veranderd" in result.stderr.replace("Er is", "er")
    assert files_of(example) == before


def test_init_refuses_a_folder_that_run_would_refuse(tmp_path: Path) -> None:
    """A steunpunt called koepel would be in the way of the overview (design.md 6)."""
    result = profielbouwer("init", tmp_path / "koepel", "--naam", "Koepel")
    assert result.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_forms_over_processes_gives_every_steunpunt_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a process for each steunpunt everybody gets one form, in the right folder."""
    for name in ("een", "twee", "drie"):
        path = init_steunpunt(tmp_path / name, name.title())
        type_in_team(path, [(name, f"Bo {name}", "Medewerker", 20, "Lies", None)], performed="BF1")
    monkeypatch.setattr("pipeline.handout.GROUP", 1)
    assert [uitgifte.map for uitgifte in issue_forms(tmp_path)] == ["drie", "een", "twee"]
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("*/formulieren/*")) == [
        "drie/formulieren/drie Bo drie.xlsx",
        "een/formulieren/een Bo een.xlsx",
        "twee/formulieren/twee Bo twee.xlsx",
    ]


def test_forms_adds_only_what_is_missing_and_changes_nothing(example: Path) -> None:
    """Run again it adds nothing; with a form under another name the person gets no second one (design.md 6)."""
    folder = example / "zonnedael" / "formulieren"
    form_of(folder.parent, "1001").rename(folder / "formulier van collega.xlsx")
    form_of(folder.parent, "1002").unlink()
    before = files_of(example)
    assert profielbouwer("forms", example).returncode == 0
    after = files_of(example)
    assert set(after) - set(before) == {"zonnedael/formulieren/1002 Bram Verzonnen.xlsx"}
    assert all(after[name] == data for name, data in before.items())


def test_an_internal_error_is_exit_3_without_any_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault of the program is one sentence; what the exception says may hold a person's answers (faults.md 29)."""

    def fail(*_: object) -> None:
        raise RuntimeError("Anna Voorbeeld")

    monkeypatch.setattr(pipeline.run, "run", fail)
    monkeypatch.setattr(sys, "argv", ["profielbouwer", "run", str(EXAMPLE), "-o", "uit"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 3
    assert "Anna" not in capsys.readouterr().err


def test_ctrl_c_is_no_exit_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """1 means that everything but some forms is delivered, and make profiles takes it for success."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.run, "run", stop)
    monkeypatch.setattr(sys, "argv", ["profielbouwer", "run", str(EXAMPLE), "-o", "uit"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 130
    assert "Afgebroken" in capsys.readouterr().err


def test_a_run_without_any_form_is_exit_2_and_writes_nothing(tmp_path: Path) -> None:
    """faults.md 35: one sentence."""
    profielbouwer("init", tmp_path / "in" / "nieuw", "--naam", "Nieuw")
    result = profielbouwer("run", tmp_path / "in", "-o", tmp_path / "uit")
    assert (result.returncode, result.stdout) == (2, "")
    assert "geen enkel formulier" in result.stderr
    assert not (tmp_path / "uit").exists()


def test_an_empty_team_gets_a_message_and_no_forms(tmp_path: Path) -> None:
    """A steunpunt that was only just made is no error."""
    profielbouwer("init", tmp_path / "nieuw", "--naam", "Nieuw")
    result = profielbouwer("forms", tmp_path)
    assert result.returncode == 0
    assert "nog geen medewerker" in result.stderr
    assert not (tmp_path / "nieuw" / "formulieren").exists()


def test_the_written_workbook_carries_the_name(tmp_path: Path) -> None:
    """--naam stands in the team workbook, as text."""
    profielbouwer("init", tmp_path / "nieuw", "--naam", "=Steunpunt")
    cell = openpyxl.load_workbook(tmp_path / "nieuw" / "steunpunt.xlsx")["Steunpunt"]
    values = {cell_a.value: (cell_b.value, cell_b.data_type) for cell_a, cell_b in cell.iter_rows(max_col=2)}
    assert values["Naam"] == ("=Steunpunt", "s")


def test_control_characters_in_a_name_are_left_out(tmp_path: Path) -> None:
    """A workbook cannot hold them (faults.md 19)."""
    assert profielbouwer("init", tmp_path, "--naam", "Nieuw\x07 begin").returncode == 0
    assert openpyxl.load_workbook(tmp_path / "steunpunt.xlsx")["Steunpunt"]["B4"].value == "Nieuw begin"


def test_quiet_shows_findings_and_nothing_else(tmp_path: Path) -> None:
    """For a task that runs by itself: a mail with what is wrong, or none."""
    for command in (("run", EXAMPLE, "-o", tmp_path, "--periode", "2026-11"), ("check", EXAMPLE)):
        loud, quiet = profielbouwer(*command), profielbouwer(*command, "--quiet")
        assert quiet.returncode == loud.returncode == 1
        lines = (quiet.stdout + quiet.stderr).splitlines()
        assert lines
        assert all(line.startswith(("FOUT ", "WAARSCHUWING ", "INFO ", "... en nog")) for line in lines)
        assert {*lines} < {*(loud.stdout + loud.stderr).splitlines()}


@pytest.mark.parametrize("words", [("-h",), ("run", "-h")])
def test_help_is_there_by_its_short_name(words: tuple[str, ...]) -> None:
    """As everywhere."""
    assert profielbouwer(*words).stdout == profielbouwer(*words[:-1], "--help").stdout
