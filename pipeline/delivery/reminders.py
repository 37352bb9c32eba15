"""Reminders: a text ready to send for each leidinggevende of whom forms are awaited, and what run.json says of all."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.analysis.returns import Leiding
from pipeline.base.names import PATH_LIMIT
from pipeline.delivery.dossier import Dossier
from pipeline.delivery.period.files import leiding_names
from pipeline.model.kept_run import RunTerugkeer
from pipeline.render.pages.herinnering import is_due, make_herinnering

HERINNERINGEN = "herinneringen"  # folder of a steunpunt


def make_reminders(dossier: Dossier, retour: Mapping[str, str]) -> dict[str, str]:
    """The texts, by path below the folder of the steunpunt; retour: name of the copy of each rejected form."""
    rapport, terug_naar = dossier.rapport, dossier.rules.brief.terug_naar
    return {
        path: make_herinnering(leiding, rapport.naam, rapport.periode, terug_naar, retour)
        for leiding, path in reminder_paths(dossier)
    }


def reminder_paths(dossier: Dossier) -> list[tuple[Leiding, str]]:
    """The leidinggevenden to remind, each with the path of the text below the folder of the steunpunt."""
    room = PATH_LIMIT - len(f"{dossier.rapport.periode}/{dossier.map}/{HERINNERINGEN}/.txt")
    parts = leiding_names((leiding.naam for leiding in dossier.leiding), room)
    return [(one, f"{HERINNERINGEN}/{parts[one.naam]}.txt") for one in dossier.leiding if is_due(one)]


def terugkeer_of(dossier: Dossier) -> tuple[RunTerugkeer, ...]:
    """What became of the forms of every leidinggevende."""
    paths = {leiding.naam: f"{dossier.map}/{path}" for leiding, path in reminder_paths(dossier)}
    return tuple(_terugkeer(leiding, paths.get(leiding.naam)) for leiding in dossier.leiding)


def _terugkeer(leiding: Leiding, herinnering: str | None) -> RunTerugkeer:
    by_stand = leiding.nummers_per_stand()
    return RunTerugkeer.model_validate({"herinnering": herinnering, **by_stand})
