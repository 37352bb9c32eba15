"""The list to sign: who signs, who talks first, and what the page says of each."""

from __future__ import annotations

from pipeline.analysis.rapport import make_rapport
from pipeline.model.kept_answers import Profielstand
from pipeline.render.pages.ter_ondertekening import make_tekenlijst, to_sign
from tests.support.samples_reports import CATALOG, PERIODE, analyse, steunpunt

RAPPORT = make_rapport(steunpunt(), analyse(), CATALOG, PERIODE)
PROFIELEN = {
    lid.personeelsnummer: (f"profielen/{lid.personeelsnummer}.docx", Profielstand(versie="ab12cd34", nummer=3))
    for lid in RAPPORT.team
    if lid.telt_mee
}


def page() -> str:
    """The page, when all profiles are new."""
    return make_tekenlijst(RAPPORT, [*to_sign(RAPPORT, PROFIELEN, None)], PROFIELEN.keys(), None)


def test_who_has_an_open_red_signal_talks_first() -> None:
    """0101 has one, its agreement ran out; 0103 has an orange one with an agreement (design.md 3.7)."""
    found = {regel.lid.personeelsnummer: regel.in_gesprek for regel in to_sign(RAPPORT, PROFIELEN, None)}
    assert found == {"0101": True, "0102": False, "0103": False, "0104": False, "0107": False}
    first, _, then = page().partition("<h2>Te tekenen</h2>")
    assert "Eerst in gesprek" in first
    assert "profiel 0101" in first and "profiel 0101" not in then
    assert "profiel 0102" in then and "profiel 0102" not in first


def test_a_version_is_a_number_with_its_signs_in_small() -> None:
    """People compare the number; the signs tell two copies apart."""
    assert 'versie 3 <span class="versie">(ab12cd34)</span>' in page()
