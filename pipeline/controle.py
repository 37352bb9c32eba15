"""The live summary of a form: formulas that count along while a manager fills in, in what Excel 2010 has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from pipeline import workbook as wb
from pipeline.cells import Cel
from pipeline.inputs import LIST_YES
from pipeline.layout import Controleregel, Layout
from pipeline.settings import Rules
from pipeline.sheets import Drawing, Rij, Tekening

_LITERAL_MAX = 255  # characters of a text within a formula
_MARGIN = "0.001"  # hours: a sum of fractions is never exact

_WEAK = PatternFill("solid", bgColor=wb.WEAK.fgColor)  # a conditional format takes the other colour of a fill

_Case = tuple[str, str]  # condition in a formula ("" for the rest), key of the text


@dataclass(frozen=True, slots=True)
class _Sums:
    """The outcome formulas by line, and for each line the cases of what its outcome means."""

    uitkomst: Mapping[str, str]
    gevallen: Mapping[str, tuple[_Case, ...]]


def draw_controle(drawing: Drawing, layout: Layout, rules: Rules, altijd: int) -> None:
    """Add the summary of what has been drawn. altijd: number of kerntaken that everybody has.

    Lines about a sheet that the form does not have are left out.
    """
    blad = layout.formulier["controle"]
    regels = [regel for regel in layout.controle if regel.key not in layout.formulier or regel.key in drawing.sheets]
    top = Tekening("controle", blad, ()).top
    places = {regel.key: f"B{row}" for row, regel in enumerate(regels, top + 1)}
    sums = _Sums(dict(_outcomes(drawing, places, regels)), _cases(places, rules, altijd))
    drawing.draw(Tekening("controle", blad, [_row(regel, sums) for regel in regels]))
    nadruk, first, last = layout.woorden["letop"], f"C{top + 1}", f"C{top + len(regels)}"
    formula = f"LEFT({first},{len(nadruk)})={_literal(nadruk)}"
    rule = FormulaRule(formula=[formula], fill=_WEAK)  # type: ignore[no-untyped-call]  # the stubs leave it untyped
    drawing.sheets["controle"].conditional_formatting.add(f"{first}:{last}", rule)


def _row(regel: Controleregel, sums: _Sums) -> Rij:
    gevallen = sums.gevallen.get(regel.key, ((f"{sums.uitkomst[regel.key]}=0", "leeg"), ("", "goed")))
    longest = max((regel.teksten[key] for _, key in gevallen), key=len)
    cellen = {
        "onderdeel": Cel(regel.onderdeel),
        "uitkomst": Cel(formule=sums.uitkomst[regel.key]),
        "betekenis": Cel(formule=_nested(regel, gevallen), langste=longest),
    }
    return Rij(regel.key, cellen)


def _outcomes(drawing: Drawing, places: Mapping[str, str], regels: list[Controleregel]) -> Iterator[tuple[str, str]]:
    """Outcome formula of each line; columns are referred to as a whole, so that sorting and inserting do no harm."""
    uren, contract = drawing.column("kerntaken", "uren"), drawing.column("functie", "contracturen")
    onbekend = next(_literal(regel.teksten["onbekend"]) for regel in regels if regel.key == "contract")
    gekozen = _chosen(drawing, "kerntaken")
    yield "taken", f"SUMPRODUCT({gekozen}*1)"
    yield "zonder_uren", f"SUMPRODUCT({gekozen}*(1-ISNUMBER({uren})))"
    yield "uren", f"ROUND(SUMPRODUCT({gekozen}*1,{uren}),2)"
    yield "contract", f"IF(N({contract})>0,{contract},{onbekend})"
    yield "ruimte", f"IF(ISNUMBER({places['contract']}),ROUND({places['contract']}-{places['uren']},2),{onbekend})"
    yield "zonder_keuze", f"SUMPRODUCT((1-{gekozen})*ISNUMBER({uren}))"
    for key in ("kernopgaven", "competenties"):
        if key in drawing.sheets:
            yield key, f"SUMPRODUCT({_chosen(drawing, key)}*1)"


def _chosen(drawing: Drawing, key: str) -> str:
    """1 for each row that holds a spelling of ja, as the reader understands it."""
    return f"(COUNTIF({LIST_YES},{drawing.column(key, 'gekozen')})>0)"


def _cases(at: Mapping[str, str], rules: Rules, altijd: int) -> dict[str, tuple[_Case, ...]]:
    known = f"ISNUMBER({at['contract']})"
    over = f"{at['uren']}-N({at['contract']})>{_MARGIN}"
    vol = f"AND({at['zonder_uren']}>0,{at['uren']}>={rules.o1.oranje_vanaf:g}*{at['contract']}-{_MARGIN})"
    veel = f"{at['zonder_uren']}>{rules.o4.zonder_uren:g}*{at['taken']}"
    return {
        "taken": ((f"{at['taken']}<={altijd}", "leeg"), ("", "goed")),
        "zonder_uren": ((f"{at['zonder_uren']}=0", "goed"), (veel, "veel"), ("", "weinig")),
        "uren": ((f"NOT({known})", "onbekend"), (over, "over"), (vol, "vol"), ("", "goed")),
        "contract": ((known, "goed"), ("", "leeg")),
        "ruimte": ((f"NOT({known})", "leeg"), (over, "over"), ("", "goed")),
        "zonder_keuze": ((f"{at['zonder_keuze']}=0", "goed"), ("", "fout")),
    }


def _nested(regel: Controleregel, gevallen: tuple[_Case, ...]) -> str:
    (condition, key), *rest = gevallen
    tekst = _literal(regel.teksten[key])
    return f"IF({condition},{tekst},{_nested(regel, tuple(rest))})" if condition else tekst


def _literal(tekst: str) -> str:
    if len(tekst) > _LITERAL_MAX:
        raise ValueError(f"Text of {len(tekst)} characters in a formula")
    return '"' + tekst.replace('"', '""') + '"'
