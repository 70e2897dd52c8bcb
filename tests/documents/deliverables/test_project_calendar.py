"""カレンダー: what a calendar takes in once or twice is the same, read by the icalendar library and by a plain reader of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from pmo_xl.documents.calendar_paper import calendar_file
from pmo_xl.documents.deliverables.project_calendar import DOCUMENT
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.metrics.meetings import occurrences
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from tests.documents.deliverables.test_true_papers import D, book, unread
from tests.sample.maker import clean_project
from tests.sample.maker.workbook import write_sample

CODE = Setting(key="案件コード", value="KAIIN")
NAME = Setting(key="案件名", value="会員基盤")
MONDAY, TUESDAY = (datetime(2026, 11, 30, 9, 0, tzinfo=UTC), datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
ISSUE = Issue(id="ISS-001", title="応答が遅い", status="対応中", owner="佐藤 花子", due_on=date(2026, 12, 4))
WEEKLY = Meeting(
    id="MET-001",
    name="進捗会議",
    frequency="毎週",
    first_at=datetime(2026, 10, 6, 10, 0),  # noqa: DTZ001 - as a cell shows it
    ends_on=date(2027, 1, 29),
    minutes=60,
    attendees="鈴木 一郎、佐藤 花子",
    location="第3会議室",
)


# --- a plain reader of our own ---------------------------------------------------------------------------------


@dataclass
class Item:
    """A component as it stands in the file: values with their parameters, in order."""

    kind: str
    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    parts: list[Item] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        (found,) = self.values[name]
        return found[1]


def read(data: bytes) -> Item:
    """The file by RFC 5545: CRLF, 75 bytes a line, folded lines joined, components closed in order."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert all(line.decode("utf-8") is not None for line in data.split(b"\r\n")), "a fold splits a character"
    open_items = [Item("")]
    for line in data.replace(b"\r\n ", b"").decode("utf-8").removesuffix("\r\n").split("\r\n"):
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        assert re.fullmatch("[A-Z-]+", name), line
        if name == "BEGIN":
            open_items[-1].parts.append(item := Item(value))
            open_items.append(item)
        elif name == "END":
            assert open_items.pop().kind == value
        else:
            open_items[-1].values.setdefault(name, []).append((parameters, value))
    (whole,) = open_items[0].parts
    assert len(open_items) == 1 and whole.kind == "VCALENDAR"
    return whole


def events(data: bytes) -> list[Item]:
    return [each for each in read(data).parts if each.kind == "VEVENT"]


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def taken_in(*files: bytes) -> dict[str, Item]:
    """What a calendar holds after it took in these files: by UID, the higher SEQUENCE and then the later stamp wins."""
    held: dict[str, Item] = {}
    for data in files:
        for item in events(data):
            old = held.get(item["UID"])
            if old is None or rank(item) >= rank(old):
                held[item["UID"]] = item
    return held


def rank(item: Item) -> tuple[int, str]:
    return int(item["SEQUENCE"]), item["DTSTAMP"]


# --- what is made ----------------------------------------------------------------------------------------------


def made(*records: Record, moment: datetime = MONDAY, person: str | None = None) -> bytes:
    return calendar_file(DOCUMENT.content(book(*records, NAME, CODE), person), moment)


def remarks(*records: Record, settings: tuple[Setting, ...] = (NAME, CODE)) -> str:
    return "".join(DOCUMENT.content(book(*records, *settings), None).remarks)


def titles(data: bytes) -> list[str]:
    return [unescaped(each["SUMMARY"]) for each in events(data)]


def test_a_due_date_is_a_whole_day_that_keeps_nobody_busy():
    (event,) = events(made(ISSUE))
    assert event.values["DTSTART"] == [("VALUE=DATE", "20261204")]
    assert event.values["DTEND"] == [("VALUE=DATE", "20261205")]
    assert event["TRANSP"] == "TRANSPARENT" and event["CATEGORIES"] == "期限"
    assert unescaped(event["SUMMARY"]) == "期限 ISS-001 応答が遅い(会員基盤)"
    assert "担当: 佐藤 花子" in unescaped(event["DESCRIPTION"]) and "ATTENDEE" not in event.values


def test_milestones_questions_changes_and_steps_of_the_release_stand_in_it():
    night = datetime(2027, 2, 19, 22, 0)  # noqa: DTZ001 - as a cell shows it
    data = made(
        Task(id="WBS-001", title="総合テスト完了", kind="マイルストーン", planned_finish=date(2027, 1, 29)),
        Question(id="QA-001", title="桁数", status="未回答", due_on=date(2026, 12, 2)),
        SpecChange(id="CHG-001", title="画面の追加", status="承認待ち", due_on=date(2026, 12, 3)),
        ReleaseStep(id="REL-001", kind="作業", title="切替", starts_at=night, minutes=150, owner="佐藤 花子"),
        ReleaseStep(id="REL-002", kind="切戻し", title="戻す", starts_at=night, minutes=30),
    )
    found = titles(data)
    assert len(found) == 4 and any(each.startswith("マイルストーン WBS-001 総合テスト完了") for each in found)
    (step,) = [each for each in events(data) if each["CATEGORIES"] == "リリース"]
    assert step.values["DTSTART"] == [("TZID=Asia/Tokyo", "20270219T220000")]
    assert step.values["DTEND"] == [("TZID=Asia/Tokyo", "20270220T003000")]
    (zone,) = [each for each in read(data).parts if each.kind == "VTIMEZONE"]
    assert zone["TZID"] == "Asia/Tokyo" and zone.parts[0]["TZOFFSETTO"] == "+0900"


def test_taken_in_twice_it_stands_there_once_and_a_moved_date_moves_it():
    first, again = made(ISSUE, WEEKLY), made(ISSUE, WEEKLY, moment=TUESDAY)
    assert len(taken_in(first, again)) == len(taken_in(first)) == 2
    assert all(
        int(taken_in(again)[uid]["SEQUENCE"]) > int(old["SEQUENCE"]) for uid, old in taken_in(first).items()
    )
    assert {*_uids(first)} == {*_uids(again)} and len([*_uids(first), *_uids(again)]) == 4
    moved = ISSUE.model_copy(update={"due_on": date(2026, 12, 11), "title": "応答がとても遅い"})
    later = WEEKLY.model_copy(update={"first_at": datetime(2026, 10, 7, 13, 0)})  # noqa: DTZ001
    held = taken_in(first, made(moved, later, moment=TUESDAY))
    assert {each["DTSTART"] for each in held.values()} == {"20261211", "20261007T130000"}
    assert taken_in(made(moved, moment=TUESDAY), made(ISSUE)) == taken_in(made(moved, moment=TUESDAY)), (
        "an older file moves nothing back"
    )


def test_one_persons_file_and_everybodys_name_the_same_things_alike():
    mine = ISSUE.model_copy(update={"id": "ISS-002", "owner": "鈴木 一郎"})
    everybody, one = made(ISSUE, mine, WEEKLY), made(ISSUE, mine, WEEKLY, person="鈴木 一郎 様")
    assert len(events(one)) == 2 and "ISS-001" not in "".join(titles(one))
    assert taken_in(everybody, one).keys() == taken_in(everybody).keys()


def test_one_persons_calendar_has_every_milestone():
    stone = Task(
        id="WBS-001",
        title="本番開始",
        kind="マイルストーン",
        owner="佐藤 花子",
        planned_finish=date(2027, 2, 22),
    )
    assert any("本番開始" in each for each in titles(made(stone, WEEKLY, person="鈴木 一郎")))


def test_what_is_done_before_its_day_is_marked_done_where_it_stands():
    closed, dropped = (ISSUE.model_copy(update={"status": word}) for word in ("完了", "取下げ"))
    held = taken_in(made(ISSUE), made(closed, moment=TUESDAY))
    assert [unescaped(each["SUMMARY"])[:3] for each in held.values()] == ["【済】"]
    (event,) = events(made(dropped))
    assert event["STATUS"] == "CANCELLED" and unescaped(event["SUMMARY"]).startswith("【取消】")
    past = closed.model_copy(update={"due_on": D - timedelta(1)})
    assert len(events(made(past, WEEKLY))) == 1, "what is over is left alone"


@pytest.mark.parametrize(
    ("frequency", "first"),
    [
        ("毎週", datetime(2026, 10, 6, 10, 0)),  # noqa: DTZ001
        ("隔週", datetime(2026, 9, 22, 10, 0)),  # noqa: DTZ001 - a holiday: the second is the first
        ("毎月", datetime(2026, 4, 13, 10, 0)),  # noqa: DTZ001 - the second Monday
        ("毎月", datetime(2026, 6, 29, 10, 0)),  # noqa: DTZ001 - the fifth Monday: the last
        ("毎週", datetime(2024, 4, 2, 10, 0)),  # noqa: DTZ001 - long ago
    ],
)
def test_a_series_comes_on_the_days_of_the_meeting_and_on_no_day_off(frequency: str, first: datetime):
    meeting = WEEKLY.model_copy(update={"frequency": frequency, "first_at": first})
    source = book(meeting, NAME, CODE)
    (event,) = events(made(meeting))
    start = datetime.strptime(event["DTSTART"], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) - timedelta(hours=9)
    off = {value for _, value in event.values.get("EXDATE", [])}
    days = [each + timedelta(hours=9) for each in rrulestr(_in_utc(event["RRULE"], start), dtstart=start)]
    shown = [each.date() for each in days if f"{each:%Y%m%dT%H%M%S}" not in off]
    wanted = occurrences(meeting, date(2027, 12, 31), source.project)
    assert shown == [each for each in wanted if each >= D - timedelta(400)] and len(shown) > 3


def _in_utc(rule: str, start: datetime) -> str:
    """10:00 in Japan is 1:00 of the same day in UTC, so the weekdays of the rule hold there too."""
    assert start.hour == 1
    return rule


def test_a_date_that_cannot_be_read_is_named_and_not_guessed():
    vague = Issue(id="ISS-009", title="いつか", status="対応中", place=unread(Issue, due_on="12月上旬"))
    odd = WEEKLY.model_copy(
        update={"id": "MET-002", "first_at": None, "place": unread(Meeting, first_at="火曜の朝")}
    )
    told = remarks(ISSUE, vague, odd)
    assert "12月上旬" in told and "火曜の朝" in told and "2 か所" in told
    assert len(events(made(ISSUE, vague, odd))) == 1
    assert "空欄の 1 行" in remarks(ISSUE, vague.model_copy(update={"place": None}))


def test_a_meeting_without_an_hour_or_a_length_keeps_the_gap():
    bare = WEEKLY.model_copy(update={"first_at": datetime(2026, 10, 6), "minutes": None})  # noqa: DTZ001
    (event,) = events(made(bare))
    assert (
        event.values["DTSTART"] == [("VALUE=DATE", "20261006")] and "UNTIL=20270126;" in event["RRULE"] + ";"
    )
    assert "開始時刻と所要分がありません" in remarks(bare)
    for word in (None, "たまに"):
        (once,) = events(made(WEEKLY.model_copy(update={"frequency": word})))
        assert "RRULE" not in once.values
    assert "終了日がない" in remarks(WEEKLY.model_copy(update={"ends_on": None}))
    assert "初回日時が空欄" in remarks(ISSUE, WEEKLY.model_copy(update={"first_at": None}))


def test_rows_without_a_number_or_with_one_twice_are_told_apart_and_said():
    twins = [ISSUE.model_copy(update={"title": title}) for title in ("甲", "乙")]
    nameless = ISSUE.model_copy(update={"id": None})
    data = made(*twins, nameless, nameless)
    assert len(taken_in(data, made(*twins, nameless, nameless, moment=TUESDAY))) == len(events(data)) == 4
    assert "4 行は件名で見分けます" in remarks(*twins, nameless, nameless)


def test_a_project_without_a_code_is_known_by_its_name_and_that_is_said():
    assert "案件コードが空欄のため、予定を案件名で" in remarks(ISSUE, settings=(NAME,))
    assert "ファイル名で" in remarks(ISSUE, settings=()) and "案件コード" not in remarks(ISSUE)
    other = calendar_file(
        DOCUMENT.content(book(ISSUE, NAME, Setting(key="案件コード", value="B")), None), MONDAY
    )
    assert len(taken_in(made(ISSUE), other)) == 2


def test_what_others_typed_stays_text_however_odd_and_long():
    hostile = "a,b;c\\d\nEND:VEVENT\r\nBEGIN:VALARM\x07:x" + "漢" * 5000
    row = ISSUE.model_copy(update={"title": hostile, "owner": '佐藤"; X=1', "priority": "高"})
    room = WEEKLY.model_copy(update={"location": "https://example.jp/a;b?c=1,2", "purpose": "=1+1\n@x"})
    data = made(row, room)
    assert len(events(data)) == 2 and not any(each.parts for each in events(data)) and len(data) < 20_000
    assert unescaped(events(data)[1]["LOCATION"]) == "https://example.jp/a;b?c=1,2"
    assert "a,b;c\\d" in titles(data)[0] and "\n" not in titles(data)[0]


def test_the_library_reads_what_the_plain_reader_reads():
    data = made(ISSUE, WEEKLY)
    calendar = Calendar.from_ical(data)
    library = {str(each["UID"]): each for each in calendar.walk("VEVENT")}
    plain = taken_in(data)
    assert library.keys() == plain.keys() and not any(each.errors for each in library.values())
    for uid, item in plain.items():
        assert str(library[uid]["SUMMARY"]) == unescaped(item["SUMMARY"])
        assert int(library[uid]["SEQUENCE"]) == int(item["SEQUENCE"])
    (meeting,) = [each for each in library.values() if "RRULE" in each]
    assert meeting.decoded("DTSTART").utcoffset() == timedelta(hours=9)


def test_nothing_to_show_is_said_instead_of_an_empty_file():
    with pytest.raises(BadOption, match="載せる日付がありません"):
        made()


def test_the_command_makes_it_for_all_and_for_one(tmp_path: Path, capsys) -> None:
    ledger = write_sample(tmp_path / "台帳.xlsx", clean_project(profile="full"))
    whole, mine = tmp_path / "予定.ics", tmp_path / "佐藤.ics"
    assert main(["export", "カレンダー", str(ledger), "-o", str(whole)]) == 0
    person = "遠藤 誠"
    assert main(["export", "カレンダー", str(ledger), "--id", person, "-o", str(mine)]) == 0
    ours, own = (taken_in(path.read_bytes()) for path in (whole, mine))
    assert own.keys() < ours.keys() and len(ours) == len(events(whole.read_bytes())) > 100
    assert len(list(_uids(whole.read_bytes()))) == len(ours)
    assert "件名で見分けます" not in capsys.readouterr().out
    assert main(["export", "カレンダー", str(ledger), "-o", str(tmp_path / "予定.docx")]) == 2
    assert "では作れません" in capsys.readouterr().err
    assert main(["export", "カレンダー", str(ledger), "--id", "誰か", "-o", str(mine), "--force"]) == 2
    assert "誰か" in capsys.readouterr().err


def _uids(data: bytes) -> Iterator[str]:
    yield from (str(each["UID"]) for each in Calendar.from_ical(data).walk("VEVENT"))


def test_no_paper_but_this_one_waits_for_the_library() -> None:
    import subprocess
    import sys

    code = "import sys, pmo_xl.operations.export, pmo_xl.documents.catalog as c; c.every_paper(); sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
