"""Sheet names: which kind of sheet a tab's name says it is, and which tabs are copies, examples or covers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.workbook.layout.headings import label_key

_COPY_WORDS: Final = (
    r"old\d*|旧版?|bak|backup|バックアップ|退避|copy|コピー|のコピー|複製|過去分?|廃止|使用しない|不使用"
)
_OLD_COPY: Final = re.compile(
    rf"(?:^|[_\s\-()【】\[\]])(?:{_COPY_WORDS})(?:$|[_\s\-()【】\[\]\d])|(?:コピー|バックアップ)$"
)
_DATED: Final = re.compile(
    r"[_\s\-(]*(?:20\d{2}[-./年]?\d{1,2}[-./月]?\d{1,2}日?(?:時点)?|20\d{6}|\d{6})\)?$"
)
_EXCEL_COPY: Final = re.compile(r"\s*\((\d+)\)$")
_EXAMPLE: Final = re.compile(
    "記入例|記載例|入力例|サンプル|見本|テンプレート|ひな形|雛形|雛型|原紙|記入要領|凡例|使い方|説明|sample"
    r"|\(例\)|【例】|[_\s・-]例$|^例$"
)
_NO_LEDGER: Final = re.compile(
    "^(表紙|タイトル|目次|もくじ|はじめに|(変更|改訂|改版|更新)履歴|履歴|master|マスタ|データ|data|リスト|集計|グラフ|メニュー|(setup|config|settings?|help)$)"
)
# A page that tells how a ledger is kept is none: 課題管理手順, 課題管理表の書き方.
_ABOUT: Final = re.compile(
    "(?:管理)?(?:台帳|表|簿|一覧)?(?:運用|記入|起票|の)?(?:手順書?|マニュアル|ガイド|ルール|規約|規定|要領|フロー|流れ|書き方|見方|方法|方針|について)"
)
_OF_EXAMPLES: Final = "名前から、記入例や説明のシートと判断しました。"
_DELIMITERS: Final = re.compile(r"[\s_\-()\[\]【】「」<>・.,:;/#&＿]+")
# Words that say nothing of a part: numbers, versions, dates.
_NUMBERING: Final = re.compile(r"(?:[0-9]+|[①-⑳]|v(er)?[0-9]*|第?[0-9]+[版章部])")


def record_class_named(title: str, *, is_whole: bool = False) -> type[Record] | None:
    """The kind of sheet that a tab's name means: QA(基本設計), 02_課題管理表, 開発WBS; None for other names.

    is_whole: only where the name, or a part of it set apart from the others, is that of the sheet.
    """
    whole = label_key(title)
    names = _names()
    if whole in names:
        return names[whole]
    for part in _parts(title):
        if part in names:
            return names[part]
    return None if is_whole else _named_at_an_end(whole)


def old_copy_reason(title: str, titles: Collection[str]) -> str | None:
    """Why a tab is left as an old copy of another, a Japanese sentence; None for a tab in use.

    titles: of every tab. A date at the end, or Excel's own (2), makes a copy only where the tab
    without it is there too.
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    if _OLD_COPY.search(folded):
        return "名前から、古い写しと判断しました。"
    keys = {unicodedata.normalize("NFKC", other).casefold().strip() for other in titles}
    for suffix in (_EXCEL_COPY, _DATED):
        stem = suffix.sub("", folded).strip()
        if suffix.search(folded) and stem in keys:
            return "同じ名前のシートの写しと判断しました。"
    return None


def example_beside_reason(title: str, titles: Collection[str]) -> str | None:
    """Why a tab named as an example of a ledger is left where the ledger itself is there too."""
    kind = record_class_named(title)
    if kind is None or not _is_example(title):
        return None
    is_beside = any(record_class_named(other) is kind and not _is_example(other) for other in titles)
    return _OF_EXAMPLES if is_beside else None


def no_ledger_reason(title: str) -> str | None:
    """Why a tab is no ledger by its name (表紙, 変更履歴, 記入例 …), a Japanese sentence; None for others."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    if _is_example(title):
        return _OF_EXAMPLES
    if _NO_LEDGER.search(_DELIMITERS.sub("", folded).lstrip("0123456789")):
        return "名前から、台帳でないシート（表紙、履歴、集計など）と判断しました。"
    return None


def _is_example(title: str) -> bool:
    return _EXAMPLE.search(unicodedata.normalize("NFKC", title).casefold()) is not None


@lru_cache(maxsize=1)
def _names() -> Mapping[str, type[Record]]:
    """Every sheet by its label and aliases; a label wins over another sheet's alias."""
    aliases = {label_key(alias): sheet for sheet in SHEETS for alias in sheet.sheet.aliases}
    return aliases | {label_key(sheet.sheet.label): sheet for sheet in SHEETS}


def _parts(title: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", title).casefold()
    parts = [label_key(part) for part in _DELIMITERS.split(folded)]
    return [part for part in parts if part and not _NUMBERING.fullmatch(part)]


@lru_cache(maxsize=1_000)
def _named_at_an_end(whole: str) -> type[Record] | None:
    """基本設計課題一覧 and 課題一覧2025年度: the longest name of a ledger that the tab's name begins or ends with.

    The settings of one (スケジュール表示範囲設定) are none.
    """
    if whole.endswith("設定"):
        return None
    ledgers = [(name, sheet) for name, sheet in _names().items() if sheet.sheet.prefix]
    fitting = [(len(name), sheet) for name, sheet in ledgers if _is_at_an_end(whole, name)]
    return max(fitting, key=lambda found: found[0])[1] if fitting else None


def _is_at_an_end(whole: str, name: str) -> bool:
    """Latin names are short (QA, WBS): they must not run into further letters (QAMASTER)."""
    rest = whole.removesuffix(name) if whole.endswith(name) else whole.removeprefix(name)
    if rest == whole or (not whole.endswith(name) and _ABOUT.fullmatch(rest)):
        return False
    touching = rest[-1:] if whole.endswith(name) else rest[:1]
    return not (name.isascii() and touching.isascii() and touching.isalpha())
