"""Names that every row of a list bears: on paper what tells them apart, in full beside the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmo_xl.documents.listing import Listing
from pmo_xl.documents.printed_columns import printed_first, short_names, told_apart
from pmo_xl.model.list_column import ListColumn

LAKE, ELM = "みずうみ百貨 会員基盤刷新プロジェクト", "はるにれストアーズ 会員基盤刷新プロジェクト"
WHOSE = ListColumn("案件", is_whose=True)


def listing(*names: str | None, total: bool = False) -> Listing:
    rows = [(name, "x") for name in names]
    return Listing(title="表", columns=[WHOSE, ListColumn("件名")], rows=rows, note="注", has_total=total)


@pytest.mark.parametrize(
    ("names", "short"),
    [
        ([LAKE, ELM], ["みずうみ百貨", "はるにれストアーズ"]),
        ([f"{LAKE}.xlsx".replace(" ", "_"), f"{ELM}.xlsx".replace(" ", "_")], ["みずうみ百貨", "はるにれストアーズ"]),
        (["台帳_みずうみ百貨株式会社_2026.xlsx", "台帳_千鳥ヶ丘商店_2026.xlsx"], ["みずうみ百貨株式会社", "千鳥ヶ丘商店"]),
        (["みずうみ百貨会員基盤の刷新.xlsx", "はるにれストアーズの物流.xlsx"], ["みずうみ百貨会員基盤の刷新", "はるにれストアーズの物流"]),
        (["短い A", "短い B"], ["短い A", "短い B"]),
        (["会員基盤刷新プロジェクト A", "会員基盤刷新プロジェクト B"], ["会員基盤刷新プロジェクト A", "会員基盤刷新プロジェクト B"]),
        (["会員基盤刷新プロジェクト", "会員基盤刷新プロジェクト 第二期"], ["会員基盤刷新プロジェクト", "会員基盤刷新プロジェクト 第二期"]),
        ([LAKE], [LAKE]),
        ([], []),
    ],
)  # fmt: skip
def test_what_all_names_share_is_left_out(names: list[str], short: list[str]) -> None:
    assert short_names(names) == short


def test_the_whole_name_stays_in_the_book_beside_the_page() -> None:
    made = printed_first(told_apart(listing(LAKE, ELM, None, "合計", total=True)))
    assert [column.label for column in made.columns] == ["案件(略称)", "件名", "案件"]
    assert [column.is_printed for column in made.columns] == [True, True, False]
    assert made.rows[0] == ["みずうみ百貨", "x", LAKE]
    assert made.rows[2] == [None, "x", None] and made.rows[3] == ["合計", "x", "合計"]


def test_one_name_for_all_is_said_above_and_not_row_by_row() -> None:
    made = told_apart(listing(LAKE, LAKE))
    assert made.note == f"案件はすべて「{LAKE}」。  注"
    assert [column.is_printed for column in made.columns] == [False, True]
    assert [row[0] for row in made.rows] == [LAKE, LAKE]


def test_a_row_without_a_name_is_not_given_one() -> None:
    assert told_apart(listing(LAKE, None)) == listing(LAKE, None)


def test_columns_that_name_nothing_stay() -> None:
    given = listing(LAKE, ELM)
    other = replace(given, columns=[ListColumn("案件"), ListColumn("件名")])
    assert told_apart(other) == other and told_apart(listing()) == listing()
