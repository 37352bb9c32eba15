"""Dividing hours over a team, as formulas: coverage and overload by the rules of the run (design.md 3.4, 3.5).

Everything is worked out on the hidden sheet and finds its row by code, so sorting does no harm. A task is somebody's
where the cell holds something; those of everybody are of each column that is in use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.base.places import Coord
from pipeline.definitions.layout import load_layout
from pipeline.definitions.report_words import load_wording
from pipeline.definitions.verdeling_words import load_verdeling
from pipeline.excel.formulas import NIETS, choose, listed, literal, number, sentence, sum_of
from pipeline.forms.live.rooster import Rooster, Teamplaatsen
from pipeline.forms.live.signals import FORMULES, Gegevens
from pipeline.model.analysed import BELOW_COVERED, Dekkingstatus
from pipeline.model.catalog import Kerntaak
from pipeline.model.uren import EPSILON


def status_word(status: Dekkingstatus) -> str:
    """The word for a status, as in the reports."""
    return load_wording().statussen[status].woord


def calculation(rooster: Rooster) -> Mapping[Coord, str]:
    """Cell of the hidden sheet -> its formula."""
    made: dict[Coord, str] = {}
    for code, taak in rooster.ontwerp.catalog.kerntaak.items():
        made |= {rooster.taken.place(code, key): formula for key, formula in _task(rooster, taak).items()}
    for nummer in rooster.nummers:
        made |= {rooster.mensen.place(nummer, key): formula for key, formula in _person(rooster, nummer)}
    if rooster.team:
        made |= {
            rooster.groepen.place(code, "uitgevoerd"): _performed(rooster.team, rooster, code)
            for code in rooster.groepen.codes
        }
    return made | {rooster.totalen.place(key, "waarde"): formula for key, formula in _totals(rooster)}


# --- by kerntaak ---------------------------------------------------------------------------------------------------


def _task(rooster: Rooster, taak: Kerntaak) -> dict[str, str]:
    at = {key: rooster.taken.cel(taak.code, key) for key in rooster.taken.kolommen}
    plaats, koppen = at["plaats"], rooster.koppen
    hours = f"INDEX({rooster.veld},{plaats},0)"
    need = f"INDEX({rooster.vast('benodigd')},{plaats})"
    holders = f'IF({plaats}=0,0,SUMPRODUCT(({koppen}<>"")*({hours}<>"")))'
    return {
        "code": literal(taak.code),
        "plaats": f"IFERROR(MATCH({literal(taak.code)},{rooster.vast('code')},0),0)",
        "mensen": rooster.totaal("actief") if taak.altijd else holders,
        "bekend": f'IF({plaats}=0,0,SUMPRODUCT(({koppen}<>"")*ISNUMBER({hours})))',
        "uren": f'IF({plaats}=0,0,SUMPRODUCT(({koppen}<>"")*1,{hours}))',
        "nodig": f'IF({plaats}=0,"",IF(ISNUMBER({need}),{need},""))',
        "status": _status(rooster, taak, at),
        "stand": _standing(at),
    }


def _status(rooster: Rooster, taak: Kerntaak, at: Mapping[str, str]) -> str:
    """The five states in the order of analysis/coverage.py."""
    word = {status: literal(status_word(status)) for status in load_wording().statussen}
    cases = [(condition, word["niet_gekozen"]) for condition in _out_of_scope(rooster, taak, at)]
    cases.append((f"{at['mensen']}=0", word["ongedekt"]))
    if taak.bereik == "persoonlijk":
        everybody = f"{at['mensen']}={rooster.totaal('actief')}"
        return choose([*cases, (everybody, word["gedekt"]), ("", word["ongedekt"])])
    paper = f"AND({at['mensen']}={at['bekend']},OR({at['uren']}=0,N({at['nodig']})>{at['uren']}+{EPSILON:.9f}))"
    return choose([*cases, (paper, word["op_papier"]), (f"{at['mensen']}=1", word["kwetsbaar"]), ("", word["gedekt"])])


def _out_of_scope(rooster: Rooster, taak: Kerntaak, at: Mapping[str, str]) -> Iterator[str]:
    if taak.bereik == "gevraagd":
        yield f'AND({at["mensen"]}=0,{at["nodig"]}="")'
    if taak.bereik == "groep" and rooster.ontwerp.catalog.groep[taak.groep].te_kiezen:
        yield f"{rooster.groepen.cel(taak.groep, 'uitgevoerd')}=0"


def _standing(at: Mapping[str, str]) -> str:
    """The status, with the hours that are missing where that is certain."""
    short = f"N({at['nodig']})-{at['uren']}"
    more = sentence(load_verdeling().nog, {"stand": at["status"], "uren": f"ROUND({short},2)"})
    words = [f"{at['status']}={literal(status_word(status))}" for status in ("ongedekt", "op_papier")]
    return f"IF(AND(OR({','.join(words)}),{short}>{EPSILON:.9f}),{more},{at['status']})"


def _performed(team: Teamplaatsen, rooster: Rooster, code: str) -> str:
    """Whether the steunpunt performs a group, in any spelling that is understood as ja."""
    said = f"TRIM(INDEX({team.uitvoeren},MATCH({literal(code)},{team.basisfuncties},0)))"
    spellings = ",".join(map(literal, rooster.ontwerp.layout.keuzes["ja"]))
    return f"IFERROR((SUMPRODUCT(({{{spellings}}}={said})*1)>0)*1,0)"


# --- by person -----------------------------------------------------------------------------------------------------


def _person(rooster: Rooster, nummer: str) -> Iterator[tuple[str, str]]:
    """What the rules of overload need of one column, and what they say."""
    at = {key: rooster.mensen.cel(nummer, key) for key in rooster.mensen.kolommen}
    kop, hours, rules = rooster.kopcel(nummer), rooster.uren(nummer), rooster.ontwerp.rules
    altijd = [taak.code for taak in rooster.ontwerp.catalog.kerntaken if taak.altijd]
    column = rooster.op(f"${rooster.letter(nummer)}${rooster.kop}:${rooster.letter(nummer)}${rooster.laatste}")
    shared = sum_of(
        f'(INDEX({column},MAX(1,{place}))<>"")*({place}>0)' for place in rooster.taken.cellen(altijd, "plaats")
    )
    yield "plaats", _on_team(rooster.team, kop) if rooster.team else "0"
    yield "telt", f'({kop}<>"")*(COUNTA({hours})>0)'
    yield "eigen", f"{at['telt']}*(COUNTA({hours})-({shared}))"
    yield "gekozen", f"{at['telt']}*({at['eigen']}+{len(altijd)})"
    yield "zonder_uren", f"{at['telt']}*({at['gekozen']}-COUNT({hours}))"
    yield "uren", f"{at['telt']}*SUM({hours})"
    typed = f"INDEX({rooster.team.contracten},{at['plaats']})" if rooster.team else rooster.cel("contract", nummer)
    low, high = number(rules.grenzen.contracturen_vanaf), number(rules.grenzen.contracturen)
    valid = f'IF(ISNUMBER({typed}),IF(AND({typed}>0,{typed}>={low},{typed}<={high}),{typed},""),"")'
    yield "contract", f'IF({at["plaats"]}=0,"",{valid})' if rooster.team else f'IF({kop}="","",{valid})'
    yield "veel", f"({at['zonder_uren']}>{number(rules.o4.zonder_uren)}*{at['gekozen']})*1"
    performed = rooster.groepen.cellen(rooster.groepen.codes, "uitgevoerd")
    gegevens = Gegevens(at.__getitem__, rules, rooster.totaal("teamgrootte"), performed)
    for regel in FORMULES.values():
        yield from zip(regel.totalen, regel.formules(gegevens), strict=True)
    yield "over", _too_many(rooster, nummer)


def _too_many(rooster: Rooster, nummer: str) -> str:
    """The names up to this column of who has more hours than the contract: one formula for all would be too long."""
    naam, kop = rooster.cel("naam", nummer), rooster.kopcel(nummer)
    before = NIETS if nummer == "1" else rooster.mensen.cel(str(int(nummer) - 1), "over")
    over = f"{rooster.mensen.cel(nummer, 'o1')}={literal('rood')}"
    return f'{before}&IF({over},", "&IF({naam}="",{kop},{naam}),"")'


def _on_team(team: Teamplaatsen, kop: str) -> str:
    """Place of a number in the column of Team, 0 when it is not there; a number that became one counts as its text."""
    places = f"ROW({team.nummers})-ROW(INDEX({team.nummers},1))+1"
    return f'IF({kop}="",0,SUMPRODUCT(MAX(({team.nummers}&""={kop}&"")*({places}))))'


# --- of the team ---------------------------------------------------------------------------------------------------


def _totals(rooster: Rooster) -> Iterator[tuple[str, str]]:
    yield "actief", f"SUM({rooster.mensen.bereik('telt')})"
    if rooster.team:
        rows = f'SUMPRODUCT(((({rooster.team.nummers}<>"")+({rooster.team.namen}<>""))>0)*1)-1'  # without the header
    else:
        rows = f'SUMPRODUCT(({rooster.koppen}<>"")*1)+{rooster.totaal("overig")}'
    yield "teamgrootte", f'({rows})&""'
    for status in BELOW_COVERED:
        word = literal(status_word(status))
        flags = [(f"{rooster.taken.cel(code, 'status')}={word}", literal(code)) for code in rooster.taken.codes]
        yield status, listed(flags, f"COUNTIF({rooster.taken.bereik('status')},{word})", load_layout().live)
    yield "over", f"MID({rooster.mensen.cel(rooster.nummers[-1], 'over')},3,9999)"


# --- what is shown -------------------------------------------------------------------------------------------------


def summary(rooster: Rooster) -> str:
    """The line above the table: what falls short, named, or that nothing does."""
    words = load_verdeling().samenvatting
    parts = [
        f'IF({rooster.totaal(key)}="","",{sentence(" " + words[key], {"codes": rooster.totaal(key)})})'
        for key in (*BELOW_COVERED, "over")
    ]
    nothing = "&".join(rooster.totaal(key) for key in (*BELOW_COVERED, "over"))
    cases = [(f'{nothing}=""', literal(words["goed"])), ("", f"MID({'&'.join(parts)},2,9999)")]
    now = sentence(words["nu"], {"tekst": choose(cases)})
    if rooster.team is None or not rooster.groepen.codes:
        return now
    return f"IF(SUM({rooster.groepen.bereik('uitgevoerd')})=0,{literal(words['niets'])},{now})"


def beside_task(rooster: Rooster, key: str, row: int) -> str:
    """The sum of a row, or how it stands, by the code that is on it."""
    place = f"MATCH($A{row},{rooster.taken.bereik('code')},0)"
    if key == "samen":
        known, hours = (f"INDEX({rooster.taken.bereik(part)},{place})" for part in ("bekend", "uren"))
        return f'IFERROR(IF({known}=0,"",ROUND({hours},2)),"")'
    if key == "benodigd" and rooster.team:
        need = f"INDEX({rooster.team.uren},MATCH($A{row},{rooster.team.behoefte},0))"
        return f'IFERROR(IF(ISNUMBER({need}),{need},""),"")'
    return f'IFERROR(INDEX({rooster.taken.bereik("stand")},{place}),"")'


def above_person(rooster: Rooster, key: str, nummer: str) -> str:
    """A line above the header of one person."""
    at = {name: rooster.mensen.cel(nummer, name) for name in rooster.mensen.kolommen}
    kop, contract, uren = f"{rooster.letter(nummer)}${rooster.kop}", at["contract"], at["uren"]
    if key == "naam":
        return _name(rooster, nummer, kop)
    if key == "contract":
        return contract
    if key == "uren":
        return f'IF({at["telt"]}=0,"",ROUND({uren},2))'
    if key == "ruimte":
        return f'IF({contract}="","",ROUND({contract}-{uren},2))'
    return _verdict(at, kop)


def _name(rooster: Rooster, nummer: str, kop: str) -> str:
    if rooster.team is None:
        return NIETS
    words, place = load_verdeling().nummers, rooster.mensen.cel(nummer, "plaats")
    loose = f'IF(COUNTA({rooster.uren(nummer)})>0,{literal(words["zonder"])},"")'
    cases = [
        (f'{kop}=""', loose),
        (f"COUNTIF({rooster.koppen},{kop})>1", literal(words["dubbel"])),
        (f"{place}=0", literal(words["vreemd"])),
        ("", f'INDEX({rooster.team.namen},{place})&""'),
    ]
    return choose(cases)


def _verdict(at: Mapping[str, str], kop: str) -> str:
    """One word for the heaviest signal."""
    conditions = {
        "O1_rood": f"{at['o1']}={literal('rood')}",
        "O3": f"{at['o3']}=1",
        "O1_oranje": f"{at['o1']}={literal('oranje')}",
        "O2": f"{at['o2']}=1",
        "geen": f"{at['telt']}=0",
        "O4_contract": f"{at['o4']}={literal('contract')}",
        "O4_uren": f"{at['o4']}={literal('uren')}",
        "goed": "",
    }
    words = load_verdeling().oordelen
    return choose([(f'{kop}=""', NIETS), *((conditions[key], literal(word.tekst)) for key, word in words.items())])
