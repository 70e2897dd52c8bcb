"""What the manual pages of ISS001–ISS008 leave out: unreadable cells, settings, days off, doubles."""

from __future__ import annotations

import pytest

from tests.support.ledger import ask, counts, hits


def owned_by(owner: str, *members: str) -> str:
    rows = "\n".join(f"| {member} |" for member in members)
    return (
        f"課題管理表\n| 課題ID | 担当 | 状態 |\n|---|---|---|\n| ISS-001 | {owner} | 対応中 |\n\n"
        f"体制表\n| 氏名 | 離任日 |\n|---|---|\n{rows}"
    )


@pytest.mark.parametrize(
    ("owner", "members", "expected"),
    [
        ("佐藤　花子さん", ["佐藤 花子 | 2026/11/30"], {"適合": 1}),
        ("佐藤 花子", ["佐藤 花子 | 2026/11/29"], {"違反": 1}),
        ("佐藤 花子", ["佐藤 花子 | 2026/11/29", "佐藤花子 | 2026/11/30"], {"適合": 1}),
        ("佐藤 花子", ["佐藤 花子 | 2026/11/29", "佐藤花子 | 2026/11/28"], {"違反": 1}),
        ("佐藤 花子", ["佐藤 花子 | 年度末"], {"判定不能": 1}),
        ("佐藤 花子", ["佐藤 花子 | 年度末", "佐藤 花子 | "], {"適合": 1}),
        ("佐藤 花子", ["佐藤 花子 | 2026/11/1", "佐藤 花子 | 年度末"], {"判定不能": 1}),
        ("鈴木 一郎、佐藤 花子", ["佐藤 花子 | "], {"違反": 1}),
        ("佐藤 花子、鈴木 一郎", ["佐藤 花子 | "], {"適合": 1}),
        ("、", ["佐藤 花子 | "], {"違反": 1}),
        ("#N/A", ["佐藤 花子 | "], {"判定不能": 1}),
    ],
)
def test_iss002_looks_for_one_row_of_the_owner_that_still_holds(owner, members, expected):
    assert counts("ISS002", owned_by(owner, *members)) == expected


def test_iss002_cannot_judge_without_the_people():
    ledger = "不在: 体制表\n\n" + owned_by("佐藤 花子").split("\n\n")[0]
    (count,) = ask("ISS002", ledger).rules
    assert (count.judged, count.undeterminable, count.reason) == (0, 1, "「体制表」シートがありません")


def test_iss002_says_which_of_the_three_it_is():
    ledger = """
    課題管理表
    | 課題ID | 担当 | 状態 |
    |---|---|---|
    | ISS-001 | | 対応中 |
    | ISS-002 | 山本 次郎 | 対応中 |
    | ISS-003 | 佐藤 花子 | 対応中 |

    体制表
    | 氏名 | 離任日 |
    |---|---|
    | 佐藤 花子 | 2026/10/31 |
    """
    first, second, third = (finding.message for finding in ask("ISS002", ledger).findings)
    assert "空欄" in first and "体制表にありません" in second and "離任日を過ぎ" in third


def test_iss003_says_what_it_cannot_read_and_still_finds_the_rest():
    ledger = """
    課題管理表
    | 課題ID | 起票日 | 状態 | 対応内容 | 完了日 |
    |---|---|---|---|---|
    | ISS-001 | 2026/11/2 | 完了 | | 先週 |
    | ISS-002 | 2026/11/2 | 完了 | 直した | 先週 |
    | ISS-003 | 先週 | 完了 | 直した | 2026/11/2 |
    | ISS-004 | 先週 | 完了 | | 2026/11/2 |
    """
    assert hits("ISS003", ledger) == ["ISS-001 対応内容", "ISS-004 対応内容"]
    assert counts("ISS003", ledger) == {"違反": 2, "判定不能": 2}


def touched(updated: str, raised: str = "2026/11/2", priority: str = "中", more: str = "") -> str:
    return f"""
    課題管理表
    | 課題ID | 優先度 | 起票日 | 更新日 | 状態 |
    |---|---|---|---|---|
    | ISS-001 | {priority} | {raised} | {updated} | 対応中 |
    {more}
    """


def test_iss005_counts_business_days_from_the_last_touch():
    assert counts("ISS005", touched("2026/11/13")) == {"適合": 1}
    assert hits("ISS005", touched("2026/11/12")) == ["ISS-001 更新日"]
    assert counts("ISS005", touched("", "2026/11/13")) == {"適合": 1}
    assert hits("ISS005", touched("", "2026/11/12")) == ["ISS-001 更新日"]
    assert "2026/11/12 から 18 日" in ask("ISS005", touched("2026/11/12")).findings[0].message


def test_iss005_follows_the_threshold_of_the_settings():
    setting = "\n    設定\n    | 項目 | 値 |\n    |---|---|\n    | 閾値.停滞日数 | {} |"
    assert hits("ISS005", touched("2026/11/13", more=setting.format(9))) == ["ISS-001 更新日"]
    assert counts("ISS005", touched("2026/11/12", more=setting.format("11日"))) == {"適合": 1}


def test_iss005_cannot_say_without_a_readable_day_or_priority():
    assert counts("ISS005", touched("先週")) == {"判定不能": 1}
    assert counts("ISS005", touched("", "")) == {"判定不能": 1}
    assert counts("ISS005", touched("", "先週")) == {"判定不能": 1}
    assert counts("ISS005", touched("2026/11/27", priority="#N/A")) == {"判定不能": 1}
    assert hits("ISS005", touched("先週", priority="高")) == ["ISS-001 対応方針"]


@pytest.mark.parametrize(
    ("due", "setting", "expected"),
    [("2026/11/19", "", {"違反": 1}), ("2026/11/20", "", {"適合": 1}), ("2026/11/20", "4", {"違反": 1}), ("先週", "", {"判定不能": 1})],
)  # fmt: skip
def test_iss006_speaks_after_the_fifth_business_day(due, setting, expected):
    ledger = f"""
    課題管理表
    | 課題ID | 優先度 | 期限 | 状態 |
    |---|---|---|---|
    | ISS-001 | 高 | {due} | 対応中 |

    設定
    | 項目 | 値 |
    |---|---|
    | 閾値.エスカレーション日数 | {setting} |
    """
    assert counts("ISS006", ledger) == expected


def test_iss006_fits_once_escalated():
    ledger = """
    課題管理表
    | 課題ID | 優先度 | 期限 | 状態 | エスカレーション日 |
    |---|---|---|---|---|
    | ISS-001 | 高 | 2026/11/2 | 対応中 | 2026/11/27 |
    """
    assert counts("ISS006", ledger) == {"適合": 1}


def test_iss007_leaves_no_way_around_the_permanent_fix():
    ledger = """
    課題管理表
    | 課題ID | 種別 | 状態 | 恒久対応要否 | 恒久対応 | 恒久対応担当 | 恒久対応期限 | 恒久完了日 |
    |---|---|---|---|---|---|---|---|
    | ISS-001 | リリース課題 | 完了 | 不要 | | | 2026/11/1 | |
    | ISS-002 | リリース課題 | 完了 | #N/A | | | 2026/11/1 | |
    | ISS-003 | リリース課題 | 完了 | 要 | 作り直し | 佐藤 花子 | 年内 | |
    | ISS-004 | リリース課題 | 完了 | 要 | 作り直し | 佐藤 花子 | 2026/11/1 | 先週 |
    | ISS-005 | リリース課題 | 完了 | 要 | 作り直し | 佐藤 花子 | 2026/11/30 | 先週 |
    | ISS-006 | リリース課題 | 確認待ち | 要 | | 佐藤 花子 | 2026/11/30 | |
    | ISS-007 | リリース課題 | 取下げ | 要 | | | | |
    | ISS-008 | 障害 | 対応中 | 要 | | | | |
    """
    assert hits("ISS007", ledger) == ["ISS-006 恒久対応"]
    assert counts("ISS007", ledger) == {"適合": 2, "違反": 1, "判定不能": 3, "対象外": 2}


def piled(count: int, others: int, unread: int = 0, more: str = "") -> str:
    names = ["佐藤 花子"] * count + [f"社員 {n}" for n in range(others)] + ["#N/A"] * unread
    rows = "\n".join(f"| ISS-{n:03} | {name} | 対応中 |" for n, name in enumerate(names, 1))
    return (
        f"課題管理表\n| 課題ID | 担当 | 状態 |\n|---|---|---|\n{rows}\n\n"
        f"体制表\n| ID | 氏名 |\n|---|---|\n| PER-001 | 佐藤 花子 |\n| PER-002 | 鈴木 一郎 |\n{more}"
    )


@pytest.mark.parametrize(
    ("count", "others", "is_hit"),
    [(10, 30, True), (9, 30, False), (5, 5, True), (4, 6, False), (9, 0, False), (5, 7, True), (4, 5, False)],
)
def test_iss008_knows_ten_of_any_and_forty_percent_of_ten(count, others, is_hit):
    assert hits("ISS008", piled(count, others)) == (["PER-001 氏名"] if is_hit else [])


def test_iss008_says_how_many_of_how_many():
    assert "12 件のうち 5 件(41%)" in ask("ISS008", piled(5, 7)).findings[0].message


def test_iss008_counts_who_holds_nothing_as_out_of_scope_and_doubt_as_doubt():
    assert counts("ISS008", piled(4, 6)) == {"適合": 1, "対象外": 1}
    assert counts("ISS008", piled(4, 5, unread=1)) == {"判定不能": 1, "対象外": 1}
    assert counts("ISS008", piled(8, 30, unread=1)) == {"適合": 1, "対象外": 1}


def test_iss008_follows_the_thresholds_of_the_settings():
    setting = "\n設定\n| 項目 | 値 |\n|---|---|\n| 閾値.担当件数 | {} |\n| 閾値.担当割合 | {} |\n| 閾値.偏りを見る件数 | {} |"
    assert hits("ISS008", piled(3, 9, more=setting.format(3, 40, 10))) == ["PER-001 氏名"]
    assert hits("ISS008", piled(4, 6, more=setting.format(10, 39, 10))) == ["PER-001 氏名"]
    assert hits("ISS008", piled(4, 5, more=setting.format(10, 40, 9))) == ["PER-001 氏名"]
    assert hits("ISS008", piled(5, 5, more=setting.format(10, 50, 10))) == []
