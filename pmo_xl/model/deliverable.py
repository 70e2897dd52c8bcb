"""成果物一覧: a document and its newest version."""

from typing import ClassVar

from pmo_xl.model.column import Date, Flag, Id, LongText, Person, Text, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import EXTERNAL_IDS, NUMBER, REMARKS, labels


class Deliverable(Record):
    """One row of 成果物一覧: a document and its newest version."""

    sheet: ClassVar[Sheet] = Sheet(
        "成果物一覧",
        collection="deliverables",
        prefix="DOC",
        aliases=labels(
            "納品物一覧 文書一覧 成果物 成果物管理表 成果物リスト 納品物 納品一覧 "
            "納品物件一覧 納品物管理表 ドキュメント一覧 ドキュメント管理表 文書管理台帳 "
            "文書管理表 設計書一覧 資料一覧"
        ),
        help="文書と最新版。",
        guide="文書を1行に1つ、最新の版・更新日・格納先を書きます。同じ文書が2行あるもの、変更を反映した後に更新されていないものを点検します。",
    )

    id: Id = column(
        "文書ID",
        must,
        aliases=NUMBER + labels("文書番号 文書No 成果物ID 成果物番号 ドキュメントID 管理番号"),
        width=9.5,
        help="文書の番号。DOC-001 の形。",
    )
    title: Text = column(
        "文書名",
        must,
        aliases="成果物名 ドキュメント名 資料名 成果物 成果物名称 文書名称 ドキュメント 名称 納品物 納品物名 資料 設計書名 ファイル名 件名",
        width=32,
        help="文書の名前。",
    )
    phase: Word = column(
        "工程",
        aliases="フェーズ 作成工程 Phase 対象工程",
        choice_list="工程",
        width=10,
        help="どの工程で作る文書か。",
    )
    author: Person = column(
        "作成担当",
        aliases="作成者 担当 担当者 作成担当者 作成者名 担当者名 執筆者 主担当 責任者",
        width=12,
        help="作る人(体制表の氏名)。",
    )
    version: Text = column(
        "最新版",
        must,
        aliases="版 版数 バージョン 最新版数 現在版 Ver Version Rev 改版 版番号",
        width=9,
        help="いちばん新しい版。1.10 のように書きます。",
    )
    updated_on: Date = column(
        "更新日",
        must,
        aliases="最終更新日 更新日付 更新年月日 改訂日 改版日 作成日 完成日 発行日 最終改訂日",
        width=11,
        help="最新版の日付。",
    )
    location: Text = column(
        "格納先",
        aliases="格納場所 格納フォルダ 保管場所 保管先 保存場所 保存先 置き場 パス URL リンク リンク先 ファイルパス 成果物格納先",
        width=38,
        help="この台帳から見たファイルの場所、または URL。",
    )
    is_deliverable: Flag = column(
        "納品対象",
        aliases="納品 納品有無 納品要否 納入対象 提出対象 納品物対象",
        width=8,
        help="納品する文書なら ○。",
    )
    received_on: Date = column(
        "受領日", aliases="納品日 納入日 提出日 受入日", width=11, help="納品を受けた日。"
    )
    external_ids: Text = column(
        "外部ID",
        aliases=EXTERNAL_IDS,
        is_rarely_read=True,
        width=16,
        help="ほかの道具での番号。redmine:1234 の形で、複数は 、 で区切ります。取り込みが同じ行を見分けます。",
        since=2,
    )
    remarks: LongText = column("備考", aliases=REMARKS, width=28, help="補足。")
