"""The list ter_ondertekening.html: which profiles are new or changed and want a signature, and which do not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from pipeline.analysis.change import latest_forms
from pipeline.analysis.rapport import Rapport, Teamlid
from pipeline.model.former import VorigeStand
from pipeline.model.kept_answers import Profielstand
from pipeline.render.pages.page import render

Waarom = Literal["nieuw", "onbekend", "gewijzigd"]


@dataclass(frozen=True, slots=True)
class Tekenregel:
    """A profile that wants a signature: whose, its version, why, what changed, and where it is.

    waarom "onbekend": there was a profile, but its version was not kept. url is relative to the list.
    """

    lid: Teamlid
    versie: str
    waarom: Waarom
    regels: tuple[str, ...]
    url: str


def make_tekenlijst(
    rapport: Rapport, regels: Sequence[Tekenregel], profielen: Collection[str], vorige: VorigeStand | None
) -> str:
    """The page of one steunpunt; profielen: the personeelsnummers of all that have one."""
    return render(
        "ter_ondertekening.html.j2",
        rapport=rapport,
        regels=regels,
        sinds=vorige.periode if vorige else None,
        ongewijzigd=len(profielen) - len(regels),
        zonder=[lid for lid in rapport.team if lid.personeelsnummer not in profielen],
        bron=rapport.catalog.bron,
    )


def to_sign(
    rapport: Rapport, profielen: Mapping[str, tuple[str, Profielstand]], vorige: VorigeStand | None
) -> Iterator[Tekenregel]:
    """The profiles that want a signature, in the order of the team.

    profielen: personeelsnummer -> path below the folder of the steunpunt, and what is kept of the profile. Without a
    former period every profile is new.
    """
    then = latest_forms(vorige, rapport.beoordeeld) if vorige else {}
    for lid in rapport.team:
        if found := profielen.get(lid.personeelsnummer):
            path, stand = found
            former = then.get(lid.personeelsnummer)
            known = former.profiel if former else None
            if known is None:
                yield Tekenregel(lid, stand.versie, "onbekend" if former else "nieuw", (), quote(path))
            elif known.versie != stand.versie and stand.gewijzigd:
                yield Tekenregel(lid, stand.versie, "gewijzigd", stand.gewijzigd.regels, quote(path))
