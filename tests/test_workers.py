"""Where work is done: results in order, the next thing read meanwhile, and no more at hand than is needed."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline import workers
from pipeline.batch import Opzet, make_batches
from pipeline.intake.mappen import Map
from pipeline.workers import AHEAD, FEWEST, Work, work
from tests.support.folders import stopped


def double(number: int) -> int:
    """What can be done ahead."""
    return 2 * number


def told(number: int) -> str:
    """What is done with it."""
    return str(number)


def told_with_process(number: int) -> tuple[int, int]:
    """The number, and where it was handled."""
    return number, os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    """Whatever the number of processes."""
    assert [*work(Work(double, told), range(17), jobs)] == [str(2 * number) for number in range(17)]


def test_no_task_is_no_result() -> None:
    """And no process."""
    assert [*work(Work(double, told), (), 4)] == []


def test_this_process_works_beside_the_others() -> None:
    """It does not sit and wait: of two processes one is this."""
    found = [*work(Work(double, told_with_process), range(12), 2)]
    assert [number for number, _ in found] == [2 * number for number in range(12)]
    assert os.getpid() in {process for _, process in found}
    assert len({process for _, process in found}) == 2


def test_the_next_task_is_read_while_one_is_in_use() -> None:
    """`then` of the first waits until `first` of the second is called: without reading ahead it never would be."""
    called = threading.Event()

    def first(number: int) -> int:
        if number == 1:
            called.set()
        return number

    def then(number: int) -> bool:
        return called.wait(10)

    assert [*work(Work(first, then), range(2), 1)] == [True, True]


def test_no_more_is_read_than_the_next() -> None:
    """However many tasks there are: what was read takes memory."""
    read: list[int] = []
    handled: list[int] = []

    def first(number: int) -> int:
        assert number - len(handled) <= 1
        read.append(number)
        return number

    results = work(Work(first, handled.append), range(50), 1)
    for done, _ in enumerate(results):
        assert len(read) <= done + 2
    assert handled == [*range(50)]


def test_what_goes_wrong_with_a_task_is_told_and_what_was_ready_came_before() -> None:
    """The fault of a task is the caller's to see."""

    def first(number: int) -> int:
        if number == 2:
            raise OSError("de schijf is vol")
        return number

    results: Iterator[str] = work(Work(first, told), range(4), 1)
    assert [next(results), next(results)] == ["0", "1"]
    with pytest.raises(OSError, match="vol"):
        next(results)


def test_a_task_is_asked_for_when_there_is_room_for_it() -> None:
    """A million forms are no list of batches in memory."""
    asked = iter(range(10**9))
    results = work(Work(double, told), asked, 1)
    assert [next(results), next(results)] == ["0", "2"]
    assert next(asked) < 10


class Cluster:
    """A client of Dask with so many threads, whose work is done when its result is asked for; breaks at some calls."""

    def __init__(self, threads: int, *, broken: tuple[int, ...] = ()) -> None:
        self.threads, self.broken = threads, broken
        self.calls = self.open = self.most = 0

    def nthreads(self) -> dict[str, int]:
        """As Dask tells it."""
        return {"tcp://a": self.threads}

    def get_executor(self) -> Executor:
        """What work is handed to."""
        client = self

        class Later(Future[Any]):
            def result(self, timeout: float | None = None) -> Any:  # noqa: ANN401
                client.open -= 1
                return super().result(timeout)

        class Pool(Executor):
            def submit(self, fn: Any, /, *args: Any, **_: Any) -> Future[Any]:  # noqa: ANN401
                future: Future[Any] = Later()
                client.calls += 1
                client.open += 1
                client.most = max(client.most, client.open)
                if client.calls in client.broken:
                    future.set_exception(BrokenExecutor())
                else:
                    future.set_result(fn(*args))
                return future

        return Pool()


def over(monkeypatch: pytest.MonkeyPatch, cluster: Cluster) -> None:
    """Let all work be done by this cluster."""

    @contextmanager
    def client(_scheduler: str) -> Iterator[Cluster]:
        cluster.open = 0
        yield cluster

    monkeypatch.setattr(workers, "cluster", client)


@pytest.mark.parametrize("threads", [0, 1, 40])
def test_a_cluster_gets_so_much_work_as_it_has_threads_for(monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    """And enough to begin with where no worker has reported yet."""
    cluster = Cluster(threads)
    over(monkeypatch, cluster)
    assert list(work(Work(int, str), iter(range(500)), 2, "tcp://x")) == [str(number) for number in range(500)]
    assert cluster.most == AHEAD * max(threads, FEWEST) + 1


@pytest.mark.parametrize("broken", [(1,), (3,), (17,), (20, 25), (500,)])
def test_what_was_not_finished_is_done_again_in_order(monkeypatch: pytest.MonkeyPatch, broken: tuple[int, ...]) -> None:
    """And nothing is asked for twice: the tasks come one by one."""
    cluster = Cluster(1, broken=broken)
    over(monkeypatch, cluster)
    assert list(work(Work(int, str), iter(range(500)), 4, "tcp://x")) == [str(number) for number in range(500)]
    assert cluster.calls > 500


def test_workers_that_keep_being_killed_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for ever."""
    over(monkeypatch, Cluster(1, broken=tuple(range(1, 10_000))))
    assert stopped(lambda: list(work(Work(int, str), iter(range(5)), 2, "tcp://x"))) == ["werkers_gestopt"]


def test_batches_are_made_when_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole steunpunten, in order, of enough forms each."""
    monkeypatch.setattr("pipeline.batch.BATCH_SIZE", 5)
    names = "/".join(f"{number}.xlsx" for number in range(3))
    mappen = [Map(tmp_path, f"s{number}", f"s{number}", formuliernamen=names) for number in range(5)]
    made: list[object] = []
    monkeypatch.setattr(
        "pipeline.batch.Batch", lambda group, opzet: made.append(opzet) or [map_.naam for map_ in group]
    )
    batches = make_batches(mappen, Opzet(tmp_path, "", tmp_path))
    assert (next(batches), len(made)) == (["s0", "s1"], 1)
    assert [*batches] == [["s2", "s3"], ["s4"]]
