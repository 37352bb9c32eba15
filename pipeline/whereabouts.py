"""Where somebody stands: the files of input and output about one person, and what that person is called there."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path, PurePosixPath

from pipeline.base.names import file_part
from pipeline.checking.strays import stray_of
from pipeline.delivery.betrokkene.places import ONTWIKKELING
from pipeline.delivery.period.files import TEMPORARY
from pipeline.delivery.period.folder import LOCK
from pipeline.delivery.period.former import ANTWOORDEN
from pipeline.delivery.retention import read_answers
from pipeline.intake.entries import FORM_SUFFIXES, skipped
from pipeline.intake.inbox import Invoer
from pipeline.intake.steunpunten import catalogs_of, read_everywhere, read_teams
from pipeline.intake.values import parse_nummer, parse_tekst
from pipeline.model.betrokkene import Betrokkene, spellings
from pipeline.model.kept_answers import KeptFormulier
from pipeline.model.personeelsnummer import same_nummer
from pipeline.model.record import Json
from pipeline.model.workbook import Werkmap

# files in these folders are about one person each, and begin with the personeelsnummer
OF_ONE = frozenset({"formulieren", "postvak", "profielen", "retour", ONTWIKKELING})
TYPED = frozenset(["functienaam", "doel", "afspraken", "opmerkingen"])  # texts of the sheet Functie
_IN_PAGES = re.compile(r'>([^<>]*)<span class="nummer">\(([^<>]+)\)</span>')
_BEFORE_NAME = re.compile(r"^[\s,;:.]*(?:Als )?")  # of a sentence that goes on


@dataclass(frozen=True, slots=True)
class Bestanden:
    """All files of an input and an output folder, but locks and what a killed command left half.

    formulieren: what may be a form, as read.
    """

    invoer: Path
    uitvoer: Path
    paden: tuple[Path, ...]
    formulieren: Mapping[Path, Werkmap]

    def below(self, path: Path) -> PurePosixPath:
        """A file below the folder that it is in, input or output."""
        return PurePosixPath(path.relative_to(self._top(path)).as_posix())

    def naam(self, path: Path) -> str:
        """A file as it is told: with the name of that folder."""
        return str(self._top(path).name / self.below(path))

    def _top(self, path: Path) -> Path:
        return self.uitvoer if path.is_relative_to(self.uitvoer) else self.invoer

    def of_one(self, path: Path) -> bool:
        """Whether a file lies where files about one person each lie."""
        return not OF_ONE.isdisjoint(map(str.casefold, self.below(path).parts[:-1]))


class Vindplaatsen:
    """Where a personeelsnummer stands in the files of input and output, and in the teams of now."""

    def __init__(self, nummer: str, invoer: Invoer, uitvoer: Path, perioden: Sequence[Path]) -> None:
        self.perioden = perioden
        self.bestanden = find_files(invoer.pad, uitvoer, self.perioden)
        self._teams = read_teams(invoer.mappen, catalogs_of(invoer).standaard)
        self.dicht = [map_.naam for map_ in invoer.mappen if not _is_known(self._teams.get(map_.naam))]
        self.nummers = spellings(nummer, frozenset(self._known_numbers))

    @cached_property
    def antwoorden(self) -> list[tuple[Path, str, KeptFormulier]]:
        """Every kept form of anybody: the file, the number, the form."""
        found = []
        for pad in self.perioden:
            for path in sorted(pad.rglob(ANTWOORDEN)):
                if kept := read_answers(path):
                    found += [(path, n, form) for n, form in (*kept.eerder.items(), *kept.formulieren.items())]
        return found

    @property
    def op_team(self) -> list[str]:
        """Folders of the steunpunten that have the number on Team, however it is spelled."""
        rows = ((map_, nummer) for map_, nummer, _ in self._team_rows())
        return sorted({map_ for map_, nummer in rows if any(same_nummer(nummer, mine) for mine in self.nummers)})

    @cached_property
    def eigen(self) -> frozenset[Path]:
        """The files about this person alone: forms by their stamp, other documents by their name."""
        return frozenset(path for path in self.bestanden.paden if self._is_own(path))

    @property
    def onleesbaar(self) -> list[Path]:
        """Files where forms belong of which nobody can tell whose they are."""
        found = (path for path in self.bestanden.paden if path not in self.eigen and self.bestanden.of_one(path))
        read = self.bestanden.formulieren
        return [p for p in found if p.suffix.casefold() in FORM_SUFFIXES and not (p in read and read[p].leesbaar)]

    @cached_property
    def betrokkene(self) -> Betrokkene:
        """The person, with all names that were kept."""
        mine = [form for _, nummer, form in self.antwoorden if self.is_mine(nummer)]
        others = {form.naam for _, nummer, form in self.antwoorden if not self.is_mine(nummer)}
        others |= {naam for _, nummer, naam in self._team_rows() if not self.is_mine(nummer)}
        namen = {form.naam for form in mine} | set(self._names_on_forms()) | set(self._names_in_pages())
        namen = (namen - {""}) or set(self._names_of_files())
        led = (path.name for path in self.eigen if self._is_led(path.name))
        teksten = {str(form.functie.get(key) or "") for form in mine for key in TYPED} | set(self._reasons())
        kept = (frozenset(map(str.strip, texts)) - {""} for texts in (namen, others, led, teksten))
        return Betrokkene(self.nummers, *(tuple(sorted(texts)) for texts in kept))

    # --- what is known ---------------------------------------------------------------------------------------------

    @property
    def _known_numbers(self) -> Iterator[str]:
        yield from (nummer for _, nummer, _ in self.antwoorden)
        yield from (nummer for _, nummer, _ in self._team_rows())
        strays = (stray_of(werkmap) for werkmap in self.bestanden.formulieren.values())
        yield from (stray.personeelsnummer for stray in strays if stray)

    def _team_rows(self) -> Iterator[tuple[str, str, str]]:
        """Folder, number and name of every row on a Team, also of one that cannot be used."""
        for map_, team in self._teams.items():
            for row in team.rows("team"):
                nummer, naam = (row.answer(key).value for key in ("personeelsnummer", "naam"))
                yield map_, parse_nummer(nummer), parse_tekst(naam)

    def is_mine(self, nummer: str) -> bool:
        """Whether a number is that of the person."""
        return nummer.casefold() in {mine.casefold() for mine in self.nummers}

    def _is_led(self, name: str) -> bool:
        """Whether the name of a file begins with the number, as those do that are handed out and made."""
        starts = (file_part(nummer, distinct=True).casefold() for nummer in self.nummers)
        stem = PurePosixPath(name).stem.casefold()
        return any(re.match(rf"{re.escape(start)}(?:[ -]|$)", stem) for start in starts)

    def _is_own(self, path: Path) -> bool:
        werkmap = self.bestanden.formulieren.get(path)
        if werkmap and werkmap.leesbaar and (stray := stray_of(werkmap)):
            return self.is_mine(stray.personeelsnummer)
        return self._is_led(path.name) and self.bestanden.of_one(path)

    def _names_on_forms(self) -> Iterator[str]:
        forms = (self.bestanden.formulieren.get(path) for path in self.eigen)
        yield from (parse_tekst(werkmap.veld("functie", "naam").value) for werkmap in forms if werkmap)

    def _names_of_files(self) -> Iterator[str]:
        """Names behind the number, of files as they are handed out and made."""
        for path in self.eigen:
            if self._is_led(path.name):
                yield re.split(r"[ -]", path.stem, maxsplit=1)[-1]

    def _names_in_pages(self) -> Iterator[str]:
        """Names of somebody of whom nothing was ever accepted, as the pages of runs give them."""
        for path in self.bestanden.paden:
            if path.suffix == ".html" and path.name != "index.html" and path.is_relative_to(self.bestanden.uitvoer):
                for naam, nummer in _IN_PAGES.findall(path.read_text("utf-8", "replace")):
                    if self.is_mine(unescape(nummer)):
                        yield _BEFORE_NAME.sub("", unescape(naam)).strip()

    def _reasons(self) -> Iterator[str]:
        """Why a signal was accepted, as somebody wrote it."""
        for pad in self.perioden:
            run: Json = json.loads((pad / "run.json").read_bytes()) if (pad / "run.json").is_file() else {}
            for stand in run.get("steunpunten", ()):
                for signaal in stand.get("overbelasting", ()):
                    if self.is_mine(str(signaal.get("personeelsnummer"))) and signaal.get("afspraak"):
                        yield str(signaal["afspraak"].get("reden", ""))


def find_files(invoer: Path, uitvoer: Path, perioden: Collection[Path]) -> Bestanden:
    """Every file of the input, and of the periods of the output; what may be a form is read."""
    own = [path for path in _below([invoer]) if not path.is_relative_to(uitvoer)]
    made = list(_below(perioden))
    forms = read_everywhere(invoer, own) | read_everywhere(uitvoer, made)
    return Bestanden(invoer, uitvoer, (*own, *made), forms)


def _is_known(team: Werkmap | None) -> bool:
    return team is not None and team.leesbaar


def _below(tops: Iterable[Path]) -> Iterator[Path]:
    """The files below these folders, in order; links are not followed."""
    for top in tops:
        for current, folders, names in os.walk(top):
            folders.sort()
            places = (
                Path(current, name) for name in sorted(names) if not (skipped(name) or name.startswith(TEMPORARY))
            )
            yield from (place for place in places if place.name != LOCK and not place.is_symlink())
