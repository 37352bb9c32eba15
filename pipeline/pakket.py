"""Handing out by mail: per steunpunt and leidinggevende one zip, of the forms that ask for something and a letter.

Which forms these are is judged from the input as it is now: so what came back since is never asked for again, and a
rejected form is marked as in retour/ of a run.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.analysis.returns import Leiding, follow_returns
from pipeline.base.names import PATH_LIMIT, file_part
from pipeline.base.package import QUICK, Package
from pipeline.batch import Opzet, check_sjablonen, sjabloon_of
from pipeline.checking.judge import validate
from pipeline.checking.parsed_form import parse_form
from pipeline.checking.untouched import is_as_handed_out, is_reissued
from pipeline.definitions.catalogs import Catalogi
from pipeline.definitions.messages import show_all
from pipeline.definitions.rules import Rules
from pipeline.delivery.documents import return_form, returned_names
from pipeline.delivery.period.files import check_links, leiding_names, write_faults
from pipeline.delivery.period.folder import Periodemap, Plaatsing, locked
from pipeline.delivery.period.vervallen import VERVALLEN
from pipeline.intake.entries import form_bytes
from pipeline.intake.inbox import discover
from pipeline.intake.mappen import Map, rules_of
from pipeline.intake.steunpunten import catalogs_of, read_mappen
from pipeline.intake.tree import OF_A_RUN
from pipeline.intake.values import parse_datum
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.judged import Beoordeeld, Oordeel
from pipeline.model.kept_groups import Pakketrecord
from pipeline.model.kept_run import Shown
from pipeline.model.steunpunt import Medewerker
from pipeline.placing import GROUP, know_elders
from pipeline.render.word.brief import Bijlage, Briefhoofd, Vraag, make_brief
from pipeline.render.word.kinds import BRIEF
from pipeline.workers import executor

RECORD = "pakket.json"  # of the packages of a steunpunt, in its folder
BRIEFNAAM = "brief.docx"
FORM_NAME = 100  # characters of the name of a form in a package


@dataclass(frozen=True, slots=True)
class Pakket:
    """A package: its path below the folder of all, and how many forms it holds."""

    bestand: str
    formulieren: int


@dataclass(frozen=True, slots=True)
class Uitreiking:
    """What was made for one steunpunt; verplaatst: number of former packages that moved to vervallen/."""

    map: str
    pakketten: tuple[Pakket, ...]
    bevindingen: tuple[Shown, ...] = ()
    verplaatst: int = 0


@dataclass(frozen=True, slots=True)
class _Opdracht:
    """What holds for all packages. alles: also forms that ask for nothing."""

    opzet: Opzet
    catalogi: Catalogi
    uiterlijk: dt.date | None
    alles: bool

    @property
    def uitvoer(self) -> Path:
        return self.opzet.periodemap


@dataclass(frozen=True, slots=True)
class _Stuk:
    """A form that goes with a package: its line in the letter, and the file; None when it changed while it was read."""

    bijlage: Bijlage
    data: bytes | None


@dataclass(frozen=True, slots=True)
class _Uitdeling:
    """One steunpunt, judged, to make the packages of."""

    map: Map
    beoordeeld: Beoordeeld
    opdracht: _Opdracht

    @property
    def catalog(self) -> Catalog:
        return self.opdracht.catalogi.standaard

    @property
    def rules(self) -> Rules:
        return rules_of(self.map)


def make_pakketten(invoer: Path, uitvoer: Path, uiterlijk: str = "", *, alles: bool = False) -> list[Uitreiking]:
    """Put the packages of every steunpunt in `uitvoer`, and move those of before that are none any more.

    uiterlijk: the day before which forms are to be back, as people write it. Raises Stop before anything is written.
    """
    found = discover(invoer, uitvoer)
    _check_folder(uitvoer, invoer, found.mappen)
    catalogi = catalogs_of(found)
    opzet = Opzet(found.catalog, catalogi.standaard.sha256, uitvoer, catalogi=catalogi.bestanden)
    opdracht = _Opdracht(opzet, catalogi, _day(uiterlijk), alles)
    remarks = check_sjablonen(found.mappen, opzet, lambda _: (BRIEF,))
    with locked(uitvoer), executor(min(-(-len(found.mappen) // GROUP), os.cpu_count() or 1)) as pool:
        known = know_elders(found, catalogi, pool)
        groups = [known[start : start + GROUP] for start in range(0, len(known), GROUP)]
        done = [pool.submit(_pack_group, group, opdracht, remarks) for group in groups]
        made = [uitreiking for future in done for uitreiking in future.result()]
        return [*made, *_gone(uitvoer, {map_.naam for map_ in found.mappen})]


def _day(text: str) -> dt.date | None:
    """A day as somebody types it; None for none. Raises Stop for what is no day."""
    day = parse_datum(text or None)
    if day is None or isinstance(day, dt.date):
        return day
    raise Stop([Finding("uiterlijk_onleesbaar")])


def _check_folder(uitvoer: Path, invoer: Path, mappen: Sequence[Map]) -> None:
    """Packages get a folder of their own: not that of a run or of the input, where they would be lost among others."""
    names = {VERVALLEN, *(part for map_ in mappen for part in _down_to(map_.naam))}
    places = [uitvoer, *(uitvoer / name for name in sorted(names))]
    of_a_run = any((place / name).exists() for place in places for name in OF_A_RUN)
    if of_a_run or uitvoer.resolve() == invoer.resolve():
        raise Stop([Finding("pakket_map", Address(uitvoer.name))])
    check_links(uitvoer, places[1:])


def _down_to(naam: str) -> Iterator[str]:
    """The folders on the way to that of a steunpunt: "regio", "regio/dorp"."""
    yield from ("/".join(naam.split("/")[:depth]) for depth in range(1, naam.count("/") + 2))


def _gone(uitvoer: Path, mappen: set[str]) -> Iterator[Uitreiking]:
    """Packages of steunpunten that are not in the input any more."""
    packages = Periodemap(uitvoer)
    for name in packages.record_names(RECORD):
        map_ = name.removesuffix(f"/{RECORD}")
        if map_ not in mappen and packages.ours(name):
            with write_faults():
                yield Uitreiking(map_, (), verplaatst=len(packages.withdraw(name)))


# --- one steunpunt -------------------------------------------------------------------------------------------------


def _pack_group(
    mappen: Sequence[Map], opdracht: _Opdracht, remarks: Mapping[str, Sequence[Finding]]
) -> list[Uitreiking]:
    """Make the packages of some steunpunten, in any process."""
    judged = validate(read_mappen(mappen, opdracht.catalogi), opdracht.catalogi.standaard)
    pairs = zip(mappen, judged, strict=True)
    return [_pack(_Uitdeling(map_, beoordeeld, opdracht), remarks.get(map_.naam, ())) for map_, beoordeeld in pairs]


def _pack(uitdeling: _Uitdeling, remarks: Sequence[Finding]) -> Uitreiking:
    map_, beoordeeld = uitdeling.map, uitdeling.beoordeeld
    if not beoordeeld.leesbaar:  # what was made before stays
        return Uitreiking(map_.naam, (), show_all(beoordeeld.findings))
    leiding = follow_returns(beoordeeld)
    stukken = {one.naam: list(_stukken(uitdeling, one)) for one in leiding}
    packages = dict(_packages(uitdeling, stukken))
    with write_faults():
        placed = _place(uitdeling, {pakket.bestand: data for pakket, data in packages.items()})
    beside = placed.record.bestanden.keys() - {pakket.bestand for pakket in packages}
    changed = [stuk for some in stukken.values() for stuk in some if stuk.data is None]
    findings = [
        *remarks,
        *(_about("formulier_ontbreekt", lid.medewerker) for one in leiding for lid in one.met("ontbreekt")),
        *(_about("formulier_veranderd", stuk.bijlage.medewerker) for stuk in changed),
        *[Finding("bestand_elders")] * len(beside),
    ]
    return Uitreiking(map_.naam, tuple(packages), show_all(findings), len(placed.verplaatst))


def _about(code: str, medewerker: Medewerker) -> Finding:
    nummer = medewerker.personeelsnummer
    return Finding(code, values={"personeelsnummer": nummer}, personeelsnummer=nummer)


def _place(uitdeling: _Uitdeling, packages: Mapping[str, bytes]) -> Plaatsing[Pakketrecord]:
    name, folder = f"{uitdeling.map.naam}/{RECORD}", Periodemap(uitdeling.opdracht.uitvoer)
    if not packages and not folder.ours(name):
        return Plaatsing(Pakketrecord(record=name, bestanden={}))
    return folder.place(name, packages, lambda bestanden, _: Pakketrecord(record=name, bestanden=dict(bestanden)))


# --- one package ---------------------------------------------------------------------------------------------------


def _packages(uitdeling: _Uitdeling, stukken: Mapping[str, Sequence[_Stuk]]) -> Iterator[tuple[Pakket, bytes]]:
    """The packages of a steunpunt; stukken: what there is for each leidinggevende."""
    parts = leiding_names(stukken, PATH_LIMIT - len(f"{uitdeling.map.naam}/.zip"))
    for naam, found in stukken.items():
        files = {stuk.bijlage.bestand: stuk.data for stuk in found if stuk.data is not None}
        if files:
            letter = _letter(uitdeling, naam, [stuk.bijlage for stuk in found if stuk.data is not None])
            package = Package().with_parts({BRIEFNAAM: letter, **files}.items(), QUICK)
            yield Pakket(f"{uitdeling.map.naam}/{parts[naam]}.zip", len(files)), package.to_bytes()


def _letter(uitdeling: _Uitdeling, leidinggevende: str, bijlagen: Sequence[Bijlage]) -> bytes:
    steunpunt = uitdeling.beoordeeld.steunpunt
    hoofd = Briefhoofd(steunpunt.naam, uitdeling.opdracht.uiterlijk, uitdeling.rules.brief.terug_naar)
    bronnen = (steunpunt.catalogus_van(one.medewerker, uitdeling.catalog).bron.vermelding for one in bijlagen)
    sjabloon = sjabloon_of(uitdeling.map, uitdeling.opdracht.opzet, BRIEF, uitdeling.catalog)
    return sjabloon.render(make_brief(hoofd, leidinggevende, bijlagen, bronnen))


def _stukken(uitdeling: _Uitdeling, leiding: Leiding) -> Iterator[_Stuk]:
    """The forms that ask something of a leidinggevende, or all, under names of their own."""
    names = returned_names(uitdeling.beoordeeld)
    taken: set[str] = set()
    for lid in leiding.leden:
        for oordeel in lid.oordelen:
            if vraag := _vraag(uitdeling, oordeel):
                source = PurePosixPath(names.get(oordeel.werkmap.bestand, oordeel.werkmap.bestand))
                name = _free(f"{file_part(source.stem, FORM_NAME)}{source.suffix}", taken)
                taken.add(name.casefold())
                yield _Stuk(Bijlage(lid.medewerker, name, vraag), _data(uitdeling, oordeel))


def _vraag(uitdeling: _Uitdeling, oordeel: Oordeel) -> Vraag | None:
    """What is asked about a form; None where it does not go with a package."""
    if oordeel.status == "niet_terug" or oordeel.status == "afgekeurd":
        return oordeel.status
    if oordeel.status != "goedgekeurd":
        return None
    if is_reissued(oordeel.werkmap) and is_as_handed_out(
        parse_form(oordeel.werkmap, uitdeling.beoordeeld.steunpunt, uitdeling.catalog, uitdeling.rules)
    ):
        return "opnieuw"
    return "goedgekeurd" if uitdeling.opdracht.alles else None


def _data(uitdeling: _Uitdeling, oordeel: Oordeel) -> bytes | None:
    """The file of a form, of a rejected one the marked copy as in retour/; None when it changed since it was judged."""
    if oordeel.status == "afgekeurd":
        return return_form(uitdeling.beoordeeld, oordeel, uitdeling.catalog, uitdeling.rules)
    return form_bytes(uitdeling.map.pad / oordeel.werkmap.bestand, oordeel.werkmap.sha256)


def _free(name: str, taken: set[str]) -> str:
    """The name, or with (2), (3) ... where it is taken."""
    path = PurePosixPath(name)
    numbered = (f"{path.stem} ({number}){path.suffix}" for number in range(2, 1000))
    return next(found for found in (name, *numbered) if found.casefold() not in taken)
