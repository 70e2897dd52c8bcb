"""A colleague saves at the steps of every verb that writes: that save stands, or is part of what stands."""

from __future__ import annotations

import os
import shutil
from collections import Counter

import openpyxl
import pytest

import pmo_xl
from pmo_xl.disk import swap
from pmo_xl.faces.cli import main
from pmo_xl.workbook.closed_book import SetCell, apply
from tests.support.master import small_book
from tests.support.steps import run_with

pytestmark = pytest.mark.slow

FULL = bool(os.environ.get("PMO_XL_FULL"))
EVERY = 25 if FULL else 150  # of the steps outside the swap, between which nothing of the file changes
SHEET, CELL = "設定", (2, 26)
THEIRS = "同僚の値"


def edited(path):
    book = pmo_xl.open_workbook(path)
    with book.edit() as changes:
        changes.set(next(iter(book.issues)), title="こちらの値")


def faulty(path):
    """The book with something for `fix` and `baseline` to write."""
    apply(path, [SetCell(*at, value) for at, value in _faults(path)])


def _faults(path):
    book = openpyxl.load_workbook(path)
    for title, heading, value in (
        ("課題管理表", "件名", "夜間バッチ \u200bの遅延"),
        ("マスタスケジュール", "基準開始", None),
    ):
        sheet = book[title]
        row = next(r for r in range(1, 20) if heading in [c.value for c in sheet[r]])
        column = next(c.column for c in sheet[row] if c.value == heading)
        yield (title, row + 1, column), value


IN_PLACE = {
    "fix": lambda book, out: main(["fix", str(book), "--apply"]),
    "record": lambda book, out: main(["record", str(book)]),
    "baseline": lambda book, out: main(["baseline", str(book), "--apply"]),
    "book.edit": lambda book, out: edited(book),
}
OUTPUTS = {
    "new": lambda book, out: main(["new", "-o", str(out), "--force"]),
    "add-buttons": lambda book, out: main(
        ["add-buttons", str(book), "-o", str(out.with_suffix(".xlsm")), "--force"]
    ),
    "check -o": lambda book, out: main(["check", str(book), "-o", str(out), "--force"]),
    "export": lambda book, out: main(
        ["export", "要件一覧書", str(book), "-o", str(out.with_suffix(".docx")), "--force"]
    ),
}
ENDINGS = {"add-buttons": ".xlsm", "export": ".docx"}


def in_place(path, data):
    with path.open("r+b") as file:
        file.truncate()
        file.write(data)


def by_renaming(path, data):
    other = path.with_name("保存中")
    other.write_bytes(data)
    other.replace(path)


KINDS = {"上書き": in_place, "置き換え": by_renaming}


@pytest.fixture(scope="module")
def saves(tmp_path_factory):
    """The book as it is read, and as a colleague saves it."""
    folder = tmp_path_factory.mktemp("saves")
    path = small_book(folder)
    faulty(path)
    theirs = shutil.copy(path, folder / "同僚.xlsx")
    apply(theirs, [SetCell(SHEET, *CELL, THEIRS)])
    return path.read_bytes(), theirs.read_bytes()


@pytest.fixture(autouse=True)
def no_waits(monkeypatch):
    monkeypatch.setattr(swap, "_WAITS", [0, 0])
    monkeypatch.setattr(os, "fsync", lambda _: None)


STEPS = {}
"""By verb, the steps of an undisturbed run: the same whoever disturbs the next one."""


def tried(name, verb, book, out, written, start):
    """The steps of an undisturbed run, and those to try: all of the swap, and every so many of the others."""
    for _ in range(0 if name in STEPS else 2):  # the first run finds out what later ones know
        start()
        before = written.read_bytes()
        STEPS[name] = run_with(lambda: verb(book, out), {})
        assert written.read_bytes() != before, "the verb writes"
    steps = STEPS[name]
    count = {"swap.py": 1 if FULL else 11}
    return steps, [n for n, (file, _) in enumerate(steps) if n % count.get(file, EVERY) == 0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("verb", IN_PLACE)
def test_a_save_into_the_book_that_a_verb_writes_is_not_lost(tmp_path, saves, capfd, verb, kind):
    old, theirs = saves
    book, ended = tmp_path / "案件.xlsx", Counter()

    def start():
        shutil.rmtree(tmp_path / ".pmo_xl", ignore_errors=True)
        book.write_bytes(old)

    steps, chosen = tried(verb, IN_PLACE[verb], book, None, book, start)
    assert any(file == "swap.py" for file, _ in steps)
    for step in chosen:
        start()
        capfd.readouterr()
        stood = []

        def save(stood=stood):
            stood.append(book.read_bytes())
            KINDS[kind](book, theirs)

        refused = ""
        try:
            run_with(lambda: IN_PLACE[verb](book, None), {step: save})
        except pmo_xl.errors.RefusedEdit as error:
            refused = error.message
        told = refused + "".join(capfd.readouterr())
        now = book.read_bytes()
        assert now == theirs or openpyxl.load_workbook(book)[SHEET].cell(*CELL).value == THEIRS, step
        assert "予期しない" not in told
        if stood[0] == old and now == theirs:
            assert "読み直して" in told or "もう一度実行" in told, (step, told)
            ended["知らせて、同僚の版のまま"] += 1
        else:
            ended["同僚の版がこちらの後" if now == theirs else "同僚の版に書き足した"] += 1
        assert not [each for each in tmp_path.rglob("*") if ".tmp" in each.name]
    print(f"{verb} × {kind}: {len(steps)} 段のうち {len(chosen)} 段 {dict(ended)}")
    assert ended["知らせて、同僚の版のまま"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("verb", OUTPUTS)
def test_a_save_into_the_result_that_a_verb_overwrites_is_not_lost(tmp_path, saves, capfd, verb, kind):
    old, theirs = saves
    book, out = tmp_path / "案件.xlsx", tmp_path / "結果.xlsx"
    target, ended = out.with_suffix(ENDINGS.get(verb, ".xlsx")), Counter()
    book.write_bytes(old)

    def start():
        target.write_bytes(b"an older result")

    steps, chosen = tried(verb, OUTPUTS[verb], book, out, target, start)
    read = next(n for n, (_, name) in enumerate(steps) if name == "temporary_file")
    for step in chosen:
        start()
        capfd.readouterr()
        stood = []

        def save(stood=stood):
            stood.append(target.read_bytes())
            KINDS[kind](target, theirs)

        code = []
        run_with(lambda code=code: code.append(OUTPUTS[verb](book, out)), {step: save})
        told = "".join(capfd.readouterr())
        if step < read:
            ended["--force が頼んだ上書き"] += 1
            continue
        assert target.read_bytes() == theirs, step
        if stood[0] == b"an older result":
            assert "もう一度実行" in told and code == [2], (step, told)
            ended["知らせて、同僚の版のまま"] += 1
        else:
            ended["同僚の版がこちらの後"] += 1
        assert not [each for each in tmp_path.rglob("*") if ".tmp" in each.name]
    print(f"{verb} × {kind}: {len(steps)} 段のうち {len(chosen)} 段 {dict(ended)}")
    assert ended["知らせて、同僚の版のまま"]
