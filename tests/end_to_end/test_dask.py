"""The same run over a Dask cluster: a scheduler and two workers, one of which is killed on the way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from pipeline.run import Opdracht, run
from pipeline.workers import cluster
from tests.conftest import EXAMPLE
from tests.end_to_end.test_crash import wait_for_record
from tests.support.corpus import make_corpus
from tests.support.folders import files, stopped


@contextmanager
def dask(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Dask, ended when the test is over."""
    env = {**os.environ, "PYTHONPATH": str(EXAMPLE.parent.parent)}
    command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_with_a_worker_killed_the_files_are_those_of_one_process(tmp_path: Path) -> None:
    """design.md 4: the seam is the same, so is every byte."""
    invoer = make_corpus(tmp_path / "in", 40)
    run(Opdracht(invoer, tmp_path / "een", "2026-11", jobs=1))
    address = f"tcp://127.0.0.1:{free_port()}"
    with ExitStack() as stack:
        stack.enter_context(dask("scheduler", "--port", address.rpartition(":")[2], "--no-dashboard"))
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "dask"))
        workers = [stack.enter_context(dask("worker", address, *options)) for _ in range(2)]
        opdracht = Opdracht(invoer, tmp_path / "veel", "2026-11", jobs=4, scheduler=address)
        with cluster(address) as client:
            client.wait_for_workers(2, timeout=60)
        Thread(target=kill_on_the_way, args=(tmp_path / "veel", workers[0])).start()
        run(opdracht)
        assert workers[0].wait(30) == -signal.SIGKILL
    assert files(tmp_path / "veel") == files(tmp_path / "een")


def kill_on_the_way(uit: Path, worker: subprocess.Popen[bytes]) -> None:
    """Kill a worker as soon as the first steunpunt is ready."""
    wait_for_record(uit)
    worker.kill()


def test_a_scheduler_that_is_not_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 2, before anything is made."""
    address = f"tcp://127.0.0.1:{free_port()}"
    assert stopped(lambda: run(Opdracht(EXAMPLE, tmp_path, "2026-11", scheduler=address))) == ["scheduler_onbereikbaar"]
    assert files(tmp_path) == {}


def test_without_dask_the_option_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra that few need."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert stopped(lambda: run(Opdracht(EXAMPLE, tmp_path, "2026-11", scheduler="tcp://x:1"))) == ["dask_ontbreekt"]
    assert files(tmp_path) == {}


def test_where_nothing_changed_no_scheduler_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unchanged rerun does not depend on a cluster that is down."""
    run(Opdracht(EXAMPLE, tmp_path, "2026-11"))
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(Opdracht(EXAMPLE, tmp_path, "2026-11", scheduler="tcp://x:1")).gelijk == 3
