"""Row checks: pandera over the stacked rows of all forms of a batch, one frame per sheet, all failures at once.

Stacking has a trap (design.md 4): one unreadable number makes pandera skip the numeric checks of the whole column. So
values are parsed first: a typed column (null where unreadable) stands beside the text as typed, and one check compares
the two. Every failure comes back as its row, which knows its form and its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from pipeline.checking.parsed_form import Antwoordrij, Ingevuld
from pipeline.intake.line import CODE
from pipeline.intake.values import parse_datum, parse_tekst, parse_uren, readable
from pipeline.model.catalog import BLADEN, KERNTAKEN, Competentie, Kernopgave, Kerntaak
from pipeline.model.findings import Finding


@dataclass(frozen=True, slots=True)
class RowRule:
    """A check on one row: `holds` is true or null where the row is right; else a finding `code` at column `kolom`."""

    code: str
    kolom: str
    holds: pl.Expr
    why: str


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Column(Generic[_T]):
    """A column of a frame: its type there, and its value in a row."""

    kind: type[pl.DataType]
    value: Callable[[_T], object]


class StackedSheet(Generic[_T]):
    """The stacked rows of one sheet: the columns of its frame, and its rules as one pandera schema."""

    def __init__(self, columns: Mapping[str, Column[_T]], rules: Sequence[RowRule]) -> None:
        self._columns = columns
        self._kinds = {name: column.kind for name, column in columns.items()}
        self.rules = {rule.code: rule for rule in rules}
        kept = [rule.holds.fill_null(True).alias(rule.code) for rule in rules]
        self._kept, holds = kept, pl.all_horizontal(kept)
        self._schema = pa.DataFrameSchema(
            {name: pa.Column(kind, nullable=True) for name, kind in self._kinds.items()},
            # one check, for each costs the same whatever it looks at; which rule is broken is asked of wrong rows only
            checks=[pa.Check(lambda data: data.lazyframe.select(holds), name="rules")],
            strict=True,
        )

    def failures(self, rows: Sequence[_T]) -> list[tuple[int, RowRule]]:
        """Pairs of row number and broken rule, by row, then in the order of the rules."""
        values = {name: [column.value(row) for row in rows] for name, column in self._columns.items()}
        frame = pl.DataFrame(values, schema=self._kinds)
        try:
            self._schema.validate(frame, lazy=True)
        except SchemaErrors as error:
            wrong = error.failure_cases["index"].sort()
            kept = frame[wrong].select(self._kept).rows()
            return [
                (index, rule)
                for index, row in zip(wrong, kept, strict=True)
                for rule, holds in zip(self.rules.values(), row, strict=True)
                if not holds
            ]
        return []


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of a sheet with choices, in its form; ingang: what the catalog has at its code."""

    form: Ingevuld
    blad: str
    rij: Antwoordrij
    ingang: Kerntaak | Kernopgave | Competentie | None

    def typed(self, kolom: str) -> str | None:
        """What stands in a column, as text; None when it is blank."""
        value = self.rij.row.answer(kolom).value
        return None if value is None else parse_tekst(value) or None


def _is_of_other_version(place: _Place) -> bool:
    """Whether the form was made from another version of this catalog, so that its codes may be gone."""
    stempel, catalog = place.form.werkmap.stempel, place.form.catalog
    return stempel.get("catalogus") == catalog.id and stempel.get("catalogusversie", catalog.versie) != catalog.versie


def _is_altijd(place: _Place) -> bool:
    return place.rij.row.code in place.form.catalog.altijd


def _is_performed(place: _Place) -> bool:
    """Whether the steunpunt performs its group, or that is not asked.

    Nobody chose a fixed kerntaak; and without any choice on the sheet Basisfuncties that sheet has its own message.
    """
    steunpunt, taak = place.form.steunpunt, place.ingang
    if not steunpunt.uitgevoerd or not isinstance(taak, Kerntaak) or taak.altijd:
        return True
    return steunpunt.voert_uit(place.form.catalog.groep[taak.groep])


_col = pl.col
KEUZE_RULES = (
    RowRule("code_onbekend", "code", _col("bekend") | ~_col("gevuld") | _col("ouder"), "no answer is lost silently"),
    RowRule(
        "code_vervallen",
        "code",
        _col("bekend") | ~_col("gevuld") | ~_col("ouder"),
        "a form of another version of the catalog is read by code, and says what it could not place",
    ),
    RowRule(
        "keuze_onleesbaar",
        "gekozen",
        _col("gekozen_tekst").is_null() | _col("gekozen").is_not_null(),
        "what is neither ja nor nee is not guessed",
    ),
)
KEUZE_COLUMNS: dict[str, Column[_Place]] = {
    "bekend": Column(pl.Boolean, lambda place: place.ingang is not None),
    "gevuld": Column(pl.Boolean, lambda place: place.rij.gevuld),
    "ouder": Column(pl.Boolean, _is_of_other_version),
    "gekozen_tekst": Column(pl.String, lambda place: place.typed("gekozen")),
    "gekozen": Column(pl.Boolean, lambda place: readable(place.rij.gekozen)),
}
KEUZES = StackedSheet(KEUZE_COLUMNS, KEUZE_RULES)
URENTAKEN = StackedSheet(
    {
        **KEUZE_COLUMNS,
        "altijd": Column(pl.Boolean, _is_altijd),
        "uitgevoerd": Column(pl.Boolean, _is_performed),
        "telt": Column(pl.Boolean, lambda place: bool(place.rij.keuze.gekozen)),
        "uren_tekst": Column(pl.String, lambda place: place.typed("uren")),
        "uren": Column(pl.Float64, lambda place: readable(place.rij.uren)),
        "grens": Column(pl.Float64, lambda place: place.form.rules.grenzen.uren_kerntaak),
    },
    (
        *KEUZE_RULES,
        RowRule(
            "uren_onleesbaar",
            "uren",
            _col("uren_tekst").is_null() | _col("uren").is_not_null(),
            "an unreadable number is not 0",
        ),
        RowRule("uren_bereik", "uren", _col("uren").is_between(0, _col("grens")), "design.md 2.2"),
        RowRule("altijd_nee", "gekozen", ~_col("altijd") | _col("gekozen"), "Stap 1: part of every profile"),
        RowRule("altijd_leeg", "gekozen", ~_col("altijd") | _col("gekozen_tekst").is_not_null(), "Stap 1"),
        RowRule(
            "uren_zonder_keuze",
            "uren",
            # an unreadable choice and an unknown code have their own message
            _col("altijd")
            | ~_col("bekend")
            | (_col("gekozen_tekst").is_not_null() & _col("gekozen").is_null())
            | pl.when(_col("gekozen").is_null())
            .then(_col("uren") != 0)
            .otherwise(_col("gekozen") | (_col("uren") <= 0)),
            "the hours do not count, and the manager may think they do",
        ),
        RowRule(
            "uren_als_keuze",
            "gekozen",
            # of hours that are not possible the other message is enough
            _col("altijd")
            | ~_col("bekend")
            | _col("gekozen_tekst").is_not_null()
            | ~_col("telt")
            | (_col("uren") > _col("grens")),
            "design.md 6: hours above 0 with a blank choice are ja, and the manager hears so",
        ),
        RowRule(
            "kerntaak_niet_uitgevoerd",
            "gekozen",
            _col("uitgevoerd") | ~_col("telt"),
            "Stap 2: the steunpunt chooses its basisfuncties",
        ),
    ),
)
FUNCTIE: StackedSheet[Ingevuld] = StackedSheet(
    {
        "contracturen_tekst": Column(pl.String, lambda form: parse_tekst(form.veld("contracturen").value) or None),
        "contracturen": Column(pl.Float64, lambda form: readable(parse_uren(form.veld("contracturen").value))),
        "grens": Column(pl.Float64, lambda form: form.rules.grenzen.contracturen),
        "peildatum_tekst": Column(pl.String, lambda form: parse_tekst(form.veld("peildatum").value) or None),
        "peildatum": Column(pl.Date, lambda form: readable(parse_datum(form.veld("peildatum").value))),
    },
    (
        RowRule(
            "contracturen_onleesbaar",
            "contracturen",
            _col("contracturen_tekst").is_null() | _col("contracturen").is_not_null(),
            "an unreadable number is not 0",
        ),
        # 0 is unknown, with a warning of its own
        RowRule(
            "contracturen_bereik", "contracturen", _col("contracturen").is_between(0, _col("grens")), "design.md 2.2"
        ),
        RowRule(
            "datum_onleesbaar",
            "peildatum",
            _col("peildatum_tekst").is_null() | _col("peildatum").is_not_null(),
            "the order of day and month is not guessed",
        ),
    ),
)


def check_rows(forms: Sequence[Ingevuld]) -> list[list[Finding]]:
    """Findings of the row checks, per form of the batch, in the order of sheet, row and rule."""
    found: list[list[Finding]] = [[] for _ in forms]
    for index, rule in FUNCTIE.failures(forms):
        grens = f"{forms[index].rules.grenzen.contracturen:g}"
        found[index].append(forms[index].find_veld(rule.code, rule.kolom, maximum=grens))
    for blad in BLADEN:
        # a blank row is right, unless it is one of those that everybody has
        numbered = [
            (index, _Place(form, blad, rij, form.catalog.ingangen(blad).get(rij.row.code)))
            for index, form in enumerate(forms)
            for rij in form.regels[blad]
            if rij.gevuld or rij.row.code in form.catalog.altijd
        ]
        sheet = URENTAKEN if blad == KERNTAKEN else KEUZES
        for number, rule in sheet.failures([place for _, place in numbered]):
            index, place = numbered[number]
            found[index].append(_finding(place, rule))
    return found


def _finding(place: _Place, rule: RowRule) -> Finding:
    form, code, ingang = place.form, place.rij.row.code, place.ingang
    values = {"maximum": f"{form.rules.grenzen.uren_kerntaak:g}"}
    if CODE.fullmatch(code):
        values["waar"] = f" (code {code})"
    if ingang:
        values |= {"code": code, "naam": ingang.naam, "waar": f" (code {code})"}
    if isinstance(ingang, Kerntaak):
        values["groep"] = form.catalog.groep[ingang.groep].naam
    return form.find_regel(rule.code, place.blad, place.rij, rule.kolom, **values)
