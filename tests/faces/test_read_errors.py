"""The disk or the share fails while something is read: one sentence in Japanese, whatever was being read."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.faces.cli import main
from tests.support.every_command import SOURCES
from tests.support.exchange_sources import put_sources
from tests.support.master import small_book

pytestmark = pytest.mark.slow

BOOK = "案件.xlsx"
COMMANDS = {
    "check": ["check", "{book}"],
    "check folder": ["check", "{folder}"],
    "overdue": ["overdue", "{book}"],
    "budget": ["budget", "{book}"],
    "schedule": ["schedule", "{book}"],
    "fix": ["fix", "{book}", "--apply"],
    "record": ["record", "{book}"],
    "baseline": ["baseline", "{book}", "--apply"],
    "history": ["history", "{book}"],
    "export": ["export", "要件一覧書", "{book}", "-o", "{folder}/要件.docx", "--force"],
    "add-buttons": ["add-buttons", "{book}", "-o", "{folder}/ボタン.xlsm", "--force"],
    "month-end": ["month-end", "{folder}", "--month", "2026-11", "--jobs", "1"],
    "doctor": ["doctor", "{book}"],
    "import": ["import", "{folder}/取り込み元/チケット.csv", "--into", "{book}", "--apply"],
    "merge": ["merge", "{book}", "{folder}/取り込み元/写し.xlsx"],
    "collect": ["collect", "{book}", "{folder}/取り込み元/返信", "--apply"],
    "hand-out": [
        "hand-out",
        "{book}",
        "--sheet",
        "課題管理表",
        "--by",
        "担当",
        "-o",
        "{folder}/配布",
        "--force",
    ],
}
FAILURES = {"EIO": errno.EIO, "ESTALE": errno.ESTALE, "ETIMEDOUT": errno.ETIMEDOUT}
EVERY = 1 if os.environ.get("PMO_XL_FULL") else 7


class FailingDisk:
    """The system's own look, open, read and list, failing at the n-th of the calls that concern a folder."""

    def __init__(self, folder: Path, at: int, code: int) -> None:
        self.folder, self.at, self.code, self.calls = str(folder), at, code, 0

    def fails(self, path: object) -> bool:
        if not isinstance(path, str | os.PathLike) or not os.fspath(path).startswith(self.folder):
            return False
        self.calls += 1
        return self.calls > self.at

    def broken(self, real):
        def call(path, *args, **options):
            if self.fails(path):
                raise OSError(self.code, os.strerror(self.code), os.fspath(path))
            return real(path, *args, **options)

        return call

    def opened(self, real):
        def call(path, mode="r", *args, **options):
            file = real(path, mode, *args, **options)
            if "r" in mode and self.fails(path):
                file.close()
                raise OSError(self.code, os.strerror(self.code), os.fspath(path))
            return file

        return call


def with_failing_disk(monkeypatch, disk, action):
    with monkeypatch.context() as broken:
        for name in ("stat", "lstat", "scandir", "listdir", "open"):
            broken.setattr(os, name, disk.broken(getattr(os, name)))
        broken.setattr(io, "open", disk.opened(io.open))
        return action()


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    path = small_book(folder)
    main(["record", str(path), "--quiet"])
    put_sources(path, folder / SOURCES)
    return path


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_read_that_fails_anywhere_is_a_sentence(book, tmp_path, monkeypatch, capfd, command, failure):
    if failure != "EIO" and command not in ("check", "record"):
        pytest.skip("ほかの失敗の種類は、読むコマンドと書くコマンドの1つずつで足ります")
    ended, at = Counter(), 0
    while True:
        folder = tmp_path / f"{at}"
        shutil.copytree(book.parent, folder)
        (folder / book.name).rename(folder / BOOK)
        given = [each.format(book=folder / BOOK, folder=folder) for each in COMMANDS[command]]
        disk = FailingDisk(folder, at, FAILURES[failure])
        code = with_failing_disk(monkeypatch, disk, lambda given=given: main(given))
        told = "".join(capfd.readouterr())
        assert code in (0, 1, 2, 3), (at, told)
        assert "予期しない" not in told and "Traceback" not in told, (at, told)
        assert told.strip()
        ended[code] += 1
        shutil.rmtree(folder)
        if disk.calls <= at:
            break
        at += EVERY
    print(f"{command} {failure}: {dict(ended)}")
    assert ended[2]


@pytest.mark.skipif(sys.platform != "linux", reason="読むと必ず失敗するファイルはLinuxにだけあります")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_whose_reading_really_fails_is_a_sentence(tmp_path, capfd, command):
    """/proc/self/mem can be opened, and reading its beginning is a true input/output error."""
    (tmp_path / BOOK).symlink_to("/proc/self/mem")
    code = main([each.format(book=tmp_path / BOOK, folder=tmp_path) for each in COMMANDS[command]])
    told = "".join(capfd.readouterr())
    assert code == 2 or command == "doctor"
    assert "読み取りに失敗" in told and BOOK in told and "Traceback" not in told


@pytest.mark.skipif(sys.platform != "linux", reason="読むと必ず失敗するファイルはLinuxにだけあります")
def test_in_python_it_is_an_unreadable_workbook(tmp_path):
    (tmp_path / BOOK).symlink_to("/proc/self/mem")
    with pytest.raises(UnreadableWorkbook, match=r"案件\.xlsx を読むとき、ディスクかネットワーク"):
        pmo_xl.open_workbook(tmp_path / BOOK)
