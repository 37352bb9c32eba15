"""A real headless Chromium, driven over its debugging pipe: no driver, no port, no download."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from io import BufferedReader, FileIO
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

PHONE, DESKTOP = 390, 1280
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PATIENCE = 600  # seconds: a browser that hangs fails the tests and does not hold them up
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")

needs_chromium = pytest.mark.skipif(
    shutil.which("chromium") is None and os.environ.get("PROFIELBOUWER_OFFICE") != "required",
    reason="chromium is not installed here; .ci/run installs it",
)


class Browser:
    """One tab; pages are files. Messages are JSON with a NUL behind each, on file descriptors 3 (in) and 4 (out)."""

    def __init__(self, to: FileIO, back: BufferedReader) -> None:
        self._to, self._back = to, back
        self._sent = 0
        self._session = ""
        self.requests: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.enable")
        self._call("Network.enable")

    def open(self, page: Path, width: int = DESKTOP) -> None:
        """Show a page at this width, as a phone does below 600 pixels, and wait until it is loaded."""
        phone = width < 600
        screen = {"width": width, "height": 844 if phone else 900, "deviceScaleFactor": 1, "mobile": phone}
        self._call("Emulation.setDeviceMetricsOverride", **screen)
        self.requests = []
        self._call("Page.navigate", url=page.as_uri())
        while self._read().get("method") != "Page.loadEventFired":
            pass

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever JSON the page gives
        """The value of an expression in the page; a promise is waited for."""
        told = self._call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def violations(self) -> dict[str, list[str]]:
        """What axe-core finds wrong in the page that is open: rule -> the elements."""
        self.run(axe_source())
        found = self.run(f"axe.run(document, {{runOnly: {list(TAGS)}, resultTypes: ['violations']}})")
        return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found["violations"]}

    def on_paper(self, script: str) -> Any:  # noqa: ANN401 - whatever JSON the page gives
        """The value of an expression in the page that is open, with the style of paper."""
        self._call("Emulation.setEmulatedMedia", media="print")
        found = self.run(script)
        self._call("Emulation.setEmulatedMedia", media="")
        return found

    def picture(self, path: Path) -> None:
        """The whole page that is open, as PNG."""
        shot = self._call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def pdf(self, path: Path) -> None:
        """The page that is open as it prints, on the paper that its style asks for."""
        made = self._call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        path.write_bytes(base64.b64decode(made["data"]))

    def close(self) -> None:
        """End the browser."""
        self._call("Browser.close")

    def _call(self, method: str, **params: object) -> dict[str, Any]:
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": params}
        if self._session and not method.startswith(("Browser.", "Target.")):
            message["sessionId"] = self._session
        self._to.write(json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._sent:
            pass
        assert "error" not in answer, answer["error"]
        return dict(answer["result"])

    def _read(self) -> dict[str, Any]:
        """The next message; what the page asks the network for is remembered."""
        data = bytearray()
        while (sign := self._back.read(1)) != b"\0":
            assert sign, "Chromium has stopped"
            data += sign
        message: dict[str, Any] = json.loads(data)
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        return message


@contextmanager
def chromium(profile: Path) -> Iterator[Browser]:
    """A browser with an empty profile in this folder; it ends with the block."""
    (their_in, ours), (back, their_out) = os.pipe(), os.pipe()
    command = ["chromium", *_FLAGS, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"]
    shell = ["bash", "-c", f'exec 3<&{their_in} 4>&{their_out}; exec "$@"', "bash"]
    with (
        open(ours, "wb", buffering=0) as to,  # noqa: PTH123 - a file descriptor
        open(back, "rb") as answers,  # noqa: PTH123
        _started([*shell, *command], their_in, their_out),
    ):
        browser = Browser(to, answers)
        yield browser
        browser.close()


@contextmanager
def _started(command: list[str], *theirs: int) -> Iterator[None]:
    """The program with these file descriptors, which are closed here; it does not outlive the block or PATIENCE."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, pass_fds=theirs, stdout=quiet, stderr=quiet) as process:
        watch = Timer(PATIENCE, process.kill)
        watch.start()
        for descriptor in theirs:
            os.close(descriptor)
        try:
            yield
        finally:
            watch.cancel()
            process.kill()


def axe_source() -> str:
    """axe-core itself: the package is wanted for this one file, playwright is not needed for it."""
    spec = find_spec("axe_playwright_python")
    assert spec and spec.origin, "axe-playwright-python is not installed: make setup"
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")
