"""export: the deliverables of a workbook, one, several per row, or all of them into a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.disk.output_file import refuse_over, write_file
from pmo_xl.disk.safe_names import safe_name
from pmo_xl.documents.catalog import load_paper, paper_faults, plugged_papers
from pmo_xl.documents.office_settings import form_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.unfit_rows import unfit_sentence
from pmo_xl.errors import BadOption, PmoXlError, UnwritableOutput
from pmo_xl.model.record import Record
from pmo_xl.model.sender import sender_of
from pmo_xl.operations.contents_pages import number_contents
from pmo_xl.operations.packs import is_current, missing_from, papers_for
from pmo_xl.operations.paper_files import (
    export_figures,
    filled,
    is_file,
    is_no_folder,
    named_file,
    not_made_as,
    places_of,
)
from pmo_xl.operations.paper_pdfs import paper_named_as, pdfs_beside, refuse_no_pdf, refuse_pdf_there
from pmo_xl.operations.paper_source import source_of
from pmo_xl.operations.since import refuse_ahead, refuse_unused, tells_changes
from pmo_xl.plugins import ENDS, reason_of
from pmo_xl.theme import lettered

if TYPE_CHECKING:
    from pmo_xl.documents.paper import Paper
    from pmo_xl.operations.opened_book import OpenedBook


@dataclass(frozen=True)
class LeftOut:
    """A document that was not made, and the Japanese sentence that says why."""

    name: str
    message: str


@dataclass(frozen=True)
class Exported:
    """The files that were made, and what was left out.

    unread: the cells they stand on that could not be read. unfit: the rows that are therefore not in a paper to the
    outside. drafts: the names of papers that bear 案, each with the reason. remarks: what else the one who sends them must
    know, a Japanese sentence each. no_pdf: why PDFs that were asked for are not among the files, a sentence each.
    """

    files: tuple[Path, ...]
    left_out: tuple[LeftOut, ...] = ()
    unread: tuple[str, ...] = ()
    unfit: tuple[Record, ...] = ()
    drafts: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    no_pdf: tuple[str, ...] = ()

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
        return tuple(filter(None, (*drafts, unfit_sentence(self.unfit), *dict.fromkeys(self.remarks))))


@dataclass(frozen=True, slots=True)
class _Way:
    """How a paper is made: by whose form, over what is there, against which record."""

    form: Path | None
    force: bool
    since: date | None
    is_internal: bool = False
    issued_on: date | None = None
    is_current_only: bool = False
    held_on: date | None = None
    has_pdf: bool = False


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
    held_on: date | None = None,
    has_pdf: bool = False,
) -> Exported:
    """Make one deliverable, or one for each row.

    output: the file (.docx, or the ending of a paper that is a text; .svg, .png and .mmd where the document has figures),
    or the folder of those made per row. ids: of which rows; without any, those it is due for. since: the day of the record that changes are told
    against. is_internal: with the page for ourselves, of a paper that has one. form: a Word form of one's own. issued_on:
    発行日 of a paper that leaves the house, else the day of the run. held_on: the day that a paper is about, else the next
    one there is. has_pdf: a PDF beside each paper, too. Raises BadOption for a name, ID or sheet that is not
    there and for what this document makes no use of, BadForm for a form with mistakes.
    """
    document = load_paper(name)
    _refuse_without_sheets(document, book)
    refuse_unused(since, document, form)
    refuse_ahead(since, book.project)
    refuse_over(output, (book.path, form))
    way = _Way(form, force, since, is_internal, issued_on, held_on=held_on, has_pdf=has_pdf)
    _refuse_way(way, document)
    output = paper_named_as(output, document, has_pdf=has_pdf)
    with _named_if_of_others(document):
        return _one(document, book, output, ids, way)


def _one(document: Paper, book: OpenedBook, output: Path | None, ids: Sequence[str], way: _Way) -> Exported:
    if document.per_row or document.per:
        return _finished(_or_why_not(together(_each(document, book, output, ids, way))), way)
    if ids:
        raise BadOption(f"{document.name} は行ごとに作る文書ではありません。--id を外してください。")
    if output and not is_file(output, document):
        if not isinstance(document, WordDocument):
            raise BadOption(not_made_as(document, output))
        _refuse_beside_figures(way)
        return Exported(export_figures(document, book, output, force=way.force))
    places = named_file(output) if output else places_of(document, Path(), file_stem(document, book))
    return _finished(together([_write(document, book, places, None, way)]), way)


def _finished(made: Exported, way: _Way) -> Exported:
    """What was made, with the pages in its contents, and the PDFs that are asked for."""
    number_contents(made.files)
    if not way.has_pdf:
        return made
    pdfs = pdfs_beside(made.files, force=way.force)
    return replace(made, files=(*made.files, *pdfs.files), no_pdf=pdfs.missing)


def all_there(made: Exported) -> tuple[Path, ...]:
    """The files. UnwritableOutput where a PDF that was asked for is not among them; the papers stand then."""
    if made.no_pdf:
        raise UnwritableOutput("".join(made.no_pdf))
    return made.files


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
        tuple(remark for paper in made for remark in paper.remarks),
    )


def _or_why_not(made: Exported) -> Exported:
    """What was made. BadOption where nothing was, with the reasons."""
    if not made.files and made.left_out:
        raise BadOption("".join(each.message for each in made.left_out))
    return made


def _refuse_way(way: _Way, paper: Paper) -> None:
    """Refuse what this paper makes no use of."""
    if way.issued_on and not paper.has_issue_day:
        inside = "" if paper.audience.leaves_the_house else "社内の"
        raise BadOption(f"{paper.name} は発行日のない{inside}文書です。--issued-on を外してください。")
    if way.held_on and not paper.is_held_on:
        raise BadOption(f"{paper.name} は開催日を選ぶ文書ではありません。--on を外してください。")
    if way.is_internal and not paper.has_internal_page:
        raise BadOption(
            f"{paper.name} に社内用の頁はありません。--internal を外してください(あるのは 週次報告書・定例資料 です)。"
        )
    if way.form and not paper.takes_form:
        raise BadOption(f"{paper.name} は様式から作る文書ではありません。--template を外してください。")
    if way.has_pdf:
        refuse_no_pdf(paper)


def _refuse_beside_figures(way: _Way) -> None:
    given = (("--since", way.since), ("--template", way.form), ("--pdf", way.has_pdf))
    unused = [name for name, value in given if value]
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
    has_pdf: bool = False,
) -> Exported:
    """Make every deliverable that the workbook allows; what cannot be made is told with its reason.

    pack: only those of an occasion (週次, 月次, 検収, 終結); without one those of the end only when 案件状態 is 終結.
    has_past: the papers of done rows too. has_rows: those made for each row or person (検収書 …) too. since: as `export`
    takes it. issued_on: for those that leave the house. has_pdf: PDFs beside the papers of pages. Raises BadOption for a pack that there is not.
    """
    refuse_ahead(since, book.project)
    made: list[Exported] = []
    left_out: list[LeftOut] = []
    for document in papers_for(pack, book.project):
        if document.is_made_of_many and not has_rows:
            continue
        on = issued_on if document.has_issue_day else None
        way = _Way(
            None, force, since if tells_changes(document) else None, False, on, not has_past, has_pdf=has_pdf
        )
        try:
            with _named_if_of_others(document):
                made.append(_one_of_all(document, book, folder, way))
        except PmoXlError as error:
            left_out.append(LeftOut(document.name, error.message))
    left_out += [LeftOut(name, f"{name} は、この版ではまだ作れません。") for name in missing_from(pack)]
    done = together(made, left_out)
    done = replace(done, remarks=(*paper_faults(), *done.remarks))
    return _finished(done, _Way(None, force, None, has_pdf=has_pdf))


@contextmanager
def _named_if_of_others(document: Paper) -> Iterator[None]:
    """PmoXlError for whatever the code of a plug-in's paper raises; an error of ours stays what it is."""
    try:
        yield
    except (PmoXlError, *ENDS):
        raise
    except BaseException as error:
        if document.name not in plugged_papers():
            raise
        said = f"プラグインの文書の中で失敗しました({reason_of(error)})。作った人に知らせてください。"
        raise PmoXlError(said) from error


def _one_of_all(
    document: Paper, book: OpenedBook, folder: Path, way: _Way, ids: Sequence[str] = ()
) -> Exported:
    """One paper into the folder of them all, or one for each row or person into a folder of its own there."""
    _refuse_without_sheets(document, book)
    _refuse_unready(document, book, way.since)
    if document.is_made_of_many:
        return _or_why_not(together(_each(document, book, folder / document.name, ids, way)))
    if document.per:
        return _or_why_not(together(_each(document, book, folder, (), way)))
    return together(
        [_write(document, book, places_of(document, folder, file_stem(document, book)), None, way)]
    )


def export_into(book: OpenedBook, name: str, folder: Path, *, ids: Sequence[str] = ()) -> Exported:
    """Make one deliverable into a folder of several, as `export_all` does. ids: of which rows. Raises as `export` does."""
    return _one_of_all(load_paper(name), book, folder, _Way(None, force=False, since=None), ids)


def _refuse_unready(document: Paper, book: OpenedBook, since: date | None = None) -> None:
    """BadOption for a paper that would tell nothing today, with the reason."""
    if document.unready and (why := document.unready(source_of(book, since))):
        raise BadOption(why)


def _refuse_without_sheets(document: Paper, book: OpenedBook) -> None:
    missing = [sheet.sheet.label for sheet in document.sheets if not book.project.has(sheet)]
    if missing:
        raise BadOption(f"台帳に「{'」「'.join(missing)}」シートがないため、{document.name} は作れません。")


def _each(
    document: Paper,
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
    is_one_file = output is not None and is_file(output, document)
    if is_one_file and len(chosen) > 1:
        raise BadOption(f"{document.name} は {len(chosen)} 件できます。-o にはフォルダを指定してください。")
    if output and not is_one_file and is_no_folder(output):
        raise BadOption(not_made_as(document, output))
    is_one = not ids and bool(document.per and document.per.is_one)
    folder = output or Path("" if is_one else document.name)
    for name, row in chosen:
        stem = file_stem(document, book) if is_one else name
        places = named_file(output) if output and is_one_file else places_of(document, folder, stem)
        yield _write(document, book, places, row, way)


def _rows(document: Paper, book: OpenedBook, ids: Sequence[str]) -> list[tuple[str, Any]]:
    rows = _named_rows(document, book, ids) if ids else document.rows(book.project)
    return list(zip(_names(document, rows), rows, strict=True))


def _subjects(document: Paper, book: OpenedBook, ids: Sequence[str]) -> list[tuple[str, Any]]:
    """Those that are named, in their order, else those it is due for; each with the name of its file."""
    if document.per is None:
        return []
    every = document.per.every(book.project) if ids else document.per.chosen(book.project)
    unknown = [name for name in ids if not any(each.is_named(name) for each in every)]
    if unknown:
        raise BadOption(f"{document.name} を作れる{document.per.kind}に {'、'.join(unknown)} はありません。")
    found = [each for name in ids for each in every if each.is_named(name)] if ids else list(every)
    return [(safe_name("_".join(filter(None, (document.name, each.key)))), each.value) for each in found]


def _names(document: Paper, rows: Sequence[Record]) -> Iterator[str]:
    """A file's name for each row; of rows that share an ID the later ones name their row too."""
    seen: set[str] = set()
    for row in rows:
        place = f"行{row.row}"
        name = safe_name(f"{document.name}_{row.row_id or place}")
        key = name.casefold()  # Windows does not tell capitals apart
        yield safe_name(f"{name}_{place}") if key in seen else name
        seen.add(key)


def _named_rows(document: Paper, book: OpenedBook, ids: Sequence[str]) -> list[Record]:
    records = book.of(document.per_row or Record)
    unknown = [each for each in ids if each not in records]
    if unknown:
        raise BadOption(f"{records.record_class.sheet.label}に {'、'.join(unknown)} という行はありません。")
    return [records[each] for each in ids]


def _write(
    document: Paper,
    book: OpenedBook,
    places: Mapping[str, Path],
    row: Any,  # noqa: ANN401 - a row, a person, a meeting
    way: _Way,
) -> Exported:
    """Write one paper. places: by ending, the files wanted of it."""
    on = {"issued_on": way.issued_on, "held_on": way.held_on}
    source = source_of(book, way.since, is_internal=way.is_internal, **on)
    form = way.form or form_of(book.office, document.name)
    with lettered(book.office.fonts):
        made = filled(document, source, row, form, sender_of(book.settings, book.office.sender))
    if made.why_not:
        return Exported((), (LeftOut(document.name, made.why_not),))
    for path in places.values():
        refuse_over(path, (book.path, form))
    if way.has_pdf:
        refuse_pdf_there(places.values(), force=way.force)
    files = [
        write_file(path, partial(_save, data=made.files[ending]), force=way.force)
        for ending, path in places.items()
    ]
    drafts = tuple((document.name, why) for why in made.drafts)
    return Exported(tuple(files), (), made.unread, made.unfit, drafts, made.remarks)


def _save(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def file_stem(document: Paper, book: OpenedBook) -> str:
    """The name of a document's file without its ending: 要件一覧書_会員基盤刷新."""
    return safe_name("_".join(filter(None, (document.name, *book.settings.project_name.split()))))
