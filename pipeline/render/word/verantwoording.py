"""What the account for the commissioner says (Stap 4), as nested fields for its Word template; it names no person.

Figures of one person are about that person: where fewer than two people count, no hours are given but what is needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.analysis.rapport import Rapport
from pipeline.base.dutch import dutch_date, dutch_number, dutch_period
from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.report_words import counted, load_wording
from pipeline.model.analysed import BELOW_COVERED, WEAKEST_FIRST, Dekking, Dekkingstatus, weakest
from pipeline.model.catalog import Groep
from pipeline.render.word.fields import Basisfunctie, Begrip, Hiaat, Verantwoord, Verantwoordingvelden
from pipeline.render.word.profiel import shown_hash

GROUP = 2  # people: figures of fewer are figures of a person


def make_verantwoording(rapport: Rapport) -> Verantwoordingvelden:
    """All fields of the template for one steunpunt."""
    steunpunt, catalog = rapport.beoordeeld.steunpunt, rapport.catalog
    shown: Verantwoord = {
        "steunpunt": _line(steunpunt.naam),
        "gemeente": _line(steunpunt.gemeente),
        "periode": dutch_period(rapport.periode),
        "samenvatting": [*_summary(rapport)],
        "basisfuncties": [_group(rapport, groep) for groep in catalog.groepen],
        "legenda": [_meaning(status) for status in reversed((*BELOW_COVERED, "gedekt"))],
        "uren_opmerking": _about_hours(rapport),
        "niet_uitgevoerd": [groep.naam for groep in catalog.te_kiezen if not rapport.voert_uit(groep)],
        "niet_gekozen": [*_not_asked_for(rapport)],
        "hiaten": [*_gaps(rapport)],
        "ruimte": [*_room(rapport)],
        "afspraken": _agreements(rapport),
        "verklaring": load_phrases().verantwoording.verklaring,
        "bron": catalog.bron.vermelding,
    }
    return {**shown, "versie": shown_hash(shown), "catalogusversie": catalog.versie}


def _line(typed: str) -> str:
    """A name on one line."""
    return " ".join(typed.split())


def _is_group(rapport: Rapport) -> bool:
    """Whether figures are about several people."""
    return rapport.geteld >= GROUP


def _meaning(status: Dekkingstatus) -> Begrip:
    begrip = load_wording().statussen[status]
    return {"woord": begrip.woord.capitalize(), "uitleg": begrip.uitleg}


# --- in short ------------------------------------------------------------------------------------------------------


def _summary(rapport: Rapport) -> Iterator[str]:
    """What is performed, how it is covered, and how complete the picture is."""
    words, groepen = load_phrases().verantwoording, rapport.catalog.te_kiezen
    performed = sum(rapport.voert_uit(groep) for groep in groepen)
    yield words.voert_uit.format(uitgevoerd=performed, alle=len(groepen))
    counts = Counter(row.status for row in _in_scope(rapport.analyse.dekking))
    aantallen = counted(counts)
    yield words.kerntaken.format(aantal=counts.total(), aantallen=aantallen) if aantallen else words.geen_kerntaken
    yield _completeness(rapport)


def _completeness(rapport: Rapport) -> str:
    words, team = load_phrases().verantwoording, len(rapport.team)
    if not team:
        return words.geen_team
    if rapport.geteld == team and not rapport.beoordeeld.steunpunt.onbruikbaar:
        return words.volledig.show(team)
    return words.onvolledig.format(geteld=rapport.geteld, team=team + rapport.beoordeeld.steunpunt.onbruikbaar)


def _in_scope(rows: Iterable[Dekking]) -> list[Dekking]:
    return [row for row in rows if row.in_scope]


# --- per basisfunctie ----------------------------------------------------------------------------------------------


def _group(rapport: Rapport, groep: Groep) -> Basisfunctie:
    """A basisfunctie with its verdict, that of its weakest kerntaak, and figures of what is performed."""
    words, rows = load_phrases().verantwoording, _in_scope(rapport.dekking_van(groep))
    if not rapport.voert_uit(groep):
        return _figures(groep, words.niet_uitgevoerd)
    counts = Counter(row.status for row in rows)
    verdict = weakest(counts)
    if verdict is None:
        return _figures(groep, words.geen_oordeel)
    needed = [row.behoefte for row in rows if row.behoefte is not None]
    return _figures(
        groep,
        load_wording().statussen[verdict].woord,
        kerntaken=counted(counts),
        mensen=str(len({nummer for row in rows for nummer in row.uitvoerders})) if _is_group(rapport) else "",
        uren=_known_hours(rows) if _is_group(rapport) else "",
        nodig=dutch_number(sum(needed)) if needed else "",
    )


def _figures(
    groep: Groep, oordeel: str, *, kerntaken: str = "", mensen: str = "", uren: str = "", nodig: str = ""
) -> Basisfunctie:
    geen = load_phrases().verantwoording.geen
    return {
        "naam": groep.naam,
        "oordeel": oordeel,
        "kerntaken": kerntaken or geen,
        "mensen": mensen or geen,
        "uren": uren or geen,
        "nodig": nodig or geen,
    }


def _known_hours(rows: Sequence[Dekking]) -> str:
    """The sum of the known hours per week, or that none is known."""
    unknown, holders = sum(row.uren_onbekend for row in rows), sum(len(row.uitvoerders) for row in rows)
    nothing_known = unknown and unknown == holders
    return load_phrases().verantwoording.onbekend if nothing_known else dutch_number(sum(row.uren for row in rows))


def _about_hours(rapport: Rapport) -> str:
    """Why there are no hours, or that some of them are unknown; "" when there is nothing to say."""
    words = load_phrases().verantwoording
    if rapport.geteld and not _is_group(rapport):
        return words.uren_een_persoon
    unknown = sum(row.uren_onbekend for row in _in_scope(rapport.analyse.dekking))
    return words.uren_onbekend.show(unknown) if unknown else ""


def _not_asked_for(rapport: Rapport) -> Iterator[str]:
    """Kerntaken outside the basisfuncties that nobody has and nobody asked for."""
    for groep in rapport.catalog.groepen:
        if not groep.te_kiezen:
            rows = [row for row in rapport.dekking_van(groep) if not row.in_scope]
            yield from (rapport.catalog.kerntaak[row.kerntaak].naam for row in rows)


# --- what it would take --------------------------------------------------------------------------------------------


def _gaps(rapport: Rapport) -> Iterator[Hiaat]:
    """Every kerntaak in scope that is not covered, weakest first, with what is missing."""
    rows = [row for row in rapport.analyse.dekking if row.status in BELOW_COVERED]
    for row in sorted(rows, key=lambda row: WEAKEST_FIRST.index(row.status)):  # else in the order of the catalog
        yield {
            "code": row.kerntaak,
            "naam": rapport.catalog.kerntaak[row.kerntaak].naam,
            "stand": load_wording().statussen[row.status].woord,
            "nodig": " ".join(_missing(row, rapport)),
        }


def _missing(row: Dekking, rapport: Rapport) -> Iterator[str]:
    words, alone = load_phrases().verantwoording, len(row.uitvoerders) == 1
    if row.status == "ongedekt" and row.uitvoerders:
        yield words.persoonlijk
    elif row.status == "ongedekt":
        yield words.niemand
    elif row.status == "op_papier":
        yield from _missing_hours(row, exact=_is_group(rapport))
    if row.status == "kwetsbaar":
        yield words.tweede
    elif alone and row.status == "op_papier":
        yield words.ook_tweede
    if row.behoefte is not None and (row.status == "ongedekt" or row.uren_onbekend):
        yield words.nodig.format(nodig=dutch_number(row.behoefte))


def _missing_hours(row: Dekking, *, exact: bool) -> Iterator[str]:
    """Of a kerntaak that is only on paper: all time, or what the known hours fall short of the need."""
    words = load_phrases().verantwoording
    nodig, tekort = dutch_number(row.behoefte or 0), dutch_number((row.behoefte or 0) - row.uren)
    if not row.uren:
        yield words.zonder_tijd
        if row.behoefte:
            yield words.nodig.format(nodig=nodig)
    else:
        yield (words.tekort if exact else words.te_weinig).format(nodig=nodig, tekort=tekort)


def _room(rapport: Rapport) -> Iterator[str]:
    """Hours per week left under the known contracts together, and those beyond; of one person nothing is said."""
    words = load_phrases().verantwoording
    found = [omvang for omvang in rapport.analyse.omvang if omvang.contract is not None]
    if len(found) < GROUP:
        return
    room, over = sum(omvang.vrij for omvang in found), sum(omvang.over for omvang in found)
    if room:
        uncertain = any(omvang.zonder_uren and omvang.vrij for omvang in found)
        yield (words.ruimte_hoogstens if uncertain else words.ruimte).format(ruimte=dutch_number(room))
    else:
        yield words.ruimte_geen
    if over:
        yield words.te_veel.format(over=dutch_number(over))


# --- agreements ----------------------------------------------------------------------------------------------------


def _agreements(rapport: Rapport) -> str:
    """How many agreements hold and until when, never why: a reason can name a person; of one person nothing."""
    words = load_phrases().verantwoording
    if len(rapport.team) < GROUP:
        return ""
    valid = {signaal.geldige_afspraak for signaal in rapport.analyse.signalen if signaal.geldige_afspraak}
    ends = sorted(afspraak.geldig_tot for afspraak in valid)
    if not ends:
        return words.geen_afspraken
    text = words.afspraak if len(ends) == 1 else words.afspraken
    return text.format(aantal=len(ends), eerste=dutch_date(ends[0]), laatste=dutch_date(ends[-1]))
