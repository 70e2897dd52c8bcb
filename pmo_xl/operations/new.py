"""new: makes a master workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pmo_xl.disk.output_file import refuse_over, write_file
from pmo_xl.disk.safe_names import RESERVED
from pmo_xl.errors import BadOption
from pmo_xl.model.lesson import Lesson
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Day, PathText
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.carry_over import CarriedOver, Wanted, carried_over
from pmo_xl.operations.fitting_lessons import fired_rules
from pmo_xl.operations.new_extras import OwnRows, add_own_columns, own_rows, put_lessons
from pmo_xl.operations.opened_book import OpenedBook, read_book
from pmo_xl.operations.today import today_in_japan
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.vba.buttons import NOT_IN_A_NAME

WITH_MACROS = ".xlsm"
PROFILES = ("core", "full")
_LONGEST_NAME = 120


def new_workbook(
    path: PathText,
    *,
    name: str | None = None,
    profile: str = "core",
    macros: bool = False,
    force: bool = False,
    source: PathText | None = None,
    start: Day | None = None,
    wbs: bool = False,
    issues: str = "open",
    password: str | None = None,
    own: bool = False,
    lessons: PathText | None = None,
) -> Path:
    """Make a master workbook at `path` (.xlsx; .xlsm with macros) and give its path.

    name: 案件名 of 設定. profile: "core", or "full" for every sheet. macros: with buttons in Excel. source: the book of
    an earlier project, from which people, systems, vendors, days, words, rules and open issues go on; it is only read.
    start: of the new project. wbs: its work plan goes on too, moved to `start`. issues: "open" or "none". password: of
    `source`. own: the office's own columns of people, systems and vendors go on too. lessons: a book of lessons, of which
    those that fit become rows of チェックリスト (profile "full"). Raises BadOption for a name that Windows cannot hold, another ending or an argument that makes no sense,
    UnwritableOutput when the file exists (without `force`) or cannot be written, UnreadableWorkbook for `source`.
    """
    made = make_book(
        path,
        name=name,
        profile=profile,
        macros=macros,
        force=force,
        source=source,
        start=start,
        wbs=wbs,
        issues=issues,
        password=password,
        own=own,
        lessons=lessons,
    )
    return made.path


@dataclass(frozen=True)
class NewBook:
    """A book that was made. over: what went on from an earlier project; None where there was none."""

    path: Path
    over: CarriedOver | None = None


def make_book(
    path: PathText,
    *,
    name: str | None = None,
    profile: str = "core",
    macros: bool = False,
    force: bool = False,
    source: PathText | None = None,
    start: Day | None = None,
    wbs: bool = False,
    issues: str = "open",
    password: str | None = None,
    own: bool = False,
    lessons: PathText | None = None,
) -> NewBook:
    """Make a master workbook, and say what of an earlier one went into it. Arguments as of `new_workbook`."""
    macros, force = arguments.a_flag(macros, "macros"), arguments.a_flag(force, "force")
    target = _with_ending(arguments.a_path(path, "path"), macros)
    settings = {"案件名": project_name} if (project_name := _project_name(name)) else {}
    if not isinstance(profile, str) or profile not in PROFILES:
        arguments.refuse("profile", profile, "「core」か「full」を渡してください。")
    over, beside = _carried_over(source, start, profile, wbs=wbs, issues=issues, password=password, own=own)
    if over is not None:
        refuse_over(target, [arguments.a_path(source, "source")])
    if lessons is not None:
        before = arguments.a_path(source, "source") if source is not None else None
        path_of = arguments.a_path(lessons, "lessons")
        over = _with_lessons(over or CarriedOver(), path_of, profile, before, password)
    kind = _Kind(profile, macros, {**(over.settings if over else {}), **settings})
    file = write_file(target, lambda made: _write(made, over, kind, beside), force=force)
    return NewBook(file, over)


@dataclass(frozen=True)
class _Kind:
    """How a new book is made."""

    profile: str
    has_macros: bool
    settings: dict[str, str]


def _write(made: Path, over: CarriedOver | None, kind: _Kind, own: OwnRows) -> None:
    from pmo_xl.workbook.author import write_workbook

    def write(path: Path) -> None:
        """The book without own columns."""
        write_workbook(
            path,
            over.records if over else None,
            run_day=today_in_japan(),
            settings=kind.settings,
            profile=kind.profile,
            needs_macros=kind.has_macros,
        )

    if not own:
        write(made)
        return
    with (
        TemporaryDirectory() as folder
    ):  # the steps leave backups, which nobody wants of a book that is not there yet
        path = Path(folder) / f"台帳{WITH_MACROS if kind.has_macros else '.xlsx'}"
        write(path)
        add_own_columns(path, own)
        made.write_bytes(path.read_bytes())


def _with_lessons(
    over: CarriedOver, path: Path, profile: str, source: Path | None, password: str | None
) -> CarriedOver:
    """The lessons that fit as rows of ナレッジ and チェックリスト. source: the book before, whose findings tell some of them."""
    if profile != "full":
        raise BadOption("--lessons の教訓はチェックリストに入ります。--profile full を付けてください。")
    book = _opened(path, None)
    if not book.project.has(Lesson):
        raise BadOption(f"{path.name} は教訓集ではありません(「ナレッジ」の表がありません)。")
    rules = fired_rules(_opened(source, password)) if source else ()
    number, counts = put_lessons(list(book.of(Lesson)), over, path.stem, rules)
    over.remarks.append(
        f"ナレッジとチェックリスト: {path.name} から {number} 件" + (f"({counts})" if counts else "")
    )
    return over


def _carried_over(
    source: PathText | None,
    start: Day | None,
    profile: str,
    *,
    wbs: bool,
    issues: str,
    password: str | None,
    own: bool,
) -> tuple[CarriedOver | None, OwnRows]:
    has_own = arguments.a_flag(own, "own")
    first, has_plan = arguments.a_day(start, "start"), arguments.a_flag(wbs, "wbs")
    if issues not in ("open", "none"):
        arguments.refuse("issues", issues, "「open」か「none」を渡してください。")
    if source is None:
        if has_plan or first or has_own:
            raise BadOption("--wbs と --start と --own は、--from で前の案件の台帳を指定したときに使えます。")
        return None, {}
    if has_plan and first is None:
        raise BadOption("--wbs には、新しい案件の開始日 --start 2027-04-01 が要ります。")
    old = _opened(arguments.a_path(source, "source"), password)
    wanted = Wanted(profile, first, has_plan, issues == "open")
    over = carried_over(old.project, old.path.stem, wanted)
    return over, own_rows(old, over) if has_own else {}


def _opened(path: Path, password: str | None) -> OpenedBook:
    """The earlier book; it is only read."""
    grids = open_grids(path, password)
    source = FileSource(grids.path, grids.sha256, password)
    return read_book(OpenedBook, grids, grids, source, lambda _: None, run_day=today_in_japan())


def _project_name(name: object) -> str | None:
    """The name as a cell can hold it."""
    text = arguments.a_text_or_none(name, "name")
    if text and (not text.isprintable() or len(text) > _LONGEST_NAME):
        arguments.refuse(
            "name", text, f"案件名は、改行や制御文字のない{_LONGEST_NAME}文字までの文字にしてください。"
        )
    return text


def _with_ending(path: Path, macros: bool) -> Path:
    """The path; Excel opens a workbook with macros only as .xlsm, and one without them only as .xlsx."""
    ending = path.suffix.lower()
    if macros and ending == ".xlsx":
        raise BadOption(
            f"{path.name}: ボタン付きの台帳(--macros)のファイル名は {WITH_MACROS} で終えてください。"
        )
    if not macros and ending == WITH_MACROS:
        raise BadOption(
            f"{path.name}: {WITH_MACROS} はボタン付きの台帳です。--macros を付けるか、ファイル名を .xlsx で終えてください。"
        )
    return checked_name(path, WITH_MACROS if macros else ".xlsx")


def checked_name(path: Path, suffix: str = ".xlsx") -> Path:
    """The path, when its name can be a workbook's on Windows too, and (.xlsm) its buttons can work."""
    if path.suffix.lower() != suffix:
        raise BadOption(f"{path.name}: 台帳のファイル名は {suffix} で終えてください。")
    odd = [character for character in NOT_IN_A_NAME if character in path.name]
    if suffix == WITH_MACROS and odd:
        raise BadOption(
            f"{path.name}: ファイル名に {' '.join(odd)} があると、ブックのボタンが動きません。別の名前にしてください。"
        )
    if path.stem.split(".")[0].strip().lower() in RESERVED:
        raise BadOption(f"{path.name}: Windows が使う特別な名前です。別の名前にしてください。")
    if any(character in '<>:"|?*' or ord(character) < 32 for character in path.name) or path.stem.endswith(
        " "
    ):
        raise BadOption(f'{path.name}: ファイル名に < > : " | ? *、制御文字、末尾の空白は使えません。')
    if len(path.name) > _LONGEST_NAME:
        raise BadOption(
            f"ファイル名が長すぎます({len(path.name)}文字)。{_LONGEST_NAME}文字までにしてください。"
        )
    return path
