"""Where work is done: results in order, the next thing read meanwhile, and no more at hand than is needed."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from pipeline.workers import Work, work


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
