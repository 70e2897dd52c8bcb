"""The history as a folder of files: safe for two at once, for strangers' files, for passwords, for years."""

from __future__ import annotations

import gzip
import json
import multiprocessing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pmo_xl.errors import UnwritableOutput
from pmo_xl.history import FolderHistory, Run, RunName, UnreadableRun, run_of
from pmo_xl.history.port import stamp_of
from pmo_xl.metrics.followed import carried_on
from pmo_xl.model.past import Past
from pmo_xl.operations.earlier_runs import past_of
from pmo_xl.operations.history import changes_between
from tests.sample.maker import clean_project

WORD = "himitsu"
NOON = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
PROJECT = clean_project().project()


def a_run(made_at: datetime = NOON, **values: object) -> Run:
    past = carried_on(Past(), PROJECT)
    return replace(
        run_of(PROJECT, [], past, workbook="台帳.xlsx", sha256="ab" * 32, made_at=made_at), **values
    )


def a_history(folder: Path, *names: str) -> FolderHistory:
    return FolderHistory(folder / "history", names or ("台帳.xlsx",))


def test_a_run_is_read_back_as_it_was_added(tmp_path):
    history, run = a_history(tmp_path), a_run()
    name = history.add(run)
    assert history.runs() == [name]
    assert history.load(name) == run
    assert [path.name for path in history.folder.iterdir()] == [name.file_name]


def test_a_run_is_plain_json_that_needs_no_library(tmp_path):
    history = a_history(tmp_path)
    name = history.add(a_run())
    content = json.loads(gzip.decompress((history.folder / name.file_name).read_bytes()))
    assert content["schema"] == 1 and content["made_at"] == "2026-11-30T03:00:00+00:00"
    issue = content["sheets"]["課題管理表"][0]
    assert issue["id"] == "ISS-001" and date.fromisoformat(issue["raised_on"])


def test_runs_are_told_by_name_in_the_order_of_time_and_by_workbook(tmp_path):
    mine, other = a_history(tmp_path), a_history(tmp_path, "別の台帳.xlsx")
    for hours in (5, 1, 3):
        mine.add(a_run(NOON + timedelta(hours=hours)))
    other.add(a_run())
    (mine.folder / "メモ.txt").write_text("人が置いた", encoding="utf-8")
    assert [name.made_at.hour for name in mine.runs()] == [4, 6, 8]
    assert len(other.runs()) == 1


def test_a_workbook_that_gets_a_project_code_keeps_its_earlier_runs(tmp_path):
    a_history(tmp_path, "台帳.xlsx").add(a_run())
    coded = a_history(tmp_path, "コード:K-1", "台帳.xlsx")
    coded.add(a_run(NOON + timedelta(days=1)))
    assert len(coded.runs()) == 2
    assert len(a_history(tmp_path, "コード:K-1", "改名後.xlsx").runs()) == 1


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: data[: len(data) // 2], "途中で切れて"),
        (lambda data: b"", "途中で切れて"),
        (lambda data: gzip.compress(b'{"schema": 2}'), "新しい版"),
        (lambda data: gzip.compress(b"[]"), "壊れて"),
        (lambda data: gzip.compress(b'{"schema": 1}'), "壊れて"),
    ],
    ids=["truncated", "empty", "newer", "a list", "no fields"],
)
def test_a_run_that_cannot_be_read_is_named_and_skipped(tmp_path, damage, said):
    history = a_history(tmp_path)
    good = history.add(a_run())
    bad = history.add(a_run(NOON + timedelta(days=1)))
    path = history.folder / bad.file_name
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(UnreadableRun, match=f"{bad.file_name} は.*{said}"):
        history.load(bad)
    past, remarks = past_of(history, PROJECT)
    assert past == history.load(good).past and len(remarks) == 1 and bad.file_name in remarks[0]


def test_a_workbook_under_a_password_leaves_no_clear_copy(tmp_path):
    history, run = replace(a_history(tmp_path), password=WORD), a_run()
    name = history.add(run)
    data = (history.folder / name.file_name).read_bytes()
    assert name.file_name.endswith(".locked") and data[:2] != b"\x1f\x8b"
    assert b"ISS-001" not in data and b"run.json" not in data
    assert history.load(name) == run
    for wrong in ("chigau", None):
        with pytest.raises(UnreadableRun, match="パスワードでは開けません"):
            replace(history, password=wrong).load(name)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "history").write_text("ファイル", encoding="utf-8")
    with pytest.raises(UnwritableOutput, match=r"記録を .*history に書けません"):
        a_history(tmp_path).add(a_run())


def _add_many(folder: Path, first: int) -> None:
    for number in range(20):
        a_history(folder).add(a_run(NOON, run_day=date(2026, 1, 1) + timedelta(days=first + number)))


def test_two_at_once_on_one_folder_both_survive(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add_many, args=(tmp_path, first)) for first in (0, 100)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    history = a_history(tmp_path)
    assert len(history.runs()) == 40
    assert len({history.load(name).run_day for name in history.runs()}) == 40
    assert not list(history.folder.glob("*.tmp"))


class Counting(FolderHistory):
    """The folder's history; keeps the names of the runs that were read."""

    read: list[RunName] = []  # noqa: RUF012 - one for the one test

    def load(self, name: RunName) -> Run:
        self.read.append(name)
        return super().load(name)


def test_of_five_hundred_runs_the_two_that_are_compared_are_read_and_no_other(tmp_path):
    plain = a_history(tmp_path)
    history = Counting(plain.folder, plain.names)
    first = history.add(a_run(NOON - timedelta(days=500)))
    data = (history.folder / first.file_name).read_bytes()
    for days in range(499):
        name = replace(first, stamp=stamp_of(NOON - timedelta(days=days)))
        (history.folder / name.file_name).write_bytes(data)
    sheets = {sheet: [{**row, "row": 0} for row in rows] for sheet, rows in a_run().sheets.items()}
    sheets["課題管理表"][0]["title"] = "今日変わった題"
    history.add(a_run(NOON + timedelta(hours=1), sheets=sheets))
    names = history.runs()
    assert len(names) == 501
    assert [change.after for change in changes_between(history).differences] == ["今日変わった題"]
    assert sorted(history.read) == list(names[-2:])


def test_a_folder_that_cannot_be_looked_into_is_not_one_without_runs(tmp_path):
    assert a_history(tmp_path / "まだない").runs() == []
    (tmp_path / "ファイル").write_text("", encoding="utf-8")
    with pytest.raises(UnreadableRun, match=r"記録のフォルダ .*を開けません"):
        a_history(tmp_path / "ファイル").runs()
