"""IF一覧: an interface between two systems."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, Refs, SystemName, Text, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, STATE, labels


class Interface(Record):
    """One row of IF一覧: an interface between two systems."""

    sheet: ClassVar[Sheet] = Sheet(
        "IF一覧",
        collection="interfaces",
        prefix="IF",
        aliases=labels(
            "インターフェース一覧 インタフェース一覧 IF管理表 インターフェース管理表 外部IF一覧 連携一覧"
        ),
        profile="full",
        help="システム間のつなぎ。",
        guide="システム間のつなぎを1行に1つ、提出期限・疎通・対向試験の日を書きます。合わない日、両側の合意のない変更、調整の要るものを点検します。",
    )

    id: Id = column(
        "IF-ID",
        must,
        aliases=(*NUMBER, "IF番号", "インターフェースID"),
        width=9.5,
        help="IFの番号。IF-001 の形。",
    )
    title: Text = column("IF名", must, aliases="IF名称 インターフェース名 名称", width=26, help="IFの名前。")
    change_kind: Word = column(
        "区分", must, aliases="新規改修", choices="新規 改修", width=8, help="新規か改修か。"
    )
    source: SystemName = column(
        "接続元", must, aliases="送信元 連携元 FROM", width=18, help="送る側のシステム名。"
    )
    target: SystemName = column(
        "接続先", must, aliases="送信先 連携先 TO", width=18, help="受ける側のシステム名。"
    )
    method: Text = column(
        "方式", aliases="連携方式 通信方式 プロトコル", width=14, help="ファイル転送・API など。"
    )
    frequency: Text = column("頻度", aliases="連携頻度 タイミング", width=12, help="随時・日次など。")
    design_due_on: Date = column(
        "基本設計提出期限", must, aliases="設計期限", width=12, help="IFの基本設計を出す期限。"
    )
    specification_version: Text = column(
        "IF仕様版", aliases="仕様書版 版", width=9, help="合意したIF仕様書の版。空欄はまだ出ていない。"
    )
    connect_planned_on: Date = column(
        "疎通予定日", aliases="疎通確認予定日 疎通予定", width=11, help="疎通を確かめる予定の日。", since=2
    )
    connected_on: Date = column("疎通確認日", aliases="疎通日", width=11, help="疎通を確かめた日。")
    wish_source_on: Date = column(
        "接続元希望日", is_rarely_read=True, width=11, help="接続元が対向試験を始めたい日。"
    )
    wish_target_on: Date = column(
        "接続先希望日", is_rarely_read=True, width=11, help="接続先が対向試験を始めたい日。"
    )
    fixed_on: Date = column(
        "対向確定日", aliases="対向試験日 試験確定日", width=11, help="対向試験の日として決めた日。"
    )
    agreed_on: Date = column("先方合意日", aliases="合意日", width=11, help="接続先が合意した日。")
    status: Word = column("状態", must, aliases=STATE, width=10, help="いまの段階。")
    reported_by: Refs = column(
        "報告システム",
        refers_to="システム一覧",
        is_rarely_read=True,
        aliases="申告システム",
        width=14,
        help="このIFを報告してきたシステム。複数は 、 で区切ります。",
        since=2,
    )
