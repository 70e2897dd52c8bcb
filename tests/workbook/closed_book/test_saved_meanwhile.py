"""A colleague saves at every step of a write: the save is never lost, and who wrote is told."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter

import pytest

from pmo_xl.disk import swap
from pmo_xl.disk.held import is_being_written
from pmo_xl.disk.output_file import write_file
from pmo_xl.errors import RefusedEdit, UnwritableOutput
from pmo_xl.workbook.closed_book import SetCell, apply
from pmo_xl.workbook.file.container import sha256_of
from tests.support.steps import run_with
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger, value

IS_LINUX = sys.platform == "linux"
EVERY = 1 if os.environ.get("PMO_XL_FULL") else 3
"""In a quick run every third step is tried; those of the swap itself are tried always."""


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The ledger as it was read, and as two colleagues save it."""
    folder = tmp_path_factory.mktemp("books")
    old = make_ledger(folder / "台帳.xlsx")
    saves = []
    for name in ("鈴木", "山田"):
        path = shutil.copy(old, folder / f"{name}.xlsx")
        apply(path, [SetCell(LEDGER, 5, 2, name)])
        saves.append(path.read_bytes())
    return old.read_bytes(), *saves


@pytest.fixture
def ledger(tmp_path, books, monkeypatch):
    monkeypatch.setattr(swap, "_WAITS", [0, 0])
    monkeypatch.setattr(
        os, "fsync", lambda _: None
    )  # no power fails here, and a thousand waits for the disk are long
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(books[0])
    return path


def in_place(path, data):
    """As a program writes that keeps the file: the same file, other content."""
    with path.open("r+b") as file:
        file.truncate()
        file.write(data)


def by_renaming(path, data):
    """As Excel and careful programs save: another file takes the name."""
    other = path.with_name("保存中")
    other.write_bytes(data)
    other.replace(path)


KINDS = {"上書き": in_place, "置き換え": by_renaming}


def edit(path, data):
    return apply(path, [SetCell(LEDGER, 4, 2, "こちらの値")], expected_sha256=sha256_of(data))


def overwrite(path, _):
    return write_file(path, lambda file: file.write_bytes(b"ours"), force=True)


VERBS = {"台帳の書き換え": edit, "結果の上書き": overwrite}
TOLD = (RefusedEdit, UnwritableOutput)


def fresh(path, old):
    """The ledger as it was read, without a trace of an earlier run: every run takes the same steps."""
    shutil.rmtree(path.parent / ".pmo_xl", ignore_errors=True)
    path.write_bytes(old)


def steps_of(verb, path, old):
    """The steps to try, of one undisturbed run; those of the swap all."""
    fresh(path, old)
    steps = run_with(lambda: verb(path, old), {})
    return [n for n, (file, _) in enumerate(steps) if file == "swap.py" or n % EVERY == 0]


def first_step(verb, path, old, function):
    """The number of the first step inside a function, in an undisturbed run."""
    fresh(path, old)
    steps = run_with(lambda: verb(path, old), {})
    return next(n for n, (_, name) in enumerate(steps) if name == function)


def everything(folder):
    """The content of every file that a user sees in a folder."""
    return [each.read_bytes() for each in folder.iterdir() if each.is_file()]


def strays(folder):
    return [each.name for each in folder.rglob("*") if each.suffix in (".tmp", ".lock")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("verb", VERBS)
def test_a_save_at_any_step_stands_or_came_after_ours(ledger, books, verb, kind):
    old, theirs, _ = books
    ended = Counter()
    begin = first_step(VERBS[verb], ledger, old, "temporary_file")
    for step in steps_of(VERBS[verb], ledger, old):
        fresh(ledger, old)
        stood = []

        def save(stood=stood):
            stood.append(ledger.read_bytes())
            KINDS[kind](ledger, theirs)

        message = ""
        try:
            run_with(lambda: VERBS[verb](ledger, old), {step: save})
        except TOLD as error:
            message = error.message
        if verb == "結果の上書き" and step < begin:
            ended["上書きを頼まれた版だった"] += 1
            continue
        assert ledger.read_bytes() == theirs, (step, "their save is not what stands")
        if message:
            assert ("読み直して" in message or "もう一度" in message) and message.endswith("。")
        elif verb == "台帳の書き換え":
            assert stood[0] != old, (step, "told of success, though theirs is on top of what was read")
        assert strays(ledger.parent) == []
        ended["知らせた" if message else "こちらの後に保存された"] += 1
    print(f"{verb} × {kind}: {dict(ended)}")
    assert ended["知らせた"] and ended["こちらの後に保存された"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("verb", VERBS)
def test_a_second_save_while_the_first_is_put_back_is_not_lost_either(ledger, books, verb, kind):
    old, first, second = books
    begin = first_step(VERBS[verb], ledger, old, "_swapped")
    tried = 0
    for step in range(begin + 1, begin + 400, EVERY):
        fresh(ledger, old)
        stood = []

        def save_again(stood=stood):
            stood.append(ledger.read_bytes())
            KINDS[kind](ledger, second)

        with pytest.raises(TOLD) as caught:
            run_with(
                lambda: VERBS[verb](ledger, old),
                {begin: lambda: KINDS[kind](ledger, first), step: save_again},
            )
        if not stood:
            break
        assert ledger.read_bytes() == second
        if stood[0] != first:
            (kept,) = (each for each in ledger.parent.iterdir() if "同時の保存" in each.name)
            assert kept.read_bytes() == first and kept.name in caught.value.message
            kept.unlink()
        assert strays(ledger.parent) == []
        tried += 1
    print(f"{verb} × {kind}: 2つ目の保存 {tried} か所")
    assert tried > 25


@pytest.mark.skipif(not IS_LINUX, reason="開かれていることを教えるのはLinuxだけです")
@pytest.mark.parametrize("verb", VERBS)
def test_a_program_that_has_the_file_open_and_writes_at_any_later_time_writes_into_the_ledger(
    ledger, books, verb
):
    old, theirs, _ = books
    for step in (*steps_of(VERBS[verb], ledger, old)[::EVERY], None):
        fresh(ledger, old)
        with ledger.open("r+b") as late:
            assert is_being_written(ledger)

            def write(late=late):
                late.truncate()
                late.write(theirs)
                late.flush()

            with pytest.raises(TOLD):
                run_with(lambda: VERBS[verb](ledger, old), {} if step is None else {step: write})
            if step is None:
                write()
        assert ledger.read_bytes() == theirs and strays(ledger.parent) == []


def test_a_reader_of_the_old_file_is_no_obstacle_and_reads_it_to_the_end(ledger, books):
    old, *_ = books
    with ledger.open("rb") as reader:
        if sys.platform == "win32":  # no file that somebody has open is replaced there
            with pytest.raises(RefusedEdit, match="開かれているため"):
                edit(ledger, old)
            assert reader.read() == old
            return
        begun = reader.read(100)
        edit(ledger, old)
        assert begun + reader.read() == old
    assert value(ledger, "B4") == "こちらの値"


def no_exchange(monkeypatch):
    monkeypatch.setattr(swap, "exchange", lambda *_: False)


@pytest.mark.parametrize("kind", KINDS)
def test_where_names_cannot_be_exchanged_only_a_renaming_in_one_instant_is_not_seen(
    ledger, books, monkeypatch, kind
):
    """The instant between the hard link and the replacement; an in-place save is seen there, too.

    On Windows, where one instant of two is less: the file itself says whether it is open.
    """
    no_exchange(monkeypatch)
    old, theirs, _ = books
    lost = []
    steps = run_with(lambda: edit(ledger, old), {})
    for step in steps_of(edit, ledger, old):
        fresh(ledger, old)
        told = False
        try:
            run_with(lambda: edit(ledger, old), {step: lambda: KINDS[kind](ledger, theirs)})
        except TOLD:
            told = True
        if ledger.read_bytes() != theirs:
            lost.append(steps[step])
        assert told or ledger.read_bytes() == theirs or kind == "置き換え"
        assert strays(ledger.parent) == []
    assert len(lost) == (0 if kind == "上書き" else 1 if sys.platform == "win32" else 2), lost


def test_where_nothing_can_be_kept_the_file_is_still_replaced(ledger, books, monkeypatch):
    def unable(*_args, **_options):
        raise OSError(38, "Function not implemented")

    no_exchange(monkeypatch)
    monkeypatch.setattr(os, "link", unable)
    edit(ledger, books[0])
    assert value(ledger, "B4") == "こちらの値" and strays(ledger.parent) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_appears_while_a_new_result_is_made_is_not_overwritten(tmp_path, kind):
    target = tmp_path / "結果.xlsx"

    def new():
        write_file(target, lambda file: file.write_bytes(b"ours"))

    count = len(run_with(new, {}))
    told = 0
    for step in range(count):
        target.unlink()
        stood = []

        def make(stood=stood):
            stood.append(target.exists())
            if not stood[0]:
                target.write_bytes(b"theirs")

        try:
            run_with(new, {step: make})
        except UnwritableOutput as error:
            assert "もうあります" in error.message
            told += 1
        assert target.read_bytes() == (b"ours" if stood[0] else b"theirs")
        assert strays(tmp_path) == []
    assert 0 < told < count
    target.unlink(), new()
    assert target.read_bytes() == b"ours"
