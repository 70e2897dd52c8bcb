"""`history`: what changed between two recorded runs, record by record."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.errors import BadOption
from pmo_xl.faces.commands.common import (
    a_day,
    add_book_name,
    add_history,
    add_output,
    password_of,
    refuse_over_read,
)
from pmo_xl.faces.console import tell
from pmo_xl.faces.numbered import number_of
from pmo_xl.faces.output import Forms, send
from pmo_xl.visible import visible_line

if TYPE_CHECKING:
    from pmo_xl.documents.history import HistoryJson, HistoryOfBookJson
    from pmo_xl.history import FolderHistory
    from pmo_xl.operations.history import Between


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "pmo-xl record で残した2回の記録を比べ、足された行・消えた行・変わった欄と、指摘の新規・解消を並べます。"
        "指定しなければ最後の2回を比べます。"
    )
    add_book_name(parser)
    parser.add_argument(
        "--since", type=a_day, metavar="日付", help="この日の状態と比べる(その日以前の最後の記録)"
    )
    parser.add_argument(
        "--until", type=a_day, metavar="日付", help="この日の状態まで(その日以前の最後の記録)"
    )
    parser.add_argument("--list", action="store_true", help="残っている記録の一覧だけを表示する")
    add_history(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Compare two runs; the exit code does not judge."""
    from pmo_xl.operations.history import changes_between, runs_of

    refuse_over_read(options, [options.book])
    runs = runs_of(options.book, password=password_of(options), history=options.history)
    if options.list:
        _refuse_beside_list(options)
        return _list(runs)
    between = changes_between(runs, since=options.since, until=options.until)
    for remark in between.remarks:
        tell(remark)
    send(_forms(between, number_of(options)), options)
    return 0


def _refuse_beside_list(options: argparse.Namespace) -> None:
    given = {
        "--since": options.since,
        "--until": options.until,
        "--format": options.format,
        "-o": options.output,
    }
    unused = [word for word, value in given.items() if value]
    if unused:
        raise BadOption(
            f"--list は記録の一覧だけを表示します。{'、'.join(unused)} は使えません。どちらかを外してください。"
        )


def _list(runs: FolderHistory) -> int:
    from pmo_xl.documents.history import moment_text, precheck_line
    from pmo_xl.faces.console import screen
    from pmo_xl.operations.earlier_runs import prechecks_of

    out = screen()
    out.say(visible_line(f"記録 {len(runs.runs())} 回分: {runs.folder}"))
    for name in runs.runs():
        out.say(f"{moment_text(name.made_at)}  {name.file_name}", first="  ", rest="    ")
    looks, remarks = prechecks_of(runs)
    if looks or remarks:
        out.say(visible_line(f"納品前点検の記録 {len(looks)} 回分:"))
    for look in looks:
        out.say(visible_line(precheck_line(look)), first="  ", rest="    ")
    for remark in remarks:
        tell(remark)
    return 0


def _forms(between: Between, number: int) -> Forms:
    from pmo_xl.documents.csv_file import csv_bytes
    from pmo_xl.documents.history import (
        changes_listing,
        findings_listing,
        history_json,
        history_of_book_json,
    )
    from pmo_xl.documents.list_book import write_listings
    from pmo_xl.faces.tables import print_listing
    from pmo_xl.operations.today import today_in_japan

    earlier, later = between.earlier, between.later
    came, went = between.new_findings, between.resolved_findings
    changes = changes_listing(earlier, later, between.differences)
    findings = findings_listing(came, went, earlier, later)

    def table() -> None:
        """What changed, then the findings that came and went."""
        print_listing(later.workbook, changes)
        print_listing(later.workbook, findings)

    def json() -> HistoryJson | HistoryOfBookJson:
        """Both runs and what lies between them."""
        told = history_json(earlier, later, between.differences, came, went)
        return told if number == 1 else history_of_book_json(told, later, today_in_japan())

    def xlsx(path: Path) -> None:
        """A sheet for the changes and one for the findings."""
        write_listings(path, [changes, findings])

    return Forms(table, json, lambda: csv_bytes(changes), xlsx)
