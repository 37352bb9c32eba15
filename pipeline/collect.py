"""Handing in: forms that came by mail go from postvak/ to where they belong by their stamp (design.md 6).

Nothing is overwritten and nothing is removed: what makes way goes to the archive, what is not certain stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.checking.judge import beside_team, judge_forms, whose
from pipeline.checking.strays import place, stray_of
from pipeline.definitions.catalogs import Catalogi
from pipeline.definitions.messages import show
from pipeline.delivery.period.files import form_name, free_path, move, write_faults
from pipeline.examples import with_examples
from pipeline.intake.inbox import Invoer, discover
from pipeline.intake.mappen import Map
from pipeline.intake.steunpunten import catalogs_of, read_mappen, read_post
from pipeline.intake.tree import FORMULIEREN, spelled
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Beoordeeld
from pipeline.model.kept_run import Shown
from pipeline.model.personeelsnummer import match_nummer
from pipeline.model.steunpunt import Medewerker
from pipeline.model.stray import Thuis, Zwerfformulier
from pipeline.model.workbook import Row, Value, Werkmap

GROUP = 200  # team workbooks that are read at a time


@dataclass(frozen=True, slots=True)
class Ingeleverd:
    """What became of one file of postvak/, all paths below the input.

    naar: where it went, "" when it stayed; gearchiveerd: former forms that made way for it; bevinding: why it stayed,
    or went to the archive itself.
    """

    bestand: str
    naar: str = ""
    gearchiveerd: tuple[str, ...] = ()
    bevinding: Shown | None = None


@dataclass(frozen=True, slots=True)
class _Stuk:
    """A form in postvak/: its file, what it holds, whose it is and where it belongs."""

    pad: Path
    werkmap: Werkmap
    stray: Zwerfformulier

    def stays(self, code: str, **values: str) -> Ingeleverd:
        return _stays(self.werkmap.bestand, code, self.stray, **values)


@dataclass(frozen=True, slots=True)
class _Bestemming:
    """A steunpunt that forms go to: its forms, judged, and where they stand."""

    invoer: Path
    map: Map
    formulieren: tuple[Werkmap, ...]
    beoordeeld: Beoordeeld

    @property
    def folder(self) -> Path:
        return spelled(self.map.pad, FORMULIEREN)

    def forms_of(self, medewerker: Medewerker) -> list[Werkmap]:
        """All forms of a person, those that were replaced too, and a file that only bears the number."""
        nummers = self.beoordeeld.steunpunt.nummers
        found = [(werkmap, whose(werkmap, nummers)) for werkmap in self.formulieren]
        return [werkmap for werkmap, nummer in found if nummer == medewerker.personeelsnummer]

    def accepted(self, werkmap: Werkmap) -> bool:
        """Whether a form counts now."""
        statuses = {oordeel.werkmap.bestand: oordeel.status for oordeel in self.beoordeeld.oordelen}
        return statuses.get(werkmap.bestand) == "goedgekeurd"


def collect_forms(invoer: Path) -> list[Ingeleverd]:
    """Put what lies in postvak/ where it belongs. Raises Stop when the input cannot be used."""
    found = discover(invoer)
    catalogi = catalogs_of(found)
    found = with_examples(found, catalogi)
    stukken, done = _sort_out(read_post(found))
    for map_, mine in _by_home(stukken, found, catalogi).items():
        if map_ is None:
            done += [_homeless(stuk) for stuk in mine]
        else:
            bestemming = _bestemming(invoer, map_, catalogi)
            with write_faults():
                done += [one for same in _by_person(mine) for one in _hand_in(bestemming, same)]
    return sorted(done, key=lambda one: one.bestand)


def _sort_out(read: Iterable[tuple[Path, Werkmap]]) -> tuple[list[_Stuk], list[Ingeleverd]]:
    """The forms that say whose they are, and what is to be said of all else."""
    stukken, done = [], []
    for pad, werkmap in read:
        stray = stray_of(werkmap) if werkmap.stempel else None
        if stray:
            stukken.append(_Stuk(pad, werkmap, stray))
        elif werkmap.leesbaar:
            done.append(_stays(werkmap.bestand, "post_zonder_stempel"))
        else:
            done.append(Ingeleverd(werkmap.bestand, bevinding=show(werkmap.findings[0])))
    return stukken, done


def _stays(bestand: str, code: str, stray: Zwerfformulier | None = None, **values: str) -> Ingeleverd:
    nummer = stray.personeelsnummer if stray else ""
    values = {"personeelsnummer": nummer, **values}
    return Ingeleverd(bestand, bevinding=show(Finding(code, Address(bestand), values, personeelsnummer=nummer)))


def _homeless(stuk: _Stuk) -> Ingeleverd:
    if stuk.stray.thuis:
        return stuk.stays("post_niet_in_team", map=stuk.stray.thuis)
    return stuk.stays("post_ander_steunpunt")


def _by_home(stukken: Sequence[_Stuk], invoer: Invoer, catalogi: Catalogi) -> dict[Map | None, list[_Stuk]]:
    """The forms by the steunpunt in whose team their person is; None: nobody knows, or that team is another's."""
    mappen = {map_.naam: map_ for map_ in invoer.mappen}
    homes = list(_homes(invoer.mappen, catalogi)) if stukken else []
    by_home = defaultdict(list)
    for stuk, stray in zip(stukken, place([stuk.stray for stuk in stukken], homes), strict=True):
        by_home[mappen[stray.thuis] if stray.in_team else None].append(replace(stuk, stray=stray))
    return dict(by_home)


def _homes(mappen: Sequence[Map], catalogi: Catalogi) -> Iterator[Thuis]:
    """Every steunpunt by its team workbook alone."""
    bare = [replace(map_, formuliernamen="") for map_ in mappen]
    for start in range(0, len(bare), GROUP):
        for gelezen in read_mappen(bare[start : start + GROUP], catalogi):
            yield beside_team(gelezen, catalogi.standaard).team.steunpunt.thuis


def _bestemming(invoer: Path, map_: Map, catalogi: Catalogi) -> _Bestemming:
    catalog = catalogi.standaard
    formulieren = beside_team(read_mappen([map_], catalogi)[0], catalog)
    return _Bestemming(invoer, map_, formulieren.formulieren, judge_forms([formulieren], catalog)[0])


def _by_person(stukken: Iterable[_Stuk]) -> Iterable[list[_Stuk]]:
    """The forms of one person together, however the number is spelled."""
    by_person = defaultdict(list)
    for stuk in stukken:
        by_person[stuk.stray.personeelsnummer.casefold().lstrip("0")].append(stuk)
    return by_person.values()


def _hand_in(bestemming: _Bestemming, same: Sequence[_Stuk]) -> Iterator[Ingeleverd]:
    """Hand in the forms of one person: the last one, where the others say that they came before it or are equal."""
    steunpunt = bestemming.beoordeeld.steunpunt
    nummer = match_nummer(same[0].stray.personeelsnummer, steunpunt.nummers)
    medewerker = next(m for m in steunpunt.team if m.personeelsnummer == nummer)
    replaced = {stuk.werkmap.stempel.get("vervangt") for stuk in same} - {"", None}
    last, *others = sorted(same, key=lambda stuk: stuk.werkmap.stempel.get("formulier") in replaced)
    different = [one for one in others if not (_former(one, replaced) or _equal(one.werkmap, last.werkmap))]
    if different:
        files = ", ".join(sorted(stuk.werkmap.bestand for stuk in same))
        yield from (stuk.stays("post_dubbel", bestanden=files) for stuk in same)
        return
    for other in others:
        yield _archive(bestemming, other, "post_vervangen" if _former(other, replaced) else "post_gelijk")
    yield _put(bestemming, last, medewerker)


def _former(stuk: _Stuk, replaced: set[str | None]) -> bool:
    return stuk.werkmap.stempel.get("formulier") in replaced


def _put(bestemming: _Bestemming, stuk: _Stuk, medewerker: Medewerker) -> Ingeleverd:
    """Put a form in its place, unless an accepted one stands there that it does not say to replace."""
    present = bestemming.forms_of(medewerker)
    if any(_equal(werkmap, stuk.werkmap) for werkmap in present):
        return _archive(bestemming, stuk, "post_gelijk")
    vervangt = stuk.werkmap.stempel.get("vervangt")
    names = [werkmap.stempel.get("formulier") for werkmap in present]
    keeps = [w for w, name in zip(present, names, strict=True) if bestemming.accepted(w) and vervangt != (name or None)]
    if keeps:
        return stuk.stays("post_bestaat", ander=f"{bestemming.map.naam}/{keeps[0].bestand}")
    former = [bestemming.map.pad / werkmap.bestand for werkmap in present]
    archief = bestemming.folder / "archief"
    moves = {source: free_path(archief / source.name) for source in former}
    wanted = bestemming.folder / form_name(bestemming.map.naam, medewerker)
    target = wanted if wanted in moves else free_path(wanted)
    move({**moves, stuk.pad: target})  # in this order: whoever is stopped in between finds the new one in postvak/
    top = bestemming.invoer
    gearchiveerd = tuple(path.relative_to(top).as_posix() for path in moves.values())
    return Ingeleverd(stuk.werkmap.bestand, target.relative_to(top).as_posix(), gearchiveerd)


def _archive(bestemming: _Bestemming, stuk: _Stuk, code: str) -> Ingeleverd:
    """Put a form that is not needed in the archive of its steunpunt."""
    target = free_path(bestemming.folder / "archief" / stuk.pad.name)
    move({stuk.pad: target})
    return replace(stuk.stays(code), naar=target.relative_to(bestemming.invoer).as_posix())


def _equal(one: Werkmap, other: Werkmap) -> bool:
    """Whether two forms hold the same answers, in the same file or as another program saved it."""
    return one.sha256 == other.sha256 or (one.leesbaar and other.leesbaar and _typed(one) == _typed(other))


def _typed(werkmap: Werkmap) -> tuple[object, ...]:
    fields = {blad: {key: answer.value for key, answer in velden.items()} for blad, velden in werkmap.velden.items()}
    tables = {blad: list(map(_values, rows)) for blad, rows in werkmap.tabellen.items()}
    return dict(werkmap.stempel), fields, tables


def _values(row: Row) -> tuple[str, dict[str, Value]]:
    return row.code, {key: answer.value for key, answer in row.answers.items()}
