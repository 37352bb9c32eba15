"""Templates from outside are checked by a child with limits of time and memory; ours need none (faults.md 44)."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.messages import show
from pipeline.model.findings import Stop
from pipeline.render.word import template_process
from pipeline.render.word.kinds import PROFIEL, VERANTWOORDING
from pipeline.render.word.template_process import check_from_outside
from tests.support.templates import KENMERK, TEMPLATE, paragraph, template, with_body

CATALOG = shipped_catalog()


def said(path: Path) -> str:
    """Why a template is refused."""
    with pytest.raises(Stop) as stop:
        check_from_outside([(path, PROFIEL)], CATALOG)
    return " ".join(show(finding).tekst for finding in stop.value.findings)


def test_a_template_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    """Signs on which the search for tags goes over the rest of the text again and again."""
    endless = "".join(f"<w:p>{n * 7919 % 99_991}-%}}</w:p>" for n in range(100_000))
    path = with_body(tmp_path, paragraph(KENMERK) + endless)
    start = time.monotonic()
    assert "duurt te lang of vraagt te veel geheugen" in said(path)
    assert time.monotonic() - start < 20  # 5 of its own, and the start of the child on a busy machine


def test_a_fault_is_told_as_it_is(tmp_path: Path) -> None:
    """The child says what is wrong in the words of the check."""
    assert "het veld salaris bestaat niet" in said(template(tmp_path, "{{ salaris }}"))


def test_good_templates_pass_one_after_the_other(tmp_path: Path) -> None:
    """By one child."""
    (tmp_path / "b").mkdir()
    check_from_outside([(template(folder, "Tekst"), PROFIEL) for folder in (tmp_path, tmp_path / "b")], CATALOG)


def test_for_our_own_templates_no_child_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary run pays nothing."""
    monkeypatch.setattr(template_process, "SPAWN", None)
    shipped = [(TEMPLATE, PROFIEL), (TEMPLATE.with_name("verantwoording.docx"), VERANTWOORDING)]
    check_from_outside(shipped, CATALOG)
