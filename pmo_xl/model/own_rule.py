"""社内規則: a check that the office writes itself, as a formula of Excel over the rows of a sheet."""

from typing import ClassVar

from pmo_xl.model.column import Flag, Id, LongText, Text, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import REMARKS, labels


class OwnRule(Record):
    """One row of 社内規則: a check that the office writes itself."""

    sheet: ClassVar[Sheet] = Sheet(
        "社内規則",
        collection="own_rules",
        prefix="OWN",
        aliases=labels("自社規則 独自規則 社内ルール 独自ルール"),
        profile="full",
        since=2,
        id_shape="OWN[0-9]{3,}",
        id_example="OWN001",
        help="自社の点検をExcelの式で1行に1つ書きます。有効に ○ を入れた規則だけが働きます。",
        guide="自社の点検を、対象のシートとExcelの式で1行に1つ書きます。有効に ○ を入れた規則だけが、ほかの規則と一緒に点検されます。",
        brief="自社の点検をExcelの式で。",
    )

    id: Id = column(
        "規則ID",
        must,
        aliases="規則番号 ルールID",
        width=10,
        help="規則の番号。OWN001 の形(ハイフンなし)。指摘にこの番号が出ます。",
    )
    target_sheet: Text = column(
        "対象シート",
        must,
        aliases="対象表 シート",
        width=16,
        help="どのシートの行を点検するか。一覧から選びます。",
    )
    condition: LongText = column(
        "条件",
        must,
        aliases="式 条件式",
        width=52,
        help='悪い行で TRUE になる式。先頭の = は付けません。例 AND([@状態]="完了",[@完了日]="")',
    )
    rows: LongText = column(
        "対象とする行",
        aliases="対象行 絞り込み",
        width=30,
        help="点検する行で TRUE になる式。空欄なら未完了の行(状態のない表はすべての行)。すべての行なら TRUE。",
    )
    severity: Word = column(
        "重さ", must, aliases="重要度 重大度", choices="エラー 要判断 警告 情報", width=9, help="指摘の重さ。"
    )
    message: LongText = column(
        "内容",
        must,
        aliases="指摘内容 メッセージ",
        width=44,
        help="指摘の文。[列の名前] と書いた所に、その行の値が入ります。",
    )
    remedy: LongText = column(
        "直し方", aliases="対処 是正方法", width=36, help="どう直すか。空欄でもかまいません。"
    )
    is_on: Flag = column("有効", aliases="使用 適用", width=7, help="○ を入れた規則だけが働きます。")
    remarks: LongText = column("備考", aliases=REMARKS, width=24, help="この規則を作ったわけなど。")
