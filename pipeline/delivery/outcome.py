"""What a run has to tell: of each steunpunt something small in memory, then all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path
from typing import get_args

from pipeline.base.names import plain_name
from pipeline.definitions.messages import is_told_first, show_all
from pipeline.delivery.period.folder import Periodemap, Plaatsing
from pipeline.delivery.period.records import record_name
from pipeline.model.analysed import Ernst, Omvang
from pipeline.model.findings import Finding
from pipeline.model.judged import Formulierstatus
from pipeline.model.kept_groups import Cijfers, Steunpuntrecord
from pipeline.model.kept_run import KeptCatalogus, RunSteunpunt, Shown, Totalen, totals
from pipeline.model.samenvatting import Samenvatting
from pipeline.model.stray import Herkomst, Thuis, Zwerfformulier

HASH = 8  # bytes
SHOWN = 8  # findings that are told on the screen, of each steunpunt and of all together


@dataclass(frozen=True, slots=True)
class Plaatsmelding:
    """A finding in words, and the folder of the steunpunt that it is about, "" for none."""

    map: str
    inhoud: Shown

    @property
    def fout(self) -> bool:
        """Whether something was rejected or could not be used."""
        return self.inhoud.ernst == "fout"

    @property
    def dringend(self) -> bool:
        """Whether it is told before all others."""
        return is_told_first(self.inhoud.code)

    @property
    def rang(self) -> int:
        """In which order it is told: what is urgent, errors, warnings, the rest."""
        return 0 if self.dringend else {"fout": 1, "waarschuwing": 2}.get(self.inhoud.ernst, 3)


@dataclass(frozen=True, slots=True)
class Uitstel:
    """A steunpunt of which nothing is made yet: forms in it are of others, and it is not known whose."""

    map: str
    herkomst: Herkomst

    @property
    def vreemd(self) -> tuple[Zwerfformulier, ...]:
        """Those among its own forms that are of another."""
        return self.herkomst.vreemd

    @property
    def elders(self) -> tuple[Zwerfformulier, ...]:
        """The forms out of their place that concern it, as far as was known."""
        return self.herkomst.elders


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What is left of a steunpunt in memory when its files are in place: small, for an umbrella has very many of these.

    Whatever else is asked of it stands in its record. vreemd, elders: as in Herkomst; mensen: of everybody with hours a
    hash of koepel and personeelsnummer, HASH bytes each, none without a koepel; aantallen: number of forms by status,
    and of people without one, in the order of Formulierstatus; fouten, waarschuwingen: numbers of findings; nieuw,
    veranderd, verplaatst: numbers of files; catalogussen: those of its team.
    """

    samenvatting: Samenvatting
    vreemd: tuple[Zwerfformulier, ...]
    elders: tuple[Zwerfformulier, ...]
    mensen: bytes
    aantallen: tuple[int, ...]
    fouten: int
    waarschuwingen: int
    dringend: bool
    nieuw: int = 0
    veranderd: int = 0
    verplaatst: int = 0
    catalogussen: tuple[KeptCatalogus, ...] = ()

    def after(self, former: Uitkomst | None) -> Uitkomst:
        """The same, with the files counted that were written or moved when it was made before in this run."""
        if former is None:
            return self
        nieuw, moved = former.nieuw + self.nieuw, former.verplaatst + self.verplaatst
        return replace(self, nieuw=nieuw, veranderd=max(former.veranderd, self.veranderd), verplaatst=moved)

    @property
    def map(self) -> str:
        """Its folder below the input, with '/'."""
        return self.samenvatting.map

    @property
    def gelijk(self) -> bool:
        """Whether no file was written or moved."""
        return not (self.nieuw or self.veranderd or self.verplaatst)

    @property
    def tellingen(self) -> dict[Formulierstatus, int]:
        """Number of forms by status, and of people without one."""
        return dict(zip(get_args(Formulierstatus), self.aantallen, strict=True))


def make_uitkomst(plaatsing: Plaatsing[Steunpuntrecord]) -> Uitkomst:
    """The small thing that is left of a steunpunt, from its record."""
    record = plaatsing.record
    tellingen, found = record.steunpunt.tellingen, record.samenvatting
    told = meldingen_of([record.steunpunt])
    return Uitkomst(
        samenvatting=found,
        vreemd=record.herkomst.vreemd,
        elders=record.herkomst.elders,
        mensen=b"".join(person_hash(found.koepel, omvang) for omvang in record.omvang),
        aantallen=tuple(tellingen.get(status, 0) for status in get_args(Formulierstatus)),
        fouten=sum(melding.fout for melding in told),
        waarschuwingen=sum(melding.inhoud.ernst == "waarschuwing" for melding in told),
        dringend=any(melding.dringend for melding in told),
        nieuw=len(plaatsing.nieuw),
        veranderd=len(plaatsing.veranderd),
        verplaatst=len(plaatsing.verplaatst),
        catalogussen=tuple(_same_catalog(one.id, one.versie, one.sha256) for one in record.steunpunt.catalogussen),
    )


def homes(uitkomsten: Iterable[Uitkomst | Uitstel], namen: Container[str], periodemap: Periodemap) -> Iterator[Thuis]:
    """The steunpunten with one of these names (plain_name) as places for forms, from their records."""
    for one in uitkomsten:
        if isinstance(one, Uitstel):
            yield one.herkomst.thuis
        elif plain_name(one.samenvatting.naam) in namen:
            yield periodemap.present_record(record_name(one.map), Steunpuntrecord).herkomst.thuis


def person_hash(koepel: str, omvang: Omvang) -> bytes:
    """The same for one personeelsnummer in two steunpunten of one koepel; none where there is no koepel."""
    key = f"{koepel.casefold()}\0{omvang.personeelsnummer.casefold()}"
    return blake2b(key.encode(), digest_size=HASH).digest() if koepel else b""


def first_meldingen(
    uitkomsten: Sequence[Uitkomst], added: Sequence[Plaatsmelding], periodemap: Periodemap
) -> tuple[Plaatsmelding, ...]:
    """The first few: nobody reads more on a screen, and nearly all stand in the reports.

    A file to close comes before all, for the reports were made before it was met; then errors before warnings.
    added: those that come after those of the steunpunten, which stand in their records.
    """

    def found(rank: int, asked: Iterable[Uitkomst]) -> Iterator[Plaatsmelding]:
        for uitkomst in asked:
            record = periodemap.present_record(record_name(uitkomst.map), Steunpuntrecord)
            yield from (melding for melding in meldingen_of([record.steunpunt]) if melding.rang == rank)
        yield from (melding for melding in added if melding.rang == rank)

    urgent = found(0, (uitkomst for uitkomst in uitkomsten if uitkomst.dringend))
    errors = found(1, (uitkomst for uitkomst in uitkomsten if uitkomst.fouten))
    warnings = found(2, (uitkomst for uitkomst in uitkomsten if uitkomst.waarschuwingen))
    return tuple(islice(chain(urgent, errors, warnings, found(3, ())), SHOWN))


@lru_cache(maxsize=256)
def _same_catalog(naam: str, versie: str, sha256: str) -> KeptCatalogus:
    return KeptCatalogus(id=naam, versie=versie, sha256=sha256)


def meldingen_of(steunpunten: Iterable[RunSteunpunt], nergens: Iterable[Shown] = ()) -> list[Plaatsmelding]:
    """All findings on steunpunten of run.json, of each those of itself first, and before them those of none."""
    meldingen = [Plaatsmelding("", found) for found in nergens]
    for stand in steunpunten:
        for findings in (stand.bevindingen, *(form.bevindingen for form in stand.formulieren)):
            meldingen += [Plaatsmelding(stand.map, found) for found in findings]
    return meldingen


@dataclass(frozen=True, slots=True)
class Verslag:
    """What a run tells when it is over: its folder, figures, the first findings, and how many files changed.

    signalen: those not accepted, by severity; gelijk: number of steunpunten of which nothing changed; eerste: whether
    no run of this period was finished before.
    """

    map: Path
    totalen: Totalen
    ontbrekend: int
    signalen: Mapping[Ernst, int]
    meldingen: tuple[Plaatsmelding, ...]
    fouten: int
    waarschuwingen: int
    gelijk: int
    nieuw: int
    veranderd: int
    verplaatst: int
    eerste: bool = False


def make_verslag(
    uitkomsten: Sequence[Uitkomst],
    extra: Mapping[str, Sequence[Finding]],
    nergens: Sequence[Finding],
    periodemap: Periodemap,
    samen: Plaatsing[Cijfers],
    weg: int,
) -> Verslag:
    """All outcomes together.

    extra: more findings by steunpunt; nergens: those of none; samen: the files of no single one; weg: moved ones.
    """
    more = [*extra.items(), ("", nergens)]
    added = [Plaatsmelding(place, shown) for place, findings in more for shown in show_all(findings)]
    signalen = Counter[Ernst]()
    for uitkomst in uitkomsten:
        signalen.update(uitkomst.samenvatting.signalen)
    return Verslag(
        map=periodemap.pad,
        totalen=totals(uitkomst.tellingen for uitkomst in uitkomsten),
        ontbrekend=sum(uitkomst.tellingen["ontbreekt"] for uitkomst in uitkomsten),
        signalen=signalen,
        meldingen=first_meldingen(uitkomsten, added, periodemap),
        fouten=sum(uitkomst.fouten for uitkomst in uitkomsten) + sum(melding.fout for melding in added),
        waarschuwingen=sum(uitkomst.waarschuwingen for uitkomst in uitkomsten) + sum(not one.fout for one in added),
        gelijk=sum(uitkomst.gelijk for uitkomst in uitkomsten),
        nieuw=sum(uitkomst.nieuw for uitkomst in uitkomsten) + len(samen.nieuw),
        veranderd=sum(uitkomst.veranderd for uitkomst in uitkomsten) + len(samen.veranderd),
        verplaatst=sum(uitkomst.verplaatst for uitkomst in uitkomsten) + len(samen.verplaatst) + weg,
    )
