"""予算枠: a budget (or an increase of one) of a department and fiscal year."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, LongText, Money, Text, Whole, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import REMARKS, labels

TURNED_DOWN = "却下"


class Budget(Record):
    """One row of 予算枠: a budget (or an increase of one) of a department and fiscal year."""

    sheet: ClassVar[Sheet] = Sheet(
        "予算枠",
        collection="budgets",
        prefix="BUD",
        aliases=labels("予算 予算一覧 予算台帳 予算計画 年度予算 予算枠一覧 予算表"),
        help="部門・年度ごとの予算。",
        amounts="金額は円・税抜。",
        guide="部門・年度ごとの予算を1行に1つ書き、増やす申請は申請日だけを入れて足します。発注と見込みを引いた残りを計算し、超過と残りわずかを点検します。",
    )

    id: Id = column(
        "予算ID", must, aliases="No 項番 予算番号 予算No 予算コード", help="予算枠の番号。BUD-001 の形。"
    )
    fiscal_year: Whole = column(
        "年度", must, aliases="会計年度 予算年度", width=7.5, help="会計年度が始まる年(2026 = 2026年度)。"
    )
    department: Word = column(
        "負担部門",
        must,
        aliases="部門 部署 担当部門 担当部署 所管部門 所管 負担部署 部門名 部署名",
        choice_list="部門",
        width=18,
        help="予算を持つ部門(選択肢の 部門)。",
    )
    category: Text = column(
        "費目",
        aliases="科目 勘定科目 費目名 予算科目 予算費目 項目",
        width=14,
        help="外注費、ライセンス費など。",
    )
    kind: Word = column(
        "区分",
        aliases="予算区分 種別",
        choices="当初 補正 流用 却下",
        width=9,
        help="空欄は当初。増額は補正として行を足します。",
    )
    amount: Money = column(
        "予算額",
        must,
        aliases="予算 予算金額 当初予算 当初予算額 承認額 承認予算額 計画額",
        width=14,
        help="承認された額(円・税抜)。",
    )
    approved_on: Date = column(
        "承認日", must, aliases="決裁日 承認年月日", width=11, help="予算が承認された日。"
    )
    ordered: Money = column(
        "発注済額",
        auto,
        aliases="執行額 執行済額 発注額 発注済 契約済額 実績額",
        is_derived=True,
        width=14,
        help="この予算で発注した額の合計(取消を除く)。",
    )
    expected: Money = column(
        "発注見込額",
        auto,
        aliases="執行見込額 見込額 発注見込",
        is_derived=True,
        width=14,
        help="まだ発注していない行の 見積金額 × 確度 の合計。",
    )
    remaining: Money = column(
        "残予算",
        auto,
        aliases="残額 予算残 予算残額 予算残高 残高 残",
        is_derived=True,
        width=14,
        help="予算額 − 発注済額 − 発注見込額。",
    )
    requested_on: Date = column(
        "申請日",
        is_rarely_read=True,
        width=11,
        help="予算の追加を願い出た日。承認日が入るまで予算額に数えません。",
        since=2,
    )
    due_on: Date = column(
        "判断期限",
        is_rarely_read=True,
        aliases="決裁期限",
        width=11,
        help="申請について、いつまでに判断してもらうか。",
        since=2,
    )
    remarks: LongText = column("備考", aliases=REMARKS, width=28, help="補足。")

    @property
    def is_request(self) -> bool:
        """Whether it is no budget, but a request for one (申請日 without 承認日), or one turned down (区分 却下)."""
        return self.kind == TURNED_DOWN or (self.requested_on is not None and self.approved_on is None)

    @property
    def granted(self) -> int | None:
        """予算額 (円・税抜) of what was approved; None of a request, which is in no amount, and without 予算額."""
        return None if self.is_request else self.amount

    @property
    def wanted_fields(self) -> tuple[str, ...]:
        """A request (申請日) has no 承認日 yet."""
        if self.requested_on is None:
            return self.must_fields
        return tuple(name for name in self.must_fields if name != "approved_on")
