"""課題管理表: An issue, a release issue, a defect or a ToDo."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Person, Refs, Text, Whole, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, EXTERNAL_IDS, NUMBER, OWNER, PRIORITY, REMARKS, STATE, labels


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
            "ToDoリスト ToDo管理表 アクションアイテム Issues IssueList "
            "課題管理票 課題問題一覧 障害管理 障害管理台帳 不具合管理 不具合リスト バグ一覧 バグ管理表 バグ票 "
            "インシデント一覧 インシデント管理表 問題管理 問題点一覧 指摘一覧 指摘事項一覧 指摘管理表 宿題一覧 "
            "宿題事項一覧 未決事項一覧 未決一覧 検討課題一覧 検討事項一覧 残件一覧 残件管理 残件管理表 懸念事項一覧 "
            "要対応一覧 やることリスト やること一覧 アクション一覧 アクションアイテム一覧 ToDo管理 IssueLog IssueRegister IssueTracker ActionLog "
            "ActionItems ActionItemList ActionRegister DefectLog Defects BugList BugTracker BugReport"
        ),
        help="課題・障害・ToDo を1行に1つ。",
        guide="課題・障害・ToDoを1行に1つ、担当と期限を決めて書きます。期限を過ぎたもの、停滞したもの、恒久対応の残りを点検します。",
        brief="課題・障害・ToDo。",
    )

    id: Id = column(
        "課題ID",
        must,
        aliases=(*NUMBER, "課題番号", "管理番号", "課題No"),
        width=9.5,
        help="課題の番号。ISS-001 の形。",
    )
    kind: Word = column(
        "種別",
        must,
        aliases="区分 分類 課題区分 課題種別 カテゴリ 種類 懸案区分",
        choices="課題 リリース課題 障害 クレーム ToDo",
        width=12.5,
        help="課題・リリース課題(リリース後に残るもの)・障害・クレーム・ToDo のどれか。",
    )
    title: Text = column(
        "件名",
        must,
        aliases="タイトル 課題名 課題 懸案事項 タスク名 残作業 タスク 作業名 不具合名 事象 概要 課題事項 問題点 ToDo アクション Title Subject Issue 課題内容 課題概要 内容",
        width=27,
        help="課題を一言で表す名前。",
    )
    description: LongText = column(
        "内容",
        aliases="課題内容 課題詳細 詳細 課題概要 問題内容 説明 事象詳細 Description",
        width=31,
        help="何が起きているか、何が困るか。",
    )
    systems: Refs = column(
        "影響システム",
        aliases="対象システム システム 関連システム システム名",
        refers_to="システム一覧",
        is_rarely_read=True,
        width=16,
        help="影響するシステム名。複数は 、 で区切ります。",
    )
    tasks: Refs = column(
        "関連作業",
        refers_to="マスタスケジュール",
        is_rarely_read=True,
        width=13,
        help="関わる作業のID(WBS-010 など)。複数は 、 で区切ります。",
    )
    priority: Word = column(
        "優先度",
        must,
        aliases=PRIORITY,
        choice_list="優先度",
        width=7.5,
        help="高は、遅れるとすぐエスカレーションするもの。",
    )
    raised_on: Date = column(
        "起票日",
        must,
        aliases="作成日 記載日 発生日 登録日 起票日付 起票日時 登録日付 記入日 入力日 受付日 提起日 指摘日 Created",
        width=11,
        help="見つけた日。",
    )
    raised_by: Person = column(
        "起票者",
        must,
        aliases="記載者 作成者 依頼者名 登録者 起票者名 起票 記入者 入力者 提起者 発見者 報告者 指摘者 作成者名 起票担当者 起票担当 Reporter",
        width=12,
        help="見つけた人(体制表の氏名)。",
    )
    owner: Person = column(
        "担当",
        must,
        aliases=OWNER + labels("AssignedTo 回答担当 回答者 宛先"),
        width=12,
        help="解決に責任を持つ人(体制表の氏名)。最初の1人が責任者です。",
    )
    due_on: Date = column(
        "期限",
        must,
        aliases=(*DUE, "予定", "回答期限", "回答希望日"),
        width=11,
        help="いつまでに解決するか。",
    )
    status: Word = column(
        "状態", must, aliases=STATE, width=9, help="いまの段階。完了には完了日と対応内容が要ります。"
    )
    plan: LongText = column(
        "対応方針",
        aliases="方針 対応案 対策案 対策方針 対策の方針 対応の方針 対策の方針または結果",
        width=27,
        help="どう解決するか。",
    )
    cause: LongText = column(
        "原因", aliases="発生原因 要因", is_rarely_read=True, width=30, help="なぜ起きたか。"
    )
    cause_kind: Word = column(
        "原因分類",
        choices="仕様 設計 製造 環境 データ 運用 連携先 その他",
        is_rarely_read=True,
        aliases="原因区分 要因分類 原因種別",
        width=9,
        help="障害・リリース課題の原因の種類。集計に使います。",
        since=2,
    )
    workaround: LongText = column("暫定対応", is_rarely_read=True, width=30, help="解決までのしのぎ方。")
    progress_notes: LongText = column(
        "対応経過",
        aliases="経過 対応状況詳細 進捗メモ 対応履歴 検討経緯 経緯 状況 対応状況 進捗状況",
        width=46,
        help="日付を付けて、新しいものを上に書き足します。",
    )
    resolution: LongText = column(
        "対応内容",
        aliases="対応結果 対応 対策 対策内容 解決策 解決内容 処置 処置内容 検討結果 結論 対応詳細 回答 回答内容",
        width=27,
        help="どう解決したか。",
    )
    closed_on: Date = column(
        "完了日",
        aliases="対応日 対応完了日 クローズ日 完了日付 完了 完了実績 実績完了日 完了実績日 解決日 終了日 対処日 対応済日 Closed 回答日",
        width=11,
        help="解決した日。",
    )
    escalated_on: Date = column(
        "エスカレーション日", is_rarely_read=True, width=11, help="上位者に上げた日。"
    )
    needs_permanent_fix: Word = column(
        "恒久対応要否",
        choices="要 不要",
        is_rarely_read=True,
        width=8,
        help="暫定対応で済ませたとき、恒久対応が要るか。",
    )
    permanent_fix: LongText = column("恒久対応", is_rarely_read=True, width=30, help="恒久対応の内容。")
    permanent_owner: Person = column(
        "恒久対応担当", is_rarely_read=True, width=12, help="恒久対応に責任を持つ人。"
    )
    permanent_due_on: Date = column("恒久対応期限", is_rarely_read=True, width=11, help="恒久対応の期限。")
    permanent_closed_on: Date = column(
        "恒久完了日", is_rarely_read=True, width=11, help="恒久対応が終わった日。"
    )
    handed_to: Person = column("引継先", is_rarely_read=True, width=12, help="案件の後に引き継ぐ人。")
    updated_on: Date = column(
        "更新日", aliases="最終更新日", is_rarely_read=True, width=11, help="この行を最後に直した日。"
    )
    days_overdue: Whole = column(
        "超過日数",
        auto,
        aliases="遅延日数",
        is_derived=True,
        width=9,
        help="未完了の間、期限から計算日までの日数(期限内は 0)。",
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
