"""Every word of a list that means more than itself, declared once: word, 説明, class of a state, foreign spellings.

A list of plain words stands in its column (`choices=`). The spellings are what the words of other offices' ledgers
mean here; only sheets that pmo_xl did not make are read with them, and the word as typed is kept beside
(`Place.typed`). A word that means different things in different offices is not here: DAT004 asks instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pmo_xl.model.synonyms import labels


class StateClass(StrEnum):
    """Where a row stands, whatever word its sheet uses."""

    NOT_STARTED = "未着手"
    IN_PROGRESS = "進行中"
    DONE = "完了"
    CANCELLED = "取消"


@dataclass(frozen=True, slots=True)
class ChoiceWord:
    """A word of a list. help: its 説明 in 選択肢, where staff have not written their own. state: its class."""

    word: str
    help: str = ""
    state: StateClass | None = None
    spellings: tuple[str, ...] = ()


_N, _P, _D, _C = StateClass.NOT_STARTED, StateClass.IN_PROGRESS, StateClass.DONE, StateClass.CANCELLED

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

LISTS: Final[Mapping[str, tuple[ChoiceWord, ...]]] = {
    "要件一覧.状態": (
        ChoiceWord(
            "検討中",
            "今回作るかどうか決まっていない",
            _N,
            spellings=labels("未定 未決 調整中 確認中 保留 TBD 未確定"),
        ),
        ChoiceWord(
            "対象",
            "今回作る",
            _P,
            spellings=labels(
                "採用 確定 対応 対応する 実装 要 ○ 〇 ◯ ◎ 決定 承認 承認済 対応中 実装済 完了 済 OK"
            ),
        ),
        ChoiceWord(
            "対象外",
            "今回は作らない",
            _C,
            spellings=labels("不採用 対応しない 対応外 スコープ外 範囲外 不要 × 見送り 次期 次期対応 NG"),
        ),
        ChoiceWord(
            "取下げ",
            "要件そのものを取り下げた",
            _C,
            spellings=labels("取下 取り下げ 取消 廃止 削除 却下 中止"),
        ),
    ),
    "仕様変更管理表.状態": (
        ChoiceWord(
            "起票", "変更を言い出した", _N, spellings=labels("新規 受付 受付済 申請 申請中 未着手 New Open")
        ),
        ChoiceWord(
            "影響調査中",
            "費用・工期・試験への影響を調べている",
            _P,
            spellings=labels("調査中 影響調査 検討中 見積中 対応中 InProgress"),
        ),
        ChoiceWord(
            "承認待ち",
            "影響が分かり、承認を待っている",
            _P,
            spellings=labels("審議中 承認依頼中 承認依頼 承認申請中 決裁待ち Pending"),
        ),
        ChoiceWord(
            "承認済",
            "承認された。文書への反映を待っている",
            _P,
            spellings=labels("承認 承認済み 可決 採用 Approved"),
        ),
        ChoiceWord("却下", "変更しないと決めた", _C, spellings=(*labels("否決 不採用 否認"), *_DROPPED)),
        ChoiceWord("保留", "判断を先送りした", _P, spellings=labels("保留中 ペンディング Hold")),
        ChoiceWord(
            "反映済",
            "文書に反映した。周知を待っている",
            _P,
            spellings=labels("反映 反映済み 対応済 対応済み 適用済"),
        ),
        ChoiceWord(
            "周知済",
            "関係者に知らせ、終わった",
            _D,
            spellings=tuple(word for word in _DONE if not word.startswith("対応済")),
        ),
    ),
    "QA表.状態": (
        ChoiceWord(
            "未回答",
            "答えを待っている",
            _N,
            spellings=(
                *_NEW,
                *_DOING,
                *labels("回答待ち 回答待 質問中 確認待ち 確認中 確認依頼中 問合せ中 保留 Pending Waiting"),
            ),
        ),
        ChoiceWord(
            "回答済",
            "答えが出た。仕様への反映を待っている",
            _P,
            spellings=labels("回答済み 回答あり 回答受領 回答完了 回答 回答確認中 Answered"),
        ),
        ChoiceWord("完了", "反映まで終わった(不要なら回答で完了)", _D, spellings=_DONE),
        ChoiceWord("取下げ", "質問を取り下げた", _C, spellings=_DROPPED),
    ),
    "課題管理表.状態": (
        ChoiceWord("未着手", "まだ手を付けていない", _N, spellings=_NEW),
        ChoiceWord("対応中", "対応している", _P, spellings=_DOING),
        ChoiceWord("確認待ち", "対応が終わり、起票者の確認を待っている", _P, spellings=_WAITING),
        ChoiceWord("完了", "解決を確認した(完了日と対応内容を残す)", _D, spellings=_DONE),
        ChoiceWord("取下げ", "課題ではなかった", _C, spellings=_DROPPED),
    ),
    "仕様書確認.状態": (
        ChoiceWord("未決", state=_N),
        ChoiceWord("確認中", state=_P),
        ChoiceWord("解消", state=_D),
        ChoiceWord("対象外", state=_C),
    ),
    "リスク管理表.状態": (
        ChoiceWord("監視中", state=_P),
        ChoiceWord("対応中", state=_P),
        ChoiceWord("終了", state=_D),
    ),
    "議事録.状態": (
        ChoiceWord("未完了", state=_N),
        ChoiceWord("完了", state=_D),
    ),
    "IF一覧.状態": (
        ChoiceWord("未着手", state=_N),
        ChoiceWord("設計中", state=_P),
        ChoiceWord("疎通済", state=_P),
        ChoiceWord("対向試験中", state=_P),
        ChoiceWord("完了", state=_D),
    ),
    "見積一覧.状態": (
        ChoiceWord("依頼中", "見積を頼み、答えを待っている", _N),
        ChoiceWord("受領", "見積を受け取った", _D),
        ChoiceWord("辞退", "相手が見積を出さないと決めた", _C),
    ),
    "配布記録.状態": (
        ChoiceWord("配布済", "配った。答えを待っている", _N, spellings=labels("配布 配布中 送付済 回収待ち")),
        ChoiceWord("一部回収", "一部の行だけ答えがあった", _P, spellings=labels("一部 回収中")),
        ChoiceWord("回収済", "すべての行に答えがあった", _D, spellings=labels("回収 完了 回答済")),
        ChoiceWord("取消", "配布を取りやめた", _C, spellings=labels("取り消し 中止")),
    ),
    "チェックリスト.結果": (
        ChoiceWord("済", "確かめた", _D, spellings=labels("済み OK ○ 〇 ✓ 完了")),
        ChoiceWord("否", "確かめたが、満たしていない", _P, spellings=labels("NG ×")),
        ChoiceWord(
            "対象外", "この案件では確かめない(理由を備考に書く)", _C, spellings=labels("NA N/A 不要 -")
        ),
    ),
    "レビュー記録.結果": (
        ChoiceWord("合意", "このままでよい", _D, spellings=labels("承認 OK 了承")),
        ChoiceWord("条件付合意", "備えた条件のもとでよい", _D, spellings=labels("条件付き合意 条件付承認")),
        ChoiceWord("差戻し", "直して見直す", _P, spellings=labels("差し戻し NG 否認 再レビュー")),
    ),
    "優先度": (
        ChoiceWord(
            "高",
            "遅れると案件の日程・費用・品質に響く。期限を過ぎたらすぐ上げる",
            spellings=labels("最優先 最高 至急 緊急 大 A High Highest Urgent Critical H"),
        ),
        ChoiceWord(
            "中", "期限までに済ませる", spellings=labels("普通 通常 標準 B Medium Middle Normal Mid M")
        ),
        ChoiceWord("低", "余裕があれば対応する", spellings=labels("最低 小 C Low Lowest L")),
    ),
    "工程": (
        ChoiceWord("検討", "やるかどうか、何をやるかを決める"),
        ChoiceWord("準備", "体制・予算・計画を整える"),
        ChoiceWord(
            "RFP・調達",
            "提案を求め、発注先を決める",
            spellings=labels("RFP 調達 提案依頼 ベンダ選定 業者選定"),
        ),
        ChoiceWord("要件定義", "何を作るかを決め、合意する"),
        ChoiceWord("基本設計", "画面・帳票・IFなど、外から見える仕様を決める"),
        ChoiceWord("詳細設計", "作り方を決める"),
        ChoiceWord("開発", "作る"),
        ChoiceWord("単体試験", "部品ごとに確かめる"),
        ChoiceWord("結合試験", "システムの中をつないで確かめる"),
        ChoiceWord("対向試験", "相手システムとつないで確かめる"),
        ChoiceWord("総合試験", "業務の流れで全体を確かめる"),
        ChoiceWord("受入試験", "発注側が受入条件を確かめる"),
        ChoiceWord("移行", "データと業務を新しいシステムに移す"),
        ChoiceWord("運用準備", "手順・体制・教育を整える"),
        ChoiceWord("リリース", "サービスを始める"),
        ChoiceWord("終結", "振り返り、引き継いで閉じる"),
    ),
    "部門": (),  # filled by staff alone
    "取適法": (
        ChoiceWord("対象", "取適法(旧下請法)の対象の取引"),
        ChoiceWord("対象外", "対象ではない取引"),
        ChoiceWord("未判定", "まだ人が判断していない"),
    ),
    "締め区分": (
        ChoiceWord("月締め", "月末でまとめて締める"),
        ChoiceWord("都度", "納品のたびに支払う"),
    ),
    "支払方法": (
        ChoiceWord("振込"),
        ChoiceWord("手形"),
        ChoiceWord("電子記録債権"),
        ChoiceWord("その他"),
    ),
    "手数料負担": (
        ChoiceWord("当社", "振込手数料を当社が持つ"),
        ChoiceWord("先方", "取引先が持つ(合意が要る)"),
    ),
    "要件一覧.合意状態": (
        ChoiceWord("未合意", "まだ合意していない"),
        ChoiceWord("合意済", "合意者と合意日を残した"),
        ChoiceWord("再合意要", "合意の後で内容が変わった"),
    ),
    "予算管理表.発注区分": (
        ChoiceWord("当初", "最初の計画の発注"),
        ChoiceWord("追加", "仕様変更などで増えた発注"),
        ChoiceWord("減額", "減った分(マイナスの金額で書く)"),
        ChoiceWord("取消", "取りやめた発注(金額は数えない)"),
    ),
    "休日.区分": (
        ChoiceWord("祝日", "国民の祝日・休日"),
        ChoiceWord("会社休日", "会社の休み"),
        ChoiceWord("稼働日", "土日祝でも働く日"),
    ),
}
"""By the list's name: シート名.列名, or the name of a list that several sheets share."""


def words_of(name: str) -> tuple[str, ...]:
    """The words of a list in their order; none for a list whose words stand in its column."""
    return tuple(each.word for each in LISTS.get(name, ()))


def help_of(name: str | None, word: str | None) -> str | None:
    """The 説明 of a word of a list; None for other words."""
    return next((each.help or None for each in LISTS.get(name or "", ()) if each.word == word), None)
