"""LibreOffice for tests: recalculate a workbook, print it, take pictures of it, look into the open document.

LibreOffice runs headless with a profile of its own: Japanese, and every formula recalculated on loading
(its default keeps the cached values). One serves a whole test process: starting takes it as long as most
workbooks do. What needs the open document is a script for the system's python3, which has the UNO bridge,
run by `in_open_document`.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PDFTOPPM = shutil.which("pdftoppm")
SYSTEM_PYTHON = "/usr/bin/python3"
UNO_SCRIPTS = Path(__file__).parent / "uno"

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>ja-JP</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="DefaultLocale_CJK" oor:op="fuse">
<value>ja-JP</value></prop></item>
</oor:items>
"""


@functools.cache
def has_uno() -> bool:
    """Whether the system's python3 can talk to LibreOffice."""
    if not Path(SYSTEM_PYTHON).exists():
        return False
    return subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True).returncode == 0


LIBREOFFICE = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) がありません"),
]
OPEN_DOCUMENT = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        SOFFICE is None or not has_uno() or PDFTOPPM is None,
        reason="LibreOffice、python3-uno、pdftoppm のどれかがありません",
    ),
]
"""Marks of a module (`pytestmark = …`) whose tests need LibreOffice, or look into an open document."""


def requires_libreoffice(test: Any) -> Any:
    """Mark a test that needs LibreOffice; without it the test is skipped with the reason."""
    for mark in LIBREOFFICE:
        test = mark(test)
    return test


def new_profile() -> Path:
    """A fresh user profile: Japanese, formulas recalculated on loading."""
    profile = Path(tempfile.mkdtemp(prefix="pmo_xl_libreoffice_"))
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return profile


_profile = functools.cache(new_profile)
_started: list[subprocess.Popen[bytes]] = []
_PIPES = "/tmp/OSL_PIPE_{user}_{pipe}"  # noqa: S108 - where LibreOffice has its pipes


def _soffice(*arguments: str) -> list[str]:
    """A command of this profile; where its LibreOffice runs, that one carries it out."""
    assert SOFFICE
    return [SOFFICE, f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore", *arguments]


def running_office() -> str:
    """The pipe of this process's LibreOffice, started when first asked for, and anew when it has ended."""
    pipe = f"pmo_xl_{os.getpid()}"
    if _started and _started[-1].poll() is None:
        return pipe
    listens_at, until = Path(_PIPES.format(user=os.getuid(), pipe=pipe)), time.monotonic() + 60
    listens_at.unlink(missing_ok=True)  # of one that was killed
    command = _soffice("--nologo", f"--accept=pipe,name={pipe};urp;")
    nowhere = subprocess.DEVNULL
    _started.append(
        subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    )
    while not listens_at.exists() and time.monotonic() < until:
        time.sleep(0.05)
    return pipe


@atexit.register
def end_office() -> None:
    """End this process's LibreOffice, if there is one: the launcher and what it has started."""
    for office in _started:
        if office.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(office.pid, signal.SIGKILL)
            office.wait()


def _ran(command: list[str], timeout: int) -> subprocess.CompletedProcess[str]:
    """The command, carried out; a LibreOffice that does not answer in time is ended with it."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        end_office()
        raise


def convert(source: Path, to: str, folder: Path, timeout: int = 240) -> Path:
    """The file converted by LibreOffice ("pdf", "xlsx", …) into `folder`."""
    running_office()
    done = _ran(_soffice("--convert-to", to, "--outdir", str(folder), str(source)), timeout)
    made = folder / f"{source.stem}.{to.split(':')[0]}"
    assert made.exists(), done.stderr or done.stdout
    return made


def recalculated(source: Path, folder: Path) -> Path:
    """A copy of the workbook with every formula recalculated."""
    folder.mkdir(parents=True, exist_ok=True)
    return convert(source, "xlsx:Calc MS Excel 2007 XML", folder)


def pictures(pdf: Path, folder: Path, dpi: int = 70, last: int | None = None) -> list[Path]:
    """One PNG for each page of a PDF; `last`: the pages behind it are left out."""
    assert PDFTOPPM
    folder.mkdir(parents=True, exist_ok=True)
    until = [] if last is None else ["-l", str(last)]
    subprocess.run([PDFTOPPM, "-r", str(dpi), *until, "-png", str(pdf), str(folder / pdf.stem)], check=True)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def in_open_document(script: str, source: Path, *arguments: str, timeout: int = 240) -> Any:
    """What the script tests/support/uno/`script`.py answers (JSON) about the workbook, open in LibreOffice."""
    command = [SYSTEM_PYTHON, str(UNO_SCRIPTS / f"{script}.py"), running_office(), str(source), *arguments]
    done = _ran(command, timeout)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def photographed(source: Path, kind: str, folder: Path, *sheets: str, dpi: int = 96) -> list[Path]:
    """Pictures of sheets "screen" (a notebook's window) or "paper" (as printed); all visible ones by default."""
    folder.mkdir(parents=True, exist_ok=True)
    pdf = folder / f"{source.stem}_{kind}.pdf"
    in_open_document("screens", source, kind, str(pdf), *sheets)
    return pictures(pdf, folder, dpi)


@functools.lru_cache(maxsize=4)  # a book with its Gantt is fifty thousand objects
def shown_values(path: Path) -> Any:
    """The workbook's cached values (openpyxl), whatever print areas and styles an engine wrote beside them."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Print area|Workbook contains no default style")
        return load_workbook(path, data_only=True)
