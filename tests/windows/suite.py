"""The quick suite with Windows' Python in the lab: `python -m tests.windows.suite [pytest arguments]`; its counts.

The first run makes an environment for the checkout's tests in the lab (C:\\suite) from the package index, by wheels for Windows.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.kit.make import own_wheel
from tests.windows.lab import User, lacking, the_lab, windows_path

ROOT = Path(__file__).resolve().parents[2]
USER = User("suite")
_ONLY_AS_SOURCES = ("win-unicode-console==0.5",)
"""What a part of the tests needs on Windows and no wheel is published of; it is Python alone."""
_QUICK = ("-m", "not slow and not libreoffice")


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


def main(arguments: list[str]) -> int:
    """Run it; pytest's own exit code."""
    if said := lacking():
        sys.exit(said)
    parts, place = environment(), checkout()
    python = windows_path(the_lab() / "python" / "python.exe")
    given = arguments or [*_QUICK, "tests"]
    done = USER.run(
        python, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "-p", "no:cacheprovider", *given, folder=place, timeout=7200,
        more={"IN_PYTHONPATH": ";".join((windows_path(place), windows_path(parts))), "PMO_XL_QUICK": "1", "CI": "true"},
    )  # fmt: skip
    print(done.text[-20000:])
    print(f"{done.seconds:.0f} s")
    return done.code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
