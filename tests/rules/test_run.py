"""The machine: what it counts, what it refuses to call fine, and that nothing stops it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmo_xl.documents.findings import gap_title, scope_line
from pmo_xl.faces.cli import main
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.rules.catalog import all_rules, matching
from pmo_xl.rules.page import read_page
from pmo_xl.rules.policy import Policy, policy_of
from pmo_xl.rules.report import Report
from pmo_xl.rules.rule import FITS, Group, Severity, rule, undeterminable
from pmo_xl.rules.run import run
from tests.support.examples import project_of

OVERDUE = """
課題管理表
| 課題ID | 件名 | 種別 | 優先度 | 起票日 | 起票者 | 担当 | 期限 | 状態 |
|---|---|---|---|---|---|---|---|---|
| ISS-001 | 件数が合わない | 課題 | 高 | 2026/11/2 | 佐藤 | 佐藤 | 2026/11/20 | 対応中 |
"""


def project(ledger: str) -> Project:
    (example,) = read_page(f"例\n\n## 違反例\n{ledger}").examples
    return project_of(example)


def check(ledger: str, *rules: str, policy: Policy | None = None) -> Report:
    return run(project(ledger), matching(rules), policy or Policy())


def test_an_unreadable_due_date_is_never_not_late() -> None:
    report = check(OVERDUE.replace("2026/11/20", "11月下旬"), "ISS001")
    (count,) = report.rules
    assert (count.judged, count.undeterminable) == (0, 1)
    assert count.reason == "「期限」を読み取れない行があります"


def test_a_column_that_is_missing_makes_every_row_undeterminable() -> None:
    found = project(OVERDUE)
    (table,) = found.tables[Issue]
    columns = {name: number for name, number in table.columns.items() if name != "due_on"}
    without = replace(table, columns=columns)
    records = [i.model_copy(update={"place": replace(i.place, table=without)}) for i in found.issues]
    bare = Project(found.as_of, found.run_day, records={Issue: tuple(records)}, tables={Issue: (without,)})
    (count,) = run(bare, matching(["ISS001"])).rules
    assert (count.judged, count.undeterminable, count.reason) == (
        0,
        1,
        "「課題管理表」に「期限」列がありません",
    )


def test_a_sheet_that_a_rule_needs_and_is_absent_is_a_reason_not_a_green_line() -> None:
    ledger = """
不在: 仕様変更管理表

QA表
| QA-ID | 質問 | 仕様反映要否 | 状態 |
|---|---|---|---|
| QA-001 | 桁数は | 要 | 回答済 |
"""
    report = check(ledger, "QST003")
    (count,) = report.rules
    assert (count.judged, count.reason) == (0, "「仕様変更管理表」シートがありません")
    assert report.summary["rules_not_evaluated"] == 1


def test_one_cell_has_one_finding_when_another_rule_names_it() -> None:
    ledger = OVERDUE.replace("| 佐藤 | 佐藤 |", "| 佐藤 | |")
    both = check(ledger, "ISS002", "DAT006")
    assert [f.rule for f in both.findings if f.column == "担当"] == ["ISS002"]
    alone = check(ledger, "DAT006")
    assert [f.rule for f in alone.findings if f.column == "担当"] == ["DAT006"]


@rule("ZZZ001", judges=Issue, severity=Severity.ERROR, message="", remedy="")
def broken_rule(issue: Issue, project: Project):
    """A rule with a fault of its own."""
    raise ZeroDivisionError("planted")


def test_a_rule_that_raises_is_told_and_does_not_stop_the_others() -> None:
    report = run(project(OVERDUE), [broken_rule, *matching(["ISS001"])])
    assert [f.rule for f in report.findings] == ["ISS001"]
    (failed,) = report.failed_rules
    assert failed.rule == "ZZZ001" and "ZeroDivisionError" in (failed.reason or "")


def test_a_failed_rule_ends_the_command_with_exit_code_3(
    tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.faces.test_bad_input import a_book

    monkeypatch.setattr("pmo_xl.rules.asked.matching", lambda _: (broken_rule,))
    assert main(["check", str(a_book(tmp_path / "台帳.xlsx"))]) == 3
    assert "ZZZ001" in capsys.readouterr().out


WAIVED = """
チェック結果
| 指摘ID | 対応 | 免除理由 | 承認者 | 免除期限 |
|---|---|---|---|---|
| ISS001/課題管理表/ISS-001/期限 | 免除 | {reason} | 田中 | {until} |
"""


@pytest.mark.parametrize(
    ("reason", "until", "is_waived"),
    [("移行後に直す", "2026/11/30", True), ("移行後に直す", "2026/11/29", False), ("", "2026/12/31", False)],
)
def test_a_waiver_counts_only_with_reason_approver_and_a_day_not_passed(
    reason: str, until: str, is_waived: bool
) -> None:
    report = check(OVERDUE + WAIVED.format(reason=reason, until=until), "ISS001")
    (finding,) = report.findings
    assert (finding.waived is not None) is is_waived
    assert report.summary["waived"] == int(is_waived)
    assert len(report.errors) == int(not is_waived)


def test_every_finding_has_an_id_of_its_own_even_where_two_rows_share_one() -> None:
    ours = OVERDUE.replace("課題管理表", "課題管理表(pmo_xl の台帳)")
    ledger = ours + OVERDUE.splitlines()[-1]
    ids = [finding.id for finding in check(ledger, "ISS001", "DAT002").findings]
    assert len(set(ids)) == len(ids) == 4


def test_settings_switch_rules_off_on_and_change_their_weight() -> None:
    ledger = (
        """
設定
| 項目 | 値 |
|---|---|
| 規則群 | 基本 |
| 規則.ISS001 | 情報 |
| 規則.QST001 | 切 |
| 規則.DAT009 | 入 |
"""
        + OVERDUE
    )
    policy = policy_of(project(ledger).settings)
    on = {r.id for r in policy.select(all_rules())}
    assert {"ISS001", "DAT009"} <= on and not {"QST001", "ISS008", "ISS005"} & on
    (finding,) = check(ledger, "ISS001", policy=policy).findings
    assert finding.severity is Severity.INFO
    assert policy.describe() == "規則群 基本、ISS001 = 情報、QST001 = 切、DAT009 = 入"


def test_an_office_policy_wins_over_the_workbooks() -> None:
    office, book = (
        Policy(Group.STRICT, {"ISS001": "エラー"}),
        Policy(Group.BASIC, {"ISS001": "切", "QST001": "切"}),
    )
    both = office.over(book)
    assert (both.group, both.words) == ("厳格", {"ISS001": "エラー", "QST001": "切"})


def test_a_rule_that_fits_is_counted_and_never_a_finding() -> None:
    @rule("ZZZ002", judges=Issue, severity=Severity.ERROR, message="", remedy="")
    def fits(issue: Issue, project: Project):
        """Every row fits."""
        return FITS

    report = run(project(OVERDUE), [fits])
    assert (report.rules[0].judged, report.findings) == (1, ())


def test_a_rule_without_anything_to_judge_counts_as_evaluated() -> None:
    report = check(OVERDUE.splitlines()[1] + "\n" + "\n".join(OVERDUE.splitlines()[2:4]), "ISS001")
    assert (report.rules[0].judged, report.rules[0].reason) == (0, None)
    assert report.summary["rules_not_evaluated"] == 0


def test_the_commonest_reasons_why_rows_could_not_be_judged_stand_first() -> None:
    rows = ["11月下旬 | 対応中", "11月下旬 | 対応中", "2026/11/20 | #N/A"]
    lines = "\n".join(f"| ISS-{n:03} | {row} |" for n, row in enumerate([rows[2], *rows[:2]], 1))
    report = check(f"課題管理表\n| 課題ID | 期限 | 状態 |\n|---|---|---|\n{lines}\n", "ISS001")
    (count,) = report.rules
    assert count.undeterminable == 3
    assert count.reason == "「期限」を読み取れない行があります、「状態」を読み取れない行があります"


def test_several_things_said_of_one_row_count_it_once_by_the_worst_and_the_commonest_doubt_first() -> None:
    @rule("ZZZ003", judges=Issue, severity=Severity.ERROR, message="", remedy="")
    def doubts(issue: Issue, project: Project):
        """Two doubts of every row, one of them shared."""
        return (undeterminable(f"{issue.id} のこと"), undeterminable("いつものこと"))

    ledger = OVERDUE + OVERDUE.splitlines()[-1].replace("ISS-001", "ISS-002")
    (count,) = run(project(ledger), [doubts]).rules
    assert (count.undeterminable, count.judged) == (2, 0)
    assert count.reason == "いつものこと、ISS-001 のこと、ISS-002 のこと"


def test_a_word_nobody_understands_leaves_a_rule_as_its_group_has_it() -> None:
    strict, standard = matching(["QST008"])[0], matching(["ISS001"])[0]
    policy = Policy(words={"QST008": "なし", "ISS001": "なし"})
    assert (policy.is_on(strict), policy.is_on(standard)) == (False, True)
    assert Policy(words={"QST008": "入"}).is_on(strict) and not Policy(words={"ISS001": "×"}).is_on(standard)


def test_a_finding_at_an_empty_cell_has_no_value() -> None:
    ledger = OVERDUE.replace("| 佐藤 | 佐藤 |", "| 佐藤 | |")
    values = {f.column: f.value for f in check(ledger, "ISS001", "ISS002").findings}
    assert values == {"担当": None, "期限": "2026/11/20"}


def test_rules_not_judged_are_told_from_those_that_apply_to_nothing_and_from_single_rows() -> None:
    ledger = """
不在: 仕様変更管理表

QA表
| QA-ID | 質問 | 仕様反映要否 | 状態 | 回答期限 |
|---|---|---|---|---|
| QA-001 | 桁数は | 要 | 回答済 | 12月上旬 |
| QA-002 | 桁数は | 要 | 未回答 | 12月上旬 |
| QA-003 | 桁数は | 要 | 未回答 | 2026/11/1 |
"""
    report = check(ledger, "QST001", "QST003", "ISS001", "ISS004")
    words = {
        count.rule: (count.is_not_evaluated, count.is_out_of_scope, count.undeterminable)
        for count in report.rules
    }
    assert words["QST003"][0] and words["ISS004"] == (True, False, 0)  # a sheet, an earlier record is missing
    assert words["ISS001"] == (False, True, 0)  # 課題管理表 has no row
    assert words["QST001"] == (False, False, 2)
    summary = report.summary
    assert (summary["rules_not_evaluated"], summary["rules_out_of_scope"]) == (2, 1)
    assert gap_title(report).startswith("判定できなかった規則 2、一部の行を判定できなかった規則 1")
    assert scope_line(report).startswith("対象外 1 規則")
