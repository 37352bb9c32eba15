"""Checks on a form as a whole: one small function each, registered in FORM_RULES, with its place in the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from pipeline.base.names import plain_name
from pipeline.checking.agreements import agreements_are_right
from pipeline.checking.parsed_form import Ingevuld, read_lists
from pipeline.definitions.example import example_for
from pipeline.definitions.layout import load_layout
from pipeline.definitions.reasons import reasons
from pipeline.intake.values import UNREADABLE, parse_nummer, parse_tekst, parse_uren
from pipeline.model.catalog import COMPETENTIES, KERNOPGAVEN, KERNTAKEN, WANTED, Competentie
from pipeline.model.findings import Finding
from pipeline.model.personeelsnummer import match_nummer, same_nummer
from pipeline.model.steunpunt import Steunpunt
from pipeline.model.workbook import Werkmap

CHOICES = ("nu", "past")  # ja or nee
SCALES = ("nodig", "mate", "ontwikkelen")
NAMES = frozenset({"naam", "leidinggevende"})  # a surname may be any word


def belongs_to_team(form: Ingevuld) -> Iterator[Finding]:
    """design.md 2.4: a form without a team member is rejected."""
    if not form.nummer:
        yield form.find_veld("personeelsnummer_ontbreekt", "personeelsnummer")
    elif is_of_nobody(form):
        yield form.find_veld("niet_in_team", "personeelsnummer")


def is_of_nobody(form: Ingevuld) -> bool:
    """Whether a form is of this steunpunt, but of somebody who is not in its team, such as who left."""
    return bool(form.nummer) and form.medewerker is None and not (is_of_another(form) or is_foreign(form))


def carries_its_stamp(form: Ingevuld) -> Iterator[Finding]:
    """design.md 6: stamp and Personeelsnummer differ is an error; without a stamp the form is read, with a warning."""
    if not form.werkmap.stempel:
        yield form.find_veld("stempel_ontbreekt", "")
    elif form.nummer and is_of_another(form):
        yield form.find_veld("stempel_verschilt", "personeelsnummer", van=stamped_nummer(form))


def stamped_nummer(form: Ingevuld) -> str:
    """The personeelsnummer in the stamp in the team's spelling, "" when it bears none."""
    return match_nummer(parse_nummer(form.werkmap.stempel.get("personeelsnummer", "")), form.steunpunt.nummers)


def is_of_another(form: Ingevuld) -> bool:
    """Whether the form was made for another person than its personeelsnummer says: that was typed over."""
    stamped = form.werkmap.stempel.get("personeelsnummer", "")
    return bool(stamped) and not same_nummer(parse_nummer(stamped), form.nummer)


def owner(form: Ingevuld) -> str:
    """Whose form it is, "" when nobody knows: where the number was typed over, the person of the stamp, who is here."""
    stamped = stamped_nummer(form)
    return stamped if is_of_another(form) and stamped in form.steunpunt.nummers else form.nummer


def is_of_this_steunpunt(form: Ingevuld) -> Iterator[Finding]:
    """A form of another steunpunt is refused; one of a steunpunt that was renamed is not.

    Renamed is: a former name by the other forms in the folder, and number and name of the person agree with the team.
    """
    if is_foreign(form):
        yield form.find_veld("ander_steunpunt", "steunpunt")
    elif _bears_another_name(form):
        yield form.find_veld("andere_naam_steunpunt", "steunpunt")


def is_foreign(form: Ingevuld) -> bool:
    """Whether the form is of another steunpunt, by its stamp."""
    same_person = form.medewerker and plain_name(parse_tekst(form.veld("naam").value)) == plain_name(
        form.medewerker.naam
    )
    return _bears_another_name(form) and not (form.hernoemd and same_person)


def _bears_another_name(form: Ingevuld) -> bool:
    return stamped_name(form.werkmap) not in ("", plain_name(form.steunpunt.naam))


def is_of_this_catalog(form: Ingevuld) -> Iterator[Finding]:
    """A form of another catalog is refused; of another version of it, it is read by code, and says so."""
    stempel = form.werkmap.stempel
    if stempel.get("catalogus", form.catalog.id) != form.catalog.id:
        yield form.find_veld("andere_catalogus", "", catalogus=stempel["catalogus"])
    elif stempel.get("catalogusversie", form.catalog.versie) != form.catalog.versie:
        yield form.find_veld("andere_catalogusversie", "", versie=stempel["catalogusversie"])


def is_of_this_version(form: Ingevuld) -> Iterator[Finding]:
    """A form with the sheets and columns of another version is read by their names, and says so."""
    versie = load_layout().versie
    if form.werkmap.stempel.get("versie", versie) != versie:
        yield form.find_veld("andere_formulierversie", "", versie=form.werkmap.stempel["versie"])


def is_filled_in(form: Ingevuld) -> Iterator[Finding]:
    """design.md 2.2, ontwikkeling.md 3.1: without a task of one's own, or one to learn, it is not filled in yet.

    Where the catalog has no tasks: without any answer at a competency.
    """
    blad = KERNTAKEN if form.catalog.kerntaken else COMPETENTIES
    keuzes = form.keuzes[blad]
    if form.catalog.kerntaken:
        learns = any(keuze.ontwikkelen in WANTED for keuze in keuzes.values())
        filled = bool(form.eigen_taken()) or learns
    else:
        filled = any(rij.gevuld for rij in form.regels[blad])
    if not filled:
        shown = form.layout.formulier[blad]
        words = {"kerntaak": shown.kolom("naam").kop.lower(), "kerntaken": shown.naam.lower()}
        yield form.find_regel("niet_ingevuld", blad, None, **words)


def has_every_fixed_task(form: Ingevuld) -> Iterator[Finding]:
    """Stap 1: a fixed kerntaak whose row is missing counts as ja, and the manager hears so."""
    present = {regel.row.code for regel in form.regels[KERNTAKEN]}
    for code in form.catalog.kerntaak:
        if code in form.catalog.altijd and code not in present:
            yield form.find_code("altijd_leeg", KERNTAKEN, code)


def differs_from_example(form: Ingevuld) -> Iterator[Finding]:
    """design.md 2.2: an example profile left untouched is no profile of this person yet.

    The stamp keeps what the steunpunt performed when the form was pre-filled.
    """
    stamped = form.werkmap.stempel.get("basisfuncties")
    performed = form.steunpunt.uitgevoerd if stamped is None else stamped.split()
    naam = form.medewerker.voorbeeldprofiel if form.medewerker else ""
    voorbeeld = example_for(form.catalog, naam, performed, form.steunpunt.eigen_voorbeelden(form.catalog))
    if voorbeeld is None or form.gekozen(KERNOPGAVEN) or not form.catalog.heeft_uren:
        return
    uren = any(keuze.uren is not None for keuze in form.keuzes[KERNTAKEN].values())
    if not uren and {*form.gekozen(KERNTAKEN)} == {*voorbeeld.kerntaken}:
        yield form.find_regel("voorbeeld_onveranderd", KERNTAKEN, None)


def has_kernopgaven(form: Ingevuld) -> Iterator[Finding]:
    """Stap 5: a profile names the dilemmas that the person meets."""
    if form.catalog.kernopgaven and not form.gekozen(KERNOPGAVEN):
        yield form.find_regel("kernopgaven_leeg", KERNOPGAVEN, None)


def has_competenties(form: Ingevuld) -> Iterator[Finding]:
    """Stap 6: a profile names what the function needs."""
    if form.catalog.competenties and not form.gekozen(COMPETENTIES):
        yield form.find_regel("competenties_leeg", COMPETENTIES, None)


def competenties_have_a_reason(form: Ingevuld) -> Iterator[Finding]:
    """design.md 3.3: reasons are shown, never dictated; a choice without any is a warning."""
    kerntaken, kernopgaven = form.gekozen(KERNTAKEN), form.gekozen(KERNOPGAVEN)
    for code in form.gekozen(COMPETENTIES) if form.catalog.heeft_redenen else ():
        if not reasons(code, kerntaken, kernopgaven, form.catalog):
            yield form.find_code("competentie_zonder_reden", COMPETENTIES, code)


def kernopgaven_have_a_competentie(form: Ingevuld) -> Iterator[Finding]:
    """design.md 3.3: a chosen kernopgave of which no competency is chosen is a warning."""
    chosen = {*form.gekozen(COMPETENTIES)}
    for code in form.gekozen(KERNOPGAVEN):
        asked = form.catalog.kernopgave[code].competenties
        if asked and not chosen.intersection(asked):
            namen = ", ".join(form.catalog.competentie[competentie].naam for competentie in asked)
            yield form.find_code("kernopgave_zonder_competentie", KERNOPGAVEN, code, competenties=namen)


def agrees_with_team(form: Ingevuld) -> Iterator[Finding]:
    """design.md 2.2: where form and team workbook differ, the team workbook holds, and a warning says so."""
    if form.medewerker is None or is_of_another(form):
        return
    for key in ("naam", "functienaam", "leidinggevende"):
        typed, known = parse_tekst(form.veld(key).value), getattr(form.medewerker, key)
        if typed and not known:
            yield form.find_veld("alleen_formulier", key)
        elif typed and plain_name(typed) != plain_name(known):
            yield form.find_veld("verschil_team", key)


def contract_is_known(form: Ingevuld) -> Iterator[Finding]:
    """design.md 6: 0, blank or hardly any contract hours are unknown, with a warning; the team workbook holds."""
    if form.medewerker is None or is_of_another(form):
        return
    if not form.catalog.heeft_uren:
        return  # ontwikkeling.md 3.9: contract hours may be blank there
    typed, known = parse_uren(form.veld("contracturen").value), form.medewerker.contracturen
    if form.rules.grenzen.is_fte(typed):
        minimum = f"{form.rules.grenzen.contracturen_vanaf:g}"
        yield form.find_veld("contract_fte", "contracturen", minimum=minimum)
    elif known is None and not contracturen(form):
        yield form.find_veld("contract_onbekend", "contracturen")
    elif known is None:
        yield form.find_veld("alleen_formulier", "contracturen")
    elif isinstance(typed, float) and typed != known:
        yield form.find_veld("verschil_team", "contracturen")


def says_nothing_of_health(form: Ingevuld) -> Iterator[Finding]:
    """design.md 3.8: no data about health; the word is not repeated. A Toelichting may tell of volunteers: an info."""
    privacy = form.rules.privacy
    free = [veld.key for veld in form.layout.formulier["functie"].velden if veld.soort == "tekst"]
    for key in (key for key in free if key not in NAMES):
        if privacy.tells_of_health(parse_tekst(form.veld(key).value)):
            yield form.find_veld("gezondheid", key)
    for blad, rijen in form.regels.items():
        for rij in (rij for rij in rijen if rij.gevuld and privacy.tells_of_health(rij.keuze.toelichting)):
            known = rij.row.code in form.catalog.ingangen(blad)
            waar = f" (code {rij.row.code})" if known else ""
            yield form.find_regel("gezondheid_toelichting", blad, rij, "toelichting", waar=waar)


def answers_are_of_their_list(form: Ingevuld) -> Iterator[Finding]:
    """ontwikkeling.md 5: a value that is none of the list, and a grade where none is given."""
    for blad, rijen in form.regels.items():
        for rij in (rij for rij in rijen if "mate" in rij.antwoorden or UNREADABLE in rij.antwoorden.values()):
            entry = form.catalog.ingangen(blad).get(rij.row.code)
            waar = f" (code {rij.row.code})" if entry else ""
            closed = isinstance(entry, Competentie) and entry.gevoelig
            if closed and rij.antwoorden.get("mate") is not None:
                yield form.find_regel("mate_gesloten", blad, rij, "mate", waar=waar)
            for key in (key for key in CHOICES if rij.antwoorden.get(key) is UNREADABLE):
                yield form.find_regel("keuze_onleesbaar", blad, rij, key, waar=waar)
            for key in (key for key in SCALES if rij.antwoorden.get(key) is UNREADABLE):
                if not (closed and key == "mate"):
                    yield form.find_regel("keuze_buiten_lijst", blad, rij, key, waar=waar)
    for key in (key for key, value in read_lists(form).items() if value is UNREADABLE):
        yield form.find_veld("keuze_buiten_lijst", key)


def learns_what_is_needed(form: Ingevuld) -> Iterator[Finding]:
    """ontwikkeling.md 5: a competency to develop that the function does not need is a warning."""
    for code, keuze in form.keuzes[COMPETENTIES].items():
        if keuze.ontwikkelen in WANTED and not keuze.gekozen:
            yield form.find_code("ontwikkelen_zonder_nodig", COMPETENTIES, code, "ontwikkelen")


def plans_say_nothing_of_health(form: Ingevuld) -> Iterator[Finding]:
    """design.md 3.8: no data about health in an agreement either."""
    for rij in form.afspraken:
        for key in ("afspraak", "met_wie"):
            if form.rules.privacy.tells_of_health(parse_tekst(rij.row.answer(key).value)):
                yield form.find_regel("gezondheid", "ontwikkeling", rij, key)


FORM_RULES: tuple[Callable[[Ingevuld], Iterator[Finding]], ...] = (
    belongs_to_team,
    carries_its_stamp,
    is_of_this_steunpunt,
    is_of_this_catalog,
    is_of_this_version,
    is_filled_in,
    has_every_fixed_task,
    differs_from_example,
    has_kernopgaven,
    has_competenties,
    competenties_have_a_reason,
    kernopgaven_have_a_competentie,
    agrees_with_team,
    contract_is_known,
    says_nothing_of_health,
    answers_are_of_their_list,
    learns_what_is_needed,
    agreements_are_right,
    plans_say_nothing_of_health,
)


def contracturen(form: Ingevuld) -> float | None:
    """The contract hours that hold: those of the team workbook, else of the form; None when neither says."""
    if form.medewerker and form.medewerker.contracturen:
        return form.medewerker.contracturen
    return form.rules.grenzen.contract(parse_uren(form.veld("contracturen").value))


def stamped_name(werkmap: Werkmap) -> str:
    """The name of the steunpunt in a form's stamp, "" when it bears none."""
    return plain_name(werkmap.stempel.get("steunpunt", ""))


def former_names(werkmappen: Iterable[Werkmap], steunpunt: Steunpunt) -> frozenset[str]:
    """Names in the stamps of a folder that the steunpunt may have had before.

    Another name on a single form among forms with the present name is that of another steunpunt.
    """
    names = Counter(map(stamped_name, werkmappen))
    renamed = not names[plain_name(steunpunt.naam)]
    return frozenset(name for name, count in names.items() if renamed or count > 1)
