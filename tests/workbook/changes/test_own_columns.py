"""The staff's own columns: read by heading, written in the kind that the column has, and never judged."""

import copy
import pickle
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from openpyxl import load_workbook

import pmo_xl
from pmo_xl.errors import BadChange
from pmo_xl.history.comparison import compare
from pmo_xl.history.run import run_of
from pmo_xl.model.kind import Kind
from pmo_xl.model.past import Past
from tests.support.master import small_book

DAY = date(2026, 11, 30)
HEADINGS = (
    *(
        "No",
        "件名",
        "担当",
        "期限",
        "状態",
        "Redmine\n番号",
        "備考2",
        "影響額",
        "社内期限",
        "社内",
        "残日数",
        "備考2",
    ),
    *("優先順位メモ",),
)
ROWS = (
    ("ISS-001", "夜間バッチの遅延", "佐藤", date(2026, 12, 10), "対応中", "1234", "急ぎ", 1200.5),
    ("ISS-002", "帳票の文字化け", "鈴木", date(2026, 12, 11), "未着手", "1235", "", 300),
    ("ISS-003", "認証の例外", "佐藤", date(2026, 12, 12), "未着手", "", "", 40),
)


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "課題.xlsx"
    with xlsxwriter.Workbook(str(place)) as book:
        sheet = book.add_worksheet("課題管理表")
        day = book.add_format({"num_format": "yyyy/m/d"})
        sheet.write_row(0, 0, HEADINGS)
        for number, row in enumerate(ROWS, 1):
            for column, value in enumerate(row):
                is_day = isinstance(value, date)
                (sheet.write_datetime if is_day else sheet.write)(
                    number, column, value, *((day,) if is_day else ())
                )
            sheet.write_datetime(number, 8, midnight(2026, 12, number), day)
            sheet.write_boolean(number, 9, number == 1)
            sheet.write_formula(number, 10, f"=D{number + 1}-I{number + 1}", None, 9)
    return place


def midnight(year, month, day):
    return datetime(year, month, day)  # noqa: DTZ001 - a cell has no zone


def opened(path):
    return pmo_xl.open_workbook(path, as_of=DAY)


def cells(path, title="課題管理表"):
    return {
        cell.coordinate: cell.value
        for row in load_workbook(path)[title]
        for cell in row
        if cell.value is not None
    }


def test_each_row_gives_what_stands_in_the_own_columns(path):
    extra = opened(path).issues["ISS-001"].extra
    assert dict(extra) == {
        "Redmine 番号": "1234",
        "備考2": "急ぎ",
        "影響額": Decimal("1200.5"),
        "社内期限": date(2026, 12, 1),
        "社内": True,
        "残日数": 9,
        "備考2 (2)": None,
        "優先順位メモ": None,
    }
    with pytest.raises(TypeError):
        extra["備考2"] = "変える"


def test_the_book_lists_them_with_letter_and_kind(path):
    own = {each.heading: each for each in opened(path).own_columns["課題管理表"]}
    kinds = {heading: (each.letter, each.kind) for heading, each in own.items()}
    assert kinds == {
        "Redmine 番号": ("F", Kind.TEXT),
        "備考2": ("G", Kind.TEXT),
        "影響額": ("H", Kind.NUMBER),
        "社内期限": ("I", Kind.DATE),
        "社内": ("J", Kind.FLAG),
        "残日数": ("K", Kind.NUMBER),
        "備考2 (2)": ("L", None),
        "優先順位メモ": ("M", None),
    }
    assert [heading for heading, each in own.items() if each.is_formula] == ["残日数"]
    assert opened(path).own_columns.get("QA表") is None


def test_a_value_is_written_in_the_kind_of_its_column_and_reads_back(path):
    given = {
        "Redmine番号": 1299,
        "影響額": "1,500",
        "社内期限": "2026/12/24",
        "社内": False,
        "備考2 (2)": "=SUM(A1)",
        "優先順位メモ": date(2026, 12, 25),
    }
    book = opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], status="完了", extra=given)
        foretold = dict(changes.after().issues["ISS-001"].extra)
    found = cells(path)
    assert (found["F2"], found["H2"], found["J2"]) == ("1299", 1500, False)
    assert found["I2"] == midnight(2026, 12, 24) and found["M2"] == midnight(2026, 12, 25)
    assert found["L2"] == "=SUM(A1)" and load_workbook(path)["課題管理表"]["L2"].data_type != "f"
    again = opened(path).issues["ISS-001"]
    assert dict(again.extra) == foretold and again.status == "完了"
    assert found["K2"] == "=D2-I2" and again.extra["備考2"] == "急ぎ"


def test_a_new_row_brings_its_own_columns_and_the_formula_goes_on(path):
    with opened(path).edit() as changes:
        made = changes.append(
            pmo_xl.Issue(
                title="新しい課題",
                owner="佐藤",
                due_on=DAY,
                extra={"Redmine 番号": "1300"},
            )
        )
        assert made.extra == {"Redmine 番号": "1300"}
    found = cells(path)
    assert (found["A5"], found["F5"]) == ("ISS-004", "1300")
    assert found["K5"] == "=D5-I5"


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"Redmine番": "1"}, "「Redmine 番号」ではありませんか"),
        ({"まったく別": "1"}, "独自の列は Redmine 番号、備考2"),
        ({"残日数": 3}, "数式の列のため書き込めません"),
        ({"影響額": "多め"}, "数の列のため、「多め」"),
        ({"影響額": DAY}, "数の列"),
        ({"社内期限": 3}, "日付の列"),
        ({"社内期限": "来月"}, "日付の列"),
        ({"社内": "たぶん"}, "TRUE か FALSE"),
        ({"備考2": "a\x01"}, "制御文字"),
        ({"備考2": ["a"]}, "文字・数・日付"),
        ({1: "a"}, "見出しに"),
        ("備考2", "{'見出し': 値}"),
    ],
)
def test_what_a_column_cannot_hold_is_refused_at_once(extra, said, path):
    book = opened(path)
    before = path.read_bytes()
    with pytest.raises(BadChange, match=said), book.edit() as changes:
        changes.set(book.issues["ISS-001"], extra=extra)
    assert path.read_bytes() == before


def test_two_values_for_one_cell_are_refused_and_none_empties_it(path):
    book = opened(path)
    with pytest.raises(BadChange, match="二つの違う値"), book.edit() as changes:
        changes.set(book.issues["ISS-001"], extra={"備考2": "a"})
        changes.set(book.issues["ISS-001"], extra={"備考2": "b"})
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], extra={"備考2": None})
    assert "G2" not in cells(path)


def test_a_frame_has_them_behind_ours(path):
    frame = opened(path).issues.to_frame()
    assert list(frame.columns)[-8:][0] == "Redmine 番号" and list(frame["影響額"]) == [
        Decimal("1200.5"),
        300,
        40,
    ]
    ours = opened(path).issues.to_frame(own=False)
    assert list(ours.columns) == [column.label for column in pmo_xl.Issue.columns.values()]


def test_an_own_column_with_a_label_of_ours_is_told_apart(tmp_path):
    place = tmp_path / "課題.xlsx"
    with xlsxwriter.Workbook(str(place)) as book:
        sheet = book.add_worksheet("課題管理表")
        rows = [
            ("No", "件名", "担当", "期限", "状態", "備考", "備考"),
            ("ISS-001", "遅延", "佐藤", "2026/12/1", "対応中", "甲", "乙"),
        ]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book = opened(place)
    assert dict(book.issues["ISS-001"].extra) == {"備考": "乙"}
    assert list(book.issues.to_frame()["備考(独自)"]) == ["乙"]


def pickled(row):
    return pickle.loads(pickle.dumps(row))  # noqa: S301 - made here


def test_rows_keep_them_when_they_are_pickled_and_copied(path):
    row = opened(path).issues["ISS-001"]
    for twin in (pickled(row), copy.deepcopy(row)):
        assert twin == row and dict(twin.extra) == dict(row.extra)
    made = pmo_xl.Issue(title="a", extra={"メモ": "b"})
    assert pickled(made) == made != pmo_xl.Issue(title="a")
    assert made.model_copy(update={"title": "c"}).extra == {"メモ": "b"}


def test_a_row_that_is_there_takes_what_another_says_of_own_columns(path):
    with opened(path).edit() as changes:
        made = changes.upsert(pmo_xl.Issue(id="ISS-002", extra={"備考2": "来た"}), key="id")
        assert made.extra["備考2"] == "来た" and made.extra["影響額"] == 300
    assert cells(path)["G3"] == "来た"


def test_no_finding_hangs_on_an_own_column(path):
    def told():
        return [(each.id, each.message) for each in opened(path).check().findings]

    before, book = told(), opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-002"], extra={"備考2": "変えた", "影響額": -5})
    assert told() == before


def test_the_history_tells_what_changed_in_them(path):
    def run():
        book = opened(path)
        return run_of(
            book.project, (), Past(), workbook="課題.xlsx", sha256="", made_at=midnight(2026, 11, 30)
        )

    before, book = run(), opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-002"], extra={"備考2": "変えた", "社内期限": date(2026, 12, 31)})
    found = {(each.name, each.column): (each.before, each.after) for each in compare(before, run())}
    assert found == {
        ("ISS-002", "備考2"): (None, "変えた"),
        ("ISS-002", "社内期限"): ("2026-12-02", "2026-12-31"),
    }


def test_a_run_from_before_own_columns_tells_of_no_change(path):
    def run(is_old):
        book = opened(path)
        made = run_of(book.project, (), Past(), workbook="", sha256="", made_at=midnight(2026, 11, 30))
        if is_old:
            for row in made.sheets["課題管理表"]:
                row.pop("extra")
        return made

    assert compare(run(True), run(False)) == []


def test_a_column_that_staff_put_into_our_own_table_is_theirs(tmp_path):
    place = small_book(tmp_path)
    book = load_workbook(place)
    sheet = book["課題管理表"]
    table = next(iter(sheet.tables.values()))
    first, last = table.ref.split(":")
    row, column = sheet[first].row, sheet[last].column + 1
    sheet.cell(row, column, "Redmine番号")
    sheet.cell(row + 1, column, 77)
    from openpyxl.worksheet.table import TableColumn

    table.ref = f"{first}:{sheet.cell(sheet[last].row, column).coordinate}"
    if table.autoFilter:
        table.autoFilter.ref = table.ref
    table.tableColumns.append(TableColumn(id=len(table.tableColumns) + 1, name="Redmine番号"))
    book.save(place)
    opened_book = opened(place)
    issue = next(iter(opened_book.issues))
    assert issue.extra == {"Redmine番号": 77}
    with opened_book.edit() as changes:
        changes.set(issue, extra={"Redmine番号": 78})
    assert next(iter(opened(place).issues)).extra == {"Redmine番号": 78}
