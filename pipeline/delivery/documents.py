"""Every document of one steunpunt, in memory: path below the period folder -> content."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.analysis.change import compare, latest_forms
from pipeline.analysis.counts import MOST_PERIODS, Aantallen
from pipeline.analysis.rapport import Rapport
from pipeline.base.names import PATH_LIMIT, file_part
from pipeline.definitions.layout import form_layout
from pipeline.definitions.rules import Rules
from pipeline.delivery.period.files import room_in_retour
from pipeline.delivery.period.run_json import NO_DEVELOPMENT, make_antwoorden, to_json
from pipeline.forms.retour import make_retour
from pipeline.model.catalog import Catalog
from pipeline.model.development import Ontwikkeling
from pipeline.model.findings import Finding
from pipeline.model.former import VorigeStand
from pipeline.model.kept_answers import EerderFormulier, Profielstand
from pipeline.model.steunpunt import Medewerker
from pipeline.render.learning import Leerteam, make_leertabellen
from pipeline.render.pages.ontwikkeling import make_ontwikkelpagina
from pipeline.render.pages.overbelasting import make_overbelasting
from pipeline.render.pages.taakdekking import make_dekkingspagina
from pipeline.render.pages.ter_ondertekening import Tekenregel, make_tekenlijst, to_sign
from pipeline.render.word.content import show_gewijzigd
from pipeline.render.word.gewijzigd import make_profielstand
from pipeline.render.word.kinds import ONTWIKKELDOCUMENT, PROFIEL, TAAKPROFIEL, VERANTWOORDING, Documentsoort
from pipeline.render.word.length import find_long
from pipeline.render.word.ontwikkeldocument import make_ontwikkeldocument
from pipeline.render.word.pdf import to_pdf
from pipeline.render.word.profiel import make_profiel
from pipeline.render.word.taakprofiel import make_taakprofiel
from pipeline.render.word.template import Sjabloon
from pipeline.render.word.verantwoording import make_verantwoording
from pipeline.render.workbooks.ontwikkeling import make_ontwikkelwerkmap
from pipeline.render.workbooks.taakdekking import make_taakdekking

PROFIELEN, ONTWIKKELING = "profielen", "ontwikkeling"  # folders of a steunpunt
Sjablonen = Callable[[Documentsoort, Catalog], Sjabloon]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One steunpunt, judged and analysed, with what its documents are made with; vorige: how it stood before.

    rapport: with everybody; uren: with the people whose catalog has hours, None where nobody is on one; sjabloon: the
    template of a kind of document, for a catalog.
    """

    rapport: Rapport
    uren: Rapport | None
    rules: Rules
    sjabloon: Sjablonen
    eerste_dag: dt.date
    ontwikkeling: Ontwikkeling = NO_DEVELOPMENT
    vorige: VorigeStand | None = None

    @property
    def map(self) -> str:
        """The folder of the steunpunt, below the input and so below the period folder."""
        return self.rapport.beoordeeld.steunpunt.map

    @property
    def catalog(self) -> Catalog:
        """The default catalog."""
        return self.rapport.catalog

    @property
    def telt_in_koepel(self) -> bool:
        """Whether its coverage is of the default catalog, which the overviews of all together speak of."""
        return self.uren is not None and self.uren.catalog.id == self.catalog.id

    @property
    def zonder_uren(self) -> tuple[Medewerker, ...]:
        """Team members whose catalog asks no hours."""
        counted = self.uren.medewerkers if self.uren else {}
        return tuple(m for m in self.rapport.beoordeeld.steunpunt.team if m.personeelsnummer not in counted)

    @property
    def verloop(self) -> list[tuple[str, Aantallen]]:
        """Number of kerntaken by status, by period up to this one, the oldest first."""
        now: Aantallen = Counter(row.status for row in self.rapport.analyse.dekking)
        return [*(self.vorige.verloop if self.vorige else ()), (self.rapport.periode, now)][-MOST_PERIODS:]


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
    judged, vorige = dossier.rapport.beoordeeld, dossier.vorige
    signalen, bijlage = dossier.rapport.analyse.signalen, dossier.rules.profiel.bijlage
    then = latest_forms(vorige, judged) if vorige else {}
    profielen = {}
    for antwoorden in judged.antwoorden:
        nummer = antwoorden.personeelsnummer
        catalog = judged.steunpunt.catalogus_van(antwoorden.medewerker, dossier.catalog)
        path = document_path(dossier.map, PROFIELEN, antwoorden.medewerker, len(dossier.rapport.periode))
        if catalog.eigen_vorm:
            own = make_taakprofiel(antwoorden, judged.steunpunt, catalog, bijlage=bijlage)
            stand = _interim(own, then.get(nummer), "profiel")
            soort, shown, told = TAAKPROFIEL, own, ()
        else:
            context = make_profiel(antwoorden, judged.steunpunt, catalog, signalen, bijlage=bijlage)
            stand = make_profielstand(context, antwoorden, vorige, then.get(nummer), catalog)
            soort, shown, told = PROFIEL, context, find_long(context, antwoorden)
        shown["versie"], shown["gewijzigd"] = str(stand.nummer), show_gewijzigd(stand.gewijzigd)
        profielen[nummer] = Stuk(path, dossier.sjabloon(soort, catalog).render(shown), stand, told)
    return profielen


def make_ontwikkelstukken(dossier: Dossier) -> dict[str, Stuk]:
    """The development documents, by personeelsnummer; none where a form has neither need nor agreement nor grade."""
    judged, vorige = dossier.rapport.beoordeeld, dossier.vorige
    then = latest_forms(vorige, judged) if vorige else {}
    found = {}
    for antwoorden in judged.antwoorden:
        nummer = antwoorden.personeelsnummer
        lerend = dossier.ontwikkeling.van(nummer)
        catalog = judged.steunpunt.catalogus_van(antwoorden.medewerker, dossier.catalog)
        if lerend and (
            shown := make_ontwikkeldocument(
                antwoorden, lerend, judged.steunpunt, catalog, dossier.rules, dossier.eerste_dag
            )
        ):
            path = document_path(dossier.map, ONTWIKKELING, antwoorden.medewerker, len(dossier.rapport.periode))
            stand = _interim(shown, then.get(nummer), "ontwikkeldocument")
            shown["versie"], shown["gewijzigd"] = str(stand.nummer), show_gewijzigd(stand.gewijzigd)
            found[nummer] = Stuk(path, dossier.sjabloon(ONTWIKKELDOCUMENT, catalog).render(shown), stand)
    return found


def _interim(shown, then, which):
    versie = str(shown["kenmerk"])
    former = getattr(then, which) if then else None
    if former is None:
        return Profielstand(versie=versie)
    if former.versie == versie:
        return Profielstand(versie=versie, nummer=former.nummer, gewijzigd=former.gewijzigd)
    from pipeline.model.kept_answers import Gewijzigd

    return Profielstand(
        versie=versie, nummer=former.nummer + 1, gewijzigd=Gewijzigd(sinds=then.periode, regels=("Gewijzigd.",))
    )


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


def make_documents(
    dossier: Dossier,
    profielen: Mapping[str, Stuk],
    ontwikkelstukken: Mapping[str, Stuk],
    te_tekenen: Sequence[Tekenregel],
) -> dict[str, bytes]:
    """The answers, what is made of hours and of development, the list to sign and the returned forms."""
    judged, vorige = dossier.rapport.beoordeeld, dossier.vorige
    standen = {nummer: stuk.stand for nummer, stuk in profielen.items()}
    learning = {nummer: stuk.stand for nummer, stuk in ontwikkelstukken.items()}
    answers = make_antwoorden(judged, dossier.catalog, standen, _earlier(dossier), dossier.ontwikkeling, learning)
    files = {
        "antwoorden.json": to_json(answers),
        **_of_hours(dossier, te_tekenen),
        **_of_development(dossier),
        "ter_ondertekening.html": make_tekenlijst(dossier.rapport, te_tekenen, profielen.keys(), vorige).encode(),
        **_retour(dossier),
    }
    return {f"{dossier.map}/{name}": data for name, data in files.items()}


def _of_hours(dossier: Dossier, te_tekenen: Sequence[Tekenregel]) -> dict[str, bytes]:
    """The coverage matrix, the reports and the account, of the people whose catalog has hours; none without these."""
    if dossier.uren is None:
        return {}
    rapport, catalog = dossier.uren, dossier.uren.catalog
    vorige = dossier.vorige.op_catalogus(catalog.id) if dossier.vorige else None
    changed = compare(vorige, rapport.beoordeeld, rapport.analyse, catalog) if vorige else None
    if changed:
        lines = {regel.lid.personeelsnummer: regel.regels for regel in te_tekenen if not regel.ontwikkeling}
        own = {nummer: regels for nummer, regels in lines.items() if nummer in rapport.medewerkers}
        changed = replace(changed, profielen=own)
    sjabloon = dossier.sjabloon(VERANTWOORDING, dossier.catalog)
    return {
        "taakdekking.xlsx": make_taakdekking(rapport, changed),
        "overbelasting.html": make_overbelasting(rapport, dossier.rules, changed, dossier.zonder_uren).encode(),
        "taakdekking.html": make_dekkingspagina(rapport, dossier.verloop).encode(),
        "verantwoording.docx": sjabloon.render(make_verantwoording(rapport, changed)),
    }


def _of_development(dossier: Dossier) -> dict[str, bytes]:
    """What the team learns, in the folder of the development documents; nothing where nothing is asked or answered."""
    judged, rapport = dossier.rapport.beoordeeld, dossier.rapport
    team = Leerteam(judged, dossier.ontwikkeling, dossier.catalog, dossier.rules, dossier.eerste_dag)
    tables = make_leertabellen(team)
    if not tables:
        return {}
    page = make_ontwikkelpagina(tables, rapport.naam, rapport.periode, [one.bron for one in team.catalogi])
    return {
        f"{ONTWIKKELING}/ontwikkeling.xlsx": make_ontwikkelwerkmap(tables, rapport.naam, rapport.periode),
        f"{ONTWIKKELING}/ontwikkeling.html": page.encode(),
    }


def _earlier(dossier: Dossier) -> dict[str, EerderFormulier]:
    """The latest form of team members of whom none counts now: their profile of then may come back unchanged."""
    judged = dossier.rapport.beoordeeld
    latest = latest_forms(dossier.vorige, judged) if dossier.vorige else {}
    return {nummer: latest[nummer] for nummer in judged.niet_geteld() if nummer in latest}


def add_pdf(documents: Mapping[str, bytes], office: Path | None) -> tuple[dict[str, bytes], list[Finding]]:
    """The documents with a PDF beside each of Word's, and a finding when some did not come out; none without office."""
    if office is None:
        return dict(documents), []
    words = {path: data for path, data in documents.items() if path.endswith(".docx")}
    made = to_pdf(words, office)
    failed = len(words) - len(made)
    pdfs = {path.removesuffix(".docx") + ".pdf": data for path, data in made.items()}
    return {**documents, **pdfs}, [Finding("pdf_mislukt", values={"aantal": str(failed)})] if failed else []


def document_path(map_: str, folder: str, medewerker: Medewerker, periode_length: int) -> str:
    """Where a document about somebody goes: distinct by personeelsnummer, safe everywhere, short enough for Windows."""
    nummer = file_part(medewerker.personeelsnummer, distinct=True)
    start = f"{map_}/{folder}/{nummer}"
    room = PATH_LIMIT - periode_length - len(f"/{start}-.docx")
    naam = file_part(medewerker.naam, max(room, 0))
    return f"{start}-{naam}.docx" if naam else f"{start}.docx"


def _retour(dossier: Dossier) -> dict[str, bytes]:
    """The rejected forms, each under the name it came with; one that cannot be read has no answers to return.

    Nor is there anything to correct in a form that only lies in the wrong place.
    """
    judged, people = dossier.rapport.beoordeeld, dossier.rapport.medewerkers
    files: dict[str, bytes] = {}
    for oordeel in judged.oordelen:
        if oordeel.status == "afgekeurd" and not oordeel.te_verplaatsen:
            source = PurePosixPath(oordeel.werkmap.bestand)
            room = room_in_retour(dossier.map)
            name = f"retour/{file_part(source.stem, room, distinct=True)}.xlsx"
            if name in files:  # 1001.ods beside 1001.xlsx
                name = f"retour/{file_part(source.name, room, distinct=True)}.xlsx"
            catalog = judged.steunpunt.catalogus_van(people.get(oordeel.personeelsnummer or ""), dossier.catalog)
            layout = form_layout(catalog, dossier.rules)
            files[name] = make_retour(catalog, layout, dossier.rules, judged.steunpunt, oordeel)
    return files
