"""仕様変更管理表: a change request from its raising to its announcement."""

from typing import ClassVar

from pmo_xl.model.column import Date, Flag, Id, LongText, Money, Person, Refs, Text, Whole, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, EXTERNAL_IDS, NUMBER, REMARKS, STATE, labels

APPROVED_OR_LATER = ("承認済", "反映済", "周知済")
"""The states of a change from its approval on; those before it are UNDECIDED_CHANGES of the vocabulary."""
REFLECTED_OR_LATER = ("反映済", "周知済")
"""The states of a change from its reflection in the documents on."""
CORRECTION = "誤記訂正"
"""The 変更区分 that changes words and not the specification."""


class SpecChange(Record):
    """One row of 仕様変更管理表: a change request from its raising to its announcement."""

    sheet: ClassVar[Sheet] = Sheet(
        "仕様変更管理表",
        collection="spec_changes",
        prefix="CHG",
        aliases=labels(
            "変更管理表 変更管理台帳 仕様変更 仕様変更一覧 仕様変更管理 仕様変更台帳 "
            "変更管理 変更一覧 変更要求一覧 変更要求管理表 変更依頼一覧 変更管理簿 変更台帳 変更要求管理 変更申請一覧 "
            "変更管理一覧 仕様変更管理台帳 変更依頼管理表 CR一覧 CR管理表 ChangeRequests ChangeRequestLog ChangeRegister"
        ),
        help="仕様変更。起票から周知まで。",
        amounts="金額は円・税抜。",
        guide="仕様の変更を、起票から承認・反映・周知まで1行で追います。承認者のいない承認、反映先の漏れ、費用や日数の未評価を点検し、変更通知書と変更影響書を作ります。",
    )

    id: Id = column(
        "変更ID",
        must,
        aliases=NUMBER + labels("変更番号 管理番号 変更No 変更管理番号 要求番号"),
        help="仕様変更の番号。CHG-001 の形。",
    )
    title: Text = column(
        "件名",
        must,
        aliases="タイトル 変更件名 変更名 変更概要 概要",
        width=22,
        help="変更を一言で表す名前。",
    )
    raised_on: Date = column(
        "起票日",
        must,
        aliases="作成日 記載日 申請日 依頼日 申請年月日 受付日 登録日",
        width=11,
        help="変更を言い出した日。",
    )
    raised_by: Person = column(
        "起票者",
        must,
        aliases="記載者 作成者 申請者 依頼者名 依頼者 要求者 提案者",
        width=12,
        help="変更を言い出した人(体制表の氏名)。",
    )
    origin: Refs = column(
        "起票元",
        refers_to="QA表 議事録 課題管理表 仕様書確認",
        width=10.5,
        help="きっかけのQA・課題・議事のID(QA-012 など)。複数は 、 で区切ります。",
    )
    requirements: Refs = column(
        "対象要件", refers_to="要件一覧", width=10.5, help="変わる要件のID。複数は 、 で区切ります。"
    )
    interfaces: Refs = column(
        "対象IF",
        refers_to="IF一覧",
        is_rarely_read=True,
        width=13,
        help="変わるIFのID。複数は 、 で区切ります。",
    )
    systems: Refs = column(
        "影響システム",
        aliases="対象システム システム システム名 関連システム",
        refers_to="システム一覧",
        is_rarely_read=True,
        width=16,
        help="影響するシステム名。空欄なら対象要件と対象IFのシステムとみなします。",
    )
    kind: Word = column(
        "変更区分",
        must,
        aliases="区分 種別 変更種別 分類",
        choices="追加 変更 削除 誤記訂正",
        width=9,
        help="追加・変更・削除・誤記訂正のどれか。",
    )
    before: LongText = column(
        "変更前", aliases="現行 現状 変更前内容", is_rarely_read=True, width=30, help="変更前の仕様。"
    )
    after: LongText = column(
        "変更後",
        must,
        aliases="変更内容 変更後内容 変更詳細 内容",
        width=28,
        help="変更後の仕様。これだけ読んで分かるように書きます。",
    )
    reason: LongText = column(
        "変更理由",
        must,
        aliases="理由 変更事由 背景 目的",
        width=22,
        help="なぜ変えるか。",
    )
    cost_impact: Money = column(
        "影響費用",
        aliases="費用影響 影響金額 影響額 追加費用 費用",
        width=11.5,
        help="費用の増減(円・税抜)。影響なしは 0、まだ評価していなければ空欄。",
    )
    schedule_impact: Whole = column(
        "影響工期",
        aliases="工期影響",
        width=9.5,
        help="工期の増減(稼働日)。影響なしは 0、まだ評価していなければ空欄。",
    )
    test_impact: Flag = column("影響試験", is_rarely_read=True, width=8, help="試験のやり直しが要るなら ○。")
    due_on: Date = column(
        "判断期限", aliases=(*DUE, "期限", "回答期限"), width=11, help="いつまでに採否を決めるか。"
    )
    status: Word = column(
        "状態", must, aliases=STATE, width=11, help="いまの段階。承認待ちから先は承認の記録が要ります。"
    )
    approved_by: Person = column(
        "承認者", aliases="決裁者 承認", width=12, help="承認した人(設定の承認者役割を持つ人)。"
    )
    approved_on: Date = column("承認日", width=11, help="承認した日。")
    reflected_in: Refs = column(
        "反映先文書",
        refers_to="成果物一覧",
        is_rarely_read=True,
        width=13,
        help="直した文書のID(DOC-001 など)。複数は 、 で区切ります。",
    )
    reflected_version: Text = column(
        "反映版", is_rarely_read=True, width=9, help="直した後の版。反映先文書と同じ順に書きます。"
    )
    reflected_on: Date = column("反映日", width=11, help="文書に反映した日。")
    announced_to: Text = column("周知先", is_rarely_read=True, width=18, help="知らせた相手。")
    announced_on: Date = column("周知日", width=11, help="関係者に知らせた日。")
    external_ids: Text = column(
        "外部ID",
        aliases=EXTERNAL_IDS,
        is_rarely_read=True,
        width=16,
        help="ほかの道具での番号。redmine:1234 の形で、複数は 、 で区切ります。取り込みが同じ行を見分けます。",
        since=2,
    )
    remarks: LongText = column("備考", aliases=REMARKS, is_rarely_read=True, help="補足。")

    @property
    def is_approved(self) -> bool:
        """Whether the state is 承認済 or later: 承認済, 反映済 or 周知済."""
        return self.status in APPROVED_OR_LATER

    @property
    def is_submitted(self) -> bool:
        """Whether the state is 承認待ち or later: somebody decides, or has decided, with its figures."""
        return self.status == "承認待ち" or self.is_approved
