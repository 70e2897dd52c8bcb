"""MailPaper: a deliverable that is a text to mail: the text (.txt) and its draft (.eml) that a mail program opens unsent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from pmo_xl.documents.mail_text import MailText, draft
from pmo_xl.documents.paper import Paper
from pmo_xl.model.record import Record

if TYPE_CHECKING:
    from pmo_xl.documents.word.content import Source


@dataclass(frozen=True)
class Mailing:
    """What one such paper comes to. records: the rows it stands on; unfit: those left out because a date of theirs could not be read.

    remarks: what the one who sends it must know, a Japanese sentence each.
    """

    mail_text: MailText
    records: Sequence[Record] = ()
    unfit: Sequence[Record] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class MailPaper(Paper):
    """One deliverable to mail."""

    endings: ClassVar[tuple[str, ...]] = (".txt", ".eml")

    build: Callable[..., Mailing]

    @property
    def has_issue_day(self) -> bool:
        """A mail bears the day it is sent on."""
        return False

    def content(self, source: Source, record: Any = None) -> Mailing:  # noqa: ANN401 - a row of `per_row`
        """Its text; of one row, person … where it is made of many."""
        return self.build(source, record) if self.per_row or self.per else self.build(source)


def mail_files(mail_text: MailText) -> dict[str, bytes]:
    """The text and its draft, by their endings."""
    return {".txt": mail_text.text.encode("utf-8-sig"), ".eml": draft(mail_text)}
