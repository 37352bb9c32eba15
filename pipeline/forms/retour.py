"""A rejected form goes back as a fresh one: the answers as read, each wrong cell marked, a list of findings first.

It is always made anew, never loaded and saved: openpyxl loses part of what Excel writes (design.md 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.definitions.layout import Layout
from pipeline.definitions.messages import has_fout, show
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.rules import Rules
from pipeline.excel.book import to_bytes
from pipeline.forms.drawing.cells import Cel, Merk
from pipeline.forms.drawing.draw import Drawing
from pipeline.forms.drawing.sheet import Rij, Tekening
from pipeline.forms.invulschema import draw_form, form_sheets
from pipeline.forms.prefill import Invulling, prefill
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding, Severity
from pipeline.model.judged import Oordeel
from pipeline.model.kept_run import Shown
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Answer, Plek, Row, Value, Werkmap

Regelsoort = Severity | Literal["zonder_plaats", "hersteld"]

SEVERITIES: tuple[Severity, ...] = ("fout", "waarschuwing", "info")
_COLOURS: dict[Regelsoort, Severity] = {  # in the order of the list
    "fout": "fout",
    "zonder_plaats": "waarschuwing",
    "hersteld": "waarschuwing",
    "waarschuwing": "waarschuwing",
    "info": "info",
}


@dataclass(frozen=True, slots=True)
class _Bevindingsregel:
    """A line of the sheet of findings. plek: what it is about in this form; eerder: the cell in the form sent in."""

    soort: Regelsoort
    blad: str
    plek: Plek | None
    eerder: str
    getypt: Value
    tekst: str
    oplossing: str


def make_retour(catalog: Catalog, layout: Layout, rules: Rules, steunpunt: Steunpunt, oordeel: Oordeel) -> bytes:
    """The returned form of a rejected but readable form, as an .xlsx file that opens on its findings."""
    ontwerp = Ontwerp(catalog, layout, rules)
    werkmap = oordeel.werkmap
    fresh = prefill(ontwerp, steunpunt, _person(steunpunt, oordeel), werkmap.stempel.get("formulier", ""))
    fresh = replace(fresh, stempel={**fresh.stempel, "uitgegeven": ""})  # somebody filled it in: it is an answer
    terug = _Terug(ontwerp, werkmap, oordeel.gelezen)
    answered = replace(fresh, waarden=terug.answers(fresh))
    cellen = {plek: cel for sheet in form_sheets(ontwerp, answered) for plek, cel in sheet.places()}
    regels = [*_findings(layout, oordeel, cellen), *terug.without_place(cellen)]
    drawing = draw_form(ontwerp, _marked(layout, answered, regels))
    ordered = sorted(regels, key=lambda regel: list(_COLOURS).index(regel.soort))
    _draw_bevindingen(drawing, layout, ordered, fresh.van)
    return to_bytes(drawing.book)


def _person(steunpunt: Steunpunt, oordeel: Oordeel) -> Medewerker:
    """Whose form it is: what the stamp says, for the number on the sheet may be the mistake."""
    nummer = oordeel.werkmap.stempel.get("personeelsnummer") or oordeel.personeelsnummer or ""
    return next((m for m in steunpunt.team if m.personeelsnummer == nummer), Medewerker(nummer, ""))


# --- answers -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Terug:
    """The form as it came in, beside what a new one is made from; gelezen: of a judged form."""

    ontwerp: Ontwerp
    werkmap: Werkmap
    gelezen: Mapping[tuple[str, str], Value]

    @property
    def tabellen(self) -> Mapping[str, tuple[Row, ...]]:
        """The tables of which the codes mean what they mean here; without a stamp they are taken to."""
        ours = self.werkmap.stempel.get("catalogus", self.ontwerp.catalog.id) == self.ontwerp.catalog.id
        return self.werkmap.tabellen if ours else {}

    def answers(self, fresh: Invulling) -> dict[Plek, Value]:
        """The answers as read, else as typed; what is not there (a sheet, an always-present kerntaak) as when fresh."""
        waarden = {plek: value for plek, value in fresh.waarden.items() if self._is_kept(plek)}
        for key, answers in self.werkmap.velden.items():
            waarden |= {(key, "", label): self._shown(key, answer) for label, answer in answers.items()}
        for key, rows in self.tabellen.items():
            for row in _first_rows(rows):
                typed = {kolom: answer for kolom, answer in row.answers.items() if kolom != "code"}
                waarden |= {(key, row.code, kolom): self._shown(key, answer) for kolom, answer in typed.items()}
        return waarden

    def _shown(self, key: str, answer: Answer) -> Value:
        return self.gelezen.get((key, answer.cel), answer.value)

    def _is_kept(self, plek: Plek) -> bool:
        key, code, _ = plek
        return key not in self.tabellen or code in self.ontwerp.catalog.altijd

    def without_place(self, cellen: Mapping[Plek, str]) -> Iterator[_Bevindingsregel]:
        """Answers at unknown or double codes: never lost, though they have no cell."""
        for key, rows in self.werkmap.tabellen.items():
            first = [id(row) for row in _first_rows(self.tabellen.get(key, ()))]
            for row in rows:
                if id(row) not in first or (key, row.code, "code") not in cellen:
                    yield from _row_without_place(self.ontwerp.layout, key, row)


def _first_rows(rows: Iterable[Row]) -> Iterable[Row]:
    """One row per code: of a code that stands twice the first."""
    return {row.code: row for row in reversed(tuple(rows))}.values()


def _row_without_place(layout: Layout, key: str, row: Row) -> Iterator[_Bevindingsregel]:
    blad, woorden = layout.formulier[key], layout.woorden
    for kolom, answer in row.answers.items():
        if kolom != "code" and answer.value is not None:
            values = {"code": row.code, "kolom": blad.kolom(kolom).kop}
            tekst, oplossing = woorden["zonder_plaats_tekst"].format_map(values), woorden["zonder_plaats_oplossing"]
            yield _Bevindingsregel("zonder_plaats", blad.naam, None, answer.cel, answer.value, tekst, oplossing)


# --- findings ------------------------------------------------------------------------------------------------------


def _findings(layout: Layout, oordeel: Oordeel, cellen: Mapping[Plek, str]) -> Iterator[_Bevindingsregel]:
    namen = oordeel.werkmap.namen
    keys = {namen.get(key, blad.naam): key for key, blad in layout.formulier.items()}
    typed = dict(_typed(oordeel.werkmap))
    for finding in oordeel.findings:
        key = keys.get(finding.address.blad, "")
        plek = (key, finding.rij, finding.kolom)
        found = plek if plek in cellen else None
        shown = _shown(finding, cellen[plek] if found else "")
        eerder = finding.address.cel
        getypt = typed.get((key, eerder))
        naam = layout.formulier[key].naam if key else finding.address.blad
        regel = _Bevindingsregel(shown.ernst, naam, found, eerder, getypt, shown.tekst, shown.oplossing)
        yield _repaired(layout, regel, finding) if _is_repaired(finding) else regel


def _shown(finding: Finding, cel: str) -> Shown:
    """In words, with the cell of this form where the answer has one."""
    return show(replace(finding, address=replace(finding.address, cel=cel)) if cel else finding)


def _is_repaired(finding: Finding) -> bool:
    """Whether a fresh form no longer has the fault: every code, sheet, column and label is in its place again."""
    structure = bool(finding.address.blad) and not finding.address.cel and has_fout([finding])
    return finding.kolom == "code" or structure


def _repaired(layout: Layout, regel: _Bevindingsregel, finding: Finding) -> _Bevindingsregel:
    remedy = layout.woorden["hersteld_oplossing"]
    return replace(regel, soort="hersteld", plek=None, tekst=show(finding).tekst, oplossing=remedy)


def _typed(werkmap: Werkmap) -> Iterator[tuple[tuple[str, str], Value]]:
    """Sheet key and cell of the form sent in -> what stood there."""
    for key, answers in werkmap.velden.items():
        yield from (((key, answer.cel), answer.value) for answer in answers.values())
    for key, rows in werkmap.tabellen.items():
        yield from (((key, answer.cel), answer.value) for row in rows for answer in row.answers.values())


def _is_answer(layout: Layout, plek: Plek) -> bool:
    key, _, kolom = plek
    blad = layout.formulier[key]
    return bool(blad.velden) or blad.kolom(kolom).soort not in ("vast", "live")


def _marked(layout: Layout, invulling: Invulling, regels: Iterable[_Bevindingsregel]) -> Invulling:
    """The form with a mark at each finding; a locked cell is opened, so that it can be corrected."""
    about: dict[Plek, list[_Bevindingsregel]] = {}
    for regel in regels:
        if regel.plek:
            about.setdefault(regel.plek, []).append(regel)
    merken = {plek: _mark(layout, found) for plek, found in about.items()}
    return replace(invulling, merken=merken, open=invulling.open | {p for p in merken if _is_answer(layout, p)})


def _mark(layout: Layout, regels: list[_Bevindingsregel]) -> Merk:
    merken = {"fout": layout.woorden["merk_fout"]}
    lines = [merken.get(r.soort, layout.woorden["merk"]).format(tekst=r.tekst, oplossing=r.oplossing) for r in regels]
    worst = next(ernst for ernst in SEVERITIES if any(regel.soort == ernst for regel in regels))
    return Merk(worst, "\n".join(lines))


# --- the sheet of findings -----------------------------------------------------------------------------------------


def _draw_bevindingen(drawing: Drawing, layout: Layout, regels: list[_Bevindingsregel], van: str) -> None:
    """Put the sheet of findings first and open on it."""
    rijen = [Rij("", _cells(drawing, layout, regel)) for regel in regels]
    drawing.draw(Tekening("bevindingen", layout.retour.blad, rijen, van=van))
    drawing.book.move_sheet(drawing.sheets["bevindingen"], 1 - len(drawing.book.sheetnames))
    drawing.open_on("bevindingen")


def _cells(drawing: Drawing, layout: Layout, regel: _Bevindingsregel) -> dict[str, Cel]:
    cel = drawing.cellen[regel.plek] if regel.plek else ""
    target = f"'{regel.blad}'!{cel or 'A1'}" if regel.blad in drawing.book.sheetnames else ""
    return {
        "ernst": Cel(layout.woorden[regel.soort], merk=Merk(_COLOURS[regel.soort])),
        "blad": Cel(regel.blad, link=target),
        "cel": Cel(cel, link=target if cel else ""),
        "eerder": Cel(regel.eerder),
        "getypt": Cel(regel.getypt),
        "tekst": Cel(regel.tekst),
        "oplossing": Cel(regel.oplossing),
    }
