"""merge: what was edited in copies comes into one book; what two people changed differently waits for a person."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from pmo_xl.errors import BadOption
from pmo_xl.exchange import FieldState
from pmo_xl.faces.cli import main
from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.operations.merge import merge
from tests.support.libreoffice import SOFFICE
from tests.support.master import opened, small_book

NEW = date(2026, 12, 4)
OLD = Path(__file__).parents[1] / "workbooks_of" / "0.1.0" / "core.xlsx"


@pytest.fixture
def books(tmp_path):
    """The base, and a book and two copies made of it."""
    base = small_book(tmp_path, name="元.xlsx")
    return base, *(
        small_book(tmp_path, name=name) for name in ("台帳.xlsx", "台帳_佐藤.xlsx", "台帳_鈴木.xlsx")
    )


def edited(path, **ids):
    """Fields of issues changed in one book: edited(path, ISS_001={"due_on": …})."""
    book = opened(path)
    with book.edit() as changes:
        for name, values in ids.items():
            changes.set(book.issues[name.replace("_", "-")], **values)


def question(path, title, **more):
    book = opened(path)
    with book.edit() as changes:
        return changes.append(
            Question(
                category="仕様",
                title=title,
                question="?",
                asked_by="高橋 次郎",
                asked_on=NEW,
                due_on=NEW,
                **more,
            )
        ).id


def states(exchange):
    return {(row.row_id, each.name): each.state for row in exchange.rows for each in row.fields}


def test_a_copy_that_nobody_edited_changes_nothing(books):
    base, book, copy, _ = books
    assert main(["merge", str(book), str(copy), "--base", str(base), "--as-of", "2026-11-30"]) == 0
    assert merge(opened(book), [copy]).exchange.is_done


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice がありません")
def test_m2_a_copy_that_libreoffice_only_saved_again_changes_nothing(books, tmp_path):
    base, book, copy, _ = books
    subprocess.run(
        [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "再保存"), str(copy)], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    saved = tmp_path / "再保存" / copy.name
    assert merge(opened(book), [saved]).exchange.is_done
    assert merge(opened(book), [saved], base=str(base)).exchange.is_done


def test_each_side_keeps_what_it_changed_and_what_two_changed_differently_is_a_conflict(books):
    base, book, sato, suzuki = books
    edited(book, ISS_002={"due_on": NEW}, ISS_005={"owner": "佐藤 花子"})
    edited(sato, ISS_001={"status": "完了"}, ISS_002={"due_on": NEW}, ISS_005={"owner": "鈴木 一郎"})
    edited(suzuki, ISS_006={"priority": "低"})
    exchange = merge(opened(book), [sato, suzuki], base=str(base)).exchange
    found = states(exchange)
    assert found["ISS-001", "status"] is FieldState.TAKE
    assert found["ISS-002", "due_on"] is FieldState.KEEP  # of 鈴木, who left it as it was
    assert found["ISS-005", "owner"] is FieldState.CONFLICT
    assert found["ISS-006", "priority"] is FieldState.TAKE
    exchange.apply()
    after = opened(book).issues
    assert (after["ISS-001"].status, after["ISS-005"].owner, after["ISS-006"].priority) == (
        "完了",
        "佐藤 花子",
        "低",
    )


def test_two_copies_that_changed_one_cell_differently_are_both_named_in_any_order(books):
    base, book, sato, suzuki = books
    edited(sato, ISS_001={"owner": "鈴木 一郎"}, ISS_002={"priority": "低"})
    edited(suzuki, ISS_001={"owner": "高橋 次郎"}, ISS_002={"priority": "低"})
    one = merge(opened(book), [sato, suzuki], base=str(base)).exchange
    other = merge(opened(book), [suzuki, sato], base=str(base)).exchange
    assert states(one) == states(other)
    (conflict,) = (each for row in one.rows for each in row.fields if each.state is FieldState.CONFLICT)
    assert [name for name, _ in conflict.others] == ["台帳_佐藤.xlsx", "台帳_鈴木.xlsx"]
    with pytest.raises(BadOption, match=r"台帳_佐藤.xlsx、台帳_鈴木.xlsx"):
        one.decide("ISS-001", "担当", "source")
    one.decide("ISS-001", "担当", "台帳_鈴木.xlsx")
    one.apply()
    assert opened(book).issues["ISS-001"].owner == "高橋 次郎"


def test_without_a_base_blanks_are_filled_and_other_differences_are_conflicts(books):
    _, book, sato, _ = books
    edited(sato, ISS_001={"due_on": NEW}, ISS_006={"due_on": NEW})
    found = states(merge(opened(book), [sato]).exchange)
    assert found == {("ISS-001", "due_on"): FieldState.CONFLICT, ("ISS-006", "due_on"): FieldState.TAKE}


def test_lines_that_both_added_are_all_kept_and_none_twice(books):
    base, book, sato, suzuki = books
    for path in (base, book, sato, suzuki):
        edited(path, ISS_001={"progress_notes": "11/20 起票"})
    edited(book, ISS_001={"progress_notes": "11/24 調査中\n11/20 起票"})
    edited(sato, ISS_001={"progress_notes": "11/27 直した\n11/20 起票"})
    edited(suzuki, ISS_001={"progress_notes": "11/24 調査中\n11/20 起票"})
    merge(opened(book), [sato, suzuki], base=str(base)).exchange.apply()
    assert opened(book).issues["ISS-001"].progress_notes == "11/27 直した\n11/24 調査中\n11/20 起票"


def test_one_number_used_on_both_sides_moves_and_what_pointed_to_it_follows(books):
    base, book, sato, _ = books
    assert question(book, "こちらの質問の件名です") == "QA-006"
    assert question(sato, "写しで足した別の質問") == "QA-006"
    with (copy := opened(sato)).edit() as changes:
        changes.set(copy.spec_changes["CHG-001"], origin=("QA-006",))
    exchange = merge(opened(book), [sato], base=str(base)).exchange
    exchange.apply()
    after = opened(book)
    assert after.questions["QA-007"].title == "写しで足した別の質問"
    assert after.spec_changes["CHG-001"].origin == ("QA-007",)


def test_m3_m4_a_row_deleted_in_the_copy_is_kept_and_told_and_one_deleted_here_is_asked_about(
    books, tmp_path
):
    issues = opened(books[0]).issues
    rows = [Issue(**{n: getattr(i, n) for n in Issue.columns if n != "days_overdue"}) for i in issues]
    base, book = books[0], books[1]
    less = small_book(tmp_path, {Issue: rows[1:]}, name="写し.xlsx")
    exchange = merge(opened(book), [less], base=str(base)).exchange
    assert [(row.state.value, row.row_id) for row in exchange.rows if row.state != "same"] == [
        ("gone", "ISS-001")
    ]
    assert len(exchange.changes) == 0
    edited(book, ISS_001={"due_on": NEW})
    back = merge(opened(less), [book], base=str(base)).exchange
    assert [(row.state.value, row.row_id) for row in back.rows if row.state != "same"] == [
        ("doubtful", "ISS-001")
    ]


def test_m8_a_copy_of_an_earlier_version_says_nothing_of_a_column_that_it_lacks(tmp_path):
    base, copy, book = (tmp_path / name for name in ("元.xlsx", "写し.xlsx", "台帳.xlsx"))
    for path in (base, copy, book):
        shutil.copy(OLD, path)
    assert "external_ids" not in opened(copy).issues["ISS-001"].place.table.columns
    edited(copy, ISS_001={"priority": "低"})
    opened(book).upgrade(apply=True)
    edited(book, ISS_001={"external_ids": "redmine:1234"}, ISS_002={"external_ids": "redmine:1235"})
    told = states(opened(book).merge(copy))
    assert "external_ids" not in {name for _, name in told}
    exchange = opened(book).merge(copy, base=str(base))
    assert states(exchange) == {("ISS-001", "priority"): FieldState.TAKE}
    exchange.apply()
    after = opened(book).issues
    assert [after[each].external_ids for each in ("ISS-001", "ISS-002")] == ["redmine:1234", "redmine:1235"]
    assert after["ISS-001"].priority == "低"


def test_a_base_that_is_the_book_itself_is_said_and_not_written_without_force(books, capsys):
    _, book, sato, _ = books
    edited(sato, ISS_001={"due_on": NEW})
    command = ["merge", str(book), str(sato), "--base", str(book), "--apply", "--as-of", "2026-11-30"]
    assert main(command) == 2
    assert "100%" in capsys.readouterr().err
    assert main([*command, "--force"]) == 0


def test_m9_columns_in_another_order_are_the_same_and_one_that_the_copy_added_is_named(books, tmp_path):
    import openpyxl

    _, book, *_ = books
    rows = list(opened(book).issues)
    names = ("due_on", "title", "id", "owner", "priority", "kind", "raised_on", "raised_by")
    copy = openpyxl.Workbook()
    sheet = copy.active
    sheet.title = "課題管理表"
    sheet.append([*(Issue.columns[name].label for name in names), "社内メモ"])
    for row in rows:
        sheet.append([*(getattr(row, name) for name in names), "メモ"])
    sheet.cell(2, names.index("owner") + 1).value = None
    copy.save(tmp_path / "並べ替え.xlsx")
    made = opened(book).merge(tmp_path / "並べ替え.xlsx")
    assert "課題管理表.社内メモ" in made.unused_columns
    assert made.is_done and made.summary["same"] == len(rows)


def test_a_book_of_another_project_and_the_book_itself_are_refused(books, tmp_path):
    other = small_book(tmp_path, {Issue: [Issue(id="ISS-900", kind="課題", title="別")]}, name="別.xlsx")
    with pytest.raises(BadOption, match="写しではありません"):
        merge(opened(books[1]), [_renumbered(other)])
    with pytest.raises(BadOption, match="そのもの"):
        merge(opened(books[1]), [books[1]])


def _renumbered(path):
    """A book with nothing in common: its project has another code."""
    from pmo_xl.model.setting import Setting

    return small_book(
        path.parent, {Setting: [Setting(key="案件名", value="別"), Setting(key="案件コード", value="X")], Issue: [Issue(id="A-1", kind="課題", title="別")],
                      **{sheet: [] for sheet in opened(path).project.records if sheet.sheet.collection in
                         ("questions", "tasks", "orders", "acceptances", "spec_changes", "budgets", "members", "systems", "vendors")}},
        name="別の案件.xlsx",
    )  # fmt: skip
