"""Make pipeline/templates/profiel.docx from nothing, so that it holds only what a profile needs.

Run it to start anew: python -m tools.make_profiel_template [file]. Changes made in Word are lost then.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.docx_parts import (
    BOX,
    TAB,
    TEMPLATES,
    WIDTH,
    cell,
    document,
    every,
    gap,
    head_row,
    if_rows,
    loop_rows,
    par,
    row,
    run,
    signature_row,
    signatures,
    table,
    when,
    write_template,
)
from tools.person_parts import explained, gewijzigd, kernopgaven, person, purpose, with_notes

# --- the core --------------------------------------------------------------------------------------------------------


def kerntaken() -> str:
    """The tasks by soort and group, with hours; a column of notes where there is a note."""
    widths = [4700, 3816, 1350]
    soort = row(cell(WIDTH, par("{{ soort.naam }}", "Tabelgroep"), span=3, tint=True))
    groep = row(cell(WIDTH, par("{{ groep.naam }}", "Tabelondergroep"), span=3))
    naam = run("{{ taak.naam }}{% if taak.niveau %} ({{ taak.niveau }}){% endif %}")
    taak = with_notes(
        "kerntaken_toegelicht",
        widths,
        par(run("{{ taak.code }}.") + TAB + naam, "Tabelnaam"),
        par("{{ taak.toelichting }}", "Tabeltekst"),
        par("{{ taak.uren }}", "Tabelgetal"),
    )
    samen = row(
        cell(
            sum(widths[:2]),
            par(run("Samen", "Strong") + run(", {{ uren_toelichting }}"), "Tabeltekst"),
            span=2,
            tint=True,
        ),
        cell(widths[2], par(run("{{ uren_samen }}", "Strong"), "Tabelgetal"), tint=True),
    )
    taken = loop_rows("taak in groep.taken", 3, taak)
    groepen = loop_rows("groep in soort.groepen", 3, if_rows("groep.naam", 3, groep), taken)
    rows = loop_rows("soort in kerntaken", 3, soort, groepen)
    kop = with_notes(
        "kerntaken_toegelicht",
        widths,
        par("Kerntaak", "Tabelkop"),
        par("Toelichting", "Tabelkop"),
        par("Uren per week", "Tabelkopgetal"),
        head=True,
    )
    return par("Kerntaken", "Heading1") + table("Profieltabel", widths, "Kerntaken met uren", kop, rows, samen)


def competenties() -> str:
    """What the function needs, of which soort, why, and notes."""
    widths = [4100, 5766]
    note = run("{%r if competentie.toelichting %}") + run(". ") + run("{{ competentie.toelichting }}", "Emphasis")
    why = cell(widths[1], par(run("{{ competentie.redenen }}") + note + run("{%r endif %}"), "Tabeltekst"))
    naam = "{{ competentie.naam }}{% if competentie.soort %} ({{ competentie.soort|lower }}){% endif %}"
    item = row(cell(widths[0], par(naam, "Tabeltekst")), why)
    rows = loop_rows("competentie in competenties", 2, item)
    kop = head_row(widths, "Competentie", "Waarom nodig{% if competenties_toegelicht %}, met toelichting{% endif %}")
    content = table("Profieltabel", widths, "Benodigde competenties met redenen", kop, rows)
    return when("competenties", par("Benodigde competenties", "Heading1"), content)


def afspraken() -> str:
    """Agreements and points of attention."""
    widths = [2100, 7766]

    def line(label: str, *paragraphs: str) -> str:
        return row(cell(widths[0], par(label, "Label")), cell(widths[1], *paragraphs))

    def text(content: str) -> str:
        return par(content, "Tabeltekst")

    vastgelegd = text("{{ afspraak.reden }} (geldig tot en met {{ afspraak.geldig_tot }})")
    rows = (
        if_rows("afspraken", 2, line("Over de omvang", text("{{ afspraken }}"))),
        loop_rows("afspraak in vastgelegd", 2, line("Vastgelegd door HR", vastgelegd)),
        loop_rows("punt in aandachtspunten", 2, line("Aandachtspunt", text("{{ punt.tekst }} {{ punt.advies }}"))),
        if_rows("opmerkingen", 2, line("Opmerkingen", text("{{ opmerkingen }}"))),
    )
    content = table("Profieltabel", widths, "Afspraken en aandachtspunten", *rows, first_row=False)
    present = "afspraken or vastgelegd or aandachtspunten or opmerkingen"
    none = par("Er zijn geen bijzondere afspraken of aandachtspunten.")
    either = par(f"{{%p if {present} %}}") + content + par("{%p else %}") + none + par("{%p endif %}")
    return par("Afspraken en aandachtspunten", "Heading1") + either


def ondertekening() -> str:
    """The employee's own remark, and signatures of both: all on one page."""
    besproken = (
        "Medewerker en leidinggevende hebben dit profiel samen besproken. De medewerker tekent voor akkoord, of alleen "
    )
    besproken += "voor gezien: dat zegt dat de medewerker het profiel kent, niet dat die het ermee eens is."
    more = (
        signature_row("Ik teken voor", f"{BOX} akkoord   {BOX} gezien", f"{BOX} akkoord"),
        signature_row("Opmerking van de medewerker", "", height=900),
    )
    tekening = signatures(("Medewerker", "{{ naam }}"), ("Leidinggevende", "{{ leidinggevende }}"), more=more)
    slot = "{% if bijlage %}De bijlage hierna hoort niet bij wat wordt ondertekend. {% endif %}{{ verklaring }} "
    slot += "Bron: {{ bron }} (catalogus {{ catalogusversie }})."
    return par("Ondertekening", "Heading1") + par(besproken, "Bijeen") + tekening + gap() + par(slot, "Klein")


# --- the appendix ----------------------------------------------------------------------------------------------------


def bijlage() -> str:
    """Descriptions, activities, process steps and results of what was chosen."""
    bullet = par("{{ zin }}", "ListBullet")
    intro = "Deze bijlage legt uit wat er in het takenprofiel is gekozen. Zij hoort erbij, maar wordt niet ondertekend."
    van = "{% if naam %}{{ naam }}{% else %}{{ personeelsnummer }}{% endif %}"
    groepen = every("groep in bijlage.groepen", par("{{ groep.naam }}", "Heading3"), par("{{ groep.omschrijving }}"))
    taken = every(
        "taak in bijlage.kerntaken",
        par("{{ taak.code }}.  {{ taak.naam }}", "Heading3"),
        when("taak.omschrijving", par("{{ taak.omschrijving }}")),
        every("zin in taak.activiteiten", bullet),
    )
    return when(
        "bijlage",
        par("Bijlage, niet ondertekend", "Bovenkop", "<w:pageBreakBefore/>"),
        par(f"Uitleg bij het takenprofiel van {van}", "Bijlagekop"),
        par("Personeelsnummer {{ personeelsnummer }}{% if functienaam %}, {{ functienaam }}{% endif %}", "Label"),
        gap(),
        par(intro),
        when("bijlage.groepen", par("Waar de kerntaken bij horen", "Heading2"), groepen),
        when("bijlage.kerntaken", par("Kerntaken", "Heading2"), taken),
        explained(),
    )


def make_template(target: Path) -> None:
    """Write the template; the same bytes at every run."""
    content = [
        person("Takenprofiel", ("Contracturen per week", "{{ contracturen }}")),
        gewijzigd(),
        purpose(),
        kerntaken(),
        kernopgaven(),
        competenties(),
        afspraken(),
        ondertekening(),
    ]
    footer = run("Takenprofiel {{ personeelsnummer }}, versie {{ versie }} ") + run("{{ kenmerk }}", "Kenmerk")
    write_template(
        target, document(*content, bijlage()), footer, "Takenprofiel {{ functienaam }} ({{ personeelsnummer }})"
    )


if __name__ == "__main__":
    make_template(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES / "profiel.docx")
