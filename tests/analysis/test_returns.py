"""What became of every form, by leidinggevende."""

from __future__ import annotations

from dataclasses import replace

from pipeline.analysis.returns import follow_returns
from pipeline.model.findings import Finding
from pipeline.model.judged import Beoordeeld, Oordeel, Status
from pipeline.model.returned import Terugstand
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Werkmap

TEAM = """
1 Lies Baas
2 lies  baas
3
4 Tom Chef
5 Zonder leidinggevende
"""


def steunpunt(team: str = TEAM) -> Steunpunt:
    """A steunpunt with a person on each line: the number, then the leidinggevende."""
    people = [line.partition(" ") for line in team.strip().splitlines()]
    return Steunpunt(
        "dorp", "Steunpunt Dorp", team=tuple(Medewerker(n, f"P{n}", leidinggevende=who) for n, _, who in people)
    )


def oordeel(nummer: str | None, status: Status, bestand: str = "", *codes: str) -> Oordeel:
    """A judged form of somebody."""
    werkmap = Werkmap(bestand or f"formulieren/{nummer}.xlsx", "", {}, {}, {})
    return Oordeel(werkmap, status, nummer, tuple(Finding(code) for code in codes))


def standen(judged: Beoordeeld) -> dict[str, dict[Terugstand, tuple[str, ...]]]:
    """The numbers by leidinggevende and stand."""
    return {one.naam: one.nummers_per_stand() for one in follow_returns(judged)}


def test_people_stand_under_their_leidinggevende_however_the_name_is_typed() -> None:
    """By name, who has none last; that in words is none too, or two texts would want one file."""
    judged = Beoordeeld(steunpunt(), ontbrekend=("1", "2", "3", "4", "5"))
    assert standen(judged) == {
        "Lies Baas": {"ontbreekt": ("1", "2")},
        "Tom Chef": {"ontbreekt": ("4",)},
        "": {"ontbreekt": ("3", "5")},
    }


def test_every_form_stands_in_one_place() -> None:
    """Handed out, back in another folder, to be corrected, ready; nobody is passed over."""
    judged = Beoordeeld(
        steunpunt("1\n2\n3\n4\n5"),
        (oordeel("1", "niet_terug"), oordeel("2", "afgekeurd"), oordeel("3", "goedgekeurd")),
        ontbrekend=("5",),
        elders=("4",),
    )
    assert standen(judged) == {
        "": {"uitgedeeld": ("1",), "te_verbeteren": ("2",), "gereed": ("3",), "terug": ("4",), "ontbreekt": ("5",)}
    }


def test_a_file_that_cannot_be_read_is_of_whoever_it_is_named_after() -> None:
    """It is back, and somebody has to send it again: not a form that nobody sent."""
    judged = Beoordeeld(steunpunt("1"), (oordeel(None, "onleesbaar", "formulieren/1 Anna.xlsx"),))
    (leiding,) = follow_returns(judged)
    assert leiding.nummers_per_stand() == {"te_verbeteren": ("1",)}
    assert [o.werkmap.bestand for o in leiding.leden[0].oordelen] == ["formulieren/1 Anna.xlsx"]


def test_an_accepted_form_goes_before_one_that_nobody_touched() -> None:
    """Somebody with both is ready; a form that belongs elsewhere is nobody's here."""
    untouched, accepted = oordeel("1", "niet_terug", "a.xlsx"), oordeel("1", "goedgekeurd", "b.xlsx")
    elsewhere = replace(oordeel("1", "afgekeurd", "c.xlsx"), te_verplaatsen=True)
    (leiding,) = follow_returns(Beoordeeld(steunpunt("1"), (untouched, accepted, elsewhere)))
    assert [(lid.stand, [o.werkmap.bestand for o in lid.oordelen]) for lid in leiding.leden] == [("gereed", ["b.xlsx"])]
