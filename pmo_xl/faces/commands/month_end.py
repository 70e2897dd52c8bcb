"""`month-end`: 検収 and 支払 of a month over many workbooks."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import (
    PARTLY_DONE,
    password_of,
    progress,
)
from pmo_xl.faces.console import screen, tell
from pmo_xl.faces.many_books import add_many_books, tell_of_books
from pmo_xl.faces.numbered import number_of

if TYPE_CHECKING:
    from pmo_xl.documents.month_end.result import MonthEndResult
    from pmo_xl.operations.month_end_files import Written

_SHOWN_FILES = 3


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "フォルダの台帳をまとめて読み、ひと月に検収・支払すべきもの、済んだもの、遅れ、取適法の判定を、"
        "Excel・Word・CSV・催促文で渡します。台帳とそのフォルダには何も書きません。"
    )
    add_many_books(
        parser,
        as_of="基準日。なければ対象の月の末日(まだ来ていなければ今日)",
        again="同じ月の結果があれば作り直す",
    )
    parser.add_argument(
        "--month",
        type=a_month,
        metavar="月",
        help="対象の月(例 2026-11)。なければ10日までは前の月、11日からはその月",
    )
    parser.add_argument(
        "--previous",
        type=Path,
        metavar="フォルダ",
        help="前の月の結果のフォルダ(なければ -o のフォルダの履歴)",
    )


def a_month(text: str) -> date:
    """An option's value as a month: 2026-11, 2026/11, 202611, 2026年11月 or R8.11."""
    from pmo_xl.operations.arguments import month_of

    found = month_of(text)
    if found is None:
        raise BadOption(f"月「{text}」は読めません。2026-11 のように書いてください。")
    return found


def run(options: argparse.Namespace) -> int:
    """Examine the workbooks; 3 when some could not be read, 2 when none could, 1 for findings."""
    from pmo_xl.metrics.month_end.closing_month import closing_month
    from pmo_xl.operations.month_end import month_end
    from pmo_xl.operations.month_end_files import refuse_existing
    from pmo_xl.operations.today import today_in_japan

    if options.output:
        month = closing_month(options.month, options.as_of or today_in_japan())
        refuse_existing(options.output, f"{month.first:%Y-%m}", force=options.force)
    with progress("台帳を点検しています", options) as step:
        result = month_end(
            options.books,
            options.month,
            jobs=options.jobs,
            policy=options.policy,
            previous=options.previous or options.output,
            password=password_of(options),
            as_of=options.as_of,
            cache=options.cache,
            with_files=bool(options.output) or options.format == "json",
            config=options.config,
            timeout=options.timeout,
            on_progress=step,
        )
    return finish(result, options)


def finish(result: MonthEndResult, options: argparse.Namespace) -> int:
    """Write the files, show the summary, name what failed; the exit code."""
    from pmo_xl.documents.month_end.json_file import month_end_json
    from pmo_xl.faces.streams import print_bytes
    from pmo_xl.operations.month_end_files import PartlyWritten, written_month_end

    tell_of_books(result, options)
    if not result.projects:
        return 2
    if options.output:
        try:
            written = written_month_end(
                result, options.output, force=options.force, number=number_of(options)
            )
        except PartlyWritten as error:
            tell(error.message)
            return PARTLY_DONE
        if not options.quiet:
            tell(_sentence(written, options.output))
    if options.format == "json":
        for piece in month_end_json(result, number_of(options)):
            print_bytes(piece.encode())
    elif not (options.quiet and options.output):
        show(result)
    return _code(result, options.fail_on)


def _sentence(written: Written, folder: Path) -> str:
    count = f"{len(written.files)} 個のファイル"
    if written.is_standing:
        return f"{folder} の {count}は、何も変わらないのでそのままです(点検記録にだけ書き足しました)。"
    return f"{folder} に {count}を書きました: {_names(written.files)}"


def _names(written: tuple[Path, ...]) -> str:
    names = "、".join(path.name for path in written[:_SHOWN_FILES])
    return f"{names} ほか" if len(written) > _SHOWN_FILES else names


def show(result: MonthEndResult) -> None:
    """The summary on the terminal."""
    from pmo_xl.documents.listing import Listing
    from pmo_xl.documents.month_end.summary import decisions, headline, overview
    from pmo_xl.documents.month_end.tables import terminal_table
    from pmo_xl.faces.tables import print_listing

    out = screen()
    out.say(headline(result), style="bold")
    for sentence in overview(result):
        out.say(sentence)
    out.say("\n決めること・急ぐこと", style="bold")
    for sentence in decisions(result):
        out.say(sentence, first="・", rest="  ")
    table: Listing = terminal_table(result)
    print_listing("", table)


def _code(result: MonthEndResult, level: str) -> int:
    from pmo_xl.rules.rule import Severity

    if result.failed or any(project.reading.failed_rules for project in result.projects):
        return 3
    if level == "never":
        return 0
    ranks = (f.severity.rank for p in result.projects for f in p.findings if f.waived is None)
    return int(any(rank <= Severity(level).rank for rank in ranks))
