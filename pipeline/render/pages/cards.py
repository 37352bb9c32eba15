"""What both start pages say of a steunpunt: its documents as links, what to do next, who is not back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import quote

from pipeline.analysis.counts import Aantallen
from pipeline.definitions.report_words import FEW, load_wording
from pipeline.model.analysed import TO_TALK_ABOUT, Ernst
from pipeline.model.judged import Formulierstatus
from pipeline.model.kept_run import RunSteunpunt, RunTerugkeer

PROFIELEN, RETOUR, HERINNERINGEN, ONTWIKKELING = "profielen", "retour", "herinneringen", "ontwikkeling"
FOR_PROGRAMS = ".json"
NOT_ACCEPTED: tuple[Formulierstatus, ...] = ("onleesbaar", "elders", "niet_terug", "ontbreekt")


@dataclass(frozen=True, slots=True)
class Steunpuntstand:
    """What a start page says of one steunpunt; bestanden: paths of its files below the period folder.

    terug_te_sturen: number of rejected forms to correct. `signalen` are those that no agreement accepts; `kerntaken`
    numbers of these by status; `te_tekenen` the number of documents that need a signature; `terugkeer` what became of
    the forms of each leidinggevende, whose names are `leidinggevenden`, in the same order.
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
    terugkeer: tuple[RunTerugkeer, ...] = ()
    leidinggevenden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A link: its words, the kind of file in words (may be ""), and its address relative to the page."""

    tekst: str
    soort: str
    adres: str


@dataclass(frozen=True, slots=True)
class Wachtregel:
    """A leidinggevende of whom forms are awaited, with the reminder to send if there is one."""

    naam: str
    terugkeer: RunTerugkeer
    herinnering: Verwijzing | None


@dataclass(frozen=True, slots=True)
class Kaart:
    """One steunpunt on a page, with the name of its anchor; pagina: address of that page, "" for the one it is on."""

    anker: str
    stand: Steunpuntstand
    documenten: tuple[Verwijzing, ...]
    profielen: tuple[Verwijzing, ...]
    retour: tuple[Verwijzing, ...]
    ontwikkeling: tuple[Verwijzing, ...] = ()
    wachten: tuple[Wachtregel, ...] = ()
    pagina: str = ""

    @property
    def adres(self) -> str:
        """Where it stands."""
        return f"{self.pagina}#{self.anker}"

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
    steunpunt: RunSteunpunt,
    bestanden: Iterable[str],
    te_tekenen: int,
    codes: Collection[str],
    leidinggevenden: Iterable[str] = (),
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
        terugkeer=steunpunt.terugkeer,
        leidinggevenden=tuple(leidinggevenden),
    )


# --- links ---------------------------------------------------------------------------------------------------------


def make_card(anker: str, stand: Steunpuntstand, page: str = "", pagina: str = "") -> Kaart:
    """A steunpunt with links to its files: documents, profiles and returned forms apart.

    page: folder below that of the period where the page stands that the links are relative to; pagina: as in Kaart.
    """
    folders: defaultdict[str, list[str]] = defaultdict(list)
    for path in shown(stand.bestanden):
        folders[path.removeprefix(f"{stand.map}/").split("/")[0]].append(path)
    profielen, retour = folders.pop(PROFIELEN, []), folders.pop(RETOUR, [])
    folders.pop(HERINNERINGEN, None)  # they stand beside who is waited for
    of_people = [path for path in folders[ONTWIKKELING] if PurePosixPath(path).stem != ONTWIKKELING]
    documenten = (path for paths in folders.values() for path in paths if path not in of_people)
    return Kaart(
        anker=anker,
        stand=stand,
        documenten=tuple(sorted((document(path, page) for path in documenten), key=_place)),
        profielen=tuple(_file(path, page) for path in profielen),
        retour=tuple(_file(path, page) for path in retour),
        ontwikkeling=tuple(_file(path, page) for path in of_people),
        wachten=tuple(_waiting(stand, page)),
        pagina=pagina,
    )


def _waiting(stand: Steunpuntstand, page: str) -> Iterable[Wachtregel]:
    """The leidinggevenden of whom something is awaited."""
    for naam, found in zip(stand.leidinggevenden, stand.terugkeer, strict=True):
        if found.open:
            herinnering = _file(found.herinnering, page) if found.herinnering else None
            yield Wachtregel(naam or load_wording().zonder_leidinggevende, found, herinnering)


def shown(paths: Iterable[str]) -> list[str]:
    """The files that people open, in order."""
    return sorted(path for path in paths if not path.endswith(FOR_PROGRAMS))


def document(path: str, page: str = "") -> Verwijzing:
    """A link to one of the fixed documents, by its name in words."""
    found = _file(path, page)
    return replace(found, tekst=load_wording().startpagina.documenten.get(found.tekst, found.tekst))


def _place(verwijzing: Verwijzing) -> int:
    """The place of a document among the others: that of its name in schemas/reports.yaml, unknown ones last."""
    named = [*load_wording().startpagina.documenten.values()]
    return named.index(verwijzing.tekst) if verwijzing.tekst in named else len(named)


def _file(path: str, page: str) -> Verwijzing:
    """A link to a file, by its own name."""
    file = PurePosixPath(path)
    soort = load_wording().startpagina.soorten.get(file.suffix.removeprefix("."), "")
    adres = path.removeprefix(f"{page}/") if page else path
    return Verwijzing(file.stem if soort else file.name, soort, quote(adres))


# --- what to do next -----------------------------------------------------------------------------------------------


class Stappen:
    """What is to be done, counted while steunpunten come by: of each kind of step how much, and where there is most."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._sums: Counter[str] = Counter()
        self._where: Counter[str] = Counter()
        self._most: defaultdict[str, list[tuple[int, Kaart]]] = defaultdict(list)

    def add(self, kaart: Kaart) -> None:
        """Count one; of those with as much the first ones stay."""
        for key, amount in (+_todo(kaart.stand)).items():
            self._sums[key] += amount
            self._where[key] += 1
            self._most[key] = sorted([*self._most[key], (amount, kaart)], key=lambda found: -found[0])[:FEW]

    def in_order(self) -> tuple[Actie, ...]:
        """The most urgent first."""
        named = load_wording().startpagina.stappen.items()
        return tuple(
            Actie(
                words.show(self._sums[key]),
                tuple(kaart for _, kaart in self._most[key]),
                self._where[key] - len(self._most[key]),
            )
            for key, words in named
            if self._sums[key]
        )


def next_steps(kaarten: Iterable[Kaart]) -> tuple[Actie, ...]:
    """What is to be done, the most urgent first, each with the steunpunten where there is most of it."""
    stappen = Stappen()
    for kaart in kaarten:
        stappen.add(kaart)
    return stappen.in_order()


def _todo(stand: Steunpuntstand) -> Counter[str]:
    """How much of each kind of step a steunpunt asks for, by the keys of `stappen` in schemas/reports.yaml."""
    more = any(f"/{ONTWIKKELING}/" in path for path in stand.bestanden)
    todo = Counter({"ongedekt": stand.kerntaken["ongedekt"], "stukken" if more else "tekenen": stand.te_tekenen})
    todo["teambestand"], todo["afgekeurd"] = int(not stand.leesbaar), stand.terug_te_sturen
    todo.update({status: stand.formulieren.get(status, 0) for status in NOT_ACCEPTED})
    todo.update({ernst: stand.signalen.get(ernst, 0) for ernst in TO_TALK_ABOUT})
    return todo
