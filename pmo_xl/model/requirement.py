"""要件一覧: a requirement, functional or not, and the agreement on it."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Person, Refs, Text, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import EXTERNAL_IDS, NUMBER, PRIORITY, REMARKS, STATE, labels

# The six main categories of IPA's 非機能要求グレード.
NONFUNCTIONAL_CATEGORIES = (
    "可用性",
    "性能・拡張性",
    "運用・保守性",
    "移行性",
    "セキュリティ",
    "システム環境・エコロジー",
)


class Requirement(Record):
    """One row of 要件一覧: a requirement, functional or not, and the agreement on it."""

    sheet: ClassVar[Sheet] = Sheet(
        "要件一覧",
        collection="requirements",
        prefix="REQ",
        aliases=labels(
            "要件定義一覧 要求一覧 要件 要件管理表 要件定義 要求 要求事項一覧 要求管理表 "
            "機能要件 機能要件一覧 非機能要件 非機能要件一覧 業務要件一覧 要件トレース表 "
            "要件トレーサビリティ"
        ),
        help="要件を1行に1つ。出典と合意も。",
        brief="要件を1行に1つ。出典と合意。",
        guide="要件を1行に1つ、出典と受入条件を付けて書き、合意した日と相手を残します。内容が変わると再合意が要ると点検が言い、合意依頼書と要件一覧書はここから作ります。",
    )

    id: Id = column(
        "要件ID",
        must,
        aliases=NUMBER + labels("要件番号 要件No 要求ID 要求番号 機能ID 機能要件ID"),
        help="要件の番号。REQ-001 の形で、一度付けたら変えません。",
    )
    kind: Word = column(
        "種別",
        must,
        aliases="要件種別 要件区分 区分",
        choices="機能 非機能",
        width=8,
        help="機能か非機能かを選びます。",
    )
    category: Text = column(
        "大項目",
        must,
        aliases="分類 機能分類 大分類 カテゴリ 機能区分 中項目 中分類 業務 業務名 要件大項目 要件分類",
        width=16,
        help="機能なら機能の分類、非機能なら6つの大項目(可用性 など)のどれか。",
    )
    title: Text = column(
        "要件名",
        must,
        aliases="件名 名称 要求名 要件名称 要件項目 要求事項 要求項目 機能名 機能要件 項目 項目名 要件 要求 タイトル 要件小項目 小項目",
        width=26,
        help="要件を一言で表す名前。",
    )
    statement: LongText = column(
        "要件内容",
        must,
        aliases="内容 要求内容 要件詳細 要件 説明 概要 要件概要 機能概要 詳細 要求詳細 要件定義内容 要求",
        width=38,
        help="何を満たすか。数と単位で書き、「適切に」「十分」だけで済ませません。",
    )
    source: Text = column(
        "出典",
        must,
        aliases="根拠 要求元 依頼元 出所 起案元 要望元",
        width=16,
        help="根拠になった資料の章・頁。",
    )
    systems: Refs = column(
        "関連システム",
        must,
        aliases="対象システム システム システム名",
        refers_to="システム一覧",
        width=16,
        help="関わるシステム名。複数は 、 で区切ります。",
    )
    priority: Word = column(
        "優先度", must, aliases=PRIORITY, choice_list="優先度", width=7.5, help="実現の優先度を選びます。"
    )
    acceptance_criteria: LongText = column(
        "受入条件",
        aliases="受入基準 検収条件 完了条件 確認方法",
        is_rarely_read=True,
        width=34,
        help="何を確かめたら満たしたと言えるか。",
    )
    agreement: Word = column(
        "合意状態",
        must,
        aliases="合意 合意状況 合意有無",
        width=9,
        help="顧客・業務部門と合意できたか。内容が変わったら 再合意要 にします。",
    )
    agreement_due_on: Date = column(
        "合意期限",
        aliases="合意予定日 合意期日",
        is_rarely_read=True,
        width=11,
        help="いつまでに合意するか。過ぎると期限超過に出ます。",
        since=2,
    )
    agreed_by: Person = column("合意者", aliases="承認者", width=12, help="合意した人(体制表の氏名)。")
    agreed_on: Date = column("合意日", aliases="承認日", width=11, help="合意した日。")
    status: Word = column(
        "状態",
        must,
        aliases=STATE
        + labels("要件トレース概況 トレース概況 トレース状況 採否 対応可否 採用可否 採用区分 採否区分"),
        width=9,
        help="対象 = 今回作る。対象外・取下げにした行も消さずに残します。",
    )
    updated_on: Date = column(
        "更新日", aliases="最終更新日", is_rarely_read=True, width=11, help="この行を最後に直した日。"
    )
    external_ids: Text = column(
        "外部ID",
        aliases=EXTERNAL_IDS,
        is_rarely_read=True,
        width=16,
        help="ほかの道具での番号。redmine:1234 の形で、複数は 、 で区切ります。取り込みが同じ行を見分けます。",
        since=2,
    )
    remarks: LongText = column("備考", aliases=REMARKS, is_rarely_read=True, help="補足。")
    agreed_fingerprint: Text = column(
        "合意時指紋",
        auto,
        is_hidden=True,
        width=28,
        help="合意したときの要件内容の控え。合意後の書き換えを見つけるために使います。",
    )
