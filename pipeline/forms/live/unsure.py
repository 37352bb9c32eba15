"""What the formulas of a form cannot be sure of, with its cell: "gereed" stands there only when the run accepts.

Two things: an answer spelled otherwise than the drop-downs and numbers (the run may read it or not), and a row, header,
label or number that is no longer what was printed, so that an answer may not be found.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.definitions.layout import STEMPEL, Kolom
from pipeline.excel.formulas import NIETS, joined_where, listed, literal, sum_of
from pipeline.forms.live.places import Blok, Bron

_DAYS = (36_526, 73_050)  # 1 January 2000 to 31 December 2099 as Excel counts: another number was not typed as a date
_ROWS = 2_000_000  # more than a sheet has: minus a row number, the first row is the largest


def address(plaats: str) -> str:
    """Formula of the address of a reference: "E7"."""
    return f"ADDRESS(ROW({plaats}),COLUMN({plaats}),4)"


def is_number(bron: Bron, plaats: str) -> str:
    """Condition that a cell holds a number, and no date, time or percentage, which Excel makes of 1-2, 4:00 and 9%.

    Excel and LibreOffice name formats differently, so the format is compared with that of a cell without one.
    """
    formaat, plain = f'CELL("FORMAT",{plaats})', bron.blad.totaal("formaat")
    return f'AND(ISNUMBER({plaats}),OR({formaat}={plain},LEFT({formaat},1)="F"))'


def answer(bron: Bron, key: str, code: str) -> str:
    """The cells of a row whose answer is no ja, nee or number: "E7", "E7, F7", "" when there are none."""
    blok = bron.blad.keuzes[key]
    plaats, keuze = blok.cel(code, "plaats"), blok.cel(code, "keuze")
    flags = [
        (f'1-OR({keuze}="",{keuze}="ja",{keuze}="nee")', address(f"INDEX({bron.kolom[key, 'gekozen']},{plaats})")),
    ]
    if (key, "uren") in bron.kolom:
        uren = blok.cel(code, "uren")
        place = address(f"INDEX({bron.kolom[key, 'uren']},{plaats})")
        flags.append((f'AND({uren}<>"",{blok.cel(code, "bekend")}=0)', place))
    return joined_where(flags)


def row(bron: Bron, key: str, code: str) -> str:
    """The cell of a row of which the code stands twice or is spelled otherwise, or the name is that of another."""
    blok, codes, namen = bron.blad.keuzes[key], bron.kolom[key, "code"], bron.kolom[key, "naam"]
    plaats, naam = blok.cel(code, "plaats"), blok.cel(code, "naam")
    own, named = f"INDEX({codes},{plaats})", f"INDEX({namen},{plaats})"
    once = f"AND(COUNTIF({codes},{literal(code)})=1,EXACT({own},{literal(code)}))"
    other = f"IFERROR(AND({named}<>{naam},ISNUMBER(MATCH({named},{blok.bereik('naam')},0))),TRUE)"
    return f"IF({plaats}=0,{NIETS},IF({once},IF({other},{address(named)},{NIETS}),{address(own)}))"


def totals(bron: Bron) -> Iterator[tuple[str, str]]:
    """Key of a total and its formula: number of unreadable answers, and all cells of both kinds by sheet."""
    functie, t = [*_functie(bron)], bron.blad.totaal
    yield "formaat", f'CELL("FORMAT",{STEMPEL}!$A$1)'
    sheets = {key: blok for key, blok in bron.blad.keuzes.items() if blok.codes}
    yield (
        "anders",
        sum_of([*(f"SUM({blok.bereik('anders')})" for blok in sheets.values()), *(flag for flag, _ in functie)]),
    )
    yield "anders_functie", joined_where([(f"{flag}=1", place) for flag, place in functie])
    yield "plaats_functie", joined_where([*labels(bron), stamped_number(bron)])
    for key, blok in sheets.items():
        yield (
            f"anders_{key}",
            listed(
                [(f"{blok.cel(code, 'anders')}=1", blok.cel(code, "cel")) for code in blok.codes],
                f"SUM({blok.bereik('anders')})",
                bron.ontwerp.layout.live,
            ),
        )
        yield f"regel_{key}", _first(_lost(bron, key, blok), bron.kolom[key, "code"])
        notes = bron.kolom[key, "toelichting"]
        yield f"foutwaarde_{key}", _first(f"ISERROR({notes})", notes)
        yield f"plaats_{key}", _misplaced(bron, key, blok)
    formulier = bron.ontwerp.layout.formulier
    for kind in ("anders", "plaats"):
        keys = ["functie", *sheets]
        named = [(key, f"{literal(formulier[key].naam + ' ')}&{t(f'{kind}_{key}')}") for key in keys]
        yield f"welke_{kind}", joined_where([(f"{t(f'{kind}_{key}')}<>{NIETS}", text) for key, text in named], "; ")


def _functie(bron: Bron) -> Iterator[tuple[str, str]]:
    """Hours and date on the sheet Functie: whether they are spelled otherwise, and their cell."""
    contract, datum, (first, last) = bron.cel["contracturen"], bron.cel["peildatum"], _DAYS
    dated = f"AND(ISNUMBER({datum}),N({datum})>={first},N({datum})<={last})"
    yield f"(1-OR({is_number(bron, contract)},ISBLANK({contract})))", address(contract)
    yield f"(1-OR({dated},ISBLANK({datum})))", address(datum)


def labels(bron: Bron) -> Iterator[tuple[str, str]]:
    """Labels that are no longer what was printed, and answers that are an error value."""
    for veld in bron.ontwerp.layout.formulier["functie"].velden:
        label, cel = bron.label[veld.key], bron.cel[veld.key]
        yield f"IFERROR(TRIM({label})<>{literal(veld.label)},TRUE)", address(label)
        yield f"ISERROR({cel})", address(cel)


def stamped_number(bron: Bron) -> tuple[str, str]:
    """A personeelsnummer that is blank, or not that of the stamp."""
    cel, stamped = bron.cel["personeelsnummer"], bron.stempel["personeelsnummer"]
    other = f'AND({stamped}<>"",TRIM({cel})<>TRIM({stamped}))'
    return f'IFERROR(OR(TRIM({cel})="",{other}),FALSE)', address(cel)


def _lost(bron: Bron, key: str, blok: Blok) -> str:
    """Rows (an array) below the header that hold an answer beside a code that is none of the catalog."""
    codes = bron.kolom[key, "code"]
    blank = "*".join(f"ISBLANK({bron.kolom[key, kolom.key]})" for kolom in _answers(bron, key))
    known = f"ISNUMBER(MATCH({codes},{blok.bereik('code')},0))"
    return f"({blank}=0)*(1-{known})*(ROW({codes})>ROW(INDEX({codes},1)))"


def _first(rows: str, kolom: str) -> str:
    """Number of the first row of an array that is 1, 0 when there is none."""
    return f"MOD({_ROWS}-SUMPRODUCT(MAX(({rows})*({_ROWS}-ROW({kolom})))),{_ROWS})"


def _misplaced(bron: Bron, key: str, blok: Blok) -> str:
    """The cells of a row without its code, an error value, a header or code that was typed over."""
    whole, strange = [*_unfound(bron, key)], f'SUMPRODUCT(({blok.bereik("vreemd")}<>"")*1)'
    rows = [(f'{blok.cel(code, "vreemd")}<>""', blok.cel(code, "vreemd")) for code in blok.codes]
    count = sum_of([strange, *(f"({condition})*1" for condition, _ in whole)])
    return listed([*whole, *rows], count, bron.ontwerp.layout.live)


def _unfound(bron: Bron, key: str) -> Iterator[tuple[str, str]]:
    """Conditions and cells of what stands in no row of a code."""
    for kind, kolom in (("regel", "code"), ("foutwaarde", "toelichting")):
        found = bron.blad.totaal(f"{kind}_{key}")
        yield f"{found}>0", f"ADDRESS({found},COLUMN({bron.kolom[key, kolom]}),4)"
    for kop in _read(bron, key):
        column = bron.kolom[key, kop.key]
        yield f"COUNTIF({column},{literal(kop.kop)})=0", address(f"INDEX({column},1)")


def _read(bron: Bron, key: str) -> list[Kolom]:
    """The columns that the run needs."""
    kolommen = bron.ontwerp.layout.formulier[key].kolommen
    return [kolom for kolom in kolommen if (key, kolom.key) in bron.kolom and kolom.key != "naam"]


def _answers(bron: Bron, key: str) -> list[Kolom]:
    return [kolom for kolom in _read(bron, key) if kolom.key != "code"]
