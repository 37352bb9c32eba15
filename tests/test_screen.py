"""What the command line shows: never more than a screen, in plain words, and nothing for a program."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

from pipeline import screen
from pipeline.definitions.screen_words import screen_words
from pipeline.delivery.outcome import Plaatsmelding, Verslag
from pipeline.model.kept_run import Shown, Totalen
from pipeline.plan import Plan

TOTALEN = Totalen(steunpunten=9, formulieren=40, goedgekeurd=37, afgekeurd=3, onleesbaar=1, profielen=37)


def verslag(**changes: object) -> Verslag:
    """A run in which two files changed."""
    figures = {"nieuw": 1, "veranderd": 1, "verplaatst": 0, "gelijk": 8, "fouten": 0, "waarschuwingen": 0}
    known = {"map": Path("uit/2026-11"), "totalen": TOTALEN, "ontbrekend": 2, "meldingen": ()}
    signalen = {"rood": 3, "oranje": 1, "info": 2}
    return Verslag(**{**known, "signalen": signalen, **figures, **changes})  # type: ignore[arg-type]


def melding(ernst: str = "fout") -> Plaatsmelding:
    """A finding on a form."""
    place = {"bestand": "formulieren/1.xlsx", "blad": "Kerntaken", "cel": "F7"}
    shown = Shown(code="x", ernst=ernst, **place, tekst="Er is iets.", oplossing="Doe iets.")  # type: ignore[arg-type]
    return Plaatsmelding("a", shown)


def test_the_summary_tells_figures_changes_place_and_time() -> None:
    """Forms, rejected, missing, signals, what changed since the last run, where the outputs are, how long."""
    assert screen.run_summary(verslag(verplaatst=4), 12.34).splitlines() == [
        "Steunpunten: 9. Formulieren: 40, goedgekeurd 37, afgekeurd 3, nog niet terug 0, ontbrekend 2.",
        "Signalen van overbelasting: 3 rood, 1 oranje.",
        "Word-profielen: 37.",
        "Sinds de vorige run: bestanden nieuw 1, veranderd 1. Naar de map vervallen: 4. "
        "Steunpunten die gelijk bleven: 8.",
        "Afgekeurde formulieren staan gemarkeerd in de map retour: verbeter ze en zet ze terug.",
        f"De uitvoer staat in {Path('uit/2026-11')} (klaar in 12,3 seconden).",
    ]


def test_of_a_first_run_the_summary_says_that_it_is_the_first() -> None:
    """There is no run before it to compare with."""
    said = screen.run_summary(verslag(nieuw=12, veranderd=0, gelijk=0, eerste=True), 1.0)
    assert "Eerste run van deze periode: bestanden nieuw 12, veranderd 0." in said
    assert "vorige run" not in said


def test_of_an_unchanged_rerun_the_summary_says_so() -> None:
    """In two words."""
    said = screen.run_summary(verslag(nieuw=0, veranderd=0), 1.0)
    assert "Sinds de vorige run: niets veranderd." in said


def test_the_first_findings_are_told_and_the_rest_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """With file, sheet, cell and remedy, on stderr."""
    screen.tell(verslag(meldingen=(melding(), melding("waarschuwing")), fouten=3, waarschuwingen=9))
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "FOUT a/formulieren/1.xlsx, Kerntaken, cel F7: Er is iets. Doe iets.",
        "WAARSCHUWING a/formulieren/1.xlsx, Kerntaken, cel F7: Er is iets. Doe iets.",
        "... en nog 10 meldingen; zie het blad Bevindingen in taakdekking.xlsx.",
    ]


def test_a_plan_of_many_steunpunten_fits_a_screen() -> None:
    """The first ones with their reasons, the rest as a number."""
    redenen = {f"s{number:03}": {"formulier_veranderd": 2, "team": 1} for number in range(100)}
    said = screen.plan_summary(Plan({}, (), redenen, ("weg",))).splitlines()
    assert len(said) <= 20
    assert said[0] == "s000: 2 formulieren veranderd, teambestand veranderd"
    assert said[-2] == "... en nog 86 steunpunten"


@pytest.mark.parametrize("reden", [*screen_words().redenen])
def test_every_reason_has_words_for_one_and_for_more(reden: str) -> None:
    """The sentence is never broken off."""
    said = [screen.plan_summary(Plan({}, (), {"a": {reden: aantal}}, ())) for aantal in (1, 2)]
    assert all(text.startswith("a: ") and "{" not in text for text in said)


def test_without_a_terminal_progress_is_a_line_at_every_tenth_part(capsys: pytest.CaptureFixture[str]) -> None:
    """No bar and no colours in a file; a small run says nothing."""
    with screen.progress(as_json=False) as progress:
        for done in range(0, 1001, 50):
            progress(done, 1000)
        progress(150, 150)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [f"Formulieren verwerkt: {tenth * 100} van 1000." for tenth in range(1, 11)]


def test_for_a_program_there_is_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json nothing but JSON is written."""
    with screen.progress(as_json=True) as progress:
        progress(500, 1000)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_there_is_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is gone when the run is over, and has no colours where NO_COLOR is set."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with screen.progress(as_json=False) as progress:
        progress(3, 10)
    err = capsys.readouterr().err
    assert "Formulieren" in err
    assert "3/10" in err
    assert "\x1b[3" not in err


def test_a_file_goes_to_stdout_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """run.json of an umbrella is larger than its memory; its bytes arrive as they are."""
    told: list[bytes] = []
    echo = click.echo
    content = '{\n "naam": "Zoë"\r\n}\n'.encode()
    (tmp_path / "run.json").write_bytes(content)
    monkeypatch.setattr(click, "echo", lambda piece, nl: [told.append(piece), echo(piece, nl=nl)])
    screen.print_file(tmp_path / "run.json", 8)
    assert capfdbinary.readouterr().out == content == b"".join(told)
    assert max(map(len, told)) <= 8
