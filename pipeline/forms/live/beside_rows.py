"""What the live form shows beside its rows and above the table of kerntaken, from the cells that calculation.py has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.definitions.ontwerp import Ontwerp
from pipeline.excel.formulas import NIETS, choose, joined_where, literal, number, sentence
from pipeline.forms.live.calculation import WOORDEN_OPGAVE
from pipeline.forms.live.places import rekenblad
from pipeline.model.catalog import COMPETENTIES, KERNOPGAVEN, KERNTAKEN, Competentie, Kerntaak


@dataclass(frozen=True, slots=True)
class Getoond:
    """A formula that is shown, and its longest outcome: Excel does not grow a row when an outcome changes."""

    formule: str
    langste: str


@lru_cache(maxsize=64)
def shown(ontwerp: Ontwerp) -> Mapping[tuple[str, str], Getoond]:
    """Sheet and code -> what the live column of that row says."""
    catalog = ontwerp.catalog
    made = {(KERNTAKEN, code): _beside_task(ontwerp, taak) for code, taak in catalog.kerntaak.items()}
    made |= {(KERNOPGAVEN, code): _beside_dilemma(ontwerp, code) for code in catalog.kernopgave}
    return made | {(COMPETENTIES, code): _why(ontwerp, comp) for code, comp in catalog.competentie.items()}


def _beside_task(ontwerp: Ontwerp, taak: Kerntaak) -> Getoond:
    blad, words = rekenblad(ontwerp.catalog), ontwerp.layout.live
    at = {kolom: blad.kerntaken.cel(taak.code, kolom) for kolom in blad.kerntaken.kolommen}
    bereik = words["bereik"].format(maximum=number(ontwerp.rules.grenzen.uren_kerntaak))
    wrong = (f"{at['fout']}=1", literal(bereik))
    chosen_without = (f"{at['gekozen']}>{at['bekend']}", literal(words["zonder_uren"]))
    other = (f"{at['anders']}=1", literal(words["anders"]))
    if taak.altijd:
        refused = (f'{at["keuze"]}="nee"', literal(words["altijd"]))
        return Getoond(choose([other, refused, wrong, chosen_without, ("", NIETS)]), bereik)
    loose = (f"{at['los']}=1", literal(words["los"]))
    implied = (f"{at['als_ja']}=1", literal(words["als_ja"]))
    outside = [(f"{at['buiten']}=1", literal(words["buiten_gekozen"]))]
    never = [(f"{blad.groepen.cel(taak.groep, 'buiten')}=1", literal(words["buiten"]))]
    if not ontwerp.catalog.basisfunctie(taak):
        outside = never = []
    formule = choose([other, wrong, loose, *outside, implied, chosen_without, *never, ("", NIETS)])
    return Getoond(formule, max(bereik, words["los"], key=len))


def _beside_dilemma(ontwerp: Ontwerp, code: str) -> Getoond:
    blok, words = rekenblad(ontwerp.catalog).kernopgaven, ontwerp.layout.live
    codes = ", ".join(ontwerp.catalog.kernopgave[code].competenties)
    missing = words["zonder_competentie"].format(codes=codes)
    cases = [(f"{blok.cel(code, 'anders')}=1", literal(words["anders"]))]
    cases.append((f"{blok.cel(code, 'zonder_competentie')}=1", literal(missing)))
    return Getoond(choose([*cases, ("", NIETS)]), missing)


def _why(ontwerp: Ontwerp, comp: Competentie) -> Getoond:
    """The reasons for a competency; without any what could be one, and a quiet word when it is chosen all the same."""
    blok, words = rekenblad(ontwerp.catalog).competenties, ontwerp.layout.live
    at = {kolom: blok.cel(comp.code, kolom) for kolom in blok.kolommen}
    past = past_bij(ontwerp, comp)
    none = words["geen_reden"].format(past=past) if past else ontwerp.layout.woorden["zonder_reden"]
    chosen = words["gekozen_zonder_reden"]
    parts = {"aantal": at["redenen"], "redenen": at["waarom"]}
    cases = [
        (f"{at['zonder_reden']}=1", literal(chosen)),
        (f"{at['redenen']}=0", literal(none)),
        (f"{at['redenen']}=1", sentence(words["reden"], parts)),
        ("", sentence(words["redenen"], parts)),
    ]
    other = f'IF({at["anders"]}=1,{literal(words["anders"] + ". ")},"")'
    return Getoond(f"{other}&{choose(cases)}", max(_all_reasons(ontwerp, comp), none, chosen, key=len))


def past_bij(ontwerp: Ontwerp, comp: Competentie) -> str:
    """Which groups and kernopgaven ask for it (bijlage 2): "Verbinden en makelen, Versterken; kernopgaven c, d"."""
    catalog = ontwerp.catalog
    groepen = [groep.naam for groep in catalog.groepen if comp.code in groep.competenties]
    return "; ".join(filter(None, [", ".join(groepen), _opgaven(ontwerp, comp)]))


def _opgaven(ontwerp: Ontwerp, comp: Competentie) -> str:
    codes = [opgave.code for opgave in ontwerp.catalog.kernopgaven if comp.code in opgave.competenties]
    return ontwerp.layout.woorden[WOORDEN_OPGAVE[len(codes) > 1]].format(codes=", ".join(codes)) if codes else ""


def _all_reasons(ontwerp: Ontwerp, comp: Competentie) -> str:
    """The longest list of reasons: everything that asks for it is chosen."""
    catalog, words = ontwerp.catalog, ontwerp.layout.live
    parts = [
        words["reden_groep"].format(
            naam=groep.naam, codes=", ".join(taak.code for taak in catalog.kerntaken if taak.groep == groep.code)
        )
        for groep in catalog.groepen
        if comp.code in groep.competenties
    ]
    return words["redenen"].format(aantal=10, redenen="; ".join([*parts, _opgaven(ontwerp, comp)]))


@lru_cache(maxsize=64)
def above_tasks(ontwerp: Ontwerp) -> tuple[str, ...]:
    """Formulas of the lines above Kerntaken: hours against the contract (Stap 4), and which groups are touched."""
    t, words = rekenblad(ontwerp.catalog).totaal, ontwerp.layout.live
    uren, contract = f"ROUND({t('uren')},2)", f"ROUND({t('contract')},2)"
    parts = {
        "uren": uren,
        "contract": contract,
        "vrij": f"ROUND({t('contract')}-{t('uren')},2)",
        "over": f"ROUND({t('uren')}-{t('contract')},2)",
    }
    cases = [
        (f'{t("contract")}=""', sentence(words["uren_onbekend"], parts)),
        (f"{t('o1')}={literal('rood')}", sentence(words["uren_over"], parts)),
        ("", sentence(words["uren_vrij"], parts)),
    ]
    without = sentence(" " + words["uren_zonder"], {"codes": t("welke_zonder_uren")})
    hours = f'{choose(cases)}&IF({t("zonder_uren")}=0,"",{without})'
    return (hours, _touched(ontwerp)) if ontwerp.catalog.te_kiezen else (hours,)


def _touched(ontwerp: Ontwerp) -> str:
    """Groups with a chosen kerntaak, and those that the steunpunt performs without one (Stap 2)."""
    blad, words = rekenblad(ontwerp.catalog), ontwerp.layout.live
    t, groepen = blad.totaal, blad.groepen
    touched = sentence(words["geraakt"], {"namen": t("geraakt")})
    bare = [
        (f'{groepen.cel(groep.code, "uitgevoerd")}*({groepen.cel(groep.code, "taken")}="")', literal(groep.naam))
        for groep in ontwerp.catalog.te_kiezen
    ]
    without = sentence(" " + words["nog_zonder"], {"namen": joined_where(bare)})
    some = "+".join(condition for condition, _ in bare)
    return f'IF({t("geraakt")}="",{literal(words["niet_geraakt"])},{touched})&IF({some}=0,"",{without})'
