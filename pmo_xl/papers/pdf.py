"""A PDF as a Document: its pages' texts, heads and feet apart, marks, attachments, scripts; read in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.model.passage import STATE, Document, Passage, UnreadPart, unreadable

READS: Final = frozenset(
    (
        "本文",
        "ヘッダー",
        "フッター",
        "注釈",
        "しおり",
        "プロパティ",
        "プログラム",
        "ページ",
        "印刷の設定",
        STATE,
    )
)
_SECONDS, _SECONDS_A_MB = 60.0, 0.5
_NO_LIBRARY, _PASSWORD = 3, 4
_PROPERTIES: Final = {"Author": "作成者", "Title": "タイトル", "Subject": "件名", "Keywords": "キーワード"}
_DIGITS: Final = re.compile(r"\d+")
_JAPANESE: Final = re.compile("[ぁ-んァ-ヶ一-龥々ー、「」（）・]")
_MOMENT: Final = re.compile(r"D:(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?(?:([+\-Z])(\d{2})?'?(\d{2})?)?")
_STAMPS: Final = re.compile(rb"/ModDate\s{0,9}\((D:[0-9+\-Z']{8,24})\)")
_JAPAN: Final = timezone(timedelta(hours=9))
_OFTEN: Final = 0.6
_LEAST_PAGES: Final = 3
_FIRST_YEAR: Final = 2000


def read_pdf(path: str, data: bytes, password: str | None = None) -> Document:
    """The document in the bytes of a .pdf. Raises UnreadableWorkbook with one sentence."""
    if not data.lstrip()[:5] == b"%PDF-":
        raise UnreadableWorkbook(
            f"{path} は名前の終わりと中身の種類が違います（元のファイルを確かめてください）。"
        )
    seconds = _SECONDS + _SECONDS_A_MB * (len(data) >> 20)
    code, told = _asked(data, password, seconds)
    if code == _NO_LIBRARY:
        reason = "PDFを読む部品(pypdfium2)がありません(pmo-xl doctor で、足りない部品と入れ方を見られます)"
        return unreadable(path, "pdf", reason, is_failed=False, size=len(data))
    if code == _PASSWORD:
        raise UnreadableWorkbook(
            f"{path} はパスワードで開けません（--password-env でパスワードを渡してください）。"
        )
    if told is None:
        raise UnreadableWorkbook(
            f"{path} は壊れているか、安全に読めません（元の文書からPDFを作り直してください）。"
        )
    return document_of(path, data, told)


def plain_stamp(data: bytes) -> date | None:
    """The day (in Japan) of the last 更新日時 that stands uncoded in a PDF; None where none does. No part of it is run."""
    found = _STAMPS.findall(data)
    return _day(found[-1].decode("ascii")) if found else None


def _asked(data: bytes, password: str | None, seconds: float) -> tuple[int, Mapping[str, Any] | None]:
    """What the worker says of the bytes: its exit code, and what it saw; None where it saw nothing."""
    command = [sys.executable, "-m", "pmo_xl.papers.pdf_worker", str(seconds)]
    environment = {**os.environ, "PMO_XL_PDF_PASSWORD": password or "", "PYTHONIOENCODING": "utf-8"}
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, without a shell
            command,
            input=data,
            capture_output=True,
            timeout=seconds + 10,
            env=environment,
            check=False,
            creationflags=flags,
        )
        return done.returncode, json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return -1, None


def document_of(path: str, data: bytes, told: Mapping[str, Any]) -> Document:
    """The document in what the worker told of the bytes."""
    pages: list[list[str] | None] = [None if each is None else _lines_of(each) for each in told["pages"]]
    unread = [*_unread(pages, told["count"])]
    heads, feet = _repeated(pages, 0), _repeated(pages, -1)
    passages: list[Passage] = []
    for number, lines in enumerate(pages, 1):
        passages += _page(path, number, lines or [], heads, feet)
    marks = frozenset(("番号あり",) if any("#" in each for each in heads | feet) else ())
    passages.append(Passage(path, "ページ", str(told["count"]), "ページ", "pages", marks=marks))
    if told["letters"]:
        where = f"{told['letters']}頁"
        passages.append(Passage(path, "印刷の設定", where, "用紙", "paper", marks=frozenset(("レター",))))
    passages += [*_beside(path, told), *_properties(path, told["metadata"])]
    return Document(
        path,
        "pdf",
        tuple(passages),
        READS,
        tuple(unread),
        hashlib.sha256(data).hexdigest(),
        len(data),
        saved_on=_day(told["metadata"].get("ModDate") or told["metadata"].get("CreationDate") or ""),
    )


def _lines_of(text: str) -> list[str]:
    return [
        line.strip() for line in text.replace("\r\n", "\n").replace("\ufffe", "").split("\n") if line.strip()
    ]


def _unread(pages: Sequence[list[str] | None], count: int) -> Iterator[UnreadPart]:
    """The pages of which nothing was read."""
    pictures = [number for number, lines in enumerate(pages, 1) if not lines]
    if pictures:
        named = "、".join(map(str, pictures[:5])) + (" ほか" if len(pictures) > 5 else "")
        yield UnreadPart(f"{named}頁", f"{len(pictures)}頁は画像だけの頁で、文字を読めません({named}頁)")
    if count > len(pages):
        part = f"{len(pages) + 1}頁から"
        yield UnreadPart(part, f"{count}頁のうち{len(pages)}頁までを読みました(時間の限り)")


def _repeated(pages: Sequence[list[str] | None], at: int) -> frozenset[str]:
    """The first or last lines that stand on most pages, digits masked."""
    told = [lines for lines in pages if lines]
    counts = Counter(_masked(lines[at]) for lines in told if len(lines) > 1)
    least = max(_LEAST_PAGES, _OFTEN * len(told))
    return frozenset(line for line, count in counts.items() if count >= least)


def _masked(line: str) -> str:
    return _DIGITS.sub("#", line)


def _page(
    path: str, number: int, lines: list[str], heads: frozenset[str], feet: frozenset[str]
) -> Iterator[Passage]:
    """The paragraphs of a page; lines that only the width of the page has broken are one."""
    if len(lines) > 1 and _masked(lines[0]) in heads:
        yield Passage(path, "ヘッダー", lines.pop(0), f"{number}頁 ヘッダー", f"P{number}/head")
    if len(lines) > 1 and _masked(lines[-1]) in feet:
        yield Passage(path, "フッター", lines.pop(), f"{number}頁 フッター", f"P{number}/foot")
    marks = frozenset(("表紙",)) if number == 1 else frozenset[str]()
    widest = max(map(len, lines), default=0)
    start, text = 1, ""
    for at, line in enumerate(lines, 1):
        if text and _goes_on(text, lines[at - 2], line, widest):
            text += line
            continue
        if text:
            yield Passage(path, "本文", text, f"{number}頁 {start}行目", f"P{number}/{start}", marks=marks)
        start, text = at, line
    if text:
        yield Passage(path, "本文", text, f"{number}頁 {start}行目", f"P{number}/{start}", marks=marks)


def _goes_on(text: str, before: str, line: str, widest: int) -> bool:
    is_full = len(before) >= 0.8 * widest and widest >= 20
    return bool(
        is_full and _JAPANESE.match(text[-1]) and _JAPANESE.match(line[0]) and not text.endswith("。")
    )


def _beside(path: str, told: Mapping[str, Any]) -> Iterator[Passage]:
    for number, (page, kind, text) in enumerate(told["marks"], 1):
        yield Passage(path, "注釈", text, f"{page}頁 の注釈({kind})", f"P{page}/mark{number}", hidden="注釈")
    for number, title in enumerate(told["outline"], 1):
        yield Passage(path, "しおり", title, f"しおり{number}", f"outline{number}", hidden="しおり")
    for name in told["attachments"]:
        yield Passage(path, "プログラム", f"添付ファイル「{name}」", f"添付 {name}", f"attachment/{name}")
    if told["scripts"]:
        yield Passage(path, "プログラム", "JavaScript", "JavaScript", "script", marks=frozenset(("実行",)))


def _properties(path: str, metadata: Mapping[str, str]) -> Iterator[Passage]:
    for key, label in _PROPERTIES.items():
        if text := (metadata.get(key) or "").strip():
            yield Passage(path, "プロパティ", text, f"プロパティ「{label}」", label)


def _day(text: str) -> date | None:
    """The day in Japan of a PDF's date; Japan's own time where it has no offset."""
    found = _MOMENT.match(text)
    if found is None:
        return None
    offset = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
    zone = _JAPAN if found[7] is None else timezone(-offset if found[7] == "-" else offset)
    try:
        numbers = [int(found[at] or 0) for at in range(1, 7)]
        moment = datetime(*numbers, tzinfo=zone)  # type: ignore[arg-type, misc]
    except ValueError:
        return None
    return moment.astimezone(_JAPAN).date() if moment.year >= _FIRST_YEAR else None
