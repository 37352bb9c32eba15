"""What the command line shows: progress, findings and summaries in Dutch, none of which fills more than a screen."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pipeline.base.dutch import dutch_number

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.checking.lijstverschil import Teamverschil
    from pipeline.collect import Ingeleverd
    from pipeline.definitions.screen_words import ScreenWords
    from pipeline.delivery.outcome import Verslag
    from pipeline.handout import Uitgifte
    from pipeline.model.kept_run import Shown, Totalen
    from pipeline.model.record import Json
    from pipeline.pakket import Uitreiking
    from pipeline.plan import Plan
    from pipeline.privacy import Inzage, Opschoning
    from pipeline.teams import Aanmaak
    from pipeline.update import Lijstbijwerking

WORTH_TELLING = 200  # forms: a smaller run is over at once
PLANNED = 15  # steunpunten of a plan on the screen


def _words() -> ScreenWords:
    from pipeline.definitions.screen_words import screen_words  # --help needs none of these

    return screen_words()


@contextmanager
def progress(as_json: bool) -> Iterator[Callable[[int, int], None]]:
    """Progress on stderr: a bar for a person who is looking, a line now and then for a file, nothing for a program."""
    if as_json:
        yield lambda *_: None
    elif sys.stderr.isatty():
        with _bar() as advance:
            yield advance
    else:
        yield _plain_progress()


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(_words().balk), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _plain_progress() -> Callable[[int, int], None]:
    """A line at every tenth part; none for a small run, which is over at once."""
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if total >= WORTH_TELLING and done * 10 // total > told:
            told = done * 10 // total
            click.echo(_words().voortgang.format(klaar=done, totaal=total), err=True)

    return tell


def tell(verslag: Verslag) -> None:
    """The first findings on stderr; the rest stands in the reports."""
    for melding in verslag.meldingen:
        click.echo(line(melding.map, melding.inhoud), err=True)
    if rest := verslag.fouten + verslag.waarschuwingen - len(verslag.meldingen):
        click.echo(_words().nog_meldingen.of(rest), err=True)


def line(map_: str, finding: Shown, *, with_file: bool = False) -> str:
    """A finding in one line, with its severity, place and remedy.

    A form is called by whose it is, for its file bears a name; with_file: by its file.
    """
    path = "/".join(filter(None, [map_, finding.bestand]))
    if finding.personeelsnummer and not with_file:
        form = _words().formulier_van.format(personeelsnummer=finding.personeelsnummer)
        path = ", ".join(filter(None, [map_, form]))
    where = ", ".join(filter(None, [path, finding.blad, finding.cel and f"cel {finding.cel}"]))
    return f"{finding.ernst.upper()} {where + ': ' if where else ''}{finding.tekst} {finding.oplossing}"


def counts(totalen: Totalen, ontbrekend: int) -> str:
    """How many forms are right."""
    return _words().telling.format(**dict(totalen), ontbrekend=ontbrekend)


def run_summary(verslag: Verslag, seconds: float) -> str:
    """What a run delivered, what changed since the one before, and where it is."""
    totalen, words = verslag.totalen, _words()
    lines = [
        counts(totalen, verslag.ontbrekend),
        words.signalen.format(rood=verslag.signalen["rood"], oranje=verslag.signalen["oranje"]),
        words.profielen.format(**dict(totalen)),
        (words.eerste if verslag.eerste else words.sinds).format(wat=_changed(verslag)),
    ]
    if totalen.afgekeurd > totalen.onleesbaar:
        lines.append(words.retour)
    lines.append(words.klaar.format(map=verslag.map, seconden=dutch_number(round(seconds, 1))))
    return "\n".join(lines)


def _changed(verslag: Verslag) -> str:
    words = _words()
    if not (verslag.nieuw or verslag.veranderd or verslag.verplaatst):
        return words.niets_veranderd
    said = words.veranderd.format(nieuw=verslag.nieuw, veranderd=verslag.veranderd)
    moved = words.naar_vervallen.format(aantal=verslag.verplaatst) if verslag.verplaatst else ""
    same = words.gelijk.format(aantal=verslag.gelijk) if verslag.gelijk else ""
    return f"{said}{moved}{same}"


def plan_summary(plan: Plan) -> str:
    """What a run would do, a line for each steunpunt that does not stay as it is, the first ones."""
    words = _words()
    lines = [words.plan_regel.format(map=map_, redenen=_reasons(redenen)) for map_, redenen in plan.redenen.items()]
    lines += [words.plan_weg.format(map=map_) for map_ in plan.weg]
    shown = lines[:PLANNED]
    if len(lines) > PLANNED:
        shown.append(words.plan_nog.of(len(lines) - PLANNED))
    return "\n".join([*shown, words.plan_telling.format(te_doen=len(plan.te_doen), gelijk=len(plan.gelijk))])


def _reasons(redenen: Mapping[str, int]) -> str:
    return ", ".join(_words().redenen[reden].of(aantal) for reden, aantal in redenen.items())


def plan_json(plan: Plan) -> Json:
    """The same for a program."""
    redenen = {map_: dict(found) for map_, found in plan.redenen.items()}
    return {"schema": "profielbouwer.plan/1", "te_doen": redenen, "gelijk": [*plan.gelijk], "vervallen": [*plan.weg]}


def print_json(content: Json) -> None:
    """JSON and nothing else on stdout."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


def print_file(path: Path, size: int = 1 << 20) -> None:
    """A file as it is on stdout, so many bytes at a time: that of an umbrella need not fit in memory."""
    with path.open("rb") as file:
        while piece := file.read(size):
            click.echo(piece, nl=False)


def lists_summary(made: int, skipped: int) -> str:
    """How many team workbooks were made from a list."""
    return _words().teambestanden.of(made, overgeslagen=skipped)


def after_list(folder: Path, aanmaak: Aanmaak) -> Iterator[str]:
    """What to do when team workbooks were made from a list."""
    if aanmaak.zonder_basisfuncties:
        yield _words().basisfuncties_open.of(aanmaak.zonder_basisfuncties)
    if aanmaak.gemaakt:
        yield _words().daarna_forms.format(map=folder)


def updated(folder: Path, gedaan: Lijstbijwerking) -> Iterator[str]:
    """How each steunpunt differs from the list, a line per person, and what was or is to be done about it."""
    words = _words()
    changed = [one for one in gedaan.bijwerkingen if one.verschil and not one.verschil.is_leeg]
    for one in changed:
        yield words.bijwerken_steunpunt.format(map=one.map)
        yield from _differences(one.verschil)
        if one.gearchiveerd:
            yield words.bijwerken_archief.of(one.gearchiveerd)
        if one.kopie:
            yield words.bijwerken_kopie.format(map=one.map, kopie=one.kopie)
    for map_, people in gedaan.nieuw.items():
        yield words.bijwerken_erbij.of(people, map=map_)
    if same := sum(1 for one in gedaan.bijwerkingen if one.verschil and one.verschil.is_leeg):
        yield words.bijwerken_gelijk.of(same)
    if not changed and not gedaan.nieuw:
        yield words.bijwerken_niets_te_doen
    else:
        yield words.bijwerken_klaar.format(map=folder) if gedaan.gedaan else words.bijwerken_niets


def _differences(verschil: Teamverschil | None) -> Iterator[str]:
    from pipeline.definitions.layout import load_layout

    if verschil is None:
        return
    words, layout = _words(), load_layout().team
    names = {medewerker.personeelsnummer: medewerker.naam for medewerker in verschil.steunpunt.team}
    for nieuw in verschil.nieuw:
        uren = words.bijwerken_uren.format(uren=_value(nieuw.contracturen)) if nieuw.contracturen else ""
        feiten = "".join(f", {fact}" for fact in (nieuw.functienaam, uren, nieuw.leidinggevende) if fact)
        yield words.bijwerken_nieuw.format(nummer=nieuw.personeelsnummer, naam=nieuw.naam, feiten=feiten)
    for weg in verschil.weg:
        yield words.bijwerken_weg.format(nummer=weg.personeelsnummer, naam=weg.naam)
    for one in verschil.anders:
        said = {"nummer": one.personeelsnummer, "naam": names[one.personeelsnummer]}
        kolom = layout["team"].kolom(one.key).kop
        yield words.bijwerken_anders.format(**said, kolom=kolom, was=_value(one.was), wordt=_value(one.wordt))
    kolom, ja_nee = layout["basisfuncties"].kolom("uitvoeren").kop, {True: "ja", False: "nee"}
    for code, done in verschil.uitvoeren.items():
        yield words.bijwerken_uitvoeren.format(code=code, kolom=kolom, was=ja_nee[not done], wordt=ja_nee[done])


def _value(value: object) -> str:
    return dutch_number(value) if isinstance(value, float) else str(value) if value else _words().bijwerken_leeg


def handed_in(ingeleverd: Sequence[Ingeleverd], invoer: Path) -> Iterator[str]:
    """What became of each file of postvak/, and how many went and stayed."""
    words = _words()
    if not ingeleverd:
        yield words.postvak_leeg.format(map=invoer / "postvak")
        return
    for one in ingeleverd:
        waarom = f"{one.bevinding.tekst} {one.bevinding.oplossing}" if one.bevinding else ""
        said = words.blijft if not one.naar else words.naar_archief_zelf if one.bevinding else words.ingeleverd
        yield said.format(bestand=one.bestand, naar=one.naar, waarom=waarom)
        yield from (words.naar_archief.format(archief=archief) for archief in one.gearchiveerd)
    stayed = sum(not one.naar for one in ingeleverd)
    yield words.ingeleverde.of(sum(bool(one.naar) and not one.bevinding for one in ingeleverd))
    if stayed:
        yield words.blijven_liggen.of(stayed)


def handed_out(uitgifte: Uitgifte) -> Iterator[str]:
    """A line per form that was made or moved; file names of former forms are not told, they may hold a name."""
    words, archief = _words(), f"{uitgifte.map}/{uitgifte.archief}"
    for stap in uitgifte.stappen:
        if stap.nieuw:
            said = words.gemaakt_gevuld if stap.ingevuld else words.gemaakt
            yield said.format(bestand=f"{uitgifte.map}/{stap.nieuw}")
        for _ in range(stap.verplaatst):
            yield words.verplaatst.format(archief=archief, personeelsnummer=stap.personeelsnummer)


def packed(uitreiking: Uitreiking, uitvoer: Path) -> Iterator[str]:
    """A line per package of a steunpunt."""
    for pakket in uitreiking.pakketten:
        yield _words().ingepakt.of(pakket.formulieren, bestand=uitvoer / pakket.bestand)


def packages_summary(uitreikingen: Sequence[Uitreiking]) -> str:
    """How many packages there are, and how many former ones moved."""
    words, made = _words(), sum(len(uitreiking.pakketten) for uitreiking in uitreikingen)
    moved = sum(uitreiking.verplaatst for uitreiking in uitreikingen)
    said = words.pakketten.of(made) if made else words.geen_pakketten
    return f"{said} {words.pakketten_weg.of(moved)}" if moved else said


def forms_summary(uitgiften: Iterable[Uitgifte]) -> str:
    """How many forms were made and moved."""
    uitgiften = list(uitgiften)
    stappen = [stap for uitgifte in uitgiften for stap in uitgifte.stappen]
    made, filled = sum(bool(stap.nieuw) for stap in stappen), sum(stap.ingevuld for stap in stappen)
    moved, left = sum(stap.verplaatst for stap in stappen), sum(uitgifte.blijven for uitgifte in uitgiften)
    words = _words()
    if not any(uitgifte.archief for uitgifte in uitgiften):
        return words.formulieren.of(made)
    renewed = words.formulieren_vorige.of(made, gevuld=filled)
    return f"{renewed}\n{words.verplaatste.of(moved)} {words.blijven.of(left)}"


def shown_to(inzage: Inzage) -> Iterator[str]:
    """Where the zip of an access request is, and what it holds."""
    words = _words()
    yield words.inzage_gemaakt.format(bestand=inzage.pad, eigen=inzage.eigen, andere=inzage.andere)
    yield words.inzage_let_op


def cleaned(opschoning: Opschoning) -> Iterator[str]:
    """What was or would be taken away, by reason, file by file: it does not come back."""
    words, gedaan = _words().opschonen, opschoning.gedaan
    if old := opschoning.verouderd:
        yield words.koppen["perioden"].of(gedaan=gedaan, maanden=old.maanden, vanaf=old.vanaf)
        yield from (words.periode.format(naam=naam, aantal=aantal) for naam, aantal in old.perioden)
        yield from (words.bestand.format(bestand=path) for path in old.archief)
        if not (old.perioden or old.archief):
            yield words.niets
        if old.onbekend:
            yield words.onbekend.of(old.onbekend)
    if deel := opschoning.persoon:
        for reden in ("weg", "anders", "blijft", "ongelezen"):
            if files := getattr(deel, reden):
                yield words.koppen[reden].of(gedaan=gedaan, personeelsnummer=deel.nummer, label=deel.label)
                yield from (words.bestand.format(bestand=path) for path in files)
    yield from (words.onaf.format(personeelsnummer=nummer) for nummer in opschoning.onaf)
    yield words.klaar if gedaan else words.droog
