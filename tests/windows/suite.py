"""The quick suite with Windows' Python in the lab, part by part, with its counts: `python -m tests.windows.suite [tests/PART…]`.

The first run makes an environment for the checkout's tests in the lab (C:\\suite) from the package index, by wheels for Windows.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.kit.make import own_wheel
from tests.support.shown_window import lacking as no_screen
from tests.support.shown_window import screen_of_its_own
from tests.windows.lab import User, lacking, the_lab, windows_path

ROOT = Path(__file__).resolve().parents[2]
USER = User("suite")
_ONLY_AS_SOURCES = ("win-unicode-console==0.5",)
"""What a part of the tests needs on Windows and no wheel is published of; it is Python alone."""
_QUICK = ("-m", "not slow and not libreoffice")
_ELSEWHERE = {"windows"}
"""Of Linux: they start the lab."""
_BESIDE = "tests/test_*.py"
_LONGEST = 7200
"""Seconds for one part; what is not done by then is counted as not reached."""


def environment() -> Path:
    """Where the parts of the tests lie, downloaded here: Wine's network is slow and Windows needs none."""
    made = the_lab() / "suite"
    wheels = made / "wheels"
    if not (made / "ready").exists():
        wheels.mkdir(parents=True, exist_ok=True)
        options = [
            "--platform",
            "win_amd64",
            "--python-version",
            "3.13",
            "--implementation",
            "cp",
            "--only-binary=:all:",
        ]
        lock = made / "suite.lock"
        compiling = ["uv", "pip", "compile", "-q", "--extra", "test", "--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.13",
                     "--constraint", "tests/constraints.txt", "pyproject.toml", "-o", str(lock)]  # fmt: skip
        subprocess.run(compiling, check=True, cwd=ROOT)
        _pip("wheel", "-q", "--no-deps", "-w", str(wheels), *_ONLY_AS_SOURCES)
        target = ["--target", str(made / "parts"), "--find-links", str(wheels)]
        _pip("install", "-q", "--no-deps", *options, *target, "-r", str(lock))
        own = own_wheel(made)  # for what is asked of an installed package; the code is the checkout's
        _pip("install", "-q", "--no-deps", "--target", str(made / "parts"), str(own))
        for recorded in (made / "parts").glob("pmo_xl-*.dist-info/direct_url.json"):
            recorded.unlink()  # the wheel lies in Linux
        (made / "ready").touch()
    return made / "parts"


def checkout() -> Path:
    """What is committed and what is not, as files of the lab."""
    place = the_lab() / "suite" / "checkout"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "-c", "-o", "--exclude-standard"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place / name)
    return place


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *words], check=True)


@dataclass(frozen=True)
class Counts:
    """How the tests of one part came out. lost: those that a run which was ended had not done."""

    part: str
    passed: int
    failed: int
    skipped: int
    lost: int
    seconds: float

    @property
    def is_green(self) -> bool:
        """Whether every test of it was run to its end, and none failed."""
        return self.passed + self.skipped > 0 and not self.failed and not self.lost

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.part:20} {self.passed:5} passed {self.failed:4} failed {self.skipped:4} skipped "
            f"{self.lost:4} not reached {self.seconds:6.0f} s"
        )


def parts_of_the_suite() -> list[str]:
    """Each folder of tests, and the files beside them as one: a part that dies takes no other with it."""
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").glob("*/**/test_*.py")}
    return [*(f"tests/{name}" for name in sorted(folders - _ELSEWHERE)), _BESIDE]


def counted(part: str, log: str, seconds: float) -> Counts:
    """The counts of pytest's `-v` lines, so that a run that was ended midway is counted as well."""
    ends = Counter(re.findall(r"^tests\S*?\.py::.* (PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)\b", log, re.M))
    said = re.search(r"\bcollected (\d+) items?(.*)", log)
    told = (
        {word: int(number) for number, word in re.findall(r"(\d+) (error|deselected)", said[2])}
        if said
        else {}
    )
    wanted = int(said[1]) - told.get("deselected", 0) if said else 0
    failed = ends["FAILED"] + ends["ERROR"] + ends["XPASS"] + (told.get("error", 0) if said else 1)
    passed = ends["PASSED"] + ends["XFAIL"]
    lost = max(0, wanted - passed - ends["FAILED"] - ends["XPASS"] - ends["SKIPPED"])
    return Counts(part, passed, failed, ends["SKIPPED"], lost, seconds)


def run_part(part: str, place: Path, parts: Path) -> Counts:
    """Run one part; what it printed stays in the lab, in suite/logs."""
    log = the_lab() / "suite" / "logs" / f"{re.sub(r'[^a-z_]+', '_', part)}.txt"
    log.parent.mkdir(exist_ok=True)
    files = [path.relative_to(place).as_posix() for path in sorted(place.glob(part))]
    began = time.monotonic()
    with screen_of_its_own() as display, suppress(subprocess.TimeoutExpired):
        USER.run(
            windows_path(the_lab() / "python" / "python.exe"), "-m", "pytest", "-v", "-p", "no:cacheprovider", "-p", "no:xdist",
            "--durations", "10", *_QUICK, *files, folder=place, timeout=_LONGEST, log=log,
            more={"IN_PYTHONPATH": ";".join((windows_path(place), windows_path(parts))), "PMO_XL_QUICK": "2", "CI": "true",
                  "DISPLAY": display},
        )  # fmt: skip
    USER.end_programs()
    printed = log.read_bytes().decode("cp932", "replace").replace("\r\n", "\n")
    return counted(part, printed, time.monotonic() - began)


def main(arguments: Sequence[str]) -> int:
    """Run the parts one after another and say the counts of each as they come; 0 where all is green."""
    if said := lacking() or no_screen():
        sys.exit(said)
    parts, place = environment(), checkout()
    found = []
    for part in arguments or parts_of_the_suite():
        found.append(run_part(part, place, parts))
        print(found[-1], flush=True)
    numbers = [sum(getattr(each, name) for each in found) for name in ("passed", "failed", "skipped", "lost")]
    print(Counts("together", *numbers, sum(each.seconds for each in found)))
    return 0 if all(each.is_green for each in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
