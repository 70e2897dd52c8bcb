"""What the pages of ORG002, ORG003, DOC001, DOC002, CLS001, RAG001, DAT003 and DAT008 leave out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_xl.metrics.derived import DERIVED
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.record import UNCACHED, Place, Table, Unread
from pmo_xl.model.sheets import SHEETS
from pmo_xl.operations.book import open_workbook
from pmo_xl.rules.run import run
from tests.sample.maker import clean_project, planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.ledger import ask, counts, hits, rule_of


def leaving(day: str, owner: str = "佐藤 花子", status: str = "対応中") -> str:
    return (
        f"体制表\n| ID | 氏名 | 離任日 |\n|---|---|---|\n| PER-001 | 佐藤 花子 | {day} |\n\n"
        f"課題管理表\n| 課題ID | 担当 | 状態 |\n|---|---|---|\n| ISS-001 | {owner} | {status} |\n"
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026/12/8", {"適合": 1}),  # D + BD6
        ("2026/12/7", {"違反": 1}),  # D + BD5
        ("2026/11/30", {"違反": 1}),
        ("2026/11/29", {"違反": 1}),
        ("", {"対象外": 1}),
        ("年度末", {"判定不能": 1}),
    ],
)
def test_org002_looks_five_business_days_ahead(day, expected):
    assert counts("ORG002", leaving(day)) == expected


def test_org002_is_an_error_once_the_person_has_gone():
    assert hits("ORG002", leaving("2026/11/30")) == ["PER-001 離任日"]
    assert hits("ORG002", leaving("2026/11/29")) == ["PER-001 離任日 (エラー)"]


def test_org002_does_not_take_work_for_theirs_that_it_cannot_read():
    assert counts("ORG002", leaving("2026/11/29", status="#N/A")) == {"判定不能": 1}
    assert counts("ORG002", leaving("2026/11/29", owner="鈴木 一郎、佐藤 花子")) == {"適合": 1}


def test_org002_waits_for_the_last_day_of_a_person_and_stands_at_the_first_row():
    def leaving_twice(second: str) -> list[str]:
        rows = f"| PER-001 | 佐藤 花子 | 2026/12/1 |\n| PER-002 | 佐藤花子 | {second} |\n"
        return hits("ORG002", leaving("").replace("| PER-001 | 佐藤 花子 |  |\n", rows))

    assert leaving_twice("") == []
    assert leaving_twice("2026/12/2") == ["PER-001 離任日"]
    assert leaving_twice("2026/11/27") == ["PER-001 離任日"]


def test_org003_asks_for_one_person_in_each_role_of_the_settings():
    ledger = """
    設定
    | 項目 | 値 |
    |---|---|
    | 承認者役割 | 事業責任者、PM |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 田中 誠 | 事業責任者 |
    | 佐藤 花子 | PM |
    | 鈴木 一郎 | PM |
    """
    (finding,) = ask("ORG003", ledger).findings
    assert "「PM」の人が 2 人" in finding.message and finding.row is None


def test_doc001_names_rows_without_an_id_by_their_place_and_five_at_most():
    rows = "\n".join("| | 設計書 | 1.0 |" for _ in range(7))
    ledger = f"成果物一覧\n| 文書ID | 文書名 | 最新版 |\n|---|---|---|\n{rows}\n"
    assert "は 3行目、4行目、5行目、6行目、7行目 と同じです" in ask("DOC001", ledger).findings[0].message


def test_dat002_cannot_judge_an_id_it_cannot_read_and_leaves_sheets_without_ids_alone():
    assert counts("DAT002", "課題管理表\n| 課題ID | 件名 |\n|---|---|\n| #N/A | 件数 |\n") == {"判定不能": 1}
    assert counts("DAT002", "設定\n| 項目 | 値 |\n|---|---|\n| 案件名 | 会員基盤 |\n") == {"対象外": 1}


def test_doc001_names_the_other_rows_and_counts_a_row_once():
    ledger = """
    成果物一覧
    | 文書ID | 文書名 | 最新版 |
    |---|---|---|
    | DOC-001 | 設計書 | 初版改 |
    | DOC-002 | 設計書 | 1.0 |
    | DOC-003 | 運用書 | 1.0 |
    """
    assert counts("DOC001", ledger) == {"違反": 2, "適合": 1}
    assert "DOC-002" in ask("DOC001", ledger).findings[0].message


@pytest.mark.parametrize(
    ("updated", "reflected", "expected"),
    [
        ("2026/11/10", "2026/11/10", {"適合": 1}),
        ("2026/11/9", "2026/11/10", {"違反": 1}),
        ("2026/11/9", "先週", {"判定不能": 1}),
        ("2026/11/9", "", {"対象外": 1}),
    ],
)
def test_doc002_compares_the_days(updated, reflected, expected):
    ledger = f"""
    成果物一覧
    | 文書ID | 文書名 | 更新日 |
    |---|---|---|
    | DOC-001 | 設計書 | {updated} |

    仕様変更管理表
    | 変更ID | 反映先文書 | 反映日 |
    |---|---|---|
    | CHG-001 | DOC-001 | {reflected} |
    """
    assert counts("DOC002", ledger) == expected


def test_cls001_cannot_judge_what_it_cannot_read():
    ledger = """
    設定
    | 項目 | 値 |
    |---|---|
    | 案件状態 | 終結 |

    課題管理表
    | 課題ID | 状態 | 引継先 |
    |---|---|---|
    | ISS-001 | #N/A | |

    予算管理表
    | 発注ID | 発注区分 | 発注金額 | 発注日 |
    |---|---|---|---|
    | ORD-001 | 当初 | 100 | 春ごろ |
    """
    assert counts("CLS001", ledger) == {"判定不能": 2}


def reported(light: str, milestone: str, *issues: str) -> str:
    rows = "".join(f"| ISS-{n:03} | 高 | {due} | 対応中 |\n" for n, due in enumerate(issues, 1))
    return (
        f"設定\n| 項目 | 値 |\n|---|---|\n| 報告状況 | {light} |\n\n"
        f"マスタスケジュール\n| 作業ID | 種別 | 予定終了 |\n|---|---|---|\n| WBS-001 | マイルストーン | {milestone} |\n\n"
        f"課題管理表\n| 課題ID | 優先度 | 期限 | 状態 |\n|---|---|---|---|\n{rows}"
    )


@pytest.mark.parametrize(
    ("ledger", "expected"),
    [
        (reported("緑", "2026/11/13"), {"適合": 1}),  # ten business days and no more
        (reported("緑", "2026/11/12"), {"違反": 1}),
        (reported("緑", "2026/12/1", "2026/11/19", "2026/11/19", "2026/11/20"), {"適合": 1}),
        (reported("緑", "2026/12/1", "2026/11/19", "2026/11/19", "2026/11/19"), {"違反": 1}),
        (reported("黄", "2026/11/2"), {"対象外": 1}),
        (reported("", "2026/11/2"), {"対象外": 1}),
    ],
)
def test_rag001_speaks_only_of_red_behind_green(ledger, expected):
    assert counts("RAG001", ledger) == expected


def test_rag001_counts_promissory_notes_of_covered_orders():
    ledger = reported("緑", "2026/12/1") + (
        "\n検収支払\n| 検収ID | 発注ID | 支払方法 |\n|---|---|---|\n| ACC-001 | ORD-001 | 手形 |\n\n"
        "予算管理表\n| 発注ID | 発注区分 | 発注日 | 取適法 |\n|---|---|---|---|\n| ORD-001 | 当初 | 2026/5/1 | KIND |\n"
    )
    assert counts("RAG001", ledger.replace("KIND", "対象")) == {"違反": 1}
    assert counts("RAG001", ledger.replace("KIND", "対象外")) == {"適合": 1}


RELEASE_NEAR = """
設定
| 項目 | 値 |
|---|---|
| 報告状況 | 緑 |
| 停止開始 | 2026-12-07 22:00 |

リリース計画
| 手順ID | 種別 | システム | 内容 | 開始予定 | 所要分 | 担当 | 切戻し手順 |
|---|---|---|---|---|---|---|---|
| REL-001 | 作業 | 会員基盤 | 資材の配置 | 2026/12/7 22:00 | 60 | 佐藤 花子 | 不要 |
"""
WAIVED = """
チェック結果
| 指摘ID | 規則 | 対応 | 免除理由 | 承認者 | 免除期限 |
|---|---|---|---|---|---|
| REL002/リリース計画 | REL002 | 免除 | 電話で決める | 鈴木 一郎 | 2026/12/31 |
"""


@pytest.mark.parametrize(
    ("ledger", "expected"),
    [
        (RELEASE_NEAR, {"違反": 1}),
        (RELEASE_NEAR.replace("2026-12-07", "2026-12-08"), {"適合": 1}),  # six business days ahead
        (RELEASE_NEAR.replace("| 停止開始", "| 規則.REL002 | 切 |\n| 停止開始"), {"適合": 1}),
        (RELEASE_NEAR.replace("| 停止開始", "| 規則.REL002 | 警告 |\n| 停止開始"), {"適合": 1}),
        (RELEASE_NEAR + WAIVED, {"適合": 1}),
    ],
)
def test_rag001_counts_the_errors_of_a_release_plan_near_the_release_that_stand(ledger, expected):
    assert counts("RAG001", ledger) == expected


def test_every_derived_column_of_the_core_sheets_is_compared():
    core = {column for column in DERIVED if column[0].sheet.profile == "core"}
    assert core == {column for column, derived in DERIVED.items() if derived.is_checked}
    assert all(set(derived.reads) <= set(sheet.columns) for (sheet, _), derived in DERIVED.items())
    others = [derived.others for derived in DERIVED.values() if derived.others]
    assert all({key, *fields} <= set(sheet.columns) for sheet, key, fields in others)
    assert {sheet for sheet, _ in core} <= set(SHEETS)


def overdue_days(day: str, due: str = "2026/11/20") -> str:
    return (
        f"設定\n| 項目 | 値 |\n|---|---|\n| 計算日 | {day} |\n\n"
        f"課題管理表(pmo_xl の台帳)\n| 課題ID | 期限 | 状態 | 超過日数 |\n|---|---|---|---|\n| ISS-001 | {due} | 対応中 | =A → 10 |\n"
    )


def of_issues(rule_id: str, ledger: str) -> dict[str, int]:
    return {word: number for word, number in counts(rule_id, ledger).items() if word != "対象外"}


def test_dat008_counts_days_with_the_day_the_workbook_stored():
    assert of_issues("DAT008", "基準日: 2027-03-31\n\n" + overdue_days("2026-11-30")) == {"適合": 1}
    assert of_issues("DAT008", overdue_days("2026-12-01")) == {"違反": 1}


def test_dat008_cannot_judge_without_that_day_or_an_input():
    assert of_issues("DAT008", overdue_days("")) == {"判定不能": 1}
    assert of_issues("DAT008", overdue_days("2026-11-30", "来週")) == {"判定不能": 1}


def test_dat008_leaves_workbooks_of_others_alone():
    ledger = overdue_days("2026-12-01").replace("(pmo_xl の台帳)", "").replace("=A → 10", "10")
    assert of_issues("DAT008", ledger) == {}


def test_dat008_finds_exactly_the_stale_results_of_the_sample_workbook(tmp_path: Path):
    sample = planted_project(rules=("DAT007", "DAT008"))
    book = open_workbook(write_sample(tmp_path / "台帳.xlsx", sample), run_day=date(2027, 1, 5))
    found = {(f.rule, f.sheet, f.row_id, f.column) for f in book.check(["DAT007", "DAT008"]).findings}
    assert found == {(f.rule, f.sheet, f.row_id, f.column) for f in sample.faults}
    assert book.of(Issue)


def test_dat008_finds_nothing_in_the_clean_workbook(tmp_path: Path):
    book = open_workbook(write_sample(tmp_path / "台帳.xlsx", clean_project()), run_day=date(2027, 1, 5))
    (count,) = book.check(["DAT008"]).rules
    assert count.judged > 300 and not count.violations and not count.undeterminable


@pytest.mark.parametrize(("length", "is_cut"), [(40, False), (41, True)])
def test_dat003_shows_forty_characters_of_what_it_cannot_read(length: int, is_cut: bool):
    text = "未" * length
    (finding,) = ask("DAT003", f"課題管理表\n| 課題ID | 期限 |\n|---|---|\n| ISS-001 | {text} |").findings
    assert (f"「{'未' * 40}…」" in finding.message) is is_cut
    assert (f"「{text}」" in finding.message) is not is_cut


def test_dat003_leaves_calculated_cells_to_other_rules():
    table = Table(Issue, "課題管理表", 1, {"id": 1, "days_overdue": 2})
    issue = Issue(
        id="ISS-001", place=Place(table, 2, unread={"days_overdue": Unread("#REF!", "エラー値です")})
    )
    known = Project(as_of=date(2026, 11, 30), run_day=date(2026, 11, 30), records={Issue: (issue,)})
    assert not run(known, [rule_of("DAT003")]).findings


def test_dat003_leaves_open_what_excel_has_not_computed_yet():
    table = Table(Issue, "課題管理表", 1, {"id": 1, "due_on": 2})
    place = Place(table, 2, unread={"due_on": Unread("=A1", UNCACHED)})
    issue = Issue(id="ISS-001", place=place)
    known = Project(
        as_of=date(2026, 11, 30),
        run_day=date(2026, 11, 30),
        records={Issue: (issue,)},
        tables={Issue: (table,)},
    )
    (count,) = run(known, [rule_of("DAT003")]).rules
    assert (count.judged, count.undeterminable, count.reason) == (0, 1, f"「期限」の{UNCACHED}")
