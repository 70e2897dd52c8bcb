"""`portfolio`: all projects on one page."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pmo_xl.faces.commands.common import (
    LEVELS,
    NOTHING_DONE,
    PARTLY_DONE,
    add_history,
    password_of,
    progress,
)
from pmo_xl.faces.console import screen, tell
from pmo_xl.faces.many_books import add_many_books, tell_of_books

if TYPE_CHECKING:
    from pmo_xl.documents.portfolio.result import Portfolio


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "フォルダの台帳をまとめて読み、全案件の信号(計算と報告の差)・マイルストーン・要員・決めること・同じ問題・取引先・推移を"
        "1つにまとめて、Excel・Word・ブラウザのページ・JSON で渡します。台帳とそのフォルダには何も書きません。"
        "終了コード: 0 指摘なし / 1 指摘あり / 2 できなかった / 3 読めない台帳がある。"
    )
    add_many_books(
        parser,
        as_of="全案件の基準日。なければ台帳ごとの基準日、それもなければ今日",
        again="同じ日の結果があれば作り直す",
    )
    add_history(parser)


def run(options: argparse.Namespace) -> int:
    """Put the workbooks side by side; 3 when some could not be read, 2 when none could, 1 for findings."""
    from pmo_xl.operations.portfolio import portfolio

    with progress("台帳を読んでいます", options) as step:
        result = portfolio(
            options.books,
            as_of=options.as_of,
            jobs=options.jobs,
            policy=options.policy,
            cache=options.cache,
            timeout=options.timeout,
            history=options.history,
            config=options.config,
            password=password_of(options),
            on_progress=step,
        )
    return _finish(result, options)


def _finish(result: Portfolio, options: argparse.Namespace) -> int:
    from pmo_xl.documents.portfolio.json_file import portfolio_json
    from pmo_xl.faces.streams import print_bytes
    from pmo_xl.operations.portfolio_files import write_portfolio

    tell_of_books(result, options)
    if not result.projects:
        return NOTHING_DONE
    if options.output:
        written = write_portfolio(result, options.output, force=options.force)
        if not options.quiet:
            tell(
                f"{options.output} に {len(written)} 個のファイルを書きました: {'、'.join(p.name for p in written)}"
            )
    if options.format == "json":
        for piece in portfolio_json(result):
            print_bytes(piece.encode())
    elif not (options.quiet and options.output):
        _show(result)
    return _code(result, options.fail_on)


def _show(result: Portfolio) -> None:
    """The summary on the terminal."""
    from pmo_xl.documents.portfolio.lists import terminal_list
    from pmo_xl.documents.portfolio.summary import headline, overview, points
    from pmo_xl.faces.tables import print_listing

    out = screen()
    out.say(headline(result), style="bold")
    for sentence in overview(result):
        out.say(sentence)
    out.say("\n決めること・急ぐこと", style="bold")
    for sentence in points(result):
        out.say(sentence, first="・", rest="  ")
    print_listing("", terminal_list(result))


def _code(result: Portfolio, level: str) -> int:
    if result.failed or any(project.reading.failed_rules for project in result.projects):
        return PARTLY_DONE
    if level == "never":
        return 0
    counted = LEVELS[: LEVELS.index(level) + 1]
    return int(any(getattr(project.findings, word) for project in result.projects for word in counted))
