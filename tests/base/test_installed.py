"""Versions of installed libraries, without importlib.metadata, which is the oracle."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from pipeline.base import installed
from pipeline.base.kept import MAKERS
from pipeline.delivery.fingerprint import LIBRARIES


@pytest.mark.parametrize("name", [*MAKERS, *LIBRARIES])
def test_a_version_is_that_of_the_library(name: str) -> None:
    """However its folder is spelled."""
    assert installed.version(name) == metadata.version(name)


def test_what_comes_first_in_the_path_is_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older one behind it is not what is imported; a folder that is not there is passed over."""
    for folder, name in (("a", "Some_Thing-2.0.dist-info"), ("b", "some.thing-1.0.dist-info")):
        (tmp_path / folder / name).mkdir(parents=True)
    monkeypatch.setattr("sys.path", [str(tmp_path / "none"), str(tmp_path / "a"), str(tmp_path / "b")])
    installed._installed.cache_clear()
    assert installed.version("some-thing") == "2.0"
    with pytest.raises(KeyError):
        installed.version("jinja2")
    installed._installed.cache_clear()
