"""What people need to learn, as worked out from the accepted forms (ontwikkeling.md 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Gesprekscode = Literal["G1", "G2", "G3", "G4"]
Oorzaak = Literal["", "geen", "klaar"]  # of G3: no agreement, or one that is done
Leervorm = Literal["", "samen", "collega", "individueel"]
Taakstand = Literal["niemand", "één persoon", "meer mensen"]


@dataclass(frozen=True, slots=True)
class Gesprekspunt:
    """Something to talk about with one person; codes: of tasks and competencies, in catalog order."""

    code: Gesprekscode
    codes: tuple[str, ...]
    oorzaak: Oorzaak = ""


@dataclass(frozen=True, slots=True)
class KlareAfspraak:
    """A done agreement of a form that went to the archive: it still counts for points and causes."""

    bij_code: str = ""
    klaar_op: dt.date | None = None
    punten: float | None = None


@dataclass(frozen=True, slots=True)
class Leerpersoon:
    """One person with an accepted form that asks about development; punten: of this calendar year.

    behoeften: sheet -> code -> nodig, mogelijk or te_bespreken; eerder: done agreements of former forms.
    """

    personeelsnummer: str
    catalogus: str
    gesprekspunten: tuple[Gesprekspunt, ...] = ()
    behoeften: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    punten: float = 0.0
    eerder: tuple[KlareAfspraak, ...] = ()


@dataclass(frozen=True, slots=True)
class Leerbehoefte:
    """What the team needs to learn at one task or competency: personeelsnummers, in the order of the team.

    helpers: who can coach; vorm: a proposal to talk about, "" where nobody has it as nodig.
    """

    catalogus: str
    blad: str
    code: str
    nodig: tuple[str, ...]
    mogelijk: tuple[str, ...]
    te_bespreken: tuple[str, ...]
    vorm: Leervorm
    helpers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taakgebied:
    """A group and niveau of tasks: who does any, and how many of its tasks are done by anybody."""

    catalogus: str
    groep: str
    niveau: str
    stand: Taakstand
    mensen: tuple[str, ...]
    taken: int
    van: int
    voorbehoud: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ontwikkeling:
    """All of it for one steunpunt."""

    personen: tuple[Leerpersoon, ...] = ()
    behoeften: tuple[Leerbehoefte, ...] = ()
    taakgebieden: tuple[Taakgebied, ...] = ()

    def van(self, nummer: str) -> Leerpersoon | None:
        """What is known of one person, None where the form does not ask it."""
        return next((one for one in self.personen if one.personeelsnummer == nummer), None)


NO_DEVELOPMENT = Ontwikkeling()  # nothing is asked
