"""Make pipeline/templates/brief.docx from nothing: the letter that goes with the forms to a leidinggevende, one page.

Run it to start anew: python -m tools.make_brief_template [file]. Changes made in Word are lost then.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.docx_parts import (
    TEMPLATES,
    cell,
    document,
    gap,
    head_row,
    loop_rows,
    par,
    row,
    run,
    table,
    when,
    write_template,
)


def opening() -> str:
    """For whom, how many forms, and before when they are to be back."""
    ask = (
        run("In dit pakket {% if formulieren|length == 1 %}zit{% else %}zitten{% endif %} {{ aantal }} van je team. ")
        + run("Stuur wat je moet invullen of verbeteren")
        + run("{% if uiterlijk %} uiterlijk ")
        + run("{{ uiterlijk }}", "Strong")
        + run("{% endif %} terug{% if terug_naar %} naar ")
        + run("{{ terug_naar }}", "Strong")
        + run("{% else %}, als antwoord op het bericht waar dit pakket bij zat{% endif %}.")
    )
    return (
        par("Formulieren voor profielen", "Bovenkop")
        + par("{{ steunpunt }}", "Title")
        + par("Beste {% if leidinggevende %}{{ leidinggevende }}{% else %}leidinggevende{% endif %},")
        + par(ask)
    )


def forms() -> str:
    """Each form: whose, which file, what to do."""
    widths = [3000, 3266, 3600]
    naam = par(run("{{ formulier.naam }}") + run(" ({{ formulier.personeelsnummer }})"), "Tabeltekst")
    bestand, wat = par("{{ formulier.bestand }}", "Tabeltekst"), par("{{ formulier.wat }}", "Tabeltekst")
    item = row(*[cell(width, text) for width, text in zip(widths, (naam, bestand, wat), strict=True)])
    kop = head_row(widths, "Medewerker", "Bestand", "Wat vragen we?")
    content = table(
        "Profieltabel", widths, "De formulieren in dit pakket", kop, loop_rows("formulier in formulieren", 3, item)
    )
    return content + gap()


def opening_a_form() -> str:
    """How to get at a form that came by mail, and when it is ready."""

    def step(title: str, text: str) -> str:
        return par(run(f"{title} ", "Strong") + run(text), "ListBullet")

    return (
        par("Zo open je een formulier", "Heading1")
        + step(
            "Pak het pakket eerst uit.",
            "Klik met de rechtermuisknop op het zip-bestand en kies “Alles uitpakken”. Wat je invult in het zip-bestand"
            " zelf, gaat verloren.",
        )
        + step(
            "Klik op “Bewerken inschakelen”.",
            "Excel opent een formulier dat per mail kwam in de Beveiligde weergave: met een gele balk bovenaan. Zonder"
            " die klik kun je niets invullen en rekent het formulier niet mee.",
        )
        + step("Begin op het blad Uitleg.", "Daar staat welke stap je op welk blad neemt.")
        + step(
            "Kijk aan het eind op het blad Controle.",
            "Daar staat wat er nog ontbreekt, of dat het formulier gereed is om in te leveren.",
        )
    )


def sending_back() -> str:
    """What a peildatum alone says, how to send the forms back, and what they hold."""
    return (
        par("Terugsturen", "Heading1")
        + par(
            run("Klopt alles? Vul de peildatum in. ", "Strong")
            + run(
                "Is een formulier al goed zoals het is, dan is dat genoeg. De peildatum staat op het blad Functie."
                " Zonder peildatum weten we niet dat je hebt gekeken."
            )
        )
        + when(
            "verbeteren",
            par(
                "In een formulier om te verbeteren staan je eigen antwoorden nog. De cellen waar iets mee is, zijn"
                " gemarkeerd. Verbeter ze in dat bestand: het komt in plaats van het vorige."
            ),
        )
        + when(
            "opnieuw",
            par("Een formulier om na te kijken opent met een lijst van wat er sinds de vorige keer anders is."),
        )
        + par(
            "Sla elk formulier op als Excel-bestand (.xlsx) en stuur de losse formulieren terug, niet het zip-bestand."
            " Een andere bestandsnaam mag. Er staan persoonsgegevens in: stuur ze niet naar anderen door."
        )
        + par("Werkwijze: {{ bron }}.", "Klein")
    )


def make_template(target: Path) -> None:
    """Write the template; the same bytes at every run."""
    body = document(opening(), forms(), opening_a_form(), sending_back())
    write_template(target, body, "Brief bij de formulieren", "Brief bij de formulieren van {{ steunpunt }}")


if __name__ == "__main__":
    make_template(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES / "brief.docx")
