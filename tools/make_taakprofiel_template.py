"""Make pipeline/templates/taakprofiel.docx from nothing: the profile of a catalog with a form of its own.

Run it to start anew: python -m tools.make_taakprofiel_template [file]. Changes made in Word are lost then.
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
    either_rows,
    every,
    gap,
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
from tools.person_parts import explained, gewijzigd, kernopgaven, person, purpose, taken_nu

# --- the core --------------------------------------------------------------------------------------------------------


def who() -> str:
    """Function and person, with the niveau of the function where there is one."""
    return person("Takenprofiel", ("{% if niveau %}Niveau{% endif %}", "{{ niveau }}"))


def competenties() -> str:
    """What the function needs and how much, by soort and area, with reasons and notes where there are any."""
    widths = [4100, 1250, 4516]
    soort = row(cell(WIDTH, par("{{ soort.naam }}", "Tabelgroep"), span=3, tint=True))
    gebied = row(cell(WIDTH, par("{{ gebied.naam }}", "Tabelondergroep"), span=3))
    note = run("{%r if competentie.toelichting %}") + run("{% if competentie.redenen %}. {% endif %}")
    note += run("{{ competentie.toelichting }}", "Emphasis") + run("{%r endif %}")
    name, needed = par("{{ competentie.naam }}", "Tabeltekst"), par("{{ competentie.nodig }}", "Tabeltekst")
    why = par(run("{{ competentie.redenen }}") + note, "Tabeltekst")
    heading = "{% if competenties_redenen %}Waarom nodig{% else %}Toelichting{% endif %}"
    kop = with_why(
        widths, par("Competentie", "Tabelkop"), par("Nodig", "Tabelkop"), par(heading, "Tabelkop"), head=True
    )
    items = loop_rows("competentie in gebied.competenties", 3, with_why(widths, name, needed, why))
    gebieden = loop_rows("gebied in soort.gebieden", 3, if_rows("gebied.naam", 3, gebied), items)
    rows = loop_rows("soort in competenties", 3, if_rows("soort.naam", 3, soort), gebieden)
    content = table("Profieltabel", widths, "Benodigde competenties", kop, rows)
    return when("competenties", par("Benodigde competenties", "Heading1"), content)


def with_why(widths: list[int], name: str, needed: str, why: str, *, head: bool = False) -> str:
    """A row with its cell for reasons and notes where there are any, and else one where the name takes that room."""
    full = row(*[cell(width, text) for width, text in zip(widths, (name, needed, why), strict=True)], head=head)
    wide = row(cell(widths[0] + widths[2], name, span=2), cell(widths[1], needed), head=head)
    return either_rows("competenties_uitleg", 3, full, wide)


def afspraken() -> str:
    """Agreements and remarks, where there are any."""
    widths = [2100, 7766]

    def line(label: str, field: str) -> str:
        texts = cell(widths[0], par(label, "Label")), cell(widths[1], par(f"{{{{ {field} }}}}", "Tabeltekst"))
        return if_rows(field, 2, row(*texts))

    rows = line("Over de omvang", "afspraken") + line("Opmerkingen", "opmerkingen")
    content = table("Profieltabel", widths, "Afspraken en opmerkingen", rows, first_row=False)
    return when("afspraken or opmerkingen", par("Afspraken en opmerkingen", "Heading1"), content)


def ondertekening() -> str:
    """The employee's own remark, and signatures of both: all on one page."""
    besproken = (
        "Medewerker en leidinggevende hebben dit profiel samen besproken. De medewerker tekent voor akkoord, of alleen "
        "voor gezien: dat zegt dat de medewerker het profiel kent, niet dat die het ermee eens is."
    )
    more = (
        signature_row("Ik teken voor", f"{BOX} akkoord   {BOX} gezien", f"{BOX} akkoord"),
        signature_row("Opmerking van de medewerker", "", height=900),
    )
    tekening = signatures(("Medewerker", "{{ naam }}"), ("Leidinggevende", "{{ leidinggevende }}"), more=more)
    slot = "{% if bijlage %}De bijlage hierna hoort bij dit profiel. {% endif %}{{ verklaring }} "
    slot += "Bron: {{ bron }} (catalogus {{ catalogusversie }})."
    return par("Ondertekening", "Heading1") + par(besproken, "Bijeen") + tekening + gap() + par(slot, "Klein")


# --- the appendix ----------------------------------------------------------------------------------------------------


def bijlage() -> str:
    """The kerntaken that are done, with descriptions and notes, and what the catalog says of the rest."""
    van = "{% if naam %}{{ naam }}{% else %}{{ personeelsnummer }}{% endif %}"
    groepen = every(
        "groep in bijlage.groepen",
        par("{{ groep.naam }}", "Heading3"),
        when("groep.omschrijving", par("{{ groep.omschrijving }}")),
        kerntaken(),
        gap(),
    )
    return when(
        "bijlage",
        par("Bijlage", "Bovenkop", "<w:pageBreakBefore/>"),
        par(f"Bijlage bij het takenprofiel van {van}", "Bijlagekop"),
        par("Personeelsnummer {{ personeelsnummer }}{% if functienaam %}, {{ functienaam }}{% endif %}", "Label"),
        gap(),
        when("bijlage.groepen", par("{{ kop_kerntaken }} die de medewerker nu doet", "Heading2"), groepen),
        explained(),
    )


def kerntaken() -> str:
    """The kerntaken of a group that are done, each with its soort and niveau, description and note."""
    widths = [7266, 2600]
    more = (
        when("taak.omschrijving", par("{{ taak.omschrijving }}", "Tabeltekst")),
        every("zin in taak.activiteiten", par("{{ zin }}", "ListBullet")),
        when("taak.toelichting", par(run("{{ taak.toelichting }}", "Emphasis"), "Tabeltekst")),
    )
    name = par(run("{{ taak.code }}") + TAB + run("{{ taak.naam }}"), "Tabelnaam", NUMBERED)
    item = row(cell(widths[0], name, *more), cell(widths[1], par("{{ taak.benaming }}", "Tabeltekst")))
    rows = loop_rows("taak in groep.kerntaken", 2, item)
    return table("Profieltabel", widths, "{{ groep.naam }}", rows, first_row=False)


NUMBERED = (
    '<w:tabs><w:tab w:val="left" w:pos="850"/></w:tabs><w:ind w:left="850" w:hanging="850"/>'  # codes of six signs
)


def make_template(target: Path) -> None:
    """Write the template; the same bytes at every run."""
    content = [
        who(),
        gewijzigd(),
        purpose(),
        taken_nu(),
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
    make_template(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES / "taakprofiel.docx")
