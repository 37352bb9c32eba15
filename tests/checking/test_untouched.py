"""A form that nobody touched is not an answer (design.md 2.2): whatever was typed, even a date alone, makes it one."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import Workbook

from pipeline.definitions.ontwerp import Ontwerp
from pipeline.forms.invulschema import form_file, make_invulschema
from pipeline.forms.prefill import handed_out, prefill
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import Leesvorm
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Beoordeeld
from pipeline.model.workbook import Werkmap
from tests.support.forms import codes, judge
from tests.support.office import put_label, type_in
from tests.support.workbooks import CATALOG, LAYOUT, RULES, ZONNEDAEL, opened

TEAM = 'Team | 0104 "Anna Voorbeeld" bemiddelaar 28,5 "Lies Verzonnen" bemiddelaar'
ANNA = ZONNEDAEL.team[0]


def handed(change: Callable[[Workbook], object] = lambda _: None) -> Werkmap:
    """The first form of Anna as it was handed out, saved by another program after a change."""
    book = opened(make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, ANNA))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return read_werkmap(buffer.getvalue(), "formulieren/0104.xlsx", [Leesvorm(LAYOUT.formulier)])


def judged(*werkmappen: Werkmap) -> Beoordeeld:
    """The steunpunt of Anna with these forms."""
    return judge(*werkmappen, team=TEAM)


def test_a_first_form_that_nobody_touched_is_not_back() -> None:
    """No answers, no findings of its own, one warning of the steunpunt, and nobody is missing."""
    found = judged(handed())
    (oordeel,) = found.oordelen
    assert (oordeel.status, oordeel.personeelsnummer, oordeel.findings) == ("niet_terug", "0104", ())
    assert (codes(found.findings), found.antwoorden, found.ontbrekend) == (["niet_terug"], (), ())
    assert [*found.niet_geteld()] == ["0104"]


@pytest.mark.parametrize(
    "change",
    [
        lambda book: put_label(book["Functie"], "Peildatum", dt.datetime(2026, 11, 1)),
        lambda book: put_label(book["Functie"], "Opmerkingen", "Alles klopt."),
        lambda book: put_label(book["Functie"], "Doel van de functie", None),
        lambda book: type_in(book["Kerntaken"], "e", "Uren per week", 4),
        lambda book: type_in(book["Kerntaken"], "a", "Gekozen", "misschien"),
        lambda book: type_in(book["Kernopgaven"], "a", "Toelichting", "Vaak."),
        lambda book: type_in(book["Competenties"], "b", "Gekozen", None),
    ],
    ids=["peildatum", "opmerking", "doel gewist", "uren", "onleesbaar", "toelichting", "keuze gewist"],
)
def test_anything_typed_makes_it_an_answer(change: Callable[[Workbook], object]) -> None:
    """A peildatum alone confirms that all is right as it is."""
    found = judged(handed(change))
    assert found.oordelen[0].status in ("goedgekeurd", "afgekeurd")
    assert "niet_terug" not in codes(found.findings)


def test_a_stray_cell_makes_it_an_answer() -> None:
    """What reading has to say of the form is something that somebody did."""
    stray = Finding("buiten_tabel", Address("formulieren/0104.xlsx", "Kerntaken", "K40"))
    assert judged(replace(handed(), findings=(stray,))).oordelen[0].status != "niet_terug"


def test_a_form_without_what_it_held_is_judged_as_before() -> None:
    """Forms that were handed out before the stamp kept it."""
    old = handed()
    assert judged(replace(old, stempel={**old.stempel, "uitgegeven": ""})).oordelen[0].status == "goedgekeurd"


def test_a_form_with_the_answers_of_a_former_period_counts_untouched() -> None:
    """An unchanged month needs no work."""
    fresh = prefill(Ontwerp(CATALOG, LAYOUT, RULES), ZONNEDAEL, ANNA, "f0")
    data = form_file(
        Ontwerp(CATALOG, LAYOUT, RULES),
        replace(fresh, stempel=handed_out(fresh.stempel, fresh.waarden, "2026-10")),
    )
    werkmap = read_werkmap(data, "formulieren/0104.xlsx", [Leesvorm(LAYOUT.formulier)])
    assert judged(werkmap).oordelen[0].status == "goedgekeurd"


def test_an_untouched_form_beside_a_filled_one_spoils_nothing() -> None:
    """The filled one counts; nobody is asked for the other."""
    filled = handed(lambda book: type_in(book["Kerntaken"], "e", "Uren per week", 4))
    found = judged(handed(), replace(filled, bestand="formulieren/Anna.xlsx"))
    assert {o.werkmap.bestand: o.status for o in found.oordelen} == {
        "formulieren/0104.xlsx": "niet_terug",
        "formulieren/Anna.xlsx": "goedgekeurd",
    }
    assert not {"niet_terug", "formulieren_dubbel"} & {*codes(found.findings)}


def test_an_untouched_form_of_somebody_else_is_judged() -> None:
    """Of who is not in the team it has to be said where it belongs."""
    found = judge(handed(), team='Team | 1002 "Bram Verzonnen" bemiddelaar 32 "Lies Verzonnen"')
    assert found.oordelen[0].status == "afgekeurd"
