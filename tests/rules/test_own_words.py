"""DAT004 in tables of other offices: their words are a habit, told once a column; in ours each is an error."""

from __future__ import annotations

from tests.support.staff_book import Percent, staff_book

HEAD = ["課題ID", "件名", "種別", "優先度", "担当", "期限", "状態"]


def issues(*kinds_and_states):
    return [
        HEAD,
        *(
            [f"ISS-{n:03}", "件名", kind, "中", "佐藤", "2026/11/10", state]
            for n, (kind, state) in enumerate(kinds_and_states, 1)
        ),
    ]


def told(book):
    return [(f.cell, f.severity.value, f.message) for f in book.check(["DAT004"]).findings]


def test_words_of_another_office_are_told_once_a_column(tmp_path):
    rows = issues(
        ("画面", "対応中"), ("帳票", "様子見"), ("画面", "様子見"), ("課題", "【完了】"), ("課題", "次回")
    )
    assert told(staff_book(tmp_path, {"課題管理表": rows})) == [
        ("C2", "info", "「画面」(2件)、「帳票」(1件)はこの職場の言葉です。そのまま読みました。"),
        (
            "G3",
            "warning",
            "「様子見」(2件)、「次回」(1件)は終わりかどうか分からない言葉です。分かるまで「進行中」として数えます。",
        ),
    ]


def test_in_our_own_table_each_such_cell_is_an_error(tmp_path):
    rows = issues(("画面", "対応中"), ("画面", "様子見"))
    book = staff_book(tmp_path, {"課題管理表": rows}, is_ours=True)
    assert sorted(cell for cell, _, _ in told(book)) == ["C2", "C3", "G3"]


def test_only_what_is_open_is_late_whatever_its_state_is_decorated_with(tmp_path):
    states = ["🔴未着手", "🟡対応中", "✅", "完了✔", "4.完了", "【完了】", "完了(済)", "①対応中"]
    book = staff_book(tmp_path, {"課題管理表": issues(*(("課題", state) for state in states))})
    assert [item.row_id for item in book.overdue()] == ["ISS-001", "ISS-002", "ISS-008"]
    assert told(book) == []


def test_a_column_of_ours_that_another_office_leaves_blank_is_a_habit_and_a_lacking_title_a_warning(tmp_path):
    rows = [
        HEAD,
        ["ISS-001", "件名", None, None, "佐藤", "2026/12/10", "対応中"],
        ["ISS-002", None, None, None, None, "2026/12/10", "対応中"],
    ]
    found = staff_book(tmp_path, {"課題管理表": rows}).check(["DAT006"]).findings
    assert [(f.cell, f.severity.value) for f in found] == [("B3", "warning"), ("E3", "warning")]


def test_a_state_that_is_a_share_of_the_work_says_whether_it_is_done(tmp_path):
    shares = [Percent(1.0), Percent(0.3), Percent(0)]
    book = staff_book(tmp_path, {"課題管理表": issues(*(("課題", share) for share in shares))})
    assert [issue.status for issue in book.issues] == ["完了", "対応中", "未着手"]
    assert [item.row_id for item in book.overdue()] == ["ISS-002", "ISS-003"]
