"""Packages with plug-ins: as sources that pip builds and installs, and laid out as if it had.

The example of the page is the package whose plug-ins work; the other one is broken in every group.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

_PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-plug-in.md"
CODE, PROJECT = re.findall(r"```(?:python|toml)\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
"""The module of the page and its pyproject.toml."""
_MAKE_FORM = (
    "import kaisha; from pmo_xl.documents.word.build import build; "
    "open('kaisha/form.docx', 'wb').write(build(kaisha.LIST))"
)
_BROKEN_CODE = """
from pathlib import Path
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Layout

def raises(source):
    raise RuntimeError("文書の設定がありません")

LATE = WordDocument("壊れた文書", "作れません。", raises, Layout(()), form=Path(__file__).with_name("form.docx"))
NO_FORM = WordDocument("様式のない文書", "作れません。", raises, Layout(()))
TOOL = NUMBER = 7
WORDS = {"headings": {"ないシート": {"件名": ["x"]}}}

def SUM(x):
    return x
"""
_BROKEN_PROJECT = """
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[project]
name = "kowareta"
version = "0.1"
[project.entry-points."pmo_xl.rules"]
kowareta = "kowareta.rules"
[project.entry-points."pmo_xl.functions"]
SUM = "kowareta:SUM"
[project.entry-points."pmo_xl.documents"]
late = "kowareta:LATE"
no_form = "kowareta:NO_FORM"
none = "kowareta:NUMBER"
[project.entry-points."pmo_xl.sheets"]
kowareta = "kowareta:WORDS"
[project.entry-points."pmo_xl.importers"]
kowareta = "kowareta:TOOL"
[tool.setuptools]
packages = ["kowareta"]
[tool.setuptools.package-data]
kowareta = ["form.docx"]
"""


def write_sources(folder: Path) -> tuple[Path, Path]:
    """The sources of both packages, each with its form made as the page says."""
    working, broken = folder / "kaisha", folder / "kowareta"
    _write(working, {"pyproject.toml": PROJECT, "kaisha/__init__.py": CODE})
    subprocess.run([sys.executable, "-c", _MAKE_FORM], cwd=working, check=True, capture_output=True)
    _write(
        broken,
        {
            "pyproject.toml": _BROKEN_PROJECT,
            "kowareta/__init__.py": _BROKEN_CODE,
            "kowareta/rules.py": "raise RuntimeError('設定がありません')\n",
        },
    )
    (broken / "kowareta" / "form.docx").write_bytes((working / "kaisha" / "form.docx").read_bytes())
    return working, broken


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def install(folder: Path) -> None:
    """Both packages, without pip: modules beside a .dist-info with entry points."""
    for source in write_sources(folder / "src"):
        told = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        (source / source.name).rename(folder / source.name)
        _dist(folder, told["name"], told["version"], told["entry-points"])


def lay_out(folder: Path, name: str, code: str, groups: Mapping[str, Mapping[str, str]]) -> Path:
    """A package of one module, beside its entry points; the folder, for PYTHONPATH."""
    _write(folder, {f"{name}.py": code})
    _dist(folder, name, "0.3", groups)
    return folder


def with_python_path(folder: Path) -> dict[str, str]:
    """The environment in which Python finds the packages of this folder beside those that it finds already."""
    places = (str(folder), *filter(None, [os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places), "PYTHONUTF8": "1"}


def _dist(folder: Path, name: str, version: str, groups: Mapping[str, Mapping[str, str]]) -> None:
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    entries = [
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in given.items())
        for group, given in groups.items()
    ]
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text("".join(entries), encoding="utf-8")
    (info / "RECORD").write_text("", encoding="utf-8")
