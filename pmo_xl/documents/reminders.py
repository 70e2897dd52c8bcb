"""Reminders: one text for each person and vendor over all books, what nobody answers for, and what stays inside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypedDict

from pmo_xl.documents.mail_text import MailText, Part, short_day
from pmo_xl.documents.overdue import OverdueItemJson
from pmo_xl.metrics.chasing import Chased, Chasing, HeldBack, topic_of
from pmo_xl.metrics.overdue import OverdueItem, OverdueReport
from pmo_xl.metrics.recipients import Recipient
from pmo_xl.model.list_column import as_json
from pmo_xl.model.references import person_key
from pmo_xl.model.sender import Sender
from pmo_xl.visible import visible_line

NOBODY: Final = "担当なし"
INSIDE_ONLY: Final = "社内_確認"
_LATE = "状況をお知らせください。済んでいれば、済んだ日もお願いします。"
_COMING = "期限までに終わる見込みかをお知らせください。"
_FINISHED = "100%と伺っています。実績終了の日をお知らせください。"
_ANSWERS = "お渡ししたファイルに記入してご返送ください。"
_DELIVERY = "納品の状況と予定をお知らせください。"
_ASKS: Final = {
    "回答期限": "ご回答をお願いします。",
    "判断期限": "ご判断をお願いします。",
    "検収予定日": "検収が済んでいれば検収日を、まだなら新しい予定をお知らせください。",
    "支払期日": "支払が済んでいれば支払日を、まだなら予定をお知らせください。",
    "予定開始": "着手の予定をお知らせください。始めていれば、始めた日をお願いします。",
}


@dataclass(frozen=True)
class ProjectChasing:
    """One book's part: its project's name, and who signs."""

    workbook: str
    project: str
    chasing: Chasing
    sender: Sender = field(default_factory=Sender)


@dataclass(frozen=True)
class Reminder:
    """One text. name, mail: of the person or vendor; items: what it is about, the latest first; text: ready to mail.

    remarks: what the one who sends it must know (no mail address, an owner who has left), a sentence each.
    """

    name: str
    mail: str | None
    is_vendor: bool
    items: tuple[OverdueItem, ...]
    subject: str
    text: str
    mail_text: MailText = field(repr=False, compare=False)
    chased: tuple[Chased, ...] = field(repr=False, compare=False, default=())
    remarks: tuple[str, ...] = ()

    @property
    def late(self) -> int:
        """How many of the items are late."""
        return sum(item.is_late for item in self.items)

    @property
    def by_topic(self) -> str:
        """課題 4、作業 1."""
        counts: dict[str, int] = {}
        for each in self.chased:
            counts[each.topic] = counts.get(each.topic, 0) + 1
        return "、".join(f"{topic} {count}" for topic, count in counts.items())


@dataclass(frozen=True)
class _Matter:
    """One thing asked of somebody, with the book it stands in."""

    chased: Chased
    book: ProjectChasing


def reminders_of(
    books: Sequence[ProjectChasing], due: date | None = None, names: Collection[str] = ()
) -> tuple[Reminder, ...]:
    """The texts, vendors last, by name. due: reply by then instead of D + BD3. names: only to these; () = to all."""
    groups: dict[tuple[bool, str], list[_Matter]] = {}
    for book in books:
        for each in book.chasing.chased:
            groups.setdefault(each.recipient.key, []).append(_Matter(each, book))
    parted = (part for key in sorted(groups) for part in _by_mail(groups[key]))
    wanted = {person_key(name) for name in names}
    return tuple(_reminder(part, due) for part in parted if not wanted or wanted & _names_of(part))


def _names_of(matters: Iterable[_Matter]) -> set[str]:
    recipients = (each.chased.recipient for each in matters)
    named = {name for to in recipients for name in (to.name, to.person) if name}
    return {person_key(name) for name in named} | {
        key for each in matters for key in (each.chased.recipient.key[1],)
    }


def _by_mail(matters: Sequence[_Matter]) -> Iterator[list[_Matter]]:
    """One recipient's matters; two people of one name are told apart by their mail."""
    mails = list(dict.fromkeys(_mail_key(each) for each in matters if _mail_key(each)))
    if len(mails) <= 1:
        yield list(matters)
        return
    for mail in (*mails, ""):
        if part := [each for each in matters if _mail_key(each) == mail]:
            yield part


def _mail_key(matter: _Matter) -> str:
    return (matter.chased.recipient.mail or "").casefold()


def _reminder(matters: Sequence[_Matter], due: date | None) -> Reminder:
    to = next(
        (each.chased.recipient for each in matters if each.chased.recipient.mail), matters[0].chased.recipient
    )
    ordered = sorted(matters, key=lambda each: (-each.chased.item.days_overdue, each.chased.item.due_on))
    mail_text = _mail_text(to, ordered, due or max(each.book.chasing.reply_by for each in matters))
    return Reminder(
        name=to.name,
        mail=to.mail,
        is_vendor=to.is_vendor,
        items=tuple(each.chased.item for each in ordered),
        subject=mail_text.subject,
        text=mail_text.text,
        mail_text=mail_text,
        chased=tuple(each.chased for each in ordered),
        remarks=tuple(_remarks(to, ordered, mail_text.sender)),
    )


def _mail_text(to: Recipient, matters: Sequence[_Matter], reply_by: date) -> MailText:
    projects = tuple(dict.fromkeys(each.book.project for each in matters))
    about = projects[0] if len(projects) == 1 else f"{projects[0]} ほか {len(projects) - 1} 案件"
    as_of = max(each.book.chasing.as_of for each in matters)
    sender = next((each.book.sender for each in matters if each.book.sender.is_known), matters[0].book.sender)
    word = "ご確認" if to.is_outside else "確認"
    return MailText(
        to.name,
        "御中" if to.is_vendor else "様",
        f"【{'お願い' if to.is_outside else '確認のお願い'}】{about} {_counted(matters)}",
        (
            f"{about}の次の {len(matters)} 件について、{short_day(reply_by)}までに{word}とご返信をお願いします"
            f"({as_of.month}/{as_of.day} 現在)。",
        ),
        tuple(_parts(matters, to, is_many=len(projects) > 1)),
        is_outside=to.is_outside,
        mail=to.mail,
        sender=sender,
    )


def _counted(matters: Sequence[_Matter]) -> str:
    late = sum(each.chased.item.is_late for each in matters)
    actual = sum(each.chased.lacks_actual for each in matters)
    coming = len(matters) - late - actual
    said = [f"期限を過ぎたもの {late} 件"] * bool(late) + [f"まもなく期限のもの {coming} 件"] * bool(coming)
    return "、".join(said + [f"実績の記入 {actual} 件"] * bool(actual))


def _remarks(to: Recipient, matters: Sequence[_Matter], sender: Sender) -> Iterator[str]:
    if not to.mail:
        yield f"{to.name} のメールアドレスが体制表にありません。宛先を入れてから送ってください。"
    if not sender.is_known:
        yield "設定の差出人.会社・差出人.氏名(または pmo_xl.toml の [sender])が空欄です。催促文に書き入れてください。"
    yield from dict.fromkeys(
        f"{each.chased.recipient.remark}。代わりに {to.name} にお願いする文にしました。"
        for each in matters
        if each.chased.recipient.remark
    )


def _parts(matters: Sequence[_Matter], to: Recipient, *, is_many: bool) -> Iterator[Part]:
    late = [m for m in matters if m.chased.item.is_late]
    actual = [m for m in matters if m.chased.lacks_actual]
    coming = [m for m in matters if not m.chased.item.is_late and not m.chased.lacks_actual]
    coming.sort(key=lambda each: each.chased.item.due_on)
    for heading, some in (
        ("期限を過ぎたもの", late),
        ("まもなく期限のもの", coming),
        ("終わった作業で、実績終了がまだのもの", actual),
    ):
        if some:
            lines = [line for each in some for line in _lines(each, to, is_many=is_many)]
            yield Part(f"{heading} {len(some)} 件", lines)


def _lines(matter: _Matter, to: Recipient, *, is_many: bool) -> Iterator[str]:
    item, chased = matter.chased.item, matter.chased
    place = f"{matter.book.project}  " if is_many else ""
    yield f"・{place}{chased.topic} {item.row_id or ''} {_title(item)}".rstrip()
    facts = [f"{item.due_label} {short_day(item.due_on)}{_days(item)}"]
    facts += [f"優先度 {item.priority}"] if item.priority else []
    unanswered = getattr(item.record, "unanswered", None)
    facts += [f"未回答 {unanswered}"] if unanswered else []
    facts += [f"ご担当 {chased.recipient.person} 様"] if chased.recipient.person else []
    facts += [f"台帳 {item.sheet}!{item.cell}"] if item.cell and not to.is_outside else []
    yield f"    {'  '.join(facts)}"
    yield f"    → {ask(chased)}"


def _title(item: OverdueItem) -> str:
    return " ".join((item.title or "").split())


def _days(item: OverdueItem) -> str:
    if item.days_overdue > 0:
        return f"({item.days_overdue} 日超過)"
    return "(本日)" if item.days_overdue == 0 else f"(あと {-item.days_overdue} 日)"


def ask(chased: Chased) -> str:
    """What is asked about an item, in one or two sentences."""
    progress = getattr(chased.item.record, "progress", None)
    if chased.topic == "配布":
        return _ANSWERS
    if chased.lacks_actual or (progress is not None and progress >= 1):
        return _FINISHED
    if chased.recipient.is_outside and chased.item.due_field == "acceptance_due_on":
        return _DELIVERY
    return _ASKS.get(chased.item.due_label, _LATE if chased.item.is_late else _COMING)


def nobody_text(books: Sequence[ProjectChasing]) -> str:
    """担当なし.txt for the PM: the items that no one answers for; "" where there are none."""
    lines = [line for book in books for line in _nobody_lines(book)]
    head = ("担当の決まっていないもの(PM の方へ)", "担当を決めて台帳に書いてください。社外には出しません。")
    return _internal(head, lines)


def _nobody_lines(book: ProjectChasing) -> Iterator[str]:
    if book.chasing.nobody:
        yield from ("", f"■ {book.project}({book.workbook})")
    for item in book.chasing.nobody:
        yield f"・{topic_of(item.sheet)} {item.row_id or ''} {_title(item)}".rstrip()
        yield f"    {item.due_label} {short_day(item.due_on)}{_days(item)}  台帳 {item.sheet}!{item.cell or '-'}"


def held_back_text(books: Sequence[ProjectChasing]) -> str:
    """社内_確認.txt: the rows about which nobody is written to, with the reason; "" where there are none."""
    lines = [line for book in books for line in _held_lines(book)]
    head = (
        "催促文に入れなかった行(社内で確かめるもの)",
        "わけを直すと、次の催促文に入ります。このファイルは社外に出さないでください。",
    )
    return _internal(head, lines)


def _held_lines(book: ProjectChasing) -> Iterator[str]:
    if book.chasing.held_back:
        yield from ("", f"■ {book.project}({book.workbook})")
    for each in book.chasing.held_back:
        title = " ".join((each.title or "").split())
        yield f"・{each.sheet} {each.row_id or ''} {title}  担当 {each.owner or '(空欄)'}"
        yield f"    {each.reason}(台帳 {each.sheet}!{each.cell or '-'})"


def _internal(head: Sequence[str], lines: Sequence[str]) -> str:
    return "\r\n".join(map(visible_line, (*head, *lines, ""))) if lines else ""


def items_json(items: Iterable[OverdueItem]) -> list[OverdueItemJson]:
    """The items as `overdue` gives them."""
    return [as_json(OverdueReport.columns, item, OverdueItemJson) for item in items]


class ReminderJson(TypedDict):
    """What one person or vendor is reminded of. mail: null where nobody wrote one down."""

    name: str
    mail: str | None
    is_vendor: bool
    items: list[OverdueItemJson]
    remarks: list[str]


class HeldBackJson(TypedDict):
    """A row that is in no reminder, and why. text: what stands in a cell that cannot be read."""

    workbook: str
    sheet: str
    row_id: str | None
    title: str | None
    owner: str | None
    cell: str | None
    text: str | None
    reason: str


def reminder_json(reminder: Reminder) -> ReminderJson:
    """One reminder of `remind --format json`."""
    return {
        "name": reminder.name,
        "mail": reminder.mail,
        "is_vendor": reminder.is_vendor,
        "items": items_json(reminder.items),
        "remarks": list(reminder.remarks),
    }


def held_back_json(each: HeldBack, workbook: str) -> HeldBackJson:
    """One row that stays inside."""
    return {
        "workbook": workbook,
        "sheet": each.sheet,
        "row_id": each.row_id,
        "title": each.title,
        "owner": each.owner,
        "cell": each.cell,
        "text": each.text,
        "reason": each.reason,
    }
