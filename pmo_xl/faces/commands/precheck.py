"""`precheck`: looks through documents before they go to the customer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption, UnwritableOutput
from pmo_xl.faces.commands.common import (
    LEVELS,
    NOTHING_DONE,
    PARTLY_DONE,
    a_whole,
    add_config,
    add_fail_on,
    add_output,
    password_of,
    refuse_over_read,
)
from pmo_xl.faces.console import screen, tell
from pmo_xl.faces.output import Forms, send
from pmo_xl.visible import visible_line

if TYPE_CHECKING:
    from pmo_xl.operations.precheck import Precheck


ALSO = ("html", "sarif", "junit")


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "お客様へ出す文書(Word・Excel・PowerPoint・PDF・.xls・.xlsb・.ods・テキストと、それらのzip)を、出す前に点検します。"
        "書きかけの印、コメント、変更履歴、ほかの顧客の名前などを、場所と直し方を付けて並べ、合格・条件付・不合格を言います。"
        "文書は読むだけで、書き換えません。読めない種類のファイルがあれば条件付です。"
        "終了コード: 0 エラーなし / 1 エラーあり / 2 できなかった / 3 読めない文書がある。"
    )
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="FILE|FOLDER|ZIP", help="出すもの(全部で1つの納品とみなす)"
    )
    parser.add_argument(
        "--words",
        type=Path,
        metavar="語.toml",
        help="自社・顧客・ほかの顧客の名前や、追加の言葉を書いたファイル(指定しなければ pmo_xl.toml の [precheck])",
    )
    parser.add_argument(
        "--customer", metavar="名前", help="出す相手の名前(語ファイルの [customer] より優先する)"
    )
    parser.add_argument(
        "--book",
        type=Path,
        metavar="台帳",
        help="案件の台帳(納品対象、番号、版、取引先と比べ、点検を台帳の記録に残す)",
    )
    parser.add_argument(
        "--since",
        type=Path,
        metavar="前回結果",
        help="前回の結果(.xlsx か .json)。新規と継続を分け、そこに書いた免除を使う",
    )
    parser.add_argument(
        "--report", type=Path, metavar="チェック票.docx", help="納品前チェック票(Word、承認欄つき)を作る"
    )
    parser.add_argument(
        "--template",
        type=Path,
        metavar="様式.docx",
        help="--report の自社の様式(項目は pmo-xl fields 納品前チェック票。なければ pmo_xl.toml の [forms])",
    )
    _declare_how(parser)


def _declare_how(parser: argparse.ArgumentParser) -> None:
    """How it is looked through, and what becomes of the result."""
    parser.add_argument("--rules", nargs="+", default=(), metavar="ID", help="見る規則(例 PRE010 PRE02)")
    parser.add_argument(
        "--group", choices=("基本", "標準", "厳格"), help="規則群(なければ台帳の設定、それもなければ標準)"
    )
    parser.add_argument(
        "--root",
        nargs="+",
        type=Path,
        metavar="フォルダ",
        help="--book の台帳の格納先を、台帳のフォルダのほかに、ここからも見る(同じ名前のファイルがどの行のものかが分かる。なければ pmo_xl.toml の [roots])",
    )
    parser.add_argument(
        "--jobs", type=a_whole, default=1, metavar="数", help="同時に文書を読むプロセスの数(指定しなければ1)"
    )
    add_config(parser)
    parser.add_argument("--password-env", metavar="名前", help="文書のパスワードを入れた環境変数の名前")
    add_fail_on(parser)
    add_output(parser, ALSO)


def run(options: argparse.Namespace) -> int:
    """Look through, say what was found and what was not looked at; the exit code of the contract."""
    from pmo_xl.operations.precheck import precheck

    _refuse_output(options)
    found = precheck(
        options.paths,
        words=options.words,
        customer=options.customer,
        password=password_of(options),
        book=options.book,
        rules=options.rules,
        group=options.group,
        since=options.since,
        roots=options.root,
        jobs=options.jobs,
    )
    send(_forms(found, options), options)
    if options.book:
        _keep(found)
    if options.report:
        path = found.save_form(
            options.report, words=options.words, template=options.template, force=options.force
        )
        tell(f"納品前チェック票を {path} に書きました。")
    if any(each.is_failed for each in found.documents) or any(count.is_failed for count in found.rules):
        return PARTLY_DONE if any(each.is_read for each in found.documents) else NOTHING_DONE
    return int(_is_failing(found, options.fail_on))


def _keep(found: Precheck) -> None:
    """Record the look in the ledger's history; where that cannot be, it is said, and the result stands."""
    try:
        found.keep()
    except UnwritableOutput as error:
        tell(error.message)


def _refuse_output(options: argparse.Namespace) -> None:
    """Refuse a result that would be delivered, or that would lie over what is."""
    from pmo_xl.disk.output_file import refuse_over

    refuse_over_read(options, [*options.paths, *filter(None, (options.book, options.since))])
    folders = [each.resolve() for each in options.paths if each.is_dir()]
    made = [each.resolve() for each in (options.output, options.report) if each]
    refuse_over(
        options.report, [*options.paths, *filter(None, (options.book, options.since, options.template))]
    )
    if options.template and not options.report:
        raise BadOption("--template は --report チェック票.docx と一緒に指定してください。")
    if any(folder in each.parents for folder in folders for each in made):
        raise BadOption(
            "-o か --report の場所が、点検するフォルダの中です。結果が一緒に納品されてしまうので、外の場所を指定してください。"
        )


def _is_failing(found: Precheck, level: str) -> bool:
    return level != "never" and any(
        not each.waiver and each.severity in LEVELS[: LEVELS.index(level) + 1] for each in found.findings
    )


def _forms(found: Precheck, options: argparse.Namespace) -> Forms:
    from pmo_xl.documents.csv_file import csv_bytes
    from pmo_xl.documents.json_pieces import json_text
    from pmo_xl.documents.precheck import findings_listing, precheck_json, write_precheck
    from pmo_xl.documents.precheck_ci import precheck_junit, precheck_sarif
    from pmo_xl.documents.precheck_page import precheck_page

    return Forms(
        lambda: _print(found),
        lambda: precheck_json(
            found, *(str(each) if each else None for each in (options.words, options.book))
        ),
        lambda: csv_bytes(findings_listing(found)),
        lambda path: write_precheck(path, found),
        {
            "html": lambda: precheck_page(found, options.output and options.output.absolute().parent),
            "sarif": lambda: f"{json_text(precheck_sarif(found, options.paths))}\n".encode(),
            "junit": lambda: precheck_junit(found),
        },
    )


def _print(found: Precheck) -> None:
    from pmo_xl.documents.precheck import (
        UNREAD,
        finding_lines,
        scope_lines,
        unread_lines,
        verdict_line,
        waiver_lines,
    )

    out = screen()
    out.say(verdict_line(found), style="bold")
    for line in scope_lines(found):
        out.say(visible_line(line), first="  ", rest="    ")
    for _, line in finding_lines(found):
        out.say(visible_line(line), rest="    ")
    _print_lines("免除", list(waiver_lines(found)))
    _print_lines("前回にあって、なくなった指摘", list(found.resolved))
    lines = list(unread_lines(found))
    _print_lines(UNREAD, lines)
    if found.findings or lines:
        out.say(verdict_line(found), style="bold")


def _print_lines(what: str, lines: list[str]) -> None:
    """A heading with how many there are, and the lines; nothing where there are none."""
    out = screen()
    if lines:
        out.say(f"{what} {len(lines)} 件", style="bold")
    for line in lines:
        out.say(visible_line(line), first="  ", rest="    ")
