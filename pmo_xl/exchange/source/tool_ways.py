"""What tools do in their own way: keys in addresses, people with numbers, a state that other columns tell, dates.

A moment with its zone is the day in Japan; the order of 11/10/2026 is its column's, or nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pmo_xl.exchange.normal import JAPAN
from pmo_xl.exchange.source.tools import Tool
from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record, Unread
from pmo_xl.model.references import name_key
from pmo_xl.model.vocabulary import list_name
from pmo_xl.workbook.cells import CellContext, read_value
from pmo_xl.workbook.cells.western_date import Order, possible_orders

SPEAKING_OTHERWISE: Final = frozenset({"backlog", "jira", "asana", "msproject", "github"})
"""The tools that say in one column what counts for another."""
_REASONS: Final = tuple(map(name_key, ("完了理由", "解決状況", "Resolution")))
"""Why an issue was closed, as Backlog and Jira call it: 取下げ is known by it."""

_ISSUE: Final = re.compile(r"github\.com/([^/\s]+/[^/\s]+)/(?:issues|pull)/([0-9]+)")
_LOOKED_UP: Final = re.compile(r";#[0-9]*")
_JIRA_COMMENT: Final = re.compile(r"(?P<when>[^;]*\d[^;]*);(?P<who>[^;]*);(?P<text>.*)", re.DOTALL)
_DROPPED: Final = frozenset(
    map(
        name_key,
        (
            "対応しない",
            "無効",
            "重複",
            "再現しない",
            "Won't Do",
            "Won't Fix",
            "Duplicate",
            "Cannot Reproduce",
            "Invalid",
        ),
    )
)
_NO: Final = frozenset(map(name_key, ("いいえ", "No", "FALSE", "0")))
_ZERO: Final = re.compile(r"0(?:\.0+)? ?(?:日|days?|d)?\??", re.IGNORECASE)
ORDERS: Final = {"mdy": Order.MONTH_FIRST, "dmy": Order.DAY_FIRST}
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")
_RANGE: Final = re.compile(r"\s*(?:→|->|～|〜)\s*")
_TWELVE: Final = re.compile(
    r"(?P<day>.*[ T])(?P<hour>\d{1,2})(?P<rest>:\d{2}(?::\d{2})?) ?(?P<half>[AP])\.?M\.?", re.I
)
_PERCENT: Final = 100
_NO_MOMENT: Final = datetime(1900, 1, 1)  # noqa: DTZ001 - as cells have it, without a zone
_NUMBERED: Final = re.compile(r"(コメント|COMMENT)[0-9]+")
_BEHIND: Final = re.compile(r"[ T]\d{1,2}:\d{2}.*$")


def plain_text(raw: Any) -> str:  # noqa: ANN401 - a raw cell is anything
    """A cell as text: whole numbers without .0, line breaks as LF, SharePoint's look-up numbers away."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    text = str(raw).strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "、".join(filter(None, _LOOKED_UP.split(text))) if ";#" in text else text


def one_heading(tool: Tool | None, heading: str) -> str:
    """A heading in normal form as its tool repeats it: Backlog numbers its comments, コメント1, コメント2 …"""
    found = _NUMBERED.fullmatch(heading) if tool and tool.name == "backlog" else None
    return f"{found[1]}1" if found else heading


def tells_otherwise(tool: Tool | None, heading: str) -> bool:
    """Whether a column is none of ours and is read all the same, for what it says of another."""
    return tool is not None and tool.name in ("backlog", "jira") and heading in _REASONS


def key_text(tool: Tool | None, raw: Any) -> str:  # noqa: ANN401 - as above
    """The key in a cell as 外部ID holds it; "" where there is none."""
    text = plain_text(raw)
    if tool and tool.name == "github":
        found = _ISSUE.search(text)
        return f"{found[1]}#{found[2]}" if found else ""
    return text.removeprefix("#") if tool and tool.name == "redmine" else text


def comments(tool: Tool, texts: Sequence[str], most: int) -> str:
    """The newest comments as dated lines, the newest at the top."""
    told = [_comment(tool, text) for text in texts]
    days = _moments([when for when, _ in told])
    kept = sorted(enumerate(told), key=lambda each: (days[each[0]], each[0]), reverse=True)
    return "\n".join(text for _, (_, text) in kept[:most] if text)


def _moments(texts: Sequence[str]) -> Sequence[datetime]:
    """When each was written; the same for all, so that their order decides, where one of them cannot be told."""
    order, is_undecided = order_of(texts, None)
    context = CellContext(order=order)
    found = [None if is_undecided else read_value(Kind.DATETIME, plain_date(text), context) for text in texts]
    moments = [each for each in found if isinstance(each, datetime)]
    return moments if len(moments) == len(texts) else [_NO_MOMENT] * len(texts)


def _comment(tool: Tool, text: str) -> tuple[str, str]:
    found = _JIRA_COMMENT.fullmatch(text) if tool.name == "jira" else None
    if found is None:
        return "", text
    return found["when"], f"{found['when'].split(' ')[0]} {found['text'].strip()}"


def adjusted(
    tool: Tool, values: dict[str, Any], sheet: type[Record], raw: Mapping[str, str], as_of: date
) -> None:
    """Fill in what a tool says in another way."""
    if "status" in sheet.columns and tool.name in ("backlog", "jira") and values.get("status") == "完了":
        reason = next((raw[each] for each in _REASONS if raw.get(each)), "")
        if name_key(reason) in _DROPPED:
            values["status"] = "取下げ"
    if tool.name == "asana" and "status" in sheet.columns and not values.get("status"):
        values["status"] = _asana_state(values, raw, as_of)
    if tool.name == "msproject":
        values["kind"] = _task_kind(raw)
    if tool.name == "github" and "kind" in sheet.columns and not values.get("kind"):
        labels = raw.get(name_key("Labels"), "").split(",")
        words = (tool.words.get((list_name(sheet, "kind"), name_key(each))) for each in labels)
        values["kind"] = next(filter(None, words), None)


def _asana_state(values: Mapping[str, Any], raw: Mapping[str, str], as_of: date) -> str:
    if values.get("closed_on"):
        return "完了"
    start = raw.get(name_key("Start Date"), "")
    return "対応中" if start and start <= as_of.isoformat() else "未着手"


def _task_kind(raw: Mapping[str, str]) -> str:
    if raw.get(name_key("Milestone")) == "1" or _ZERO.fullmatch(
        raw.get(name_key("期間")) or raw.get(name_key("Duration")) or "-"
    ):
        return "マイルストーン"
    return "工程" if raw.get(name_key("Summary")) == "1" else "作業"


def left_rows(
    tool: Tool | None, at: Mapping[str, Sequence[int]], rows: Sequence[tuple[int, Sequence[Any]]]
) -> Collection[int]:
    """The rows that their tool marks as not in use (MS Project: アクティブ いいえ)."""
    places = [at[key][0] for key in (name_key("アクティブ"), name_key("Active")) if key in at]
    if tool is None or tool.name != "msproject" or not places:
        return frozenset()
    return frozenset(
        number
        for number, cells in rows
        if places[0] < len(cells) and name_key(plain_text(cells[places[0]])) in _NO
    )


def archived(tool: Tool | None, at: Mapping[str, Sequence[int]], rows: Sequence[Sequence[Any]]) -> str | None:
    """The sentence for cards that Trello has put away: told, and never a state; None where there are none."""
    place = at.get(name_key("Archived"), (None,))[0] if tool and tool.name == "trello" else None
    if place is None:
        return None
    count = sum(place < len(row) and name_key(plain_text(row[place])) == name_key("true") for row in rows)
    return f"アーカイブ済みのカードが {count} 枚あります。状態は変えずに取り込みます。" if count else None


def plain_date(raw: Any) -> Any:  # noqa: ANN401 - a raw cell is anything
    """A raw cell whose ISO moment is a datetime in Japan; of a range its end; 3:42 PM as 15:42; else as it is."""
    if not isinstance(raw, str):
        return raw
    text = _RANGE.split(raw.strip())[-1]
    if half := _TWELVE.fullmatch(text):
        hour = int(half["hour"]) % 12 + 12 * (half["half"] in "Pp")
        return f"{half['day']}{hour:02}{half['rest']}"
    if _ISO.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text.replace(" UTC", "+00:00").replace(" +0000", "+00:00"))
        except ValueError:
            return text
        return (moment.astimezone(JAPAN) if moment.tzinfo else moment).replace(tzinfo=None)
    return text


def order_of(cells: Iterable[Any], told: str | None) -> tuple[Order | None, bool]:
    """The order in which a column writes dates of three numbers, and whether it cannot be told.

    told: of the map (mdy, dmy, ymd).
    """
    if told:
        return ORDERS.get(told), False
    texts = (_BEHIND.sub("", cell.strip()) for cell in cells if isinstance(cell, str) and cell.strip())
    each = [orders for text in texts if (orders := possible_orders(text))]
    if not each:
        return None, False
    shared = frozenset.intersection(*each)
    return (next(iter(shared)), False) if len(shared) == 1 else (None, True)


def effort(unit: int, raw: Any) -> Any:  # noqa: ANN401 - as above
    """Hours or seconds in person-days."""
    if isinstance(raw, Decimal):
        return raw
    try:
        return Decimal(plain_text(raw).replace(",", "").removesuffix("h")) / unit
    except InvalidOperation:
        return Unread(plain_text(raw), "工数として読めません")


def ratio(is_of_hundred: bool, raw: Any) -> Any:  # noqa: ANN401 - as above
    """A figure as a ratio. is_of_hundred: whether figures without % count to 100."""
    text = plain_text(raw).replace("%", "").replace("%", "").strip()
    has_sign = plain_text(raw) != text
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return Unread(plain_text(raw), "割合として読めません")
    return figure / _PERCENT if is_of_hundred or has_sign or figure > 1 else figure
