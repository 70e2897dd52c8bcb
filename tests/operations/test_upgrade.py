"""upgrade: a book in use gets what this version has, and everything that stood in it stays as it was (cases U1–U11)."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pmo_xl.errors import BadOption, RefusedEdit
from pmo_xl.metrics.additions import schema_of
from pmo_xl.model.choice import Choice
from pmo_xl.model.schema import renames
from pmo_xl.model.sheets import SHEETS, sheet_labelled
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.upgrade import Upgrade
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.edits.column_shift import ColumnShift
from pmo_xl.workbook.grid import open_grids
from tests.support.excel_rules import excel_breaches
from tests.support.libreoffice import recalculated, requires_libreoffice, shown_values
from tests.support.master import small_book

pytestmark = pytest.mark.slow

D = date(2026, 11, 30)
OLD_BOOKS = sorted((Path(__file__).parents[1] / "workbooks_of").glob("*/*.xlsx"))
CORE = next(path for path in OLD_BOOKS if path.stem == "core")

STALE = "DAT008/予算枠/BUD-005/残予算"
"""A stored result that the sample has wrong on purpose: with the formula of today the cell gets today's result."""

Cells = dict[tuple[str, int, int], object]


def opened(path: Path, *, force: bool = False) -> Book:
    return open_workbook(path, as_of=D, run_day=D, force=force)


def a_copy(folder: Path, of: Path = CORE, change: Callable[[openpyxl.Workbook], None] | None = None) -> Path:
    """An old book in a folder; with `change`, as somebody changed and saved it."""
    path = folder / f"台帳{of.suffix}"
    shutil.copy(of, path)
    if change:
        made = openpyxl.load_workbook(path)  # a file of the test's own
        change(made)
        made.save(path)
    return path


def cells_of(path: Path) -> Cells:
    """Every cell with its formula, else its value, as a reader that is not ours gives it."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


GANTT = ColumnShift("マスタスケジュール", 22, 3)
"""The chart right of the 21 columns of 0.1.0 makes room for three more."""


def moved(place: tuple[str, int, int]) -> tuple[str, int, int]:
    sheet, row, column = place
    return (sheet, row, GANTT.column(column)) if sheet == GANTT.sheet else place


def followed(sheet: str, value: object) -> object:
    return GANTT.formula(value, sheet) if isinstance(value, str) and value.startswith("=") else value


def renewed_columns(path: Path, done: Upgrade, title: str) -> set[int]:
    """The columns of a sheet that got this version's formula."""
    labels = {step.target for step in done.of("take") if step.kind == "数式" and step.sheet == title}
    return {at for at, label in enumerate(headings(path, title), 1) if label in labels} if labels else set()


def findings(path: Path) -> set[str]:
    return {finding.id for finding in opened(path).check().findings}


def headings(path: Path, sheet: str) -> list[object]:
    return [cell.value for cell in openpyxl.load_workbook(path)[sheet][3]]


def taken(book: Book, **wish: object) -> list[str]:
    return [
        f"{each.kind} {each.sheet or ''} {each.target}".replace("  ", " ")
        for each in book.upgrade(**wish).of("take")
    ]


@pytest.mark.parametrize("old", OLD_BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_u3_a_book_of_every_earlier_release_is_upgraded_and_every_cell_stays(
    old: Path, tmp_path: Path
) -> None:
    path = a_copy(tmp_path, old)
    before, found = cells_of(path), findings(path)
    done = opened(path).upgrade(apply=True)
    assert done.of("blocked") == ()
    after = cells_of(path)
    columns = {title: renewed_columns(path, done, title) for title in {place[0] for place in before}}
    anew = {place for place in before if place[1] > 3 and place[2] in columns[place[0]]}
    assert {place: after.get(moved(place)) for place in before if place not in anew} == {
        place: followed(place[0], value) for place, value in before.items() if place not in anew
    }
    assert {str(after[place])[:1] for place in anew} == {"="} and len(anew) > 100
    assert list(excel_breaches(path)) == []
    added = {(step.sheet, step.target) for step in done.of("take") if step.kind == "列を足す"}
    now = findings(path)
    new = [each.split("/") for each in now - found]
    assert all((each[1], each[-1]) in added or each[1] == "設定" for each in new), (
        "only what is new can be found"
    )
    lost = {each for each in found - now if not each.startswith(("DAT013", STALE))}
    assert {each for each in lost if each.split("/")[1] != "設定"} == set()
    # A key of 設定 that was not there has a row now, at which its finding stands.
    rules = [
        sorted(each.split("/")[0] for each in some if each.split("/")[1] == "設定")
        for some in (lost, now - found)
    ]
    assert rules[0] == rules[1]
    assert (done.schema_before, done.schema_after, done.inferred) == (1, 2, True)
    assert done.saved and done.saved.backup and done.saved.backup.read_bytes() == old.read_bytes()
    reopened = opened(path)
    assert schema_of(reopened.project).number == 2 and not schema_of(reopened.project).is_inferred


@requires_libreoffice
@pytest.mark.parametrize("old", OLD_BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_u3_every_formula_that_was_there_still_gives_what_it_gave(old: Path, tmp_path: Path) -> None:
    """Calculated by another program before and after; only what counts rows of 設定 and 選択肢 counts the new ones."""
    path = a_copy(tmp_path, old)
    formulas = openpyxl.load_workbook(path)
    was = shown_values(recalculated(path, tmp_path / "前"))
    opened(path).upgrade(apply=True)
    now = shown_values(recalculated(path, tmp_path / "後"))
    other = [
        (sheet.title, cell.coordinate, cell.value, now[sheet.title].cell(*place[1:]).value)
        for sheet in was
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
        and (place := moved((sheet.title, cell.row, cell.column)))
        and now[sheet.title].cell(*place[1:]).value != cell.value
    ]
    said = [str(formulas[sheet][cell].value) for sheet, cell, *_ in other]
    assert all("設定" in text or "選択肢" in text for text in said), other


def test_the_gantt_moves_with_its_formats_so_that_its_table_can_grow(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    done = opened(path).upgrade(apply=True)
    assert [(step.target, step.text) for step in done.of("take") if step.kind == "右へ動かす"] == [
        ("ガント(V〜DV 列)", "3 列 右へ(数式・書式も)")
    ]
    sheet = openpyxl.load_workbook(path)["マスタスケジュール"]
    assert [sheet.cell(3, at).value for at in range(21, 28)] == [
        "備考", "遅延原因", "決定待ち", "外部ID", None, "=ガント左端", "=Z$3+ガント刻み"
    ]  # fmt: skip
    assert sheet.tables["マスタスケジュール"].ref == "A3:X85"
    areas = [str(each.sqref) for each in sheet.conditional_formatting]
    assert {"A4:X2000", "Z3:DY3", "Z4:DY503"} <= set(areas)
    bars = next(each for each in sheet.conditional_formatting if str(each.sqref) == "Z4:DY503")
    assert all("W$3" not in rule.formula[0] for rule in bars.rules) and "Z$3" in bars.rules[0].formula[0]
    book = opened(path)
    task = next(iter(book.tasks))
    with book.edit() as changes:
        changes.set(task, external_ids="msproject:17")
    assert opened(path).tasks[task.id or ""].external_ids == "msproject:17"


def test_what_staff_wrote_beside_a_table_is_not_moved(tmp_path: Path) -> None:
    def note(book: openpyxl.Workbook) -> None:
        """A note of the office's own, right of the issues."""
        book["課題管理表"].cell(4, book["課題管理表"].max_column + 1).value = "会議で確認"

    path = a_copy(tmp_path, change=note)
    done = opened(path).upgrade(apply=True)
    blocked = [(step.sheet, step.target) for step in done.of("blocked")]
    assert blocked == [("課題管理表", "原因分類"), ("課題管理表", "外部ID")]
    assert all("列を空けてから" in step.reason for step in done.of("blocked"))


def test_u1_a_second_upgrade_finds_nothing_and_leaves_every_byte(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    opened(path).upgrade(apply=True)
    once = path.read_bytes()
    again = opened(path).upgrade(apply=True)
    assert again.of("take") == () and again.saved is None and path.read_bytes() == once


def test_what_is_added_can_be_written_and_chosen_as_in_a_new_book(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    opened(path).upgrade(apply=True)
    book = opened(path)
    issue = next(iter(book.issues))
    with book.edit() as changes:
        changes.set(issue, external_ids="redmine:1234", cause_kind="設計")
    assert opened(path).issues[issue.id or ""].external_ids == "redmine:1234"
    sheet = openpyxl.load_workbook(path)["課題管理表"]
    at = headings(path, "課題管理表").index("原因分類") + 1
    letters = openpyxl.utils.get_column_letter(at)
    rule = next(each for each in sheet.data_validations.dataValidation if f"{letters}4" in each.sqref)
    names = openpyxl.load_workbook(path).defined_names
    assert rule.formula1 == "一覧_課題管理表.原因分類" and rule.formula1 in names
    column = re.findall(r"集計!\$([A-Z]+)\$4", names[rule.formula1].attr_text)[0]
    assert openpyxl.load_workbook(path)["集計"][f"{column}3"].value == "課題管理表.原因分類"


def accepted_by(path: Path, title: str) -> dict[object, tuple[str | None, str | None]]:
    """What the first row of each column accepts: the kind and the first formula, by heading."""
    sheet = openpyxl.load_workbook(path)[title]
    return {
        sheet.cell(3, area.min_col).value: (rule.type, rule.formula1)
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        if area.min_row == 4 and rule.type
    }


def all_rules_lost(book: openpyxl.Workbook) -> None:
    """As another program may save it: nothing is asked of what is typed in; one column has a rule of the office's own."""
    sheet = book["課題管理表"]
    sheet.data_validations.dataValidation = []
    own = openpyxl.worksheet.datavalidation.DataValidation(
        type="textLength", operator="lessThan", formula1="9"
    )
    own.add(f"{openpyxl.utils.get_column_letter([cell.value for cell in sheet[3]].index('状態') + 1)}5")
    sheet.add_data_validation(own)


@pytest.mark.parametrize("old", OLD_BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_rules_of_typing_that_got_lost_come_back_where_the_column_has_none(old: Path, tmp_path: Path) -> None:
    (tmp_path / "そのまま").mkdir()
    whole = a_copy(tmp_path / "そのまま", old)
    opened(whole).upgrade(apply=True)
    path = a_copy(tmp_path, old, all_rules_lost)
    done = opened(path).upgrade(apply=True)
    back = {step.target for step in done.of("take") if step.kind == "入力規則"}
    expected = accepted_by(whole, "課題管理表")
    added = {
        step.target for step in done.of("take") if step.kind == "列を足す" and step.sheet == "課題管理表"
    }
    assert {"優先度", "期限"} <= back == expected.keys() - added - {"状態"}
    assert accepted_by(path, "課題管理表") == {k: v for k, v in expected.items() if k != "状態"}
    rules = openpyxl.load_workbook(path)["課題管理表"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules if rule.type == "textLength" and rule.formula1 == "9"] == ["9"]
    assert list(excel_breaches(path)) == []
    assert opened(path).upgrade().of("take") == ()


def test_u2_a_core_book_becomes_a_full_one_with_the_same_findings(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    found = findings(path)
    done = opened(path).upgrade(apply=True, profile="full")
    titles = openpyxl.load_workbook(path).sheetnames
    order = [sheet.sheet.label for sheet in SHEETS]
    assert [title for title in titles if title in order] == order
    assert findings(path) == {each for each in found if not each.startswith(("DAT013", STALE))}
    assert (done.profile_before, done.profile_after) == ("core", "full")
    book = opened(path)
    with book.edit() as changes:
        changes.append(
            sheet_labelled("会議体")(name="週次定例", purpose="進捗", frequency="毎週"), incomplete=True
        )
    assert [row.name for row in opened(path).of(sheet_labelled("会議体"))] == ["週次定例"]


def test_u4_what_the_office_made_of_its_book_stays(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    apply_own_things(path)
    before = parts_of(path)
    opened(path).upgrade(apply=True)
    after = parts_of(path)
    touched = {name for name in before if before[name] != after.get(name)}
    assert not {name for name in touched if "chart" in name or "drawing" in name}
    sheet = openpyxl.load_workbook(path)["QA表"]
    assert sheet.freeze_panes == "C4" and sheet.auto_filter.ref is None
    assert openpyxl.load_workbook(path)["グラフ"]._charts


def apply_own_things(path: Path) -> None:
    """A chart on a sheet of its own, frozen panes and three columns of the office's own."""
    made = openpyxl.load_workbook(path)
    sheet = made["QA表"]
    sheet.freeze_panes = "C4"
    chart_sheet = made.create_sheet("グラフ")
    chart_sheet["A1"], chart_sheet["A2"] = 1, 2
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(chart_sheet, min_col=1, min_row=1, max_row=2))
    chart_sheet.add_chart(chart, "C3")
    made.save(path)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_u5_a_column_that_staff_took_out_does_not_come_back_unless_asked_for(tmp_path: Path) -> None:
    path = a_copy(tmp_path)  # the planted sample has 要件一覧.優先度 taken out
    told = [step.target for step in opened(path).upgrade(apply=True).of("keep")]
    assert "優先度" in told and "優先度" not in headings(path, "要件一覧")
    opened(path).upgrade(apply=True, add=["要件一覧.優先度"])
    assert headings(path, "要件一覧")[-1] == "優先度"
    assert [step.target for step in opened(path).upgrade().of("keep") if step.sheet == "要件一覧"] == []


def renamed(label: str, heading: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["課題管理表"]
        cell = next(each for each in sheet[3] if each.value == label)
        cell.value = heading
        table = sheet.tables["課題管理表"]
        next(each for each in table.tableColumns if each.name == label).name = heading

    return change


def test_u6_a_heading_that_staff_changed_stays_unless_ours_is_asked_for(tmp_path: Path) -> None:
    path = a_copy(tmp_path, change=renamed("対応方針", "方針"))
    kept = [step for step in opened(path).upgrade(apply=True).of("keep") if step.kind == "そのまま"]
    assert [(step.target, step.text) for step in kept] == [("方針", "対応方針として読んでいます")]
    assert "方針" in headings(path, "課題管理表")
    opened(path).upgrade(apply=True, labels=True)
    assert "方針" not in headings(path, "課題管理表") and "対応方針" in headings(path, "課題管理表")


def with_own_column(values: Sequence[str | None]) -> Callable[[openpyxl.Workbook], None]:
    """A column 原因分類 that the office added at the right end before we had one of that name."""

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["課題管理表"]
        table = sheet.tables["課題管理表"]
        left, top, right, bottom = openpyxl.utils.range_boundaries(table.ref)
        for row in range(top, bottom + 1):
            sheet.cell(row, right + 1).value = "原因分類" if row == top else values[row % len(values)]
        letters = openpyxl.utils.get_column_letter
        table.ref = table.autoFilter.ref = f"{letters(left)}{top}:{letters(right + 1)}{bottom}"
        number = max(each.id for each in table.tableColumns) + 1
        table.tableColumns.append(openpyxl.worksheet.table.TableColumn(id=number, name="原因分類"))

    return change


def test_u7_an_own_column_with_a_new_label_is_taken_where_nine_of_ten_values_fit(tmp_path: Path) -> None:
    path = a_copy(tmp_path, change=with_own_column(["設計", "仕様", "その他", None]))
    steps = [
        step.target for step in opened(path).upgrade(apply=True).of("take") if step.sheet == "課題管理表"
    ]
    assert "原因分類" not in steps and headings(path, "課題管理表").count("原因分類") == 1
    assert {issue.cause_kind for issue in opened(path).issues} == {"設計", "仕様", "その他", None}


def test_u7_one_that_holds_something_else_is_kept_and_ours_stands_beside_it(tmp_path: Path) -> None:
    path = a_copy(tmp_path, change=with_own_column(["軽微", "重大", "設計"]))
    assert all(issue.cause_kind is None for issue in opened(path).issues)
    assert {issue.extra["原因分類"] for issue in opened(path).issues} == {"軽微", "重大", "設計"}
    done = opened(path).upgrade(apply=True)
    told = [
        (step.target, step.text)
        for step in done.of("take")
        if "原因分類" in step.target and step.sheet == "課題管理表"
    ]
    assert told == [("原因分類 (標準)", "右端 AD 列(同じ見出しの独自の列があるため)")]
    book = opened(path)
    issue = next(iter(book.issues))
    with book.edit() as changes:
        changes.set(issue, cause_kind="仕様")
    again = opened(path).issues[issue.id or ""]
    assert (again.cause_kind, again.extra["原因分類"]) == ("仕様", issue.extra["原因分類"])
    assert opened(path).upgrade().of("take") == ()


def formula_changed(book: openpyxl.Workbook) -> None:
    """A derived cell of one row typed over with a formula of somebody's own."""
    sheet = book["課題管理表"]
    at = next(cell.column for cell in sheet[3] if cell.value == "超過日数")
    sheet.cell(5, at).value = "=1+1"


def test_u8_a_formula_that_staff_changed_stays_and_so_do_the_others_of_its_column(tmp_path: Path) -> None:
    path = a_copy(tmp_path, change=formula_changed)
    before = cells_of(path)
    done = opened(path).upgrade(apply=True)
    told = [(step.target, step.text) for step in done.of("keep") if step.sheet == "課題管理表"]
    assert any(target == "超過日数" and "この列の数式ではありません" in text for target, text in told)
    after = cells_of(path)
    places = [
        place for place, value in before.items() if place[0] == "課題管理表" and str(value).startswith("=")
    ]
    assert all(after[place] == before[place] for place in places)


def test_u9_a_book_without_a_mark_is_told_by_its_columns_and_gets_one(tmp_path: Path) -> None:
    path = small_book(tmp_path)
    made = openpyxl.load_workbook(path)
    made.custom_doc_props.props = []
    made.save(path)
    book = opened(path)
    assert schema_of(book.project).number == 2 and schema_of(book.project).is_inferred
    done = book.upgrade(apply=True)
    assert [step.kind for step in done.of("take")] == ["版の印"] and done.inferred
    assert open_grids(path).properties["pmo_xl.schema"] == "2"


@pytest.mark.parametrize("text", ["2", "2.0", "2.0000000"])
def test_the_mark_is_read_as_libreoffice_writes_it(tmp_path: Path, text: str) -> None:
    path = small_book(tmp_path)
    replace_in(path, "docProps/custom.xml", b">2<", f">{text}<".encode())
    assert schema_of(opened(path).project).number == 2


def replace_in(path: Path, part: str, old: bytes, new: bytes) -> None:
    parts = parts_of(path)
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_u10_a_book_of_a_later_version_is_read_with_a_remark_and_not_written(tmp_path: Path) -> None:
    path = small_book(tmp_path)
    replace_in(path, "docProps/custom.xml", b">2<", b">9<")
    book = opened(path)
    assert any("より新しい pmo_xl" in remark for remark in book.remarks)
    with pytest.raises(RefusedEdit, match="--force"):
        book.upgrade(apply=True)
    assert opened(path, force=True).upgrade(apply=True).saved is None


def test_u11_one_sheet_alone_brings_nothing_but_what_it_needs(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    before = headings(path, "課題管理表")
    steps = taken(opened(path), apply=True, sheets=["会議体"])
    assert steps == ["選択肢 選択肢 会議体.頻度", "シート 会議体", "版の印 ファイルのプロパティ"]
    assert headings(path, "課題管理表") == before
    words = {row.value for row in opened(path).of(Choice) if row.list_name == "会議体.頻度"}
    assert "毎週" in words


def test_u11_after_one_sheet_alone_the_rest_of_the_version_still_comes(tmp_path: Path) -> None:
    path = a_copy(tmp_path)
    columns = [step for step in taken(opened(path)) if step.startswith("列を足す")]
    one = opened(path).upgrade(apply=True, sheets=["会議体"])
    assert (one.schema_before, one.schema_after, schema_of(opened(path).project).number) == (1, 1, 1)
    assert columns and columns == [step for step in taken(opened(path)) if step.startswith("列を足す")]


def test_a_ledger_of_another_office_and_a_name_that_is_none_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "課題一覧.xlsx"
    foreign = openpyxl.Workbook()
    foreign.active.title = "課題一覧"
    for row in (
        ["No", "件名", "担当者", "期限", "状況"],
        [1, "帳票の文字化け", "佐藤", "2026/12/4", "対応中"],
    ):
        foreign.active.append(row)
    foreign.save(path)
    with pytest.raises(BadOption, match="pmo-xl import"):
        opened(path).upgrade()
    with pytest.raises(BadOption, match="「会議体」のことですか"):
        opened(small_book(tmp_path)).upgrade(sheets=["会議帯"])


def test_every_renamed_label_is_still_known_by_its_old_one() -> None:
    for each in renames():
        columns = sheet_labelled(each.sheet).columns.values()
        column = next(column for column in columns if column.label == each.new)
        assert each.old in column.aliases


def test_a_new_book_bears_the_mark_of_its_profile(tmp_path: Path) -> None:
    for profile in ("core", "full"):
        path = tmp_path / f"{profile}.xlsx"
        write_workbook(path, run_day=D, profile=profile)
        marks = open_grids(path).properties
        assert (marks["pmo_xl.schema"], marks["pmo_xl.profile"]) == ("2", profile)
        assert opened(path).upgrade().of("take") == ()


def test_the_command_shows_first_and_adds_with_apply(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from pmo_xl.faces.cli import main

    path = a_copy(tmp_path)
    before = path.read_bytes()
    assert (
        main(["upgrade", str(path), "--format", "json", "--quiet", "--as-of", "2026-11-30", "--check"]) == 1
    )
    told = json.loads(capsysbinary.readouterr().out)
    assert path.read_bytes() == before and told["command"] == "upgrade" and told["schema_before"] == 1
    gone = {each["id"] for each in told["findings"]["gone"] if each["rule"] != "DAT013"}
    assert gone == {STALE} and len(told["findings"]["gone"]) > 1
    states = {step["state"] for step in told["steps"]}
    assert states <= {"take", "keep", "blocked"} and told["saved"] is None
    code = main(["upgrade", str(path), "--apply", "--quiet", "--as-of", "2026-11-30"])
    assert code == (3 if "blocked" in states else 0) and path.read_bytes() != before


@pytest.mark.parametrize("old", OLD_BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_column_with_the_formula_of_an_earlier_release_in_every_row_gets_the_one_of_today(
    old: Path, tmp_path: Path
) -> None:
    path = a_copy(tmp_path, old)
    done = opened(path).upgrade(apply=True)
    found = {(s.sheet, s.target): s.text for s in done.of("take") if s.kind == "数式"}
    assert "承認前と却下の予算を数えません" in found["予算枠", "残予算"]
    assert found.keys() <= {("予算枠", "残予算"), ("選択肢", "区分"), ("KPI", "実績")}
    made = openpyxl.load_workbook(path)
    for title, label in found:
        sheet, at = made[title], headings(path, title).index(label)
        (table,) = sheet.tables.values()
        stated = "".join(table.tableColumns[at].calculatedColumnFormula.attr_text.split())
        last = openpyxl.utils.range_boundaries(table.ref)[3]
        cells = {"".join(str(sheet.cell(row, at + 1).value).split()) for row in range(4, last + 1)}
        assert cells == {f"={stated}"}, (title, label)
    fresh = {(s.sheet, s.target) for s in opened(path).upgrade().steps if s.kind == "数式"}
    assert fresh & found.keys() == set() and list(excel_breaches(path)) == []


def every_remaining_twice(book: openpyxl.Workbook) -> None:
    """Staff gave the whole column a formula of their own."""
    sheet = book["予算枠"]
    at = [cell.value for cell in sheet[3]].index("残予算")
    (table,) = sheet.tables.values()
    own = "予算枠[[#This Row],[予算額]]*2"
    table.tableColumns[at].calculatedColumnFormula.attr_text = own
    for row in range(4, openpyxl.utils.range_boundaries(table.ref)[3] + 1):
        sheet.cell(row, at + 1).value = f"={own}"


def test_a_formula_that_staff_gave_a_whole_column_stays_and_is_told(tmp_path: Path) -> None:
    path = a_copy(tmp_path, change=every_remaining_twice)
    before = cells_of(path)
    done = opened(path).upgrade(apply=True)
    assert [step.text for step in done.of("keep") if step.target == "残予算"] == ["全行が別の数式です"]
    after = cells_of(path)
    own = [place for place, value in before.items() if str(value).endswith("[予算額]]*2")]
    assert own and all(after[place] == before[place] for place in own)


def test_a_book_of_today_has_no_formula_of_an_earlier_release(tmp_path: Path) -> None:
    path = tmp_path / "新しい台帳.xlsx"
    write_workbook(path, run_day=D, profile="full")
    steps = opened(path).upgrade().steps
    assert [step for step in steps if step.kind == "数式"] == []
