"""The wheel holds every package and the folders that lie beside them in a checkout."""

from __future__ import annotations

import configparser
from pathlib import Path

from pmo_xl import resources

ROOT = Path(__file__).parent.parent
BESIDE = {"pmo_xl.workbook_templates": "workbook_templates", "pmo_xl.macros": "macros"}


def packaged() -> set[str]:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return set(parser["options"]["packages"].split())


def test_setup_cfg_lists_every_package_folder() -> None:
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in ROOT.glob("pmo_xl/**/__init__.py")}
    assert packaged() == folders | set(BESIDE)


def test_templates_and_macros_are_found_in_a_checkout() -> None:
    for name in BESIDE.values():
        assert resources.folder(name) == ROOT / name
