"""成果物一覧: a document and its newest version."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, REMARKS, labels


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
    )

    id: Annotated[
        str | None,
        Column(
            "文書ID",
            Kind.ID,
            Need.MUST,
            aliases=NUMBER + labels("文書番号 文書No 成果物ID 成果物番号 ドキュメントID 管理番号"),
            help="文書の番号。DOC-001 の形。",
            width=9.5,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "文書名",
            Kind.TEXT,
            Need.MUST,
            aliases=labels(
                "成果物名 ドキュメント名 資料名 成果物 成果物名称 文書名称 ドキュメント 名称 "
                "納品物 納品物名 資料 設計書名 ファイル名 件名"
            ),
            help="文書の名前。",
            width=32,
        ),
    ] = None
    phase: Annotated[
        str | None,
        Column(
            "工程",
            Kind.CHOICE,
            aliases=("フェーズ", "作成工程", "Phase", "対象工程"),
            choice_list="工程",
            help="どの工程で作る文書か。",
            width=10,
        ),
    ] = None
    author: Annotated[
        str | None,
        Column(
            "作成担当",
            Kind.PERSON,
            aliases=labels("作成者 担当 担当者 作成担当者 作成者名 担当者名 執筆者 主担当 責任者"),
            help="作る人(体制表の氏名)。",
            width=12,
        ),
    ] = None
    version: Annotated[
        str | None,
        Column(
            "最新版",
            Kind.TEXT,
            Need.MUST,
            aliases=labels("版 版数 バージョン 最新版数 現在版 Ver Version Rev 改版 版番号"),
            help="いちばん新しい版。1.10 のように書きます。",
            width=9,
        ),
    ] = None
    updated_on: Annotated[
        date | None,
        Column(
            "更新日",
            Kind.DATE,
            Need.MUST,
            aliases=labels("最終更新日 更新日付 更新年月日 改訂日 改版日 作成日 完成日 発行日 最終改訂日"),
            help="最新版の日付。",
            width=11,
        ),
    ] = None
    location: Annotated[
        str | None,
        Column(
            "格納先",
            Kind.TEXT,
            aliases=labels(
                "格納場所 格納フォルダ 保管場所 保管先 保存場所 保存先 置き場 パス URL リンク "
                "リンク先 ファイルパス 成果物格納先"
            ),
            help="この台帳から見たファイルの場所、または URL。",
            width=38,
        ),
    ] = None
    is_deliverable: Annotated[
        bool | None,
        Column(
            "納品対象",
            Kind.FLAG,
            aliases=labels("納品 納品有無 納品要否 納入対象 提出対象 納品物対象"),
            help="納品する文書なら ○。",
            width=8,
        ),
    ] = None
    received_on: Annotated[
        date | None,
        Column(
            "受領日",
            Kind.DATE,
            aliases=("納品日", "納入日", "提出日", "受入日"),
            help="納品を受けた日。",
            width=11,
        ),
    ] = None
    remarks: Annotated[
        str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", width=28)
    ] = None
