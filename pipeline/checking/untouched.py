"""Whether somebody did anything with a form since it was handed out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checking.parsed_form import Ingevuld
from pipeline.checking.parsers import Parser, parsers_of
from pipeline.intake.values import Unreadable, parse_nummer, parse_tekst
from pipeline.model.handed_out import answers_hash
from pipeline.model.personeelsnummer import same_nummer
from pipeline.model.workbook import Plek, Value, Werkmap


def is_untouched(form: Ingevuld) -> bool:
    """design.md 2.2: whether a first form of somebody in the team still holds just what it was handed out with.

    One that was handed out again holds the accepted answers of a former period: it counts. A date says that all is
    right as it is; a first form is handed out without one.
    """
    return not is_reissued(form.werkmap) and form.veld("peildatum").value is None and is_as_handed_out(form)


def is_reissued(werkmap: Werkmap) -> bool:
    """Whether a form was handed out with the answers of a former period."""
    return bool(werkmap.stempel.get("vorige_periode"))


def is_as_handed_out(form: Ingevuld) -> bool:
    """Whether a form of somebody in the team, first or not, still holds just what it was handed out with.

    A stray cell or a comment is a finding of reading, so that form is touched. Without the hash of what it held (an
    older form) nobody knows, and it is judged.
    """
    werkmap = form.werkmap
    held, stamped = werkmap.stempel.get("uitgegeven", ""), parse_nummer(werkmap.stempel.get("personeelsnummer", ""))
    if not held or werkmap.findings:
        return False
    return form.medewerker is not None and same_nummer(stamped, form.nummer) and answers_hash(_answers(form)) == held


def _answers(form: Ingevuld) -> Iterator[tuple[Plek, Value]]:
    """Every answer, read as far as it can be; what cannot be read counts as it was typed."""
    parsers = parsers_of(form.catalog, form.layout)
    for key, labels in form.werkmap.velden.items():
        for label, answer in labels.items():
            yield (key, "", label), _read_as(parsers.get((key, label), parse_tekst), answer.value)
    for key, rows in form.werkmap.tabellen.items():
        for row in rows:
            for kolom, answer in row.answers.items():
                if kolom != "code" and answer.value is not None:
                    yield (key, row.code, kolom), _read_as(parsers.get((key, kolom), parse_tekst), answer.value)


def _read_as(parser: Parser, value: Value) -> Value:
    parsed = parser(value)
    return value if isinstance(parsed, Unreadable) else parsed
