"""What a form holds when it is handed out: facts of the team workbook, the example profile, the stamp."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.base.names import printable
from pipeline.definitions.example import example_for
from pipeline.definitions.layout import Layout
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.reasons import reasons
from pipeline.forms.drawing.cells import Merk
from pipeline.model.catalog import COMPETENTIES, KERNTAKEN, Catalog, Groep, Voorbeeldprofiel
from pipeline.model.handed_out import answers_hash
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Plek, Value

VAN_MAX = 120  # characters: Excel has 255 for a whole footer


@dataclass(frozen=True, slots=True)
class Feiten:
    """What the live checks need of the team workbook beside the stamp.

    contracturen: hours per week, None when unknown; voorbeeld: kerntaken that the example pre-filled.
    """

    contracturen: float | None = None
    voorbeeld: frozenset[str] = frozenset()
    in_team: bool = False


@dataclass(frozen=True, slots=True)
class Invulling:
    """What a form holds when it is handed out. open: fixed cells that can be filled in all the same.

    van: whose form it is, on every sheet: name, personeelsnummer, steunpunt; "" on a blank form. verdeeld: whether
    the kerntaken are those that the team divided.
    """

    waarden: Mapping[Plek, Value]
    stempel: Mapping[str, str]
    uitgevoerd: Sequence[str] = ()  # names of the groups that the steunpunt performs
    merken: Mapping[Plek, Merk] = field(default_factory=dict)
    open: frozenset[Plek] = frozenset()
    feiten: Feiten = Feiten()
    van: str = ""
    verdeeld: bool = False


def stempel(
    catalog: Catalog, layout: Layout, steunpunt: Steunpunt | None, medewerker: Medewerker | None, vervangt: str = ""
) -> dict[str, str]:
    """The stamp of a form: who it is for and what it was made from. `formulier` identifies it, the same every time."""
    naam, map_ = (steunpunt.naam, steunpunt.map) if steunpunt else ("", "")
    nummer = medewerker.personeelsnummer if medewerker else ""
    identity = "\x1f".join((naam, map_, nummer, catalog.id, catalog.versie, vervangt))
    return {
        "formulier": hashlib.sha256(identity.encode()).hexdigest()[:16],
        "vervangt": vervangt,
        "versie": layout.versie,
        "catalogus": catalog.id,
        "catalogusversie": catalog.versie,
        "catalogushash": catalog.sha256,
        "personeelsnummer": nummer,
        "steunpunt": naam,
        "basisfuncties": " ".join(groep.code for groep in _performed(catalog, steunpunt)),
        "teamgrootte": str(len(steunpunt.team) + steunpunt.onbruikbaar) if steunpunt else "",
    }


def prefill(
    ontwerp: Ontwerp, steunpunt: Steunpunt | None, medewerker: Medewerker | None, vervangt: str = ""
) -> Invulling:
    """What a fresh form holds: the team workbook's facts, the example profile, and the kerntaken that everybody has.

    Of the example only what the steunpunt performs (design.md 2.2); the kerntaken that the team divided go before it.
    """
    catalog, voorbeeld = ontwerp.catalog, _example(ontwerp.catalog, steunpunt, medewerker)
    verdeeld = _divided(ontwerp, steunpunt, medewerker)
    waarden = _choices(ontwerp, voorbeeld, verdeeld)
    if medewerker:
        waarden |= {("functie", "", key): value for key, value in _person(medewerker).items()}
    if steunpunt:
        waarden["functie", "", "steunpunt"] = steunpunt.naam
    fixed = {"personeelsnummer": medewerker, "steunpunt": steunpunt}
    filled = {plek: value for plek, value in waarden.items() if value != ""}
    return Invulling(
        waarden=filled,
        stempel=handed_out(stempel(catalog, ontwerp.layout, steunpunt, medewerker, vervangt), filled),
        uitgevoerd=[groep.naam for groep in _performed(catalog, steunpunt)],
        open=frozenset(("functie", "", key) for key, known in fixed.items() if known is None),
        feiten=_feiten(medewerker, voorbeeld),
        van=_van(steunpunt, medewerker) if medewerker else "",
        verdeeld=bool(verdeeld),
    )


def _choices(
    ontwerp: Ontwerp, voorbeeld: Voorbeeldprofiel | None, verdeeld: Mapping[str, float | None]
) -> dict[Plek, Value]:
    """What is chosen: the kerntaken that everybody has, then the example, then what the team divided."""
    catalog, kolom = ontwerp.catalog, _choice(ontwerp, KERNTAKEN)
    waarden: dict[Plek, Value] = {(KERNTAKEN, code, kolom): "ja" for code in catalog.altijd}
    if voorbeeld:
        shown = _of_example(ontwerp, voorbeeld)
        waarden |= {plek: value for plek, value in shown.items() if not verdeeld or _goes_with(plek, verdeeld, catalog)}
    for code, uren in verdeeld.items():
        waarden[KERNTAKEN, code, kolom] = "ja"
        if uren is not None:
            waarden[KERNTAKEN, code, "uren"] = uren
    return waarden


def _divided(
    ontwerp: Ontwerp, steunpunt: Steunpunt | None, medewerker: Medewerker | None
) -> Mapping[str, float | None]:
    """The hours of somebody on the sheet Verdeling, where the form asks hours."""
    if not (steunpunt and medewerker and ontwerp.catalog.heeft_uren):
        return {}
    return steunpunt.verdeling.get(medewerker.personeelsnummer, {})


def _goes_with(plek: Plek, verdeeld: Mapping[str, float | None], catalog: Catalog) -> bool:
    """Whether an answer of an example holds beside kerntaken that were divided: its competencies for which they ask."""
    blad, code, _ = plek
    return blad != KERNTAKEN and (blad != COMPETENTIES or bool(reasons(code, [*verdeeld], (), catalog)))


def _of_example(ontwerp: Ontwerp, voorbeeld: Voorbeeldprofiel) -> dict[Plek, Value]:
    """What an example gives; on a form that asks something else than ja its values of the columns that are there."""
    formulier = ontwerp.layout.formulier
    given: dict[Plek, Value] = {("functie", "", "doel"): voorbeeld.doel}
    for blad, codes in ((KERNTAKEN, voorbeeld.kerntaken), (COMPETENTIES, voorbeeld.competenties)):
        kolom = formulier[blad].keuzekolom if blad in formulier else None
        if kolom and kolom.soort == "keuze":
            given |= {(blad, code, kolom.key): "ja" for code in codes}
    columns = {(blad, kolom.key) for blad, sheet in formulier.items() for kolom in sheet.antwoorden}
    return given | {(blad, code, key): value for blad, code, key, value in voorbeeld.waarden if (blad, key) in columns}


def _choice(ontwerp: Ontwerp, blad: str) -> str:
    """Key of the column with the choice."""
    kolom = ontwerp.layout.formulier[blad].keuzekolom
    return kolom.key if kolom else ""


def handed_out(stempel: Mapping[str, str], waarden: Mapping[Plek, Value], vorige: str = "") -> dict[str, str]:
    """The stamp with what the form holds, so that one that nobody touched is known; vorige: period of its answers."""
    return {**stempel, "uitgegeven": answers_hash(waarden.items()), "vorige_periode": vorige}


def _van(steunpunt: Steunpunt | None, medewerker: Medewerker) -> str:
    parts = (medewerker.naam, medewerker.personeelsnummer, steunpunt.naam if steunpunt else "")
    return " · ".join(" ".join(printable(part).split()) for part in parts if part)[:VAN_MAX]


def _example(catalog: Catalog, steunpunt: Steunpunt | None, medewerker: Medewerker | None) -> Voorbeeldprofiel | None:
    naam = medewerker.voorbeeldprofiel if medewerker else ""
    if steunpunt is None:
        return example_for(catalog, naam, ())
    return example_for(catalog, naam, steunpunt.uitgevoerd, steunpunt.eigen_voorbeelden(catalog))


def _feiten(medewerker: Medewerker | None, voorbeeld: Voorbeeldprofiel | None) -> Feiten:
    if medewerker is None:
        return Feiten()
    return Feiten(medewerker.contracturen, frozenset(voorbeeld.kerntaken if voorbeeld else ()), in_team=True)


def _person(medewerker: Medewerker) -> dict[str, Value]:
    keys = ("naam", "personeelsnummer", "functienaam", "contracturen", "leidinggevende")
    return {key: getattr(medewerker, key) for key in keys}


def _performed(catalog: Catalog, steunpunt: Steunpunt | None) -> list[Groep]:
    return [groep for groep in catalog.te_kiezen if steunpunt and steunpunt.voert_uit(groep)]
