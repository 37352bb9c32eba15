"""The absence scan: what falls when somebody is away, who could stand in, held against a second implementation."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.analysis.absence import Afwezigheid, Invaller, Uitval, scan_absence
from pipeline.analysis.coverage import cover
from pipeline.definitions.catalog_file import load_catalog
from pipeline.model.analysed import Dekking, Signaal
from pipeline.model.judged import Antwoorden, Beoordeeld
from pipeline.model.steunpunt import Afspraak
from tests.support.helpers import SMALL_CATALOG, beoordeeld, steunpunt
from tests.support.samples_team import CATALOG, analysed, choose


def scanned(
    *mensen: str, behoefte: str = "", uitgevoerd: str = "BF1 BF2", signalen: tuple[Signaal, ...] = ()
) -> dict[str, Afwezigheid]:
    """The scan of these people (see helpers.beoordeeld), by personeelsnummer."""
    judged = beoordeeld(*mensen, van=steunpunt(uitgevoerd, behoefte))
    return {row.personeelsnummer: row for row in scan_absence(judged, analysed(judged, signalen), CATALOG)}


def falls(found: Afwezigheid) -> dict[str, str]:
    """Code of each kerntaak that falls -> what becomes of it."""
    return {uitval.kerntaak: uitval.gevolg for uitval in found.uitval}


def stand_in(found: Afwezigheid, code: str) -> Invaller | None:
    """Who could stand in for one kerntaak."""
    return next(uitval.invaller for uitval in found.uitval if uitval.kerntaak == code)


# --- what falls ----------------------------------------------------------------------------------------------------


def test_a_task_of_one_person_is_left_without_anybody() -> None:
    """Whatever its hours: known, zero or unknown."""
    found = scanned("1001 36: a 4 | b 0 | c ? | d 2", "1002 36: d 2")
    assert falls(found["1001"]) == {"a": "niemand", "b": "niemand", "c": "niemand"}
    assert falls(found["1002"]) == {}


def test_a_task_falls_below_its_need_when_too_few_hours_remain() -> None:
    """Exactly the needed hours are enough, and float sums do not move the boundary."""
    found = scanned("1001 36: a 3 | b 1", "1002 36: a 3 | b 0.7", "1003 36: b 0.1", behoefte="a 4 | b 0.8")
    assert falls(found["1001"]) == {"a": "te_weinig"}
    assert falls(found["1003"]) == {}
    assert found["1001"].uitval == (
        Uitval("a", "te_weinig", 3.0, 3.0, 4.0, False, Invaller("1003", 35.9, 0, False, 1, 0, 2)),
    )


def test_a_colleague_with_zero_hours_leaves_a_task_without_hours() -> None:
    """Also where no need is given: the sum 0 is a task on paper (design.md 3.4)."""
    assert falls(scanned("1001 36: a 3", "1002 36: a 0")["1001"]) == {"a": "geen_uren"}


def test_unknown_hours_of_who_remains_may_be_enough() -> None:
    """As in the coverage; the scan says that it does not know."""
    found = scanned("1001 36: a 3 | b 1", "1002 36: a ? | b ?", "1003 36: b 5", behoefte="a 4")
    assert falls(found["1001"]) == {}
    assert found["1001"].onzeker == ("a",)


def test_unknown_hours_of_who_is_away_may_be_what_is_missed() -> None:
    """With them it may be enough, without them it is certainly not."""
    assert falls(scanned("1001 36: a ?", "1002 36: a 1", behoefte="a 4")["1001"]) == {"a": "te_weinig"}


def test_who_spends_no_time_on_a_task_takes_none_away() -> None:
    """It was on paper and stays as it was; nor is anything uncertain by it."""
    found = scanned("1001 36: a 0 | b 0", "1002 36: a 1 | b ?", behoefte="a 4")["1001"]
    assert (found.uitval, found.onzeker) == ((), ())


def test_what_was_on_paper_before_is_said_to_be_so() -> None:
    """Less of what was too little already is a consequence, but no new one."""
    (uitval,) = scanned("1001 36: a 1", "1002 36: a 1", behoefte="a 4")["1001"].uitval
    assert (uitval.gevolg, uitval.al_op_papier, uitval.over) == ("te_weinig", True, 1.0)


def test_only_work_in_scope_that_others_can_do_is_looked_at() -> None:
    """Not a basisfunctie that is not performed, and not what is personal (u and v)."""
    assert falls(scanned("1001 36: a 4 | e 4 | q 1 | u 1 | v 1", uitgevoerd="BF1")["1001"]) == {
        "a": "niemand",
        "q": "niemand",
    }


def test_an_organisation_task_that_only_one_has_falls() -> None:
    """r is in scope because somebody has it; when that person is away nobody does it."""
    assert falls(scanned("1001 36: r 4", "1002 36: a 1")["1001"]) == {"r": "niemand"}


def test_hours_that_fall_free_and_tasks_without_hours() -> None:
    """Known hours of all chosen kerntaken, the same sum as everywhere else."""
    found = scanned("1001 36: a 0.1 | b 0.2 | c ? | d nee 4 | u 1 | v ?")["1001"]
    assert (found.uren, found.zonder_uren) == (1.3, 2)


def test_everybody_with_an_accepted_form_is_in_the_scan_in_the_order_of_the_team() -> None:
    """Of others it is not known what they do."""
    assert [*scanned("1003 36: a 1", "1001 36", "1002 ?: a 1")] == ["1003", "1002"]
    assert scanned() == {}


# --- who could stand in --------------------------------------------------------------------------------------------


def test_most_hours_left_comes_first() -> None:
    """Before any experience; the explanation holds the figures that the choice was made by."""
    found = scanned("1001 36: a 4", "1002 24: b 4 | c 4", "1003 24: e 3.5")["1001"]
    assert stand_in(found, "a") == Invaller("1003", 20.5, 0, False, 0, 0, 2)


def test_with_the_same_hours_left_tasks_of_the_group_decide() -> None:
    """Of the basisfunctie of this kerntaak: 1003 does more of BF1, 1002 more of BF2."""
    found = scanned("1001 36: a 4 | e 4", "1002 24: b 2 | f 2", "1003 24: b 2 | c 2", "1004 24: f 1 | g 1 | h 2")
    invallers = [stand_in(found["1001"], code) for code in "ae"]
    assert [(i.personeelsnummer, i.taken) for i in invallers if i] == [("1003", 2), ("1004", 3)]


def test_then_competenties_of_the_group_decide_and_at_last_the_order_of_the_team() -> None:
    """a and b are linked to BF1; many others do not count for it."""
    judged = beoordeeld("1001 36: a 4", "1002 24: b 2", "1003 24: b 2", "1004 24: b 2", van=steunpunt("BF1"))
    assert stand_in(scan_absence(judged, analysed(judged), CATALOG)[0], "a") == Invaller("1002", 22, 0, False, 1, 0, 2)
    judged = choose(judged, {"1002": "cdefghij", "1003": "a", "1004": "ab"})
    assert stand_in(scan_absence(judged, analysed(judged), CATALOG)[0], "a") == Invaller("1004", 22, 0, False, 1, 2, 2)


def test_who_does_the_task_already_may_do_more_of_it() -> None:
    """For a task that falls below its need the stand-in may hold it; for one at zero nobody does."""
    invaller = stand_in(scanned("1001 36: a 3", "1002 36: a 1", behoefte="a 4")["1001"], "a")
    assert invaller and invaller.personeelsnummer == "1002" and invaller.doet_al


def test_room_beside_tasks_without_hours_is_said_to_be_at_most_that() -> None:
    """Unknown hours may still take it."""
    invaller = stand_in(scanned("1001 36: a 3", "1002 36: b 1 | c ? | e ?")["1001"], "a")
    assert invaller and (invaller.ruimte, invaller.zonder_uren) == (35, 2)


@pytest.mark.parametrize("collega", ["1002 ?: b 1", "1002 4: b 4", "1002 0.8: b 0.7 | c 0.1", "1002 4: b 5", "1002 36"])
def test_without_room_that_is_known_nobody_stands_in(collega: str) -> None:
    """Contract unknown, exactly full (as a sum of floats too), over it, or no form."""
    assert stand_in(scanned("1001 36: a 3", collega)["1001"], "a") is None


def test_nobody_stands_in_for_who_works_alone() -> None:
    """Nor does anybody stand in for oneself."""
    assert stand_in(scanned("1001 36: a 3")["1001"], "a") is None


def test_who_has_an_open_red_signal_is_not_asked() -> None:
    """An orange one is no reason not to ask: the hours left are known."""
    for ernst, nummer in (("rood", "1003"), ("oranje", "1002")):
        signalen = (Signaal("1002", "O3", ernst),)  # type: ignore[arg-type]
        invaller = stand_in(scanned("1001 36: a 3", "1002 36: b 1", "1003 24: b 1", signalen=signalen)["1001"], "a")
        assert invaller and invaller.personeelsnummer == nummer


def test_who_has_a_red_signal_with_an_agreement_may_be_asked() -> None:
    """It is accepted (design.md 3.5), and there are hours left."""
    afspraak = Afspraak("1002", "O3", "Tijdelijk", dt.date(2027, 3, 1))
    signalen = (Signaal("1002", "O3", "rood", afspraak=afspraak),)
    invaller = stand_in(scanned("1001 36: a 3", "1002 36: b 1", signalen=signalen)["1001"], "a")
    assert invaller and invaller.personeelsnummer == "1002"


def test_another_catalog_is_scanned_too(tmp_path: Path) -> None:
    """Groups, links and what is always there come from the catalog (design.md 3.1)."""
    path = tmp_path / "klein.yaml"
    path.write_text(SMALL_CATALOG, "utf-8")
    small = load_catalog(path)
    judged = beoordeeld("1001 36: w1 4 | b1 1", "1002 36: w2 1 | b1 1", van=steunpunt("T1"))
    judged = choose(judged, {"1002": "K1 K2"})
    first, second = scan_absence(judged, analysed(judged, catalog=small), small)
    assert (falls(first), falls(second)) == ({"w1": "niemand"}, {"w2": "niemand"})
    assert stand_in(first, "w1") == Invaller("1002", 34, 0, False, 1, 1, 1)


# --- a second implementation: every absence worked out from nothing ---------------------------------------------------


def without(judged: Beoordeeld, nummer: str) -> Beoordeeld:
    """The steunpunt as it is when one form is not there."""
    kept = tuple(oordeel for oordeel in judged.oordelen if oordeel.personeelsnummer != nummer)
    return replace(judged, oordelen=kept, ontbrekend=(*judged.ontbrekend, nummer))


def naive_uitval(judged: Beoordeeld, form: Antwoorden) -> dict[str, str]:
    """Kerntaken of one person that fall, from the coverage of the steunpunt with and without the form."""
    before = {row.kerntaak: row for row in cover(judged, CATALOG, ())}
    after: dict[str, Dekking] = {
        row.kerntaak: row for row in cover(without(judged, form.personeelsnummer), CATALOG, ())
    }
    found = {}
    for code, keuze in form.taken.items():
        if code in "uv" or before[code].status == "niet_gekozen":
            continue
        left = after[code]
        if left.status in ("ongedekt", "niet_gekozen"):  # r, s and t are not asked for when nobody has them
            found[code] = "niemand"
        elif left.status == "op_papier" and keuze.uren != 0:
            found[code] = "te_weinig" if left.uren else "geen_uren"
    return found


def naive_onzeker(judged: Beoordeeld, form: Antwoorden, falls_anyway: Collection[str]) -> tuple[str, ...]:
    """Kerntaken that would fall as well if everybody's unknown hours were 0."""
    oordelen = []
    for oordeel in judged.oordelen:
        if oordeel.antwoorden and oordeel.antwoorden is not form:
            taken = {code: replace(keuze, uren=keuze.uren or 0) for code, keuze in oordeel.antwoorden.kerntaken.items()}
            oordeel = replace(oordeel, antwoorden=replace(oordeel.antwoorden, kerntaken=taken))
        oordelen.append(oordeel)
    found = naive_uitval(replace(judged, oordelen=tuple(oordelen)), form)
    return tuple(sorted(found.keys() - falls_anyway))


def known_hours(form: Antwoorden) -> Decimal:
    """Hours of the chosen kerntaken, counted without floats."""
    known = [Decimal(str(keuze.uren)) for keuze in form.taken.values() if keuze.uren is not None]
    return sum(known, Decimal(0))


def hours_left(form: Antwoorden) -> Decimal | None:
    """Hours left under the contract; None when the contract is unknown."""
    if form.medewerker.contracturen is None:
        return None
    return Decimal(str(form.medewerker.contracturen)) - known_hours(form)


def naive_stand_in(judged: Beoordeeld, red: set[str], away: str, code: str) -> str | None:
    """The best of all others, by sorting them one criterion at a time, the last first."""
    groep = CATALOG.groep[CATALOG.kerntaak[code].groep]
    own = {kerntaak.code for kerntaak in CATALOG.kerntaken if kerntaak.groep == groep.code}
    forms = [form for form in judged.antwoorden if form.personeelsnummer not in {away, *red}]
    forms = [form for form in forms if (hours_left(form) or 0) > 0]
    forms.sort(key=lambda form: len(form.gekozen_competenties.keys() & {*groep.competenties}), reverse=True)
    forms.sort(key=lambda form: len(form.taken.keys() & own), reverse=True)
    forms.sort(key=lambda form: hours_left(form) or 0, reverse=True)
    return forms[0].personeelsnummer if forms else None


def random_team(seed: int) -> tuple[Beoordeeld, tuple[Signaal, ...]]:
    """A steunpunt of nobody to seven people; few different values, so that ties are many."""
    dice = random.Random(seed)
    mensen = []
    for place in range(dice.randint(0, 7)):
        codes = [code for code in "abcefjmoqrstuv" if dice.random() < 0.45]
        tabel = " | ".join(f"{code} {dice.choice(['?', '0', '0.1', '0.2', '0.7', '1.5', '4'])}" for code in codes)
        form = f": {tabel}" if dice.random() < 0.85 else ""
        mensen.append(f"{1001 + place} {dice.choice(['?', '0.8', '4', '8', '8', '24'])}{form}")
    behoefte = " | ".join(
        f"{code} {dice.choice(['0', '0.3', '0.8', '4', '5.5'])}" for code in "abefoqrst" if dice.random() < 0.4
    )
    uitgevoerd = " ".join(f"BF{n}" for n in range(1, 6) if dice.random() < 0.7)
    judged = beoordeeld(*mensen, van=steunpunt(uitgevoerd, behoefte))
    chosen = {m.personeelsnummer: "".join(dice.sample("abcdefghijklmnop", 5)) for m in judged.steunpunt.team}
    judged = choose(judged, chosen)
    nummers = [form.personeelsnummer for form in judged.antwoorden]
    return judged, tuple(Signaal(nummer, "O3", "rood") for nummer in nummers if dice.random() < 0.1)


@pytest.mark.parametrize("decade", range(30))
def test_the_scan_is_what_working_out_every_absence_from_nothing_gives(decade: int) -> None:
    """300 random teams: what falls, what is uncertain, the hours that fall free, and who stands in."""
    for seed in range(10 * decade, 10 * decade + 10):
        judged, signalen = random_team(seed)
        scan = scan_absence(judged, analysed(judged, signalen), CATALOG)
        assert [row.personeelsnummer for row in scan] == [form.personeelsnummer for form in judged.antwoorden]
        red = {signaal.personeelsnummer for signaal in signalen}
        for row, form in zip(scan, judged.antwoorden, strict=True):
            assert falls(row) == naive_uitval(judged, form), seed
            assert row.onzeker == naive_onzeker(judged, form, falls(row)), seed
            assert Decimal(str(row.uren)) == known_hours(form), seed
            for uitval in row.uitval:
                found = uitval.invaller.personeelsnummer if uitval.invaller else None
                assert found == naive_stand_in(judged, red, row.personeelsnummer, uitval.kerntaak), seed
                assert uitval.invaller is None or float(uitval.invaller.ruimte) > 0


def test_the_random_teams_hold_every_kind_of_outcome() -> None:
    """Or the comparison above would show little."""
    scans = [scan_absence(judged, analysed(judged, s), CATALOG) for judged, s in map(random_team, range(300))]
    rows = [uitval for scan in scans for row in scan for uitval in row.uitval]
    assert {uitval.gevolg for uitval in rows} == {"niemand", "geen_uren", "te_weinig"}
    assert {uitval.al_op_papier for uitval in rows} == {True, False}
    assert sum(uitval.invaller is None for uitval in rows) > 50
    assert sum(uitval.invaller is not None and uitval.invaller.doet_al for uitval in rows) > 50
    assert sum(bool(row.onzeker) for scan in scans for row in scan) > 50
