"""Columns that a book lacks or an office added itself: 外部ID comes with the first import, own columns are exchanged."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pmo_xl.documents.exchange import head_lines, write_proposals
from pmo_xl.errors import BadOption
from pmo_xl.exchange.normal import is_equal
from pmo_xl.model.column import Kind
from pmo_xl.operations.diff import diff
from tests.operations.test_import import HEAD, ticket, tickets
from tests.support.master import opened, small_book
from tests.support.small_project import D

OLD = Path(__file__).parents[1] / "workbooks_of" / "0.1.0" / "core.xlsx"
TITLE = "夜間の取り込みが遅れる"


@pytest.fixture(scope="module")
def with_own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A book to which the first import brought the own column カテゴリ, and the map that said so."""
    folder = tmp_path_factory.mktemp("独自")
    told = folder / "地図.toml"
    told.write_text('[columns]\n"カテゴリ" = "own:カテゴリ"\n', encoding="utf-8")
    path = small_book(folder)
    made = opened(path).import_rows(categories(folder, "画面", "帳票"), map=told)
    assert made.new_columns == [("課題管理表", "カテゴリ")] and not made.is_done
    told_first = "列を足す: 課題管理表 の表の右端に「カテゴリ」を足し"
    assert any(line.startswith(told_first) for line in head_lines(made))
    write_proposals(folder / "案.xlsx", made, {"new": [], "gone": []})
    rows = openpyxl.load_workbook(folder / "案.xlsx")["案"].iter_rows(values_only=True)
    assert any(told_first in str(cell) for row in rows for cell in row)
    made.apply()
    return path, told


def categories(folder: Path, *words: str, name: str = "チケット.csv") -> Path:
    rows = [[*ticket(n, f"{TITLE}{n}件目"), word] for n, word in enumerate(words, 1)]
    return tickets(folder, *rows, head=[*HEAD, "カテゴリ"], name=name)


def own(path: Path, heading: str = "カテゴリ") -> dict[str, object]:
    return {str(row.title): row.extra[heading] for row in opened(path).issues if row.extra.get(heading)}


def copied(path: Path, folder: Path, name: str) -> Path:
    return Path(shutil.copy(path, folder / name))


def set_own(path: Path, **ids: object) -> None:
    with opened(path).edit() as changes:
        for row_id, value in ids.items():
            changes.set(row_id.replace("_", "-"), extra={"カテゴリ": value})


@pytest.fixture(scope="module")
def of_0_1_0(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A book that 0.1.0 made, after its first import, and what it was before."""
    folder = tmp_path_factory.mktemp("旧版")
    path = copied(OLD, folder, "台帳.xlsx")
    opened(path).import_rows(tickets(folder, ticket(1, TITLE))).apply()
    return path, OLD


def test_m8_a_copy_of_an_earlier_schema_says_nothing_of_a_column_that_it_lacks(of_0_1_0, tmp_path):
    book, old = of_0_1_0
    copy = copied(old, tmp_path, "写し.xlsx")
    first = next(iter(opened(copy).issues))
    with opened(copy).edit() as changes:
        changes.set(first, cause="設定の誤り" if first.cause != "設定の誤り" else "手順の誤り")
    made = opened(book).merge(copy, base=old)
    assert {line.column for line in made.items} == {"原因"}
    assert made.summary["cells"] == 1


def test_a_book_without_the_column_of_external_ids_gets_it_with_the_first_import(tmp_path):
    path = copied(OLD, tmp_path, "台帳.xlsx")
    before = opened(path)
    assert "external_ids" not in before.project.tables[type(next(iter(before.issues)))][0].columns
    source = tickets(tmp_path, ticket(1, TITLE))
    made = before.import_rows(source)
    assert made.new_columns == [("課題管理表", "外部ID")]
    report = made.apply()
    assert report is not None and report.backup is not None and report.backup.read_bytes() == OLD.read_bytes()
    after = opened(path)
    (row,) = [each for each in after.issues if each.title == TITLE]
    assert row.external_ids == "redmine:1"
    assert [each.title for each in before.issues] == [each.title for each in after.issues][
        : len(before.issues)
    ]
    saved = path.read_bytes()
    again = opened(path).import_rows(source)
    assert again.is_done and not again.new_columns
    again.apply()
    assert path.read_bytes() == saved


def test_an_own_column_of_the_map_is_added_and_follows_the_source(with_own, tmp_path):
    first, told = with_own
    assert own(first) == {f"{TITLE}1件目": "画面", f"{TITLE}2件目": "帳票"}
    path = copied(first, tmp_path, first.name)
    shutil.copytree(first.parent / ".pmo_xl", tmp_path / ".pmo_xl")
    source = categories(tmp_path, "画面", "バッチ")
    made = opened(path).import_rows(source, map=told)
    assert [(line.column, line.book, line.other) for line in made.items if line.what == "変更"] == [
        ("カテゴリ", "帳票", "バッチ")
    ]
    made.apply()
    assert own(path)[f"{TITLE}2件目"] == "バッチ"
    assert opened(path).import_rows(source).is_done  # the same heading on both sides needs no map


def test_own_columns_are_merged_and_told_by_diff_and_hidden_from_vendors(with_own, tmp_path):
    base, _ = with_own
    ids = [str(row.id) for row in opened(base).issues if row.extra.get("カテゴリ")]
    mine, copy = copied(base, tmp_path, "台帳.xlsx"), copied(base, tmp_path, "写し.xlsx")
    set_own(copy, **{ids[0]: "性能", ids[1]: "運用"})
    set_own(mine, **{ids[1]: "移行"})
    made = opened(mine).merge(copy, base=base)
    told = {(line.row_id, line.what) for line in made.items if line.column == "カテゴリ"}
    assert told == {(ids[0], "変更"), (ids[1], "衝突")}
    made.apply()
    assert list(own(mine).values()) == ["性能", "移行"]
    changed = diff(base, mine, as_of=D, run_day=D).items
    assert [(each.column, each.before, each.after) for each in changed if each.row_id == ids[0]] == [
        ("カテゴリ", "画面", "性能")
    ]
    assert not diff(base, mine, as_of=D, run_day=D, whose=("取引先", "みなと情報システム")).items


def test_rows_are_told_by_an_own_column_where_it_is_named(with_own, tmp_path):
    base, _ = with_own
    mine, copy = copied(base, tmp_path, "台帳.xlsx"), copied(base, tmp_path, "写し.xlsx")
    rows = [row for row in opened(copy).issues if row.extra.get("カテゴリ")]
    with opened(copy).edit() as changes:  # a copy in which somebody rewrote the title of the row with 帳票
        changes.set(rows[1], title="まったく別のことが書かれた件名", due_on=date(2027, 1, 8))
    made = opened(mine).merge(copy, base=base, key="カテゴリ")
    told = {line.column: line.other for line in made.items if line.row_id == rows[1].id}
    assert told == {"件名": "まったく別のことが書かれた件名", "期限": "2027/01/08"}
    with pytest.raises(BadOption, match="独自の列は カテゴリ です"):
        opened(mine).merge(copy, key="Redmine番号")


def test_a_number_of_the_source_in_an_own_column_finds_the_row(with_own, tmp_path):
    first, _ = with_own
    path = copied(first, tmp_path, "台帳.xlsx")
    row = next(each for each in opened(path).issues if not each.extra.get("カテゴリ"))
    set_own(path, **{str(row.id): "701"})
    source = tickets(tmp_path, ticket(701, str(row.title), due="2027-02-01"))
    made = opened(path).import_rows(source, key="カテゴリ", source="kiban")
    made.apply()
    assert not made.new_columns and not made.of("new")
    assert "kiban:701" in str(opened(path).issues[str(row.id)].external_ids)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Decimal(12), "12", True), ("1,200", Decimal(1200), True), ("0012", "12", False), (date(2026, 12, 4), "2026/12/4", True),
        ("ＡＢＣ", "ABC", True), ("未定", "決定", False), (True, "TRUE", True),
    ],
)  # fmt: skip
def test_values_of_own_columns_compare_by_what_they_say(one, other, same):
    assert is_equal(Kind.TEXT, one, other, "own:番号") is same
