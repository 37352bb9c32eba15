"""What run.json keeps of development: points to talk about, needs of the team, areas of tasks."""

from __future__ import annotations

from pipeline.model.development import Gesprekscode, Leervorm, Oorzaak, Taakstand
from pipeline.model.record import Kept


class RunGesprekspunt(Kept):
    """A point to talk about with somebody; oorzaak: of G3, "geen" or "klaar"."""

    code: Gesprekscode
    codes: tuple[str, ...]
    oorzaak: Oorzaak | None = None


class RunOntwikkeling(Kept):
    """The points to talk about with one person."""

    personeelsnummer: str
    catalogus: str
    gesprekspunten: tuple[RunGesprekspunt, ...]


class RunLeerbehoefte(Kept):
    """A need of the team, by personeelsnummer; neither grades nor who can coach stand here."""

    catalogus: str
    blad: str
    code: str
    nodig: tuple[str, ...]
    mogelijk: tuple[str, ...]
    te_bespreken: tuple[str, ...]
    vorm: Leervorm | None


class RunTaakgebied(Kept):
    """A group and niveau of tasks: mensen and voorbehoud are personeelsnummers."""

    catalogus: str
    groep: str
    niveau: str
    stand: Taakstand
    mensen: tuple[str, ...]
    taken: int
    van: int
    voorbehoud: tuple[str, ...] = ()
