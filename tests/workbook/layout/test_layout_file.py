"""The file that settles how tables are read: written, mended by a person, read back."""

import pytest

from pmo_xl.errors import BadOption, UnwritableOutput
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout import find_layouts
from pmo_xl.workbook.layout.layout_file import load_layout, save_layout
from pmo_xl.workbook.reader import read_sheets
from tests.workbook.ledgers import issue_ledgers, money_ledgers, row_ledgers, task_ledgers
from tests.workbook.ledgers.ledger import read, write

ROWS = [
    ("案件の記録",),
    ("整理", "ことがら", "だれ", "いつまで"),
    ("A-1", "回線の二重化", "山田", "2026/4/10"),
]


def written(folder, text):
    path = folder / "読み方.toml"
    path.write_text(text, encoding="utf-8")
    return path


def layouts_with(folder, text, rows=ROWS, title="記録"):
    return find_layouts([Grid.from_rows(title, rows)], load_layout(written(folder, text)))


SETTLED = """
[[table]]
sheet = "記録"
kind = "課題管理表"
header = [2, 2]
[table.columns]
"課題ID" = "A"
"件名" = "B"
"担当" = "C"
"期限" = "D"
"""


def test_what_detection_cannot_know_a_person_settles(tmp_path):
    assert find_layouts([Grid.from_rows("記録", ROWS)]).tables == ()
    layout = layouts_with(tmp_path, SETTLED).tables[0]
    assert layout.record_class is Issue
    assert layout.columns == {"id": 1, "title": 2, "owner": 3, "due_on": 4}
    assert "配置のファイル" in layout.reasons[0]
    grid = Grid.from_rows("記録", ROWS)
    assert [row.title for row in read_sheets({"記録": grid}, [layout]).records[Issue]] == ["回線の二重化"]


def test_what_the_file_does_not_say_is_found_by_the_headings(tmp_path):
    rows = [("No", "件名", "担当", "期限", "メモ欄"), (1.0, "a", "山田", "", "")]
    text = '[[table]]\nsheet = "記録"\nkind = "課題管理表"\n[table.columns]\n"備考" = "E"\n"期限" = ""\n'
    layout = layouts_with(tmp_path, text, rows).tables[0]
    assert layout.columns == {"id": 1, "title": 2, "owner": 3, "remarks": 5}


def test_a_unit_is_settled(tmp_path):
    rows = [("No", "件名", "発注先", "見積金額", "発注金額"), (1.0, "a", "b", 12.0, 10.0)]
    text = '[[table]]\nsheet = "記録"\nkind = "予算管理表"\n[table.units]\n"発注金額" = 1000\n'
    layout = layouts_with(tmp_path, text, rows).tables[0]
    assert (layout.record_class, layout.units) == (Order, {"ordered": 1000})


def test_a_sheet_is_left_when_the_file_says_so(tmp_path):
    rows = [("No", "件名", "担当", "期限"), (1.0, "a")]
    layouts = layouts_with(tmp_path, '[[leave]]\nsheet = "課題一覧"\n', rows, "課題一覧")
    assert layouts.tables == ()
    assert "配置のファイル" in layouts.left[0].reason


def test_a_sheet_that_is_not_there_is_told(tmp_path):
    layouts = layouts_with(tmp_path, '[[leave]]\nsheet = "旧課題"\n')
    assert [left.title for left in layouts.left] == ["記録", "旧課題"]


@pytest.mark.parametrize(
    "ledger",
    [*issue_ledgers.LEDGERS, *task_ledgers.LEDGERS, *money_ledgers.LEDGERS, *row_ledgers.LEDGERS],
    ids=str,
)
def test_what_was_found_is_found_again_through_its_file(ledger, tmp_path):
    from pmo_xl.workbook.grid import open_grids

    book = write(ledger, tmp_path / "台帳.xlsx")
    found, _ = read(book)
    save_layout(found, tmp_path / "読み方.toml")
    again = find_layouts(open_grids(book), load_layout(tmp_path / "読み方.toml"))
    assert [_essence(layout) for layout in again.tables] == [_essence(layout) for layout in found.tables]


def _essence(layout):
    rows = (layout.first_row, layout.last_row, layout.skipped_rows)
    extras = (layout.units, layout.spans, layout.below, layout.marks, layout.is_blank_open)
    return layout.record_class, layout.title, layout.header_rows, rows, layout.columns, extras


def test_a_saved_file_names_the_heading_of_each_column(tmp_path):
    layouts = find_layouts([Grid.from_rows("課題一覧", [("No", "懸案\n事項", "担当", "期限"), (1.0, "a")])])
    path = tmp_path / "読み方.toml"
    save_layout(layouts, path)
    text = path.read_text(encoding="utf-8")
    assert '"件名" = "B" # 懸案 事項' in text
    assert load_layout(path).tables[0].columns["title"] == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[table]\n", "1 行目の書き方が"),
        ('[[table]]\nkind = "課題管理表"\n', "シートの名前がありません"),
        ('[[table]]\nsheet = "記録"\nkind = "課題帳"\n', "次から選んでください"),
        ('[[table]]\nsheet = "記録"\nkind = "QA表"\nheader = 3\n', "[最初の行, 最後の行]"),
        ('[[table]]\nsheet = "記録"\nkind = "QA表"\nheader = [4, 3]\n', "[最初の行, 最後の行]"),
        (
            '[[table]]\nsheet = "記録"\nkind = "QA表"\n[table.columns]\n"件 名" = "A"\n',
            "「件 名」は書けません",
        ),
        ('[[table]]\nsheet = "記録"\nkind = "QA表"\n[table.columns]\n"件名" = 3\n', "列の文字"),
        ('[[table]]\nsheet = "記録"\nkind = "QA表"\n[table.columns]\n"件名" = "ZZZ"\n', "列の文字"),
        ('[[table]]\nsheet = "記録"\nkind = "予算枠"\n[table.units]\n"予算額" = "千円"\n', "円の数"),
        ('[[tables]]\nsheet = "記録"\n', "「tables」は書けません"),
        ("table = 1\n", "[[table]] と書いて"),
    ],
)
def test_a_mistake_in_the_file_is_one_sentence(text, said, tmp_path):
    with pytest.raises(BadOption) as raised:
        load_layout(written(tmp_path, text))
    assert said in raised.value.message
    assert "読み方.toml" in raised.value.message


def test_a_file_that_is_not_there_and_one_that_cannot_be_written_are_told(tmp_path):
    with pytest.raises(BadOption):
        load_layout(tmp_path / "ない.toml")
    with pytest.raises(UnwritableOutput):
        save_layout(find_layouts([]), tmp_path / "ない" / "読み方.toml")
