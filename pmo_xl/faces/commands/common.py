"""Options that several commands share, and the walk over the workbooks that they name."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from pmo_xl.errors import BadOption
from pmo_xl.faces.console import tell

if TYPE_CHECKING:
    from pmo_xl.model.json_shape import Failed, Many
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.many import Failure

T = TypeVar("T")
FORMATS = ("table", "json", "csv", "xlsx")
_ENDINGS = {
    "table": (),
    "xlsx": ("xlsx",),
    "csv": ("csv",),
    "json": ("json",),
    "html": ("html", "htm"),
    "sarif": ("sarif", "json"),
    "junit": ("xml",),
}
"""By a form, how the name of its file may end, the usual ending first; a form that is not here: anyhow."""
PARTLY_DONE, NOTHING_DONE = 3, 2
LEVELS = ("error", "question", "warning", "never")


def add_books(parser: argparse.ArgumentParser) -> None:
    """The workbooks to read, and how."""
    parser.add_argument(
        "books", nargs="+", metavar="BOOK", help="台帳のファイル、または台帳を置いたフォルダ(いくつでも)"
    )
    parser.add_argument(
        "--as-of",
        type=a_day,
        metavar="日付",
        help="基準日(例 2026-11-30)。なければ設定シートの基準日、それもなければ今日",
    )
    parser.add_argument(
        "--layout",
        type=Path,
        metavar="ファイル",
        help="表と列の対応を決めたファイル(check --save-layout で作る)",
    )
    add_config(parser)
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")


def add_config(parser: argparse.ArgumentParser) -> None:
    """Which office file counts."""
    parser.add_argument(
        "--config",
        type=Path,
        metavar="ファイル",
        help="職場のファイル pmo_xl.toml(見出し・言葉・規則・様式など)。なければ台帳のフォルダかその上にあるもの",
    )


def add_book_name(parser: argparse.ArgumentParser) -> None:
    """The one workbook a command is about."""
    parser.add_argument("book", type=Path, metavar="BOOK", help="台帳のファイル")
    parser.add_argument("--password-env", metavar="名前", help="ブックのパスワードを入れた環境変数の名前")


def add_one_book(parser: argparse.ArgumentParser) -> None:
    """The one workbook to read and write, and by which day it is judged."""
    add_book_name(parser)
    parser.add_argument(
        "--as-of",
        type=a_day,
        metavar="日付",
        help="基準日(例 2026-11-30)。なければ設定シートの基準日、それもなければ今日",
    )
    add_config(parser)


def add_history(parser: argparse.ArgumentParser) -> None:
    """Where the recorded runs lie."""
    parser.add_argument(
        "--history",
        type=Path,
        metavar="フォルダ",
        help="記録を置くフォルダ。なければ環境変数 PMO_XL_HISTORY、それもなければ台帳の隣の .pmo_xl/history",
    )


def add_fail_on(parser: argparse.ArgumentParser) -> None:
    """From which weight on findings end the command with 1."""
    parser.add_argument(
        "--fail-on",
        choices=LEVELS,
        default="error",
        help="終了コードを1にする重さ(指定しなければ error = エラー)",
    )


def add_apply(parser: argparse.ArgumentParser) -> None:
    """Whether the changes are written."""
    parser.add_argument(
        "--apply", action="store_true", help="書き込む(控えを取り、結果を確かめてから置き換える)"
    )


def add_live(parser: argparse.ArgumentParser) -> None:
    """Whether the book open in Excel is written instead of its file."""
    parser.add_argument(
        "--live",
        action="store_true",
        help="このPCのExcelで開いているブックを読み、開いたまま書き込む(保存はしない)",
    )


def open_one(options: argparse.Namespace) -> Book:
    """Read the one workbook of a command, and say what the user should know of the reading."""
    from pmo_xl.operations.book import open_workbook

    refuse_over_read(options, [options.book])
    given = {"as_of": options.as_of, "password": password_of(options)}
    if getattr(options, "history", None):
        given["history"] = options.history
    if getattr(options, "layout", None):
        given["layout"] = options.layout
    given["config"] = getattr(options, "config", None)
    if _writes(options):
        given["force"] = getattr(options, "force", False)
    if getattr(options, "live", False) or _writes(options):
        from pmo_xl.operations.live import open_to_write

        book = open_to_write(options.book, is_live=options.live, **given)
    else:
        book = open_workbook(options.book, **given)
    remark_on_reading(book, options)
    return book


def refuse_over_read(options: argparse.Namespace, books: Iterable[Path]) -> None:
    """Refuse an -o or --save-layout that is one of the files that are read, before anything is done.

    books: the workbooks and what else the command reads; the decided proposals of --decided are among them.
    """
    from pmo_xl.disk.output_file import refuse_over

    read = [*books, getattr(options, "decided", None)]
    for target in ("output", "save_layout"):
        refuse_over(getattr(options, target, None), read)


def _writes(options: argparse.Namespace) -> bool:
    """Whether the command will write into the workbook: those with --live do, where they have an --apply with it."""
    return hasattr(options, "live") and getattr(options, "apply", True)


def _is_for_writing(parser: argparse.ArgumentParser) -> bool:
    """Whether the command writes into the workbook when it is told to."""
    return any(action.dest == "apply" for action in parser._actions)


def add_output(parser: argparse.ArgumentParser, others: Sequence[str] = ()) -> None:
    """Where the result goes, and in which form. others: the forms that this result has beside the common ones."""
    formats = (*FORMATS, *others)
    parser.set_defaults(formats=formats)
    parser.add_argument("--format", choices=formats, help="出力の形(指定しなければ表。-o の拡張子でも決まる)")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="ファイル", help=f"結果を書くファイル({_endings(formats)})"
    )
    writes = "。最終版などの印のあるブックにも書き込む" if _is_for_writing(parser) else ""
    parser.add_argument("--force", action="store_true", help=f"同じ名前のファイルがあれば上書きする{writes}")
    add_talk(parser)


def add_talk(parser: argparse.ArgumentParser) -> None:
    """How much is said beside the result."""
    parser.add_argument("--quiet", action="store_true", help="結果のほかは表示しない")
    parser.add_argument("--no-progress", action="store_true", help="進み具合を表示しない")
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def a_day(text: str) -> date:
    """An option's value as a date: 2026-11-30, 2026/11/30, 20261130 or R8.11.30."""
    from pmo_xl.operations.arguments import day_of

    found = day_of(text)
    if found is None:
        raise BadOption(f"日付「{text}」は読めません。2026-11-30 のように書いてください。")
    return found


def a_whole(text: str) -> int:
    """An option's value as a whole number of 0 or more."""
    if not text.isdecimal():
        raise BadOption(f"「{text}」は0以上の整数ではありません。")
    return int(text)


@dataclass
class Reading:
    """The workbooks of one command: what could be read, and what could not."""

    options: argparse.Namespace
    failures: list[Failure] = field(default_factory=list)
    count: int = 0

    def books(self) -> Iterator[Book]:
        """Read one workbook after the other; what cannot be read is told and kept in `failures`."""
        from pmo_xl.operations.many import Failure, open_each, workbooks_of

        paths = workbooks_of(self.options.books)
        refuse_over_read(self.options, paths)
        password = password_of(self.options)
        given = {"as_of": self.options.as_of, "password": password, "layout": self.options.layout}
        given["config"] = self.options.config
        for opened in open_each(paths, **given):
            if isinstance(opened, Failure):
                self.failures.append(opened)
                tell(opened.message)
                continue
            self.count += 1
            remark_on_reading(opened, self.options)
            yield opened

    def cannot(self, book: Book, message: str) -> None:
        """Tell that the command could not be done on a workbook that was read."""
        from pmo_xl.operations.many import Failure

        self.failures.append(Failure(book.path, f"{book.path.name}: {message}"))
        self.count -= 1
        tell(self.failures[-1].message)

    @property
    def is_many(self) -> bool:
        """Whether more than one workbook was meant."""
        return self.count + len(self.failures) > 1

    def code(self, code: int) -> int:
        """The exit code: 2 when nothing could be read, 3 when something could not, else the command's own."""
        if self.failures:
            return PARTLY_DONE if self.count else NOTHING_DONE
        return code


def password_of(options: argparse.Namespace) -> str | None:
    """The password in the environment variable that --password-env names."""
    name = options.password_env
    if not name:
        return None
    if name not in os.environ:
        raise BadOption(f"環境変数 {name} がありません。パスワードを入れてから実行してください。")
    return os.environ[name]


def remark_on_reading(book: Book, options: argparse.Namespace) -> None:
    """Say so when 基準日 of 設定 is used and is old, and when a recorded run could not be read."""
    from pmo_xl.operations.opened_book import stale_day_remark

    stale = None if _says_the_day_itself(options) else stale_day_remark(book)
    for remark in (stale, *book.remarks):
        if remark and not options.quiet:
            tell(remark)


def _says_the_day_itself(options: argparse.Namespace) -> bool:
    """Whether the result goes to the terminal as a table, whose first line says what the day is."""
    return hasattr(options, "format") and not options.output and output_format(options) == "table"


def _endings(formats: Iterable[str]) -> str:
    """The usual endings of the forms that a file can have: .xlsx .csv .json."""
    return " ".join(f".{endings[0]}" for form, endings in _ENDINGS.items() if form in formats and endings)


def output_format(options: argparse.Namespace) -> str:
    """--format, else what the ending of -o says, else a table."""
    formats = getattr(options, "formats", FORMATS)
    ending = options.output.suffix.lower().lstrip(".") if options.output else ""
    meant = next((form for form in formats if ending in _ENDINGS.get(form, ())), "")
    told = options.format
    if told and meant and ending not in _ENDINGS.get(told, (ending,)):
        raise BadOption(f"--format {told} と -o の拡張子 .{ending} が違います。どちらかに揃えてください。")
    if options.output and not told and not meant:
        raise BadOption(f"-o のファイル名は {_endings(formats)} のどれかで終えてください。")
    if told == "xlsx" and not options.output:
        raise BadOption("--format xlsx には -o でファイル名を指定してください。")
    return told or meant or "table"


def as_one(results: Sequence[T], failures: Sequence[Failure], many: bool) -> T | Many[T]:
    """The JSON of one workbook, or of several with those that failed."""
    if not many and len(results) == 1:
        return results[0]
    return {"schema": 1, "workbooks": list(results), "failed": failed_json(failures)}


def failed_json(failures: Sequence[Failure]) -> list[Failed]:
    """The workbooks that could not be read or worked on, as data."""
    return [{"workbook": str(failure.path), "message": failure.message} for failure in failures]


class Step(Protocol):
    """Told after each piece of work."""

    def __call__(self, done: int, whole: int, path: Path, /) -> None:
        """How many are done, of how many, and which was the last."""


@contextmanager
def progress(what: str, options: argparse.Namespace) -> Iterator[Step]:
    """A function to tell how far the work is; it shows a bar where one can be seen."""
    if options.quiet or options.no_progress or not sys.stderr.isatty():
        yield _silent
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from pmo_xl.faces.console import console

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def step(done: int, whole: int, path: Path, /) -> None:
            """Move the bar on."""
            bar.update(task, completed=done, total=whole)

        yield step


def _silent(done: int, whole: int, path: Path, /) -> None:
    """Nothing is shown."""
