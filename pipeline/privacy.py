"""What is kept about people: shown to whom it is about (`inzage`), and taken away (`opschonen`), as in design.md 6."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.names import file_part
from pipeline.base.package import Package
from pipeline.base.unpack import Unsound
from pipeline.definitions.nearest import load_rules_near
from pipeline.delivery.betrokkene.forget import (
    Vergeetopdracht,
    Vergeten,
    forget,
    next_label,
    plan_forgetting,
    unfinished,
    with_remembered,
)
from pipeline.delivery.betrokkene.markup import wipe
from pipeline.delivery.betrokkene.period import Periodewisser
from pipeline.delivery.betrokkene.wisser import Wisser
from pipeline.delivery.period.files import remove_empty, write_faults, write_whole
from pipeline.delivery.period.folder import Periodemap, locked
from pipeline.delivery.period.former import ANTWOORDEN, open_vorige
from pipeline.delivery.retention import (
    accepted_hashes,
    is_period,
    kept_from,
    periods_of,
    read_answers,
    remove_period,
    sweep_periods,
)
from pipeline.intake.inbox import Invoer, discover
from pipeline.intake.steunpunten import read_everywhere
from pipeline.intake.tree import FORMULIEREN, spelled
from pipeline.intake.values import parse_datum, readable
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.kept_run import RunSteunpunt
from pipeline.render.pages.inzage import Bewaard, make_inzagepagina
from pipeline.whereabouts import Vindplaatsen

OVERZICHT = "overzicht.html"


@dataclass(frozen=True, slots=True)
class Opschoonopdracht:
    """What to take away: periods that are more than so many months before the newest, and all of one person.

    ouder_dan None and no persoon: as long as the settings say. doen False: only tell.
    """

    invoer: Path
    uitvoer: Path
    ouder_dan: int | None = None
    persoon: str = ""
    doen: bool = False


@dataclass(frozen=True, slots=True)
class Verouderd:
    """What is older than it has to be kept: vanaf is the first period that stays (JJJJ-MM).

    perioden: name and number of files of each; archief: forms of before, below the input; onbekend: number of forms
    in an archive of which nobody can tell of when they are.
    """

    maanden: int
    vanaf: str
    perioden: tuple[tuple[str, int], ...]
    archief: tuple[str, ...]
    onbekend: int


@dataclass(frozen=True, slots=True)
class Persoonsdeel:
    """What becomes of the files that are about a person or name them, each with the name of its folder."""

    nummer: str
    label: str
    weg: tuple[str, ...]
    anders: tuple[str, ...]
    blijft: tuple[str, ...]
    ongelezen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opschoning:
    """What was, or would be, taken away, by reason; onaf: of whom a command before was stopped."""

    gedaan: bool
    verouderd: Verouderd | None = None
    persoon: Persoonsdeel | None = None
    onaf: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inzage:
    """The zip that was made, and how many files are in it, beside the page, and stay behind."""

    pad: Path
    eigen: int
    andere: int


# --- taking away ---------------------------------------------------------------------------------------------------


def opschonen(opdracht: Opschoonopdracht) -> Opschoning:
    """Tell what would go, or do it. Raises Stop before anything is done."""
    invoer, uitvoer = _folders(opdracht.invoer, opdracht.uitvoer)
    with locked(uitvoer) if opdracht.doen else nullcontext():
        if opdracht.doen:
            sweep_periods(uitvoer)
        perioden = _periods(uitvoer)
        maanden = _months(opdracht, invoer)
        vanaf = kept_from(perioden, maanden) if maanden else ""
        kept = [pad for pad in perioden if pad.name >= vanaf]
        vergeten = _whom(opdracht.persoon, invoer, uitvoer, kept) if opdracht.persoon else None
        verouderd = _outdated(invoer, perioden, maanden, vanaf, doen=opdracht.doen) if maanden else None
        deel = _forget(*vergeten, doen=opdracht.doen) if vergeten else None
        onaf = tuple(nummer for nummer in unfinished(uitvoer) if nummer != opdracht.persoon)
    return Opschoning(opdracht.doen, verouderd, deel, onaf)


def _folders(invoer: Path, uitvoer: Path) -> tuple[Invoer, Path]:
    """The input as it is found, and the output. Raises Stop when one of them is not there."""
    uit = uitvoer.resolve()
    if not uit.is_dir():
        raise Stop([Finding("uitvoer_zonder_perioden", Address(uit.name))])
    return discover(invoer.resolve(), uit), uit


def _periods(uitvoer: Path) -> list[Path]:
    perioden = periods_of(uitvoer)
    if not perioden:
        raise Stop([Finding("uitvoer_zonder_perioden", Address(uitvoer.name))])
    return perioden


def _months(opdracht: Opschoonopdracht, invoer: Invoer) -> int:
    """Older than so many months goes; 0: nothing goes for its age."""
    if opdracht.ouder_dan is not None:
        return opdracht.ouder_dan
    return 0 if opdracht.persoon else load_rules_near(invoer.pad).bewaren.maanden


def _outdated(invoer: Invoer, perioden: Sequence[Path], maanden: int, vanaf: str, *, doen: bool) -> Verouderd:
    old = [pad for pad in perioden if pad.name < vanaf]
    counted = tuple((pad.name, sum(path.is_file() for path in pad.rglob("*"))) for pad in old)
    forms, unknown = _old_forms(invoer, perioden, vanaf)
    found = Verouderd(
        maanden, vanaf, counted, tuple(path.relative_to(invoer.pad).as_posix() for path in forms), unknown
    )
    if doen:
        for path in forms:  # before the periods, which say of when they are
            path.unlink(missing_ok=True)
            remove_empty(path.parent, _archive_of(path))
        for pad in old:
            remove_period(pad)
    return found


def _archive_of(path: Path) -> Path:
    return next(folder for folder in path.parents if folder.name.casefold() == "archief")


def _old_forms(invoer: Invoer, perioden: Sequence[Path], vanaf: str) -> tuple[list[Path], int]:
    """The forms in an archive that are of before a period, and the number of those of which that is not known."""
    tops = (spelled(spelled(map_.pad, FORMULIEREN), "archief") for map_ in invoer.mappen)
    paths = [path for top in tops for path in sorted(top.rglob("*")) if path.is_file() and not path.is_symlink()]
    hashes = accepted_hashes(perioden)
    read = read_everywhere(invoer.pad, paths)
    ages: dict[Path, str] = {}
    for path in paths:
        named = next((folder.name for folder in path.parents if is_period(folder.name)), "")
        werkmap = read.get(path)
        counted = hashes.get(werkmap.sha256, "") if werkmap else ""
        day = readable(parse_datum(werkmap.veld("functie", "peildatum").value)) if werkmap else None
        ages[path] = max(named, counted) or (f"{day:%Y-%m}" if isinstance(day, dt.date) else "")
    return [path for path, age in ages.items() if age and age < vanaf], sum(not age for age in ages.values())


def _whom(nummer: str, invoer: Invoer, uitvoer: Path, perioden: Sequence[Path]) -> tuple[Vindplaatsen, Vergeetopdracht]:
    """Who is to be forgotten, and where. Raises Stop for somebody on a Team, or where that cannot be told."""
    plaatsen = Vindplaatsen(nummer, invoer, uitvoer, perioden)
    if plaatsen.op_team:
        raise Stop([Finding("betrokkene_op_team", values={"map": ", ".join(plaatsen.op_team)})])
    if plaatsen.dicht:
        raise Stop([Finding("betrokkene_team_dicht", values={"map": ", ".join(plaatsen.dicht)})])
    former = unfinished(uitvoer).get(plaatsen.nummers[0])
    if not (plaatsen.betrokkene.namen or plaatsen.eigen or former):
        raise Stop([Finding("betrokkene_onbekend")])
    opdracht = Vergeetopdracht(
        with_remembered(plaatsen.betrokkene, former),
        former.label if former else next_label(uitvoer, perioden),
        uitvoer,
        perioden,
        plaatsen.eigen,
        invoer.pad,
        [path for path in plaatsen.bestanden.paden if not path.is_relative_to(uitvoer)],
    )
    return plaatsen, opdracht


def _forget(plaatsen: Vindplaatsen, opdracht: Vergeetopdracht, *, doen: bool) -> Persoonsdeel:
    planned: Vergeten = plan_forgetting(opdracht)
    if doen:
        for pad in opdracht.perioden:
            Periodemap(pad).sweep()
        forget(opdracht)

    def named(paths: Sequence[Path]) -> tuple[str, ...]:
        return tuple(map(plaatsen.bestanden.naam, paths))

    unread = sorted({*planned.ongelezen, *plaatsen.onleesbaar})
    return Persoonsdeel(
        opdracht.betrokkene.nummers[0],
        opdracht.label,
        named(planned.weg),
        named(planned.anders),
        named(planned.blijft),
        named(unread),
    )


# --- showing -------------------------------------------------------------------------------------------------------


def inzage(nummer: str, invoer: Path, uitvoer: Path, map_: Path) -> Inzage:
    """Make the zip of an access request in a folder. Raises Stop when nothing is known of the number."""
    found, uit = _folders(invoer, uitvoer)
    target = map_.resolve()
    if any(target.is_relative_to(top) for top in (found.pad, uit)):
        raise Stop([Finding("inzage_in_map")])
    plaatsen = Vindplaatsen(nummer, found, uit, _periods(uit))
    bewaard = list(_kept(plaatsen))
    eigen, andere = sorted(plaatsen.eigen), sorted(_naming(plaatsen))
    if not (bewaard or eigen or andere):
        raise Stop([Finding("betrokkene_onbekend")])
    mine, others = ([plaatsen.bestanden.naam(path) for path in paths] for paths in (eigen, andere))
    page = make_inzagepagina(plaatsen.nummers[0], plaatsen.betrokkene.namen, bewaard, mine, others)
    parts = [(OVERZICHT, page.encode()), *((name, path.read_bytes()) for name, path in zip(mine, eigen, strict=True))]
    pad = target / f"inzage-{file_part(plaatsen.nummers[0], distinct=True)}.zip"
    with write_faults():
        write_whole(pad, Package().with_parts(parts).to_bytes())
    return Inzage(pad, len(eigen), len(andere))


def _kept(plaatsen: Vindplaatsen) -> Iterator[Bewaard]:
    """What each period keeps of the person, the oldest first."""
    for pad in plaatsen.perioden:
        for stand in open_vorige(pad).run.steunpunten if (pad / "run.json").is_file() else ():
            if (bewaard := _kept_there(plaatsen, pad, stand)) is not None:
                yield bewaard


def _kept_there(plaatsen: Vindplaatsen, pad: Path, stand: RunSteunpunt) -> Bewaard | None:
    answers = read_answers(pad / stand.map / ANTWOORDEN)
    forms = tuple(form for form in stand.formulieren if plaatsen.is_mine(form.personeelsnummer or ""))
    signals = tuple(one for one in stand.overbelasting if plaatsen.is_mine(one.personeelsnummer))
    now = [form for n, form in answers.formulieren.items() if plaatsen.is_mine(n)] if answers else []
    then = [form for n, form in answers.eerder.items() if plaatsen.is_mine(n)] if answers else []
    if not (forms or signals or now or then):
        return None
    form = next(iter([*now, *then]), None)
    return Bewaard(
        pad.name, stand.naam or stand.map, forms, signals, answers, form, then[0].periode if then and not now else ""
    )


def _naming(plaatsen: Vindplaatsen) -> Iterator[Path]:
    """The files that are not about the person alone and name them."""
    wisser = Wisser(plaatsen.betrokkene, "-")
    for pad in plaatsen.perioden:
        own = frozenset(path.relative_to(pad).as_posix() for path in plaatsen.eigen if path.is_relative_to(pad))
        found = Periodewisser(pad, wisser, own, {}).plan()
        yield from (pad / path for path in (*found.anders, *found.blijft))
    for path in plaatsen.bestanden.paden:
        if path not in plaatsen.eigen and not path.is_relative_to(plaatsen.bestanden.uitvoer):
            try:
                data = path.read_bytes()
                if wipe(path.name, data, wisser) != data:
                    yield path
            except (OSError, Unsound):
                continue
