"""The licences of everything in the kit: each wheel's own texts, and a list of who licenses what how."""

from __future__ import annotations

import re
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

LIST = "一覧.txt"
LACKING = {"docxtpl": Path(__file__).with_name("LGPL-2.1.txt")}
"""Parts whose wheel names its licence but holds no text of it: the text that its makers name."""
_TEXT = re.compile(
    r"(^|/)(licen[cs]e|copying|notice|copyright|authors)[^/]*$|^licenses/|\.dist-info/licenses/", re.I
)
_CODE = (".py", ".pyi", ".pyc", ".pyd", ".dll")


def names_of(wheel: Path) -> tuple[str, str]:
    """The name and the version of a wheel, as its file's name has them."""
    name, version, *_ = wheel.name.split("-")
    return name, version


def licence_of(wheel: Path) -> str:
    """How its makers license it, in a few words; empty where its metadata does not tell."""
    with zipfile.ZipFile(wheel) as opened:
        member = next(name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        told: Message = Parser().parsestr(opened.read(member).decode("utf-8"))
    classified = [
        line.split(" :: ")[-1] for line in told.get_all("Classifier", []) if line.startswith("License ::")
    ]
    free = (told["License"] or "").strip()
    short = free if free and "\n" not in free and len(free) <= 100 else ""
    return told["License-Expression"] or short or "、".join(classified)


def texts_of(wheel: Path) -> dict[str, bytes]:
    """The licence texts of a wheel, by their place in it."""
    with zipfile.ZipFile(wheel) as opened:
        found = {name: opened.read(name) for name in opened.namelist() if _is_text(name)}
    lacking = LACKING.get(names_of(wheel)[0])
    return found or ({lacking.name: lacking.read_bytes()} if lacking else {})


def _is_text(name: str) -> bool:
    return bool(_TEXT.search(name)) and not name.endswith(_CODE)


def write_licences(folder: Path, wheels: list[Path], python: Path | None) -> None:
    """One folder a part with its texts, and the list; `python` is Python's own text where Python is in the kit."""
    lines = []
    for wheel in wheels:
        name, version = names_of(wheel)
        texts = texts_of(wheel)
        for number, (place, text) in enumerate(sorted(texts.items()), 1):
            made = folder / name / f"{number:02d}_{Path(place).name}"
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(text)
        lines.append(f"{name} {version}\t{licence_of(wheel)}\t文書 {len(texts)}")
    if python:
        (folder / "Python").mkdir(parents=True)
        (folder / "Python" / "LICENSE.txt").write_bytes(python.read_bytes())
        lines.append(
            "Python(標準ライブラリと、それに付く OpenSSL・SQLite・Tcl/Tk・zlib ほか)\tPSF-2.0 ほか\t文書 1"
        )
    told = ["このキットに入っているものと、そのライセンス(文書は、名前のフォルダにあります)", "", *lines]
    (folder / LIST).write_text("\n".join(told) + "\n", encoding="utf-8-sig", newline="\r\n")
