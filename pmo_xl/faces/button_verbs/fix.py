"""入力補正: the repairs that need no decision are shown cell by cell, and written after a はい."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmo_xl.faces.button_verbs.boxes import made, paragraphs, some
from pmo_xl.faces.button_verbs.lists import write_lists

if TYPE_CHECKING:
    from pmo_xl.faces.button_verbs.desk import Desk
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.planned import Plan, PlannedChange

_MOST = 12
_LONGEST = 24


def fix(pressed: Desk) -> None:
    """Show every change first; write them all or none."""
    book = pressed.read("直せるところを探しています…")
    plan = book.fix()
    if not (plan.changes or plan.doubtful):
        pressed.tell("直すところはありません。")
        return
    lists = _listed(pressed, book, plan)
    if not plan.changes:
        pressed.tell(paragraphs(["自動で直せるところはありません。"], _doubtful(plan), lists))
        return
    pressed.say("入力補正: 答えを待っています")
    if pressed.ask(question(plan, lists)):
        _write(pressed, plan)


def question(plan: Plan, lists: Sequence[str]) -> str:
    """The changes before → after, as many as a box can show, and the question."""
    return paragraphs(
        [f"次の {len(plan.changes)} か所を直します。"],
        some([_shown(each) for each in plan.changes], _MOST),
        _doubtful(plan),
        [*lists, "(すべての 前 → 後 がこの一覧にあります)"],
        ["書き込みますか。「いいえ」なら何も変えません。"],
    )


def _shown(planned: PlannedChange) -> str:
    change = planned.change
    return f"{change.sheet}!{change.cell} {change.column}: {_short(change.before)} → {_short(change.after)}"


def _short(text: str) -> str:
    from pmo_xl.model.display import shortened

    return shortened(" ".join(text.split()) or "(空欄)", _LONGEST)


def _doubtful(plan: Plan) -> list[str]:
    count = len(plan.doubtful)
    return [f"人が見て直すもの(書き込みません): {count} か所。"] if count else []


def _listed(pressed: Desk, book: Book, plan: Plan) -> list[str]:
    """Everything before → after in a workbook: what to look at, and afterwards the record of what was there."""
    from pmo_xl.documents.planned import planned_listing
    from pmo_xl.operations.many import FIXES

    listings = [
        planned_listing("直せるもの", plan.changes),
        planned_listing("人が直すもの", plan.doubtful, "書き込みません。見て直してください。"),
    ]
    path, is_open = write_lists(pressed, f"{FIXES}_{book.project.run_day}", listings)
    pressed.come_back()
    return made(path, pressed.outputs, is_open=is_open)


def _write(pressed: Desk, shown: Plan) -> None:
    """Write what was shown, unless somebody changed the workbook behind the box."""
    from pmo_xl.errors import RefusedEdit

    book = pressed.read("入力補正: 書き込んでいます…")
    if [each.change for each in book.fix().changes] != [each.change for each in shown.changes]:
        raise RefusedEdit("見せた後に台帳が変わったため、何も書き込みませんでした。もう一度押してください。")
    done = book.fix(apply=True)
    pressed.tell(
        paragraphs(
            [f"{len(done.changes)} か所を書き換えました。", *_left(done)],
            done.saved.notices if done.saved else (),
        )
    )


def _left(done: Plan) -> list[str]:
    """What could not be written, and where the file as it was before is kept (an open book has none)."""
    blocked = (
        [f"{len(done.blocked)} か所は書き込めませんでした。わけは一覧にあります。"] if done.blocked else []
    )
    backup = done.saved.backup if done.saved else None
    return [*blocked, *([f"書き換える前の控え: {backup}"] if backup else [])]
