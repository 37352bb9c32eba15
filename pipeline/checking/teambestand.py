"""The team workbook, judged: Werkmap -> Steunpunt, with a finding for every cell that cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.base.names import normal
from pipeline.definitions.layout import Layout, load_layout
from pipeline.definitions.messages import has_fout, load_messages
from pipeline.definitions.rules import BEHOEFTE_MAX, Rules
from pipeline.intake.values import UNREADABLE, parse_datum, parse_keuze, parse_nummer, parse_tekst, parse_uren
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding
from pipeline.model.personeelsnummer import match_nummer
from pipeline.model.steunpunt import Afspraak, Medewerker, Steunpunt
from pipeline.model.workbook import Answer, Row, Werkmap


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

    def find(self, code: str, blad: str, answer: Answer, **values: str) -> Finding:
        address = Address(self.werkmap.bestand, self.layout.team[blad].naam, answer.cel)
        return Finding(code, address, {"waar": "", **values})

    def rows(self, blad: str) -> tuple[Row, ...]:
        return self.werkmap.tabellen.get(blad, ())


def judge_team(werkmap: Werkmap, map_: str, catalog: Catalog, rules: Rules) -> Team:
    """Judge the team workbook of the folder `map_` (below the input, with '/')."""
    if not werkmap.leesbaar or has_structure_fault(werkmap):
        unusable = Finding("team_onleesbaar", Address(werkmap.bestand))
        return Team(Steunpunt(map_, map_.rpartition("/")[2]), (unusable, *werkmap.findings), leesbaar=False)
    reader = _Reader(werkmap, catalog, rules, load_layout())
    naam, naam_findings = _naam(reader, map_)
    uitgevoerd, uitgevoerd_findings = _uitgevoerd(reader)
    team, team_findings = _medewerkers(reader)
    behoefte, behoefte_findings = _behoefte(reader)
    afspraken, afspraak_findings = _afspraken(reader, frozenset(medewerker.personeelsnummer for medewerker in team))
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
        onbruikbaar=len(reader.rows("team")) - len(team),
    )
    judged = (*naam_findings, *uitgevoerd_findings, *team_findings, *behoefte_findings, *afspraak_findings)
    return Team(steunpunt, tuple(once_per_cell((*werkmap.findings, *judged))), leesbaar=True)


def without_workbook(map_: str) -> Team:
    """A steunpunt of which the team workbook is missing."""
    missing = Finding("team_ontbreekt", Address("steunpunt.xlsx"))
    return Team(Steunpunt(map_, map_.rpartition("/")[2]), (missing,), leesbaar=False)


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
    answer = reader.werkmap.velden.get("steunpunt", {}).get("naam", Answer(None, ""))
    if naam := parse_tekst(answer.value).strip():
        return naam, []
    return map_.rpartition("/")[2], [reader.find("team_naam_ontbreekt", "steunpunt", answer)]


def _uitgevoerd(reader: _Reader) -> tuple[frozenset[str], list[Finding]]:
    findings = []
    uitgevoerd = set()
    known = {groep.code.casefold(): groep.code for groep in reader.catalog.te_kiezen}
    for row in reader.rows("basisfuncties"):
        answer = row.answers["uitvoeren"]
        keuze = parse_keuze(answer.value)
        if keuze is UNREADABLE:
            findings.append(reader.find("keuze_onleesbaar", "basisfuncties", answer))
        elif keuze and row.code.casefold() not in known:
            findings.append(reader.find("code_onbekend", "basisfuncties", row.answers["code"]))
        elif keuze:
            uitgevoerd.add(known[row.code.casefold()])
    if known and not uitgevoerd and not findings:
        findings.append(reader.find("team_basisfuncties_leeg", "basisfuncties", Answer(None, "")))
    return frozenset(uitgevoerd), findings


def _medewerkers(reader: _Reader) -> tuple[tuple[Medewerker, ...], list[Finding]]:
    rows = reader.rows("team")
    nummers = [parse_nummer(row.answers["personeelsnummer"].value) for row in rows]
    counts = Counter(nummer.casefold() for nummer in nummers)
    team, findings = [], []
    for nummer, row in zip(nummers, rows, strict=True):
        if not nummer:
            findings.append(reader.find("team_nummer_ontbreekt", "team", row.answers["personeelsnummer"]))
        elif counts[nummer.casefold()] > 1:
            findings.append(reader.find("team_nummer_dubbel", "team", row.answers["personeelsnummer"]))
        else:
            team.append(medewerker_of(nummer, row.answers, reader.catalog, reader.rules))
            findings += _medewerker_findings(reader, row.answers)
    if not rows:
        findings.append(reader.find("team_leeg", "team", Answer(None, "")))
    return tuple(team), findings


def medewerker_of(nummer: str, answers: Mapping[str, Answer], catalog: Catalog, rules: Rules) -> Medewerker:
    """A row of people as a record; what cannot be read in it counts as blank."""

    def text(key: str) -> str:
        return parse_tekst(answers[key].value).strip()

    uren = parse_uren(answers["contracturen"].value)
    return Medewerker(
        personeelsnummer=nummer,
        naam=text("naam"),
        functienaam=text("functienaam"),
        contracturen=uren if isinstance(uren, float) and 0 < uren <= rules.grenzen.contracturen else None,
        leidinggevende=text("leidinggevende"),
        voorbeeldprofiel=known_voorbeeldprofiel(text("voorbeeldprofiel"), catalog),
    )


def known_voorbeeldprofiel(typed: str, catalog: Catalog) -> str:
    """The name of the example profile as the catalog spells it; "" when there is none of that name."""
    return {normal(naam): naam for naam in catalog.voorbeeldprofiel}.get(normal(typed), "")


def contract_fault(answer: Answer, rules: Rules) -> str:
    """Code of what is wrong with contract hours as typed; "" for blank, 0 (not known yet) and what is right."""
    uren = parse_uren(answer.value)
    if uren is UNREADABLE:
        return "contracturen_onleesbaar"
    return "" if uren is None or 0 <= uren <= rules.grenzen.contracturen else "contracturen_bereik"


def _medewerker_findings(reader: _Reader, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    if fault := contract_fault(answers["contracturen"], reader.rules):
        grens = f"{reader.rules.grenzen.contracturen:g}"
        yield reader.find(fault, "team", answers["contracturen"], maximum=grens)
    if not parse_tekst(answers["naam"].value).strip():
        yield reader.find("team_naam_medewerker_ontbreekt", "team", answers["naam"])
    voorbeeld = parse_tekst(answers["voorbeeldprofiel"].value).strip()
    if voorbeeld and not known_voorbeeldprofiel(voorbeeld, reader.catalog):
        yield reader.find("voorbeeldprofiel_onbekend", "team", answers["voorbeeldprofiel"])


def _behoefte(reader: _Reader) -> tuple[dict[str, float], list[Finding]]:
    behoefte, findings = {}, []
    for row in reader.rows("behoefte"):
        answer = row.answers["uren"]
        uren = parse_uren(answer.value)
        if uren is None:
            continue
        if uren is UNREADABLE:
            findings.append(reader.find("uren_onleesbaar", "behoefte", answer, waar=f" (code {row.code})"))
        elif not 0 <= uren <= BEHOEFTE_MAX:
            findings.append(reader.find("uren_bereik", "behoefte", answer, maximum=f"{BEHOEFTE_MAX:g}"))
        elif row.code not in reader.catalog.kerntaak:
            findings.append(reader.find("code_onbekend", "behoefte", row.answers["code"]))
        else:
            behoefte[row.code] = uren
    return behoefte, findings


def _afspraken(reader: _Reader, team: frozenset[str]) -> tuple[tuple[Afspraak, ...], list[Finding]]:
    afspraken, findings = [], []
    for row in reader.rows("afspraken"):
        judged = _afspraak(reader, row, team)
        if isinstance(judged, Afspraak):
            afspraken.append(judged)
        else:
            findings.append(judged)
    return tuple(afspraken), findings


def _afspraak(reader: _Reader, row: Row, team: frozenset[str]) -> Afspraak | Finding:
    answers = row.answers
    nummer = match_nummer(parse_nummer(answers["personeelsnummer"].value), team)
    signaal = parse_tekst(answers["signaal"].value).strip().upper()
    reden = parse_tekst(answers["reden"].value).strip()
    tot = parse_datum(answers["geldig_tot"].value)
    if tot is UNREADABLE:
        return reader.find("datum_onleesbaar", "afspraken", answers["geldig_tot"])
    given = {"personeelsnummer": nummer, "signaal": signaal, "reden": reden, "geldig_tot": tot}
    missing = [reader.layout.team["afspraken"].kolom(key).kop for key, value in given.items() if not value]
    if missing or tot is None:
        return reader.find(
            "afspraak_onvolledig", "afspraken", answers["personeelsnummer"], ontbreekt=", ".join(missing)
        )
    signalen = load_messages().signalen
    if nummer not in team or signaal not in signalen:
        return reader.find("afspraak_onbekend", "afspraken", answers["personeelsnummer"], signalen=", ".join(signalen))
    return Afspraak(nummer, signaal, reden, tot)
