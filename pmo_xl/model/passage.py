"""Passage, Document, Delivery: what goes to a customer, as texts with their places.

Readers (pmo_xl/papers) make them of files; rules (pmo_xl/rules/precheck) judge them and never open a file. Whatever a
document holds is a passage: what a reader sees (BODY), and what only a search finds: comments, deleted text, properties,
targets of links, parts that run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pmo_xl.model.precheck_words import PrecheckWords

BODY: Final = (
    "見出し", "本文", "箇条書き", "表セル", "図表番号", "目次", "ヘッダー", "フッター", "脚注", "テキストボックス",
    "セル", "図形", "シート名", "行",
)  # fmt: skip
"""The kinds that a reader of the paper sees."""
HIDDEN: Final = (
    "代替テキスト", "コメント", "挿入", "削除", "書式の変更", "変更の記録", "フィールド", "数式", "メモ", "名前定義",
    "入力規則", "プロパティ", "リンク先", "プログラム", "非表示シート", "非表示の行・列", "隠し文字", "着色", "ファイル名",
)  # fmt: skip
"""The kinds that lie behind it."""
KINDS: Final = (*BODY, *HIDDEN)

UNREAD_KIND: Final = "点検しない種類のファイルです"


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a document. place: where, in words; place_key: the same, unchanged by what is written elsewhere.

    heading: the headings above it, the outermost first. column: the heading of its table's column. hidden: why a
    reader does not see it. marks: what the reader of the file knows of it beside its text.
    """

    document: str
    kind: str
    text: str
    place: str
    place_key: str = ""
    heading: tuple[str, ...] = ()
    column: str = ""
    hidden: str | None = None
    marks: frozenset[str] = frozenset()
    author: str | None = None


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """A part of a document that was not read. kinds: what it could have held; none: anything."""

    part: str
    reason: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a delivery. path: in the delivery; kind: its ending; reads: the kinds of passage it can hold.

    is_failed: of a kind that is read, and could not be read at all.
    """

    path: str
    kind: str
    passages: tuple[Passage, ...] = ()
    reads: frozenset[str] = frozenset()
    unread: tuple[UnreadPart, ...] = ()
    sha256: str = ""
    size: int = 0
    is_failed: bool = False

    @property
    def title(self) -> str:
        """Its name without folder and ending."""
        return self.path.rpartition("/")[2].rpartition(" ＞ ")[2].rpartition(".")[0] or self.path

    @property
    def is_read(self) -> bool:
        """Whether anything of it was read."""
        return bool(self.reads)

    def of(self, *kinds: str) -> Iterator[Passage]:
        """Its passages of these kinds, in order."""
        return (each for each in self.passages if each.kind in kinds)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What goes out together, and what is known of whom it goes to."""

    documents: tuple[Document, ...]
    words: PrecheckWords = field(default_factory=PrecheckWords)
    run_day: date = date.min

    def document(self, path: str) -> Document:
        """The document of this path. KeyError."""
        return next(iter(each for each in self.documents if each.path == path))


def unreadable(path: str, kind: str, reason: str, *, is_failed: bool, size: int = 0) -> Document:
    """A document of which nothing was read but its name."""
    unread = (UnreadPart("全体", reason),)
    return Document(path, kind, (file_name(path),), unread=unread, size=size, is_failed=is_failed)


def file_name(path: str) -> Passage:
    """The name of a file: it is judged even where the file is not read."""
    return Passage(path, "ファイル名", path, "ファイル名", "name", hidden="ファイル名")
