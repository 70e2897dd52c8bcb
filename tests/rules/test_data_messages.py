"""What the rules on data say, in all their variants, made of cells as people fill them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from pmo_xl.model.column import Kind
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.record import UNCACHED
from pmo_xl.model.sheets import SHEETS
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.run import run
from pmo_xl.workbook.cells import READERS
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout import Layout
from pmo_xl.workbook.reader import read_sheets
from pmo_xl.workbook.tab.sheet_details import StatedDetails
from tests.support.ledger import ask, rule_of

D = date(2026, 11, 30)
LONG = "協議のうえ決めることになっているため、" * 5
CELLS = (
    "4月上旬", "11月", "12/15頃", "13/45", "別途ご相談", "26/4/1", "令和0年4月1日", "2026/2/30", "2026/11/30(火)", "2026/11/30 25:00",
    "2/25～3/3", "2026年11月", "1949/1/1", 123.0, 0.5, 1e20, time(9, 0), datetime.fromisoformat("1940-01-01"), True, "約100万", "1億2", "3万5", "100.5",
    100.5, "1" * 20, "百円", "1.5人月", "50", "△", "済", "○×", "#REF!", "#N/A", LONG, date(2026, 1, 2),
)  # fmt: skip


def findings_of(rule: str, kind: Kind, raw: object, *, unit: int = 1) -> Iterator[Finding]:
    """What a rule says of the first column of this kind that any sheet has, filled with a raw cell."""
    sheet, field = next(
        (sheet, name)
        for sheet in SHEETS
        if "id" in sheet.columns
        for name, column in sheet.columns.items()
        if column.kind is kind and not column.is_derived and (kind is Kind.ID or name != "id")
    )
    fields = list(sheet.columns)
    filled = {"id": f"{sheet.sheet.prefix}-001"} | {fields[1]: "移行", fields[2]: "移行"} | {field: raw}
    grid = Grid.from_rows(
        sheet.sheet.label,
        [[c.label for c in sheet.columns.values()], [filled.get(name, "") for name in fields]],
    )
    columns = {name: number for number, name in enumerate(fields, 1)}
    units = {field: unit} if unit > 1 else {}
    layout = Layout(sheet, sheet.sheet.label, (1, 1), 2, 2, columns, is_ours=True, units=units)
    read = read_sheets({sheet.sheet.label: grid}, [layout], near=D)
    project = Project(D, D, "option", read.records, read.tables)
    yield from (f for f in run(project, [rule_of(rule)]).findings if f.field == field)


EVERY = [
    (kind, raw, unit, finding)
    for kind in Kind
    for raw in CELLS
    for unit in ((1, 1000) if kind is Kind.MONEY else (1,))
    for finding in findings_of("DAT003", kind, raw, unit=unit)
]


def test_every_reason_for_which_a_cell_cannot_be_read_is_among_the_variants():
    kinds = {kind for kind, *_ in EVERY}
    assert {Kind.DATE, Kind.DATETIME, Kind.MONTH, Kind.MONEY, Kind.PERCENT, Kind.INT, Kind.FLAG} <= kinds
    assert len({finding.message for *_, finding in EVERY}) > 120
    assert len({finding.remedy for *_, finding in EVERY}) > 15


@pytest.mark.parametrize(("kind", "raw", "unit", "finding"), EVERY)
def test_dat003_says_once_what_stands_there_and_why_and_in_the_remedy_what_to_do(
    kind: Kind, raw: object, unit: int, finding: Finding
):
    said, remedy = finding.message, finding.remedy
    if "0%から100%の外" in said:
        return
    assert said.count("読めません") + said.count("になっています") == 1
    assert "ください" not in said and "ください。" in remedy
    assert finding.column in said and "。。" not in said + remedy
    reason = said.removesuffix("。").partition("。")[2]
    assert "読めません" not in reason and "整数ではありません" not in reason and "))" not in said
    assert len(set(remedy.split("。"))) == len(remedy.split("。"))
    assert remedy.count("備考") <= 1


@pytest.mark.parametrize(
    ("kind", "raw", "message", "remedy"),
    [
        (Kind.DATE, "4月上旬", "の「4月上旬」を日付として読めません。上旬・月末・頃などの目安は日付になりません。", "日まで書いて"),
        (Kind.DATE, "別途ご相談", "の「別途ご相談」を日付として読めません。", "2026/11/30 のように書いて"),
        (Kind.INT, "1.5", "の「1.5」を整数として読めません。", "整数で書いて"),
        (Kind.FLAG, "△", "の「△」を○か×の印として読めません。", "○ を書くか、空のままに"),
        (Kind.DATE, "#REF!", "がExcelのエラー(#REF!)になっています。", "数式か値を直して"),
    ],
)  # fmt: skip
def test_dat003_in_words(kind: Kind, raw: str, message: str, remedy: str):
    (finding,) = findings_of("DAT003", kind, raw)
    assert finding.message == f"「{finding.column}」{message}"
    assert remedy in finding.remedy


def test_a_progress_outside_its_range_is_found_beside_a_cell_that_cannot_be_read():
    plan = "マスタスケジュール\n| 作業ID | 作業名 | 予定開始 | 進捗率 |\n|---|---|---|---|\n| WBS-001 | 設計 | 4月上旬 | 120% |"
    found = ask("DAT003", plan).findings
    assert [f.column for f in found] == ["予定開始", "進捗率"]
    assert found[1].message == "「進捗率」が 120% で、0%から100%の外です。"


@pytest.mark.parametrize("word", ["未定", "TBD", "－", "なし"])
def test_a_word_that_says_there_is_no_date_yet_is_not_called_blank(word: str):
    table = f"課題管理表\n| 課題ID | 件名 | 期限 |\n|---|---|---|\n| ISS-001 | 移行 | {word} |"
    (found,) = [f for f in ask("DAT006", table).findings if f.column == "期限"]
    assert found.message == f"必須の「期限」が「{word}」です。日付が入っていません。"
    assert found.value is None or found.value == word


def test_a_blank_must_cell_is_called_blank():
    table = "課題管理表\n| 課題ID | 件名 | 期限 |\n|---|---|---|\n| ISS-001 | 移行 | |"
    (found,) = [f for f in ask("DAT006", table).findings if f.column == "期限"]
    assert found.message == "必須の「期限」が空欄です。"


def test_other_rules_do_not_call_undecided_cells_blank_either():
    table = "仕様変更管理表\n| 変更ID | 件名 | 状態 | 承認者 | 承認日 |\n|---|---|---|---|---|\n| CHG-001 | 帳票 | 承認済 | 佐藤 花子 | 未定 |"
    said = [f.message for f in ask("CHG001", table).findings if f.column == "承認日"]
    assert said and all("「未定」" in each and "空欄" not in each for each in said)


@pytest.mark.parametrize("rule", ["DAT003", "ISS001"])
def test_a_result_that_is_not_stored_names_its_column_and_what_to_do(rule: str):
    labels = [column.label for column in Issue.columns.values()]
    cells = {"課題ID": "ISS-001", "件名": "移行", "担当": "佐藤 花子", "状態": "対応中"}
    grid = Grid.from_rows("課題管理表", [labels, [cells.get(label, "") for label in labels]])
    place = (2, labels.index("期限") + 1)
    grid.uncached, grid.details = frozenset([place]), StatedDetails(formulas={place: "A1"})
    columns = {name: number for number, name in enumerate(Issue.columns, 1)}
    read = read_sheets({"課題管理表": grid}, [Layout(Issue, "課題管理表", (1, 1), 2, 2, columns)], near=D)
    (count,) = run(Project(D, D, "option", read.records, read.tables), [rule_of(rule)]).rules
    assert count.undeterminable == 1 and not count.violations
    assert count.reason == f"「期限」の{UNCACHED}" and "Excelで開き、保存し直してください" in count.reason


def test_every_kind_of_cell_has_a_reader():
    assert set(READERS) == set(Kind)


def test_dat004_says_of_a_new_state_that_its_meaning_lacks_and_not_that_the_list_lacks_it():
    table = "選択肢\n| 一覧名 | 値 | 意味 |\n|---|---|---|\n| 課題管理表.状態 | 様子見 | |"
    (found,) = ask("DAT004", table).findings
    assert "一覧「課題管理表.状態」にありません" not in found.message
    assert (
        found.message
        == "状態「様子見」(一覧「課題管理表.状態」)の意味が書かれていません。分かるまで「進行中」として数えます。"
    )


def test_dat004_says_of_a_setting_which_key_or_value_it_is():
    table = "設定\n| 項目 | 値 |\n|---|---|\n| 規則.QST999 | 切 |\n| 規則.QST001 | けいこく |\n| 閾値.停滞日数 | 十日 |"
    said = [f.message for f in ask("DAT004", table).findings]
    assert said[0].startswith("設定の項目に「規則.QST999」はありません。")
    assert said[1].startswith("設定「規則.QST001」の値に「けいこく」は使えません。")
    assert said[2] == "設定「閾値.停滞日数」の値に「十日」は使えません。整数で書いてください。"
