"""Make pipeline/templates/verantwoording.docx from nothing: the account for the commissioner, at most two pages.

Run it to start anew: python -m tools.make_verantwoording_template [file]. Changes made in Word are lost then.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.docx_parts import (
    FILL_IN,
    TAB,
    TEMPLATES,
    cell,
    document,
    gap,
    head_row,
    loop_rows,
    or_fill_in,
    par,
    row,
    run,
    signatures,
    table,
    when,
    write_template,
)


def opening() -> str:
    """Who accounts to whom, for which period, and the picture in short."""
    return (
        par("{% if concept %}CONCEPT, {% endif %}Verantwoording {{ periode }}", "Bovenkop")
        + par("{{ steunpunt }}", "Title")
        + par(f"Voor de gemeente {or_fill_in('gemeente')}.")
        + when("concept", par(run("CONCEPT. ", "Strong") + run("{{ concept }}")))
        + par("In het kort", "Heading1")
        + par("{% for zin in samenvatting %}{{ zin }} {% endfor %}")
        + when("gewijzigd", par("{{ gewijzigd }}"))
    )


def basisfuncties() -> str:
    """What is performed and how it is covered, with hours; then what the words mean."""
    widths = [2900, 1250, 2016, 850, 950, 950, 950]
    titles = ("Basisfunctie", "Oordeel", "Kerntaken")
    numbers = ("Mensen", "Uren per week", "Uren nodig", "Uren daarvoor")
    kop = row(
        *[cell(width, par(title, "Tabelkop")) for width, title in zip(widths[:3], titles, strict=True)],
        *[cell(width, par(title, "Tabelkopgetal")) for width, title in zip(widths[3:], numbers, strict=True)],
        head=True,
    )
    texts = [par(f"{{{{ groep.{field} }}}}", "Tabeltekst") for field in ("naam", "oordeel", "kerntaken")]
    figures = [par(f"{{{{ groep.{field} }}}}", "Tabelgetal") for field in ("mensen", "uren", "nodig", "uren_daarvoor")]
    groep = row(*[cell(width, text) for width, text in zip(widths, (*texts, *figures), strict=True)])
    content = table(
        "Profieltabel", widths, "Basisfuncties met oordeel en uren", kop, loop_rows("groep in basisfuncties", 7, groep)
    )
    meaning = par(
        "Het oordeel is dat van de zwakste kerntaak. Uren nodig en uren daarvoor gaan over dezelfde kerntaken: die"
        " waarvan de behoefte is opgegeven. {% for begrip in legenda %}"
        "{{ begrip.woord }}: {{ begrip.uitleg }} {% endfor %}",
        "Klein",
    )
    return (
        par("Basisfuncties", "Heading1")
        + content
        + gap()
        + when("uren_opmerking", par("{{ uren_opmerking }}"))
        + meaning
    )


def not_performed() -> str:
    """What is not done, by choice or because nobody asks for it."""
    return when(
        "niet_uitgevoerd or niet_gekozen",
        par("Wat het steunpunt niet doet", "Heading1"),
        when(
            "niet_uitgevoerd", par("Het steunpunt voert deze basisfuncties niet uit: {{ niet_uitgevoerd|join('; ') }}.")
        ),
        when("niet_gekozen", par("Om deze kerntaken is niet gevraagd: {{ niet_gekozen|join('; ') }}.")),
    )


def gaps() -> str:
    """What it would take to close each gap, and the room there is."""
    widths = [4400, 1200, 4266]
    naam = par(run("{{ hiaat.code }}.") + TAB + run("{{ hiaat.naam }}"), "Tabelnaam")
    stand, nodig = par("{{ hiaat.stand }}", "Tabeltekst"), par("{{ hiaat.nodig }}", "Tabeltekst")
    item = row(*[cell(width, text) for width, text in zip(widths, (naam, stand, nodig), strict=True)])
    kop = head_row(widths, "Kerntaak", "Stand", "Wat er ontbreekt")
    content = table(
        "Profieltabel", widths, "Kerntaken die niet gedekt zijn", kop, loop_rows("hiaat in hiaten", 3, item)
    )
    none = par("Alle kerntaken die het steunpunt uitvoert, zijn gedekt.")
    either = par("{%p if hiaten %}") + content + gap() + par("{%p else %}") + none + par("{%p endif %}")
    room = when("ruimte", par("{{ ruimte|join(' ') }}"))
    return par("Wat er nodig is", "Heading1") + either + room


def agreements() -> str:
    """What was agreed, what is agreed now, and both signatures: all on one page."""
    widths = [2900, 6966]

    def to_write(label: str, height: int) -> str:
        return row(cell(widths[0], par(label, "Labelblijf")), cell(widths[1], par("", "Tabelblijf")), height=height)

    rows = (
        to_write("Dit pakt het steunpunt op", 560),
        to_write("Dit pakt het steunpunt niet op", 560),
        to_write("Opmerkingen", 560),
    )
    talk = "Steunpunt en gemeente bespreken samen welke activiteiten het steunpunt oppakt en welke niet (Stap 4)."
    return (
        par("Afspraken", "Heading1")
        + when("afspraken", par("{{ afspraken }}", "Bijeen"))
        + par(talk, "Bijeen")
        + table("Handtekeningen", widths, "Afspraken en opmerkingen", *rows, first_row=False)
        + par("Ondertekening", "Heading1")
        + signatures(("Steunpunt", FILL_IN), ("Gemeente", FILL_IN), "Functie")
        + gap()
        + par("{{ verklaring }} Bron: {{ bron }} (catalogus {{ catalogusversie }}).", "Klein")
    )


def make_template(target: Path) -> None:
    """Write the template; the same bytes at every run."""
    body = document(opening(), basisfuncties(), not_performed(), gaps(), agreements())
    footer = "{% if concept %}CONCEPT, {% endif %}Verantwoording {{ periode }}, versie {{ versie }}"
    write_template(target, body, footer, "Verantwoording {{ steunpunt }}, {{ periode }}")


if __name__ == "__main__":
    make_template(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES / "verantwoording.docx")
