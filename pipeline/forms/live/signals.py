"""The rules of overload in the live form, by code: the totals that calculate them, and their line on sheet Controle.

analysis/workload.py judges the same in the run, by the same thresholds; the texts stand in schemas/form.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.definitions.rules import Rules
from pipeline.excel.formulas import NIETS, choose, literal, number, sum_of
from pipeline.model.uren import EPSILON

_MARGIN = f"{EPSILON:.9f}"

Totaal = Callable[[str], str]  # key of a total -> reference to its cell


@dataclass(frozen=True, slots=True)
class Lijn:
    """What a line of Controle counts, its cases in order (condition, "" for the rest; key), what fills its texts."""

    uitkomst: str
    gevallen: tuple[tuple[str, str], ...]
    delen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gegevens:
    """What formulas refer to: totals; the size of the team in the stamp; per basisfunctie whether it is performed."""

    totaal: Totaal
    rules: Rules
    teamgrootte: str = ""
    uitgevoerd: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Regelformules:
    """A rule in the form. totalen: keys of its totals; formules: their formulas, in that order."""

    totalen: tuple[str, ...]
    formules: Callable[[Gegevens], tuple[str, ...]]
    lijn: Callable[[Gegevens], Lijn]


# --- hours ---------------------------------------------------------------------------------------------------------


def _contract_unknown(t: Totaal) -> str:
    return f"{t('contract')}={NIETS}"


def many_unknown(t: Totaal) -> str:
    """The condition that too many tasks are without hours to judge (O4)."""
    return f"{t('veel')}=1"


def about_hours(gegevens: Gegevens) -> dict[str, str]:
    """The parts that fill texts about hours."""
    t = gegevens.totaal
    return {
        "over": f"ROUND({t('uren')}-{t('contract')},2)",
        "vrij": f"ROUND({t('contract')}-{t('uren')},2)",
        "grens": number(100 * gegevens.rules.o1.oranje_vanaf),
        "codes": t("welke_zonder_uren"),
        "zonder": t("zonder_uren"),
        "taken": t("gekozen"),
    }


def _hours_against_contract(gegevens: Gegevens) -> tuple[str]:
    t = gegevens.totaal
    uren, contract, vanaf = t("uren"), t("contract"), number(gegevens.rules.o1.oranje_vanaf)
    over = f"{uren}>{contract}+{_MARGIN}"
    full = f"AND({t('zonder_uren')}>0,{uren}>={vanaf}*{contract}-{_MARGIN})"
    return (choose([(f'{contract}=""', NIETS), (over, literal("rood")), (full, literal("oranje")), ("", NIETS)]),)


def _hours_line(gegevens: Gegevens) -> Lijn:
    t = gegevens.totaal
    colours = tuple((f"{t('o1')}={literal(kleur)}", kleur) for kleur in ("rood", "oranje"))
    gevallen = ((_contract_unknown(t), "onbekend"), *colours, (many_unknown(t), "weinig"), ("", "goed"))
    return Lijn(f"ROUND({t('uren')},2)", gevallen, about_hours(gegevens))


# --- number of tasks -----------------------------------------------------------------------------------------------


def _tasks_against_example(gegevens: Gegevens) -> tuple[str, str]:
    t, norm = gegevens.totaal, gegevens.rules.o2
    grens = f"{number(norm.kerntaken)}*{t('contract')}/{number(norm.uren)}+{_MARGIN}"
    unknown = f'{t("contract")}=""'
    many = f"AND({many_unknown(t)},{t('eigen')}>{grens})*1"
    return f"IF({unknown},0,{many})", f'IF({unknown},"",INT({grens}))'


def _package_line(gegevens: Gegevens) -> Lijn:
    t = gegevens.totaal
    gevallen = ((f"{t('o2')}=1", "veel"), (_contract_unknown(t), "onbekend"), ("", "goed"))
    return Lijn(t("eigen"), gevallen, {"grens": t("o2_grens")})


# --- alone ---------------------------------------------------------------------------------------------------------


def _lone_worker(gegevens: Gegevens) -> tuple[str]:
    groepen = gegevens.uitgevoerd
    alone = f"AND({gegevens.teamgrootte}={literal('1')},{sum_of(groepen)}={len(groepen)})*1"
    return (alone if groepen else "0",)


def _alone_line(gegevens: Gegevens) -> Lijn:
    alone = f"{gegevens.totaal('o3')}=1"
    return Lijn(f"IF({alone},{{ja}},{{nee}})", ((alone, "alleen"), ("", "goed")))


# --- unknown -------------------------------------------------------------------------------------------------------


def _not_to_be_judged(gegevens: Gegevens) -> tuple[str]:
    t = gegevens.totaal
    cases = [(f'{t("contract")}=""', literal("contract")), (many_unknown(t), literal("uren")), ("", NIETS)]
    return (choose(cases),)


def _judged_line(gegevens: Gegevens) -> Lijn:
    t = gegevens.totaal
    gevallen = ((_contract_unknown(t), "contract"), (many_unknown(t), "uren"), ("", "goed"))
    return Lijn(f"IF({t('o4')}={NIETS},{{ja}},{{nee}})", gevallen, about_hours(gegevens))


FORMULES: dict[str, Regelformules] = {  # by code of the signal in schemas/messages.yaml
    "O1": Regelformules(("o1",), _hours_against_contract, _hours_line),
    "O2": Regelformules(("o2", "o2_grens"), _tasks_against_example, _package_line),
    "O3": Regelformules(("o3",), _lone_worker, _alone_line),
    "O4": Regelformules(("o4",), _not_to_be_judged, _judged_line),
}
