"""Weakest spots and "kan lenen", held against a second, plain implementation on random steunpunten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analysis.lending import by_koepel, lendings, weak_kerntaken, weak_steunpunten, without_help
from pipeline.model.analysed import Dekkingstatus
from pipeline.model.samenvatting import Samenvatting, Taakcijfer
from tests.support.samples_reports import CATALOG, cijfers, samenvatting

STATUSES: tuple[Dekkingstatus, ...] = ("gedekt", "kwetsbaar", "op_papier", "ongedekt", "niet_gekozen")
CODES = "aeqru"  # of a group, of the organisation, and two that everybody has: of the team, of each person

# few values, so that equals are common
figures = st.tuples(
    *(
        st.builds(
            Taakcijfer,
            st.just(code),
            st.sampled_from(STATUSES),
            st.integers(0, 3),
            st.just(0.0),
            st.sampled_from([0.0, 2.5, 4.0]),
        )
        for code in CODES
    )
)
steunpunten = st.lists(
    st.tuples(st.sampled_from(["", "Noord", "noord ", "Zuid"]), st.just(()) | figures), max_size=8
).map(
    lambda found: [
        samenvatting(f"s{place}", koepel=koepel, kerntaken=kerntaken, leesbaar=bool(kerntaken))
        for place, (koepel, kerntaken) in enumerate(found)
    ]
)

Loan = tuple[str, str, list[tuple[str, float]]]  # folder, kerntaak, who can help with how many hours


def found_loans(found: Iterable[Samenvatting]) -> list[Loan]:
    """What the product says."""
    return [
        (lening.steunpunt.map, lening.cijfer.kerntaak, [(one.steunpunt.map, one.cijfer.ruimte) for one in lening.bij])
        for koepel in by_koepel(found, CATALOG)
        for lening in lendings(koepel, CATALOG)
    ]


def brute_force(found: Sequence[Samenvatting]) -> list[Loan]:
    """Everybody beside everybody, by the words of the issue."""
    loans: list[Loan] = []
    for asks in found:
        for needed in asks.kerntaken:
            if needed.kerntaak in ("q", "u", "v") or needed.status not in ("ongedekt", "op_papier", "kwetsbaar"):
                continue
            helpers = []
            for helps in found:
                for has in helps.kerntaken:
                    same = helps.koepel.strip().lower() == asks.koepel.strip().lower()
                    able = has.status == "gedekt" and has.mensen >= 2 and has.ruimte > 0
                    if same and able and has.kerntaak == needed.kerntaak:
                        helpers.append((helps.map, has.ruimte))
            helpers.sort(key=lambda helper: helper[0])
            helpers.sort(key=lambda helper: helper[1], reverse=True)
            if helpers:
                loans.append((asks.map, needed.kerntaak, helpers[:3]))
    return loans


@settings(max_examples=300)
@given(steunpunten)
def test_lending_agrees_with_brute_force(found: list[Samenvatting]) -> None:
    """The same loans with the same helpers in the same order."""
    assert sorted(found_loans(found)) == sorted(brute_force(found))


@given(steunpunten, st.randoms())
def test_lending_does_not_depend_on_the_order_of_steunpunten(found: list[Samenvatting], random: object) -> None:
    """Workers end in any order."""
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert found_loans(shuffled) == found_loans(found)


@given(steunpunten)
def test_what_is_weak_is_either_helped_or_told(found: list[Samenvatting]) -> None:
    """No weak kerntaak is left without a word."""
    for koepel in by_koepel(found, CATALOG):
        weak = {
            cijfer.kerntaak
            for one in koepel.steunpunten
            for cijfer in one.kerntaken
            if cijfer.status in ("ongedekt", "op_papier", "kwetsbaar") and cijfer.kerntaak in "aer"
        }
        helped = {lening.cijfer.kerntaak for lening in lendings(koepel, CATALOG)}
        assert weak == helped | {*without_help(koepel, CATALOG)}
        assert not helped & {*without_help(koepel, CATALOG)}


def test_uncovered_goes_before_thin_and_equals_by_folder() -> None:
    """And kerntaken in the order of the catalog."""
    found = [
        samenvatting("a", kerntaken=cijfers(e=("kwetsbaar", 1, 1, 0), b=("op_papier", 1, 0, 0))),
        samenvatting("b", kerntaken=cijfers(e=("ongedekt", 0, 0, 0), b=("gedekt", 2, 5, 9))),
        samenvatting("c", kerntaken=cijfers(e=("gedekt", 2, 5, 3))),
    ]
    assert [loan[:2] for loan in found_loans(found)] == [("a", "b"), ("b", "e"), ("a", "e")]


def test_at_most_three_can_help_those_with_most_hours() -> None:
    """A longer list would be no advice; equals by folder."""
    left = {"b": 1.0, "c": 9.0, "d": 4.0, "e": 4.0, "f": 4.0}
    found = [samenvatting(name, kerntaken=cijfers(e=("gedekt", 2, 5, hours))) for name, hours in left.items()]
    found.append(samenvatting("a", kerntaken=cijfers(e=("ongedekt", 0, 0, 0))))
    assert found_loans(found) == [("a", "e", [("c", 9.0), ("d", 4.0), ("e", 4.0)])]


def test_weak_kerntaken_are_counted_over_those_that_ought_to_cover_them() -> None:
    """Uncovered at most first, then thin at most; what is not performed is not counted; u and v never."""
    found = [
        samenvatting(
            "a", kerntaken=cijfers(a=("ongedekt", 0, 0, 0), b=("kwetsbaar", 1, 1, 0), u=("ongedekt", 0, 0, 0))
        ),
        samenvatting("b", kerntaken=cijfers(a=("niet_gekozen", 0, 0, 0), b=("op_papier", 1, 0, 0))),
        samenvatting("c", kerntaken=cijfers(c=("ongedekt", 0, 0, 0), d=("kwetsbaar", 1, 1, 0))),
        samenvatting("d", leesbaar=False, kerntaken=()),
    ]
    assert [(spot.naam[0], spot.ongedekt, spot.dun, spot.totaal) for spot in weak_kerntaken(found, CATALOG)] == [
        ("a", 1, 0, 2),
        ("c", 1, 0, 3),
        ("b", 0, 2, 3),
        ("d", 0, 1, 3),
    ]
    assert len(weak_kerntaken(found, CATALOG, most=2)) == 2


def test_weak_steunpunten_are_those_with_most_uncovered_kerntaken() -> None:
    """With the forms that are not in beside it; who has nothing weak, or cannot be read, is not in the list."""
    weak = cijfers(a=("ongedekt", 0, 0, 0), b=("ongedekt", 0, 0, 0))
    found = [
        samenvatting("goed"),
        samenvatting("dun", kerntaken=cijfers(a=("kwetsbaar", 1, 1, 0), b=("op_papier", 1, 0, 0))),
        samenvatting("zwak", kerntaken=weak, afgekeurd=1, ontbrekend=2),
        samenvatting("kapot", leesbaar=False, kerntaken=()),
    ]
    spots = weak_steunpunten(found, CATALOG)
    assert [(spot.naam, spot.ongedekt, spot.dun, spot.totaal, spot.niet_binnen) for spot in spots] == [
        ("Steunpunt Zwak (zwak)", 2, 0, 20, 3),
        ("Steunpunt Dun (dun)", 0, 2, 20, 0),
    ]


def test_koepels_are_in_order_of_name_and_case_makes_no_difference() -> None:
    """The spelling of the first folder is the one that is shown; without a koepel last."""
    found = [samenvatting("a", koepel=""), samenvatting("b", koepel="Zuid"), samenvatting("c", koepel="noord")]
    found += [samenvatting("d", koepel="NOORD "), replace(found[1], map="e", koepel="zuid")]
    assert [(koepel.naam, [one.map for one in koepel.steunpunten]) for koepel in by_koepel(found, CATALOG)] == [
        ("noord", ["c", "d"]),
        ("Zuid", ["b", "e"]),
        ("", ["a"]),
    ]
