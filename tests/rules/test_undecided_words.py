"""A cell that holds 未定 or a dash is never called 空欄, on written workbooks, whoever tells of it."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.payment.toritekihou_payment import toritekihou_payments
from pmo_xl.model.blank_word import as_it_stands
from pmo_xl.model.issue import Issue
from pmo_xl.rules.catalog import all_rules
from tests.support.staff_book import staff_book

ISSUE = [
    "課題ID",
    "件名",
    "種別",
    "優先度",
    "担当",
    "期限",
    "状態",
    "対応方針",
    "恒久対応要否",
    "恒久対応期限",
]
ORDER = [
    "発注ID",
    "予算ID",
    "システム",
    "発注先",
    "件名",
    "発注区分",
    "発注金額",
    "発注書番号",
    "発注日",
    "検収月",
    "支払月",
    "取適法",
    "起票元",
    "負担部門",
]
ROW = [
    "検収ID",
    "発注ID",
    "受領日",
    "検収予定日",
    "検収日",
    "検収額",
    "請求日",
    "請求書番号",
    "請求額",
    "消費税額",
    "税率",
    "支払期日",
    "支払日",
    "支払方法",
    "検収書",
]


def _book(tmp_path, *rows, **order):
    usual = dict(
        zip(
            ORDER,
            [
                "ORD-001",
                "BUD-001",
                "会員基盤",
                "甲社",
                "開発",
                "当初",
                1_000_000,
                "P-1",
                date(2026, 5, 1),
                None,
                None,
                "対象",
                None,
                "営業部",
            ],
            strict=True,
        )
    )
    cells = list((usual | order).values())
    table = [[row.get(head) for head in ROW] for row in rows]
    return staff_book(tmp_path, {"予算管理表": [ORDER, cells], "検収支払": [ROW, *table]})


def _sentences(book) -> list[str]:
    report = book.check([rule.id for rule in all_rules()])
    return [f.message for f in report.findings] + [count.reason or "" for count in report.rules]


DELIVERY = {
    "検収ID": "ACC-001",
    "発注ID": "ORD-001",
    "受領日": date(2026, 6, 1),
    "検収予定日": date(2026, 6, 10),
    "検収日": date(2026, 6, 10),
    "検収額": 1_000_000,
}


@pytest.mark.parametrize(
    ("undecided", "said"),
    [
        ({"受領日": "未定"}, "受領日が「未定」"),
        ({"支払期日": "未定"}, "支払期日が「未定」"),
        ({"支払期日": "－", "支払日": date(2026, 7, 1)}, "支払期日が「－」"),
        ({"請求額": 1_000_000, "税率": "－", "消費税額": 100_000}, "税率が「－」"),
        ({"請求額": 1_000_000, "税率": 0.1, "消費税額": "－"}, "消費税額が「－」"),
        ({"検収予定日": "未定", "検収日": "未定"}, "検収日にも検収予定日にも日付のない行"),
    ],
)
def test_no_sentence_about_money_calls_an_undecided_cell_blank(tmp_path, undecided, said):
    book = _book(tmp_path, DELIVERY | undecided)
    (row,) = book.acceptances
    labels = [row.columns[name].label for name in row.undecided]
    lawful = toritekihou_payments(book.project)
    told = [*_sentences(book), *(check.ruling.reason for each in lawful for check in each.checks)]
    assert [text for text in told for label in labels if f"{label}が空欄" in text] == []
    assert any(said in text for text in told), told


@pytest.mark.parametrize(
    ("order", "delivery", "said"),
    [
        ({"発注金額": "－"}, {}, "発注金額が「－」か"),
        ({"検収月": "未定"}, {"発注ID": "ORD-009"}, "検収月が「未定」で"),
    ],
)
def test_an_order_tells_the_word_that_stands_in_it(tmp_path, order, delivery, said):
    told = _sentences(_book(tmp_path, DELIVERY | delivery, **order))
    assert any(said in text for text in told), told


def test_an_unpaid_delivery_whose_due_date_is_undecided_says_so_past_the_last_lawful_day(tmp_path):
    book = _book(tmp_path, DELIVERY | {"支払期日": "未定"})
    (finding,) = [f for f in book.check("ACC007").findings if f.column == "支払期日"]
    assert finding.message.count("支払期日が「未定」のまま") == 1
    assert finding.value == "未定"


def test_the_longer_heading_is_not_taken_for_the_shorter_one(tmp_path):
    rows = [ISSUE, ["ISS-001", "遅い", "リリース課題", "高", "佐藤", "未定", "対応中", "－", "要", None]]
    (issue,) = staff_book(tmp_path, {"課題管理表": rows}).issues
    said = "恒久対応期限が空欄です。期限が空欄です。"
    assert as_it_stands(said, issue) == "恒久対応期限が空欄です。期限が「未定」です。"
    assert as_it_stands(said, Issue(title="遅い")) == said


def test_a_policy_that_is_a_dash_is_told_as_one(tmp_path):
    rows = [ISSUE, ["ISS-001", "遅い", "課題", "高", "佐藤", date(2026, 12, 1), "対応中", None, None, "未定"]]
    told = _sentences(staff_book(tmp_path, {"課題管理表": rows}))
    assert any("対応方針が空欄" in said for said in told)
    assert not any("恒久対応期限が空欄" in said for said in told)
