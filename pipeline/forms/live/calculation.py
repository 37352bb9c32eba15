"""The live form: formulas that say while somebody types what the run will say of the answers (design.md 4).

They repeat the workload, form_rules and reasons for what the drop-downs allow: ja, nee or blank, and numbers. Any
other answer is counted as not given, and unsure.py names its cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.base.places import Coord
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.excel.formulas import NIETS, choose, joined_where, listed, literal, number, sentence, sum_of
from pipeline.forms.live import unsure
from pipeline.forms.live.places import FEITEN, Blok, Bron, Plaatsen, Rekenkolom, bron_of, rekenblad
from pipeline.forms.live.signals import FORMULES, Gegevens
from pipeline.model.catalog import Competentie, Kerntaak

WOORDEN_OPGAVE = ("kernopgave", "kernopgaven")  # keys of the words for one and for more


@lru_cache(maxsize=64)
def calculation(ontwerp: Ontwerp, plaatsen: Plaatsen) -> Mapping[Coord, str]:
    """Cell of the hidden sheet -> its formula. The facts about the person are no formulas: see `facts`."""
    bron = bron_of(ontwerp, plaatsen)
    made: dict[Coord, str] = {}
    blad = bron.blad
    for key, blok in blad.keuzes.items():
        made |= _block(blok, {code: _answer(bron, key, code) for code in blok.codes})
    catalog = ontwerp.catalog
    made |= _block(blad.kerntaken, {code: _task(bron, taak) for code, taak in catalog.kerntaak.items()})
    made |= _block(blad.kernopgaven, {code: _dilemma(bron, code) for code in catalog.kernopgave})
    made |= _block(blad.competenties, {code: _competency(bron, comp) for code, comp in catalog.competentie.items()})
    made |= _block(blad.groepen, {code: _group(bron, code) for code in catalog.groep})
    made |= _block(blad.totalen, {key: {"waarde": formula} for key, formula in _totals(bron)})
    return made


def _block(blok: Blok, rows: Mapping[str, Mapping[Rekenkolom, str]]) -> dict[Coord, str]:
    return {blok.place(code, kolom): formula for code, row in rows.items() for kolom, formula in row.items()}


# --- rows ----------------------------------------------------------------------------------------------------------


def _answer(bron: Bron, key: str, code: str) -> dict[Rekenkolom, str]:
    """Where the row of a code is, and what stands in Gekozen."""
    blok, codes, keuzes = bron.blad.keuzes[key], bron.kolom[key, "code"], bron.kolom[key, "gekozen"]
    plaats, keuze = blok.cel(code, "plaats"), blok.cel(code, "keuze")
    return {
        "code": literal(code),
        "naam": literal(bron.ontwerp.catalog.ingangen(key)[code].naam),
        "plaats": f"IFERROR(MATCH({literal(code)},{codes},0),0)",
        "keuze": f'IF({plaats}=0,"",IFERROR(TRIM(INDEX({keuzes},{plaats})),"?"))',
        "gekozen": f'({keuze}="ja")*1',
        "cel": unsure.answer(bron, key, code),
        "anders": f'({blok.cel(code, "cel")}<>"")*1',
        "vreemd": unsure.row(bron, key, code),
    }


def _task(bron: Bron, taak: Kerntaak) -> dict[Rekenkolom, str]:
    """Hours of a kerntaak, and what is the matter with its row; those of everybody count as chosen unless nee."""
    blok, groep = bron.blad.kerntaken, bron.blad.groepen.cel(taak.groep, "buiten")
    at = {kolom: blok.cel(taak.code, kolom) for kolom in blok.kolommen}
    typed = f"INDEX({bron.kolom['kerntaken', 'uren']},{at['plaats']})"
    keuze, uren, known = at["keuze"], at["uren"], f"{at['bekend']}=1"
    outside = f"AND({known},OR({uren}<0,{uren}>{number(bron.ontwerp.rules.grenzen.uren_kerntaak)}))"
    row: dict[Rekenkolom, str] = {
        "uren": f'IF({at["plaats"]}=0,"",IFERROR(IF({unsure.is_number(bron, typed)},{typed},TRIM({typed})),"?"))',
        "bekend": f"ISNUMBER({uren})*1",
        "fout": f"{outside}*1",
    }
    if taak.altijd:
        return row | {"gekozen": f'({keuze}<>"nee")*1', "fout": f'OR({keuze}="nee",{outside})*1'}
    return row | {
        # hours above 0 with a blank choice are ja (design.md 6)
        "gekozen": f'OR({keuze}="ja",AND({keuze}="",{known},{uren}>0))*1',
        "los": f'AND({known},{at["fout"]}=0,OR(AND({keuze}="nee",{uren}>0),AND({keuze}="",{uren}=0)))*1',
        "als_ja": f'AND({keuze}="",{at["gekozen"]}=1,{at["fout"]}=0)*1',
        "buiten": f"{at['gekozen']}*{groep}",
    }


def _dilemma(bron: Bron, code: str) -> dict[Rekenkolom, str]:
    """Whether a chosen kernopgave lacks a competency."""
    opgave = bron.ontwerp.catalog.kernopgave[code]
    chosen = sum_of(bron.blad.competenties.cellen(opgave.competenties, "gekozen"))
    if not opgave.competenties:
        return {"zonder_competentie": "0"}
    return {"zonder_competentie": f"({chosen}=0)*{bron.blad.kernopgaven.cel(code, 'gekozen')}"}


def _group(bron: Bron, code: str) -> dict[Rekenkolom, str]:
    """Whether the steunpunt performs a group (the stamp says), and its chosen kerntaken as a reason."""
    catalog, blad, stamp = bron.ontwerp.catalog, bron.blad, bron.stempel["basisfuncties"]
    groep, taken = catalog.groep[code], blad.groepen.cel(code, "taken")
    own = [taak.code for taak in catalog.kerntaken if taak.groep == code]
    flags = [(f"{blad.kerntaken.cel(taak, 'gekozen')}=1", literal(taak)) for taak in own]
    named = sentence("; " + bron.ontwerp.layout.live["reden_groep"], {"naam": literal(groep.naam), "codes": taken})
    shown = listed(flags, blad.kerntaken.som(own, "gekozen"), bron.ontwerp.layout.live)
    row: dict[Rekenkolom, str] = {"taken": shown, "reden": f'IF({taken}="","",{named})', "buiten": "0"}
    if not groep.te_kiezen:
        return row
    performed = blad.groepen.cel(code, "uitgevoerd")
    return row | {
        "uitgevoerd": f'ISNUMBER(FIND({literal(f" {code} ")}," "&{stamp}&" "))*1',
        "buiten": f'AND({stamp}<>"",{performed}=0)*1',
    }


def _competency(bron: Bron, comp: Competentie) -> dict[Rekenkolom, str]:
    """The number of reasons for a competency and which: groups with chosen kerntaken, and kernopgaven by code."""
    blad, catalog = bron.blad, bron.ontwerp.catalog
    groepen = [groep.code for groep in catalog.groepen if comp.code in groep.competenties]
    opgaven = [opgave.code for opgave in catalog.kernopgaven if comp.code in opgave.competenties]
    flags = blad.kernopgaven.cellen(opgaven, "gekozen")
    count = [f'({taken}<>"")' for taken in blad.groepen.cellen(groepen, "taken")] + flags
    parts = blad.groepen.cellen(groepen, "reden")
    if opgaven:
        codes = joined_where([(f"{flag}=1", literal(code)) for flag, code in zip(flags, opgaven, strict=True)])
        patterns = [sentence("; " + bron.ontwerp.layout.woorden[key], {"codes": codes}) for key in WOORDEN_OPGAVE]
        chosen = sum_of(flags)
        parts.append(choose([(f"{chosen}=0", NIETS), (f"{chosen}=1", patterns[0]), ("", patterns[1])]))
    redenen, gekozen = blad.competenties.cel(comp.code, "redenen"), blad.competenties.cel(comp.code, "gekozen")
    return {
        "redenen": sum_of(count),
        "waarom": f"MID({'&'.join(parts)},3,9999)" if parts else NIETS,
        "zonder_reden": f"({redenen}=0)*{gekozen}",
    }


# --- totals --------------------------------------------------------------------------------------------------------


def _totals(bron: Bron) -> Iterator[tuple[str, str]]:
    yield from _counts(bron)
    yield from _signals(bron)
    yield from _choices(bron)
    yield from unsure.totals(bron)


def _counts(bron: Bron) -> Iterator[tuple[str, str]]:
    taken = bron.blad.kerntaken
    gekozen, bekend = taken.bereik("gekozen"), taken.bereik("bekend")
    yield "gekozen", f"SUM({gekozen})"
    yield "eigen", f"SUMIF({taken.bereik('altijd')},0,{gekozen})"
    yield "zonder_uren", f"COUNTIFS({gekozen},1,{bekend},0)"
    without = [(f"{taken.cel(c, 'gekozen')}>{taken.cel(c, 'bekend')}", literal(c)) for c in taken.codes]
    yield "welke_zonder_uren", listed(without, bron.blad.totaal("zonder_uren"), bron.ontwerp.layout.live)
    yield "uren", f"SUMIF({gekozen},1,{taken.bereik('uren')})"
    for key in ("los", "als_ja", "buiten"):
        yield key, f"SUM({taken.bereik(key)})"
        yield f"welke_{key}", _which(bron, taken, key)
    yield "fout", f"SUM({taken.bereik('fout')})"


def _which(bron: Bron, blok: Blok, kolom: Rekenkolom) -> str:
    flags = [(f"{blok.cel(code, kolom)}=1", literal(code)) for code in blok.codes]
    return listed(flags, f"SUM({blok.bereik(kolom)})", bron.ontwerp.layout.live)


def _signals(bron: Bron) -> Iterator[tuple[str, str]]:
    """The rules of overload, and what they rest on; the contract of the team workbook holds before that of the form."""
    t, rules, cel = bron.blad.totaal, bron.ontwerp.rules, bron.cel["contracturen"]
    low, high = number(rules.grenzen.contracturen_vanaf), number(rules.grenzen.contracturen)
    typed = f'IF(ISNUMBER({cel}),IF(AND({cel}>0,{cel}>={low},{cel}<={high}),{cel},""),"")'
    yield "contract", f"IF(N({t('contract_team')})>0,{t('contract_team')},{typed})"
    yield "veel", f"({t('zonder_uren')}>{number(rules.o4.zonder_uren)}*{t('gekozen')})*1"
    groepen = [groep.code for groep in bron.ontwerp.catalog.te_kiezen]
    performed = bron.blad.groepen.cellen(groepen, "uitgevoerd")
    gegevens = Gegevens(t, rules, bron.stempel["teamgrootte"], performed)
    for regel in FORMULES.values():
        yield from zip(regel.totalen, regel.formules(gegevens), strict=True)


def _choices(bron: Bron) -> Iterator[tuple[str, str]]:
    """Kernopgaven and competencies together, the basisfuncties that are touched, and the untouched example."""
    blad, catalog = bron.blad, bron.ontwerp.catalog
    without: dict[str, Rekenkolom] = {"kernopgaven": "zonder_competentie", "competenties": "zonder_reden"}
    for key, zonder in without.items():
        blok = blad.keuzes[key]
        yield key, f"SUM({blok.bereik('gekozen')})"
        yield zonder, f"SUM({blok.bereik(zonder)})"
        yield f"welke_{zonder}", _which(bron, blok, zonder)
    touched = [(f'{blad.groepen.cel(groep.code, "taken")}<>""', literal(groep.naam)) for groep in catalog.te_kiezen]
    yield "geraakt", joined_where(touched)
    taken = blad.kerntaken
    other = f"SUMPRODUCT(({taken.bereik('gekozen')}<>{taken.bereik('voorbeeld')})*1)"
    anything = f"SUM({taken.bereik('bekend')})+{blad.totaal('kernopgaven')}"
    yield "voorbeeld", f"AND(SUM({taken.bereik('voorbeeld')})>0,{other}=0,{anything}=0)*1"


def facts(ontwerp: Ontwerp, contracturen: float | None, voorbeeld: frozenset[str], in_team: bool) -> dict[Coord, float]:
    """Cell of the hidden sheet -> what holds for one person: contract of the team workbook (0: unknown), example."""
    blad = rekenblad(ontwerp.catalog)
    made: dict[Coord, float] = {}
    for code in blad.kerntaken.codes:
        made[blad.kerntaken.place(code, "altijd")] = int(code in ontwerp.catalog.altijd)
        made[blad.kerntaken.place(code, "voorbeeld")] = int(code in voorbeeld)
    values = dict(zip(FEITEN, (contracturen or 0, int(in_team)), strict=True))
    return made | {blad.totalen.place(key, "waarde"): value for key, value in values.items()}
