"""Passage, Document, Delivery: what goes to a customer, as texts with their places.

Readers (pmo_xl/papers) make them of files; rules (pmo_xl/rules/precheck) judge them and never open a file. Whatever a
document holds is a passage: what a reader sees (BODY), and what only a search finds: comments, deleted text, properties,
targets of links, parts that run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.precheck_words import PrecheckWords

if TYPE_CHECKING:
    from pmo_xl.model.project import Project

BODY: Final = (
    "見出し", "本文", "箇条書き", "表セル", "図表番号", "目次", "ヘッダー", "フッター", "脚注", "テキストボックス",
    "セル", "図形", "シート名", "行", "スライド文",
)  # fmt: skip
"""The kinds that a reader of the paper sees."""
HIDDEN: Final = (
    "代替テキスト", "コメント", "挿入", "削除", "書式の変更", "変更の記録", "フィールド", "数式", "メモ", "名前定義",
    "入力規則", "プロパティ", "リンク先", "プログラム", "非表示シート", "非表示の行・列", "隠し文字", "着色", "ファイル名",
    "ノート", "レイアウト", "注釈", "しおり",
)  # fmt: skip
"""The kinds that lie behind it."""
STATE: Final = "ファイルの状態"
FACTS: Final = (STATE, "開いた状態", "印刷の設定", "書体", "ページ", "エラー値", "図", "空の頁")
"""The kinds that are no text of the paper but something the reader of the file saw; their marks say what."""
KINDS: Final = (*BODY, *HIDDEN, *FACTS)

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


Address = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table of a document, or a sheet, as the rules compute with it. cells: by row and column from 1, what is shown.

    place: as in its cells' passages (`2.1 会員登録 ＞ 表2`, or the name of the sheet). formulas: of its cells.
    """

    place: str
    place_key: str
    cells: Mapping[Address, str]
    is_sheet: bool = False
    heading: tuple[str, ...] = ()
    formulas: Mapping[Address, str] = field(default_factory=dict)

    def passage(self, document: str, at: Address) -> Passage:
        """The cell as the passage that a finding stands at."""
        row, column = at
        where = f"!{column_letters(column)}{row}" if self.is_sheet else f" {row}行{column}列"
        kind, text = ("セル" if self.is_sheet else "表セル"), self.cells.get(at, "")
        return Passage(document, kind, text, f"{self.place}{where}", f"{self.place_key}{where}", self.heading)

    def rows(self) -> Iterator[tuple[int, dict[int, str]]]:
        """Its rows in order: number, and what is shown by column."""
        found: dict[int, dict[int, str]] = {}
        for (row, column), text in self.cells.items():
            found.setdefault(row, {})[column] = text
        return iter(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """A part of a document that was not read. kinds: what it could have held; none: anything."""

    part: str
    reason: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a delivery. path: in the delivery; kind: its ending; reads: the kinds of passage it can hold.

    is_failed: of a kind that is read, and could not be read at all. saved_on: the day it says it was saved (in Japan).
    filed_as: each 格納先 of the ledger that leads to this very file.
    """

    path: str
    kind: str
    passages: tuple[Passage, ...] = ()
    reads: frozenset[str] = frozenset()
    unread: tuple[UnreadPart, ...] = ()
    sha256: str = ""
    size: int = 0
    is_failed: bool = False
    tables: tuple[PaperTable, ...] = ()
    saved_on: date | None = None
    filed_as: frozenset[str] = frozenset()

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
    """What goes out together, and what is known of whom it goes to. project: the ledger it belongs to, if told."""

    documents: tuple[Document, ...]
    words: PrecheckWords = field(default_factory=PrecheckWords)
    run_day: date = date.min
    project: Project | None = None

    @property
    def period(self) -> tuple[date | None, date | None]:
        """From when to when the project runs, by the words file, else by its ledger; None where it is not told."""
        since, until = self.words.starts_on, self.words.ends_on
        if self.project is not None:
            since = since or self.project.settings.day("開始日")
            until = until or self.project.settings.day("終了日")
        return since, until

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
