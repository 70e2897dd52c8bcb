"""Makes the pictures of workbook_templates/preview/ and docs/pictures/: `python -m tests.support.make_previews` (LibreOffice).

The first show the sample as a notebook screen and as paper show it, and the findings of a check of it; the others
stand in the pages for staff.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pmo_xl.faces.cli import main
from pmo_xl.operations.book import open_workbook
from pmo_xl.resources import folder
from pmo_xl.workbook.author.own_rule_examples import EXAMPLES
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.libreoffice import convert, photographed, pictures
from tests.support.make_guide import make_pictures
from tests.support.week import SENT, play

PAGES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
# Each picture: its file, how it is taken, its sheet (and the row to which the window is scrolled), dpi.
PICTURES = (
    ("menu.png", "paper", "メニュー", 80),
    ("questions.png", "screen", "QA表@69", 80),
    ("issues.png", "screen", "課題管理表@72", 80),
    ("schedule.png", "paper", "マスタスケジュール", 80),
    ("orders.png", "screen", "予算管理表@19", 80),
    ("payments.png", "screen", "検収支払@34", 80),
    ("choices.png", "screen", "選択肢", 80),
)


def make_previews(target: Path, pages: Path = PAGES) -> list[Path]:
    """Write every picture, those of the sheets into `target`, those of the pages for staff into `pages`; give their paths."""
    for place in (target, pages):
        place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        return list(_pictures(Path(temporary), target, pages))


def _pictures(work: Path, target: Path, pages: Path) -> Iterator[Path]:
    book = work / "sample.xlsx"
    write_sample(book, planted_project())
    for name, kind, sheet, dpi in PICTURES:
        yield _picture(book, kind, sheet, work / name, target / name, dpi)
    with_buttons = write_sample(work / "sample.xlsm", planted_project(), needs_macros=True)
    yield _picture(with_buttons, "screen", "メニュー", work / "buttons", pages / "buttons.png", 80)
    findings = work / "findings.xlsx"
    command = [sys.executable, "-m", "pmo_xl", "check", str(book), "-o", str(findings), "--fail-on", "never"]
    subprocess.run(command, check=True, capture_output=True)
    yield _picture(findings, "screen", "", work / "findings", target / "findings.png", 80)
    yield from own_rule_pictures(work / "own_rules", pages)
    yield from week_pictures(work / "week", pages)
    yield from make_pictures(work)


def week_pictures(work: Path, target: Path) -> Iterator[Path]:
    """What the week of docs/staff/week.md leaves: the workbook that a vendor gets, the digest, the agenda of the meeting."""
    work.mkdir()
    with contextlib.chdir(work), contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
        tuple(play(work, planted_project(profile="full")))
    handed = max((work / SENT).glob("*.xlsx"), key=lambda path: path.stat().st_size)
    yield _picture(handed, "paper", "QA表", work / "handed", target / "week_hand_out.png", 110)
    for paper, name in (("今週の変化.docx", "digest"), ("アジェンダ.docx", "meeting")):
        first, *_ = pictures(convert(work / paper, "pdf", work), work / name, dpi=60)
        yield Path(shutil.copyfile(first, target / f"week_{name}.png"))


def own_rule_pictures(work: Path, target: Path) -> Iterator[Path]:
    """The examples of 社内規則, and what the first two find when they are switched on."""
    work.mkdir()
    book = write_sample(work / "会員基盤刷新.xlsm", planted_project(profile="full"), needs_macros=True)
    opened = open_workbook(book)
    with opened.edit() as changes:
        for example in EXAMPLES:  # the sample plants a fault in one of them
            is_on = example.id in ("OWN001", "OWN002")
            changes.set(opened.own_rules[example.id], condition=example.condition, is_on=is_on or None)
    yield _picture(book, "screen", "社内規則", work / "own", target / "own_rules.png", 80)
    findings = work / "指摘.xlsx"
    with contextlib.redirect_stderr(None):
        main(["check", str(book), "--rules", "OWN", "-o", str(findings), "--fail-on", "never"])
    yield _picture(findings, "screen", "指摘", work / "own_found", target / "own_rules_found.png", 80)


def _picture(book: Path, kind: str, sheet: str, work: Path, target: Path, dpi: int) -> Path:
    first, *_ = photographed(book, kind, work, *([sheet] if sheet else []), dpi=dpi)
    return Path(shutil.copyfile(first, target))


if __name__ == "__main__":
    for made in make_previews(folder("workbook_templates") / "preview"):
        print(made)
