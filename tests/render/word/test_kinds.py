"""The declarations of the Word documents: what fills them in holds to them, and so does the made-up content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.analysis.rapport import make_rapport
from pipeline.batch import analyse_steunpunt
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.rules import load_rules
from pipeline.model.analysed import Signaal
from pipeline.model.judged import Beoordeeld
from pipeline.model.kept_answers import Gewijzigd
from pipeline.model.steunpunt import Afspraak, Steunpunt
from pipeline.render.word.kinds import PROFIEL, SOORTEN, VERANTWOORDING, Documentsoort, Veld, fields_of
from pipeline.render.word.profiel import make_profiel, show_gewijzigd
from pipeline.render.word.verantwoording import make_verantwoording
from tests.support.helpers import beoordeeld, formulier, medewerker, steunpunt

CATALOG = shipped_catalog()
AFSPRAAK = Afspraak("1", "O1", "een reden", dt.date(2027, 1, 1))
SIGNALEN = (Signaal("1", "O1", "rood", {"uren": "44", "contract": "36", "over": "8"}, afspraak=AFSPRAAK),)


def odd(groep: type, fields: Any, place: str = "") -> Iterator[str]:  # noqa: ANN401
    """Places where fields are not as they are declared."""
    declared = fields_of(groep)
    yield from (f"{place}{naam}" for naam in declared.keys() ^ fields.keys())
    for naam in declared.keys() & fields.keys():
        yield from _odd(declared[naam], fields[naam], f"{place}{naam}")


def _odd(veld: Veld, value: Any, place: str) -> Iterator[str]:  # noqa: ANN401
    if not value and veld.leeg:
        return
    if not value or isinstance(value, list) is not veld.lijst:
        yield place
    for entry in value if veld.lijst else [value]:
        if veld.groep:
            yield from odd(veld.inhoud, entry, f"{place}.")
        elif not isinstance(entry, str):
            yield place


def profiles() -> Iterator[Any]:
    """Fields of a bare form, of an ordinary one, and of one with everything."""
    everything = formulier(" | ".join(f"{code} 1.5" for code in CATALOG.kerntaak), medewerker("1"))
    for form, bijlage in ((formulier("r ?"), False), (everything, True)):
        yield make_profiel(form, Steunpunt("", ""), CATALOG, SIGNALEN if bijlage else (), bijlage=bijlage)
    yield make_profiel(everything, steunpunt(), CATALOG, (), bijlage=True) | {
        "gewijzigd": show_gewijzigd(Gewijzigd(sinds="2026-10", regels=("Andere uren.",)))
    }


def account(judged: Beoordeeld) -> Any:  # noqa: ANN401
    """Fields of the account of a steunpunt."""
    analyse = analyse_steunpunt(judged, CATALOG, load_rules(), dt.date(2026, 11, 1))
    return make_verantwoording(make_rapport(judged, analyse, CATALOG, "2026-11"))


def test_a_profile_is_as_declared() -> None:
    """Nothing missing, nothing more, nothing empty that may not be: mypy sees names, not emptiness."""
    assert [place for fields in profiles() for place in odd(PROFIEL.velden, fields)] == []


def test_an_account_is_as_declared() -> None:
    """Of a team with gaps, and of a steunpunt that performs nothing and has nobody."""
    team = beoordeeld("1 36: a 2 | b 0", "2 36: a 1.5", van=steunpunt("BF1", "a 6 | b 2"))
    for judged in (team, Beoordeeld(Steunpunt("", "Steunpunt Leeg"))):
        assert [*odd(VERANTWOORDING.velden, account(judged))] == []


@pytest.mark.parametrize("soort", SOORTEN, ids=lambda soort: soort.naam)
def test_the_made_up_content_is_as_declared(soort: Documentsoort) -> None:
    """Full: nothing is empty. Bare: all that may be empty is."""
    full, bare = soort.proeven(CATALOG)
    assert [*odd(soort.velden, full), *odd(soort.velden, bare)] == []
    assert all(full.values())
    assert {naam for naam, veld in fields_of(soort.velden).items() if veld.leeg} == {
        naam for naam, value in bare.items() if not value
    }
    assert full[soort.kenmerk] == bare[soort.kenmerk] != ""


def test_lists_are_as_long_as_the_catalog_can_make_them() -> None:
    """So that a trial is as large as a real document: an entry of the document each, and one within each entry."""
    full: Any = PROFIEL.proeven(CATALOG)[0]
    most = max(len(CATALOG.kerntaken), len(CATALOG.competenties))
    assert len(full["kerntaken"]) == len(full["bijlage"]["competenties"]) == most
    assert [len(groep["taken"]) for groep in full["kerntaken"][0]["groepen"]] == [1]
