"""Whom a name of a ledger means as a reader of letters: a person of our side, or a company outside; and their mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pmo_xl.metrics.on_the_project import has_left
from pmo_xl.metrics.succession import successor_of
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.references import company_key, person_key

VENDOR_ROLE: Final = "開発ベンダ"
_MOST_STEPS = 8


@dataclass(frozen=True)
class Recipient:
    """Who gets a letter. is_vendor: a company (御中); is_outside: not one of ours, so that only shown columns may go.

    person: within a company, whose matter it is. mail: None where 体制表 has none. remark: why it is not the person
    that the row names.
    """

    name: str
    is_vendor: bool = False
    is_outside: bool = False
    mail: str | None = None
    person: str | None = None
    remark: str | None = None

    @property
    def key(self) -> tuple[bool, str]:
        """What is the same for one recipient in several books, mail apart."""
        return self.is_vendor, company_key(self.name) if self.is_vendor else person_key(self.name)


@dataclass(frozen=True)
class NoRecipient:
    """Nobody can be written to. reason: a clause in Japanese; is_nobody: the row names no one at all."""

    reason: str
    is_nobody: bool = False


def vendor_mail(name: str, project: Project) -> str | None:
    """The mail of the 主 of a company's people in 体制表, else of the first row of the company with one."""
    rows = [m for m in project.members if m.company and company_key(m.company) == company_key(name)]
    here = [m for m in rows if not has_left(m.name or "", project)]
    ranked = sorted(here, key=lambda member: member.rank != "主")
    return next((member.email for member in ranked if member.email), None)


def is_outside(member: Member, project: Project) -> bool:
    """Whether a person is of another company: one of 取引先一覧, or not the one that signs (差出人.会社)."""
    own = project.settings.text("差出人.会社")
    if member.company and own:
        return company_key(member.company) != company_key(own)
    return member.role == VENDOR_ROLE or project.vendor(member.company) is not None


def to_vendor(name: str, project: Project, person: str | None = None) -> Recipient:
    """The company of this name (or ID), as 取引先一覧 writes it."""
    vendor = project.vendor(name)
    written = (vendor.name if vendor else None) or name
    mail = vendor_mail(written, project)
    return Recipient(written, is_vendor=True, is_outside=True, mail=mail, person=person)


def recipient_of(name: str | None, project: Project) -> Recipient | NoRecipient:
    """Who is written to about a row that this name answers for (the first name of its cell)."""
    if not name:
        return NoRecipient("担当がありません", is_nobody=True)
    rows = project.roles_of(name)
    if not rows:
        if project.vendor(name):
            return to_vendor(name, project)
        return NoRecipient(f"「{name}」が体制表にいません")
    mails = {row.email.strip().casefold() for row in rows if row.email}
    if len(mails) > 1:
        return NoRecipient(
            f"体制表に「{name}」が {len(mails)} 人いて(メールが違います)、どちらか分かりません"
        )
    return _present(rows, project)


def _present(rows: tuple[Member, ...], project: Project) -> Recipient | NoRecipient:
    """The person of these roles; one who has left: 後任, else 報告先."""
    first = rows[0]
    gone: list[str] = []
    for _ in range(_MOST_STEPS):
        name = rows[0].name or ""
        if not has_left(name, project):
            return _to_person(rows, project, f"{'、'.join(gone)} は離任しています" if gone else None)
        gone.append(name)
        following = successor_of(rows) or next((row.reports_to for row in rows if row.reports_to), None)
        rows = project.roles_of(following)
        if not rows or rows[0].name in gone:
            break
    if is_outside(first, project) and first.company and project.vendor(first.company):
        remark = f"{first.name} は離任しています"
        return _with_remark(to_vendor(first.company, project), remark)
    return NoRecipient(f"{first.name} は離任していて、体制表の後任・報告先からも次の人が分かりません")


def _with_remark(found: Recipient, remark: str | None) -> Recipient:
    return Recipient(found.name, found.is_vendor, found.is_outside, found.mail, found.person, remark)


def _to_person(rows: tuple[Member, ...], project: Project, remark: str | None) -> Recipient:
    member = rows[0]
    if is_outside(member, project) and member.company and project.vendor(member.company):
        return _with_remark(to_vendor(member.company, project, person=member.name), remark)
    mail = _first_mail(rows)
    return Recipient(member.name or "", is_outside=is_outside(member, project), mail=mail, remark=remark)


def _first_mail(rows: Iterable[Member]) -> str | None:
    return next((row.email.strip() for row in rows if row.email and row.email.strip()), None)
