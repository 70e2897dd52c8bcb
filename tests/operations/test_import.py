"""import: rows of other tools into the ledger, again and again; what a person wrote here is never overwritten unseen."""

from __future__ import annotations

import csv
import json
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.filters import AutoFilter

from pmo_xl.errors import BadOption
from pmo_xl.exchange import FieldState
from pmo_xl.faces.cli import main
from pmo_xl.model.issue import Issue
from pmo_xl.model.task import Task
from tests.support.master import opened, small_book
from tests.support.tool_exports import EXPORTS, FIRST, SECOND, jira, msproject, planner, redmine

HEAD = ["#", "プロジェクト", "トラッカー", "ステータス", "優先度", "題名", "作成者", "担当者", "期日", "説明"]


@pytest.fixture
def path(tmp_path):
    return small_book(tmp_path)


def tickets(folder, *rows, name="チケット.csv", encoding="utf-8", head=HEAD):
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    return path


def ticket(
    number, title=FIRST, status="進行中", due="2026-12-04", owner="鈴木 一郎", text="", tracker="バグ"
):
    return [number, "会員", tracker, status, "高め", title, "佐藤 花子", owner, due, text]


def imported(path, source, **given):
    exchange = opened(path).import_rows(source, **given)
    exchange.apply()
    return exchange


def cells(exchange):
    return {(row.row_id, each.name): each for row in exchange.rows for each in row.fields}


@pytest.mark.parametrize("tool", EXPORTS)
def test_each_tool_is_known_and_its_second_export_brings_exactly_what_changed(tool, path, tmp_path):
    make, sheet = EXPORTS[tool], Task if tool == "msproject" else Issue
    first = opened(path).import_rows(make(tmp_path, False))
    assert first.sources[0].tool == ("list" if tool == "notion" else tool)
    assert (first.summary["new"], first.summary["changed"], first.unknown_words) == (
        2 + (sheet is Task),
        0,
        [],
    )
    assert first.summary["unread"] == 0
    first.apply()
    book = opened(path)
    one, two = (next(r for r in book.of(sheet) if r.title == title) for title in (FIRST, SECOND))
    if tool != "github":
        due = one.planned_finish if sheet is Task else one.due_on
        assert due == date(2026, 12, 4)
    assert one.owner == "鈴木 一郎"
    if sheet is Task:
        assert (one.parent, one.kind, two.predecessors) == ("WBS-007", "作業", ("WBS-008 SS+2", "WBS-007"))
    else:
        assert (one.status, two.status) == ("対応中", "未着手")
    second = opened(path).import_rows(make(tmp_path, True))
    changed = {
        (row.title, each.name) for row in second.rows for each in row.fields if each.state is FieldState.TAKE
    }
    asked = {
        (row.title, each.name)
        for row in second.rows
        for each in row.fields
        if each.state is FieldState.CONFLICT
    }
    assert second.summary["new"] == 0
    if tool == "notion":  # no key, so nothing is known of last time
        assert asked == {(FIRST, "due_on"), (SECOND, "status")}
        return
    assert asked == set()
    expected = {
        "github": {(SECOND, "status")},
        "asana": {(FIRST, "due_on"), (SECOND, "status"), (SECOND, "closed_on")},
        "msproject": {(FIRST, "planned_finish"), ("夜間", "planned_finish"), (SECOND, "progress")},
    }
    assert changed == expected.get(tool, {(FIRST, "due_on"), (SECOND, "status")})
    second.apply()
    third = opened(path).import_rows(make(tmp_path, True))
    assert third.is_done


def test_the_same_file_twice_writes_nothing_the_second_time(path, tmp_path, capsys):
    source = redmine(tmp_path, False)
    assert main(["import", str(source), "--into", str(path), "--apply"]) == 0
    before = path.read_bytes()
    assert main(["import", str(source), "--into", str(path), "--apply"]) == 0
    assert path.read_bytes() == before
    assert "書くものはありません" in capsys.readouterr().err


def test_a_write_to_a_row_that_a_filter_hides_says_so(path, tmp_path):
    imported(path, tickets(tmp_path, ticket(1), ticket(2, title="夜間の取込が三十分遅れる")))
    book = openpyxl.load_workbook(path)
    tab = book["課題管理表"]
    tab.tables["課題管理表"].autoFilter = AutoFilter(ref=tab.tables["課題管理表"].ref)
    tab.row_dimensions[tab.max_row].hidden = True
    book.save(path)
    week = [ticket(1, due="2026-12-10"), ticket(2, title="夜間の取込が三十分遅れる", due="2026-12-11")]
    again = imported(path, tickets(tmp_path, *week))
    said = {line.external_id: line.reason for line in again.items}
    assert not said["redmine:1"].endswith("(非表示)")
    assert said["redmine:2"].endswith("(非表示)")
    due = {issue.external_ids: issue.due_on for issue in opened(path).issues}
    assert due["redmine:2"] == date(2026, 12, 11)


def test_what_only_one_side_changed_is_taken_or_kept_and_what_both_changed_waits(path, tmp_path):
    imported(path, tickets(tmp_path, ticket(1), ticket(2, SECOND), ticket(3, "検索の応答が遅い件")))
    book = opened(path)
    rows = {row.title: row for row in book.issues}
    with book.edit() as changes:
        changes.set(rows[FIRST], due_on=date(2026, 12, 11))
        changes.set(rows[SECOND], status="完了", closed_on=date(2026, 11, 28))
        changes.set(rows["検索の応答が遅い件"], status="確認待ち")
    later = tickets(
        tmp_path,
        ticket(1, status="終了"),
        ticket(2, SECOND, status="終了"),
        ticket(3, "検索の応答が遅い件", status="終了"),
    )
    exchange = opened(path).import_rows(later)
    found = cells(exchange)
    first, third = rows[FIRST].id, rows["検索の応答が遅い件"].id
    assert found[first, "status"].state is FieldState.TAKE
    assert found[first, "due_on"].state is FieldState.KEEP
    assert (rows[SECOND].id, "status") not in found
    assert found[third, "status"].state is FieldState.CONFLICT
    exchange.apply()
    assert opened(path).issues[first].due_on == date(2026, 12, 11)
    assert exchange.is_open


def test_cp932_and_utf_8_give_the_same_rows(path, tmp_path):
    row = ticket(1, "髙橋さんの①～③の件", text='三行の\n説明、"引用",カンマ')
    one = opened(path).import_rows(tickets(tmp_path, row, encoding="cp932"))
    other = opened(path).import_rows(tickets(tmp_path, row, name="別.csv"))
    assert one.sources[0].encoding == "cp932"
    assert one.rows[0].theirs[0].values == other.rows[0].theirs[0].values
    assert one.rows[0].theirs[0].values["description"] == '三行の\n説明、"引用",カンマ'


def test_i5_a_text_of_three_quoted_lines_with_commas_is_one_row_with_plain_line_ends(path, tmp_path):
    imported(
        path, tickets(tmp_path, ticket(1, text='一行目,続き\r\n二行目\r\n三行目 "引用"'), ticket(2, SECOND))
    )
    made = [row for row in opened(path).issues if row.external_ids]
    assert [row.title for row in made] == [FIRST, SECOND]
    assert made[0].description == '一行目,続き\n二行目\n三行目 "引用"'


def test_i11_two_ids_of_planner_that_differ_by_case_alone_are_two_rows_and_stay_two(path, tmp_path):
    imported(path, planner(tmp_path, False))
    ids = {row.title: row.external_ids for row in opened(path).issues if row.external_ids}
    assert ids == {FIRST: "planner:vZq8r97W", SECOND: "planner:vzq8r97w"}
    assert "DAT012" not in {each.rule for each in opened(path).check().findings}
    later = opened(path).import_rows(planner(tmp_path, True))
    assert {each: found.after for each, found in cells(later).items()} == {
        ("ISS-007", "due_on"): date(2026, 12, 18),
        ("ISS-008", "status"): "完了",
    }


def test_i12_columns_of_one_name_are_one_list_and_a_time_in_utc_is_the_day_in_japan(path, tmp_path):
    source = jira(tmp_path, False)
    text = source.read_text(encoding="utf-8").replace("Labels,Labels,", "Labels,Labels,Labels,")
    text = text.replace("night,batch,", "夜間,,帳票,").replace(",,,\n", ",,,,\n")
    source.write_text(text.replace("2026-12-04", "2026-10-09T15:30Z"), encoding="utf-8")
    assert opened(path).import_rows(source).unused_columns == ("Labels",)
    (tmp_path / "取込_jira.toml").write_text('[columns]\n"Labels" = "own:ラベル"\n', encoding="utf-8")
    imported(path, source)
    (row,) = (each for each in opened(path).issues if each.title == FIRST)
    assert row.extra["ラベル"] == "夜間\n帳票"
    assert row.due_on == date(2026, 10, 10)


@pytest.mark.parametrize(
    ("lag", "form", "written"),
    [(50, 19, "WBS-007"), (50, 51, "WBS-007"), (9600, 8, "WBS-007"), (9600, 40, "WBS-007"), (9600, 39, "WBS-007 FS+2")],
)  # fmt: skip
def test_i15_a_lag_in_percent_or_elapsed_days_leaves_the_predecessor_without_it_and_is_told(
    path, tmp_path, lag, form, written, capsys
):
    source = msproject(tmp_path, False)
    text = source.read_text(encoding="utf-8")
    given = f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat>"
    source.write_text(text.replace("<LinkLag>50</LinkLag><LagFormat>19</LagFormat>", given), encoding="utf-8")
    assert main(["import", str(source), "--into", str(path), "--apply"]) == 0
    (row,) = (each for each in opened(path).tasks if each.title == SECOND)
    assert row.predecessors == ("WBS-008 SS+2", written)
    told = "ずれのない先行作業とします" in "".join(capsys.readouterr())
    assert told == (written == "WBS-007")


def test_a_formula_in_a_title_is_a_text_and_a_row_without_owner_is_added(path, tmp_path):
    imported(path, tickets(tmp_path, ticket(1, "=cmd|' /C calc'!A0", due="", owner="")))
    (row,) = (each for each in opened(path).issues if each.title and each.title.startswith("="))
    assert (row.owner, row.due_on) == (None, None)


def test_i7_a_ticket_without_owner_and_due_date_is_added_and_its_findings_are_foretold(path, tmp_path):
    exchange = opened(path).import_rows(tickets(tmp_path, ticket(1, due="", owner="")))
    expected = {("ISS002", "担当"), ("DAT006", "期限")}
    assert expected <= {(each.rule, each.column) for each in exchange.check().new}
    exchange.apply()
    (row,) = (each for each in opened(path).issues if each.external_ids)
    now = {(each.rule, each.column) for each in opened(path).check().findings if each.row_id == row.id}
    assert (row.title, row.owner, row.due_on) == (FIRST, None, None) and expected <= now


def test_an_unknown_word_is_named_once_and_the_cell_is_kept(path, tmp_path):
    imported(path, tickets(tmp_path, ticket(1), ticket(2, SECOND)))
    exchange = opened(path).import_rows(
        tickets(tmp_path, ticket(1, status="保留"), ticket(2, SECOND, status="保留"))
    )
    assert [(w.column, w.word, w.count) for w in exchange.unknown_words] == [("状態", "保留", 2)]
    assert exchange.summary["changed"] == 0


def test_one_number_with_two_titles_is_in_doubt_and_the_rest_is_written(path, tmp_path):
    source = tickets(tmp_path, ticket(7), ticket(7, SECOND), ticket(8, "検索の応答が遅い件"))
    assert main(["import", str(source), "--into", str(path), "--apply", "--as-of", "2026-11-30"]) == 3
    titles = [row.title for row in opened(path).issues]
    assert "検索の応答が遅い件" in titles
    assert FIRST not in titles


def test_a_date_whose_order_nobody_can_tell_is_not_read(path, tmp_path):
    source = tickets(tmp_path, ticket(1, due="11/05/2026"), ticket(2, SECOND, due="12/04/2026"))
    exchange = opened(path).import_rows(source)
    assert exchange.summary["unread"] == 2
    assert any("決められない" in remark for remark in exchange.remarks)
    assert all("due_on" in row.theirs[0].unread for row in exchange.rows)
    settled = opened(path).import_rows(
        tickets(tmp_path, ticket(1, due="11/05/2026"), ticket(2, SECOND, due="11/27/2026"))
    )
    assert [row.theirs[0].values["due_on"] for row in settled.rows] == [date(2026, 11, 5), date(2026, 11, 27)]


@pytest.mark.parametrize(
    ("name", "data"),
    [("backlog.csv", b"<!DOCTYPE html><html></html>"), ("map.csv", b"PK\x03\x04\x00\x00\x00"), ("a.xls", b"\xd0\xcf"),
     ("map.xmind", b"PK\x03\x04"), ("plan.mpp", b"\xd0\xcf"), ("plan.xml", b"<a/>"), ("x.csv", b"a,b\n1,2\n")],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_one_sentence(path, tmp_path, name, data, capsys):
    source = tmp_path / name
    source.write_bytes(data)
    assert main(["import", str(source), "--into", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") >= 1


def test_without_the_base_nothing_that_is_filled_is_written(path, tmp_path):
    imported(path, tickets(tmp_path, ticket(1)))
    for kept in (path.parent / ".pmo_xl" / "exchange").rglob("*.json.gz"):
        kept.unlink()
    if "external_ids" not in Issue.columns:
        pytest.skip("課題管理表 has no 外部ID yet")
    exchange = opened(path).import_rows(tickets(tmp_path, ticket(1, due="2026-12-18")))
    assert cells(exchange)[exchange.rows[0].row_id, "due_on"].state is FieldState.CONFLICT
    assert len(exchange.changes) == 0


def test_an_old_backup_in_use_is_told_and_not_called_unchanged(path, tmp_path):
    imported(path, tickets(tmp_path, ticket(1)))
    old = path.read_bytes()
    imported(path, tickets(tmp_path, ticket(1, due="2026-12-18")))
    path.write_bytes(old)
    exchange = opened(path).import_rows(tickets(tmp_path, ticket(1, due="2026-12-18")))
    assert exchange.summary["doubtful"] == 1
    assert not exchange.is_done


def test_a_ticket_that_left_the_export_is_told_and_never_closed(path, tmp_path):
    imported(path, tickets(tmp_path, ticket(1), ticket(2, SECOND)))
    exchange = opened(path).import_rows(tickets(tmp_path, ticket(1)))
    assert [(row.state.value, row.title) for row in exchange.rows if row.state == "gone"] == [
        ("gone", SECOND)
    ]
    assert len(exchange.changes) == 0


def test_what_a_person_decided_in_the_list_of_proposals_is_written_and_nothing_else(path, tmp_path):
    import openpyxl

    imported(path, tickets(tmp_path, ticket(1), ticket(2, SECOND)))
    book = opened(path)
    with book.edit() as changes:
        changes.set(next(r for r in book.issues if r.title == FIRST), due_on=date(2026, 12, 11))
    source = tickets(tmp_path, ticket(1, due="2026-12-18"), ticket(2, SECOND, due="2026-12-20"))
    proposals = tmp_path / "案.xlsx"
    assert main(["import", str(source), "--into", str(path), "-o", str(proposals)]) == 1
    made = openpyxl.load_workbook(proposals)
    sheet = made["案"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "区分")
    at = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        if sheet.cell(row, at["区分"]).value == "衝突":
            sheet.cell(row, at["採用"], "相手")
        elif sheet.cell(row, at["区分"]).value == "変更":
            sheet.cell(row, at["採用"], "書かない")
    made.save(proposals)
    command = ["import", str(source), "--into", str(path), "--decided", str(proposals), "--apply"]
    assert main(command) == 0
    due = {row.title: row.due_on for row in opened(path).issues}
    assert (due[FIRST], due[SECOND]) == (date(2026, 12, 18), date(2026, 12, 4))
    assert main(command) == 2  # the book is no longer the one of the proposals


def test_the_map_settles_headings_words_routes_and_people(path, tmp_path):
    told = tmp_path / "地図.toml"
    told.write_text(
        '[source]\nname = "kiban"\n[columns]\n"カテゴリ" = ""\n[words."状態"]\n"保留" = "対応中"\n[people]\n"suzuki.i" = "鈴木 一郎"\n'
        '[fill]\n"影響システム" = "会員基盤"\n[[route]]\ncolumn = "トラッカー"\nis = ["質問"]\nsheet = "QA表"\n',
        encoding="utf-8",
    )
    source = tickets(
        tmp_path,
        ticket(1, status="保留", owner="suzuki.i"),
        ticket(2, "桁数はいくつですか", status="新規", tracker="質問"),
    )
    exchange = opened(path).import_rows(source, map=told)
    rows = {row.title: row for row in exchange.rows}
    first = rows[FIRST].theirs[0].values
    assert (first["status"], first["owner"], first["systems"]) == ("対応中", "鈴木 一郎", ("会員基盤",))
    assert rows["桁数はいくつですか"].sheet.sheet.label == "QA表"
    told.write_text('[columns]\n"題名" = "なまえ"\n', encoding="utf-8")
    with pytest.raises(BadOption, match=r"2 行目.*なまえ"):
        opened(path).import_rows(source, map=told)


def test_an_old_ledger_is_taken_over_with_references_that_follow(path, tmp_path):
    folder = tmp_path / "前"
    folder.mkdir()
    other = small_book(folder, {Task: [
        Task(id="WBS-001", kind="作業", title="前の案件の要件整理", planned_start=date(2026, 1, 5), planned_finish=date(2026, 1, 9)),
        Task(id="WBS-002", kind="作業", title="前の案件の基本設計書", planned_start=date(2026, 1, 5), planned_finish=date(2026, 1, 9),
             predecessors=("WBS-001",)),
    ]}, name="old.xlsx")  # fmt: skip
    imported(path, other, sheet=Task)
    tasks = {row.title: row for row in opened(path).tasks}
    assert tasks["前の案件の基本設計書"].predecessors == (tasks["前の案件の要件整理"].id,)


def test_the_json_says_what_was_read_and_what_becomes_of_each_cell(path, tmp_path, capsys):
    imported(path, tickets(tmp_path, ticket(1)))
    source = tickets(tmp_path, ticket(1, due="2026-12-18"))
    assert main(["import", str(source), "--into", str(path), "--format", "json", "--check", "--quiet"]) == 1
    made = json.loads(capsys.readouterr().out)
    assert (made["schema"], made["command"], made["applied"]) == (2, "import", False)
    (field,) = made["rows"][0]["fields"]
    assert (field["state"], field["base"], field["after"]) == ("take", "2026-12-04", "2026-12-18")
    assert field["words"] == "期限 12/4 → 12/18(14 日延期)"


def test_i17_a_base_that_cannot_be_stored_is_told_and_the_next_run_finds_all_the_same(path, tmp_path, capsys):
    source = tickets(tmp_path, ticket(1), ticket(2, SECOND))
    place = path.parent / ".pmo_xl"
    place.mkdir(exist_ok=True)
    (place / "exchange").write_bytes(b"")  # a file where the folder of the bases would be
    command = ["import", str(source), "--into", str(path), "--as-of", "2026-11-30", "--apply"]
    assert main(command) == 3
    assert "取り込みの控えを" in capsys.readouterr().err
    assert {FIRST, SECOND} <= {row.title for row in opened(path).issues}
    (place / "exchange").unlink()
    again = opened(path).import_rows(source)
    assert again.is_done and again.summary["new"] == 0


def test_the_book_itself_and_a_key_that_excel_destroyed_are_refused(path, tmp_path):
    with pytest.raises(BadOption, match="台帳そのもの"):
        opened(path).import_rows(path)
    with pytest.raises(BadOption, match="壊れています"):
        opened(path).import_rows(tickets(tmp_path, ticket("1.20E+15")))


def test_a_list_with_the_numbers_of_the_book_is_known_by_them(path, tmp_path):
    """A title that was edited makes no second row, and what may be another row waits, next week too."""
    titles = {"ISS-001": FIRST, "ISS-002": SECOND, "ISS-003": "承認の順序を決め直す"}
    with opened(path).edit() as changes:
        for row_id, title in titles.items():
            changes.set(row_id, title=title, due_on=None)
    source = tmp_path / "一覧.csv"
    rows = (
        f"ISS-001,{FIRST},2027-01-15",
        f"ISS-002,{SECOND}(至急),2027-01-16",
        "ISS-003,まるで違う別の行の題名,2027-01-17",
        ",件名だけの新しい行である,2027-01-18",
        "ISS-051,番号も付けてきた新しい行,2027-01-19",
    )
    source.write_text("\n".join(("ID,件名,期限", *rows)), encoding="utf-8")
    before = len(opened(path).issues)
    for _ in range(2):
        made = opened(path).import_rows(source)
        assert made.sources[0].key == "ID"
        assert [row.row_id for row in made.of("doubtful")] == ["ISS-003"]
        assert [each.name for each in made.of("conflict")[0].fields if each.state == "conflict"] == ["title"]
        made.apply()
    after = opened(path).issues
    assert (len(after), after["ISS-001"].due_on, after["ISS-003"].due_on) == (
        before + 2,
        date(2027, 1, 15),
        None,
    )
    assert (after["ISS-002"].title, after["ISS-002"].due_on) == (SECOND, date(2027, 1, 16))
    assert after["ISS-051"].title == "番号も付けてきた新しい行"
    assert opened(path).import_rows(source).summary["new"] == 0


def test_a_word_in_the_map_that_the_book_does_not_have_is_refused_with_its_line(path, tmp_path, capsys):
    told = tmp_path / "地図.toml"
    told.write_text('[words."状態"]\n"保留" = "確認待ち"\n"新規" = "着手前"\n', encoding="utf-8")
    source = str(tickets(tmp_path, ticket(1)))
    said = ["import", source, "--into", str(path), "--map", str(told), "--as-of", "2026-11-30"]
    assert main(said) == 2
    assert "地図.toml 3 行目: 「着手前」は「状態」の言葉にありません。" in capsys.readouterr().err
    told.write_text('[words."状態"]\n"保留" = "確認待ち"\n', encoding="utf-8")
    assert main(said) == 1
