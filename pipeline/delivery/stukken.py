"""The Word documents about one person each: profile and development document, what is kept of them, and the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.analysis.change import latest_forms
from pipeline.analysis.rapport import Rapport
from pipeline.base.names import PATH_LIMIT, file_part
from pipeline.definitions.form_layout import form_layout
from pipeline.delivery.dossier import Dossier
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding
from pipeline.model.judged import Antwoorden
from pipeline.model.kept_answers import EerderFormulier, Profielstand
from pipeline.model.steunpunt import Medewerker
from pipeline.render.pages.ter_ondertekening import Tekenregel, to_sign
from pipeline.render.word.content import show_gewijzigd
from pipeline.render.word.gewijzigd import make_ontwikkelstand, make_profielstand
from pipeline.render.word.kinds import ONTWIKKELDOCUMENT, PROFIEL, TAAKPROFIEL
from pipeline.render.word.length import find_long, find_long_taakprofiel
from pipeline.render.word.ontwikkeldocument import make_ontwikkeldocument
from pipeline.render.word.profiel import make_profiel
from pipeline.render.word.taakprofiel import make_taakprofiel

PROFIELEN, ONTWIKKELING = "profielen", "ontwikkeling"  # folders of a steunpunt


@dataclass(frozen=True, slots=True)
class Stuk:
    """A Word document about one person: its path below the period folder, its content, what is kept of it, and
    findings on it.
    """

    pad: str
    data: bytes
    stand: Profielstand
    findings: tuple[Finding, ...] = ()


def make_profielen(dossier: Dossier) -> dict[str, Stuk]:
    """The Word profile of every accepted form, by personeelsnummer, each of the catalog of that person."""
    judged, then = dossier.rapport.beoordeeld, latest_of(dossier)
    return {
        form.personeelsnummer: _profiel(dossier, form, then.get(form.personeelsnummer)) for form in judged.antwoorden
    }


def _profiel(dossier: Dossier, antwoorden: Antwoorden, then: EerderFormulier | None) -> Stuk:
    catalog = _catalog(dossier, antwoorden)
    if catalog.eigen_vorm:
        return _taakprofiel(dossier, antwoorden, then, catalog)
    judged, signalen = dossier.rapport.beoordeeld, dossier.rapport.analyse.signalen
    shown = make_profiel(antwoorden, judged.steunpunt, catalog, signalen, bijlage=dossier.rules.profiel.bijlage)
    stand = make_profielstand(shown, antwoorden, dossier.vorige, then, catalog)
    told = find_long(shown, antwoorden)
    shown["versie"], shown["gewijzigd"] = str(stand.nummer), show_gewijzigd(stand.gewijzigd)
    data = dossier.sjabloon(PROFIEL, catalog).render(shown)
    return Stuk(_path(dossier, PROFIELEN, antwoorden), data, stand, told)


def _taakprofiel(dossier: Dossier, antwoorden: Antwoorden, then: EerderFormulier | None, catalog: Catalog) -> Stuk:
    shown = make_taakprofiel(
        antwoorden, dossier.rapport.beoordeeld.steunpunt, catalog, bijlage=dossier.rules.profiel.bijlage
    )
    stand = make_profielstand(shown, antwoorden, dossier.vorige, then, catalog)
    told = find_long_taakprofiel(shown, antwoorden, form_layout(catalog, dossier.rules))
    shown["versie"], shown["gewijzigd"] = str(stand.nummer), show_gewijzigd(stand.gewijzigd)
    data = dossier.sjabloon(TAAKPROFIEL, catalog).render(shown)
    return Stuk(_path(dossier, PROFIELEN, antwoorden), data, stand, told)


def make_ontwikkelstukken(dossier: Dossier) -> dict[str, Stuk]:
    """The development documents, by personeelsnummer; none where a form has neither need nor agreement nor grade."""
    then = latest_of(dossier)
    found = {}
    for form in dossier.rapport.beoordeeld.antwoorden:
        if stuk := _ontwikkelstuk(dossier, form, then.get(form.personeelsnummer)):
            found[form.personeelsnummer] = stuk
    return found


def _ontwikkelstuk(dossier: Dossier, antwoorden: Antwoorden, then: EerderFormulier | None) -> Stuk | None:
    lerend, catalog = dossier.ontwikkeling.van(antwoorden.personeelsnummer), _catalog(dossier, antwoorden)
    if lerend is None:
        return None
    steunpunt = dossier.rapport.beoordeeld.steunpunt
    shown = make_ontwikkeldocument(antwoorden, lerend, steunpunt, catalog, dossier.rules, dossier.eerste_dag)
    if shown is None:
        return None
    stand = make_ontwikkelstand(shown, then)
    shown["versie"], shown["gewijzigd"] = str(stand.nummer), show_gewijzigd(stand.gewijzigd)
    data = dossier.sjabloon(ONTWIKKELDOCUMENT, catalog).render(shown)
    return Stuk(_path(dossier, ONTWIKKELING, antwoorden), data, stand)


def latest_of(dossier: Dossier) -> dict[str, EerderFormulier]:
    """The form of the latest profile of everybody who had one, by personeelsnummer."""
    return latest_forms(dossier.vorige, dossier.rapport.beoordeeld) if dossier.vorige else {}


def _catalog(dossier: Dossier, antwoorden: Antwoorden) -> Catalog:
    return dossier.rapport.beoordeeld.steunpunt.catalogus_van(antwoorden.medewerker, dossier.catalog)


def _path(dossier: Dossier, folder: str, antwoorden: Antwoorden) -> str:
    return document_path(dossier.map, folder, antwoorden.medewerker, len(dossier.rapport.periode))


def with_told(dossier: Dossier, profielen: Mapping[str, Stuk]) -> Dossier:
    """The dossier in which every accepted form also says what is to be said of its profile."""

    def told(rapport: Rapport) -> Rapport:
        oordelen = tuple(
            replace(oordeel, findings=(*oordeel.findings, *profielen[oordeel.antwoorden.personeelsnummer].findings))
            if oordeel.antwoorden
            else oordeel
            for oordeel in rapport.beoordeeld.oordelen
        )
        return replace(rapport, beoordeeld=replace(rapport.beoordeeld, oordelen=oordelen))

    return replace(dossier, rapport=told(dossier.rapport), uren=told(dossier.uren) if dossier.uren else None)


def documents_to_sign(
    dossier: Dossier, profielen: Mapping[str, Stuk], ontwikkelstukken: Mapping[str, Stuk]
) -> tuple[Tekenregel, ...]:
    """The profiles and development documents that want a signature, as the list to sign names them."""

    def made(stukken: Mapping[str, Stuk]) -> dict[str, tuple[str, Profielstand]]:
        return {nummer: (stuk.pad.removeprefix(f"{dossier.map}/"), stuk.stand) for nummer, stuk in stukken.items()}

    profiles = to_sign(dossier.rapport, made(profielen), dossier.vorige)
    return (*profiles, *to_sign(dossier.rapport, made(ontwikkelstukken), dossier.vorige, ontwikkeling=True))


def document_path(map_: str, folder: str, medewerker: Medewerker, periode_length: int) -> str:
    """Where a document about somebody goes: distinct by personeelsnummer, safe everywhere, short enough for Windows."""
    nummer = file_part(medewerker.personeelsnummer, distinct=True)
    start = f"{map_}/{folder}/{nummer}"
    room = PATH_LIMIT - periode_length - len(f"/{start}-.docx")
    naam = file_part(medewerker.naam, max(room, 0))
    return f"{start}-{naam}.docx" if naam else f"{start}.docx"
