"""The letter with the forms: as it is declared, and what it says in Word."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, get_args

import docx
import pytest

from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.model.steunpunt import Medewerker
from pipeline.render.word.brief import Bijlage, Briefhoofd, Vraag, make_brief
from pipeline.render.word.kinds import BRIEF
from pipeline.render.word.template import compile_sjabloon
from tests.render.word.test_kinds import CATALOG, odd

ANNA, BO = Medewerker("0101", "Anna Één"), Medewerker("0102", "")
HOOFD = Briefhoofd("Steunpunt Dorp", dt.date(2026, 11, 20), "hr@dorp.example")


def bijlagen(*vragen: Vraag) -> list[Bijlage]:
    """Forms of Anna."""
    return [Bijlage(ANNA, f"{number}.xlsx", vraag) for number, vraag in enumerate(vragen, 1)]


def letter(fields: Any) -> str:  # noqa: ANN401
    """All text of the letter."""
    data = compile_sjabloon(TEMPLATES / "brief.docx", CATALOG, BRIEF).render(fields)
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_letter_is_as_declared() -> None:
    """With everything, and with nobody named, no date and no address."""
    full = make_brief(
        HOOFD, "Lies Baas", bijlagen("niet_terug", "opnieuw", "afgekeurd", "goedgekeurd"), ["bron", "bron"]
    )
    bare = make_brief(Briefhoofd("Steunpunt Dorp", None, ""), "", [Bijlage(BO, "a.xlsx", "niet_terug")], ["bron"])
    for fields in (full, bare):
        assert [place for place in odd(BRIEF.velden, fields) if place != "formulieren.naam"] == []
    assert full["bron"] == "bron"


def test_it_names_people_files_date_and_place() -> None:
    """The date in words."""
    text = letter(make_brief(HOOFD, "Lies Baas", bijlagen("niet_terug", "afgekeurd"), ["bron"]))
    for said in (
        "Beste Lies Baas,",
        "Anna Één (0101)",
        "1.xlsx",
        "2 formulieren",
        "20 november 2026",
        "hr@dorp.example",
    ):
        assert said in text
    assert "Bewerken inschakelen" in text and "Alles uitpakken" in text
    assert "Klopt alles? Vul de peildatum in." in text


def test_without_date_and_place_it_asks_for_an_answer() -> None:
    """No line is left open for somebody to fill in."""
    text = letter(make_brief(Briefhoofd("Steunpunt Dorp", None, ""), "", bijlagen("niet_terug"), ["bron"]))
    assert "Beste leidinggevende," in text
    assert "zit 1 formulier" in text and "terug, als antwoord op het bericht waar dit pakket bij zat." in text
    assert "uiterlijk" not in text


@pytest.mark.parametrize(
    ("vraag", "said", "other"),
    [("afgekeurd", "zijn gemarkeerd", "opent met een lijst"), ("opnieuw", "opent met een lijst", "zijn gemarkeerd")],
)
def test_it_explains_only_the_kinds_of_forms_that_are_in_it(vraag: Vraag, said: str, other: str) -> None:
    """To correct a form is something else than to look through one again."""
    text = letter(make_brief(HOOFD, "Lies", bijlagen(vraag), ["bron"]))
    assert said in text and other not in text


def test_every_kind_of_form_has_words() -> None:
    """What is asked, by what became of the form."""
    assert {*load_phrases().brief.wat} == {*get_args(Vraag)}
