"""Filed: what lies where 成果物一覧 says that its documents are (格納先), looked up before any rule is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

NOT_LOOKED: Final = "格納先の文書を見ていません(check が --no-documents なしで見ます)"


@dataclass(frozen=True, slots=True)
class OpenPassage:
    """A passage of a document that says something is still open. words: the words that say so. heading: those above it."""

    text: str
    words: tuple[str, ...]
    place: str
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperChapter:
    """A heading of a document. heading: those above it and itself; text: what stands below it up to the next heading.

    level: from 1. is_guessed: the file declares no headings. pages: of a PDF, those that it stands on.
    """

    heading: tuple[str, ...]
    level: int
    text: str
    is_guessed: bool = False
    pages: frozenset[int] = frozenset()

    @property
    def title(self) -> str:
        """The heading itself."""
        return self.heading[-1]


@dataclass(frozen=True, slots=True)
class RfpStatement:
    """One demand of an RFP paper. heading: those above it. ids: the RFP-ID and 要件ID that stand beside it.

    obligation: 必須 or 任意 as the paper says it; None where it does not.
    """

    text: str
    place: str
    heading: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    obligation: str | None = None


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """What lies at a 格納先.

    stamped_on: the day (in Japan) it says itself that it was saved; touched_on: the day of the file's own time, which
    a copy changes. is_address: it is a URL, which is never fetched. reason: why it was not looked at, in Japanese.
    open_passages: what is still open in it; None where its text was not read. unread: why, or which part was not.
    chapters: its headings. statements: what an RFP paper asks for.
    """

    is_there: bool = False
    is_folder: bool = False
    stamped_on: date | None = None
    touched_on: date | None = None
    is_address: bool = False
    reason: str | None = None
    open_passages: tuple[OpenPassage, ...] | None = None
    unread: str | None = None
    chapters: tuple[PaperChapter, ...] = ()
    statements: tuple[RfpStatement, ...] = ()


@dataclass(frozen=True)
class Filed:
    """What was looked up. papers: by 格納先 as it is written. reason: why nothing can be said of any; None otherwise."""

    papers: Mapping[str, FiledPaper] = field(default_factory=dict)
    reason: str | None = NOT_LOOKED
