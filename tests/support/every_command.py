"""Every command of the command line with its usual arguments, as templates: {book}, {folder} of books, {out} folder, {sources}."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pmo_xl import actions
from tests.support.exchange_sources import put_sources

SOURCES = "取り込み元"
DAY = ("--as-of", "2026-11-30")

_WITH_ARGUMENTS: Mapping[str, Sequence[str]] = {
    "new": ("new", "-o", "{out}/新しい台帳.xlsx", "--name", "{stem}"),
    "new macros": ("new", "-o", "{out}/新しい台帳.xlsm", "--macros", "--profile", "full"),
    "new from": ("new", "-o", "{out}/次の台帳.xlsx", "--from", "{book}", "--wbs", "--start", "2027-04-01"),
    "demo": ("demo", "{out}/見本"),
    "check": ("check", "{book}", *DAY),
    "check folder": ("check", "{folder}", *DAY),
    "check json": ("check", "{book}", "--format", "json", *DAY),
    "check csv": ("check", "{book}", "--format", "csv", *DAY),
    "check sarif": ("check", "{book}", "--format", "sarif", *DAY),
    "check html": ("check", "{folder}", "--format", "html", *DAY),
    "check junit": ("check", "{folder}", "--format", "junit", *DAY),
    "check github": ("check", "{book}", "--format", "github", *DAY),
    "check xlsx": ("check", "{book}", "-o", "{out}/指摘.xlsx", *DAY),
    "check csv file": ("check", "{book}", "-o", "{out}/指摘.csv", *DAY),
    "check json file": ("check", "{book}", "-o", "{out}/指摘.json", *DAY),
    "explain layout": ("check", "{book}", "--explain-layout", "--save-layout", "{out}/配置.toml"),
    "overdue": ("overdue", "{book}", "--within", "30", *DAY),
    "overdue csv": ("overdue", "{book}", "--format", "csv", *DAY),
    "overdue json": ("overdue", "{folder}", "--format", "json", *DAY),
    "hand out": ("hand-out", "{book}", "--sheet", "QA表", "--by", "担当", "-o", "{out}/配布", *DAY),
    "hand out json": (
        "hand-out",
        "{book}",
        "--sheet",
        "課題管理表",
        "--by",
        "担当",
        "--open",
        "-o",
        "{out}/配る",
        "--format",
        "json",
        *DAY,
    ),
    "collect status": ("collect", "{book}", "--status", *DAY),
    "collect": ("collect", "{book}", "{sources}/返信", *DAY),
    "collect json": ("collect", "{book}", "{sources}/返信", "--format", "json", *DAY),
    "collect apply": ("collect", "{book}", "{sources}/返信", "--apply", *DAY),
    "remind": ("remind", "{book}", "--within", "30", "-o", "{out}/催促", *DAY),
    "remind json": ("remind", "{folder}", "-o", "{out}/催促文", "--format", "json", *DAY),
    "budget": ("budget", "{book}", "--by", "department", *DAY),
    "budget file": ("budget", "{book}", "--by", "month", "-o", "{out}/予算.csv", *DAY),
    "month-end": ("month-end", "{folder}", "--month", "2026-11", "--jobs", "1"),
    "month-end json": ("month-end", "{book}", "--month", "2026-11", "--jobs", "1", "--format", "json"),
    "month-end files": ("month-end", "{folder}", "--month", "2026-11", "--jobs", "1", "-o", "{out}/月次"),
    "portfolio": ("portfolio", "{folder}", "--jobs", "1", *DAY),
    "portfolio json": ("portfolio", "{book}", "--jobs", "1", "--format", "json", *DAY),
    "portfolio files": ("portfolio", "{folder}", "--jobs", "1", "-o", "{out}/横断", *DAY),
    "schedule": ("schedule", "{book}", *DAY),
    "schedule measures": ("schedule", "{book}", "--measures", "-o", "{out}/日程.csv", *DAY),
    "schedule slip": ("schedule", "{book}", "--slip", "WBS-003", "5", *DAY),
    "schedule links": ("schedule", "{book}", "--propose-links", "--apply", *DAY),
    "fix": ("fix", "{book}", *DAY),
    "fix apply": ("fix", "{book}", "--apply", "-o", "{out}/直し.csv", *DAY),
    "record": ("record", "{book}", *DAY),
    "record elsewhere": ("record", "{book}", "--history", "{out}/記録", *DAY),
    "history": ("history", "{book}"),
    "history list": ("history", "{book}", "--list"),
    "history csv": ("history", "{book}", "--format", "csv"),
    "import": ("import", "{sources}/チケット.csv", "--into", "{book}", *DAY),
    "import json": ("import", "{sources}/チケット.csv", "--into", "{book}", "--format", "json", *DAY),
    "import apply": ("import", "{sources}/チケット.csv", "--into", "{book}", "--apply", "--save-map", *DAY),
    "import proposals": ("import", "{sources}/チケット.csv", "--into", "{book}", "-o", "{out}/案.xlsx", *DAY),
    "import itself": ("import", "{book}", "--into", "{book}", *DAY),
    "spec-scan": ("spec-scan", "{book}", "DOC-001", *DAY),
    "rfp-scan": ("rfp-scan", "{book}", "{sources}/要求.md", *DAY),
    "merge": ("merge", "{book}", "{sources}/写し.xlsx", *DAY),
    "merge json": ("merge", "{book}", "{sources}/写し.xlsx", "--format", "json", *DAY),
    "merge itself": ("merge", "{book}", "{book}", *DAY),
    "diff": ("diff", "{book}", "{book}", *DAY),
    "diff json": ("diff", "{book}", "{book}", "--format", "json", *DAY),
    "lessons": ("lessons", "{folder}", "-o", "{out}/教訓集.xlsx"),
    "precheck": ("precheck", "{sources}/チケット.csv"),
    "precheck json": ("precheck", "{book}", "--format", "json"),
    "precheck file": ("precheck", "{book}", "-o", "{out}/納品前.xlsx"),
    "upgrade": ("upgrade", "{book}", *DAY),
    "upgrade json": ("upgrade", "{book}", "--profile", "full", "--format", "json", *DAY),
    "baseline": ("baseline", "{book}", "--apply", *DAY),
    "export": ("export", "要件一覧書", "{book}", "-o", "{out}/要件.docx", *DAY),
    "export weekly": ("export", "週次報告書", "{book}", "-o", "{out}/週次.docx", *DAY),
    "export rows": ("export", "検収書", "{book}", "--id", "ACC-001", "-o", "{out}", *DAY),
    "export figure": ("export", "システム構成図", "{book}", "-o", "{out}/構成.mmd", *DAY),
    "export svg": ("export", "システム構成図", "{book}", "-o", "{out}/構成.svg", *DAY),
    "export people": ("export", "体制図", "{book}", "-o", "{out}/体制.svg", *DAY),
    "export all": ("export", "--all", "{book}", "-o", "{out}/文書", *DAY),
    "export list": ("export", "--list"),
    "fields": ("fields", "要件一覧書"),
    "rules": ("rules",),
    "schema": ("schema", "month-end"),
    "rules page": ("rules", "QST003"),
    "rules markdown": ("rules", "--markdown"),
    "add-buttons": ("add-buttons", "{book}", "-o", "{out}/ボタン.xlsm"),
    "setup dry": ("setup", "--dry-run"),
    "setup": ("setup",),
    "window": ("window", "--help"),  # the window itself would wait for somebody
    "doctor": ("doctor", "{book}"),
    "doctor json": ("doctor", "--format", "json"),
    "help": ("--help",),
    "version": ("--version",),
    "unknown": ("chek", "{book}"),
}
_TRIED = {arguments[0] for arguments in _WITH_ARGUMENTS.values()}

COMMANDS: Mapping[str, Sequence[str]] = {
    **_WITH_ARGUMENTS,
    **{
        command.name: (command.name, "{book}")
        for command in actions.COMMANDS
        if command.name not in _TRIED and next(iter(command.uses)).startswith("BOOK")
    },
}
"""By a name for the test's report; a command of a book that says nothing here is tried with the book alone."""

SLOW = ("demo", "export all")


def filled(template: Sequence[str], book: Path, out: Path) -> list[str]:
    """The arguments for one book and one folder for results. {sources}: what is imported, merged and collected."""
    sources = out / SOURCES
    if any("{sources}" in each for each in template):
        put_sources(book, sources)
    words = {"book": book, "folder": book.parent, "out": out, "stem": book.stem, "sources": sources}
    return [each.format_map(words) for each in template]
