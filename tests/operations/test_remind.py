"""remind: whose text holds what, what never goes outside, and the files; nothing is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from pmo_xl.faces.cli import main
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.operations.book import Book
from tests.support.master import opened
from tests.support.plain_book import plain_book
from tests.support.small_project import D, small_project

DAY = ("--as-of", "2026-11-30")
AKEBONO = "東都ソフト株式会社"
NOTHING: Mapping[type[Record], Sequence[Record]] = {
    each: [] for each in (Question, Issue, SpecChange, Task, Order, Acceptance)
}
SENDER = [
    Setting(key="案件名", value="会員基盤刷新"),
    Setting(key="差出人.会社", value="当社"),
    Setting(key="差出人.氏名", value="清水 里奈"),
    Setting(key="差出人.電話", value="03-0000-0000"),
]


def member(name: str, **values: Any) -> Member:
    return Member.model_validate({"name": name, "company": "当社", "role": "システム担当"} | values)


def issue(number: int, owner: str | None, due_on: date | None, **values: Any) -> Issue:
    usual = {"id": f"ISS-{number:03}", "kind": "課題", "title": f"課題 {number}", "priority": "高", "status": "対応中",
             "raised_on": date(2026, 11, 2), "raised_by": "高橋 次郎", "owner": owner, "due_on": due_on}  # fmt: skip
    return Issue.model_validate(usual | values)


def question(number: int, owner: str | None, due_on: date, **values: Any) -> Question:
    usual = {"id": f"QA-{number:03}", "category": "仕様", "title": f"質問 {number}", "question": "桁数は", "status": "未回答",
             "asked_by": "高橋 次郎", "asked_on": date(2026, 11, 2), "answered_by": owner, "due_on": due_on}  # fmt: skip
    return Question.model_validate(usual | values)


def book(
    folder: Path, members: Sequence[Member], *rows: Record, settings: Sequence[Setting] = SENDER
) -> Path:
    sheets = {kind: [row for row in rows if row.__class__ is kind] for kind in NOTHING}
    return plain_book(
        folder / "会員基盤刷新.xlsx", {**small_project(), Member: members, Setting: settings, **sheets}
    )


def texts(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_bytes().decode("utf-8-sig") for path in folder.glob("*.txt")}


def remind(*arguments: object) -> int:
    return main(["remind", *map(str, arguments), *DAY])


def by_name(found: Book) -> dict[str, list[str | None]]:
    return {each.name: [item.row_id for item in each.items] for each in found.reminders(7)}


def test_r1_where_nothing_is_late_no_file_is_made(tmp_path, capsys):
    path = book(tmp_path, [member("鈴木 一郎")], issue(1, "鈴木 一郎", date(2026, 12, 31)))
    assert remind(path, "-o", tmp_path / "催促") == 0
    assert not (tmp_path / "催促").exists()
    assert "催促文 0 通" in capsys.readouterr().out


def test_r2_what_is_due_on_d_falls_due_and_is_not_late(tmp_path):
    path = book(
        tmp_path, [member("鈴木 一郎")], issue(1, "鈴木 一郎", D), issue(2, "鈴木 一郎", date(2026, 11, 29))
    )
    (found,) = opened(path).reminders(7)
    assert (found.late, len(found.items)) == (1, 2)
    assert "期限を過ぎたもの 1 件、まもなく期限のもの 1 件" in found.subject
    assert "期限 11/30(月)(本日)" in found.text
    assert [item.row_id for item in opened(path).reminders()[0].items] == ["ISS-002"]


def test_r3_two_people_of_one_name_in_two_books_get_a_text_each_by_their_mail(tmp_path):
    paths = [
        book(
            tmp_path / each,
            [member("佐藤 翔太", email=f"{each}@example.jp")],
            issue(1, "佐藤 翔太", date(2026, 11, 2)),
        )
        for each in ("tokyo", "osaka")
    ]
    assert remind(*paths, "-o", tmp_path / "催促") == 0
    found = texts(tmp_path / "催促")
    assert set(found) == {"催促_佐藤 翔太", "催促_佐藤 翔太(2)"}
    assert {text.split("<")[1].split(">")[0] for text in found.values()} == {
        "tokyo@example.jp",
        "osaka@example.jp",
    }


def test_one_person_of_two_books_gets_one_text_though_one_book_lacks_the_mail(tmp_path):
    with_mail = book(
        tmp_path / "a", [member("佐藤 翔太", email="a@example.jp")], issue(1, "佐藤 翔太", date(2026, 11, 2))
    )
    without = book(tmp_path / "b", [member("佐藤 翔太")], issue(2, "佐藤翔太", date(2026, 11, 5)))
    remind(with_mail, without, "-o", tmp_path / "催促")
    (text,) = texts(tmp_path / "催促").values()
    assert "<a@example.jp>" in text and "ISS-001" in text and "ISS-002" in text


def test_two_people_of_one_name_in_one_book_cannot_be_told_apart_and_nobody_is_written_to(tmp_path):
    twins = [member("佐藤 翔太", email="a@example.jp"), member("佐藤 翔太", email="b@example.jp")]
    path = book(tmp_path, twins, issue(1, "佐藤 翔太", date(2026, 11, 2)))
    remind(path, "-o", tmp_path / "催促")
    found = texts(tmp_path / "催促")
    assert list(found) == ["社内_確認"] and "どちらか分かりません" in found["社内_確認"]


def test_r4_of_two_owners_the_first_is_written_to(tmp_path):
    people = [member("佐藤 花子"), member("鈴木 一郎")]
    path = book(tmp_path, people, issue(1, "佐藤 花子、鈴木 一郎", date(2026, 11, 2)))
    assert by_name(opened(path)) == {"佐藤 花子": ["ISS-001"]}


def test_r5_a_vendors_text_says_nothing_of_what_is_ours(tmp_path):
    people = [member("山田 奈々", company=AKEBONO, role="開発ベンダ", email="yamada@v1.example.jp")]
    inside = {"remarks": "値引きの材料にする", "progress_notes": "上長は不満", "plan": "社内の方針"}
    path = book(
        tmp_path,
        people,
        issue(1, "山田 奈々", date(2026, 11, 2), **inside),
        question(1, AKEBONO, date(2026, 11, 5), remarks="この会社は遅い"),
    )
    (found,) = opened(path).reminders()
    assert (found.name, found.is_vendor, found.mail) == (AKEBONO, True, "yamada@v1.example.jp")
    assert f"{AKEBONO} 御中" in found.text and "いつもお世話になっております。" in found.text
    assert "ご担当 山田 奈々 様" in found.text and "ご回答をお願いします。" in found.text
    for hidden in (
        "値引き",
        "不満",
        "社内の方針",
        "この会社は遅い",
        "台帳",
        "課題管理表",
        "会員基盤刷新.xlsx",
        "pmo",
    ):
        assert hidden not in found.text.replace("yamada", "")


def test_our_budget_and_another_vendors_order_never_go_outside(tmp_path):
    """Even where the ledger names a vendor's person as the one who answers for the system."""
    people = [member("佐藤 花子", company=AKEBONO, role="開発ベンダ"), member("鈴木 一郎")]
    gone = {Issue: [], Question: [], SpecChange: [], Task: []}
    path = plain_book(
        tmp_path / "会員基盤刷新.xlsx", {**small_project(), Member: people, Setting: SENDER, **gone}
    )
    found = opened(path)
    late = {item.row_id for item in found.overdue() if item.owner == "佐藤 花子"}
    remind(path, "-o", tmp_path / "催促")
    said = texts(tmp_path / "催促")
    outside = "".join(text for name, text in said.items() if AKEBONO in name)
    own = {o.id for o in found.orders if o.vendor == AKEBONO}
    told = {each for each in late if each and each in outside}
    assert {a.order for a in found.acceptances if a.id in told} <= own
    assert not any(order in outside for order in (o.id or "" for o in found.orders))
    assert "支払は社内の仕事なので" in said["社内_確認"] and "支払" not in outside


def test_what_cannot_be_read_stays_inside_with_its_text(tmp_path, capsys):
    people = [member("山田 奈々", company=AKEBONO, role="開発ベンダ")]
    path = book(tmp_path, people, issue(1, "山田 奈々", date(2026, 11, 2)))
    book_ = opened(path)
    from pmo_xl.operations.edit import edit  # a person types into the cell

    with edit(book_) as changes:
        changes.set(book_.issues["ISS-001"], due_on=date(2026, 11, 3))
    typed_into(path, "課題管理表", "期限", "月末までに")
    assert remind(path, "-o", tmp_path / "催促") == 0
    assert list(texts(tmp_path / "催促")) == ["社内_確認"]
    assert "期限「月末までに」を読めません" in texts(tmp_path / "催促")["社内_確認"]
    assert "催促文に入れなかったもの 1 件(社内_確認.txt)" in capsys.readouterr().out


def typed_into(path: Path, tab: str, label: str, text: str) -> None:
    """Type a text over the first value below a heading, as a person does."""
    from openpyxl import load_workbook

    workbook = load_workbook(path)
    sheet = workbook[tab]
    head = next(cell for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == label)
    sheet.cell(head.row + 1, head.column).value = text
    workbook.save(path)


def test_an_owner_who_is_not_in_the_organisation_is_not_written_to(tmp_path):
    path = book(tmp_path, [member("鈴木 一郎")], issue(1, "どこかの人", date(2026, 11, 2)))
    remind(path, "-o", tmp_path / "催促")
    found = texts(tmp_path / "催促")
    assert list(found) == ["社内_確認"] and "「どこかの人」が体制表にいません" in found["社内_確認"]


def test_rows_of_nobody_go_to_the_pm(tmp_path):
    path = book(tmp_path, [member("鈴木 一郎")], issue(1, None, date(2026, 11, 2)))
    remind(path, "-o", tmp_path / "催促")
    found = texts(tmp_path / "催促")
    assert list(found) == ["担当なし"] and "ISS-001" in found["担当なし"]


def test_r6_one_of_five_books_that_cannot_be_read_stops_no_other(tmp_path, capsys):
    for number in range(4):
        book(tmp_path / f"案件{number}", [member("鈴木 一郎")], issue(number, "鈴木 一郎", date(2026, 11, 2)))
    (tmp_path / "案件9").mkdir()
    (tmp_path / "案件9" / "壊れた.xlsx").write_bytes(b"no workbook")
    assert remind(tmp_path, "-o", tmp_path / "催促") == 3
    (text,) = texts(tmp_path / "催促").values()
    assert all(f"ISS-{number:03}" in text for number in range(4))
    assert "壊れた.xlsx" in capsys.readouterr().err


def test_r7_without_a_mail_address_to_is_left_blank_and_it_is_told(tmp_path, capsys):
    path = book(tmp_path, [member("鈴木 一郎")], issue(1, "鈴木 一郎", date(2026, 11, 2)))
    remind(path, "-o", tmp_path / "催促")
    message = message_from_bytes((tmp_path / "催促" / "催促_鈴木 一郎.eml").read_bytes(), policy=default)
    assert str(message["To"]) == "" and message["X-Unsent"] == "1"
    assert "鈴木 一郎 のメールアドレスが体制表にありません" in capsys.readouterr().err


def test_r8_a_line_break_in_a_title_makes_no_header(tmp_path):
    title = "件名\r\nBcc: thief@example.com"
    people = [member("鈴木 一郎", email="suzuki@example.jp")]
    settings = [Setting(key="案件名", value="会員\nBcc: thief@example.com"), *SENDER[1:]]
    path = book(tmp_path, people, issue(1, "鈴木 一郎", date(2026, 11, 2), title=title), settings=settings)
    remind(path, "-o", tmp_path / "催促")
    data = (tmp_path / "催促" / "催促_鈴木 一郎.eml").read_bytes()
    message = message_from_bytes(data, policy=default)
    assert message["Bcc"] is None
    assert "suzuki@example.jp" in str(message["To"])
    assert "ISS-001" in message.get_body().get_content()


def test_the_draft_says_what_the_text_says(tmp_path):
    people = [member("鈴木 一郎", email="suzuki@example.jp")]
    (tmp_path / "pmo_xl.toml").write_text(
        '[sender]\n"氏名" = "部署の人"\n"署名" = ["--", "PMO 室 内線 123"]\n"Cc" = ["pmo@example.jp"]\n',
        encoding="utf-8",
    )
    path = book(tmp_path, people, issue(1, "鈴木 一郎", date(2026, 11, 2)))
    (found,) = opened(path).reminders()
    remind(path, "-o", tmp_path / "催促")
    message = message_from_bytes((tmp_path / "催促" / "催促_鈴木 一郎.eml").read_bytes(), policy=default)
    assert str(message["Subject"]) == found.subject
    assert "pmo@example.jp" in str(message["Cc"])
    body = message.get_body().get_content().replace("\r\n", "\n").strip()
    assert body in found.text.replace("\r\n", "\n")
    assert "当社の清水 里奈です。" in body and "PMO 室 内線 123" in body


def test_an_unknown_sender_is_a_line_to_fill_and_told(tmp_path, capsys):
    path = book(tmp_path, [member("鈴木 一郎")], issue(1, "鈴木 一郎", D), settings=SENDER[:1])
    remind(path, "--within", 3, "-o", tmp_path / "催促")
    (text,) = texts(tmp_path / "催促").values()
    assert "(差出人を書き入れてください" in text
    assert "差出人.会社" in capsys.readouterr().err


def test_r9_texts_that_are_there_are_not_written_over_in_silence(tmp_path, capsys):
    path = book(tmp_path, [member("鈴木 一郎"), member("佐藤 花子")],
                issue(1, "鈴木 一郎", date(2026, 11, 2)), issue(2, "佐藤 花子", date(2026, 11, 2)))  # fmt: skip
    out = tmp_path / "催促"
    assert remind(path, "-o", out) == 0
    assert remind(path, "-o", out) == 2
    assert "--force" in capsys.readouterr().err
    assert remind(path, "--for", "佐藤", "-o", out, "--force") == 0
    assert remind(path, "--for", "佐藤 花子", "-o", out, "--force") == 0
    assert list(texts(out)) == ["催促_佐藤 花子"], "what is settled is taken away with --force"


def test_r10_who_has_left_is_asked_through_who_they_report_to(tmp_path, capsys):
    people = [
        member("鈴木 一郎", left_on=date(2026, 11, 20), reports_to="田中 美咲"),
        member("田中 美咲", email="tanaka@example.jp"),
    ]
    path = book(tmp_path, people, issue(1, "鈴木 一郎", date(2026, 11, 2)))
    remind(path, "-o", tmp_path / "催促")
    assert list(texts(tmp_path / "催促")) == ["催促_田中 美咲"]
    assert "鈴木 一郎 は離任しています。代わりに 田中 美咲 に" in capsys.readouterr().err


def test_a_successor_takes_over_before_the_superior(tmp_path):
    people = [
        member("鈴木 一郎", left_on=date(2026, 11, 20), reports_to="田中 美咲", successor="佐藤 花子"),
        member("田中 美咲"),
        member("佐藤 花子"),
    ]
    assert by_name(opened(book(tmp_path, people, issue(1, "鈴木 一郎", date(2026, 11, 2))))) == {
        "佐藤 花子": ["ISS-001"]
    }


def test_a_task_of_100_percent_without_its_actual_end_is_asked_for(tmp_path):
    usual = {"kind": "作業", "phase": "結合試験", "planned_start": date(2026, 11, 2), "owner": "鈴木 一郎"}
    task = Task.model_validate(
        usual | {"id": "WBS-001", "title": "結合", "planned_finish": date(2026, 12, 25), "progress": 1,
                 "actual_start": date(2026, 11, 2)}
    )  # fmt: skip
    (found,) = opened(book(tmp_path, [member("鈴木 一郎")], task)).reminders()
    assert "実績の記入 1 件" in found.subject and "実績終了の日をお知らせください。" in found.text
    assert found.late == 0


def test_topics_choose_and_an_unknown_one_is_named(tmp_path, capsys):
    path = book(tmp_path, [member("鈴木 一郎")], issue(1, "鈴木 一郎", date(2026, 11, 2)), question(1, "鈴木 一郎", date(2026, 11, 2)))  # fmt: skip
    assert remind(path, "--topics", "QA", "-o", tmp_path / "a") == 0
    (text,) = texts(tmp_path / "a").values()
    assert "QA-001" in text and "ISS-001" not in text
    assert remind(path, "--topics", "課台", "-o", tmp_path / "b") == 2
    assert "「課台」は分かりません" in capsys.readouterr().err


def test_the_json_holds_the_items_as_overdue_gives_them(tmp_path, capsys):
    path = book(
        tmp_path, [member("鈴木 一郎")], issue(1, "鈴木 一郎", date(2026, 11, 2)), issue(2, "だれか", D)
    )
    remind(path, "--within", 7, "-o", tmp_path / "催促", "--format", "json")
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == 2 and told["command"] == "remind" and told["failed"] == []
    (one,) = told["reminders"]
    assert one["name"] == "鈴木 一郎" and one["items"][0]["days_overdue"] == 28
    assert [each["row_id"] for each in told["held_back"]] == ["ISS-002"]


def test_reply_by_is_the_third_business_day_or_what_is_told(tmp_path):
    path = book(tmp_path, [member("鈴木 一郎")], issue(1, "鈴木 一郎", date(2026, 11, 2)))
    assert "12/3(木)までに" in opened(path).reminders()[0].text
    remind(path, "--due", "2026-12-10", "-o", tmp_path / "催促")
    assert "12/10(木)までに" in next(iter(texts(tmp_path / "催促").values()))


@pytest.mark.parametrize("name", ["CON", "A/B:C", "鈴木*一郎"])
def test_a_name_that_is_no_file_name_gets_one(tmp_path, name):
    path = book(tmp_path, [member(name)], issue(1, name, date(2026, 11, 2)))
    assert remind(path, "-o", tmp_path / "催促") == 0
    assert (
        len(list((tmp_path / "催促").glob("*.eml"))) + len(list((tmp_path / "催促").glob("社内_確認.txt")))
        == 1
    )
