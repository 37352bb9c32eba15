"""form.yaml: what every form has, what a form may lack, and what only some catalogs ask for."""

from __future__ import annotations

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.form_layout import form_layout
from pipeline.definitions.layout import load_layout
from pipeline.definitions.rules import load_rules


def test_a_catalog_that_asks_nothing_of_its_own_has_the_form_of_always() -> None:
    """The very same object: what is worked out from it is kept."""
    assert form_layout(shipped_catalog(), load_rules()) is load_layout()
    assert not {"ontwikkeling"} & load_layout().formulier.keys()


def test_development_adds_its_columns_and_its_sheet() -> None:
    """For bouwstenen too, when the settings name it; the grade only when that is on."""
    rules = load_rules()
    on = rules.model_copy(update={"ontwikkeling": rules.ontwikkeling.model_copy(update={"aan": ("bouwstenen",)})})
    layout = form_layout(shipped_catalog(), on)
    keys = [kolom.key for kolom in layout.formulier["competenties"].kolommen]
    assert keys == ["code", "naam", "soort", "onderbouwing", "gekozen", "ontwikkelen", "toelichting"]
    assert "ontwikkeling" in layout.formulier
    assert layout.formulier["kerntaken"] == load_layout().formulier["kerntaken"]


def test_only_what_people_may_leave_out_is_optional() -> None:
    """The contract of today's forms (design.md 2.2): three sheets of the team workbook, and no column or label.

    On Verdeling the columns of people have headers of their own.
    """
    layout = load_layout()
    bladen = {key: blad for soort in ("formulier", "team") for key, blad in layout.bladen(soort).items()}
    assert {key for key, blad in bladen.items() if not blad.verplicht} == {"behoefte", "verdeling", "afspraken"}
    parts = [part for blad in bladen.values() if not blad.per_persoon for part in (*blad.velden, *blad.kolommen)]
    assert {part.key for part in parts if not part.verplicht} == {"catalogus"}


def test_a_list_needs_only_who_works_where() -> None:
    """An HR system does not know the rest."""
    kolommen = load_layout().lijst["medewerkers"].kolommen
    assert [kolom.key for kolom in kolommen if kolom.verplicht] == ["steunpunt", "personeelsnummer", "naam"]
