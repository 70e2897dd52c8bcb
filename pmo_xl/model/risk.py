"""リスク管理表: something that may happen and harm the project."""

from typing import ClassVar

from pmo_xl.model.column import Date, Flag, Id, LongText, Person, Refs, Text, Whole, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import EXTERNAL_IDS, NUMBER, OWNER, STATE, labels


class Risk(Record):
    """One row of リスク管理表: something that may happen and harm the project."""

    sheet: ClassVar[Sheet] = Sheet(
        "リスク管理表",
        collection="risks",
        prefix="RSK",
        aliases=labels(
            "リスク一覧 リスク管理 リスク台帳 リスク登録簿 リスク管理台帳 リスク管理簿 リスクリスト リスク RiskLog RiskRegister Risks"
        ),
        profile="full",
        help="起こりうる問題と備え。",
        guide="起こりうる問題を、確率と影響(1〜5)、対策、次に見直す日と一緒に書きます。点の高いのに対策のないもの、見直しの過ぎたものを点検します。",
    )

    id: Id = column(
        "リスクID", must, aliases=(*NUMBER, "リスク番号"), width=9.5, help="リスクの番号。RSK-001 の形。"
    )
    title: Text = column(
        "リスク",
        must,
        aliases="リスク名 リスク内容 件名 内容 RiskTitle RiskName RiskDescription RiskStatement",
        width=32,
        help="何が起こりうるか。",
    )
    probability: Whole = column(
        "確率", must, aliases="発生確率 発生可能性", width=7.5, help="起こりやすさ。1(低い)から5(高い)。"
    )
    impact: Whole = column(
        "影響", must, aliases="影響度", width=7.5, help="起きたときの重さ。1(軽い)から5(重い)。"
    )
    mitigation: LongText = column(
        "対策",
        aliases="対応策 予防策 対応方針",
        width=30,
        help="起こらないように、または軽くするためにすること。",
    )
    trigger: LongText = column("発動条件", aliases="トリガー 発動基準", width=26, help="何が起きたら動くか。")
    contingency: LongText = column(
        "コンティンジェンシープラン",
        aliases="発生時対応 代替策 緊急時対応",
        width=30,
        help="起きてしまったときの手順。",
    )
    owner: Person = column("担当", must, aliases=OWNER, width=10, help="見張る人(体制表の氏名)。")
    is_occurred: Flag = column("顕在化", aliases="発生 発生有無", width=7.5, help="起きてしまったら ○。")
    issues: Refs = column(
        "対応課題",
        aliases="課題ID 関連課題",
        refers_to="課題管理表",
        width=11,
        help="起きたあとを追う課題のID。複数は 、 で区切ります。",
    )
    status: Word = column("状態", must, aliases=STATE, width=9, help="いまの段階。")
    systems: Refs = column(
        "影響システム",
        refers_to="システム一覧",
        is_rarely_read=True,
        aliases="対象システム 関連システム システム",
        width=16,
        help="起きたとき影響するシステム。空欄はすべて。",
        since=2,
    )
    review_on: Date = column(
        "次回見直し日",
        aliases="次回見直し 見直し日 次回確認日",
        width=11,
        help="次に見直す日。過ぎると期限超過に出ます。",
        since=2,
    )
    external_ids: Text = column(
        "外部ID",
        aliases=EXTERNAL_IDS,
        is_rarely_read=True,
        width=16,
        help="ほかの道具での番号。redmine:1234 の形で、複数は 、 で区切ります。取り込みが同じ行を見分けます。",
        since=2,
    )
