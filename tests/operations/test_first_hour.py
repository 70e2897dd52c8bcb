"""The first hour with an empty book: a person types only what is needed, and every finding is worth reading."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from pmo_xl import new_workbook
from pmo_xl.model.sheets import sheet_labelled
from pmo_xl.operations.book import Book
from pmo_xl.operations.fix import fix
from tests.support.typing_person import Typed, type_into

D = date(2026, 4, 13)
Rows = Sequence[Mapping[str, object]]


def rows(headings: str, *typed: Sequence[object]) -> Rows:
    return [dict(zip(headings.split(), values, strict=True)) for values in typed]


LISTS: Typed = {
    "要件一覧": rows(
        "要件ID 種別 大項目 要件名 要件内容 出典 関連システム 優先度 合意状態 状態",
        ("REQ-001", "機能", "会員登録", "会員登録", "メールアドレスで会員登録できる", "3/10 営業部打合せ", "会員基盤",
         "高", "未合意", "対象"),
        ("REQ-002", "機能", "会員登録", "退会", "会員は自分で退会できる", "3/10 営業部打合せ", "会員基盤",
         "中", "未合意", "対象"),
        ("REQ-003", "機能", "請求", "請求連携", "退会した会員の請求を止める", "経理部の要望", "会員基盤、請求",
         "高", "未合意", "対象"),
        ("REQ-004", "非機能", "性能・拡張性", "応答時間", "会員登録は3秒以内に応答する", "RFP 4章", "会員基盤",
         "中", "未合意", "対象"),
        ("REQ-005", "非機能", "可用性", "稼働時間", "24時間365日使える", "RFP 4章", "会員基盤",
         "中", "未合意", "検討中"),
    ),
    "QA表": rows(
        "QA-ID 件名 分類 質問 質問者 質問日 回答期限 状態",
        ("QA-001", "氏名の最大文字数", "仕様", "氏名は最大何文字ですか", "鈴木 次郎", date(2026, 4, 8),
         date(2026, 4, 20), "未回答"),
        ("QA-002", "退会後の保持期間", "仕様", "退会した会員の情報は何年残しますか", "鈴木次郎", "2026/4/9", "4/24",
         "未回答"),
        ("QA-003", "請求の締め日", "運用", "請求の締め日は何日ですか", "田中課長", date(2026, 4, 10), "R8.4.24",
         "未回答"),
    ),
    "課題管理表": rows(
        "課題ID 種別 件名 優先度 起票日 起票者 担当 期限 状態",
        ("ISS-001", "課題", "試験環境の手配が未定", "中", date(2026, 4, 7), "佐藤 花子", "田中 一郎",
         date(2026, 4, 24), "対応中"),
        ("ISS-002", "課題", "請求側の窓口が決まっていない", "中", date(2026, 4, 8), "佐藤 花子", "佐藤花子", "4/30",
         "未着手"),
        ("ISS-003", "ToDo", "キックオフの日程調整", "低", date(2026, 4, 8), "佐藤花子さん", "鈴木　次郎", "2026.4.17",
         "対応中"),
        ("ISS-004", "課題", "移行データの件数が不明", "中", date(2026, 4, 10), "鈴木 次郎", "田中 一郎様", "４月３０日",
         "未着手"),
    ),
    "仕様変更管理表": rows(
        "変更ID 件名 起票日 起票者 変更区分 変更後 変更理由 状態",
        ("CHG-001", "生年月日の追加", date(2026, 4, 9), "鈴木 次郎", "追加", "会員登録に生年月日を足す",
         "年齢制限の確認のため", "起票"),
        ("CHG-002", "退会の確認画面", date(2026, 4, 10), "田中 一郎", "変更", "退会の前に確認画面を出す",
         "誤操作を防ぐため", "起票"),
    ),
    "予算管理表": rows(
        "発注ID 予算ID システム名 件名 発注区分 発注先 見積金額 負担部門",
        ("ORD-001", "BUD-001", "会員基盤", "会員基盤 要件定義支援", "当初", "(株)あさひシステム", "3,500,000", "営業部"),
        ("ORD-002", "BUD-001", "会員基盤", "会員基盤 開発", "当初", "㈱あさひシステム", 12_000_000, "営業部"),
        ("ORD-003", "BUD-001", "請求", "請求連携 改修", "当初", "みなと情報", "480万円", "営業部"),
    ),
    "マスタスケジュール": rows(
        "作業ID 種別 工程 作業名 予定開始 予定終了",
        ("WBS-001", "作業", "要件定義", "要件定義", date(2026, 4, 20), date(2026, 5, 29)),
        ("WBS-002", "マイルストーン", "要件定義", "要件合意", date(2026, 5, 29), date(2026, 5, 29)),
        ("WBS-003", "作業", "基本設計", "基本設計", date(2026, 6, 1), date(2026, 6, 30)),
        ("WBS-004", "作業", "詳細設計", "詳細設計", date(2026, 7, 1), date(2026, 7, 31)),
        ("WBS-005", "作業", "開発", "開発", date(2026, 8, 3), date(2026, 9, 30)),
        ("WBS-006", "作業", "結合試験", "結合試験", date(2026, 10, 1), date(2026, 10, 30)),
        ("WBS-007", "作業", "総合試験", "総合試験", date(2026, 11, 2), date(2026, 11, 30)),
        ("WBS-008", "作業", "受入試験", "受入試験", date(2026, 12, 1), date(2026, 12, 18)),
        ("WBS-009", "作業", "移行", "移行", date(2026, 12, 21), date(2026, 12, 25)),
        ("WBS-010", "マイルストーン", "リリース", "サービス開始", date(2027, 1, 12), date(2027, 1, 12)),
    ),
}  # fmt: skip
NAMED: Typed = {
    "体制表": rows(
        "氏名 会社 役割",
        ("佐藤 花子", "みずうみ百貨", "PMO"),
        ("田中 一郎", "みずうみ百貨", "事業責任者"),
        ("伊藤 由美", "みずうみ百貨", "PM"),
        ("鈴木 次郎", "株式会社あさひシステム", "開発ベンダ"),
    ),
    "システム一覧": rows(
        "システム名 区分 主担当", ("会員基盤", "新規", "佐藤 花子"), ("請求", "改修", "伊藤 由美")
    ),
    "取引先一覧": rows(
        "取引先ID 取引先名", ("VEN-001", "株式会社あさひシステム"), ("VEN-002", "みなと情報株式会社")
    ),
    "予算枠": rows(
        "予算ID 年度 負担部門 予算額 承認日", ("BUD-001", 2026, "営業部", 25_000_000, date(2026, 4, 1))
    ),
}
"""What the lists name: people, systems, vendors and the budget."""


def findings(book: Book) -> list[tuple[str, str | None, str | None]]:
    report = book.check()
    assert not report.failed_rules
    return [(finding.rule, finding.row_id, finding.column) for finding in report.findings]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("first hour")


@pytest.fixture(scope="module")
def book(folder: Path) -> Book:
    path = new_workbook(folder / "会員基盤刷新.xlsx", name="会員基盤刷新")
    return type_into(path, NAMED | LISTS, D)


def test_no_more_is_typed_than_a_person_must():
    """The must columns, and the one figure that an order is about."""
    for label, typed in (NAMED | LISTS).items():
        sheet = sheet_labelled(label)
        assert sheet is not None
        must = {sheet.columns[name].label for name in sheet.must_fields}
        for row in typed:
            assert set(row) == must | ({"見積金額"} if label == "予算管理表" else set())


def test_the_first_check_raises_nothing_but_no_baseline_a_short_name_and_nobody_to_ask(book: Book):
    assert findings(book) == [
        ("QST010", "QA-001", "回答者"),
        ("DAT005", "QA-003", "質問者"),
        ("WBS017", None, None),
    ]
    (nobody, short, baseline) = book.check().findings
    assert "未回答の3件すべて" in nobody.message
    assert (short.severity.label, short.expected) == ("警告", "田中 一郎")
    assert "pmo-xl baseline" in baseline.remedy


def test_everything_that_was_typed_is_read(book: Book):
    lists = {label: len(book.project.of(sheet)) for label in LISTS if (sheet := sheet_labelled(label))}
    assert lists == {
        "要件一覧": 5, "QA表": 3, "課題管理表": 4, "仕様変更管理表": 2, "予算管理表": 3, "マスタスケジュール": 10,
    }  # fmt: skip
    assert [order.estimated for order in book.orders] == [3_500_000, 12_000_000, 4_800_000]
    assert [question.due_on for question in book.questions][1:] == [date(2026, 4, 24)] * 2
    assert book.check().summary["rows_undeterminable"] == 0


def test_the_first_fix_lists_the_department_and_decides_nothing_about_persons(book: Book):
    plan = fix(book)
    assert [p.change.after for p in plan.changes if p.change.column == "値"] == ["営業部"]
    short = [p for p in plan.doubtful if p.rule == "DAT005"]
    assert [(p.change.before, p.change.after) for p in short] == [("田中課長", "田中 一郎")]


def test_the_lists_alone_are_told_once_what_they_name_and_nobody_wrote(folder: Path):
    """体制表, システム一覧, 取引先一覧 and 予算枠 still empty: one finding each, not one for every cell."""
    path = new_workbook(folder / "名簿はまだ.xlsx", name="会員基盤刷新")
    report = type_into(path, LISTS, D).check()
    assert [(f.rule, f.row_id, f.column) for f in report.findings] == [
        ("DAT005", "REQ-001", "関連システム"),
        ("DAT005", "CHG-001", "起票者"),
        ("QST010", "QA-001", "回答者"),
        ("WBS017", None, None),
        ("DAT005", "ORD-001", "予算ID"),
        ("DAT005", "ORD-001", "発注先"),
        ("ORG001", None, None),
    ]
    assert report.summary["rows_undeterminable"] > 0


def test_an_untouched_book_says_only_that_nobody_is_there(folder: Path):
    path = new_workbook(folder / "空.xlsx", name="会員基盤刷新")
    assert findings(type_into(path, {}, D)) == [("ORG001", None, None)]
