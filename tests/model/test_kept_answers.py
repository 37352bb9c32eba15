"""antwoorden.json: one declaration writes and reads it, older ones too."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from pipeline.model.judged import Keuze
from pipeline.model.kept_answers import EerderFormulier, KeptAntwoorden, KeptFormulier
from tests.conftest import Run

OLD = {"bestand": "formulieren/1.xlsx", "sha256": "0", "kerntaken": {"a": {"gekozen": True, "uren": 4}}}


def test_what_was_written_comes_back_to_the_last_key(example_run: Run) -> None:
    """Read and written again it is the same: no key of the file is unknown to its record."""
    data = (example_run.map / "zonnedael" / "antwoorden.json").read_bytes()
    assert json.dumps(KeptAntwoorden.model_validate_json(data).as_json()) == json.dumps(json.loads(data))


def test_a_form_of_before_version_0_2_is_readable() -> None:
    """Without who it was, without a profile."""
    form = KeptFormulier.model_validate(OLD)
    assert (form.kerntaken, form.medewerker.naam, form.profiel) == ({"a": Keuze(True, 4.0)}, "", None)


def test_an_earlier_form_keeps_all_keys_of_an_answer() -> None:
    """Whoever has no form now has those answers in the file of the next period too, byte for byte."""
    written = EerderFormulier(periode="2026-10", **dict(KeptFormulier.model_validate(OLD))).as_json()
    assert list(written["kerntaken"]["a"].items()) == [("gekozen", True), ("uren", 4.0), ("toelichting", "")]
    assert EerderFormulier.model_validate(written).as_json() == written


@pytest.mark.parametrize("uren", ["NaN", "Infinity", '"veel"'])
def test_hours_that_are_no_number_are_refused(uren: str) -> None:
    """Somebody may have changed the file."""
    with pytest.raises(ValidationError):
        KeptFormulier.model_validate_json(json.dumps(OLD).replace("4", uren))
