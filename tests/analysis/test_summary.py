"""The figures of one steunpunt for the umbrella, and the same as JSON."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pipeline.analysis.summary import codes_of, count_statuses, summarise
from pipeline.model.analysed import Analyse, Dekking, Dekkingstatus, Omvang, Signaal
from pipeline.model.judged import Beoordeeld
from pipeline.model.samenvatting import Samenvatting, Taakcijfer
from pipeline.model.steunpunt import Medewerker, Steunpunt
from tests.support.samples_reports import CATALOG, TEAM, UREN, analyse, empty_steunpunt, oordeel, steunpunt

STATUSES: tuple[Dekkingstatus, ...] = ("gedekt", "kwetsbaar", "op_papier", "ongedekt", "niet_gekozen")
KEPT = TypeAdapter(Samenvatting)  # as it stands in steunpunt.json


def of_zonnedael() -> Samenvatting:
    """The figures of the steunpunt in which everything occurs."""
    return summarise(steunpunt(), analyse())


def figure(code: str) -> Taakcijfer:
    """Of one kerntaak there."""
    return next(cijfer for cijfer in of_zonnedael().kerntaken if cijfer.kerntaak == code)


# --- figures -------------------------------------------------------------------------------------------------------


def test_forms_are_counted_by_what_became_of_them() -> None:
    """Unreadable counts as rejected, missing apart."""
    found = of_zonnedael()
    assert (found.medewerkers, found.goedgekeurd, found.afgekeurd, found.ontbrekend) == (7, 5, 2, 1)


def test_a_replaced_form_is_neither_accepted_nor_rejected() -> None:
    """The form that replaces it is counted."""
    beoordeeld = Beoordeeld(Steunpunt("x", "X", team=TEAM[:1]), (oordeel(TEAM[0]), oordeel(TEAM[0], "vervangen")))
    found = summarise(beoordeeld, Analyse((), (), ()))
    assert (found.goedgekeurd, found.afgekeurd) == (1, 0)


def test_signals_are_counted_by_severity_without_the_accepted() -> None:
    """The orange one of the sample has a valid agreement, so its owner is not overloaded either."""
    found = of_zonnedael()
    assert found.signalen == {"rood": 1, "oranje": 0, "info": 1}
    assert found.overbelast == 1


def test_a_person_with_two_signals_is_one_person() -> None:
    """The share counts people."""
    two = (*analyse().signalen, Signaal("0101", "O3", "rood"))
    found = summarise(steunpunt(), replace(analyse(), signalen=two))
    assert (found.overbelast, found.signalen["rood"]) == (1, 2)


def test_a_signal_without_an_accepted_form_is_no_part_of_the_share() -> None:
    """A lone worker has a signal before the form is in; the share is one of accepted forms."""
    found = summarise(empty_steunpunt()[0], Analyse((), (), (Signaal("0101", "O3", "rood"),)))
    assert (found.overbelast, found.goedgekeurd, found.signalen["rood"]) == (0, 0, 1)


def test_hours_left_say_of_how_many_people_they_are() -> None:
    """Who is full, has a task without hours, or no known contract, adds nothing."""
    team = tuple(Medewerker(str(n), f"Persoon {n}") for n in range(4))
    sizes = (("0", 36.0, 30.0, 0), ("1", 24.0, 24.0, 0), ("2", 36.0, 10.0, 1), ("3", None, 4.0, 0))
    omvang = tuple(Omvang(nummer, contract, bekend, 3, zonder) for nummer, contract, bekend, zonder in sizes)
    row = Dekking("a", "BF1", "gedekt", dict.fromkeys("0123", 2.0))
    (found,) = summarise(Beoordeeld(Steunpunt("x", "X", team=team)), Analyse((row,), omvang, ())).kerntaken
    assert (found.mensen, found.ruimte, found.ruimte_van) == (4, 6.0, 1)


def test_contracts_are_summed_and_the_unknown_counted_apart() -> None:
    """Over the whole team, with or without a form."""
    found = of_zonnedael()
    assert (found.contracturen, found.contract_onbekend) == (24 + 32 + 36 + 20 + 16, 2)


def test_a_contract_that_only_the_form_tells_is_known() -> None:
    """What the team workbook does not say, the form may."""
    team = (Medewerker("1", "Anna Voorbeeld"),)
    found = summarise(Beoordeeld(Steunpunt("x", "X", team=team)), Analyse((), (Omvang("1", 18.0, 4.0, 2, 0),), ()))
    assert (found.contracturen, found.contract_onbekend, found.uren) == (18.0, 0, 4.0)


def test_every_kerntaak_has_its_status_holders_and_hours() -> None:
    """In catalog order; sums without the noise of floats."""
    found = of_zonnedael()
    assert [cijfer.kerntaak for cijfer in found.kerntaken] == [*CATALOG.kerntaak]
    assert figure("h")[1:4] == ("gedekt", 2, 16.0)
    assert figure("a")[1:4] == ("gedekt", 3, 6.0)
    assert figure("j").uren == 7.3
    assert found.uren == round(sum(uren or 0 for taken in UREN.values() for uren in taken.values()), 4)


def test_hours_left_are_those_of_holders_of_whom_all_is_known() -> None:
    """0101 is over contract, 0103 and 0107 have kerntaken without hours; 0102 has 11 left and 0104 6.7."""
    assert figure("h").ruimte == 11.0  # 0102 and 0103
    assert figure("e").ruimte == 6.7  # 0101 and 0104
    assert figure("j").ruimte == 17.7  # 0101, 0102 and 0104
    assert figure("m").ruimte == 0.0  # 0107
    assert figure("n").ruimte == 0.0  # nobody


def test_statuses_are_counted_over_a_group() -> None:
    """Those that occur."""
    codes = codes_of(CATALOG.groep["BF3"], CATALOG)
    assert codes == {"j", "k", "l"}
    assert count_statuses(of_zonnedael(), codes) == {"gedekt": 1, "op_papier": 1, "ongedekt": 1}


def test_a_steunpunt_that_cannot_be_read_has_no_kerntaken() -> None:
    """Nothing is known of them."""
    found = summarise(Beoordeeld(Steunpunt("kapot", "Kapot"), leesbaar=False), Analyse((), (), ()))
    assert (found.leesbaar, found.kerntaken, found.medewerkers) == (False, (), 0)


def test_a_summary_holds_nothing_about_persons() -> None:
    """The umbrella gets figures only (design.md 3.8); so does its JSON."""
    for text in (repr(of_zonnedael()), KEPT.dump_json(of_zonnedael()).decode()):
        assert not [m for m in TEAM if m.naam in text or m.personeelsnummer in text]


# --- hours left, by a second way of counting -------------------------------------------------------------------------

people = st.lists(
    st.tuples(st.none() | st.floats(1, 48), st.lists(st.none() | st.floats(0, 20), min_size=3, max_size=3)), max_size=6
)


@given(people)
def test_hours_left_agree_with_the_plain_reading_of_the_rule(
    people: list[tuple[float | None, list[float | None]]],
) -> None:
    """Everybody has kerntaken a, b and c; who has all hours and a contract has the rest of the contract left."""
    nummers = [f"n{place}" for place in range(len(people))]
    rows = [
        Dekking(code, "BF1", "gedekt", dict(zip(nummers, [uren[place] for _, uren in people], strict=True)))
        for place, code in enumerate("abc")
    ]
    omvang = [
        Omvang(nummer, contract, sum(hours or 0 for hours in uren), 3, uren.count(None))
        for nummer, (contract, uren) in zip(nummers, people, strict=True)
    ]
    left = 0.0
    for contract, uren in people:
        if contract is not None and None not in uren:
            left += max(0.0, contract - sum(hours for hours in uren if hours is not None))
    found = summarise(Beoordeeld(Steunpunt("x", "X")), Analyse(tuple(rows), tuple(omvang), ()))
    assert [cijfer.ruimte for cijfer in found.kerntaken] == [pytest.approx(left, abs=1e-3)] * 3


# --- as JSON -------------------------------------------------------------------------------------------------------

counts, hours = st.integers(0, 10_000), st.floats(0, 1e6)
texts = st.text(string.printable + "ëé‘€\U0001f600", max_size=20)
summaries = st.builds(
    Samenvatting,
    map=texts,
    naam=texts,
    gemeente=texts,
    koepel=texts,
    leesbaar=st.booleans(),
    medewerkers=counts,
    goedgekeurd=counts,
    afgekeurd=counts,
    ontbrekend=counts,
    uitgevoerd=st.frozensets(texts),
    kerntaken=st.lists(st.builds(Taakcijfer, texts, st.sampled_from(STATUSES), counts, hours, hours), max_size=5).map(
        tuple
    ),
    signalen=st.fixed_dictionaries({"rood": counts, "oranje": counts, "info": counts}),
    overbelast=counts,
    contracturen=hours,
    contract_onbekend=counts,
    uren=hours,
)


@given(summaries)
def test_a_summary_comes_back_from_json_as_it_was(found: Samenvatting) -> None:
    """Every figure to the last bit, and every type: an unchanged steunpunt must look as it did."""
    back = KEPT.validate_json(KEPT.dump_json(found))
    assert back == found
    assert repr(replace(back, uitgevoerd=found.uitgevoerd)) == repr(found)


@pytest.mark.parametrize("content", [{}, {"kerntaken": []}, {**KEPT.dump_python(of_zonnedael()), "kerntaken": [["a"]]}])
def test_content_that_is_no_summary_is_refused(content: dict[str, object]) -> None:
    """Somebody may have changed the file: better to read the steunpunt again."""
    with pytest.raises(ValidationError):
        KEPT.validate_python(content)
