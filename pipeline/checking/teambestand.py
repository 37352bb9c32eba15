"""The team workbook, judged: Werkmap -> Steunpunt, with a finding for every cell that cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pipeline.checking.parsed_form import sign_words
from pipeline.checking.verdeling import judge_verdeling
from pipeline.definitions.example import Voorbeelden, known_example
from pipeline.definitions.layout import Layout, load_layout
from pipeline.definitions.messages import has_fout, load_messages
from pipeline.definitions.rules import BEHOEFTE_MAX, Rules
from pipeline.intake.values import UNREADABLE, parse_datum, parse_keuze, parse_nummer, parse_tekst, parse_uren
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding
from pipeline.model.personeelsnummer import match_nummer
from pipeline.model.steunpunt import Afspraak, Medewerker, Steunpunt
from pipeline.model.workbook import BLANK, Answer, Row, Werkmap

NO_OTHERS: Mapping[str, Catalog] = MappingProxyType({})
NO_EXAMPLES: Mapping[str, Voorbeelden] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Team:
    """A judged team workbook; steunpunt is a bare one, and leesbaar False, when the workbook cannot be used."""

    steunpunt: Steunpunt
    findings: tuple[Finding, ...]
    leesbaar: bool


@dataclass(frozen=True, slots=True)
class _Reader:
    """One team workbook with what it is judged by; each method yields or returns findings beside its values."""

    werkmap: Werkmap
    catalog: Catalog
    rules: Rules
    layout: Layout
    andere: Mapping[str, Catalog]
    voorbeelden: Mapping[str, Voorbeelden]

    def example(self, row: Row) -> str:
        """The example profile that a row of Team names, "" when there is none of that name."""
        catalog = _catalogus(self, row) or self.catalog
        return known_example(catalog, _text(row, "voorbeeldprofiel"), self.voorbeelden.get(catalog.id, ()))

    def find(self, code: str, blad: str, answer: Answer, **values: str) -> Finding:
        address = Address(self.werkmap.bestand, self.layout.team[blad].naam, answer.cel)
        return Finding(code, address, {"waar": "", "teken": sign_words(answer.value), **values})


def judge_team(
    werkmap: Werkmap,
    map_: str,
    catalog: Catalog,
    rules: Rules,
    andere: Mapping[str, Catalog] = NO_OTHERS,
    voorbeelden: Mapping[str, Voorbeelden] = NO_EXAMPLES,
) -> Team:
    """Judge the team workbook of the folder `map_` (below the input, with '/').

    andere, voorbeelden: the other catalogs and the example profiles of its own that its rows may name.
    """
    if not werkmap.leesbaar or has_structure_fault(werkmap):
        unusable = Finding("team_onleesbaar", Address(werkmap.bestand))
        return Team(Steunpunt(map_, map_.rpartition("/")[2]), (unusable, *werkmap.findings), leesbaar=False)
    steunpunt, findings = _steunpunt(_Reader(werkmap, catalog, rules, load_layout(), andere, voorbeelden), map_)
    return Team(steunpunt, tuple(once_per_cell((*werkmap.findings, *findings))), leesbaar=True)


def _steunpunt(reader: _Reader, map_: str) -> tuple[Steunpunt, list[Finding]]:
    werkmap = reader.werkmap
    naam, naam_findings = _naam(reader, map_)
    uitgevoerd, uitgevoerd_findings = _uitgevoerd(reader)
    team, team_findings = _medewerkers(reader)
    behoefte, behoefte_findings = _behoefte(reader)
    afspraken, afspraak_findings = _afspraken(reader, frozenset(medewerker.personeelsnummer for medewerker in team))
    verdeling, verdeling_findings = judge_verdeling(werkmap, team, reader.catalog, reader.rules)
    velden = {key: parse_tekst(answer.value).strip() for key, answer in werkmap.velden.get("steunpunt", {}).items()}
    steunpunt = Steunpunt(
        map=map_,
        naam=naam,
        gemeente=velden.get("gemeente", ""),
        koepel=velden.get("koepel", ""),
        uitgevoerd=uitgevoerd,
        team=team,
        behoefte=behoefte,
        afspraken=afspraken,
        onbruikbaar=len(werkmap.rows("team")) - len(team),
        andere={key: other for key, other in reader.andere.items() if any(m.catalogus == key for m in team)},
        zonder_catalogus=_zonder_catalogus(reader),
        verdeling=verdeling,
        voorbeelden=reader.voorbeelden,
    )
    people = (*naam_findings, *uitgevoerd_findings, *team_findings)
    return steunpunt, [*people, *behoefte_findings, *verdeling_findings, *afspraak_findings]


def without_workbook(map_: str, cause: Finding | None) -> Team:
    """A steunpunt of which the team workbook is missing, or nothing can be read (cause)."""
    missing = Finding("team_ontbreekt", Address("steunpunt.xlsx"))
    return Team(Steunpunt(map_, map_.rpartition("/")[2]), (cause or missing,), leesbaar=False)


def has_structure_fault(werkmap: Werkmap) -> bool:
    """Whether a sheet or column is missing or stands twice, so that answers could be anywhere."""
    return has_fout(finding for finding in werkmap.findings if not finding.address.cel)


def once_per_cell(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those that follow an error on the same cell: one bad cell gives one message."""
    wrong: set[Address] = set()
    for finding in findings:
        if finding.address not in wrong:
            yield finding
        if finding.address.cel and has_fout([finding]):
            wrong.add(finding.address)


def _naam(reader: _Reader, map_: str) -> tuple[str, list[Finding]]:
    answer = reader.werkmap.veld("steunpunt", "naam")
    if naam := parse_tekst(answer.value).strip():
        return naam, []
    return map_.rpartition("/")[2], [reader.find("team_naam_ontbreekt", "steunpunt", answer)]


def _uitgevoerd(reader: _Reader) -> tuple[frozenset[str], list[Finding]]:
    findings = []
    uitgevoerd = set()
    known = {groep.code.casefold(): groep.code for groep in reader.catalog.te_kiezen}
    for row in reader.werkmap.rows("basisfuncties"):
        answer = row.answer("uitvoeren")
        keuze = parse_keuze(answer.value)
        if keuze is UNREADABLE:
            findings.append(reader.find("keuze_onleesbaar", "basisfuncties", answer))
        elif keuze and row.code.casefold() not in known:
            findings.append(reader.find("code_onbekend", "basisfuncties", row.answer("code")))
        elif keuze:
            uitgevoerd.add(known[row.code.casefold()])
    if known and not uitgevoerd and not findings:
        findings.append(reader.find("team_basisfuncties_leeg", "basisfuncties", BLANK))
    return frozenset(uitgevoerd), findings


def _medewerkers(reader: _Reader) -> tuple[tuple[Medewerker, ...], list[Finding]]:
    rows = reader.werkmap.rows("team")
    nummers = [parse_nummer(row.answer("personeelsnummer").value) for row in rows]
    counts = Counter(nummer.casefold() for nummer in nummers)
    team, findings = [], []
    for nummer, row in zip(nummers, rows, strict=True):
        if not nummer:
            findings.append(reader.find("team_nummer_ontbreekt", "team", row.answer("personeelsnummer")))
        elif counts[nummer.casefold()] > 1:
            findings.append(reader.find("team_nummer_dubbel", "team", row.answer("personeelsnummer")))
        elif _catalogus(reader, row) is None:
            known = ", ".join((reader.catalog.id, *reader.andere))
            findings.append(reader.find("team_catalogus_onbekend", "team", row.answer("catalogus"), bekend=known))
        else:
            team.append(_medewerker(reader, nummer, row))
            findings += _medewerker_findings(reader, row)
    if not rows:
        findings.append(reader.find("team_leeg", "team", BLANK))
    return tuple(team), findings


def _medewerker(reader: _Reader, nummer: str, row: Row) -> Medewerker:
    catalog = _catalogus(reader, row) or reader.catalog
    other = "" if catalog is reader.catalog else catalog.id
    return replace(medewerker_of(nummer, row, reader.rules), catalogus=other, voorbeeldprofiel=reader.example(row))


def _catalogus(reader: _Reader, row: Row) -> Catalog | None:
    """The catalog that a row of Team names, None when there is none of that name."""
    typed = _text(row, "catalogus").casefold()
    known = {catalog.id.casefold(): catalog for catalog in (reader.catalog, *reader.andere.values())}
    return known.get(typed) if typed else reader.catalog


def _zonder_catalogus(reader: _Reader) -> frozenset[str]:
    rows = (row for row in reader.werkmap.rows("team") if _catalogus(reader, row) is None)
    return frozenset(parse_nummer(row.answer("personeelsnummer").value) for row in rows) - {""}


def medewerker_of(nummer: str, row: Row, rules: Rules) -> Medewerker:
    """A row of people as a record, its texts as typed by key of the column; unreadable hours count as blank."""
    kolommen = load_layout().team["team"].kolommen
    texts: dict[str, Any] = {kolom.key: _text(row, kolom.key) for kolom in kolommen if kolom.soort == "tekst"}
    return replace(
        Medewerker(**texts),
        personeelsnummer=nummer,
        contracturen=rules.grenzen.contract(parse_uren(row.answer("contracturen").value)),
    )


def _text(row: Row, key: str) -> str:
    return parse_tekst(row.answer(key).value).strip()


def contract_fault(answer: Answer, rules: Rules) -> str:
    """Code of what is the matter with contract hours as typed; "" for blank, 0 (not known yet) and what is right."""
    uren = parse_uren(answer.value)
    if uren is UNREADABLE:
        return "contracturen_onleesbaar"
    if rules.grenzen.is_fte(uren):
        return "contract_fte"
    return "" if uren is None or 0 <= uren <= rules.grenzen.contracturen else "contracturen_bereik"


def contract_bounds(rules: Rules) -> tuple[str, str]:
    """The highest and lowest hours of a contract, as messages say them."""
    return f"{rules.grenzen.contracturen:g}", f"{rules.grenzen.contracturen_vanaf:g}"


def _medewerker_findings(reader: _Reader, row: Row) -> Iterator[Finding]:
    if fault := contract_fault(row.answer("contracturen"), reader.rules):
        maximum, minimum = contract_bounds(reader.rules)
        yield reader.find(fault, "team", row.answer("contracturen"), maximum=maximum, minimum=minimum)
    if not _text(row, "naam"):
        yield reader.find("team_naam_medewerker_ontbreekt", "team", row.answer("naam"))
    if _text(row, "voorbeeldprofiel") and not reader.example(row):
        yield reader.find("voorbeeldprofiel_onbekend", "team", row.answer("voorbeeldprofiel"))


def _behoefte(reader: _Reader) -> tuple[dict[str, float], list[Finding]]:
    behoefte, findings = {}, []
    for row in reader.werkmap.rows("behoefte"):
        answer = row.answer("uren")
        uren = parse_uren(answer.value)
        if uren is None:
            continue
        if uren is UNREADABLE:
            findings.append(reader.find("uren_onleesbaar", "behoefte", answer, waar=f" (code {row.code})"))
        elif not 0 <= uren <= BEHOEFTE_MAX:
            findings.append(reader.find("uren_bereik", "behoefte", answer, maximum=f"{BEHOEFTE_MAX:g}"))
        elif row.code not in reader.catalog.kerntaak:
            findings.append(reader.find("code_onbekend", "behoefte", row.answer("code")))
        else:
            behoefte[row.code] = uren
    return behoefte, findings


def _afspraken(reader: _Reader, team: frozenset[str]) -> tuple[tuple[Afspraak, ...], list[Finding]]:
    afspraken, findings = [], []
    for row in reader.werkmap.rows("afspraken"):
        judged = _afspraak(reader, row, team)
        if isinstance(judged, Afspraak):
            afspraken.append(judged)
        else:
            findings.append(judged)
        if reader.rules.privacy.tells_of_health(_text(row, "reden")):  # design.md 3.8
            findings.append(reader.find("gezondheid", "afspraken", row.answer("reden")))
    return tuple(afspraken), findings


def _afspraak(reader: _Reader, row: Row, team: frozenset[str]) -> Afspraak | Finding:
    nummer = match_nummer(parse_nummer(row.answer("personeelsnummer").value), team)
    signaal, reden = _text(row, "signaal").upper(), _text(row, "reden")
    tot = parse_datum(row.answer("geldig_tot").value)
    if tot is UNREADABLE:
        return reader.find("datum_onleesbaar", "afspraken", row.answer("geldig_tot"))
    given = {"personeelsnummer": nummer, "signaal": signaal, "reden": reden, "geldig_tot": tot}
    missing = [reader.layout.team["afspraken"].kolom(key).kop for key, value in given.items() if not value]
    if missing or tot is None:
        return reader.find(
            "afspraak_onvolledig", "afspraken", row.answer("personeelsnummer"), ontbreekt=", ".join(missing)
        )
    signalen = load_messages().signalen
    if nummer not in team or signaal not in signalen:
        return reader.find(
            "afspraak_onbekend", "afspraken", row.answer("personeelsnummer"), signalen=", ".join(signalen)
        )
    return Afspraak(nummer, signaal, reden, tot)
