"""form.yaml: what every form has, what a form may lack, and what only some catalogs ask for."""

from __future__ import annotations

from pipeline.definitions.layout import Kolom, Layout, Veld, load_layout


def grown() -> Layout:
    """The shipped layout with a sheet, a column and a label that only some catalogs ask for."""
    layout = load_layout()
    mate = Kolom(key="mate", kop="Mate", soort="lijst", breedte=9, standaard=False)
    niveau = Veld(key="niveau", label="Niveau", soort="lijst", standaard=False)
    bladen = layout.formulier
    added = {
        "functie": bladen["functie"].model_copy(update={"velden": (*bladen["functie"].velden, niveau)}),
        "competenties": bladen["competenties"].model_copy(
            update={"kolommen": (*bladen["competenties"].kolommen, mate)}
        ),
        "ontwikkeling": bladen["kernopgaven"].model_copy(update={"naam": "Ontwikkeling", "standaard": False}),
    }
    return layout.model_copy(update={"formulier": {**bladen, **added}})


def test_only_what_a_catalog_asks_for_is_added() -> None:
    """By the key of sheet, column and label; the rest of the form is the same."""
    asked = grown().met({"mate", "niveau", "ontwikkeling"})
    assert asked.formulier == grown().formulier
    assert grown().met(()).formulier == load_layout().formulier
    some = grown().met({"mate"}).formulier
    assert (*some,) == (*load_layout().formulier,)
    assert [kolom.key for kolom in some["competenties"].antwoorden] == ["gekozen", "toelichting", "mate"]


def test_only_what_people_may_leave_out_is_optional() -> None:
    """The contract of today's forms (design.md 2.2): two sheets of the team workbook, and no column or label."""
    layout = load_layout()
    bladen = {key: blad for soort in ("formulier", "team", "lijst") for key, blad in layout.bladen(soort).items()}
    assert {key for key, blad in bladen.items() if not blad.verplicht} == {"behoefte", "afspraken"}
    parts = [part for blad in bladen.values() for part in (*blad.velden, *blad.kolommen)]
    assert all(part.verplicht for part in parts)
