"""A change is looked at, refused and found before anything is written: preview, problems, IDs, words, upsert, check."""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path

import pytest

from pmo_xl import Acceptance, Issue, Question
from pmo_xl.errors import BadChange, BookInUse, RefusedEdit
from pmo_xl.model.choice import Choice
from pmo_xl.operations.book import Book
from tests.support.master import opened, small_book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return opened(small_book(tmp_path))


def an_issue(**values: object) -> Issue:
    usual = {"kind": "課題", "title": "夜間バッチの遅延", "priority": "高", "raised_by": "佐藤 花子",
             "owner": "鈴木 一郎", "due_on": date(2026, 12, 10)}  # fmt: skip
    return Issue.model_validate(usual | values)


def first_issue(book: Book) -> Issue:
    return next(iter(book.issues))


def test_the_preview_shows_every_cell_before_and_after_and_writes_nothing(book: Book) -> None:
    issue, before = first_issue(book), book.path.read_bytes()
    with book.edit(apply=False) as changes:
        changes.set(issue, title="帳票の文字化け")
        new = changes.append(an_issue())
        shown = changes.preview()
    assert book.path.read_bytes() == before and changes.report is None
    told = {(each.row_id, each.column): (each.before, each.after, each.kind) for each in shown}
    assert told[issue.id, "件名"] == (issue.title, "帳票の文字化け", "value")
    assert told[new.id, "件名"] == ("", "夜間バッチの遅延", "new_row")
    assert "帳票の文字化け" in repr(changes) and "帳票の文字化け" in changes._repr_html_()
    assert list(shown.to_frame()["列"]) == [each.column for each in shown]


def test_the_report_of_the_save_is_there_after_the_block(book: Book) -> None:
    with book.edit() as changes:
        changes.set(first_issue(book), title="帳票の文字化け")
        assert changes.report is None
    assert changes.report is not None and changes.report.backup is not None
    assert changes.report.sha256_after == opened(book.path).sha256


def test_what_cannot_be_written_is_told_in_the_preview_with_the_reason(tmp_path: Path) -> None:
    import openpyxl

    path = small_book(tmp_path)
    made = openpyxl.load_workbook(path)  # a file of the test's own
    made["課題管理表"].protection.sheet = True
    made.save(path)
    book = opened(path)
    with book.edit(apply=False) as changes:
        changes.set(first_issue(book), title="別の題")
        (blocked,) = changes.preview().blocked
    assert blocked.column == "件名" and "保護" in (blocked.blocked or "") and "書けません" in repr(changes)


def test_a_row_is_named_by_its_id(book: Book) -> None:
    issue = first_issue(book)
    with book.edit() as changes:
        changes.set((issue.id or "").lower(), title="帳票の文字化け")
    assert opened(book.path).issues[issue.id or ""].title == "帳票の文字化け"


def test_an_id_that_no_row_has_is_refused_with_the_nearest(book: Book) -> None:
    issue = first_issue(book)
    with pytest.raises(BadChange, match=f"{issue.id} のことですか"), book.edit() as changes:
        changes.set((issue.id or "").replace("-0", "-"), title="題")


def test_a_word_that_its_list_lacks_is_refused_at_once_with_row_title_label_and_the_nearest(
    book: Book,
) -> None:
    issue = first_issue(book)
    with book.edit(apply=False) as changes:
        with pytest.raises(BadChange) as refused:
            changes.set(issue, status="完了済み中")
        assert len(changes) == 0
        with pytest.raises(BadChange, match="近い言葉は「対応中」"):
            changes.set(issue, status="対応注")
    for part in (issue.id, issue.title, "状態", "完了済み中", "選択肢", "new_words=True"):
        assert str(part) in refused.value.message


def test_a_new_word_is_added_to_its_list_with_its_meaning_left_to_a_person(book: Book) -> None:
    issue = first_issue(book)
    with book.edit(new_words=True) as changes:
        changes.set(issue, status="検証待ち")
        changes.append(an_issue(status="検証待ち"))
        kinds = {change.kind for change in changes.preview() if change.sheet == "選択肢"}
    after = opened(book.path)
    rows = [row for row in after.of(Choice) if row.value == "検証待ち"]
    assert [(row.list_name, row.meaning) for row in rows] == [("課題管理表.状態", None)] and kinds == {
        "choice"
    }
    assert after.issues[issue.id or ""].status == "検証待ち"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"description": "長" * 32_768}, "32,767 文字まで"),
        ({"due_on": date(1899, 1, 5)}, "1900 年から"),
        ({"titel": "題"}, "title のことですか"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused_with_the_reason(
    book: Book, values: dict[str, object], why: str
) -> None:
    with book.edit(apply=False) as changes, pytest.raises(BadChange, match=why):
        changes.set(first_issue(book), **values)


def test_a_sum_of_more_digits_than_excel_keeps_is_refused(book: Book) -> None:
    row = next(iter(book.acceptances))
    with book.edit(apply=False) as changes, pytest.raises(BadChange, match="15 桁まで"):
        changes.set(row, acceptance_planned=1_234_567_890_123_456)
    assert isinstance(row, Acceptance)


def test_all_problems_of_several_rows_are_kept_and_none_of_them_is_added(book: Book) -> None:
    last = [row.id for row in book.issues][-1]
    with book.edit() as changes:
        first = changes.append(an_issue())
        with pytest.raises(BadChange, match="ほか 1 件"):
            changes.extend([an_issue(), an_issue(priority="至急"), an_issue(owner=None), an_issue()])
        assert len(changes.problems) == 2 and "至急" in changes.problems[0] and "担当" in changes.problems[1]
        second, third = changes.extend([an_issue(title="二つめ"), an_issue(title="三つめ")])
        assert changes.problems == ()
    numbers = [int((each or "").split("-")[1]) for each in (last, first.id, second.id, third.id)]
    assert numbers == list(range(numbers[0], numbers[0] + 4))
    assert [row.title for row in opened(book.path).issues][-3:] == ["夜間バッチの遅延", "二つめ", "三つめ"]


def test_an_incomplete_row_is_written_and_found_by_the_rules(book: Book) -> None:
    with book.edit() as changes:
        new = changes.append(an_issue(owner=None, due_on=None), incomplete=True)
        told = {each.column for each in changes.check(["DAT006"]).new}
    assert told == {"担当", "期限"}
    found = opened(book.path).check(["DAT006"]).findings
    assert {each.column for each in found if each.row_id == new.id} == {"担当", "期限"}


def test_a_row_of_another_tool_is_changed_where_it_is_and_added_where_it_is_not(book: Book) -> None:
    issue = first_issue(book)
    with book.edit() as changes:
        changes.set(issue, external_ids="redmine:1234、backlog:KIBAN-12")
        changes.append(an_issue(external_ids="redmine:77"))
        with pytest.raises(BadChange, match="もう足そうとしています"):
            changes.upsert(an_issue(external_ids="redmine:77"))
    book = opened(book.path)
    count = len(book.issues)
    with book.edit() as changes:
        changed = changes.upsert(an_issue(external_ids="backlog:KIBAN-12", title="新しい題"))
        added = changes.upsert(an_issue(external_ids="Redmine:1234", title="別の道具の行"))
        with pytest.raises(BadChange, match="外部ID」が空欄"):
            changes.upsert(an_issue())
    after = opened(book.path)
    assert changed.id == issue.id and after.issues[issue.id or ""].title == "新しい題"
    assert len(after.issues) == count + 1 and added.title == "別の道具の行"


def test_a_key_that_two_rows_have_decides_nothing(book: Book) -> None:
    one, two = list(book.issues)[:2]
    with book.edit() as changes:
        for row in (one, two):
            changes.set(row, external_ids="redmine:1")
    book = opened(book.path)
    with book.edit() as changes, pytest.raises(BadChange, match="どの行か決められません"):
        changes.upsert(an_issue(external_ids="redmine:1"))


def test_the_check_of_changes_says_what_they_bring_end_and_leave_as_a_check_of_the_written_book_does(
    book: Book,
) -> None:
    late = next(row for row in book.questions if row.status == "未回答")
    with book.edit() as changes:
        changes.set(late, status="完了", answered_on=None)
        changes.append(an_issue(owner="外部 千鶴"))
        told = changes.check()
    before, after = book.check(), opened(book.path).check()
    ids = [{each.id for each in report.findings} for report in (before, after)]
    assert {each.id for each in told.new} == ids[1] - ids[0] != set()
    assert {each.id for each in told.gone} == ids[0] - ids[1]
    assert {each.id for each in told.kept} == ids[0] & ids[1]
    assert told.counts["増える"] == len(told.new) and isinstance(late, Question)


def test_rules_that_cannot_be_judged_are_named_and_nothing_is_said_of_them(book: Book) -> None:
    with book.edit(apply=False) as changes:
        changes.set(first_issue(book), title="別の題")
        silent = {each.rule for each in changes.check().not_judged}
    without_papers = book.check(documents=False)  # a change in a cell does not open the documents anew
    assert silent == {each.rule for each in without_papers.rules if each.is_not_evaluated}


def test_a_book_that_is_open_elsewhere_is_waited_for(book: Book) -> None:
    lock = book.path.with_name(f"~${book.path.name}")
    lock.write_bytes(b"")
    other = book.path.with_name(f".~lock.{book.path.name}#")
    other.write_text("佐藤,pc,x,x;", encoding="utf-8")
    with pytest.raises(BookInUse), book.edit() as changes:
        changes.set(first_issue(book), title="題")

    def close_it() -> None:
        time.sleep(0.4)
        other.unlink()
        lock.unlink()

    closing = threading.Thread(target=close_it)
    closing.start()
    with book.edit(wait=10) as changes:
        changes.set(first_issue(book), title="待って書いた題")
    closing.join()
    assert changes.report and opened(book.path).issues[first_issue(book).id or ""].title == "待って書いた題"
    assert issubclass(BookInUse, RefusedEdit)


def test_a_figure_of_a_changed_row_is_no_finding_of_a_stale_result(book: Book) -> None:
    issue = first_issue(book)
    with book.edit(apply=False) as changes:
        changes.set(issue, due_on=date(2026, 10, 1), status="対応中")
        told = changes.check(["DAT007", "DAT008"])
    assert told.new == () and told.gone == ()
