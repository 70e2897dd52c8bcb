"""A package with plug-ins, as pip would have installed it: modules beside a .dist-info with entry points."""

from __future__ import annotations

import re
from pathlib import Path

_PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-plug-in.md"
CODE, ENTRIES = re.findall(r"```(?:python|ini)\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
"""The example of the page is the package that the tests install."""
BROKEN = """[pmo_xl.rules]
kowareta = kowareta_rules
"""


def install(folder: Path) -> None:
    """The package kaisha 1.2.0, whose plug-ins work."""
    (folder / "kaisha_rules.py").write_text(CODE, encoding="utf-8")
    _dist(folder, "kaisha", "1.2.0", ENTRIES)


def install_broken(folder: Path) -> None:
    """The package kowareta 0.1, whose module raises when it is imported."""
    (folder / "kowareta_rules.py").write_text("raise RuntimeError('設定がありません')\n", encoding="utf-8")
    _dist(folder, "kowareta", "0.1", BROKEN)


def _dist(folder: Path, name: str, version: str, entries: str) -> None:
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(entries, encoding="utf-8")
    (info / "RECORD").write_text("", encoding="utf-8")
