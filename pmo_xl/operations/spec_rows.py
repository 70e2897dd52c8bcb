"""What a specification gives the ledger: rows for 仕様書確認 (open, vague, missing) and drafts for 要件一覧.

Nothing is invented: a row quotes the sentence and says where it stands. What a row of the ledger already stands for is counted
and not proposed again; what this document proposed before is offered again as it reads now, so that a change is seen.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from pmo_xl.errors import BadOption, UnreadableWorkbook
from pmo_xl.exchange import Row
from pmo_xl.exchange.normal import EXTERNAL_IDS, external_ids
from pmo_xl.exchange.row import Where
from pmo_xl.metrics.chapters import below, chapter_of, chapters_of, plain_key
from pmo_xl.metrics.milestones import DEFINITION, day_of, milestone_of
from pmo_xl.metrics.requirement_sources import open_chapters
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.display import within
from pmo_xl.model.filed import OpenPassage, PaperChapter
from pmo_xl.model.passage import Document
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import id_key, name_key
from pmo_xl.model.requirement import NONFUNCTIONAL_CATEGORIES, Requirement
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.operations.filed_papers import file_at
from pmo_xl.operations.opened_book import OpenedBook
from pmo_xl.operations.spec_points import KINDS, OPEN, SpecPoint, cut, location_of, points_in
from pmo_xl.papers.reading import read_paper
from pmo_xl.rules.requirement.req002_chapter_without_requirement import DEPTH
from pmo_xl.rules.specification.open_passages import covers, points_of
from pmo_xl.workbook.file.container import read_file

MOST_ROWS: Final = 200
ASKED_OF_SPEC: Final = "spec_"
_DAYS: Final = 5
_LONGEST_TEXT = 2_000
_NUMBERS: Final = re.compile(r"\d+")
_ENDING: Final = re.compile(r"[a-z0-9]{1,10}")
_NOTHING_SO_NAMED: Final = "{} は成果物一覧のどの文書か分かりません。--document DOC-001 のように文書IDを書くか、成果物一覧の格納先にこのファイルを書いてください。"


@dataclass(frozen=True)
class SpecOptions:
    """What of a specification is wanted. kinds: 未決, 曖昧, 漏れ. is_all: more than 200 rows, too.

    level, heading: of drafts of requirements, every heading of this level, below this one. owner, due_on: of every row.
    is_asked: every file is a specification, not those of Word alone.
    """

    document: str | None = None
    kinds: tuple[str, ...] = (OPEN,)
    level: int | None = None
    heading: str | None = None
    owner: str | None = None
    due_on: date | None = None
    is_all: bool = False
    is_asked: bool = False

    @property
    def asked(self) -> dict[str, str | int | bool]:
        """What differs from the usual, plainly, under names of its own."""
        told: dict[str, str | int | bool] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value != each.default:
                plain = "、".join(value) if isinstance(value, tuple) else value
                told[f"{ASKED_OF_SPEC}{each.name}"] = plain.isoformat() if isinstance(plain, date) else plain
        return told

    @classmethod
    def as_asked(cls, told: Mapping[str, Any]) -> SpecOptions | None:
        """The options that were told so; None where nothing of a specification is told."""
        values = {
            name.removeprefix(ASKED_OF_SPEC): value
            for name, value in told.items()
            if name.startswith(ASKED_OF_SPEC)
        }
        if "kinds" in values:
            values["kinds"] = tuple(str(values["kinds"]).split("、"))
        if "due_on" in values:
            values["due_on"] = date.fromisoformat(str(values["due_on"]))
        return cls(**values) if values else None


@dataclass
class SpecRead:
    """What a specification gives. ids: what the 外部ID of its rows begin with. counted: what rows stand for already."""

    deliverable: Deliverable
    sha256: str
    ids: str
    rows: list[Row] = field(default_factory=list)
    seen: int = 0
    counted: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)

    @property
    def gone(self) -> str:
        """What is said of a row whose passage the document does not have any more."""
        version = self.deliverable.version or "いまの文書"
        return f"{version} にありません。解消ではありませんか"


def specification_at(book: OpenedBook, named: str, roots: Sequence[Path] = ()) -> Path:
    """The file of a specification, by its path or its 文書ID. BadOption where there is none."""
    if Path(named).is_file():
        return Path(named)
    document = book.project.deliverables.get(id_key(named))
    if document is None:
        raise BadOption(
            f"「{named}」というファイルも文書IDもありません。場所か、成果物一覧の文書IDを確かめてください。"
        )
    found = file_at(document.location or "", book.path, roots)
    if isinstance(found, Path):
        return found
    raise BadOption(
        f"{document.id}「{document.title}」の文書を開けません: {found}。ファイルの場所を書いてください。"
    )


def spec_rows(
    book: OpenedBook, path: Path, sheet: type[Record], options: SpecOptions, password: str | None = None
) -> SpecRead:
    """The rows that a specification gives for 仕様書確認 or 要件一覧. Raises UnreadableWorkbook, BadOption."""
    if sheet not in (SpecReview, Requirement):
        raise BadOption("仕様書から入れられるのは、仕様書確認か要件一覧の行です(--sheet)。")
    if any(kind not in KINDS for kind in options.kinds):
        raise BadOption(f"--kinds は {'、'.join(KINDS)} か all です。")
    document = read_paper(path.name, read_file(path), password)
    if not document.is_read:
        raise UnreadableWorkbook(document.unread[0].reason)
    deliverable = _deliverable(book, path, options)
    source = document.kind if _ENDING.fullmatch(document.kind) else "docx"
    read = SpecRead(deliverable, document.sha256, f"{source}:{deliverable.id}#")
    found = list(
        _points(book, document, read, options)
        if sheet is SpecReview
        else _drafts(book, document, read, options)
    )
    read.rows = found if options.is_all else found[:MOST_ROWS]
    for kind, count in read.counted.items():
        read.remarks.append(f"{kind} {count} か所は、台帳の行があるので案にしません。")
    if len(found) > len(read.rows):
        read.remarks.append(
            f"ほか {len(found) - len(read.rows)} 行は案にしていません(--all で、すべて案にします)。"
        )
    read.remarks += [f"読めなかった部分があります: {each.reason}" for each in document.unread]
    return read


def _deliverable(book: OpenedBook, path: Path, options: SpecOptions) -> Deliverable:
    """The row of 成果物一覧 that a file is: as told, else by 格納先, else by 文書名."""
    if options.document:
        found = book.project.deliverables.get(id_key(options.document))
        if found is None:
            raise BadOption(f"成果物一覧に {options.document} がありません。文書IDを確かめてください。")
        return found
    rows = [each for each in book.project.deliverables if each.id]
    at = path.resolve()
    own = [each for each in rows if each.location and file_at(each.location, book.path) == at]
    stem = name_key(path.stem)
    titled = [each for each in rows if each.title and name_key(each.title) in stem]
    for candidates in (own, titled):
        if len(candidates) == 1:
            return candidates[0]
    raise BadOption(_NOTHING_SO_NAMED.format(path.name))


def _points(book: OpenedBook, document: Document, read: SpecRead, options: SpecOptions) -> Iterator[Row]:
    known = _known(book, SpecReview, read.ids)
    rows = points_of(read.deliverable, book.project)
    keys = _Keys(read.ids)
    for number, point in enumerate(points_in(document, book.project), 1):
        key = keys.of((*point.passage.heading, point.quote))
        read.seen += 1
        told: dict[str, Any] = {
            EXTERNAL_IDS: key,
            "document": read.deliverable.id,
            "location": location_of(point.passage),
            "quote": cut(point.quote, point.words),
        }
        if key not in known:
            passage = OpenPassage(point.quote, point.words, point.passage.place, point.passage.heading)
            if any(covers(each, passage) for each in rows):
                read.counted[point.kind] += 1
                continue
            if point.kind not in options.kinds:
                continue
            told |= _new_point(book.project, point, read.deliverable, options)
        yield Row(SpecReview, told, Where(document.path, None, number), key)


def _new_point(
    project: Project, point: SpecPoint, deliverable: Deliverable, options: SpecOptions
) -> dict[str, Any]:
    system = system_in((*point.passage.heading, point.quote), project)
    named = project.system(system) if system else None
    told = {
        "version": deliverable.version,
        "system": system,
        "kind": point.kind,
        "raised_on": project.as_of,
        "point": point.asked,
        "owner": options.owner or (named.owner if named else None),
        "due_on": options.due_on or _due(project, system),
        "status": "未決",
    }
    return {name: value for name, value in told.items() if value}


def _due(project: Project, system: str | None) -> date:
    """Five business days from D, or the 要件定義 milestone where that comes earlier."""
    due = project.calendar.add_business_days(project.as_of, _DAYS)
    milestone = milestone_of(DEFINITION, system, project)
    day = day_of(milestone) if milestone else None
    return min(due, day) if day and day >= project.as_of else due


def _drafts(book: OpenedBook, document: Document, read: SpecRead, options: SpecOptions) -> Iterator[Row]:
    chapters = chapters_of(document)
    if not chapters:
        raise BadOption(
            f"{document.path} に見出しがないため、要件の案を作れません。見出しの書式(見出し1、見出し2)を付けてください。"
        )
    wanted = list(_wanted(book, chapters, read, options))
    known = _known(book, Requirement, read.ids)
    keys = _Keys(read.ids)
    for number, chapter in enumerate(chapters, 1):
        key = keys.of(chapter.heading)
        read.seen += 1
        if key not in known and chapter not in wanted:
            continue
        words = " ".join(filter(None, (_number(chapter), _title(chapter.title))))
        told: dict[str, Any] = {
            EXTERNAL_IDS: key,
            "statement": _text_of(chapter, chapters),
            "source": f"{read.deliverable.id} {words}",
        }
        if key not in known:
            told |= _new_draft(book.project, chapter)
        yield Row(
            Requirement,
            {name: value for name, value in told.items() if value},
            Where(document.path, None, number),
            key,
        )


def _wanted(
    book: OpenedBook, chapters: Sequence[PaperChapter], read: SpecRead, options: SpecOptions
) -> Iterable[PaperChapter]:
    """The chapters that drafts are made of: those that REQ002 would name, or all of a level."""
    if options.level is None and options.heading is None:
        depth = book.project.settings.threshold(DEPTH)
        return [each.chapter for each in open_chapters(read.deliverable, chapters, depth, book.project)]
    top = chapter_of(options.heading or "")
    found = [
        each
        for each in chapters
        if each.level == (options.level or 2)
        and (top == ((), "") or any(_is_heading(top, head) for head in each.heading))
    ]
    if not found:
        raise BadOption(
            f"深さ {options.level or 2} の見出しが、{options.heading or '文書'} の下にありません。--from と --level を確かめてください。"
        )
    return found


def _is_heading(wanted: tuple[tuple[int, ...], str], heading: str) -> bool:
    number, words = chapter_of(heading)
    return (not wanted[0] or wanted[0] == number) and (not wanted[1] or wanted[1] == words)


def _new_draft(project: Project, chapter: PaperChapter) -> dict[str, Any]:
    heading = "".join(chapter.heading)
    category = next(
        (each for each in NONFUNCTIONAL_CATEGORIES if any(w in heading for w in each.split("・"))), None
    )
    parent = _title(chapter.heading[-2]) if len(chapter.heading) > 1 else _title(chapter.title)
    system = system_in(chapter.heading, project)
    return {
        "kind": "非機能" if category else "機能",
        "category": category or parent,
        "title": _title(chapter.title),
        "systems": (system,) if system else (),
        "agreement": "未合意",
        "status": "検討中",
        "remarks": "下書き",
    }


def _text_of(chapter: PaperChapter, chapters: Sequence[PaperChapter]) -> str:
    """What stands below a heading and those under it."""
    under = below(chapters, next(at for at, each in enumerate(chapters) if each is chapter))
    texts = [chapter.text, *(f"{each.title}\n{each.text}" if each.text else each.title for each in under)]
    return within("\n".join(filter(None, texts)), _LONGEST_TEXT)


def _number(chapter: PaperChapter) -> str:
    return ".".join(map(str, chapter_of(chapter.title)[0]))


def _title(heading: str) -> str:
    """A heading without its number."""
    plain = unicodedata.normalize("NFKC", heading).strip()
    return re.sub(r"^第?\s*[\d.]+\s*[章節項]?\s*[.、]?\s*", "", plain) or plain


class _Keys:
    """The 外部ID of what stands in one document; the same for the next version, also where numbers have moved."""

    def __init__(self, start: str) -> None:
        self._start = start
        self._seen: Counter[str] = Counter()

    def of(self, texts: Iterable[str]) -> str:
        """The 外部ID of a passage below its headings."""
        plain = "\n".join(_NUMBERS.sub("", plain_key(_title(each))) for each in texts)
        self._seen[plain] += 1
        told = f"{plain}\n{self._seen[plain]}" if self._seen[plain] > 1 else plain
        return f"{self._start}{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _known(book: OpenedBook, sheet: type[Record], start: str) -> frozenset[str]:
    """The 外部ID of this document that rows of a sheet have."""
    return frozenset(
        key
        for record in book.project.of(sheet)
        for key in external_ids(getattr(record, EXTERNAL_IDS, None) or "")
        if key.startswith(start)
    )


def system_in(texts: Iterable[str], project: Project) -> str | None:
    """The one system that texts name; None where they name none or several."""
    told = name_key("".join(texts))
    found = [each.name for each in project.systems if each.name and name_key(each.name) in told]
    longest = [name for name in found if not any(name != other and name in other for other in found)]
    return longest[0] if len(longest) == 1 else None
