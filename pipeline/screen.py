"""What the command line shows: progress, findings and summaries in Dutch, none of which fills more than a screen."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pipeline.base.dutch import dutch_number

if TYPE_CHECKING:
    from pipeline.delivery.outcome import Verslag
    from pipeline.handout import Uitgifte
    from pipeline.model.record import Json
    from pipeline.run import Plan

WORTH_TELLING = 200  # forms: a smaller run is over at once
PLANNED = 15  # steunpunten of a plan on the screen

REDENEN = {  # why a steunpunt is made again: one, and more
    "nieuw": ("nieuw", "nieuw"),
    "opnieuw": ("alles opnieuw", "alles opnieuw"),
    "uitvoer": ("de uitvoer is niet meer zoals de run haar schreef",) * 2,
    "formulier_nieuw": ("1 formulier erbij", "{aantal} formulieren erbij"),
    "formulier_veranderd": ("1 formulier veranderd", "{aantal} formulieren veranderd"),
    "formulier_weg": ("1 formulier weg", "{aantal} formulieren weg"),
    "team": ("teambestand veranderd",) * 2,
    "map": ("iets anders in de map formulieren",) * 2,
    "rules": ("instellingen veranderd",) * 2,
    "sjabloon": ("Word-sjabloon veranderd",) * 2,
    "verantwoording": ("Word-sjabloon van de verantwoording veranderd",) * 2,
    "pdf": ("met of zonder pdf",) * 2,
    "catalogus": ("catalogus veranderd",) * 2,
    "programma": ("programma veranderd",) * 2,
    "vorige": ("vorige periode veranderd",) * 2,
}


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

    columns = (TextColumn("Formulieren"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
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
            click.echo(f"{done} van {total} formulieren verwerkt.", err=True)

    return tell


def tell(verslag: Verslag) -> None:
    """The first findings on stderr; the rest stands in the reports."""
    for melding in verslag.meldingen:
        click.echo(line(melding.plaats, melding.inhoud), err=True)
    if rest := verslag.fouten + verslag.waarschuwingen - len(verslag.meldingen):
        click.echo(f"... en nog {rest} meldingen; zie het blad Bevindingen in taakdekking.xlsx.", err=True)


def line(place: str, finding: Json) -> str:
    """A finding in one line, with its severity, place and remedy."""
    bestand = finding["bestand"] if not place.endswith(finding["bestand"]) else ""
    where = ", ".join(filter(None, [place, bestand, finding["blad"], finding["cel"] and f"cel {finding['cel']}"]))
    return f"{finding['ernst'].upper()} {where + ': ' if where else ''}{finding['tekst']} {finding['oplossing']}"


def _counts(totalen: Mapping[str, int], ontbrekend: int) -> str:
    return (
        f"Steunpunten: {totalen['steunpunten']}. Formulieren: {totalen['formulieren']}, "
        f"goedgekeurd {totalen['goedgekeurd']}, afgekeurd {totalen['afgekeurd']}, ontbrekend {ontbrekend}."
    )


def check_summary(steunpunten: Sequence[Json]) -> str:
    """How many forms are right."""
    forms = Counter(form["status"] for steunpunt in steunpunten for form in steunpunt["formulieren"])
    missing = sum(len(steunpunt["ontbrekend"]) for steunpunt in steunpunten)
    totalen = {"steunpunten": len(steunpunten), "formulieren": forms.total(), "goedgekeurd": forms["goedgekeurd"]}
    return _counts(totalen | {"afgekeurd": forms["afgekeurd"] + forms["onleesbaar"]}, missing)


def run_summary(verslag: Verslag, seconds: float) -> str:
    """What a run delivered, what changed since the one before, and where it is."""
    totalen, signals = verslag.totalen, verslag.signalen
    lines = [
        _counts(totalen, verslag.ontbrekend),
        f"Signalen van overbelasting: {signals['rood']} rood, {signals['oranje']} oranje.",
        f"Word-profielen: {totalen['profielen']}.",
        f"Sinds de vorige run: {_changed(verslag)}",
    ]
    if totalen["afgekeurd"] > totalen["onleesbaar"]:
        lines.append("Afgekeurde formulieren staan gemarkeerd in de map retour: verbeter ze en zet ze terug.")
    lines.append(f"De uitvoer staat in {verslag.map} (klaar in {dutch_number(round(seconds, 1))} seconden).")
    return "\n".join(lines)


def _changed(verslag: Verslag) -> str:
    if not (verslag.nieuw or verslag.veranderd or verslag.verplaatst):
        return "niets veranderd."
    moved = f" Naar de map vervallen: {verslag.verplaatst}." if verslag.verplaatst else ""
    same = f" Steunpunten die gelijk bleven: {verslag.gelijk}." if verslag.gelijk else ""
    return f"bestanden nieuw {verslag.nieuw}, veranderd {verslag.veranderd}.{moved}{same}"


def plan_summary(plan: Plan) -> str:
    """What a run would do, a line for each steunpunt that does not stay as it is, the first ones."""
    lines = [f"{map_}: {', '.join(_reasons(redenen))}" for map_, redenen in plan.redenen.items()]
    lines += [f"{map_}: niet meer in de invoer, gaat naar vervallen" for map_ in plan.weg]
    shown = lines[:PLANNED]
    if len(lines) > PLANNED:
        shown.append(f"... en nog {len(lines) - PLANNED} steunpunten")
    counts = f"Te maken: {len(plan.te_doen)} steunpunten. Zonder verandering: {len(plan.gelijk)}."
    return "\n".join([*shown, f"{counts} Er is niets geschreven."])


def _reasons(redenen: Mapping[str, int]) -> Iterator[str]:
    for reden, aantal in redenen.items():
        one, more = REDENEN[reden]
        yield one if aantal == 1 else more.format(aantal=aantal)


def plan_json(plan: Plan) -> Json:
    """The same for a program."""
    redenen = {map_: dict(found) for map_, found in plan.redenen.items()}
    return {"schema": "profielbouwer.plan/1", "te_doen": redenen, "gelijk": [*plan.gelijk], "vervallen": [*plan.weg]}


def print_json(content: Json) -> None:
    """JSON and nothing else on stdout."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


def handed_out(uitgifte: Uitgifte) -> Iterator[str]:
    """A line per form that was made or moved; file names of former forms are not told, they may hold a name."""
    for stap in uitgifte.stappen:
        if stap.nieuw:
            filled = ", met de antwoorden van de vorige periode" if stap.ingevuld else ""
            yield f"Gemaakt: {uitgifte.map}/{stap.nieuw}{filled}"
        for _ in range(stap.verplaatst):
            yield f"Verplaatst naar {uitgifte.map}/{uitgifte.archief}: vorig formulier van {stap.personeelsnummer}"


def forms_summary(uitgiften: Iterable[Uitgifte]) -> str:
    """How many forms were made and moved."""
    uitgiften = list(uitgiften)
    stappen = [stap for uitgifte in uitgiften for stap in uitgifte.stappen]
    made, filled = sum(bool(stap.nieuw) for stap in stappen), sum(stap.ingevuld for stap in stappen)
    moved, left = sum(stap.verplaatst for stap in stappen), sum(uitgifte.blijven for uitgifte in uitgiften)
    lines = [f"{made} formulieren gemaakt."]
    if any(uitgifte.archief for uitgifte in uitgiften):
        lines = [
            f"{made} formulieren gemaakt, waarvan {filled} met de antwoorden van de vorige periode.",
            f"{moved} vorige formulieren naar het archief verplaatst. {left} formulieren blijven zoals ze zijn.",
        ]
    return "\n".join(lines)
