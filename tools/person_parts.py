"""The parts that our templates about a person have in common: who, what changed, notes, what somebody does now."""

from __future__ import annotations

from tools.docx_parts import (
    TAB,
    cell,
    either_rows,
    every,
    gap,
    head_row,
    loop_rows,
    or_fill_in,
    par,
    row,
    run,
    table,
    when,
)


def person(title: str, left: tuple[str, str], *lines: str) -> str:
    """What it is, the function, and the person; left: label and field below the number; lines: more rows."""
    facts = (
        person_line("Naam", "{{ naam }}", "Steunpunt", "{{ steunpunt }}"),
        person_line("Personeelsnummer", "{{ personeelsnummer }}", "Leidinggevende", or_fill_in("leidinggevende")),
        person_line(*left, "Peildatum", or_fill_in("peildatum")),
    )
    return (
        par(title, "Bovenkop")
        + par("{{ functienaam }}", "Title")
        + table("Gegevens", PERSON, "Gegevens van functie en medewerker", *facts, *lines, first_row=False)
    )


PERSON = [2100, 3150, 1650, 2966]  # columns: label and text, twice


def person_line(*texts: str) -> str:
    """A row of the table of a person."""
    pairs = zip(PERSON, texts, ("Label", "Tabeltekst") * 2, strict=True)
    return row(*[cell(width, par(text, style)) for width, text, style in pairs])


def gewijzigd() -> str:
    """What changed since a former period, for those who sign."""
    widths = [2100, 7766]
    lines = every("regel in gewijzigd.regels", par("{{ regel }}", "Tabeltekst"))
    label = cell(widths[0], par("Gewijzigd sinds {{ gewijzigd.sinds }}", "Label"), tint=True)
    block = table(
        "Profieltabel", widths, "Wat is gewijzigd", row(label, cell(widths[1], lines, tint=True)), first_row=False
    )
    return when("gewijzigd.regels", gap(), block)


def purpose() -> str:
    """Why the function exists."""
    return when("doel", par("Doel van de functie", "Heading1"), par("{{ doel }}"))


def kernopgaven() -> str:
    """The dilemmas, with a column of notes where there is a note."""
    widths, notes = [4700, 5166], "kernopgaven_toegelicht"
    item = with_notes(
        notes, widths, par("{{ opgave.naam }}", "Tabeltekst"), par("{{ opgave.toelichting }}", "Tabeltekst")
    )
    rows = loop_rows("opgave in kernopgaven", 2, item)
    kop = with_notes(notes, widths, par("Dilemma in het werk", "Tabelkop"), par("Toelichting", "Tabelkop"), head=True)
    return when("kernopgaven", par("Kernopgaven", "Heading1"), table("Profieltabel", widths, "Kernopgaven", kop, rows))


def with_notes(notes: str, widths: list[int], name: str, note: str, *others: str, head: bool = False) -> str:
    """A row with its cell for notes where the field `notes` is filled, and else one where the name takes that room."""
    rest = [cell(width, other) for width, other in zip(widths[2:], others, strict=True)]
    full = row(cell(widths[0], name), cell(widths[1], note), *rest, head=head)
    wide = row(cell(sum(widths[:2]), name, span=2), *rest, head=head)
    return either_rows(notes, len(widths), full, wide)


def taken_nu() -> str:
    """How many kerntaken somebody does, by group and niveau, each niveau below the other."""
    widths = [4500, 5366]
    stop = '<w:tabs><w:tab w:val="left" w:pos="2350"/></w:tabs>'
    counts = (
        run("{%r for niveau in groep.niveaus %}")
        + run("{% if niveau.naam %}{{ niveau.naam }} {% endif %}")
        + run("{{ niveau.telling }}", "Strong")
        + run("{%r if not loop.last %}")
        + TAB
        + run("{%r endif %}")
        + run("{%r endfor %}")
    )
    item = row(cell(widths[0], par("{{ groep.naam }}", "Tabeltekst")), cell(widths[1], par(counts, "Tabeltekst", stop)))
    content = table(
        "Profieltabel",
        widths,
        "Wat de medewerker nu doet",
        head_row(widths, "{{ kop_groep }}", "Wat de medewerker nu doet"),
        loop_rows("groep in groepen", 2, item),
    )
    without = when("groepen_zonder", par("{{ groepen_zonder }}", "Klein"))
    return when(
        "groepen",
        par("{{ kop_kerntaken }} nu", "Heading1"),
        content,
        gap(),
        par("{{ kerntaken_samen }}"),
        without,
    )


def explained() -> str:
    """What the catalog says of the chosen kernopgaven and competencies, in the appendix."""
    bullet = par("{{ zin }}", "ListBullet")
    opgaven = every(
        "opgave in bijlage.kernopgaven",
        par("{{ opgave.naam }}", "Heading3"),
        when("opgave.beschrijving", par("{{ opgave.beschrijving }}")),
    )
    competenties = every(
        "competentie in bijlage.competenties",
        par("{{ competentie.naam }}", "Heading3"),
        when("competentie.definitie", par("{{ competentie.definitie }}")),
        when("competentie.processtappen", par("Hoe de medewerker dit doet", "Tussenkop")),
        every("zin in competentie.processtappen", bullet),
        when("competentie.resultaten", par("Wat het oplevert", "Tussenkop")),
        every("zin in competentie.resultaten", bullet),
    )
    return when("bijlage.kernopgaven", par("Kernopgaven", "Heading2"), opgaven) + when(
        "bijlage.competenties", par("Benodigde competenties", "Heading2"), competenties
    )
