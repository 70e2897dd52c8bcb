"""What small faults put into the rules of the full profile went by unnoticed: which row, which of several, which words."""

from __future__ import annotations

import pytest

from tests.support.ledger import ask, counts, hits

ASKED = """
QA表
| QA-ID | 件名 | 状態 | 回答者 | 対象システム |
|---|---|---|---|---|
| QA-001 | 抽出の時点 | 未回答 | {who} | |
| QA-002 | 桁数 | 未回答 | | |
| QA-003 | 文字 | 回答済 | | |
"""


def test_questions_to_nobody_are_one_finding_that_counts_them_where_no_question_names_anybody():
    (found,) = ask("QST010", ASKED.format(who="")).findings
    assert (found.row_id, found.column) == ("QA-001", "回答者")
    assert "未回答の2件すべて" in found.message
    (alone,) = ask("QST010", ASKED.format(who="佐藤 花子")).findings
    assert alone.row_id == "QA-002"
    assert "すべて" not in alone.message


WISHES = """
IF一覧
| IF-ID | IF名 | 接続元希望日 | 接続先希望日 | 対向確定日 | 状態 |
|---|---|---|---|---|---|
| IF-001 | 会員照会 | | 2026/12/9 | | 設計中 |
| IF-002 | 残高照会 | 2026/12/9 | | | 設計中 |
"""


def test_one_wish_alone_is_nothing_to_mediate():
    assert counts("IFC002", WISHES) == {"対象外": 2}


CANCELLED = """
見積一覧
| 見積ID | 有効期限 | 採用 | 状態 |
|---|---|---|---|
| EST-001 | 2026/12/1 | ○ | 受領 |

予算管理表
| 発注ID | 見積ID | 発注日 | 発注区分 |
|---|---|---|---|
| ORD-001 | EST-001 | いつか | 取消 |
| ORD-002 | EST-001 | 2026/12/1 | 当初 |
"""


def test_an_order_taken_back_says_nothing_of_an_estimate_s_term():
    assert counts("EST002", CANCELLED) == {"適合": 1}


TWO_DUE = """
対応案比較
| 案ID | 論点 | 案 | 採否 | 判断期限 |
|---|---|---|---|---|
| OPT-001 | 構成 | 単独 | | 2026/11/20 |
| OPT-002 | 構成 | 二重 | | 2026/11/20 |
| OPT-003 | 構成 | 外注 | | 2026/11/27 |
"""


def test_an_undecided_question_is_found_once_at_its_earliest_day():
    assert hits("EST006", TWO_DUE) == ["OPT-001 判断期限 (警告)"]


BUDGETS = """
予算枠
| 予算ID | 年度 | 負担部門 | 予算額 | 承認日 |
|---|---|---|---|---|
| BUD-001 | 2026 | 販売部 | 100 | 2026/4/1 |
| BUD-002 | 2026 | 販売部 | 100 | 2026/4/1 |

見積一覧
| 見積ID | システム | 金額 | 税区分 | 採用 | 状態 | 予算ID |
|---|---|---|---|---|---|---|
| EST-001 | 会員基盤 | 300 | 税抜 | ○ | 受領 | BUD-001 |

対応案比較
| 案ID | 論点 | 案 | 費用差 | 起票元 |
|---|---|---|---|---|
| OPT-001 | 予算超過 | 絞る | {cost} | BUD-001 |
"""


def test_a_gap_without_options_stands_at_its_own_budget_and_an_unread_option_makes_it_unknown():
    assert hits("EST005", BUDGETS.format(cost="0")) == ["BUD-001 予算額"]
    assert counts("EST005", BUDGETS.format(cost="少し")).get("判定不能", 0) >= 1
    assert hits("EST005", BUDGETS.format(cost="少し")) == []


def _issued(questions: str) -> str:
    return f"""
    設定
    | 項目 | 値 |
    |---|---|
    | RFP.質問期限 | {questions} |
    | RFP.提案期限 | 2026-03-31 |

    RFP照合表
    | RFP-ID | 要求 | 発行日 |
    |---|---|---|
    | RFP-001 | 会員登録 | 2026/2/2 |
    | RFP-002 | 照会 | 2026/3/2 |
    """


def test_the_days_of_an_rfp_are_counted_from_its_last_issue():
    late = [f for f in ask("RFP005", _issued("2026-02-16")).findings if "質問期限" in f.message]
    assert any("2026/03/02" in f.message for f in late)
    assert not any("2026/03/02" in f.message for f in ask("RFP005", _issued("2026-03-02")).findings)


PROCURED = """
システム一覧
| システム名 | 区分 | 外注 |
|---|---|---|
| 会員基盤 | 新規 | ○ |
| 帳票 | 新規 | |

要件一覧
| 要件ID | 関連システム | 状態 |
|---|---|---|
| REQ-001 | 会員基盤 | 対象 |

RFP照合表
| RFP-ID | 要求 | 要件 |
|---|---|---|
| RFP-001 | 会員登録 | REQ-001 |

マスタスケジュール
| 作業ID | 作業名 | 種別 | 工程 | システム | 予定開始 | 予定終了 |
|---|---|---|---|---|---|---|
| WBS-001 | RFPの作成 | 作業 | RFP・調達 | 会員基盤 | 2026/2/2 | 2026/3/31 |
| WBS-002 | 帳票の基本設計 | 作業 | 基本設計 | 帳票 | 2026/2/2 | 2026/3/31 |
| WBS-003 | 会員基盤の基本設計 | 作業 | 基本設計 | 会員基盤 | 2026/4/1 | 2026/5/29 |
| WBS-004 | 会員基盤の設計の見直し | 作業 | 基本設計 | 会員基盤 | | 2026/5/29 |
"""


def test_an_rfp_waits_for_the_design_of_its_own_system_alone():
    assert hits("RFP006", PROCURED) == []


STEPS = """
リリース計画
| 手順ID | 種別 | 内容 | 先行手順 | 開始予定 | 所要分 | 担当 |
|---|---|---|---|---|---|---|
| REL-001 | 前提 | 案内 | | | | 佐藤 花子 |
| REL-002 | 作業 | 停止 | REL-001 | 2027/2/19 22:00 | 30 | 佐藤 花子 |
| REL-003 | 作業 | 移行 | | 2027/2/19 23:00 | | 佐藤 花子 |
| REL-004 | 作業 | 確認 | | 2027/2/20 1:00 | 30 | 佐藤 花子 |

体制表
| 氏名 | 会社 |
|---|---|
| 佐藤 花子 | 当社 |
"""


def test_a_step_after_a_precondition_alone_fits_and_one_without_predecessors_is_not_asked():
    assert counts("REL001", STEPS) == {"適合": 1, "対象外": 3}


def test_steps_overlap_only_where_both_times_are_known():
    assert counts("REL006", STEPS) == {"適合": 2, "判定不能": 1, "対象外": 1}


UNREAD_KIND = """
リリース計画
| 手順ID | 種別 | 内容 | 開始予定 |
|---|---|---|---|
| REL-001 | 作業 | 移行 | 2027/2/19 22:00 |
"""


def test_a_plan_of_work_alone_lacks_a_decision_point():
    (found,) = ask("REL002", UNREAD_KIND).findings
    assert (found.sheet, found.row_id) == ("リリース計画", None)


def test_open_points_name_five_of_their_ids_and_count_the_rest():
    rows = "\n".join(f"| SPC-{n:03} | 未決 | 2026/10/1 | 2027/1/29 |" for n in range(1, 8))
    ledger = f"""
マスタスケジュール
| 作業ID | 種別 | 工程 | 作業名 | 予定終了 |
|---|---|---|---|---|
| WBS-001 | マイルストーン | 要件定義 | 要件定義完了 | 2026/12/2 |

仕様書確認
| 確認ID | 状態 | 起票日 | 期限 |
|---|---|---|---|
{rows}
"""
    (found,) = ask("SPC006", ledger).findings
    assert "SPC-005、ほか 2 件" in found.message
    assert "SPC-006" not in found.message


def test_open_points_cannot_be_judged_by_a_milestone_that_cannot_be_read():
    ledger = """
    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | マイルストーン | 要件定義 | 要件定義完了 | 2027/12/2 | 近日 |

    仕様書確認
    | 確認ID | 状態 | 起票日 | 期限 |
    |---|---|---|---|
    | SPC-001 | 未決 | 2026/10/1 | 2027/1/29 |
    """
    assert counts("SPC006", ledger) == {"判定不能": 1}


def test_a_day_of_service_that_differs_names_the_milestones_by_their_numbers():
    ledger = """
    設定
    | 項目 | 値 |
    |---|---|
    | サービスイン日 | 2027-02-22 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | 作業名 | 予定終了 |
    |---|---|---|---|---|
    | WBS-009 | マイルストーン | リリース | サービス開始 | 2027/2/15 |
    | | マイルストーン | リリース | サービスイン | 2027/2/16 |
    """
    told = "".join(found.message for found in ask("WBS019", ledger).findings)
    assert "WBS-009 は 2027/02/15" in told
    assert "サービスイン は 2027/02/16" in told


def test_people_who_report_in_a_circle_are_all_named_and_a_person_is_judged_at_the_first_row():
    circle = """
    体制表
    | ID | 氏名 | 役割 | 報告先 |
    |---|---|---|---|
    | PER-001 | 佐藤 花子 | PMO | 鈴木 一郎 |
    | PER-002 | 鈴木 一郎 | PM | 佐藤 花子 |
    """
    (found,) = ask("ORG004", circle).findings
    assert "佐藤 花子、鈴木 一郎 の報告先が輪" in found.message
    two_roles = """
    体制表
    | ID | 氏名 | 役割 | 報告先 |
    |---|---|---|---|
    | PER-001 | 佐藤 花子 | PMO | |
    | PER-002 | 佐藤 花子 | PM | |
    | PER-003 | 鈴木 一郎 | その他 | 佐藤 花子 |
    """
    assert hits("ORG004", two_roles) == ["PER-001 報告先"]


@pytest.mark.parametrize(("system", "told"), [("会員基盤", "会員基盤の"), ("", "案件全体の")])
def test_a_density_and_its_project_are_named(system: str, told: str):
    ledger = f"""
    設定
    | 項目 | 値 |
    |---|---|
    | 品質基準.結合試験.指摘 | 5-15/KL |

    品質
    | 品質ID | 測定日 | システム | 工程 | 規模 | 規模単位 | レビュー指摘数 |
    |---|---|---|---|---|---|---|
    | QLT-001 | 2026/11/27 | {system} | 結合試験 | 10 | KL | 10 |
    """
    (found,) = ask("QLT001", ledger).findings
    assert told in found.message


def test_more_tasks_than_are_shown_are_counted_and_no_more_are_not():
    def ledger(count: int) -> str:
        rows = "\n".join(
            f"| WBS-{n:03} | 作業 | 移行 | 佐藤 花子 | 2026/12/1 | 2026/12/31 | 30 |"
            for n in range(1, count + 1)
        )
        return f"""
設定
| 項目 | 値 |
|---|---|
| 予定工数の意味 | 個人 |

体制表
| 氏名 | 役割 |
|---|---|
| 佐藤 花子 | PM |

マスタスケジュール
| 作業ID | 種別 | 作業名 | 担当 | 予定開始 | 予定終了 | 予定工数 |
|---|---|---|---|---|---|---|
{rows}
"""

    from pmo_xl.rules.load.res001_overloaded import _SHOWN

    (exact,) = ask("RES001", ledger(_SHOWN)).findings
    (more,) = ask("RES001", ledger(_SHOWN + 2)).findings
    assert "ほか" not in exact.message
    assert "ほか 2 件" in more.message


REPORTED = """
IF一覧
| IF-ID | IF名 | 接続元 | 接続先 | 報告システム |
|---|---|---|---|---|
| IF-001 | 会員照会 | 会員基盤 | 帳票 | 会員基盤、帳票 |
| IF-002 | 残高照会 | 会員基盤 | 帳票 | |

システム一覧
| システム名 | 区分 |
|---|---|
| 会員基盤 | 新規 |
| 帳票 | 改修 |

設定
| 項目 | 値 |
|---|---|
| IF回収期限 | 2026-11-02 |
"""


def test_an_interface_that_nobody_reported_says_so():
    (found,) = ask("IFC008", REPORTED).findings
    assert found.row_id == "IF-002"
    assert "なし" in found.message


AGREED = """
シーケンス
| シーケンスID | 機能 | 順序 | 送信元 | 送信先 | 種類 | 情報 |
|---|---|---|---|---|---|---|
| SEQ-001 | 会員登録 | 1 | サイト | 会員基盤 | 同期 | 氏名 |

レビュー記録
| レビューID | 種別 | 対象 | システム | 確認者 | 確認日 | 結果 | 確認時指紋 |
|---|---|---|---|---|---|---|---|
| REV-001 | シーケンス | 会員登録 | サイト | 佐藤 花子 | 2026/10/1 | 差戻し | |

システム一覧
| システム名 | 区分 | 主担当 |
|---|---|---|
| サイト | 改修 | 佐藤 花子 |
| 会員基盤 | 影響なし | 鈴木 一郎 |

マスタスケジュール
| 作業ID | 種別 | 工程 | 作業名 | 予定終了 |
|---|---|---|---|---|
| WBS-001 | マイルストーン | 基本設計 | 基本設計完了 | {day} |
"""


def test_a_sequence_before_the_end_of_the_design_is_not_asked_and_after_it_names_the_system():
    assert counts("SEQ001", AGREED.format(day="2026/12/1")) == {"対象外": 1}
    (found,) = ask("SEQ001", AGREED.format(day="2026/11/27")).findings
    assert "サイト の担当者がまだ合意していません" in found.message


LEFT = """
リリース計画
| 手順ID | 種別 | 内容 | システム | 開始予定 | 所要分 |
|---|---|---|---|---|---|
| REL-001 | 作業 | 移行 | 会員基盤 | 2026/12/1 22:00 | 60 |

要件一覧
| 要件ID | 関連システム | 状態 |
|---|---|---|
| REQ-001 | 会員基盤 | 対象 |
| REQ-002 | 帳票 | 対象 |

試験管理
| 試験ID | 工程 | 対象要件 | 結果 | 未解決高 |
|---|---|---|---|---|
| TST-001 | 総合試験 | REQ-001 | 合格 | 0 |
| TST-002 | 総合試験 | REQ-002 | 合格 | 2 |
"""


def test_defects_of_what_is_not_released_are_not_the_release_s():
    assert hits("REL007", LEFT) == []
