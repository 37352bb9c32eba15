"""`inleveren`: what came by mail goes where it belongs, nothing is overwritten, nothing is lost (design.md 6)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import pipeline.delivery.period.files
from pipeline.collect import Ingeleverd, collect_forms
from pipeline.run import Opdracht, run
from tests.end_to_end.test_cli import profielbouwer
from tests.support.folders import files, form_of
from tests.support.office import type_in_cell

NAME = "1002 Bram Verzonnen.xlsx"


@pytest.fixture
def post(example: Path) -> Path:
    """The folder postvak/ of the example."""
    (example / "postvak").mkdir()
    return example / "postvak"


def forms(example: Path) -> Path:
    """The forms of Zonnedael."""
    return example / "zonnedael" / "formulieren"


def mailed(post: Path, name: str = "van Bram.xlsx", **answers: object) -> Path:
    """A copy of the form of 1002 in postvak/, with notes beside some kerntaken."""
    path = post / name
    path.parent.mkdir(exist_ok=True)
    shutil.copyfile(forms(post.parent) / NAME, path)
    for code, note in answers.items():
        type_in_cell(path, "Kerntaken", code, "Toelichting", note)
    return path


def stays(found: list[Ingeleverd]) -> list[tuple[str, str]]:
    """What stayed in postvak/, and why."""
    return [(one.bestand, one.bevinding.code) for one in found if one.bevinding and not one.naar]


def test_a_form_goes_to_its_steunpunt_under_its_own_name(example: Path, post: Path) -> None:
    """Whatever it is called, also from a folder within postvak/."""
    path = mailed(post, "mail/formulier (1).xlsx")
    data = path.read_bytes()
    (forms(example) / NAME).unlink()
    (done,) = collect_forms(example)
    assert (done.bestand, done.naar) == ("postvak/mail/formulier (1).xlsx", f"zonnedael/formulieren/{NAME}")
    assert (forms(example) / NAME).read_bytes() == data
    assert not path.exists()


def test_a_corrected_form_replaces_the_rejected_one(example: Path, post: Path) -> None:
    """Which goes to the archive; nothing is overwritten there either."""
    run(Opdracht(example, example.parent / "uit", "2026-11"))
    rejected = (forms(example) / "1005 Eva Bedacht.xlsx").read_bytes()
    (forms(example) / "archief").mkdir()
    (forms(example) / "archief" / "1005 Eva Bedacht.xlsx").write_text("van HR")
    shutil.copyfile(next(example.parent.glob("uit/2026-11/zonnedael/retour/*.xlsx")), post / "terug.xlsx")
    (done,) = collect_forms(example)
    assert done.naar == "zonnedael/formulieren/1005 Eva Bedacht.xlsx"
    assert done.gearchiveerd == ("zonnedael/formulieren/archief/1005 Eva Bedacht (2).xlsx",)
    assert (forms(example) / "archief" / "1005 Eva Bedacht (2).xlsx").read_bytes() == rejected
    assert (forms(example) / "archief" / "1005 Eva Bedacht.xlsx").read_text() == "van HR"


def test_beside_another_accepted_form_it_stays_and_both_are_named(example: Path, post: Path) -> None:
    """Which of them holds is for people to say."""
    mailed(post, a="nieuw")
    before = files(example)
    found = collect_forms(example)
    assert stays(found) == [("postvak/van Bram.xlsx", "post_bestaat")]
    assert found[0].bevinding and "zonnedael/formulieren/1002 Bram Verzonnen.xlsx" in found[0].bevinding.oplossing
    assert files(example) == before


def test_an_equal_form_is_left_out(example: Path, post: Path) -> None:
    """The one in place stays; the copy goes to the archive, so that postvak/ is empty."""
    mailed(post)
    (done,) = collect_forms(example)
    assert (done.naar, done.bevinding and done.bevinding.code) == (
        "zonnedael/formulieren/archief/van Bram.xlsx",
        "post_gelijk",
    )
    assert [path.name for path in forms(example).glob("1002*")] == [NAME]


def test_two_different_forms_of_one_person_stay(example: Path, post: Path) -> None:
    """Neither says that it replaces the other; two that are equal are one."""
    mailed(post, "a.xlsx", a="nieuw")
    mailed(post, "b.xlsx", a="nieuwer")
    (forms(example) / NAME).unlink()
    assert stays(collect_forms(example)) == [("postvak/a.xlsx", "post_dubbel"), ("postvak/b.xlsx", "post_dubbel")]
    shutil.copyfile(post / "a.xlsx", post / "b.xlsx")
    assert [one.naar.rpartition("/")[2] for one in collect_forms(example)] == [NAME, "b.xlsx"]


def test_what_it_does_not_know_stays_with_a_sentence(example: Path, post: Path) -> None:
    """No form, no workbook, a link; a person who is not in the team; an unknown steunpunt."""
    (post / "vakantie.txt").write_text("niets")
    (post / "kapot.xlsx").write_bytes(b"kapot")
    (post / "koppeling.xlsx").symlink_to(example.parent / "elders.xlsx")
    shutil.copyfile(example / "zonnedael" / "steunpunt.xlsx", post / "team.xlsx")
    before = files(post)
    assert stays(collect_forms(example)) == [
        ("postvak/kapot.xlsx", "bestand_geen_werkmap"),
        ("postvak/koppeling.xlsx", "bestand_koppeling"),
        ("postvak/team.xlsx", "geen_formulier"),
        ("postvak/vakantie.txt", "post_geen_formulier"),
    ]
    assert files(post) == before


def test_a_form_of_somebody_outside_the_team_or_of_an_unknown_steunpunt_stays(example: Path, post: Path) -> None:
    """There is no place for it yet."""
    mailed(post)
    shutil.copyfile(form_of(example / "waterhoek", "2001"), post / "y.xlsx")
    shutil.rmtree(example / "waterhoek")
    shutil.copyfile(forms(example) / "1003 Carla Fictief.xlsx", example.parent / "keep.xlsx")
    assert ("postvak/y.xlsx", "post_ander_steunpunt") in stays(collect_forms(example))


@pytest.mark.parametrize("step", range(2))
def test_stopped_half_way_nothing_is_lost_and_again_completes_it(
    example: Path, post: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The former one goes first: until the new one has its place it waits in postvak/ (faults.md 11)."""
    run(Opdracht(example, example.parent / "uit", "2026-11"))
    shutil.copyfile(next(example.parent.glob("uit/2026-11/zonnedael/retour/*.xlsx")), post / "terug.xlsx")
    whole = Path(shutil.copytree(example, example.parent / "heel"))
    before = sorted(files(example).values())
    collect_forms(whole)
    rename, calls = pipeline.delivery.period.files.rename, iter(range(9))

    def stopping(source: Path, target: Path) -> None:
        if next(calls) == step:
            raise KeyboardInterrupt
        rename(source, target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(pipeline.delivery.period.files, "rename", stopping)
        collect_forms(example)
    assert sorted(files(example).values()) == before
    collect_forms(example)
    assert files(example) == files(whole)


def test_the_command_tells_what_went_where_and_what_stays(example: Path, post: Path) -> None:
    """On the standard output, with exit 0; without anything in postvak/ it says so."""
    empty = profielbouwer("inleveren", example)
    assert (empty.returncode, "Er ligt niets in" in empty.stdout) == (0, True)
    mailed(post)
    (forms(example) / NAME).unlink()
    (post / "vakantie.txt").write_text("niets")
    done = profielbouwer("inleveren", example)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"postvak/van Bram.xlsx staat nu in zonnedael/formulieren/{NAME}" in done.stdout
    assert "postvak/vakantie.txt" in done.stdout
    assert "1 formulier ingeleverd." in done.stdout
