"""Row checks: pandera over the stacked rows of all forms of a batch, one frame per sheet, all failures at once.

Stacking has a trap (design.md 4): one unreadable number makes pandera skip the numeric checks of the whole column. So
values are parsed first: a typed column (null where unreadable) stands beside the text as typed, and one check compares
the two. Every failure comes back as its row, which knows its form and its cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from pipeline.checking.parsed_form import Antwoordrij, Ingevuld
from pipeline.definitions.layout import BLADEN
from pipeline.intake.sheet import CODE
from pipeline.intake.values import parse_datum, parse_tekst, parse_uren, readable
from pipeline.model.catalog import Kerntaak
from pipeline.model.findings import Finding


@dataclass(frozen=True, slots=True)
class RowRule:
    """A check on one row: `holds` is true or null where the row is right; else a finding `code` at column `kolom`."""

    code: str
    kolom: str
    holds: pl.Expr
    why: str


class StackedSheet:
    """The stacked rows of one sheet: the columns of its frame, and its rules as one pandera schema."""

    def __init__(self, columns: Mapping[str, type[pl.DataType]], rules: Sequence[RowRule]) -> None:
        self.columns = dict(columns)
        self.rules = {rule.code: rule for rule in rules}
        self._schema = pa.DataFrameSchema(
            {name: pa.Column(kind, nullable=True) for name, kind in columns.items()},
            checks=[_check(rule) for rule in rules],
            strict=True,
        )

    def failures(self, rows: Sequence[tuple[object, ...]]) -> list[tuple[int, RowRule]]:
        """Pairs of row number and broken rule, by row, then in the order of the rules."""
        frame = pl.DataFrame(rows, schema=self.columns, orient="row")
        try:
            self._schema.validate(frame, lazy=True)
        except SchemaErrors as error:
            cases = error.failure_cases.select("index", "check_number", "check").sort("index", "check_number")
            return [(index, self.rules[code]) for index, _, code in cases.rows()]
        return []


def _check(rule: RowRule) -> pa.Check:
    holds = rule.holds.fill_null(True)
    return pa.Check(lambda data: data.lazyframe.select(holds), name=rule.code, error=rule.code)


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
KEUZES = StackedSheet(
    {
        "bekend": pl.Boolean,
        "gevuld": pl.Boolean,
        "ouder": pl.Boolean,
        "gekozen_tekst": pl.String,
        "gekozen": pl.Boolean,
    },
    KEUZE_RULES,
)
KERNTAKEN = StackedSheet(
    {
        **KEUZES.columns,
        "altijd": pl.Boolean,
        "uitgevoerd": pl.Boolean,
        "uren_tekst": pl.String,
        "uren": pl.Float64,
        "grens": pl.Float64,
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
            | _col("gekozen").fill_null(False)
            | (_col("uren").fill_null(0) <= 0),
            "the hours do not count, and the manager may think they do",
        ),
        RowRule(
            "kerntaak_niet_uitgevoerd",
            "gekozen",
            _col("uitgevoerd") | ~_col("gekozen").fill_null(False),
            "Stap 2: the steunpunt chooses its basisfuncties",
        ),
    ),
)
FUNCTIE = StackedSheet(
    {
        "contracturen_tekst": pl.String,
        "contracturen": pl.Float64,
        "grens": pl.Float64,
        "peildatum_tekst": pl.String,
        "peildatum": pl.Date,
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
    for index, rule in FUNCTIE.failures([_functie_row(form) for form in forms]):
        grens = f"{forms[index].rules.grenzen.contracturen:g}"
        found[index].append(forms[index].find_veld(rule.code, rule.kolom, maximum=grens))
    for blad in BLADEN:
        # a blank row is right, unless it is one of those that everybody has
        places = [
            (index, regel)
            for index, form in enumerate(forms)
            for regel in form.regels[blad]
            if regel.gevuld or regel.row.code in form.catalog.altijd
        ]
        sheet, make_row = (KERNTAKEN, _kerntaak_row) if blad == "kerntaken" else (KEUZES, partial(_keuze_row, blad))
        for row, rule in sheet.failures([make_row(forms[index], regel) for index, regel in places]):
            index, regel = places[row]
            found[index].append(_finding(forms[index], blad, regel, rule))
    return found


def _finding(form: Ingevuld, blad: str, regel: Antwoordrij, rule: RowRule) -> Finding:
    code = regel.row.code
    entry = form.catalog.ingangen(blad).get(code)
    values = {"maximum": f"{form.rules.grenzen.uren_kerntaak:g}"}
    if CODE.fullmatch(code):
        values["waar"] = f" (code {code})"
    if entry:
        values |= {"code": code, "naam": entry.naam, "waar": f" (code {code})"}
    if isinstance(entry, Kerntaak):
        values["groep"] = form.catalog.groep[entry.groep].naam
    return form.find_regel(rule.code, blad, regel, rule.kolom, **values)


def _keuze_row(blad: str, form: Ingevuld, regel: Antwoordrij) -> tuple[object, ...]:
    known = regel.row.code in form.catalog.ingangen(blad)
    return known, regel.gevuld, _of_other_version(form), _typed(regel, "gekozen"), readable(regel.gekozen)


def _of_other_version(form: Ingevuld) -> bool:
    """Whether the form was made from another version of this catalog, so that its codes may be gone."""
    stempel, catalog = form.werkmap.stempel, form.catalog
    return stempel.get("catalogus") == catalog.id and stempel.get("catalogusversie", catalog.versie) != catalog.versie


def _kerntaak_row(form: Ingevuld, regel: Antwoordrij) -> tuple[object, ...]:
    kerntaak = form.catalog.kerntaak.get(regel.row.code)
    altijd = kerntaak is not None and kerntaak.altijd
    # nobody chose a fixed kerntaak; and without any choice on the sheet Basisfuncties that sheet has its own message
    judged = kerntaak if form.steunpunt.uitgevoerd and not altijd else None
    outside = judged is not None and not form.steunpunt.voert_uit(form.catalog.groep[judged.groep])
    return (
        *_keuze_row("kerntaken", form, regel),
        altijd,
        not outside,
        _typed(regel, "uren"),
        readable(regel.uren),
        form.rules.grenzen.uren_kerntaak,
    )


def _functie_row(form: Ingevuld) -> tuple[object, ...]:
    contract, peildatum = form.veld("contracturen").value, form.veld("peildatum").value
    return (
        parse_tekst(contract) or None,
        readable(parse_uren(contract)),
        form.rules.grenzen.contracturen,
        parse_tekst(peildatum) or None,
        readable(parse_datum(peildatum)),
    )


def _typed(regel: Antwoordrij, kolom: str) -> str | None:
    answer = regel.row.answers.get(kolom)
    return (parse_tekst(answer.value) or None) if answer else None
