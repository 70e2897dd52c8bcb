"""Planned changes where they were asked for: the four forms of `fix` and `baseline` alike, and the exit code."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.faces.commands.common import NOTHING_DONE, PARTLY_DONE
from pmo_xl.faces.console import tell
from pmo_xl.faces.numbered import number_of
from pmo_xl.faces.output import Forms, send

if TYPE_CHECKING:
    from pmo_xl.documents.planned import PlanJson, PlanOfBookJson
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.planned import Plan

CODES = (
    "終了コード: 0 直すものがない、または書いた / 1 直せるものがある(--apply なし) / 2 できなかった / "
    "3 書き込めないセルを残して書いた。"
)


def send_plan(plan: Plan, title: str, book: Book, options: argparse.Namespace) -> int:
    """Send the changes and say what was done; 1 when there is something to do and --apply is missing.

    3 when some cells could not be written, 2 when none could.
    """
    send(_forms(plan, title, book, options), options)
    if not options.quiet:
        _tell_result(plan)
    if options.apply and plan.blocked:
        return PARTLY_DONE if plan.saved else NOTHING_DONE
    return int(bool(plan.changes or plan.blocked) and plan.saved is None)


def _tell_result(plan: Plan) -> None:
    if plan.saved:
        tell(f"{plan.path.name} の {len(plan.changes)} か所を書き換えました。")
        if plan.saved.backup:
            tell(f"書き換える前の控え: {plan.saved.backup}")
        for notice in plan.saved.notices:
            tell(notice)
    elif plan.changes:
        tell(
            f"{plan.path.name} の {len(plan.changes)} か所を直せます。書き込むには --apply を付けてください。"
        )
    elif plan.doubtful:
        tell(
            f"{plan.path.name} に自動で直せるところはありません。人が直すものが {len(plan.doubtful)} か所あります。"
        )
    elif not plan.blocked:
        tell(f"{plan.path.name} に直すところはありません。")
    if plan.blocked:
        tell(
            f"{plan.path.name} の {len(plan.blocked)} か所は書き込めません。わけは一覧の「内容」にあります。"
        )


def _forms(plan: Plan, title: str, book: Book, options: argparse.Namespace) -> Forms:
    from pmo_xl.documents.csv_file import csv_bytes
    from pmo_xl.documents.json_head import head
    from pmo_xl.documents.list_book import write_listings
    from pmo_xl.documents.planned import plan_json, plan_of_book_json, planned_listing
    from pmo_xl.faces.tables import print_listing

    changes = planned_listing(
        title, plan.changes, f"ほかに数式の計算結果 {plan.refreshed} か所" if plan.refreshed else ""
    )
    doubtful = planned_listing("人が直すもの", plan.doubtful, "書き込みません。見て直してください。")
    blocked = planned_listing(
        "書き込めないもの", plan.blocked, "わけを除いてから、もう一度実行してください。"
    )
    everything = planned_listing(title, [*plan.changes, *plan.blocked, *plan.doubtful])

    def table() -> None:
        """The changes on the screen, and those that a person must look at."""
        print_listing(plan.path.name, changes)
        if plan.blocked:
            print_listing(plan.path.name, blocked)
        if plan.doubtful:
            print_listing(plan.path.name, doubtful)

    def json() -> PlanJson | PlanOfBookJson:
        """The plan as one object, with whether it was written."""
        if number_of(options) != 1:
            project = book.project
            begun = head(options.command, project.run_day, [(project.as_of, project.as_of_source)])
            return plan_of_book_json(begun, plan)
        is_applied = plan.saved is not None
        return plan_json(
            plan.path.name, plan.changes, plan.doubtful, plan.refreshed, plan.blocked, is_applied=is_applied
        )

    def xlsx(path: Path) -> None:
        """A sheet for the changes, one for what cannot be written, one for the doubtful."""
        write_listings(path, [changes, *([blocked] if plan.blocked else []), doubtful])

    return Forms(table, json, lambda: csv_bytes(everything), xlsx)
