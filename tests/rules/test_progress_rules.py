"""What the manual pages of EVM001 and EVM002 leave out: both sides of every limit, effort not kept, unreadable cells."""

from __future__ import annotations

import pytest

from tests.support.ledger import ask, counts, hits

HEAD = "マスタスケジュール\n| 作業ID | 種別 | 予定開始 | 予定終了 | 実績開始 | 進捗率 | 予定工数 | 実績工数 |\n|---|---|---|---|---|---|---|---|\n"


def done(number: int, progress: str, effort: str = "100", spent: str = "") -> str:
    """A task whose period has passed on D."""
    return (
        f"| WBS-{number:03} | 作業 | 2026/11/2 | 2026/11/27 | 2026/11/2 | {progress} | {effort} | {spent} |\n"
    )


def plan(*rows: str) -> str:
    return HEAD + "".join(rows)


@pytest.mark.parametrize(
    ("progress", "expected"), [("90%", []), ("89%", [""]), ("80%", [""]), ("79%", ["(エラー)"])]
)
def test_evm002_weighs_spi(progress, expected):
    assert hits("EVM002", plan(done(1, progress))) == expected


@pytest.mark.parametrize(
    ("spent", "expected"), [("110", []), ("112", [""]), ("124", [""]), ("126", ["(エラー)"])]
)
def test_evm002_weighs_cpi(spent, expected):
    assert hits("EVM002", plan(done(1, "100%", spent=spent))) == expected


def test_evm002_says_on_how_many_rows_it_stands_and_what_is_in_store():
    (finding,) = ask("EVM002", plan(done(1, "100%", spent="125"), done(2, "100%", effort=""))).findings
    assert "2 件中 1 件" in finding.message
    assert "EAC が 125 人日" in finding.message


def test_evm002_allows_an_eac_of_120_percent():
    def says_eac(spent: str) -> list[bool]:
        ledger = plan(done(1, "100%", spent=spent))
        return ["EAC が" in finding.message for finding in ask("EVM002", ledger).findings]

    assert says_eac("120") == [False]  # CPI is 0.83
    assert says_eac("120.1") == [True]


def test_evm002_never_shows_a_value_as_the_limit_it_misses():
    (finding,) = ask("EVM002", plan(done(1, "89.99%"))).findings
    assert "SPI が 0.89" in finding.message


def test_evm_rules_leave_alone_what_keeps_no_effort():
    assert counts("EVM001", plan(done(1, "50%", ""))) == {"対象外": 1}
    assert counts("EVM002", plan(done(1, "50%", ""))) == {"対象外": 1}
    assert counts("EVM002", plan(done(1, "95%"))) == {"適合": 1, "対象外": 1}


def test_evm002_is_not_green_with_cells_it_cannot_read():
    assert counts("EVM002", plan(done(1, "95%"), done(2, "#N/A"))) == {"判定不能": 2}


def test_evm001_is_silent_on_actual_effort_that_nobody_records():
    assert hits("EVM001", plan(done(1, "50%"), done(2, "50%"))) == []
    assert hits("EVM001", plan(done(1, "50%"), done(2, "50%", spent="10"))) == ["WBS-001 実績工数"]


def test_evm001_allows_all_that_was_planned_to_be_earned():
    assert hits("EVM001", plan(done(1, "100%"))) == []
    assert hits("EVM001", plan(done(1, "101%"))) == [""]
