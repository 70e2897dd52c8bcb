"""export: the Word deliverables of a workbook, one, several per row, or all of them into a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.disk.output_file import refuse_over, write_file
from pmo_xl.disk.safe_names import safe_name
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Changes, Content, Source
from pmo_xl.documents.word.letter import draft_reasons
from pmo_xl.documents.word.unfit_rows import unfit_reason, unfit_sentence
from pmo_xl.documents.word.unread_cells import unread_cells
from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.model.record import Record
from pmo_xl.operations.check import check
from pmo_xl.operations.export_figures import export_figures
from pmo_xl.operations.packs import is_current, missing_from, papers_for
from pmo_xl.operations.since import refuse_ahead, refuse_unused, tells_changes

if TYPE_CHECKING:
    from pmo_xl.charts.evm_chart import EarnedPoint
    from pmo_xl.documents.word.document import WordDocument
    from pmo_xl.operations.opened_book import OpenedBook

WORD = ".docx"


@dataclass(frozen=True)
class LeftOut:
    """A document that was not made, and the Japanese sentence that says why."""

    name: str
    message: str


@dataclass(frozen=True)
class Exported:
    """The files that were made, and what was left out.

    unread: the cells they stand on that could not be read. unfit: the rows that are therefore not in a paper to the
    outside. drafts: the names of papers that bear 案, each with the reason.
    """

    files: tuple[Path, ...]
    left_out: tuple[LeftOut, ...] = ()
    unread: tuple[str, ...] = ()
    unfit: tuple[Record, ...] = ()
    drafts: tuple[tuple[str, str], ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user is to know of the papers that leave the house, a Japanese sentence each."""
        names: dict[str, dict[str, None]] = {}
        for name, reason in self.drafts:
            names.setdefault(reason, {})[name] = None
        drafts = [
            f"{'・'.join(papers)} は、各ページの右上に「案」と入れました。{why}"
            for why, papers in names.items()
        ]
        return tuple(filter(None, (*drafts, unfit_sentence(self.unfit))))


@dataclass(frozen=True, slots=True)
class _Way:
    """How a paper is made: by whose form, over what is there, against which record."""

    form: Path | None
    force: bool
    since: date | None
    is_internal: bool = False
    issued_on: date | None = None
    is_current_only: bool = False


def export(
    book: OpenedBook,
    name: str,
    output: Path | None = None,
    *,
    ids: Sequence[str] = (),
    form: Path | None = None,
    force: bool = False,
    since: date | None = None,
    is_internal: bool = False,
    issued_on: date | None = None,
) -> Exported:
    """Make one deliverable, or one for each row.

    output: the file (.docx; .svg, .png and .mmd where the document has figures), or the folder of those made
    per row. ids: of which rows; without any, those it is due for. since: the day of the record that changes are told
    against. is_internal: with the page for ourselves, of a paper that has one. form: a Word form of one's own. issued_on:
    発行日 of a paper that leaves the house, else the day of the run. Raises BadOption for a name, ID or sheet that is not
    there and for what this document makes no use of, BadForm for a form with mistakes.
    """
    document = load(name)
    _refuse_without_sheets(document, book)
    refuse_unused(since, document, form)
    _refuse_day(issued_on, document)
    refuse_ahead(since, book.project)
    refuse_over(output, (book.path, form))
    if is_internal and not document.has_internal_page:
        raise BadOption(
            f"{name} に社内用の頁はありません。--internal を外してください(あるのは 週次報告書 です)。"
        )
    way = _Way(form, force, since, is_internal, issued_on)
    if document.per_row or document.per:
        return _or_why_not(together(_each(document, book, output, ids, way)))
    if ids:
        raise BadOption(f"{name} は行ごとに作る文書ではありません。--id を外してください。")
    target = output or Path(f"{file_stem(document, book)}{WORD}")
    if target.suffix.lower() != WORD:
        _refuse_beside_figures(since, form)
        return Exported(export_figures(document, book, target, force=force))
    return together([_write(document, book, target, None, way)])


def together(papers: Iterable[Exported], left_out: Sequence[LeftOut] = ()) -> Exported:
    """What was made, together; a cell that several papers stand on once."""
    made = list(papers)
    cells = dict.fromkeys(cell for paper in made for cell in paper.unread)
    return Exported(
        tuple(path for paper in made for path in paper.files),
        (*left_out, *(each for paper in made for each in paper.left_out)),
        tuple(cells),
        tuple(row for paper in made for row in paper.unfit),
        tuple(draft for paper in made for draft in paper.drafts),
    )


def _or_why_not(made: Exported) -> Exported:
    """What was made. BadOption where nothing was, with the reasons."""
    if not made.files and made.left_out:
        raise BadOption("".join(each.message for each in made.left_out))
    return made


def _refuse_day(issued_on: date | None, document: WordDocument) -> None:
    if issued_on and not document.audience.leaves_the_house:
        raise BadOption(f"{document.name} は発行日のない社内の文書です。--issued-on を外してください。")


def _refuse_beside_figures(since: date | None, form: Path | None) -> None:
    unused = [name for name, value in (("--since", since), ("--template", form)) if value]
    if unused:
        raise BadOption(f"図だけのファイルでは {'、'.join(unused)} は使えません。外してください。")


def export_all(
    book: OpenedBook,
    folder: Path,
    *,
    pack: str | None = None,
    has_past: bool = False,
    has_rows: bool = True,
    force: bool = False,
    since: date | None = None,
    issued_on: date | None = None,
) -> Exported:
    """Make every deliverable that the workbook allows; what cannot be made is told with its reason.

    pack: only those of an occasion (週次, 月次, 検収, 終結); without one those of the end only when 案件状態 is 終結.
    has_past: the papers of done rows too. has_rows: those made for each row or person (検収書 …) too. since: as `export`
    takes it. issued_on: for those that leave the house. Raises BadOption for a pack that there is not.
    """
    refuse_ahead(since, book.project)
    made: list[Exported] = []
    left_out: list[LeftOut] = []
    for document in papers_for(pack, book.project):
        if document.is_made_of_many and not has_rows:
            continue
        on = issued_on if document.audience.leaves_the_house else None
        way = _Way(None, force, since if tells_changes(document) else None, False, on, not has_past)
        try:
            made.append(_one_of_all(document, book, folder, way))
        except PmoXlError as error:
            left_out.append(LeftOut(document.name, error.message))
    left_out += [LeftOut(name, f"{name} は、この版ではまだ作れません。") for name in missing_from(pack)]
    return together(made, left_out)


def _one_of_all(document: WordDocument, book: OpenedBook, folder: Path, way: _Way) -> Exported:
    _refuse_without_sheets(document, book)
    refuse_unready(document, book, way.since)
    if document.is_made_of_many:
        return _or_why_not(together(_each(document, book, folder / document.name, (), way)))
    target = folder / f"{file_stem(document, book)}{WORD}"
    refuse_over(target, (book.path, None))
    if document.per_row or document.per:
        return _or_why_not(together(_each(document, book, target, (), way)))
    return together([_write(document, book, target, None, way)])


def refuse_unready(document: WordDocument, book: OpenedBook, since: date | None = None) -> None:
    """BadOption for a paper that would tell nothing today, with the reason."""
    if document.unready and (why := document.unready(source_of(book, since))):
        raise BadOption(why)


def source_of(
    book: OpenedBook, since: date | None = None, *, is_internal: bool = False, issued_on: date | None = None
) -> Source:
    """What the documents are made of; the check, the comparison and the earlier runs are read when one asks.

    since: compare with the record of this day or the last one before it, not with the one of a week ago. is_internal: with
    the page for ourselves. issued_on: 発行日, else the day of the run.
    """
    return Source(
        book.project,
        book.path.name,
        lambda: check(book),
        lambda: _changes(book, since),
        lambda: _earned(book),
        lambda day: _changes_since(book, day),
        since,
        is_internal,
        book.sha256,
        issued_on,
    )


def _changes(book: OpenedBook, since: date | None) -> Changes | None:
    from pmo_xl.operations.earlier_runs import base_run, changes_from

    _, earlier = base_run(book.history, book.project, since) if book.history else (None, None)
    return None if earlier is None else changes_from(earlier, book.project, book.path.name, book.sha256)


def _changes_since(book: OpenedBook, day: date) -> Changes | date | None:
    """What changed since the last record of the day or before; else the day of the first record, None without one."""
    from pmo_xl.operations.earlier_runs import changes_from, first_day, run_until

    earlier = run_until(book.history, day) if book.history else None
    if earlier is None:
        return first_day(book.history) if book.history else None
    return changes_from(earlier, book.project, book.path.name, book.sha256)


def _earned(book: OpenedBook) -> tuple[EarnedPoint, ...]:
    """EV and AC as the earlier runs knew them, one for each week."""
    from pmo_xl.charts.evm_chart import EarnedPoint
    from pmo_xl.history import project_of
    from pmo_xl.metrics.schedule.progress import project_progress
    from pmo_xl.operations.earlier_runs import weekly_runs

    runs = weekly_runs(book.history, book.project) if book.history else ()
    found = ((run.as_of, project_progress(project_of(run)).earned) for run in runs)
    return tuple(EarnedPoint(on, earned.ev.value, earned.ac.value) for on, earned in found)


def _refuse_without_sheets(document: WordDocument, book: OpenedBook) -> None:
    missing = [sheet.sheet.label for sheet in document.sheets if not book.project.has(sheet)]
    if missing:
        raise BadOption(f"台帳に「{'」「'.join(missing)}」シートがないため、{document.name} は作れません。")


def _each(
    document: WordDocument,
    book: OpenedBook,
    output: Path | None,
    ids: Sequence[str],
    way: _Way,
) -> Iterator[Exported]:
    """One file for each row, person …: into a folder, or one of them into one file."""
    chosen = _subjects(document, book, ids) if document.per else _rows(document, book, ids)
    if way.is_current_only:
        chosen = [each for each in chosen if is_current(document, each[1], book.project)]
    if not chosen:
        what = document.per.kind if document.per else "行"
        raise BadOption(
            f"{document.name} を作る{what}がありません。--id で{what}を指定すると、それについて作れます。"
        )
    is_file = output is not None and output.suffix.lower() == WORD
    if is_file and len(chosen) > 1:
        raise BadOption(f"{document.name} は {len(chosen)} 件できます。-o にはフォルダを指定してください。")
    if not ids and document.per and document.per.is_one:
        output, is_file = output or Path(f"{file_stem(document, book)}{WORD}"), True
    folder = output or Path(document.name)
    for name, row in chosen:
        yield _write(document, book, folder if is_file else folder / f"{name}{WORD}", row, way)


def _rows(document: WordDocument, book: OpenedBook, ids: Sequence[str]) -> list[tuple[str, Any]]:
    rows = _named_rows(document, book, ids) if ids else document.rows(book.project)
    return list(zip(_names(document, rows), rows, strict=True))


def _subjects(document: WordDocument, book: OpenedBook, ids: Sequence[str]) -> list[tuple[str, Any]]:
    """Those that are named, in their order, else those it is due for; each with the name of its file."""
    if document.per is None:
        return []
    every = document.per.every(book.project) if ids else document.per.chosen(book.project)
    unknown = [name for name in ids if not any(each.is_named(name) for each in every)]
    if unknown:
        raise BadOption(f"{document.name} を作れる{document.per.kind}に {'、'.join(unknown)} はありません。")
    found = [each for name in ids for each in every if each.is_named(name)] if ids else list(every)
    return [(safe_name("_".join(filter(None, (document.name, each.key)))), each.value) for each in found]


def _names(document: WordDocument, rows: Sequence[Record]) -> Iterator[str]:
    """A file's name for each row; of rows that share an ID the later ones name their row too."""
    seen: set[str] = set()
    for row in rows:
        place = f"行{row.row}"
        name = safe_name(f"{document.name}_{row.row_id or place}")
        key = name.casefold()  # Windows does not tell capitals apart
        yield safe_name(f"{name}_{place}") if key in seen else name
        seen.add(key)


def _named_rows(document: WordDocument, book: OpenedBook, ids: Sequence[str]) -> list[Record]:
    records = book.of(document.per_row or Record)
    unknown = [each for each in ids if each not in records]
    if unknown:
        raise BadOption(f"{records.record_class.sheet.label}に {'、'.join(unknown)} という行はありません。")
    return [records[each] for each in ids]


def _write(
    document: WordDocument,
    book: OpenedBook,
    target: Path,
    row: Any,  # noqa: ANN401 - a row, a person, a meeting
    way: _Way,
) -> Exported:
    from pmo_xl.documents.word.render import render

    source = source_of(book, way.since, is_internal=way.is_internal, issued_on=way.issued_on)
    content = document.content(source, row)
    one = row if isinstance(row, Record) and not content.records else None
    if document.audience.leaves_the_house and (why := unfit_reason(row, content.records)):
        return Exported((), (LeftOut(document.name, why),))
    data = render(document, content, source, way.form)
    path = write_file(target, lambda path: _save(path, data), force=way.force)
    unread = unread_cells(content, book.project, one)
    return Exported((path,), (), unread, tuple(content.unfit), _drafts(document, content, book))


def _drafts(document: WordDocument, content: Content, book: OpenedBook) -> tuple[tuple[str, str], ...]:
    if not document.audience.leaves_the_house:
        return ()
    return tuple((document.name, reason) for reason in draft_reasons(content.letter, book.settings))


def _save(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def file_stem(document: WordDocument, book: OpenedBook) -> str:
    """The name of a document's file without its ending: 要件一覧書_会員基盤刷新."""
    return safe_name("_".join(filter(None, (document.name, *book.settings.project_name.split()))))
