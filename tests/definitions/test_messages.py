"""Every message is a text that helps, every code in the program has one, and no text is left without use."""

from __future__ import annotations

import ast
import pickle
import re
import string
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from pipeline.definitions.messages import has_fout, load_messages, severity, show, show_signaal, signal_name
from pipeline.definitions.schema_files import PACKAGE
from pipeline.model.analysed import Ernst, Signaal
from pipeline.model.findings import Address, Finding, Stop
from tests.conftest import MODULES

MESSAGES = load_messages()
ERNSTEN: tuple[Ernst, ...] = ("rood", "oranje", "info")
LONGEST = 220  # characters; more does not fit a comment in a cell or a line on the screen

# Every value that a text may name. None of them may be something that a person typed as an answer.
PLACE = {"bestand": "formulieren/1001.xlsx", "blad": "Kerntaken", "cel": "F7"}
VALUES = {
    "ander": "zonnedael/formulieren/1001.xlsx",
    "andere": "A7",
    "bekend": "bouwstenen, scw",
    "bestanden": "postvak/1001.xlsx, postvak/nieuw.xlsx",
    "aantal": "2",
    "catalogus": "bouwstenen",
    "cellen": "A3, K33:K46",
    "code": "a",
    "competenties": "Vraaggericht werken (e)",
    "contract": "36",
    "teksten": "Functie, Doel van de functie en Kerntaken d",
    "grens": "20 MB",
    "groep": "Versterken",
    "kerntaak": "kerntaak",
    "kerntaken": "Matchen van individuen (e)",
    "kolom": "Gekozen",
    "label": "Contracturen per week",
    "map": "zonnedael",
    "maximum": "60",
    "minimum": "4",
    "naam": "Vraag in kaart brengen",
    "onderdeel": "DOCTYPE",
    "ontbreekt": "Reden",
    "oorzaak": "schijf_vol",
    "personeelsnummer": "1001",
    "plaats": "kerntaken.a",
    "plek": "waterhoek/formulieren",
    "signalen": "O1, O2, O3, O4",
    "teken": ": het teken ~ hoort er niet in",
    "uren": "40",
    "van": "1001",
    "versie": "2009.1",
    "waar": " (code a)",
}
SIGNAL_VALUES = {
    "contract": "36",
    "grens": "90",
    "norm": "12",
    "norm_uren": "36",
    "oorzaak": "uren_onbekend",
    "over": "4",
    "taken": "12",
    "uren": "40",
    "zonder_uren": "3",
}
CAUSE_VALUES = {"code": "a", "regel": "3", "soort": "groep", "taken": "12", "teken": "~", "zonder_uren": "3"}

# Calls that make a finding: which argument is the code, and the values that they add themselves.
FINDERS: dict[str, tuple[int, set[str]]] = {
    "Finding": (0, set()),
    "_Refused": (0, set()),
    "Refused": (0, set()),
    "_none": (0, set()),
    "many_leave": (1, {"aantal", "van"}),
    "unreadable": (1, set()),
    "find": (0, {"teken", "waar"}),
    "find_veld": (0, {"label", "teken", "waar"}),
    "find_regel": (0, {"teken", "waar"}),
    "find_code": (0, {"code", "naam", "teken", "waar"}),
    "RowRule": (0, {"code", "groep", "label", "maximum", "naam", "teken", "waar"}),
}
# Positions where a call of Finding may have its values, and keywords of a call that are no values.
FINDING_VALUES, NO_VALUES = 2, {"kolom", "rij", "address", "values"}


class Use(NamedTuple):
    """A place in the program that makes a finding; values is None where they come from elsewhere."""

    code: str
    place: str
    values: set[str] | None


def placeholders(text: str) -> set[str]:
    """The names in braces of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def program() -> dict[str, ast.Module]:
    """The modules of the program by their place below pipeline/, parsed."""
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in MODULES}


@cache
def text_literals() -> frozenset[str]:
    """Every text that stands in the program as a whole."""
    nodes = (node for module in program().values() for node in ast.walk(module))
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in the program: its place, the last part of the name of what is called, and the call."""
    for bestand, module in program().items():
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                yield f"{bestand}:{node.lineno}", ast.unparse(node.func).rpartition(".")[2], node


def literal_codes(argument: ast.expr) -> list[str]:
    """The texts that an argument can be: one, or both sides of a choice; none where it is a name."""
    if isinstance(argument, ast.IfExp):
        return literal_codes(argument.body) + literal_codes(argument.orelse)
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else []


def literal_values(call: ast.Call) -> set[str] | None:
    """The names of the values that a call gives, None where a variable holds them."""
    by_name = {keyword.arg: keyword.value for keyword in call.keywords}
    if None in by_name:
        return None
    given = by_name.get("values", call.args[FINDING_VALUES] if len(call.args) > FINDING_VALUES else None)
    if ast.unparse(call.func) != "Finding" or given is None:
        return {name for name in by_name if name} - NO_VALUES
    keys = given.keys if isinstance(given, ast.Dict) else [None]
    return {str(key.value) for key in keys if isinstance(key, ast.Constant)} if None not in keys else None


@cache
def uses() -> tuple[Use, ...]:
    """Every place of the program that makes a finding with a code that stands there."""
    found = []
    for place, name, call in calls():
        position, added = FINDERS.get(name, (len(call.args), set()))
        if position < len(call.args):
            values = literal_values(call)
            known = None if values is None else values | added
            found += [Use(code, place, known) for code in literal_codes(call.args[position])]
    return tuple(found)


def signals_in_program() -> set[tuple[str, str]]:
    """Code and severity of every signal that the program can give: the severities in the function of each rule."""
    body = program()["analysis/workload.py"].body
    functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    (rules,) = [node.value for node in body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "REGELS"]
    assert isinstance(rules, ast.Dict)
    found: set[tuple[str, str]] = set()
    for key, rule in zip(rules.keys, rules.values, strict=True):
        named = [functions[part.id] for part in ast.walk(rule) if isinstance(part, ast.Name)]
        texts = {part.value for function in named for part in ast.walk(function) if isinstance(part, ast.Constant)}
        found |= {(ast.literal_eval(key), ernst) for ernst in ERNSTEN if ernst in texts}
    return found


def signals_with_text() -> set[tuple[str, str]]:
    """Code and severity of every signal that has a text."""
    return {(code, e) for code, soort in MESSAGES.signalen.items() for e in ERNSTEN if getattr(soort, e)}


# --- the texts -----------------------------------------------------------------------------------------------------


def all_texts() -> list[tuple[str, str]]:
    """Every text of schemas/messages.yaml with the key that finds it."""
    found = [
        (code, text) for code, message in MESSAGES.bevindingen.items() for text in (message.tekst, message.oplossing)
    ]
    found += [
        (code, text) for code, ernst in signals_with_text() for _, text in getattr(MESSAGES.signalen[code], ernst)
    ]
    found += [(code, text) for code, soort in MESSAGES.signalen.items() for text in (soort.naam, soort.rekenwijze)]
    return found + list(MESSAGES.oorzaken.items())


@pytest.mark.parametrize("code", MESSAGES.bevindingen)
def test_a_message_names_only_known_values(code: str) -> None:
    """A misspelt name in braces would stop the program while it tells what is wrong."""
    message = MESSAGES.bevindingen[code]
    assert placeholders(message.tekst) | placeholders(message.oplossing) <= PLACE.keys() | VALUES.keys()


def test_signals_and_causes_name_only_known_values() -> None:
    """The same for the other texts of the file."""
    for code, ernst in signals_with_text():
        for _, text in getattr(MESSAGES.signalen[code], ernst):
            assert placeholders(text) <= SIGNAL_VALUES.keys(), code
    for key, text in MESSAGES.oorzaken.items():
        assert placeholders(text) <= CAUSE_VALUES.keys(), key


def test_no_known_value_is_without_use() -> None:
    """The lists above say what the texts hold, not what they once held."""
    used = {name for m in MESSAGES.bevindingen.values() for t in (m.tekst, m.oplossing) for name in placeholders(t)}
    assert VALUES.keys() <= used


@pytest.mark.parametrize("code", MESSAGES.bevindingen)
def test_a_message_says_what_is_wrong_and_what_to_do(code: str) -> None:
    """Text and remedy are whole sentences, short, filled in without a brace left."""
    shown = show(Finding(code, Address(**PLACE), VALUES | CAUSE_VALUES))
    for text in (shown.tekst, shown.oplossing):
        assert text == text.strip()
        assert "{" not in text
        assert "  " not in text
        assert text[-1] in '.?!"'
        assert len(text) <= LONGEST
    assert shown.tekst != shown.oplossing


def test_places_come_in_one_order() -> None:
    """From large to small: file, sheet, cell; who has several messages finds each in the same way."""
    order = ("bestand", "blad", "cel")
    wrong = {}
    for key, text in all_texts():
        names = [name.replace("cellen", "cel") for _, name, _, _ in string.Formatter().parse(text) if name]
        firsts = [*dict.fromkeys(order.index(name) for name in names if name in order)]
        if firsts != sorted(firsts):
            wrong[key] = text
    assert not wrong


def test_no_text_is_too_long() -> None:
    """Before the values are filled in, too."""
    assert [key for key, text in all_texts() if len(text) > LONGEST] == []


def test_no_text_addresses_the_reader_formally() -> None:
    """No "u" and "uw" (design.md 2.1)."""
    assert [key for key, text in all_texts() if re.search(r"\b(?:u|uw)\b", text, re.IGNORECASE)] == []


def test_no_text_is_written_twice() -> None:
    """Two codes with one text could not be told apart by a reader."""
    texts = [message.tekst for message in MESSAGES.bevindingen.values()]
    assert sorted(texts) == sorted(set(texts))


# --- codes in the program and in the file --------------------------------------------------------------------------


def test_the_search_for_codes_finds_them() -> None:
    """The tests below would say nothing if the search found nothing."""
    codes = {use.code for use in uses()}
    assert {"uren_onleesbaar", "catalogus_fout", "andere_naam_steunpunt", "ander_steunpunt", "bestand_leeg"} <= codes
    assert len(codes) > 50


def test_every_code_in_the_program_has_a_message() -> None:
    """A finding without a text would be an internal error at the moment of telling."""
    assert [use for use in uses() if use.code not in MESSAGES.bevindingen] == []


def test_every_message_gets_the_values_that_its_text_names() -> None:
    """Checked at every place in the program where the values stand beside the code."""
    for use in uses():
        message = MESSAGES.bevindingen[use.code]
        wanted = (placeholders(message.tekst) | placeholders(message.oplossing)) - PLACE.keys()
        assert use.values is None or wanted <= use.values, use


def test_every_message_is_used() -> None:
    """A message that nothing gives is a promise that nobody keeps."""
    assert [code for code in MESSAGES.bevindingen if code not in text_literals()] == []


def test_every_cause_is_used() -> None:
    """The same for the causes that fill a text."""
    assert [key for key in MESSAGES.oorzaken if key not in text_literals()] == []


def test_signals_in_the_program_and_in_the_file_are_the_same() -> None:
    """Per severity, for each has its own text."""
    assert signals_in_program() == signals_with_text()


# --- showing -------------------------------------------------------------------------------------------------------


def test_a_finding_is_shown_with_its_place() -> None:
    """Code, severity, place and both texts, as they stand in run.json."""
    shown = show(
        Finding("uren_bereik", Address("1001.xlsx", "Kerntaken", "F7"), {"maximum": "60", "waar": " (code a)"})
    )
    assert shown.model_dump() == {
        "code": "uren_bereik",
        "ernst": "fout",
        "bestand": "1001.xlsx",
        "blad": "Kerntaken",
        "cel": "F7",
        "tekst": "De uren in cel F7 liggen niet tussen 0 en 60 (code a).",
        "oplossing": "Vul de uren per week in, van 0 tot en met 60.",
        "personeelsnummer": None,
    }


def test_an_unknown_code_is_a_programming_error() -> None:
    """Nothing is shown in its place."""
    with pytest.raises(KeyError):
        show(Finding("bestaat_niet_als_code"))
    with pytest.raises(KeyError):
        severity("bestaat_niet_als_code")


def test_a_missing_value_is_a_programming_error() -> None:
    """A text with a hole in it never reaches a manager."""
    with pytest.raises(KeyError, match="maximum"):
        show(Finding("uren_bereik", Address("1001.xlsx", "Kerntaken", "F7"), {"waar": ""}))


def test_a_value_is_never_read_as_a_text_with_values() -> None:
    """Braces in the name of a form stay as they are."""
    shown = show(Finding("formulier_buiten_team", values={"personeelsnummer": "{__class__} {0}"}))
    assert "medewerker {__class__} {0} hoort" in shown.tekst


def test_a_cause_is_shown_in_words() -> None:
    """By its key, with values of its own; words that are no key stay as they are."""
    values = {"plaats": "kerntaken.a", "oorzaak": "bestaat_niet", "soort": "groep", "code": "BF9"}
    assert "kerntaken.a noemt groep BF9, maar die bestaat niet." in show(Finding("catalogus_fout", values=values)).tekst
    values = {"plaats": "de koptekst", "oorzaak": "het veld {x} is onbekend"}
    assert "de koptekst: het veld {x} is onbekend." in show(Finding("sjabloon_fout", values=values)).tekst


def test_a_cause_without_its_own_value_is_a_programming_error() -> None:
    """Also inside the words of a cause."""
    with pytest.raises(KeyError, match="soort"):
        show(Finding("catalogus_fout", values={"plaats": "x", "oorzaak": "bestaat_niet", "code": "a"}))


def test_a_stop_comes_back_whole_from_a_worker() -> None:
    """Workers are other processes, so what stops them is pickled on its way back."""
    stop = Stop(Finding(code, Address("rules.toml"), {"plaats": "o1"}) for code in ("instelling_fout", "team_dubbel"))
    assert pickle.loads(pickle.dumps(stop)).findings == stop.findings
    assert len(stop.findings) == 2


def test_only_an_error_rejects() -> None:
    """Warnings and infos let a form through."""
    warning, info, error = Finding("kernopgaven_leeg"), Finding("altijd_leeg"), Finding("niet_ingevuld")
    assert [severity(finding.code) for finding in (warning, info, error)] == ["waarschuwing", "info", "fout"]
    assert not has_fout([])
    assert not has_fout([warning, info])
    assert has_fout([warning, error, info])


@pytest.mark.parametrize(("code", "ernst"), sorted(signals_with_text()))
def test_a_signal_says_what_was_seen_why_and_what_can_be_agreed(code: str, ernst: Ernst) -> None:
    """A signal for a conversation, never a bare verdict (design.md 3.5)."""
    signaal = show_signaal(Signaal("1001", code, ernst, SIGNAL_VALUES))
    shown = (signaal.tekst, signaal.waarom, signaal.advies)
    for text in shown:
        assert "{" not in text
        assert text.endswith(".")
        assert len(text) <= LONGEST
    assert len({*shown}) == 3


def test_both_signals_of_hours_have_a_name_of_their_own() -> None:
    """design.md 3.5: nobody is said to be over contract who is not; the other rules have one name."""
    assert signal_name("O1", "rood") == "Meer uren dan het contract"
    assert signal_name("O1", "oranje") == "Contract bijna vol, nog taken zonder uren"
    assert signal_name("O3", "rood") == "Alleen werken met alle basisfuncties"
    assert signal_name("O9", "rood") == ""


def test_a_signal_without_a_text_is_a_programming_error() -> None:
    """Unknown code, or a severity that the signal does not have."""
    with pytest.raises(KeyError):
        show_signaal(Signaal("1001", "O9", "rood"))
    with pytest.raises(KeyError, match="O3 info"):
        show_signaal(Signaal("1001", "O3", "info"))


def test_what_cannot_be_judged_is_never_called_in_order() -> None:
    """O4 says "niet te beoordelen" (design.md 3.5)."""
    shown = show_signaal(Signaal("1001", "O4", "info", {"oorzaak": "contract_onbekend"}))
    assert "niet te beoordelen: de contracturen zijn niet bekend" in shown.tekst
    assert not any("in orde" in text for _, text in shown)
