"""The list ter_ondertekening.html: which profiles are new or changed and want a signature, and which do not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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

    waarom "onbekend": there was a profile, but its version was not kept. url is relative to the list. in_gesprek: a
    red signal is open, so people talk before they sign (design.md 3.7). ontwikkeling: a development document.
    """

    lid: Teamlid
    stand: Profielstand
    waarom: Waarom
    regels: tuple[str, ...]
    url: str
    in_gesprek: bool = False
    ontwikkeling: bool = False


def make_tekenlijst(
    rapport: Rapport, regels: Sequence[Tekenregel], profielen: Collection[str], vorige: VorigeStand | None
) -> str:
    """The page of one steunpunt; profielen: the personeelsnummers of all that have one."""
    return render(
        "ter_ondertekening.html.j2",
        rapport=rapport,
        regels=regels,
        sinds=vorige.periode if vorige else None,
        ongewijzigd=len(profielen) - sum(not regel.ontwikkeling for regel in regels),
        zonder=[lid for lid in rapport.team if lid.personeelsnummer not in profielen],
        bron=rapport.catalog.bron,
    )


def to_sign(
    rapport: Rapport,
    stukken: Mapping[str, tuple[str, Profielstand]],
    vorige: VorigeStand | None,
    *,
    ontwikkeling: bool = False,
) -> Iterator[Tekenregel]:
    """The profiles that want a signature, or the development documents, in the order of the team.

    stukken: personeelsnummer -> path below the folder of the steunpunt, and what is kept of the document. Without a
    former period every one is new. Of a development document nobody waits for a conversation: it is one.
    """
    then = latest_forms(vorige, rapport.beoordeeld) if vorige else {}
    red = {s.personeelsnummer for s in rapport.analyse.signalen if s.ernst == "rood" and not s.aanvaard}
    for lid in rapport.team:
        if found := stukken.get(lid.personeelsnummer):
            path, stand = found
            former = then.get(lid.personeelsnummer)
            known = (former.ontwikkeldocument if ontwikkeling else former.profiel) if former else None
            regel = Tekenregel(lid, stand, "nieuw", (), quote(path), ontwikkeling=ontwikkeling)
            if not ontwikkeling:
                regel = replace(regel, in_gesprek=lid.personeelsnummer in red)
            if known is None:
                yield replace(regel, waarom="onbekend" if former and not ontwikkeling else "nieuw")
            elif known.versie != stand.versie and stand.gewijzigd:
                yield replace(regel, waarom="gewijzigd", regels=stand.gewijzigd.regels)
