"""What the manual pages of WBS001–WBS017 leave out: unreadable cells, odd IDs, both sides of every limit."""

from __future__ import annotations

import pytest

from tests.support.ledger import ask, counts, hits

HEAD = "マスタスケジュール\n| 作業ID | 親作業 | 種別 | 先行作業 | 基準終了 | 予定開始 | 予定終了 | 実績開始 | 実績終了 |\n|---|---|---|---|---|---|---|---|---|\n"
TASK, MILESTONE, PHASE = "作業", "マイルストーン", "工程"


def row(
    number: int,
    start: str = "",
    finish: str = "",
    after: str = "",
    *,
    kind: str = TASK,
    parent: str = "",
    baseline: str = "",
    begun: str = "",
    done: str = "",
) -> str:
    cells = (f"WBS-{number:03}", parent, kind, after, baseline, start, finish, begun, done)
    return f"| {' | '.join(cells)} |\n"


def plan(*rows: str, settings: str = "") -> str:
    return HEAD + "".join(rows) + settings


def setting(key: str, value: object) -> str:
    return f"\n設定\n| 項目 | 値 |\n|---|---|\n| {key} | {value} |\n"


def test_wbs001_says_what_it_cannot_read_and_still_finds_the_rest():
    ledger = plan(row(1, "来週", "2026/6/1"), row(2, "来週", "2026/6/5", begun="2026/6/3", done="2026/6/2"))
    assert counts("WBS001", ledger) == {"判定不能": 1, "違反": 1}
    assert hits("WBS001", ledger) == ["WBS-002 実績終了"]


def test_wbs001_gives_one_finding_for_a_cell_that_is_wrong_twice():
    ledger = plan(row(1, "2027/4/2", "2027/4/1"), settings=setting("終了日", "2027-03-31"))
    assert hits("WBS001", ledger) == ["WBS-001 予定終了"]
    assert "より前です" in ask("WBS001", ledger).findings[0].message


def test_wbs001_cannot_judge_by_a_period_that_is_no_date():
    ledger = plan(row(1, "2026/6/1", "2026/6/2"), settings=setting("開始日", "春ごろ"))
    assert counts("WBS001", ledger) == {"判定不能": 1}


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        (("", "WBS-001", "WBS-002"), []),
        (("WBS-002", "WBS-003", "WBS-001"), ["WBS-001 親作業", "WBS-002 親作業", "WBS-003 親作業"]),
        (("WBS-002", "WBS-001", "WBS-001"), ["WBS-001 親作業", "WBS-002 親作業"]),
        (("WBS-001", "WBS-001", "WBS-002"), ["WBS-001 親作業"]),
    ],
)
def test_wbs002_finds_the_rows_that_stand_above_themselves(parents, expected):
    days = ("2026/6/1", "2026/6/5")
    assert hits("WBS002", plan(*(row(n, *days, parent=p) for n, p in enumerate(parents, 1)))) == expected


@pytest.mark.parametrize(
    ("after", "start", "expected"),
    [
        ("WBS-001", "2026/6/6", []),  # a Saturday after a Friday
        ("WBS-001", "2026/6/5", ["WBS-002 予定開始"]),
        ("WBS-001 FS+1", "2026/6/9", []),
        ("WBS-001 FS+1", "2026/6/8", ["WBS-002 予定開始"]),
        ("WBS-001 FS-1", "2026/6/5", []),
        ("WBS-001 FS-1", "2026/6/4", ["WBS-002 予定開始"]),
        ("WBS-001 SS+1", "2026/6/2", []),
        ("WBS-001 SS+1", "2026/6/1", ["WBS-002 予定開始"]),
    ],
)
def test_wbs003_moves_the_date_by_business_days(after, start, expected):
    ledger = plan(row(1, "2026/6/1", "2026/6/5"), row(2, start, "2026/6/30", after))
    assert hits("WBS003", ledger) == expected


def test_wbs003_skips_lags_over_a_company_holiday():
    holiday = "\n休日\n| 日付 | 区分 |\n|---|---|\n| 2026/6/8 | 会社休日 |\n"
    for start, expected in (("2026/6/10", []), ("2026/6/9", ["WBS-002 予定開始"])):
        rows = row(1, "2026/6/1", "2026/6/5"), row(2, start, "2026/6/30", "WBS-001 FS+1")
        assert hits("WBS003", plan(*rows, settings=holiday)) == expected


def test_wbs003_allows_the_same_day_when_either_is_a_milestone():
    first, last = row(1, "2026/6/5", "2026/6/5", kind=MILESTONE), row(2, "2026/6/5", "2026/6/9", "WBS-001")
    assert hits("WBS003", plan(first, last)) == []
    assert hits("WBS003", plan(row(1, "2026/6/5", "2026/6/5"), last)) == ["WBS-002 予定開始"]


def test_wbs003_cannot_judge_by_dates_it_cannot_read():
    ledger = plan(row(1, "2026/6/1", "未定"), row(2, "2026/6/5", "2026/6/9", "WBS-001"))
    assert counts("WBS003", ledger)["対象外"] >= 1
    unread = plan(row(1, "2026/6/1", "#N/A"), row(2, "2026/6/5", "2026/6/9", "WBS-001"))
    assert counts("WBS003", unread) == {"対象外": 1, "判定不能": 1}


def test_wbs004_prints_each_circle_once_at_its_first_row():
    ledger = plan(
        row(1, after="WBS-003"), row(2, after="WBS-001"), row(3, after="WBS-002"),
        row(4, after="WBS-005"), row(5, after="WBS-004"), row(6, after="WBS-005"),
    )  # fmt: skip
    assert hits("WBS004", ledger) == ["WBS-001 先行作業", "WBS-004 先行作業"]
    first, second = (finding.message for finding in ask("WBS004", ledger).findings)
    assert "WBS-001 → WBS-002 → WBS-003 → WBS-001 と循環" in first
    assert "WBS-004 → WBS-005 → WBS-004 と循環" in second


def test_wbs004_finds_a_circle_that_runs_through_a_phase():
    ledger = plan(
        row(1, kind=PHASE, after="WBS-003"),
        row(2, parent="WBS-001"),
        row(3, after="WBS-002"),
    )
    assert len(hits("WBS004", ledger)) == 1


def test_wbs004_names_the_nearest_task():
    (finding,) = ask("WBS004", plan(row(12), row(13, after="WBS-12"))).findings
    assert "WBS-012 のことではありませんか" in finding.message


def test_wbs004_tells_all_that_is_wrong_with_a_row_at_once():
    (finding,) = ask("WBS004", plan(row(1), row(2, after="WBS-999、WBS-002、WBS-001、WBS-001"))).findings
    assert all(word in finding.message for word in ("WBS-999", "自分自身", "二度"))


def test_wbs005_speaks_where_wbs006_does_not():
    late = plan(row(1, "2026/11/2", "2026/11/29"), row(2, "2026/11/2", "2026/11/30"))
    assert hits("WBS005", late) == ["WBS-002 予定開始"]
    assert hits("WBS006", late) == ["WBS-001 予定終了"]
    assert hits("WBS005", plan(row(1, "2026/11/29", "#N/A"))) == ["WBS-001 予定開始"]


def test_wbs006_weighs_a_delay_on_the_critical_path_and_none_beside_it():
    rows = row(1, "2026/11/2", "2026/11/27"), row(2, "2026/11/2", "2026/11/27")
    end = row(3, "2026/12/4", "2026/12/4", "WBS-001", kind=MILESTONE)
    assert hits("WBS006", plan(*rows, end)) == ["WBS-001 予定終了 (エラー)", "WBS-002 予定終了"]


def test_wbs006_still_finds_delays_when_the_dependencies_run_in_a_circle():
    rows = row(1, "2026/11/2", "2026/11/27", "WBS-002"), row(2, "2026/11/2", "2026/11/27", "WBS-001")
    assert hits("WBS006", plan(*rows)) == ["WBS-001 予定終了", "WBS-002 予定終了"]


def test_wbs008_is_silent_on_a_release_on_a_saturday():
    ledger = """
    マスタスケジュール
    | 作業ID | 種別 | 工程 | 予定開始 | 予定終了 |
    |---|---|---|---|---|
    | WBS-001 | マイルストーン | リリース | 2026/12/5 | 2026/12/5 |
    | WBS-002 | マイルストーン | 終結 | 2026/12/5 | 2026/12/5 |
    | WBS-003 | マイルストーン | 終結 | #N/A | #N/A |
    """
    assert hits("WBS008", ledger) == ["WBS-002 予定終了"]
    assert counts("WBS008", ledger) == {"違反": 1, "判定不能": 1, "対象外": 1}


def chain(count: int, loose: int = 0) -> list[str]:
    """A finished task, `count` open ones in a chain, of which the last `loose` wait for nothing, and the end."""
    rows = [row(1, "2026/11/2", "2026/11/2", done="2026/11/2")]
    for n in range(2, count + 2):
        rows.append(row(n, "2026/12/1", "2026/12/1", "" if n > count + 1 - loose else f"WBS-{n - 1:03}"))
    everything = "、".join(f"WBS-{n:03}" for n in range(2, count + 2))
    return [*rows, row(count + 2, "2027/1/29", "2027/1/29", everything, kind=MILESTONE)]


@pytest.mark.parametrize(
    ("count", "loose", "expected"),
    [
        (40, 2, []),  # 5 % exactly
        (40, 3, [""]),
        (30, 2, [""]),
        (29, 2, ["(情報)"]),
        (29, 1, []),
        (10, 0, []),
        (10, 1, ["(情報)"]),
    ],
)
def test_wbs009_counts_percent_from_thirty_tasks_on(count, loose, expected):
    assert hits("WBS009", plan(*chain(count, loose))) == expected


def test_wbs009_takes_its_limit_from_the_settings():
    assert hits("WBS009", plan(*chain(40, 3), settings=setting("閾値.先行後続なし割合", 8))) == []


def test_wbs009_has_nothing_to_say_when_all_is_done():
    assert counts("WBS009", plan(row(1, done="2026/11/2"))) == {"対象外": 1}


def test_wbs010_weighs_a_single_lead_but_not_a_single_lag_among_many():
    rows = chain(20)
    lead = [*rows, row(90, after="WBS-002 FS-1")]
    lag = [*rows, row(90, after="WBS-002 FS+1")]
    assert hits("WBS010", plan(*lead)) == [""]
    assert hits("WBS010", plan(*lag)) == []


@pytest.mark.parametrize(("finish", "expected"), [("2027/2/1", []), ("2027/2/2", ["(情報)"])])
def test_wbs011_allows_a_task_of_44_business_days(finish, expected):
    end = row(2, "2027/2/15", "2027/2/15", "WBS-001", kind=MILESTONE)
    assert hits("WBS011", plan(row(1, "2026/11/30", finish), end)) == expected


@pytest.mark.parametrize(("end", "expected"), [("2027/2/3", []), ("2027/2/4", ["(情報)"])])
def test_wbs011_allows_a_float_of_44_business_days(end, expected):
    rows = row(1, "2026/11/30", "2026/11/30"), row(2, end, end, "WBS-001", kind=MILESTONE)
    assert hits("WBS011", plan(*rows)) == expected


@pytest.mark.parametrize(("end", "expected"), [("2026/12/4", []), ("2026/12/3", ["(エラー)"])])
def test_wbs011_weighs_one_task_that_comes_too_late(end, expected):
    rows = row(1, "2026/11/30", "2026/12/4"), row(2, end, end, "WBS-001", kind=MILESTONE)
    assert hits("WBS011", plan(*rows)) == expected


def test_wbs011_cannot_tell_float_in_a_circle_or_without_dates():
    circle = plan(row(1, "2026/12/1", "2026/12/1", "WBS-002"), row(2, "2026/12/1", "2026/12/1", "WBS-001"))
    (count,) = ask("WBS011", circle).rules
    assert count.undeterminable == 2 and "循環" in (count.reason or "")
    assert counts("WBS011", plan(row(1, "2026/12/1", "2026/12/1"), row(2)))["判定不能"] == 2


@pytest.mark.parametrize(
    ("late", "expected"), [(2, []), (3, [""])], ids=["5 % of 40 exactly", "more than 5 %"]
)
def test_wbs012_counts_what_missed_its_baseline(late, expected):
    on_time = [row(n, baseline="2026/11/20", done="2026/11/20") for n in range(1, 41 - late)]
    missed = [row(n, baseline="2026/11/20", done="2026/11/24") for n in range(41 - late, 41)]
    assert hits("WBS012", plan(*on_time, *missed)) == expected


def test_wbs012_says_bei_beside_the_count():
    done = [row(n, baseline="2026/11/20", done="2026/11/20") for n in range(1, 38)]
    left = [row(n, baseline="2026/11/20") for n in range(38, 41)]
    messages = [finding.message for finding in ask("WBS012", plan(*done, *left)).findings]
    assert len(messages) == 2 and any("BEI が 0.92" in message for message in messages)


def test_wbs013_finds_a_path_that_ends_before_the_last_milestone():
    rows = row(1, "2026/11/30", "2026/12/18"), row(2, "2026/12/18", "2026/12/18", kind=MILESTONE)
    (finding,) = ask("WBS013", plan(*rows)).findings
    assert "600 稼働日" in finding.message


@pytest.mark.parametrize(
    ("settings", "expected"), [("", [""]), (setting("閾値.CPLI下限", 80), [])], ids=["0.95", "0.80"]
)
def test_wbs013_takes_cpli_from_the_settings(settings, expected):
    rows = (
        row(1, "2026/11/30", "2026/12/25"),
        row(2, "2026/12/25", "2026/12/25", "WBS-001", kind=MILESTONE, baseline="2026/12/23"),
    )
    assert hits("WBS013", plan(*rows, settings=settings)) == expected


def test_wbs013_needs_a_milestone_and_open_work():
    assert counts("WBS013", plan(row(1, "2026/12/1", "2026/12/4"))) == {"判定不能": 2}
    assert counts("WBS013", plan(row(1, "2026/11/2", "2026/11/4", done="2026/11/4"))) == {"対象外": 1}


def test_wbs017_asks_for_both_dates_of_the_baseline():
    ledger = """
    マスタスケジュール
    | 作業ID | 基準開始 | 基準終了 | 予定開始 | 予定終了 |
    |---|---|---|---|---|
    | WBS-001 | 2026/6/1 | | | 2026/6/5 |
    | WBS-002 | 6月ごろ | | 2026/6/1 | 2026/6/5 |
    """
    assert hits("WBS017", ledger) == ["WBS-001 基準終了"]
    assert counts("WBS017", ledger) == {"違反": 1, "判定不能": 1}


def test_wbs002_cannot_judge_a_day_of_task_or_parent_that_it_cannot_read():
    above, below = row(1, "2026/6/1", "2026/6/30"), row(2, "2026/6/1", "2026/6/5", parent="WBS-001")
    assert counts("WBS002", plan(above, below.replace("2026/6/5", "未定日"))) == {"対象外": 1, "判定不能": 1}
    assert counts("WBS002", plan(above.replace("2026/6/30", "来週"), below)) == {"対象外": 1, "判定不能": 1}
    assert counts("WBS002", plan(above, row(2, parent="WBS-001"))) == {"対象外": 2}


def test_wbs010_weighs_one_lead_among_a_hundred_links():
    links = [row(n, after=f"WBS-{n - 1:03}") for n in range(2, 102)]
    assert hits("WBS010", plan(row(1), *links)) == []
    assert hits("WBS010", plan(row(1), *links, row(102, after="WBS-101 FS-1"))) == [""]


def test_wbs016_leaves_rows_alone_that_name_no_phase():
    head = "マスタスケジュール\n| 作業ID | 工程 | 呼称 |\n|---|---|---|\n"
    rows = "| WBS-001 | 総合試験 | ST |\n| WBS-002 | | ST |\n| WBS-003 | 総合試験 | |\n| WBS-004 | | UT |\n"
    assert counts("WBS016", head + rows) == {"適合": 1, "対象外": 3}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("| 5 | 承認済 | 2026/11/2 |", {"適合": 1}),
        ("| 5 | 承認済 | 2026/11/1 |", {"違反": 1}),
        ("| 5 | 承認済 | |", {"適合": 1}),
        ("| 5 | 承認待ち | |", {"違反": 1}),
        ("| | 承認済 | 2026/11/2 |", {"違反": 1}),
    ],
)
def test_wbs015_takes_a_delaying_change_approved_since_the_last_run_as_the_reason(change, expected):
    head = "作業ID | システム | 予定終了 |\n|---|---|---|\n| WBS-001 | 会員基盤 |"
    ledger = (
        f"マスタスケジュール(2026-11-02 の記録)\n| {head} 2026/11/20 |\n\n"
        f"マスタスケジュール\n| {head} 2026/12/25 |\n\n"
        f"仕様変更管理表\n| 変更ID | 影響システム | 影響工期 | 状態 | 承認日 |\n|---|---|---|---|---|\n| CHG-001 | 会員基盤 {change}\n"
    )
    assert counts("WBS015", ledger) == expected


def test_wbs010_weighs_lags_over_five_percent_and_other_links_over_ten():
    def links(after: str, count: int) -> list[str]:
        rows = [row(1), *(row(n, after=f"WBS-{n - 1:03}") for n in range(2, 102 - count))]
        return hits("WBS010", plan(*rows, *(row(200 + n, after=f"WBS-001 {after}") for n in range(count))))

    assert (links("FS+1", 5), links("FS+1", 6)) == ([], [""])
    assert (links("SS", 10), links("SS", 11)) == ([], [""])


def test_wbs013_cannot_judge_a_schedule_without_dates():
    rows = row(1, "2026/11/30", ""), row(2, "2026/12/18", "2026/12/18", "WBS-001", kind=MILESTONE)
    assert counts("WBS013", plan(*rows)) == {"判定不能": 2}
