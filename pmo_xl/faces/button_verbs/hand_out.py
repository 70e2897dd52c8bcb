"""配布: the rows of the active sheet to those who answer, one small workbook each; nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from pmo_xl.errors import BadOption
from pmo_xl.faces.button_verbs.boxes import UNSAVED, made, paragraphs, some

if TYPE_CHECKING:
    from pmo_xl.exchange.addressees import LeftOut
    from pmo_xl.exchange.handing_out import HandOut
    from pmo_xl.faces.button_verbs.pressed_book import PressedBook
    from pmo_xl.model.record import Record
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.hand_out import HandedOutFiles, Wanted

FOLDER = "配布"
_MOST = 8
_DAYS_TO_ANSWER = 5
_USUAL: Final = {"QA表": "取引先", "検収支払": "取引先", "RFP照合表": "取引先", "IF一覧": "システム"}
_UNITS: Final = ("担当", "システム", "取引先")


@dataclass(frozen=True)
class _Rows:
    """The rows of the active sheet that can be handed out."""

    sheet: str
    open: Sequence[Record]
    selected: Sequence[Record]


def hand_out(pressed: PressedBook) -> None:
    """Ask which rows, by what and until when; show who would get what; make the files after a はい."""
    from pmo_xl.operations.hand_out import Wanted, handed_out_today, planned_hand_outs
    from pmo_xl.operations.hand_out import hand_out as handed_out

    tab, chosen = pressed.active_tab, pressed.selected_rows()
    book = pressed.read("配る行を調べています…")
    rows = _rows(book, tab, chosen)
    pressed.say("配布: 答えを待っています")
    wanted = Wanted(rows.sheet, "", tab=tab)
    answer = pressed.choose(_which(rows)) if rows.selected else _only_open(pressed, rows)
    if answer == "cancel":
        return
    numbers = frozenset(row.row or 0 for row in rows.selected)
    wanted = replace(wanted, only_open=True) if answer == "yes" else replace(wanted, rows=numbers)
    asked = _unit_and_day(pressed, book, rows.sheet)
    if asked is None:
        return
    wanted = replace(wanted, by=asked[0], due_on=asked[1])
    planned, left_out, remarks = planned_hand_outs(book, wanted)
    if not planned:
        pressed.tell(paragraphs(["配る行がありません。ファイルは作っていません。"], remarks, _left(left_out)))
        return
    again = handed_out_today(book, planned)
    if pressed.ask(_question(wanted, planned, left_out, [each.id for each in again])):
        folder = pressed.outputs.free(f"{FOLDER}_{rows.sheet}_{book.project.run_day}")
        pressed.say("配布: ファイルを作っています…")
        done = handed_out(book, wanted, folder, force=bool(again))
        pressed.open_folder(folder)
        pressed.tell(_told(pressed, done))


def _rows(book: Book, tab: str, chosen: range) -> _Rows:
    from pmo_xl.exchange.hand_out_plan import plan_of
    from pmo_xl.metrics.open_row import is_open_row

    sheet = next((each.record_class for each in book.layouts.tables if each.title == tab), None)
    if sheet is None:
        raise BadOption(
            f"「{tab}」シートの行は配れません。QA表 や 課題管理表 などの台帳を開き、行を選んでから押してください。"
        )
    plan_of(sheet.sheet.label, is_outside=False)
    here = [row for row in book.of(sheet) if row.place and row.place.table.sheet_title == tab]
    waiting = [row for row in here if is_open_row(row, book.project)]
    return _Rows(sheet.sheet.label, waiting, [row for row in here if row.row in chosen])


def _which(rows: _Rows) -> str:
    names = [f"{row.row_id or '(番号なし)'} {getattr(row, 'title', None) or ''}" for row in rows.selected]
    return paragraphs(
        [f"「{rows.sheet}」のどの行を配りますか。"],
        [
            f"はい … 未完了の行すべて({len(rows.open)} 行)",
            f"いいえ … いま選んでいる行だけ({len(rows.selected)} 行)",
            "キャンセル … 何もしない",
        ],
        ["選んでいる行:", *some(names, _MOST)],
    )


def _only_open(pressed: PressedBook, rows: _Rows) -> str:
    question = paragraphs(
        [f"「{rows.sheet}」の未完了の行({len(rows.open)} 行)を配りますか。"],
        ["一部の行だけを配るには、その行を選んでから押してください。"],
    )
    return "yes" if pressed.ask(question) else "cancel"


def _unit_and_day(pressed: PressedBook, book: Book, sheet: str) -> tuple[str, date | None] | None:
    """By what rows are parted and until when the answers are due; None when the user goes back."""
    from pmo_xl.model.display import day

    unit = pressed.type_in(
        "何ごとに分けて配りますか。担当・システム・取引先 のどれか(台帳の列で分けるなら 列:見出し)を書いてください。",
        _USUAL.get(sheet, _UNITS[0]),
    )
    if unit is None:
        return None
    usual = book.project.calendar.add_business_days(book.project.run_day, _DAYS_TO_ANSWER)
    typed = pressed.type_in(
        "いつまでに答えてもらいますか(回答期限)。決めないなら空にしてください。", day(usual)
    )
    return None if typed is None else (unit.strip(), _day(typed))


def _day(typed: str) -> date | None:
    from pmo_xl.operations.arguments import day_of

    if not typed.strip():
        return None
    found = day_of(typed.strip())
    if found is None:
        raise BadOption(
            f"回答期限「{typed.strip()}」を読めません。2026/12/11 のように書いてください。何も作っていません。"
        )
    return found


def _question(
    wanted: Wanted, planned: Sequence[HandOut], left_out: Sequence[LeftOut], again: Sequence[str]
) -> str:
    from pmo_xl.model.display import day

    due = f"回答期限 {day(wanted.due_on)}" if wanted.due_on else "回答期限 なし"
    names = [
        f"{each.to}: {len(each.rows)} 件{f'(うち期限超過 {each.overdue})' if each.overdue else ''}"
        f"{'' if each.mail else ' ※メールアドレスなし'}"
        for each in planned
    ]
    cancelled = [f"今日もう配ったもの({'、'.join(again)})は取消にし、配り直します。"] if again else []
    return paragraphs(
        [f"{wanted.sheet}を{wanted.by}ごとに配ります({due})。{len(planned)} 個のブックを作りますか。"],
        some(names, _MOST),
        cancelled,
        _left(left_out),
        ["作るだけで、送信はしません。「いいえ」なら何も作りません。"],
    )


def _left(left_out: Sequence[LeftOut]) -> list[str]:
    lines = [f"{each.row_id or '(番号なし)'}: {each.reason}" for each in left_out]
    return ["配らない行:", *some(lines, _MOST)] if lines else []


def _told(pressed: PressedBook, done: HandedOutFiles) -> str:
    recorded = [f"配布記録に {len(done.hand_outs)} 行を足しました。", UNSAVED] if done.is_recorded else []
    names = [f"{each.id} {each.to}: {each.file}" for each in done.hand_outs]
    folder = done.files[0].parent
    return paragraphs(
        [f"{len(done.hand_outs)} 個のブックと、メールの下書き(.eml)・文(.txt)を作りました。"],
        some(names, _MOST),
        recorded,
        done.remarks,
        [*made(folder, pressed.outputs), "送信はしていません。内容を確かめてから送ってください。"],
    )
