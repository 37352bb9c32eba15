"""Where work is done: tasks are handed out as there is room for them, and done again when a worker was killed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline import workers
from pipeline.batch import Opzet, make_batches
from pipeline.intake.mappen import Map
from pipeline.workers import AHEAD, FEWEST, work
from tests.support.folders import stopped


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
    def executor(_jobs: int, _scheduler: str = "") -> Iterator[Executor]:
        cluster.open = 0
        yield workers._Cluster(cluster)

    monkeypatch.setattr(workers, "executor", executor)


def test_in_this_process_a_task_is_asked_for_when_the_one_before_is_done() -> None:
    """A million forms are no list of batches in memory."""
    asked = iter(range(10**9))
    results = work(lambda number: number * number, asked, 1)
    assert [next(results), next(results), next(results)] == [0, 1, 4]
    assert next(asked) == 3


@pytest.mark.parametrize("threads", [0, 1, 40])
def test_a_cluster_gets_so_much_work_as_it_has_threads_for(monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    """And enough to begin with where no worker has reported yet."""
    cluster = Cluster(threads)
    over(monkeypatch, cluster)
    assert list(work(str, iter(range(500)), 2, "tcp://x")) == [str(number) for number in range(500)]
    assert cluster.most == AHEAD * max(threads, FEWEST) + 1


@pytest.mark.parametrize("broken", [(1,), (3,), (17,), (20, 25), (500,)])
def test_what_was_not_finished_is_done_again_in_order(monkeypatch: pytest.MonkeyPatch, broken: tuple[int, ...]) -> None:
    """And nothing is asked for twice: the tasks come one by one."""
    cluster = Cluster(1, broken=broken)
    over(monkeypatch, cluster)
    assert list(work(str, iter(range(500)), 4, "tcp://x")) == [str(number) for number in range(500)]
    assert cluster.calls > 500


def test_workers_that_keep_being_killed_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for ever."""
    over(monkeypatch, Cluster(1, broken=tuple(range(1, 10_000))))
    assert stopped(lambda: list(work(str, iter(range(5)), 2, "tcp://x"))) == ["werkers_gestopt"]


def test_without_tasks_no_worker_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unchanged rerun needs none."""
    monkeypatch.setattr(workers, "executor", lambda *_: pytest.fail("started"))
    assert list(work(str, iter(()), 2)) == []


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
