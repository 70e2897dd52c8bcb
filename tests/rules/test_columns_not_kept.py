"""A column that an office never fills is its habit; one that it fills is a lapse where it is blank."""

import xlsxwriter

import pmo_xl

HEAD = ("No", "件名", "担当", "期限", "状態", "完了日", "対応内容")


def errors(tmp_path, *rows, name="課題一覧"):
    path = tmp_path / "課題.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate((HEAD, *rows)):
            sheet.write_row(number, 0, row)
    report = pmo_xl.open_workbook(path, as_of="2026-11-30").check(["ISS003"])
    (count,) = [each for each in report.rules if each.rule == "ISS003"]
    return [(each.row, each.column) for each in report.findings], count


def row(number, status="完了", closed="", done="直した"):
    return (number, f"件名{number}", "佐藤", "2026/11/10", status, closed, done)


def test_nobody_fills_the_column_so_it_is_told_and_not_charged_row_by_row(tmp_path):
    found, count = errors(tmp_path, *map(row, range(1, 5)))
    assert found == [] and count.undeterminable == 4 and "習わし" in count.reason


def test_one_row_is_filled_so_the_others_lapsed(tmp_path):
    found, _ = errors(tmp_path, *map(row, range(1, 4)), row(4, closed="2026/11/9"))
    assert [place for place, _ in found] == [2, 3, 4]


def test_two_rows_are_no_habit(tmp_path):
    found, _ = errors(tmp_path, row(1), row(2), row(3, status="対応中"))
    assert [place for place, _ in found] == [2, 3]
