"""Handing out: a form for each team member who needs one."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.checking.judge import Teamformulieren, beside_team, replaced
from pipeline.checking.parsed_form import parse_form
from pipeline.checking.strays import told_at_home
from pipeline.definitions.catalogs import Catalogi
from pipeline.definitions.form_layout import form_layout
from pipeline.definitions.messages import show_all
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.delivery.period.files import create, form_name, free_path, move, supersede, sweep, write_faults
from pipeline.delivery.period.former import Vorige, check_answers, open_vorige
from pipeline.examples import with_examples
from pipeline.forms.aandacht import FACTS, Vorig
from pipeline.forms.heruitgave import TEXTS, make_heruitgave
from pipeline.forms.invulschema import make_invulschema
from pipeline.intake.inbox import discover
from pipeline.intake.mappen import Map
from pipeline.intake.steunpunten import catalogs_of, read_mappen
from pipeline.intake.tree import spelled
from pipeline.intake.values import parse_datum, parse_tekst, readable
from pipeline.model.catalog import Catalog
from pipeline.model.kept_answers import KeptAntwoorden, KeptFormulier
from pipeline.model.kept_run import Shown
from pipeline.model.personeelsnummer import match_nummer
from pipeline.model.steunpunt import Medewerker
from pipeline.model.workbook import Werkmap
from pipeline.placing import GROUP, know_elders
from pipeline.workers import executor


@dataclass(frozen=True, slots=True)
class Stap:
    """What was done for one team member: the new form ("" when there is none), and how many former ones were moved.

    ingevuld: whether the new form holds the answers of the former period.
    """

    personeelsnummer: str
    nieuw: str = ""
    ingevuld: bool = False
    verplaatst: int = 0


@dataclass(frozen=True, slots=True)
class Uitgifte:
    """What was handed out in one steunpunt, and the findings on its team workbook.

    archief: the folder that former forms went to; blijven: number of people whose form was left as it is.
    """

    map: str
    stappen: tuple[Stap, ...]
    bevindingen: tuple[Shown, ...]
    archief: str = ""
    blijven: int = 0


@dataclass(frozen=True, slots=True)
class _Uitdeling:
    """One steunpunt to hand out forms in; antwoorden is None where the former period has none."""

    map: Map
    gelezen: Teamformulieren
    catalog: Catalog
    vorige: Vorige | None
    antwoorden: KeptAntwoorden | None

    def path(self, medewerker: Medewerker) -> Path:
        """Where the form of a team member belongs."""
        return spelled(self.map.pad, "formulieren") / form_name(self.map.naam, medewerker)

    def ontwerp(self, medewerker: Medewerker) -> Ontwerp:
        """What the form of a team member is made from."""
        catalog, rules = self.gelezen.team.steunpunt.catalogus_van(medewerker, self.catalog), self.gelezen.rules
        return Ontwerp(catalog, form_layout(catalog, rules), rules)

    @property
    def archief(self) -> str:
        """Folder for former forms, below that of the steunpunt."""
        return f"formulieren/archief/{self.vorige.periode}" if self.vorige else ""


def issue_forms(invoer: Path, vorige: Path | None = None) -> list[Uitgifte]:
    """Write a form for every team member who has no readable form; nothing is ever overwritten.

    vorige: folder of a former period. Then whoever's form was accepted there, and is still that form, gets a new one
    with those answers, and the former one moves to formulieren/archief/. Raises Stop before anything is written.
    What is to be told of no steunpunt comes first, as an Uitgifte without a folder.
    """
    found = discover(invoer)
    catalogi = catalogs_of(found)
    bare, found = found, with_examples(found, catalogi)
    told = found.findings[len(bare.findings) :]
    if vorige:
        check_answers(open_vorige(vorige), [map_.naam for map_ in found.mappen])  # before the first form is made
    with executor(min(-(-len(found.mappen) // GROUP), os.cpu_count() or 1)) as pool:
        known = know_elders(found, catalogi, pool)
        groups = [known[start : start + GROUP] for start in range(0, len(known), GROUP)]
        done = [pool.submit(_issue_group, group, catalogi, vorige) for group in groups]
        uitgiften = [uitgifte for future in done for uitgifte in future.result()]
    return [*([Uitgifte("", (), show_all(told))] if told else []), *uitgiften]


def _issue_group(mappen: Sequence[Map], catalogi: Catalogi, vorige: Path | None) -> list[Uitgifte]:
    """Hand out what is needed in some steunpunten, in any process."""
    former = open_vorige(vorige) if vorige else None
    # one by one: a form is replaced soon after it was read, for somebody may be saving it
    return [_issue(_read(map_, catalogi, former)) for map_ in mappen]


def _read(map_: Map, catalogi: Catalogi, vorige: Vorige | None) -> _Uitdeling:
    catalog = catalogi.standaard
    gelezen = beside_team(read_mappen([map_], catalogi)[0], catalog)
    return _Uitdeling(map_, gelezen, catalog, vorige, vorige.antwoorden(map_.naam) if vorige else None)


def _issue(uitdeling: _Uitdeling) -> Uitgifte:
    """Hand out what is needed in one steunpunt."""
    map_, gelezen = uitdeling.map, uitdeling.gelezen
    with write_faults():
        sweep(spelled(map_.pad, "formulieren"))
        stappen = list(_steps(uitdeling))
    done = tuple(stap for stap in stappen if stap.nieuw or stap.verplaatst)
    left = len(stappen) - len(done)
    told_of = (*gelezen.team.findings, *told_at_home(map_.elders, map_.naam))
    return Uitgifte(map_.naam, done, show_all(told_of), uitdeling.archief, left)


def _steps(uitdeling: _Uitdeling) -> Iterator[Stap]:
    present, accepted, team = _present(uitdeling), _accepted(uitdeling), uitdeling.gelezen.team.steunpunt
    away = [stray for stray in uitdeling.map.elders if stray.thuis == uitdeling.map.naam]
    elsewhere = {match_nummer(stray.personeelsnummer, team.nummers) for stray in away}
    for medewerker in team.team:
        forms = present.get(medewerker.personeelsnummer, [])
        if not forms and medewerker.personeelsnummer in elsewhere:
            yield Stap(medewerker.personeelsnummer)
        elif vorig := accepted.get(medewerker.personeelsnummer):
            yield _renew(uitdeling, medewerker, vorig, forms)
        elif forms and (vorig := _of_another_catalog(uitdeling, medewerker, forms)):
            yield _reissue(uitdeling, medewerker, vorig, _moves(uitdeling, sorted(form.bestand for form in forms)))
        elif forms:
            yield Stap(medewerker.personeelsnummer)
        else:
            yield _hand_out(uitdeling, medewerker)


def _present(uitdeling: _Uitdeling) -> dict[str, list[Werkmap]]:
    """personeelsnummer -> the readable forms, whatever their names."""
    gelezen = uitdeling.gelezen
    parse = partial(parse_form, steunpunt=gelezen.team.steunpunt, catalog=uitdeling.catalog, rules=gelezen.rules)
    present = defaultdict(list)
    for werkmap in gelezen.formulieren:
        if werkmap.leesbaar:
            present[parse(werkmap).nummer].append(werkmap)
    return present


def _hand_out(uitdeling: _Uitdeling, medewerker: Medewerker) -> Stap:
    path = free_path(uitdeling.path(medewerker))
    steunpunt, ontwerp = uitdeling.gelezen.team.steunpunt, uitdeling.ontwerp(medewerker)
    create(path, make_invulschema(ontwerp.catalog, ontwerp.layout, ontwerp.rules, steunpunt, medewerker))
    return Stap(medewerker.personeelsnummer, uitdeling.map.relative(path))


# --- with the answers of a former period ---------------------------------------------------------------------------


def _accepted(uitdeling: _Uitdeling) -> dict[str, Vorig]:
    """personeelsnummer in the team's spelling -> what the former period knows; only for the same steunpunt."""
    content, vorige = uitdeling.antwoorden, uitdeling.vorige
    if content is None or vorige is None:
        return {}
    team = {medewerker.personeelsnummer: medewerker for medewerker in uitdeling.gelezen.team.steunpunt.team}
    found = {}
    for nummer, formulier in content.formulieren.items():
        medewerker = team.get(match_nummer(nummer, frozenset(team)))
        if medewerker and _is_same(uitdeling, content, formulier, medewerker):
            catalogus, ingangen = content.van(formulier)
            zelfde = catalogus.id == uitdeling.ontwerp(medewerker).catalog.id
            steunpunt = vorige.steunpunten[uitdeling.map.naam]
            known = Vorig(vorige.periode, nummer, formulier, steunpunt, zelfde, ingangen)
            found[medewerker.personeelsnummer] = known
    return found


def _of_another_catalog(uitdeling: _Uitdeling, medewerker: Medewerker, forms: Sequence[Werkmap]) -> Vorig | None:
    """The sheet Functie of forms that are all of another catalog than somebody has now; no other answer means anything.

    None where one is not, or where there is no former period to keep them with.
    """
    catalog, vorige = uitdeling.ontwerp(medewerker).catalog, uitdeling.vorige
    known = vorige.steunpunten.get(uitdeling.map.naam) if vorige else None
    here = any(form.stempel.get("catalogus", catalog.id) == catalog.id for form in forms)
    if vorige is None or known is None or here:
        return None
    last = max(forms, key=lambda form: form.bestand)
    peildatum = readable(parse_datum(last.veld("functie", "peildatum").value))
    texts = {key: parse_tekst(last.veld("functie", key).value) for key in (*FACTS, *TEXTS) if key != "contracturen"}
    functie: dict[str, str | float | None] = {**texts, "peildatum": peildatum.isoformat() if peildatum else None}
    formulier = KeptFormulier(
        bestand=last.bestand, sha256=last.sha256, formulier=last.stempel.get("formulier", ""), functie=functie
    )
    return Vorig(vorige.periode, medewerker.personeelsnummer, formulier, known, False, {})


def _is_same(uitdeling: _Uitdeling, content: KeptAntwoorden, formulier: KeptFormulier, medewerker: Medewerker) -> bool:
    """Whether these are answers of this person: in a steunpunt of another name the person's name must be the same."""
    steunpunt = uitdeling.gelezen.team.steunpunt
    return content.steunpunt == steunpunt.naam or formulier.functie.get("naam") == medewerker.naam


def _renew(uitdeling: _Uitdeling, medewerker: Medewerker, vorig: Vorig, forms: Sequence[Werkmap]) -> Stap:
    """A new form for whoever still has the accepted one, or none at all; its moves are completed where it is there.

    A form that was changed since holds answers that are not in antwoorden.json: it stays.
    """
    superseded = replaced(forms)
    accepted = {werkmap.bestand for werkmap in forms if werkmap.sha256 == vorig.formulier.sha256}
    newer = {werkmap.bestand for werkmap in forms} - superseded - accepted
    # what the accepted form replaced goes first: while that one is there, it says so
    moves = _moves(uitdeling, [*sorted(superseded - accepted), *sorted(accepted)])
    if not newer:
        return _reissue(uitdeling, medewerker, vorig, moves)
    if accepted and accepted <= superseded:
        move(moves)
        return Stap(medewerker.personeelsnummer, verplaatst=len(moves))
    return Stap(medewerker.personeelsnummer)


def _moves(uitdeling: _Uitdeling, bestanden: Sequence[str]) -> dict[Path, Path]:
    sources = [uitdeling.map.pad / bestand for bestand in bestanden]
    archief = uitdeling.map.pad / uitdeling.archief
    return {source: free_path(archief / source.name) for source in sources}


def _reissue(uitdeling: _Uitdeling, medewerker: Medewerker, vorig: Vorig, moves: dict[Path, Path]) -> Stap:
    wanted = uitdeling.path(medewerker)
    path = wanted if wanted in moves else free_path(wanted)
    ontwerp = uitdeling.ontwerp(medewerker)
    supersede(path, make_heruitgave(ontwerp, uitdeling.gelezen.team.steunpunt, medewerker, vorig), moves)
    return Stap(medewerker.personeelsnummer, uitdeling.map.relative(path), ingevuld=True, verplaatst=len(moves))
