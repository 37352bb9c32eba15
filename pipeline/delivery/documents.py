"""Every document of one steunpunt, in memory: path below the period folder -> content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.analysis.change import compare, latest_forms
from pipeline.analysis.counts import MOST_PERIODS, Aantallen
from pipeline.analysis.rapport import Rapport
from pipeline.base.names import PATH_LIMIT, file_part
from pipeline.definitions.layout import load_layout
from pipeline.definitions.rules import Rules
from pipeline.delivery.period.files import room_in_retour
from pipeline.delivery.period.run_json import make_antwoorden, to_json
from pipeline.forms.retour import make_retour
from pipeline.model.findings import Finding
from pipeline.model.former import VorigeStand
from pipeline.model.kept_answers import EerderFormulier, Profielstand
from pipeline.model.steunpunt import Medewerker
from pipeline.render.pages.overbelasting import make_overbelasting
from pipeline.render.pages.taakdekking import make_dekkingspagina
from pipeline.render.pages.ter_ondertekening import Tekenregel, make_tekenlijst, to_sign
from pipeline.render.word.gewijzigd import make_profielstand
from pipeline.render.word.length import find_long
from pipeline.render.word.pdf import to_pdf
from pipeline.render.word.profiel import make_profiel, show_gewijzigd
from pipeline.render.word.template import Sjabloon
from pipeline.render.word.verantwoording import make_verantwoording
from pipeline.render.workbooks.taakdekking import make_taakdekking


@dataclass(frozen=True, slots=True)
class Dossier:
    """One steunpunt, judged and analysed, with what its documents are made with; vorige: how it stood before."""

    rapport: Rapport
    rules: Rules
    sjabloon: Sjabloon
    verantwoording: Sjabloon
    vorige: VorigeStand | None = None

    @property
    def map(self) -> str:
        """The folder of the steunpunt, below the input and so below the period folder."""
        return self.rapport.beoordeeld.steunpunt.map

    @property
    def verloop(self) -> list[tuple[str, Aantallen]]:
        """Number of kerntaken by status, by period up to this one, the oldest first."""
        now: Aantallen = Counter(row.status for row in self.rapport.analyse.dekking)
        return [*(self.vorige.verloop if self.vorige else ()), (self.rapport.periode, now)][-MOST_PERIODS:]


@dataclass(frozen=True, slots=True)
class Profiel:
    """A Word profile: its path below the period folder, its content, what is kept of it, and findings on it."""

    pad: str
    data: bytes
    stand: Profielstand
    findings: tuple[Finding, ...] = ()


def make_profielen(dossier: Dossier) -> dict[str, Profiel]:
    """The Word profile of every accepted form, by personeelsnummer."""
    judged, catalog, vorige = dossier.rapport.beoordeeld, dossier.rapport.catalog, dossier.vorige
    signalen, bijlage = dossier.rapport.analyse.signalen, dossier.rules.profiel.bijlage
    then = latest_forms(vorige, judged) if vorige else {}
    profielen = {}
    for antwoorden in judged.antwoorden:
        nummer = antwoorden.personeelsnummer
        context = make_profiel(antwoorden, judged.steunpunt, catalog, signalen, bijlage=bijlage)
        stand = make_profielstand(context, antwoorden, vorige, then.get(nummer), catalog)
        path = profile_path(dossier.map, antwoorden.medewerker, len(dossier.rapport.periode))
        context["versie"], context["gewijzigd"] = str(stand.nummer), show_gewijzigd(stand.gewijzigd)
        profielen[nummer] = Profiel(path, dossier.sjabloon.render(context), stand, find_long(context, antwoorden))
    return profielen


def with_told(dossier: Dossier, profielen: Mapping[str, Profiel]) -> Dossier:
    """The dossier in which every accepted form also says what is to be said of its profile."""
    judged = dossier.rapport.beoordeeld
    oordelen = tuple(
        replace(oordeel, findings=(*oordeel.findings, *profielen[oordeel.antwoorden.personeelsnummer].findings))
        if oordeel.antwoorden
        else oordeel
        for oordeel in judged.oordelen
    )
    return replace(dossier, rapport=replace(dossier.rapport, beoordeeld=replace(judged, oordelen=oordelen)))


def profiles_to_sign(dossier: Dossier, profielen: Mapping[str, Profiel]) -> tuple[Tekenregel, ...]:
    """The profiles that want a signature, as the list to sign names them."""
    made = {
        nummer: (profiel.pad.removeprefix(f"{dossier.map}/"), profiel.stand) for nummer, profiel in profielen.items()
    }
    return tuple(to_sign(dossier.rapport, made, dossier.vorige))


def make_documents(
    dossier: Dossier, profielen: Mapping[str, Profiel], te_tekenen: Sequence[Tekenregel]
) -> dict[str, bytes]:
    """The answers, the coverage matrix, the reports, the list to sign, the account and the returned forms."""
    rapport = dossier.rapport
    judged, catalog = rapport.beoordeeld, rapport.catalog
    changed = compare(dossier.vorige, judged, rapport.analyse, catalog) if dossier.vorige else None
    if changed:
        changed = replace(changed, profielen={regel.lid.personeelsnummer: regel.regels for regel in te_tekenen})
    standen = {nummer: profiel.stand for nummer, profiel in profielen.items()}
    files = {
        "antwoorden.json": to_json(make_antwoorden(judged, catalog, standen, _earlier(dossier))),
        "taakdekking.xlsx": make_taakdekking(rapport, changed),
        "overbelasting.html": make_overbelasting(rapport, dossier.rules, changed).encode(),
        "taakdekking.html": make_dekkingspagina(rapport, dossier.verloop).encode(),
        "verantwoording.docx": dossier.verantwoording.render(make_verantwoording(rapport, changed)),
        "ter_ondertekening.html": make_tekenlijst(rapport, te_tekenen, profielen.keys(), dossier.vorige).encode(),
        **_retour(dossier),
    }
    return {f"{dossier.map}/{name}": data for name, data in files.items()}


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


def profile_path(map_: str, medewerker: Medewerker, periode_length: int) -> str:
    """Where a profile goes: distinct by personeelsnummer, safe on every system, short enough for Windows."""
    nummer = file_part(medewerker.personeelsnummer, distinct=True)
    start = f"{map_}/profielen/{nummer}"
    room = PATH_LIMIT - periode_length - len(f"/{start}-.docx")
    naam = file_part(medewerker.naam, max(room, 0))
    return f"{start}-{naam}.docx" if naam else f"{start}.docx"


def _retour(dossier: Dossier) -> dict[str, bytes]:
    """The rejected forms, each under the name it came with; one that cannot be read has no answers to return.

    Nor is there anything to correct in a form that only lies in the wrong place.
    """
    layout, judged = load_layout(), dossier.rapport.beoordeeld
    files: dict[str, bytes] = {}
    for oordeel in judged.oordelen:
        if oordeel.status == "afgekeurd" and not oordeel.te_verplaatsen:
            source = PurePosixPath(oordeel.werkmap.bestand)
            room = room_in_retour(dossier.map)
            name = f"retour/{file_part(source.stem, room, distinct=True)}.xlsx"
            if name in files:  # 1001.ods beside 1001.xlsx
                name = f"retour/{file_part(source.name, room, distinct=True)}.xlsx"
            files[name] = make_retour(dossier.rapport.catalog, layout, dossier.rules, judged.steunpunt, oordeel)
    return files
