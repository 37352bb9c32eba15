"""A form that does not lie where it belongs, and where that is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Zwerfformulier:
    """A form out of its place, by its stamp: whose it is, and the name of that person's steunpunt.

    map: the steunpunt in whose folder of forms it lies, "" when in none; bestand: its path below that steunpunt, or
    else below the input. thuis: the folder of its own steunpunt, "" when the input has none such; in_team: whether
    the person is in the team there.
    """

    bestand: str
    personeelsnummer: str
    steunpunt: str
    map: str = ""
    thuis: str = ""
    in_team: bool = False


@dataclass(frozen=True, slots=True)
class Thuis:
    """A steunpunt as the place where forms belong: its folder, its name, and the personeelsnummers of its team."""

    map: str = ""
    naam: str = ""
    team: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Herkomst:
    """A steunpunt and the forms out of their place. vreemd: those among its own that are of another by their stamp.

    elders: all that concern it, as far as was known when it was judged.
    """

    thuis: Thuis = Thuis()
    vreemd: tuple[Zwerfformulier, ...] = ()
    elders: tuple[Zwerfformulier, ...] = ()

    @property
    def onbekend(self) -> bool:
        """Whether a form is of another steunpunt, and it was not looked for yet where that is."""
        looked_for = {stray.bestand for stray in self.elders if stray.map == self.thuis.map}
        return any(stray.bestand not in looked_for for stray in self.vreemd)
