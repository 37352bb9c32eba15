"""Every document of one steunpunt, in memory: path below the period folder -> content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pipeline.analysis.change import compare
from pipeline.base.names import file_part
from pipeline.definitions.form_layout import form_layout
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.rules import Rules
from pipeline.delivery.dossier import Dossier
from pipeline.delivery.period.files import room_in_retour
from pipeline.delivery.period.records import Bevonden
from pipeline.delivery.period.run_json import make_antwoorden, to_json
from pipeline.delivery.reminders import make_reminders
from pipeline.delivery.stukken import ONTWIKKELING, Stuk, latest_of
from pipeline.forms.wat_als import make_wat_als
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding
from pipeline.model.judged import Beoordeeld, Oordeel
from pipeline.model.kept_answers import EerderFormulier
from pipeline.render.learning import Leerteam, make_leertabellen
from pipeline.render.pages.cards import stand_of
from pipeline.render.pages.ontwikkeling import make_ontwikkelpagina
from pipeline.render.pages.overbelasting import make_overbelasting
from pipeline.render.pages.steunpunt_index import make_steunpunt_index
from pipeline.render.pages.taakdekking import make_dekkingspagina
from pipeline.render.pages.ter_ondertekening import Tekenregel, make_tekenlijst
from pipeline.render.word.kinds import VERANTWOORDING
from pipeline.render.word.pdf import to_pdf
from pipeline.render.word.verantwoording import make_verantwoording
from pipeline.render.workbooks.ontwikkeling import make_ontwikkelwerkmap
from pipeline.render.workbooks.taakdekking import make_taakdekking


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
        **_reminders(dossier),
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
    ontwerp = Ontwerp(catalog, form_layout(catalog, dossier.rules), dossier.rules)
    return {
        "taakdekking.xlsx": make_taakdekking(rapport, changed),
        "overbelasting.html": make_overbelasting(rapport, dossier.rules, changed, dossier.zonder_uren).encode(),
        "taakdekking.html": make_dekkingspagina(rapport, dossier.verloop).encode(),
        "wat-als.xlsx": make_wat_als(ontwerp, rapport.beoordeeld.steunpunt, rapport.analyse, rapport.periode),
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
    latest = latest_of(dossier)
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


def _reminders(dossier: Dossier) -> dict[str, bytes]:
    """The reminders; to each goes the marked copy of who has to correct something."""
    retour = returned_names(dossier.rapport.beoordeeld)
    return {path: text.encode() for path, text in make_reminders(dossier, retour).items()}


def with_start_page(documents: Mapping[str, bytes], dossier: Dossier, found: Bevonden) -> dict[str, bytes]:
    """All documents of a steunpunt with the page that leads to them, which stands among them."""
    codes = {row.kerntaak for row in found.stand.dekking}
    stand = stand_of(found.stand, documents, found.te_tekenen, codes, found.leidinggevenden)
    page = make_steunpunt_index(dossier.rapport, stand, dossier.leiding)
    return {**documents, f"{dossier.map}/index.html": page.encode()}


def _retour(dossier: Dossier) -> dict[str, bytes]:
    """The rejected forms, each under the name it came with; one that cannot be read has no answers to return.

    Nor is there anything to correct in a form that only lies in the wrong place.
    """
    judged = dossier.rapport.beoordeeld
    rejected = {oordeel.werkmap.bestand: oordeel for oordeel in judged.oordelen}
    return {
        f"retour/{name}": return_form(judged, rejected[bestand], dossier.catalog, dossier.rules)
        for bestand, name in returned_names(judged).items()
    }


def returned_names(judged: Beoordeeld) -> dict[str, str]:
    """The rejected forms that go back, by their file, each with the name that it gets in retour/."""
    room, names = room_in_retour(judged.steunpunt.map), dict[str, str]()
    for oordeel in judged.oordelen:
        if oordeel.status == "afgekeurd" and not oordeel.te_verplaatsen:
            source = PurePosixPath(oordeel.werkmap.bestand)
            name = f"{file_part(source.stem, room, distinct=True)}.xlsx"
            if name in names.values():  # 1001.ods beside 1001.xlsx
                name = f"{file_part(source.name, room, distinct=True)}.xlsx"
            names[oordeel.werkmap.bestand] = name
    return names


def return_form(judged: Beoordeeld, oordeel: Oordeel, catalog: Catalog, rules: Rules) -> bytes:
    """A rejected form as it goes back; catalog: the default one."""
    people = {medewerker.personeelsnummer: medewerker for medewerker in judged.steunpunt.team}
    own = judged.steunpunt.catalogus_van(people.get(oordeel.personeelsnummer or ""), catalog)
    from pipeline.forms.retour import make_retour  # openpyxl: in most months few forms go back

    return make_retour(own, form_layout(own, rules), rules, judged.steunpunt, oordeel)
