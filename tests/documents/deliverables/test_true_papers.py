"""Papers say what the ledger says: two 採用 decide nothing, blanks are shown, and no sheet that lacks is called empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

import pytest

from pmo_xl.documents.word.catalog import DOCUMENTS, load
from pmo_xl.documents.word.content import Source
from pmo_xl.documents.word.layout import Each, Figures, Landscape, Table, Text, When
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.member import Member
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Place, Record, Unread
from pmo_xl.model.record import Table as Read
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.risk import Risk
from pmo_xl.model.setting import Setting
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from tests.sample.maker import clean_project
from tests.support.word import made, sample_source, source_of, texts_of

D = date(2026, 11, 30)


def table_of(sheet: type[Record]) -> Read:
    return Read(sheet, sheet.sheet.label, 1, {name: n for n, name in enumerate(sheet.columns, 1)})


def unread(sheet: type[Record], **typed: str) -> Place:
    return Place(
        table_of(sheet), 2, unread={name: Unread(text, "読めません") for name, text in typed.items()}
    )


def book(*records: Record, without: tuple[type[Record], ...] = ()) -> Source:
    """A workbook with these rows and every sheet, but for those that it lacks."""
    rows: dict[type[Record], tuple[Record, ...]] = {sheet: () for sheet in SHEETS if sheet not in without}
    for record in records:
        rows[record.__class__] = (*rows[record.__class__], record)
    tables = {sheet: (table_of(sheet),) for sheet in rows}
    return source_of(Project(D, D, records=rows, tables=tables))


def said(name: str, *records: Record, without: tuple[type[Record], ...] = ()) -> str:
    return "\n".join(texts_of(made(name, book(*records, without=without))))


# 対応案比較書


def option(number: int, decision: str | None = None, **more: object) -> Option:
    given = {"subject": "予算超過"} | more
    return Option(id=f"OPT-{number:03}", title=f"案{number}", decision=decision, **given)


APPROVER = Member(id="PER-001", name="佐藤 花子", role="事業責任者")
HELPER = Member(id="PER-002", name="鈴木 一郎", role="PMO")


def test_two_adopted_options_decide_nothing():
    text = said(
        "対応案比較書", option(1, "採用"), option(2, "採用", subject="予算超過 "), option(3, "不採用")
    )
    assert "採用が 2 件あり、決まっていません(「案1」「案2」)。" in text
    assert "を採用しました" not in text


@pytest.mark.parametrize(
    ("by", "more", "without", "expected"),
    [
        ("佐藤 花子様", "", (), ""),
        ("鈴木 一郎", "承認者の決定ではありません。", (), ""),
        (None, "承認者の決定ではありません。", (), ""),
        ("佐藤 花子", "体制表シートがないため、承認者の決定かどうかは調べていません。", (Member,), ""),
    ],
)
def test_a_decision_says_whether_an_approver_took_it(
    by: str | None, more: str, without: tuple[type[Record], ...], expected: str
):
    people = () if without else (APPROVER, HELPER)
    text = said("対応案比較書", option(1, "採用", decided_by=by, decided_on=D), *people, without=without)
    assert f"「案1」を採用しました(2026/11/30 に{by or '決定者の記入なし'} が決定)。{more}" in text
    assert ("承認者の決定" in text) is bool(more)


def test_rejected_options_and_open_ones_are_told_apart():
    assert "すべて不採用です。" in said("対応案比較書", option(1, "不採用"), option(2, "不採用"))
    assert "まだ決まっていません。" in said("対応案比較書", option(1, "不採用"), option(2, "保留"))


MONEY = (
    Budget(id="BUD-001", amount=10_000_000, department="販売部", fiscal_year=2026),
    Estimate(id="EST-001", system="会員基盤", vendor="あさひ", tax_basis="税抜", amount=6_000_000, is_adopted=True),
    Order(id="ORD-001", order_kind="当初", system="会員基盤", vendor="あさひ", estimated=6_000_000),
    Order(id="ORD-002", order_kind="当初", system="会員DB", vendor="みどり", ordered=3_500_000, ordered_on=D),
    System(id="SYS-001", name="会員基盤", is_outsourced=True),
    Task(id="WBS-001", kind="マイルストーン", title="サービスイン", planned_finish=date(2026, 12, 25)),
)  # fmt: skip


def test_after_an_option_the_sum_the_gap_and_the_last_milestone_are_told():
    text = said("対応案比較書", *MONEY, option(1, cost_delta=1_000_000, schedule_delta=5), option(2))
    cells = text.split("\n")
    at = len(cells) - 1 - cells[::-1].index("案1")
    assert cells[at : at + 8] == [
        "案1", "1,000,000", "未記入", "－", "7,000,000", "500,000", "5", "2027/01/04",
    ]  # fmt: skip
    at = len(cells) - 1 - cells[::-1].index("案2")
    assert cells[at : at + 8] == ["案2", "未記入", "未記入", "－", "未記入", "未記入", "未記入", "未記入"]
    assert (
        "サービスインは、サービスインのマイルストーン「サービスイン」(予定 2026/12/25)を日程差(稼働日)だけ動かした日です。"
        in text
    )


def test_the_day_after_an_option_is_that_of_the_service_and_not_of_the_end_of_the_project():
    end = Task(
        id="WBS-009", kind="マイルストーン", title="プロジェクト完了", planned_finish=date(2027, 3, 26)
    )
    cells = said("対応案比較書", *MONEY, end, option(1, schedule_delta=5)).split("\n")
    assert "2027/01/04" in cells and "サービスイン" in cells and "完了見込" not in cells
    text = said("対応案比較書", end, option(1, schedule_delta=5))
    assert "完了見込は、最後のマイルストーン「プロジェクト完了」(予定 2027/03/26)を" in text
    assert "2027/04/02" in text.split("\n") and "サービスイン" not in text


def test_an_option_whose_cost_cannot_be_read_is_shown_as_typed_and_not_summed():
    odd = option(1, place=unread(Option, cost_delta="約100万"))
    cells = said("対応案比較書", *MONEY, odd).split("\n")
    at = len(cells) - 1 - cells[::-1].index("案1")
    assert cells[at : at + 6] == ["案1", "約100万", "未記入", "－", "計算できません", "計算できません"]


def test_without_a_sheet_of_estimates_no_sum_is_shown_after_an_option():
    text = said("対応案比較書", option(1, cost_delta=1_000_000), without=(Estimate,))
    assert "見積一覧シートがないため調べていません。" in text and "計算できません" in text


# 見積集約書


def test_the_gap_counts_the_other_orders_and_an_order_of_an_adopted_estimate_once():
    text = said("見積集約書", *MONEY)
    assert (
        "採用した見積 1 件の合計は 6,000,000 円、ほかの発注と見込は 3,500,000 円、予算額は 10,000,000 円で、差は ▲500,000 円です"
        in text
    )
    assert "予算に収まっています(残り 500,000 円)。" in text


def test_nothing_fits_while_a_system_has_no_estimate():
    text = said("見積集約書", *MONEY, System(id="SYS-002", name="帳票", is_outsourced=True))
    assert (
        "見積未取得 1 システム(帳票)。数えた分では予算に 500,000 円残ります(収まるとはまだ言えません)。"
        in text
    )
    assert "収まっています" not in text and "見積未取得" in text.split("\n")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (Estimate(id="EST-002", system="会員基盤", tax_basis="税込", amount=1, is_adopted=True), "税抜でないもの 1 件"),
        (Estimate(id="EST-002", system="会員基盤", tax_basis="税抜", is_adopted=True), "金額のないもの 1 件"),
        (Order(id="ORD-003", order_kind="当初", title="追加"), "金額の分からない発注 1 件"),
        (Budget(id="BUD-002"), "予算額のない予算枠 1 件"),
        (Estimate(id="EST-002", place=unread(Estimate, is_adopted="△")), "採用かどうか読めない見積 1 件"),
    ],
)  # fmt: skip
def test_what_could_not_be_counted_is_told_and_nothing_is_said_to_fit(more: Record, expected: str):
    text = said("見積集約書", *MONEY, more)
    assert expected in text and "収まっています" not in text


def test_that_no_outsourced_system_lacks_an_estimate_says_of_how_many():
    own = System(id="SYS-009", name="社内の画面")
    assert "外注に ○ のあるシステムはありません(システム一覧 1 件)。" in said("見積集約書", own)
    assert "外注のシステム 1 件は、どれも見積を受け取っています。" in said("見積集約書", *MONEY)


def test_over_the_budget_is_over_by_the_gap():
    text = said("見積集約書", *MONEY, Order(id="ORD-003", order_kind="追加", ordered=600_000, ordered_on=D))
    assert "予算を 100,000 円超えています。" in text


# リリース計画書


def step(number: int, kind: str | None, hour: int | None, **more: object) -> ReleaseStep:
    at = None if hour is None else datetime.fromisoformat(f"2027-02-20T{hour:02}:00")
    given = {"title": f"手順{number}", "minutes": 30, "owner": "佐藤"} | more
    return ReleaseStep(id=f"REL-{number:03}", kind=kind, starts_at=at, **given)


def test_a_step_without_a_way_back_is_printed_as_such():
    back = step(2, "作業", 1, rollback="戻す", rollback_minutes=10)
    cells = said("リリース計画書", step(1, "作業", 0), back, step(3, "作業", 2, is_irreversible=True)).split(
        "\n"
    )
    assert "手順なし(未記入)" in cells and "手順なし(未記入、不可逆)" in cells and "戻す" in cells


def test_steps_of_no_kind_and_decisions_without_a_time_are_not_dropped():
    cells = said("リリース計画書", step(1, None, 0), step(2, "判断点", None, criteria=None)).split("\n")
    assert "手順1" in cells and cells.count("手順2") == 2 and "未記入" in cells
    assert "判断点がありません。" not in cells


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (step(1, "作業", 0), "切戻し所要分の分からない作業があります(REL-001)"),
        (step(1, "作業", None, rollback_minutes=10), "開始予定の分からない作業があります"),
    ],
)
def test_a_time_to_turn_back_that_is_not_known_is_not_counted_as_nothing(work: ReleaseStep, expected: str):
    cells = said("リリース計画書", work, step(2, "判断点", 3)).split("\n")
    assert expected in cells and "計算できません" in cells and "間に合う" not in cells


def test_a_known_time_to_turn_back_is_added_up():
    stop = Setting(key="停止終了", value="2027-02-20 04:00")
    cells = said("リリース計画書", stop, step(1, "作業", 0, rollback_minutes=20), step(2, "判断点", 3)).split(
        "\n"
    )
    assert "20 分" in cells and "2027/02/20 03:50" in cells and "間に合う" in cells


# sheets that the workbook lacks


@cache
def core() -> Source:
    return source_of(clean_project(profile="core").project())


@cache
def texts_of_core(name: str) -> str:
    return "\n".join(texts_of(made(name, core())))


def blocks_of(blocks: tuple[object, ...]) -> Iterator[object]:
    for block in blocks:
        yield block
        if isinstance(block, When):
            yield from blocks_of((*block.blocks, *block.otherwise))
        elif isinstance(block, Each | Landscape):
            yield from blocks_of(block.blocks)


def makeable(name: str, source: Source) -> bool:
    return all(source.project.has(sheet) for sheet in load(name).sheets)


ON_CORE = [name for name in DOCUMENTS if makeable(name, core())]


@pytest.mark.parametrize("name", ON_CORE)
def test_on_a_core_book_there_is_none_is_said_of_no_sheet_that_lacks(name: str):
    source = core()
    for block in blocks_of(load(name).layout.blocks):
        if isinstance(block, Table | Text | Figures) and block.of:
            lacks = [label for label in block.of.split() if not _is_there(label, source.project)]
            if lacks and len(lacks) == len(block.of.split()):
                assert f"{'・'.join(lacks)}シートがないため調べていません。" in texts_of_core(name)
                if isinstance(block, Table):
                    assert block.empty not in texts_of_core(name).split("\n")


def _is_there(label: str, project: Project) -> bool:
    named = [sheet for sheet in SHEETS if sheet.sheet.label == label]
    return not named or project.has(named[0])


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not load(name).is_made_of_many])
def test_a_book_without_any_other_sheet_is_never_told_that_there_is_none(name: str):
    """Of a book with nothing but the sheets that the document cannot do without."""
    kept = {*load(name).sheets, Setting}
    text = said(name, without=tuple(sheet for sheet in SHEETS if sheet not in kept))
    none = re.findall(r"[^\n。]*(?:ありません|いません)。", text)
    labels = {sheet.sheet.label for sheet in kept}
    allowed = [sentence for sentence in none if "シートがない" in sentence]
    rest = [s for s in none if s not in allowed and not _is_of(s, name, labels)]
    assert rest == []


def _is_of(sentence: str, name: str, labels: set[str]) -> bool:
    """Whether the sentence is of a table whose rows come from the sheets that are there."""
    for block in blocks_of(load(name).layout.blocks):
        if isinstance(block, Table) and block.empty == sentence and not block.of:
            return True
        if isinstance(block, Text) and sentence in block.text and not block.of:
            return True
    told_otherwise = (
        "判断できません",
        "計算できません",
        "シートがありません",
        "比べる記録がありません",
        "比べる前の日の記録がありません",
    )
    return any(words in sentence for words in told_otherwise)


def test_the_agenda_shows_the_todo_of_the_issues_and_says_that_there_are_no_minutes():
    todo = Issue(
        id="ISS-001",
        kind="ToDo",
        title="議事録を配る",
        owner="佐藤",
        due_on=date(2026, 11, 20),
        status="未着手",
    )
    text = said("アジェンダ", todo, without=(MeetingItem,))
    assert "議事録を配る" in text and "議事録シートがないため調べていません。" in text
    assert "終わっていないToDoはありません。" not in text
    assert "終わっていないToDoはありません。" in said("アジェンダ")


def test_an_overdue_list_of_a_core_book_names_the_sheets_that_were_not_looked_into():
    text = said("期限超過一覧", without=(MeetingItem, Risk))
    assert "期限を過ぎたものはありません。" in text
    assert "議事録(シートがないため調べていません)" in text


# blank and unread cells


def test_a_milestone_whose_day_cannot_be_read_keeps_what_was_typed():
    odd = Task(
        id="WBS-001", kind="マイルストーン", title="総合試験", place=unread(Task, planned_finish="来年4月")
    )
    for name in ("キックオフ資料", "マスタスケジュール", "完了報告書", "RFP"):
        assert "来年4月" in said(name, odd), name
    assert "予定日を読めません" in said("マスタスケジュール", odd)
    assert "未定" in said("キックオフ資料", Task(id="WBS-001", kind="マイルストーン", title="総合試験"))


def test_a_risk_without_its_probability_has_no_size():
    cells = said("キックオフ資料", Risk(id="RSK-001", title="遅れ", impact=4, status="監視中")).split("\n")
    at = cells.index("RSK-001")
    assert cells[at + 2] == "未記入"


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        ("課題一覧", Issue(id="ISS-001", title="移行"), "状態が未記入か読めない課題"),
        ("QA一覧", Question(id="QA-001", title="氏名"), "状態が未記入か読めない質問"),
        ("仕様変更一覧", SpecChange(id="CHG-001", title="帳票"), "状態が未記入か読めない変更"),
        ("引継書", Issue(id="ISS-001", title="移行"), "状態が未記入か読めない課題が 1 件"),
    ],
)
def test_a_row_without_a_state_is_neither_done_nor_open(name: str, row: Record, expected: str):
    assert expected in said(name, row)


@pytest.mark.parametrize(
    "name", ["課題一覧", "QA一覧", "仕様変更一覧", "引継書", "週次報告書", "キックオフ資料"]
)
def test_the_basis_never_calls_a_row_without_a_state_finished(name: str):
    rows = (
        Issue(id="ISS-001", title="移行"),
        Question(id="QA-001", title="氏名"),
        SpecChange(id="CHG-001", title="帳票"),
    )
    for basis in load(name).content(book(*rows)).basis:
        if basis.total == 1 and not basis.used:
            assert set(basis.left_out) <= {"状態が未記入か読めない", "期限がないか読めない"}


def test_a_change_notice_names_requirements_and_documents_that_are_nowhere():
    change = SpecChange(
        id="CHG-001",
        title="帳票",
        status="承認済",
        requirements=("REQ-009",),
        reflected_in=("DOC-009", "DOC-001"),
    )
    text = said("変更通知書", change, Deliverable(id="DOC-001", title="要件定義書"))
    assert "REQ-009" in text and "(要件一覧にありません)" in text
    assert "DOC-009(成果物一覧にありません)、要件定義書" in text
    assert "(要件一覧シートがありません)" in said("変更通知書", change, without=(Requirement,))


@pytest.mark.parametrize(("status", "is_decided"), [("承認済", True), ("起票", False), (None, False)])
def test_only_an_approved_change_is_announced_as_decided(status: str | None, is_decided: bool):
    text = said("変更通知書", SpecChange(id="CHG-001", title="帳票", status=status))
    assert ("変更が決まりました" in text) is is_decided
    assert (f"状態は「{status or '未記入'}」で、承認されていません。" in text) is not is_decided


def test_a_question_sheet_does_not_lose_what_it_names():
    text = said("QA票", Question(id="QA-001", title="氏名", requirements=("REQ-009",), changes=("CHG-009",)))
    assert "(要件一覧にありません)" in text and "(仕様変更管理表にありません)" in text


def delivery(**more: object) -> Acceptance:
    return Acceptance(id="ACC-001", title="設計書", **more)


@pytest.mark.parametrize("name", ["検収書", "検収依頼書", "支払依頼書"])
def test_an_amount_that_cannot_be_read_is_not_replaced_by_another(name: str):
    odd = delivery(accepted_on=D, received_on=D, invoiced=500, place=unread(Acceptance, accepted="約100万"))
    text = said(name, odd)
    assert "検収額の「約100万」を金額として読めません。" in text and "550" not in text


def test_a_tax_rate_that_cannot_be_read_is_not_taken_for_ten_percent():
    text = said("検収書", delivery(accepted_on=D, accepted=1000), Setting(key="消費税率", value="じゅう"))
    assert (
        "設定の消費税率「じゅう」を読めないため、消費税は計算していません。" in text and "1,100" not in text
    )
    assert "1,100" in said("検収書", delivery(accepted_on=D, accepted=1000))


def test_a_certificate_is_none_before_the_delivery_was_accepted():
    text = said("検収書", delivery(accepted=1000))
    assert "検収日は未記入です。" in text and "合格と認めました" not in text
    odd = said("検収書", delivery(accepted=1000, place=unread(Acceptance, accepted_on="11月末")))
    assert "検収日は「11月末」とあり、日付として読めません。" in odd


def test_a_request_without_a_day_of_receipt_names_no_documents():
    text = said(
        "検収依頼書", delivery(), Deliverable(id="DOC-001", title="設計書の別冊", is_deliverable=True)
    )
    assert "受領日は未記入です。" in text and "設計書の別冊" not in text


def test_an_order_without_an_estimate_is_not_expected_to_cost_nothing():
    cells = said("予算執行報告書", Order(id="ORD-001", title="追加", order_kind="追加")).split("\n")
    at = cells.index("ORD-001")
    assert cells[at + 4 : at + 7] == ["未記入", "", "未記入"]


def test_people_who_leave_later_stand_in_the_guideline_too():
    leaving = Member(id="PER-001", name="佐藤 花子", role="PM", left_on=date(2027, 3, 31))
    assert "佐藤 花子" in said("ガイドライン", leaving) and "佐藤 花子" in said("体制図", leaving)


def test_meetings_whose_day_cannot_be_read_keep_it_and_everybody_who_was_there():
    one = MeetingItem(
        id="MTG-001", meeting="定例", attendees="佐藤", kind="決定", place=unread(MeetingItem, held_on="先週")
    )
    two = MeetingItem(
        id="MTG-002", meeting="定例", attendees="鈴木", kind="決定", place=unread(MeetingItem, held_on="先週")
    )
    text = said("議事メモ", one, two)
    assert "先週" in text and "定例" in text and "佐藤、鈴木" in text
    assert "MTG-001" in text and "MTG-002" in text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_full_sample_lacks_no_sheet(name: str):
    assert "シートがないため調べていません" not in "\n".join(texts_of(made(name, sample_source())))


def test_undated_open_rows_are_counted_beside_the_late_ones():
    row = Issue(id="ISS-001", title="移行", status="対応中", owner="佐藤")
    assert "期限が未記入か読めないため遅れを数えられないものが 1 件あります。" in said("アジェンダ", row)
    assert "記入待ち 1 件" in said("週次報告書", row)


def test_permanent_fixes_of_open_issues_are_told_as_those_that_they_are():
    both = (
        Issue(id="ISS-001", status="対応中", needs_permanent_fix="要"),
        Issue(id="ISS-002", status="完了", needs_permanent_fix="要"),
        Issue(id="ISS-003", status="未着手"),
    )
    assert "恒久対応待ちは 2 件です(うち未完了の課題 1 件)。" in said("課題一覧", *both)
    assert "恒久対応待ちは 0 件です。" in said("課題一覧", both[2])
