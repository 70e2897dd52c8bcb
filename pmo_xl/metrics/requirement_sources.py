"""What the 出典 of the requirements name: a document and its chapter or page; and which chapters nothing names.

Source: rules.tsv, REQ002: entries are split at 、 ; and line breaks; each is a document (its 文書ID, or the longest 文書名 that
it begins with; else that of the entry before, else the only specification), its version, a chapter or a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from pmo_xl.metrics.chapters import ChapterKey, below, chapter_of, is_named, plain_key
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.filed import PaperChapter
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key, name_key

_SPECIFICATION: Final = re.compile("仕様書|要求|要件定義")
_SERVICE: Final = "サービス仕様書"
_SPLIT: Final = re.compile("[、;；\n]")
_ID: Final = re.compile(r"[A-Za-z]{2,6}[-‐−－]\d+")
_VERSION: Final = re.compile(
    r"^[\s_]*[(]?(?:(?:v|ver(?:sion)?\.?|rev(?:ision)?\.?)\s*\d+(?:\.\d+)*|第?\d+(?:\.\d+)*版)[)]?[\s_]*(?:の)?",
    re.IGNORECASE,
)
_PAGE: Final = re.compile(
    r"[(]?\s*(?:p{1,2}\.?\s*(\d{1,4})|(\d{1,4})\s*(?:頁|ページ))[^)]*[)]?", re.IGNORECASE
)
_ENDING: Final = re.compile(r"\.(?:docx?|xlsx?|pdf|pptx?|md)", re.IGNORECASE)
_TOP: Final = re.compile("機能|要求|要件|仕様|サービス|画面|帳票|IF|業務|処理|データ", re.IGNORECASE)
_ABOUT: Final = "目的|背景|概要|適用範囲|対象範囲|範囲|位置づけ|位置付け"
_NEVER: Final = re.compile(
    rf"はじめに|まえがき|表紙|(?:本[^の]{{1,8}}|文書|プロジェクト|事業|開発|案件)?の?(?:{_ABOUT})(?:(?:と|及び|および)?(?:{_ABOUT}))?"
    r"|(?:用語|略語)の?(?:定義|説明|集|一覧)?|定義|参考(?:資料|文献|文書)?|関連(?:文書|資料)(?:一覧)?|(?:変更|改訂|改版|更新)?履歴"
    r"|目次|付録.*|別紙.*|索引|(?:推進|開発|実施|運用|連絡|プロジェクト)?体制図?|(?:全体|開発|マスタ)?スケジュール|連絡先|承認(?:欄|者|印)?"
)  # of a heading's words, as a whole: 注文履歴 and 承認機能 are functions
_ENOUGH: Final = 20
_ROUND: Final = " 　_「」『』"
_NOT_A_CHAPTER: Final = "章番号と見出しが食い違う出典があります"
_BY_PAGE: Final = "頁だけを書いた出典があり、どの章か分かりません(章の番号を書いてください)"
_WHICH: Final = "どの文書か分からない出典があります(文書IDを書いてください)"
_TWICE: Final = "同じ見出しの章が2つ以上あり、出典がどちらか分かりません(章の番号を書いてください)"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of 出典. document: None where it cannot be told. page: where that is all it says.

    is_sure: it names the document, or a number or page in the only specification, and not words alone (顧客要望).
    """

    document: Deliverable | None
    chapter: ChapterKey
    page: int | None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class OpenChapter:
    """A functional chapter that no 出典 names. below: the chapters of it that are left, where others of it are named.

    reason: why it cannot be told whether one does; None where it can.
    """

    chapter: PaperChapter
    below: tuple[PaperChapter, ...] = ()
    reason: str | None = None


def is_specification(document: Deliverable) -> bool:
    """Whether 文書名 says that it is one: 仕様書, 要求, 要件定義."""
    return bool(_SPECIFICATION.search(document.title or ""))


def source_documents(project: Project) -> tuple[Deliverable, ...]:
    """The specifications with a 格納先 that some 出典 names, else those called サービス仕様書."""
    return project.cached("documents of the sources", lambda: _source_documents(project))


def _source_documents(project: Project) -> tuple[Deliverable, ...]:
    filed = [each for each in project.deliverables if is_specification(each) and each.location]
    named = {id(source.document) for source in sources(project) if source.is_sure}
    found = [each for each in filed if id(each) in named]
    return tuple(found or [each for each in filed if _SERVICE in (each.title or "")])


def sources(project: Project) -> tuple[Source, ...]:
    """Every entry of every 出典, whatever the 状態 of its requirement."""
    return project.cached("sources", lambda: tuple(_sources(project)))


def _sources(project: Project) -> Iterator[Source]:
    known: dict[int, dict[str, Deliverable]] = {}
    for each in project.deliverables:
        if each.title:
            title = name_key(each.title)
            known.setdefault(len(title), {}).setdefault(title, each)
    longest_first = sorted(known.items(), reverse=True)
    specifications = [each for each in project.deliverables if is_specification(each) and each.location]
    only = specifications[0] if len(specifications) == 1 else None
    texts = [text for text in project.requirements.column("source") if text]
    read = {text: tuple(_sources_in(text, longest_first, only, project)) for text in dict.fromkeys(texts)}
    return chain.from_iterable(map(read.__getitem__, texts))


def _sources_in(
    text: str,
    known: Sequence[tuple[int, Mapping[str, Deliverable]]],
    only: Deliverable | None,
    project: Project,
) -> Iterator[Source]:
    """The entries of one 出典; the rows of a ledger share few different ones. known: as in `_document`."""
    before: Deliverable | None = None
    for entry in filter(None, map(str.strip, _SPLIT.split(text))):
        document, rest = _document(unicodedata.normalize("NFKC", entry), known, project)
        document = before = document or before
        yield _source(document, only, rest)


def _document(
    entry: str, known: Sequence[tuple[int, Mapping[str, Deliverable]]], project: Project
) -> tuple[Deliverable | None, str]:
    """The document that an entry begins with, and what follows. known: documents by the length of their title, by title."""
    found = _ID.match(entry)
    if found and (document := project.deliverables.get(id_key(found[0]))):
        return document, entry[found.end() :]
    key = name_key(entry)
    for length, titles in known:
        if document := titles.get(key[:length]):
            return document, _after(entry, length)
    return None, entry


def _after(entry: str, length: int) -> str:
    """What follows the first letters of an entry, blanks not counted."""
    seen = 0
    for at, letter in enumerate(entry):
        if seen == length:
            return entry[at:]
        seen += len(name_key(letter))
    return ""


def _source(document: Deliverable | None, only: Deliverable | None, text: str) -> Source:
    rest = _ENDING.sub("", text, count=1).strip(_ROUND)
    rest = _VERSION.sub("", rest).strip(_ROUND)
    page = _PAGE.search(rest)
    chapter = chapter_of(_PAGE.sub("", rest))
    is_alone = page is not None and chapter == ((), "")
    is_sure = document is not None or bool(chapter[0]) or is_alone
    return Source(document or only, chapter, int(page[1] or page[2]) if page and is_alone else None, is_sure)


def open_chapters(
    document: Deliverable, chapters: Sequence[PaperChapter], depth: int, project: Project
) -> tuple[OpenChapter, ...]:
    """The functional chapters of a specification, down to a depth, that the 出典 of no requirement names."""
    titles = Counter(chapter_of(each.title)[1] for each in chapters)
    told = [each for each in sources(project) if each.document is None or each.document is document]
    given = _Given(
        [each for each in told if each.document is document and not _is_twice(each, titles)],
        [each for each in told if each.document is document and _is_twice(each, titles)],
        [each for each in told if each.document is None],
        any(each.pages for each in chapters),
    )
    found = []
    for at, chapter in enumerate(chapters):
        under = below(chapters, at)
        is_told_below = any(each.level <= depth for each in under) and _is_filled(*under)
        if chapter.level > depth or not is_functional(chapter, given.own) or is_told_below:
            continue  # where chapters that are asked for themselves stand below, they say it
        if not _is_filled(chapter, *under):
            continue
        if (left := _told(chapter, under, given)) is not None:
            found.append(left)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Given:
    """The 出典 of one document. twice: by words that two headings have; lost: of a document that cannot be told."""

    own: Sequence[Source]
    twice: Sequence[Source]
    lost: Sequence[Source]
    has_pages: bool


def _is_twice(source: Source, titles: Counter[str]) -> bool:
    return not source.chapter[0] and titles[source.chapter[1]] > 1


def _is_filled(*chapters: PaperChapter) -> bool:
    return sum(len("".join(each.text.split())) for each in chapters) >= _ENOUGH


def is_functional(chapter: PaperChapter, given: Sequence[Source]) -> bool:
    """Whether a chapter says what is to be built: by the words of the one at its top, or because an 出典 names that."""
    if any(_NEVER.fullmatch(chapter_of(each)[1]) for each in chapter.heading):
        return False
    top = chapter_of(chapter.heading[0])
    return bool(_TOP.search(unicodedata.normalize("NFKC", chapter.heading[0]))) or any(
        each.chapter[0][:1] == top[0] if each.chapter[0] and top[0] else is_named(each.chapter, top)
        for each in given
    )


def _told(chapter: PaperChapter, under: Sequence[PaperChapter], given: _Given) -> OpenChapter | None:
    """What is left open of a chapter; None where it is covered."""
    filled = [each for each in under if _is_filled(each)]
    left = tuple(each for each in filled if not _is_covered(each, given.own))
    if _is_covered(chapter, given.own) or (filled and not left):
        return None
    return OpenChapter(chapter, left if len(left) < len(filled) else (), _doubt(chapter, given))


def _is_covered(chapter: PaperChapter, own: Sequence[Source]) -> bool:
    """Whether an 出典 names the chapter or one above it, or its page."""
    above = [chapter_of(each) for each in chapter.heading]
    return any(
        source.page in chapter.pages if source.page else any(is_named(source.chapter, each) for each in above)
        for source in own
    )


def _doubt(chapter: PaperChapter, given: _Given) -> str | None:
    """Why it cannot be told whether an 出典 names the chapter."""
    number = chapter_of(chapter.title)[0]
    if number and any(each.chapter[0] == number for each in given.own):
        return _NOT_A_CHAPTER
    if not given.has_pages and any(each.page for each in given.own):
        return _BY_PAGE
    if _is_covered(chapter, given.twice):
        return _TWICE
    return _WHICH if _is_covered(chapter, given.lost) else None


def chapter_key(chapter: PaperChapter) -> str:
    """What tells a chapter apart in the ID of a finding: its number, else its words."""
    numbers, words = chapter_of(chapter.title)
    return ".".join(map(str, numbers)) or words[:24] or plain_key(chapter.title)[:24]
