"""What was taken for what, and what was left, is told in words."""

from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout import find_layouts
from pmo_xl.workbook.layout.layout_explanation import explain, remarks_on
from tests.workbook.ledgers.issue_ledgers import LEDGERS
from tests.workbook.ledgers.ledger import read, write


def explained(title, *rows):
    return explain(find_layouts([Grid.from_rows(title, rows)]))


def test_every_column_is_told_with_its_heading_and_field():
    text = explained(
        "課題一覧", ("課題管理",), ("No", "懸案事項", "対応者", "納期"), (1.0, "a", "b"), ("", "合計")
    )
    assert "シート「課題一覧」を 課題管理表 として読みました。" in text
    assert "シートの名前から" in text
    assert "見出し 2行目、データ 3～4行目" in text
    assert "B列 「懸案事項」 → 件名" in text
    assert "必須の列「状態」が見つかりません" in text
    assert "4行目（合計の行）" in text


def test_headings_that_mean_nothing_are_told():
    text = explained("課題一覧", ("No", "件名", "担当", "期限", "備忘", "備考2"), (1.0, "a", "b"))
    assert "読まない列: E列「備忘」、F列「備考2」" in text


def test_sheets_that_were_left_are_told_with_the_reason():
    text = explained("表紙", ("会員基盤刷新",))
    assert "読まなかったシート" in text
    assert "表紙: " in text


def test_indents_units_marks_and_lower_rows_are_told():
    rows = [
        ("No", "タスク", "", "担当", "", "区分", "開始", "終了"),
        ("", "", "", "山田", "鈴木", "", "", ""),
        (1.0, "設計", "", "○", "", "予定", "2026/4/1", "2026/4/2"),
        ("", "", "", "", "", "実績", "2026/4/1", "2026/4/2"),
        (2.0, "", "画面", "", "○", "予定", "2026/4/1", "2026/4/2"),
        ("", "", "", "", "", "実績", "2026/4/1", "2026/4/2"),
    ]
    text = explained("WBS", *rows)
    assert "B・C列 「タスク」 → 作業名" in text
    assert "印のある列の名前: 山田、鈴木" in text
    assert "次の行 → 実績開始" in text


NAMES_WITHOUT_A_HEADING = (
    ("", "", "担当", "開始日", "終了日", "進捗率"),
    ("設計", "", "", "", "", ""),
    ("", "画面", "佐藤", "2026/11/2", "2026/11/20", 0.5),
    ("", "検索", "鈴木", "2026/11/2", "2026/11/24", 0.0),
    ("", "帳票", "鈴木", "2026/11/4", "2026/11/24", 0.0),
)


def test_names_without_a_heading_and_rows_of_further_persons_are_told():
    text = explained("WBS", *NAMES_WITHOUT_A_HEADING)
    assert "B・A列 見出しなし → 作業名（値からの推測、確かさ 60%）" in text
    assert "2行目（区切りの見出しの行）" in text
    text = explained(
        "課題管理表", ("No", "課題", "担当", "期限"), (1.0, "遅い", "佐藤", "11/4"), ("", "", "鈴木", "11/9")
    )
    assert "B列 「課題」 → 件名（空欄の行は、上の行の続き）" in text


def test_names_without_a_heading_are_asked_back():
    layouts = find_layouts([Grid.from_rows("WBS", NAMES_WITHOUT_A_HEADING)])
    (remark,) = remarks_on(layouts, "計画.xlsx", "計画", is_settled=False)
    assert "見出しのないB・A列を「作業名」と推測して読みました" in remark


def test_a_blank_state_that_means_open_is_told(tmp_path):
    layouts, _ = read(write(LEDGERS[1], tmp_path / "台帳.xlsx"))
    assert "空欄の行は終わっていないもの" in explain(layouts)
