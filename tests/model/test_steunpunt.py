"""What a steunpunt performs."""

from __future__ import annotations

from pipeline.model.catalog import Groep
from pipeline.model.samenvatting import Samenvatting
from pipeline.model.steunpunt import Steunpunt

CHOSEN = Groep(code="BF1", naam="Verbinden")
OTHER = Groep(code="BF2", naam="Versterken")
FIXED = Groep(code="A", naam="Algemeen", te_kiezen=False)


def test_a_group_is_performed_when_it_is_chosen_or_cannot_be() -> None:
    """The same for a steunpunt and for its figures."""
    steunpunt = Steunpunt("x", "X", uitgevoerd=frozenset({"BF1"}))
    figures = Samenvatting("x", "X", "", "", True, 0, 0, 0, 0, steunpunt.uitgevoerd, (), {})
    for found in (steunpunt, figures):
        assert [found.voert_uit(groep) for groep in (CHOSEN, OTHER, FIXED)] == [True, False, True]
