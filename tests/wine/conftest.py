"""The machine that the tests under wine share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.wine.machine import Windows, new_machine


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """The unpacked zip."""
    with new_machine(tmp_path_factory.mktemp("schijf")) as machine:
        yield machine
