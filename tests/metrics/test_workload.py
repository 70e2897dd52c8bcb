from __future__ import annotations

from datetime import date

from pmo_xl.metrics.workload import open_issues
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.record import Place, Table, Unread

D = date(2026, 11, 30)
TABLE = Table(Issue, "課題管理表", 1, {name: number for number, name in enumerate(Issue.columns, 1)})


def issues(*rows, unread=()):
    broken = [Issue(place=Place(TABLE, 2, unread={name: Unread("#REF!", "")})) for name in unread]
    made = [Issue(owner=owner, status=status) for owner, status in rows]
    return Project(D, D, records={Issue: (*made, *broken), Member: (Member(name="佐藤 花子"),)})


def test_open_issues_are_counted_for_the_first_name_however_it_is_typed():
    project = issues(
        ("佐藤 花子", "対応中"), ("佐藤花子課長、鈴木 一郎", "未着手"), ("鈴木 一郎", "確認待ち"), (None, "対応中"),
        ("佐藤 花子", "完了"), ("佐藤 花子", "取下げ"), ("佐藤 花子", None),
    )  # fmt: skip
    work = open_issues(project)
    assert (work.of("佐藤　花子"), work.of("鈴木 一郎"), work.of("高橋 健"), work.of(None)) == (2, 1, 0, 0)
    assert (work.total, work.doubtful) == (4, 0)


def test_issues_whose_state_or_owner_cannot_be_read_are_counted_apart():
    work = open_issues(issues(("佐藤 花子", "対応中"), unread=("status", "owner", "title")))
    assert (work.total, work.doubtful) == (1, 2)
