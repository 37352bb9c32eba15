"""The rules of overload as formulas; end_to_end/test_live_libreoffice.py holds what they give against the run."""

from __future__ import annotations

from pipeline.definitions.rules import load_rules
from pipeline.forms.live.signals import FORMULES, Gegevens
from pipeline.model.uren import EPSILON

GEGEVENS = Gegevens(str.upper, load_rules(), "TEAM", ("BF1", "BF2"))


def test_the_form_allows_the_same_noise_as_the_run() -> None:
    """0.1 + 0.2 is not more than 0.3 in a form either: above the contract, at 90 % of it, and against the example."""
    margin = f"{EPSILON:.9f}"
    (o1,), (o2, _) = FORMULES["O1"].formules(GEGEVENS), FORMULES["O2"].formules(GEGEVENS)
    assert f"UREN>CONTRACT+{margin}" in o1
    assert f"UREN>=0.9*CONTRACT-{margin}" in o1
    assert f"EIGEN>12*CONTRACT/36+{margin}" in o2
    assert float(margin) == EPSILON


def test_every_total_of_a_rule_has_its_formula() -> None:
    """In the order of the keys."""
    assert [len(regel.formules(GEGEVENS)) == len(regel.totalen) for regel in FORMULES.values()] == [True] * len(
        FORMULES
    )


def test_alone_asks_for_all_basisfuncties() -> None:
    """Of a catalog without any nobody works alone with all of them."""
    assert FORMULES["O3"].formules(GEGEVENS) == ('AND(TEAM="1",BF1+BF2=2)*1',)
    assert FORMULES["O3"].formules(Gegevens(str.upper, load_rules())) == ("0",)
