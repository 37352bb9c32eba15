"""File -> answers as typed, each with its address; judges nothing.

Sheets are found by name, else by their header texts; rows by their Code. So sorting, inserted rows, hidden columns, a
moved table or a renamed sheet do no harm (design.md 2.2).
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from stat import S_ISDIR

from python_calamine import CalamineError

from pipeline.base.names import normal
from pipeline.base.places import cell_name
from pipeline.base.unpack import MB
from pipeline.definitions.layout import STEMPEL, Blad, load_layout
from pipeline.intake.csv_list import Refused, csv_grid, is_csv
from pipeline.intake.grid import Book, clean, plain
from pipeline.intake.header import find_header
from pipeline.intake.look import MAX_FILE, bears_stamp, look
from pipeline.intake.opdracht import Leesopdracht, Leesvorm, plain_vorm
from pipeline.intake.sheet import NOT_KNOWN, BladAntwoorden, holds, read_sheet
from pipeline.intake.strays import Print, beside_texts, comments, everything, places_of, told
from pipeline.model.findings import Address, Finding
from pipeline.model.workbook import Overig, Row, Werkmap, Werkmapsoort

NOT_OURS: dict[Werkmapsoort, str] = {
    "formulier": "geen_formulier",
    "team": "geen_teambestand",
    "lijst": "geen_lijst",
}
REFUSALS = {  # what the system says when a file cannot be opened
    errno.ENOENT: "bestand_verdwenen",
    errno.EACCES: "bestand_geen_toegang",
    errno.EPERM: "bestand_geen_toegang",
    errno.ELOOP: "bestand_kring",
}


def read_file(opdracht: Leesopdracht) -> Werkmap:
    """Read a workbook. Never raises for what is wrong with the file: then leesbaar is False and findings tell."""
    bestand, soort = opdracht.bestand, opdracht.soort
    try:
        found = opdracht.pad.stat()
        if S_ISDIR(found.st_mode):  # Windows would speak of rights
            return unreadable(bestand, "bestand_niet_gelezen")
        if found.st_size > MAX_FILE:
            return unreadable(bestand, "bestand_te_groot", grens=f"{MAX_FILE // MB} MB")
        with opdracht.pad.open("rb") as stream:
            data = stream.read(found.st_size + 1)  # to make room for the most beforehand takes longer than reading
            if len(data) > found.st_size:  # it has grown
                data += stream.read(MAX_FILE - found.st_size)
    except OSError as error:
        return unreadable(bestand, REFUSALS.get(error.errno or 0, "bestand_niet_gelezen"))
    if opdracht.gestempeld and not bears_stamp(data):
        return unreadable(bestand, NOT_OURS[soort])
    vormen = opdracht.vormen or [plain_vorm(soort)]
    if soort == "lijst" and is_csv(bestand):
        return read_csv(data, bestand, vormen[0])
    return read_werkmap(data, bestand, vormen, soort, heel=opdracht.heel)


def read_csv(data: bytes, bestand: str, vorm: Leesvorm) -> Werkmap:
    """Read the bytes of a .csv file as the only sheet of a list."""
    ((key, blad),) = vorm.bladen.items()
    if len(data) > MAX_FILE:
        return unreadable(bestand, "bestand_te_groot", grens=f"{MAX_FILE // MB} MB")
    try:
        grid = csv_grid(data, bestand, blad)
    except Refused as refused:
        return unreadable(bestand, refused.code, **refused.values)
    if not find_header(grid, blad)[1]:
        return unreadable(bestand, NOT_OURS["lijst"])
    read = read_sheet(grid, blad, bestand)
    sha256 = hashlib.sha256(data).hexdigest()
    return Werkmap(bestand, sha256, {}, {}, {key: read.rows}, read.findings, namen={key: grid.naam})


def read_werkmap(
    data: bytes, bestand: str, vormen: Sequence[Leesvorm], soort: Werkmapsoort = "formulier", *, heel: bool = False
) -> Werkmap:
    """Read the bytes of a workbook that looks like one of these. heel: with all that is no answer."""
    seen = look(data, bestand, {blad.naam for vorm in vormen for blad in vorm.bladen.values() if not blad.ingevuld})
    if seen.findings:
        return Werkmap(bestand, "", {}, {}, {}, seen.findings, leesbaar=False)
    try:
        return _read_book(Book(seen), bestand, hashlib.sha256(data).hexdigest(), vormen, soort, heel)
    except CalamineError:
        return unreadable(bestand, "bestand_niet_gelezen")


def _read_book(
    book: Book, bestand: str, sha256: str, vormen: Sequence[Leesvorm], soort: Werkmapsoort, heel: bool
) -> Werkmap:
    stempel = _stempel(book)
    vorm = _vorm(book, stempel, vormen)
    bladen, prints = vorm.bladen, _prints(vorm, stempel)
    foreign = _foreign(book, bladen)
    places = _find_sheets(book, bladen, foreign)
    if not any(places.values()):
        return unreadable(bestand, NOT_OURS[soort])
    first = {key: indexes[0] for key, indexes in places.items() if indexes}
    read = {
        key: read_sheet(book.grid(index), bladen[key], bestand, prints[key], book.bladen[index].opmerkingen)
        for key, index in first.items()
    }
    beside = [*_beside(book, bladen, prints, bestand), *_strange_sheets(book, foreign, places, bestand)]
    tables = {key: gelezen.rows for key, gelezen in read.items() if not bladen[key].velden}
    if soort == "formulier":
        tables |= {key: _numbered(rows) for key, rows in tables.items() if not bladen[key].heeft_codes}
    return Werkmap(
        bestand=bestand,
        sha256=sha256,
        stempel=stempel,
        velden={key: gelezen.answers for key, gelezen in read.items() if bladen[key].velden or gelezen.answers},
        tabellen=tables,
        findings=(*_sheet_findings(bestand, bladen, places), *_all_findings(read), *beside),
        namen={key: book.names[index] for key, index in first.items()},
        overig=_overig(book, places, read) if heel else {},
    )


def _overig(book: Book, places: Mapping[str, list[int]], read: Mapping[str, BladAntwoorden]) -> dict[str, Overig]:
    """What every sheet but the stamp holds that is no answer, sheets that are not ours in the order of the workbook."""
    ours = {indexes[0]: key for key, indexes in places.items() if indexes}
    found = {}
    for index, naam in enumerate(book.names):
        key = ours.get(index, "")
        grid, gelezen = book.grid(index), read.get(key)
        strays = gelezen.strays if gelezen else everything(grid)
        cellen = {cell_name(row + 1, column + 1): clean(grid.at(row, column))[0] for row, column in strays}
        if normal(naam) != STEMPEL and (cellen or not key):
            found[naam] = Overig(key, cellen, gelezen.kop if gelezen else 0)
    return found


def _numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows of a table without codes, each known by its number."""
    return tuple(replace(row, code=str(number)) for number, row in enumerate(rows, 1))


def _vorm(book: Book, stempel: Mapping[str, str], vormen: Sequence[Leesvorm]) -> Leesvorm:
    """How it looks: by the catalog in its stamp, else the one of which it has most sheets."""
    stamped = [vorm for vorm in vormen if vorm.catalogus and vorm.catalogus == stempel.get("catalogus")]
    if stamped or len(vormen) == 1:
        return [*stamped, *vormen][0]
    names = {normal(naam) for naam in book.names}
    return max(vormen, key=lambda vorm: sum(normal(blad.naam) in names for blad in vorm.bladen.values()))


def _prints(vorm: Leesvorm, stempel: Mapping[str, str]) -> dict[str, Print]:
    """What each sheet was printed with, as the stamp says: all of it, or of another month only the names of entries."""
    bladen, gedrukt = vorm.bladen, vorm.gedrukt
    if gedrukt is None or stempel.get("catalogus", gedrukt.catalogus) != gedrukt.catalogus:
        return dict.fromkeys(bladen, NOT_KNOWN)
    versions = stempel.get("versie"), stempel.get("catalogushash")
    return _known_prints(vorm, versions == (gedrukt.versie, gedrukt.catalogushash))


@lru_cache(maxsize=16)
def _known_prints(vorm: Leesvorm, geldig: bool) -> dict[str, Print]:
    """The same print for all forms of a batch: by it they know the rows that they have in common."""
    gedrukt = vorm.gedrukt
    return {key: Print(gedrukt.bladen[key], gedrukt.begin, geldig) for key in vorm.bladen} if gedrukt else {}


def _beside(book: Book, bladen: Mapping[str, Blad], prints: Mapping[str, Print], bestand: str) -> Iterator[Finding]:
    """What was typed on the sheets that explain and sum up."""
    names = {normal(naam): index for index, naam in enumerate(book.names)}
    for key, blad in bladen.items():
        index = None if blad.ingevuld else names.get(normal(blad.naam))
        if index is not None and prints[key].geldig and book.bladen[index].heel:
            blik, gedrukt = book.bladen[index], prints[key]
            settled = blik.berekend or not any(kolom.soort == "live" for kolom in blad.kolommen)
            typed = beside_texts(book.grid(index), gedrukt, settled)
            remarks = comments(blik.opmerkingen, gedrukt)
            yield from told("buiten_tabel", bestand, book.names[index], [*typed, *remarks])


def _all_findings(read: Mapping[str, BladAntwoorden]) -> Iterator[Finding]:
    for gelezen in read.values():
        yield from gelezen.findings


def unreadable(bestand: str, code: str, **values: str) -> Werkmap:
    """A file of which nothing could be read, and why."""
    return Werkmap(bestand, "", {}, {}, {}, (Finding(code, Address(bestand), values),), leesbaar=False)


def _find_sheets(book: Book, bladen: Mapping[str, Blad], foreign: Sequence[int]) -> dict[str, list[int]]:
    """Where in the workbook each sheet to fill in is: by name first, then copies and renamed ones by what they hold."""
    names = [normal(naam) for naam in book.names]
    return {
        key: [
            *(index for index, naam in enumerate(names) if naam == normal(blad.naam)),
            *(index for index in foreign if not blad.per_persoon and holds(book.grid(index), blad)),
        ]
        for key, blad in bladen.items()
        if blad.ingevuld
    }


def _foreign(book: Book, bladen: Mapping[str, Blad]) -> list[int]:
    """Sheets under a name that we give none."""
    ours = _ours(tuple(blad.naam for blad in bladen.values()))
    return [index for index, naam in enumerate(book.names) if normal(naam) not in ours]


@lru_cache(maxsize=16)
def _ours(namen: tuple[str, ...]) -> frozenset[str]:
    layout = load_layout()
    added = (STEMPEL, layout.retour.blad.naam, layout.aandacht.blad.naam)
    return frozenset(normal(naam) for naam in (*added, *namen))


def _strange_sheets(
    book: Book, foreign: Sequence[int], places: Mapping[str, list[int]], bestand: str
) -> Iterator[Finding]:
    """Sheets that somebody added and typed on: nobody reads them, and the manager hears so."""
    known = {index for indexes in places.values() for index in indexes}
    for index in foreign:
        if index not in known:
            typed = (*everything(book.grid(index)), *places_of(book.bladen[index].opmerkingen))
            yield from told("blad_overig", bestand, book.names[index], typed)


def _sheet_findings(bestand: str, bladen: Mapping[str, Blad], places: Mapping[str, list[int]]) -> Iterator[Finding]:
    for key, indexes in places.items():
        address = Address(bestand, bladen[key].naam)
        if len(indexes) > 1:
            yield Finding("blad_dubbel", address)
        elif not indexes and bladen[key].verplicht:
            yield Finding("blad_ontbreekt", address)


def _stempel(book: Book) -> dict[str, str]:
    """The hidden stamp: key in A, value in B."""
    index = next((index for index, naam in enumerate(book.names) if normal(naam) == STEMPEL), None)
    if index is None:
        return {}
    grid = book.bare(index)
    pairs = ((plain(row[0]), plain(row[1])) for row in grid.rows if len(row) > 1 and row[0])
    return {key: value for key, value in pairs if key and value}
