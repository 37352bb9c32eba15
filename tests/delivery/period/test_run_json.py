"""run.json and antwoorden.json: the keys of the contract (design.md 2.4), filled from judged records."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.messages import show_all
from pipeline.delivery.period.run_json import make_antwoorden, make_run_steunpunt, run_json, to_json
from pipeline.model.analysed import Analyse, Dekking, Omvang, Signaal
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Beoordeeld, Keuze, Oordeel, Status
from pipeline.model.kept_run import KeptCatalogus, RunHead, RunSteunpunt, RunVervallen, totals
from pipeline.model.record import Json, Kept
from pipeline.model.steunpunt import Afspraak
from pipeline.model.workbook import Werkmap
from tests.support.helpers import beoordeeld, steunpunt

CATALOG = shipped_catalog()
WRONG = Finding(
    "uren_onleesbaar",
    Address("formulieren/1002.xlsx", "Kerntaken", "F7"),
    {"waar": " (code a)", "teken": ""},
    "a",
    "uren",
)
DEKKING = (
    Dekking("a", "BF1", "kwetsbaar", {"1001": 0.1 + 0.2, "1003": None}, 4.0, ("1001",), ("1002",)),
    Dekking("q", None, "ongedekt", {}),
)
AFSPRAAK = Afspraak("1001", "O1", "tot de zomer", dt.date(2027, 3, 1))
SIGNALEN = (
    Signaal("1001", "O1", "rood", {"uren": "40", "contract": "36", "over": "4"}, AFSPRAAK),
    Signaal("1002", "O4", "info", {"oorzaak": "contract_onbekend"}),
)
ANALYSE = Analyse(DEKKING, (Omvang("1001", 36.0, 40.0, 3, 0),), SIGNALEN)
PROFIELEN = {"1001": "zonnedael/profielen/1001-medewerker-1001.docx", "1002": "zonnedael/profielen/1002-oud.docx"}
VERVALLEN = (RunVervallen(was="a.docx", nu="vervallen/a.docx", reden="Hoort niet meer bij deze periode."),)
FILES = ({"a.docx": "1" * 64}, {"b.docx": "2" * 64})


class Bestand(Kept):
    """A file with a text, a number and nothing."""

    naam: str
    uren: float
    leeg: None


def rejected(status: Status, nummer: str | None, *findings: Finding) -> Oordeel:
    """A form that does not count, named after the number or after nobody."""
    return Oordeel(Werkmap(f"formulieren/{nummer or 'kapot'}.xlsx", "1" * 64, {}, {}, {}), status, nummer, findings)


def judged() -> Beoordeeld:
    """One accepted, one rejected and one unreadable form, and a fourth person without any."""
    found = beoordeeld("1001 36: a 4 | b ? | c nee | q 0", "1002 24", "1003 24", "1004 24")
    missing = Finding("formulier_ontbreekt", values={"personeelsnummer": "1004"})
    forms = (*found.oordelen, rejected("afgekeurd", "1002", WRONG), rejected("onleesbaar", None))
    return replace(found, oordelen=forms, findings=(missing,), ontbrekend=("1004",))


def run_steunpunt() -> RunSteunpunt:
    """The steunpunt of judged() as it stands in run.json."""
    return make_run_steunpunt(judged(), ANALYSE, PROFIELEN, CATALOG)


def shown() -> Json:
    """The same as JSON."""
    return run_steunpunt().as_json()


def answers(found: Beoordeeld) -> Json:
    """The antwoorden.json of a steunpunt."""
    return make_antwoorden(found, CATALOG, {}, {}).as_json()


def whole_run(*steunpunten: RunSteunpunt, bestanden: Sequence[dict[str, str]] = FILES) -> Json:
    """A run.json of these steunpunten."""
    head = RunHead(periode="2026-11", versie="0", catalogus=KeptCatalogus.of(CATALOG), totalen=totals([]))
    content: Json = json.loads(b"".join(run_json(head, steunpunten, VERVALLEN, bestanden)))
    return content


def texts(content: object) -> Iterator[str]:
    """Every text in a JSON value, keys excepted."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        yield from (text for part in content for text in texts(part))
    elif isinstance(content, str):
        yield content


# --- one steunpunt -------------------------------------------------------------------------------------------------


def test_a_steunpunt_names_its_folder_and_itself() -> None:
    """`map` is the folder's path below the input; readable, with the forms that are missing."""
    content = shown()
    assert (content["map"], content["naam"], content["status"]) == ("zonnedael", "Steunpunt Zonnedael", "gelezen")
    assert content["ontbrekend"] == ["1004"]
    assert [finding["code"] for finding in content["bevindingen"]] == ["formulier_ontbreekt"]


def test_every_form_has_a_status_and_only_an_accepted_one_a_profile() -> None:
    """A profile of last month for a form that is rejected now is not passed off as this month's."""
    forms = shown()["formulieren"]
    assert [(form["bestand"], form["personeelsnummer"], form["status"]) for form in forms] == [
        ("formulieren/1001.xlsx", "1001", "goedgekeurd"),
        ("formulieren/1002.xlsx", "1002", "afgekeurd"),
        ("formulieren/kapot.xlsx", None, "onleesbaar"),
    ]
    assert [form["profiel"] for form in forms] == [PROFIELEN["1001"], None, None]


def test_a_finding_has_its_place_its_text_and_its_remedy() -> None:
    """In words, with sheet and cell (design.md 2.4)."""
    (finding,) = shown()["formulieren"][1]["bevindingen"]
    assert {key: finding[key] for key in ("code", "ernst", "blad", "cel", "personeelsnummer")} == {
        "code": "uren_onleesbaar",
        "ernst": "fout",
        "blad": "Kerntaken",
        "cel": "F7",
        "personeelsnummer": "1002",
    }
    assert "cel F7" in finding["tekst"]
    assert "4,5" in finding["oplossing"]
    expected = show_all([WRONG])[0].as_json() | {"personeelsnummer": "1002"}
    assert expected.items() <= finding.items()


def test_coverage_stands_per_kerntaak_with_rounded_sums() -> None:
    """No 0.30000000000000004, null where there is no basisfunctie or no Behoefte (faults.md 18)."""
    assert shown()["dekking"] == [
        {
            "kerntaak": "a",
            "basisfunctie": "BF1",
            "status": "kwetsbaar",
            "uitvoerders": ["1001", "1003"],
            "uren": 0.3,
            "uren_onbekend": 1,
            "behoefte": 4.0,
            "boven_contract": ["1001"],
            "voorbehoud": ["1002"],
        },
        {
            "kerntaak": "q",
            "basisfunctie": None,
            "status": "ongedekt",
            "uitvoerders": [],
            "uren": 0,
            "uren_onbekend": 0,
            "behoefte": None,
            "boven_contract": [],
            "voorbehoud": [],
        },
    ]


def test_a_signal_stands_with_its_text_and_its_agreement() -> None:
    """The end date of the agreement as year-month-day; null where there is none."""
    first, second = shown()["overbelasting"]
    assert first == {
        "personeelsnummer": "1001",
        "code": "O1",
        "ernst": "rood",
        "tekst": "De gekozen taken vragen 40 uur per week; het contract is 36 uur.",
        "afspraak": {"reden": "tot de zomer", "geldig_tot": "2027-03-01"},
        "verlopen": False,
    }
    assert (second["code"], second["ernst"], second["afspraak"]) == ("O4", "info", None)


def test_a_steunpunt_that_cannot_be_read_has_no_figures() -> None:
    """Its findings say why; coverage and overload are empty, not zero."""
    unusable = Finding("team_onleesbaar", Address("steunpunt.xlsx"))
    content = make_run_steunpunt(
        Beoordeeld(steunpunt(), findings=(unusable,), leesbaar=False), None, {}, CATALOG
    ).as_json()
    assert (content["status"], content["dekking"], content["overbelasting"]) == ("onleesbaar", [], [])
    assert [finding["code"] for finding in content["bevindingen"]] == ["team_onleesbaar"]


# --- the whole run -------------------------------------------------------------------------------------------------


def test_a_run_counts_its_forms() -> None:
    """What is not accepted is rejected, unreadable ones included; two steunpunten are added up."""
    found = totals([{"goedgekeurd": 1, "afgekeurd": 1, "onleesbaar": 1, "ontbreekt": 4}, {"goedgekeurd": 2}])
    assert found.as_json() == {
        "steunpunten": 2,
        "formulieren": 5,
        "goedgekeurd": 3,
        "afgekeurd": 2,
        "onleesbaar": 1,
        "niet_terug": 0,
        "profielen": 3,
    }
    assert set(totals([]).as_json().values()) == {0}


REST = ("bevindingen", "catalogussen", "steunpunten", "vervallen", "bestanden")


def test_a_run_is_written_piece_by_piece_as_one_json() -> None:
    """With what was given, in that order, also when there is nothing at all."""
    content = whole_run(run_steunpunt())
    assert [*content] == ["schema", "periode", "versie", "catalogus", "totalen", *REST]
    assert content["steunpunten"] == [shown()]
    assert content["vervallen"] == [
        {"was": "a.docx", "nu": "vervallen/a.docx", "reden": "Hoort niet meer bij deze periode."}
    ]
    assert list(content["bestanden"]) == ["a.docx", "b.docx"]
    assert whole_run()["steunpunten"] == []
    assert whole_run(bestanden=())["bestanden"] == {}


def test_no_name_of_a_person_stands_in_a_run() -> None:
    """Personeelsnummers only; a name only inside the path of a file (design.md 2.4)."""
    assert "Medewerker 1001" in judged().antwoorden[0].medewerker.naam
    assert [text for text in texts(whole_run(run_steunpunt())) if "Medewerker" in text or "Lou Verzonnen" in text] == []


# --- the accepted answers ------------------------------------------------------------------------------------------


def test_accepted_answers_are_kept_as_they_were_read() -> None:
    """Chosen, not chosen and unknown stay apart; only accepted forms, by number, with the hash of their file."""
    content = answers(judged())
    assert content["schema"] == "profielbouwer.antwoorden/1"
    assert content["catalogus"] == {"id": "bouwstenen", "versie": CATALOG.versie, "sha256": CATALOG.sha256}
    assert (content["steunpunt"], list(content["formulieren"])) == ("Steunpunt Zonnedael", ["1001"])
    form = content["formulieren"]["1001"]
    assert (form["bestand"], form["sha256"]) == ("formulieren/1001.xlsx", "0" * 64)
    assert form["kerntaken"] == {
        "a": {"gekozen": True, "toelichting": "", "uren": 4.0},
        "b": {"gekozen": True, "toelichting": "", "uren": None},
        "c": {"gekozen": False, "toelichting": "", "uren": None},
        "q": {"gekozen": True, "toelichting": "", "uren": 0.0},
    }


def test_notes_and_the_sheet_functie_are_kept_verbatim() -> None:
    """Newlines and signs included; hours as a number, the date as year-month-day, as read."""
    found = beoordeeld("1001 36: a 4")
    (accepted,) = found.antwoorden
    filled = replace(
        accepted,
        functie={"naam": "Jansen & Zn <b>", "contracturen": 24.0, "peildatum": "2026-12-01"},
        kernopgaven={"a": Keuze(True, None, "regel 1\nregel 2")},
        competenties={"b": Keuze(None, None, "{{ 7*7 }}")},
    )
    form = answers(replace(found, oordelen=(replace(found.oordelen[0], antwoorden=filled),)))["formulieren"]["1001"]
    assert form["functie"] == {"naam": "Jansen & Zn <b>", "contracturen": 24.0, "peildatum": "2026-12-01"}
    assert form["kernopgaven"] == {"a": {"gekozen": True, "toelichting": "regel 1\nregel 2"}}
    assert form["competenties"] == {"b": {"gekozen": None, "toelichting": "{{ 7*7 }}"}}


# --- as a file -----------------------------------------------------------------------------------------------------


def test_a_file_is_readable_and_reads_back_as_it_was() -> None:
    """Dutch letters as they are, one line per value, a newline at the end."""
    content = Bestand(naam="Coördinator “Zoë” \U0001f600", uren=4.5, leeg=None)
    data = to_json(content)
    assert "Coördinator “Zoë” \U0001f600".encode() in data
    assert data.endswith(b"}\n")
    assert data.count(b"\n") == 5
    assert Bestand.model_validate_json(data) == content


def test_accepted_answers_have_a_line_each() -> None:
    """So that two months can be laid side by side; json's own indent takes four times as long."""
    kept = to_json(make_antwoorden(beoordeeld("1001 36: a 4 | b ?"), CATALOG, {}, {})).decode()
    assert '\n    "a": {"gekozen": true, "toelichting": "", "uren": 4.0},\n' in kept
