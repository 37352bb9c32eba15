"""Make pipeline/templates/ontwikkeling.docx from nothing: the development document of one person.

Run it to start anew: python -m tools.make_ontwikkeling_template [file]. Changes made in Word are lost then.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.docx_parts import (
    TEMPLATES,
    WIDTH,
    cell,
    document,
    either_rows,
    gap,
    head_row,
    if_rows,
    loop_rows,
    or_fill_in,
    par,
    row,
    run,
    signature_row,
    signatures,
    table,
    when,
    write_template,
)
from tools.person_parts import PERSON, gewijzigd, person, person_line, taken_nu

CODE = 950  # column for a code


def text(field: str) -> str:
    """A paragraph of a table with one field."""
    return par(f"{{{{ {field} }}}}", "Tabeltekst")


def noted(naam: str, note: str) -> str:
    """A name, with the note below it."""
    return text(naam) + when(note, par(run(f"{{{{ {note} }}}}", "Emphasis"), "Tabeltekst"))


def who() -> str:
    """Function and person, the position, and who filled in the form."""
    wide = cell(PERSON[0], par("Positie, rol en inschaling", "Label")), cell(sum(PERSON[1:]), text("positie"), span=3)
    niveau = if_rows("niveau", 4, person_line("Niveau", "{{ niveau }}", "", ""))
    positie = if_rows("positie", 4, row(*wide))
    return person("Ontwikkeldocument", ("Ingevuld door", or_fill_in("ingevuld_door")), niveau, positie)


# --- tasks -----------------------------------------------------------------------------------------------------------


def tasks(field: str, heading: str, caption: str) -> str:
    """Kerntaken to talk about."""
    widths = [CODE, 6116, 2800]
    item = row(
        cell(widths[0], text("taak.code")),
        cell(widths[1], noted("taak.naam", "taak.toelichting")),
        cell(widths[2], text("taak.groep")),
    )
    kop = head_row(widths, "Code", "{{ kop_kerntaak }}", "{{ kop_groep }}")
    content = table("Profieltabel", widths, caption, kop, loop_rows(f"taak in {field}", 3, item))
    return when(field, par(heading, "Heading1"), content)


def to_learn() -> str:
    """Kerntaken to develop, by niveau."""
    widths = [CODE, 4916, 2600, 1400]
    niveau = row(cell(WIDTH, par("{{ niveau.naam }}", "Tabelgroep"), span=4, tint=True))
    item = row(
        cell(widths[0], text("taak.code")),
        cell(widths[1], noted("taak.naam", "taak.toelichting")),
        cell(widths[2], text("taak.groep")),
        cell(widths[3], text("taak.ontwikkelen")),
    )
    rows = loop_rows(
        "niveau in kerntaken", 4, if_rows("niveau.naam", 4, niveau), loop_rows("taak in niveau.kerntaken", 4, item)
    )
    kop = head_row(widths, "Code", "{{ kop_kerntaak }}", "{{ kop_groep }}", "Ontwikkelen")
    content = table("Profieltabel", widths, "Taken om te ontwikkelen", kop, rows)
    return when("kerntaken", par("{{ kop_kerntaken }} om te ontwikkelen", "Heading1"), content)


# --- competencies ----------------------------------------------------------------------------------------------------


def competenties(field: str, heading: str, caption: str) -> str:
    """Competencies with what was answered; a column for the grade where that is asked."""
    widths = [CODE, 3916, 1500, 2000, 1500]
    kop = graded(widths, *[par(title, "Tabelkop") for title in TITLES], head=True)
    item = graded(
        widths,
        text("competentie.code"),
        noted("competentie.naam", "competentie.toelichting"),
        text("competentie.nodig"),
        text("competentie.mate"),
        text("competentie.ontwikkelen"),
    )
    content = table("Profieltabel", widths, caption, kop, loop_rows(f"competentie in {field}", 5, item))
    return when(field, par(heading, "Heading1"), content)


TITLES = ("Code", "Competentie", "Nodig", "Mate van ontwikkeling", "Ontwikkelen")


def graded(widths: list[int], code: str, naam: str, nodig: str, mate: str, learn: str, *, head: bool = False) -> str:
    """A row with its cell for the grade, and one without, where the name takes that room."""
    texts = (code, naam, nodig, mate, learn)
    full = row(*[cell(width, each) for width, each in zip(widths, texts, strict=True)], head=head)
    name = cell(widths[1] + widths[3], naam, span=2)
    short = row(cell(widths[0], code), name, cell(widths[2], nodig), cell(widths[4], learn), head=head)
    return either_rows("mate_gevraagd", 5, full, short)


# --- what to talk about, and what was agreed --------------------------------------------------------------------------


def gesprekspunten() -> str:
    """What was seen and why it is said, and what can be agreed."""
    widths = [5466, 4400]
    seen = text("punt.tekst") + par(run("{{ punt.waarom }}", "Emphasis"), "Tabeltekst")
    item = row(cell(widths[0], seen), cell(widths[1], text("punt.advies")))
    kop = head_row(widths, "Wat valt op, en waarom", "Wat je kunt afspreken")
    content = table("Profieltabel", widths, "Gesprekspunten", kop, loop_rows("punt in gesprekspunten", 2, item))
    return when("gesprekspunten", par("Gesprekspunten", "Heading1"), content)


def afspraken() -> str:
    """What, how, with whom, by when, done; points where there is a norm."""
    widths = [2250, 2316, 1400, 1200, 1350, 1350]
    points = when("afspraak.punten", par("Punten: {{ afspraak.punten }}", "Label"))
    bij = par(run("{{ afspraak.code }} {{ afspraak.naam }}"), "Tabeltekst")
    item = row(
        cell(widths[0], bij),
        cell(widths[1], text("afspraak.afspraak"), points),
        cell(widths[2], text("afspraak.vorm")),
        cell(widths[3], text("afspraak.met_wie")),
        cell(widths[4], text("afspraak.gereed_op")),
        cell(widths[5], text("afspraak.klaar_op")),
    )
    kop = head_row(widths, "Waarbij", "Afspraak", "Vorm", "Met wie", "Gereed op", "Klaar op")
    content = table("Profieltabel", widths, "Afspraken", kop, loop_rows("afspraak in afspraken", 6, item))
    none = par("Er zijn nog geen afspraken.")
    either = par("{%p if afspraken %}") + content + par("{%p else %}") + none + par("{%p endif %}")
    punten = when("punten", gap(), par("Punten in {{ jaar }}: {{ punten }}."))
    return par("Afspraken", "Heading1") + either + punten


def ondertekening() -> str:
    """What it is, the employee's own remark, and signatures of both: all on one page."""
    besproken = "{{ verklaring }} Medewerker en leidinggevende hebben het samen besproken."
    more = (signature_row("Opmerking van de medewerker", "", height=900),)
    tekening = signatures(("Medewerker", "{{ naam }}"), ("Leidinggevende", "{{ leidinggevende }}"), more=more)
    slot = "Bron: {{ bron }} (catalogus {{ catalogusversie }})."
    return par("Ondertekening", "Heading1") + par(besproken, "Bijeen") + tekening + gap() + par(slot, "Klein")


def make_template(target: Path) -> None:
    """Write the template; the same bytes at every run."""
    content = [
        who(),
        gewijzigd(),
        taken_nu(),
        tasks("past_niet", "Past niet (meer): bespreek overdragen", "Taken die niet meer passen"),
        tasks("past_nog_niet", "Past, nog niet gedaan", "Taken die passen en nog niet gedaan worden"),
        to_learn(),
        competenties("competenties", "Competenties om te ontwikkelen of te bespreken", "Competenties om te leren"),
        competenties("overige_competenties", "Andere competenties", "Andere competenties"),
        gesprekspunten(),
        afspraken(),
        ondertekening(),
    ]
    footer = run("Ontwikkeldocument {{ personeelsnummer }}, versie {{ versie }} ") + run("{{ kenmerk }}", "Kenmerk")
    title = "Ontwikkeldocument {{ functienaam }} ({{ personeelsnummer }})"
    write_template(target, document(*content), footer, title)


if __name__ == "__main__":
    make_template(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES / "ontwikkeling.docx")
