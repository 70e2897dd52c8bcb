"""課題管理表: An issue, a release issue, a defect or a ToDo."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, NUMBER, OWNER, PRIORITY, REMARKS, STATE, labels


class Issue(Record):
    """One row of 課題管理表: an issue, a release issue, a defect or a ToDo."""

    sheet: ClassVar[Sheet] = Sheet(
        "課題管理表",
        collection="issues",
        prefix="ISS",
        aliases=labels(
            "課題一覧 課題表 課題 課題管理 課題リスト 課題台帳 課題管理台帳 課題管理簿 "
            "課題ToDo一覧 残課題 残課題一覧 懸案 懸案一覧 懸案事項一覧 懸案管理表 残作業一覧 "
            "問題一覧 問題管理表 障害一覧 障害管理表 不具合一覧 不具合管理表 ToDo ToDo一覧 "
            "ToDoリスト ToDo管理表 アクションアイテム Issues IssueList"
        ),
        help="課題・障害・ToDo を1行に1つ。",
    )

    id: Annotated[
        str | None,
        Column(
            "課題ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "課題番号", "管理番号", "課題No"),
            help="課題の番号。ISS-001 の形。",
            width=9.5,
        ),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "種別",
            Kind.CHOICE,
            Need.MUST,
            aliases=labels("区分 分類 課題区分 課題種別 カテゴリ 種類"),
            choices=("課題", "リリース課題", "障害", "ToDo"),
            help="課題・リリース課題(リリース後に残るもの)・障害・ToDo のどれか。",
            width=12.5,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "件名",
            Kind.TEXT,
            Need.MUST,
            aliases=labels(
                "タイトル 課題名 課題 懸案事項 タスク名 残作業 タスク 作業名 不具合名 事象 概要 "
                "課題事項 問題点 ToDo アクション Title Subject Issue 課題内容 課題概要 内容"
            ),
            help="課題を一言で表す名前。",
            width=28,
        ),
    ] = None
    description: Annotated[
        str | None,
        Column(
            "内容",
            Kind.LONGTEXT,
            aliases=labels("課題内容 課題詳細 詳細 課題概要 問題内容 説明 事象詳細 Description"),
            help="何が起きているか、何が困るか。",
            width=36,
        ),
    ] = None
    systems: Annotated[
        tuple[str, ...],
        Column(
            "影響システム",
            Kind.REFS,
            aliases=("対象システム", "システム", "関連システム", "システム名"),
            refers_to=("システム一覧",),
            help="影響するシステム名。複数は 、 で区切ります。",
            width=16,
            is_rarely_read=True,
        ),
    ] = ()
    tasks: Annotated[
        tuple[str, ...],
        Column(
            "関連作業",
            Kind.REFS,
            refers_to=("マスタスケジュール",),
            help="関わる作業のID(WBS-010 など)。複数は 、 で区切ります。",
            width=13,
            is_rarely_read=True,
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
            help="高は、遅れるとすぐエスカレーションするもの。",
            width=7.5,
        ),
    ] = None
    raised_on: Annotated[
        date | None,
        Column(
            "起票日",
            Kind.DATE,
            Need.MUST,
            aliases=labels(
                "作成日 記載日 発生日 登録日 起票日付 起票日時 登録日付 記入日 受付日 提起日 指摘日 Created"
            ),
            help="見つけた日。",
            width=11,
        ),
    ] = None
    raised_by: Annotated[
        str | None,
        Column(
            "起票者",
            Kind.PERSON,
            Need.MUST,
            aliases=labels(
                "記載者 作成者 依頼者名 登録者 起票者名 起票 記入者 提起者 発見者 報告者 指摘者 "
                "作成者名 Reporter"
            ),
            help="見つけた人(体制表の氏名)。",
            width=12,
            is_rarely_read=True,
        ),
    ] = None
    owner: Annotated[
        str | None,
        Column(
            "担当",
            Kind.PERSON,
            Need.MUST,
            aliases=OWNER + labels("AssignedTo 回答担当 回答者 宛先"),
            help="解決に責任を持つ人(体制表の氏名)。最初の1人が責任者です。",
            width=12,
        ),
    ] = None
    due_on: Annotated[
        date | None,
        Column(
            "期限",
            Kind.DATE,
            Need.MUST,
            aliases=(*DUE, "予定", "回答期限", "回答希望日"),
            help="いつまでに解決するか。",
            width=11,
        ),
    ] = None
    status: Annotated[
        str | None,
        Column(
            "状態",
            Kind.CHOICE,
            Need.MUST,
            aliases=STATE,
            help="いまの段階。完了には完了日と対応内容が要ります。",
            width=9,
        ),
    ] = None
    plan: Annotated[
        str | None,
        Column(
            "対応方針",
            Kind.LONGTEXT,
            aliases=("方針", "対応案", "対策案", "対策方針"),
            help="どう解決するか。",
            width=30,
        ),
    ] = None
    cause: Annotated[
        str | None,
        Column(
            "原因",
            Kind.LONGTEXT,
            aliases=("発生原因", "要因"),
            help="なぜ起きたか。",
            width=30,
            is_rarely_read=True,
        ),
    ] = None
    workaround: Annotated[
        str | None,
        Column("暫定対応", Kind.LONGTEXT, help="解決までのしのぎ方。", width=30, is_rarely_read=True),
    ] = None
    progress_notes: Annotated[
        str | None,
        Column(
            "対応経過",
            Kind.LONGTEXT,
            aliases=labels("経過 対応状況詳細 進捗メモ 対応履歴 検討経緯 経緯"),
            help="日付を付けて、新しいものを上に書き足します。",
            width=56,
        ),
    ] = None
    resolution: Annotated[
        str | None,
        Column(
            "対応内容",
            Kind.LONGTEXT,
            aliases=labels(
                "対応結果 対応 対策 対策内容 解決策 解決内容 処置 処置内容 検討結果 結論 対応詳細 回答 回答内容"
            ),
            help="どう解決したか。",
            width=30,
        ),
    ] = None
    closed_on: Annotated[
        date | None,
        Column(
            "完了日",
            Kind.DATE,
            aliases=labels(
                "対応日 対応完了日 クローズ日 完了日付 完了 完了実績 実績完了日 完了実績日 "
                "解決日 終了日 対処日 対応済日 Closed 回答日"
            ),
            help="解決した日。",
            width=11,
        ),
    ] = None
    escalated_on: Annotated[
        date | None,
        Column("エスカレーション日", Kind.DATE, help="上位者に上げた日。", width=11, is_rarely_read=True),
    ] = None
    needs_permanent_fix: Annotated[
        str | None,
        Column(
            "恒久対応要否",
            Kind.CHOICE,
            choices=("要", "不要"),
            help="暫定対応で済ませたとき、恒久対応が要るか。",
            width=8,
            is_rarely_read=True,
        ),
    ] = None
    permanent_fix: Annotated[
        str | None, Column("恒久対応", Kind.LONGTEXT, help="恒久対応の内容。", width=30, is_rarely_read=True)
    ] = None
    permanent_owner: Annotated[
        str | None,
        Column("恒久対応担当", Kind.PERSON, help="恒久対応に責任を持つ人。", width=12, is_rarely_read=True),
    ] = None
    permanent_due_on: Annotated[
        date | None, Column("恒久対応期限", Kind.DATE, help="恒久対応の期限。", width=11, is_rarely_read=True)
    ] = None
    permanent_closed_on: Annotated[
        date | None,
        Column("恒久完了日", Kind.DATE, help="恒久対応が終わった日。", width=11, is_rarely_read=True),
    ] = None
    handed_to: Annotated[
        str | None,
        Column("引継先", Kind.PERSON, help="案件の後に引き継ぐ人。", width=12, is_rarely_read=True),
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
    days_overdue: Annotated[
        int | None,
        Column(
            "超過日数",
            Kind.INT,
            Need.AUTO,
            aliases=("遅延日数",),
            is_derived=True,
            help="未完了の間、期限から計算日までの日数(期限内は 0)。",
            width=9,
        ),
    ] = None
    remarks: Annotated[
        str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", is_rarely_read=True)
    ] = None
