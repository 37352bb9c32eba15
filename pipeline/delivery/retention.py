"""What is older than it has to be kept: whole periods of the output, and the forms that were accepted before.

Ages are told by the periods alone, never by the clock or the date of a file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from pipeline.base.periods import months_before
from pipeline.delivery.period.files import TEMPORARY, rename
from pipeline.delivery.period.former import ANTWOORDEN
from pipeline.model.kept_answers import KeptAntwoorden
from pipeline.model.record import PERIODE

OF_A_RUN = ("run.json", "cijfers.json")


def periods_of(uitvoer: Path) -> list[Path]:
    """The folders of periods that a run made, the oldest first; links are not followed."""
    folders = [path for path in uitvoer.iterdir() if is_period(path.name) and path.is_dir() and not path.is_symlink()]
    return sorted(path for path in folders if any((path / name).is_file() for name in OF_A_RUN))


def is_period(name: str) -> bool:
    """Whether a name is that of a period, JJJJ-MM."""
    return bool(re.fullmatch(PERIODE, name, re.ASCII))


def kept_from(periods: Iterable[Path], maanden: int) -> str:
    """The first period (JJJJ-MM) that is kept: so many months before the newest one."""
    return months_before(max(path.name for path in periods), maanden)


def remove_period(pad: Path) -> None:
    """Take away a period: at once, for it first gets a name that nobody takes for a period."""
    away = pad.with_name(f"{TEMPORARY}{pad.name}")
    rename(pad, away)
    shutil.rmtree(away)


def sweep_periods(uitvoer: Path) -> None:
    """Complete what was stopped while a period was taken away."""
    for away in uitvoer.glob(f"{TEMPORARY}*"):
        if away.is_dir() and is_period(away.name.removeprefix(TEMPORARY)):
            shutil.rmtree(away)


def accepted_hashes(periods: Iterable[Path]) -> dict[str, str]:
    """sha256 of every form that counted in one of these periods -> the latest of them."""
    return {sha: pad.name for pad in sorted(periods) for sha in _hashes_of(pad)}


def _hashes_of(pad: Path) -> Iterator[str]:
    for path in sorted(pad.rglob(ANTWOORDEN)):
        if answers := read_answers(path):
            yield from (form.sha256 for form in answers.formulieren.values())


def read_answers(path: Path) -> KeptAntwoorden | None:
    """The answers of a steunpunt in some period; None when the file is not whole."""
    try:
        return KeptAntwoorden.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
