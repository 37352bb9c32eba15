"""The overload report overbelasting.html: a signal is the start of a conversation, never a verdict (Stap 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.analysis.change import Wijziging
from pipeline.analysis.rapport import Rapport, Teamlid
from pipeline.definitions.messages import Signaaltekst, show_rekenwijzen, show_signaal, signal_name
from pipeline.definitions.report_words import load_wording
from pipeline.definitions.rules import Rules
from pipeline.model.analysed import Omvang, Signaal
from pipeline.model.judged import Formulierstatus
from pipeline.model.steunpunt import Medewerker
from pipeline.render.change_words import describe_signal, state, who
from pipeline.render.pages.charts import Balk, hour_bars
from pipeline.render.pages.page import render


@dataclass(frozen=True, slots=True)
class Persoonsregel:
    """One line of the overview, with the bar of the hours where these are known."""

    lid: Teamlid
    signalen: tuple[Signaalmelding, ...]
    balk: Balk | None


@dataclass(frozen=True, slots=True)
class Signaalmelding:
    """A signal in words, with its agreement if any."""

    signaal: Signaal
    naam: str
    tekst: Signaaltekst


@dataclass(frozen=True, slots=True)
class Collega:
    """Somebody with hours left under the contract, and no signal."""

    lid: Teamlid
    omvang: Omvang


@dataclass(frozen=True, slots=True)
class Taak:
    """A kerntaak that somebody else could take: hours per week (None: unknown), and who with room does it already."""

    code: str
    naam: str
    uren: float | None
    kenners: tuple[Collega, ...]


@dataclass(frozen=True, slots=True)
class Gesprek:
    """What to talk about with one employee."""

    lid: Teamlid
    meldingen: tuple[Signaalmelding, ...]
    taken: tuple[Taak, ...]
    collegas: tuple[Collega, ...]


@dataclass(frozen=True, slots=True)
class Afwezig:
    """A form that says nothing: whose it is (None where the file does not tell), what is wrong, and its file if any."""

    lid: Teamlid | None
    status: Formulierstatus
    bestand: str


@dataclass(frozen=True, slots=True)
class Signaalregel:
    """A signal that is not as it was, in words; was and nu are "" where there was none."""

    wie: str
    signaal: str
    wat: str
    was: str
    nu: str


def make_overbelasting(
    rapport: Rapport, rules: Rules, wijziging: Wijziging | None = None, zonder_uren: Sequence[Medewerker] = ()
) -> str:
    """The page of one steunpunt. Every signal is in it, and everybody of whom nothing is known.

    With a former period it tells which signals changed. zonder_uren: team members whose form asks no hours.
    """
    signalen = rapport.analyse.signalen
    return render(
        "overbelasting.html.j2",
        rapport=rapport,
        rekenwijzen=tuple(show_rekenwijzen(rules)),
        bron=rapport.catalog.bron,
        regels=_overview(rapport),
        aantal=_tally(signalen),
        gesprekken=tuple(_conversations(rapport)),
        onbeoordeeld=_with_people(rapport, (s for s in signalen if s.ernst == "info" and not s.aanvaard)),
        aanvaard=_with_people(rapport, (s for s in signalen if s.aanvaard)),
        afwezig=tuple(_absent(rapport)),
        sinds=wijziging.sinds if wijziging else None,
        gewijzigd=tuple(_changed_signals(wijziging)) if wijziging else (),
        zonder_uren=zonder_uren,
    )


def _tally(signalen: Iterable[Signaal]) -> Counter[str]:
    """Number of signals by severity, those that an agreement accepts apart."""
    return Counter("aanvaard" if signaal.aanvaard else signaal.ernst for signaal in signalen)


def _melding(signaal: Signaal) -> Signaalmelding:
    return Signaalmelding(signaal, signal_name(signaal.code, signaal.ernst), show_signaal(signaal))


def _with_people(rapport: Rapport, signalen: Iterable[Signaal]) -> tuple[tuple[Teamlid, Signaalmelding], ...]:
    people = {lid.personeelsnummer: lid for lid in rapport.team}
    return tuple((people[signaal.personeelsnummer], _melding(signaal)) for signaal in signalen)


# --- overview ------------------------------------------------------------------------------------------------------


def _overview(rapport: Rapport) -> tuple[Persoonsregel, ...]:
    """One line per team member, all bars on one scale."""
    known = [lid for lid in rapport.team if lid.omvang]
    balken = hour_bars([(lid.omvang.bekend, lid.omvang.contract) for lid in known if lid.omvang])
    per_lid = dict(zip((lid.personeelsnummer for lid in known), balken, strict=True))
    return tuple(_line(lid, rapport, per_lid.get(lid.personeelsnummer)) for lid in rapport.team)


def _line(lid: Teamlid, rapport: Rapport, balk: Balk | None) -> Persoonsregel:
    signalen = tuple(_melding(s) for s in rapport.analyse.signalen if s.personeelsnummer == lid.personeelsnummer)
    return Persoonsregel(lid, signalen, balk)


# --- per employee --------------------------------------------------------------------------------------------------


def _conversations(rapport: Rapport) -> Iterator[Gesprek]:
    """Everybody with a signal that no agreement accepts, in the order of the team."""
    roomy = _colleagues_with_room(rapport)
    for lid in rapport.team:
        own = [s for s in rapport.analyse.signalen if s.personeelsnummer == lid.personeelsnummer]
        if signalen := [signaal for signaal in own if signaal.te_bespreken]:
            yield Gesprek(lid, tuple(map(_melding, signalen)), _tasks_to_share(rapport, lid, roomy), roomy)


def _colleagues_with_room(rapport: Rapport) -> tuple[Collega, ...]:
    """Most hours left first. Who has a signal, accepted or not, is not asked to take more."""
    signalled = {signaal.personeelsnummer for signaal in rapport.analyse.signalen}
    found = [
        Collega(lid, lid.omvang)
        for lid in rapport.team
        if lid.omvang and lid.omvang.vrij and lid.personeelsnummer not in signalled
    ]
    return tuple(sorted(found, key=lambda collega: -collega.omvang.vrij))


def _tasks_to_share(rapport: Rapport, lid: Teamlid, collegas: Sequence[Collega]) -> tuple[Taak, ...]:
    """The kerntaken of an employee that are not everybody's, the largest first and those without hours last."""
    taken = []
    for row in rapport.analyse.dekking:
        if lid.personeelsnummer in row.uren_per_persoon and row.kerntaak not in rapport.catalog.altijd:
            kenners = tuple(c for c in collegas if c.lid.personeelsnummer in row.uren_per_persoon)
            uren = row.uren_per_persoon[lid.personeelsnummer]
            taken.append(Taak(row.kerntaak, rapport.catalog.kerntaak[row.kerntaak].naam, uren, kenners))
    return tuple(sorted(taken, key=lambda taak: -1 if taak.uren is None else -taak.uren - 1))


# --- what changed --------------------------------------------------------------------------------------------------


def _changed_signals(wijziging: Wijziging) -> Iterator[Signaalregel]:
    words = load_wording().wijzigingen
    for found in wijziging.signalen:
        wie, wat = who(wijziging, found.personeelsnummer), words.signalen[found.soort]
        yield Signaalregel(wie, describe_signal(found), wat, state(found.van), state(found.naar))


# --- what nothing can be said of -----------------------------------------------------------------------------------


def _absent(rapport: Rapport) -> Iterator[Afwezig]:
    """Team members without an accepted form, then files that belong to nobody of the team."""
    files = {oordeel.personeelsnummer: oordeel.werkmap.bestand for oordeel in rapport.beoordeeld.oordelen}
    for lid in rapport.niet_geteld:
        yield Afwezig(lid, lid.formulier, files.get(lid.personeelsnummer, ""))
    for oordeel in rapport.beoordeeld.oordelen:
        if oordeel.personeelsnummer not in rapport.medewerkers:
            yield Afwezig(
                None, "onleesbaar" if oordeel.status == "onleesbaar" else "afgekeurd", oordeel.werkmap.bestand
            )
