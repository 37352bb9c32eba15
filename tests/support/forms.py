"""Filled forms and team workbooks as read, made from readable text; shared by the tests.

    form("Kerntaken | a ja 4,5 | b x | q | !u\\nKernopgaven | d ja")

is a form as the program hands it out, filled in: rows that are not named are blank, and the kerntaken of everybody
say ja, as printed. A row is its code, then Gekozen, Uren per week (Kerntaken only) and Toelichting. "-" is a blank
cell; quotes keep words together; hours without quotes are a number, as Excel stores them; "q" alone is a row made
blank, "!u" a row that was deleted. A sheet without a line of its own is in order: a test shows what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.checking.judge import validate
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.layout import Blad, Invoersoort, load_layout
from pipeline.definitions.messages import show
from pipeline.definitions.rules import Rules, load_rules
from pipeline.intake.steunpunten import Gelezen
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding
from pipeline.model.judged import Beoordeeld, Oordeel
from pipeline.model.workbook import Answer, Row, Value, Werkmap

Place = tuple[str, str, str, str, str]  # code, blad, cel, rij and kolom of a finding
HEADER = 4  # row of the header of a table, and of the first label
FORM = {
    "Functie": 'naam="Anna Voorbeeld" personeelsnummer=1001 functienaam=bemiddelaar contracturen=24 '
    'leidinggevende="Lies Verzonnen" steunpunt="Steunpunt Zonnedael"',
    "Kerntaken": "a ja 4",
    "Kernopgaven": "d ja",
    "Competenties": "a ja",
}
TEAMBOOK = {
    "Steunpunt": 'naam="Steunpunt Zonnedael" gemeente=Voorbeeldstad koepel=',
    "Basisfuncties": "BF1 ja | BF2 ja | BF3 ja | BF4 ja | BF5 ja",
    "Team": '1001 "Anna Voorbeeld" bemiddelaar 24 "Lies Verzonnen" '
    '| 1002 "Bram Verzonnen" bemiddelaar 32 "Lies Verzonnen"',
    "Behoefte": "",
    "Afspraken": "",
}
_WORD = re.compile(r'"[^"]*"|\S+')
_PAIR = re.compile(r'(\w+)=("[^"]*"|\S*)')


def form(
    text: str = "",
    bestand: str = "formulieren/1001.xlsx",
    stempel: Mapping[str, str] | None = None,
    catalog: Catalog | None = None,
) -> Werkmap:
    """A form as read; labels of Functie as key=value, added to those in order ("key=" makes one blank)."""
    catalog = catalog or shipped_catalog()
    given = _lines(text)
    texts = {**FORM, **given, "Functie": f"{FORM['Functie']} {given.get('Functie', '')}"}
    layout = load_layout().formulier
    tabellen = {
        key: _coded_rows(layout[key], texts[layout[key].naam], [*catalog.ingangen(key)], catalog.altijd)
        for key in ("kerntaken", "kernopgaven", "competenties")
        if catalog.ingangen(key)
    }
    velden = {"functie": _labels(layout["functie"], texts["Functie"])}
    own = stamp(catalog, personeelsnummer=str(velden["functie"]["personeelsnummer"].value or "1001"))
    return Werkmap(bestand, "0" * 64, own if stempel is None else stempel, velden, tabellen)


def stamp(catalog: Catalog | None = None, /, **changes: str) -> dict[str, str]:
    """The stamp of a form of 1001 in Steunpunt Zonnedael, with changes."""
    catalog = catalog or shipped_catalog()
    return {
        "formulier": "f1",
        "vervangt": "",
        "versie": load_layout().versie,
        "catalogus": catalog.id,
        "catalogusversie": catalog.versie,
        "personeelsnummer": "1001",
        "steunpunt": "Steunpunt Zonnedael",
        **changes,
    }


def teambook(text: str = "", catalog: Catalog | None = None, bestand: str = "steunpunt.xlsx") -> Werkmap:
    """A team workbook as read, in the same notation; a row of Team or Afspraken is its cells from the left."""
    catalog = catalog or shipped_catalog()
    texts = TEAMBOOK | _lines(text)
    layout = load_layout().team
    coded = {"basisfuncties": [groep.code for groep in catalog.te_kiezen], "behoefte": [*catalog.kerntaak]}
    tabellen = {
        key: _coded_rows(layout[key], texts[layout[key].naam], codes, frozenset()) for key, codes in coded.items()
    }
    tabellen |= {key: tuple(_free_rows(layout[key], texts[layout[key].naam])) for key in ("team", "afspraken")}
    return Werkmap(bestand, "0" * 64, {}, {"steunpunt": _labels(layout["steunpunt"], texts["Steunpunt"])}, tabellen)


def typed(werkmap: Werkmap, plek: str, value: Value) -> Werkmap:
    """The same workbook with another value in one cell: "kerntaken a uren", "functie naam", "team * naam" (all)."""
    blad, code, *kolom = plek.split()
    if not kolom:
        labels = werkmap.velden[blad]
        changed = {**labels, code: replace(labels[code], value=value)}
        return replace(werkmap, velden={**werkmap.velden, blad: changed})
    rows = tuple(
        replace(row, answers={**row.answers, kolom[0]: replace(row.answers[kolom[0]], value=value)})
        if code in (row.code, "*")
        else row
        for row in werkmap.tabellen[blad]
    )
    return replace(werkmap, tabellen={**werkmap.tabellen, blad: rows})


def without(werkmap: Werkmap, *findings: Finding, blad: str = "", kolom: str = "") -> Werkmap:
    """The same workbook as read when a sheet, or a column or label of it, is missing, and what reading says of it."""
    if kolom and blad in werkmap.velden:
        labels = {key: answer for key, answer in werkmap.velden[blad].items() if key != kolom}
        return replace(werkmap, velden={**werkmap.velden, blad: labels}, findings=findings)
    if kolom:
        rows = tuple(
            replace(row, answers={key: answer for key, answer in row.answers.items() if key != kolom})
            for row in werkmap.tabellen[blad]
        )
        return replace(werkmap, tabellen={**werkmap.tabellen, blad: rows}, findings=findings)
    tabellen = {key: rows for key, rows in werkmap.tabellen.items() if key != blad}
    velden = {key: labels for key, labels in werkmap.velden.items() if key != blad}
    return replace(werkmap, tabellen=tabellen, velden=velden, findings=findings)


def gelezen(
    team: str | Werkmap, *forms: Werkmap, catalog: Catalog | None = None, rules: Rules | None = None
) -> Gelezen:
    """A steunpunt as read, in the folder zonnedael."""
    rules = rules or load_rules()
    book = teambook(team, catalog) if isinstance(team, str) else team
    return Gelezen("zonnedael", book, forms, rules)


def judge(*forms: Werkmap, team: str | Werkmap = "", catalog: Catalog | None = None) -> Beoordeeld:
    """One steunpunt with these forms, judged."""
    return validate([gelezen(team, *forms, catalog=catalog)], catalog or shipped_catalog())[0]


def judge_form(werkmap: Werkmap, team: str | Werkmap = "", catalog: Catalog | None = None) -> Oordeel:
    """What becomes of one form."""
    return judge(werkmap, team=team, catalog=catalog).oordelen[0]


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of findings, each of which can be said in words."""
    return [show(finding).code for finding in findings]


def places(findings: Iterable[Finding]) -> list[Place]:
    """Code and full place of findings, each of which can be said in words."""
    return [
        (show(finding).code, finding.address.blad, finding.address.cel, finding.rij, finding.kolom)
        for finding in findings
    ]


def _lines(text: str) -> dict[str, str]:
    """Name of the sheet -> the rest of its line."""
    lines = [line.partition("|") for line in text.strip().splitlines()]
    return {name.strip(): rest.strip() for name, _, rest in lines}


def _words(text: str) -> list[str | None]:
    """Cells of a row; quotes stay, to tell a text from a number."""
    return [None if word == "-" else word for word in _WORD.findall(text)]


def _value(soort: Invoersoort, word: str | None) -> Value:
    if word is None or soort != "uren" or word.startswith('"'):
        return word and word.strip('"')
    return float(word.replace(",", ".")) if re.fullmatch(r"-?\d+(,\d+)?", word) else word


def _labels(blad: Blad, text: str) -> dict[str, Answer]:
    given = dict(_PAIR.findall(text))
    return {
        veld.key: Answer(_value(veld.soort, given.get(veld.key) or None), f"B{HEADER + number}")
        for number, veld in enumerate(blad.velden)
    }


def _coded_rows(blad: Blad, text: str, catalog_codes: Sequence[str], altijd: frozenset[str]) -> tuple[Row, ...]:
    """The rows of the catalog in its order, then rows with a code that it does not have."""
    given = {words[0] or "": words[1:] for part in text.split("|") if (words := _words(part))}
    printed: dict[str, list[str | None]] = {code: ["ja"] if code in altijd else [] for code in catalog_codes}
    rows = [(code, cells) for code, cells in (printed | given).items() if f"!{code}" not in given and code[0] != "!"]
    return tuple(_row(blad, HEADER + place, code, cells) for place, (code, cells) in enumerate(rows, 1))


def _free_rows(blad: Blad, text: str) -> Iterator[Row]:
    for place, part in enumerate(filter(str.strip, text.split("|")), 1):
        first, *rest = _words(part)
        yield replace(_row(blad, HEADER + place, first, rest), code="")


def _row(blad: Blad, number: int, first: str | None, cells: Sequence[str | None]) -> Row:
    """A row with its first cell, and the cells to fill in from the left."""
    open_columns = [kolom for kolom in blad.kolommen[1:] if kolom.soort not in ("vast", "live")]
    words = dict(zip([kolom.key for kolom in open_columns], cells, strict=False))
    words[blad.kolommen[0].key] = first
    answers = {
        kolom.key: Answer(_value(kolom.soort, words.get(kolom.key)), f"{chr(65 + place)}{number}")
        for place, kolom in enumerate(blad.kolommen)
        if kolom.key in words or kolom in open_columns
    }
    return Row(first or "", answers)
