"""What the manual pages of CHG001–CHG011 leave out: unreadable cells, settings, days off, staff's own words."""

from __future__ import annotations

import pytest

from tests.support.ledger import ask, counts, hits


def approved(by: str, *members: str, more: str = "") -> str:
    rows = "\n".join(f"| {member} |" for member in members)
    return (
        f"仕様変更管理表\n| 変更ID | 状態 | 承認者 | 承認日 |\n|---|---|---|---|\n| CHG-001 | 承認済 | {by} | 2026/11/2 |\n\n"
        f"体制表\n| 氏名 | 役割 |\n|---|---|\n{rows}\n{more}"
    )


@pytest.mark.parametrize(
    ("by", "members", "expected"),
    [
        ("佐藤 花子", ["佐藤 花子 | 事業責任者"], {"適合": 1}),
        ("佐藤 花子", ["佐藤 花子 | PM"], {"違反": 1}),
        ("佐藤 花子", ["佐藤 花子 | "], {"違反": 1}),
        ("佐藤 花子", [], {"違反": 1}),
        ("佐藤 花子", ["佐藤 花子 | #N/A"], {"判定不能": 1}),
        ("佐藤 花子", ["佐藤 花子 | #N/A", "佐藤 花子 | 事業責任者"], {"適合": 1, "判定不能": 1}),
        ("鈴木 一郎／佐藤 花子", ["佐藤 花子 | 事業責任者", "鈴木 一郎 | PM"], {"適合": 1}),
        ("#N/A", ["佐藤 花子 | 事業責任者"], {"判定不能": 1}),
    ],
)
def test_chg001_wants_one_approver_with_the_role(by, members, expected):
    assert counts("CHG001", approved(by, *members)) == expected


def test_chg001_knows_the_words_that_staff_added_for_a_role():
    setting = "\n設定\n| 項目 | 値 |\n|---|---|\n| 承認者役割 | {} |\n"
    word = "\n選択肢\n| 一覧名 | 値 | 意味 |\n|---|---|---|\n| 体制表.役割 | オーナー | 事業責任者 |"
    owner = approved("佐藤 花子", "佐藤 花子 | オーナー", more=word)
    assert counts("CHG001", owner) == {"適合": 1}
    assert counts("CHG001", owner + "\n" + setting.format("オーナー")) == {"適合": 1}
    assert counts("CHG001", owner + "\n" + setting.format("PM、PMO")) == {"違反": 1}
    (finding,) = ask(
        "CHG001", approved("鈴木 一郎", "鈴木 一郎 | その他") + setting.format("PM、PMO")
    ).findings
    assert (
        "「PM」か「PMO」ではありません" in finding.message and finding.expected == "役割が「PM」か「PMO」の人"
    )


def test_chg001_cannot_judge_without_the_people():
    ledger = "不在: 体制表\n\n" + approved("佐藤 花子").split("\n\n")[0]
    assert counts("CHG001", ledger) == {"判定不能": 1}


@pytest.mark.parametrize(
    ("approved_on", "reflected_on", "expected"),
    [
        ("2026/11/10", "2026/11/10", "適合"), ("2026/11/10", "2026/11/9", "違反"), ("", "2026/11/9", "対象外"),
        ("2026/11/10", "", "対象外"), ("先週", "2026/11/9", "判定不能"), ("2026/11/10", "先週", "判定不能"),
    ],
)  # fmt: skip
def test_chg002_compares_two_days_that_are_there(approved_on, reflected_on, expected):
    ledger = f"仕様変更管理表\n| 変更ID | 承認日 | 反映日 |\n|---|---|---|\n| CHG-001 | {approved_on} | {reflected_on} |"
    assert counts("CHG002", ledger) == {expected: 1}


def waiting(approved_on: str, as_of: str = "2026-11-30", more: str = "") -> str:
    return (
        f"基準日: {as_of}\n\n仕様変更管理表\n| 変更ID | 状態 | 承認日 | 反映日 |\n|---|---|---|---|\n"
        f"| CHG-001 | 承認済 | {approved_on} | |\n{more}"
    )


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-11-27", []), ("2026-11-28", ["CHG-001 反映日"]), ("2026-12-04", ["CHG-001 反映日"]),
        ("2026-12-05", ["CHG-001 反映日 (エラー)"]),
    ],
)  # fmt: skip
def test_chg003_warns_after_five_business_days_and_is_an_error_after_ten(as_of, expected):
    assert hits("CHG003", waiting("2026/11/19", as_of)) == expected


def test_chg003_follows_the_thresholds_of_the_settings():
    setting = "\n設定\n| 項目 | 値 |\n|---|---|\n| 閾値.反映日数 | {} |\n| 閾値.反映遅れ日数 | {} |"
    assert hits("CHG003", waiting("2026/11/20", more=setting.format(4, 10))) == ["CHG-001 反映日"]
    assert hits("CHG003", waiting("2026/11/20", more=setting.format(4, 4))) == ["CHG-001 反映日 (エラー)"]
    assert counts("CHG003", waiting("2026/11/20")) == {"適合": 1}
    assert counts("CHG003", waiting("")) == {"対象外": 1}
    assert counts("CHG003", waiting("先週")) == {"判定不能": 1}


@pytest.mark.parametrize(
    ("documents", "version", "latest", "expected"),
    [
        ("DOC-001", "1.10", "1.9", "違反"), ("DOC-001", "1.9", "1.10", "適合"), ("DOC-001", "第1.9.0版", "v1.9", "適合"),
        ("DOC-001", "近日", "1.9", "判定不能"), ("DOC-001", "1.9", "最新", "判定不能"), ("DOC-001", "1.9", "", "判定不能"),
        ("DOC-001", "1.9", "#N/A", "判定不能"), ("DOC-404", "1.9", "1.0", "判定不能"), ("DOC-001、DOC-001", "1.0", "1.0", "判定不能"),
        ("DOC-001、DOC-001", "1.0、2.0", "1.0", "違反"), ("DOC-001", "1.0、9.0", "1.0", "判定不能"),
        ("DOC-001、DOC-404", "2.0", "1.0", "違反"), ("", "2.0", "1.0", "対象外"), ("DOC-001", "", "1.0", "対象外"),
    ],
)  # fmt: skip
def test_chg004_compares_versions_in_the_order_of_the_documents(documents, version, latest, expected):
    ledger = f"""
    仕様変更管理表
    | 変更ID | 反映先文書 | 反映版 |
    |---|---|---|
    | CHG-001 | {documents} | {version} |

    成果物一覧
    | 文書ID | 文書名 | 最新版 |
    |---|---|---|
    | DOC-001 | 基本設計書 | {latest} |
    """
    assert counts("CHG004", ledger) == {expected: 1}


def test_chg004_names_the_document_and_both_versions():
    ledger = "仕様変更管理表\n| 変更ID | 反映先文書 | 反映版 |\n|---|---|---|\n| CHG-001 | DOC-001 | 第2版 |\n\n成果物一覧\n| 文書ID | 最新版 |\n|---|---|\n| DOC-001 | 1.9 |"
    (finding,) = ask("CHG004", ledger).findings
    assert "第2版" in finding.message and "DOC-001" in finding.message and "1.9" in finding.message


@pytest.mark.parametrize(
    ("cost", "origin", "kind", "expected"),
    [
        ("1", "", "追加", "違反"), ("1", "CHG-001", "追加", "適合"), ("1", "chg-001", "当初", "適合"), ("1", "CHG-001", "取消", "違反"),
        ("1", "CHG-001", "減額", "適合"), ("0", "", "追加", "対象外"), ("▲1", "", "追加", "対象外"), ("", "", "追加", "対象外"), ("約百万", "", "追加", "判定不能"),
    ],
)  # fmt: skip
def test_chg006_wants_an_order_for_any_cost_that_was_approved(cost, origin, kind, expected):
    ledger = f"""
    仕様変更管理表
    | 変更ID | 影響費用 | 状態 |
    |---|---|---|
    | CHG-001 | {cost} | 承認済 |

    予算管理表
    | 発注ID | 発注区分 | 起票元 |
    |---|---|---|
    | ORD-001 | {kind} | {origin} |
    """
    assert counts("CHG006", ledger) == {expected: 1}


def delayed(*tasks: str, days: str = "5", systems: str = "会員基盤", approved_on: str = "2026/11/28") -> str:
    rows = "\n".join(f"| WBS-{number:03} | {task} |" for number, task in enumerate(tasks, 1))
    return (
        f"仕様変更管理表\n| 変更ID | 影響システム | 影響工期 | 状態 | 承認日 |\n|---|---|---|---|---|\n| CHG-001 | {systems} | {days} | 承認済 | {approved_on} |\n\n"
        "マスタスケジュール\n| 作業ID | システム | 基準終了 | 予定終了 | 実績終了 |\n|---|---|---|---|---|\n"
        + rows
    )


SAME = "会員基盤 | 2026/12/11 | 2026/12/11 |"
LATER = "会員基盤 | 2026/12/11 | 2026/12/14 |"
EARLIER = "会員基盤 | 2026/12/11 | 2026/12/10 |"
DONE = "会員基盤 | 2026/12/11 | 2026/12/14 | 2026/11/27"
ELSEWHERE = "帳票 | 2026/12/11 | 2026/12/14 |"


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ([SAME], "違反"), ([SAME, LATER], "適合"), ([EARLIER], "適合"), ([SAME, DONE], "違反"), ([SAME, ELSEWHERE], "違反"),
        ([DONE], "対象外"), ([ELSEWHERE], "対象外"), (["会員基盤 | | 2026/12/14 |"], "判定不能"), ([SAME, "会員基盤 | | 2026/12/14 |"], "違反"),
        ([SAME, "会員基盤 | 2026/12/11 | |"], "違反"), ([SAME, "会員基盤 | 2026/12/11 | 年内 |"], "判定不能"),
    ],
)  # fmt: skip
def test_chg007_looks_for_one_open_task_that_left_its_baseline(tasks, expected):
    assert counts("CHG007", delayed(*tasks)) == {expected: 1}


def test_chg007_says_beside_what_fits_which_task_it_could_not_read():
    assert counts("CHG007", delayed(LATER, "会員基盤 | 2026/12/11 | 年内 |")) == {"適合": 1, "判定不能": 1}


@pytest.mark.parametrize(
    ("approved_on", "expected"),
    [
        ("2026/11/28", "違反"),
        ("2026/11/27", "適合"),
        ("2026/10/1", "適合"),
        ("", "違反"),
        ("先週", "判定不能"),
    ],
)
def test_chg007_takes_a_replanned_task_that_is_done_since_for_the_answer(approved_on, expected):
    assert counts("CHG007", delayed(SAME, DONE, approved_on=approved_on)) == {expected: 1}
    on_plan = DONE.replace("2026/12/14", "2026/12/11")
    assert counts("CHG007", delayed(SAME, on_plan, approved_on="2026/10/1")) == {"違反": 1}


def test_chg007_needs_days_and_systems_and_looks_at_all_of_them():
    assert counts("CHG007", delayed(SAME, days="0")) == {"対象外": 1}
    assert counts("CHG007", delayed(SAME, days="")) == {"対象外": 1}
    assert counts("CHG007", delayed(SAME, days="1")) == {"違反": 1}
    assert counts("CHG007", delayed(SAME, systems="")) == {"判定不能": 1}
    assert counts("CHG007", delayed(SAME, ELSEWHERE, systems="会員基盤、帳票")) == {"適合": 1}
    (finding,) = ask("CHG007", delayed(SAME, systems="会員基盤、帳票")).findings
    assert "5 稼働日" in finding.message and "会員基盤、帳票" in finding.message


@pytest.mark.parametrize(
    ("reflected_on", "announced_on", "limit", "expected"),
    [
        ("2026/11/25", "", "", "適合"), ("2026/11/24", "", "", "違反"), ("2026/11/24", "", "4", "適合"), ("2026/11/25", "", "2", "違反"),
        ("2026/11/2", "2026/11/3", "", "適合"), ("", "", "", "対象外"), ("先週", "", "", "判定不能"), ("2026/11/2", "先週", "", "判定不能"),
    ],
)  # fmt: skip
def test_chg008_gives_three_business_days_to_tell_people(reflected_on, announced_on, limit, expected):
    ledger = f"""
    仕様変更管理表
    | 変更ID | 件名 | 反映日 | 周知日 |
    |---|---|---|---|
    | CHG-001 | 項目の追加 | {reflected_on} | {announced_on} |

    設定
    | 項目 | 値 |
    |---|---|
    | 閾値.周知日数 | {limit} |
    """
    assert counts("CHG008", ledger) == {expected: 1}


def test_chg009_tells_zero_from_blank_and_blank_from_unreadable():
    ledger = """
    仕様変更管理表
    | 変更ID | 影響費用 | 影響工期 | 状態 |
    |---|---|---|---|
    | CHG-001 | 0 | 0 | 承認待ち |
    | CHG-002 | 約百万 | 0 | 承認待ち |
    | CHG-003 | 約百万 | | 反映済 |
    | CHG-004 | | | 起票 |
    """
    assert hits("CHG009", ledger) == ["CHG-003 影響工期"]
    assert counts("CHG009", ledger) == {"適合": 1, "判定不能": 1, "違反": 1, "対象外": 1}


def test_chg011_wants_a_requirement_or_an_interface():
    ledger = """
    仕様変更管理表
    | 変更ID | 件名 | 対象要件 | 対象IF |
    |---|---|---|---|
    | CHG-001 | 項目の追加 | REQ-001 | #N/A |
    | CHG-002 | 項目の追加 | － | IF-001 |
    | CHG-003 | 項目の追加 | － | #N/A |
    | CHG-004 | 項目の追加 | － | － |
    """
    assert hits("CHG011", ledger) == ["CHG-004 対象要件"]
    assert counts("CHG011", ledger) == {"適合": 2, "判定不能": 1, "違反": 1}


def test_chg010_has_nothing_to_say_of_a_change_without_target_or_without_its_day():
    past = "要件一覧(2026-11-01 の記録)\n| 要件ID | 要件内容 |\n|---|---|\n| REQ-001 | 旧 |\n"
    head = "仕様変更管理表\n| 変更ID | 対象要件 | 起票日 | 状態 |\n|---|---|---|---|\n"
    assert counts("CHG010", f"{past}\n{head}| CHG-001 | | 2026/11/2 | 却下 |") == {"対象外": 1}
    assert counts("CHG010", f"{past}\n{head}| CHG-001 | REQ-001 | 2026/11/2 | 承認済 |") == {"対象外": 1}
    assert counts("CHG010", f"{past}\n{head}| CHG-001 | REQ-001 | | 却下 |") == {"判定不能": 1}
