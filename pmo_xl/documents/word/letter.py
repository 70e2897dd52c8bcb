"""The frame of what leaves the house: 発行日, 文書番号, 宛名, 差出人, 件名 and 返信期限, and whether it is still a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from pmo_xl.errors import BadOption
from pmo_xl.model.display import kanji_day
from pmo_xl.model.references import people
from pmo_xl.model.settings import default_of

if TYPE_CHECKING:
    from pmo_xl.model.member import Member
    from pmo_xl.model.project import Project
    from pmo_xl.model.settings import Settings

NUMBER_FORMAT: Final = "文書番号形式"
UNKNOWN_SENDER: Final = "(差出人 未記入)"
DRAFT: Final = "案"
SENDER: Final = ("差出人.会社", "差出人.氏名")
"""The settings without which a paper to the outside stays a draft."""
_PLACE: Final = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<form>[^{}]*))?\}")
_NOTHING: Final = "\0"  # stands for what drops out, until the hyphen beside it has dropped out too
_LETTERS: Final = re.compile("yyyy|yy|mm|dd|m|d")
_ADDRESSED: Final = ("御中", "様", "殿", "各位")


@dataclass(frozen=True)
class Letter:
    """What the frame of one paper says.

    to: 宛名, whole lines. subject: 件名. key: what stands for {ID} of 文書番号, "" without one. reply_by: 返信期限.
    draft: why it is still a draft beside a blank sender, a Japanese sentence each.
    """

    to: str = ""
    subject: str = ""
    key: str = ""
    reply_by: date | None = None
    draft: tuple[str, ...] = ()


def letter_fields(letter: Letter, name: str, settings: Settings, on: date) -> dict[str, str]:
    """The fields of the frame of a paper issued on this day, and what the header and the footer of every page say. on: 発行日.

    BadOption for a bad 文書番号形式.
    """
    number = document_number(settings, name, letter.key, on)
    return {
        "発行日": kanji_day(on),
        "文書番号": number,
        "宛名": letter.to,
        "差出人": sender(settings),
        "標題": letter.subject or name,
        "返信期限": kanji_day(letter.reply_by) if letter.reply_by else "",
        "案": DRAFT if draft_reasons(letter, settings) else "",
        "フッター左": number,
        "作成者": settings.text("差出人.氏名") or settings.text("差出人.会社"),
    }


def draft_reasons(letter: Letter, settings: Settings) -> tuple[str, ...]:
    """Why the paper bears 案 in its header, a sentence each; none when it may go out."""
    blank = [key for key in SENDER if not settings.text(key)]
    said = f"設定の {'・'.join(blank)} が空欄です。" if blank else ""
    return (*((said,) if said else ()), *letter.draft)


def sender(settings: Settings) -> str:
    """差出人 of 設定, a line each: company, department and name, address, telephone, mail."""
    told = {
        key: settings.text(f"差出人.{key}")
        for key in ("会社", "部門", "氏名", "郵便番号", "住所", "電話", "メール")
    }
    place = f"〒{told['郵便番号'].removeprefix('〒')}" if told["郵便番号"] else ""
    lines = (
        told["会社"],
        "　".join(filter(None, (told["部門"], told["氏名"]))),
        " ".join(filter(None, (place, told["住所"]))),
        f"電話 {told['電話']}" if told["電話"] else "",
        f"メール {told['メール']}" if told["メール"] else "",
    )  # fmt: skip
    return "\n".join(filter(None, lines)) or UNKNOWN_SENDER


def to_vendor(name: str | None, lacks: str = "取引先") -> str:
    """A company as it is addressed; where the ledger has none, a bracket that says so."""
    return f"{name} 御中" if name else f"({lacks} 未記入)御中"


def to_person(name: str | None, project: Project, lacks: str = "担当") -> str:
    """A person as 会社 部門 氏名 様, by 体制表; a name that is not there by itself. Two names are two lines."""
    return "\n".join(_addressed(each, project) for each in people(name or "")) or f"({lacks} 未記入)様"


def to_text(text: str | None, project: Project) -> str:
    """Whom a free text names: people by 体制表, everybody else as a group; 関係者 各位 of nothing."""
    return "\n".join(_group_or_person(each, project) for each in people(text or "")) or "関係者 各位"


def _group_or_person(name: str, project: Project) -> str:
    if project.member(name):
        return _addressed(name, project)
    return name if name.endswith(_ADDRESSED) else f"{name} 御中"


def _addressed(name: str, project: Project) -> str:
    member = project.member(name)
    return " ".join(filter(None, (*_house(member), member.name, "様"))) if member else f"{name} 様"


def _house(member: Member) -> Iterator[str | None]:
    yield member.company
    yield member.department


def document_number(settings: Settings, kind: str, key: str, on: date) -> str:
    """文書番号 by 文書番号形式: computed, so the same paper of the same day has the same number.

    What is blank drops out with the hyphen beside it. BadOption for a place in braces that is none.
    """
    pattern = settings.text(NUMBER_FORMAT) or default_of(NUMBER_FORMAT)
    known = {"案件コード": settings.text("案件コード"), "種別": kind, "ID": key}

    def place(found: re.Match[str]) -> str:
        """What stands for one place in braces."""
        if found["name"] == "発行日":
            return _dated(found["form"] or "yyyymmdd", on)
        if found["name"] not in known or found["form"]:
            raise BadOption(_bad_place(found[0]))
        return known[found["name"]] or _NOTHING

    shown = _PLACE.sub(place, pattern)
    return re.sub(f"{_NOTHING}[-_/]|[-_/]{_NOTHING}|{_NOTHING}", "", shown)


def _dated(form: str, on: date) -> str:
    shown = {"yyyy": f"{on.year:04}", "yy": f"{on.year % 100:02}", "mm": f"{on.month:02}", "dd": f"{on.day:02}",
             "m": str(on.month), "d": str(on.day)}  # fmt: skip
    return _LETTERS.sub(lambda found: shown[found[0]], form)


def _bad_place(text: str) -> str:
    return (
        f"設定の文書番号形式に「{text}」とありますが、使えるのは {{案件コード}} {{種別}} {{ID}} {{発行日:yyyymmdd}} です。"
        "設定シートの値を直してください。"
    )
