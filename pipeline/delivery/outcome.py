"""What a run has to tell: of each steunpunt something small in memory, then all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.definitions.messages import is_told_first, show_all
from pipeline.delivery.period.folder import Plaatsing
from pipeline.model.analysed import Ernst, Omvang, Samenvatting
from pipeline.model.findings import Finding
from pipeline.model.judged import Formulierstatus
from pipeline.model.kept_groups import Cijfers, Steunpuntrecord
from pipeline.model.kept_run import KeptCatalogus, RunSteunpunt, Shown, Totalen, totals
from pipeline.model.stray import Herkomst

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


@dataclass(frozen=True, slots=True)
class Uitstel:
    """A steunpunt of which nothing is made yet: forms in it are of others, and it is not known whose."""

    map: str
    herkomst: Herkomst


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What is left of a steunpunt when its files are in place: small, for an umbrella has many of these.

    tellingen: number of forms by status, and of people without one; meldingen: the first, errors first, of so many as
    `fouten` and `waarschuwingen` say; nieuw, veranderd, verplaatst: numbers of files; catalogussen: those of its team.
    """

    map: str
    samenvatting: Samenvatting
    herkomst: Herkomst
    omvang: tuple[Omvang, ...]
    tellingen: Mapping[Formulierstatus, int]
    meldingen: tuple[Plaatsmelding, ...]
    fouten: int
    waarschuwingen: int
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
    def gelijk(self) -> bool:
        """Whether no file was written or moved."""
        return not (self.nieuw or self.veranderd or self.verplaatst)


def make_uitkomst(plaatsing: Plaatsing[Steunpuntrecord]) -> Uitkomst:
    """The small thing that is left of a steunpunt, from its record."""
    record = plaatsing.record
    meldingen = [melding for melding in meldingen_of([record.steunpunt]) if melding.inhoud.ernst != "info"]
    return Uitkomst(
        map=record.steunpunt.map,
        samenvatting=record.samenvatting,
        herkomst=record.herkomst,
        omvang=record.omvang,
        tellingen=record.steunpunt.tellingen,
        meldingen=first_meldingen(meldingen),
        fouten=sum(melding.fout for melding in meldingen),
        waarschuwingen=sum(not melding.fout for melding in meldingen),
        nieuw=len(plaatsing.nieuw),
        veranderd=len(plaatsing.veranderd),
        verplaatst=len(plaatsing.verplaatst),
        catalogussen=record.steunpunt.catalogussen,
    )


def first_meldingen(meldingen: Iterable[Plaatsmelding]) -> tuple[Plaatsmelding, ...]:
    """The first few: nobody reads more on a screen, and nearly all stand in the reports.

    A file to close comes before all, for the reports were made before it was met; then errors before warnings.
    """

    def rank(melding: Plaatsmelding) -> tuple[bool, bool]:
        return not is_told_first(melding.inhoud.code), not melding.fout

    return tuple(sorted(meldingen, key=rank)[:SHOWN])


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
    map_: Path,
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
        map=map_,
        totalen=totals([uitkomst.tellingen for uitkomst in uitkomsten]),
        ontbrekend=sum(uitkomst.tellingen["ontbreekt"] for uitkomst in uitkomsten),
        signalen=signalen,
        meldingen=first_meldingen([melding for uitkomst in uitkomsten for melding in uitkomst.meldingen] + added),
        fouten=sum(uitkomst.fouten for uitkomst in uitkomsten) + sum(melding.fout for melding in added),
        waarschuwingen=sum(uitkomst.waarschuwingen for uitkomst in uitkomsten) + sum(not one.fout for one in added),
        gelijk=sum(uitkomst.gelijk for uitkomst in uitkomsten),
        nieuw=sum(uitkomst.nieuw for uitkomst in uitkomsten) + len(samen.nieuw),
        veranderd=sum(uitkomst.veranderd for uitkomst in uitkomsten) + len(samen.veranderd),
        verplaatst=sum(uitkomst.verplaatst for uitkomst in uitkomsten) + len(samen.verplaatst) + weg,
    )
