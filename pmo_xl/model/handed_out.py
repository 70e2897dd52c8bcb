"""配布記録: rows of one sheet handed out to one addressee, and what came back."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Text, Whole, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import REMARKS, labels


class HandedOut(Record):
    """One row of 配布記録: rows of one sheet handed out to one addressee, and what came back."""

    sheet: ClassVar[Sheet] = Sheet(
        "配布記録",
        collection="handed_out",
        prefix="H",
        aliases=labels("配布一覧 回収管理表"),
        profile="full",
        since=2,
        help="だれに、どのシートの何行を配り、いつ答えが戻ったかを残します。配布と回収が書きます。",
        guide="だれに、どのシートの何行を配り、いつ戻ったかが残ります。配布と回収が書くので、手で足す必要はありません。",
        id_shape="H[0-9]{8}-[0-9]{2,}",
        id_example="H20261130-01",
        brief="配った行と、戻った答え。",
    )

    id: Id = column(
        "配布番号", auto, width=14, help="配布の番号。H20261130-01 の形(H、配った日、その日の番号)。"
    )
    target_sheet: Text = column("対象シート", must, width=16, help="どのシートの行を配ったか。")
    counterpart: Text = column(
        "相手", must, aliases="配布先 配布相手", width=24, help="配った相手(人・システム・取引先・列の値)。"
    )
    split_by: Word = column(
        "単位",
        must,
        choices="担当 システム 取引先 列",
        aliases="配布単位",
        width=9,
        help="何ごとに分けて配ったか。",
    )
    mail: Text = column(
        "宛先", aliases="メール", width=24, help="送り先のメールアドレス。分からなければ空欄。"
    )
    rows_given: Whole = column("件数", must, aliases="配布件数", width=7.5, help="配った行の数。")
    handed_out_on: Date = column("配布日", must, aliases="送付日", width=11, help="配った日。")
    due_on: Date = column("回答期限", aliases="期限 回収期限", width=11, help="いつまでに答えてもらうか。")
    file: Text = column("ファイル", aliases="ファイル名", width=30, help="配ったファイルの名前。")
    collected_on: Date = column("回収日", aliases="受領日", width=11, help="最後に答えを受け取った日。")
    rows_answered: Whole = column("回答件数", width=9, help="答えのあった行の数。件数までです。")
    unanswered: Text = column(
        "未回答ID", is_rarely_read=True, aliases="未回答", width=24, help="まだ答えのない行のID。"
    )
    status: Word = column(
        "状態",
        must,
        aliases="回収状況 ステータス",
        width=10,
        help="配布済 → 一部回収 → 回収済。やめたら取消。",
    )
    remarks: LongText = column("備考", is_rarely_read=True, aliases=REMARKS, width=24, help="補足。")
