"""What is late over all sheets, and what falls due."""

from datetime import date, timedelta

import pytest

from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.budget import Budget
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.member import Member
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Place, Record, Table, Unread
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification

D = date(2026, 11, 30)  # a Monday
LATE = date(2026, 11, 20)
SOON = date(2026, 12, 4)
SYSTEM = System(id="SYS-001", name="会員基盤", owner="佐藤 花子")
ORDER = {
    "id": "ORD-001",
    "system": "会員基盤",
    "order_kind": "当初",
    "ordered_on": LATE,
    "title": "会員基盤 開発",
}


def project(*records: Record) -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return Project(as_of=D, run_day=D, records=by_class)


def found(*records: Record, within: int | None = None) -> list[tuple[str | None, date, str | None]]:
    return [(i.row_id, i.due_on, i.owner) for i in overdue_report(project(*records), within).items]


def test_due_on_the_day_itself_is_not_late():
    assert found(Issue(id="ISS-001", status="対応中", due_on=D)) == []
    assert found(Issue(id="ISS-001", status="対応中", due_on=D - timedelta(1), owner="鈴木")) == [
        ("ISS-001", D - timedelta(1), "鈴木")
    ]


def test_days_are_counted_in_calendar_days_and_in_business_days():
    (item,) = overdue_report(project(Issue(id="ISS-001", title="件", status="対応中", due_on=LATE))).items
    assert (item.days_overdue, item.business_days_overdue) == (10, 5)  # 11-23 is a holiday


@pytest.mark.parametrize("status", ["完了", "取下げ"])
def test_a_closed_issue_is_not_late_but_its_permanent_fix_may_be(status: str):
    issue = Issue(
        id="ISS-001", status=status, due_on=LATE, needs_permanent_fix="要", permanent_due_on=LATE,
        permanent_owner="田中",
    )  # fmt: skip
    assert found(issue) == [("ISS-001", LATE, "田中")]


def test_a_question_without_answerer_is_its_systems_owners():
    question = {"id": "QA-001", "status": "未回答", "due_on": LATE, "system": "会員基盤"}
    assert found(SYSTEM, Question(**question)) == [("QA-001", LATE, "佐藤 花子")]
    assert found(SYSTEM, Question(**question, answered_by="山田")) == [("QA-001", LATE, "山田")]
    assert found(SYSTEM, Question(**question | {"status": "回答済"})) == []


def test_a_change_waiting_for_a_decision_is_its_approvers_else_its_raisers():
    change = {"id": "CHG-001", "due_on": LATE, "raised_by": "起票"}
    assert found(SpecChange(**change, status="承認待ち", approved_by="承認")) == [("CHG-001", LATE, "承認")]
    assert found(SpecChange(**change, status="影響調査中")) == [("CHG-001", LATE, "起票")]
    assert found(SpecChange(**change, status="承認済")) == []


def test_a_task_not_begun_is_due_to_begin_and_one_whose_end_passed_is_due_to_end():
    task = {"id": "WBS-001", "planned_start": LATE, "planned_finish": SOON}
    assert found(Task(**task)) == [("WBS-001", LATE, None)]
    assert found(Task(**task, actual_start=LATE)) == []
    assert found(Task(**task, actual_start=LATE), within=7) == [("WBS-001", SOON, None)]
    assert found(Task(**task | {"planned_finish": LATE})) == [("WBS-001", LATE, None)]
    assert found(Task(**task, actual_finish=LATE)) == []


def test_a_task_with_children_is_not_chased_a_milestone_always():
    parent = Task(id="WBS-001", kind="工程", planned_finish=LATE)
    child = Task(id="WBS-002", kind="作業", parent="WBS-001", planned_finish=LATE)
    milestone = Task(id="WBS-003", kind="マイルストーン", planned_finish=LATE)
    assert [row_id for row_id, _, _ in found(parent, child, milestone)] == ["WBS-002", "WBS-003"]


def test_a_delivery_is_chased_twice_for_acceptance_and_for_payment():
    acceptance = Acceptance(id="ACC-001", order="ORD-001", acceptance_due_on=LATE, payment_due_on=LATE)
    items = overdue_report(project(SYSTEM, Order(**ORDER), acceptance)).items
    assert [(item.due_field, item.title, item.owner) for item in items] == [
        ("acceptance_due_on", "会員基盤 開発", "佐藤 花子"),
        ("payment_due_on", "会員基盤 開発", "佐藤 花子"),
    ]


@pytest.mark.parametrize("kind", ["取消", "減額"])
def test_nothing_is_awaited_of_a_cancelled_order_or_a_reduction(kind: str):
    order = Order(**ORDER | {"order_kind": kind}, acceptance_month=date(2026, 9, 1))
    acceptance = Acceptance(id="ACC-001", order="ORD-001", acceptance_due_on=LATE)
    assert found(SYSTEM, order) == found(SYSTEM, order, acceptance) == []


def test_an_order_without_any_delivery_is_late_when_its_month_has_passed():
    order = Order(**ORDER, acceptance_month=date(2026, 10, 1), payment_month=date(2026, 11, 1))
    assert found(SYSTEM, order) == [("ORD-001", date(2026, 10, 31), "佐藤 花子")]
    assert found(SYSTEM, order, within=0)[1] == ("ORD-001", date(2026, 11, 30), "佐藤 花子")
    assert found(SYSTEM, order, Acceptance(id="ACC-001", order="ORD-001", accepted_on=D, paid_on=D)) == []


def test_the_owner_is_the_first_name_as_the_team_sheet_writes_it():
    issue = Issue(id="ISS-001", status="対応中", due_on=LATE, owner="佐藤花子さん、鈴木")
    assert found(Member(id="PER-001", name="佐藤 花子"), issue) == [("ISS-001", LATE, "佐藤 花子")]


def test_an_empty_or_unreadable_due_date_is_counted_apart_never_as_not_late():
    place = Place(
        Table(Issue, "課題管理表", 1, {"due_on": 11}),
        12,
        unread={"due_on": Unread("4月上旬", "日付ではありません")},
    )
    report = overdue_report(
        project(Issue(id="ISS-001", status="対応中"), Issue(id="ISS-002", status="対応中", place=place))
    )
    (undated,) = report.undated
    assert (undated.sheet, undated.column, undated.missing, undated.unreadable) == (
        "課題管理表",
        "期限",
        1,
        1,
    )


def test_a_row_whose_state_cannot_be_read_is_taken_as_open():
    place = Place(
        Table(Issue, "課題管理表", 1, {"due_on": 11}),
        12,
        unread={"status": Unread("??", "選択肢にありません")},
    )
    (item,) = overdue_report(project(Issue(id="ISS-001", due_on=LATE, place=place))).items
    assert item.cell == "K12"


def test_the_sheets_of_the_full_profile_are_watched_by_their_own_dates():
    assert found(
        SYSTEM,
        SpecReview(id="SPC-001", status="未決", due_on=LATE, owner="鈴木"),
        SpecReview(id="SPC-002", status="解消", due_on=LATE, owner="鈴木"),
        MeetingItem(id="MTG-001", kind="ToDo", due_on=LATE, owner="田中"),
        MeetingItem(id="MTG-002", kind="ToDo", due_on=LATE, status="完了"),
        MeetingItem(id="MTG-003", kind="不明点", due_on=LATE, status="未完了"),
        Interface(id="IF-001", source="会員基盤", design_due_on=LATE),
        Interface(id="IF-002", source="会員基盤", design_due_on=LATE, specification_version="1.0"),
        Verification(id="TST-001", planned_on=LATE),
        Verification(id="TST-002", planned_on=LATE, executed_on=D),
    ) == [
        ("IF-001", LATE, "佐藤 花子"),
        ("SPC-001", LATE, "鈴木"),
        ("TST-001", LATE, None),
        ("MTG-001", LATE, "田中"),
    ]


def test_what_was_accepted_or_paid_is_not_chased_any_more():
    done = Acceptance(
        id="ACC-001", order="ORD-001", acceptance_due_on=LATE, accepted_on=D, payment_due_on=LATE, paid_on=D
    )
    assert found(SYSTEM, Order(**ORDER), done) == []
    assert [row[1:] for row in found(SYSTEM, Order(**ORDER), done.model_copy(update={"paid_on": None}))] == [
        (LATE, "佐藤 花子")
    ]


def test_a_permanent_fix_is_chased_until_it_is_closed():
    issue = Issue(id="ISS-001", status="完了", needs_permanent_fix="要", permanent_due_on=LATE)
    assert found(issue) == [("ISS-001", LATE, None)]
    assert found(issue.model_copy(update={"permanent_closed_on": D})) == []
    assert found(issue.model_copy(update={"needs_permanent_fix": "不要"})) == []


def test_what_is_due_on_the_day_itself_is_not_late():
    (item,) = overdue_report(project(Issue(id="ISS-001", status="対応中", due_on=D)), 0).items
    assert not item.is_late


def test_an_interface_is_chased_for_its_specification_and_for_the_day_fixed_for_the_joint_test():
    interface = {"id": "IF-001", "source": "会員基盤", "design_due_on": LATE, "fixed_on": LATE}
    items = overdue_report(project(SYSTEM, Interface(**interface, status="設計中"))).items
    assert [(item.due_field, item.owner) for item in items] == [
        ("design_due_on", "佐藤 花子"),
        ("fixed_on", "佐藤 花子"),
    ]
    done = interface | {"status": "完了", "specification_version": "1.0"}
    assert found(SYSTEM, Interface(**done)) == []
    assert [row_id for row_id, _, _ in found(SYSTEM, Interface(**done | {"status": None}))] == ["IF-001"]


def test_a_todo_that_an_issue_took_over_is_followed_there_and_not_listed_twice():
    todo = {"id": "MTG-001", "kind": "ToDo", "due_on": LATE}
    issue = Issue(id="ISS-001", status="対応中", due_on=LATE)
    assert [row_id for row_id, _, _ in found(issue, MeetingItem(**todo, links=("QA-001", "ISS-001")))] == [
        "ISS-001"
    ]
    for links in ((), ("QA-001",), ("ISS-009",)):  # an issue that is not there takes over nothing
        assert [row_id for row_id, _, _ in found(MeetingItem(**todo, links=links))] == ["MTG-001"]


def test_a_test_belongs_to_the_owner_of_the_first_system_of_its_requirements_else_of_its_interfaces():
    requirement = Requirement(id="REQ-001", systems=("会員基盤", "販売"))
    interface = Interface(id="IF-001", source="会員基盤", status="完了", specification_version="1")
    test = {"id": "TST-001", "planned_on": LATE}
    by_requirement = Verification(**test, requirements=("REQ-001",))
    by_interface = Verification(**test, interfaces=("IF-001",))
    assert found(SYSTEM, requirement, by_requirement) == [("TST-001", LATE, "佐藤 花子")]
    assert found(SYSTEM, interface, by_interface) == [("TST-001", LATE, "佐藤 花子")]
    assert found(SYSTEM, Verification(**test)) == [("TST-001", LATE, None)]


TWO_OWNERS = (
    SYSTEM,
    Member(id="PER-001", name="木村 明", role="事業責任者", left_on=LATE),
    Member(id="PER-002", name="田中 誠", role="事業責任者"),
)
OPEN_IN_FULL_SHEETS = [
    (
        Requirement(id="REQ-001", status="対象", agreement="再合意要", systems=("会員基盤",), agreement_due_on=LATE),
        "佐藤 花子",
        {"agreement": "合意済"},
    ),
    (Budget(id="BUD-001", requested_on=LATE, due_on=LATE), "田中 誠", {"approved_on": D}),
    (Budget(id="BUD-001", requested_on=LATE, due_on=LATE), "田中 誠", {"kind": "却下"}),
    (Estimate(id="EST-001", system="会員基盤", due_on=LATE), "佐藤 花子", {"amount": 1}),
    (Estimate(id="EST-001", system="会員基盤", status="依頼中", due_on=LATE), "佐藤 花子", {"status": "辞退"}),
    (Option(id="OPT-001", subject="構成", due_on=LATE), "田中 誠", {"decision": "採用"}),
    (Risk(id="RSK-001", status="監視中", review_on=LATE, owner="鈴木"), "鈴木", {"status": "終了"}),
    (ChecklistItem(id="CHK-001", due_on=LATE, owner="鈴木"), "鈴木", {"result": "済"}),
    (ChecklistItem(id="CHK-001", result="否", due_on=LATE, owner="鈴木"), "鈴木", {"result": "対象外"}),
    (Announcement(id="ANN-001", due_on=LATE, recipient="鈴木"), "鈴木", {"confirmed_on": D}),
    (ReviewRecord(id="REV-001", due_on=LATE, reviewer="鈴木"), "鈴木", {"reviewed_on": D}),
    (HandedOut(id="H20261109-01", counterpart="甲社", status="配布済", due_on=LATE), "甲社", {"status": "回収済"}),
    (HandedOut(id="H20261109-01", counterpart="甲社", status="一部回収", due_on=LATE), "甲社", {"status": "取消"}),
    (
        Interface(id="IF-001", source="会員基盤", specification_version="1.0", status="完了", connect_planned_on=LATE),
        "佐藤 花子",
        {"connected_on": D},
    ),
    (Verification(id="TST-001", planned_on=LATE, owner="鈴木"), "鈴木", {"executed_on": D}),
]  # fmt: skip


@pytest.mark.parametrize(("row", "owner", "done"), OPEN_IN_FULL_SHEETS)
def test_what_waits_in_the_full_sheets_is_late_until_it_is_done(
    row: Record, owner: str, done: dict[str, object]
):
    assert found(*TWO_OWNERS, row) == [(row.row_id, LATE, owner)]
    assert found(*TWO_OWNERS, row.model_copy(update=done)) == []
    days = dict.fromkeys(("due_on", "agreement_due_on", "review_on", "connect_planned_on", "planned_on"))
    undated = overdue_report(
        project(row.model_copy(update={n: v for n, v in days.items() if n in row.columns}))
    )
    assert sum(each.missing for each in undated.undated) >= 1


def test_a_question_with_several_options_is_late_once_by_its_earliest_day():
    options = (
        Option(id="OPT-001", subject="構成", due_on=SOON),
        Option(id="OPT-002", subject="構成 ", due_on=LATE),
        Option(id="OPT-003", subject="構成", due_on=LATE),
    )
    assert [row_id for row_id, _, _ in found(*options, within=30)] == ["OPT-002"]
    without = tuple(each.model_copy(update={"due_on": None}) for each in options)
    (undated,) = overdue_report(project(*without)).undated
    assert (undated.sheet, undated.missing) == ("対応案比較", 1)


def test_what_has_no_title_is_named_by_what_it_is_about():
    rows = (
        Announcement(id="ANN-001", kind="仕様変更", subjects=("CHG-001",), due_on=LATE),
        ReviewRecord(id="REV-001", kind="要件", subjects=("REQ-001", "REQ-002"), due_on=LATE),
        Estimate(id="EST-001", system="会員基盤", vendor="甲社", due_on=LATE),
        Budget(id="BUD-001", department="販売部", fiscal_year=2026, requested_on=LATE, due_on=LATE),
        Option(id="OPT-001", subject="構成", title="二重化", due_on=LATE),
        HandedOut(id="H20261109-01", target_sheet="QA表", rows_given=12, status="配布済", due_on=LATE),
    )
    assert {item.row_id: item.title for item in overdue_report(project(*rows))} == {
        "ANN-001": "仕様変更の周知 CHG-001",
        "REV-001": "要件のレビュー REQ-001、REQ-002",
        "EST-001": "会員基盤の見積 甲社",
        "BUD-001": "予算の申請 販売部 2026年度",
        "OPT-001": "構成",
        "H20261109-01": "QA表 12 件の回答",
    }


def _placed(sheet: type[Record], *absent: str, **values: object) -> Project:
    """One row of a sheet whose table lacks some columns."""
    columns = {name: n for n, name in enumerate(sheet.columns, 1) if name not in absent}
    table = Table(sheet, "表", 1, columns)
    row = sheet(place=Place(table, 5), **values)
    return Project(D, D, records={sheet: (row,)}, tables={sheet: (table,)})


def test_a_book_of_before_is_not_asked_for_days_that_it_has_no_column_for():
    old = _placed(Requirement, "agreement_due_on", id="REQ-001", status="対象", agreement="未合意")
    report = overdue_report(old)
    assert (report.undated, report.unjudged) == ((), ())
    new = _placed(Requirement, id="REQ-001", status="対象", agreement="未合意")
    assert [each.missing for each in overdue_report(new).undated] == [1]


def test_without_the_column_that_says_done_nothing_is_late_or_in_time():
    for sheet, absent, values in (
        (ChecklistItem, "result", {"due_on": LATE}),
        (Requirement, "agreement", {"status": "対象", "agreement_due_on": LATE}),
        (Announcement, "confirmed_on", {"due_on": LATE}),
    ):
        report = overdue_report(_placed(sheet, absent, id="X-001", **values))
        assert (len(report), [each.rows for each in report.unjudged]) == (0, [1]), sheet


def test_a_blank_state_of_an_estimate_says_by_its_amount_whether_it_was_received():
    received = _placed(Estimate, id="EST-001", amount=1, due_on=LATE)
    assert (len(overdue_report(received)), overdue_report(received).unjudged) == (0, ())
