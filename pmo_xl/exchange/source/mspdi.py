"""MS Project's XML (MSPDI) → a table of tasks under the headings of its elements.

Source: MicrosoftDocs/office-developer-msproject-xml-docs, xml-schema-for-the-tasks-element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lxml import etree

from pmo_xl.errors import BadOption
from pmo_xl.exchange.source.raw import RawTable
from pmo_xl.workbook.file.safe_xml import BrokenPart, children, local_name, parse_xml

HEADINGS: Final = [
    "UID",
    "Name",
    "OutlineLevel",
    "Summary",
    "Milestone",
    "Start",
    "Finish",
    "ActualStart",
    "ActualFinish",
    "PercentComplete",
    "Work",
    "ActualWork",
    "BaselineStart",
    "BaselineFinish",
    "Notes",
    "PredecessorLink",
    "Assignments",
    "Parent",
]
_KINDS: Final = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
_UNREAD_LAGS: Final = frozenset(
    ["4", "6", "8", "10", "12", "19", "20", "36", "38", "40", "42", "44", "51", "52"]
)
"""Elapsed time (em eh ed ew emo), percent (% e%), and both of them estimated (em? … e%?): no business days."""
_WORK: Final = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")
_TENTHS: Final = 10
_DEFAULT_MINUTES: Final = 480


def is_mspdi(data: bytes) -> bool:
    """Whether the bytes look like MS Project's XML."""
    return b"schemas.microsoft.com/project" in data[:2000]


def read_mspdi(data: bytes, name: str) -> RawTable:
    """The tasks of a project. BadOption for what is no such XML, or is damaged."""
    try:
        root = parse_xml(data)
    except BrokenPart as error:
        raise BadOption(
            f"{name} は{error.message}。MS Project の「名前を付けて保存」で XML を選び直してください。"
        ) from error
    if local_name(root) != "Project":
        raise BadOption(f"{name} は MS Project の XML ではありません。")
    minutes = int(_text(root, "MinutesPerDay") or _DEFAULT_MINUTES) or _DEFAULT_MINUTES
    remarks: list[str] = []
    rows = list(_rows(root, minutes, remarks))
    return RawTable(name, HEADINGS, rows, encoding="XML", remarks=tuple(dict.fromkeys(remarks)))


def _rows(root: etree._Element, minutes: int, remarks: list[str]) -> Iterator[tuple[int, list[object]]]:
    people = _people(root)
    above: list[tuple[int, str]] = []
    for number, task in enumerate(children(root, "Tasks", "Task"), 1):
        uid, title = _text(task, "UID"), _text(task, "Name")
        if uid in ("", "0") or _text(task, "IsNull") == "1" or not title:
            continue
        level = int(_text(task, "OutlineLevel") or 1)
        above = [each for each in above if each[0] < level]
        parent = above[-1][1] if above else ""
        above.append((level, uid))
        yield number, [*_told(task, minutes), *_joined(task, uid, people, minutes, title, remarks), parent]


def _told(task: etree._Element, minutes: int) -> list[object]:
    baseline = next((b for b in children(task, "Baseline") if _text(b, "Number") in ("", "0")), None)
    started, finished = (
        _text(baseline, name) if baseline is not None else "" for name in ("Start", "Finish")
    )
    plain = [_text(task, name) for name in HEADINGS[:10]]
    work = [_days(_text(task, name), minutes) for name in ("Work", "ActualWork")]
    return [*plain, *work, started, finished, _text(task, "Notes")]


def _joined(
    task: etree._Element, uid: str, people: dict[str, list[str]], minutes: int, title: str, remarks: list[str]
) -> list[object]:
    links = [_link(link, minutes, title, remarks) for link in children(task, "PredecessorLink")]
    return ["、".join(filter(None, links)), "、".join(people.get(uid, ()))]


def _link(link: etree._Element, minutes: int, title: str, remarks: list[str]) -> str:
    if _text(link, "CrossProject") == "1":
        remarks.append(f"「{title}」の先行作業は別のプロジェクトにあるため、取り込みません。")
        return ""
    kind = _KINDS.get(_text(link, "Type") or "1", "FS")
    lag = int(_text(link, "LinkLag") or 0)
    days = 0
    if lag and _text(link, "LagFormat") in _UNREAD_LAGS:
        remarks.append(
            f"「{title}」の先行作業のずれは割合か経過時間のため読めません。ずれのない先行作業とします。"
        )
    else:
        days = round(lag / (_TENTHS * minutes))
    uid = _text(link, "PredecessorUID")
    behind = f" {kind}{days:+d}" if days else "" if kind == "FS" else f" {kind}"
    return f"{uid}{behind}"


def _people(root: etree._Element) -> dict[str, list[str]]:
    names = {_text(each, "UID"): _text(each, "Name") for each in children(root, "Resources", "Resource")}
    found: dict[str, list[str]] = {}
    for each in children(root, "Assignments", "Assignment"):
        name = names.get(_text(each, "ResourceUID"))
        if name:
            found.setdefault(_text(each, "TaskUID"), []).append(name)
    return found


def _days(text: str, minutes: int) -> object:
    """PT40H0M0S in person-days; "" for none."""
    found = _WORK.fullmatch(text)
    if found is None or text in ("PT0H0M0S", ""):
        return ""
    hours, minute, second = (int(part or 0) for part in found.groups())
    return Decimal(hours * 3600 + minute * 60 + second) / (60 * minutes)


def _text(element: etree._Element, name: str) -> str:
    found = children(element, name)
    return (found[0].text or "").strip() if found else ""
