"""What is left of a run to tell: the first findings, in the order in which somebody has to act."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.definitions.messages import load_messages
from pipeline.delivery.outcome import SHOWN, Plaatsmelding, first_meldingen
from pipeline.delivery.period.folder import Periodemap
from pipeline.model.findings import Severity
from pipeline.model.kept_run import Shown


def melding(code: str, ernst: Severity) -> Plaatsmelding:
    """A finding on a steunpunt."""
    return Plaatsmelding("a", Shown(code=code, ernst=ernst, blad="", tekst="Er is iets.", oplossing="Doe iets."))


def codes(meldingen: Sequence[Plaatsmelding]) -> list[str]:
    """Their codes, in order."""
    return [one.inhoud.code for one in meldingen]


def first(meldingen: Sequence[Plaatsmelding]) -> Sequence[Plaatsmelding]:
    """Those of them that are told, where no steunpunt has any."""
    return first_meldingen((), meldingen, Periodemap(Path()))


ERRORS = [melding("uren_onleesbaar", "fout")] * 20


def test_errors_come_before_warnings() -> None:
    """And no more than fit on a screen."""
    found = first([melding("niet_terug", "waarschuwing"), *ERRORS[:3]])
    assert codes(found) == ["uren_onleesbaar"] * 3 + ["niet_terug"]
    assert len(first(ERRORS)) == SHOWN


@pytest.mark.parametrize("code", ["bestand_elders", "bestand_geen_toegang"])
def test_a_file_to_close_is_told_before_all(code: str) -> None:
    """However many errors there are: of a file that came beside its place no report says anything."""
    found = first([*ERRORS, melding(code, load_messages().bevindingen[code].ernst), *ERRORS])
    assert codes(found)[0] == code


def test_a_finding_of_another_version_is_told_too() -> None:
    """The record of an earlier run may hold a code that there is no more."""
    assert codes(first([melding("van_vroeger", "fout")])) == ["van_vroeger"]
