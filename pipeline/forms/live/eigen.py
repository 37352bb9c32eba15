"""The live form of a catalog that asks something of its own: counts per group, reasons, and what is not certain.

A formula counts over a column or within one group, and never lists the codes of a whole catalog: so it stays within
Excel's limit, however many tasks there are (ontwikkeling.md 2.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.base.places import Coord, column_letters
from pipeline.definitions.layout import STEMPEL, Kolom
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.printed import group_line
from pipeline.excel.formulas import FORMULA_MAX, NIETS, joined_where, literal, number, sentence, sum_of
from pipeline.forms.drawing.validation import PUNTEN_MAX
from pipeline.forms.live.places import Bron, Plaatsen, bron_of
from pipeline.forms.live.signals import Lijn
from pipeline.forms.live.unsure import labels, stamped_number
from pipeline.model.catalog import COMPETENTIES, KERNTAKEN, WANTED, Competentie, Groep

START = 16  # first column: right of the stamp and the lists of the drop-downs
ONTWIKKELING = "ontwikkeling"
TOTALEN = ("taken", "gevuld", "competenties", "ontwikkelen", "onvolledig", "afspraken")
KINDS = ("anders", "plaats")
SHEETS = (KERNTAKEN, COMPETENTIES, ONTWIKKELING)


class Cellen:
    """Where it calculates on the hidden sheet: codes by sheet, a count per group, and totals by key."""

    def __init__(self, ontwerp: Ontwerp) -> None:
        catalog = ontwerp.catalog
        self.codes = {blad: [*catalog.ingangen(blad)] for blad in (KERNTAKEN, COMPETENTIES)}
        self.groepen = [*catalog.groep]
        has = {KERNTAKEN: catalog.kerntaken, COMPETENTIES: catalog.competenties}
        shown = [key for key in SHEETS if key in ontwerp.layout.formulier and has.get(key, True)]
        sheets = ("functie", *shown)
        self.totalen = [*TOTALEN, *(f"{kind}_{key}" for kind in KINDS for key in sheets)]
        self.bladen = sheets

    def code(self, blad: str, place: int) -> Coord:
        """The cell of a code."""
        return place + 2, START + (blad == COMPETENTIES)

    def lijst(self, blad: str) -> str:
        """Reference to the codes of a sheet."""
        letter = column_letters(START + (blad == COMPETENTIES))
        return f"{STEMPEL}!${letter}$2:${letter}${max(len(self.codes[blad]), 1) + 1}"

    def groep(self, code: str) -> Coord:
        """The cell with the number of chosen tasks of a group."""
        return self.groepen.index(code) + 2, START + 2

    def totaal(self, key: str) -> Coord:
        """The cell of a total."""
        return self.totalen.index(key) + 2, START + 3

    @staticmethod
    def ref(place: Coord) -> str:
        """Reference to a cell of the hidden sheet."""
        return f"{STEMPEL}!${column_letters(place[1])}${place[0]}"


@lru_cache(maxsize=64)
def cellen_of(ontwerp: Ontwerp) -> Cellen:
    """The same for all forms of a catalog."""
    return Cellen(ontwerp)


@lru_cache(maxsize=64)
def own_calculation(ontwerp: Ontwerp, plaatsen: Plaatsen) -> Mapping[Coord, str]:
    """Cell of the hidden sheet -> its formula."""
    bron, cellen = bron_of(ontwerp, plaatsen), cellen_of(ontwerp)
    made = {
        cellen.code(blad, place): literal(code)
        for blad, codes in cellen.codes.items()
        for place, code in enumerate(codes)
    }
    made |= {cellen.groep(groep.code): count_in(bron, groep) for groep in ontwerp.catalog.groepen}
    return made | {cellen.totaal(key): formula for key, formula in _totals(bron, cellen)}


def count_in(bron: Bron, groep: Groep, niveau: str = "") -> str:
    """Formula of the number of tasks of a group, perhaps of one niveau, that are done now."""
    if (KERNTAKEN, "groep") not in bron.kolom:
        return "0"
    wanted = [(_column(bron, KERNTAKEN, "groep"), literal(groep.naam)), (_chosen(bron), literal("ja"))]
    if niveau:
        wanted.append((_column(bron, KERNTAKEN, "niveau"), literal(niveau)))
    return f"COUNTIFS({','.join(f'{place},{text}' for place, text in wanted)})"


def why(ontwerp: Ontwerp, comp: Competentie) -> tuple[str, str]:
    """Formula of the reasons for a competency, and its longest outcome: groups with a chosen task that ask for it."""
    cellen, words = cellen_of(ontwerp), ontwerp.layout.live
    groepen = [groep for groep in ontwerp.catalog.groepen if comp.code in groep.competenties]
    flags = [(("TRUE" if g.altijd else f"{cellen.ref(cellen.groep(g.code))}>0"), literal(g.code)) for g in groepen]
    none = literal(words["geen_reden_eigen"])
    named = joined_where(flags)
    count = sum_of([f"({flag})*1" for flag, _ in flags])
    formula = f"IF({count}=0,{none},{sentence(words['redenen_eigen'], {'redenen': named})})"
    longest = words["redenen_eigen"].format(redenen=", ".join(groep.code for groep in groepen))
    if len(formula) >= FORMULA_MAX:
        formula = f"IF({count}=0,{none},{sentence(words['redenen_aantal'], {'aantal': count})})"
    if len(formula) >= FORMULA_MAX:
        formula = literal(longest[: FORMULA_MAX // 2])
    return formula, max(longest, words["geen_reden_eigen"], key=len)


# --- totals --------------------------------------------------------------------------------------------------------


def _totals(bron: Bron, cellen: Cellen) -> Iterator[tuple[str, str]]:
    yield "taken", f'COUNTIF({_chosen(bron)},"ja")' if (KERNTAKEN, "code") in bron.kolom else "0"
    yield "gevuld", _filled_in(bron)
    needed = _needed(bron)
    yield "competenties", f"COUNTA({needed})-1" if needed else "0"
    learned = [_column(bron, blad, "ontwikkelen") for blad in SHEETS if (blad, "ontwikkelen") in bron.kolom]
    yield "ontwikkelen", sum_of([f"COUNTIF({place},{literal(code)})" for place in learned for code in WANTED])
    yield from _agreed(bron)
    for key in cellen.bladen:
        yield f"anders_{key}", _functie_odd(bron) if key == "functie" else _odd(bron, cellen, key)
        yield f"plaats_{key}", _functie_moved(bron) if key == "functie" else _moved(bron, cellen, key)


def _filled_in(bron: Bron) -> str:
    """Number of answers that make the form filled in (ontwikkeling.md 3.1)."""
    if (KERNTAKEN, "code") not in bron.kolom:
        columns = [k for k in _answers(bron, COMPETENTIES) if k.key != "toelichting"]
        return sum_of([f"COUNTA({_column(bron, COMPETENTIES, k.key)})-1" for k in columns])
    parts = [f'COUNTIF({_chosen(bron)},"ja")']
    if (KERNTAKEN, "ontwikkelen") in bron.kolom:
        place = _column(bron, KERNTAKEN, "ontwikkelen")
        parts += [f"COUNTIF({place},{literal(code)})" for code in WANTED]
    return sum_of(parts)


def _agreed(bron: Bron) -> Iterator[tuple[str, str]]:
    if (ONTWIKKELING, "afspraak") not in bron.kolom:
        yield from (("onvolledig", "0"), ("afspraken", "0"))
        return
    columns = [_column(bron, ONTWIKKELING, kolom.key) for kolom in _answers(bron, ONTWIKKELING)]
    what, when = (_column(bron, ONTWIKKELING, key) for key in ("afspraak", "gereed_op"))
    any_answer = f"(({'+'.join(f'({place}<>{NIETS})' for place in columns)})>0)"
    whole = f"({what}<>{NIETS})*({when}<>{NIETS})"
    yield "onvolledig", f"SUMPRODUCT({any_answer}*(1-{whole}))"
    yield "afspraken", f"SUMPRODUCT({any_answer}*1)-1"


def _odd(bron: Bron, cellen: Cellen, key: str) -> str:
    """Number of answers on a sheet that are none of the list, no number or no date: the run may not read them."""
    return sum_of([part for kolom in _answers(bron, key) for part in _odd_in(bron, cellen, key, kolom)])


def _odd_in(bron: Bron, cellen: Cellen, key: str, kolom: Kolom) -> Iterator[str]:
    place = _column(bron, key, kolom.key)
    filled = f"COUNTA({place})-1"
    if kolom.soort in ("keuze", "schaal"):
        known = sum_of([f"COUNTIF({place},{text})" for text in _allowed(bron, kolom)])
        yield f"({filled}-({known}))"
    elif kolom.soort == "getal":
        yield f'({filled}-COUNTIFS({place},">=0",{place},"<={PUNTEN_MAX}"))'
    elif kolom.soort == "datum":
        yield f'({filled}-COUNTIFS({place},">36525",{place},"<73415"))'
    elif kolom.key == "bij_code":
        known = "+".join(f"COUNTIF({cellen.lijst(blad)},{place})" for blad in (KERNTAKEN, COMPETENTIES))
        below = f"(ROW({place})>ROW(INDEX({place},1)))"
        yield f"SUMPRODUCT(({place}<>{NIETS})*({known}=0)*{below})"
    else:
        yield f"SUMPRODUCT(ISERROR({place})*1)"


def _allowed(bron: Bron, kolom: Kolom) -> list[str]:
    """What may stand in a column with a list, as criteria of COUNTIF."""
    if kolom.soort == "keuze":
        return [literal("ja"), literal("nee")]
    waarden = bron.ontwerp.layout.waarden(bron.ontwerp.catalog, kolom.schaal or kolom.key)
    return [literal(text) for waarde in waarden for text in dict.fromkeys((waarde.getoond, waarde.code))]


def _moved(bron: Bron, cellen: Cellen, key: str) -> str:
    """Number of headers and codes of a sheet that are not where they were printed."""
    columns = _answers(bron, key)
    parts = [f"(COUNTIF({_column(bron, key, kolom.key)},{literal(kolom.kop)})<>1)*1" for kolom in columns]
    if key in cellen.codes:
        codes = _column(bron, key, "code")
        blank = "*".join(f"({_column(bron, key, kolom.key)}={NIETS})" for kolom in columns)
        below = f"(ROW({codes})>ROW(INDEX({codes},1)))"
        parts.append(f"SUMPRODUCT((COUNTIF({codes},{cellen.lijst(key)})<>1)*1)")
        parts.append(f"SUMPRODUCT((COUNTIF({cellen.lijst(key)},{codes})=0)*(1-{blank})*{below})")
    return sum_of(parts)


def _functie_odd(bron: Bron) -> str:
    flags = []
    for veld in bron.ontwerp.layout.formulier["functie"].velden:
        cel = bron.cel[veld.key]
        if veld.soort in ("uren", "datum"):
            flags.append(f"(1-OR(ISNUMBER({cel}),ISBLANK({cel})))")
        elif veld.soort == "schaal":
            waarden = bron.ontwerp.layout.waarden(bron.ontwerp.catalog, veld.schaal or veld.key)
            known = ",".join(f"{cel}={literal(waarde.getoond)}" for waarde in waarden)
            flags.append(f"(1-OR(ISBLANK({cel}),{known}))")
    return sum_of(flags)


def _functie_moved(bron: Bron) -> str:
    return sum_of([f"({condition})*1" for condition, _ in (*labels(bron), stamped_number(bron))])


def _column(bron: Bron, blad: str, key: str) -> str:
    return bron.kolom[blad, key]


def _chosen(bron: Bron) -> str:
    kolom = bron.ontwerp.layout.formulier[KERNTAKEN].keuzekolom
    return _column(bron, KERNTAKEN, kolom.key if kolom else "code")


def _needed(bron: Bron) -> str:
    blad = bron.ontwerp.layout.formulier.get(COMPETENTIES)
    kolom = blad.keuzekolom if blad else None
    return bron.kolom.get((COMPETENTIES, kolom.key), "") if kolom else ""


def _answers(bron: Bron, key: str) -> list[Kolom]:
    return [kolom for kolom in bron.ontwerp.layout.formulier[key].antwoorden if (key, kolom.key) in bron.kolom]


# --- the summary ---------------------------------------------------------------------------------------------------


def own_lines(ontwerp: Ontwerp, plaatsen: Plaatsen) -> Iterator[tuple[str, str, str, Lijn]]:
    """Every line of the summary but the last: key, name ("" as in the layout), code of its group, and itself."""
    bron, cellen = bron_of(ontwerp, plaatsen), cellen_of(ontwerp)

    def t(key: str) -> str:
        return cellen.ref(cellen.totaal(key))

    shown = ontwerp.layout.formulier
    tasks = bool(ontwerp.catalog.kerntaken)
    words = next(regel.woorden for regel in ontwerp.layout.controle_eigen if regel.key == "taken")
    first = Lijn(t("taken" if tasks else "gevuld"), ((f"{t('gevuld')}=0", "leeg"), ("", "goed")))
    yield "taken", "" if tasks else words["zonder_taken"], "", first
    for groep in ontwerp.catalog.groepen if tasks else ():
        parts = {"niveaus": _per_niveau(bron, groep)}
        count = cellen.ref(cellen.groep(groep.code))
        yield "groep", group_line(groep), groep.code, Lijn(count, (("", "goed"),), parts)
    yield "competenties", "", "", Lijn(t("competenties"), ((f"{t('competenties')}=0", "leeg"), ("", "goed")))
    if ONTWIKKELING in shown:
        yield "ontwikkelen", "", "", Lijn(t("ontwikkelen"), (("", "goed"),))
        yield "afspraken", "", "", Lijn(t("afspraken"), ((f"{t('onvolledig')}>0", "onvolledig"), ("", "goed")))
    yield from ((kind, "", "", _where(ontwerp, cellen, kind)) for kind in KINDS)
    for key, cel in (("doel", bron.cel["doel"]), ("peildatum", bron.cel["peildatum"])):
        blank = f"IFERROR(TRIM({cel}),1)={NIETS}"
        yield key, "", "", Lijn(f"IF({blank},{{nee}},{{ja}})", ((blank, "leeg"), ("", "goed")))


def _per_niveau(bron: Bron, groep: Groep) -> str:
    """Formula of "uitvoerend 4 van 10 · tactisch en strategisch 1 van 3"."""
    catalog, parts = bron.ontwerp.catalog, list[str]()
    own = [taak for taak in catalog.kerntaken if taak.groep == groep.code]
    for niveau in catalog.niveaus:
        total = sum(taak.niveau == niveau.code for taak in own)
        if total:
            between = literal(" · ") + "&" if parts else ""
            words = f"{literal(niveau.naam.lower() + ' ')}&{count_in(bron, groep, niveau.naam)}"
            parts.append(f"{between}{words}&{literal(f' van {number(total)}')}")
    return "&".join(parts) or f"{count_in(bron, groep)}&{literal(f' van {len(own)}')}"


def _where(ontwerp: Ontwerp, cellen: Cellen, kind: str) -> Lijn:
    counts = {key: cellen.ref(cellen.totaal(f"{kind}_{key}")) for key in cellen.bladen}
    total = sum_of(counts.values())
    named = joined_where([(f"{place}>0", literal(ontwerp.layout.formulier[key].naam)) for key, place in counts.items()])
    outcome = total if kind == "anders" else f"IF({total}>0,{{nee}},{{ja}})"
    return Lijn(outcome, ((f"{total}>0", kind), ("", "goed")), {"bladen": named})
