"""Words of other offices' ledgers: what a choice column's word means here, however it is decorated.

Exact spellings first (`choice_words` and those below), then the word without its marks (✅完了, 4.完了, 【完了】, 完了(済)),
then what its ending says clearly (ベンダ確認中, 承認待ち). What says nothing clearly stays as it was typed: DAT004 names
it once for its column. Sheets that pmo_xl made are never read this way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from pmo_xl.model.choice_words import LISTS
from pmo_xl.model.references import name_key
from pmo_xl.model.synonyms import labels
from pmo_xl.model.tool_words import tool_word
from pmo_xl.model.vocabulary import STATES, StateClass

_MORE: Final[Mapping[str, Mapping[str, str]]] = {
    "課題管理表.種別": {
        "障害": "バグ 不具合 Bug Defect 障害管理 故障",
        "ToDo": "タスク 作業 Task SubTask 依頼 宿題 アクション ActionItem",
        "課題": "機能 サポート 要望 ストーリー エピック Feature Support Story Epic Issue Enhancement 問題 検討事項 懸案",
    },
    "優先度": {
        "高": "急いで 今すぐ 高め 高い 重要 急 大至急 Important Immediate Blocker Major",
        "中": "ふつう 中程度 Moderate",
        "低": "低め 低い Minor Trivial いつでも",
    },
    "工程": {
        "要件定義": "要求定義 要求分析 要件整理 要件分析 RD",
        "基本設計": "外部設計 BD 概要設計",
        "詳細設計": "内部設計 DD プログラム設計 PG設計",
        "開発": "製造 実装 プログラミング コーディング 製造・単体テスト PG",
        "単体試験": "単体テスト 単体 ユニットテスト UT",
        "結合試験": "結合テスト 結合 連結テスト 連結試験 内部結合テスト",
        "対向試験": "対向テスト 外部結合テスト 外部結合試験 接続テスト 接続試験 疎通テスト",
        "総合試験": "総合テスト システムテスト システム試験 統合テスト 統合試験 ST",
        "受入試験": "受入テスト 受け入れテスト 受入れテスト 受入確認 ユーザ受入テスト ユーザー受入テスト UAT 検収テスト",
        "移行": "データ移行 本番移行 システム移行",
        "運用準備": "運用設計 教育",
        "リリース": "本番リリース サービスイン 本番化 カットオーバー",
    },
    "要件一覧.状態": {"対象": "未対応 未実装 実装中 開発中 実装済み 対応済 対応済み"},
    "課題管理表.状態": {
        "未着手": "開始前 未開始 NS NotYet □ ☐ Backlog SelectedForDevelopment FALSE 未定",
        "対応中": "フィードバック 差し戻し 差戻し 差戻 再対応 再開 待機中 他の人を待っています 延期 延期中 中断 Active アクティブ Deferred Feedback Reopened 対応 遅延 遅延中 遅れ 遅れあり 遅延あり 順調 予定通り 予定どおり 問題なし 期限超過 Delayed Overdue Late OnTrack OnSchedule AtRisk OffTrack Behind OnHold Blocked Stuck WorkingOnIt Reopen ReOpened Ongoing WIP Underway 着手 着手済 着手済み 一部完了",
        "確認待ち": "InReview Verify Verification レビュー 確認 承認 確認依頼中",
        "完了": "TRUE Comp Fin ■ ✅ ☑ ✔ ◎ 決定 対処済 対処済み 完結 処理済み 処理完了 処置済み 終結 済(完了)",
        "取下げ": "キャンセル 棄却 無効 Duplicate 重複",
    },
    "QA表.仕様反映要否": {
        "要": "必要 要反映 反映要 要対応 反映必要 反映が必要 反映する 有 有り あり はい Yes ○ 〇 ◯",
        "不要": "不必要 反映不要 対応不要 必要なし 反映なし 反映しない 無 無し なし いいえ No ×",
    },
    "QA表.状態": {"完了": "TRUE ✅ ☑ ✔ 処理済み 完結", "未回答": "開始前 未開始 FALSE 回答中 対応中"},
    "リスク管理表.状態": {
        "監視中": "Open 監視 未発生 継続 継続監視 モニタリング中 Monitoring Active 新規 未対応 未",
        "対応中": "顕在化 顕在 発生 発生中 課題化 Occurred InProgress Mitigating",
        "終了": "Closed Close クローズ 消滅 解消 解消済 終息 回避 回避済 完了 済 Mitigated Retired",
    },
    "仕様変更管理表.状態": {"周知済": "TRUE ✅ ☑ ✔ 完結", "却下": "キャンセル 棄却"},
}
_BY_KEY: Final[Mapping[tuple[str, str], str]] = {
    (name, name_key(spelling)): word.word
    for name, words in LISTS.items()
    for word in words
    for spelling in word.spellings
} | {
    (name, name_key(spelling)): word
    for name, words in _MORE.items()
    for word, spellings in words.items()
    for spelling in labels(spellings)
}
# Of a column that tells Resolved from Closed, these wait for whoever raised the row (Redmine 解決, Backlog 処理済み).
_RESOLVED: Final = frozenset(map(name_key, labels("解決 解決済 解決済み Resolved 処理済 処理済み")))
_CLOSED: Final = frozenset(map(name_key, labels("完了 終了 クローズ Closed Close Done")))
# What Backlog calls what is not resolved yet: 完了 is a word of such a column even where no row says so today.
_OF_BACKLOG: Final = frozenset(map(name_key, labels("未対応 処理中")))

_ARROW: Final = re.compile("[→⇒⇨➡]|[-=]>")
_NUMBERED: Final = re.compile(r"^[(\[]?[0-9]{1,2}[)\]]?[\W_]*(?=[^0-9%])")
_BEHIND: Final = re.compile(r"[(\[{【〔<].*$|[\s:：,、/]*[0-9]{1,4}[/月.年-][0-9].*$")
# A remark that takes back what stands before it: 完了(一部残).
_LIMITING: Final = re.compile("残|未|要|再|除|待|以外|一部|NG|中|×")
_PERCENT: Final = re.compile("(?P<number>[0-9]{1,3})(?:\\.[0-9]+)?%")
_DONE_STEM: Final = "対応|処理|処置|対処|修正|作業|改修|実施|解決|本番|リリース|反映|本番反映|移行|導入|納品|全て|すべて|全件|全部|合意|展開|適用|決定"
_SAYS: Final[tuple[tuple[re.Pattern[str], StateClass], ...]] = (
    (re.compile("未(完了?|済|解決|了|クローズ)"), StateClass.IN_PROGRESS),
    (re.compile("未.*|これから.*|.*予定|.*前"), StateClass.NOT_STARTED),
    (
        re.compile(
            ".*(取り?下げ|取り?消し?|却下|不要|対象外|見送り?|キャンセル|棄却)(済み?)?|.*中止.*|.*しない"
        ),
        StateClass.CANCELLED,
    ),
    (re.compile(".*(中|待ち?|継続|途中|保留|再検討)|要.*|再.*|一部.*"), StateClass.IN_PROGRESS),
    (re.compile(f"(?:{_DONE_STEM})?(?:完了|完|済み?|終了|完結|クローズ)(?:しました|した)?"), StateClass.DONE),
)
_WAITING: Final = re.compile(".*待ち?")


def common_word(name: str, text: str, column: Collection[str] = ()) -> str | None:
    """The library's word of a list (課題管理表.状態) for a word other offices use; None when it says nothing clearly.

    column: every word of the column as names compare, where it may tell Resolved from Closed.
    """
    found = _meaning(name, text)
    is_waiting = column and found == "完了" and not _RESOLVED.isdisjoint(map(name_key, _plain_forms(text)))
    if is_waiting and (not _CLOSED.isdisjoint(column) or set(column) >= _OF_BACKLOG):
        return _BY_KEY.get((name, name_key("確認待")), found)
    return found


def known_word(name: str, text: str) -> str | None:
    """The library's word of a list for a spelling that is known, marks around it apart; nothing is concluded from endings."""
    return next(filter(None, (_known(name, form) for form in (text, *_plain_forms(text)))), None)


@lru_cache(maxsize=8192)
def _meaning(name: str, text: str) -> str | None:
    return known_word(name, text) or (_word_by_ending(name, text) if name in STATES else None)


def _known(name: str, text: str) -> str | None:
    """The word of the list that this is, or that one of the spellings stands for."""
    key = name_key(text)
    own = next((word for word in _words(name) if name_key(word) == key), None)
    return own or _BY_KEY.get((name, key)) or tool_word(name, text)


def _words(name: str) -> Collection[str]:
    return STATES.get(name, ()) or [word.word for word in LISTS.get(name, ())] or _MORE.get(name, {})


def _plain_forms(text: str) -> Iterator[str]:
    """The word without what people put around it: marks, a number before it, brackets, a remark or a date behind it."""
    plain = unicodedata.normalize("NFKC", text).strip()
    last = _ARROW.split(plain)[-1]
    if "\n" in last or plain.endswith("?"):
        return
    for form in (plain, last, _NUMBERED.sub("", last)):
        yield (bare := _without_marks(form))
        yield _without_marks(_NUMBERED.sub("", bare))
    bare = _NUMBERED.sub("", _without_marks(last, keeps=")]}】〕>"))
    behind = _BEHIND.search(bare)
    if behind and not _LIMITING.search(behind[0]):
        yield _without_marks(bare[: behind.start()])


def _without_marks(text: str, keeps: str = "") -> str:
    """The text without the marks at its ends: brackets, bullets, emoji; a text of marks alone stays."""
    start, end = 0, len(text)
    while start < end and not _is_word(text[start]):
        start += 1
    while end > start and not (_is_word(text[end - 1]) or text[end - 1] in keeps):
        end -= 1
    return text[start:end] or text


def _is_word(character: str) -> bool:
    return character == "%" or (character not in "〇ー" and unicodedata.category(character)[0] in "LN")


def _word_by_ending(name: str, text: str) -> str | None:
    for form in dict.fromkeys(_plain_forms(text)):
        form = re.sub(r"\s", "", form)
        if percent := _PERCENT.fullmatch(form):
            return _word_of(name, _class_of_percent(int(percent["number"])))
        state = next((state for pattern, state in _SAYS if pattern.fullmatch(form)), None)
        if state and _WAITING.fullmatch(form):
            return _known(name, "回答待ち") or _known(name, "承認待ち") or _word_of(name, state)
        if state and len(form) <= _LONGEST:
            return _word_of(name, state)
    return None


_LONGEST: Final = 12  # longer ones are remarks
_USUAL: Final[Mapping[StateClass, str]] = {
    StateClass.NOT_STARTED: "未対応",
    StateClass.IN_PROGRESS: "対応中",
    StateClass.DONE: "済",
    StateClass.CANCELLED: "取下",
}


def _class_of_percent(number: int) -> StateClass:
    if number >= 100:
        return StateClass.DONE
    return StateClass.IN_PROGRESS if number else StateClass.NOT_STARTED


def _word_of(name: str, state: StateClass) -> str | None:
    """The word of a list for a class: the one that the usual word has, else the first of the class."""
    if word := _known(name, _USUAL[state]):
        return word
    wanted = (state, StateClass.IN_PROGRESS) if state is StateClass.NOT_STARTED else (state,)
    return next((word for each in wanted for word, its in STATES[name].items() if its is each), None)
