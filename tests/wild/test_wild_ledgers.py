"""Ledgers drawn in the manner of other offices are read as a careful human reads them; by hand: tests.wild.measure."""

import pytest

from tests.wild.measure import measured, share, table, verdict_of

SEEDS = (*range(1, 21), *range(20_001, 20_021), *range(200_001, 200_021), *range(900_001, 900_021))


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    return measured(SEEDS, tmp_path_factory.mktemp("wild"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "least"),
    [("table", 0.97), ("columns", 0.95), ("rows", 0.95), ("ids", 0.95), ("dates", 0.95), ("states", 0.95)],
)
def test_nearly_every_ledger_is_read_right(verdicts, measure, least):
    assert share(verdicts, measure) >= least, table(verdicts)


@pytest.mark.slow
@pytest.mark.parametrize("measure", ["errors", "amounts", "all-clears"])
def test_nothing_is_said_that_the_ledger_contradicts(verdicts, measure):
    wrong = {v.book.seed: v.faults[measure] for v in verdicts if measure in v.faults}
    assert wrong == {}


def test_a_seed_always_gives_the_same_book(tmp_path):
    first, again = (verdict_of(7, tmp_path, is_kept=True).book for _ in range(2))
    assert first == again


def test_a_book_that_is_read_wrongly_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.wild.judge._state", lambda record, read: "?")
    assert verdict_of(7, tmp_path).faults


@pytest.mark.parametrize(
    ("seed", "what"),
    [
        (237, "a state column that is blank in every row is told"),
        (266, "a day above the table is no part of its heading"),
        (299, "a title row and a heading that is known by its parts"),
        (182, "質問表題 is no question"),
        (247, "a word broken over two lines of a heading is one word"),
        (77, "persons under a heading that is not merged over them"),
        (5219, "an ID of three columns above a legend"),
        (5220, "days in full-width figures"),
        (5246, "a phase is no name where another column is one"),
        (9058, "the lower row of a heading that is repeated is no further table"),
        (5050, "検討課題 is what an issue is about"),
        (20_001, "the long codes of Planner are IDs, whose case counts"),
        (20_021, "two ledgers side by side, under a name that speaks for neither"),
        (20_234, "two ledgers side by side that nothing but their headings names"),
        (20_131, "課題キー goes before the number that Jira keeps for itself"),
        (20_110, "a Redmine export on Sheet1 is a list of issues"),
        (20_074, "a repeated heading is no mark of a person"),
        (20_012, "the days of a calendar beside a heading of two rows"),
        (20_240, "who raised it is not who deals with it"),
        (70_511, "a number of three columns under a heading that is not merged"),
        (70_915, "the ID beside the text goes before a running number apart from it"),
        (60_868, "要件 alone is what a requirement is called"),
        (200_018, "a 枝番 beside a number that is not split"),
        (200_128, "the words of a legend below are no days"),
        (200_130, "a name above a heading is no group of persons"),
        (300_082, "a split number goes before the number of a screen"),
        (500_135, "回答〆切日 is 回答締切日"),
        (800_653, "a remark beside a number of three columns is no part of it"),
        (813_402, "an example under the heading, with a day as a date, is no second row of it"),
        (817_732, "処理済み of Backlog waits for whoever raised it"),
        (825_390, "a blank column before remarks does not part a table"),
        (821_612, "課題⏎の種類 is no 課題"),
        (812_736, "a person under 起票 is not who deals with it, though only 対応 is merged"),
        (822_448, "a person under 起票 above a table that begins further right"),
        (950_107, "a person under 起票 in a small table"),
        (823_117, "a split number goes before a 画面ID that holds anything"),
        (825_625, "小計 below the keys does not speak against them"),
        (850_353, "the first record is no second row of the heading"),
        (300_514, "undecided words do not speak against a column of days"),
    ],
)
def test_kinds_that_were_misread_once_are_read_or_told(tmp_path, seed, what):
    faults = verdict_of(seed, tmp_path).faults
    assert not faults.keys() - {"states"}, (what, faults)
