"""The start page index.html of a period, for HR: it leads to everything, and says what to do next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath
from urllib.parse import quote

from pipeline.analysis.counts import Aantallen, add_up
from pipeline.definitions.report_words import FEW, load_wording
from pipeline.model.analysed import TO_TALK_ABOUT, Ernst
from pipeline.model.catalog import Bron
from pipeline.model.judged import Formulierstatus
from pipeline.model.kept_run import RunSteunpunt, RunVervallen, Shown
from pipeline.render.pages.page import render

FEW_STEUNPUNTEN = 12  # so many stand open; of more only the figures, each to be opened
PROFIELEN, RETOUR, ONTWIKKELING = "profielen", "retour", "ontwikkeling"
FOR_PROGRAMS = ".json"
NOT_ACCEPTED: tuple[Formulierstatus, ...] = ("onleesbaar", "elders", "niet_terug", "ontbreekt")


@dataclass(frozen=True, slots=True)
class Steunpuntstand:
    """What the start page says of one steunpunt; bestanden: paths of its files below the period folder.

    terug_te_sturen: number of rejected forms to correct. `signalen` are those that no agreement accepts; `kerntaken`
    numbers of these by status; `te_tekenen` the number of documents that need a signature.
    """

    map: str
    naam: str
    koepel: str
    leesbaar: bool
    formulieren: Mapping[Formulierstatus, int]
    terug_te_sturen: int
    signalen: Mapping[Ernst, int]
    kerntaken: Aantallen
    te_tekenen: int
    bestanden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A link: its words, the kind of file in words (may be ""), and its address relative to the page."""

    tekst: str
    soort: str
    adres: str


@dataclass(frozen=True, slots=True)
class Kaart:
    """One steunpunt on the page, with the name of its anchor."""

    anker: str
    stand: Steunpuntstand
    documenten: tuple[Verwijzing, ...]
    profielen: tuple[Verwijzing, ...]
    retour: tuple[Verwijzing, ...]
    ontwikkeling: tuple[Verwijzing, ...] = ()

    @property
    def aantal(self) -> int:
        """Number of profiles; one of them may be there as Word and as PDF."""
        return len({profiel.tekst for profiel in self.profielen})


@dataclass(frozen=True, slots=True)
class Actie:
    """Something to do: a sentence, the first few steunpunten where, and how many more."""

    tekst: str
    waar: tuple[Kaart, ...]
    meer: int


def stand_of(
    steunpunt: RunSteunpunt, bestanden: Iterable[str], te_tekenen: int, codes: Collection[str]
) -> Steunpuntstand:
    """The figures of a steunpunt, over the kerntaken with these codes; the others are as in Steunpuntstand."""
    return Steunpuntstand(
        map=steunpunt.map,
        naam=steunpunt.naam,
        koepel=steunpunt.koepel,
        leesbaar=steunpunt.leesbaar,
        formulieren=steunpunt.tellingen,
        terug_te_sturen=steunpunt.terug_te_sturen,
        signalen=steunpunt.open_signalen,
        kerntaken=steunpunt.tel_kerntaken(codes),
        te_tekenen=te_tekenen,
        bestanden=tuple(bestanden),
    )


def make_index(
    periode: str,
    standen: Sequence[Steunpuntstand],
    verdeling: Sequence[tuple[str, Aantallen]],
    trend: Sequence[tuple[str, Aantallen]],
    koepel: Iterable[str],
    vervallen: Sequence[RunVervallen],
    bron: Bron,
    bevindingen: Sequence[Shown] = (),
) -> str:
    """The page of a period (JJJJ-MM); koepel: paths below the period folder of what it may see.

    verdeling: numbers of kerntaken of all steunpunten together by status, by name of the group; trend: by period, the
    oldest first; vervallen: all that lies in the folder of that name; bevindingen: what belongs to no steunpunt.
    """
    kaarten = tuple(_card(place, stand) for place, stand in enumerate(sorted(standen, key=_by_koepel_and_name), 1))
    return render(
        "index.html.j2",
        periode=periode,
        kaarten=kaarten,
        per_koepel=_by_koepel(kaarten),
        open=len(kaarten) <= FEW_STEUNPUNTEN,
        stappen=_steps(kaarten),
        formulieren=add_up(stand.formulieren for stand in standen),
        signalen=add_up(stand.signalen for stand in standen),
        verdeling=verdeling,
        profielen=sum(kaart.aantal for kaart in kaarten),
        koepel=tuple(map(_document, _shown(koepel))),
        trend=trend,
        vervallen=_by_reason(vervallen),
        woorden=load_wording().vervallen,
        bevindingen=bevindingen,
        bron=bron,
    )


def _by_koepel_and_name(stand: Steunpuntstand) -> tuple[str, str, str]:
    return stand.koepel.casefold(), stand.naam.casefold(), stand.map


def _by_koepel(kaarten: Iterable[Kaart]) -> tuple[tuple[str, tuple[Kaart, ...]], ...]:
    """The steunpunten under the name of their koepel, "" where they have none; spelled as the first of them does."""
    groups = groupby(kaarten, key=lambda kaart: kaart.stand.koepel.casefold())
    return tuple((group[0].stand.koepel, group) for _, found in groups for group in [tuple(found)])


# --- links ---------------------------------------------------------------------------------------------------------


def _card(place: int, stand: Steunpuntstand) -> Kaart:
    """A steunpunt with links to its files: documents, profiles and returned forms apart."""
    folders: defaultdict[str, list[str]] = defaultdict(list)
    for path in _shown(stand.bestanden):
        folders[path.removeprefix(f"{stand.map}/").split("/")[0]].append(path)
    profielen, retour = folders.pop(PROFIELEN, []), folders.pop(RETOUR, [])
    of_people = [path for path in folders[ONTWIKKELING] if PurePosixPath(path).stem != ONTWIKKELING]
    documenten = (path for paths in folders.values() for path in paths if path not in of_people)
    return Kaart(
        anker=f"s{place}",
        stand=stand,
        documenten=tuple(sorted(map(_document, documenten), key=_place)),
        profielen=tuple(map(_file, profielen)),
        retour=tuple(map(_file, retour)),
        ontwikkeling=tuple(map(_file, of_people)),
    )


def _shown(paths: Iterable[str]) -> list[str]:
    return sorted(path for path in paths if not path.endswith(FOR_PROGRAMS))


def _document(path: str) -> Verwijzing:
    """A link to one of the fixed documents, by its name in words."""
    found = _file(path)
    return replace(found, tekst=load_wording().startpagina.documenten.get(found.tekst, found.tekst))


def _place(verwijzing: Verwijzing) -> int:
    """The place of a document among the others: that of its name in schemas/reports.yaml, unknown ones last."""
    named = [*load_wording().startpagina.documenten.values()]
    return named.index(verwijzing.tekst) if verwijzing.tekst in named else len(named)


def _file(path: str) -> Verwijzing:
    """A link to a file, by its own name."""
    file = PurePosixPath(path)
    soort = load_wording().startpagina.soorten.get(file.suffix.removeprefix("."), "")
    return Verwijzing(file.stem if soort else file.name, soort, quote(path))


def _by_reason(vervallen: Sequence[RunVervallen]) -> dict[str, tuple[Verwijzing, ...]]:
    """Links to what moved away, by the reason why, each by the path where it was."""
    found: defaultdict[str, list[Verwijzing]] = defaultdict(list)
    for file in vervallen:
        found[file.reden].append(Verwijzing(file.was, "", quote(file.nu)))
    return {reden: tuple(links) for reden, links in sorted(found.items())}


# --- what to do next -----------------------------------------------------------------------------------------------


def _steps(kaarten: Sequence[Kaart]) -> tuple[Actie, ...]:
    """What is to be done, the most urgent first, each with the steunpunten where there is most of it."""
    todo = {kaart.anker: _todo(kaart.stand) for kaart in kaarten}
    steps = []
    for key, words in load_wording().startpagina.stappen.items():
        where = sorted((kaart for kaart in kaarten if todo[kaart.anker][key]), key=lambda k: -todo[k.anker][key])
        if where:
            sentence = words.show(sum(todo[kaart.anker][key] for kaart in where))
            steps.append(Actie(sentence, tuple(where[:FEW]), len(where[FEW:])))
    return tuple(steps)


def _todo(stand: Steunpuntstand) -> Counter[str]:
    """How much of each kind of step a steunpunt asks for, by the keys of `stappen` in schemas/reports.yaml."""
    more = any(f"/{ONTWIKKELING}/" in path for path in stand.bestanden)
    todo = Counter({"ongedekt": stand.kerntaken["ongedekt"], "stukken" if more else "tekenen": stand.te_tekenen})
    todo["teambestand"], todo["afgekeurd"] = int(not stand.leesbaar), stand.terug_te_sturen
    todo.update({status: stand.formulieren.get(status, 0) for status in NOT_ACCEPTED})
    todo.update({ernst: stand.signalen.get(ernst, 0) for ernst in TO_TALK_ABOUT})
    return todo
