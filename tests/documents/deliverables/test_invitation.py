"""開催案内: the next day of a meeting as a mail that nobody sends, and what its sender must see to first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from pmo_xl.documents.deliverables.invitation import DOCUMENT
from pmo_xl.documents.mail_paper import Mailing
from pmo_xl.documents.word.content import Source
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.model.budget import Budget
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.member import Member
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from tests.documents.deliverables.test_true_papers import book, unread
from tests.sample.maker import clean_project
from tests.sample.maker.workbook import write_sample

WEEKLY = Meeting(
    id="MET-001",
    name="進捗会議",
    purpose="遅れの手当て",
    frequency="毎週",
    first_at=datetime(2026, 4, 7, 10, 0),  # noqa: DTZ001 - as a cell shows it
    minutes=60,
    organizer="佐藤 花子",
    attendees="佐藤 花子、鈴木 一郎",
    location="第3会議室",
)
OURS = Member(id="PER-001", name="佐藤 花子", company="甲社", email="sato@example.jp")
THEIRS = Member(id="PER-002", name="鈴木 一郎", company="乙社", email="suzuki@example.jp")
WE = Setting(key="差出人.会社", value="甲社")
CHANGE = SpecChange(id="CHG-001", title="桁数の変更", status="承認待ち", due_on=date(2026, 12, 3))
MONEY = Budget(
    id="BUD-009", department="販売部", fiscal_year=2026, amount=100, requested_on=date(2026, 11, 2)
)


def mailing(*records: Record, meeting: Meeting = WEEKLY, on: date | None = None) -> Mailing:
    source: Source = replace(book(meeting, *records), held_on=on)
    return DOCUMENT.content(source, meeting)


def body(*records: Record, meeting: Meeting = WEEKLY, on: date | None = None) -> str:
    return "\n".join(mailing(*records, meeting=meeting, on=on).mail_text.body)


def test_it_says_when_and_where_what_for_and_by_when_to_reply():
    said = body(OURS, replace_company(THEIRS), WE, CHANGE)
    assert "・日時 2026/12/01(火) 10:00 ～ 11:00" in said and "・場所 第3会議室" in said
    assert "・遅れの手当て" in said and "・出席者 佐藤 花子、鈴木 一郎" in said
    assert "・仕様変更「桁数の変更」の可否(CHG-001、期限 12/3(木))" in said
    assert "・出欠を、11/30(月)までに" in said and "行き違い" not in said


def replace_company(member: Member) -> Member:
    return member.model_copy(update={"company": "甲社"})


def test_readers_of_other_companies_learn_nothing_of_budgets_and_of_our_documents():
    new = Deliverable(id="DOC-001", title="見積の評価", version="1.1", updated_on=date(2026, 11, 27))
    inside = mailing(OURS, replace_company(THEIRS), WE, CHANGE, MONEY, new)
    outside = mailing(OURS, THEIRS, WE, CHANGE, MONEY, new)
    told, kept = ("\n".join(each.mail_text.body) for each in (inside, outside))
    assert (
        "予算の追加" in told
        and "見積の評価 1.1版" in told
        and told.startswith("出席者 各位\n\nお疲れさまです。")
    )
    assert "予算" not in kept and "見積の評価" not in kept and "桁数の変更" in kept
    assert "いつもお世話になっております。" in kept
    assert any("判断待ち 1 件は案内に入れていません" in each for each in outside.remarks)


def test_what_was_promised_last_time_is_to_be_brought_and_an_unreadable_date_keeps_a_row_out():
    todo = MeetingItem(id="MTG-001", meeting="進捗会議", held_on=date(2026, 11, 24), kind="ToDo", statement="件数を数える")  # fmt: skip
    owed = todo.model_copy(update={"owner": "佐藤 花子", "due_on": date(2026, 12, 1)})
    assert "・件数を数える(佐藤 花子、期限 12/1(火))" in body(OURS, owed)
    made = mailing(
        OURS, owed.model_copy(update={"due_on": None, "place": unread(MeetingItem, due_on="来週")})
    )
    assert "件数を数える" not in "\n".join(made.mail_text.body) and [row.id for row in made.unfit] == [
        "MTG-001"
    ]


def test_the_sender_is_told_whom_the_draft_cannot_reach():
    gone = THEIRS.model_copy(update={"left_on": date(2026, 10, 31)})
    made = mailing(OURS.model_copy(update={"email": None}), gone)
    assert made.mail_text.readers == ()
    assert any("鈴木 一郎 は離任しています" in each for each in made.remarks)
    assert any("佐藤 花子 のメールアドレスが体制表にありません" in each for each in made.remarks)
    nobody = mailing(meeting=WEEKLY.model_copy(update={"attendees": None, "location": None}))
    assert any("出席者が空欄" in each for each in nobody.remarks)
    assert any("場所 が空欄" in each for each in nobody.remarks)


@pytest.mark.parametrize(
    ("on", "remark"),
    [(date(2026, 12, 5), "休日です"), (date(2026, 12, 2), "頻度と初回日時から出る開催日ではありません")],
)
def test_a_day_that_somebody_names_is_taken_and_doubted_where_it_is_odd(on: date, remark: str):
    made = mailing(OURS, on=on)
    assert f"・日時 {on:%Y/%m/%d}" in "\n".join(made.mail_text.body)
    assert any(remark in each for each in made.remarks)


def test_a_day_that_is_over_is_refused_and_so_is_a_meeting_without_any():
    with pytest.raises(BadOption, match="基準日"):
        mailing(OURS, on=date(2026, 11, 24))
    with pytest.raises(BadOption, match="--on"):
        mailing(OURS, meeting=WEEKLY.model_copy(update={"frequency": "随時", "first_at": None}))


def test_the_command_writes_the_text_and_a_draft_to_all_who_come(tmp_path: Path, capsys) -> None:
    ledger = write_sample(tmp_path / "台帳.xlsx", clean_project(profile="full"))
    assert main(["export", "開催案内", str(ledger), "-o", str(tmp_path / "案内")]) == 0
    text, mail = (tmp_path / "案内" / f"開催案内_MET-001{ending}" for ending in (".txt", ".eml"))
    assert text.read_text(encoding="utf-8-sig").startswith("宛先: 出席者 各位(")
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert message["X-Unsent"] == "1" and len(message["To"].addresses) > 1
    assert str(message["Subject"]).startswith("【開催案内】")
    assert (
        main(["export", "開催案内", str(ledger), "-o", str(tmp_path / "一つ.eml"), "--on", "2026-12-08"]) == 0
    )
    assert (tmp_path / "一つ.eml").exists() and not (tmp_path / "一つ.txt").exists()
    assert main(["export", "開催案内", str(ledger), "-o", str(tmp_path / "一つ.docx")]) == 2
    assert "では作れません" in capsys.readouterr().err


def test_only_a_paper_about_a_day_takes_one_and_a_text_has_no_form(tmp_path: Path, capsys) -> None:
    ledger = write_sample(tmp_path / "台帳.xlsx", clean_project(profile="full"))
    form = tmp_path / "様式.docx"
    form.write_bytes(b"")
    for given in (["QA一覧", "--on", "2026-12-08"], ["開催案内", "--template", str(form)], ["開催案内", "--issued-on", "2026-12-08"]):  # fmt: skip
        assert main(["export", given[0], str(ledger), *given[1:]]) == 2
        assert "外してください" in capsys.readouterr().err
