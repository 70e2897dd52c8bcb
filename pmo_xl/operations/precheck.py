"""precheck: what goes to the customer is looked through before it goes. Read only: no deliverable is ever changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, fields, replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Final

from pmo_xl.disk.output_file import write_file
from pmo_xl.documents.office_settings import FORM_OF_PRECHECK, form_of
from pmo_xl.errors import BadOption, UnreadableWorkbook
from pmo_xl.history import RunName
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.passage import Delivery, Document, PaperTable, unreadable
from pmo_xl.model.precheck_words import PrecheckWords, read_words, words_of
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Names, PathText, Places
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.filed_papers import locations_of, refuse_no_folders
from pmo_xl.operations.in_order import in_order
from pmo_xl.operations.other_ledgers import with_other_ledgers
from pmo_xl.operations.today import today_in_japan
from pmo_xl.papers.delivery import PaperBytes, delivered, file_of, read_bytes
from pmo_xl.papers.endings import ending_of
from pmo_xl.papers.reading import read_document
from pmo_xl.rules.catalog import paper_rules
from pmo_xl.rules.finding import Waiver
from pmo_xl.rules.paper_report import PaperReport
from pmo_xl.rules.paper_run import faults_of_words, judge_delivery
from pmo_xl.rules.rule import Group, Rule
from pmo_xl.workbook.office_file import office_file

_LARGEST: Final = 300 << 20
_BATCH: Final = 256 << 20
_NEW, _GOES_ON = "新規", "継続"
_SHEET, _ID = "指摘", "指摘ID"


@dataclass(frozen=True, repr=False)
class Precheck(PaperReport):
    """The result: verdict (pass, conditional, fail), errors, waived, findings, documents, rules, resolved, to_frame().

    near: where the office file is looked for that says the form of 納品前チェック票. book: the ledger, where one was
    given; given: what was looked through.
    """

    near: Path = Path()
    book: Book | None = None
    given: tuple[Path, ...] = ()

    def keep(self) -> RunName | None:
        """Add this look to the history of the ledger, for 納品前指摘件数 and 納品前是正件数; None where it has none.

        Raises BadOption without a ledger, UnwritableOutput where it cannot be written or would be delivered.
        """
        from pmo_xl.operations.precheck_record import keep_precheck

        if self.book is None:
            raise BadOption("点検を記録するには、台帳を指定してください(book)。")
        return keep_precheck(self, self.book, self.given)

    def save(self, path: PathText, *, force: bool = False) -> Path:
        """Write the result as a workbook. Raises UnwritableOutput."""
        from pmo_xl.documents.precheck import write_precheck

        return write_file(Path(path), lambda made: write_precheck(made, self), force=force)

    def save_form(
        self,
        path: PathText,
        *,
        words: PathText | None = None,
        template: PathText | None = None,
        force: bool = False,
    ) -> Path:
        """Write 納品前チェック票 (.docx).

        words: the words file, told on it by its hash. template: a form of one's own; without it that of [forms] of the
        office file, else ours. Raises UnwritableOutput, BadForm for what is wrong with the form.
        """
        own = Path(template) if template else form_of(office_file(self.near), FORM_OF_PRECHECK)
        return write_form(self, Path(path), Path(words) if words else None, own, force=force)


def write_form(
    found: PaperReport, path: Path, words: Path | None, form: Path | None = None, *, force: bool = False
) -> Path:
    """Write 納品前チェック票 of a result. Raises UnwritableOutput, BadForm."""
    from pmo_xl.documents.precheck_form import write_precheck_form

    return write_file(path, lambda made: write_precheck_form(made, found, words, form), force=force)


def precheck(
    paths: PathText | Iterable[PathText],
    *,
    words: PathText | None = None,
    customer: str | None = None,
    password: str | None = None,
    book: PathText | Book | None = None,
    rules: Names = (),
    group: str | None = None,
    since: PathText | None = None,
    roots: Places | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
) -> Precheck:
    """Look through files, folders and zips as one delivery.

    words: the words file (TOML); without it [precheck] of the office file pmo_xl.toml of the book, else of the first path. customer: whose name may stand in it; wins over [customer] of the words file. book: the
    ledger of the project, its path or opened. rules: only those whose ID is or begins with one of these. group: 基本, 標準 or 厳格; without it
    規則群 of the book, else 標準. since: an earlier result (.json or .xlsx): each finding is then 新規 or 継続, and the
    waivers filled in there count. roots: folders that the 格納先 of the book are seen from, beside the book's own (without them
    [roots] of its office file): a file that lies there is that row's. jobs: how many processes read the documents; executor: one's own, instead. Raises BadOption where a path is not there, nothing is to be looked at, or an
    option is not understood; UnreadableWorkbook and NoLedgerSheet for the book.
    """
    given = [Path(paths)] if isinstance(paths, str | PathLike) else [Path(each) for each in paths]
    opened = None if book is None else book if isinstance(book, Book) else open_workbook(book)
    near = opened.path if opened else given[0]
    said = _words(Path(words) if words else None, near).for_customer(customer)
    _refuse(said)
    folders = [] if roots is None else arguments.paths(roots, "roots")
    refuse_no_folders(folders)
    asked = _rules_named(arguments.names(rules, "rules"))
    earlier = _earlier(Path(since)) if since is not None else None
    project = opened.project if opened else None
    told = group or (project.settings.text("規則群") if project else "")
    documents: Sequence[Document] = tuple(_read(given, password, arguments.a_whole(jobs, "jobs"), executor))
    if opened:
        documents = _placed(documents, given, opened, folders)
    if not documents:
        raise BadOption(f"{'、'.join(map(str, given))} に点検するファイルがありません。")
    delivery = Delivery(tuple(documents), said, today_in_japan(), project)
    report = judge_delivery(
        delivery, asked, Group.STRICT if rules else _group(told, is_asked=group is not None)
    )
    report = report if earlier is None else _against(report, earlier)
    return Precheck(
        **{each.name: getattr(report, each.name) for each in fields(report)},
        near=near,
        book=opened,
        given=tuple(given),
    )


def _words(path: Path | None, near: Path) -> PrecheckWords:
    """What the words file says, else [precheck] of the office file near the book or the first document; BadOption.

    The names in the ledgers of [others] books are in it.
    """
    if path is not None:
        return _with_names(read_words(path), path.parent, near)
    office = office_file(near)
    try:
        return _with_names(words_of(office.precheck), office.path.parent if office.path else near, near)
    except BadOption as error:
        raise BadOption(f"{office.path} の [precheck] を使えません。{error.message}") from error


def _with_names(words: PrecheckWords, home: Path, own: Path) -> PrecheckWords:
    return with_other_ledgers(words, home.absolute(), own) if words.books else words


def _placed(
    documents: Sequence[Document], given: Sequence[Path], book: Book, roots: Sequence[Path]
) -> Sequence[Document]:
    """The documents with the 格納先 of the book that lead to them."""
    if not book.project.has(Deliverable):
        return documents
    files = {each.path: file for each in documents if (file := file_of(each.path, given))}
    known = roots or [root for root in book.office.roots if root.is_dir()]
    found = locations_of(book.project, book.path, known, files.values())
    return [
        replace(each, filed_as=found.get(file, each.filed_as)) if (file := files.get(each.path)) else each
        for each in documents
    ]


def _read(
    paths: Sequence[Path], password: str | None, jobs: int, executor: Executor | None
) -> Iterator[Document]:
    """The documents in their order, those of some megabytes at a time read by several processes."""
    batch: list[Document | PaperBytes] = []
    size = 0
    for each in delivered(paths, password):
        if jobs <= 1 and executor is None:
            yield each if isinstance(each, Document) else read_bytes(each)
            continue
        batch.append(each)
        size += len(each.data) if isinstance(each, PaperBytes) else 0
        if size > _BATCH:
            yield from _read_batch(batch, jobs, executor)
            batch, size = [], 0
    yield from _read_batch(batch, jobs, executor)


def _read_batch(
    batch: Sequence[Document | PaperBytes], jobs: int, executor: Executor | None
) -> Iterator[Document]:
    files = [each for each in batch if isinstance(each, PaperBytes)]
    read = in_order(read_bytes, files, _lost, executor=executor, jobs=jobs)
    for each in batch:
        yield each if isinstance(each, Document) else next(read)


def _lost(file: PaperBytes, error: BaseException) -> Document:
    """What stands for a document whose process ended."""
    reason = f"{file.path} を読む処理が途中で終わりました({type(error).__name__})。作り直したもので試してください。"
    return unreadable(file.path, ending_of(file.path), reason, is_failed=True, size=len(file.data))


def _group(word: str, *, is_asked: bool) -> Group:
    if word in tuple(Group):
        return Group(word)
    if is_asked:
        raise BadOption(f"規則群「{word}」はありません(基本、標準、厳格)。")
    return Group.STANDARD


def _rules_named(names: Iterable[str]) -> tuple[Rule, ...]:
    """The rules of precheck that IDs or their beginnings mean; all without any. BadOption."""
    wanted = tuple(name.strip().upper() for name in names if name.strip())
    for each in wanted:
        if not any(rule.id.startswith(each) for rule in paper_rules()):
            raise BadOption(f"規則 {each} は納品前点検にありません(PRE001〜PRE035)。")
    return tuple(rule for rule in paper_rules() if not wanted or rule.id.startswith(wanted))


def _refuse(words: PrecheckWords) -> None:
    faults = [*faults_of_words(words.rules), *faults_of_words({each.rule: "切" for each in words.accepted})]
    for pattern, said in words.documents.items():
        faults += [f'[documents."{pattern}"] の{fault}' for fault in faults_of_words(said)]
    if faults:
        raise BadOption(f"語ファイルを使えません。{'、'.join(dict.fromkeys(faults))}。")


@dataclass(frozen=True)
class _Earlier:
    """An earlier result. lines: by the ID of a finding what it was. waivers: those that were filled in."""

    lines: dict[str, str]
    waivers: dict[str, Waiver]


def _against(report: PaperReport, earlier: _Earlier) -> PaperReport:
    """The report, its findings told from those of the earlier result, and what is gone."""
    today = report.delivery.run_day
    found = []
    for each in report.findings:
        waiver = earlier.waivers.get(each.id)
        is_valid = waiver is not None and waiver.until >= today and each.waiver is None
        news = _GOES_ON if each.id in earlier.lines else _NEW
        found.append(replace(each, news=news, waiver=waiver if is_valid else each.waiver))
    now = {each.id for each in found}
    gone = tuple(line for identity, line in earlier.lines.items() if identity not in now)
    late = [
        f"{identity} の免除({waiver.approver})は {waiver.until:%Y/%m/%d} で切れています。"
        for identity, waiver in earlier.waivers.items()
        if waiver.until < today and identity in now
    ]
    return replace(report, findings=tuple(found), resolved=gone, unmet=(*report.unmet, *late))


def _earlier(path: Path) -> _Earlier:
    """The findings of an earlier result. BadOption."""
    try:
        if path.suffix.lower() == ".json":
            return _of_json(path)
        return _of_workbook(next(each for each in read_document(path).tables if each.place == _SHEET))
    except (OSError, UnreadableWorkbook, StopIteration, ValueError, KeyError, TypeError) as error:
        raise BadOption(
            f"--since の {path.name} を前回の結果として読めません(precheck の -o の .xlsx か .json を指定してください)。"
        ) from error


def _of_json(path: Path) -> _Earlier:
    if path.stat().st_size > _LARGEST:
        raise ValueError
    told = json.loads(path.read_text(encoding="utf-8-sig"))
    if told["command"] != "precheck":
        raise ValueError
    lines = {
        each["id"]: f"{each['document']} {each['place']} [{each['rule']}] {each['message']}"
        for each in told["findings"]
    }
    return _Earlier(lines, {})


def _of_workbook(table: PaperTable) -> _Earlier:
    rows = list(table.rows())
    head, heads = next((row, cells) for row, cells in rows if _ID in cells.values())
    columns = {label: column for column, label in heads.items()}
    lines, waivers = {}, {}
    for row, cells in rows:
        if row <= head or not (identity := cells.get(columns[_ID], "")):
            continue
        told = [cells.get(columns[label], "") for label in ("文書", "場所", "規則", "指摘")]
        lines[identity] = f"{told[0]} {told[1]} [{told[2]}] {told[3]}"
        if waiver := _waiver(
            *(cells.get(columns.get(label, 0), "") for label in ("免除理由", "承認者", "免除期限"))
        ):
            waivers[identity] = waiver
    return _Earlier(lines, waivers)


def _waiver(reason: str, approver: str, until: str) -> Waiver | None:
    """What stands in the three columns; None where one of them is empty or the day is none."""
    try:
        day = date(*map(int, until.replace("-", "/").split("/")))
    except (ValueError, TypeError):
        return None
    return Waiver(reason, approver, day) if reason.strip() and approver.strip() else None
