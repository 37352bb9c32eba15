"""Why a function needs a competency: links of the catalog that count only for what is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.reasons import Reason, reasons
from tests.support.workbooks import small_catalog

CATALOG = shipped_catalog()


def texts(competentie: str, kerntaken: str = "", kernopgaven: str = "") -> list[str]:
    """The reasons in words; codes of one letter."""
    return [reason.tekst for reason in reasons(competentie, {*kerntaken}, {*kernopgaven}, CATALOG)]


def test_a_group_is_one_reason_with_its_chosen_kerntaken() -> None:
    """In the order of the catalog, however they were chosen; those of another group are left out."""
    found = reasons("e", ("l", "j", "a"), (), CATALOG)
    assert found == (Reason("groep", "BF3", "Versterken", ("j", "l"), ("kerntaak", "kerntaken")),)


def test_one_kerntaak_is_told_in_the_singular() -> None:
    """Nobody reads "kerntaken j"."""
    assert texts("e", "j") == ["Versterken (kerntaak j)"]
    assert texts("e", "jl") == ["Versterken (kerntaken j, l)"]


def test_groups_come_first_then_kernopgaven_each_in_the_order_of_the_catalog() -> None:
    """Competency e is asked for by two groups and three kernopgaven."""
    assert texts("e", "jf", "ca") == [
        "Verbinden en makelen (kerntaak f)",
        "Versterken (kerntaak j)",
        *(f"kernopgave {CATALOG.kernopgave[code].naam}" for code in "ac"),
    ]


def test_what_is_not_chosen_is_no_reason() -> None:
    """A link alone is no reason, and neither is a choice that nothing links to the competency."""
    assert reasons("e", (), (), CATALOG) == ()
    assert reasons("e", {"q"}, {"h"}, CATALOG) == ()


@pytest.mark.parametrize("code", CATALOG.competentie)
def test_all_that_the_catalog_links_to_a_competency_is_a_reason(code: str) -> None:
    """With everything chosen: every group that names it and has kerntaken, and every kernopgave that names it."""
    found = reasons(code, [*CATALOG.kerntaak], [*CATALOG.kernopgave], CATALOG)
    groepen = [groep.code for groep in CATALOG.groepen if code in groep.competenties]
    opgaven = [opgave.code for opgave in CATALOG.kernopgaven if code in opgave.competenties]
    assert [(reason.soort, reason.code) for reason in found] == [
        *(("groep", groep) for groep in groepen),
        *(("kernopgave", opgave) for opgave in opgaven),
    ]
    for reason in found[: len(groepen)]:
        assert [*reason.kerntaken] == [taak.code for taak in CATALOG.kerntaken if taak.groep == reason.code]


def test_another_catalog_gives_other_reasons(tmp_path: Path) -> None:
    """Links are data; a catalog without kernopgaven gives groups only, and one after another they are not mixed up."""
    small = small_catalog(tmp_path)
    assert reasons("K1", {"w2"}, (), small) == (Reason("groep", "T1", "Werven", ("w2",), ("kerntaak", "kerntaken")),)
    assert reasons("K2", {"w1", "w2", "b1"}, (), small) == ()
    assert texts("e", "j") == ["Versterken (kerntaak j)"]


def test_a_competency_that_the_catalog_lacks_is_an_error() -> None:
    """Never taken for one without reasons."""
    with pytest.raises(KeyError):
        reasons("zz", {"a"}, (), CATALOG)
