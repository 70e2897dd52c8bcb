"""Which row is which: by number, by what it is called where the numbers are only running, and never by a guess."""

from __future__ import annotations

from datetime import date

from pmo_xl.exchange import KeyedBase, Keys, MatchedBase, RowState, Sides, compare, match
from pmo_xl.exchange.row import rows_of_run
from pmo_xl.model.issue import Issue
from tests.support.exchange_rows import row, rows

TITLES = ("夜間バッチの遅延", "会員統合で重複が残る", "帳票の文字化け", "検索が遅い", "取込")


def numbered(file, titles, prefix="ISS-"):
    return rows(file, [(f"{prefix}{n:03}", {"title": title}) for n, title in enumerate(titles, 1)])


def pairs(found):
    return [(pair.theirs.title, pair.ours.title) for pair in found.pairs]


def test_running_numbers_that_moved_are_told_by_what_the_rows_are_called():
    new = ("認証", *TITLES)
    found = match(numbered("新.xlsx", new, "No."), numbered("旧.xlsx", TITLES, "No."))
    assert sorted(pairs(found)) == sorted((title, title) for title in TITLES)
    assert [each.title for each in found.new] == ["認証"]
    assert "件名で突き合わせました" in (found.remark or "")


def test_a_bare_number_is_no_key():
    old = rows("旧.xlsx", [(str(n), {"title": title}) for n, title in enumerate(TITLES, 1)])
    new = rows("新.xlsx", [(str(n), {"title": title}) for n, title in enumerate(reversed(TITLES), 1)])
    assert sorted(pairs(match(new, old))) == sorted((title, title) for title in TITLES)


def test_one_rewritten_title_of_one_number_is_in_doubt_and_nothing_of_it_is_written():
    new = ("認可", *TITLES[1:])
    outcomes = compare(Sides(Issue, tuple(numbered("旧.xlsx", TITLES)), tuple(numbered("新.xlsx", new)))).rows
    assert [o.state for o in outcomes].count(RowState.DOUBTFUL) == 1
    assert "件名が大きく違います" in (outcomes[0].reason or "")


def test_a_title_that_was_only_mended_is_the_same_row():
    new = ("夜間バッチが遅い", "会員統合の重複", *TITLES[2:])
    found = match(numbered("新.xlsx", new), numbered("旧.xlsx", TITLES))
    assert not any(pair.doubt for pair in found.pairs)


def test_identical_repeats_count_once_and_unlike_ones_of_one_number_are_all_in_doubt():
    same = rows("相手.csv", [("ISS-007", {"title": "同じ"}), ("ISS-007", {"title": "同じ"})])
    here = rows("台帳.xlsx", [("ISS-007", {"title": "同じ"})])
    assert pairs(match(same, here)) == [("同じ", "同じ")]
    unlike = rows("相手.csv", [("ISS-007", {"title": "一つ"}), ("ISS-007", {"title": "二つ"})])
    found = match(unlike, here)
    assert (len(found.pairs), len(found.new), len(found.doubtful)) == (0, 0, 3)


def test_equal_titles_with_contradicting_days_are_two_rows():
    one = row(None, "相手.csv", title="定例の資料がない", raised_on=date(2026, 11, 2))
    other = row(None, title="定例の資料がない", raised_on=date(2026, 11, 9))
    found = match([one], [other])
    assert (len(found.pairs), len(found.new), len(found.only_ours)) == (0, 1, 1)


def test_a_row_whose_key_is_not_known_is_joined_by_its_title_and_a_short_title_only_proposed():
    here = [row("ISS-001", title="夜間バッチの遅延"), row("ISS-002", title="認証")]
    here = [type(each)(each.sheet, each.values, each.where, None, each.row_id) for each in here]
    there = [
        row("redmine:1", "相手.csv", 1, title="夜間バッチの遅延"),
        row("redmine:2", "相手.csv", 2, title="認証"),
    ]
    found = match(there, here, Keys(is_stable=True, is_linked=True))
    assert [(pair.how, bool(pair.doubt)) for pair in found.pairs] == [("link", False), ("link", True)]


def test_one_number_used_by_both_sides_for_new_rows_makes_two_rows():
    base = numbered("元.xlsx", TITLES)
    ours = [*numbered("台帳.xlsx", TITLES), row("ISS-051", "台帳.xlsx", 9, title="本番の証明書が切れる")]
    theirs = [*numbered("写し.xlsx", TITLES), row("ISS-051", "写し.xlsx", 9, title="帳票の罫線が出ない")]
    known = MatchedBase(base, ours, theirs)
    outcomes = compare(Sides(Issue, tuple(ours), tuple(theirs), known)).rows
    assert [o.title for o in outcomes if o.state is RowState.NEW and o.is_collided] == ["帳票の罫線が出ない"]


def test_a_row_that_went_is_told_and_never_added_again():
    base = {"ISS-001": row(title="夜間バッチの遅延")}
    only_here = compare(Sides(Issue, (row(title="夜間バッチの遅延"),), (), KeyedBase(base))).rows
    assert [o.state for o in only_here] == [RowState.GONE]
    only_there = compare(Sides(Issue, (), (row(title="夜間バッチの遅延"),), KeyedBase(base))).rows
    assert [(o.state, o.reason) for o in only_there] == [(RowState.GONE, "台帳では消えています")]
    changed = compare(Sides(Issue, (), (row(title="夜間バッチが遅い"),), KeyedBase(base))).rows
    assert [o.state for o in changed] == [RowState.DOUBTFUL]


def test_the_staffs_own_columns_in_a_recorded_run_are_no_cells_that_could_not_be_read():
    run = [
        {
            "row": 4,
            "id": "ISS-001",
            "title": "帳票",
            "due_on": {"unread": "11月上旬"},
            "extra": {"Redmine番号": "1"},
        }
    ]
    (found,) = rows_of_run(Issue, run, "記録")
    assert dict(found.unread) == {"due_on": "11月上旬"}


def doubled(file, *titles):
    return rows(file, [("ISS-002", {"title": title}) for title in titles])


def test_rows_of_one_doubled_number_that_are_the_very_same_on_both_sides_are_no_question():
    found = match(doubled("写し", "検索が遅い", "取込"), doubled("台帳", "取込", "検索が遅い"))
    assert sorted(pairs(found)) == [("取込", "取込"), ("検索が遅い", "検索が遅い")] and not found.doubtful
    one_more = match(doubled("写し", "検索が遅い", "取込", "帳票"), doubled("台帳", "取込", "検索が遅い"))
    assert not one_more.pairs and len(one_more.doubtful) == 5
    edited = match(doubled("写し", "検索が遅い", "取込み"), doubled("台帳", "取込", "検索が遅い"))
    assert not edited.pairs and len(edited.doubtful) == 4


def test_a_number_doubled_here_of_which_the_other_side_says_nothing_is_no_question():
    found = match(rows("写し", [("ISS-009", {"title": "取込"})]), doubled("台帳", "検索が遅い", "帳票"))
    assert not found.doubtful and [each.title for each in found.only_ours] == ["検索が遅い", "帳票"]
    asked = match(rows("写し", [("ISS-002", {"title": "検索が遅い"})]), doubled("台帳", "検索が遅い", "帳票"))
    assert len(asked.doubtful) == 3 and not asked.pairs
