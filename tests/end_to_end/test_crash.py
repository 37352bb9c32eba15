"""A run that is killed, whatever it is doing: every file old or new, none half, and the next run ends as a clean one.

PROFIELBOUWER_CRASHES says how often a whole run is killed at a random moment: 20 here, `make crashtest` for 200.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.run import Opdracht, run
from pipeline.workers import executor
from tests.conftest import EXAMPLE
from tests.end_to_end.test_cli import PROGRAM
from tests.support.corpus import change_corpus, make_corpus
from tests.support.folders import files

CRASHES = int(os.environ.get("PROFIELBOUWER_CRASHES", "20"))
PERIODE = "2026-11"
OURS = (".profielbouwer", ".~profielbouwer-")  # lock, journals and temporary files


@dataclass(frozen=True)
class Months:
    """An input, what stood in the output before it changed, and what a run that nobody disturbs makes of it."""

    invoer: Path
    before: Path
    clean: Mapping[str, bytes]
    seconds: float


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Months:
    """Six steunpunten, run once, changed, and run again."""
    folder = tmp_path_factory.mktemp("maanden")
    invoer = make_corpus(folder / "in", 6)
    run(Opdracht(invoer, folder / "eerst", PERIODE))
    change_corpus(invoer)
    shutil.copytree(folder / "eerst", folder / "schoon")
    start = time.monotonic()
    with started(invoer, folder / "schoon") as process:
        process.wait()
    return Months(invoer, folder / "eerst", visible(folder / "schoon"), time.monotonic() - start)


@contextmanager
def started(invoer: Path, uit: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A run in a process of its own, that does everything anew."""
    command = [*PROGRAM, "run", str(invoer), "-o", str(uit), "--periode", PERIODE, "--opnieuw", *options]
    env = {**os.environ, "PYTHONPATH": str(EXAMPLE.parent.parent)}
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield process


def visible(uit: Path) -> dict[str, bytes]:
    """What people see of an output folder."""
    return {path: data for path, data in files(uit).items() if not Path(path).name.startswith(OURS)}


def hidden(uit: Path) -> list[str]:
    """Journals and temporary files that are left."""
    return [path for path in files(uit) if Path(path).name.startswith(OURS)]


def assert_old_or_new(uit: Path, months: Months) -> None:
    """No file that is neither as it was nor as it becomes."""
    whole = {*files(months.before).values(), *months.clean.values()}
    assert [path for path, data in visible(uit).items() if data not in whole] == []


@pytest.mark.parametrize("number", range(CRASHES))
def test_a_run_that_is_killed_leaves_no_half_file_and_the_next_one_ends_clean(
    months: Months, tmp_path: Path, number: int
) -> None:
    """kill -9 at a random moment over a filled output folder (faults.md 11)."""
    uit = Path(shutil.copytree(months.before, tmp_path / "uit"))
    with started(months.invoer, uit, "--jobs", str(1 + number % 2)) as process:
        time.sleep(random.Random(number).uniform(0.3, 1.1) * months.seconds)
        process.kill()
    assert_old_or_new(uit, months)
    run(Opdracht(months.invoer, uit, PERIODE))
    assert visible(uit) == months.clean
    assert hidden(uit) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers in /proc")
def test_the_work_of_a_worker_that_is_killed_is_done_again(tmp_path: Path) -> None:
    """A computer that is short of memory ends one; the run goes on and its files are as ever."""
    invoer = make_corpus(tmp_path / "in", 40)
    run(Opdracht(invoer, tmp_path / "schoon", PERIODE))
    with started(invoer, tmp_path / "uit", "--jobs", "2") as process:
        wait_for_record(tmp_path / "uit")
        others = [pid for pid in children(process.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        os.kill(others[-1], signal.SIGKILL)  # the first is what reads for the run itself
        assert process.wait() == 1  # one form of each is rejected
    assert visible(tmp_path / "uit") == visible(tmp_path / "schoon")
    assert hidden(tmp_path / "uit") == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers in /proc")
def test_workers_end_with_the_run_that_is_killed(tmp_path: Path) -> None:
    """None goes on writing beside the next run."""
    with started(make_corpus(tmp_path / "in", 40), tmp_path / "uit", "--jobs", "2") as process:
        wait_for_record(tmp_path / "uit")
        workers = children(process.pid)
        process.kill()
    deadline = time.monotonic() + 10
    while (left := [pid for pid in workers if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []


def test_ctrl_c_ends_cleanly_and_the_next_run_goes_on_from_there(months: Months, tmp_path: Path) -> None:
    """Exit 130, no half file, and what was ready is not made again."""
    uit = Path(shutil.copytree(months.before, tmp_path / "uit"))
    with started(months.invoer, uit) as process:
        time.sleep(0.7 * months.seconds)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (1, 130)  # 1: it was over already
    assert_old_or_new(uit, months)
    assert [path for path in hidden(uit) if ".~" in path] == []
    run(Opdracht(months.invoer, uit, PERIODE))
    assert visible(uit) == months.clean


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_worker_that_starts_does_not_hear_ctrl_c() -> None:
    """It is for the run, which ends its workers; one that hears it at that moment fills the screen."""
    others = set(multiprocessing.active_children())
    with executor(2) as pool:
        future = pool.submit(os.getpid)
        started = [worker.pid for worker in multiprocessing.active_children() if worker not in others]
        for pid in started:
            assert pid
            os.kill(pid, signal.SIGINT)
        assert future.result() in started


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs root to mount a small disk")
def test_a_full_disk_is_one_sentence_and_with_room_the_next_run_ends_clean(months: Months, tmp_path: Path) -> None:
    """A real file system that is full, somewhere half-way (faults.md 10)."""
    uit, room = tmp_path / "uit", sum(map(len, files(months.before).values()))
    uit.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room * 2}", "tmpfs", str(uit)], check=True)
    try:
        shutil.copytree(months.before, uit, dirs_exist_ok=True)
        filler = uit / "vol"
        with pytest.raises(OSError, match="space"), filler.open("wb") as file:
            while True:
                file.write(b"x" * 4096)
                file.flush()
        command = [*PROGRAM, "run", str(months.invoer), "-o", str(uit), "--periode", PERIODE]
        env = {**os.environ, "PYTHONPATH": str(EXAMPLE.parent.parent)}
        result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert (result.returncode, result.stdout) == (2, "")
        assert "de schijf is vol" in result.stderr
        filler.unlink()
        assert_old_or_new(uit, months)
        run(Opdracht(months.invoer, uit, PERIODE))
        assert visible(uit) == months.clean
    finally:
        subprocess.run(["umount", str(uit)], check=True)


def wait_for_record(uit: Path) -> None:
    """Until the first steunpunt is ready."""
    deadline = time.monotonic() + 60
    while not any(uit.rglob("steunpunt.json")):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    """Processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
