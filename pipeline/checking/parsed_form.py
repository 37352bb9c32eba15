"""A form with its answers parsed, not yet judged: what every rule looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pipeline.base.names import odd_sign
from pipeline.checking.parsers import Parser, parsers_of
from pipeline.definitions.form_layout import form_layout
from pipeline.definitions.layout import Layout
from pipeline.definitions.messages import load_messages
from pipeline.definitions.rules import Rules
from pipeline.intake.values import UNREADABLE, Unreadable, parse_nummer, parse_tekst, readable
from pipeline.model.catalog import BLADEN, KERNTAKEN, Catalog
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Keuze
from pipeline.model.personeelsnummer import match_nummer, same_nummer
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import BLANK, Answer, Row, Value, Werkmap

_NOTHING: Mapping[str, Any] = {}
_NO_CHOICE = Keuze()


class Antwoordrij(NamedTuple):  # a run over 10^5 forms makes millions
    """A row of a sheet with choices or agreements, parsed.

    antwoorden: key of the column -> what was typed as its kind says, UNREADABLE where that is not certain; {} where
    nothing was typed on the row. keuze: on a sheet with choices the answers, unreadable ones as blank, for a cell with
    an error is not judged twice.
    """

    row: Row
    antwoorden: Mapping[str, Any] = _NOTHING
    keuze: Keuze = _NO_CHOICE

    @property
    def gevuld(self) -> bool:
        """Whether anything was typed on this row."""
        return bool(self.antwoorden)

    @property
    def gekozen(self) -> bool | Unreadable | None:
        """The choice between ja and nee."""
        chosen: bool | Unreadable | None = self.antwoorden.get("gekozen", self.antwoorden.get("nu"))
        return chosen

    @property
    def uren(self) -> float | Unreadable | None:
        """Hours per week."""
        return self.antwoorden.get("uren")


@dataclass(frozen=True, slots=True)
class Ingevuld:
    """One form of one steunpunt, parsed.

    nummer is the personeelsnummer in the team's spelling ("" when there is none), medewerker that row of the team.
    keuzes: sheet key -> code -> choice, in catalog order, for known codes with any answer; kerntaken that are always
    present are in and chosen unless they are an explicit nee, and so are those with hours. hernoemd: the stamp bears
    a name that the steunpunt may have had before (form_rules.former_names). catalog: that of the person; afspraken: the
    rows of the sheet of agreements.
    """

    werkmap: Werkmap
    steunpunt: Steunpunt
    catalog: Catalog
    rules: Rules
    nummer: str
    medewerker: Medewerker | None
    regels: Mapping[str, tuple[Antwoordrij, ...]]
    keuzes: Mapping[str, Mapping[str, Keuze]]
    hernoemd: bool = False
    afspraken: tuple[Antwoordrij, ...] = ()

    @property
    def layout(self) -> Layout:
        """How its forms look."""
        return form_layout(self.catalog, self.rules)

    def gekozen(self, blad: str) -> tuple[str, ...]:
        """Codes of the chosen rows of a sheet, in catalog order."""
        return tuple(code for code, keuze in self.keuzes[blad].items() if keuze.gekozen)

    def eigen_taken(self) -> frozenset[str]:
        """Codes of the chosen kerntaken beside those that everybody has."""
        return frozenset(self.gekozen(KERNTAKEN)) - self.catalog.altijd

    def veld(self, key: str) -> Answer:
        """The answer beside a label of the sheet Functie, blank if the label is missing."""
        return self.werkmap.veld("functie", key)

    def find_veld(self, code: str, /, key: str, **values: str) -> Finding:
        """A finding on the sheet Functie, at the answer of a label ("": the sheet as a whole)."""
        blad = self.layout.formulier["functie"]
        label = next((veld.label for veld in blad.velden if veld.key == key), "")
        address = Address(self.werkmap.bestand, self.werkmap.namen.get("functie", blad.naam), self.veld(key).cel)
        named = {"label": label, "waar": f" ({label})", "teken": sign_words(self.veld(key).value), **values}
        return Finding(code, address, named, kolom=key)

    def find_regel(self, code: str, /, blad: str, regel: Antwoordrij | None, kolom: str = "", **values: str) -> Finding:
        """A finding on a sheet with choices, at a row (None: the sheet as a whole, shown at its first row).

        kolom: key of the column, "" for the one with the choice.
        """
        kolom = kolom or self.keuzekolom(blad)
        shown = regel or next(iter(self.regels.get(blad, ())), None)
        answer = shown.row.answer(kolom) if shown else BLANK
        naam = self.werkmap.namen.get(blad, self.layout.formulier[blad].naam)
        address = Address(self.werkmap.bestand, naam, answer.cel)
        named = {"waar": "", "teken": sign_words(answer.value), **values}
        return Finding(code, address, named, rij=regel.row.code if regel else "", kolom=kolom)

    def keuzekolom(self, blad: str) -> str:
        """Key of the column with the choice on a sheet."""
        kolom = self.layout.formulier[blad].keuzekolom
        return kolom.key if kolom else ""

    def find_code(self, code: str, /, blad: str, rij: str, kolom: str = "", **values: str) -> Finding:
        """A finding at the row of a catalog code, with the entry's code and name among its values.

        Without a cell when that row is missing: a cell of another row would send the manager the wrong way.
        """
        naam = self.catalog.ingangen(blad)[rij].naam
        regel = next((regel for regel in self.regels[blad] if regel.row.code == rij), None)
        named = {"code": rij, "naam": naam, "waar": f" (code {rij})", **values}
        found = self.find_regel(code, blad, regel, kolom, **named)
        return found if regel else replace(found, address=replace(found.address, cel=""), rij=rij)


def sign_words(value: Value) -> str:
    """What a message says of the sign that makes an answer unreadable; "" when it has none such."""
    sign = odd_sign(value) if isinstance(value, str) else ""
    return load_messages().oorzaken["teken"].format(teken=sign) if sign else ""


def parse_form(werkmap: Werkmap, steunpunt: Steunpunt, catalog: Catalog, rules: Rules) -> Ingevuld:
    """Parse one readable form against the steunpunt in whose folder it stands; catalog: the default one."""
    team = {medewerker.personeelsnummer: medewerker for medewerker in steunpunt.team}
    typed = parse_nummer(werkmap.veld("functie", "personeelsnummer").value)
    stamped = parse_nummer(werkmap.stempel.get("personeelsnummer", ""))
    # the stamp keeps the zeros that Excel drops, and the team may have both 0104 and 104
    nummer = match_nummer(stamped if not typed or same_nummer(typed, stamped) else typed, frozenset(team))
    medewerker = team.get(nummer)
    own = steunpunt.catalogus_van(medewerker, catalog)
    layout = form_layout(own, rules)
    parsers = parsers_of(own, layout)
    regels = {
        key: _parse_rows(key, werkmap.rows(key), [(kolom.key, parsers[key, kolom.key]) for kolom in blad.antwoorden])
        for key, blad in layout.formulier.items()
        if blad.antwoorden
    }
    keuzes = {blad: _known(regels.get(blad, ()), own.ingangen(blad)) for blad in BLADEN}
    keuzes[KERNTAKEN] = _with_altijd(keuzes[KERNTAKEN], own)
    choices = {blad: regels.get(blad, ()) for blad in BLADEN}
    agreed = tuple(rij for rij in regels.get("ontwikkeling", ()) if rij.gevuld)
    return Ingevuld(werkmap, steunpunt, own, rules, nummer, medewerker, choices, keuzes, afspraken=agreed)


def read_lists(form: Ingevuld) -> dict[str, str | Unreadable]:
    """The answers on the sheet Functie that are chosen from a list, as the code of the value, "" where blank."""
    parsers = parsers_of(form.catalog, form.layout)
    keys = [veld.key for veld in form.layout.formulier["functie"].velden if veld.soort == "schaal"]
    read = {key: parsers["functie", key](form.veld(key).value) for key in keys}
    return {key: value if isinstance(value, Unreadable) else parse_tekst(value) for key, value in read.items()}


def as_read(form: Ingevuld) -> dict[tuple[str, str], Value]:
    """Key of the sheet and cell -> the answer as its drop-down or format has it, where it was read with certainty."""
    labels, parsers = form.layout.formulier["functie"].velden, parsers_of(form.catalog, form.layout)
    typed = [veld.key for veld in labels if veld.soort in ("uren", "datum")]
    answers = [(form.veld(key), parsers["functie", key]) for key in typed]
    read: dict[tuple[str, str], Any] = {("functie", answer.cel): parse(answer.value) for answer, parse in answers}
    for blad, regels in {**form.regels, "ontwikkeling": form.afspraken}.items():
        for regel in regels:
            read |= {(blad, regel.row.answer(key).cel): value for key, value in regel.antwoorden.items()}
    known = {place: readable(value) for place, value in read.items()}
    return {
        place: parse_tekst(value) if isinstance(value, bool) else value
        for place, value in known.items()
        if value is not None and not isinstance(value, str)  # a text stands as it was typed
    }


def _parse_rows(blad: str, rows: tuple[Row, ...], parsers: Sequence[tuple[str, Parser]]) -> tuple[Antwoordrij, ...]:
    has_choices = blad in BLADEN
    return tuple([_parse_row(row, parsers, has_choices) for row in rows])


def _parse_row(row: Row, parsers: Sequence[tuple[str, Parser]], has_choices: bool) -> Antwoordrij:
    answers = row.answers
    typed = [answers[key].value if key in answers else None for key, _ in parsers]
    if typed.count(None) == len(typed):
        return Antwoordrij(row)  # most rows of most forms
    antwoorden = {key: parse(value) for (key, parse), value in zip(parsers, typed, strict=True)}
    return Antwoordrij(row, antwoorden, _keuze(antwoorden) if has_choices else _NO_CHOICE)


def _keuze(antwoorden: Mapping[str, Any]) -> Keuze:
    """Hours above 0 with a blank choice are ja (design.md 6)."""
    values = {key: value for key, value in antwoorden.items() if value is not None and value is not UNREADABLE}
    if "nu" in antwoorden:
        values["gekozen"] = values.pop("nu", None)
    elif values.get("nodig") or (antwoorden.get("gekozen") is None and values.get("uren", 0) > 0):
        values["gekozen"] = True
    return Keuze(**values)


def _known(regels: tuple[Antwoordrij, ...], entries: Mapping[str, object]) -> dict[str, Keuze]:
    filled = {regel.row.code: regel.keuze for regel in regels if regel.gevuld}
    return {code: filled[code] for code in entries if code in filled}


def _with_altijd(filled: Mapping[str, Keuze], catalog: Catalog) -> dict[str, Keuze]:
    """Stap 1: the kerntaken that everybody has count as chosen when blank or missing."""
    keuzes = {code: filled.get(code, Keuze()) for code in catalog.kerntaak if code in filled or code in catalog.altijd}
    return {
        code: replace(keuze, gekozen=True) if code in catalog.altijd and keuze.gekozen is None else keuze
        for code, keuze in keuzes.items()
    }
