"""What was read is the same on the other side of the pipe."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

from pipeline.intake import packing  # noqa: F401  # pickle finds it through copyreg
from pipeline.intake.opdracht import Leesopdracht, plain_vorm
from pipeline.model.findings import Address, Finding
from pipeline.model.workbook import Answer, Overig, Row, Value, Werkmap


def through_the_pipe(what: object) -> object:
    """What the other side gets."""
    return ForkingPickler.loads(ForkingPickler.dumps(what))


def row(code: str, number: int, *values: Value) -> Row:
    """A row of a table with these answers, from column B on."""
    return Row(
        code,
        {f"kolom{place}": Answer(value, "{}{}".format("BCDEFGH"[place], number)) for place, value in enumerate(values)},
    )


def test_a_werkmap_is_the_same_on_the_other_side() -> None:
    """All of its fields; every kind of value, rows by another code than theirs, tables without rows or columns."""
    values = (None, "ja", "een lange toelichting", 1.0, True, 0.0, dt.date(2026, 11, 1))
    tabellen = {
        "kerntaken": (row("a", 7, *values), row("b", 900, *values[::-1]), row("a", 3, *[None] * 7)),
        "leeg": (),
        "zonder": (Row("c", {}),),
    }
    werkmap = Werkmap(
        "1001.xlsx",
        "ab12",
        {"versie": "1"},
        {"functie": {"naam": Answer("Anna", "B4")}},
        tabellen,
        (Finding("cel_fout", Address("1001.xlsx", "Kerntaken", "B7"), {"waar": ""}, "a", "uren"),),
        leesbaar=False,
        namen={"kerntaken": "Taken"},
        overig={"Notities": Overig("", {"A1": 2.5}, 1)},
    )
    assert all(getattr(werkmap, field.name) for field in fields(Werkmap) if field.name != "leesbaar")
    for _ in range(2):  # rows are remembered, as what they were
        assert repr(through_the_pipe(werkmap)) == repr(werkmap)


def test_how_forms_look_is_the_same_object_in_every_batch() -> None:
    """By it the child knows again what forms have in common."""
    vorm = plain_vorm("formulier")
    batch = [Leesopdracht(Path(f"{name}.xlsx"), name, "formulier", [vorm]) for name in "ab"]
    first, again = (through_the_pipe(batch) for _ in range(2))
    assert first == [Leesopdracht(file.pad, file.bestand, "formulier", [first[0].vormen[0]]) for file in batch]  # type: ignore[index]
    assert first[0].vormen[0] is first[1].vormen[0] is again[1].vormen[0]  # type: ignore[index]
    assert (first[0].vormen[0].bladen, first[0].vormen[0].gedrukt) == (vorm.bladen, None)  # type: ignore[index]
