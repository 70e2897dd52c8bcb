"""シーケンス: one message of a sequence diagram."""

from typing import ClassVar

from pmo_xl.model.column import Id, Ref, Text, Whole, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class Message(Record):
    """One row of シーケンス: one message of a sequence diagram."""

    sheet: ClassVar[Sheet] = Sheet(
        "シーケンス",
        collection="messages",
        prefix="SEQ",
        aliases=labels("シーケンス一覧 シーケンス表"),
        profile="full",
        help="機能ごとのやりとり。1行 = 1つの矢印。",
        guide="機能ごとに、システムの間のやりとりを1行に1つの矢印で順に書きます。IF一覧と合わない矢印を点検し、シーケンス図を描きます。",
        brief="機能ごとのやりとり。",
    )

    id: Id = column("シーケンスID", must, aliases=NUMBER, width=9.5, help="矢印の番号。SEQ-001 の形。")
    function: Text = column(
        "機能",
        must,
        aliases="機能名 処理名",
        width=24,
        help="どの機能の流れか。同じ名前の行が1つの図になります。",
    )
    order: Whole = column("順序", must, aliases="順番 連番 手順", width=7.5, help="図の中の順番。")
    source: Text = column("送信元", must, aliases="From 発信元", width=18, help="送る側(システムか人)。")
    target: Text = column("送信先", must, aliases="To 宛先", width=18, help="受ける側(システムか人)。")
    kind: Word = column(
        "種類",
        must,
        aliases="種別 区分",
        choices="同期 非同期 応答",
        width=9,
        help="同期・非同期・応答のどれか。",
    )
    data: Text = column("情報", must, aliases="メッセージ 内容 データ", width=30, help="渡す情報。")
    interface: Ref = column(
        "IF-ID", aliases="IF", refers_to="IF一覧", width=10, help="使うIF(IF一覧のIF-ID)。"
    )
    stored_data: Text = column(
        "保持データ", aliases="保存データ 更新データ", width=26, help="受けた側が残すデータ。"
    )
    target_function: Text = column(
        "受信側機能", aliases="受信側の機能 必要機能", width=20, help="受け取る側に要る機能。", since=2
    )
    condition: Text = column(
        "条件",
        aliases="条件・分岐 分岐条件",
        width=16,
        help="alt・opt・loop で始めると、同じ条件の続く行を枠で囲みます。",
        since=2,
    )
