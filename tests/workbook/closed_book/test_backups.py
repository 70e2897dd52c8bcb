"""Generations of backups beside the workbook."""

from __future__ import annotations

from datetime import datetime, timedelta

from pmo_xl.workbook.closed_book import BackupPolicy, SetCell, apply
from pmo_xl.workbook.file import backups
from pmo_xl.workbook.file.backups import backups_of
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger


def save(path, text, policy=None):
    return apply(path, [SetCell(LEDGER, 4, 2, text)], backups=policy)


def test_each_save_keeps_what_was_there_before(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    versions = []
    for text in ("一", "二", "三"):
        versions.append(path.read_bytes())
        report = save(path, text)
        assert report.backup is not None and report.backup.read_bytes() == versions[-1]
    assert [backup.read_bytes() for backup in backups_of(path)] == versions


def test_as_many_generations_are_kept_as_the_office_wants(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    for at in range(6):
        save(path, f"値{at}", BackupPolicy(generations=3))
    kept = backups_of(path)
    assert len(kept) == 3 and kept == sorted(kept)


def test_backups_older_than_the_office_keeps_them_go_but_never_the_newest(tmp_path, monkeypatch):
    path = make_ledger(tmp_path / "台帳.xlsx")
    now = datetime.now(backups._JAPAN)

    class Clock(datetime):
        days_ago = 200

        @classmethod
        def now(cls, tz=None):
            return now - timedelta(days=cls.days_ago)

    monkeypatch.setattr(backups, "datetime", Clock)
    save(path, "昔"), save(path, "少し後")
    assert len(backups_of(path)) == 2
    Clock.days_ago = 0
    save(path, "今")
    assert len(backups_of(path)) == 1
    Clock.days_ago = -200
    assert len(backups_of(path)) == 1


def test_other_workbooks_backups_are_left_alone(tmp_path):
    paths = [make_ledger(tmp_path / name) for name in ("台帳.xlsx", "台帳2.xlsx", "台帳_写し.xlsx")]
    for path in paths:
        save(path, "一", BackupPolicy(generations=1)), save(path, "二", BackupPolicy(generations=1))
    assert [len(backups_of(path)) for path in paths] == [1, 1, 1]


def test_a_failed_save_does_not_push_old_backups_out(tmp_path, monkeypatch):
    path = make_ledger(tmp_path / "台帳.xlsx")
    save(path, "一", BackupPolicy(generations=2))
    before = backups_of(path)
    for at in range(4):
        (tmp_path / ".~lock.台帳.xlsx#").write_text("")  # LibreOffice's: it holds on every system
        try:
            save(path, f"だめ{at}", BackupPolicy(generations=2))
        except Exception as error:
            assert "開いている" in str(error)
    assert backups_of(path) == before


def test_a_note_says_what_the_folder_is(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    save(path, "一")
    note = (tmp_path / ".pmo_xl" / "このフォルダについて.txt").read_bytes()
    assert note.startswith(b"\xef\xbb\xbf") and b"\r\n" in note and "戻すときは" in note.decode("utf-8-sig")
