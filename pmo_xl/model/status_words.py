"""Status words: what the words of other offices' ledgers mean in the library's own lists.

Only sheets that pmo_xl did not make are read with them; the word as typed is kept beside (`Place.typed`).
A word that means different things in different offices is not here: DAT004 asks instead.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.synonyms import labels
from pmo_xl.model.vocabulary import STATES, StateClass

_DONE: Final = labels(
    "済 済み 完 完了済 完了済み 終了 対応済 対応済み 対応完了 解決 解決済 解決済み クローズ クローズ済 処理済 処置済 ○ 〇 ◯ ● レ ✓ "
    "OK Done Closed Close Complete Completed Fixed Finished Resolved 100%"
)
_DOING: Final = labels(
    "対策中 遂行中 進行中 作業中 実施中 処理中 調査中 検討中 着手 着手中 着手済 仕掛中 継続 継続中 オープン "
    "Open InProgress Doing WIP Working Ongoing NG × 未完了 未完 未済 未解決"
)
_WAITING: Final = labels(
    "確認中 回答待ち 確認待 レビュー中 レビュー待ち 検証中 承認待ち Review Pending 保留 保留中 ペンディング Hold"
)
_NEW: Final = labels("未 未対応 未実施 未処理 未対策 新規 起票 起票済 登録 受付 これから New ToDo NotStarted")
_DROPPED: Final = labels(
    "取下 取り下げ 取下げ済 取消 取り消し 却下 中止 不要 対応不要 対象外 対応対象外 対応なし 見送り 廃止 "
    "Cancel Cancelled Canceled Rejected WontFix Invalid NA N/A"
)

# By list, the library's word and the words that mean it.
_MEANINGS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "課題管理表.状態": {
        "完了": _DONE,
        "対応中": _DOING,
        "確認待ち": _WAITING,
        "未着手": _NEW,
        "取下げ": _DROPPED,
    },
    "QA表.状態": {
        "完了": _DONE,
        "回答済": labels("回答済み 回答あり 回答受領 回答完了 回答 確認中 回答確認中 Answered"),
        "未回答": (
            *_NEW,
            *_DOING,
            *labels("回答待ち 回答待 質問中 確認待ち 確認依頼中 問合せ中 保留 Pending Waiting"),
        ),
        "取下げ": _DROPPED,
    },
    "仕様変更管理表.状態": {
        "起票": labels("新規 受付 受付済 申請 申請中 未着手 New Open"),
        "影響調査中": labels("調査中 影響調査 検討中 見積中 対応中 InProgress"),
        "承認待ち": labels("審議中 承認依頼中 承認依頼 承認申請中 決裁待ち Pending"),
        "承認済": labels("承認 承認済み 可決 採用 Approved"),
        "却下": (*labels("否決 不採用 否認"), *_DROPPED),
        "保留": labels("保留中 ペンディング Hold"),
        "反映済": labels("反映 反映済み 対応済 対応済み 適用済"),
        "周知済": tuple(word for word in _DONE if not word.startswith("対応済")),
    },
    "要件一覧.状態": {
        "検討中": labels("未定 未決 調整中 確認中 保留 TBD 未確定"),
        "対象": labels("採用 確定 対応 対応する 実装 要 ○ 〇 ◯ ◎ 決定 承認 承認済 対応中 実装済 完了 済 OK"),
        "対象外": labels("不採用 対応しない 対応外 スコープ外 範囲外 不要 × 見送り 次期 次期対応 NG"),
        "取下げ": labels("取下 取り下げ 取消 廃止 削除 却下 中止"),
    },
    "優先度": {
        "高": labels("最優先 最高 至急 緊急 大 A High Highest Urgent Critical H"),
        "中": labels("普通 通常 標準 B Medium Middle Normal Mid M"),
        "低": labels("最低 小 C Low Lowest L"),
    },
}

_DATES_OF_DONE: Final[Mapping[type[Record], frozenset[str]]] = {
    Issue: frozenset(("closed_on",)),
    Question: frozenset(("answered_on", "answer")),
    SpecChange: frozenset(("announced_on",)),
    Requirement: frozenset(),
}
_BY_KEY: Final[Mapping[tuple[str, str], str]] = {
    (name, name_key(word)): meaning
    for name, meanings in _MEANINGS.items()
    for meaning, words in meanings.items()
    for word in words
}


def common_word(name: str, text: str) -> str | None:
    """The library's word of a list (課題管理表.状態) for a word other offices use; None when it has none."""
    return _BY_KEY.get((name, name_key(text)))


def status_of_blank(record_class: type[Record], filled: Collection[str]) -> str | None:
    """What a blank 状態 says in a ledger that only marks what is done: open, a question with an answer answered."""
    if record_class is Question and not _DATES_OF_DONE[Question].isdisjoint(filled):
        return "回答済"
    return _first_word(record_class, StateClass.NOT_STARTED)


def status_of_struck(record_class: type[Record], filled: Collection[str]) -> str | None:
    """What a struck-through row without 状態 is: done where it has the day it was done, else cancelled."""
    is_done = not _DATES_OF_DONE.get(record_class, frozenset()).isdisjoint(filled)
    return _first_word(record_class, StateClass.DONE if is_done else StateClass.CANCELLED)


def marks_only_what_is_done(record_class: type[Record], words: Collection[str]) -> bool:
    """Whether the words of a 状態 column all say done or cancelled, so that blank is the word for open."""
    states = STATES.get(f"{record_class.sheet.label}.状態", {})
    classes = {states.get(word) for word in words}
    return bool(classes) and classes <= {StateClass.DONE, StateClass.CANCELLED}


def _first_word(record_class: type[Record], wanted: StateClass) -> str | None:
    states = STATES.get(f"{record_class.sheet.label}.状態", {})
    return next((word for word, state in states.items() if state is wanted), None)
