"""A reminder: ready to send, to one leidinggevende, of one steunpunt."""

from __future__ import annotations

from pipeline.analysis.returns import Leiding, follow_returns
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Beoordeeld, Oordeel
from pipeline.render.pages.herinnering import FAULTS, is_due, make_herinnering
from tests.analysis.test_returns import oordeel, steunpunt


def leiding(*oordelen: Oordeel, ontbrekend: tuple[str, ...] = ()) -> Leiding:
    """The one leidinggevende of a steunpunt."""
    (one,) = follow_returns(Beoordeeld(steunpunt("1 Lies\n2 Lies\n3 Lies"), oordelen, ontbrekend=ontbrekend))
    return one


def text(one: Leiding, terug_naar: str = "") -> list[str]:
    """The lines of the reminder."""
    return make_herinnering(one, "Steunpunt Dorp", "2026-11", terug_naar, {"formulieren/2.xlsx": "2.xlsx"}).split(
        "\r\n"
    )


def test_it_says_who_is_not_back_and_that_a_peildatum_may_be_enough() -> None:
    """In the words of the form; who is ready is not named."""
    lines = text(leiding(oordeel("1", "niet_terug"), oordeel("3", "goedgekeurd"), ontbrekend=("2",)))
    assert lines[:3] == ["Onderwerp: formulieren van Steunpunt Dorp, november 2026", "", "Beste Lies,"]
    assert lines[lines.index("Nog niet ingevuld:") + 1] == "- P1 (1)"
    assert lines[lines.index("Hiervan hebben we geen formulier:") + 1] == "- P2 (2)"
    assert "Klopt alles? Vul de peildatum in" in "\n".join(lines)
    assert "P3" not in "\n".join(lines)


def test_of_a_form_to_correct_it_gives_the_file_and_the_first_faults() -> None:
    """With the remedy; warnings do not hold a form up, and all of it stands on its sheet of findings."""
    fault = Finding(
        "keuze_onleesbaar", Address("formulieren/2.xlsx", "Kerntaken", "E16"), {"waar": " (code k)", "teken": ""}
    )
    warning = Finding("stempel_ontbreekt", Address("formulieren/2.xlsx"))
    wrong = Oordeel(oordeel("2", "afgekeurd").werkmap, "afgekeurd", "2", (warning, *[fault] * (FAULTS + 2)))
    lines = text(leiding(wrong, oordeel("1", "goedgekeurd"), oordeel("3", "goedgekeurd")))
    start = lines.index("- P2 (2)")
    assert lines[start + 1] == "  Bestand: 2.xlsx"
    told = lines[start + 2 : start + 2 + FAULTS]
    assert (
        told
        == ["  Kerntaken: In cel E16 staat geen ja of nee (code k). Kies ja of nee uit de lijst, of maak de cel leeg."]
        * FAULTS
    )
    assert lines[start + 2 + FAULTS] == "  En nog 2 punten."


def test_it_says_where_the_forms_go() -> None:
    """To the address of the settings, or back to whoever sent it."""
    one = leiding(oordeel("1", "niet_terug"))
    assert "Stuur de formulieren naar hr@dorp.example." in text(one, "hr@dorp.example")
    assert "Stuur de formulieren terug als antwoord op dit bericht." in text(one)


def test_nobody_is_reminded_of_what_is_for_hr_or_is_done() -> None:
    """Accepted forms, and one that lies in another folder."""
    done = [oordeel(nummer, "goedgekeurd") for nummer in "123"]
    (elsewhere,) = follow_returns(Beoordeeld(steunpunt("1 Lies"), elders=("1",)))
    assert not is_due(leiding(*done)) and not is_due(elsewhere)
    assert is_due(leiding(*done[1:], ontbrekend=("1",)))
