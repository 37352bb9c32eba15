"""What the records of the analysis say of themselves: hours left, open signals, the order of statuses."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from pipeline.model.analysed import (
    BELOW_COVERED,
    HEAVIEST_FIRST,
    WEAKEST_FIRST,
    Dekkingstatus,
    Ernst,
    Geldigheid,
    Omvang,
    Signaal,
    weakest,
)
from pipeline.model.kept_run import RunAfspraak, RunSignaal
from pipeline.model.steunpunt import Afspraak

AFSPRAAK = Afspraak("1", "O1", "tot de zomer", dt.date(2027, 7, 1))


def omvang(contract: float | None, bekend: float, zonder_uren: int = 0) -> Omvang:
    """Hours of one person against the contract."""
    return Omvang("1", contract, bekend, 5, zonder_uren)


@pytest.mark.parametrize(
    ("found", "left"),  # ruimte, vrij, over, zeker_vrij, boven_contract
    [
        (omvang(24.0, 20.0), (4.0, 4.0, 0.0, 4.0, False)),
        (omvang(24.0, 20.0, zonder_uren=1), (4.0, 4.0, 0.0, 0.0, False)),
        (omvang(24.0, 28.25), (-4.25, 0.0, 4.25, 0.0, True)),
        (omvang(24.0, 24.0), (0.0, 0.0, 0.0, 0.0, False)),
        (omvang(None, 20.0), (None, 0.0, 0.0, 0.0, False)),
        (omvang(0.3, 0.1 + 0.2), (0.0, 0.0, 0.0, 0.0, False)),
        (omvang(1.0, 0.7), (0.3, 0.3, 0.0, 0.3, False)),
        (omvang(10.0, 10 / 3), (6.6667, 6.6667, 0.0, 6.6667, False)),
    ],
)
def test_hours_left_are_worked_out_once(found: Omvang, left: tuple[float | None, float, float, float, bool]) -> None:
    """Without the noise of sums; nothing is left for certain while hours or the contract are unknown."""
    assert (found.ruimte, found.vrij, found.over, found.zeker_vrij, found.boven_contract) == left


@pytest.mark.parametrize(
    ("afspraak", "verlopen", "geldigheid", "talk"),
    [
        (None, False, "open", True),
        (AFSPRAAK, False, "aanvaard", False),
        (AFSPRAAK, True, "verlopen", True),
    ],
)
def test_a_signal_is_open_unless_a_valid_agreement_accepts_it(
    afspraak: Afspraak | None, verlopen: bool, geldigheid: Geldigheid, talk: bool
) -> None:
    """The same of this period and of a former one; what is only unknown asks for no conversation."""
    found = Signaal("1", "O1", "rood", {}, afspraak, verlopen)
    held = RunAfspraak(geldig_tot=afspraak.geldig_tot) if afspraak else None
    then = RunSignaal(personeelsnummer="1", code="O1", ernst="rood", tekst="", afspraak=held, verlopen=verlopen)
    assert found.geldigheid == then.geldigheid == geldigheid
    assert found.geldige_afspraak == (None if talk else AFSPRAAK)
    assert then.geldige_afspraak == (None if talk else held)
    assert (found.aanvaard, found.te_bespreken) == (not talk, talk)
    assert not Signaal("1", "O4", "info", {}, afspraak, verlopen).te_bespreken


def test_every_status_and_severity_has_its_place_in_the_order() -> None:
    """A new one would be left out of counts and tables."""
    assert {*WEAKEST_FIRST} == {*get_args(Dekkingstatus)}
    assert {*HEAVIEST_FIRST} == {*get_args(Ernst)}
    assert WEAKEST_FIRST[:3] == BELOW_COVERED
    assert weakest({"gedekt": 3, "kwetsbaar": 1, "niet_gekozen": 2}) == "kwetsbaar"
    assert weakest({"gedekt": 0}) is None
