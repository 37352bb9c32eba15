"""run.json and antwoorden.json, from what was judged and analysed (design.md 2.4)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from pipeline.definitions.messages import show, show_all, show_signaal
from pipeline.model.analysed import Analyse, Dekking, Signaal
from pipeline.model.catalog import BLADEN, Catalog
from pipeline.model.development import NO_DEVELOPMENT, Leerbehoefte, Leerpersoon, Ontwikkeling, Taakgebied
from pipeline.model.findings import Finding
from pipeline.model.judged import Antwoorden, Beoordeeld, Oordeel
from pipeline.model.kept_answers import (
    EerderFormulier,
    KeptAfspraak,
    KeptAndereCatalogus,
    KeptAntwoorden,
    KeptFormulier,
    KeptIngang,
    KeptMedewerker,
    Profielstand,
)
from pipeline.model.kept_development import RunGesprekspunt, RunLeerbehoefte, RunOntwikkeling, RunTaakgebied
from pipeline.model.kept_run import (
    KeptCatalogus,
    RunAfspraak,
    RunDekking,
    RunFormulier,
    RunHead,
    RunSignaal,
    RunSteunpunt,
    RunTerugkeer,
    RunVervallen,
    ShownOnForm,
)
from pipeline.model.record import Json, Kept
from pipeline.model.uren import stored

_DEPTH = 4  # down to the answer of a form in antwoorden.json
_encode = json.JSONEncoder(ensure_ascii=False).encode


def to_json(record: Kept) -> bytes:
    """A record as a file for people too: Dutch letters as they are, the same bytes for the same content."""
    return (_laid_out(record.as_json(), _DEPTH, "\n") + "\n").encode()


def _laid_out(value: Json | list[Any], depth: int, line: str) -> str:
    """Lists and dicts with an entry a line, so many deep; json's own `indent` is four times as slow."""
    if not depth or not value or not isinstance(value, dict | list):
        return _encode(value)
    inner = f"{line} "
    if isinstance(value, dict):
        entries = [f"{_encode(key)}: {_laid_out(entry, depth - 1, inner)}" for key, entry in value.items()]
    else:
        entries = [_laid_out(entry, depth - 1, inner) for entry in value]
    start, end = "{}" if isinstance(value, dict) else "[]"
    return f"{start}{inner}{f',{inner}'.join(entries)}{line}{end}"


def make_run_steunpunt(
    beoordeeld: Beoordeeld,
    analyse: Analyse | None,
    profielen: Mapping[str, str],
    catalog: Catalog,
    ontwikkeling: Ontwikkeling = NO_DEVELOPMENT,
    terugkeer: tuple[RunTerugkeer, ...] = (),
) -> RunSteunpunt:
    """One steunpunt of run.json; profielen: path of the Word profile by personeelsnummer; catalog: the default one."""
    steunpunt = beoordeeld.steunpunt
    catalogi = {m.personeelsnummer: steunpunt.catalogus_van(m, catalog).id for m in steunpunt.team}
    return RunSteunpunt(
        map=steunpunt.map,
        naam=steunpunt.naam,
        koepel=steunpunt.koepel,
        status="gelezen" if beoordeeld.leesbaar else "onleesbaar",
        formulieren=tuple(
            _formulier(o, profielen, catalogi.get(o.personeelsnummer or "", "")) for o in beoordeeld.oordelen
        ),
        ontbrekend=beoordeeld.ontbrekend,
        elders=beoordeeld.elders,
        bevindingen=show_all(beoordeeld.findings),
        dekking=tuple(map(_dekking, analyse.dekking)) if analyse else (),
        overbelasting=tuple(map(_signaal, analyse.signalen)) if analyse else (),
        catalogussen=tuple(map(KeptCatalogus.of, steunpunt.catalogi(catalog))),
        ontwikkeling=tuple(map(_leerpersoon, ontwikkeling.personen)),
        opleidingsbehoefte=tuple(map(_behoefte, ontwikkeling.behoeften)),
        taakgebieden=tuple(map(_taakgebied, ontwikkeling.taakgebieden)),
        terugkeer=terugkeer,
    )


def _leerpersoon(one: Leerpersoon) -> RunOntwikkeling:
    points = (RunGesprekspunt(code=p.code, codes=p.codes, oorzaak=p.oorzaak or None) for p in one.gesprekspunten)
    return RunOntwikkeling(personeelsnummer=one.personeelsnummer, catalogus=one.catalogus, gesprekspunten=tuple(points))


def _behoefte(row: Leerbehoefte) -> RunLeerbehoefte:
    return RunLeerbehoefte(
        catalogus=row.catalogus,
        blad=row.blad,
        code=row.code,
        nodig=row.nodig,
        mogelijk=row.mogelijk,
        te_bespreken=row.te_bespreken,
        vorm=row.vorm or None,
    )


def _taakgebied(area: Taakgebied) -> RunTaakgebied:
    return RunTaakgebied(
        catalogus=area.catalogus,
        groep=area.groep,
        niveau=area.niveau,
        stand=area.stand,
        mensen=area.mensen,
        taken=area.taken,
        van=area.van,
        voorbehoud=area.voorbehoud,
    )


def _formulier(oordeel: Oordeel, profielen: Mapping[str, str], catalogus: str) -> RunFormulier:
    accepted = oordeel.antwoorden is not None
    return RunFormulier(
        bestand=oordeel.werkmap.bestand,
        personeelsnummer=oordeel.personeelsnummer,
        status=oordeel.status,
        profiel=profielen.get(oordeel.personeelsnummer or "") if accepted else None,
        te_verplaatsen=oordeel.te_verplaatsen,
        catalogus=catalogus,
        bevindingen=tuple(_formulierbevinding(oordeel, finding) for finding in oordeel.findings),
    )


def _formulierbevinding(oordeel: Oordeel, finding: Finding) -> ShownOnForm:
    """A finding with its place by code and key, for the next form; a code that was typed is not repeated."""
    answers = oordeel.antwoorden
    known = {*answers.kerntaken, *answers.kernopgaven, *answers.competenties} if answers else set()
    rij = finding.rij if finding.rij in known else ""
    nummer = finding.personeelsnummer or oordeel.personeelsnummer
    return ShownOnForm(**dict(show(finding)) | {"personeelsnummer": nummer}, rij=rij, kolom=finding.kolom)


def _dekking(row: Dekking) -> RunDekking:
    return RunDekking(
        kerntaak=row.kerntaak,
        basisfunctie=row.basisfunctie,
        status=row.status,
        uitvoerders=row.uitvoerders,
        uren=stored(row.uren),
        uren_onbekend=row.uren_onbekend,
        behoefte=row.behoefte,
        boven_contract=row.boven_contract,
        voorbehoud=row.voorbehoud,
    )


def _signaal(signaal: Signaal) -> RunSignaal:
    afspraak = signaal.afspraak
    return RunSignaal(
        personeelsnummer=signaal.personeelsnummer,
        code=signaal.code,
        ernst=signaal.ernst,
        tekst=show_signaal(signaal).tekst,
        afspraak=RunAfspraak(reden=afspraak.reden, geldig_tot=afspraak.geldig_tot) if afspraak else None,
        verlopen=signaal.verlopen,
    )


def make_antwoorden(
    beoordeeld: Beoordeeld,
    catalog: Catalog,
    profielen: Mapping[str, Profielstand],
    eerder: Mapping[str, EerderFormulier],
    ontwikkeling: Ontwikkeling = NO_DEVELOPMENT,
    ontwikkeldocumenten: Mapping[str, Profielstand] | None = None,
) -> KeptAntwoorden:
    """The accepted answers as read, per personeelsnummer, with what is kept of each profile, for the next period.

    eerder: the latest form of team members of whom none is accepted now.
    """
    return KeptAntwoorden(
        catalogus=KeptCatalogus.of(catalog),
        ingangen=_ingangen(catalog),
        andere={naam: _andere(other) for naam, other in beoordeeld.steunpunt.andere.items()},
        steunpunt=beoordeeld.steunpunt.naam,
        formulieren={
            form.personeelsnummer: _antwoorden(
                form,
                profielen.get(form.personeelsnummer),
                (ontwikkeldocumenten or {}).get(form.personeelsnummer),
                ontwikkeling.van(form.personeelsnummer),
            )
            for form in beoordeeld.antwoorden
        },
        eerder=dict(eerder),
    )


def _andere(catalog: Catalog) -> KeptAndereCatalogus:
    return KeptAndereCatalogus(catalogus=KeptCatalogus.of(catalog), ingangen=_ingangen(catalog))


@lru_cache(maxsize=8)  # the same for every steunpunt
def _ingangen(catalog: Catalog) -> dict[str, dict[str, KeptIngang]]:
    """Name and hash of each entry by sheet and code: the next period sees what is new, changed or gone."""
    return {
        blad: {code: KeptIngang(naam=one.naam, kenmerk=one.kenmerk) for code, one in catalog.ingangen(blad).items()}
        for blad in BLADEN
    }


def _antwoorden(
    form: Antwoorden, profiel: Profielstand | None, document: Profielstand | None, lerend: Leerpersoon | None
) -> KeptFormulier:
    return KeptFormulier(
        bestand=form.bestand,
        sha256=form.sha256,
        formulier=form.formulier,
        medewerker=KeptMedewerker(naam=form.medewerker.naam, contracturen=form.medewerker.contracturen),
        functie=dict(form.functie),
        kerntaken=dict(form.kerntaken),
        kernopgaven=dict(form.kernopgaven),
        competenties=dict(form.competenties),
        vervallen={blad: dict(gone) for blad, gone in form.vervallen.items()},
        profiel=profiel,
        catalogus=form.medewerker.catalogus,
        ontwikkeling=tuple(KeptAfspraak(**asdict(afspraak)) for afspraak in form.ontwikkeling),
        punten_eerder=lerend.eerder if lerend else (),
        ontwikkeldocument=document,
    )


def run_json(
    head: RunHead,
    steunpunten: Iterable[RunSteunpunt],
    vervallen: Iterable[RunVervallen],
    bestanden: Iterable[Mapping[str, str]],
) -> Iterator[bytes]:
    """run.json (RunFile) piece by piece, for it need not fit in memory.

    bestanden: path -> sha256 of all files of this period but run.json itself.
    """
    yield to_json(head).removesuffix(b"\n}\n")
    yield b',\n"steunpunten": ['
    yield from _listed(_encode(steunpunt.as_json()) for steunpunt in steunpunten)
    yield b'],\n"vervallen": ['
    yield from _listed(_encode(found.as_json()) for found in vervallen)
    yield b'],\n"bestanden": {'
    yield from _listed(f"{_encode(path)}: {_encode(sha)}" for files in bestanden for path, sha in files.items())
    yield b"}}\n"


def _listed(texts: Iterable[str]) -> Iterator[bytes]:
    for place, text in enumerate(texts):
        yield f"{',' if place else ''}\n{text}".encode()
