"""The pipe to LibreOffice: starts the server that runs on the system's Python, and asks it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import IO, Any

from tests.excel_stand_in.com import ComError
from tests.support.libreoffice import SOFFICE, SYSTEM_PYTHON, new_profile

SERVER = Path(__file__).parent / "server" / "serve.py"
LONGEST_CALL = 180.0  # seconds; then LibreOffice hangs


class Bridge:
    """One LibreOffice of its own profile; ends with `close`, or when this process ends."""

    def __init__(self) -> None:
        self.profile = new_profile()
        self.errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 - lives as long as the server
        command = [SYSTEM_PYTHON, str(SERVER), str(SOFFICE), self.profile.as_uri()]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, encoding="utf-8"
        )
        self.pid = int(self._answer()["result"])

    def ask(self, do: str, *arguments: Any) -> Any:
        """What the server's method answers; a refusal is raised as Excel would raise it."""
        self._pipe(self.process.stdin).write(json.dumps({"do": do, "with": arguments}) + "\n")
        self._pipe(self.process.stdin).flush()
        watchdog = threading.Timer(LONGEST_CALL, self.kill_office)
        watchdog.start()
        try:
            answer = self._answer()
        finally:
            watchdog.cancel()
        if "refused" in answer:
            raise ComError(answer["refused"], str(answer["about"]))
        if "broken" in answer:
            raise RuntimeError(f"{do}: {answer['broken']}")
        return answer["result"]

    def close(self) -> None:
        """End LibreOffice and remove its profile; kill what does not end by itself."""
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.kill_office()
            self.process.kill()
            self.process.wait()
        self._pipe(self.process.stdout).close()
        self.errors.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def kill_office(self) -> None:
        """Kill LibreOffice, launcher and all; the server then answers that it is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def _answer(self) -> dict[str, Any]:
        line = self._pipe(self.process.stdout).readline()
        if not line:
            self.errors.seek(0)
            raise RuntimeError(f"LibreOffice の相手が終わりました: {self.errors.read()[-2000:]}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe
        return pipe
