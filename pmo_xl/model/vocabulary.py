"""The words of the choice columns, what class each state belongs to, and what staff's own words mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property

from pmo_xl.model.choice import Choice
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key


class StateClass(StrEnum):
    """Where a row stands, whatever word its sheet uses."""

    NOT_STARTED = "未着手"
    IN_PROGRESS = "進行中"
    DONE = "完了"
    CANCELLED = "取消"


_N, _P, _D, _C = StateClass.NOT_STARTED, StateClass.IN_PROGRESS, StateClass.DONE, StateClass.CANCELLED

STATES: Mapping[str, Mapping[str, StateClass]] = {
    "要件一覧.状態": {"検討中": _N, "対象": _P, "対象外": _C, "取下げ": _C},
    "仕様変更管理表.状態": {
        "起票": _N,
        "影響調査中": _P,
        "承認待ち": _P,
        "承認済": _P,
        "却下": _C,
        "保留": _P,
        "反映済": _P,
        "周知済": _D,
    },
    "QA表.状態": {"未回答": _N, "回答済": _P, "完了": _D, "取下げ": _C},
    "課題管理表.状態": {"未着手": _N, "対応中": _P, "確認待ち": _P, "完了": _D, "取下げ": _C},
    "仕様書確認.状態": {"未決": _N, "確認中": _P, "解消": _D, "対象外": _C},
    "リスク管理表.状態": {"監視中": _P, "対応中": _P, "終了": _D},
    "議事録.状態": {"未完了": _N, "完了": _D},
    "IF一覧.状態": {"未着手": _N, "設計中": _P, "疎通済": _P, "対向試験中": _P, "完了": _D},
}

SHARED_LISTS: Mapping[str, tuple[str, ...]] = {
    "優先度": ("高", "中", "低"),
    "工程": (
        "検討",
        "準備",
        "要件定義",
        "基本設計",
        "詳細設計",
        "開発",
        "単体試験",
        "結合試験",
        "対向試験",
        "総合試験",
        "受入試験",
        "移行",
        "運用準備",
        "リリース",
        "終結",
    ),
    "部門": (),
    "取適法": ("対象", "対象外", "未判定"),
    "締め区分": ("月締め", "都度"),
    "支払方法": ("振込", "手形", "電子記録債権", "その他"),
    "手数料負担": ("当社", "先方"),
}


TEST_PHASES = ("単体試験", "結合試験", "対向試験", "総合試験", "受入試験")
"""The 工程 that are tests; a word of the office's own counts as the one its 意味 names."""


def list_name(record_class: type[Record], field: str) -> str:
    """The list of 選択肢 that a choice column reads: a shared one, or シート名.列名."""
    column = record_class.columns[field]
    return column.choice_list or f"{record_class.sheet.label}.{column.label}"


def library_words(record_class: type[Record], field: str) -> tuple[str, ...]:
    """The words of a choice column that the library itself knows, in their order."""
    name = list_name(record_class, field)
    return record_class.columns[field].choices or SHARED_LISTS.get(name) or tuple(STATES.get(name, ()))


class Vocabulary:
    """The lists of one workbook: the library's words and those that staff added to 選択肢."""

    def __init__(self, choices: Iterable[Choice] = ()) -> None:
        """Read the rows of 選択肢."""
        self._rows: dict[str, dict[str, str]] = {}
        for choice in choices:
            if choice.list_name and choice.value:
                words = self._rows.setdefault(choice.list_name, {})
                words.setdefault(choice.value, choice.meaning or choice.value)

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], str]:
        known = {(name, name_key(word)): word for name, words in _library_lists().items() for word in words}
        staff = {
            (name, name_key(word)): known.get((name, name_key(meaning)), meaning)
            for name, words in self._rows.items()
            for word, meaning in words.items()
        }
        return known | staff

    def words(self, name: str) -> tuple[str, ...]:
        """The words of the list as 選択肢 gives them; the library's own where the sheet has no such list."""
        return tuple(self._rows.get(name, ())) or _library_lists().get(name, ())

    def canonical(self, name: str, text: str) -> str | None:
        """The library's word for what was typed (完　了 → 完了, 承認 → 承認済); None when not in the list."""
        return self._meanings.get((name, name_key(text)))

    def meaning_is_known(self, name: str, word: str) -> bool:
        """Whether the library itself knows a state of this list, so that its class is not a guess."""
        return any(name_key(word) == name_key(known) for known in STATES.get(name, ()))

    def class_of(self, name: str, word: str | None) -> StateClass | None:
        """The class of a state; a word the library does not know counts as 進行中, no word as none."""
        return STATES[name].get(word, StateClass.IN_PROGRESS) if word else None


def _library_lists() -> dict[str, tuple[str, ...]]:
    from pmo_xl.model.sheets import SHEETS

    return {
        list_name(sheet, field): library_words(sheet, field)
        for sheet in SHEETS
        for field, column in sheet.columns.items()
        if column.kind == "choice"
    }
