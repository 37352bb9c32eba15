"""Every document of one steunpunt, in memory: path below the period folder -> content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.account import make_verantwoording
from pipeline.catalog import Catalog
from pipeline.docx import Sjabloon
from pipeline.findings import Finding
from pipeline.layout import load_layout
from pipeline.manifest import antwoorden_json, to_json
from pipeline.matrix import make_taakdekking
from pipeline.output import PATH_LIMIT, file_part
from pipeline.pdf import to_pdf
from pipeline.profile import make_profiel
from pipeline.records import Analyse, Beoordeeld, Medewerker
from pipeline.report import make_overbelasting
from pipeline.retour import make_retour
from pipeline.settings import Rules


@dataclass(frozen=True, slots=True)
class Dossier:
    """One steunpunt, judged and analysed, with what its documents are made with."""

    beoordeeld: Beoordeeld
    analyse: Analyse
    catalog: Catalog
    rules: Rules
    sjabloon: Sjabloon
    verantwoording: Sjabloon
    periode: str

    @property
    def map(self) -> str:
        """The folder of the steunpunt, below the input and so below the period folder."""
        return self.beoordeeld.steunpunt.map


def make_profielen(dossier: Dossier) -> dict[str, tuple[str, bytes]]:
    """The Word profile of every accepted form: personeelsnummer -> path and content."""
    steunpunt, signalen = dossier.beoordeeld.steunpunt, dossier.analyse.signalen
    profielen = {}
    for antwoorden in dossier.beoordeeld.antwoorden:
        bijlage = dossier.rules.profiel.bijlage
        context = make_profiel(antwoorden, steunpunt, dossier.catalog, signalen, bijlage=bijlage)
        path = profile_path(dossier.map, antwoorden.medewerker, len(dossier.periode))
        profielen[antwoorden.personeelsnummer] = path, dossier.sjabloon.render(context)
    return profielen


def make_documents(dossier: Dossier) -> dict[str, bytes]:
    """The answers, the coverage matrix, the overload report, the account and the returned forms."""
    judged, catalog = dossier.beoordeeld, dossier.catalog
    matrix = make_taakdekking(judged, dossier.analyse, catalog, dossier.periode)
    report = make_overbelasting(judged, dossier.analyse, catalog, dossier.rules, dossier.periode)
    account = make_verantwoording(judged, dossier.analyse, catalog, dossier.periode)
    files = {
        "antwoorden.json": to_json(antwoorden_json(judged, catalog)),
        "taakdekking.xlsx": matrix,
        "overbelasting.html": report.encode(),
        "verantwoording.docx": dossier.verantwoording.render(account),
        **_retour(dossier),
    }
    return {f"{dossier.map}/{name}": data for name, data in files.items()}


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
    """The rejected forms, each under the name it came with; a form that cannot be read has no answers to return."""
    layout, steunpunt = load_layout(), dossier.beoordeeld.steunpunt
    files: dict[str, bytes] = {}
    for oordeel in dossier.beoordeeld.oordelen:
        if oordeel.status == "afgekeurd":
            source = PurePosixPath(oordeel.werkmap.bestand)
            name = f"retour/{source.stem}.xlsx"
            name = f"retour/{source.name}.xlsx" if name in files else name  # 1001.ods beside 1001.xlsx
            files[name] = make_retour(dossier.catalog, layout, dossier.rules, steunpunt, oordeel)
    return files
