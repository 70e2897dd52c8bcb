"""催促_<担当>.txt: what is awaited of one person or vendor, as a text ready to mail. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmo_xl.disk.safe_names import safe_name
from pmo_xl.documents.month_end.result import MonthEndResult
from pmo_xl.metrics.awaited import NOBODY, Awaited
from pmo_xl.model.display import day, month, yen
from pmo_xl.model.references import company_key, person_key
from pmo_xl.visible import visible_line

_INSIDE = "お疲れさまです。"
_OUTSIDE = "いつもお世話になっております。"


@dataclass(frozen=True)
class Reminder:
    """One text: the file it is written to, whom it is for, and what it says."""

    file_name: str
    name: str
    mail: str | None
    text: str


def reminders(result: MonthEndResult) -> tuple[Reminder, ...]:
    """A text for each person and vendor of whom something is awaited, people first, by name."""
    groups: dict[tuple[bool, str, str], list[tuple[Awaited, str]]] = {}
    for project in result.projects:
        for line in project.month_end.awaited:
            key = company_key(line.name) if line.is_vendor else person_key(line.name)
            groups.setdefault((line.is_vendor, key, line.mail or ""), []).append((line, project.name))
    taken: set[str] = set()
    return tuple(_reminder(groups[key], result, taken) for key in sorted(groups))


def _reminder(lines: Sequence[tuple[Awaited, str]], result: MonthEndResult, taken: set[str]) -> Reminder:
    first = lines[0][0]
    return Reminder(_file_name(first.name, taken), first.name, first.mail, _text(lines, result))


def _file_name(name: str, taken: set[str]) -> str:
    """催促_<name>.txt, numbered when two people share a name (or Windows cannot tell two names apart)."""
    base, number = f"催促_{safe_name(name)}", 1
    found = base
    while found.casefold() in taken:
        number += 1
        found = f"{base}({number})"
    taken.add(found.casefold())
    return f"{found}.txt"


def _text(lines: Sequence[tuple[Awaited, str]], result: MonthEndResult) -> str:
    first = lines[0][0]
    title = "御中" if first.is_vendor else "様" if first.name != NOBODY else "(担当を決めてください)"
    subject = f"【{'お願い' if first.is_vendor else '確認のお願い'}】{month(result.month.first)}の検収・支払({len(lines)} 件)"
    head = (
        f"宛先: {first.name} {title}{f' <{first.mail}>' if first.mail else ''}",
        f"件名: {subject}",
        "",
        f"{first.name} {title}",
        "",
        _OUTSIDE if first.is_vendor else _INSIDE,
        f"{month(result.month.first)}の検収・支払について、次の {len(lines)} 件の{'ご確認' if first.is_vendor else '確認'}をお願いします"
        f"({day(result.month.as_of)} 時点)。",
    )
    end = ("", "行き違いの際はご容赦ください。よろしくお願いいたします。", "")
    return "\r\n".join(map(visible_line, (*head, *_items(lines), *end)))


def _items(lines: Sequence[tuple[Awaited, str]]) -> Iterator[str]:
    for topic in dict.fromkeys(line.topic for line, _ in lines):
        yield ""
        yield f"■ {topic}"
        own = [pair for pair in lines if pair[0].topic == topic]
        for line, project in sorted(own, key=lambda pair: -pair[0].days_late):
            yield from _item(line, project)


def _item(line: Awaited, project: str) -> Iterator[str]:
    """What is asked. A vendor is told of its order, not of our cells."""
    number = (line.at.order_number or line.at.order) if line.is_vendor else line.at.row_id
    yield f"・{project}  {number or ''} {line.at.title or ''}".rstrip()
    facts = [f"期限 {day(line.due_on)}"] if line.due_on else []
    facts += [f"{line.days_late} 日超過"] if line.days_late else []
    facts += [f"{yen(line.amount)} 円(税抜)"] if line.amount else []
    facts += [f"発注先 {line.at.vendor}"] if line.at.vendor and not line.is_vendor else []
    facts += [f"台帳 {line.at.sheet_title}!{line.at.cell}"] if line.at.cell and not line.is_vendor else []
    if facts:
        yield f"    {'  '.join(facts)}"
    yield f"    → {line.text}"
