"""開催案内: when and where a meeting is held next, what it is to decide, what to bring and to read, and the reply that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pmo_xl.documents.deliverables.the_meeting import homework, next_on, next_series, series, when
from pmo_xl.documents.mail_paper import Mailing, MailPaper
from pmo_xl.documents.mail_text import MailText, Part, is_address, short_day
from pmo_xl.documents.paper import Subjects
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import Source
from pmo_xl.documents.word.unfit_rows import told_apart
from pmo_xl.errors import BadOption
from pmo_xl.metrics.meetings import occurrences
from pmo_xl.metrics.on_the_project import has_left
from pmo_xl.metrics.recipients import is_outside
from pmo_xl.metrics.waiting_decisions import WaitingDecision, waiting_decisions, what_is_asked
from pmo_xl.model.display import day
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import people
from pmo_xl.model.spec_change import SpecChange

_MOST = 10
_CLOSING = "お忙しいところ恐れ入りますが、よろしくお願いいたします。"
_LATER = "未定(追ってお知らせします)"


@dataclass(frozen=True)
class _Invited:
    """One name of 出席者. member: None where 体制表 does not know it. is_here: whether the person has not left."""

    name: str
    member: Member | None
    mail: str | None
    is_outside: bool
    is_here: bool


def build(source: Source, meeting: Meeting) -> Mailing:
    """The invitation to one 会議体 on its next day, or on the one that was named. BadOption where there is no such day."""
    project = source.project
    on = _day(meeting, source)
    invited = [_invited(name, project) for name in people(meeting.attendees or "")]
    is_out = any(each.is_outside for each in invited)
    decisions, kept_in = _decisions(project, is_out=is_out)
    owed, unfit = told_apart(homework(meeting, project))
    name, case = meeting.name or "(会議名なし)", project.settings.project_name
    lines_of = (
        ("日時と場所", _where(meeting, on)),
        ("目的", [f"・{meeting.purpose}"] if meeting.purpose else []),
        ("決めること", _shown([_asked(each, project) for each in decisions], "アジェンダでお示しします")),
        ("お持ちいただくもの(前回までの宿題の結果)", _shown([_owed(each) for each in owed])),
        ("お読みいただくもの", _shown([] if is_out else list(_to_read(meeting, on, project)))),
        ("ご返信のお願い", _reply(on, project)),
    )
    mail_text = MailText(
        "出席者",
        "各位",
        f"【開催案内】{' '.join(filter(None, (case, name)))} {when(meeting, on).partition(' ～ ')[0]}",
        (f"{case}の「{name}」を、次のとおり開催します。ご出席をお願いします。" if case else f"「{name}」を、次のとおり開催します。ご出席をお願いします。",),
        tuple(Part(heading, lines) for heading, lines in lines_of if lines),
        is_outside=is_out,
        mails=tuple((each.name, each.mail) for each in invited if each.mail and each.is_here),
        closing=_CLOSING,
    )  # fmt: skip
    remarks = (
        *_about_the_day(meeting, on, project),
        *_about_readers(meeting, invited),
        *_about_gaps(meeting),
    )
    return Mailing(mail_text, (meeting, *owed), unfit, (*remarks, *_about_kept_in(kept_in)))


def _day(meeting: Meeting, source: Source) -> date:
    on = source.held_on or next_on(meeting, source.project)
    if on is None:
        raise BadOption(
            f"会議体 {meeting.row_id or meeting.name or ''} は、頻度・初回日時・終了日から次に開く日が出ません。"
            "--on 2026-12-01 のように開催日を指定してください。"
        )
    if on < source.project.as_of:
        raise BadOption(f"--on {day(on)} は基準日({day(source.project.as_of)})より前です。これから開く日を指定してください。")  # fmt: skip
    return on


def _invited(name: str, project: Project) -> _Invited:
    rows = project.roles_of(name)
    mail = next((row.email.strip() for row in rows if row.email and is_address(row.email.strip())), None)
    is_out = any(is_outside(row, project) for row in rows) or not rows
    return _Invited(name, rows[0] if rows else None, mail, is_out, not has_left(name, project))


def _where(meeting: Meeting, on: date) -> list[str]:
    return [
        f"・日時 {when(meeting, on)}",
        f"・場所 {meeting.location or _LATER}",
        f"・主催 {meeting.organizer or _LATER}",
        f"・出席者 {'、'.join(people(meeting.attendees or '')) or _LATER}",
    ]


def _decisions(project: Project, *, is_out: bool) -> tuple[list[WaitingDecision], int]:
    """What waits for a decision, by its day; where readers are not of ours only the changes, and how many others there are."""
    found = sorted(
        waiting_decisions(project), key=lambda each: (each.due_on is None, each.due_on or date.max)
    )
    told = [each for each in found if not is_out or isinstance(each.at, SpecChange)]
    told, _ = told_apart_by_row(told)
    return told, len(found) - len(told)


def told_apart_by_row(
    found: Sequence[WaitingDecision],
) -> tuple[list[WaitingDecision], list[WaitingDecision]]:
    """The decisions whose rows can be read, and the others."""
    fit = {id(row) for row in told_apart(each.at for each in found)[0]}
    return [each for each in found if id(each.at) in fit], [each for each in found if id(each.at) not in fit]


def _asked(waiting: WaitingDecision, project: Project) -> str:
    by = f"、期限 {short_day(waiting.due_on)}" if waiting.due_on else ""
    return f"・{what_is_asked(waiting, project)}({waiting.at.row_id or ''}{by})"


def _owed(item: MeetingItem) -> str:
    due = f"期限 {short_day(item.due_on)}" if item.due_on else ""
    facts = "、".join(filter(None, (item.owner, due)))
    return f"・{item.statement or ''}{f'({facts})' if facts else ''}"


def _to_read(meeting: Meeting, on: date, project: Project) -> Iterator[str]:
    """The documents renewed since it was held last."""
    before = [each for each in occurrences(meeting, on - timedelta(1), project) if each < project.as_of]
    for each in project.deliverables if before else ():
        if each.updated_on and before[-1] <= each.updated_on <= project.as_of:
            version = f" {each.version}版" if each.version else ""
            yield (
                f"・{each.title or ''}{version}({short_day(each.updated_on)}更新)" if each.updated_on else ""
            )


def _shown(lines: Sequence[str], otherwise: str = "") -> list[str]:
    more = [f"・ほか {len(lines) - _MOST} 件"] if len(lines) > _MOST else []
    return [*lines[:_MOST], *more] or ([f"・{otherwise}"] if otherwise else [])


def _reply(on: date, project: Project) -> list[str]:
    """Asked for by the business day before, or where that is over, before it begins."""
    by = project.calendar.add_business_days(on, -1)
    until = f"{short_day(by)}までに" if by >= project.as_of else "開始までに"
    return [f"・出欠を、{until}このメールへの返信でお知らせください。", "・代わりの方が出られるときは、その方のお名前もお知らせください。"]  # fmt: skip


def _about_the_day(meeting: Meeting, on: date, project: Project) -> Iterator[str]:
    if not project.calendar.is_business_day(on):
        yield f"{day(on)} は休日です。開催日を確かめてください。"
    elif (
        meeting.first_at and meeting.frequency != "随時" and on not in set(occurrences(meeting, on, project))
    ):
        yield f"{day(on)} は、会議体の頻度と初回日時から出る開催日ではありません。臨時の開催ならそのままお使いください。"
    if meeting.first_at is None:
        yield "会議体の初回日時が空欄のため、時刻が入っていません。送る前に書き入れてください。"


def _about_readers(meeting: Meeting, invited: Sequence[_Invited]) -> Iterator[str]:
    if not invited:
        yield f"会議体 {meeting.row_id or ''} の出席者が空欄です。宛先を入れてから送ってください。"
    left = [each.name for each in invited if not each.is_here]
    if left:
        yield f"{'、'.join(left)} は離任しています。宛先に入れていません。会議体の出席者を直してください。"
    nameless = [each.name for each in invited if each.is_here and not each.mail]
    if nameless:
        yield f"{'、'.join(nameless)} のメールアドレスが体制表にありません。宛先に足してから送ってください。"


def _about_gaps(meeting: Meeting) -> Iterator[str]:
    gaps = [label for label, value in (("場所", meeting.location), ("主催", meeting.organizer)) if not value]
    if gaps:
        yield f"会議体の {'・'.join(gaps)} が空欄のため、案内では「{_LATER}」としました。"


def _about_kept_in(count: int) -> Iterator[str]:
    if count:
        yield f"社外の出席者がいるため(または日付が読み取れないため)、判断待ち {count} 件は案内に入れていません。"


DOCUMENT = MailPaper(
    "開催案内",
    "会議体の次の開催を知らせるメールの文です(.txt と、送る前の下書き .eml)。送信はしません。",
    build,
    sheets=(Meeting,),
    per=Subjects("会議体", series, next_series),
    is_held_on=True,
    audience=Audience.OUTSIDE,
)
