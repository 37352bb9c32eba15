"""What stands in run.json and antwoorden.json: the contract of design.md 2.4 as plain dicts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from pipeline.definitions.messages import show, show_signaal
from pipeline.model.analysed import Analyse, Dekking, Signaal
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding
from pipeline.model.former import EerderFormulier, Profielstand
from pipeline.model.judged import Antwoorden, Beoordeeld, Keuze, Oordeel, Status
from pipeline.model.record import Json

_DEPTH = 4  # down to the answer of a form in antwoorden.json
_encode = json.JSONEncoder(ensure_ascii=False).encode


def to_json(content: Json) -> bytes:
    """JSON as a file: readable, Dutch letters as they are, the same bytes for the same content."""
    return (_laid_out(content, _DEPTH, "\n") + "\n").encode()


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


def steunpunt_json(beoordeeld: Beoordeeld, analyse: Analyse | None, profielen: Mapping[str, str]) -> Json:
    """One steunpunt of run.json; profielen: personeelsnummer -> path of the Word profile below the period folder."""
    steunpunt = beoordeeld.steunpunt
    return {
        "map": steunpunt.map,
        "naam": steunpunt.naam,
        "koepel": steunpunt.koepel,
        "status": "gelezen" if beoordeeld.leesbaar else "onleesbaar",
        "formulieren": [_formulier(oordeel, profielen) for oordeel in beoordeeld.oordelen],
        "ontbrekend": list(beoordeeld.ontbrekend),
        "bevindingen": findings_json(beoordeeld.findings),
        "dekking": [_dekking(row) for row in analyse.dekking] if analyse else [],
        "overbelasting": [_signaal(signaal) for signaal in analyse.signalen] if analyse else [],
    }


def findings_json(findings: Iterable[Finding]) -> list[Json]:
    """Findings in words, each with its place."""
    return [show(finding).model_dump() for finding in findings]


def _formulier(oordeel: Oordeel, profielen: Mapping[str, str]) -> Json:
    accepted = oordeel.antwoorden is not None
    return {
        "bestand": oordeel.werkmap.bestand,
        "personeelsnummer": oordeel.personeelsnummer,
        "status": oordeel.status,
        "profiel": profielen.get(oordeel.personeelsnummer or "") if accepted else None,
        "bevindingen": [_formulierbevinding(oordeel, finding) for finding in oordeel.findings],
    }


def _formulierbevinding(oordeel: Oordeel, finding: Finding) -> Json:
    """A finding with its place by code and key, for the next form; a code that was typed is not repeated."""
    answers = oordeel.antwoorden
    known = {*answers.kerntaken, *answers.kernopgaven, *answers.competenties} if answers else set()
    return show(finding).model_dump() | {"rij": finding.rij if finding.rij in known else "", "kolom": finding.kolom}


def _dekking(row: Dekking) -> Json:
    return {
        "kerntaak": row.kerntaak,
        "basisfunctie": row.basisfunctie,
        "status": row.status,
        "uitvoerders": list(row.uitvoerders),
        "uren": round(row.uren, 4),
        "uren_onbekend": row.uren_onbekend,
        "behoefte": row.behoefte,
        "boven_contract": list(row.boven_contract),
        "voorbehoud": list(row.voorbehoud),
    }


def _signaal(signaal: Signaal) -> Json:
    afspraak = signaal.afspraak
    held = {"reden": afspraak.reden, "geldig_tot": afspraak.geldig_tot.isoformat()} if afspraak else None
    return {
        "personeelsnummer": signaal.personeelsnummer,
        "code": signaal.code,
        "ernst": signaal.ernst,
        "tekst": show_signaal(signaal).tekst,
        "afspraak": held,
        "verlopen": signaal.verlopen,
    }


def antwoorden_json(
    beoordeeld: Beoordeeld,
    catalog: Catalog,
    profielen: Mapping[str, Profielstand],
    eerder: Mapping[str, EerderFormulier],
) -> Json:
    """The accepted answers as read, per personeelsnummer, with what is kept of each profile, for the next period.

    eerder: the latest form of team members of whom none is accepted now.
    """
    return {
        "schema": "profielbouwer.antwoorden/1",
        "catalogus": {"id": catalog.id, "versie": catalog.versie, "sha256": catalog.sha256},
        "ingangen": {blad: _ingangen(catalog, blad) for blad in ("kerntaken", "kernopgaven", "competenties")},
        "steunpunt": beoordeeld.steunpunt.naam,
        "formulieren": {
            form.personeelsnummer: _antwoorden(form) | {"profiel": _profiel(profielen.get(form.personeelsnummer))}
            for form in beoordeeld.antwoorden
        },
        "eerder": {nummer: form.model_dump(mode="json") for nummer, form in eerder.items()},
    }


def _profiel(stand: Profielstand | None) -> Json | None:
    return stand.model_dump(mode="json") if stand else None


def _ingangen(catalog: Catalog, blad: str) -> Json:
    """Name and hash of each entry by code: the next period sees what is new, changed or gone."""
    return {code: {"naam": entry.naam, "kenmerk": entry.kenmerk} for code, entry in catalog.ingangen(blad).items()}


def _antwoorden(form: Antwoorden) -> Json:
    return {
        "bestand": form.bestand,
        "sha256": form.sha256,
        "formulier": form.formulier,
        "medewerker": {"naam": form.medewerker.naam, "contracturen": form.medewerker.contracturen},
        "functie": dict(form.functie),
        "kerntaken": {code: _keuze(keuze) | {"uren": keuze.uren} for code, keuze in form.kerntaken.items()},
        "kernopgaven": {code: _keuze(keuze) for code, keuze in form.kernopgaven.items()},
        "competenties": {code: _keuze(keuze) for code, keuze in form.competenties.items()},
        "vervallen": {
            blad: {code: _keuze(keuze) | {"uren": keuze.uren} for code, keuze in gone.items()}
            for blad, gone in form.vervallen.items()
        },
    }


def _keuze(keuze: Keuze) -> Json:
    return {"gekozen": keuze.gekozen, "toelichting": keuze.toelichting}


def totals(tellingen: Sequence[Mapping[str, int]]) -> Json:
    """`totalen` of run.json, from the number of forms of each steunpunt by status."""
    count = {status: sum(found.get(status, 0) for found in tellingen) for status in get_args(Status)}
    return {
        "steunpunten": len(tellingen),
        "formulieren": sum(count.values()),
        "goedgekeurd": count["goedgekeurd"],
        "afgekeurd": count["afgekeurd"] + count["onleesbaar"],
        "onleesbaar": count["onleesbaar"],
        "profielen": count["goedgekeurd"],
    }


def run_json(head: Json, steunpunten: Iterable[Json], bestanden: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """run.json piece by piece, for it need not fit in memory.

    head: the keys before `steunpunten`; bestanden: path -> sha256 of all files of this period but run.json itself.
    """
    yield to_json(head).removesuffix(b"\n}\n")
    yield b',\n"steunpunten": ['
    yield from _listed(map(_encode, steunpunten))
    yield b'],\n"bestanden": {'
    yield from _listed(f"{_encode(path)}: {_encode(sha)}" for files in bestanden for path, sha in files.items())
    yield b"}}\n"


def _listed(texts: Iterable[str]) -> Iterator[bytes]:
    for place, text in enumerate(texts):
        yield f"{',' if place else ''}\n{text}".encode()
