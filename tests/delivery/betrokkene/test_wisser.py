"""Taking a person out of a text: the name and the number go wherever they stand, figures and other people stay."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.delivery.betrokkene.wisser import Wisser
from pipeline.model.betrokkene import Betrokkene, spellings


def wisser(nummer: str = "0102", naam: str = "Bo Twee", *anderen: str, **more: tuple[str, ...]) -> Wisser:
    """One that takes away this person."""
    return Wisser(Betrokkene((nummer,), (naam,), anderen, **more), "verwijderd-1")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bo Twee (0102)", "verwijderd (verwijderd-1)"),
        ("Bo Twee\n0102\nformulier afgekeurd", "verwijderd\nverwijderd-1\nformulier afgekeurd"),
        ("bo  TWEE en Anna Één", "verwijderd en Anna Één"),
        ("formulieren/0102 Bo Twee.xlsx", "formulieren/verwijderd-1 verwijderd.xlsx"),
        ("Het formulier van medewerker 0102 is er niet.", "Het formulier van medewerker verwijderd-1 is er niet."),
        ("Bobo Tweeling 010203 10102", "Bobo Tweeling 010203 10102"),
        ("3,0102 uur op 2026-0102", "3,0102 uur op 2026-0102"),
    ],
)
def test_name_and_number_go_as_whole_words(text: str, left: str) -> None:
    """However spaces and capitals are; part of another word or figure is neither."""
    assert wisser().text(text) == left


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_goes_however_its_accents_are_written(form: str) -> None:
    """And with the signs that mean something in a pattern."""
    text = unicodedata.normalize(form, "van Zoë (Jr.) + Été,")
    assert wisser("7", "Zoë (Jr.) + Été").text(text) == "van verwijderd,"


@pytest.mark.parametrize("nummer", ["12", "7", "2026"])
@pytest.mark.parametrize("text", ["{} uur", "Profielen ({})", "van {} van 30", "november {}", "{}-11"])
def test_a_number_that_may_be_a_figure_stays_where_it_may_be_one(nummer: str, text: str) -> None:
    """Hours, counts and years of a document are not a person."""
    said = text.format(nummer) if nummer != "12" or "van" not in text else "12 van 30"
    assert wisser(nummer).text(said) == said


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bo Twee (12): 12 uur", "verwijderd (verwijderd-1): 12 uur"),
        ("Bo Twee\n12", "verwijderd\nverwijderd-1"),
        ("medewerker 12 heeft 12 uur", "medewerker verwijderd-1 heeft 12 uur"),
    ],
)
def test_and_goes_where_documents_put_a_number_of_a_person(text: str, left: str) -> None:
    """Behind the name, or behind a word that says so."""
    assert wisser("12").text(text) == left


def test_alone_it_goes_where_a_number_of_a_person_is_asked() -> None:
    """A cell, or a key of a record."""
    assert wisser("12").text("12", whole=True) == "verwijderd-1"
    assert wisser("12").text("12") == "12"


def test_a_longer_name_of_somebody_else_stays() -> None:
    """Jan is not Jan Jansen."""
    assert wisser("0102", "Jan", "Jan Jansen").text("Jan, Jan Jansen en jan") == "verwijderd, Jan Jansen en verwijderd"


def test_of_two_people_with_one_name_only_the_one_with_the_number_goes() -> None:
    """The other one is still here."""
    two = wisser("0102", "Bo Twee", "Bo Twee")
    assert two.text("Bo Twee (0102), Bo Twee (0103)") == "verwijderd (verwijderd-1), Bo Twee (0103)"
    assert two.text("Bo Twee\n0102") == "verwijderd\nverwijderd-1"
    assert two.text("Bo Twee") == "Bo Twee"


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({"0102", "0103"}, ("0102",)),
        ({"102", "0103"}, ("102",)),
        ({"0102", "102"}, ("0102",)),
        (set(), ("0102",)),
    ],
)
def test_a_number_is_known_without_its_zeros_unless_that_is_somebody_else(known: set[str], found: object) -> None:
    """Excel drops them."""
    assert spellings("0102", frozenset(known)) == found
