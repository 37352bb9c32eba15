"""Finding code -> Dutch text, from schemas/messages.yaml; an unknown code or value is a programming error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pipeline.definitions.report_words import listed
from pipeline.definitions.rules import Rules
from pipeline.definitions.schema_files import load_schema
from pipeline.model.analysed import Ernst, Signaal
from pipeline.model.development import Gesprekspunt
from pipeline.model.findings import Finding, Severity
from pipeline.model.kept_run import Shown
from pipeline.model.record import Record


class Message(Record):
    """Text of a finding. vooraan: it is told before all others, for what it asks cannot wait."""

    ernst: Severity
    tekst: str
    oplossing: str
    vooraan: bool = False


class Signaaltekst(Record):
    """Text of a signal: its name where the rule has another one, what was seen, why it is one, what can be agreed."""

    naam: str = ""
    tekst: str
    waarom: str
    advies: str


class Signaalsoort(Record):
    """A rule of overload, by its code: the words for it, how it is worked out, and its text per severity.

    The names in `rekenwijze` are those of its thresholds (see Rules.grenzen_van).
    """

    naam: str
    rekenwijze: str
    rood: Signaaltekst | None = None
    oranje: Signaaltekst | None = None
    info: Signaaltekst | None = None


class Messages(Record):
    """The whole of schemas/messages.yaml."""

    bevindingen: dict[str, Message]
    signalen: dict[str, Signaalsoort]
    gesprekspunten: dict[str, Signaaltekst]
    algemene_afspraak: str
    oorzaken: dict[str, str]


@cache
def load_messages() -> Messages:
    """The shipped texts, read once per process."""
    return load_schema("messages.yaml", Messages)


def severity(code: str) -> Severity:
    """Severity of a finding code; KeyError when the catalog of messages does not know it."""
    return load_messages().bevindingen[code].ernst


def is_told_first(code: str) -> bool:
    """Whether a finding stands before all others on the screen; False for a code that is not known here."""
    message = load_messages().bevindingen.get(code)
    return message is not None and message.vooraan


def has_fout(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(severity(finding.code) == "fout" for finding in findings)


def show(finding: Finding) -> Shown:
    """A finding in words. KeyError when its code or one of the values that the text needs is missing."""
    message = load_messages().bevindingen[finding.code]
    place = {"bestand": finding.address.bestand, "blad": finding.address.blad, "cel": finding.address.cel}
    values = _with_cause(place | finding.values)
    return Shown(
        code=finding.code,
        ernst=message.ernst,
        tekst=message.tekst.format_map(values),
        oplossing=message.oplossing.format_map(values),
        personeelsnummer=finding.personeelsnummer or None,
        **place,
    )


def show_all(findings: Iterable[Finding]) -> tuple[Shown, ...]:
    """Findings in words, each with its place."""
    return tuple(map(show, findings))


def show_signaal(signaal: Signaal) -> Signaaltekst:
    """A signal in words. KeyError when the texts do not know its code and severity."""
    texts = _signaaltekst(signaal.code, signaal.ernst)
    values = _with_cause(signaal.values)
    return Signaaltekst(**{key: text.format_map(values) for key, text in texts})


def show_gesprekspunt(punt: Gesprekspunt, namen: Mapping[str, str]) -> Signaaltekst:
    """A point to talk about in words. namen: how the tasks and competencies are called, by code; else their code."""
    messages = load_messages()
    texts = messages.gesprekspunten[f"{punt.code}_{punt.oorzaak}" if punt.oorzaak else punt.code]
    wat = listed([namen.get(code, code) for code in punt.codes] or [messages.algemene_afspraak])
    return Signaaltekst(**{key: text.format(wat=wat) for key, text in texts})


def show_rekenwijzen(rules: Rules) -> Iterator[tuple[str, str]]:
    """The name of every rule of overload, and how it is worked out with these thresholds."""
    for code, soort in load_messages().signalen.items():
        yield soort.naam, soort.rekenwijze.format_map(rules.grenzen_van(code))


def signal_name(code: str, ernst: Ernst) -> str:
    """The name of a signal: nobody below the contract is said to be over it; "" for one that is not known here."""
    soort = load_messages().signalen.get(code)
    texts: Signaaltekst | None = getattr(soort, ernst, None)
    return (texts and texts.naam) or (soort.naam if soort else "")


def _with_cause(values: Mapping[str, str]) -> Mapping[str, str]:
    """The values with the words of their `oorzaak`, where that is a key of the causes."""
    cause = load_messages().oorzaken.get(values.get("oorzaak", ""))
    return {**values, "oorzaak": cause.format_map(values)} if cause else values


def _signaaltekst(code: str, ernst: Ernst) -> Signaaltekst:
    texts: Signaaltekst | None = getattr(load_messages().signalen[code], ernst)
    if texts is None:
        raise KeyError(f"{code} {ernst}")
    return texts
