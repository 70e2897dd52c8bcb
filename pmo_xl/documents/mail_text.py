"""MailText: one text ready to mail, its draft (.eml) that a mail program opens unsent, and the names of their files.

Nothing is ever sent. Text of a ledger never becomes a header of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import formataddr
from pathlib import Path
from typing import Final, cast

from pmo_xl.disk.safe_names import safe_name
from pmo_xl.model.sender import Sender
from pmo_xl.visible import visible_line

INSIDE, OUTSIDE = "お疲れさまです。", "いつもお世話になっております。"
CROSSED: Final = "行き違いの際はご容赦ください。よろしくお願いいたします。"
"""What ends a text about things that may be settled already."""
UNSIGNED: Final = "(差出人を書き入れてください: 会社・部門・氏名・電話)"
_WEEKDAYS = "月火水木金土日"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_XLSX: Final = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Part:
    """Lines under a heading."""

    heading: str
    lines: Sequence[str]


@dataclass(frozen=True)
class MailText:
    """A text. title: 様, 御中, or what stands there for nobody. opening: the sentences above the parts.

    is_outside: whether the reader is not one of ours. mail: None where it is not known. mails: name and address of each
    reader of a text to several. closing: the sentence above the signature.
    """

    name: str
    title: str
    subject: str
    opening: Sequence[str]
    parts: Sequence[Part]
    is_outside: bool = False
    mail: str | None = None
    sender: Sender = field(default_factory=Sender)
    mails: Sequence[tuple[str, str]] = ()
    closing: str = CROSSED

    @property
    def readers(self) -> tuple[tuple[str, str], ...]:
        """Name and address of each reader whose address is one."""
        every = (*self.mails, *([(self.name, self.mail)] if self.mail else []))
        return tuple((name, mail) for name, mail in every if is_address(mail))

    @property
    def body(self) -> tuple[str, ...]:
        """What the reader gets, line by line."""
        greeting = OUTSIDE if self.is_outside else INSIDE
        signature = self.sender.lines or (UNSIGNED,)
        lines = (
            f"{self.name} {self.title}",
            "",
            f"{greeting}{self.sender.introduction}",
            *self.opening,
            *(line for part in self.parts for line in ("", f"■ {part.heading}", *part.lines)),
            "",
            self.closing,
            "",
            *signature,
            "",
        )
        return tuple(map(visible_line, lines))

    @property
    def text(self) -> str:
        """The whole with 宛先, Cc and 件名 above it; lines end in CRLF."""
        to = f"{self.name} {self.title}{f' <{self.mail}>' if self.mail else ''}"
        each = "、".join(f"{name} <{mail}>" for name, mail in self.mails)
        head = [
            f"宛先: {to}{f'({each})' if each else ''}",
            *([f"Cc: {', '.join(self.sender.cc)}"] if self.sender.cc else []),
        ]
        head += [f"件名: {self.subject}", ""]
        return "\r\n".join((*map(visible_line, head), *self.body))


def stems(names: Iterable[str], prefix: str) -> Iterator[str]:
    """prefix_<name> for each, numbered where two names are one to Windows."""
    taken: set[str] = set()
    for name in names:
        base, number = f"{prefix}_{safe_name(name)}", 1
        found = base
        while found.casefold() in taken:
            number += 1
            found = f"{base}({number})"
        taken.add(found.casefold())
        yield found


def short_day(value: date) -> str:
    """12/3(木)."""
    return f"{value.month}/{value.day}({_WEEKDAYS[value.weekday()]})"


def is_address(text: str | None) -> bool:
    """Whether a text is one mail address and nothing else."""
    return bool(text and _ADDRESS.fullmatch(text))


def draft(mail_text: MailText, attached: Sequence[Path] = ()) -> bytes:
    """The draft. To is left blank where the address is not known or is none. attached: workbooks that go with it."""
    text = MIMEText("\n".join(mail_text.body), "plain", "utf-8")
    message: MIMENonMultipart | MIMEMultipart = text
    if attached:
        message = MIMEMultipart()
        message.attach(text)
        for path in attached:
            message.attach(_attachment(path))
    message["X-Unsent"] = "1"
    message["To"] = _to(mail_text)
    if copies := [each for each in mail_text.sender.cc if is_address(each)]:
        message["Cc"] = ", ".join(copies)
    # Header makes encoded words that keep the blanks between them; EmailMessage loses those where it folds
    message["Subject"] = cast("str", Header(visible_line(mail_text.subject), "utf-8"))
    return message.as_bytes(policy=message.policy.clone(linesep=SMTP.linesep))


def _attachment(path: Path) -> MIMEApplication:
    part = MIMEApplication(path.read_bytes(), _XLSX)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", path.name))
    return part


def _to(mail_text: MailText) -> str:
    return ", ".join(formataddr((visible_line(name), mail), "utf-8") for name, mail in mail_text.readers)
