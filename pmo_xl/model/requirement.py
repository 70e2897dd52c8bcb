"""要件一覧: a requirement, functional or not, and the agreement on it."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, PRIORITY, REMARKS, STATE, labels

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
    )

    id: Annotated[
        str | None,
        Column(
            "要件ID",
            Kind.ID,
            Need.MUST,
            aliases=NUMBER + labels("要件番号 要件No 要求ID 要求番号 機能ID 機能要件ID"),
            help="要件の番号。REQ-001 の形で、一度付けたら変えません。",
        ),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "種別",
            Kind.CHOICE,
            Need.MUST,
            aliases=("要件種別", "要件区分", "区分"),
            choices=("機能", "非機能"),
            help="機能か非機能かを選びます。",
            width=8,
        ),
    ] = None
    category: Annotated[
        str | None,
        Column(
            "大項目",
            Kind.TEXT,
            Need.MUST,
            aliases=labels(
                "分類 機能分類 大分類 カテゴリ 機能区分 中項目 中分類 業務 業務名 要件大項目 要件分類"
            ),
            help="機能なら機能の分類、非機能なら6つの大項目(可用性 など)のどれか。",
            width=16,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "要件名",
            Kind.TEXT,
            Need.MUST,
            aliases=labels(
                "件名 名称 要求名 要件名称 要件項目 要求事項 要求項目 機能名 機能要件 項目 "
                "項目名 要件 要求 タイトル 要件小項目 小項目"
            ),
            help="要件を一言で表す名前。",
            width=26,
        ),
    ] = None
    statement: Annotated[
        str | None,
        Column(
            "要件内容",
            Kind.LONGTEXT,
            Need.MUST,
            aliases=labels(
                "内容 要求内容 要件詳細 要件 説明 概要 要件概要 機能概要 詳細 要求詳細 要件定義内容 要求"
            ),
            help="何を満たすか。数と単位で書き、「適切に」「十分」だけで済ませません。",
            width=38,
        ),
    ] = None
    source: Annotated[
        str | None,
        Column(
            "出典",
            Kind.TEXT,
            Need.MUST,
            aliases=labels("根拠 要求元 依頼元 出所 起案元 要望元"),
            help="根拠になった資料の章・頁。",
            width=18,
            is_rarely_read=True,
        ),
    ] = None
    systems: Annotated[
        tuple[str, ...],
        Column(
            "関連システム",
            Kind.REFS,
            Need.MUST,
            aliases=("対象システム", "システム", "システム名"),
            refers_to=("システム一覧",),
            help="関わるシステム名。複数は 、 で区切ります。",
            width=16,
        ),
    ] = ()
    priority: Annotated[
        str | None,
        Column(
            "優先度",
            Kind.CHOICE,
            Need.MUST,
            aliases=PRIORITY,
            choice_list="優先度",
            help="実現の優先度を選びます。",
            width=7.5,
        ),
    ] = None
    acceptance_criteria: Annotated[
        str | None,
        Column(
            "受入条件",
            Kind.LONGTEXT,
            aliases=("受入基準", "検収条件", "完了条件", "確認方法"),
            help="何を確かめたら満たしたと言えるか。",
            width=34,
            is_rarely_read=True,
        ),
    ] = None
    agreement: Annotated[
        str | None,
        Column(
            "合意状態",
            Kind.CHOICE,
            Need.MUST,
            aliases=("合意", "合意状況", "合意有無"),
            choices=("未合意", "合意済", "再合意要"),
            help="顧客・業務部門と合意できたか。内容が変わったら 再合意要 にします。",
            width=9,
        ),
    ] = None
    agreed_by: Annotated[
        str | None,
        Column("合意者", Kind.PERSON, aliases=("承認者",), help="合意した人(体制表の氏名)。", width=12),
    ] = None
    agreed_on: Annotated[
        date | None, Column("合意日", Kind.DATE, aliases=("承認日",), help="合意した日。", width=11)
    ] = None
    status: Annotated[
        str | None,
        Column(
            "状態",
            Kind.CHOICE,
            Need.MUST,
            aliases=STATE + labels("要件トレース概況 トレース概況 トレース状況 採否 対応可否 採用可否"),
            help="対象 = 今回作る。対象外・取下げにした行も消さずに残します。",
            width=9,
        ),
    ] = None
    updated_on: Annotated[
        date | None,
        Column(
            "更新日",
            Kind.DATE,
            aliases=("最終更新日",),
            help="この行を最後に直した日。",
            width=11,
            is_rarely_read=True,
        ),
    ] = None
    remarks: Annotated[
        str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", is_rarely_read=True)
    ] = None
    agreed_fingerprint: Annotated[
        str | None,
        Column(
            "合意時指紋",
            Kind.TEXT,
            Need.AUTO,
            is_hidden=True,
            help="合意したときの要件内容の控え。合意後の書き換えを見つけるために使います。",
            width=28,
        ),
    ] = None
