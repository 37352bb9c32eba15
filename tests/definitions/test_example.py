"""What of an example profile is pre-filled (design.md 2.2)."""

from __future__ import annotations

from pipeline.definitions.example import example_for
from pipeline.definitions.reasons import reasons
from tests.support.workbooks import CATALOG


def test_an_example_gives_only_what_is_performed() -> None:
    """Every set of basisfuncties: no task of another one, all those performed, no competency without a reason."""
    for naam, whole in CATALOG.voorbeeldprofiel.items():
        for groep in CATALOG.te_kiezen:
            voorbeeld = example_for(CATALOG, naam, {groep.code})
            assert voorbeeld is not None
            groups = {code: CATALOG.basisfunctie(CATALOG.kerntaak[code]) for code in whole.kerntaken}
            assert voorbeeld.kerntaken == tuple(c for c in whole.kerntaken if groups[c] in {None, groep.code})
            left = {c for c in whole.competenties if reasons(c, voorbeeld.kerntaken, (), CATALOG)}
            assert {*voorbeeld.competenties} == left


def test_an_example_is_whole_where_all_or_nothing_is_chosen() -> None:
    """A team workbook without any ja on Basisfuncties has a message of its own; nothing is left out for that."""
    for naam, whole in CATALOG.voorbeeldprofiel.items():
        assert example_for(CATALOG, naam, ()) == whole
        assert example_for(CATALOG, naam, [groep.code for groep in CATALOG.te_kiezen]) == whole
    assert example_for(CATALOG, "", ["BF1"]) is None
