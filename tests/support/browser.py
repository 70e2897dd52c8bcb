"""A headless Chromium, driven through its debugging pipe: pages at a size, keys that are really pressed, PDF, pictures."""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_KEYS = {"Tab": 9, "Enter": 13, "Space": 32, "ArrowDown": 40}
_TEXT = {"Enter": "\r", "Space": " "}


def found_browser() -> str | None:
    """The program, where there is one."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


class Browser:
    """One tab. Raises what a script of the page raises."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._out, self._in = os.fdopen(to_browser, "wb", 0), os.fdopen(from_browser, "rb", 65536)
        self._numbers = itertools.count(1)
        self._rest = b""
        self._session = ""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command, and its answer; what happens meanwhile is noted."""
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        self._out.write(json.dumps(asked).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == number:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}")
                return told["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = self._in.read1(65536)
            if not data:
                raise RuntimeError("the browser has gone")
            self._rest += data
        first, _, self._rest = self._rest.partition(b"\0")
        told = json.loads(first)
        method, parameters = told.get("method"), told.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(parameters["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.complaints.append(parameters["entry"]["text"])
        return told

    def open(self, path: Path, width: int, height: int, *, script: bool = True) -> None:
        """A file at a size of window, loaded."""
        self.requests.clear()
        self.complaints.clear()
        self.send("Emulation.setScriptExecutionDisabled", value=not script)
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self.send("Page.navigate", url=path.absolute().as_uri())
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def ask(self, expression: str) -> Any:
        """What an expression of JavaScript comes to; a promise is awaited."""
        told = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in told:
            raise RuntimeError(str(told["exceptionDetails"]))
        return told["result"].get("value")

    def press(self, key: str, times: int = 1) -> None:
        """A key, down and up, as from the keyboard."""
        code = {"key": " " if key == "Space" else key, "code": key, "windowsVirtualKeyCode": _KEYS[key]}
        for _ in range(times):
            text = {"text": _TEXT[key]} if key in _TEXT else {}
            self.send("Input.dispatchKeyEvent", type="keyDown", **code, **text)
            self.send("Input.dispatchKeyEvent", type="keyUp", **code)

    def type(self, text: str) -> None:
        """Text into what has the focus."""
        self.send("Input.insertText", text=text)

    def picture(self, path: Path, *, whole: bool = False) -> Path:
        """What is to be seen, or the whole page, as PNG."""
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))
        return path

    def pdf(self, path: Path) -> Path:
        """The page as it is printed."""
        data = self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
        path.write_bytes(base64.b64decode(data))
        return path

    def violations(self) -> list[str]:
        """What axe-core finds against WCAG 2.1 A and AA, each with the elements."""
        source = (Path(find_spec("axe_core_python").origin).parent / "axe.min.js").read_text("utf-8")
        self.ask(f"{source}; undefined")
        run = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
        found = self.ask(
            f"{run}.then((r) => r.violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 200))]))"
        )
        return [f"{name}: {nodes[:3]}" for name, nodes in found]


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without a window; skips where there is none."""
    program = found_browser()
    if program is None:
        pytest.skip("no Chromium on this machine")
    there, from_us = os.pipe()
    to_us, from_there = os.pipe()
    # The pipe lies on 3 and 4 of the browser: a shell moves it there, for subprocess cannot.
    shell = f'exec "$0" "$@" 3<&{there} 4>&{from_there}'
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            ["bash", "-c", shell, program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             f"--user-data-dir={folder}", "--remote-debugging-pipe", "--hide-scrollbars", "about:blank"],
            pass_fds=(there, from_there),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(there)
        os.close(from_there)
        tab = None
        try:
            tab = Browser(from_us, to_us)
            yield tab
        finally:
            process.terminate()
            process.wait(30)
            if tab is not None:
                tab._out.close()
                tab._in.close()
