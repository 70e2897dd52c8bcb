"""見積一覧: an estimate of a vendor for a system."""

from typing import ClassVar

from pmo_xl.model.column import (
    Date,
    Flag,
    Id,
    LongText,
    Money,
    Number,
    Ref,
    Refs,
    SystemName,
    VendorName,
    Word,
    column,
    must,
)
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels

ASKED_FOR, RECEIVED, DECLINED = "依頼中", "受領", "辞退"
_OF_AN_ANSWER = ("tax_basis", "amount", "received_on")


class Estimate(Record):
    """One row of 見積一覧: an estimate of a vendor for a system."""

    sheet: ClassVar[Sheet] = Sheet(
        "見積一覧",
        collection="estimates",
        prefix="EST",
        aliases=labels("見積管理表 見積台帳 見積書一覧"),
        profile="full",
        help="ベンダから受け取った見積。",
        amounts="金額は円。税抜か税込かは税区分。",
        guide="頼んだ見積と受け取った見積を1行に1つ、税区分と有効期限を付けて書き、使うものに ○ を付けます。予算との差、未取得のシステム、期限切れを点検します。",
    )

    id: Id = column(
        "見積ID", must, aliases=(*NUMBER, "見積番号", "見積No"), width=9.5, help="見積の番号。EST-001 の形。"
    )
    system: SystemName = column(
        "システム", must, aliases="システム名 対象システム", width=16, help="どのシステムの見積か。"
    )
    vendor: VendorName = column(
        "提出者",
        must,
        aliases="取引先 見積先 会社 ベンダ",
        width=24,
        help="見積を出した会社(取引先一覧の取引先名)。",
    )
    kind: Word = column(
        "種別", must, aliases="区分 見積区分", choices="概算 正式", width=8, help="概算か正式か。"
    )
    tax_basis: Word = column(
        "税区分", must, aliases="税 税込税抜", choices="税抜 税込", width=8, help="金額が税抜か税込か。"
    )
    effort: Number = column("工数", aliases="人月 工数(人月)", width=8, help="人月。")
    unit_price: Money = column("単価", aliases="人月単価", width=12, help="1人月あたりの円。")
    amount: Money = column(
        "金額", must, aliases="見積金額 見積額 総額 合計金額", width=14, help="見積の総額(円)。"
    )
    breakdown_total: Money = column(
        "内訳合計", aliases="内訳金額 内訳計", width=14, help="内訳を足した額(円)。金額と一致するはずです。"
    )
    assumptions: LongText = column(
        "前提条件", aliases="前提 備考 除外事項", width=36, help="見積の前提・含まないもの。"
    )
    received_on: Date = column(
        "取得日", must, aliases="受領日 見積日 提出日", width=11, help="見積を受け取った日。"
    )
    valid_until: Date = column("有効期限", aliases="見積有効期限 期限", width=11, help="この日まで有効。")
    origin: Refs = column(
        "起票元",
        aliases="変更ID 仕様変更",
        refers_to="仕様変更管理表",
        width=13,
        help="もとになった仕様変更のID。複数は 、 で区切ります。",
    )
    is_adopted: Flag = column("採用", aliases="採否 採用可否", width=7.5, help="採用した見積なら ○。")
    status: Word = column(
        "状態",
        aliases="ステータス 状況",
        width=8,
        help="依頼中・受領・辞退のどれか。空欄で金額があれば受領とみなします。",
        since=2,
    )
    requested_on: Date = column("依頼日", width=11, help="見積を頼んだ日。", since=2)
    due_on: Date = column(
        "回答期限", aliases="提出期限 見積期限 回答期日", width=11, help="いつまでに見積をもらうか。", since=2
    )
    category: Word = column(
        "費目",
        choices="開発 ライセンス 機器 保守・運用 社内工数 その他",
        aliases="費用区分 費用種別",
        width=10,
        help="何の費用か。費目ごとに合計します。",
        since=2,
    )
    budget: Ref = column(
        "予算ID",
        refers_to="予算枠",
        aliases="予算枠",
        width=10,
        help="どの予算で負担する見込みか(BUD-001 など)。",
        since=2,
    )

    @property
    def is_received(self) -> bool:
        """Whether the vendor has answered: 状態 受領, or blank with a 金額."""
        return self.status == RECEIVED if self.status else self.amount is not None

    @property
    def is_asked_for(self) -> bool:
        """Whether the answer is awaited: 状態 依頼中, or blank without a 金額."""
        return self.status == ASKED_FOR if self.status else self.amount is None

    @property
    def is_taken(self) -> bool:
        """Whether it is adopted: 採用 ○ and received."""
        return bool(self.is_adopted) and self.is_received

    @property
    def wanted_fields(self) -> tuple[str, ...]:
        """税区分, 金額 and 取得日 are wanted once the estimate is received; a table without 状態 lists received ones."""
        has_status = self.place is None or "status" in self.place.table.columns
        if self.is_received or not has_status:
            return self.must_fields
        return tuple(name for name in self.must_fields if name not in _OF_AN_ANSWER)
