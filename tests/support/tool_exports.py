"""Exports of other tools made from scratch in their documented forms: two tickets, and a week later with changes.

Each tool's file says the same: «夜間バッチの遅延が続く» (high, in progress, 鈴木 一郎, due 2026-12-04) and «帳票の文字化けを直す»
(low, not begun). A week later the first is put off to 2026-12-18 and the second is done.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl

FIRST, SECOND = "夜間バッチの遅延が続く", "帳票の文字化けを直す"


def _text(rows: Sequence[Sequence[str]], encoding: str, delimiter: str = ",") -> bytes:
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return made.getvalue().encode(encoding)


def redmine(path: Path, is_later: bool) -> Path:
    due, state = ("2026-12-18", "終了") if is_later else ("2026-12-04", "新規")
    path = path / "issues.csv"
    path.write_bytes(
        _text(
            [
                ["#", "プロジェクト", "トラッカー", "ステータス", "優先度", "題名", "作成者", "担当者", "期日", "説明", "カテゴリ"],
                ["1234", "会員", "バグ", "進行中", "高め", FIRST, "佐藤 花子", "鈴木 一郎", due, "一行目\n二行目,続き", "夜間"],
                ["1235", "会員", "機能", state, "低め", SECOND, "佐藤 花子", "佐藤 花子", "2026-12-10", "", ""],
            ],
            "cp932",
        )
    )  # fmt: skip
    return path


def backlog(path: Path, is_later: bool) -> Path:
    due, state = ("2026/12/18", "完了") if is_later else ("2026/12/04", "未対応")
    path = path / "Backlog-Issues.csv"
    path.write_bytes(
        _text(
            [
                ["ID", "キーID", "キー", "種別", "件名", "詳細", "状態", "優先度", "担当者", "登録者", "登録日", "期限日", "コメント1", "コメント2"],
                ["90001", "12", "KIBAN-12", "バグ", FIRST, "遅い", "処理中", "高", "鈴木 一郎", "佐藤 花子", "2026/11/02", due, "調べ始めた", "原因が分かった"],
                ["90002", "13", "KIBAN-13", "タスク", SECOND, "", state, "低", "佐藤 花子", "佐藤 花子", "2026/11/03", "2026/12/10", "", ""],
            ],
            "utf-8-sig",
        )
    )  # fmt: skip
    return path


def jira(path: Path, is_later: bool) -> Path:
    due, state = ("2026-12-18", "Done") if is_later else ("2026-12-04", "To Do")
    path = path / "jira.csv"
    path.write_bytes(
        _text(
            [
                ["Summary", "Issue key", "Issue id", "Issue Type", "Status", "Priority", "Assignee", "Reporter", "Created", "Due date", "Labels", "Labels", "Comment"],
                [FIRST, "ABC-7", "10007", "Bug", "In Progress", "High", "鈴木 一郎", "佐藤 花子", "2026-11-01T15:30Z", due, "night", "batch", "2026-11-24 10:00;5b1;調べ始めた"],
                [SECOND, "ABC-8", "10008", "Story", state, "Low", "佐藤 花子", "佐藤 花子", "2026-11-03", "2026-12-10", "", "", ""],
            ],
            "utf-8",
        )
    )  # fmt: skip
    return path


def github(path: Path, is_later: bool) -> Path:
    state = "Done" if is_later else "Todo"
    path = path / "project.tsv"
    path.write_bytes(
        _text(
            [
                ["Title", "URL", "Assignees", "Status", "Labels", "Milestone", "Repository"],
                [FIRST, "https://github.com/acme/batch/issues/12", "鈴木 一郎", "In Progress", "bug", "", "acme/batch"],
                [SECOND, "https://github.com/acme/batch/issues/13", "佐藤 花子", state, "", "", "acme/batch"],
            ],
            "utf-8",
            "\t",
        )
    )  # fmt: skip
    return path


def planner(path: Path, is_later: bool) -> Path:
    due, state = ("12/18/2026", "完了済み") if is_later else ("12/04/2026", "開始前")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "タスク"
    for row in (
        ["プラン名", "会員基盤刷新"],
        ["プラン ID", "xyz"],
        ["エクスポートの日付", "11/30/2026"],
        [],
        ["タスク ID", "タスク名", "バケット名", "進行状況", "優先度", "割り当て先", "作成者", "作成日", "開始日", "期限", "遅延", "説明"],
        ["vZq8r97W", FIRST, "夜間", "処理中", "緊急", "鈴木 一郎", "佐藤 花子", "11/02/2026", "", due, "false", "遅い"],
        ["vzq8r97w", SECOND, "帳票", state, "低", "佐藤 花子", "佐藤 花子", "11/27/2026", "", "12/25/2026", "false", ""],
    ):  # fmt: skip
        sheet.append(row)
    path = path / "プラン.xlsx"
    book.save(path)
    return path


def sharepoint(path: Path, is_later: bool) -> Path:
    due, state = ("2026/12/18", "完了") if is_later else ("2026/12/04", "開始前")
    path = path / "list.csv"
    path.write_bytes(
        _text(
            [
                ["ID", "タイトル", "割り当て先", "課題の状況", "優先度", "期限", "説明", "登録日時", "登録者", "添付ファイル"],
                ["1", FIRST, "鈴木 一郎;#12", "進行中", "(1) 高", due, "遅い", "2026/11/02", "佐藤 花子;#3", "1"],
                ["2", SECOND, "佐藤 花子;#3", state, "(3) 低", "2026/12/10", "", "2026/11/03", "佐藤 花子;#3", ""],
            ],
            "utf-8-sig",
        )
    )  # fmt: skip
    return path


def asana(path: Path, is_later: bool) -> Path:
    due, done = ("2026-12-18", "2026-11-29") if is_later else ("2026-12-04", "")
    path = path / "asana.csv"
    path.write_bytes(
        _text(
            [
                ["Task ID", "Created At", "Completed At", "Last Modified", "Name", "Section/Column", "Assignee", "Start Date", "Due Date", "Tags", "Notes", "Projects"],
                ["1201234567890123", "2026-11-02", "", "2026-11-24", FIRST, "夜間", "鈴木 一郎", "2026-11-02", due, "", "遅い", "会員"],
                ["1201234567890124", "2026-11-03", done, "2026-11-24", SECOND, "帳票", "佐藤 花子", "", "2026-12-10", "", "", "会員"],
            ],
            "utf-8",
        )
    )  # fmt: skip
    return path


def trello(path: Path, is_later: bool) -> Path:
    due, state = ("2026-12-18T03:00:00.000Z", "Done") if is_later else ("2026-12-04T03:00:00.000Z", "To Do")
    path = path / "board.csv"
    path.write_bytes(
        _text(
            [
                ["Card ID", "Card Name", "Card URL", "Card Description", "Labels", "Members", "Due Date", "List ID", "List Name", "Board Name", "Archived"],
                ["5f01", FIRST, "https://trello.example/1", "遅い", "night (green)", "鈴木 一郎", due, "l1", "Doing", "会員", "false"],
                ["5f02", SECOND, "https://trello.example/2", "", "", "佐藤 花子", "", "l2", state, "会員", "false"],
            ],
            "utf-8",
        )
    )  # fmt: skip
    return path


def notion(path: Path, is_later: bool) -> Path:
    """A database of the user's own headings, in a zip, without a key."""
    import zipfile

    due, state = ("2026年12月18日", "完了") if is_later else ("2026年12月4日", "未着手")
    data = _text(
        [
            ["件名", "状態", "担当", "期限", "優先度"],
            [FIRST, "対応中", "鈴木 一郎", due, "高"],
            [SECOND, state, "佐藤 花子", "2026年12月10日", "低"],
        ],
        "utf-8-sig",
    )
    path = path / "notion.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("課題 1a2b.csv", data)
    return path


_TASK = """<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel><Summary>{summary}</Summary>
<Milestone>{milestone}</Milestone><Start>2026-11-02T08:00:00</Start><Finish>{finish}T17:00:00</Finish>
<PercentComplete>{percent}</PercentComplete><Work>PT40H0M0S</Work>{more}</Task>"""


def msproject(path: Path, is_later: bool) -> Path:
    finish, percent = ("2026-12-18", "100") if is_later else ("2026-12-04", "0")
    link = (
        "<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>3</Type><LinkLag>9600</LinkLag><LagFormat>7</LagFormat></PredecessorLink>"
        "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>50</LinkLag><LagFormat>19</LagFormat></PredecessorLink>"
    )
    tasks = "".join(
        (
            _TASK.format(uid=1, name="夜間", level=1, summary=1, milestone=0, finish=finish, percent=0, more=""),
            _TASK.format(uid=2, name=FIRST, level=2, summary=0, milestone=0, finish=finish, percent=50, more=""),
            _TASK.format(uid=3, name=SECOND, level=2, summary=0, milestone=0, finish="2026-12-10", percent=percent, more=link),
        )
    )  # fmt: skip
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project">'
        f"<MinutesPerDay>480</MinutesPerDay><Tasks>{tasks}</Tasks>"
        "<Resources><Resource><UID>1</UID><Name>鈴木 一郎</Name></Resource></Resources>"
        "<Assignments><Assignment><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID></Assignment></Assignments></Project>"
    )
    path = path / "計画.xml"
    path.write_text(text, encoding="utf-8")
    return path


EXPORTS: Mapping[str, Callable[[Path, bool], Path]] = {
    each.__name__: each
    for each in (redmine, backlog, jira, github, planner, sharepoint, asana, trello, notion, msproject)
}

THIRD = "承認の順序を決め直す"
_NEXT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "redmine": (("1235", "1236"),),
    "backlog": (("90002", "90003"), ("KIBAN-13", "KIBAN-14")),
    "jira": (("ABC-8", "ABC-9"), ("10008", "10009")),
    "github": (("issues/13", "issues/14"),),
    "planner": (("vzq8r97w", "vzq8r97x"),),
    "sharepoint": (("2,", "3,"),),
    "asana": (("1201234567890124", "1201234567890125"),),
    "trello": (("5f02", "5f03"),),
    "notion": (),
    "msproject": (("<UID>3<", "<UID>4<"), ("<ID>3<", "<ID>4<")),
}


def with_another(tool: str, path: Path) -> Path:
    """The export with one row more: the second under another key and title."""
    import zipfile

    swaps = ((SECOND, THIRD), *_NEXT[tool])
    if tool == "planner":
        book = openpyxl.load_workbook(path)
        last = [cell.value for cell in list(book.active.rows)[-1]]
        book.active.append(
            [THIRD if cell == SECOND else "vzq8r97x" if cell == "vzq8r97w" else cell for cell in last]
        )
        book.save(path)
    elif tool == "msproject":
        text = path.read_text(encoding="utf-8")
        task = text[text.rindex("<Task>") : text.index("</Tasks>")]
        path.write_text(text.replace("</Tasks>", f"{_swapped(task, swaps)}</Tasks>"), encoding="utf-8")
    elif tool == "notion":
        with zipfile.ZipFile(path) as archive:
            name = archive.namelist()[0]
            data = _one_more(archive.read(name), "utf-8-sig", swaps)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, data)
    else:
        encoding = {"redmine": "cp932", "backlog": "utf-8-sig", "sharepoint": "utf-8-sig"}.get(tool, "utf-8")
        path.write_bytes(_one_more(path.read_bytes(), encoding, swaps))
    return path


def _one_more(data: bytes, encoding: str, swaps: Sequence[tuple[str, str]]) -> bytes:
    text = data.decode(encoding)
    return (text + _swapped(text.rstrip("\r\n").rpartition("\r\n")[2], swaps) + "\r\n").encode(encoding)


def _swapped(text: str, swaps: Sequence[tuple[str, str]]) -> str:
    for old, new in swaps:
        text = text.replace(old, new, 1)
    return text
