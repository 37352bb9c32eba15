"""What the account for the commissioner says (Stap 4), as nested fields for its Word template; it names no person.

Figures that rest on fewer than MENSEN people are about these: they are left out, and what is needed stays. Kerntaken
of each person apart are no part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from pipeline.analysis.change import Dekkingsoort, Wijziging
from pipeline.analysis.coverage import against_need
from pipeline.analysis.rapport import Rapport
from pipeline.base.dutch import dutch_date, dutch_number, dutch_period
from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.report_words import counted, first_few, load_wording
from pipeline.model.analysed import BELOW_COVERED, MENSEN, WEAKEST_FIRST, Dekking, Dekkingstatus, weakest
from pipeline.model.catalog import Groep
from pipeline.model.uren import exceeds
from pipeline.render.word.content import shown_hash
from pipeline.render.word.fields import Basisfunctie, Begrip, Hiaat, Verantwoord, Verantwoordingvelden

ORDER: tuple[Dekkingsoort, ...] = ("slechter", "beter", "uitgevoerd", "niet_uitgevoerd", "erbij", "vervallen")


def make_verantwoording(rapport: Rapport, wijziging: Wijziging | None = None) -> Verantwoordingvelden:
    """All fields of the template for one steunpunt; wijziging: what changed, where there is a former period."""
    steunpunt, catalog = rapport.beoordeeld.steunpunt, rapport.catalog
    shown: Verantwoord = {
        "steunpunt": _line(steunpunt.naam),
        "gemeente": _line(steunpunt.gemeente),
        "periode": dutch_period(rapport.periode),
        "concept": _concept(rapport),
        "samenvatting": [*_summary(rapport)],
        "gewijzigd": _changed(rapport, wijziging) if wijziging else "",
        "basisfuncties": [
            _group(rapport, groep) for groep in catalog.groepen if groep.te_kiezen or _of(rapport, groep)
        ],
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
    """Whether figures are about enough people."""
    return rapport.geteld >= MENSEN


def _shared(rapport: Rapport, rows: Iterable[Dekking]) -> list[Dekking]:
    """Those of the kerntaken that the team covers together."""
    return [row for row in rows if row.kerntaak in rapport.catalog.gedeeld]


def _of(rapport: Rapport, groep: Groep) -> list[Dekking]:
    """Those of a group."""
    return _shared(rapport, rapport.dekking_van(groep))


def _meaning(status: Dekkingstatus) -> Begrip:
    begrip = load_wording().statussen[status]
    return {"woord": begrip.woord.capitalize(), "uitleg": begrip.uitleg}


# --- in short ------------------------------------------------------------------------------------------------------


def _summary(rapport: Rapport) -> Iterator[str]:
    """What is performed, how it is covered, and how complete the picture is."""
    words, groepen = load_phrases().verantwoording, rapport.catalog.te_kiezen
    performed = sum(rapport.voert_uit(groep) for groep in groepen)
    yield words.voert_uit.format(uitgevoerd=performed, alle=len(groepen))
    counts = Counter(row.status for row in _in_scope(_shared(rapport, rapport.analyse.dekking)))
    aantallen = counted(counts)
    yield words.kerntaken.format(aantal=counts.total(), aantallen=aantallen) if aantallen else words.geen_kerntaken
    yield _completeness(rapport)


def _completeness(rapport: Rapport) -> str:
    words, team = load_phrases().verantwoording, len(rapport.team)
    if not team:
        return words.geen_team
    if not _missing_forms(rapport):
        return words.volledig.show(team)
    return words.onvolledig.format(geteld=rapport.geteld, team=team + rapport.beoordeeld.steunpunt.onbruikbaar)


def _missing_forms(rapport: Rapport) -> Counter[str]:
    """How many people do not count yet, by what became of their form in words, in the order of these."""
    found = Counter(lid.formulier for lid in rapport.niet_geteld)
    words = load_phrases().verantwoording
    missing = Counter({text: found[status] for status, text in words.niet_binnen.items() if found[status]})
    if rapport.beoordeeld.steunpunt.onbruikbaar:
        missing[words.regel_onbruikbaar] = rapport.beoordeeld.steunpunt.onbruikbaar
    return missing


def _concept(rapport: Rapport) -> str:
    """That it is no final account, and what is missing; "" where everything is in."""
    words = load_phrases().verantwoording
    if not rapport.team:
        return words.concept_geen_team
    missing = [f"{text}: {number}" for text, number in _missing_forms(rapport).items()]
    return words.concept.format(wat="; ".join(missing)) if missing else ""


# --- since the former period ---------------------------------------------------------------------------------------


def _changed(rapport: Rapport, wijziging: Wijziging) -> str:
    """The kerntaken of which the coverage is another than it was, by what became of it; of people nothing."""
    words, sinds = load_phrases().verantwoording, dutch_period(wijziging.sinds)
    if not wijziging.zelfde_catalogus:
        return words.andere_catalogus.format(sinds=sinds)
    naar: dict[Dekkingsoort, list[str]] = {}
    for row in wijziging.dekking:
        taak = rapport.catalog.kerntaak.get(row.kerntaak)
        if taak is None or row.kerntaak in rapport.catalog.gedeeld:
            naar.setdefault(row.soort, []).append(wijziging.kerntaken.get(row.kerntaak, row.kerntaak))
    if not naar:
        return words.niets_gewijzigd.format(sinds=sinds)
    soorten = load_wording().wijzigingen.dekking
    wat = "; ".join(f"{soorten[soort]}: {first_few(naar[soort])}" for soort in ORDER if soort in naar)
    return words.gewijzigd.format(sinds=sinds, wat=wat[0].upper() + wat[1:])


def _in_scope(rows: Iterable[Dekking]) -> list[Dekking]:
    return [row for row in rows if row.in_scope]


# --- per basisfunctie ----------------------------------------------------------------------------------------------


def _group(rapport: Rapport, groep: Groep) -> Basisfunctie:
    """A basisfunctie with its verdict, that of its weakest kerntaak, and figures of what is performed."""
    words, rows = load_phrases().verantwoording, _in_scope(_of(rapport, groep))
    if not rapport.voert_uit(groep):
        return _figures(groep, words.niet_uitgevoerd)
    counts = Counter(row.status for row in rows)
    verdict = weakest(counts)
    if verdict is None:
        return _figures(groep, words.geen_oordeel)
    need, told = against_need(rows), _is_group(rapport)
    return _figures(
        groep,
        load_wording().statussen[verdict].woord,
        kerntaken=counted(counts),
        mensen=str(len({nummer for row in rows for nummer in row.uitvoerders})) if told else "",
        uren=_known_hours(rows) if told else "",
        nodig=dutch_number(need.nodig) if need else "",
        uren_daarvoor=_known_hours([row for row in rows if row.behoefte is not None]) if need and told else "",
    )


def _figures(groep: Groep, oordeel: str, **told: str) -> Basisfunctie:
    """A row in which a sign stands for what is not told."""
    geen = load_phrases().verantwoording.geen
    return {
        "naam": groep.naam,
        "oordeel": oordeel,
        "kerntaken": told.get("kerntaken") or geen,
        "mensen": told.get("mensen") or geen,
        "uren": told.get("uren") or geen,
        "nodig": told.get("nodig") or geen,
        "uren_daarvoor": told.get("uren_daarvoor") or geen,
    }


def _known_hours(rows: Sequence[Dekking]) -> str:
    """The sum of the known hours per week in whole hours, or that none is known."""
    words, uren = load_phrases().verantwoording, sum(row.uren for row in rows)
    unknown, holders = sum(row.uren_onbekend for row in rows), sum(len(row.uitvoerders) for row in rows)
    if unknown and unknown == holders:
        return words.onbekend
    return words.minder_dan_een if exceeds(uren, 0) and uren < 1 else str(int(uren + 0.5))


def _about_hours(rapport: Rapport) -> str:
    """Why there are no hours, or that some of them are unknown; "" when there is nothing to say."""
    words = load_phrases().verantwoording
    if not rapport.geteld:
        return ""
    if not _is_group(rapport):
        return words.uren_te_weinig_mensen
    unknown = sum(row.uren_onbekend for row in _in_scope(_shared(rapport, rapport.analyse.dekking)))
    return " ".join([words.hele_uren, *([words.uren_onbekend.show(unknown)] if unknown else [])])


def _not_asked_for(rapport: Rapport) -> Iterator[str]:
    """Kerntaken outside the basisfuncties that nobody has and nobody asked for."""
    for groep in rapport.catalog.groepen:
        if not groep.te_kiezen:
            rows = [row for row in _of(rapport, groep) if not row.in_scope]
            yield from (rapport.catalog.kerntaak[row.kerntaak].naam for row in rows)


# --- what it would take --------------------------------------------------------------------------------------------


def _gaps(rapport: Rapport) -> Iterator[Hiaat]:
    """Every kerntaak in scope that is not covered, weakest first, with what is missing."""
    rows = [row for row in _shared(rapport, rapport.analyse.dekking) if row.status in BELOW_COVERED]
    for row in sorted(rows, key=lambda row: WEAKEST_FIRST.index(row.status)):  # else in the order of the catalog
        yield {
            "code": row.kerntaak,
            "naam": rapport.catalog.kerntaak[row.kerntaak].naam,
            "stand": load_wording().statussen[row.status].woord,
            "nodig": " ".join(_missing(row, rapport)),
        }


def _missing(row: Dekking, rapport: Rapport) -> Iterator[str]:
    words, alone, open_ = load_phrases().verantwoording, len(row.uitvoerders) == 1, bool(_missing_forms(rapport))
    if row.status == "ongedekt":
        yield words.nog_niemand if open_ else words.niemand
    elif row.status == "op_papier":
        yield from _missing_hours(row)
    if row.status == "kwetsbaar":
        yield words.nog_een if open_ else words.tweede
    elif alone and row.status == "op_papier" and not open_:
        yield words.ook_tweede
    if row.behoefte is not None and (row.status == "ongedekt" or row.uren_onbekend):
        yield words.nodig.format(nodig=dutch_number(row.behoefte))


def _missing_hours(row: Dekking) -> Iterator[str]:
    """Of a kerntaak that is only on paper: all time, or what its hours, all known, fall short of the need."""
    words = load_phrases().verantwoording
    nodig, tekort = dutch_number(row.behoefte or 0), dutch_number((row.behoefte or 0) - row.uren)
    if not row.uren:
        yield words.zonder_tijd
        if row.behoefte:
            yield words.nodig.format(nodig=nodig)
    else:
        told = len(row.uitvoerders) >= MENSEN
        yield (words.tekort if told else words.te_weinig).format(nodig=nodig, tekort=tekort)


def _room(rapport: Rapport) -> Iterator[str]:
    """Hours per week left under the known contracts together, and those beyond, each of so many people or not told."""
    words = load_phrases().verantwoording
    known = [omvang for omvang in rapport.analyse.omvang if omvang.contract is not None]
    room, over = ([omvang for omvang in known if hours(omvang)] for hours in (_vrij, _over))
    if len(room) >= MENSEN:
        uncertain = any(omvang.zonder_uren for omvang in room)
        text = words.ruimte_hoogstens if uncertain else words.ruimte
        yield text.format(ruimte=dutch_number(sum(map(_vrij, room))))
    elif not room and len(known) >= MENSEN:
        yield words.ruimte_geen
    if len(over) >= MENSEN:
        yield words.te_veel.format(over=dutch_number(sum(map(_over, over))))


_vrij, _over = attrgetter("vrij"), attrgetter("over")


# --- agreements ----------------------------------------------------------------------------------------------------


def _agreements(rapport: Rapport) -> str:
    """How many agreements hold and until when, never why: a reason can name a person; of few people nothing."""
    words = load_phrases().verantwoording
    if len(rapport.team) < MENSEN:
        return ""
    valid = {signaal.geldige_afspraak for signaal in rapport.analyse.signalen if signaal.geldige_afspraak}
    ends = sorted(afspraak.geldig_tot for afspraak in valid)
    if not ends:
        return words.geen_afspraken
    text = words.afspraak if len(ends) == 1 else words.afspraken
    return text.format(aantal=len(ends), eerste=dutch_date(ends[0]), laatste=dutch_date(ends[-1]))
