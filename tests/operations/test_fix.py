"""fix: what a program may mend alone, what it only shows, and that a second run finds nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pmo_xl.errors import BadOption
from pmo_xl.metrics.fingerprint import stored_fingerprint
from pmo_xl.model.choice import Choice
from pmo_xl.model.member import Member
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.fix import fix
from pmo_xl.operations.repairs.typed_texts import cleaned
from pmo_xl.rules.catalog import rule_ids
from pmo_xl.workbook.closed_book import Formula, SetCell, apply
from pmo_xl.workbook.grid import open_grids
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.master import opened, small_book
from tests.support.small_project import small_project

AGREED = date(2026, 5, 10)
OLD_BOOKS = sorted((Path(__file__).parents[1] / "workbooks_of").glob("*/*.xlsx"))


def requirement(number: int, **values: object) -> Requirement:
    usual = {
        "kind": "機能",
        "title": "再利用",
        "statement": "退会した会員番号は再利用しない。",
        "systems": ("会員基盤",),
        "agreement": "合意済",
        "agreed_on": AGREED,
    }
    return Requirement.model_validate(usual | {"id": f"REQ-{number:03}"} | values)


REQUIREMENTS = (
    requirement(1),
    requirement(2, agreed_fingerprint="20260401:0123456789abcdef"),
    requirement(3, agreed_fingerprint="20260510:0123456789abcdef"),
    requirement(4, agreed_fingerprint="確認済"),
    requirement(5, agreement="未合意"),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    project = small_project()
    choices = [*project[Choice], Choice(list_name="課題管理表.状態", value="検証　待ち", meaning="確認待ち")]
    members = [*project[Member], Member(id="PER-009", name="佐藤花子", role="その他")]
    records: Mapping[type[Record], list[Record]] = {
        Requirement: list(REQUIREMENTS),
        Choice: choices,
        Member: members,
    }
    return small_book(tmp_path_factory.mktemp("small"), records).read_bytes()


@pytest.fixture
def path(small, tmp_path):
    path = tmp_path / "会員基盤刷新.xlsx"
    path.write_bytes(small)
    return path


def typed(path: Path, record: Record, **values: object) -> None:
    """Type raw values into the cells of a row, as a person would."""
    place = record.place
    assert place
    cells = {place.table.columns[name]: value for name, value in values.items()}
    apply(path, [SetCell(place.table.sheet_title, place.row, c, value) for c, value in cells.items()])


def mended(path: Path, *rules: str) -> list[tuple[str | None, str | None, str, str, str]]:
    """What fix writes, and that a second run has nothing left to do."""
    plan = fix(opened(path), apply=True, rules=rules)
    again = fix(opened(path), apply=True, rules=rules)
    assert (again.changes, again.saved) == ([], None)
    assert again.doubtful == plan.doubtful
    changes = [
        (p.rule, p.change.row_id, p.change.column, p.change.before, p.change.after) for p in plan.changes
    ]
    return sorted(changes, key=str)


def doubted(path: Path, *rules: str) -> list[tuple[str | None, str, str, str]]:
    plan = fix(opened(path), rules=rules)
    assert plan.changes == []
    return [(p.rule, p.change.before, p.change.after, p.doubt or "") for p in plan.doubtful]


def test_without_apply_only_the_list_is_made(path):
    typed(path, opened(path).issues["ISS-001"], id=None)
    before = path.read_bytes()
    plan = fix(opened(path), rules=["DAT002"])
    assert plan.saved is None and len(plan.changes) == 1 and path.read_bytes() == before


def test_rows_without_a_number_get_the_next_free_ones_in_order(path):
    issues = opened(path).issues
    typed(path, issues["ISS-002"], id=None)
    typed(path, issues["ISS-004"], id=None)
    assert mended(path, "DAT002") == [
        ("DAT002", "ISS-007", "課題ID", "", "ISS-007"),
        ("DAT002", "ISS-008", "課題ID", "", "ISS-008"),
    ]
    assert [issue.id for issue in opened(path).issues][:4] == ["ISS-001", "ISS-007", "ISS-003", "ISS-008"]


def test_words_and_names_get_the_workbooks_own_spelling(path):
    book = opened(path)
    typed(path, book.issues["ISS-001"], status="対 応 中", owner="鈴木一郎様", priority="高 ")
    typed(path, book.questions["QA-001"], system="決済 連携")
    typed(path, book.orders["ORD-001"], vendor="㈱東都ソフト")
    assert mended(path, "DAT004", "DAT005") == [
        ("DAT004", "ISS-001", "状態", "対 応 中", "対応中"),
        ("DAT005", "ISS-001", "担当", "鈴木一郎様", "鈴木 一郎"),
        ("DAT005", "ORD-001", "発注先", "㈱東都ソフト", "東都ソフト株式会社"),
        ("DAT005", "QA-001", "対象システム", "決済 連携", "決済連携"),
    ]


def test_a_word_that_staff_added_themselves_stays_their_word(path):
    typed(path, opened(path).issues["ISS-001"], status="検証　待ち", remarks="あ\u200bい")
    assert opened(path).issues["ISS-001"].status == "確認待ち"
    assert [change[2] for change in mended(path) if change[1] == "ISS-001"] == ["備考"]
    typed(path, opened(path).issues["ISS-001"], status="検証　待ち ")
    assert ("DAT009", "ISS-001", "状態", "検証　待ち ", "検証　待ち") in mended(path, "DAT009")


def test_a_word_of_another_office_in_half_width_letters_is_not_exchanged_for_one_of_ours(tmp_path):
    book = Workbook()
    book.active.title = "課題管理表"
    rows = [
        ["課題ID", "件名", "状態", "担当"],
        ["K-1", "移行 ", "ｸﾛｰｽﾞ", "佐藤"],
        ["K-2", "連携", "対応中", "佐藤"],
    ]
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "一覧.xlsx")
    assert opened(tmp_path / "一覧.xlsx").issues["K-1"].status == "完了"
    assert [change[2] for change in mended(tmp_path / "一覧.xlsx", "DAT009")] == ["件名"]


def test_a_person_with_two_spellings_is_only_shown(path):
    typed(path, opened(path).issues["ISS-001"], owner="佐藤　花子様")
    ((rule, before, _, doubt),) = doubted(path, "DAT005")
    assert (rule, before) == ("DAT005", "佐藤　花子様") and "二通り" in doubt


def test_dates_typed_as_text_become_dates(path):
    texts = ["2026/11/20", "令和8年11月20日", "R8.11.20", "２０２６年１１月２０日(金)", "20261120"]
    issues = list(opened(path).issues)[: len(texts)]
    for issue, text in zip(issues, texts, strict=True):
        typed(path, issue, due_on=text)
    changes = [(rule, column, before, after) for rule, _, column, before, after in mended(path, "DAT003")]
    assert Counter(changes) == Counter(("DAT003", "期限", text, "2026/11/20") for text in texts)
    grid = open_grids(path).grid("課題管理表")
    column = issues[0].place.table.columns["due_on"]
    assert {grid.value(issue.row, column) for issue in issues} == {date(2026, 11, 20)}


def test_dates_that_could_be_read_in_two_ways_or_say_more_are_only_shown(path):
    reasons = {
        "12/15": "年が書かれていない",
        "*2026/11/20": "ほかの言葉",
        "2026/11/20時点": "ほかの言葉",
        "2026/11/20 13:00": "時刻が消える",
    }
    for issue, text in zip(opened(path).issues, reasons, strict=False):
        typed(path, issue, due_on=text)
    shown = {before: doubt for _, before, _, doubt in doubted(path, "DAT003")}
    assert shown.keys() == reasons.keys()
    assert all(why in shown[text] for text, why in reasons.items())


def test_dates_that_nobody_can_tell_are_left_to_their_findings(path):
    texts = ["12月上旬", "14年7月3日", "来週", "6月6日(日)"]
    for issue, text in zip(opened(path).issues, texts, strict=False):
        typed(path, issue, due_on=text)
    assert doubted(path, "DAT003") == []


def test_figures_typed_as_text_become_figures(path):
    book = opened(path)
    order = book.orders["ORD-001"]
    typed(path, order, estimated="1,200千円", probability="50%", acceptance_month="2026年11月")
    typed(path, book.spec_changes["CHG-001"], cost_impact="▲５００円")
    assert mended(path, "DAT003") == [
        ("DAT003", "CHG-001", "影響費用", "▲５００円", "▲500"),
        ("DAT003", "ORD-001", "検収月", "2026年11月", "2026年11月"),
        ("DAT003", "ORD-001", "確度", "50%", "50%"),
        ("DAT003", "ORD-001", "見積金額", "1,200千円", "1,200,000"),
    ]
    again = opened(path).orders["ORD-001"]
    assert (again.estimated, again.probability, again.acceptance_month) == (
        1_200_000,
        Decimal("0.5"),
        date(2026, 11, 1),
    )


def test_a_month_that_says_a_day_is_only_shown(path):
    typed(path, opened(path).orders["ORD-001"], acceptance_month="2026/11/20")
    ((_, before, after, doubt),) = doubted(path, "DAT003")
    assert (before, after) == ("2026/11/20", "2026年11月") and "消える" in doubt


def test_overwritten_formulas_are_restored_with_the_librarys_figure(path):
    book = opened(path)
    typed(path, book.issues["ISS-001"], days_overdue=99)
    typed(path, book.issues["ISS-002"], days_overdue=Formula("1+1", 2))
    typed(path, book.budgets["BUD-001"], remaining=None)
    found = mended(path, "DAT007")
    assert [(change[1], change[2], change[4]) for change in found] == [
        ("ISS-001", "超過日数", "20"),
        ("ISS-002", "超過日数", "3"),
    ]
    again = opened(path)
    assert [again.issues[i].days_overdue for i in ("ISS-001", "ISS-002")] == [20, 3]
    assert not any(issue.place.formulas for issue in again.issues)


def test_fingerprints_are_recorded_where_there_is_none_or_the_agreement_is_newer(path):
    found = mended(path, "REQ007")
    assert [change[1] for change in found] == ["REQ-001", "REQ-002"]
    texts = [requirement.agreed_fingerprint for requirement in opened(path).requirements]
    stored = stored_fingerprint(REQUIREMENTS[0], AGREED)
    assert texts == [stored, stored, "20260510:0123456789abcdef", "確認済", None]


def test_invisible_characters_and_blanks_at_the_ends_go(path):
    book = opened(path)
    typed(path, book.issues["ISS-001"], title="ﾃﾞｰﾀ移行\u200b ", description="　字下げ  ", remarks="　 ")
    typed(path, book.issues["ISS-002"], id="ISS-002\u3000")
    typed(path, book.issues["ISS-003"], title="か\u3099そう👨\u200d👩")
    assert mended(path, "DAT009") == [
        ("DAT009", "ISS-001", "件名", "ﾃﾞｰﾀ移行\u200b ", "データ移行"),
        ("DAT009", "ISS-001", "備考", "　 ", ""),
        ("DAT009", "ISS-001", "内容", "　字下げ  ", "　字下げ"),
        ("DAT009", "ISS-002", "課題ID", "ISS-002\u3000", "ISS-002"),
        ("DAT009", "ISS-003", "件名", "か\u3099そう👨\u200d👩", "がそう👨\u200d👩"),
    ]


@given(st.text(max_size=40))
def test_cleaning_a_text_twice_changes_nothing_more(text):
    for keeps_indent in (True, False):
        once = cleaned(text, keeps_indent=keeps_indent)
        assert cleaned(once, keeps_indent=keeps_indent) == once


def test_one_cell_is_mended_once_and_two_faults_in_it_at_once(path):
    typed(path, opened(path).issues["ISS-001"], owner="鈴木一郎\u200b ", due_on="2026/11/20 ")
    plan = fix(opened(path), apply=True)
    issue = opened(path).issues["ISS-001"]
    assert [p.rule for p in plan.changes if p.change.row_id == "ISS-001"] == ["DAT005", "DAT003"]
    assert (issue.owner, issue.due_on) == ("鈴木 一郎", date(2026, 11, 20))
    assert issue.place and "owner" not in issue.place.typed and not issue.place.invisible


def test_a_rule_without_a_repair_is_an_error(path):
    with pytest.raises(BadOption, match="ISS001 を直す機能はありません"):
        fix(opened(path), rules=["ISS001"])


MESS = st.sampled_from(
    [
        "2026/11/20",
        "12/15",
        "1,200千円",
        "鈴木一郎様",
        "対 応 中",
        "ｶﾅ\u200b",
        "　",
        "完了 ",
        "未定",
        "R8.4.1",
        "50%",
        "−",
        "○",
    ]
)


@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_whatever_people_typed_a_second_run_has_nothing_to_do(small, tmp_path_factory, data):
    path = tmp_path_factory.mktemp("mess") / "台帳.xlsx"
    path.write_bytes(small)
    book = opened(path)
    rows = [row for sheet in (book.issues, book.questions, book.orders, book.tasks) for row in sheet]
    edits: dict[tuple[str, int, int], SetCell] = {}
    for row in data.draw(st.lists(st.sampled_from(rows), max_size=8, unique_by=id)):
        for name in data.draw(st.lists(st.sampled_from(list(row.columns)), max_size=6, unique=True)):
            where = (row.place.table.sheet_title, row.row, row.place.table.columns[name])
            edits[where] = SetCell(*where, data.draw(MESS))
    apply(path, list(edits.values()))
    fix(opened(path), apply=True)
    assert fix(opened(path), apply=True).changes == []


def findings(book: Book) -> Counter[str]:
    return Counter(f.id for f in book.check(rule_ids()).findings)


def test_fixing_the_sample_leaves_the_other_findings_as_they_were(tmp_path):
    sample = planted_project(scale=0.5)
    path = write_sample(tmp_path / "台帳.xlsx", sample)
    before = open_workbook(path, run_day=sample.as_of)
    plan = fix(before, apply=True)
    assert plan.changes
    again = open_workbook(path, run_day=sample.as_of)
    gone = findings(before) - findings(again)
    assert {finding.split("/")[0] for finding in gone} <= {"DAT002", "DAT007", "DAT008", "DAT009"}
    assert {f.split("/")[0] for f in gone} >= {"DAT007", "DAT009"}
    assert not findings(again) - findings(before)
    assert fix(again, apply=True).changes == []


@pytest.mark.parametrize("old", OLD_BOOKS, ids=lambda path: path.stem)
def test_a_book_of_the_version_before_is_mended_though_it_lacks_later_columns(old: Path, tmp_path: Path):
    path = tmp_path / "前の版.xlsx"
    path.write_bytes(old.read_bytes())
    assert fix(open_workbook(path)).items
    assert fix(open_workbook(path), apply=True).saved
    assert not fix(open_workbook(path)).items
