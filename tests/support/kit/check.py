"""Looks at a kit as it was built and says in sentences what is wrong with it; nothing when all is well."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath

from packaging.utils import canonicalize_name, parse_wheel_filename

LOCK = Path(__file__).with_name("windows.lock")
SUMS = "SHA256.txt"
OWN = "pmo-xl"
MOST_LETTERS = 240
"""Windows' old limit is 259 letters for a path. A user's folder is `C:\\Users\\<up to 20>\\AppData\\Local\\pmo_xl\\…`."""
_HOME = len(r"C:\Users\12345678901234567890\AppData\Local\pmo_xl\python_new\Lib\site-packages" + "\\")
_PIN = re.compile(r"^([\w.-]+)==(\S+)", re.M)


def locked(text: str) -> dict[str, tuple[str, set[str]]]:
    """What a lock file pins: name → version and the digests that it accepts."""
    found = list(_PIN.finditer(text))
    ends = [pin.start() for pin in found[1:]] + [len(text)]
    return {
        canonicalize_name(pin[1]): (
            pin[2],
            set(re.findall(r"sha256:([0-9a-f]{64})", text[pin.start() : end])),
        )
        for pin, end in zip(found, ends, strict=True)
    }


def faults(kit: Path, python: str, lock: Path = LOCK) -> list[str]:
    """Everything wrong with the zip at `kit`, made for `python` ("3.13") from the parts of `lock`."""
    with zipfile.ZipFile(kit) as opened:
        tops = {name.split("/")[0] for name in opened.namelist()}
        if tops != {kit.stem}:
            return [f"the zip must hold the one folder {kit.stem}, not {sorted(tops)}"]
        files = {name.removeprefix(f"{kit.stem}/"): opened.read(name) for name in opened.namelist()}
    wheels = {PurePosixPath(name).name: data for name, data in files.items() if name.startswith("wheels/")}
    return [
        *_wrong_digests(wheels, files, lock),
        *_wrong_platforms(wheels, python),
        *_wrong_sums(files),
        *(fault for name, data in files.items() if "/" not in name and name.endswith((".bat", ".cmd")) for fault in batch_faults(name, data)),
        *_lacking_licences(wheels, files),
        *_long_paths(wheels, files),
    ]  # fmt: skip


def _wrong_digests(wheels: Mapping[str, bytes], files: Mapping[str, bytes], lock: Path) -> Iterator[str]:
    pinned = locked(files["kit.lock"].decode("ascii"))
    source = locked(lock.read_text(encoding="utf-8"))
    found = {canonicalize_name(name.split("-")[0]): data for name, data in wheels.items()}
    for name in sorted(pinned.keys() ^ found.keys()):
        yield f"{name}: in only one of kit.lock and wheels"
    for name in sorted(source.keys() - found.keys()):
        yield f"{name}: in windows.lock, not in the kit"
    for name in sorted(pinned.keys() & found.keys()):
        digest = hashlib.sha256(found[name]).hexdigest()
        if pinned[name][1] != {digest}:
            yield f"{name}: the wheel is not the one of kit.lock"
        if name != OWN and digest not in source.get(name, ("", set()))[1]:
            yield f"{name}: the wheel is not one of windows.lock"


def _wrong_platforms(wheels: Mapping[str, bytes], python: str) -> Iterator[str]:
    this = f"cp{python.replace('.', '')}"
    for name in wheels:
        tags = parse_wheel_filename(name)[3]
        fitting = [
            tag
            for tag in tags
            if tag.platform in ("any", "win_amd64")
            and (tag.interpreter in ("py3", this) or (tag.abi == "abi3" and _older(tag.interpreter, python)))
        ]
        if not fitting:
            yield f"{name}: not for Python {python} on 64-bit Windows"


def _older(interpreter: str, python: str) -> bool:
    return interpreter.startswith("cp3") and int(interpreter[3:]) <= int(python.split(".")[1])


def _wrong_sums(files: Mapping[str, bytes]) -> Iterator[str]:
    lines = files[SUMS].decode("utf-8-sig").splitlines()
    told = {name.replace("\\", "/"): digest for digest, name in (line.split("  ", 1) for line in lines)}
    for name in sorted((files.keys() - {SUMS}) ^ told.keys()):
        yield f"{name}: in only one of {SUMS} and the kit"
    for name in sorted(files.keys() & told.keys()):
        if hashlib.sha256(files[name]).hexdigest() != told[name]:
            yield f"{name}: not the file of {SUMS}"


def batch_faults(name: str, data: bytes) -> Iterator[str]:
    r"""What a Japanese cmd would stumble over in a batch file.

    A second byte of code page 932 may be 0x5C, 0x5E or 0x7C, which a cmd of another code page takes for \ ^ |.
    """
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        yield f"{name}: not in code page 932"
        return
    if data.startswith(b"\xef\xbb\xbf"):
        yield f"{name}: begins with a byte order mark, which cmd takes for a command"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data) or not data.endswith(b"\r\n"):
        yield f"{name}: a line does not end in CR LF"
    if not text.startswith("@echo off\r\n"):
        yield f"{name}: does not begin with @echo off"
    if found := re.search(r"(?i)(?<![a-z])[a-z]:\\|\\\\[a-z]", text):
        yield f"{name}: an absolute path ({found[0]})"
    if left := re.search(r"@[A-Z_]+@", text):
        yield f"{name}: {left[0]} was not filled in"
    if "%SystemRoot%" in text or re.search(r"(?i)\b(setx|reg|sc|schtasks|net|powershell|curl)\b ", text):
        yield f"{name}: changes more than the user's own folder"
    odd = {letter for letter in text if (both := letter.encode("cp932"))[1:] in (b"\\", b"^", b"|") and both}
    if odd and "chcp 932" not in text:
        yield f"{name}: letters that only code page 932 reads ({''.join(sorted(odd))})"
    for label in re.findall(r"(?:goto|call) :?(\w+)", text):
        if not re.search(rf"^:{label}\r$", text, re.M):
            yield f"{name}: goes to :{label}, which is not there"


def _lacking_licences(wheels: Mapping[str, bytes], files: Mapping[str, bytes]) -> Iterator[str]:
    listed = files["licences/一覧.txt"].decode("utf-8-sig")
    for wheel in wheels:
        name = wheel.split("-")[0]
        if not any(place.startswith(f"licences/{name}/") for place in files):
            yield f"{name}: no text of its licence"
        if not re.search(rf"^{re.escape(name)} \S+\t[^\t]+\t", listed, re.M):
            yield f"{name}: the list does not say how it is licensed"


def _long_paths(wheels: Mapping[str, bytes], files: Mapping[str, bytes]) -> Iterator[str]:
    for wheel in wheels:
        with zipfile.ZipFile(BytesIO(files[f"wheels/{wheel}"])) as opened:
            longest = max(opened.namelist(), key=len)
        if _HOME + len(longest) > MOST_LETTERS:
            yield f"{wheel}: {longest} comes to a path of {_HOME + len(longest)} letters"
