"""A rule's manual page: its docstring taken apart, with the examples that the test suite executes.

The first line says the rule in one sentence. Then follow the headings `## 要旨`, `## なぜ問題か`,
`## 違反例` and `## 適合例` (a heading may occur again with a remark: `## 違反例(月をまたぐ)`). An example is

    基準日: 2026-11-30            (D; without it 2026-11-30)
    実行日: 2026-12-05            (R; without it D)
    指摘: マスタスケジュール        (a finding about a whole sheet, or 全体 for the project)
    不在: 仕様変更管理表            (core sheets that the workbook lacks)

    QA表
    | QA-ID | 状態 | 指摘 |
    |---|---|---|
    | QA-012 | 回答済 | 仕様反映要否(エラー) |

Sheets and columns left out are there and empty. The column 指摘 names the columns (with the severity
in brackets where it is not the rule's own; several split by 、) where the finding must stand; 行 = the row.
A caption QA表(2026-11-01 の記録) is the sheet as a run recorded it on that day; sheets without one were empty then.
A caption QA表(pmo_xl の台帳) is a table that pmo_xl made, where a cell that begins with = is a formula
(=A → 120: with the cached value 120);
a column (隠れた行) says which rows are hidden.

A table under 格納先のファイル says what lies at which 格納先, when it says itself that it was saved, and the day of the file.

An example of precheck shows documents instead, under 文書: name(会社=…), with 顧客: and 語: [others] names=["…"]:

    文書: 基本設計書_v1.2.docx
    | 場所 | 種類 | 文 | 書式 | 指摘 |
    |---|---|---|---|---|
    | 2.1 会員登録 ＞ 段落3 | 本文 | 桁数は要確認。 | | エラー |

書式 holds what the reader of the file knows beside the text, split by 、; 隠:理由 says that it is hidden. 指摘 holds the
weights of the findings that must stand there. A column 列 is the heading of the table's column.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

Tables = dict[str, list[dict[str, str]]]
"""By sheet label, the rows of an example: cells by the sheet's own labels."""

HEADINGS = ("要旨", "なぜ問題か", "違反例", "適合例")
DEFAULT_DAY = date(2026, 11, 30)
OURS = "(pmo_xl の台帳)"
HIDDEN = "(隠れた行)"
FILED = "格納先のファイル"
_RECORDED = re.compile(r"(.+)\((\d{4}-\d{2}-\d{2}) の記録\)")
_EXPECTED = re.compile(r"([^、()（）]+)(?:[(（]([^)）]+)[)）])?")


@dataclass(frozen=True)
class Expected:
    """A finding that an example must give: sheet and column labels, row of the table (0-based), severity."""

    sheet: str | None
    row: int | None
    column: str | None
    severity: str | None = None


@dataclass(frozen=True)
class Example:
    """A small workbook as a page shows it, and the findings it must give.

    recorded: by day, the sheets as earlier runs recorded them. papers: by name, the rows of each document;
    customer and words: what precheck is told of whom they go to. filed: what lies at the 格納先; None where nobody looked.
    """

    heading: str
    as_of: date = DEFAULT_DAY
    run_day: date = DEFAULT_DAY
    tables: Tables = field(default_factory=dict)
    ours: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    expected: tuple[Expected, ...] = ()
    recorded: dict[date, Tables] = field(default_factory=dict)
    papers: Tables = field(default_factory=dict)
    customer: str = ""
    words: str = ""
    filed: tuple[dict[str, str], ...] | None = None


@dataclass(frozen=True)
class Page:
    """A manual page: the rule in one sentence, its sections as (heading, text), its examples."""

    summary: str
    sections: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]


def read_page(docstring: str) -> Page:
    """Take a rule's docstring apart. A page without a required heading simply lacks it; tests insist."""
    text = inspect.cleandoc(docstring)
    opening, *parts = re.split(r"^## +", text, flags=re.MULTILINE)
    sections = tuple((head.strip(), body.strip()) for head, _, body in (p.partition("\n") for p in parts))
    examples = tuple(_example(h, body) for h, body in sections if h.startswith(("違反例", "適合例")))
    return Page(opening.strip(), sections, examples)


def _example(heading: str, body: str) -> Example:
    keys = dict(re.findall(r"^(基準日|実行日|指摘|不在|顧客)[::]\s*(.+?)\s*$", body, flags=re.MULTILINE))
    as_of = date.fromisoformat(keys["基準日"]) if "基準日" in keys else DEFAULT_DAY
    run_day = date.fromisoformat(keys["実行日"]) if "実行日" in keys else as_of
    expected = [Expected(None if s == "全体" else s, None, None, w) for s, w in _named(keys.get("指摘", ""))]
    tables: Tables = {}
    recorded: dict[date, Tables] = {}
    papers: Tables = {}
    ours: list[str] = []
    filed: tuple[dict[str, str], ...] | None = None
    for caption, rows in _tables(body):
        if caption == FILED:
            filed = tuple(rows)
            continue
        if earlier := _RECORDED.fullmatch(caption):
            day = recorded.setdefault(date.fromisoformat(earlier[2]), {})
            day.setdefault(earlier[1], []).extend(rows)
            continue
        paper = re.fullmatch(r"文書[::]\s*(.+)", caption)
        sheet = paper[1] if paper else caption.removesuffix(OURS)
        ours += [sheet] if not paper and sheet != caption else []
        there = (papers if paper else tables).setdefault(sheet, [])
        for number, row in enumerate(rows, len(there)):
            expected += [Expected(sheet, number, c, w) for c, w in _named(row.pop("指摘", ""))]
        there += rows
    absent = tuple(name.strip() for name in keys.get("不在", "").split("、") if name.strip())
    words = "\n".join(re.findall(r"^語[::]\s*(.+?)\s*$", body, flags=re.MULTILINE))
    told = (
        tables,
        tuple(ours),
        absent,
        tuple(expected),
        recorded,
        papers,
        keys.get("顧客", ""),
        words,
        filed,
    )
    return Example(heading, as_of, run_day, *told)


def _named(text: str) -> Iterator[tuple[str, str | None]]:
    for name, severity in _EXPECTED.findall(text):
        yield name.strip(), severity or None


def _tables(body: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    caption, lines = "", body.splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("|"):
            caption = line.strip() or caption
        elif number + 1 < len(lines) and re.match(r"\|[\s:|-]+\|?$", lines[number + 1]):
            yield caption, list(_rows(_cells(line), lines[number + 2 :]))


def _rows(header: list[str], lines: list[str]) -> Iterator[dict[str, str]]:
    for line in lines:
        if not line.startswith("|"):
            return
        yield dict(zip(header, _cells(line), strict=True))


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("<br>", "\n") for cell in line.strip().strip("|").split("|")]
