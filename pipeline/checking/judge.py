"""Judging: what was read becomes accepted forms and findings; one form's fault never hides or causes another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.checking.agreements import agreements
from pipeline.checking.form_rules import (
    FORM_RULES,
    contracturen,
    former_names,
    is_foreign,
    is_of_another,
    is_of_nobody,
    is_of_this_catalog,
    owner,
    stamped_name,
)
from pipeline.checking.late import check_rows
from pipeline.checking.parsed_form import Ingevuld, as_read, parse_form, read_lists
from pipeline.checking.strays import stray_of
from pipeline.checking.teambestand import Team, has_structure_fault, judge_team, once_per_cell, without_workbook
from pipeline.checking.untouched import is_untouched
from pipeline.definitions.messages import has_fout
from pipeline.definitions.report_words import first_few
from pipeline.definitions.rules import Rules
from pipeline.intake.steunpunten import Gelezen
from pipeline.intake.values import parse_datum, parse_tekst, parse_uren, readable
from pipeline.model.catalog import COMPETENTIES, KERNOPGAVEN, KERNTAKEN, Catalog
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Antwoorden, Beoordeeld, Keuze, Oordeel
from pipeline.model.personeelsnummer import match_nummer, whose_name
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.stray import Herkomst, Zwerfformulier
from pipeline.model.workbook import Werkmap


@dataclass(frozen=True, slots=True)
class Teamformulieren:
    """The forms of a steunpunt, as read, beside its judged team workbook and the thresholds that hold there.

    elders: forms of others among these, and forms of the team elsewhere.
    """

    team: Team
    formulieren: tuple[Werkmap, ...]
    rules: Rules
    elders: tuple[Zwerfformulier, ...] = ()

    @property
    def map(self) -> str:
        """The folder of the steunpunt."""
        return self.team.steunpunt.map


def validate(batch: Sequence[Gelezen], catalog: Catalog) -> list[Beoordeeld]:
    """Judge the team workbooks and all forms of a batch of whole steunpunten, in the order given."""
    return judge_forms([beside_team(gelezen, catalog) for gelezen in batch], catalog)


def beside_team(gelezen: Gelezen, catalog: Catalog) -> Teamformulieren:
    """The forms of a steunpunt beside its team workbook, judged; one without is not readable."""
    if gelezen.team is None:
        team = without_workbook(gelezen.map, gelezen.onleesbaar)
    else:
        team = judge_team(gelezen.team, gelezen.map, catalog, gelezen.rules, gelezen.andere, gelezen.voorbeelden)
    whole = replace(team, findings=(*team.findings, *gelezen.findings))
    return Teamformulieren(whole, gelezen.formulieren, gelezen.rules, gelezen.elders)


def judge_forms(batch: Sequence[Teamformulieren], catalog: Catalog) -> list[Beoordeeld]:
    """Judge all forms of a batch of whole steunpunten, each steunpunt in the order given."""
    forms = [_parse(formulieren, catalog) for formulieren in batch]
    row_findings = iter(check_rows([form for group in forms for form in group]))
    return [
        _judge(formulieren, [(form, next(row_findings)) for form in group], catalog)
        for formulieren, group in zip(batch, forms, strict=True)
    ]


def origin(batch: Teamformulieren, catalog: Catalog) -> Herkomst:
    """A steunpunt as a place for forms, with those among its own that are of another by their stamp; unjudged."""
    return Herkomst(batch.team.steunpunt.thuis, _foreign(_parse(batch, catalog), batch.map))


def _foreign(forms: Iterable[Ingevuld], map_: str) -> tuple[Zwerfformulier, ...]:
    strays = (stray_of(form.werkmap, map_) for form in forms if is_foreign(form))
    return tuple(filter(None, strays))


def _parse(batch: Teamformulieren, catalog: Catalog) -> list[Ingevuld]:
    steunpunt, rules = batch.team.steunpunt, batch.rules
    readable_forms = [werkmap for werkmap in batch.formulieren if werkmap.leesbaar]
    former = former_names(readable_forms, steunpunt)
    return [
        replace(parse_form(werkmap, steunpunt, catalog, rules), hernoemd=stamped_name(werkmap) in former)
        for werkmap in readable_forms
    ]


def _judge(batch: Teamformulieren, checked: list[tuple[Ingevuld, list[Finding]]], catalog: Catalog) -> Beoordeeld:
    team = batch.team
    if not team.leesbaar:
        return Beoordeeld(team.steunpunt, findings=team.findings, leesbaar=False)
    superseded = replaced(form.werkmap for form, _ in checked)
    untouched = {form.werkmap.bestand for form, _ in checked if _is_not_back(form)} - superseded
    left_out = superseded | untouched
    counted = [(form, findings) for form, findings in checked if form.werkmap.bestand not in left_out]
    doubles = _doubles(form for form, _ in counted)
    away = {stray.bestand: stray for stray in batch.elders if stray.map == batch.map and stray.in_team}
    oordelen = {
        form.werkmap.bestand: _judge_form(form, findings, doubles, away.get(form.werkmap.bestand))
        for form, findings in counted
    }
    oordelen |= {
        form.werkmap.bestand: Oordeel(form.werkmap, "niet_terug", form.nummer, ())
        for form, _ in checked
        if form.werkmap.bestand in untouched
    }
    oordelen |= {w.bestand: _unreadable(w, team.steunpunt) for w in batch.formulieren if not w.leesbaar}
    ordered = tuple(oordelen[bestand] for bestand in sorted(oordelen))
    missing, elders = _missing(team.steunpunt, ordered, batch.elders)
    findings = (
        *team.findings,
        *(_vervangen(form) for form, _ in checked if form.werkmap.bestand in superseded),
        *_steunpunt_findings(ordered, doubles, missing, elders),
        *_lone_worker(team.steunpunt, ordered, catalog),
    )
    foreign = _foreign((form for form, _ in counted), batch.map)
    return Beoordeeld(team.steunpunt, ordered, findings, missing, elders=elders, vreemd=foreign)


def _judge_form(
    form: Ingevuld, row_findings: Iterable[Finding], doubles: Mapping[str, Sequence[str]], away: Zwerfformulier | None
) -> Oordeel:
    """away: where the form belongs, when that is known to be elsewhere; then nothing else is told of it."""
    if away:
        values = {"personeelsnummer": away.personeelsnummer, "map": away.thuis}
        elsewhere = form.find_veld("formulier_van_ander", "steunpunt", **values)
        return Oordeel(form.werkmap, "afgekeurd", away.personeelsnummer, (elsewhere,), te_verplaatsen=True)
    if form.medewerker is None and form.nummer in form.steunpunt.zonder_catalogus:
        unknown = form.find_veld("formulier_zonder_catalogus", "personeelsnummer")
        return Oordeel(form.werkmap, "afgekeurd", form.nummer, (unknown,), te_verplaatsen=True)
    if form.medewerker and (other := tuple(is_of_this_catalog(form))) and has_fout(other):
        return Oordeel(form.werkmap, "afgekeurd", form.nummer, other, te_verplaatsen=True)  # its answers mean nothing
    findings = [*form.werkmap.findings, *_judge_answers(form, row_findings)]
    if form.nummer in doubles:
        findings.append(form.find_veld("dubbel_formulier", "personeelsnummer"))
    kept = tuple(once_per_cell(findings))
    if has_fout(kept) or form.medewerker is None:
        of_nobody, nummer = is_of_nobody(form), owner(form) or None
        return Oordeel(form.werkmap, "afgekeurd", nummer, kept, gelezen=as_read(form), te_verplaatsen=of_nobody)
    return Oordeel(form.werkmap, "goedgekeurd", form.nummer, kept, _accept(form, form.medewerker))


def _unreadable(werkmap: Werkmap, steunpunt: Steunpunt) -> Oordeel:
    """A file that cannot be read; where it bears the number of somebody, that is whom its findings name."""
    whose = whose_name(werkmap.bestand, steunpunt.nummers)
    findings = tuple(replace(finding, personeelsnummer=whose) for finding in werkmap.findings)
    return Oordeel(werkmap, "onleesbaar", None, findings)


def _vervangen(form: Ingevuld) -> Finding:
    values = {"personeelsnummer": form.nummer}
    return Finding("vervangen", Address(form.werkmap.bestand), values, personeelsnummer=form.nummer)


def _judge_answers(form: Ingevuld, row_findings: Iterable[Finding]) -> Iterator[Finding]:
    """Where a sheet or column is missing only wrong cells are told: what seems blank may stand in the missing part."""
    if has_structure_fault(form.werkmap):
        yield from (finding for finding in row_findings if has_fout([finding]))
        return
    yield from row_findings
    for rule in FORM_RULES:
        yield from rule(form)


def _accept(form: Ingevuld, medewerker: Medewerker) -> Antwoorden:
    """The accepted form; the team workbook holds where it says something (design.md 2.2)."""

    def text(key: str) -> str:
        return parse_tekst(form.veld(key).value)

    holds = replace(
        medewerker,
        naam=medewerker.naam or text("naam").strip(),
        functienaam=medewerker.functienaam or text("functienaam").strip(),
        leidinggevende=medewerker.leidinggevende or text("leidinggevende").strip(),
        contracturen=contracturen(form),
    )
    return Antwoorden(
        bestand=form.werkmap.bestand,
        sha256=form.werkmap.sha256,
        medewerker=holds,
        doel=text("doel"),
        peildatum=readable(parse_datum(form.veld("peildatum").value)),
        afspraken=text("afspraken"),
        opmerkingen=text("opmerkingen"),
        kerntaken=form.keuzes[KERNTAKEN],
        kernopgaven=form.keuzes[KERNOPGAVEN],
        competenties=form.keuzes[COMPETENTIES],
        functie=_functie(form),
        formulier=form.werkmap.stempel.get("formulier", ""),
        vervallen={blad: gone for blad in form.regels if (gone := _vervallen(form, blad))},
        ontwikkeling=agreements(form),
    )


def _vervallen(form: Ingevuld, blad: str) -> dict[str, Keuze]:
    """Answers at unknown codes: an accepted form has them only when it is of another version of the catalog."""
    known = form.catalog.ingangen(blad)
    return {regel.row.code: regel.keuze for regel in form.regels[blad] if regel.gevuld and regel.row.code not in known}


def _functie(form: Ingevuld) -> dict[str, str | float | None]:
    """The sheet Functie as read: text, but hours as a number and a date as JJJJ-MM-DD; None for blank ones."""
    peildatum = readable(parse_datum(form.veld("peildatum").value))
    typed = {key: parse_tekst(answer.value) for key, answer in form.werkmap.velden["functie"].items()}
    codes = {key: readable(value) or "" for key, value in read_lists(form).items() if key in typed}
    uren = readable(parse_uren(form.veld("contracturen").value))
    return {**typed, **codes, "contracturen": uren, "peildatum": peildatum.isoformat() if peildatum else None}


def whose(werkmap: Werkmap, nummers: frozenset[str]) -> str:
    """The team member whose form a file is, by its stamp, what was typed, or its name; "" when it is nobody's."""
    stray = stray_of(werkmap)
    nummer = match_nummer(stray.personeelsnummer, nummers) if stray else ""
    return nummer if nummer in nummers else whose_name(werkmap.bestand, nummers)


def replaced(werkmappen: Iterable[Werkmap]) -> frozenset[str]:
    """Files that another form of the same person says (stamp) it replaces (design.md 2.4)."""
    forms = list(werkmappen)
    former = {(w.stempel.get("personeelsnummer"), w.stempel["vervangt"]) for w in forms if w.stempel.get("vervangt")}
    return frozenset(
        w.bestand for w in forms if (w.stempel.get("personeelsnummer"), w.stempel.get("formulier")) in former
    )


def _doubles(forms: Iterable[Ingevuld]) -> dict[str, list[str]]:
    """personeelsnummer -> files, for those with more than one form; a form with a wrong number spoils nobody's."""
    by_nummer = defaultdict(list)
    for form in forms:
        if form.nummer and not (is_of_another(form) or is_foreign(form)):
            by_nummer[form.nummer].append(form.werkmap.bestand)
    return {nummer: bestanden for nummer, bestanden in by_nummer.items() if len(bestanden) > 1}


def _is_not_back(form: Ingevuld) -> bool:
    """Whether nobody touched the form of somebody who is here; of who left it has to go to the archive all the same."""
    return form.medewerker is not None and not is_foreign(form) and is_untouched(form)


def _missing(
    steunpunt: Steunpunt, oordelen: Iterable[Oordeel], elders: Iterable[Zwerfformulier]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Team members without any form, and those whose form lies elsewhere, be there one here that nobody touched.

    Where a file does not say whose it is, but its name does, that person has a form.
    """
    nummers = steunpunt.nummers
    own = [oordeel for oordeel in oordelen if not oordeel.te_verplaatsen]
    own.sort(key=lambda oordeel: oordeel.status != "niet_terug")  # any other goes before such a one
    present = {o.personeelsnummer or whose_name(o.werkmap.bestand, nummers): o.status for o in own}
    away = {match_nummer(stray.personeelsnummer, nummers) for stray in elders if stray.thuis == steunpunt.map}
    elsewhere = [n for n in away & nummers if present.get(n, "niet_terug") == "niet_terug"]
    order = [medewerker.personeelsnummer for medewerker in steunpunt.team]
    return tuple(n for n in order if n not in present and n not in away), tuple(n for n in order if n in elsewhere)


def _steunpunt_findings(
    oordelen: Sequence[Oordeel], doubles: Mapping[str, Sequence[str]], missing: Iterable[str], elders: Iterable[str]
) -> Iterator[Finding]:
    for nummer in missing:
        yield Finding("formulier_ontbreekt", values={"personeelsnummer": nummer})
    untouched = {oordeel.personeelsnummer or "" for oordeel in oordelen if oordeel.status == "niet_terug"}
    for nummer in sorted(untouched - {o.personeelsnummer for o in oordelen if o.status != "niet_terug"} - {*elders}):
        yield Finding("niet_terug", values={"personeelsnummer": nummer})
    for oordeel in oordelen:
        codes = {finding.code for finding in oordeel.findings}
        address, nummer = Address(oordeel.werkmap.bestand), oordeel.personeelsnummer or ""
        if "niet_in_team" in codes:
            yield Finding("formulier_buiten_team", address, {"personeelsnummer": nummer}, personeelsnummer=nummer)
        elif "personeelsnummer_ontbreekt" in codes:
            yield Finding("formulier_zonder_nummer", address)
    for nummer, bestanden in sorted(doubles.items()):
        address, values = Address(", ".join(sorted(bestanden))), {"personeelsnummer": nummer}
        yield Finding("formulieren_dubbel", address, values, personeelsnummer=nummer)


def _lone_worker(steunpunt: Steunpunt, oordelen: Iterable[Oordeel], catalog: Catalog) -> Iterator[Finding]:
    """design.md 3.6: Stap 2 asks a lone worker to take every kerntaak of a basisfunctie, Stap 4 warns against that."""
    for antwoorden in [oordeel.antwoorden for oordeel in oordelen if oordeel.antwoorden and steunpunt.solist]:
        performed = [kerntaak for kerntaak in catalog.kerntaken if kerntaak.groep in steunpunt.uitgevoerd]
        missing = [f"{taak.naam} ({taak.code})" for taak in performed if taak.code not in antwoorden.taken]
        if missing:
            values, nummer = {"kerntaken": first_few(missing)}, antwoorden.personeelsnummer
            yield Finding("solist_taken", Address(antwoorden.bestand), values, personeelsnummer=nummer)
