"""Forgetting somebody: what it does in input and output, and what to keep of them until that is done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.base.unpack import Unsound
from pipeline.delivery.betrokkene.markup import wipe
from pipeline.delivery.betrokkene.period import Periodewisser
from pipeline.delivery.betrokkene.places import is_named
from pipeline.delivery.betrokkene.wisser import LABEL, Wisser, label_of
from pipeline.delivery.period.files import record_bytes, write_whole
from pipeline.model.betrokkene import Betrokkene
from pipeline.model.record import Kept

UNFINISHED = ".profielbouwer.opschonen.json"  # in the output folder, until all is done
TEAM = ("steunpunt.xlsx", "steunpunt.ods")
COPIES = "vervallen"


class Persoon(Kept):
    """As Betrokkene, with what comes in place of the number, and paths below the output folder of their own files."""

    label: str
    eigen: tuple[str, ...] = ()
    nummers: tuple[str, ...]
    namen: tuple[str, ...]
    anderen: tuple[str, ...]
    bestanden: tuple[str, ...]
    teksten: tuple[str, ...]


class Onderhanden(Kept):
    """Whom a command was taking away, by personeelsnummer: the rest cannot be found without what is gone already."""

    personen: dict[str, Persoon] = {}


@dataclass(frozen=True, slots=True)
class Vergeten:
    """What becomes of which files when somebody is taken away, each a path as the caller gave it.

    weg: about that person alone; anders: what is of them there goes; blijft: of others, who name that person;
    ongelezen: nobody can tell.
    """

    weg: tuple[Path, ...] = ()
    anders: tuple[Path, ...] = ()
    blijft: tuple[Path, ...] = ()
    ongelezen: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Vergeetopdracht:
    """Whom to forget, and where: eigen are own files, bestanden all of the input, perioden the oldest first.

    label: what comes in place of the number.
    """

    betrokkene: Betrokkene
    label: str
    uitvoer: Path
    perioden: Sequence[Path]
    eigen: frozenset[Path]
    invoer: Path
    bestanden: Sequence[Path]


def plan_forgetting(opdracht: Vergeetopdracht) -> Vergeten:
    """What would happen; nothing is written."""
    planned, wisser = _Gather(), Wisser(opdracht.betrokkene, opdracht.label)
    for path in opdracht.bestanden:
        planned.take(path, opdracht, wisser)
    for pad in opdracht.perioden:
        found = Periodewisser(pad, *_of_period(pad, opdracht), {}).plan()
        planned.weg += [pad / path for path in found.weg]
        planned.anders += [pad / path for path in found.anders]
        planned.blijft += [pad / path for path in found.blijft]
        planned.ongelezen += [pad / path for path in found.ongelezen]
    return planned.made()


def forget(opdracht: Vergeetopdracht) -> None:
    """Do it: periods first, then the input. Whoever is stopped in between does the same again."""
    remember(opdracht)
    hashes, wisser = dict[str, str](), Wisser(opdracht.betrokkene, opdracht.label)
    for pad in opdracht.perioden:
        Periodewisser(pad, *_of_period(pad, opdracht), hashes).do()
    for path in opdracht.bestanden:
        if path in opdracht.eigen:
            path.unlink(missing_ok=True)
        elif (data := path.read_bytes()) != (wiped := _of_input(path, data, opdracht, wisser)):
            write_whole(path, wiped)
    forgotten(opdracht)


def _of_period(pad: Path, opdracht: Vergeetopdracht) -> tuple[Wisser, frozenset[str]]:
    former = unfinished(opdracht.uitvoer).get(opdracht.betrokkene.nummers[0])
    gone = {opdracht.uitvoer / path for path in former.eigen} if former else set()
    paths = (path for path in (*opdracht.eigen, *gone) if path.is_relative_to(pad))
    own = frozenset(path.relative_to(pad).as_posix() for path in paths)
    return Wisser(opdracht.betrokkene, opdracht.label, own), own


def _of_input(path: Path, data: bytes, opdracht: Vergeetopdracht, wisser: Wisser) -> bytes:
    """A file of the input: in the team workbook of now rows of the person go, in a copy of a former one the name."""
    if COPIES in map(str.casefold, path.relative_to(opdracht.invoer).parts[:-1]):
        return wipe(path.name, data, wisser)
    return wipe(path.name, data, _OnlyCells(wisser), "all") if path.name.casefold() in TEAM else data


class _OnlyCells(Wisser):
    """In the team workbook of now texts stay as they are: HR keeps it, and others may have a leader of that name."""

    def __init__(self, wisser: Wisser) -> None:
        super().__init__(wisser.betrokkene, wisser.label)

    def text(self, text: str, *, whole: bool = False) -> str:
        """The text as it is."""
        return text


class _Gather:
    def __init__(self) -> None:
        self.weg: list[Path] = []
        self.anders: list[Path] = []
        self.blijft: list[Path] = []
        self.ongelezen: list[Path] = []

    def take(self, path: Path, opdracht: Vergeetopdracht, wisser: Wisser) -> None:
        """A file of the input."""
        if path in opdracht.eigen:
            self.weg.append(path)
            return
        try:
            data = path.read_bytes()
            wiped = _of_input(path, data, opdracht, wisser)
        except (OSError, Unsound):
            self.ongelezen.append(path)
            return
        if wiped != data:
            self.anders.append(path)
        if is_named(path.name, wiped, wisser):
            self.blijft.append(path)

    def made(self) -> Vergeten:
        return Vergeten(tuple(self.weg), tuple(self.anders), tuple(self.blijft), tuple(self.ongelezen))


# --- what was being done -------------------------------------------------------------------------------------------


def unfinished(uitvoer: Path) -> Mapping[str, Persoon]:
    """Who was being taken away when a command was stopped, by personeelsnummer."""
    place = uitvoer / UNFINISHED
    return Onderhanden.model_validate_json(place.read_bytes()).personen if place.is_file() else {}


def next_label(uitvoer: Path, perioden: Iterable[Path]) -> str:
    """A label that nobody has yet."""
    used = {int(number) for pad in perioden for number in _labels(pad)}
    used |= {int(found.group(1)) for one in unfinished(uitvoer).values() if (found := LABEL.fullmatch(one.label))}
    return label_of(max(used, default=0) + 1)


def _labels(pad: Path) -> Iterator[str]:
    for path in pad.rglob("*.json"):
        yield from re.findall(LABEL, path.read_text("utf-8", "replace"))


def with_remembered(betrokkene: Betrokkene, former: Persoon | None) -> Betrokkene:
    """The person with what was known before a part was taken away."""
    if former is None:
        return betrokkene
    both = {key: (*getattr(betrokkene, key), *getattr(former, key)) for key in asdict(betrokkene)}
    return Betrokkene(**{key: tuple(dict.fromkeys(texts)) for key, texts in both.items()})


def remember(opdracht: Vergeetopdracht) -> None:
    """Keep who is being taken away until it is done."""
    nummer, former = opdracht.betrokkene.nummers[0], unfinished(opdracht.uitvoer)
    own = {
        path.relative_to(opdracht.uitvoer).as_posix()
        for path in opdracht.eigen
        if path.is_relative_to(opdracht.uitvoer)
    }
    own |= set(former[nummer].eigen) if nummer in former else set()
    persoon = Persoon(label=opdracht.label, eigen=tuple(sorted(own)), **asdict(opdracht.betrokkene))
    _keep(opdracht.uitvoer, {**former, nummer: persoon})


def forgotten(opdracht: Vergeetopdracht) -> None:
    """Nothing is left to do."""
    left = {n: one for n, one in unfinished(opdracht.uitvoer).items() if n not in opdracht.betrokkene.nummers}
    if left:
        _keep(opdracht.uitvoer, left)
    else:
        (opdracht.uitvoer / UNFINISHED).unlink(missing_ok=True)


def _keep(uitvoer: Path, personen: Mapping[str, Persoon]) -> None:
    write_whole(uitvoer / UNFINISHED, record_bytes(Onderhanden(personen=dict(personen))))
