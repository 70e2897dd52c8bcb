"""仕様変更管理表: a change request from its raising to its announcement."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import DUE, NUMBER, REMARKS, STATE, labels


class SpecChange(Record):
    """One row of 仕様変更管理表: a change request from its raising to its announcement."""

    sheet: ClassVar[Sheet] = Sheet(
        "仕様変更管理表",
        collection="spec_changes",
        prefix="CHG",
        aliases=labels(
            "変更管理表 変更管理台帳 仕様変更 仕様変更一覧 仕様変更管理 仕様変更台帳 "
            "変更管理 変更一覧 変更要求一覧 変更要求管理表 変更依頼一覧 変更管理簿 変更台帳"
        ),
        help="仕様変更。起票から周知まで。",
    )

    id: Annotated[
        str | None,
        Column(
            "変更ID",
            Kind.ID,
            Need.MUST,
            aliases=NUMBER + labels("変更番号 管理番号 変更No 変更管理番号 要求番号"),
            help="仕様変更の番号。CHG-001 の形。",
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "件名",
            Kind.TEXT,
            Need.MUST,
            aliases=labels("タイトル 変更件名 変更名 変更概要 概要"),
            help="変更を一言で表す名前。",
            width=26,
        ),
    ] = None
    raised_on: Annotated[
        date | None,
        Column(
            "起票日",
            Kind.DATE,
            Need.MUST,
            aliases=labels("作成日 記載日 申請日 依頼日 申請年月日 受付日 登録日"),
            help="変更を言い出した日。",
            width=11,
        ),
    ] = None
    raised_by: Annotated[
        str | None,
        Column(
            "起票者",
            Kind.PERSON,
            Need.MUST,
            aliases=labels("記載者 作成者 申請者 依頼者名 依頼者 要求者 提案者"),
            help="変更を言い出した人(体制表の氏名)。",
            width=12,
            is_rarely_read=True,
        ),
    ] = None
    origin: Annotated[
        tuple[str, ...],
        Column(
            "起票元",
            Kind.REFS,
            refers_to=("QA表", "議事録", "課題管理表", "仕様書確認"),
            help="きっかけのQA・課題・議事のID(QA-012 など)。複数は 、 で区切ります。",
            width=13,
        ),
    ] = ()
    requirements: Annotated[
        tuple[str, ...],
        Column(
            "対象要件",
            Kind.REFS,
            refers_to=("要件一覧",),
            help="変わる要件のID。複数は 、 で区切ります。",
            width=13,
        ),
    ] = ()
    interfaces: Annotated[
        tuple[str, ...],
        Column(
            "対象IF",
            Kind.REFS,
            refers_to=("IF一覧",),
            help="変わるIFのID。複数は 、 で区切ります。",
            width=13,
            is_rarely_read=True,
        ),
    ] = ()
    systems: Annotated[
        tuple[str, ...],
        Column(
            "影響システム",
            Kind.REFS,
            aliases=("対象システム", "システム", "システム名", "関連システム"),
            refers_to=("システム一覧",),
            help="影響するシステム名。空欄なら対象要件と対象IFのシステムとみなします。",
            width=16,
            is_rarely_read=True,
        ),
    ] = ()
    kind: Annotated[
        str | None,
        Column(
            "変更区分",
            Kind.CHOICE,
            Need.MUST,
            aliases=("区分", "種別", "変更種別", "分類"),
            choices=("追加", "変更", "削除", "誤記訂正"),
            help="追加・変更・削除・誤記訂正のどれか。",
            width=9,
        ),
    ] = None
    before: Annotated[
        str | None,
        Column(
            "変更前",
            Kind.LONGTEXT,
            aliases=("現行", "現状", "変更前内容"),
            help="変更前の仕様。",
            width=30,
            is_rarely_read=True,
        ),
    ] = None
    after: Annotated[
        str | None,
        Column(
            "変更後",
            Kind.LONGTEXT,
            Need.MUST,
            aliases=("変更内容", "変更後内容", "変更詳細", "内容"),
            help="変更後の仕様。これだけ読んで分かるように書きます。",
            width=32,
        ),
    ] = None
    reason: Annotated[
        str | None,
        Column(
            "変更理由",
            Kind.LONGTEXT,
            Need.MUST,
            aliases=("理由", "変更事由", "背景", "目的"),
            help="なぜ変えるか。",
            width=28,
            is_rarely_read=True,
        ),
    ] = None
    cost_impact: Annotated[
        int | None,
        Column(
            "影響費用",
            Kind.MONEY,
            aliases=labels("費用影響 影響金額 影響額 追加費用 費用"),
            help="費用の増減(円・税抜)。影響なしは 0、まだ評価していなければ空欄。",
            width=12.5,
        ),
    ] = None
    schedule_impact: Annotated[
        int | None,
        Column(
            "影響工期",
            Kind.INT,
            aliases=("工期影響",),
            help="工期の増減(稼働日)。影響なしは 0、まだ評価していなければ空欄。",
            width=9.5,
        ),
    ] = None
    test_impact: Annotated[
        bool | None,
        Column("影響試験", Kind.FLAG, help="試験のやり直しが要るなら ○。", width=8, is_rarely_read=True),
    ] = None
    due_on: Annotated[
        date | None,
        Column(
            "判断期限",
            Kind.DATE,
            aliases=(*DUE, "期限", "回答期限"),
            help="いつまでに採否を決めるか。",
            width=11,
        ),
    ] = None
    status: Annotated[
        str | None,
        Column(
            "状態",
            Kind.CHOICE,
            Need.MUST,
            aliases=STATE,
            help="いまの段階。承認待ちから先は承認の記録が要ります。",
            width=11,
        ),
    ] = None
    approved_by: Annotated[
        str | None,
        Column(
            "承認者",
            Kind.PERSON,
            aliases=("決裁者", "承認"),
            help="承認した人(設定の承認者役割を持つ人)。",
            width=12,
        ),
    ] = None
    approved_on: Annotated[date | None, Column("承認日", Kind.DATE, help="承認した日。", width=11)] = None
    reflected_in: Annotated[
        tuple[str, ...],
        Column(
            "反映先文書",
            Kind.REFS,
            refers_to=("成果物一覧",),
            help="直した文書のID(DOC-001 など)。複数は 、 で区切ります。",
            width=13,
            is_rarely_read=True,
        ),
    ] = ()
    reflected_version: Annotated[
        str | None,
        Column(
            "反映版",
            Kind.TEXT,
            help="直した後の版。反映先文書と同じ順に書きます。",
            width=9,
            is_rarely_read=True,
        ),
    ] = None
    reflected_on: Annotated[date | None, Column("反映日", Kind.DATE, help="文書に反映した日。", width=11)] = (
        None
    )
    announced_to: Annotated[
        str | None, Column("周知先", Kind.TEXT, help="知らせた相手。", width=18, is_rarely_read=True)
    ] = None
    announced_on: Annotated[
        date | None, Column("周知日", Kind.DATE, help="関係者に知らせた日。", width=11)
    ] = None
    remarks: Annotated[
        str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", is_rarely_read=True)
    ] = None

    @property
    def is_approved(self) -> bool:
        """Whether the state is 承認済 or later: 承認済, 反映済 or 周知済."""
        return self.status in ("承認済", "反映済", "周知済")

    @property
    def is_submitted(self) -> bool:
        """Whether the state is 承認待ち or later: somebody decides, or has decided, with its figures."""
        return self.status == "承認待ち" or self.is_approved
