"""催促_<担当>: what is awaited of one person or vendor at a month end, as a text to mail. Nothing is sent.

`remind` writes of all due dates by the same writer; here it is the month's 検収 and 支払 with their amounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmo_xl.documents.mail_text import MailText, Part
from pmo_xl.documents.month_end.result import MonthEndResult
from pmo_xl.metrics.awaited import NOBODY, Awaited
from pmo_xl.model.display import day, month, yen
from pmo_xl.model.references import company_key, person_key


def reminders(result: MonthEndResult) -> tuple[MailText, ...]:
    """A text for each person and vendor of whom something is awaited, people first, by name."""
    groups: dict[tuple[bool, str, str], list[tuple[Awaited, str]]] = {}
    for project in result.projects:
        for line in project.month_end.awaited:
            key = company_key(line.name) if line.is_vendor else person_key(line.name)
            groups.setdefault((line.is_vendor, key, line.mail or ""), []).append((line, project.name))
    return tuple(_mail_text(groups[key], result) for key in sorted(groups))


def _mail_text(lines: Sequence[tuple[Awaited, str]], result: MonthEndResult) -> MailText:
    first = lines[0][0]
    about = f"{month(result.month.first)}の検収・支払"
    return MailText(
        first.name,
        "御中" if first.is_vendor else "様" if first.name != NOBODY else "(担当を決めてください)",
        f"【{'お願い' if first.is_vendor else '確認のお願い'}】{about}({len(lines)} 件)",
        (
            f"{about}について、次の {len(lines)} 件の{'ご確認' if first.is_vendor else '確認'}をお願いします"
            f"({day(result.month.as_of)} 時点)。",
        ),
        tuple(_parts(lines)),
        is_outside=first.is_vendor,
        mail=first.mail,
    )


def _parts(lines: Sequence[tuple[Awaited, str]]) -> Iterator[Part]:
    for topic in dict.fromkeys(line.topic for line, _ in lines):
        own = [pair for pair in lines if pair[0].topic == topic]
        own.sort(key=lambda pair: -pair[0].days_late)
        yield Part(topic, [text for line, project in own for text in _item(line, project)])


def _item(line: Awaited, project: str) -> Iterator[str]:
    """What is asked. A vendor is told of its order, not of our cells."""
    number = (line.at.order_number or line.at.order) if line.is_vendor else line.at.row_id
    yield f"・{project}  {number or ''} {line.at.title or ''}".rstrip()
    deferred = f"(順延後 {day(line.deferred_to)})" if line.deferred_to else ""
    facts = [f"期限 {day(line.due_on)}{deferred}"] if line.due_on else []
    facts += [f"{line.days_late} 日超過"] if line.days_late else []
    facts += [f"{yen(line.amount)} 円(税抜)"] if line.amount else []
    facts += [f"発注先 {line.at.vendor}"] if line.at.vendor and not line.is_vendor else []
    facts += [f"台帳 {line.at.sheet_title}!{line.at.cell}"] if line.at.cell and not line.is_vendor else []
    if facts:
        yield f"    {'  '.join(facts)}"
    yield f"    → {line.text}"
